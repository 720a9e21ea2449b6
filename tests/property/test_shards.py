"""Shards: whatever the projects and the people, the parts of a run come to the whole, nothing twice, nothing never."""

import json
import re
from collections import Counter
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.apply import Report, carry_out
from bot.gather import Request, gather
from bot.knowledge import Material, know
from bot.plan import make_plan
from bot.planned import Plan
from bot.shard import WHOLE, Shard
from bot.wiki.port import Account
from tests.support.builders import DECLINED, RESOLVED, FakeTracker, FakeWiki, data_text, plan_text, year_list

NAMES = ["John", "Axel", "Sara", "Eric", "Åsa", "Tore", "Ulla"]
YEAR = 2022

colleagues = st.fixed_dictionaries(
    {},
    optional={
        "manager": st.booleans(),
        "active": st.booleans(),
        "instead": st.sampled_from(NAMES),
        "away": st.just(["2022-05-01/2022-05-20"]),
    },
)
leads = st.lists(st.sampled_from([*NAMES, "Samtliga", "Okänd", "[[Användare:Ola|Ola]]"]), max_size=3).map(", ".join)
owners = st.one_of(leads, st.tuples(leads, st.sampled_from(NAMES)).map(lambda two: f"{two[0]}, med stöd av {two[1]}"))
row = st.tuples(
    st.sampled_from(["Mars", "6-10 april", "Juni", "Januari 2022", "Löpande"]),
    st.sampled_from(["Resa", "Möte", "Rapport"]),
    owners,
    st.sampled_from(["", "Klart.", "Vi ses"]),
    st.sampled_from(["", "T1", "T2", "N/A"]),
).map(" | ".join)
redirected = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(NAMES), max_size=2)


def account(name: str) -> str:
    """The account of a colleague."""
    return f"{name} (WMSE)"


def talk(name: str) -> str:
    """The talk page of a colleague."""
    return f"Användardiskussion:{account(name)}"


@st.composite
def wikis(draw: st.DrawFn) -> FakeWiki:
    """A wiki with some projects, some of them listed, a register, and talk pages that lead to others."""
    titles = [f"Projekt:{name} 2022" for name in ("Ett", "Två", "Tre", "Fyra", "Fem")[: draw(st.integers(1, 5))]]
    people: dict[str, Any] = {
        name: {"account": account(name), **draw(colleagues)}
        for name in draw(st.sets(st.sampled_from(NAMES), min_size=2))
    }
    for one in people.values():
        if one.get("instead") not in people:
            one.pop("instead", None)
    pages = {f"Projekt {YEAR}": year_list(*titles)}
    for title in titles:
        pages[title] = plan_text(*draw(st.lists(row, max_size=3)))
        updated = draw(st.sampled_from(["", "2022-04-28", "2022-03-02"]))
        pages[f"{title}/Projektdata"] = data_text(ansvarig=draw(owners), uppdaterad=updated)
    for name, other in draw(redirected).items():
        if name != other:
            pages[talk(name)] = f"#OMDIRIGERING [[{talk(other)}]]"
    wiki = FakeWiki(pages | {"Användare:Lägesbot/inställningar.json": _settings(people)})
    for name in draw(st.sets(st.sampled_from([*map(account, NAMES), "Ola"]), max_size=2)):
        wiki.known[name] = Account(name, blocked=True)
    return wiki


def _settings(people: dict[str, Any]) -> str:
    return json.dumps({"people": people, "guard": {"max_reminders": 1000}}, ensure_ascii=False)


class Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


def planned(wiki: FakeWiki, today: date, shard: Shard) -> tuple[Material, Plan]:
    """What a run of a shard on a day works with, and its plan."""
    request = Request(today, "r", (YEAR,), shard=shard)
    material = gather(wiki, request, Silent(), tracker=FakeTracker({"T1": RESOLVED, "T2": DECLINED}))
    return material, make_plan(know(material), request.effective_tasks)


def run(wiki: FakeWiki, today: date, shard: Shard = WHOLE) -> Report:
    """A run of a shard on a day."""
    wiki.clock = datetime.combine(today, time(6, 30), UTC)
    material, plan = planned(wiki, today, shard)
    return carry_out(wiki, material, plan, Silent())


