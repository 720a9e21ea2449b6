"""The benchmark of whole commands: what it makes of what it measured, and when it says that something is missed."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.bench.population import Population
from tests.bench.whole_runs import Results, Who, due
from tests.bench.whole_tables import document, put_in, rows, told
from tests.bench.whole_targets import Target, batches, targets
from tests.bench.whole_wiki import LOG, Cost

NOTHING: Mapping[Who, Cost] = {}
MESSAGES = ("3:Alva Ahl (WMSE)", "3:Boel Ahl (WMSE)")


ORDINARY = Cost(wall=1.0, cpu=0.5, peak=100 * 1024, requests=10, edits=0)
"""What is well within everything."""

cost = partial(replace, ORDINARY)


def results(projects: int = 300, but: Mapping[Who, Cost] = NOTHING) -> Results:
    """Results that meet everything, but for these."""
    costs = {who: [cost()] for who in Who}
    costs[Who.PLAIN] = [cost(wall=10.0, requests=605)]
    costs[Who.FIRST] = [cost(edits=5, changed=("100:A/Projektdata", LOG, *MESSAGES))]
    costs[Who.CHANGED] = [cost(edits=3, changed=("100:A/Projektdata", LOG))]
    due = {who: frozenset(costs[who][0].changed) for who in (Who.FIRST, Who.CHANGED)}
    return Results(projects, due, costs | {who: [one] for who, one in but.items()})


def missed(*sizes: Results) -> list[str]:
    """What is missed, in the words that tell it."""
    return [one.what for one in targets(sizes) if not one.met]


def test_what_is_within_the_limits_is_met() -> None:
    """Where all is well nothing is missed, alone and beside a smaller wiki."""
    assert missed(results()) == []
    assert missed(results(60), results()) == []


@pytest.mark.parametrize(
    ("who", "taken", "words"),
    [
        (Who.COLD, cost(requests=16), "`check`, for the first time on a machine: requests"),
        (Who.CHECK, cost(requests=16), "`check`: requests"),
        (Who.CHECK, cost(wall=2.6), "`check`: time, of the plain script's"),
        (Who.PLAN, cost(peak=151 * 1024), "`plan`: memory, MiB"),
        (Who.SECOND, cost(requests=21), "`run`, nothing changed: requests"),
        (Who.SECOND, cost(edits=1), "`run`, nothing changed: edits"),
    ],
)
def test_what_is_over_its_limit_is_missed(who: Who, taken: Cost, words: str) -> None:
    """Each limit is one that can be missed, and is named."""
    assert missed(results(but={who: taken})) == [words]


PAGES = "`run`, the first: pages that were due or changed, and not both"
EDITS = "`run`, the first: edits, one a page that is due, and the log's second"
SENT = "`run`, the first: messages, those that are due"


@pytest.mark.parametrize(
    ("edits", "changed", "words"),
    [
        pytest.param(6, ("100:A/Projektdata", LOG, *MESSAGES), [EDITS], id="a page twice"),
        pytest.param(4, ("100:A/Projektdata", LOG, *MESSAGES), [EDITS], id="the log not ended"),
        pytest.param(4, (LOG, *MESSAGES), [PAGES, EDITS], id="a report left out"),
        pytest.param(5, ("100:B/Projektdata", LOG, *MESSAGES), [PAGES], id="another page instead"),
        pytest.param(
            6, ("100:A/Projektdata", LOG, *MESSAGES, "3:Cilla Ahl (WMSE)"), [PAGES, EDITS, SENT], id="a message over"
        ),
        pytest.param(4, ("100:A/Projektdata", LOG, MESSAGES[0]), [PAGES, EDITS, SENT], id="a message left out"),
    ],
)
def test_edits_are_exactly_those_that_are_due(edits: int, changed: tuple[str, ...], words: list[str]) -> None:
    """One edit for each page that is due and the log's second: one more is missed, or one fewer, in any of the runs."""
    found = results()
    assert missed(results(but={Who.FIRST: cost(edits=edits, changed=changed)})) == words
    found.costs[Who.FIRST] = [*found.costs[Who.FIRST], cost(edits=edits, changed=changed), *found.costs[Who.FIRST]]
    assert missed(found) == words


def test_messages_are_none_where_none_is_due() -> None:
    """A message of a run after which only reports are due is one too many."""
    more = cost(edits=4, changed=("100:A/Projektdata", LOG, MESSAGES[0]))
    assert [words for words in missed(results(but={Who.CHANGED: more})) if "messages" in words] == [
        "`run`, 1 % of the project pages changed: messages, those that are due"
    ]


def test_due_are_reports_messages_overview_and_log() -> None:
    """What is due is worked out from how the projects were made."""
    few = Population(6)
    always = {LOG, "0:Lägesöversikt 2022"}
    reports = {f"100:Prov {number:05} 2022/Projektdata" for number in range(1, 7)}
    messages = {f"3:{few.accounts[number]}" for number in (0, 2, 5)}
    assert due(few) == {
        Who.FIRST: always | reports | messages,
        Who.CHANGED: always | {"100:Prov 00001 2022/Projektdata"},
    }


