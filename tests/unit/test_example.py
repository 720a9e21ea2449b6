"""The acceptance list on the example wiki on 20 November 2022; every expected value is read from its pages by hand."""

import io
import json
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from tests.support.builders import files_of

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wiki"
DAY = "2022-11-20"
EXCHANGE, EVERYBODY = "Projekt:Erfarenhetsutbyte 2022", "Projekt:En gemenskap för alla 2022"
SUPPORT, TOUR = "Projekt:Stöd till gemenskapen 2022", "Projekt:Skrivstugeturné 2022"
TALK = "Användardiskussion/{} (WMSE).wiki"
CHANGED = [
    "Projekt/En gemenskap för alla 2022/Projektdata.wiki",
    "Projekt/Erfarenhetsutbyte 2022/Projektdata.wiki",
    "Projekt/Stöd till gemenskapen 2022/Projektdata.wiki",
]
LOG = "Användare:Lägesbot/Logg"
WRITTEN = [
    TALK.format("John"),
    TALK.format("Josefine"),
    "_/Lägesöversikt 2022.wiki",
    "Användare/Lägesbot/Logg.wiki",
]
OWN = re.compile(r"\n<!-- Lägesbot:start (\S+) [0-9a-f]{12} – [^\n]* -->\n.*?\n<!-- Lägesbot:slut \1 -->", re.DOTALL)


def lagesbot(verb: str, wiki: Path, *arguments: str, date: str = DAY) -> tuple[int, dict[str, Any]]:
    """Run a verb: its exit code and its JSON."""
    out = io.StringIO()
    command = [verb, "--wiki", str(wiki), "--date", date, "--format", "json", "--quiet", *arguments]
    with redirect_stdout(out), redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as ended:
        main(command)
    assert isinstance(ended.value.code, int)
    return ended.value.code, json.loads(out.getvalue())


@pytest.fixture(scope="module")
def checked() -> dict[str, Any]:
    """What `check` says of the example as it is."""
    code, document = lagesbot("check", EXAMPLE)
    assert code == 0
    return document


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example after one run."""
    copy = tmp_path_factory.mktemp("exempel") / "wiki"
    shutil.copytree(EXAMPLE, copy)
    code, document = lagesbot("run", copy)
    assert code == 0
    assert {edit["outcome"] for edit in document["edits"]} == {"saved"}
    return copy


@pytest.fixture
def wiki(tmp_path: Path) -> Path:
    """A copy of the example as it is."""
    shutil.copytree(EXAMPLE, tmp_path / "wiki")
    return tmp_path / "wiki"


def history(wiki: Path) -> list[dict[str, Any]]:
    """All edits that the folder wiki remembers, oldest first."""
    return [json.loads(line) for line in (wiki / ".history.jsonl").read_text(encoding="utf-8").splitlines()]


def page(wiki: Path, name: str) -> str:
    """The text of a file."""
    return (wiki / name).read_bytes().decode()


def line_of(text: str, beginning: str) -> int:
    """The 1-based line that begins so."""
    return next(number for number, line in enumerate(text.split("\n"), 1) if line.startswith(beginning))


def project(document: dict[str, Any], title: str) -> dict[str, Any]:
    """One project of a document."""
    found: dict[str, Any] = next(one for one in document["projects"] if one["title"] == title)
    return found


def findings(document: dict[str, Any], title: str) -> list[tuple[str, str | None, str, int]]:
    """A project's findings: code, subject, page, line."""
    return [(one["code"], one["subject"], one["page"], one["line"]) for one in project(document, title)["findings"]]


def test_document(checked: dict[str, Any]) -> None:
    """The document has the contract's head, and the projects in the order of the year's list."""
    assert (checked["version"], checked["date"], checked["years"], checked["problems"]) == (1, DAY, [2022], [])
    assert [one["title"] for one in checked["projects"]] == [SUPPORT, EVERYBODY, TOUR, EXCHANGE]


