"""Another association, by settings alone: the English example on 20 November 2022, every verb, and no Swedish word.

Every expected value is read from its pages by hand.
"""

import html
import io
import json
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit
from tests.support.builders import files_of
from tests.support.languages import swedish_in

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wiki-en"
DAY = "2022-11-20"
SUPPORT, TOUR = "Project:Community Support 2022", "Project:Edit-a-thon Tour 2022"
HERITAGE, EXCHANGE = "Project:Open Heritage 2022", "Project:Knowledge Exchange 2022"
OVERVIEW, LOG, QUEUE = "How our projects are doing 2022", "User:Lägesbot/Log", "User:Lägesbot/Run"
REPORTS = [f"{title}/Project data" for title in (SUPPORT, HERITAGE, EXCHANGE)]
TALKS = [f"User talk:{name} (WMEX)" for name in ("Aoife", "Niamh", "Orla")]
OWN = re.compile(r"\n<!-- Lägesbot:start (\S+) [0-9a-f]{12} – [^\n]* -->\n.*?\n<!-- Lägesbot:end \1 -->", re.DOTALL)


def lagesbot(verb: str, wiki: Path, *arguments: str, date: str = DAY) -> tuple[int, dict[str, Any]]:
    """Run a verb: its exit code and its JSON."""
    out = io.StringIO()
    where = ["--wiki", str(wiki), "--base-settings", str(wiki / "base-settings.json"), "--date", date]
    with redirect_stdout(out), redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as ended:
        main([verb, *where, "--format", "json", "--quiet", *arguments])
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
    copy = tmp_path_factory.mktemp("example") / "wiki"
    shutil.copytree(EXAMPLE, copy)
    code, document = lagesbot("run", copy)
    assert (code, {edit["outcome"] for edit in document["edits"]}) == (0, {"saved"})
    return copy


@pytest.fixture
def wiki(after: Path, tmp_path: Path) -> Path:
    """A copy of the example after one run, for one test alone."""
    shutil.copytree(after, tmp_path / "wiki")
    return tmp_path / "wiki"


def page(wiki: Path, title: str) -> str:
    """The text of a page."""
    namespace, colon, name = title.partition(":")
    return (wiki / (namespace if colon else "_") / f"{name if colon else title}.wiki").read_text(encoding="utf-8")


def history(wiki: Path) -> list[dict[str, Any]]:
    """All edits that the folder wiki remembers, oldest first."""
    return [json.loads(line) for line in (wiki / ".history.jsonl").read_text(encoding="utf-8").splitlines()]


def ask(wiki: Path, *lines: str, user: str = "Niamh (WMEX)") -> None:
    """Let somebody put lines on the queue page."""
    hand = FolderWiki(wiki, account=user, now=lambda: datetime(2022, 11, 20, 9, tzinfo=UTC))
    before = hand.read([QUEUE])[QUEUE]
    text = "\n".join([before.text or "", *(f"* {line} ~~~~" for line in lines)])
    assert hand.save(Edit(QUEUE, text, before.revid, "Please run", minor=False, bot=False)).ok


def assert_no_swedish(wiki: Path) -> None:
    """No page and no summary has a word that the bot says in Swedish; comments are for the bot itself."""
    assert {edit["title"]: swedish_in(edit["summary"]) for edit in history(wiki) if swedish_in(edit["summary"])} == {}
    texts = {path.relative_to(wiki): path.read_text(encoding="utf-8") for path in wiki.rglob("*.wiki")}
    assert {path.as_posix(): found for path, text in texts.items() if (found := swedish_in(text))} == {}


