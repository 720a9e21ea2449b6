"""Done and cancel marks: the contract on marks."""

import pytest

from bot.model import Mark
from bot.parse.marks import cell_signs, name_signs, read_mark, unmarked

CELLS = ["name", "when", "comment"]
EMPTY = {"name": "", "when": "", "comment": ""}


def mark_in(cell: str, wikitext: str) -> Mark | None:
    """The mark of an activity of which one cell is filled."""
    cells = {**EMPTY, cell: wikitext}
    return read_mark(name=cells["name"], when=cells["when"], comment=cells["comment"])


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "wikitext",
    [
        "Klart",
        "Klar!",
        "klart.",
        "Fixat!",
        "Genomfört.",
        "Genomförd",
        "Avslutat",
        "Avslutad",
        "Utfört",
        "'''KLART'''",
        "(Klart)",
        "– Klart",
        "Klar. Detta projekt är avslutat.",
        "Klart! Se rapporten",
        "Klart – se rapporten",
        "Klart - se rapporten",
        "(klart) Boka lokal",
        "Boka lokal. Fixat!",
        "Boka lokal – klart",
        "Boka lokal - klart",
        "Boka lokal: klart",
        "Boka lokal (klart)",
        "Boka lokal, klart.",
        "Boka lokal<br>Klart",
        "Klart<br>Boka lokal",
        "Boka lokal {{Klart}}",
        "{{klar}} Boka lokal",
        "{{Mall:Done|2022-05-01}}",
    ],
)
def test_word_of_its_own_is_a_done_mark(cell: str, wikitext: str) -> None:
    """A done word of its own at the start or end of a cell, or a done template, marks the activity as done."""
    assert mark_in(cell, wikitext) is Mark.DONE


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "wikitext",
    [
        "Utgått för 2021, kontakt initierad inför 2022",
        "Utgår",
        "Utgår: ingen tid",
        "Inställt!",
        "Inställd",
        "Inställt på grund av pandemin",
        "Avbrutet",
        "Avbruten, ersätts av lägret",
        "Boka lokal. Utgått.",
        "Boka lokal (inställt)",
        "{{Utgått}}",
    ],
)
def test_word_of_its_own_is_a_cancel_mark(cell: str, wikitext: str) -> None:
    """A cancel word of its own at the start or end of a cell, also with its reason after it, cancels the activity."""
    assert mark_in(cell, wikitext) is Mark.CANCELLED


@pytest.mark.parametrize("cell", CELLS)
@pytest.mark.parametrize(
    "wikitext",
    [
        "",
        "Maj",
        "Ska vara klart i maj",
        "Rapporten ska bli klart",
        "När allt är klart",
        "Inte klart",
        "Nästan klart",
        "Ej klar.",
        "Boka lokal, ej klart",
        "Klart?",
        "Boka lokal: klart?",
        "Klart i maj",
        "Klart: 80 %",
        "Klart språk i offentlig förvaltning",
        "Avslutat projekt: sammanställning",
        "Halv-klart",
        "Klara, Johan",
        "Inställt på att hjälpa till",
        "Utgår från verksamhetsplanen",
        "Utgått ifrån planen",
        "Detta projekt är avslutat",
        "<!-- Klart -->",
        "{{Klart språk}}",
        "{{Ej klart}}",
    ],
)
def test_word_among_others_is_no_mark(cell: str, wikitext: str) -> None:
    """The same words inside a sentence, denied, asked, or part of a name mark nothing."""
    assert mark_in(cell, wikitext) is None


def test_comma_after_the_word_ends_a_mark_but_in_a_name() -> None:
    """`Klart, …` is a mark in a comment, while an activity may be called "Klar, tydlig text"."""
    assert mark_in("comment", "Genomfört, 12 deltagare") is Mark.DONE
    assert mark_in("name", "Klar, tydlig text") is None


def test_but_takes_the_mark_back() -> None:
    """`Klart, men …` is in doubt, so it is no mark."""
    assert mark_in("comment", "Klart, men rapporten återstår") is None


def test_cancel_word_before_others_is_a_mark_but_in_a_name() -> None:
    """`Utgått …` cancels in a comment, while an activity may be about what has lapsed."""
    assert mark_in("comment", "Utgått efter samtal med UD") is Mark.CANCELLED
    assert mark_in("name", "Utgått material rensas") is None


@pytest.mark.parametrize(
    "name", ["<s>Boka lokal</s>", "<del>Boka</del> <del>lokal</del>", "<strike>'''Boka'''</strike>."]
)
def test_struck_out_activity_is_cancelled(name: str) -> None:
    """An activity whose every word is struck out is cancelled, with any of the tags."""
    assert mark_in("name", name) is Mark.CANCELLED


def test_partly_struck_activity_is_not_cancelled() -> None:
    """An activity of which some words are struck out is only reworded."""
    assert mark_in("name", "<s>Boka</s> Hyr lokal") is None


def test_struck_date_does_not_cancel() -> None:
    """Only the activity itself cancels by being struck out."""
    assert mark_in("when", "<s>Maj</s>") is None


def test_struck_mark_is_no_mark() -> None:
    """A mark that has been struck out does not count."""
    assert mark_in("comment", "Text. <s>Klart!</s>") is None


def test_cancelled_beats_done() -> None:
    """Where both marks stand, the activity is cancelled."""
    assert read_mark(name="<s>Boka lokal</s>", when="Klart", comment="{{Klart}}") is Mark.CANCELLED


def test_marks_are_taken_off_both_ends() -> None:
    """What remains without marks is the rest of the cell, without empty lines."""
    assert unmarked(["Klart! Maj", "juni", "Fixat!"]) == ("Maj", "juni")


def test_signs_of_a_cell() -> None:
    """What marks is kept as written: templates, the word at the start, the word at the end."""
    assert list(cell_signs("Klart! {{mall:Done}} Se rapporten. Utgått.")) == [
        (Mark.DONE, "mall:Done", "template"),
        (Mark.DONE, "Klart!", "start"),
        (Mark.CANCELLED, "Utgått", "end"),
    ]
    assert list(name_signs("<s>Boka</s>")) == [(Mark.CANCELLED, "Boka", "struck")]


@pytest.mark.parametrize("word", ["İnställt", "ınställd", "INSTÄLLT"])
def test_mark_with_an_i_of_another_alphabet(word: str) -> None:
    """An `i` with a dot too many or too few, which is the same letter but for its case, makes no mark another."""
    assert read_mark(name="", when=word, comment="") is Mark.CANCELLED


@pytest.mark.parametrize("before", ["", "Vi hann inte med det som vi hade tänkt oss i våras, " * 20])
def test_mark_at_the_end_of_a_line_of_any_length(before: str) -> None:
    """The longest mark at the end of a line is found, whatever stands before it, with all signs after it."""
    (sign,) = cell_signs(f"{before}Nu är det här - avslutat.)!")
    assert sign == (Mark.DONE, "avslutat", "end")