def test_facts_of_a_project(checked: dict[str, Any]) -> None:
    """The contract's own example project has the contract's values."""
    found = project(checked, EXCHANGE)
    assert {key: value for key, value in found.items() if key not in {"activities", "findings", "reminders"}} == {
        "title": EXCHANGE,
        "number": "226401",
        "lead": ["John"],
        "support": [],
        "everyone": None,
        "start": "2022-01-01",
        "end": "2022-12-31",
        "closed": False,
        "paused_until": None,
        "funding": [
            {"funder": "Wikimedia Foundation (WCF)", "amount": 67500.0},
            {"funder": "Donationer", "amount": 20000.0},
        ],
        "budget_total": 87500.0,
        "phabricator_project": "WMSE-Exchange-of-Experiences-2022",
        "report": {"state": "missing", "updated": None, "status": None, "period": "2022-10", "due": "2022-11-07"},
        "figures": {
            "activities": 7,
            "done": 2,
            "overdue": 1,
            "unknown": 0,
            "days": 32.5,
            "days_done": 18.0,
            "time_gone": 83,
        },
        "suggested_status": {"status": "orange", "reason": "some-late"},
        "changes": [],
        "not_reminded": None,
    }
    assert [(one["kind"], one["name"], one["state"], one["day"]) for one in found["reminders"]] == [
        ("report", "John", "today", "2022-11-09"),
        ("activity", "John", "today", "2022-10-04"),
    ]


def test_wikimania_is_overdue(checked: dict[str, Any]) -> None:
    """Wikimania is overdue: it ended in September, and its task T318574 is open."""
    text = page(EXAMPLE, "Projekt/Erfarenhetsutbyte 2022.wiki")
    found = project(checked, EXCHANGE)["activities"][1]
    assert found.pop("page") == EXCHANGE
    assert found.pop("line") == line_of(text, "| Juni–september 2022")
    assert found == {
        "name": "Deltagande på Wikimania",
        "when": {"text": "Juni–september 2022", "start": "2022-06-01", "end": "2022-09-30", "tentative": False},
        "days": 8.0,
        "lead": [],
        "support": [],
        "everyone": "lead",
        "tasks": ["T318574"],
        "task_states": [
            {
                "id": "T318574",
                "title": "Deltagande på Wikimania",
                "status": "open",
                "closed": None,
                "assignee": "John",
            }
        ],
        "state": "overdue",
    }


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (
            EXCHANGE,
            [
                ("Identifiera evenemang", 2, "ongoing"),
                ("Deltagande på Wikimania", 8, "overdue"),
                ("Lokalt Wikimania-event", 10, "done"),
                ("Inläsning på verksamhetsrapporter", 2, "ongoing"),
                ("Deltagande på Wikimedia Summit", 8, "done"),
                ("Organisera presentationstillfällen för personer i Wikimediarörelsen", 2, "ongoing"),
                ("Organisera diskussion om Wikimedia Northern Europe Meetings framtid", 0.5, "ongoing"),
            ],
        ),
        (
            EVERYBODY,
            [
                ("Inledande kontakt med UD", 2, "overdue"),
                ("Ta fram stödmaterial för hybridmöten", 3, "overdue"),
                ("Planera WikiGap-webinarium", 3, "overdue"),
                ("Koordinera globala WikiGap-kampanjen", 5, "done"),
                ("Koordinera med WikiGap-arrangörer", 4, "ongoing"),
                ("Framåtblick – samarbetsprojekt", 2, "overdue"),
                ("Möjligheter och potential inför 2023", 3, "ongoing"),
                ("Sätta upp struktur för WikiGap Challenge 2023", 1, "done"),
            ],
        ),
    ],
    ids=["Erfarenhetsutbyte", "En gemenskap för alla"],
)
def test_activities_in_the_pages_order(
    checked: dict[str, Any], title: str, expected: list[tuple[str, float, str]]
) -> None:
    """Every row is there, in order, with its effort and how it stands."""
    found = project(checked, title)["activities"]
    assert [(one["name"], one["days"], one["state"]) for one in found] == expected


