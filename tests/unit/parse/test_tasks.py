"""Phabricator cells and headers: the contract on tasks."""

import pytest

from bot.parse.tasks import no_tasks, read_tag, read_tasks


@pytest.mark.parametrize(
    ("cell", "tasks"),
    [
        ("", ()),
        ("T318564", ("T318564",)),
        ("T2, T1 och T2", ("T2", "T1")),
        ("T295595<br>T295597", ("T295595", "T295597")),
        ("T295595T295597", ("T295595", "T295597")),
        ("[[phab:T318564]]", ("T318564",)),
        ("[[phab:T1|T1]]", ("T1",)),
        ("[https://phabricator.wikimedia.org/T318564 ärendet]", ("T318564",)),
        ("https://phabricator.wikimedia.org/T318564#123", ("T318564",)),
        ("{{phab|T318564}}", ("T318564",)),
        ("{{T|318564}}", ("T318564",)),
        ("{{Tracked|318564|resolved}}", ("T318564",)),
        ("{{T|abc}} {{Tabell|123}}", ()),
        ("<!-- T1 -->T2", ("T2",)),
        ("ABT123", ()),
        ("T123abc", ()),
        ("1T123", ()),
        ("T0", ()),
        ("T1234567890", ()),
        ("t123", ()),
        ("N/A, skapas vid respektive tillfälle", ()),
    ],
)
def test_tasks_are_read_in_order(cell: str, tasks: tuple[str, ...]) -> None:
    """Every task number of the cell comes once and in order; figures inside other words are none."""
    assert read_tasks(cell) == tasks


@pytest.mark.parametrize(
    "cell",
    [
        "N/A",
        "n/a",
        "N/A, skapas vid respektive tillfälle",
        "'''N/A'''",
        "Ej aktuellt",
        "Ej aktuellt.",
        "Inga",
        "inga ärenden",
    ],
)
def test_no_tasks_on_purpose(cell: str) -> None:
    """The cell says that there are no tasks."""
    assert no_tasks(cell)


@pytest.mark.parametrize(
    "cell", ["", "-", "?", "T1", "N/A, se T1", "Inga ännu", "Ej aktuellt ännu", "n/arkiv", "Skapas"]
)
def test_tasks_are_only_missing(cell: str) -> None:
    """An empty cell, a task, or words that mean "not yet" do not say that there are no tasks on purpose."""
    assert not no_tasks(cell)


@pytest.mark.parametrize(
    ("header", "tag"),
    [
        ("Phabricator<br>WMSE-Exchange-of-Experiences-2022", "WMSE-Exchange-of-Experiences-2022"),
        ("Phabricator\nWMSE-Exchange-of-Experiences-2022", "WMSE-Exchange-of-Experiences-2022"),
        ("'''Phabricator'''<br/><small>#WMSE-X-2022</small>", "WMSE-X-2022"),
        ("Phabricator<br>International Copyright 2021", "International Copyright 2021"),
        ("Phabricator<br>[[phab:tag/wmse-x/|WMSE-X]]", "WMSE-X"),
        ("Phabricator<br>[[phab:tag/wmse-x/]]", "wmse-x"),
        ("Phabricator<br>[https://phabricator.wikimedia.org/tag/wmse-x/ WMSE-X]", "WMSE-X"),
        ("Phabricator<br>https://phabricator.wikimedia.org/tag/wmse-b%C3%A5t/", "wmse-båt"),
        ("[https://phabricator.wikimedia.org/tag/wmse-x/ Phabricator]", "wmse-x"),
        ("[[phab:tag/wmse-x|Ärenden]]", "wmse-x"),
        ("Phabricator (WMSE-X)", "WMSE-X"),
        ("Phabricator: WMSE-X", "WMSE-X"),
        ("Phab<br>WMSE-X", "WMSE-X"),
        ("Phabricator", None),
        ("Phabricator-ärenden", None),
        ("Phabricator-ärenden<br>WMSE-X", "WMSE-X"),
        ("Phabricator<!-- https://phabricator.wikimedia.org/tag/wmse-x/ -->", None),
        ("Kommentar<br>WMSE-X", None),
        ("", None),
    ],
)
def test_tag_stands_under_the_heading(header: str, tag: str | None) -> None:
    """The tag is the second line of the column's header, as text or link; without one there is no tag."""
    assert read_tag(header) == tag
