"""Whom the settings page is trusted from: on a real MediaWiki, with people who try to edit it."""

import json
import subprocess

import pytest

from bot.settings import SETTINGS_PAGE
from tests.contract.stage import LiveStage, document, lagesbot
from tests.support.mediawiki import ADMIN
from tests.support.person import ApiError

pytestmark = pytest.mark.mediawiki


def problems(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The codes of what is wrong with the run as a whole, but for Phabricator, which nobody asks here."""
    codes = [one["code"] for one in document(done)["problems"]]
    return [code for code in codes if code != "tasks-unavailable"]


def check(live: LiveStage) -> subprocess.CompletedProcess[str]:
    """What `check` finds."""
    return live.bot("check", "--format", "json")


def test_ordinary_user_cannot_edit_the_settings(live: LiveStage) -> None:
    """The page is JSON in the bot's user space: the wiki keeps people out, so that it is trusted."""
    with live.wiki.person("Axel (WMSE)") as axel, pytest.raises(ApiError) as refused:
        axel.edit(SETTINGS_PAGE, "{}")
    assert refused.value.code in {"customjsonprotected", "permissiondenied", "protectednamespace"}
    assert problems(check(live)) == []


def test_settings_that_anybody_can_edit_stop_the_run(live: LiveStage) -> None:
    """As wikitext the page is open to all: it is told and sets nothing; a run ends with 2 and has written nothing."""
    with live.wiki.person(ADMIN) as admin:
        admin.change_model(SETTINGS_PAGE, "wikitext")
    with live.wiki.person("Axel (WMSE)") as axel:
        axel.edit(SETTINGS_PAGE, json.dumps({"report": {"due_workday": 20}}))
    edits = live.edits()
    found = check(live)
    assert problems(found) == ["settings-untrusted"]
    assert document(found)["projects"][0]["report"]["due"] == "2022-11-07"
    done = live.bot("run")
    assert (done.returncode, live.edits()) == (2, edits)
    (line,) = [one for one in done.stderr.splitlines() if one.startswith("lagesbot: ")]
    assert SETTINGS_PAGE in line
    assert "Be en administratör att skydda sidan" in line


def test_protected_wikitext_is_trusted(live: LiveStage) -> None:
    """Where only administrators may edit the page, its model does not matter."""
    with live.wiki.person(ADMIN) as admin:
        admin.change_model(SETTINGS_PAGE, "wikitext")
        admin.protect(SETTINGS_PAGE)
    assert problems(check(live)) == []
    assert live.bot("run").returncode == 0


def test_half_protection_is_not_enough(live: LiveStage) -> None:
    """A page that everybody with an older account may edit is not trusted."""
    with live.wiki.person(ADMIN) as admin:
        admin.change_model(SETTINGS_PAGE, "wikitext")
        admin.protect(SETTINGS_PAGE, "autoconfirmed")
    assert problems(check(live)) == ["settings-untrusted"]


def test_where_each_value_comes_from(live: LiveStage) -> None:
    """`settings --show` reads the page of the wiki over a file, and tells which line of which has what."""
    base = live.home / "under.json"
    base.write_text('{"report": {\n"due_workday": 6},\n"reminders": {"weekdays": ["mon"]}}', encoding="utf-8")
    done = lagesbot("settings", "--show", "--format", "json", home=live.home, LAGESBOT_SETTINGS=str(base))
    found = {one["path"]: one for one in document(done)["settings"]}
    assert (found["report.due_workday"]["value"], found["report.due_workday"]["line"]) == (6, 2)
    page = (live.wiki.text(SETTINGS_PAGE) or "").splitlines()
    weekdays = found["reminders.weekdays"]
    assert (weekdays["from"], weekdays["source"]) == ("page", SETTINGS_PAGE)
    assert '"weekdays"' in page[weekdays["line"] - 1]
    assert found["people.John.account"]["value"] == "John (WMSE)"
    assert found["health.max_hours"]["from"] == "default"