def test_projects_and_what_is_wrong(checked: dict[str, Any]) -> None:
    """The projects stand in the order of the year's list, with their facts, and the settings are right."""
    assert (checked["date"], checked["years"], checked["problems"]) == (DAY, [2022], [])
    assert [(one["title"], one["number"], one["lead"], one["closed"]) for one in checked["projects"]] == [
        (SUPPORT, "2201", ["Cormac"], False),
        (TOUR, "2202", ["Brendan"], True),
        (HERITAGE, "2203", ["Aoife"], False),
        (EXCHANGE, "2204", ["Niamh"], False),
    ]
    assert [(one["report"]["state"], one["report"]["due"]) for one in checked["projects"]] == [
        ("current", "2022-11-07"),
        ("none", None),
        ("missing", "2022-11-07"),
        ("missing", "2022-11-07"),
    ]
    found = [
        (one["title"], finding["code"], finding["subject"])
        for one in checked["projects"]
        for finding in one["findings"]
    ]
    assert [one for one in found if one[1] not in {"task-missing", "activity-undated"}] == [
        (HERITAGE, "activity-overdue", "Upload the first thousand pictures"),
        (HERITAGE, "activity-overdue", "Mend the upload tool"),
        (HERITAGE, "date-unreadable", "Photograph the harbour collection"),
        (HERITAGE, "report-missing", None),
        (EXCHANGE, "activity-overdue", "Take part in Wikimania"),
        (EXCHANGE, "report-missing", None),
    ]


def test_money_is_read(checked: dict[str, Any]) -> None:
    """Sums with commas, with a sign before them or a currency behind, and a total that agrees."""
    assert [one["budget_total"] for one in checked["projects"]] == [24000.0, 5250.0, 18750.0, 7700.0]
    assert checked["projects"][2]["funding"] == [
        {"funder": "Heritage Fund", "amount": 18000.0},
        {"funder": "Donations", "amount": 750.0},
    ]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (
            0,
            [
                ("2022-01-01", "2022-01-31", 2, "done"),
                ("2022-01-01", "2022-12-31", 10, "ongoing"),
                ("2022-02-01", "2022-03-31", 2, "done"),
                ("2022-05-01", "2022-05-31", 3, "done"),
                ("2022-06-01", "2022-08-31", 4, "done"),
                ("2022-01-01", "2022-12-31", 6, "ongoing"),
                ("2022-11-01", "2022-12-31", 3, "ongoing"),
            ],
        ),
        (
            2,
            [
                ("2022-01-01", "2022-01-31", 3, "done"),
                ("2022-03-01", "2022-05-31", 6, "done"),
                ("2022-07-01", "2022-09-30", 8, "overdue"),
                ("2022-10-01", "2022-10-31", 2, "overdue"),
                (None, None, 2, "undated"),
                (None, None, 4, "undated"),
                ("2022-12-01", "2022-12-10", 1, "planned"),
                ("2022-11-01", "2023-02-28", 3, "ongoing"),
            ],
        ),
        (
            3,
            [
                ("2022-01-01", "2022-12-31", 2, "ongoing"),
                ("2022-06-01", "2022-09-30", 8, "overdue"),
                ("2022-08-11", "2022-08-14", 10, "done"),
                ("2022-09-01", "2022-09-30", 8, "done"),
                ("2022-09-01", "2022-12-31", 2, "ongoing"),
                ("2022-10-01", "2022-12-31", 2.5, "ongoing"),
                (None, "2022-11-30", 0.5, "ongoing"),
            ],
        ),
    ],
    ids=["Community Support", "Open Heritage", "Knowledge Exchange"],
)
def test_activities(
    checked: dict[str, Any], number: int, expected: list[tuple[str | None, str | None, float, str]]
) -> None:
    """Every row is read: its days, its effort, and how it stands."""
    rows = checked["projects"][number]["activities"]
    assert [(one["when"]["start"], one["when"]["end"], one["days"], one["state"]) for one in rows] == expected


def test_people(checked: dict[str, Any]) -> None:
    """Leads, those who support them, and everyone."""
    rows = checked["projects"][3]["activities"]
    assert [(one["lead"], one["support"], one["everyone"]) for one in rows] == [
        (["Brendan"], [], None),
        ([], [], "lead"),
        (["Aoife", "Brendan", "Orla", "Seán"], [], None),
        (["Niamh", "Seán"], [], None),
        (["Niamh"], ["Seán"], None),
        (["Seán"], ["Aoife", "Cormac", "Brendan"], None),
        (["Niamh"], [], None),
    ]


