"""Reading what a run needs: which pages, in how few requests, and how far back the record goes."""

import json
from collections.abc import Iterable
from datetime import date

import pytest

from bot.apply import carry_out
from bot.errors import UsageError, WikiUnreachableError
from bot.gather import Request, gather, read_settings
from bot.knowledge import Material, know
from bot.model import TASKS, Flaw, Place, Task
from bot.parse.settings import Layer, load
from bot.phabricator.tracker import Nobody, Tracker
from bot.plan import make_plan
from bot.settings import SETTINGS_PAGE
from bot.shelf import Shelf
from bot.wiki.port import Page
from tests.support.builders import (
    DATA,
    OPEN,
    PEOPLE,
    RESOLVED,
    TITLE,
    TODAY,
    FakeTracker,
    FakeWiki,
    data_text,
    plan_text,
    wiki_pages,
    year_list,
)

ROW = "Mars | Boka lokal | Axel | |"
AXEL = "Användardiskussion:Axel (WMSE)"
JOHN = "Användardiskussion:John (WMSE)"


class Heard:
    """Remembers what it was told of the progress."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, int, int]] = []

    def step(self, what: str, done: int, total: int) -> None:
        """Remember one step."""
        self.steps.append((what, done, total))


class FoldingWiki(FakeWiki):
    """A wiki that leaves invisible marks out of titles, as MediaWiki does."""

    def read(self, titles: Iterable[str]) -> dict[str, Page]:
        """The pages under the titles asked for; each knows its own."""
        asked = list(titles)
        found = super().read(title.replace("\u200e", "") for title in asked)
        return {title: found[title.replace("\u200e", "")] for title in asked}


def read(
    wiki: FakeWiki,
    *projects: str,
    years: tuple[int, ...] = (2022,),
    tasks: tuple[Task, ...] = TASKS,
    today: date = TODAY,
) -> Material:
    """Read what a run needs."""
    return gather(wiki, Request(today, "r", years, projects, tasks), Heard(), tracker=Nobody("no-token"))


def listed(wiki: FakeWiki, *projects: str) -> list[str]:
    """The projects of 2022."""
    return list(read(wiki, *projects).listed[2022])


def run(wiki: FakeWiki, today: date) -> list[str]:
    """The pages that a run on a day writes on."""
    found = read(wiki, today=today, tasks=("remind",))
    plan = make_plan(know(found), ("remind",))
    return [result.planned.title for result in carry_out(wiki, found, plan, Heard()).results]


def test_pages_of_a_project_are_read() -> None:
    """The project page, its data, the year's pages, the settings and the talk pages of all in the register are read."""
    found = read(FakeWiki(wiki_pages(ROW))).pages
    assert {TITLE, DATA, "Projekt 2022", "Lägesöversikt 2022", "Mall:Projektid", SETTINGS_PAGE} <= found.keys()
    assert {AXEL, "Användardiskussion:John (WMSE)", "Användardiskussion:Sara (WMSE)"} <= found.keys()


def test_number_of_requests_does_not_grow_with_the_projects() -> None:
    """Thirty projects cost as many requests as one, and no page is read twice."""
    counts = []
    for count in (1, 30):
        titles = [f"Projekt:P{number} 2022" for number in range(count)]
        pages = {title: plan_text(ROW) for title in titles} | {f"{title}/Projektdata": data_text() for title in titles}
        wiki = FakeWiki({**wiki_pages(ROW), **pages, "Projekt 2022": year_list(*titles)})
        read(wiki)
        counts.append(len(wiki.asked))
        asked = [title for titles in wiki.asked for title in titles]
        assert len(asked) == len(set(asked))
    assert counts[0] == counts[1] <= 4


def test_progress_is_told() -> None:
    """How many pages are read is told, before and after."""
    heard = Heard()
    gather(FakeWiki(wiki_pages(ROW)), Request(TODAY, "r", (2022,)), heard, tracker=Nobody("no-token"))
    assert {what for what, _, _ in heard.steps} == {"Reading pages"}
    assert all(done <= total for _, done, total in heard.steps)
    assert heard.steps[-1][1] == heard.steps[-1][2]


