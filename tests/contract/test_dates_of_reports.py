"""A person changes a report and forgets its date: what a run makes of it, in a folder and on a real MediaWiki."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit
from tests.contract.stage import FolderStage, LiveStage, Stage, document
from tests.contract.test_whole_run import REGION, succeeded

PROJECT = "Projekt:Stöd till gemenskapen 2022"
PAGE = f"{PROJECT}/Projektdata"
TORE, TALK = "Tore (WMSE)", "Användardiskussion:Tore (WMSE)"
LATE = "|Försenad]] för oktober 2022"
OVERVIEW = "Lägesöversikt 2022"
AUTUMN, RUN = "20221105080000", "20221107063000"
LATE_EVENING = datetime(2022, 11, 16, 23, 30, tzinfo=UTC)
"""The seventeenth, in Stockholm."""

OLD, NEW = "Inga större problem.", "Teknikpoolen är tom till jul."
STATED, OF_THE_EDIT = "| uppdaterad = 2022-09-30", "| uppdaterad = 2022-11-17"


def rewrite(stage: Stage, old: str, new: str, *times: str) -> None:
    """Tore changes the report late in the evening of 16 November by UTC.

    Args:
        stage: The wiki.
        old: Words of the page.
        new: What they become.
        times: When the newest revisions of the page were made, newest first; a folder's are as its clock says.
    """
    text = (stage.texts()[PAGE] or "").replace(old, new)
    if isinstance(stage, LiveStage):
        with stage.wiki.person(TORE) as tore:
            tore.edit(PAGE, text)
        stage.wiki.backdate(PAGE, *times)
        return
    assert isinstance(stage, FolderStage)
    wiki = FolderWiki(stage.folder, account=TORE, now=lambda: LATE_EVENING)
    wiki.save(Edit(PAGE, text, wiki.read([PAGE])[PAGE].revid, "", minor=False, bot=False))


class Story:
    """A late report that the bot has seen, and whose words Tore has changed since.

    Args:
        stage: The example wiki.
        touch_date: Whether the settings let the bot set the date.
    """

    def __init__(self, stage: Stage, home: Path, *, touch_date: bool) -> None:
        self.stage = stage
        people = {"Tore": {"account": TORE}, "John": {"account": "John (WMSE)", "manager": True}}
        every_day = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        given = {"people": people, "report": {"touch_date": touch_date}, "reminders": {"weekdays": every_day}}
        self._settings = home / "settings.json"
        self._settings.write_text(json.dumps(given), encoding="utf-8")
        rewrite(stage, "uppdaterad = 2022-11-03", "uppdaterad = 2022-09-30", AUTUMN)
        self.run("run", "--only", "report")
        assert STATED in self.page
        rewrite(stage, OLD, NEW, f"{LATE_EVENING:%Y%m%d%H%M%S}", RUN, AUTUMN)
        self.before = self.page

    def run(self, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Start the bot with the settings."""
        return succeeded(self.stage.bot(verb, "--settings", str(self._settings), *arguments))

    @property
    def page(self) -> str:
        """The page with the report."""
        return self.stage.texts()[PAGE] or ""

    def checked(self) -> tuple[dict[str, object], set[str]]:
        """What a check says of the report, and the findings."""
        done = document(self.run("check", "--format", "json"))
        project = next(one for one in done["projects"] if one["title"] == PROJECT)
        return project["report"], {one["code"] for one in project["findings"]}


def row(stage: Stage) -> str:
    """The project's row in the overview."""
    text = stage.texts()[OVERVIEW] or ""
    return next(one for one in text.split("\n|-") if PROJECT in one)


def news(stage: Stage, before: dict[str, str | None]) -> str:
    """What has come to Tore's talk page."""
    return (stage.texts()[TALK] or "").removeprefix((before[TALK] or "").rstrip("\n"))


def without_regions(texts: dict[str, str | None]) -> dict[str, str]:
    """What people have written on the projects' pages; a wiki trims the end on save."""
    pages = {title: text or "" for title, text in texts.items() if title.startswith("Projekt:")}
    return {title: REGION.sub("", text).rstrip("\n") for title, text in pages.items()}


def test_date_is_not_set_unless_the_settings_say_so(stage: Stage, tmp_path: Path) -> None:
    """Without the setting the date stays: the report is late, and people are told that its words are newer."""
    story = Story(stage, tmp_path, touch_date=False)
    before = stage.texts()
    report, codes = story.checked()
    assert (report["state"], report["updated"]) == ("late", "2022-09-30")
    assert {"report-not-refreshed", "report-late"} <= codes
    story.run("run")
    assert STATED in story.page
    assert without_regions(stage.texts()) == without_regions(before)
    assert LATE in row(stage)
    assert "rapport" in news(stage, before).lower()
    assert "report-not-refreshed" in story.checked()[1]


def test_date_becomes_that_of_the_edit(stage: Stage, tmp_path: Path) -> None:
    """With the setting the date, and nothing else, becomes the day of Tore's edit, and counts in the same run.

    The next run has nothing to do.
    """
    story = Story(stage, tmp_path, touch_date=True)
    before = stage.texts()
    story.run("run")
    after = stage.texts()
    expected = without_regions(before)
    assert without_regions(after) == {**expected, PAGE: expected[PAGE].replace(STATED, OF_THE_EDIT)}
    assert LATE not in row(stage)
    assert "rapport" not in news(stage, before).lower()
    report, codes = story.checked()
    assert (report["state"], report["updated"]) == ("current", "2022-11-17")
    assert codes.isdisjoint({"report-not-refreshed", "report-late"})
    assert "Nothing to do." in story.run("run").stdout
    assert stage.texts() == after
