"""Generated wikitext: what people may write anywhere, pages with project data, and project pages.

Most of it is markup, balanced or not: what matters is that nothing of it is lost, not that it makes sense.
"""

from hypothesis import settings
from hypothesis import strategies as st

from tests.support.builders import plan_text
from tests.support.pages import region

GENERATED = {
    "box": 700,
    "values": 100,
    "section": 700,
    "seen": 200,
    "both": 300,
    "whole": 200,
    "kept": 200,
    "refused": 200,
    "harmed": 200,
}
"""How many pages each of the central properties of the report is held against; pages that are thrown away, since the
bot refuses to write them, are not counted. Together they are `LEAST` or more."""

LEAST = 2_000


def pages_for(name: str) -> settings:
    """Hypothesis' settings for one of the central properties."""
    return settings(max_examples=GENERATED[name])


NAMES = {"aktiviteter": "aktiviteter", "nästa-månad": "nästa_månad", "problem": "problem", "kostnad": "kostnad"}
"""The bot's regions in the box, each with the parameter that it goes into."""

pieces = st.sampled_from(
    [
        *(
            "{{",
            "}}",
            "{",
            "}",
            "{{{",
            "}}}",
            "[[",
            "]]",
            "[",
            "]",
            "|",
            "||",
            "=",
            "==",
            "a",
            ".",
            "<",
            ">",
            "''",
            "'''",
        ),
        *(
            "\n",
            "\r\n",
            " ",
            "\n\n",
            "\t",
            "\u00a0",
            "\n* a",
            "\n== a ==\n",
            "\n== a",
            "\n|",
            "\n| ",
            "\n=",
            "----",
            "~~~~",
        ),
        *("<!--", "-->", "<!-- a -->", "<nowiki>", "</nowiki>", "<nowiki/>", "<ref>", "</ref>", "<pre>", "</pre>"),
        *(
            "{{a|b=c}}",
            "{{a",
            "[[a|b]]",
            "[http://a b|c]",
            "<gallery>\nA.jpg|b\n</gallery>",
            "<div>",
            "</div>",
            "<br />",
        ),
        *("{|\n|-\n| a || b\n|}", "{|", "|-", "|}", "&nbsp;", "__TOC__", "T123", "Lägesbot: start", "<!-- Lägesbot:"),
        *("\n| problem = ", "|aktiviteter="),
    ]
)
texts = st.lists(st.one_of(pieces, pieces, st.text(max_size=4)), max_size=12).map("".join)
"""What a person may write anywhere: mostly markup, balanced or not."""


@st.composite
def parameters(draw: st.DrawFn) -> str:
    """One parameter of a call as a person may write it, with a region of the bot's in it or not."""
    name = draw(st.sampled_from([*NAMES.values(), *NAMES.values(), "id", "<!-- problem --> id", "måluppfyllnad", ""]))
    value = draw(st.one_of(st.just(""), texts))
    if draw(st.integers(0, 4)) == 0:
        value += f"\n{region(draw(st.sampled_from([*NAMES, 'annat'])), 'x')}\n{draw(texts)}"
    written = draw(st.sampled_from(["| {} = {}\n", "|{}={}", " | {}  ={}  \n", "|\n{} = {}", "| {} = {}\r\n", "|{1}"]))
    return written.format(name, value)


@st.composite
def data_pages(draw: st.DrawFn) -> str:
    """A page with a call of the template as people may write it, and other text round it."""
    start = draw(st.sampled_from(["{{Projektdata\n", "{{Projektdata", "{{ projektdata_2017 <!-- a -->\r\n"]))
    inside = "".join(draw(st.lists(parameters(), max_size=6)))
    around = st.one_of(st.just(""), texts)
    end = draw(st.sampled_from(["}}", " }}", "\n}}"]))
    return f"{draw(around)}{start}{inside}{end}{draw(around)}"


headings = st.builds(
    lambda level, form, title, end: f"{form.format(equals='=' * level, title=title)}{end}",
    st.sampled_from([2, 2, 2, 1, 3, 6]),
    st.sampled_from(["{equals} {title} {equals}", "{equals}{title}{equals}", "{equals} {title}{equals} <!-- a -->"]),
    st.sampled_from(["Projektdata", "Projektdata", "Lägesrapport", "lägesrapport", "Mål", "Tidplan", "''Mål''"]),
    st.sampled_from(["\n", "\n", "\n\n", "\r\n", " \n"]),
)
"""A line that begins a section, of any level and in several spellings."""

endings = st.lists(
    st.sampled_from(
        [
            *("[[Kategori:Projekt 2022]]", "[[category: A|{{PAGENAME}}]]", "[[Fil:A.jpg|thumb|b\n[[Kategori:C]]]]"),
            *("{{DEFAULTSORT:Prov}}", "[[en:Trial]]", "<!-- a -->", "<!--\n\n-->", "__NOTOC__", "<noinclude>"),
            *("\n", "\n", "\n\n", "\r\n", " "),
        ]
    ),
    max_size=6,
).map("".join)
"""What a page ends with: categories, a sort key, links to other languages, comments."""

copies = st.sampled_from(["lägesrapport", "lägesrapport", *NAMES, "annat"]).map(
    lambda name: f"\n{region(name, '* x')}\n"
)
"""A region of the bot's that is there already: its own, or one that somebody has copied from the box."""


@st.composite
def project_pages(draw: st.DrawFn, call: st.SearchStrategy[str] | None = None) -> str:
    """A project page: a time plan, sections with people's text and perhaps the bot's, and how pages end.

    Args:
        draw: Hypothesis' own.
        call: What stands somewhere on the page besides, as a call of the template with the facts.
    """
    plan = st.sampled_from(["", plan_text(), plan_text("Mars | Boka | Axel | |").replace("\n", "\r\n")])
    some = st.one_of(texts, texts, st.just(""), copies)
    body = st.builds(lambda heading, text: f"{heading}{text}\n", headings, some)
    before, after = (draw(st.lists(body, max_size=2)) for _ in range(2))
    middle = "" if call is None else draw(call)
    return "".join([draw(some), draw(plan), *before, middle, *after, draw(endings)])
