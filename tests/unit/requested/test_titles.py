"""What a line asks for: projects by their titles, all of them, or something that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.settings import load
from bot.requested.titles import Wanted, read_wanted
from bot.settings import Settings
from bot.wiki.port import Entry

A, B = "Projekt:Fria bilder 2022", "Projekt:Stöd, hjälp och råd – norr 2022"
SIGNED = " [[Användare:John (WMSE)|John]] ([[Användardiskussion:John (WMSE)|d]]) 20 november 2022 kl. 10.00 (CET)"
CATALOGUE = {
    **dict.fromkeys([A, B, f"{A}/Projektdata", f"{A}/Delen", "Projekt:Fria bilder 2021"], Entry()),
    "Projekt:Wikimania 2013": Entry(redirect=True),
}


def wanted(line: str) -> Wanted:
    """What a line asks for, on a wiki with some projects."""
    return read_wanted(line, CATALOGUE, [A, B], Settings())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(f"* [[{A}]]{SIGNED}", [A], id="a link"),
        pytest.param("* [[:projekt:fria_bilder 2022#Tidplan|bilderna]]", [A], id="another form of it"),
        pytest.param(f"* [[{A}]], [[{B}]] och [[{A}]]{SIGNED}", [A, B], id="several links, each once"),
        pytest.param(f"* Fria bilder 2022{SIGNED}", [A], id="words"),
        pytest.param("* '''projekt:fria bilder 2022''' – 20 november 2022 kl. 10.00 (CET)", [A], id="no link at all"),
        pytest.param("* stöd, hjälp och råd – norr 2022", [B], id="a title with commas, a dash and a small letter"),
        pytest.param(
            "* Fria bilder 2022, Fria bilder 2021 och fria_bilder 2022", [A, "Projekt:Fria bilder 2021"], id="row"
        ),
        pytest.param("* https://se.wikimedia.org/wiki/Projekt:Fria_bilder_2022?x=1 tack", [A], id="an address"),
        pytest.param(
            f"* [https://se.wikimedia.org/wiki/{A.replace(' ', '_')}/Delen den]", [f"{A}/Delen"], id="sub-project"
        ),
        pytest.param("* [[Projekt:Wikimania 2013]]", ["Projekt:Wikimania 2013"], id="a redirect"),
        pytest.param(f"* [[{A}]] <!-- [[{B}]] --> <s>[[{B}]]</s>", [A], id="in a comment, and struck out"),
        pytest.param(f"* [[{A}]] för [[Användare:Axel|Axel]] och [[{B}]]", [A], id="nothing after a person"),
        pytest.param(f"* [[Fil:Bild.png]] [[{A}]]", [A], id="a link to something else"),
    ],
)
def test_projects_are_named(line: str, expected: list[str]) -> None:
    """A line names its projects by links, addresses or words, before the signature."""
    assert wanted(line) == Wanted(tuple(expected))


@pytest.mark.parametrize("words", ["alla", "Alla!", "'''Alla projekt'''", "– samtliga", "allt."])
def test_all_projects_are_named(words: str) -> None:
    """All are asked for in a word, however it is written."""
    assert wanted(f"* {words}{SIGNED}") == Wanted(everything=True)


@pytest.mark.parametrize("words", ["", "[[Projekt:]]", "Projekt:", "<!-- alla -->", "<s>alla</s>", "–", "[[]]"])
def test_nothing_is_named(words: str) -> None:
    """A line with no more than its signature, or the form as it came, asks for nothing."""
    assert wanted(f"* {words}{SIGNED}") == Wanted()


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        pytest.param("* Fria bilder", {"Projekt:Fria bilder": (A, "Projekt:Fria bilder 2021")}, id="no year"),
        pytest.param(
            "* [[Projekt:Fira bilder 2022]]", {"Projekt:Fira bilder 2022": (A, "Projekt:Fria bilder 2021")}, id="slip"
        ),
        pytest.param("* Xyzzy, qwerty", {"Projekt:Xyzzy, qwerty": ()}, id="nothing like it"),
        pytest.param("* Wikimania 201", {"Projekt:Wikimania 201": ()}, id="a redirect is not suggested"),
    ],
)
def test_a_wrong_title_gets_the_closest(line: str, wrong: dict[str, tuple[str, ...]]) -> None:
    """A title of no project comes with at most three that are like it, the likest first, of this year before others."""
    found = wanted(line)
    assert found.titles == tuple(wrong)
    assert found.wrong == wrong


def test_a_sub_page_is_no_project() -> None:
    """A page about a project is none; the project itself is suggested first."""
    wrong = wanted(f"* [[{A}/Projektdata]]").wrong
    assert wrong is not None
    assert wrong[f"{A}/Projektdata"][0] == A


def test_of_several_one_may_be_wrong() -> None:
    """Of several words in a row each is looked up where one of them is a project."""
    found = wanted("* Fria bilder 2022 & Xyzzy")
    assert found.titles == (A, "Projekt:Xyzzy")
    assert found.wrong == {"Projekt:Xyzzy": ()}


def test_so_many_at_most() -> None:
    """Of more than twenty projects in a line the rest is not looked at."""
    links = " ".join(f"[[Projekt:Nr {number}]]" for number in range(30))
    assert (
        len(wanted(f"* {links}").titles)
        == len(wanted(f"* Fria bilder 2022,{','.join(map(str, range(30)))}").titles)
        == 20
    )


@given(
    st.lists(
        st.sampled_from(["[[", "]]", "|", "#", "Projekt:", "och", ",", "<s>", "{{", A, "alla", "~~~~", "\0"])
        | st.text(max_size=4)
    )
)
def test_reading_never_raises(pieces: list[str]) -> None:
    """Whatever a line holds, titles are full ones, and wrong ones are among them."""
    found = wanted("* " + "".join(pieces))
    assert all(title.startswith("Projekt:") for title in found.titles)
    assert set(found.wrong or ()) <= set(found.titles)


ENGLISH = load('{"language": "en", "pages": {"user_namespace": "Member", "talk": "Member talk"}}', source="S").settings
C, D = "Project:Free images 2022", "Project:Open data 2022"
MEMBER = " [[Member:John|John]] ([[Member talk:John|talk]]) 10:00, 20 November 2022 (UTC)"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"* [[{C}]]{MEMBER}", Wanted((C,))),
        (
            f"* Free images 2022 and Open data 2022{MEMBER}",
            Wanted((C, D)),
        ),
        (f"* all projects{MEMBER}", Wanted(everything=True)),
        ("* everything 10:00, 20 November 2022 (UTC)", Wanted(everything=True)),
        (f"* [[{C}]] for [[Member talk:Axel]] and [[{D}]]", Wanted((C,))),
        (f"* alla{MEMBER}", Wanted(everything=True)),
    ],
    ids=["link", "two", "all", "time alone", "nothing after a person", "Swedish"],
)
def test_line_in_english(line: str, expected: Wanted) -> None:
    """In English the words for all, between two and of a signature are English; Swedish ones are still known."""
    catalogue = dict.fromkeys([C, D], Entry())
    assert read_wanted(line, catalogue, [C, D], ENGLISH) == expected


def test_projects_in_a_namespace_of_their_own() -> None:
    """Links to projects are found in whatever namespace the settings say."""
    rules = Settings.model_validate({"pages": {"namespace": "Uppdrag"}})
    assert read_wanted("* [[uppdrag:A]]", {"Uppdrag:A": Entry()}, [], rules) == Wanted(("Uppdrag:A",))


def test_sub_pages_in_the_language_of_the_wiki() -> None:
    """What belongs to a project is none itself, by the names that such sub-pages have in the language."""
    rules = Settings.model_validate({"language": "en", "pages": {"namespace": "Project"}})
    catalogue = dict.fromkeys(["Project:Maps 2022", "Project:Maps 2022/Final report"], Entry())
    assert read_wanted("* Maps 2022", catalogue, [], rules) == Wanted(("Project:Maps 2022",))
    assert read_wanted("* Maps 2022/Final report", catalogue, [], rules).wrong is not None