def test_owners(checked: dict[str, Any]) -> None:
    """Leads and support are told apart; lists keep the cell's order."""
    rows = project(checked, EXCHANGE)["activities"]
    assert [(one["lead"], one["support"]) for one in rows] == [
        (["Axel"], []),
        ([], []),
        (["Josefine", "Axel", "Alicia", "André"], []),
        (["John"], ["Eric"]),
        (["John", "André", "Eric"], []),
        (["Eric"], ["Josefine", "Tore", "Axel"]),
        (["John"], ["Tore"]),
    ]


@pytest.mark.parametrize("title", [EXCHANGE, EVERYBODY])
def test_october_report_is_missing(checked: dict[str, Any], title: str) -> None:
    """Both of the association's own projects miss the report for October, due on 7 November."""
    assert project(checked, title)["report"] == {
        "state": "missing",
        "updated": None,
        "status": None,
        "period": "2022-10",
        "due": "2022-11-07",
    }
    text = page(EXAMPLE, f"{title.replace(':', '/')}/Projektdata.wiki")
    assert ("report-missing", None, f"{title}/Projektdata", line_of(text, " | uppdaterad")) in findings(checked, title)


def test_findings_about_erfarenhetsutbyte(checked: dict[str, Any]) -> None:
    """Two things are wrong, and nothing else."""
    assert [one[:2] for one in findings(checked, EXCHANGE)] == [
        ("activity-overdue", "Deltagande på Wikimania"),
        ("report-missing", None),
    ]
    assert [one["severity"] for one in project(checked, EXCHANGE)["findings"]] == ["error", "error"]
    assert "T318574" in project(checked, EXCHANGE)["findings"][0]["message"]


def test_findings_about_en_gemenskap_for_alla(checked: dict[str, Any]) -> None:
    """Four activities are overdue, six have no task, and the report is missing; a filled goal is no report."""
    found = findings(checked, EVERYBODY)
    assert [subject for code, subject, *_ in found if code == "activity-overdue"] == [
        "Inledande kontakt med UD",
        "Ta fram stödmaterial för hybridmöten",
        "Planera WikiGap-webinarium",
        "Framåtblick – samarbetsprojekt",
    ]
    assert sorted({code for code, *_ in found}) == ["activity-overdue", "report-missing", "task-missing"]
    assert [code for code, *_ in found].count("task-missing") == 6


