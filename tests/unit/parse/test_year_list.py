"""The programmes on a year's list: the headings that the projects stand below, but their own."""

import pytest

from bot.parse.year_list import programmes_on

ETT, TVA = "{{:Projekt:Ett 2022/Projektdata}}", "{{:Projekt:Två 2022/Projektdata}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"== Gemenskap ==\n{ETT}", {"Ett 2022": "Gemenskap"}, id="right below"),
        pytest.param(
            f"== Gemenskap ==\n=== [[Projekt:Ett 2022|Ett]] ===\n{ETT}\n=== [[:Projekt:Två 2022]] ===\n{TVA}",
            {"Ett 2022": "Gemenskap", "Två 2022": "Gemenskap"},
            id="headings of their own, with links",
        ),
        pytest.param(f"== Gemenskap ==\n=== ETT 2022 ===\n{ETT}", {"Ett 2022": "Gemenskap"}, id="its name in words"),
        pytest.param(
            f"== Gemenskap ==\n=== [[Projekt:Ett 2022]] ===\n{ETT}\n{TVA}",
            {"Ett 2022": "Gemenskap", "Två 2022": "Gemenskap"},
            id="below another's own heading",
        ),
        pytest.param(
            f"== Gemenskap ==\n=== Nya röster ===\n==== Ett 2022 ====\n{ETT}\n== Stöd ==\n{TVA}",
            {"Ett 2022": "Nya röster", "Två 2022": "Stöd"},
            id="the nearest one, as far as it goes",
        ),
        pytest.param(f"== [[Gemenskap|''Vår'' gemenskap]] ==\n{ETT}", {"Ett 2022": "Vår gemenskap"}, id="as words"),
        pytest.param(f"= Projekten =\n{ETT}", {}, id="the heading of the whole page"),
        pytest.param(f"{ETT}\n== Gemenskap ==\n{TVA}", {"Två 2022": "Gemenskap"}, id="above all headings"),
        pytest.param(f"== A ==\n{ETT}\n== B ==\n{ETT}", {"Ett 2022": "A"}, id="twice"),
        pytest.param(f"{ETT}\n== B ==\n{ETT}", {}, id="first without a heading"),
        pytest.param("== A ==\n{{:Projekt:Ett 2022}}", {"Ett 2022": "A"}, id="the page itself"),
        pytest.param("== A ==\n{{Mall}}\n{{:Wikimedia:Ett}}", {}, id="other pages"),
        pytest.param(f"== <!-- tom --> ==\n{ETT}", {}, id="no words"),
        pytest.param(f"<nowiki>== A ==</nowiki>\n{ETT}", {}, id="no heading"),
        pytest.param("", {}, id="nothing"),
    ],
)
def test_programme_is_the_nearest_heading_that_is_no_projects(text: str, expected: dict[str, str]) -> None:
    """A project's programme is the nearest heading above its first place on the list that is no project's own."""
    assert programmes_on(text, "Projekt") == {f"Projekt:{name}": words for name, words in expected.items()}
