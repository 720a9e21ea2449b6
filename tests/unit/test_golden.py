"""Golden cases: pages as they were, a day, and the pages as the bot should leave them.

Each case is a file `tests/golden/*.md`: a title and a line of what it shows, then

- `TODAY 2022-11-09`, the day;
- `ONLY report`, what the run does (`report`, `remind` or `overview`);
- `YEAR 2022`, the year that is asked for, if it is not that of the day;
- `SETTINGS {"report": {"max_rows": 2}}`, settings beside the usual register of people, if any; a `language` among them
  brings its own defaults;
- `TASK T1 open`, `TASK T1 open Eric` or `TASK T1 resolved 2022-10-03`, what Phabricator says of a task, if it was
  asked;
- `SAID problems Lokalen är dyr.`, a line that the lead has written in a field of the report, by the settings' key
  (these lines are in the order of the keys);
- `PAGE Title`, a page before, and `EXPECTED Title`, the same page after (`EXPECTED nothing` where no page is edited).

A history of what was sent is made of

- `BEFORE 2022-11-09`, a day on which the same run was made, as often as there were such days, the oldest first. The
  bot's edits of all of them are revisions 101, 102 and so on, in their order;
- `LATER 2022-11-09 Title`, a page as people left it after that day's run; `…` on a line of its own is all that stood
  there;
- `PROTECTED Title`, a page that the bot may not edit.

In the pages `␠` is a space and `␍` a carriage return, so that they can be seen. `«Boka lokal»` is the key of the
activity of that name in the bot's note, `«Boka lokal#2022-03-01/2022-03-31»` that of one of several, `‹Boka lokal›`
what the overview's note has of it; `ORD` and `NAMN`
in `Lägesbot:underlag` are the checksums of the lines that were `SAID` and of the fields' names; `SUMMA` in a marker is
the checksum of the text between the markers, made after these; `NYCKEL` are the keys of something that is reminded of.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.knowledge import Knowledge, know
from bot.model import TASKS, ZONE, Task, TaskState
from bot.plan import make_plan
from bot.planned import PlannedEdit
from bot.settings import Settings
from bot.wiki.port import Contribution
from tests.support.builders import DATA, TITLE, settings
from tests.support.pages import key_of, known_from, total_of

FOLDER = Path(__file__).parents[1] / "golden"

_PAGE = re.compile(r"^(PAGE|EXPECTED|LATER [0-9-]{10}) ([^\n]+)\n```wikitext\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TASK = re.compile(r"^TASK (T[0-9]+) (\w+)(?: ([0-9-]{10})| (\S+))?$", re.MULTILINE)
_SAID = re.compile(r"^SAID (\w+) (.+)$", re.MULTILINE)
_REGION = re.compile(
    r"(?<=<!-- Lägesbot:start )(\S+) SUMMA (.*?-->\n)(.*?)(?=<!-- Lägesbot:(?:slut|end) \1 -->)", re.DOTALL
)
_ACTIVITY = re.compile(r"^«([^»#\n]+)(?:#([0-9/-]+))?»", re.MULTILINE)
_SHORT = re.compile(r"‹([^›\n]+)›")
_SEEN = re.compile(r"(?<=<!-- Lägesbot:underlag )([0-9-]{10}) ORD NAMN(?= -->)")
_KEYS = re.compile(
    r"(?<=<!-- Lägesbot:)(punkt|projekt|klart)(?: [0-9a-f]{16})+( steg [123])?(?: körning [0-9a-z-]+)?(?= -->)"
)
_ALL = re.compile("^…$", re.MULTILINE)

_NAMES = {
    "activities": ("aktiviteter",),
    "cost": ("kostnad", "kostnadAktuell"),
    "final_report": ("slutrapport",),
    "goals": ("måluppfyllnad",),
    "lessons": ("erfarenheter",),
    "next_month": ("nästa_månad",),
    "problems": ("problem",),
    "progress": ("progress",),
    "risks": ("risker",),
    "scope": ("omfattning",),
    "status": ("status", "statusColor"),
    "status_reason": ("statusorsak",),
}
"""The fields that a person fills in under the date, by key, and what they are called in the box, by key."""


@dataclass(frozen=True, slots=True)
class Case:
    """One golden case."""

    today: date
    year: int
    task: Task
    rules: Settings
    answers: dict[str, TaskState] | None
    before: dict[str, str]
    expected: dict[str, str]
    runs: tuple[date, ...] = ()
    later: Mapping[tuple[date, str], str] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()

    def known(self, pages: Mapping[str, str], past: Sequence["Past"] = (), *, today: date | None = None) -> Knowledge:
        """What is known on the day, or another, from these pages and the bot's record."""
        found = known_from(pages, today=today or self.today, year=self.year, rules=self.rules, tasks=self.answers)
        read = {title: replace(one, locked=title in self.locked) for title, one in found.pages.items()}
        record, sent = tuple(one.record for one in past), {one.record.revid: one.text for one in past}
        return know(replace(found.material, pages=read, contributions=record, sent=sent))

    def today_is(self) -> tuple[dict[str, str], list["Past"]]:
        """The pages on the day, and what the bot did until then."""
        pages, past = dict(self.before), list[Past]()
        for day in self.runs:
            for edit in make_plan(self.known(pages, past, today=day), [self.task]).edits:
                saved = Past(_record(101 + len(past), edit, day), edit.text.replace("~~~~", "Lägesbot"))
                past.append(saved)
                pages[edit.title] = saved.text
            changed = {title: text for (when, title), text in self.later.items() if when == day}
            pages |= {title: _ALL.sub(pages.get(title, ""), text) for title, text in changed.items()}
        return pages, past


