"""A timeline as a picture: well-formed whatever it says, and all of it in words, too."""

import string
from collections import Counter
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.html.timeline import projects_svg, safe, timeline_svg
from bot.model import Activity, Mark, Period, Project
from bot.overview.timeline import timeline_of
from bot.render.words import Words
from tests.support.builders import TODAY, WORDS, activity, people, period, project, standing

SVG = "{http://www.w3.org/2000/svg}"
TENTATIVE = replace(period("2022-12-01", "2022-12-31"), tentative=True)


def drawn(*activities: Activity, one: Project | None = None, today: date = TODAY, words: Words = WORDS) -> str:
    """The picture of 2022."""
    return timeline_svg(
        timeline_of(standing(replace(one or project(), activities=activities), today=today), 2022), words
    )


def picture(*activities: Activity, today: date = TODAY, words: Words = WORDS) -> Element:
    """The picture, as a parser of XML sees it."""
    return fromstring(drawn(*activities, today=today, words=words))  # noqa: S314 - our own text


def of_class(root: Element, name: str, kind: str) -> list[Element]:
    """The elements of a name that have a class."""
    return [one for one in root.iter(f"{SVG}{name}") if kind in one.get("class", "").split()]


def texts(root: Element) -> list[str]:
    """All that is written in a picture, but what is only said of it."""
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_nothing_to_draw_is_nothing() -> None:
    """Without an activity with days in the year there is no picture."""
    assert drawn() == ""
    assert drawn(activity(when=Period("Någon gång", unreadable=True))) == ""


def test_picture_is_told_in_words() -> None:
    """A screen reader hears a picture with a name, today's date, and each activity with its days, state and people."""
    root = picture(activity("Boka", owner=people("Axel", support=["Sara"])), activity("Fira", when=TENTATIVE))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Tidslinje 2022"
    assert root.findtext(f"{SVG}desc") == (
        "I dag, 9 november 2022. Boka: mars 2022, försenad, Axel med stöd av Sara. "
        "Fira: december 2022 (preliminärt), planerad, Axel."
    )


@pytest.mark.parametrize(
    ("one", "kind", "words"),
    [
        (activity(mark=Mark.DONE), "done", "✓ Klar"),
        (activity(), "overdue", "! Försenad"),
        (activity(mark=Mark.CANCELLED), "cancelled", "✗ Inställd"),
        (activity(when=period("2022-11-01", "2022-11-30")), "ongoing", "▶ Pågår"),
        (activity(when=period("2022-12-01", "2022-12-31")), "planned", "○ Planerad"),
        (activity(tasks=("T1",)), "passed", "? Tiden har gått"),
    ],
)
def test_bar_has_class_and_word(one: Activity, kind: str, words: str) -> None:
    """A state is a class for its colour, and a sign and a word that are read without it."""
    root = picture(one)
    assert [bar.get("class") for bar in of_class(root, "rect", "bar")] == [f"bar {kind}"]
    assert words in texts(root)


def test_bar_lies_on_its_days() -> None:
    """A bar begins and ends where its days do: March goes from day 59 to day 90 of 2022, two units each."""
    root = picture(activity())
    (bar,) = of_class(root, "rect", "bar")
    january, *_ = of_class(root, "rect", "month")
    assert int(bar.get("x", "")) - int(january.get("x", "")) == 59 * 2
    assert int(bar.get("width", "")) == 31 * 2


@pytest.mark.parametrize(
    ("start", "end", "anchored"),
    [
        pytest.param("2022-01-01", "2022-12-31", "inside", id="inside"),
        pytest.param("2022-01-01", "2022-01-03", "beside", id="after"),
        pytest.param("2022-12-24", "2022-12-26", "beside", id="before"),
    ],
)
def test_words_stand_in_the_bar_or_beside_it(start: str, end: str, anchored: str) -> None:
    """The words of a bar stand in it where they fit, else after it, at the year's end before it; never beyond."""
    root = picture(activity(when=period(start, end)))
    (words,) = of_class(root, "text", anchored)
    (bar,) = of_class(root, "rect", "bar")
    left, right = (int(bar.get("x", "")) + add for add in (0, int(bar.get("width", ""))))
    x, to_the_left = int(words.get("x", "")), words.get("text-anchor") == "end"
    assert (x > left) if anchored == "inside" else (x < left) if to_the_left else (x > right)
    assert to_the_left == (end == "2022-12-26")


def test_words_that_fit_nowhere_begin_with_the_year() -> None:
    """Long words of a short bar in the middle are kept within the picture."""
    root = picture(activity(when=period("2022-12-01", "2022-12-02")), words=Long())
    (words,) = of_class(root, "text", "beside")
    january, *_ = of_class(root, "rect", "month")
    assert int(words.get("x", "")) > int(january.get("x", ""))


class Long(Words):
    """A language with long words."""

    def phrase(self, key: str, /, **facts: object) -> str:
        """A phrase that is longer than half a year."""
        return super().phrase(key, **facts) + " mycket länge" * 6


def test_tentative_is_hatched() -> None:
    """What is tentative has a class and lines over its bar, none of which leaves it."""
    root = picture(activity(when=TENTATIVE), activity())
    (bar,) = of_class(root, "rect", "tentative")
    (hatch,) = root.iter(f"{SVG}path")
    points = [tuple(map(int, one.split())) for one in hatch.get("d", "").replace("M", "L").split("L")[1:]]
    left, top, width, height = (int(bar.get(key, "")) for key in ("x", "y", "width", "height"))
    assert len(points) > 10
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in points)