@pytest.mark.parametrize(
    ("title", "state", "updated", "closed"),
    [(SUPPORT, "current", "2022-11-03", False), (TOUR, "none", "2022-07-04", True)],
    ids=["well kept", "finished"],
)
def test_nothing_is_wrong_with_the_others(
    checked: dict[str, Any],
    title: str,
    state: str,
    updated: str,
    closed: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """The project that is well kept and the one that is finished have no findings."""
    found = project(checked, title)
    assert (found["report"]["state"], found["report"]["updated"], found["closed"]) == (state, updated, closed)
    assert (found["report"]["status"], found["findings"]) == ("green", [])


TEXT, NUMBER, TRUTH, NOTHING = str, (int, float), bool, type(None)
SHAPE: dict[str, dict[str, Any]] = {
    "project": {
        "title": TEXT,
        "number": (TEXT, NOTHING),
        "lead": list,
        "support": list,
        "everyone": (TEXT, NOTHING),
        "start": (TEXT, NOTHING),
        "end": (TEXT, NOTHING),
        "closed": TRUTH,
        "funding": list,
        "budget_total": (float, NOTHING),
        "phabricator_project": (TEXT, NOTHING),
        "report": dict,
        "activities": list,
        "findings": list,
    },
    "report": {
        "state": TEXT,
        "updated": (TEXT, NOTHING),
        "status": (TEXT, NOTHING),
        "period": (TEXT, NOTHING),
        "due": (TEXT, NOTHING),
    },
    "activity": {
        "name": TEXT,
        "when": dict,
        "days": (float, NOTHING),
        "lead": list,
        "support": list,
        "everyone": (TEXT, NOTHING),
        "tasks": list,
        "task_states": list,
        "state": TEXT,
    },
    "task": {
        "id": TEXT,
        "title": TEXT,
        "status": TEXT,
        "closed": (TEXT, NOTHING),
        "assignee": (TEXT, NOTHING),
    },
    "when": {"text": TEXT, "start": (TEXT, NOTHING), "end": (TEXT, NOTHING), "tentative": TRUTH},
    "finding": {
        "code": TEXT,
        "severity": TEXT,
        "page": TEXT,
        "line": int,
        "subject": (TEXT, NOTHING),
        "message": TEXT,
    },
    "funding": {"funder": (TEXT, NOTHING), "amount": (float, NOTHING)},
}
"""The contract's keys (§ 3), with the types of their values."""


def assert_shape(found: dict[str, Any], kind: str) -> None:
    """Every key of the contract is there, with a value of its type."""
    for key, types in SHAPE[kind].items():
        assert isinstance(found[key], types), (kind, key, found[key])


def test_shape_of_the_document(checked: dict[str, Any]) -> None:
    """Everything in the document has the contract's keys and types."""
    assert {"version", "date", "years", "projects", "problems"} <= checked.keys()
    for one in checked["projects"]:
        assert_shape(one, "project")
        assert_shape(one["report"], "report")
        for row in one["activities"]:
            assert_shape(row, "activity")
            assert_shape(row["when"], "when")
            for task in row["task_states"]:
                assert_shape(task, "task")
        for finding in one["findings"]:
            assert_shape(finding, "finding")
        for funding in one["funding"]:
            assert_shape(funding, "funding")


def message(after: Path, name: str) -> str:
    """The part of a talk page that the run has added."""
    text = page(after, TALK.format(name))
    return text[text.index("== Påminnelse ") :]


OVERDUE = {
    "Inledande kontakt med UD": ["John"],
    "Ta fram stödmaterial för hybridmöten": ["Josefine"],
    "Planera WikiGap-webinarium": ["Eric"],
    "Framåtblick": ["John", "Eric", "Josefine"],
}
"""The overdue activities but Wikimania, which is everyone's, with the leads that their cells name."""


@pytest.mark.parametrize(
    ("name", "report", "managers"),
    [("John", EXCHANGE, ["Deltagande på Wikimania", "Planera WikiGap-webinarium"]), ("Josefine", EVERYBODY, [])],
    ids=["John", "Josefine"],
)
def test_one_message_has_everything_of_a_persons(after: Path, name: str, report: str, managers: list[str]) -> None:
    """The message names the person's report, and each overdue activity that they lead, in all projects; no more.

    John, the manager, has what is everyone's, too, and is told of what Eric has not done, who wants no messages.
    """
    items = [*managers, *(item for item, leads in OVERDUE.items() if name in leads)]
    text = message(after, name)
    assert page(after, TALK.format(name)).count("== Påminnelse ") == 1
    assert text.startswith("== Påminnelse 20 november 2022 ==\n")
    assert text.count("Lägesrapporten för oktober 2022 saknas") == 1
    assert f"fullurl:{report}/Projektdata" in text
    told = [item for item in ["Deltagande på Wikimania", *OVERDUE] if item in text]
    assert sorted(told) == sorted(items)
    assert text.count("<!-- Lägesbot:punkt ") == len(items) + 1


def test_manager_gets_what_is_everyones(after: Path) -> None:
    """Wikimania, whose owner is `Samtliga`, goes to John, who is the manager, with its task; to nobody else."""
    assert "[[phab:T318574|T318574]]" in message(after, "John")
    assert "Wikimania" not in message(after, "Josefine")


def test_message_is_signed(after: Path) -> None:
    """The message ends with a signature of the bot's, made on the run's day."""
    assert message(after, "John").endswith(
        "[[Användare:Lägesbot|Lägesbot]] ([[Användardiskussion:Lägesbot|diskussion]]) 20 november 2022 kl. 07.30 (CET)"
    )


def test_missing_talk_page_is_made(after: Path) -> None:
    """Josefine has no talk page; it is made, with a greeting and the message."""
    assert not (EXAMPLE / TALK.format("Josefine")).exists()
    assert page(after, TALK.format("Josefine")).startswith(
        "Välkommen till din diskussionssida, Josefine!\n\n== Påminnelse 20 november 2022 ==\nHej Josefine! "
    )


def test_nobots_is_obeyed_and_told(after: Path, wiki: Path) -> None:
    """Eric has asked bots to stay away: he gets nothing, and that is told with how much waits."""
    assert page(after, TALK.format("Eric")) == page(EXAMPLE, TALK.format("Eric"))
    _, document = lagesbot("plan", wiki)
    (withheld,) = document["withheld"]
    assert (withheld["task"], withheld["title"]) == ("remind", "Användardiskussion:Eric (WMSE)")
    assert "{{nobots}}" in withheld["why"]


def test_files_that_a_run_touches(after: Path) -> None:
    """A run writes on three report pages, two talk pages, the overview and its log, and on no other page."""
    before, now = files_of(EXAMPLE), files_of(after)
    assert sorted(name for name in now if now[name] != before.get(name)) == sorted([*CHANGED, *WRITTEN])
    assert before.keys() <= now.keys()


@pytest.mark.parametrize("name", CHANGED)
def test_nothing_outside_the_bots_regions_has_changed(after: Path, name: str) -> None:
    """Without the bot's regions, a page is byte for byte what it was (a wiki's page ends without a line break)."""
    now = page(after, name)
    assert OWN.search(now)
    assert OWN.sub("", now) == page(EXAMPLE, name).removesuffix("\n")


def test_talk_page_is_as_it_was_above_the_message(after: Path) -> None:
    """What people have written on a talk page is byte for byte what it was, with one empty line below it."""
    before, now = page(EXAMPLE, TALK.format("John")).rstrip("\n"), page(after, TALK.format("John"))
    assert now.startswith(f"{before}\n\n== Påminnelse ")


def test_overview_is_one_region(after: Path) -> None:
    """The overview is a new page with the bot's region alone, and a row for each project."""
    text = page(after, "_/Lägesöversikt 2022.wiki")
    assert OWN.sub("", f"\n{text}") == ""
    assert all(f"[[:{title}|" in text for title in (SUPPORT, EVERYBODY, TOUR, EXCHANGE))


def test_history_tells_how_each_edit_was_made(after: Path) -> None:
    """Reports, overview and log are bot edits; reminders are neither minor nor a bot's, and a section on an old page.

    The log is the first edit and the last.
    """
    lines = history(after)
    told = [(line["title"].partition(":")[0], line["minor"], line["bot"], line["new_section"]) for line in lines]
    assert [line["title"] for line in (lines[0], lines[-1])] == [LOG, LOG]
    assert told == [
        ("Användare", False, True, False),
        *[("Projekt", True, True, False)] * 3,
        ("Användardiskussion", False, False, True),
        ("Användardiskussion", False, False, False),
        ("Lägesöversikt 2022", False, True, False),
        ("Användare", True, True, False),
    ]
    runs = {line["summary"].rpartition(" · körning ")[2] for line in lines}
    assert len(runs) == 1
    assert runs.pop().startswith("20221120-0730-")


@pytest.mark.parametrize(
    "date", [DAY, "2022-11-21", "2022-11-24"], ids=["the same day", "the next day", "before the second reminders"]
)
def test_another_run_makes_no_edit(after: Path, date: str) -> None:
    """With nothing new, another run makes no edit and leaves every file byte for byte: no news, no edit."""
    before = {path: path.read_bytes() for path in after.rglob("*") if path.is_file()}
    code, document = lagesbot("run", after, date=date)
    assert (code, document["edits"]) == (0, [])
    assert {path: path.read_bytes() for path in after.rglob("*") if path.is_file()} == before


def test_second_reminders_are_replies(after: Path, tmp_path: Path) -> None:
    """Five work days later both are told once more, in a reply under the first message, and then no more."""
    copy = tmp_path / "wiki"
    shutil.copytree(after, copy)
    code, document = lagesbot("run", copy, date="2022-11-25")
    assert (code, [edit["task"] for edit in document["edits"]]) == (0, ["remind", "remind", "overview"])
    for name in ("John", "Josefine"):
        text = page(copy, TALK.format(name))
        assert text.startswith(page(after, TALK.format(name)))
        added = text.removeprefix(page(after, TALK.format(name)))
        assert added.startswith(f"\n:Hej igen {name}! De här sakerna är inte klara än.")
        assert all(line.startswith(":") for line in added.strip("\n").split("\n"))
        assert re.findall(r" steg ([0-9]) ", added) == ["2"] * (4 if name == "John" else 3)
        assert added.endswith(" 25 november 2022 kl. 07.30 (CET)")
    for date in ("2022-11-25", "2022-11-30"):
        assert lagesbot("run", copy, date=date)[1]["edits"] == []


def test_calendar_foretells_what_runs_send(wiki: Path) -> None:
    """Who is written to on which day, and with how many things, is what the calendar of the first day has foretold."""
    _, calendar = lagesbot("calendar", wiki, "--to", "2022-12-12")
    foretold = {
        (day["date"], message["account"]): len(message["items"])
        for day in calendar["days"]
        for message in day["messages"]
    }
    sent = {}
    for day in calendar["days"]:
        for edit in lagesbot("run", wiki, "--only", "remind", date=day["date"])[1]["edits"]:
            account, count = edit["title"].partition(":")[2], int(edit["why"].split()[1])
            sent[day["date"], account] = count
    assert sent == foretold
    assert len(sent) > 5


def test_managers_are_told_at_last(after: Path, tmp_path: Path) -> None:
    """Ten work days after the first message John is told of what Josefine has not done, and she is left in peace.

    The same message reminds him of what was to be done in November.
    """
    copy = tmp_path / "wiki"
    shutil.copytree(after, copy)
    lagesbot("run", copy, date="2022-11-25")
    code, document = lagesbot("run", copy, "--only", "remind", date="2022-12-02")
    assert (code, [edit["title"] for edit in document["edits"]]) == (0, ["Användardiskussion:John (WMSE)"])
    digest = page(copy, TALK.format("John")).partition("== Påminnelse 2 december 2022 ==")[2]
    assert re.findall(r" steg ([0-9]) ", digest) == ["1", "3", "3"]
    first, second = [line["revid"] for line in history(copy) if line["title"].endswith(":Josefine (WMSE)")]
    told = (
        f"Josefine påmindes [[Special:Diff/{first}|20 november 2022]] och [[Special:Diff/{second}|25 november 2022]]."
    )
    assert digest.count(told) == 2


def test_next_month_is_news(after: Path, tmp_path: Path) -> None:
    """On the first of December the part about next month is rewritten; what waited for a second reminder gets it."""
    copy = tmp_path / "wiki"
    shutil.copytree(after, copy)
    code, document = lagesbot("run", copy, date="2022-12-01")
    assert code == 0
    assert {edit["task"] for edit in document["edits"]} == {"report", "remind", "overview"}
    assert "december 2022 enligt tidplanen" not in page(copy, CHANGED[2]).lower()


def without_table(text: str) -> str:
    """A page without its table."""
    return re.sub(r"\{\|.*?\n\|\}\n", "", text, flags=re.DOTALL)


Spoil = Callable[[str], str | bytes]
MAIN, DATA = "Projekt/Erfarenhetsutbyte 2022.wiki", "Projekt/Erfarenhetsutbyte 2022/Projektdata.wiki"


@pytest.mark.parametrize(
    ("name", "spoil", "code", "beginning"),
    [
        pytest.param(MAIN, without_table, "timeplan-missing", "== Tidplan ==", id="no table"),
        pytest.param(MAIN, lambda t: t.replace("\n|}\n", "\n"), "timeplan-unreadable", "{|", id="unclosed table"),
        pytest.param(MAIN, lambda t: t.replace("! Datum", "! Vecka"), "timeplan-unreadable", "{|", id="no date column"),
        pytest.param(MAIN, lambda _: "", "timeplan-missing", "", id="empty project page"),
        pytest.param(MAIN, lambda _: "#OMDIRIGERING [[Projekt:X]]", "page-missing", "", id="redirect"),
        pytest.param(MAIN, lambda _: b"\x00\xff\xfe", "page-missing", "", id="binary project page"),
        pytest.param(
            MAIN,
            lambda t: t.replace("| Juni–september 2022", "| {{Klart\n| Juni–september 2022"),
            "timeplan-unreadable",
            "| {{Klart",
            id="unclosed template in the plan",
        ),
        pytest.param(
            MAIN, lambda t: "{{Ruta|\n" + t, "timeplan-unreadable", "{{Ruta", id="unclosed template at the top"
        ),
        pytest.param(
            MAIN, lambda t: t + "\n{{Ruta|", "timeplan-unreadable", "{{Ruta", id="unclosed template at the end"
        ),
        pytest.param(DATA, lambda t: t.replace("\n}}", "\n"), "projectdata-missing", "{{Projektdata", id="unclosed"),
        pytest.param(DATA, lambda t: "{{Ruta|\n" + t, "projectdata-missing", "{{Ruta", id="unclosed before the data"),
        pytest.param(DATA, lambda t: t + "\n{{Ruta|", "projectdata-missing", "{{Ruta", id="unclosed after the data"),
        pytest.param(DATA, lambda _: "", "projectdata-missing", "", id="empty data page"),
        pytest.param(DATA, lambda _: "Ingen mall.", "projectdata-missing", "", id="no template"),
        pytest.param(DATA, lambda _: "#OMDIRIGERING [[Projekt:X]]", "projectdata-missing", "", id="data redirect"),
        pytest.param(DATA, lambda _: b"\x00\xff\xfe", "projectdata-missing", "", id="binary data page"),
    ],
)
def test_bad_page_stops_nothing_but_itself(wiki: Path, name: str, spoil: Spoil, code: str, beginning: str) -> None:
    """A page that cannot be understood gives a finding with page and line; it is not written, the others are."""
    spoilt = spoil(page(wiki, name))
    raw = spoilt.encode() if isinstance(spoilt, str) else spoilt
    (wiki / name).write_bytes(raw)
    title = name.replace("/", ":", 1).removesuffix(".wiki")
    line = line_of(raw.decode(errors="replace"), beginning)
    _, document = lagesbot("check", wiki)
    assert (code, None, title, line) in findings(document, EXCHANGE)
    before = files_of(wiki)
    assert lagesbot("run", wiki)[0] == 0
    now = files_of(wiki)
    assert all(now[path] == before[path] for path in (MAIN, DATA) if path in before)
    assert all(now[path] != before[path] for path in CHANGED if path != DATA)


def test_missing_data_page(wiki: Path) -> None:
    """A project without `/Projektdata` is told of, nothing is made there, and the others go on."""
    (wiki / DATA).unlink()
    _, document = lagesbot("check", wiki)
    assert ("projectdata-missing", None, f"{EXCHANGE}/Projektdata", 1) in findings(document, EXCHANGE)
    assert project(document, EXCHANGE)["report"]["state"] == "none"
    assert lagesbot("run", wiki)[0] == 0
    assert not (wiki / DATA).exists()
    assert page(wiki, CHANGED[0]) != page(EXAMPLE, CHANGED[0])
