"""Which pages are a year's projects, from its list and its category."""

import pytest

from bot.discover import category_projects, in_order, listed_projects, title_of
from bot.settings import Pages

PAGES = Pages()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{{:Projekt:Ett 2022/Projektdata}}<!-- 226401 -->", ["Projekt:Ett 2022"], id="as it is laid out"),
        pytest.param("{{Projekt:Ett 2022/Projektdata}}", ["Projekt:Ett 2022"], id="without a colon in front"),
        pytest.param("{{: Projekt : Ett_2022/Projektdata }}", ["Projekt:Ett 2022"], id="spaces and underscores"),
        pytest.param("{{:projekt:ett 2022/Projektdata}}", ["Projekt:Ett 2022"], id="small first letters"),
        pytest.param("{{:Projekt:Ett 2022/Projektfakta}}", ["Projekt:Ett 2022"], id="the old sub-page"),
        pytest.param(
            "{{:Projekt:Öppna data 2015/Video/Projektdata}}", ["Projekt:Öppna data 2015/Video"], id="sub-project"
        ),
        pytest.param(
            "{{:Projekt:Wikispeech – Underhåll/Projektdata}}", ["Projekt:Wikispeech – Underhåll"], id="a dash"
        ),
        pytest.param("{{:Projekt:Ett/Projektdata|dolt=1}}", ["Projekt:Ett"], id="with a parameter"),
        pytest.param("{{:Projekt:Ett/Frivillig}}", [], id="another sub-page"),
        pytest.param("{{:Projekt:Ett}}", [], id="the project page itself"),
        pytest.param("{{Projektdata 2017}}", [], id="a template"),
        pytest.param("[[Projekt:Ett/Projektdata]]", [], id="a link"),
        pytest.param("<!-- {{:Projekt:Ett/Projektdata}} -->", [], id="in a comment"),
        pytest.param("<nowiki>{{:Projekt:Ett/Projektdata}}</nowiki>", [], id="shown as text"),
        pytest.param("{{:Projekt:Ett/Projektdata", [], id="never closed"),
        pytest.param("", [], id="no list"),
    ],
)
def test_projects_of_a_list(text: str, expected: list[str]) -> None:
    """A project is listed where the data of its page is transcluded."""
    assert listed_projects(text, PAGES) == expected


def test_list_keeps_its_order_and_its_doubles() -> None:
    """The list's own order is kept; what stands twice is given twice, for `in_order` to join."""
    text = "\n".join(f"== {name} ==\n{{{{:Projekt:{name}/Projektdata}}}}" for name in ("Två", "Ett", "Två"))
    assert listed_projects(text, PAGES) == ["Projekt:Två", "Projekt:Ett", "Projekt:Två"]


def test_list_of_another_namespace() -> None:
    """The namespace is a setting, and is taken literally."""
    pages = Pages(namespace="Uppdrag (nya)")
    assert listed_projects("{{:Uppdrag (nya):Ett/Projektdata}}", pages) == ["Uppdrag (nya):Ett"]
    assert listed_projects("{{:Projekt:Ett/Projektdata}}", pages) == []


def test_projects_of_a_category() -> None:
    """Project pages count themselves, sub-categories by their name; sub-pages and other pages do not count."""
    members = [
        "Kategori:Ett 2022",
        "Kategori:Två/Arkiv",
        "Projekt 2022",
        "Projekt:Tre 2022",
        "Projekt:Tre 2022/Projektdata",
        "Användare:John",
        "Mall:Projektdata",
        "Kategori:",
    ]
    assert category_projects(members, PAGES) == (["Projekt:Tre 2022"], ["Projekt:Ett 2022"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ett 2022", "Projekt:Ett 2022"),
        ("Projekt:Ett 2022", "Projekt:Ett 2022"),
        ("projekt:ett 2022", "Projekt:Ett 2022"),
        ("PROJEKT : Ett_2022", "Projekt:Ett 2022"),
        ("  ett   2022 ", "Projekt:Ett 2022"),
        ("GLAM 2016: samling", "Projekt:GLAM 2016: samling"),
        ("Öppna data 2015/Video", "Projekt:Öppna data 2015/Video"),
        ("öppna data", "Projekt:Öppna data"),
        ("o\u0308ppna data", "Projekt:Öppna data"),
        ("", "Projekt:"),
    ],
)
def test_title_of_a_project(name: str, expected: str) -> None:
    """A title may be given with or without its namespace, with underscores, in any case at its start, or decomposed."""
    assert title_of(name, PAGES) == expected


def test_listed_projects_come_first() -> None:
    """The list's order comes first, then what only the category has, by title; each title once."""
    assert list(in_order(["C", "A", "C"], ["Ö", "B", "A", "B"])) == ["C", "A", "B", "Ö"]
