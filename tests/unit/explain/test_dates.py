"""How a date cell is explained: each word, the days, the rule that said the year, or why there are none."""

from datetime import date

import pytest

from bot.explain.dates import explain_date
from bot.explain.explanation import Explanation
from bot.parse.date_spans import Frame, Rule, months, single
from bot.parse.dates import LONGEST
from bot.parse.languages.english import ENGLISH

PROJECT = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)
SCHOOL_YEAR = Frame(date(2013, 8, 1), date(2014, 5, 31), 2013)
SPRING = Frame(date(2022, 3, 1), date(2022, 5, 31), 2022)
WINTER = Frame(date(2018, 9, 15), date(2019, 4, 30), 2018)
NOTHING = Frame(None, None, None)
YEAR_2022 = Frame(date(2022, 1, 1), date(2022, 12, 31), 2022)


def explain(cell: str, frame: Frame = PROJECT) -> Explanation:
    """A cell's explanation, in a project of 2022 unless told otherwise."""
    return explain_date(cell, frame)


def meanings(cell: str, frame: Frame = PROJECT) -> dict[str, str]:
    """What each word of a cell was taken for; of a word that is there twice, the last."""
    return {step.text: step.meaning for step in explain(cell, frame).steps}


def test_words_of_a_range_of_months() -> None:
    """The words of the everyday form, in order, with what each is."""
    assert explain("Juni–september 2022").steps == [
        ("Juni", "the month June"),
        ("–", "to"),
        ("september", "the month September"),
        ("2022", "the year 2022; it counts for both ends"),
    ]


@pytest.mark.parametrize(
    ("cell", "word", "meaning"),
    [
        ("6 juli", "6", "day 6"),
        ("v. 8", "8", "week number 8"),
        ("v. 8, 10 juli", "8", "week number 8"),
        ("v. 8, 10 juli", "10", "day 10"),
        ("Q2", "2", "quarter number 2"),
        ("2:a kvartalet", "2", "quarter number 2"),
        ("2:a kvartalet", ":a", "belongs to the number"),
        ("1:a halvåret", "1", "half number 1"),
        ("6 juli kl. 13", "13", "13 o'clock; a time of day is left out"),
        ("kl. 13 den 6 juli", "13", "13 o'clock; a time of day is left out"),
        ("kl. 13 den 6 juli", "6", "day 6"),
        ("6 juli 13.30", "13.30", "a time of day; left out"),
        ("7", "7", "the number 7"),
        ("2013-08-01", "2013-08-01", "the day 2013-08-01"),
        ("2022-04", "2022-04", "April 2022"),
        ("2012-13", "2012-13", "month 13 2012"),
        ("6 juli 2022-10 augusti 2022", "10", "day 10"),
        ("21/2", "21/2", "day 21 of February"),
        ("november–februari 2023", "2023", "the year 2023"),
        ("maj 2022, oktober", "2022", "the year 2022"),
        ("2022", "2022", "the year 2022"),
        ("vintern", "vintern", "winter: December to February; its year is that of February"),
        ("första kvartalet", "första", "number 1"),
        ("slutet av maj", "slutet", "the end: day 21 to the month's last"),
        ("maj, 2022", ",", "changes nothing"),
        ("april, maj", ",", "and"),
        ("Löpande", "Löpande", "as long as the project"),
        ("Löpande, maj", "Löpande", "beside a date it changes nothing"),
        ("maj t.o.m. juni", "t.o.m.", "to"),
        ("t.o.m. juni", "t.o.m.", "up to and including: only the end is said"),
        ("senast maj", "senast", "no later than: only the end is said"),
        ("måndag–fredag 6–10 juli", "måndag", "a day of the week; left out"),
        ("måndag, 6 juli", ",", "beside a day of the week, or at an end; left out"),
        ("maj.,", ",", "beside a day of the week, or at an end; left out"),
        ("(maj)", "(", "the whole cell stands in parentheses: tentative"),
        ("maj?", "?", "a question mark: tentative"),
        ("senvåren", "senvåren", "no date is written with this"),
    ],
)
def test_what_a_word_was_taken_for(cell: str, word: str, meaning: str) -> None:
    """A word is told by what the grammar has taken it for, not by its looks."""
    assert meanings(cell)[word] == meaning


