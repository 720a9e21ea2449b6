"""Explanations: whatever the cell, they say what the reader says, and leave no word out."""

import json
import re
from dataclasses import asdict
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from bot.explain.command import OTHERS
from bot.explain.dates import explain_date
from bot.explain.effort import explain_effort
from bot.explain.marks import explain_marks
from bot.explain.people import explain_people
from bot.explain.tasks import explain_tasks
from bot.model import Mark
from bot.parse.date_spans import Frame
from bot.parse.dates import read_cell, read_period
from bot.parse.effort import effort_in_comment, read_effort
from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import read_mark
from bot.parse.people import read_people
from bot.parse.tasks import no_tasks, read_tasks
from bot.parse.words import plain
from bot.tell.explanation import explanation_document

words = st.sampled_from(
    [
        *("maj", "juni", "februari", "december", "sept.", "2022", "2023", "2022-04", "2013-08-01", "21/2", "31/2", "6"),
        *("10", "29", "30", ":e", "–", "-", "/", "och", ",", "till", "t.o.m.", "från", "senast", "i", "den", "hela"),
        *("året", "löpande", "vintern", "våren", "början", "av", "Q", "kvartalet", "halvåret", "första", "vecka", "v."),
        *("kl.", "13.00", "måndag", "(", ")", "?", ".", "<br>", "<s>", "</s>", "Klart!", "ej", "Utgått", "setpember"),
        *(
            "T123",
            "John",
            "Samtliga",
            "TBD",
            "N/A",
            "med stöd av",
            "[[Användare:X|",
            "]]",
            "3",
            "timmar",
            "½",
            "{{Klart}}",
        ),
    ]
)
cells = st.one_of(
    st.text(),
    st.lists(words | st.text(max_size=3), max_size=12).map(" ".join),
    st.lists(words, max_size=8).map(" ".join),
    st.lists(words, max_size=8).map("".join),
)
frames = st.builds(Frame, st.none() | st.dates(), st.none() | st.dates(), st.none() | st.integers(-1, 10001))


@given(cells, frames)
@example("maj 2022, 31 februari", Frame(None, None, None))
@example("november, 31 februari, maj 2022", Frame(None, None, None))
@example("maj<br>ßen<br>2022-10 augusti", Frame(None, None, None))
def test_date_is_told_as_it_is_read(cell: str, frame: Frame) -> None:
    """A date's explanation and its reading agree, and what is unreadable has one reason and no rule."""
    period = read_period(cell, project_start=frame.start, project_end=frame.end, year=frame.year)
    told = explain_date(cell, frame)
    assert told.text == period.text
    days = {"start": period.start, "end": period.end}
    assert told.values == {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "tentative": period.tentative,
        "unreadable": period.unreadable,
    }
    assert told.readable is not period.unreadable
    assert len(told.result) == 1 if period.unreadable else told.result
    assert bool(told.why) == period.dated or not period.unreadable


@given(cells, frames)
def test_every_word_of_a_date_is_told(cell: str, frame: Frame) -> None:
    """Nothing that was looked at is left out of the steps, and every step says something."""
    lines = read_cell(cell, frame).lines
    told = explain_date(cell, frame).steps
    written = re.sub(r"\s", "", "".join(lines)).casefold()
    assert re.sub(r"\s", "", "".join(step.text for step in told)).casefold().startswith(written)
    assert all(step.text and step.meaning for step in told)


@given(cells, frames)
def test_proposals_are_dates(cell: str, frame: Frame) -> None:
    """Whatever is proposed instead of a cell is read as a date, at least where the project says the year."""
    for sentence in explain_date(cell, frame).instead:
        proposal = re.match("If that is what is meant, write “(.*)”: it is read ", sentence)
        if proposal:
            assert explain_date(proposal[1], Frame(date(2022, 1, 1), date(2025, 12, 31), 2022)).readable


@given(cells)
def test_people_are_told_as_they_are_read(cell: str) -> None:
    """The explanation of people and their reading agree."""
    people = read_people(cell)
    assert explain_people(cell).values == asdict(people) | {
        "lead": [asdict(one) for one in people.lead],
        "support": [asdict(one) for one in people.support],
    }


@given(cells)
def test_effort_is_told_as_it_is_read(cell: str) -> None:
    """The explanation of an effort and its reading agree."""
    assert explain_effort(cell).values == {"column": read_effort(cell), "comment": effort_in_comment(cell)}


@given(cells)
def test_tasks_are_told_as_they_are_read(cell: str) -> None:
    """The explanation of tasks and their reading agree."""
    assert explain_tasks(cell).values == {"tasks": list(read_tasks(cell)), "none": no_tasks(cell)}


@given(cells)
def test_marks_are_told_as_they_are_read(cell: str) -> None:
    """The explanation of marks and their reading agree, for each kind of cell; what marks is told."""
    told = explain_marks(cell)
    assert told.values == {
        "activity": read_mark(name=cell, when="", comment=""),
        "date_or_comment": read_mark(name="", when=cell, comment=""),
    }
    assert read_mark(name="", when="", comment=cell) == told.values["date_or_comment"]
    marking = {Mark(step.meaning.partition(":")[0]) for step in told.steps if not step.meaning.startswith("no mark")}
    assert {mark for mark in told.values.values() if mark} <= marking


@given(cells, frames)
def test_any_explanation_is_a_document(cell: str, frame: Frame) -> None:
    """Whatever the cell, its explanation has its words and can be written as JSON."""
    for kind, told in [
        ("date", explain_date(cell, frame)),
        *((kind, call(cell, vocabulary=SWEDISH)) for kind, call in OTHERS.items()),
    ]:
        document = explanation_document(cell, kind, frame if kind == "date" else None, told)
        assert json.loads(json.dumps(document))["text"] == plain(cell)