def test_holidays_are_those_of_the_country() -> None:
    """The first Monday of August is a holiday in Ireland, so July's report is due a day later than in Sweden."""
    _, document = lagesbot("check", EXAMPLE, date="2022-08-20")
    assert document["projects"][3]["report"]["period"] == "2022-07"
    assert document["projects"][3]["report"]["due"] == "2022-08-08"


def test_a_run_writes_what_it_should(after: Path) -> None:
    """Three reports, three talk pages, the overview and the log, and no other page."""
    before, now = files_of(EXAMPLE), files_of(after)
    titles = [*REPORTS, *TALKS, OVERVIEW, LOG]
    assert sorted(name for name in now if now[name] != before.get(name)) == sorted(
        f"{title.replace(':', '/', 1) if ':' in title else f'_/{title}'}.wiki" for title in titles
    )
    for title in REPORTS:
        assert OWN.sub("", page(after, title)) == page(EXAMPLE, title).removesuffix("\n")


def test_messages_are_in_the_language_of_the_wiki(after: Path) -> None:
    """A message is told, and signed, as people do on this wiki, by its own clock."""
    talk = page(after, TALKS[1])
    assert talk.startswith(page(EXAMPLE, TALKS[1]).rstrip("\n"))
    assert "\n== Reminder 20 November 2022 ==\nHello Niamh! A few things have passed their dates.\n" in talk
    assert "Take part in Wikimania should have been done by 30 September 2022 (" in talk
    assert "Everyone is responsible, so you get it as a manager." in talk
    assert talk.endswith("[[User:Lägesbot|Lägesbot]] ([[User talk:Lägesbot|talk]]) 07:30, 20 November 2022 (GMT)")
    assert page(after, TALKS[0]).startswith("Welcome to your talk page, Aoife!\n\n== Reminder 20 November 2022 ==\n")


def test_nobots_is_told() -> None:
    """Seán has asked bots to stay away: what he has not done waits, and that is said."""
    _, document = lagesbot("plan", EXAMPLE)
    (withheld,) = document["withheld"]
    assert withheld["title"] == "User talk:Seán (WMEX)"
    assert withheld["why"] == "Seán: the talk page asks bots to stay away ({{nobots}}), so 1 reminder is not sent."


def test_reports_are_in_the_language_of_the_wiki(after: Path) -> None:
    """The report says what is done, late and coming, and what it may cost, in English and in euros."""
    report = page(after, REPORTS[2])
    for words in (
        "2 of 7 activities done · 18 of 33 planned days · 83% of the time had passed on 1 November 2022.",
        "Suggested status: '''orange''', because 1 activity is overdue.",
        "* Local Wikimania event, 16 August 2022 · [[phab:T412011|T412011]]",
        "* Take part in Wikimania (Everyone): should have been done by 30 September 2022 (more than 1 month ago)",
        "Budget: €7,700, of which €6,500 from Wikimedia Foundation and €1,200 from Donations ([[Financial",
    ):
        assert words in report
    assert re.findall(r"\n \| (\w+) =[^\n]*\n<!-- Lägesbot:start (\S+) ", report) == [
        ("activities", "activities"),
        ("next_month", "next-month"),
        ("problems", "problems"),
        ("cost", "cost"),
    ]


@pytest.mark.parametrize("date", [DAY, "2022-11-21"])
def test_another_run_makes_no_edit(wiki: Path, date: str) -> None:
    """With nothing new, another run makes no edit and leaves every file byte for byte."""
    before = {path: path.read_bytes() for path in wiki.rglob("*") if path.is_file()}
    code, document = lagesbot("run", wiki, date=date)
    assert (code, document["edits"]) == (0, [])
    assert {path: path.read_bytes() for path in wiki.rglob("*") if path.is_file()} == before


