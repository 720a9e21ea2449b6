"""From what was read to what is known."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest

from bot.knowledge import Knowledge, know
from bot.model import Flaw, Place, StatusReport
from bot.parse.reported import see_report
from bot.wiki.port import Account, Page, Version
from tests.support.builders import DATA, OPEN, PEOPLE, TITLE, data_text, known, material, page, settings, wiki_pages
from tests.support.pages import region, report_text

ROW = "Mars | Boka lokal | Axel | |"
BOTS = frozenset({"bot"})


def test_everything_is_worked_out() -> None:
    """Projects are read, set against the day, judged, and the words are at hand."""
    found = known(wiki_pages(ROW))
    (standing,) = found.standings
    assert (standing.project.title, standing.project.number) == (TITLE, "226401")
    assert [one.activity.name for one in standing.activities] == ["Boka lokal"]
    assert [one.code for one in found.findings[TITLE]] == ["activity-overdue", "task-missing", "report-missing"]
    assert (found.problems, found.ledger.messages) == ((), frozenset())
    assert found.words is found.material.words
    assert found.settings is found.material.settings
    assert (found.today, found.pages[TITLE].title) == (found.material.today, TITLE)


def test_project_of_two_years_is_read_once() -> None:
    """A project that two years list is one project, where the first of them has it."""
    base = material(wiki_pages(ROW))
    other = page("Projekt:Annat 2022", None)
    listed = {2022: (TITLE,), 2023: ("Projekt:Annat 2022", TITLE)}
    found = know(replace(base, listed=listed, pages={**base.pages, other.title: other}))
    assert [one.project.title for one in found.standings] == [TITLE, "Projekt:Annat 2022"]
    assert list(found.findings) == [TITLE, "Projekt:Annat 2022"]


def test_number_comes_from_the_list_of_numbers() -> None:
    """A project whose box says no number has that of `Mall:Projektid`; without the list it has none."""
    pages = wiki_pages(data=data_text(id=""))
    assert known(pages).standings[0].project.number is None
    assert (
        known({**pages, "Mall:Projektid": "{{#switch: x\n| Prov 2022 = 123456\n}}"}).standings[0].project.number
        == "123456"
    )


def test_list_of_numbers_may_be_missing_altogether() -> None:
    """Where the list of numbers was not even read, projects have the numbers of their boxes."""
    base = material(wiki_pages())
    without = {title: one for title, one in base.pages.items() if title != "Mall:Projektid"}
    assert know(replace(base, pages=without)).standings[0].project.number == "226401"


def test_talk_page_of_another_kind_is_told() -> None:
    """A talk page that is no wikitext is a problem of its own; so it is told though its reminder is withheld."""
    base = material(wiki_pages(ROW))
    title = "Användardiskussion:Axel (WMSE)"
    board = replace(page(title, "{}"), model="flow-board")
    assert [one.code for one in know(replace(base, pages={**base.pages, title: board})).problems] == [
        "talk-page-unsupported"
    ]


@pytest.mark.parametrize("text", ["", None], ids=["empty", "missing"])
def test_talk_page_without_a_word_is_no_board(text: str | None) -> None:
    """A talk page that is not there, or empty, is nobody's concern; one of LiquidThreads is told of."""
    base = material(wiki_pages(ROW))
    title = "Användardiskussion:Axel (WMSE)"
    board = replace(page(title, text), model="flow-board")
    assert know(replace(base, pages={**base.pages, title: board})).problems == ()
    threads = page(title, "{{#useliquidthreads:1}}")
    (problem,) = know(replace(base, pages={**base.pages, title: threads})).problems
    assert (problem.code, problem.place) == ("talk-page-unsupported", Place(title, 1))


@pytest.mark.parametrize(
    ("account", "instead", "words"),
    [
        pytest.param(Account("Axel (WMSE)", exists=False), None, "som inte finns på wikin. Cheferna får", id="missing"),
        pytest.param(Account("Axel (WMSE)", blocked=True), None, "som är blockerat. Cheferna får", id="blocked"),
        pytest.param(Account("Axel (WMSE)", groups=BOTS), "Sara", "som är en bots. Sara får", id="a bot's"),
    ],
)
def test_account_that_nobody_can_be_reached_by_is_told(account: Account, instead: str | None, words: str) -> None:
    """A colleague's account that is missing, blocked or a bot's is a problem, with who is reminded for them."""
    axel = {"account": "Axel (WMSE)", **({"instead": instead} if instead else {})}
    base = material(wiki_pages(ROW), rules=settings(people={**PEOPLE, "Axel": axel}))
    (problem,) = know(replace(base, accounts={"Axel (WMSE)": account})).problems
    assert (problem.code, problem.severity, problem.place.page) == (
        "account-unusable",
        "warning",
        "Användare:Lägesbot/inställningar.json",
    )
    assert problem.message == f"Axel har kontot Axel (WMSE), {words} påminnelserna tills det är rättat i people."