@pytest.mark.parametrize(
    "asked", ["Prov 2022", "Projekt:Prov 2022", "projekt:prov_2022"], ids=["bare", "full", "as in an address"]
)
def test_project_asked_for_by_name(asked: str) -> None:
    """A project may be named with or without its namespace, on the list or not; only it is read."""
    wiki = FakeWiki({**wiki_pages(ROW), "Projekt 2022": year_list("Projekt:Annat 2022")})
    assert listed(wiki, asked, TITLE) == [TITLE]
    assert "Projekt:Annat 2022" not in [title for titles in wiki.asked for title in titles]


def test_project_asked_for_that_is_not_there() -> None:
    """A name that no page has is told, with the title that was looked for."""
    with pytest.raises(UsageError, match=r"There is no page 'Projekt:Finns inte' on the wiki\."):
        read(FakeWiki(wiki_pages(ROW)), TITLE, "finns inte")


def test_overview_is_left_alone_when_only_some_projects_are_looked_at() -> None:
    """An overview of some projects would be wrong about the rest."""
    assert Request(TODAY, "r", (2022,), ("Prov 2022",)).effective_tasks == ("report", "remind")
    assert Request(TODAY, "r", (2022,), ("Prov 2022",), ("overview",)).effective_tasks == ()
    assert Request(TODAY, "r", (2022,)).effective_tasks == TASKS


def test_old_data_page_is_read_where_the_new_one_is_missing() -> None:
    """The facts of old projects lie on `/Projektfakta`."""
    pages = wiki_pages(ROW)
    pages[f"{TITLE}/Projektfakta"] = pages.pop(DATA)
    found = know(read(FakeWiki(pages)))
    assert found.standings[0].project.number == "226401"


def test_two_years_are_read_together() -> None:
    """Several years are one run: each with its list."""
    wiki = FakeWiki({**wiki_pages(ROW), "Projekt 2023": year_list("Projekt:Nytt 2023", TITLE)})
    assert read(wiki, years=(2022, 2023)).listed == {2022: (TITLE,), 2023: ("Projekt:Nytt 2023", TITLE)}


def test_settings_decide_where_everything_is() -> None:
    """The names of category, list and overview are settings."""
    pages = {"category": "Uppdrag {year}", "year_list": "Lista {year}", "overview": "Läge {year}", "numbers": "Mall:N"}
    in_category = {"Projekt:Ett": "[[Kategori:Uppdrag 2022]]"}
    wiki = FakeWiki({**wiki_pages(ROW, pages=pages), "Lista 2022": year_list(TITLE), **in_category})
    found = read(wiki)
    assert found.listed == {2022: (TITLE, "Projekt:Ett")}
    assert {"Läge 2022", "Mall:N"} <= found.pages.keys()


def test_settings_from_a_file_replace_those_on_the_wiki() -> None:
    """With settings given, the page on the wiki is not even read."""
    wiki = FakeWiki({**wiki_pages(ROW), SETTINGS_PAGE: "{"})
    given = load(json.dumps({"people": PEOPLE}), source="fil.json")
    found = gather(wiki, Request(TODAY, "r", (2022,), settings=given), Heard(), tracker=Nobody("no-token"))
    assert (found.flaws, found.settings) == ((), given.settings)
    assert SETTINGS_PAGE not in [title for titles in wiki.asked for title in titles]


def test_wiki_without_a_settings_page() -> None:
    """Without a settings page everything has its default, and nothing is wrong."""
    pages = wiki_pages(ROW)
    del pages[SETTINGS_PAGE]
    assert read(FakeWiki(pages)).flaws == ()


def test_settings_page_that_cannot_be_read_stops_writing() -> None:
    """A settings page whose text is hidden is not the same as none: nothing may be written."""
    wiki = FakeWiki(wiki_pages(ROW))
    wiki.unreadable.add(SETTINGS_PAGE)
    (flaw,) = read(wiki).flaws
    assert (flaw.code, flaw.facts["stops"]) == ("settings-unreadable", True)