def test_the_steps_of_reminders(wiki: Path) -> None:
    """Five working days later there is a reply, ten working days later the manager is told; then all is quiet."""
    lagesbot("run", wiki, date="2022-11-25")
    assert "\n:Hello again Aoife! This is not finished yet.\n" in page(wiki, TALKS[0])
    lagesbot("run", wiki, date="2022-12-02")
    told = page(wiki, TALKS[1])
    assert "As a manager you are also told what others have not got round to." in told or (
        "Hello Niamh! As a manager you are told what has not been finished in the projects." in told
    )
    assert told.count("Aoife was reminded on [[Special:Diff/") == 1
    assert "Seán could not be reminded, because the talk page asks bots to stay away." in told
    assert_no_swedish(wiki)


def test_requests_are_answered(wiki: Path) -> None:
    """Staff may ask for one project, for all, or for none that there is; each line is answered below it."""
    ask(wiki, "[[Project:Open Heritage 2022]]", "all", "[[Project:Open Heretic 2022]]", "")
    ask(wiki, "[[Project:Open Heritage 2022]]", user="A Stranger")
    code, document = lagesbot("requests", wiki)
    kinds = sorted((one["author"], one["kind"]) for one in document["answers"])
    niamh = "Niamh (WMEX)"
    assert (code, kinds) == (
        0,
        [("A Stranger", "stranger"), (niamh, "done"), (niamh, "done"), (niamh, "empty"), (niamh, "wrong")],
    )
    queue = page(wiki, QUEUE)
    assert (
        queue.count("Nothing was changed. [[:User talk:Seán (WMEX)|User talk:Seán (WMEX)]]: Seán: the talk page asks ")
        == 2
    )
    assert (
        "There is no project called “Open Heretic 2022”. Did you mean "
        "[[:Project:Open Heritage 2022|Open Heritage 2022]]?" in queue
    )
    assert lagesbot("requests", wiki)[1]["answers"] == []
    assert_no_swedish(wiki)


def test_setup_makes_the_pages_that_are_there(tmp_path: Path) -> None:
    """The bot's own pages in the example are those that setup makes; a second time there is nothing to do."""
    copy = tmp_path / "wiki"
    shutil.copytree(EXAMPLE, copy)
    for path in (
        "User/Lägesbot.wiki",
        "Template/Lägesbot.wiki",
        "User/Lägesbot/Handbook.wiki",
        "User/Lägesbot/Run.wiki",
    ):
        (copy / path).unlink()
    for path in ("Template/Lägesbot", "User/Lägesbot/Run"):
        shutil.rmtree(copy / path)
    code, document = lagesbot("setup", copy, "--yes")
    assert (code, document["written"], document["people"]["unknown"]) == (0, True, [])
    for name, text in files_of(EXAMPLE).items():
        assert files_of(copy)[name].rstrip() == text.rstrip(), name
    assert "The bot rewrites the lines between the markers" in page(copy, LOG)
    _, again = lagesbot("setup", copy, "--yes")
    assert {one["action"] for one in again["pages"]} == {"nothing"}
    assert lagesbot("run", copy)[0] == 0
    assert_no_swedish(copy)


def test_setup_fills_in_the_people(tmp_path: Path) -> None:
    """Without a settings page setup makes one in the language of the file, with the people whom the pages name."""
    copy = tmp_path / "wiki"
    shutil.copytree(EXAMPLE, copy)
    settings, base = copy / "User/Lägesbot/settings.json.wiki", copy / "base-settings.json"
    settings.unlink()
    base.write_text(
        json.dumps({**json.loads(base.read_text("utf-8")), "setup": {"staff_suffix": "(WMEX)"}}), encoding="utf-8"
    )
    assert lagesbot("setup", copy, "--yes")[0] == 0
    people = json.loads(settings.read_text(encoding="utf-8"))["people"]
    assert {name: one["account"] for name, one in people.items()} == {
        name: f"{name} (WMEX)" for name in ("Aoife", "Brendan", "Cormac", "Niamh", "Orla", "Seán")
    }


