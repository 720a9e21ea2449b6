"""Whether the bot is well: how the hours are counted, which runs count, and what is said."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.health import Health, Signs, examine, work_hours
from bot.ledger import summary
from bot.logbook import Ending, Entry, Line, Logbook, Trigger
from bot.model import ZONE
from bot.shard import WHOLE, Shard
from bot.wiki.port import Contribution

LIMIT = 30.0
NOW = datetime(2022, 11, 10, 12, 0, tzinfo=UTC)  # a Thursday, 13.00 in Stockholm
RUN = "20221109-0730-abcd"


def stockholm(text: str) -> datetime:
    """A time in Stockholm from `2022-11-11 07:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def entry(hours: float = 20, *, run: str = RUN, ending: Ending = Ending.DONE, **facts: Any) -> Entry:  # noqa: ANN401 - whatever facts
    """A run in the log that ended so many hours ago, having looked at all projects."""
    end = NOW - timedelta(hours=hours)
    usual = Entry(run, end - timedelta(minutes=5), end=end, ending=ending, projects={2022: 30})
    return replace(usual, **facts)


def made(*entries: Entry) -> list[Contribution]:
    """The bot's last edits in these runs: the lines in the log."""
    return [
        Contribution(number, "Användare:Lägesbot/Logg", one.end or one.start, summary("skriver", run=one.run))
        for number, one in enumerate(entries, start=1)
    ]


def book(*entries: Entry) -> Logbook:
    """The log with these runs, newest first."""
    return Logbook(tuple(Line("", one) for one in entries))


def signs(
    *entries: Entry,
    contributions: Sequence[Contribution] | None = None,
    remembered: datetime | None = None,
    now: datetime = NOW,
) -> Signs:
    """What is seen on a wiki whose log has these runs, which the bot has made."""
    edits = made(*entries) if contributions is None else contributions
    return Signs(now, LIMIT, book(*entries), edits, {WHOLE: remembered} if remembered else {})


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2022-11-09 07:30", "2022-11-10 13:30", 30),
        ("2022-11-09 07:30", "2022-11-09 07:30", 0),
        ("2022-11-10 07:30", "2022-11-09 07:30", 0),
        ("2022-11-11 07:30", "2022-11-14 12:00", 28.5),
        ("2022-11-12 07:30", "2022-11-13 23:59", 0),
        ("2022-11-12 07:30", "2022-11-14 00:30", 0.5),
        ("2022-11-11 23:00", "2022-11-12 12:00", 1),
        ("2022-11-04 12:00", "2022-11-14 12:00", 144),
        ("2022-03-25 12:00", "2022-03-28 12:00", 24),
        ("2022-10-28 12:00", "2022-10-31 12:00", 24),
    ],
    ids=[
        "next day",
        "now",
        "to come",
        "Friday to Monday noon",
        "weekend",
        "from the weekend",
        "into the weekend",
        "ten days",
        "spring forward in a weekend",
        "fall back in a weekend",
    ],
)
def test_hours_of_weekends_are_left_out(start: str, end: str, hours: float) -> None:
    """Saturdays and Sundays in Stockholm do not count, whatever the clocks do on them."""
    assert work_hours(stockholm(start), stockholm(end)) == pytest.approx(hours)


def test_hours_are_those_that_pass() -> None:
    """Days are Stockholm's, whatever zone the times are given in: Friday 23.30 UTC is Saturday there."""
    friday = datetime(2022, 11, 11, 22, 30, tzinfo=UTC)
    assert work_hours(friday, friday + timedelta(hours=1)) == 0.5


@pytest.mark.parametrize(
    ("hours", "well", "said"),
    [
        (26, True, "Last good run 26 h ago (2022-11-09 11:00), limit 30 h."),
        (29 + 59 / 60, True, "Last good run 29 h ago (2022-11-09 07:01), limit 30 h."),
        (30, True, "Last good run 30 h ago (2022-11-09 07:00), limit 30 h."),
        (30 + 1 / 60, False, "Last good run 31 h ago (2022-11-09 06:59), limit 30 h."),
        (48, False, "Last good run 48 h ago (2022-11-08 13:00), limit 30 h."),
    ],
)
def test_limit_itself_is_well(hours: float, well: bool, said: str) -> None:  # noqa: FBT001 - pytest's parameters
    """A run just so long ago as it may be is recent enough, and the sentence never says otherwise."""
    found = examine(signs(entry(hours)))
    assert found.well is well
    assert found.sentence == said
    assert found.hours == pytest.approx(hours)


@pytest.mark.parametrize("limit", [0.5, 30, 1000])
def test_limit_is_shown_as_it_was_set(limit: float) -> None:
    """The limit stands in the sentence as it stands in the settings."""
    found = examine(replace(signs(entry(1)), limit=limit))
    assert f"limit {limit} h." in found.sentence
    assert found.well is (limit >= 1)


def test_run_of_friday_is_recent_on_monday() -> None:
    """The run of Friday 07.30 is well until Monday's has had its time."""
    remembered = stockholm("2022-11-11 07:30")
    assert examine(signs(remembered=remembered, now=stockholm("2022-11-14 12:00"))).well
    assert not examine(signs(remembered=remembered, now=stockholm("2022-11-14 13:31"))).well


def test_nothing_known_is_ill() -> None:
    """Where no run is known that is said, and it is not well."""
    found = examine(signs())
    assert found == Health(well=False, last=None, hours=None, limit=LIMIT)
    assert found.sentence == "No good run is known, limit 30 h."


@pytest.mark.parametrize(
    ("ending", "counts"),
    [
        (Ending.DONE, True),
        (Ending.STOPPED, True),
        (Ending.INCOMPLETE, False),
        (Ending.HALTED, False),
        (Ending.LOST, False),
        (Ending.RUNNING, False),
    ],
)
def test_only_good_runs_count(ending: Ending, counts: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A run that came to its end counts, also when somebody stopped it; one that failed or never ended does not."""
    assert examine(signs(entry(2, ending=ending))).well is counts


@pytest.mark.parametrize(
    "facts",
    [
        {"projects": {}},
        {"projects": {}, "trigger": Trigger.REQUEST, "by": "Sara (WMSE)"},
        {"projects": {}, "trigger": Trigger.UNDO, "by": "x"},
    ],
    ids=["partial", "requested", "undo"],
)
def test_partial_run_does_not_count(facts: dict[str, Any]) -> None:
    """A run that looked at some projects only, or took another back, is not the one that is waited for."""
    assert examine(signs(entry(2, **facts))).last is None


def test_newest_good_run_counts() -> None:
    """Of several runs the newest good one counts, be it in the log or remembered."""
    runs = (entry(2, run="c", ending=Ending.INCOMPLETE), entry(20, run="b"), entry(40, run="a"))
    assert examine(signs(*runs)).hours == pytest.approx(20)
    assert examine(signs(*runs, remembered=NOW - timedelta(hours=3))).hours == pytest.approx(3)
    assert examine(signs(*runs, remembered=NOW - timedelta(hours=90))).hours == pytest.approx(20)


def test_line_that_the_bot_never_wrote_does_not_count() -> None:
    """A line in the log of a run in which the bot has made no edit is not believed."""
    forged = entry(1, run="20221110-1200-ffff")
    assert examine(signs(forged, contributions=made(entry(40)))).last is None
    assert examine(signs(forged, entry(40), contributions=made(entry(40)))).hours == pytest.approx(40)


def test_line_cannot_be_made_younger() -> None:
    """A line that was changed to a later time counts from the bot's last edit in that run."""
    changed = entry(1)
    assert examine(signs(changed, contributions=made(entry(40), entry(50)))).hours == pytest.approx(40)


def test_edits_without_a_run_are_no_sign() -> None:
    """An edit of the bot's whose summary names no run, or not at its end, says nothing."""
    edits = [
        Contribution(1, "Projekt:A", NOW, "något annat"),
        Contribution(2, "Projekt:A", NOW, f"tar tillbaka · körning {RUN} · körning 20221110-0000-0000"),
    ]
    assert examine(signs(entry(1), contributions=edits)).last is None


def test_without_an_account_the_log_is_believed() -> None:
    """Who reads without the bot's account knows none of its contributions: the log's word is taken."""
    assert examine(replace(signs(entry(20)), contributions=None)).well


def test_time_to_come_is_not_believed() -> None:
    """A run of more than a day ahead is a clock gone wrong, or a joke; a little ahead is just now."""
    assert examine(signs(remembered=NOW + timedelta(hours=25))).last is None
    ahead = examine(signs(remembered=NOW + timedelta(minutes=3)))
    assert (ahead.well, ahead.hours) == (True, 0)


def test_unusable_log_is_told() -> None:
    """A log that cannot be read is no sign of health, and is told of; what the machine remembers still counts."""
    words = "The log page cannot be used: it is protected, or somebody has changed the bot's text there."
    ill = examine(replace(signs(entry(1)), book=None))
    assert (ill.well, ill.sentence) == (False, f"No good run is known, limit 30 h. {words}")
    well = examine(replace(signs(remembered=NOW - timedelta(hours=1)), book=None))
    assert (well.well, well.remarks) == (True, (words,))


def test_stopped_bot_is_told() -> None:
    """Who has stopped the bot is told, well or not."""
    found = examine(replace(signs(entry(2)), stop="Stopped by Sara: there is text."))
    assert found.sentence.endswith("limit 30 h. Stopped by Sara: there is text.")
    assert found.well


def test_run_under_way_is_told() -> None:
    """A run that has been under way since the last good one is told of, with how long and its id."""
    running = entry(3, run="20221110-0730-3f9a", ending=Ending.RUNNING, end=None)
    found = examine(signs(running, entry(40), contributions=made(running, entry(40))))
    assert found.remarks == ("A run has been under way for 3 h (20221110-0730-3f9a).",)
    assert not found.well


def test_failed_run_is_told() -> None:
    """That the newest run did not end well is told."""
    failed = entry(2, run="20221110-0730-3f9a", ending=Ending.INCOMPLETE)
    found = examine(signs(failed, entry(20)))
    assert found.well
    assert found.remarks == ("The newest run in the log did not end well (20221110-0730-3f9a: incomplete).",)


def test_failure_before_the_last_good_run_is_history() -> None:
    """What went wrong before the last good run is not told; nor is a partial run that went well."""
    failed = entry(20, ending=Ending.INCOMPLETE)
    assert examine(signs(failed, remembered=NOW - timedelta(hours=2))).remarks == ()
    assert examine(signs(entry(2, run="b", projects={}), entry(20))).remarks == ()


def test_days_and_times_are_those_of_the_time_zone() -> None:
    """When it is Saturday, and what time the last run was, is told by the association's clock."""
    start, end = datetime(2022, 11, 11, 22, 0, tzinfo=UTC), datetime(2022, 11, 12, 4, 0, tzinfo=UTC)
    assert work_hours(start, end) == 1
    assert work_hours(start, end, ZoneInfo("America/New_York")) == 6
    found = examine(replace(signs(entry(20)), zone=ZoneInfo("America/New_York")))
    assert "(2022-11-09 11:00)" in found.sentence


def test_a_day_of_shards_is_as_good_as_its_worst() -> None:
    """All shards together count from the one whose last good run is the longest ago, in the log or remembered."""
    run = "20221109-0730-000{}"
    logged = [entry(hours, run=run.format(at), shard=Shard(at, 3)) for at, hours in ((1, 2.0), (2, 20.0))]
    found = examine(replace(signs(*logged), remembered={Shard(3, 3): NOW - timedelta(hours=7)}))
    assert found.hours == pytest.approx(20)


def test_shard_that_is_missing_makes_no_good_day() -> None:
    """Where a shard is not known to have had a good run, the others have not done all that there was to do."""
    logged = [entry(2, run="20221109-0730-0001", shard=Shard(1, 2))]
    assert examine(signs(*logged)).last is None
    failed = entry(1, run="20221109-0730-0002", shard=Shard(2, 2), ending=Ending.INCOMPLETE)
    assert examine(signs(failed, *logged)).last is None


def test_shards_of_another_count_and_whole_runs_count_by_themselves() -> None:
    """The newest of a whole run and of each complete set of shards counts; parts of different wholes make none."""
    known = {Shard(1, 2): NOW - timedelta(hours=1), Shard(2, 3): NOW - timedelta(hours=1)}
    found = examine(replace(signs(), remembered={**known, WHOLE: NOW - timedelta(hours=9)}))
    assert found.hours == pytest.approx(9)
    both = {**known, Shard(2, 2): NOW - timedelta(hours=4), WHOLE: NOW - timedelta(hours=9)}
    assert examine(replace(signs(), remembered=both)).hours == pytest.approx(4)
