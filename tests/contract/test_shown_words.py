"""What people write is what is seen: the real MediaWiki shows the bot's pages with their words as words.

Each wiki of hostile words has a twin, where every one of them is an ordinary word. The pages that the bot makes of
both must look the same: the same paragraphs, cells, links and headings, with the hostile words, whole and as they are
shown, where the twin has its ordinary ones.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.parse.regions import read_regions
from bot.parse.settings import load
from bot.plan import make_plan
from bot.planned import PlannedEdit
from bot.render.escape import edit_link, escape, link
from bot.render.report import REGIONS
from bot.wiki.titles import normalise
from tests.support.builders import DATA, PEOPLE, TITLE, data_text, known, plan_text
from tests.support.builders import settings as register
from tests.support.hostile import PIECES, TITLES, WORDS, hostile_words, sameness, scene, shown, spread
from tests.support.mediawiki import ADMIN, MediaWiki
from tests.support.person import Person
from tests.support.rendered import Block, Rendered, rendered

pytestmark = pytest.mark.mediawiki

BOX = Path(__file__).parents[2] / "examples" / "wiki" / "Mall"
BOX_PAGES = ("Projektdata 2017", "Projektdata 2017/Lägesrapport", "Projektdata 2017/Status")
AFTER = "Detta står efter allt."
PLAIN = [f"ord{number:04d}" for number in range(WORDS)]
"""The twin's words: none of them is a part of another."""

PAGES = {
    "handbook": "Fil:Handbok ''för'' RFC 1 & https: = !!.png",
    "stop": "Kategori:Stopp, mailto:a@b.se * '''nu'''",
}
"""Titles in the settings that are no ordinary pages' and hold what is markup elsewhere."""

SEEN = 180
"""How many of a scene's words are seen on its pages, at the least; the others are remembered, or told of elsewhere."""

ON_A_WIKI = settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
"""Few examples of many words each, and no search for fewer words: what differs is told line by line."""

SIGNATURE = {f"Användare:{ADMIN}", f"Användardiskussion:{ADMIN}"}
MEANT = {
    *TITLES,
    *(f"{title}/Projektdata" for title in TITLES),
    *(f"Användardiskussion:{name} (WMSE)" for name in PEOPLE),
    "Användare:Lägesbot/inställningar.json",
    "Ekonomiska rapporter 2022",
    PAGES["handbook"],
    f"{PAGES['stop']}/påminnelser",
}
"""The pages that the bot links to, on all of its pages."""


@pytest.fixture(scope="module")
def wiki(mediawiki: MediaWiki) -> Iterator[Person]:
    """Somebody on a wiki that has the box for the project data and nothing else."""
    mediawiki.restore()
    with mediawiki.person(ADMIN) as person:
        for name in BOX_PAGES:
            person.edit(f"Mall:{name}", (BOX / f"{name}.wiki").read_text(encoding="utf-8"))
        person.edit("Mall:Visa", "{{{1}}}")
        yield person


@pytest.fixture(scope="module")
def twin(wiki: Person) -> dict[str, Rendered]:
    """The pages with ordinary words, by title."""
    return {edit.title: seen(wiki, edit) for edit in edits(PLAIN)}


def edits(words: Sequence[str]) -> tuple[PlannedEdit, ...]:
    """What the bot writes on a wiki of these words: reports, reminders and the overview."""
    return make_plan(scene(words, pages=PAGES)).edits


def seen(visitor: Person, edit: PlannedEdit) -> Rendered:
    """A page as the bot would leave it, and under it the regions of a report once more, outside the box."""
    regions = read_regions(edit.text).found.values() if edit.task == "report" else ()
    bodies = [edit.text[one.body_start : one.body_end] for one in regions]
    return rendered(visitor, "\n\n".join([edit.text, *bodies, AFTER]), title=edit.title)


def at_any_time(text: str) -> str:
    """A text without the time of a signature."""
    return re.sub(r"\d+ \w+ \d{4} kl\. \d\d\.\d\d \(CES?T\)", "", text)


def in_place_of_plain(words: Sequence[str]) -> Callable[[str], str]:
    """Puts the words, as they are to be shown, where a text of the twin's has its ordinary ones."""
    instead = {plain: shown(word) for plain, word in zip(PLAIN, words, strict=False)}
    return lambda text: re.sub(r"ord\d{4}", lambda match: instead[match[0]], at_any_time(text))


