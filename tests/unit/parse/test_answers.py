"""Who gave an answer in a thread, from the revisions of its page, and what was answered in threads that are gone."""

from datetime import date

import pytest

from bot.parse.answers import Given, given_answers
from bot.wiki.port import HISTORY, Version

A, B = "0123456789abcdef", "fedcba9876543210"
TOLD = f"== Påminnelse ==\n* Boka lokal <!-- Lägesbot:punkt {A} steg 1 körning 20221109-0730-abcd -->\n"
OTHER = TOLD.replace(A, B)
SECOND = f"<!-- Lägesbot:punkt {B} steg 2 körning 20221116-0730-ef01 -->"
ANSWER = ":{{Lägesbot|pausa=2022-12-01}}\n"
LATER = ":{{Lägesbot|pausa=2022-12-24}}\n"
BOT, AXEL, SARA = "Lägesbot", "Axel (WMSE)", "Sara (WMSE)"


def given(*versions: tuple[str, str], gone: tuple[str, ...] = ()) -> list[Given]:
    """The answers; revisions as user and text, newest first."""
    history = [Version(len(versions) - at, user, None, text) for at, (user, text) in enumerate(versions)]
    return list(given_answers(history, gone=gone))


def author(*versions: tuple[str, str]) -> str | None:
    """Who gave the only answer."""
    (one,) = given(*versions)
    return one.author


def told(found: list[Given]) -> list[tuple[date | None, str | None]]:
    """The answers' days and authors."""
    return [(one.answer.until, one.author) for one in found]


def test_author_of_the_edit() -> None:
    """The answer is of who made the first revision that has it."""
    assert author((AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD), (SARA, "Hej!")) == AXEL


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(f"{TOLD}{ANSWER}== Annat ==\nHej!", id="something-else"),
        pytest.param(f"== Annat ==\n{TOLD.replace('Påminnelse', 'Ny rubrik')}{ANSWER}", id="moved-and-renamed"),
        pytest.param(f"{TOLD}:Jag är borta. {{{{mall:lägesbot| pausa = 1 december 2022 }}}}", id="written-otherwise"),
        pytest.param(f"{TOLD.replace(A, f'{B} {A}')}{ANSWER}{SECOND}", id="more-told-in-it"),
    ],
)
def test_later_edits_of_others(later: str) -> None:
    """Who changes something else, or moves the thread, has not written the answer."""
    assert author((SARA, later), (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD)) == AXEL


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(f"{TOLD}:{{{{Lägesbot|pausa=2022-11-15}}}}", id="another-day"),
        pytest.param(f"{TOLD}:{{{{Lägesbot|pausa=sen}}}}", id="no-day"),
        pytest.param(f"{TOLD}<!--{ANSWER}-->", id="in-a-comment"),
        pytest.param(f"{TOLD}== Annat ==\n{ANSWER}", id="in-another-section"),
        pytest.param(f"{OTHER}{ANSWER}", id="about-something-else"),
        pytest.param(TOLD, id="taken-away-in-between"),
        pytest.param("", id="page-blanked-in-between"),
    ],
)
def test_answer_that_was_another_before(before: str) -> None:
    """Who changes the day, or puts an answer back or in another thread, has answered, whoever did so before."""
    assert author((SARA, f"{TOLD}{ANSWER}"), (AXEL, before), (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD)) == SARA


def test_answer_without_a_day() -> None:
    """An answer that no day can be read from has its author, too."""
    unclear = f"{TOLD}:{{{{Lägesbot|pausa=sen}}}}"
    assert author((SARA, f"{unclear} Hej!"), (AXEL, unclear), (BOT, TOLD)) == AXEL


def test_answers_of_a_page_in_their_order() -> None:
    """Each answer has its thread and its author, in the page's order."""
    first = f"{TOLD}{ANSWER}"
    found = given((SARA, f"{first}{LATER}{OTHER}{LATER}"), (AXEL, f"{first}{OTHER}"), (BOT, f"{TOLD}{OTHER}"))
    assert told(found) == [(date(2022, 12, 1), AXEL), (date(2022, 12, 24), SARA), (date(2022, 12, 24), SARA)]
    assert [set(one.thread.steps) for one in found] == [{A}, {A}, {B}]


