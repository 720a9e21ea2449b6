"""Before a write: two readers must see the template call keep all that people have written, or the page is not written.

The bot finds its places with its own masks (`bot.parse.structure`). Here the call is read anew, before and after the
edit, by the bot itself and by an independent parser, mwparserfromhell; both must bear witness that every value a person
gave is still there. Outside the call, and outside the bot's regions, nothing may have changed at all.
"""

from collections.abc import Iterable

import mwparserfromhell
from mwparserfromhell.nodes import Template
from mwparserfromhell.parser import ParserError

from bot.parse.projectdata import find_call
from bot.parse.regions import emptied, without_regions
from bot.parse.structure import Source
from bot.settings import Templates

LONGEST = 20_000
"""Characters in the longest call that is given to mwparserfromhell: several times a full report. Its time grows with
the square of the length on markup that is opened and never closed, and half a minute is the most that a page may cost.
Of a longer call it is given what people have written: the bot's own text has no markup that is left open.
"""


_NAME = "{{"
"""Stands for the template's own name among its parameters; no parameter can be called that."""


def people_unharmed(before: Source, after: Source, templates: Templates) -> bool:
    """Whether an edit of the project data leaves all that people have written as it is.

    Args:
        before: The page as read.
        after: The page as planned.
        templates: The names of the template.

    Returns:
        False also where either page has no call of the template, or one that the parser does not see as one.
    """
    (left, old, right), (new_left, new, new_right) = (_sides(page, templates) for page in (before, after))
    if (left, right) != (new_left, new_right):
        return False
    return all(_kept(read(old), read(new)) for read in (_as_the_bot, _as_the_parser))


def date_alone_changed(before: Source, after: Source, templates: Templates, *, was: str, now: str) -> bool:
    """Whether an edit of the project data changes the date of the report, from one text to another, and nothing else.

    Args:
        before: The page as read.
        after: The page as planned.
        templates: The names of the template and its fields.
        was: The whole value of the date's field before, trimmed.
        now: The same after.

    Returns:
        False also where the call gives the field twice, and where either reader does not see the call.
    """
    (left, old, right), (new_left, new, new_right) = (_sides(page, templates) for page in (before, after))
    if (left, right) != (new_left, new_right):
        return False
    names = templates.aliases("updated")
    return all(_redated(read(old), read(new), names) == (was, now) for read in (_as_the_bot, _as_the_parser))


def _redated(
    said: dict[str, str] | None, says: dict[str, str] | None, names: tuple[str, ...]
) -> tuple[str, str] | None:
    """The one value that differs, before and after; None where it is not the date's, or not the only one."""
    if said is None or says is None or said.keys() != says.keys():
        return None
    changed = [name for name, text in says.items() if said[name] != text]
    return (said[changed[0]], says[changed[0]]) if len(changed) == 1 and changed[0] in names else None


def _sides(page: Source, templates: Templates) -> tuple[str, str, str]:
    """A page without the bot's regions: what stands before the call, the call as it is, and what stands after it."""
    call = find_call(page, templates)
    start, end = (call.start, call.end) if call else (len(page.text), len(page.text))
    return without_regions(page.text[:start]), page.text[start:end], without_regions(page.text[end:])


def _kept(said: dict[str, str] | None, says: dict[str, str] | None) -> bool:
    """Whether all that was said is still said, and nothing else; None stands for what could not be read."""
    if said is None or says is None:
        return False
    return said.keys() <= says.keys() and all(text == said.get(name, "") for name, text in says.items())


def _as_the_bot(call: str) -> dict[str, str]:
    calls = list(Source("", call).calls())
    given = [(one.name, call[one.value_start : one.value_end]) for found in calls for one in found.parameters]
    return _values([*((_NAME, found.name) for found in calls), *given])


def _as_the_parser(call: str) -> dict[str, str] | None:
    given = call if len(call) <= LONGEST else emptied(call)
    try:
        nodes = mwparserfromhell.parse(given, skip_style_tags=True).nodes if len(given) <= LONGEST else []
    except (ParserError, RecursionError):
        return None
    if len(nodes) != 1 or not isinstance(nodes[0], Template):
        return None
    return _values([(_NAME, str(nodes[0].name)), *((str(one.name), str(one.value)) for one in nodes[0].params)])


def _values(parameters: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What people have written in each parameter; in doubled ones all of it, in order."""
    values: dict[str, str] = {}
    for name, value in parameters:
        values[name.strip()] = values.get(name.strip(), "") + without_regions(value).strip()
    return values