def test_twin_has_the_words_and_nothing_else(wiki: Person, twin: dict[str, Rendered]) -> None:
    """The pages show the names of all activities and owners, and use and link to what they should."""
    plan = edits(PLAIN)
    assert {edit.task for edit in plan} == {"report", "remind", "overview"}
    box = rendered(wiki, data_text(), title=DATA)
    for edit in plan:
        page = twin[edit.title]
        reported, reminded = edit.task == "report", edit.task == "remind"
        assert page.used <= (box.used if reported else set())
        assert page.links - box.links <= MEANT | (SIGNATURE if reminded else set())
        assert {re.sub(r"\d+", "1", one) for one in page.elsewhere} <= {"phab:T1"}
        assert {_edited(one) for one in page.addresses} <= {f"{title}/Projektdata" for title in TITLES}
        assert page.switches <= box.switches
        assert [block.path[1:] for block in page.blocks if block.text == AFTER] == [("p",)]
        assert not any(sign in block.text for block in page.blocks for sign in ("[[", "]]", "|}"))
    text = " ".join(block.text for page in twin.values() for block in page.blocks)
    assert len(set(re.findall(r"ord\d{4}", text))) >= SEEN
    for title in TITLES:
        assert title.partition(":")[2] in text


def assert_alike(found: Rendered, twin: Rendered, words: Sequence[str]) -> None:
    """Assert that two pages look the same but for the words, which are whole on the first."""
    assert unlike(found.said(at_any_time), twin.said(in_place_of_plain(words))) == ([], [])
    assert (found.used, found.links, found.elsewhere) == (twin.used, twin.links, twin.elsewhere)
    assert (found.addresses, found.switches, found.sections) == (twin.addresses, twin.switches, twin.sections)


def unlike(found: Counter[Block], expected: Counter[Block]) -> tuple[list[Block], list[Block]]:
    """The first blocks of each that the other does not have."""
    return list(found - expected)[:3], list(expected - found)[:3]


def _edited(address: str) -> str:
    """The page whose edit form an address opens; any other address as it is."""
    query = parse_qs(urlsplit(address).query)
    return query["title"][0].replace("_", " ") if query.keys() == {"title", "action"} else address


EACH = list({sameness(piece): piece for piece in PIECES if shown(piece)}.values())
"""All that can be seen of the pieces, each once."""


@ON_A_WIKI
@given(st.lists(hostile_words, min_size=WORDS, max_size=WORDS, unique_by=sameness))
@example(spread(EACH))
@example(spread([f"{piece}{piece}" for piece in EACH]))
@example(spread([f"Boka {piece} lokal" for piece in EACH]))
@example(spread([f"a\n{piece}" for piece in EACH]))
@example(spread([f"{piece}~~~~{piece}" for piece in EACH]))
def test_words_are_seen_as_they_are(wiki: Person, twin: dict[str, Rendered], words: list[str]) -> None:
    """Whatever people write: their words are seen whole, and nothing else on the page is another for them."""
    plan = edits(words)
    assert [edit.title for edit in plan] == list(twin)
    for edit in plan:
        assert_alike(seen(wiki, edit), twin[edit.title], words)


ROWS = PLAIN[:90]


def plan_edits(words: Sequence[str]) -> tuple[PlannedEdit, ...]:
    """What the bot writes where a time plan's activities have these names."""
    whens = ("2022-03", "2022-10", "2022-12-05", "31 februari 2022")
    rows = [
        f"{whens[number % len(whens)]} | {as_words(word)} | {'Axel, Sara' if number % 2 else 'Axel'} | |"
        for number, word in enumerate(words)
    ]
    pages = {TITLE: plan_text(*rows), DATA: data_text()}
    return make_plan(known(pages, rules=register(report={"max_rows": 100}))).edits


def as_words(text: str) -> str:
    """How a person writes signs that are to be taken as they are."""
    return "".join(one if one.isalnum() or one == " " or not one.isascii() else f"&#{ord(one)};" for one in shown(text))


@pytest.fixture(scope="module")
def plan_twin(wiki: Person) -> dict[str, Rendered]:
    """The pages from a time plan with ordinary words, by title; each of these is on one of them."""
    plan = plan_edits(ROWS)
    assert set(re.findall(r"ord\d{4}", " ".join(edit.text for edit in plan))) == set(ROWS)
    return {edit.title: seen(wiki, edit) for edit in plan}


@settings(ON_A_WIKI, max_examples=4)
@given(st.lists(hostile_words, min_size=len(ROWS), max_size=len(ROWS), unique_by=sameness))
@example(spread(EACH)[: len(ROWS)])
@example(spread(EACH[-len(ROWS) :])[: len(ROWS)])
def test_words_of_a_time_plan_are_seen_as_they_are(
    wiki: Person, plan_twin: dict[str, Rendered], words: list[str]
) -> None:
    """From the page where they stand to the pages that the bot writes, names in a time plan stay what they are."""
    plan = plan_edits(words)
    assert [edit.title for edit in plan] == list(plan_twin)
    for edit in plan:
        assert_alike(seen(wiki, edit), plan_twin[edit.title], words)


PARAMETERS = (
    "''m'' RFC 1 ",
    "https://fel.example/ &lt; __NOTOC__",
    "#* ; mailto:a@b.se",
    "-",
    "\u202e\u0338 &nbsp; !!",
)


