"""The whole shape of `check --format json` (the contract on JSON), on good pages and on damaged ones."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from bot.codes import CODES, PROBLEMS
from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place
from bot.tell.as_json import check_document
from bot.tell.document import json_pieces
from bot.wiki.port import Page
from tests.support.builders import WORDS, material
from tests.support.finding_cases import CASES

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "wiki"
DAY = date(2022, 11, 20)

SEVERITIES = {"error", "warning", "info"}
REPORT_STATES = {"current", "due", "missing", "late", "hidden", "none"}
ACTIVITY_STATES = {"planned", "ongoing", "done", "cancelled", "overdue", "undated"}
ABOUT_SETTINGS = {
    "path": "report",
    "allowed": "x",
    "default": "",
    "lost": "",
    "below": "",
    "below_line": 0,
    "stops": False,
}
ABOUT_ACCOUNTS = {"name": "Sara", "account": "Sara (WMSE)", "instead": None}
STATUSES = {"green", "orange", "red"}
EVERYONE = {"lead", "support"}
REASONS = {"over", "many-late", "some-late", "none-late", "nothing-due"}
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])(?:/[0-9]{4}-(?:0[1-9]|1[0-2]))?")

Check = Callable[[Any], bool]


def text(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Words, if only none."""
    return isinstance(value, str)


