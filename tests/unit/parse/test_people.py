"""Owner cells: the contract on people."""

import pytest

from bot.model import People, Person
from bot.parse.people import left_out, read_mentions, read_people


def leads(*names: str) -> People:
    """People who are all leads, named without accounts."""
    return People(lead=tuple(map(Person, names)))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        pytest.param("Tore", leads("Tore"), id="one"),
        pytest.param("Josefine, Axel, Alicia och André", leads("Josefine", "Axel", "Alicia", "André"), id="comma-och"),
        pytest.param("John & Eric + Sara/Axel", leads("John", "Eric", "Sara", "Axel"), id="signs"),
        pytest.param("John<br>Eric\nSara", leads("John", "Eric", "Sara"), id="line-breaks"),
        pytest.param("* John\n* Eric", leads("John", "Eric"), id="bullets"),
        pytest.param("– John\n– Eric", leads("John", "Eric"), id="dashes"),
        pytest.param("Ochtavia", leads("Ochtavia"), id="och-inside-a-name"),
        pytest.param("Sara + John (för presentationer)", leads("Sara", "John"), id="note"),
        pytest.param("Sara (halvtid, med (mest) Eric), John", leads("Sara", "John"), id="note-in-note"),
        pytest.param("Sara (halvtid, och\nJohn", leads("Sara", "John"), id="note-open"),
        pytest.param("Sara) och John", leads("Sara", "John"), id="note-closed-only"),
        pytest.param("Ansvarig: Axel", leads("Axel"), id="label"),
        pytest.param("Axel?", leads("Axel"), id="doubtful"),
        pytest.param("'''Axel'''", leads("Axel"), id="bold"),
        pytest.param("[[Axel]]", leads("Axel"), id="other-link"),
        pytest.param("Axel, Eric och axel", leads("Axel", "Eric"), id="once"),
        pytest.param("<s>Axel</s>, Josefine", leads("Josefine"), id="struck-out"),
        pytest.param("<s>Axel</s>", leads("Axel"), id="struck-out-alone"),
        pytest.param("John samt Eric tillsammans med Tore", leads("John", "Eric", "Tore"), id="samt-tillsammans-med"),
    ],
)
def test_leads_are_read(cell: str, people: People) -> None:
    """Names are parted where the contract says, notes and labels dropped, and each person named once."""
    assert read_people(cell) == people


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "?", "N/A", "n/a.", "TBD", "ingen", "(Axel)", "<!-- Axel -->", "Ansvarig:"]
)
def test_nobody_is_named(cell: str) -> None:
    """A cell that says nobody names nobody."""
    assert read_people(cell) == People()


@pytest.mark.parametrize(
    "cell",
    [
        "John, med stöd av Eric, Josefine",
        "John med stöd från Eric och Josefine",
        "John, stöd av Eric & Josefine",
        "John, stöttas av Eric, Josefine",
        "John<br>Med stöd<br>av: Eric, Josefine",
        "John, med stöd av Eric, med stöd av Josefine",
        "John, med stöd av Eric, John och Josefine",
    ],
)
def test_support_comes_after_its_words(cell: str) -> None:
    """Who stands after the words for support is support, and a lead is not also support."""
    assert read_people(cell) == People((Person("John"),), (Person("Eric"), Person("Josefine")))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Samtliga", People(everyone="lead")),
        ("Alla (utom Axel)", People(everyone="lead")),
        ("samtliga anställda", People(everyone="lead")),
        ("John, med stöd av alla", People((Person("John"),), everyone="support")),
        ("Alla, med stöd av samtliga", People(everyone="lead")),
        ("Samtliga, med stöd av Eric", People(support=(Person("Eric"),), everyone="lead")),
        ("Allan", People((Person("Allan"),))),
    ],
)
def test_everyone_is_no_name(cell: str, people: People) -> None:
    """`Samtliga` and `Alla` name nobody and say on which side everybody stands."""
    assert read_people(cell) == people


@pytest.mark.parametrize(
    ("link", "person"),
    [
        ("[[Användare:John (WMSE)|John]]", Person("John", "John (WMSE)")),
        ("[[Användare:John (WMSE)]]", Person("John (WMSE)", "John (WMSE)")),
        ("[[Användare:John (WMSE)|]]", Person("John (WMSE)", "John (WMSE)")),
        ("[[User:John_(WMSE)|John]]", Person("John", "John (WMSE)")),
        ("[[:användare:john (WMSE)|''John'']]", Person("John", "John (WMSE)")),
        ("[[Användardiskussion:John (WMSE)|John]]", Person("John", "John (WMSE)")),
        ("[[User talk:John (WMSE)/Arkiv#2020|John]]", Person("John", "John (WMSE)")),
        ("Projektledare [[Användare:Tom och Jerry, WMSE|T. och J.]]", Person("T. och J.", "Tom och Jerry, WMSE")),
    ],
)
def test_link_names_the_account(link: str, person: Person) -> None:
    """A link to a user or user talk page gives the name shown and the account linked to, whatever they hold."""
    assert read_people(f"{link}, med stöd av Eric") == People((person,), (Person("Eric"),))


@pytest.mark.parametrize("target", ["Axel (WMSE)", "Axel_%28WMSE%29", "Axel &#40;WMSE&#41;", "axel (WMSE)"])
def test_link_names_the_account_however_it_is_written(target: str) -> None:
    """Underscores, percent signs and entities in a link are what MediaWiki takes them for."""
    (person,) = read_people(f"[[Användare:{target}|Axel]]").lead
    assert person == Person("Axel", "Axel (WMSE)")


def test_several_links_are_several_people() -> None:
    """Links that nothing parts are still people of their own."""
    cell = "[[Användare:A|Anna]] [[Användare:B|Bo]]"
    assert read_people(cell) == People((Person("Anna", "A"), Person("Bo", "B")))


def test_same_account_is_the_same_person() -> None:
    """A person linked to under two names, or named with and without a link, is named once."""
    cell = "[[Användare:John (WMSE)|John]], [[Användare:John (WMSE)|JA]], john"
    assert read_people(cell) == People((Person("John", "John (WMSE)"),))


@pytest.mark.parametrize("cell", ["[[Användare:]]", "[[Användare: ]]", "[[Användare:/x|]]"])
def test_link_to_no_account_names_nobody_by_account(cell: str) -> None:
    """A link to the namespace alone gives no account."""
    assert all(person.account is None for person in read_people(cell).lead)


def test_private_characters_are_no_links() -> None:
    """Characters that the reading uses itself are not mistaken for links when a page holds them."""
    assert read_people("&#xE000;7&#xE001;") == People()


def test_mentions_are_kept_as_written() -> None:
    """Every mention is kept, those who lead first: a name, a link's person, everybody, and what names nobody."""
    eric, axel = Person("Eric"), Person("A.", "Axel")
    assert read_mentions("Eric, TBD, med stöd av alla, [[Användare:Axel|A.]] och Eric") == [
        ("Eric", False, eric, False),
        ("TBD", False, None, False),
        ("alla", True, None, True),
        ("A.", True, axel, False),
        ("Eric", True, eric, False),
    ]


def test_what_is_left_out_of_an_owner_cell() -> None:
    """Notes in parentheses, with the names that they link to, and `N/A` are left out."""
    assert left_out("John (vik. [[Användare:Axel|A.]]), N/A<br>Sara (not") == ["vik. A.", "not", "N/A"]