def everything(*plans: Plan) -> tuple[Counter[object], Counter[object]]:
    """What several plans hold together: each edit and each thing withheld, as often as it is there."""
    return Counter(one for plan in plans for one in plan.edits), Counter(one for plan in plans for one in plan.withheld)


def numberless(wiki: FakeWiki) -> dict[str, str]:
    """The pages without the numbers of revisions, which hang on the order, and the sums of texts that hold them."""
    return {
        title: re.sub(r"Special:Diff/\d+|(?<=översikt )[0-9a-f]{12}", "…", text) for title, text in wiki.texts.items()
    }


days = st.dates(date(2022, 4, 4), date(2022, 5, 31))


@given(wikis(), days, st.lists(st.integers(1, 15), max_size=1), st.integers(1, 9))
@settings(max_examples=15)
def test_the_parts_make_the_whole(wiki: FakeWiki, first: date, pauses: list[int], count: int) -> None:
    """On each of some days, the plans of all shards together are that of the whole run: no edit more, and none less."""
    today = first
    for pause in [*pauses, 0]:
        whole = planned(wiki, today, WHOLE)[1]
        parts = [planned(wiki, today, Shard(index, count))[1] for index in range(1, count + 1)]
        assert everything(*parts) == everything(whole)
        run(wiki, today)
        today += timedelta(days=pause)


@given(wikis(), days, st.lists(st.integers(1, 25), max_size=2), st.integers(2, 5), st.permutations(range(2, 6)))
@settings(max_examples=20)
def test_shards_do_what_a_whole_run_does(
    wiki: FakeWiki, first: date, pauses: list[int], count: int, order: list[int]
) -> None:
    """In whatever order the others go before the first, the pages are as after a whole run, and nothing is left."""
    whole, split, today = deepcopy(wiki), deepcopy(wiki), first
    for pause in [0, *pauses]:
        today += timedelta(days=pause)
        assert run(whole, today).complete
        for index in [*(one for one in order if one <= count), 1]:
            assert run(split, today, Shard(index, count)).complete
        assert numberless(split) == numberless(whole)
        assert planned(split, today, WHOLE)[1].edits == ()


@given(wikis(), days, st.integers(2, 5), st.sets(st.integers(1, 5), max_size=4))
@settings(max_examples=15)
def test_what_a_shard_leaves_is_done_once_by_the_next_run(
    wiki: FakeWiki, today: date, count: int, gone: set[int]
) -> None:
    """Where some shards do not run at all, a whole run later that day does what is left, and nothing twice."""
    whole, split = deepcopy(wiki), deepcopy(wiki)
    run(whole, today)
    for index in {*range(1, count + 1)} - gone:
        run(split, today, Shard(index, count))
    for one in (split, whole, split, whole):  # the overview links to what was sent by the run after it at the latest
        run(one, today)
    assert numberless(split) == numberless(whole)


@pytest.mark.parametrize("order", list(permutations([1, 2, 3])), ids=str)
def test_managers_digest_is_the_same_in_any_order(order: tuple[int, ...]) -> None:
    """On a day when a lead is told again and a manager for the first time, the manager reads the same in any order."""
    people = {"Axel": {"account": account("Axel")}, "John": {"account": account("John"), "manager": True}}
    pages = {
        f"Projekt {YEAR}": year_list("Projekt:Ett 2022"),
        "Projekt:Ett 2022": plan_text("Mars | Resa | Axel | |"),
        "Projekt:Ett 2022/Projektdata": data_text(ansvarig="Axel", uppdaterad="2022-05-02"),
    }
    whole = FakeWiki(pages | {"Användare:Lägesbot/inställningar.json": _settings(people)})
    run(whole, date(2022, 4, 6))
    split = deepcopy(whole)
    run(whole, date(2022, 5, 2))
    for index in order:
        run(split, date(2022, 5, 2), Shard(index, 3))
    assert "Axel påmindes" in whole.texts[talk("John")]
    talks = [{name: numberless(one)[talk(name)] for name in people} for one in (whole, split)]
    assert talks[1] == talks[0]