@pytest.mark.parametrize(
    ("today", "label", "anchor"),
    [(date(2022, 2, 1), "I dag, 1 februari 2022", "start"), (date(2022, 12, 30), "I dag, 30 december 2022", "end")],
)
def test_today_is_a_line_with_a_label(today: date, label: str, anchor: str) -> None:
    """Today has a line on its day, with its date beside it, where there is room."""
    root = picture(activity(), today=today)
    (line,) = of_class(root, "line", "today")
    (text,) = of_class(root, "text", "today")
    (month,) = of_class(root, "rect", "now")
    assert int(month.get("x", "")) < int(line.get("x1", "")) < int(month.get("x", "")) + int(month.get("width", ""))
    assert (text.text, text.get("text-anchor")) == (label, anchor)


def test_no_today_in_another_year() -> None:
    """Outside the year, or when the project is over, nothing is marked as today."""
    root = picture(activity(), today=date(2023, 1, 1))
    assert of_class(root, "line", "today") == of_class(root, "rect", "now") == []
    assert "I dag" not in (root.findtext(f"{SVG}desc") or "")


def test_months_have_their_names_in_the_language() -> None:
    """The months are called what they are in the language."""
    found = [
        [one.text for one in of_class(picture(activity(), words=one), "text", "month")] for one in (WORDS, Words("en"))
    ]
    assert [names[4] for names in found] == ["maj", "May"]
    assert all(len(names) == 12 for names in found)


def test_long_name_is_cut_but_said_in_full() -> None:
    """A name that is longer than its room is cut where it stands, and whole in what is said of its bar."""
    name = "En aktivitet med ett mycket långt namn som inte får plats"
    root = picture(activity(name))
    (shown,) = of_class(root, "text", "name")
    assert shown.text
    assert shown.text.endswith("…")
    assert len(shown.text) <= 36
    assert name.startswith(shown.text[:-1])
    assert any((one.text or "").startswith(f"{name}:") for one in root.iter(f"{SVG}title"))


def test_nothing_has_an_id() -> None:
    """Many pictures stand on one page: none has an id, a style of its own, a script or an address."""
    text = drawn(activity(), activity(when=TENTATIVE))
    assert not any(sign in text for sign in (" id=", " style=", "<script", "href", "url("))


@given(st.text(st.characters(codec="utf-8"), max_size=20))
@example("\x00\x0b\x1f\x7f\x85\ufffe\uffff")
@example("</title><script>alert(1)</script>&amp;\"'")
@example("]]>" + string.whitespace)
def test_picture_is_well_formed_whatever_it_says(name: str) -> None:
    """Any name makes a picture that a parser of XML reads, with the same elements as an ordinary one."""
    ordinary, hostile = (
        Counter(one.tag for one in picture(replace(activity(), name=text or "Boka")).iter())
        for text in ("Boka", f"x{name}")
    )
    assert ordinary == hostile


def test_lone_surrogates_are_left_out() -> None:
    """Half a character, which no file can hold, is left out."""
    assert safe("a\ud800b < c\n d") == "ab &lt; c d"


def year(*shown: Project, today: date = TODAY) -> Element:
    """The picture of the projects of 2022."""
    timelines = [(one, timeline_of(standing(one, today=today), 2022)) for one in shown]
    return fromstring(projects_svg(timelines, WORDS))  # noqa: S314 - our own text


def test_year_shows_each_project_in_its_own_time() -> None:
    """A project's bar is its own time, a quarter of the year here, and says how many activities are in which state."""
    spring = replace(project(activity("Boka"), activity("Städa", when=Period("Någon gång", unreadable=True))))
    root = year(project(), replace(spring, start=date(2022, 4, 1), end=date(2022, 6, 30)))
    whole, part = (float(one.get("width", "")) for one in of_class(root, "rect", "period"))
    assert whole / 365 == part / 91
    assert "! 1 försenad · 1 utan datum" in texts(root)
    assert [one.text for one in of_class(root, "text", "name")] == ["Prov 2022", "Prov 2022"]


def test_year_is_told_in_words() -> None:
    """A screen reader hears each project with its time and how its activities stand, and what day it is."""
    assert year(project(activity("Boka"))).findtext(f"{SVG}desc") == (
        "I dag, 9 november 2022. Prov 2022: januari–december 2022, 1 försenad."
    )


def test_project_without_days_has_no_bar() -> None:
    """Where it is not known when a project is, its activities are counted all the same."""
    root = year(replace(project(activity("Boka")), start=None, end=None))
    assert of_class(root, "rect", "bar") == []
    assert "! 1 försenad" in texts(root)


def test_project_with_nothing_to_tell_has_its_name() -> None:
    """Of a project without days and activities there is its name to hear, and no more."""
    root = year(replace(project(), start=None, end=None))
    assert root.findtext(f"{SVG}desc") == "I dag, 9 november 2022. Prov 2022"


def test_day_is_marked_though_the_first_project_is_over() -> None:
    """In the picture of a year the day is marked whatever project stands first."""
    assert len(of_class(year(replace(project(), closed=True), project()), "line", "today")) == 1


def test_year_without_projects_is_nothing() -> None:
    """Without projects there is no picture."""
    assert projects_svg([], WORDS) == ""
