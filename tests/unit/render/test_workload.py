"""The table of planned days by person and month."""

from dataclasses import replace
from typing import Any

from bot.knowledge import Knowledge, know
from bot.model import Activity, Period
from bot.render.words import Words
from bot.render.workload import MOST_UNKNOWN, workload_wikitext
from tests.support.builders import TITLE, activity, material, people, period, project, settings, standing

ON: dict[str, Any] = {"overview": {"workload": True}}


def knowing(*activities: Activity, **parts: Any) -> Knowledge:  # noqa: ANN401 - any settings
    """What is known of one project with these activities, and settings."""
    found = know(material({TITLE: ""}, rules=settings(**{**ON, **parts})))
    return replace(found, standings=(standing(project(*activities)),))


def sized(days: float | None, one: Activity | None = None) -> Activity:
    """An activity with an effort; Axel's in March unless told otherwise."""
    return replace(one or activity(), days=days)


def table(*activities: Activity, **parts: Any) -> str:  # noqa: ANN401 - any settings
    """The table of 2022."""
    return workload_wikitext(2022, knowing(*activities, **parts))


def test_only_where_the_settings_ask() -> None:
    """Nobody's work is told of unless the settings ask for it."""
    assert table(sized(8), overview={}) == ""


def test_nobody_to_tell_of() -> None:
    """Without anybody in the register, or on the pages, there is no table."""
    assert table(sized(8, activity(owner=people())), people={}) == ""


def test_line_has_days_by_month() -> None:
    """Everybody has a line of twelve months and the whole year, with a dash for nothing."""
    text = table(sized(8.5))
    assert "| Axel\n| –\n| –\n| 8,5\n" + "| –\n" * 9 + "| 8,5\n" in text
    assert "| Sara\n" + "| –\n" * 12 + "| 0\n" in text


def test_too_much_is_told_by_sign_and_word() -> None:
    """A month with more planned than it has work days says so with a sign and in words, not by its colour alone."""
    text = table(sized(30))
    assert " | !&nbsp;30<br>över&nbsp;23\n" in text
    assert "!&nbsp;" not in table(sized(23)).partition("|}")[0]


def test_unknown_are_told_of() -> None:
    """Who is not in the register stands last with the name as written, so many of them, and what that means."""
    few = table(sized(1, activity(owner=people("[[Åsa]]"))))
    lot = table(*(sized(1, activity(owner=people(f"Namn {number}"))) for number in range(MOST_UNKNOWN + 2)))
    assert "&#91;&#91;Åsa&#93;&#93; (inte i registret)" in few
    assert "Den som inte är i registret står sist" in few
    assert lot.count("(inte i registret)") == MOST_UNKNOWN
    assert "2 namn till är inte i registret." in lot
    assert "registret står" not in table(sized(1))


def test_what_is_not_counted_is_told() -> None:
    """Below it says what is counted for nobody, and nothing where everything is."""
    text = table(
        sized(None),
        sized(2, activity(when=Period("Någon gång", unreadable=True))),
        sized(1, activity(owner=people())),
        sized(1, activity("Annat", owner=people())),
    )
    assert text.endswith(
        "Räknas inte för någon:\n"
        "* 1 aktivitet utan tidsåtgång\n"
        "* 1 aktivitet vars första eller sista dag inte är känd (2 dagar)\n"
        "* 2 aktiviteter utan ansvarig (2 dagar)"
    )
    assert "Räknas inte" not in table(sized(1))


def test_weight_of_support_is_told() -> None:
    """Readers are told how support counts."""
    assert "räknas som 0,25 ansvarig" in table(sized(1), overview={"workload": True, "support_share": 0.25})
    assert "den som stöttar räknas inte," in table(sized(1), overview={"workload": True, "support_share": 0})


def test_english_is_complete() -> None:
    """In English the table has its words."""
    found = knowing(
        sized(30), sized(None), sized(1, activity(owner=people())), sized(1, activity(when=period(None, "2022-04-01")))
    )
    text = workload_wikitext(2022, replace(found, material=replace(found.material, words=Words("en"))))
    for words in ("Planned days 2022", "over&nbsp;23", "1 activity without an effort", "(1 day)", "nobody responsible"):
        assert words in text
