"""What a run works out grows in proportion to the projects and people, however many edits and reminders it has.

Calls are counted, not seconds: of each function of the bot, and of the comparisons that data have by themselves.
"""

import cProfile
import json
from collections import Counter
from datetime import timedelta

import pytest

from bot.apply import Report, carry_out
from bot.gather import Request, gather
from bot.knowledge import know
from bot.phabricator.tracker import Nobody
from bot.plan import make_plan
from bot.reminders.messages import remind
from bot.wiki.outcome import Refused
from tests.support.builders import TODAY, FakeWiki, data_text, plan_text, year_list

SMALL, MIDDLE, LARGE = 6, 12, 24

_OF_THE_BOT = ("/bot/", "<string>", "/templates/")
"""Where the code is that is counted: the bot's own, what dataclasses make for it, and its templates."""


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


def wiki_of(count: int, **rules: object) -> FakeWiki:
    """A wiki with so many projects, each with a lead of its own, a late report and two late activities."""
    names = [f"Person{chr(65 + number)}" for number in range(count)]
    titles = {name: f"Projekt:Prov {name} 2022" for name in names}
    register = {name: {"account": f"{name} (WMSE)"} for name in names}
    people = {**register, "Chef": {"account": "Chef (WMSE)", "manager": True}}
    pages = {"Projekt 2022": year_list(*titles.values())}
    for name, title in titles.items():
        pages[title] = plan_text(f"Mars | Boka lokal | {name} | |", f"April | Skriv rapport | {name} | |")
        pages[f"{title}/Projektdata"] = data_text(ansvarig=name, projektstart="2022-10-01")
    settings = {"people": people, **rules}
    return FakeWiki({**pages, "Användare:Lägesbot/inställningar.json": json.dumps(settings, ensure_ascii=False)})


def go(wiki: FakeWiki, *, later: int = 0) -> Report:
    """A whole run, some days later."""
    today = TODAY + timedelta(days=later)
    request = Request(today, f"{today:%Y%m%d}-0730-abcd", (2022,))
    read = gather(wiki, request, Silent(), tracker=Nobody("no-token"))
    return carry_out(wiki, read, make_plan(know(read)), Silent())


def calls_of(wiki: FakeWiki, *, later: int = 0) -> Counter[str]:
    """How often each function was called in a run."""
    profile = cProfile.Profile()
    profile.enable()
    go(wiki, later=later)
    profile.disable()
    calls = Counter[str]()
    for entry in profile.getstats():
        code = entry.code
        if not isinstance(code, str) and any(one in code.co_filename for one in _OF_THE_BOT):
            calls[f"{code.co_filename.rpartition('/')[2]}:{code.co_firstlineno} {code.co_name}"] += entry.callcount
    return calls


def disproportionate(small: Counter[str], middle: Counter[str], large: Counter[str]) -> list[str]:
    """The functions whose calls grow faster than the projects.

    With as many projects again, so many calls are added; with twice as many again, twice as many are. What grows with
    the square is added four times. Some calls more may come of what there is only sometimes.
    """
    few = 20
    return [
        f"{name}: {small[name]}, {middle[name]}, {large[name]}"
        for name in large
        if large[name] - middle[name] > 2.6 * max(middle[name] - small[name], few)
    ]


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """What is worked out once in a process is there."""
    go(wiki_of(2))


def test_first_run_grows_with_the_projects() -> None:
    """With twice the projects and people, a run that edits all pages and reminds everybody does twice as much."""
    wikis = [wiki_of(count) for count in (SMALL, MIDDLE, LARGE)]
    small, middle, large = map(calls_of, wikis)
    assert disproportionate(small, middle, large) == []
    assert len(wikis[-1].sent) > 2 * LARGE  # the reports, the reminders and the overview


def test_run_with_messages_from_before_grows_with_the_projects() -> None:
    """So does one that finds everybody's messages of days before, and tells managers of what came of none."""
    wikis = [wiki_of(count) for count in (SMALL, MIDDLE, LARGE)]
    for wiki in wikis:
        go(wiki)
        wiki.clock += timedelta(days=30)
    small, middle, large = (calls_of(wiki, later=30) for wiki in wikis)
    assert disproportionate(small, middle, large) == []
    assert any("Chef" in edit.title for edit in wikis[-1].sent)


def test_quiet_run_grows_with_the_projects() -> None:
    """So does one that finds nothing to do."""
    wikis = [wiki_of(count) for count in (SMALL, MIDDLE, LARGE)]
    for wiki in wikis:
        go(wiki)
        wiki.sent.clear()
    small, middle, large = map(calls_of, wikis)
    assert disproportionate(small, middle, large) == []
    assert wikis[-1].sent == []
    assert all(large[name] < 40 * LARGE for name in large if name.endswith((" stand", " check", " threads_in")))


def test_each_thing_is_worked_out_once() -> None:
    """However often it is asked how projects stand, and who is reminded, that is worked out once for each project."""
    calls = calls_of(wiki_of(LARGE))
    by_name = Counter[str]()
    for name, count in calls.items():
        by_name[name.partition(" ")[2]] += count
    accounts_were_asked = 2  # how projects stand is known before the wiki says whom it knows, and after
    assert by_name["stand"] == accounts_were_asked * LARGE
    assert by_name["report_pages"] == LARGE
    found = remind(
        known := know(gather(wiki_of(2), Request(TODAY, "r", (2022,)), Silent(), tracker=Nobody("no-token")))
    )
    assert remind(known) is found


def test_dates_that_were_not_written_are_planned_around_once() -> None:
    """Where the wiki refuses many dates, all else is planned anew once, and the pages are read in one request."""
    wiki = wiki_of(SMALL, report={"touch_date": True})
    titles = [title for title in wiki.texts if title.endswith("/Projektdata")]
    for title in titles:
        wiki.person_writes(title, wiki.texts[title].replace("uppdaterad = ", "uppdaterad = 2022-10-03"))
    go(wiki)
    for title in titles:
        wiki.person_writes(title, wiki.texts[title].replace("problem =", "problem = Lokalen är bokad."))
    wiki.asked.clear()
    wiki.script.extend([lambda _wiki, _edit: Refused("filter")] * len(titles))
    go(wiki, later=1)
    assert sum(set(asked) == set(titles) for asked in wiki.asked) == 1