class OthersWiki(FakeWiki):
    """A wiki on which the bot has another account than the one whose page has the settings."""

    @property
    def account(self) -> str:
        """Another account."""
        return "Annan"


def test_settings_page_that_anybody_can_edit_is_ignored() -> None:
    """A settings page of wikitext is editable by all: it sets nothing, and nothing may be written."""
    wiki = FakeWiki(wiki_pages(ROW, report={"due_workday": 9}))
    wiki.models[SETTINGS_PAGE] = "wikitext"
    found = read(wiki)
    (flaw,) = found.flaws
    assert (flaw.code, flaw.place, flaw.facts["stops"]) == ("settings-untrusted", Place(SETTINGS_PAGE, 1), True)
    assert (found.settings.report.due_workday, found.settings.people) == (5, {})


def test_settings_page_of_another_account_is_ignored() -> None:
    """JSON in the user space of an account that is not the bot's can be edited by whoever has that account."""
    (flaw,) = read(OthersWiki(wiki_pages(ROW))).flaws
    assert (flaw.code, flaw.facts["owner"], flaw.facts["account"]) == ("settings-untrusted", "Lägesbot", "Annan")


@pytest.mark.parametrize("kind", [FakeWiki, OthersWiki])
@pytest.mark.parametrize("model", ["wikitext", "json"])
def test_protected_settings_page_is_trusted(kind: type[FakeWiki], model: str) -> None:
    """A page that only administrators may edit counts, whatever its model and whoever the bot is."""
    wiki = kind(wiki_pages(ROW))
    wiki.models[SETTINGS_PAGE] = model
    wiki.restricted.add(SETTINGS_PAGE)
    found = read(wiki)
    assert (found.flaws, list(found.settings.people)) == ((), list(PEOPLE))


def test_settings_page_is_trusted_without_an_account() -> None:
    """Who only reads trusts the JSON page of the account that the title names."""
    found = read(NobodysWiki(wiki_pages(ROW)))
    assert (found.flaws, list(found.settings.people)) == ((), list(PEOPLE))


