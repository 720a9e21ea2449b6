"""Under which names the template with the facts is called."""

import pytest

from bot.parse.template_names import namesakes, template_pages, unknown_calls, with_redirects
from bot.settings import Templates
from bot.wiki.port import Page
from bot.wiki.titles import redirect_target
from tests.support.builders import DATA, TITLE, data_text, plan_text

KNOWN = Templates(projectdata=("Projektdata", "Projektdata 2017"))


def read(texts: dict[str, str | None]) -> dict[str, Page]:
    """The pages as they were read; None for one that is missing."""
    return {title: Page(title, text, redirect=redirect_target(text or "")) for title, text in texts.items()}


def to(name: str) -> str:
    """A redirect to a template."""
    return f"#REDIRECT [[Mall:{name}]]"


def test_pages_of_templates() -> None:
    """A template's page is in its namespace, whichever way the name is written."""
    assert template_pages(["projektdata", "Mall:Projektdata_2017", "template:X"]) == [
        "Mall:Projektdata",
        "Mall:Projektdata 2017",
        "Mall:X",
    ]


@pytest.mark.parametrize(
    ("pages", "added"),
    [
        pytest.param({"Mall:Projektdata 2017": "x", "Mall:Projektdata": None}, [], id="none"),
        pytest.param({"Mall:Projektdata 2017": to("Projektdata")}, [], id="between the names that are set"),
        pytest.param({"Mall:Projektdata 2017": to("Projektdata 2024")}, ["Projektdata 2024"], id="from a name"),
        pytest.param({"Mall:Projektdata 2023": to("Projektdata")}, ["Projektdata 2023"], id="to a name"),
        pytest.param(
            {"Mall:Projektdata 2023": to("Projektdata 2024"), "Mall:Projektdata": to("Projektdata 2024")},
            ["Projektdata 2024", "Projektdata 2023"],
            id="to what a name redirects to",
        ),
        pytest.param(
            {"Mall:Gammal": to("Mellan"), "Mall:Mellan": to("projektdata_2017")}, ["Gammal", "Mellan"], id="two steps"
        ),
        pytest.param({"Mall:Projektdata": to("Ny"), "Mall:Ny": to("Nyast")}, ["Ny", "Nyast"], id="two steps away"),
        pytest.param({"Mall:Projektdata": "#REDIRECT [[Användare:John/Mall]]"}, [], id="to no template"),
        pytest.param({"Mall:Annan": to("Frivilligruta"), "Mall:Ruta": "x"}, [], id="of others"),
        pytest.param({"Mall:A": to("B"), "Mall:B": to("A")}, [], id="loop"),
        pytest.param({"Projekt:Projektdata": to("Projektdata")}, [], id="another namespace"),
    ],
)
def test_redirects_make_one_template(pages: dict[str, str | None], added: list[str]) -> None:
    """Whatever a known name redirects to, and whatever redirects to a known name, is the same template."""
    names = with_redirects(KNOWN, read(pages)).projectdata
    assert names[:2] == KNOWN.projectdata
    assert sorted(names[2:]) == sorted(added)


def test_other_settings_stay_as_they_are() -> None:
    """Only names are added; the parameters that are set stay, and without redirects it is the same settings."""
    templates = Templates(projectdata=KNOWN.projectdata, fields={"lead": ("ledare",)})
    pages = read({"Mall:Projektdata": to("Ny")})
    assert with_redirects(templates, pages) == Templates(
        projectdata=(*KNOWN.projectdata, "Ny"), fields=templates.fields
    )
    assert with_redirects(templates, {}) is templates


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        pytest.param({TITLE: "{{Ruta}}", DATA: data_text()}, [], id="facts are found"),
        pytest.param({TITLE: f"{{{{Ruta}}}}{data_text()}", DATA: "{{Annan}}"}, [], id="facts on the page itself"),
        pytest.param(
            {TITLE: "{{Ruta}}", DATA: "{{projektdata_2023|id=1}} {{Mall:Annan}} {{Projektdata 2023}}"},
            ["Projektdata 2023", "Annan"],
            id="another name",
        ),
        pytest.param({TITLE: "{{Ruta}} {{Annan|{{Inre}}}}"}, ["Ruta", "Annan"], id="no page of facts"),
        pytest.param({TITLE: plan_text(), DATA: "Kommer."}, [], id="no call"),
        pytest.param({TITLE: "x", DATA: "{{:Projekt:X}} {{#if: a|b}} {{DISPLAYTITLE:x}} {{}}"}, [], id="no template"),
        pytest.param({}, [], id="nothing read"),
    ],
)
def test_unknown_names_where_facts_should_be(pages: dict[str, str | None], expected: list[str]) -> None:
    """The names called on the page of facts, or else on the project page, are told where none of them is known."""
    assert unknown_calls(TITLE, read(pages), KNOWN) == expected


def test_templates_in_a_namespace_of_another_name() -> None:
    """Where a wiki calls templates otherwise, their pages and redirects are found there."""
    pages = read({"Vorlage:Projektdata": "#REDIRECT [[Vorlage:Neu]]", "Vorlage:Neu": "x"})
    assert template_pages(["projektdata"], "Vorlage") == ["Vorlage:Projektdata"]
    assert with_redirects(KNOWN, pages, "Vorlage").projectdata == (*KNOWN.projectdata, "Neu")
    assert namesakes("Projektdata", ["Neu"], pages, "Vorlage") == ["Neu"]
