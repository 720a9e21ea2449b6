"""A second reader, before a write: mwparserfromhell must see the page as we do, or the page is not written.

The bot finds its places with its own masks (`bot.parse.structure`). Here an independent parser reads the page before
and after the edit, and bears witness that every value a person gave is still there and nothing else has changed.
"""

import mwparserfromhell
from mwparserfromhell.nodes import Template
from mwparserfromhell.parser import ParserError

from bot.parse.regions import without_regions


def people_unharmed(before: str, after: str, template: str) -> bool:
    """Whether an edit inside a template call leaves all that people have written as it is.

    Args:
        before: The page as read.
        after: The page as planned.
        template: The template's name, as the call writes it.

    Returns:
        False also where the parser cannot make sense of either page.
    """
    try:
        old, new = (_call(mwparserfromhell.parse(text), template) for text in (before, after))
    except (ParserError, RecursionError):
        return False
    if old is None or new is None:
        return False
    if before.replace(str(old), "\0", 1) != after.replace(str(new), "\0", 1):
        return False
    said, says = _values(old), _values(new)
    return said.keys() <= says.keys() and all(text == said.get(name, "") for name, text in says.items())


def _call(code: mwparserfromhell.wikicode.Wikicode, template: str) -> Template | None:
    """The first call of the template, as the page has it."""
    calls = (call for call in code.ifilter_templates())
    return next((call for call in calls if str(call.name.strip_code()).strip() == template), None)


def _values(call: Template) -> dict[str, str]:
    """What people have written in each parameter; of doubled ones all, in order."""
    values: dict[str, str] = {}
    for parameter in call.params:
        name = str(parameter.name).strip()
        values[name] = values.get(name, "") + without_regions(str(parameter.value)).strip()
    return values