@pytest.mark.parametrize(
    ("person", "account"),
    [
        pytest.param({}, Account("Axel (WMSE)"), id="usable"),
        pytest.param({}, None, id="not asked about"),
        pytest.param({"active": False}, Account("Axel (WMSE)", exists=False), id="has left"),
    ],
)
def test_account_that_is_as_it_should_be(person: dict[str, object], account: Account | None) -> None:
    """Of an account that is usable, or of somebody who has left, nothing is told."""
    rules = settings(people={**PEOPLE, "Axel": {"account": "Axel (WMSE)", **person}})
    base = material(wiki_pages(ROW), rules=rules)
    assert know(replace(base, accounts={"Axel (WMSE)": account} if account else {})).problems == ()


def test_account_that_the_wiki_knows_is_known_to_the_rules() -> None:
    """Who is linked to with an account that exists is found; one that is missing is told of as nobody known."""
    base = material(wiki_pages("Mars | Boka lokal | [[Användare:Beata (WMSE)]] | |"))
    for account, expected in ((Account("Beata (WMSE)"), False), (Account("Beata (WMSE)", exists=False), True)):
        found = know(replace(base, accounts={account.name: account}))
        assert ("owner-unknown" in [one.code for one in found.findings[TITLE]]) is expected


def test_tasks_tell_of_activities() -> None:
    """Phabricator's answers are taken in; without them nothing is said of tasks."""
    base = material(wiki_pages("Mars | Boka lokal | Axel | | T1"))
    assert know(base).standings[0].overdue == []
    assert len(know(replace(base, tasks={"T1": OPEN})).standings[0].overdue) == 1
    assert "task-unknown" in [one.code for one in know(replace(base, tasks={})).findings[TITLE]]


def test_problems_are_judged_by_the_settings() -> None:
    """What is wrong with the run as a whole has severity and words, and can be switched off."""
    flaw = Flaw("tasks-unavailable", Place("Sidan", 1), facts={"why": "no-token"})
    base = material(wiki_pages())
    (problem,) = know(replace(base, flaws=(flaw,))).problems
    assert (problem.code, problem.severity, problem.place) == ("tasks-unavailable", "warning", flaw.place)
    silent = replace(base, flaws=(flaw,), settings=settings(findings={"tasks-unavailable": "off"}))
    assert know(silent).problems == ()


def test_page_that_cannot_be_read_is_a_problem() -> None:
    """Each page that is there without a text to be had is told of, whatever it was wanted for."""
    base = material(wiki_pages(ROW))
    dark = Page(DATA, None, model="unreadable", locked=True)
    (problem,) = know(replace(base, pages={**base.pages, DATA: dark})).problems
    assert (problem.code, problem.severity, problem.place) == ("page-unreadable", "error", Place(DATA, 1))


def test_same_material_gives_the_same_knowledge() -> None:
    """Knowing is pure: twice the same."""
    base = material(wiki_pages("Mars | Boka lokal | Axel | | T1"))
    assert know(base) == know(base)


STATED, EDITED = date(2022, 10, 3), datetime(2022, 11, 7, 12, 0, tzinfo=UTC)
OLD, NEW = "Ont om tid.", "Lokalen är dubbelbokad."


def box(problem: str, **fields: str) -> str:
    """Project data with a report of 3 October that the bot has seen when it said `OLD`."""
    seen = see_report(STATED, {"problems": OLD}, settings().templates).remark()
    return data_text(
        **{"uppdaterad": "2022-10-03", "aktiviteter": f".\n{region('aktiviteter', seen)}", **fields}, problem=problem
    )


def rewritten(
    text: str = "",
    *,
    before: str = "",
    revid: int = 7,
    user: str = "Sara",
    when: datetime = EDITED,
    account: str = "Lägesbot",
    locked: bool = False,
    report: Mapping[str, object] | None = None,
) -> Knowledge:
    """What is known where Sara has changed the words, and the history of the page was read."""
    versions = (
        Version(revid, user, when, text or box(NEW)),
        Version(6, "Lägesbot", datetime(2022, 10, 4, tzinfo=UTC), before or box(OLD)),
    )
    rules = settings(report={"touch_date": True, **(report or {})})
    base = material(wiki_pages(data=text or box(NEW)), rules=rules)
    pages = {**base.pages, DATA: replace(base.pages[DATA], locked=locked)}
    return know(replace(base, pages=pages, account=account, histories={DATA: versions}))


