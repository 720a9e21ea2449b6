"""Putting the bot's regions into a page: slices cut out and put in, everything else left as it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bot.names import USUAL
from bot.parse.fields import find_parameter
from bot.parse.regions import Region, Regions, compose
from bot.parse.structure import Call, Parameter, Source

_SPACE = " \t\r\n"
"""What MediaWiki takes away round the names and values of named parameters; no other white space."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Content:
    """What one region should say.

    Attributes:
        name: The region's id.
        body: Its wikitext; "" where there is nothing to say.
        aliases: The names of the template parameter that it stands in, most usual first.
        language: That of its markers.
    """

    name: str
    body: str
    aliases: tuple[str, ...] = ()
    language: str = USUAL


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `text` in the place of a slice of the page."""

    start: int
    end: int
    text: str


def splice(text: str, splices: Iterable[Splice]) -> str:
    """Carry out several splices at once. Those at the same place are put in the order given.

    Raises:
        ValueError: Two of them overlap.
    """
    ordered = sorted(splices, key=lambda one: one.start)
    if any(later.start < earlier.end for earlier, later in pairwise(ordered)):
        raise ValueError("overlapping splices")
    pieces, position = [], 0
    for one in ordered:
        pieces += [text[position : one.start], one.text]
        position = one.end
    return "".join([*pieces, text[position:]])


def with_date(source: Source, span: tuple[int, int] | None, day: date) -> str:
    """The page with another date in a field.

    Args:
        source: The page.
        span: Where the field's trimmed value stands; None where it has none.
        day: The date.

    Returns:
        The page as it is where the field does not hold a date alone, written ÅÅÅÅ-MM-DD.
    """
    if span is None or not _DAY.fullmatch(source.text, *span):
        return source.text
    return splice(source.text, [Splice(*span, day.isoformat())])


def refresh(source: Source, region: Region, body: str, language: str = USUAL) -> Splice | None:
    """The splice that brings a region up to date; None where it says that already."""
    if says(source.text, region, body):
        return None
    return Splice(region.start, region.end, compose(region.id, body, language))


def says(text: str, region: Region, body: str) -> bool:
    """Whether a region of a page has this text already."""
    return text[region.body_start : region.body_end].replace("\r", "") == body


def in_parameters(source: Source, call: Call, regions: Regions, contents: Iterable[Content]) -> list[Splice]:
    """The splices that bring all contents up to date inside the parameters of a template call.

    A region that is there is refreshed where it stands; one that is not and has something to say is added after the
    person's text in its parameter; a missing parameter is added at the end of the call, in the call's own style.
    """
    splices: list[Splice] = []
    homeless: list[Content] = []
    for content in contents:
        region = regions.get(content.name)
        parameter = find_parameter(call, content.aliases)
        if region:
            change = refresh(source, region, content.body, content.language)
            splices += [change] if change else []
        elif parameter and content.body:
            splices.append(_into(source, parameter, content))
        elif content.body:
            homeless.append(content)
    if homeless:  # last, since a parameter that ends where the call ends must be complete before another follows
        splices.append(_new_parameters(source, call, homeless, after_region=_ends_with_region(call, splices)))
    return splices


def _into(source: Source, parameter: Parameter, content: Content) -> Splice:
    """A new region after what a person has written, on lines of its own."""
    value = source.text[parameter.value_start : parameter.value_end]
    kept = len(value.rstrip())
    line_end = value.find("\n", kept)
    if line_end < 0:  # the call goes on, or ends, on the same line
        position, after = parameter.value_end, "\n"
    else:  # what white space a person left at the end of the line stays there
        position, after = parameter.value_start + line_end, ""
    return Splice(position, position, f"\n{compose(content.name, content.body, content.language)}{after}")


def _ends_with_region(call: Call, splices: Iterable[Splice]) -> bool:
    """Whether a region, which ends its line, is put in where the call ends."""
    return any(one.start == call.end - len("}}") for one in splices)


def _new_parameters(source: Source, call: Call, contents: Iterable[Content], *, after_region: bool) -> Splice:
    """New parameters before the end of the call, each written as the call's last named one is.

    They begin on a line of their own, but right after an unnamed value, whose white space counts.
    """
    end = call.end - len("}}")
    before_name, after_name = _style(source, call)
    unnamed = bool(call.parameters) and not call.parameters[-1].named
    begins = "" if after_region or source.text.startswith("\n", end - 1) else "\n"
    parameters = "".join(
        f"{before_name}{content.aliases[0]}{after_name}\n{compose(content.name, content.body, content.language)}\n"
        for content in contents
    )
    return Splice(end, end, parameters.lstrip() if unnamed else f"{begins}{parameters}")


def _style(source: Source, call: Call) -> tuple[str, str]:
    """What the call has before and after the name of its last parameter that holds nothing but white space there."""
    for one in reversed([one for one in call.parameters if one.named and one.name]):
        before, name, after = source.text[one.start : one.value_start].partition(one.name)
        if name and before.strip(_SPACE) == "|" and after.strip(_SPACE) == "=":
            indent = source.text[source.text.rfind("\n", 0, one.start) + 1 : one.start]
            return f"{'' if indent.strip(_SPACE) else indent}{before}", after
    return "| ", " ="
