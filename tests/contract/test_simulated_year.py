"""A simulated year: daily runs over generated projects, with people who report early, late, never, or are on leave.

What was sent is judged from the wiki's record alone (`tests.support.year_rules`): every rule is a docstring there.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.support.simulated_year import SimulatedYear
from tests.support.year_record import THANKS, Rules
from tests.support.year_rules import complaints

FIRST, LAST = date(2022, 1, 1), date(2023, 1, 31)
"""The year, and so much of the next that all have been told of its last report."""

OTHER_RULES = Rules(due_workday=8, early=5, grace=1, again=3, manager=7, weekdays=(0, 1, 2, 3))


@pytest.mark.parametrize(
    ("seed", "rules", "last"),
    [
        pytest.param(1, Rules(), LAST, id="as shipped"),
        pytest.param(2, OTHER_RULES, date(2022, 8, 31), id="other settings, until the summer is over"),
    ],
)
def test_year_of_reminders(tmp_path: Path, seed: int, rules: Rules, last: date) -> None:
    """In a whole year every rule about reminders holds, and after it there is nothing left to do."""
    year = SimulatedYear(tmp_path, seed, rules)
    record = year.live(FIRST, last)
    assert complaints(record) == []
    assert not year.run(last).edits
    steps = Counter(one.step for one in record.tellings)
    assert min(steps[1], steps[2], steps[3]) > 20, "too little has happened to mean anything"
    assert sum(one.talk and one.minor and THANKS in one.after for one in record.revisions) > 10
    assert {one.month for one in record.tellings if one.month and one.step == 3} >= {date(2022, 3, 31)}
    assert sum(one.page is not None for one in record.pauses) > 1


def test_pause_puts_off_what_managers_hear(tmp_path: Path) -> None:
    """A project is paused for seven weeks when its lead has been told: managers hear of that report after the pause."""
    record = SimulatedYear(tmp_path, 4, Rules()).live(FIRST, date(2022, 5, 31))
    assert complaints(record) == []
