"""Another association runs the bot by settings alone: in English, by its own clock, under its own names."""

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.builders import folder_wiki, wiki_pages
from tests.unit.test_cli import Shell

DAY = "2022-11-09"
PAGES = {
    "Project:Tour 2022": "== Project data ==\n{{:Project:Tour 2022/Project data}}\n[[Category:Tour 2022]]",
    "Project:Tour 2022/Project data": "{{Project data\n| number = 226401\n| lead = Orla\n| budget = 5000\n}}",
    "Projects 2022": "{{:Project:Tour 2022/Project data}}",
    "User:Orla (WMEX)": "",
}
"""A small wiki in English; the sub-page with the facts is called as it is in English where nothing is set."""

MADE = {
    "Template/Lägesbot",
    "Template/Lägesbot/Run now",
    "User/Lägesbot",
    "User/Lägesbot/Handbook",
    "User/Lägesbot/Log",
    "User/Lägesbot/Run",
    "User/Lägesbot/Run/Preload",
    "User/Lägesbot/settings.json",
    "_/Status overview 2022",
}


@pytest.fixture
def lagesbot(capsys: pytest.CaptureFixture[str]) -> Iterator[Shell]:
    """The command, as people call it; the log is left as it was."""
    handlers = logging.root.handlers[:]
    yield Shell(capsys)
    logging.root.handlers[:] = handlers


def base(folder: Path, **parts: object) -> Path:
    """A file with the settings of the association."""
    path = folder / "association.json"
    path.write_text(json.dumps(parts), encoding="utf-8")
    return path


def titles(root: Path) -> set[str]:
    """The pages of a folder wiki."""
    names = (path.relative_to(root).as_posix() for path in root.rglob("*.wiki"))
    return {name.removesuffix(".wiki") for name in names if not name.startswith(".")}