@pytest.mark.parametrize("trusted", [True, False])
def test_settings_below_the_page(trusted: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A file counts where the page says nothing, and alone where the page is not trusted."""
    wiki = FakeWiki(wiki_pages(ROW, report={"due_workday": 9}))
    if not trusted:
        wiki.models[SETTINGS_PAGE] = "wikitext"
    base = (Layer('{"report": {"due_workday": 3, "max_rows": 2}}', "/etc/l.json"),)
    found = gather(wiki, Request(TODAY, "r", (2022,), base=base), Heard(), tracker=Nobody("no-token"))
    assert (found.settings.report.due_workday, found.settings.report.max_rows) == (9 if trusted else 3, 2)
    assert bool(found.settings.people) is trusted


def test_wiki_that_does_not_answer() -> None:
    """No answer is an error with its own exit code."""
    wiki = FakeWiki(wiki_pages(ROW))
    wiki.down = True
    with pytest.raises(WikiUnreachableError):
        read(wiki)


def days(*texts: str) -> Iterable[date]:
    """Dates from texts."""
    return (date.fromisoformat(text) for text in texts)


def test_everything_is_reminded_of_once_however_old() -> None:
    """Each step is taken once, and not again a year later: the record is read back to when the thing was due."""
    wiki = FakeWiki(wiki_pages(ROW, data=data_text(uppdaterad="2030-01-01")))
    first, *later = days("2022-11-09", "2022-11-10", "2023-02-09", "2023-11-09")
    assert run(wiki, first) == [AXEL]
    wiki.person_writes(AXEL, "")
    assert [run(wiki, day) for day in later] == [[], [AXEL, JOHN], []]


def test_record_is_read_for_the_guard_too() -> None:
    """A run without reminders knows when the pages were edited: the guard asks for it."""
    wiki = FakeWiki(wiki_pages(ROW))
    found = read(wiki, tasks=("report",))
    carry_out(wiki, found, make_plan(know(found), ("report",)), Heard())
    assert list(know(read(wiki, tasks=("report",))).ledger.edited) == [DATA]


def asked(tracker: Tracker, *rows: str, heard: Heard | None = None) -> Material:
    """Read what a run needs of a project with these activities."""
    return gather(FakeWiki(wiki_pages(*rows)), Request(TODAY, "r", (2022,)), heard or Heard(), tracker=tracker)


def test_tasks_of_all_projects_are_asked_about_once() -> None:
    """Phabricator is asked once, when the projects are known: about every task, each once, by number."""
    pages = wiki_pages("Mars | A | Axel | | T10, T9", "April | B | Axel | | T2")
    other = {
        "Projekt:Andra 2022": plan_text("Maj | C | Sara | | T9, T1"),
        "Projekt:Andra 2022/Projektdata": data_text(),
    }
    wiki = FakeWiki({**pages, **other, "Projekt 2022": year_list(TITLE, "Projekt:Andra 2022")})
    tracker = FakeTracker({"T2": OPEN, "T10": RESOLVED})
    found = gather(wiki, Request(TODAY, "r", (2022,)), Heard(), tracker=tracker)
    assert tracker.asked == [["T1", "T2", "T9", "T10"]]
    assert (found.tasks, found.flaws) == ({"T2": OPEN, "T10": RESOLVED}, ())


def test_no_answer_is_told_once() -> None:
    """Without answers the run goes on from the pages alone, with a word about why."""
    found = asked(Nobody("refused"), "Mars | A | Axel | | T1", "April | B | Axel | | T2")
    assert found.tasks is None
    assert found.flaws == (Flaw("tasks-unavailable", Place(SETTINGS_PAGE, 1), facts={"why": "refused"}),)


def test_no_answer_where_none_was_needed() -> None:
    """Where no page names a task, nothing is missing without Phabricator."""
    assert asked(Nobody("no-token"), ROW).flaws == ()


def test_question_is_told() -> None:
    """Whoever watches is told that Phabricator is asked, and about how much, where there is something to ask."""
    heard = Heard()
    asked(FakeTracker({}), "Mars | A | Axel | | T1, T2", heard=heard)
    assert [step for step in heard.steps if step[0] == "Asking Phabricator"] == [
        ("Asking Phabricator", 0, 2),
        ("Asking Phabricator", 2, 2),
    ]


@pytest.mark.parametrize("task", TASKS)
def test_talk_pages_are_read_for_every_task(task: Task) -> None:
    """Whatever is to be done, how it stands with reminders is known: a plan for reports alone tells of that, too."""
    assert AXEL in read(FakeWiki(wiki_pages(ROW)), tasks=(task,)).pages


def test_project_is_known_by_the_wikis_own_title() -> None:
    """A title that the wiki folds (an invisible mark was pasted with it) is the project of the folded title, once."""
    pages = wiki_pages(ROW)
    wiki = FoldingWiki({**pages, "Projekt 2022": f"{{{{:{TITLE}\u200e/Projektdata}}}}"})
    wiki.texts["Kategori:Prov 2022"] = "[[Kategori:Projekt 2022]]"
    found = know(read(wiki))
    assert [one.project.title for one in found.standings] == [TITLE]
    assert found.material.listed == {2022: (TITLE,)}
    assert len([edit for edit in make_plan(found).edits if edit.task == "report"]) == 1


REPORTED = data_text(uppdaterad="2022-10-03", problem="Ont om tid.")
CHANGED = "Lokalen är dubbelbokad."


def rewritten(*, touch_date: bool, rows: tuple[str, ...] = (ROW,)) -> FakeWiki:
    """A wiki where the bot has seen a report, and Sara has changed its words since."""
    wiki = FakeWiki(wiki_pages(*rows, data=REPORTED, report={"touch_date": touch_date}))
    found = read(wiki, tasks=("report",))
    carry_out(wiki, found, make_plan(know(found), ("report",)), Heard())
    wiki.person_writes(DATA, wiki.texts[DATA].replace("Ont om tid.", CHANGED))
    wiki.asked.clear()
    wiki.looked_back.clear()
    return wiki


def test_history_is_not_asked_for_unless_wanted() -> None:
    """Where the settings do not let the bot set the date, no history is asked for, and nothing else more often."""
    without, wanted = rewritten(touch_date=False), rewritten(touch_date=True)
    assert (read(without).histories, without.looked_back) == ({}, [])
    assert list(read(wanted).histories) == wanted.looked_back == [DATA]
    assert len(without.asked) <= len(wanted.asked)


def test_history_is_not_asked_for_unless_a_report_was_changed() -> None:
    """A report whose words are those that the bot saw costs no request, nor does one that it never saw."""
    seen = rewritten(touch_date=True)
    seen.person_writes(DATA, seen.texts[DATA].replace(CHANGED, "Ont om tid."))
    unseen = FakeWiki(wiki_pages(ROW, data=REPORTED, report={"touch_date": True}))
    for wiki in (seen, unseen):
        assert (read(wiki).histories, wiki.looked_back) == ({}, [])


def test_history_is_not_asked_for_without_the_reports() -> None:
    """A run that writes no reports sets no date, and so asks for no history."""
    wiki = rewritten(touch_date=True)
    found = read(wiki, tasks=("remind", "overview"))
    assert (found.histories, wiki.looked_back) == ({}, [])
    assert "report-not-refreshed" in [one.code for one in know(found).findings[TITLE]]


class NobodysWiki(FakeWiki):
    """A wiki that is read without an account."""

    @property
    def account(self) -> str:
        """Nobody."""
        return ""


def test_history_is_not_asked_for_without_an_account() -> None:
    """Who does not know which edits are the bot's own cannot tell whose the words are."""
    wiki = NobodysWiki(rewritten(touch_date=True).texts)
    assert (read(wiki).histories, wiki.looked_back) == ({}, [])


def test_each_changed_report_costs_one_request() -> None:
    """One page, one question; a project beside it whose report is as it was costs none."""
    wiki = rewritten(touch_date=True)
    other = "Projekt:Andra 2022"
    wiki.person_writes(other, plan_text(ROW))
    wiki.person_writes(f"{other}/Projektdata", REPORTED)
    wiki.person_writes("Projekt 2022", year_list(TITLE, other))
    read(wiki)
    assert wiki.looked_back == [DATA]


def stale_still(found: Material) -> bool:
    """Whether the report counts as of the date on its page, and people are told that it is old."""
    knowledge = know(found)
    report = knowledge.standings[0].project.report
    told = "report-not-refreshed" in [one.code for one in knowledge.findings[TITLE]]
    return bool(report and report.updated == date(2022, 10, 3) and told)


def test_report_does_not_count_as_of_a_date_that_is_not_written() -> None:
    """Where the page is left alone, be it for today only, the report is as old as its page says."""
    wiki = rewritten(touch_date=True, rows=("Mars | Boka lokal | Axel | | T1",))
    request = Request(TODAY, "r", (2022,))
    assert stale_still(gather(wiki, request, Heard(), tracker=Nobody("no-answer")))
    assert not stale_still(gather(wiki, request, Heard(), tracker=FakeTracker({"T1": OPEN})))
    wiki.person_writes(DATA, f"{wiki.texts[DATA]}\n{{{{nobots}}}}")
    assert stale_still(gather(wiki, request, Heard(), tracker=FakeTracker({"T1": OPEN})))


def test_redirected_talk_page_is_read_where_it_leads() -> None:
    """A talk page that redirects is followed, so that the message goes where its reader is."""
    there = "Användardiskussion:Axel privat"
    wiki = FakeWiki({**wiki_pages(ROW), AXEL: f"#OMDIRIGERING [[{there}]]", there: "Hej!"})
    found = read(wiki)
    assert found.pages[there].text == "Hej!"
    assert [edit.title for edit in make_plan(know(found), ("remind",)).edits] == [there, JOHN]


@pytest.mark.parametrize("names", [("Axel", "Axel på jobbet"), ("Axel på jobbet", "Axel")], ids=str)
def test_account_of_somebody_active_is_written_to(names: tuple[str, str]) -> None:
    """Where a name that is out of use has the account of one in use, its talk page is read and the reminder is sent."""
    people = {name: {"account": "Axel (WMSE)", "active": name == "Axel"} for name in names}
    found = read(FakeWiki(wiki_pages(ROW, data=data_text(ansvarig="Axel"), people=people)))
    plan = make_plan(know(found), ("remind",))
    assert ([edit.title for edit in plan.edits], plan.withheld) == ([AXEL], ())


def test_histories_are_read_where_somebody_has_answered() -> None:
    """Who wrote an answer is looked up on the pages that have one, and on no other."""
    wiki = FakeWiki(wiki_pages(ROW))
    assert run(wiki, TODAY) == [AXEL, JOHN]
    wiki.looked_back.clear()
    assert read(wiki).talk_histories == {}
    wiki.person_writes(AXEL, f"{wiki.texts[AXEL]}\n:{{{{Lägesbot|pausa=2022-12-24}}}}", user="Axel (WMSE)")
    assert list(read(wiki).talk_histories) == wiki.looked_back == [AXEL]


def test_accounts_of_the_register_and_of_links_are_asked_about() -> None:
    """The wiki is asked about everybody in the register, and whoever a lead's cell links to; each once."""
    wiki = FakeWiki(
        wiki_pages("Mars | A | [[Användare:Beata (WMSE)]] | |", "April | B | [[Användare:Axel (WMSE)]] | |")
    )
    assert set(read(wiki).accounts) == {"John (WMSE)", "Axel (WMSE)", "Sara (WMSE)", "Beata (WMSE)"}


def test_style_sheet_is_read_where_the_wiki_has_such_pages() -> None:
    """The page with the styles is read where the wiki has the extension for it, since another cannot read it."""
    for extensions in (frozenset[str](), frozenset({"TemplateStyles"})):
        wiki = FakeWiki(wiki_pages())
        wiki.extensions = extensions
        found = gather(wiki, Request(TODAY, "r", (2022,)), Heard(), tracker=Nobody("no-token"))
        assert found.extensions == extensions
        assert ("Mall:Lägesbot/stil.css" in {title for asked in wiki.asked for title in asked}) == bool(extensions)


ENGLISH = Layer('{"language": "en"}', "base.json")


@pytest.mark.parametrize(
    ("base", "title"),
    [
        (ENGLISH, "User:Lägesbot/settings.json"),
        (
            Layer('{"pages": {"settings": "Wikimedia:Bot.json", "user_namespace": "Benutzer"}}', "f"),
            "Wikimedia:Bot.json",
        ),
        (
            Layer('{"pages": {"settings": "Benutzer:Lägesbot/s.json", "user_namespace": "Benutzer"}}', "f"),
            "Benutzer:Lägesbot/s.json",
        ),
    ],
    ids=["English", "set", "a user page"],
)
def test_settings_are_read_where_a_file_says(base: Layer, title: str) -> None:
    """The page with the settings is the one that the language or a file names."""
    shelf = Shelf(FakeWiki({}), Heard())
    shelf.pages[title] = Page(title, '{"report": {"due_workday": 3}}', 7, "json", restricted=title.startswith("W"))
    loaded = read_settings(shelf, Request(TODAY, "r", (2022,), base=(base,)))
    assert (loaded.flaws, loaded.settings.report.due_workday) == ((), 3)
    assert loaded.settings.pages.settings == title


def test_zone_of_a_request() -> None:
    """What day it is is said by the files, lowest first, before the page is read."""
    london = Layer('{"calendar": {"time_zone": "Europe/London"}}', "f")
    assert Request(TODAY, "r", (2022,)).zone.key == "Europe/Stockholm"
    assert Request(TODAY, "r", (2022,), base=(london,)).zone.key == "Europe/London"
    assert Request(TODAY, "r", (2022,), settings=load(london.text, source="f")).zone.key == "Europe/London"