def test_words_of_several_lines() -> None:
    """Each line's words are told, also where a letter grows when it is folded."""
    assert list(meanings("maj<br>ßen<br>juni")) == ["maj", "ßen", "juni"]
    assert list(meanings("Maj<br>Juni")) == ["Maj", "Juni"]


def test_what_was_set_aside_is_told() -> None:
    """What is struck out and the marks are told after the words; they are no part of the date."""
    assert explain("<s>Maj</s> juni. Klart!").steps[1:] == [
        ("Maj", "struck out; left out"),
        ("Klart", "a mark that it is done; no part of the date"),
    ]
    assert meanings("<s>maj</s>")["maj"] == "struck out; read all the same, as there is no more"
    assert meanings("Klart") == {"Klart": "a mark that it is done; no part of the date"}


@pytest.mark.parametrize(
    ("cell", "frame", "says"),
    [
        ("6 juli", PROJECT, ["The day 2022-07-06."]),
        ("juni–september 2022", PROJECT, ["From 2022-06-01 to 2022-09-30."]),
        ("senast 22 april", PROJECT, ["Until 2022-04-22; no first day is said."]),
        ("från 22/8", PROJECT, ["From 2022-08-22; no last day is said."]),
        (
            "(maj)",
            PROJECT,
            [
                "From 2022-05-01 to 2022-05-31.",
                "Tentative: the cell stands in parentheses, or has a question mark.",
            ],
        ),
        ("Klart", PROJECT, ["No date: there are no words or figures to read one from."]),
        ("Löpande", NOTHING, ["No days: they are the project's, which are not known here."]),
    ],
)
def test_result_in_words(cell: str, frame: Frame, says: list[str]) -> None:
    """The result is told in words, for each form that a period can have."""
    explanation = explain(cell, frame)
    assert (explanation.result, explanation.readable) == (says, True)


def test_result_for_programs() -> None:
    """For programs the result is the period, the unknown as None."""
    assert explain("senast 22 april?").values == {
        "start": None,
        "end": "2022-04-22",
        "tentative": True,
        "unreadable": False,
    }


@pytest.mark.parametrize(
    ("cell", "frame", "why"),
    [
        ("maj 2022", NOTHING, "The year is written."),
        ("juni–juli 2022", NOTHING, "A year after a range counts for both ends."),
        ("november–februari 2023", NOTHING, "The year after a range is its end's; in the same year it would end"),
        ("november 2022–februari", NOTHING, "The year stands at the start; the end lies in the same year, or in"),
        ("maj 2022–maj 2023", NOTHING, "Both ends have their year."),
        ("maj", PROJECT, "No year is written: it is the earliest wholly inside the project's period (2022-01-01 to"),
        ("september", WINTER, "No year is written: none lies wholly inside the project's period (2018-09-15 to"),
        ("juli", SPRING, "No year is written: it never touches the project's period (2022-03-01 to 2022-05-31), so"),
        ("maj", Frame(None, None, 2022), "No year is written: the project's days are not known, so the project's year"),
        (
            "maj",
            Frame(None, date(2022, 12, 31), 2022),
            "No year is written: only one end of the project is known (unknown to 2022-12-31), so the project's year",
        ),
        ("Löpande", PROJECT, "It goes on as long as the project (2022-01-01 to 2022-12-31)."),
        ("Löpande", Frame(None, date(2022, 5, 1), None), "It goes on as long as the project (unknown to 2022-05-01)."),
        (
            "Löpande",
            Frame(None, None, 2022),
            "It goes on as long as the project, of which only the year is known: ",
        ),
        ("Löpande", NOTHING, "It goes on as long as the project, of which neither days nor year are known."),
    ],
)
def test_rule_that_said_the_year(cell: str, frame: Frame, why: str) -> None:
    """The rule that decided is told, and where it stands in the contract."""
    explanation = explain(cell, frame)
    assert explanation.why[0].startswith(why)
    assert explanation.rule == "Dates"