def test_undo_takes_a_run_back(wiki: Path) -> None:
    """Every page that the run changed has the text that it had; the log tells of it."""
    run = history(wiki)[0]["summary"].rpartition(" · run ")[2]
    code, document = lagesbot("undo", wiki, run, "--yes")
    assert (code, document["run"], {edit["outcome"] for edit in document["edits"]}) == (0, run, {"saved"})
    for title in [*REPORTS, TALKS[1], TALKS[2]]:
        assert page(wiki, title).rstrip("\n") == page(EXAMPLE, title).rstrip("\n")
    assert f"<code>{run}</code> was taken back" in page(wiki, LOG)
    assert_no_swedish(wiki)


def test_everything_that_can_be_shown_is_in_english(tmp_path: Path) -> None:
    """With timelines on the project pages and the workload on the overview, too, there is no Swedish."""
    copy = tmp_path / "wiki"
    shutil.copytree(EXAMPLE, copy)
    settings = copy / "User/Lägesbot/settings.json.wiki"
    data = json.loads(settings.read_text(encoding="utf-8"))
    more = {"report": {"timeline": True}, "overview": {"workload": True}}
    settings.write_text(json.dumps({**data, **more}), encoding="utf-8")
    assert lagesbot("run", copy)[0] == 0
    assert "Timeline 2022" in page(copy, EXCHANGE)
    assert "Planned days 2022" in page(copy, OVERVIEW)
    assert lagesbot("run", copy)[1]["edits"] == []
    assert_no_swedish(copy)


def test_the_report_for_meetings_is_in_english(tmp_path: Path) -> None:
    """The HTML report says that it is in English, and is."""
    file = tmp_path / "report.html"
    where = ["--wiki", str(EXAMPLE), "--base-settings", str(EXAMPLE / "base-settings.json"), "--date", DAY]
    with redirect_stderr(io.StringIO()), pytest.raises(SystemExit) as ended:
        main(["report", *where, "--html", str(file), "--quiet"])
    assert ended.value.code == 0
    text = file.read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert swedish_in(html.unescape(re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL))) == set()


def test_mistakes_in_the_settings_are_told_in_english(tmp_path: Path) -> None:
    """A wrong value on the settings page is told in the language that the file sets, with what is allowed."""
    copy = tmp_path / "wiki"
    shutil.copytree(EXAMPLE, copy)
    settings = copy / "User/Lägesbot/settings.json.wiki"
    data = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps({**data, "report": {"due_workday": 40}}), encoding="utf-8")
    (problem,) = lagesbot("check", copy)[1]["problems"]
    assert problem["message"] == (
        "The setting report.due_workday has a value that cannot be used. Allowed: a whole number from 1 to 20. "
        "The default 5 is used instead."
    )


def test_nothing_that_the_bot_wrote_is_in_swedish(after: Path) -> None:
    """On the pages, people's and the bot's own, and in the summaries there is no word of the Swedish files."""
    assert_no_swedish(after)
    assert all(edit["summary"].startswith("Lägesbot ") for edit in history(after))
    assert swedish_in("Påminnelse 20 november") == {"påminnelse"}


def test_the_docs_show_the_settings() -> None:
    """What the docs show as the settings of the example is what stands there."""
    docs = (EXAMPLE.parents[1] / "docs" / "drift.md").read_text(encoding="utf-8")
    shown = [json.loads(block) for block in re.findall(r"^ *```json\n(.*?)^ *```$", docs, re.MULTILINE | re.DOTALL)]
    for name in ("base-settings.json", "User/Lägesbot/settings.json.wiki"):
        assert json.loads((EXAMPLE / name).read_text(encoding="utf-8")) in shown