@dataclass(frozen=True, slots=True)
class Past:
    """An edit of the bot's, as the wiki's record has it, and the text."""

    record: Contribution
    text: str


def _record(revid: int, edit: PlannedEdit, day: date) -> Contribution:
    return Contribution(revid, edit.title, datetime.combine(day, time(12), ZONE), edit.summary)


def read_case(path: Path) -> Case:
    """A case from its file."""
    text = path.read_text(encoding="utf-8")
    (today,) = re.findall(r"^TODAY (\S+)$", text, re.MULTILINE)
    (year,) = re.findall(r"^YEAR ([0-9]{4})$", text, re.MULTILINE) or [today[:4]]
    (rules,) = re.findall(r"^SETTINGS (.+)$", text, re.MULTILINE) or ["{}"]
    (only,) = re.findall(r"^ONLY (\S+)$", text, re.MULTILINE)
    (task,) = (task for task in TASKS if task == only)
    pages: dict[str, dict[str, str]] = {"PAGE": {}, "EXPECTED": {}}
    later: dict[tuple[date, str], str] = {}
    for kind, title, body in _PAGE.findall(text):
        page = _page(body, _SAID.findall(text))
        if kind in pages:
            pages[kind][title] = page
        else:
            later[date.fromisoformat(kind.removeprefix("LATER ")), title] = page
    runs = tuple(map(date.fromisoformat, re.findall(r"^BEFORE (\S+)$", text, re.MULTILINE)))
    assert {day for day, _ in later} <= set(runs), f"{path.name} has a page after a day without a run"
    assert pages["PAGE"], f"{path.name} has no page"
    assert bool(pages["EXPECTED"]) != ("\nEXPECTED nothing\n" in text), f"{path.name} expects nothing, or something?"
    answers = {found[1]: _answer(found) for found in _TASK.finditer(text)}
    return Case(
        date.fromisoformat(today),
        int(year),
        task,
        settings(**json.loads(rules)),
        answers or None,
        pages["PAGE"],
        pages["EXPECTED"],
        runs,
        later,
        frozenset(re.findall(r"^PROTECTED (.+)$", text, re.MULTILINE)),
    )


def _answer(found: re.Match[str]) -> TaskState:
    closed = date.fromisoformat(found[3]) if found[3] else None
    return TaskState("Något", found[2], closed, assignee=found[4])


def _page(body: str, said: Iterable[tuple[str, str]]) -> str:
    text = body.removesuffix("\n").replace("␠", " ").replace("␍", "\r")
    text = _ACTIVITY.sub(lambda one: key_of(one[1], one[2] or ""), text)
    text = _SHORT.sub(lambda one: key_of(one[1])[:8], text)
    words = _sum_of(said)
    names = _sum_of((key, name) for key, names in _NAMES.items() for name in names)
    text = _SEEN.sub(lambda one: f"{one[1]} {words} {names}", text)
    return _REGION.sub(lambda one: f"{one[1]} {total_of(one[3].removesuffix(chr(10)))} {one[2]}{one[3]}", text)


def _sum_of(rows: Iterable[tuple[str, str]]) -> str:
    """The checksum of rows of a field's key and words."""
    return hashlib.sha256("\n".join(map("\0".join, rows)).encode()).hexdigest()[:12]


CASES = [pytest.param(read_case(path), id=path.stem) for path in sorted(FOLDER.glob("*.md"))]


@pytest.mark.parametrize("case", CASES)
def test_pages_become_as_expected(case: Case) -> None:
    """The run edits the pages that the case expects, and leaves them as it expects."""
    plan = make_plan(case.known(*case.today_is()), [case.task])
    assert {edit.title: _KEYS.sub(r"\1 NYCKEL\2", edit.text) for edit in plan.edits} == case.expected


@pytest.mark.parametrize("case", [one for one in CASES if "reminder" not in str(one.id)])
def test_pages_as_expected_are_left(case: Case) -> None:
    """On the pages as they were left, the same run has nothing more to do."""
    plan = make_plan(case.known({**case.before, **case.expected}), [case.task])
    assert plan.edits == ()