def test_rules_of_several_dates() -> None:
    """Dates that have their years by different rules are told each with its own; one rule for all is told once."""
    assert explain("november, januari 2023, mars").why == [
        "“november”: No year is written: it comes before the next date in the cell.",
        "“januari 2023”: The year is written.",
        "“mars”: No year is written: it comes after the date before it in the cell.",
        "Several dates in one cell go from the first day to the last.",
    ]
    assert len(explain("maj och oktober").why) == 2


@pytest.mark.parametrize(
    ("cell", "frame", "why"),
    [
        ("Påbörjas i maj", PROJECT, "“Påbörjas” is the first word or sign that no date is written with."),
        ("maj 20220501", PROJECT, "“20220501” is the first word or sign that no date is written with."),
        ("maj juni", PROJECT, "together they are no date: after “maj” it cannot go on with “juni”."),
        ("maj<br>2022 juni", PROJECT, "after “2022” it cannot go on with “juni”."),
        ("maj–", PROJECT, "The cell breaks off: after “–” a date would go on."),
        ("– maj", PROJECT, "No date begins with “–”."),
        ("måndagar", PROJECT, "A day of the week alone is no date."),
        ("juli 2022–2023", PROJECT, "Calendar years are bound to other dates."),
        ("maj 2022 och 2023", PROJECT, "Calendar years are bound to other dates."),
        ("6–8 juli 2022–3 augusti 2023", PROJECT, "One end of a range is a range itself."),
        ("10–6 juli", PROJECT, "The numbers do not rise: it would end before it starts."),
        ("v. 8, 10, 9", PROJECT, "The numbers do not rise"),
        ("Q5", PROJECT, "There is no quarter, or no half of a year, of that number."),
        ("vintern 2022–2025", PROJECT, "The two years of a winter must follow upon each other."),
        ("31 februari", PROJECT, "There is no “31 februari”."),
        ("31 februari", NOTHING, "There is no “31 februari”."),
        ("29 februari", PROJECT, "There is no “29 februari” in 2022."),
        ("maj, 29 februari 2023", PROJECT, "There is no “29 februari 2023”."),
        ("29 februari, maj 2023", PROJECT, "There is no “29 februari” in the year of the next date in the cell, or"),
        ("maj 2021, 29 februari", PROJECT, "There is no “29 februari” in the year of the date before it in the cell"),
        ("10 juli–6 juli", PROJECT, "“10 juli–6 juli” would end before it starts."),
        ("september 2022–juni 2022", NOTHING, "“september 2022–juni 2022” would end before it starts."),
        ("maj", NOTHING, "Nothing says the year of “maj”: none is written, and neither days nor year of the project"),
        (
            "maj",
            Frame(None, date(2022, 5, 1), None),
            "none is written, and only one end of the project is known (unknown to 2022-05-01), and not its year.",
        ),
        (
            "juli",
            Frame(date(2022, 10, 1), date(2023, 3, 31), None),
            "it never touches the project's period (2022-10-01 to 2023-03-31), which lies in several years.",
        ),
        (
            "juni",
            SCHOOL_YEAR,
            "it never touches the project's period (2013-08-01 to 2014-05-31), which lies in several",
        ),
        (
            "juli",
            Frame(date(2022, 3, 1), date(2022, 5, 31), 2023),
            "(2022-03-01 to 2022-05-31), which lies in 2022, and the project's title has another year, 2023.",
        ),
        ("maj 2022, " * LONGEST, PROJECT, f"one of more than {LONGEST} is prose and is not read."),
    ],
)
def test_why_a_cell_is_unreadable(cell: str, frame: Frame, why: str) -> None:
    """A cell that is no date is told the reason: the word, the place, the day, or the year."""
    explanation = explain(cell, frame)
    assert why in explanation.result[0]
    assert (explanation.readable, explanation.values["unreadable"], list(explanation.why)) == (False, True, [])


