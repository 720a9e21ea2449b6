"""The judge of the simulated year: where something is wrong with a record, it says so, and where."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support.simulated_year import SimulatedYear
from tests.support.year_record import TALK, Record, Revision, Rules, told
from tests.support.year_rules import complaints


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The first months of a year."""
    return SimulatedYear(tmp_path_factory.mktemp("spring"), 1, Rules()).live(date(2022, 1, 1), date(2022, 3, 31))


def test_spring_is_as_it_should_be(spring: Record) -> None:
    """The months that the next tests spoil have nothing wrong with them."""
    assert complaints(spring) == []


def first_message(record: Record, step: int) -> Revision:
    """The first message with something of this step."""
    return next(one for one in record.revisions if one.message and any(each.step == step for each in told(one)))


def sent_again(record: Record) -> Record:
    """The first message a second time, on the next day for messages."""
    one = first_message(record, 1)
    again = replace(one, revid=10**6, day=one.day + timedelta(days=1))
    return replace(record, revisions=[*record.revisions, again])


def sent_on_sunday(record: Record) -> Record:
    """The first message for managers as of the Sunday after."""
    one = first_message(record, 3)
    sunday = one.day + timedelta(days=6 - one.day.weekday())
    key = one.summary.replace(one.day.isoformat(), sunday.isoformat())
    return replace(
        record, revisions=[replace(each, day=sunday, summary=key) if each is one else each for each in record.revisions]
    )


def manager_in_the_dark(record: Record) -> Record:
    """One of the managers was never told anything."""
    left = [one for one in record.revisions if one.title != f"{TALK}Anna (WMSE)"]
    return replace(record, revisions=left)


def sent_on_leave(record: Record) -> Record:
    """Somebody who was told had in fact gone on leave the day before."""
    one = first_message(record, 2)
    away = ((one.day - timedelta(days=1), one.day),)
    return replace(record, people={**record.people, one.title: replace(record.people[one.title], away=away)})


def told_of_what_was_done(record: Record) -> Record:
    """A report that somebody was told of had been written a week before."""
    one = next(each for each in record.tellings if each.month)
    work = record.works[one.project]
    early = replace(work, reported=[*work.reported, one.day - timedelta(days=3)])
    return replace(record, works={**record.works, one.project: early})


def without_first_steps(record: Record) -> Record:
    """The second step came without a first."""
    one = first_message(record, 1)
    return replace(record, revisions=[each for each in record.revisions if each is not one])


def somebodys_words_gone(record: Record) -> Record:
    """A message took a line of somebody's with it."""
    one = first_message(record, 1)
    spoilt = replace(one, before=f"{one.before.rstrip()}\nHej då!\n")
    return replace(record, revisions=[spoilt if each is one else each for each in record.revisions])


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        pytest.param(sent_again, "message_twice", id="a message twice"),
        pytest.param(sent_again, "item_twice", id="an item twice"),
        pytest.param(sent_on_sunday, "free_day", id="a message on a Sunday"),
        pytest.param(sent_on_leave, "on_leave", id="a message to somebody on leave"),
        pytest.param(manager_in_the_dark, "manager_not_told", id="a manager who is never told"),
        pytest.param(told_of_what_was_done, "of_what_is_done", id="a report that was there"),
        pytest.param(without_first_steps, "too_early", id="a second step without a first"),
        pytest.param(somebodys_words_gone, "peoples_text", id="a line of somebody's gone"),
    ],
)
def test_judge_sees_what_is_wrong(spring: Record, spoil: Callable[[Record], Record], rule: str) -> None:
    """A record that is spoilt in one way breaks the rule about that, and says where."""
    found = [one for one in complaints(spoil(spring)) if one.startswith(f"{rule}: ")]
    assert found, complaints(spoil(spring))
    assert any(character.isdigit() for character in found[0])
