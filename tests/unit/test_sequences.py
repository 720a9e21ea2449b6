"""A project through some months: what its report says, and what is news, from one day to the next."""

from collections.abc import Mapping
from datetime import date

from bot.model import TaskState
from bot.parse.regions import read_regions
from bot.plan import make_plan
from bot.render.changes import changes_told
from tests.support.builders import DATA, OPEN, TITLE, WORDS, data_text, plan_text, settings
from tests.support.pages import carried_out, known_from

LATE = "Februari | Skriv plan | Axel |"
TASK = "September–oktober | Bygg monter | Axel | | T1"
LATER = "December | Håll fest | Sara |"


class Diary:
    """A project's pages, and Phabricator's one answer, which people and the bot change by turns."""

    def __init__(self, *rows: str, data: str) -> None:
        self.pages: dict[str, str] = {TITLE: plan_text(*rows), DATA: data, "Lägesöversikt 2023": ""}
        self.tasks: dict[str, TaskState] = {"T1": OPEN}

    def person(self, old: str, new: str) -> None:
        """Somebody writes something else on either page."""
        changed = {title: text.replace(old, new, 1) for title, text in self.pages.items()}
        assert changed != self.pages
        self.pages = changed

    def run(self, day: str) -> None:
        """The bot's run of a day, after which a second one has nothing to do."""
        known = known_from(self.pages, today=date.fromisoformat(day), tasks=self.tasks, rules=settings())
        self.pages = carried_out(self.pages, make_plan(known, ["report", "overview"]))
        again = known_from(self.pages, today=date.fromisoformat(day), tasks=self.tasks, rules=settings())
        assert make_plan(again, ["report", "overview"]).edits == ()

    def done(self) -> list[str]:
        """The heading and the rows of what the box says is done."""
        regions: Mapping[str, object] = (found := read_regions(self.pages[DATA])).found
        assert regions
        one = found.found["aktiviteter"]
        lines = self.pages[DATA][one.body_start : one.body_end].splitlines()
        return [line for line in lines if line.startswith("* ") or "Klart enligt" in line]

    def news(self, day: str) -> str:
        """What has changed since the newest report."""
        known = known_from(self.pages, today=date.fromisoformat(day), tasks=self.tasks, rules=settings())
        return changes_told(known.standings[0], settings(), WORDS)


def closed(day: str) -> TaskState:
    """A task that was done on a day."""
    return TaskState("Bygg", "resolved", date.fromisoformat(day))


def heading(since: str) -> str:
    """The line above what is done."""
    return f"<div class=\"lagesbot\">''Klart enligt tidplanen sedan {since}:''"


def test_report_keeps_what_was_done_in_its_period() -> None:
    """What was done before a report is told as long as that report is what people read, and goes with the next one."""
    diary = Diary(LATE, TASK, LATER, data=data_text(uppdaterad="2022-10-04"))
    diary.run("2022-10-05")
    diary.tasks = {"T1": closed("2022-10-28")}
    diary.run("2022-11-01")
    row = "* Bygg monter, 28 oktober 2022 · [[phab:T1|T1]]"
    assert diary.done() == [heading("4 oktober 2022"), row]
    diary.person("uppdaterad = 2022-10-04", "uppdaterad = 2022-11-03")
    for day in ("2022-11-04", "2022-11-20", "2022-11-30"):
        diary.run(day)
        assert diary.done() == [heading("4 oktober 2022"), row]
        assert diary.news(day) == ""
    diary.run("2022-12-01")
    assert diary.done() == []
    diary.person("uppdaterad = 2022-11-03", "uppdaterad = 2022-12-02")
    diary.run("2022-12-02")
    assert diary.done() == []


def test_late_work_is_told_when_it_is_done() -> None:
    """What was late at the report and is marked done afterwards is told at once, and in the next report, then not."""
    diary = Diary(LATE, TASK, LATER, data=data_text(uppdaterad="2022-11-03"))
    diary.run("2022-11-04")
    diary.person("Skriv plan || Axel || ", "Skriv plan || Axel || Klart.")
    diary.run("2022-11-10")
    row = "* Skriv plan, 28 februari 2022"
    assert diary.done() == [heading("30 september 2022"), row]
    assert diary.news("2022-11-10") == "Ändrat sedan lägesrapporten 3 november 2022 – klart: Skriv plan."
    diary.run("2022-12-01")
    assert diary.done() == [heading("3 november 2022"), row]
    diary.person("uppdaterad = 2022-11-03", "uppdaterad = 2022-12-02")
    diary.run("2022-12-05")
    assert diary.done() == [heading("3 november 2022"), row]
    assert diary.news("2022-12-05") == ""
    diary.run("2023-01-02")
    assert diary.done() == []


def test_slip_in_the_date_forgets_nothing() -> None:
    """A date that is misspelt for a day leaves the note and the news as they were."""
    diary = Diary(LATE, TASK, LATER, data=data_text(uppdaterad="2022-11-03"))
    diary.run("2022-11-04")
    diary.person("Skriv plan || Axel || ", "Skriv plan || Axel || Klart.")
    diary.run("2022-11-10")
    told = diary.news("2022-11-10")
    diary.person("uppdaterad = 2022-11-03", "uppdaterad = 3 nov")
    diary.run("2022-11-11")
    diary.person("uppdaterad = 3 nov", "uppdaterad = 2022-11-03")
    diary.run("2022-11-14")
    assert diary.news("2022-11-14") == told != ""


def test_project_that_is_over_becomes_quiet() -> None:
    """After a project's end its report is the same month after month, until somebody changes something."""
    over = data_text(uppdaterad="2022-11-03", projektslut="2022-11-30")
    diary = Diary(LATE, TASK, data=over)
    diary.run("2022-12-20")
    before = dict(diary.pages)
    for day in ("2023-02-01", "2023-05-17"):
        known = known_from(diary.pages, today=date.fromisoformat(day), tasks=diary.tasks, rules=settings())
        assert make_plan(known, ["report"]).for_page(DATA) is None
    assert diary.pages == before


def test_new_year_loses_nothing_of_a_long_project() -> None:
    """In January a project over several years still tells what was done in December and was not reported."""
    diary = Diary(
        LATE,
        TASK,
        "December 2022 | Håll fest | Sara | Klart. |",
        data=data_text(projektslut="2023-12-31", uppdaterad="2022-12-01"),
    )
    diary.run("2022-12-31")
    diary.run("2023-01-03")
    assert diary.done() == [heading("1 december 2022"), "* Håll fest, 31 december 2022"]
    diary.tasks = {"T1": closed("2023-01-05")}
    diary.run("2023-01-06")
    assert diary.done()[1:] == ["* Bygg monter, 5 januari 2023 · [[phab:T1|T1]]", "* Håll fest, 31 december 2022"]
