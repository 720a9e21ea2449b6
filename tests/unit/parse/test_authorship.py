"""When a person last changed the words of a report, from the revisions of its page."""

from datetime import UTC, date, datetime

import pytest

from bot.parse.authorship import rewritten_on
from bot.settings import Settings
from bot.wiki.port import Version
from tests.support.builders import DATA, data_text, settings
from tests.support.pages import region

BOT = "Lägesbot"
OLD, NEW = "Ont om tid.", "Lokalen är dubbelbokad."


def words(problem: str, **fields: str) -> str:
    """A page with a report of 31 October."""
    return data_text(**{"uppdaterad": "2022-10-31", **fields}, problem=problem)


def version(text: str, *, user: str = "Sara", when: str | None = "2022-11-01T12:00:00") -> Version:
    """A revision; its number does not matter here."""
    return Version(1, user, datetime.fromisoformat(when).replace(tzinfo=UTC) if when else None, text)


FIRST = version(words(OLD))


def day(*versions: Version) -> date | None:
    """The day that revisions tell of, newest first."""
    return rewritten_on(DATA, versions, Settings(), account=BOT)


def test_day_of_the_edit() -> None:
    """It is the day of the revision that brought the words of today."""
    assert day(version(words(NEW), when="2022-11-16T10:00:00"), FIRST) == date(2022, 11, 16)


def test_several_saves_in_a_row() -> None:
    """Of several saves the last that changed the words counts."""
    saves = (
        version(words(f"{NEW} Tyvärr."), when="2022-11-17T10:00:00"),
        version(words(f"{NEW} Tyv"), when="2022-11-16T11:00:00"),
        version(words(NEW), when="2022-11-16T10:00:00"),
    )
    assert day(*saves, FIRST) == date(2022, 11, 17)


def test_new_status_is_a_change_of_the_report() -> None:
    """Who sets another status under an old date has changed the report on that day."""
    red = version(words(NEW, status="Red"), when="2022-11-18T10:00:00")
    assert day(red, version(words(NEW), when="2022-11-16T10:00:00"), FIRST) == date(2022, 11, 18)


@pytest.mark.parametrize(
    "later",
    [
        pytest.param(words(NEW, budget="68 000"), id="another-field"),
        pytest.param(words(NEW, chefen="Bra jobbat!"), id="manager"),
        pytest.param(words(f"* {NEW}<!-- ring dem -->"), id="what-nobody-sees"),
        pytest.param(f"{words(NEW)}\n[[Kategori:Prov]]", id="beside-the-box"),
    ],
)
def test_later_edit_of_something_else(later: str) -> None:
    """An edit that leaves the lead's words as they are, by whomever, changes nothing."""
    rewritten = version(words(NEW), when="2022-11-16T10:00:00")
    assert day(version(later, user="John", when="2022-11-18T10:00:00"), rewritten, FIRST) == date(2022, 11, 16)


def test_own_edits_in_between() -> None:
    """The bot's own edits, of its regions, are no edits of the words, before, between and after."""
    own = region("problem", "* Boka lokal")
    saves = (
        version(words(f"{NEW}\n{own}"), user=BOT, when="2022-11-18T06:30:00"),
        version(words(NEW), when="2022-11-16T10:00:00"),
        version(words(f"{OLD}\n{own}"), user=BOT, when="2022-11-10T06:30:00"),
    )
    assert day(*saves, FIRST) == date(2022, 11, 16)


def test_only_the_managers_comment_was_changed() -> None:
    """What the manager writes comes after the report, and is no edit of it."""
    assert day(version(words(OLD, chefen="Bra jobbat!"), user="John"), FIRST) is None


@pytest.mark.parametrize(
    "versions",
    [
        pytest.param((), id="none"),
        pytest.param((version(words(NEW)),), id="one"),
        pytest.param((version(words(NEW)), version(words(NEW), user=BOT)), id="the-same-words-throughout"),
        pytest.param((version("Ingen mall."), FIRST), id="no-report-now"),
        pytest.param((version(words(NEW)), version("Ingen mall.")), id="no-report-before"),
    ],
)
def test_history_that_is_too_short(versions: tuple[Version, ...]) -> None:
    """Where the revisions do not show what the words were before, no day is known."""
    assert day(*versions) is None


@pytest.mark.parametrize(
    "newest",
    [
        pytest.param(version(words(NEW), user=""), id="nobody-knows-who"),
        pytest.param(version(words(NEW), when=None), id="nobody-knows-when"),
        pytest.param(version(words(NEW), user=BOT), id="the-bot"),
    ],
)
def test_edit_of_no_person(newest: Version) -> None:
    """The words must have come from somebody, at some time, and not from the bot."""
    assert day(newest, FIRST) is None


@pytest.mark.parametrize(
    "versions",
    [
        pytest.param((version(words(NEW)), version(words(OLD, uppdaterad="2022-09-30"))), id="with-the-words"),
        pytest.param(
            (version(words(NEW)), version(words(NEW, uppdaterad="2022-11-16"), user=BOT), version(words(NEW)), FIRST),
            id="the-bots-taken-back",
        ),
        pytest.param((version(words(NEW)), version(words(OLD, uppdaterad="i höstas")), FIRST), id="unreadable-before"),
    ],
)
def test_date_that_somebody_chose(versions: tuple[Version, ...]) -> None:
    """A date that was written together with the words, or after them, is a person's choice and no oversight."""
    assert day(*versions) is None


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        pytest.param("2022-11-16T23:30:00", date(2022, 11, 17), id="winter"),
        pytest.param("2022-11-16T22:59:59", date(2022, 11, 16), id="winter-before-midnight"),
        pytest.param("2022-07-16T22:00:00", date(2022, 7, 17), id="summer"),
    ],
)
def test_day_is_that_of_stockholm(when: str, expected: date) -> None:
    """An edit late in the evening by UTC was made the next day where the people are."""
    assert day(version(words(NEW), when=when), FIRST) == expected


def test_day_of_the_edit_is_that_of_the_time_zone() -> None:
    """An edit after midnight in Stockholm is of the day before in New York."""
    made = [version(words(NEW), when="2022-11-16T02:00:00"), FIRST]
    away = settings(calendar={"time_zone": "America/New_York"})
    assert rewritten_on(DATA, made, away, account=BOT) == date(2022, 11, 15)
    assert day(*made) == date(2022, 11, 16)