@pytest.mark.parametrize("name", PARAMETERS)
def test_name_of_a_parameter_is_not_seen(wiki: Person, name: str) -> None:
    """What the settings call a parameter of the template is put on the page as that, and does nothing else there."""
    fields = {"templates": {"fields": {key: [f"{name}{key}"] for key in REGIONS}}}
    rows = ("2022-03 | Boka lokal | Axel | |", "2022-12-05 | Boka mat | Axel | |")
    (edit,) = make_plan(known({TITLE: plan_text(*rows), DATA: data_text()}, rules=register(**fields)), ["report"]).edits
    assert f"{name}problems =" in edit.text
    found, before = (rendered(wiki, text, title=DATA) for text in (edit.text, data_text()))
    assert found == replace(before, saved=edit.text)


PLACES = (
    *("§", "* §", "*§", ": §", "== § ==", "''§''", "'''§'''", "<small>§</small>", "a§b", "(§)", "<div>\n§\n</div>"),
    *("[[:Projekt:Prov|§]]", "[https://wikimedia.se §]", "{{Visa|§}}", "{{Visa|1=§}}", "{{Visa|\n§\n}}", "<b>§</b>"),
    '{|\n|+ §\n! § !! §\n|-\n! § || §\n|-\n| § || §\n|§\n| style="color:#202122" | §\n|-\n|\n§\n|}',
)
"""Where on a page words can be put, for each `§`."""


def everywhere(words: Sequence[str]) -> str:
    """A text with words in all places, the next word in the next place."""
    text = "\n\n".join(PLACES * -(-len(words) // "".join(PLACES).count("§")))
    left = map(escape, cycle(words))
    return "\n\n".join([re.sub("§", lambda _: next(left), text), AFTER])


@ON_A_WIKI
@given(st.lists(hostile_words, min_size=WORDS, max_size=WORDS))
@example(spread(EACH))
@example(spread(EACH[1:]))
@example(spread(EACH[5:]))
def test_words_are_seen_wherever_they_are_put(wiki: Person, words: list[str]) -> None:
    """In a paragraph, list, table, heading, link or call of a template: words are what they are."""
    found, plain = (rendered(wiki, everywhere(one), title=TITLE) for one in (words, PLAIN))
    assert_alike(found, plain, words)


TITLE_PIECES = (
    *("/", "..", ".", ":", "::", "Projekt:", "Fil:", "Kategori:", "Mall:", "Special:", "Media:", "phab:", "en:"),
    *("a", "Å", " ", "\ufffd", "\uffff", "\u00a0", "\u3000", "\u200e", "å" * 120, "a" * 200),
    *("%", "%41", "&amp;", "&amp\u037e", "&»;"),
    *("~~~", "//", "http://fel.example", "https:", "mailto:a@b.se", "''", "'''", "!!", "RFC 1", "=", "*", ";", "-"),
    *("Diskussion:", "&amp", "+", '"', "?", "Projekt:Prov 2022", "Användare:"),
)
"""What titles are put together of, right ones and wrong ones."""

LINKS = 100


def handbook(title: str) -> str | None:
    """A title as the settings have it, where they take it."""
    loaded = load(json.dumps({"pages": {"handbook": title}}), source="inställningar")
    return None if loaded.flaws else loaded.settings.pages.handbook


RIGHT_PIECES = [piece for piece in PIECES if handbook(piece)]
titles = st.lists(st.sampled_from([*TITLE_PIECES, *RIGHT_PIECES]), min_size=1, max_size=4).map("".join)


@ON_A_WIKI
@given(st.lists(titles, min_size=LINKS, max_size=LINKS))
def test_title_is_a_link_or_its_words(wiki: Person, written: list[str]) -> None:
    """Whatever title the settings take: what is seen is its words, and they are one link or none."""
    named = [TITLES[0], *filter(None, map(handbook, written))]
    lines = [f"* {link(title)} och {edit_link(title, 'Fyll i')} {number}" for number, title in enumerate(named)]
    page = rendered(wiki, "\n".join([*lines, "", AFTER]), title=DATA)
    seen = {block.text: block.inline for block in page.blocks if block.path[-1:] == ("li",)}
    assert seen.keys() == {f"{shown(title)} och Fyll i {number}".strip() for number, title in enumerate(named)}
    assert {tuple(tag.split()[0] for tag in inline) for inline in seen.values()} <= {("a", "a"), ()}
    meant = {found.full for title in named if (found := normalise(unicodedata.normalize("NFC", title)))}
    here = [one for one in page.addresses if urlsplit(one).hostname == "127.0.0.1"]
    assert all(one.endswith("?action=edit") for one in page.addresses - set(here))  # of an interwiki prefix
    assert page.links | set(map(_edited, here)) <= meant
    assert TITLES[0] in page.links
    assert not page.used | page.switches
    assert not page.sections