def test_limits_grow_with_the_projects() -> None:
    """A request for each 500 pages more than those of 300 projects, and 40 KiB for each project."""
    most = 150 * 1024 + 700 * 40
    assert missed(results(1000, {Who.CHECK: cost(requests=18), Who.PLAN: cost(peak=most)})) == []
    assert missed(results(1000, {Who.CHECK: cost(requests=19)})) == ["`check`: requests"]
    assert missed(results(1000, {Who.PLAN: cost(peak=most + 1)})) == ["`plan`: memory, MiB"]


def test_growth_is_held_between_two_sizes() -> None:
    """From 60 to 300 projects there is one request more at most; from 300 on, at most 40 KiB for each project."""
    more, most = {Who.CHECK: cost(requests=12)}, 100 * 1024 + 700 * 40
    assert missed(results(60), results(but={Who.CHECK: cost(requests=11)})) == []
    assert missed(results(60), results(but=more)) == ["`check`: more requests for 240 more projects"]
    assert missed(results(300), results(1000, {Who.PLAN: cost(peak=most)})) == []
    assert missed(results(300), results(1000, {Who.PLAN: cost(peak=most + 1)})) == [
        "`plan`: memory for one more project, KiB"
    ]


def test_few_projects_are_no_measure_of_time_and_memory() -> None:
    """Where there are few projects, what is measured is how long a program takes to start, and what it loads."""
    slow = {Who.CHECK: cost(wall=20.0, peak=140 * 1024)}
    assert missed(results(5), results(20, slow)) == []


def test_batches() -> None:
    """Pages come 500 in a request, and the last request may have fewer."""
    assert [batches(pages) for pages in (0, 1, 500, 501)] == [0, 1, 1, 2]


def test_medians() -> None:
    """Of times and memory the middle one counts, of requests and edits the highest."""
    one = results()
    one.costs[Who.CHECK] = [cost(wall=1.0, cpu=9.0, requests=9), cost(wall=3.0, cpu=1.0), cost(wall=2.0, cpu=2.0)]
    found = one.median(Who.CHECK)
    assert (found.wall, found.cpu, found.requests) == (2.0, 2.0, 10)
    assert one.ratio(Who.CHECK, Who.PLAIN) == 0.2


def test_table() -> None:
    """A line has the figures of one, and its time beside that of the floor and of the plain script."""
    (line,) = [row for row in rows(results()) if row[0] == "`check`"]
    assert line[1:] == ("1.0", "0.5", "100", "10", "0", "1.0", "0.10")
    words = told([results()], [Target("a", 1.5, 2), Target("b", 3, 2), Target("c", 1, 2, exactly=True)])
    assert words.startswith("300 projects, 600 pages; Python 3.")
    assert [[cell.strip() for cell in line.split("|")[1:-1]] for line in words.splitlines()[-3:]] == [
        ["a", "1.5", "2", "met"],
        ["b", "3", "2", "**missed**"],
        ["c", "1", "exactly 2", "**missed**"],
    ]


def test_json_has_each_run() -> None:
    """For programs there is everything: medians, ratios, each run, and what is held."""
    one = results(60)
    made = document([one, results()], targets([one, results()]))
    sizes = made["sizes"]
    assert isinstance(sizes, list)
    assert [size["projects"] for size in sizes] == [60, 300]
    check = sizes[1]["measured"]["check"]
    assert (check["requests"], check["of_plain"], len(check["runs"])) == (10, 0.1, 1)
    held = made["targets"]
    assert isinstance(held, list)
    assert all(target["met"] for target in held)


def test_tables_are_put_into_a_page(tmp_path: Path) -> None:
    """What stands between the two comments of a name is replaced, as often as one likes; all else stays."""
    page = tmp_path / "page.md"
    other = "<!-- bench 3 -->\n<!-- /bench 3 -->\n"
    page.write_text(f"A\n\n<!-- bench 300 -->\nold\n<!-- /bench 300 -->\n\n{other}", "utf-8")
    for _ in range(2):
        put_in(page, "300", "new \\1")
    text = page.read_text("utf-8")
    assert text == f"A\n\n<!-- bench 300 -->\n\nnew \\1\n\n<!-- /bench 300 -->\n\n{other}"
    with pytest.raises(ValueError, match="no place <!-- bench 30 -->"):
        put_in(page, "30", "new")


def test_page_has_a_place_for_each_size() -> None:
    """The page in the docs has room for what is measured with 300, 1,000 and 3,000 projects."""
    page = (Path(__file__).parents[2] / "docs" / "prestanda.md").read_text(encoding="utf-8")
    for projects in (300, 1000, 3000):
        assert page.count(f"<!-- bench {projects} -->\n") == page.count(f"<!-- /bench {projects} -->\n") == 1


def test_same_number_is_the_same_population() -> None:
    """Two populations of a size have the same pages; of a hundred projects one is changed, and really."""
    one, other = Population(200), Population(200)
    assert one.pages == other.pages
    finished = dict(one.finished(0.01))
    assert len(finished) == 2
    assert all(one.pages[title] != text for title, text in finished.items())


def test_people_who_are_late() -> None:
    """Addressed are those who lead a project with an old report, or an activity that is over and was left."""
    # Of six projects, each with a lead of its own, 2 and 5 have old reports; the first row of the first was left.
    assert Population(6).addressed == {Population(6).accounts[number] for number in (0, 2, 5)}