def test_setup_in_english(lagesbot: Shell, tmp_path: Path) -> None:
    """With the language in a file, `setup` makes English pages, adds the staff by its suffix, and is then content."""
    wiki = folder_wiki(tmp_path / "wiki", PAGES)
    before = titles(wiki)
    file = base(tmp_path, language="en", setup={"staff_suffix": "(WMEX)"})
    asked = ("setup", "--wiki", wiki, "--date", DAY, "--base-settings", file, "--yes")
    done = lagesbot(*asked)
    assert done.code == 0, done.err
    assert titles(wiki) - before == MADE
    settings = json.loads((wiki / "User/Lägesbot/settings.json.wiki").read_text(encoding="utf-8"))
    assert settings == {"people": {"Orla": {"account": "Orla (WMEX)"}}}
    history = [json.loads(one) for one in (wiki / ".history.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(" · key setup/" in one["summary"] and " · run 2022" in one["summary"] for one in history)
    assert "Nothing to do." in lagesbot(*asked).out


def test_stop_page_in_english(lagesbot: Shell, tmp_path: Path) -> None:
    """Text on the English stop page stops the bot."""
    wiki = folder_wiki(tmp_path / "wiki", {**PAGES, "User:Lägesbot/stop": "Wait."})
    file = base(tmp_path, language="en")
    done = lagesbot("setup", "--wiki", wiki, "--date", DAY, "--base-settings", file)
    assert "User:Lägesbot/stop" in done.out
    assert "Stopped" in done.out


def test_settings_page_in_english_counts(lagesbot: Shell, tmp_path: Path) -> None:
    """The English page is read, and what is wrong on it is told in English."""
    text = '{"report": {"due_workday": 0}}'
    wiki = folder_wiki(tmp_path / "wiki", {**PAGES, "User:Lägesbot/settings.json": text})
    done = lagesbot("settings", "--show", "--wiki", wiki, "--base-settings", base(tmp_path, language="en"))
    assert "a whole number from 1 to 20" in done.out


def test_schema_in_english(lagesbot: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schema says what is allowed in the language of the file that lies below all."""
    monkeypatch.setenv("LAGESBOT_SETTINGS", str(base(tmp_path, language="en")))
    schema = json.loads(lagesbot("settings", "--schema").out)
    assert schema["properties"]["language"]["description"] == "sv or en"


FACTS = "{{Project data\n| number = 226401\n| lead = Orla\n| budget = 5000\n}}"
FAKTA = "{{Projektdata\n| id = 226401\n| ansvarig = Orla\n| budget = 5000\n}}"


@pytest.mark.parametrize(
    ("language", "namespace", "listing", "subpage", "facts"),
    [("en", "Project", "Projects", "Facts", FACTS), ("sv", "Projekt", "Projekt", "Fakta om projektet", FAKTA)],
)
def test_sub_pages_with_facts_are_called_as_set(
    lagesbot: Shell, tmp_path: Path, *, language: str, namespace: str, listing: str, subpage: str, facts: str
) -> None:
    """Where `pages.data` is set, facts are read on that sub-page, and it is no project, nor where the list shows it."""
    title = f"{namespace}:Tour 2022"
    pages = {title: "Text.", f"{title}/{subpage}": facts, f"{listing} 2022": f"{{{{:{title}/{subpage}}}}}"}
    wiki = folder_wiki(tmp_path / "wiki", pages)
    file = base(tmp_path, language=language, pages={"data": [subpage]})
    asked = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--base-settings", file)
    (project,) = lagesbot(*asked).json["projects"]
    assert (project["title"], project["number"], project["budget_total"]) == (title, "226401", 5000)
    assert "projectdata-missing" not in [one["code"] for one in project["findings"]]


@pytest.mark.parametrize(
    ("parts", "page", "words"),
    [
        pytest.param(
            {"language": "en", "pages": {"data": ["Facts", "Old facts"]}, "templates": {"projectdata": ["Box"]}},
            "Project:Tour 2022/Facts",
            "Create its sub-page Facts, with {{Box}} on it.",
            id="English",
        ),
        pytest.param(
            {"language": "en"},
            "Project:Tour 2022/Project data",
            "Create its sub-page Project data, with {{Project data}} on it.",
            id="English, nothing set",
        ),
        pytest.param(
            {"language": "sv", "pages": {"namespace": "Project", "data": ["Fakta"]}},
            "Project:Tour 2022/Fakta",
            "Skapa undersidan Fakta med {{Projektdata}}.",
            id="Swedish",
        ),
    ],
)
def test_missing_facts_are_asked_for_by_their_names(
    lagesbot: Shell, tmp_path: Path, parts: dict[str, object], page: str, words: str
) -> None:
    """Who should make the page with the facts is told what it and its template are called there."""
    wiki = folder_wiki(tmp_path / "wiki", {"Project:Tour 2022": "Text."})
    file = base(tmp_path, **parts)
    asked = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--base-settings", file)
    done = lagesbot(*asked, "--project", "Tour 2022")
    (project,) = done.json["projects"]
    (missing,) = [one for one in project["findings"] if one["code"] == "projectdata-missing"]
    assert missing["page"] == page
    assert missing["message"].endswith(words)


@pytest.mark.parametrize(
    ("language", "currency", "box", "words"),
    [
        (
            "en",
            "EUR",
            "{{Project data\n| lead = Orla\n| budget = $5,000\n}}",
            "The sum “$5,000” is in USD, a currency other than EUR, so the budget cannot be told. Write every",
        ),
        (
            "sv",
            "EUR",
            "{{Projektdata\n| ansvarig = Orla\n| budget = 5 000 kr\n}}",
            "Beloppet ”5 000 kr” är i SEK, en annan valuta än EUR, så det går inte att räkna ut budgeten. Skriv alla",
        ),
    ],
)
def test_money_of_another_currency_is_none_of_ours(
    lagesbot: Shell, tmp_path: Path, *, language: str, currency: str, box: str, words: str
) -> None:
    """A sum in another currency is not told as one in the association's, and the finding says why."""
    wiki = folder_wiki(tmp_path / "wiki", {"Project:Tour 2022": box})
    file = base(tmp_path, language=language, currency=currency, pages={"namespace": "Project"})
    asked = ("check", "--wiki", wiki, "--date", DAY, "--format", "json", "--base-settings", file)
    (project,) = lagesbot(*asked, "--project", "Tour 2022").json["projects"]
    assert project["budget_total"] is None
    (found,) = [one for one in project["findings"] if one["code"].startswith("budget")]
    assert found["code"] == "budget-unreadable"
    assert found["message"].startswith(words)


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Stockholm", "2022-11-10"), ("Europe/London", "2022-11-09"), (None, "2022-11-10")]
)
def test_day_is_that_of_the_time_zone(
    lagesbot: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zone: str | None, day: str
) -> None:
    """Without `--date`, today is the day where the association is: in London it is still the day before."""
    monkeypatch.setattr("bot.cli._now", lambda: datetime(2022, 11, 9, 23, 30, tzinfo=UTC))
    wiki = folder_wiki(tmp_path / "wiki", wiki_pages())
    parts = {"calendar": {"time_zone": zone}} if zone else {}
    done = lagesbot("check", "--wiki", wiki, "--format", "json", "--base-settings", base(tmp_path, **parts))
    assert json.loads(done.out)["date"] == day