def said(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """Words, and not only white space."""
    return isinstance(value, str) and bool(value.strip())


def day(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """A date as ÅÅÅÅ-MM-DD, which exists."""
    return isinstance(value, str) and bool(_ISO.fullmatch(value)) and bool(date.fromisoformat(value))


def period(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """One month, or the first and the last of several."""
    return text(value) and bool(_PERIOD.fullmatch(value))


def among_steps(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """The number of a step."""
    return whole(value) and value <= 3


def truth(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """True or false."""
    return isinstance(value, bool)


def figure(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """A number with a fraction, not less than nothing."""
    return isinstance(value, float) and value >= 0


def whole(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """A line's number, from 1."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def count(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """How many there are, from 0."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def amount(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
    """A number, not less than nothing."""
    return figure(value) or count(value)


def null_or(check: Check) -> Check:
    """What is known, or null."""
    return lambda value: value is None or check(value)


def among(allowed: Iterable[str]) -> Check:
    """One of these words."""
    words = set(allowed)
    return lambda value: isinstance(value, str) and value in words


def each(check: Check) -> Check:
    """A list of such values."""
    return lambda value: isinstance(value, list) and all(check(one) for one in value)


def shape(**keys: Check) -> Check:
    """An object with these keys at least."""

    def check(value: Any) -> bool:  # noqa: ANN401 - whatever JSON holds
        assert isinstance(value, dict)
        for key, rule in keys.items():
            assert key in value, key
            assert rule(value[key]), (key, value[key])
        return True

    return check


PEOPLE = {"lead": each(said), "support": each(said), "everyone": null_or(among(EVERYONE))}
FINDING = {"severity": among(SEVERITIES), "page": said, "line": whole, "subject": null_or(said), "message": said}
REPORT = shape(
    state=among(REPORT_STATES),
    updated=null_or(day),
    status=null_or(among(STATUSES)),
    period=null_or(period),
    due=null_or(day),
)
FIGURES = shape(
    activities=count,
    done=count,
    overdue=count,
    days=amount,
    days_done=amount,
    time_gone=null_or(lambda one: one <= 100),
)
NOTED = shape(start=null_or(day), end=null_or(day), lead=each(said), everyone=null_or(among({"lead"})))
CHANGE = shape(
    kind=among({"done", "overdue", "moved", "lead"}), subject=null_or(said), before=null_or(NOTED), after=NOTED
)
ACTIVITY = shape(
    name=text,
    when=shape(text=text, start=null_or(day), end=null_or(day), tentative=truth),
    days=null_or(figure),
    **PEOPLE,
    tasks=each(lambda value: text(value) and bool(re.fullmatch(r"T[0-9]+", value))),
    state=among(ACTIVITY_STATES),
)
KINDS, QUIET = {"report", "activity"}, {"current", "expected", "hidden", "paused", "closed", "off", "unknown", "none"}
STATES = {
    *("today", "grace", "waits", "told", "weekday", "free-day", "away", "sent-today", "paused", "unwritable", "nobody")
}
OBSTACLES = {"talk-page", "redirect", "locked", "nobots", "unsettled", "swallowed"}
SENT = shape(step=among_steps, day=day, revid=lambda value: isinstance(value, int), title=said)
REMINDER = shape(
    kind=among(KINDS),
    subject=null_or(text),
    period=null_or(period),
    since=day,
    name=null_or(said),
    account=null_or(said),
    state=among(STATES),
    step=null_or(among_steps),
    day=null_or(day),
    until=null_or(day),
    obstacle=null_or(among(OBSTACLES)),
    sent=each(SENT),
    managers=each(shape(name=said, account=said, day=null_or(day), sent=null_or(SENT))),
)
PROJECT = shape(
    title=said,
    number=null_or(lambda value: text(value) and value.isdigit()),
    **PEOPLE,
    start=null_or(day),
    end=null_or(day),
    closed=truth,
    paused_until=null_or(day),
    funding=each(shape(funder=text, amount=null_or(figure))),
    phabricator_project=null_or(said),
    report=REPORT,
    figures=FIGURES,
    suggested_status=null_or(shape(status=among(STATUSES), reason=among(REASONS))),
    changes=each(CHANGE),
    activities=each(ACTIVITY),
    findings=each(shape(code=among(CODES), **FINDING)),
    reminders=each(REMINDER),
    not_reminded=null_or(among(QUIET)),
)
DOCUMENT = shape(
    version=lambda value: value == 1 and whole(value),
    date=day,
    years=each(whole),
    projects=each(PROJECT),
    problems=each(shape(code=among(CODES | PROBLEMS), **FINDING)),
)


def assert_contract(known: Knowledge) -> Mapping[str, Any]:
    """The document of what is known, which must be as the contract says, on the pages that it was made from."""
    document: Mapping[str, Any] = json.loads("".join(json_pieces(check_document(known))))
    assert DOCUMENT(document)
    assert (document["date"], document["years"]) == (known.today.isoformat(), list(known.material.listed))
    for project in document["projects"]:
        assert_report(project["report"])
        assert (project["not_reminded"] is None) == bool(project["reminders"])
        for activity in project["activities"]:
            assert_state(activity, today=document["date"])
        labels = {one["name"] or one["when"]["text"] or "–" for one in project["activities"]}
        assert {one["subject"] for one in project["findings"]} <= labels | {None}
    findings = [one for project in document["projects"] for one in project["findings"]]
    for one in (*findings, *document["problems"]):
        assert_place(one, known)
    return document


def assert_report(report: Mapping[str, Any]) -> None:
    """A state has what belongs to it, and null for what it cannot have."""
    asked = report["state"] not in {"none", "hidden"}
    assert (report["period"] is not None, report["due"] is not None) == (asked, asked)
    assert report["state"] != "missing" or report["updated"] is None
    assert report["state"] not in {"current", "late"} or report["updated"] is not None


def assert_state(activity: Mapping[str, Any], *, today: str) -> None:
    """A state follows from the dates, but where somebody has said what is done or will not be."""
    start, end = activity["when"]["start"], activity["when"]["end"]
    assert start is None or end is None or start <= end
    assert len(set(activity["tasks"])) == len(activity["tasks"])
    state = activity["state"]
    if state in {"done", "cancelled"}:
        return
    assert (state == "undated") == (start is None and end is None)
    assert (state == "overdue") == (end is not None and end < today)
    assert (state == "planned") == (start is not None and start > today and state != "overdue")


def assert_place(finding: Mapping[str, Any], known: Knowledge) -> None:
    """The page is a project's or another that was read, and has that line; one that is not there has the first."""
    page = known.pages.get(finding["page"])
    assert page is not None or finding["page"].rpartition("/")[0] in known.findings
    assert finding["line"] <= len(((page.text if page else None) or "").split("\n"))
    assert finding["message"] == " ".join(finding["message"].split())


@pytest.mark.parametrize("name", CASES)
def test_shape_on_every_finding(name: str) -> None:
    """With any finding of the contract, and without it, the document has the contract's shape."""
    case = CASES[name]
    told = assert_contract(case.scene.known())
    everything = [*(one for project in told["projects"] for one in project["findings"]), *told["problems"]]
    expected = case.finding
    assert {
        "code": expected.code,
        "severity": expected.severity,
        "page": expected.place.page,
        "line": expected.place.line,
        "subject": expected.subject,
        "message": expected.message,
    } in everything
    assert_contract(case.without.known())


def example() -> dict[str, str]:
    """The pages of the example wiki's projects."""
    files = [*EXAMPLE.glob("Projekt/*.wiki"), *EXAMPLE.glob("Projekt/*/Projektdata.wiki")]
    return {
        f"Projekt:{path.relative_to(EXAMPLE / 'Projekt').with_suffix('')}": path.read_text("utf-8") for path in files
    }


def known_from(pages: Mapping[str, str | None]) -> Knowledge:
    """What is known from these pages on the example's day; None is a page whose text is not to be had."""
    read = {
        title: Page(title, body, 7) if body is not None else Page(title, None, model="unreadable", locked=True)
        for title, body in pages.items()
    }
    titles = tuple(title for title in pages if "/" not in title)
    base = material({}, today=DAY)
    pages_read = {**base.pages, **read}
    return know(replace(base, words=WORDS, listed={2021: (), 2022: titles}, pages=pages_read, tasks={}))


def test_shape_on_the_example() -> None:
    """The example wiki's document has the contract's shape, with all four projects and their activities."""
    document = assert_contract(known_from(example()))
    assert len(document["projects"]) == 4
    assert {project["report"]["state"] for project in document["projects"]} == {"current", "missing", "none"}
    assert all(project["activities"] for project in document["projects"])


@pytest.mark.parametrize(("until", "state"), [("2022-11-21", "none"), ("2022-11-20", "missing")])
def test_pause_on_the_page(until: str, state: str) -> None:
    """The day on which a pause is over is told whether or not it has come; before it no report is expected."""
    pages = example()
    title = "Projekt:Erfarenhetsutbyte 2022"
    pages[title] = f"{{{{Lägesbot|pausa={until}}}}}\n{pages[title]}"
    told = {one["title"]: one for one in assert_contract(known_from(pages))["projects"]}
    assert (told[title]["paused_until"], told[title]["report"]["state"]) == (until, state)
    assert {one["paused_until"] for name, one in told.items() if name != title} == {None}


Damage = Callable[[str], str | None]
DAMAGES: dict[str, Damage] = {
    "emptied": lambda _: "",
    "hidden": lambda _: None,
    "cut in half": lambda page: page[: len(page) // 2],
    "first half gone": lambda page: page[len(page) // 2 :],
    "ends of tables and calls gone": lambda page: page.replace("|}", "").replace("}}", ""),
    "starts of tables and calls gone": lambda page: page.replace("{|", "").replace("{{", ""),
    "a comment that never ends": lambda page: page.replace("Tidplan", "Tidplan <!--").replace(
        "ansvarig", "<!-- ansvarig"
    ),
    "dates that do not exist": lambda page: re.sub(r"2022(-[0-9]{2}-[0-9]{2})?", "2022-02-31", page),
    "no line breaks": lambda page: page.replace("\n", " "),
    "every line twice": lambda page: "\n".join(line for line in page.split("\n") for _ in range(2)),
    "a broken marker": lambda page: f"{page}\n<!-- Lägesbot:start problem",
    "carriage returns and no text": lambda page: re.sub(r"[^\n|{}!=]", "\r", page),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_shape_on_damaged_pages(damage: Damage) -> None:
    """However a project's pages are damaged, each by itself or all, the document has the contract's shape."""
    pages = example()
    for title in pages:
        assert_contract(known_from({**pages, title: damage(pages[title])}))
    document = assert_contract(known_from({title: damage(page) for title, page in pages.items()}))
    assert len(document["projects"]) == 4


def test_problems_have_the_same_form() -> None:
    """What is wrong with the run as a whole has the form of a finding."""
    pages = example()
    known = known_from(pages)
    place = Place(next(iter(pages)), 1)
    facts = ABOUT_SETTINGS | ABOUT_ACCOUNTS | {"why": "", "owner": "", "model": "wikitext"}
    flaws = tuple(Flaw(code, place, facts=facts) for code in PROBLEMS)
    document = assert_contract(know(replace(known.material, flaws=flaws)))
    assert [one["code"] for one in document["problems"]] == list(PROBLEMS)