@pytest.mark.parametrize("count", [1, 2, HISTORY])
def test_answer_that_the_oldest_revision_has(count: int) -> None:
    """An answer that all revisions have is nobody's, be they as many as are read, or fewer: it may be older."""
    saves = [(AXEL, f"{TOLD}{ANSWER}{number}") for number in range(count)]
    assert author(*saves) is None
    assert author(*saves, (BOT, TOLD)) == AXEL


def test_history_that_a_hidden_revision_has_cut() -> None:
    """Where the rest of the history is not to be had, the first visible editor is not taken for the author."""
    assert author((AXEL, f"{TOLD}{ANSWER}Hej!"), (SARA, f"{TOLD}{ANSWER}")) is None


def test_author_whose_name_is_hidden() -> None:
    """An answer of somebody whose name is not known has no author."""
    assert author((SARA, f"{TOLD}{ANSWER}Hej!"), ("", f"{TOLD}{ANSWER}"), (BOT, TOLD)) is None


def test_page_without_revisions_or_answers() -> None:
    """Without revisions, threads or answers there is nothing given."""
    assert given() == given(gone=(A,)) == []
    assert given((BOT, TOLD), (SARA, "")) == []
    assert given((SARA, ANSWER), (SARA, "")) == []


@pytest.mark.parametrize(
    "now",
    [
        pytest.param("", id="page-blanked"),
        pytest.param("== Annat ==\nHej!", id="section-archived"),
        pytest.param(OTHER, id="a-newer-thread"),
        pytest.param(f"<nowiki>{TOLD}</nowiki>{ANSWER}", id="mark-made-unreadable"),
    ],
)
def test_answer_in_a_thread_that_is_gone(now: str) -> None:
    """An answer in a thread that somebody has taken off the page counts on, as its author's, for those told there."""
    history = ((SARA, now), (SARA, f"{TOLD}{ANSWER}Hej!"), (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD))
    assert told(given(*history, gone=(A,))) == [(date(2022, 12, 1), AXEL)]
    assert given(*history) == []
    assert given(*history, gone=("0" * 16,)) == []


def test_answer_that_is_gone_is_as_it_was_last() -> None:
    """Of a thread that is gone the newest revision that has it tells: an answer that was taken back before is none."""
    newer = ((SARA, "Hej!"), (AXEL, f"{TOLD}{LATER}"))
    assert told(given(*newer, (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD), gone=(A,))) == [(date(2022, 12, 24), AXEL)]
    assert given((SARA, "Hej!"), (AXEL, TOLD), (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD), gone=(A,)) == []


def test_answer_that_is_gone_whose_author_nobody_knows() -> None:
    """As on the page, an answer that all older revisions have is nobody's, and so is one whose author is hidden."""
    gone = (SARA, "Hej!")
    assert told(given(gone, (AXEL, f"{TOLD}{ANSWER}"), gone=(A,))) == [(date(2022, 12, 1), None)]
    hidden = (gone, ("", f"{TOLD}{ANSWER}"), (BOT, TOLD))
    assert told(given(*hidden, gone=(A,))) == [(date(2022, 12, 1), None)]


def test_threads_that_went_one_after_the_other() -> None:
    """Each thread that is gone is looked for as far back as it takes; those of today come first."""
    history = (
        (SARA, f"{TOLD.replace(A, 'a' * 16)}{ANSWER}"),
        (BOT, TOLD.replace(A, "a" * 16)),
        (AXEL, f"{OTHER}{LATER}"),
        (BOT, f"{TOLD}{ANSWER}{OTHER}"),
        (AXEL, f"{TOLD}{ANSWER}"),
        (BOT, TOLD),
    )
    assert told(given(*history, gone=(A, B))) == [
        (date(2022, 12, 1), SARA),
        (date(2022, 12, 24), AXEL),
        (date(2022, 12, 1), AXEL),
    ]


def test_thread_with_several_items_is_looked_for_once() -> None:
    """A thread that told of two items that are gone gives its answers once."""
    both = f"{TOLD}{SECOND}\n"
    history = ((SARA, ""), (AXEL, f"{both}{ANSWER}"), (BOT, both))
    assert told(given(*history, gone=(A, B))) == [(date(2022, 12, 1), AXEL)]