@pytest.mark.parametrize(
    ("cell", "proposals"),
    [
        ("setpember", ["september"]),
        ("May 2022", ["maj 2022"]),
        ("Påbörjas senast maj", ["senast maj"]),
        ("Ej klart, maj", ["maj"]),
        ("20220501", ["2022-05-01"]),
        ("1.10–3.10 2022", ["1/10–3/10 2022"]),
        ("1.10.2022", ["1/10 2022"]),
        ("maj juni", ["maj–juni", "maj och juni"]),
        ("maj–", ["maj"]),
        ("– maj", ["maj"]),
        ("7 maj 8", ["7 maj"]),
    ],
)
def test_proposals_are_read(cell: str, proposals: list[str]) -> None:
    """What is proposed instead is read as a date itself."""
    told = [one for one in explain(cell).instead if one.startswith("If that is what is meant, write ")]
    assert [one.split("“")[1].split("”")[0] for one in told] == proposals
    assert all(explain(one).readable for one in proposals)
    assert all(explain(one, NOTHING).values["unreadable"] or "20" in one for one in proposals)


def test_proposal_without_a_project() -> None:
    """Where nothing says the year a proposal is one all the same, and says what else it needs."""
    assert explain("setpember", NOTHING).instead == [
        "If that is what is meant, write “september”: it is read where the project says the year."
    ]


def test_proposal_that_the_project_does_not_place() -> None:
    """A proposal that lies beside the project's period needs its year."""
    assert explain("Påbörjas i juni", SCHOOL_YEAR).instead == [
        "If that is what is meant, write “i juni” with its year: this project does not say it."
    ]


def _frames() -> list[Frame]:
    """Frames with and without each end and year, of one calendar year and of two."""
    starts = (None, date(2022, 3, 1), date(2022, 10, 1))
    ends = (None, date(2022, 11, 30), date(2023, 2, 28))
    return [Frame(start, end, year) for start in starts for end in ends for year in (None, 2021, 2022, 2023)]


@pytest.mark.parametrize("frame", _frames(), ids=str)
@pytest.mark.parametrize("month", [1, 7, 12])
def test_what_is_told_of_the_year_is_what_the_frame_did(frame: Frame, month: int) -> None:
    """Every word about the project's days and year is true of the frame, and nothing it has is asked for."""
    placing = frame.place(single(months(month, month)))
    explanation = explain({1: "januari", 7: "juli", 12: "december"}[month], frame)
    told, asked = " ".join([*explanation.result, *explanation.why]), " ".join(explanation.instead)
    ends, known = [one for one in (frame.start, frame.end) if one], frame.start and frame.end
    assert explanation.readable == (placing.days is not None)
    assert ("Nothing says the year" in told) == (placing.rule is Rule.NOTHING)
    assert ("neither days nor year" in told) == (not ends and not frame.year)
    assert ("the project's days are not known" in told) == (not ends and frame.year is not None)
    assert ("only one end of the project is known" in told) == (
        len(ends) == 1 and (placing.rule is Rule.TITLE or not frame.year)
    )
    assert ("so the project's year counts" in told) == (placing.rule is Rule.TITLE)
    assert ("never touches" in told) == bool(known and placing.rule in {Rule.BESIDE, Rule.NOTHING})
    assert ("so the only year of the project counts" in told) == (placing.rule is Rule.BESIDE)
    several = {one.year for one in ends} if known and placing.rule is Rule.NOTHING else set()
    assert ("which lies in several years" in told) == (len(several) == 2)
    assert (f"title has another year, {frame.year}" in told) == (len(several) == 1)
    if placing.rule is Rule.NOTHING:
        assert ("--start" in asked, "--end" in asked) == (
            not frame.start and not known,
            not frame.end and not known,
        )
        assert ("--title" in asked) == (not known and not frame.year)