def report_of(found: Knowledge) -> StatusReport:
    """The report of the one project."""
    report = found.standings[0].project.report
    assert report
    return report


def codes(found: Knowledge) -> set[str]:
    """The findings of the one project."""
    return {one.code for one in found.findings[TITLE]}


def test_report_is_as_of_the_day_of_the_edit() -> None:
    """Where the bot may set the date, the report counts as of the day on which a person changed it, and is not late."""
    found = rewritten()
    report = report_of(found)
    assert (report.updated, report.redated, report.unrefreshed) == (date(2022, 11, 7), True, False)
    assert codes(found).isdisjoint({"report-not-refreshed", "report-late"})
    assert found.standings[0].report.state == "current"


def left_alone(found: Knowledge) -> bool:
    """Whether the date is as it stands on the page, people are told, and no draft of the page has another."""
    report, draft = report_of(found), report_text(found.pages[DATA], found.standings[0], found)
    kept = draft is None or "| uppdaterad = 2022-10-03" in draft.text
    return (report.updated, report.redated) == (STATED, False) and "report-not-refreshed" in codes(found) and kept


@pytest.mark.parametrize(
    "find",
    [
        pytest.param(partial(rewritten, report={"touch_date": False}), id="not-allowed"),
        pytest.param(partial(rewritten, revid=6), id="history-of-another-revision"),
        pytest.param(partial(rewritten, user="Lägesbot"), id="the-bots-own-edit"),
        pytest.param(partial(rewritten, account=""), id="nobody-knows-who-the-bot-is"),
        pytest.param(partial(rewritten, when=datetime(2022, 10, 3, 12, 0, tzinfo=UTC)), id="edit-on-the-stated-day"),
        pytest.param(
            partial(rewritten, when=datetime(2022, 9, 30, 12, 0, tzinfo=UTC)), id="edit-before-the-stated-day"
        ),
        pytest.param(partial(rewritten, when=datetime(2022, 11, 9, 23, 30, tzinfo=UTC)), id="edit-after-today"),
        pytest.param(
            partial(
                rewritten,
                box(NEW, uppdaterad="2022-10-03<!-- 1 -->"),
                before=box(OLD, uppdaterad="2022-10-03<!-- 1 -->"),
            ),
            id="comment-at-the-date",
        ),
        pytest.param(
            partial(rewritten, box(NEW, status=f"\n{region('x', 'y', total='0' * 12)}")), id="region-that-was-edited"
        ),
    ],
)
def test_date_that_cannot_or_must_not_be_written_is_not_claimed(find: Callable[[], Knowledge]) -> None:
    """Where the date stays as it is, the report counts as of that, and the finding stays."""
    assert left_alone(find())


def test_date_is_not_claimed_without_a_history() -> None:
    """Where no history was read, the finding stays, whatever the settings allow."""
    assert left_alone(known(wiki_pages(data=box(NEW)), rules=settings(report={"touch_date": True})))


@pytest.mark.parametrize(
    "fields", [pytest.param({"dolt_läge": "1"}, id="hidden"), pytest.param({"avslutad": "ja"}, id="finished")]
)
def test_report_that_nobody_is_asked_for_keeps_its_date(fields: Mapping[str, str]) -> None:
    """A report that is hidden, or of a finished project, is not given another date."""
    report = report_of(rewritten(box(NEW, **fields), before=box(OLD, **fields)))
    assert (report.updated, report.redated) == (STATED, False)


def test_words_in_a_region_that_will_be_moved_out_are_words() -> None:
    """Where the bot moves what was written into its regions, the day is that on which it was written there."""
    inside = box(f"{OLD}\n{region('problem', NEW, total='0' * 12)}")
    found = rewritten(inside, before=box(f"{OLD}\n{region('problem', '* x')}"), report={"on_edited": "keep-both"})
    assert report_of(found).updated == date(2022, 11, 7)
    draft = report_text(found.pages[DATA], found.standings[0], found)
    assert draft
    assert "| uppdaterad = 2022-11-07" in draft.text


def test_setting_the_date_is_told_in_the_summary() -> None:
    """The edit says that the date was set, and why."""
    found = rewritten()
    draft = report_text(found.pages[DATA], found.standings[0], found)
    assert draft
    assert "Uppdaterad senast är nu 2022-11-07, dagen då texten ändrades" in draft.summary
    assert "Uppdaterad senast" not in (report_text(found.pages[TITLE], found.standings[0], found) or draft).why
