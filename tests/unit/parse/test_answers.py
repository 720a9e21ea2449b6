"""Who gave an answer in a thread, from the revisions of its page."""

import pytest

from bot.parse.answers import answered_by
from bot.parse.structure import Source
from bot.parse.threads import read_threads
from bot.wiki.port import HISTORY, Version

A, B = "0123456789abcdef", "fedcba9876543210"
TOLD = f"== Påminnelse ==\n* Boka lokal <!-- Lägesbot:punkt {A} steg 1 körning 20221109-0730-abcd -->\n"
ANSWER = ":{{Lägesbot|pausa=2022-12-01}}\n"
BOT, AXEL, SARA = "Lägesbot", "Axel (WMSE)", "Sara (WMSE)"


def author(*versions: tuple[str, str]) -> str | None:
    """Who wrote the first answer in the newest revision's first thread; revisions as user and text, newest first."""
    history = [Version(len(versions) - at, user, None, text) for at, (user, text) in enumerate(versions)]
    thread = read_threads(Source("", history[0].text))[0]
    return answered_by(thread.answers[0], thread, history)


def test_author_of_the_edit() -> None:
    """The answer is of who made the first revision that has it."""
    assert author((AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD), (SARA, "Hej!")) == AXEL


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(f"{TOLD}{ANSWER}== Annat ==\nHej!", id="something-else"),
        pytest.param(f"== Annat ==\n{TOLD.replace('Påminnelse', 'Ny rubrik')}{ANSWER}", id="moved-and-renamed"),
        pytest.param(f"{TOLD}:Jag är borta. {{{{mall:lägesbot| pausa = 1 december 2022 }}}}", id="written-otherwise"),
        pytest.param(
            f"{TOLD.replace(A, f'{B} {A}')}{ANSWER}<!-- Lägesbot:punkt {B} steg 2 körning 20221109-0730-abcd -->",
            id="more-told-in-it",
        ),
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
        pytest.param(f"{TOLD.replace(A, B)}{ANSWER}", id="about-something-else"),
        pytest.param(TOLD, id="taken-away-in-between"),
    ],
)
def test_answer_that_was_another_before(before: str) -> None:
    """Who changes the day, or puts an answer back or in another thread, has answered, whoever did so before."""
    assert author((SARA, f"{TOLD}{ANSWER}"), (AXEL, before), (AXEL, f"{TOLD}{ANSWER}"), (BOT, TOLD)) == SARA


def test_answer_without_a_day() -> None:
    """An answer that no day can be read from has its author, too."""
    unclear = f"{TOLD}:{{{{Lägesbot|pausa=sen}}}}"
    assert author((SARA, f"{unclear} Hej!"), (AXEL, unclear), (BOT, TOLD)) == AXEL


def test_first_revision_of_the_page() -> None:
    """Of a page with fewer revisions than are read, the oldest has made what it holds."""
    assert author((SARA, f"{TOLD}{ANSWER}Hej!"), (AXEL, f"{TOLD}{ANSWER}")) == AXEL


def test_history_that_does_not_reach_back() -> None:
    """Where all revisions that were read have the answer, and there may be more, nobody knows who wrote it."""
    saves = [(SARA, f"{TOLD}{ANSWER}{number}") for number in range(HISTORY - 1)]
    assert author(*saves, (AXEL, f"{TOLD}{ANSWER}")) is None
    assert author(*saves, (BOT, TOLD)) == SARA
    assert author(*saves[1:], (AXEL, f"{TOLD}{ANSWER}")) == AXEL


@pytest.mark.parametrize("older", [[(BOT, TOLD)], []], ids=["edit", "first-revision"])
def test_author_whose_name_is_hidden(older: list[tuple[str, str]]) -> None:
    """An answer of somebody whose name is not known has no author."""
    assert author((SARA, f"{TOLD}{ANSWER}Hej!"), ("", f"{TOLD}{ANSWER}"), *older) is None


def test_answer_that_the_page_does_not_have() -> None:
    """An answer that the newest revision does not have, or of a page without revisions, has no author."""
    thread = read_threads(Source("", f"{TOLD}{ANSWER}"))[0]
    versions = [Version(2, SARA, None, TOLD), Version(1, AXEL, None, f"{TOLD}{ANSWER}")]
    assert answered_by(thread.answers[0], thread, versions) is None
    assert answered_by(thread.answers[0], thread, []) is None