@pytest.mark.parametrize(
    ("cell", "frame", "why"),
    [
        (
            "maj",
            Frame(date(2022, 6, 1), None, 2022),
            "2022, it would lie before the project's first day (2022-06-01 to",
        ),
        (
            "maj",
            Frame(None, date(2022, 3, 1), 2022),
            "2022, it would lie after the project's last day (unknown to 2022",
        ),
    ],
)
def test_project_of_one_day_that_contradicts_its_year(cell: str, frame: Frame, why: str) -> None:
    """Where the project's year would put a date outside its one known day, that day and that year are told."""
    explanation = explain(cell, frame)
    assert why in explanation.result[0]
    assert explanation.instead[0].endswith(("too, with --start.", "too, with --end."))


@pytest.mark.parametrize(
    ("cell", "frame", "advice"),
    [
        (
            "maj",
            NOTHING,
            "Write the year, as in “maj 2022”; in a time plan the project says it. Give the project's days",
        ),
        ("I juni", SCHOOL_YEAR, "Write the year, as in “maj 2022”: this project does not say it."),
        (
            "maj",
            Frame(None, date(2022, 12, 31), None),
            "Write the year, as in “maj 2022”. Give the project's first day, too, with --start, or its title with",
        ),
        ("Löpande", NOTHING, "Give the project's days with --start and --end, or its title with --title."),
        ("juli 2022–2023", PROJECT, "Write the year at each date"),
        ("6–8 juli 2022–3 augusti 2023", PROJECT, "Write only the outer ends"),
        ("10–6 juli", PROJECT, "Write the earlier one first."),
        ("10 juli–6 juli", PROJECT, "Write the earlier one first."),
        ("maj 2021, 29 februari", PROJECT, "Write the year at each date."),
        ("TBD", PROJECT, "Forms that are read: “maj”"),
        ("7", PROJECT, "Forms that are read: “maj”"),
        ("Uppstart 31 februari", PROJECT, "Forms that are read: “maj”"),
        ("x " * LONGEST, PROJECT, "Forms that are read: “maj”"),
    ],
)
def test_what_to_do_instead(cell: str, frame: Frame, advice: str) -> None:
    """Where no text can be proposed it is told what to write, or which forms there are."""
    assert [one.startswith(advice) for one in explain(cell, frame).instead] == [True]


@pytest.mark.parametrize("cell", ["maj", "", "Klart", "31 februari"])
def test_no_advice_where_there_is_none(cell: str) -> None:
    """A cell that is read, or that names a day that does not exist, needs no other words."""
    assert list(explain(cell).instead) == []


@pytest.mark.parametrize(
    ("cell", "reason", "instead"),
    [
        ("5/6", "Either of the two numbers may be the month.", "Write the name of the month"),
        ("May 6, 8 July", "Days stand before a month and after it.", "Write each day with its month"),
        ("from May to July onwards", "One end of a range is a range itself.", "Write only the outer ends"),
        ("Setpember", "is the first word or sign that no date is written with", "write “September”"),
    ],
)
def test_english_reasons(cell: str, reason: str, instead: str) -> None:
    """What cannot be read in English has its reason, and advice in English."""
    told = explain_date(cell, YEAR_2022, vocabulary=ENGLISH)
    assert reason in told.result[0]
    assert instead in " ".join(told.instead)


def test_english_words() -> None:
    """Every word of an English date is told."""
    told = explain_date("from 6th of July onwards", YEAR_2022, vocabulary=ENGLISH)
    assert [step.meaning for step in told.steps] == [
        *("from: the start is said", "day 6", "belongs to the number", "of", "the month July", "changes nothing"),
    ]
    either = explain_date("5/6", YEAR_2022, vocabulary=ENGLISH).steps
    assert [step.meaning for step in either] == ["day 5 of June, or day 6 of May"]
    several = explain_date("July 6–8, 2022", YEAR_2022, vocabulary=ENGLISH).steps
    assert [step.meaning for step in several][:4] == ["the month July", "day 6", "to", "day 8"]