PLAN = (
    "januari || Söka pengar || John ||",
    "mars || Boka lokal || Axel ||",
    "april || Bjuda in || Sara || Klart.",
    "maj || Trycka kort || Sara || Klart.",
    "juni || Hyra bil || Axel ||",
    "15–20 december || Städa || John ||",
    "november–december || Köpa fika || Sara ||",
    "20 december 2022–10 januari 2023 || Skicka brev || John ||",
    "oktober 2022–januari 2023 || Sälja biljetter || Axel ||",
)
"""Activities of every kind that a report of November 2022 lists, as the rows of a plan: three late, two done, and of
next month two that end, one that begins and one that goes on."""

FIRST = date(2022, 11, 1)
MONTH = [FIRST + timedelta(days=number) for number in range(30)]
"""The days of a month in which none of them begins, ends or is done, nor is anything reported."""

BOX = "| ansvarig = John\n| projektstart = 2022-01-01\n| projektslut = 2023-01-31\n"


def _pages(*, box: bool) -> dict[str, str]:
    """A project with this plan, and with a box or without one."""
    rows = "".join(f"|-\n| {row}\n" for row in PLAN)
    head = "! Datum !! Aktivitet !! Ansvarig !! Kommentar\n"
    pages = {TITLE: f'== Tidplan ==\n{{| class="wikitable"\n{head}{rows}|}}\n'}
    return {**pages, DATA: f"{{{{Projektdata\n{BOX}}}}}"} if box else pages


def _reported(pages: dict[str, str], day: date) -> dict[str, str]:
    """The pages after that day's run."""
    plan = make_plan(known_from(pages, today=day, year=2022), ["report"])
    return {**pages, **{edit.title: edit.text for edit in plan.edits}}


def _lines(text: str) -> Counter[str]:
    """The lines of a page, checksums of regions left out."""
    return Counter(re.sub(r"(?<=<!-- Lägesbot:start )(\S+) [0-9a-f]{12}", r"\1", text).split("\n"))


@pytest.mark.parametrize("box", [True, False], ids=["parameters", "section"])
@pytest.mark.parametrize(
    ("was", "becomes", "line"),
    [
        pytest.param("mars ", "maj ", "Boka lokal (Axel): skulle ha varit klart 31 maj 2022 ", id="late-moved"),
        pytest.param("mars ", "juli ", "Boka lokal (Axel): skulle ha varit klart 31 juli 2022 ", id="late-moved-past"),
        pytest.param("april ", "juni ", "Bjuda in, 30 juni 2022", id="done-moved-past"),
        pytest.param("15–20 dec", "14–21 dec", "Städa (John): 14–21 december 2022, ", id="all-of-it-moved"),
        pytest.param("10 januari", "11 januari", "Skicka brev (John): börjar 20 december 2022, slutar 11 ", id="begun"),
        pytest.param("2022–januari", "2022–14 januari", "Sälja biljetter (Axel): pågår till 14 januari", id="going-on"),
        pytest.param("Boka lokal", "Boka ett rum", "Boka ett rum (Axel): ", id="late-renamed"),
        pytest.param("Bjuda in", "Bjuda in alla", "Bjuda in alla, 30 april 2022", id="done-renamed"),
        pytest.param("Köpa fika", "Köpa bullar", "Köpa bullar (Sara): ", id="ends-renamed"),
        pytest.param("Skicka brev", "Skicka kort", "Skicka kort (John): ", id="begins-renamed"),
        pytest.param("Sälja biljetter", "Ge bort dem", "Ge bort dem (Axel): ", id="goes-on-renamed"),
        pytest.param("lokal || Axel", "lokal || Sara", "Boka lokal (Sara): ", id="late-other-lead"),
        pytest.param("fika || Sara", "fika || Axel, John", "Köpa fika (Axel och John): ", id="ends-other-lead"),
        pytest.param("brev || John", "brev || Alla", "Skicka brev (Samtliga): ", id="begins-other-lead"),
        pytest.param("biljetter || Axel", "biljetter || ", "Sälja biljetter: ", id="goes-on-no-lead"),
    ],
)
def test_a_changed_activity_changes_one_line(*, box: bool, was: str, becomes: str, line: str) -> None:
    """When an activity gets another date, name or lead, one line of the report changes: the one that says it."""
    before = _reported(_pages(box=box), FIRST)
    head, table, rest = before[TITLE].partition("|}\n")
    assert head.count(was) == 1
    pages = {**before, TITLE: f"{head.replace(was, becomes)}{table}{rest}"}
    after, place = _reported(pages, FIRST), DATA if box else TITLE
    gone, new = (_lines(pages[place]) - _lines(after[place])), (_lines(after[place]) - _lines(pages[place]))
    assert gone.total() == 1
    ((changed, times),) = new.items()
    assert (changed.startswith(f"* {line}"), times) == (True, 1)


@pytest.mark.parametrize("box", [True, False], ids=["parameters", "section"])
def test_the_report_is_the_same_all_month(*, box: bool) -> None:
    """The same facts give the same bytes on every day of a month, whether written for the first time or read again."""
    pages = _pages(box=box)
    first = _reported(pages, FIRST)
    assert first != pages
    for day in MONTH:
        assert _reported(pages, day) == first, day
        assert _reported(first, day) == first, day
