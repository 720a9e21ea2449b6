"""Putting the bot's regions into a page: slices cut out and put in, everything else left as it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bot.parse.projectdata import find_parameter
from bot.parse.regions import Region, Regions, checksum
from bot.parse.structure import Call, Parameter, Source


@dataclass(frozen=True, slots=True)
class Content:
    """What one region should say.

    Attributes:
        name: The region's name, without spaces.
        body: Its wikitext; "" where there is nothing to say.
        aliases: The names of the template parameter that it stands in, most usual first.
    """

    name: str
    body: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `text` in the place of a slice of the page."""

    start: int
    end: int
    text: str


def compose(name: str, body: str) -> str:
    """A whole region, markers and all (the contract on the wiki)."""
    lines = f"{body}\n" if body else ""
    return (
        f"<!-- Lägesbot:start {name} {checksum(body)} – ändra inte här, texten skrivs om -->\n"
        f"{lines}<!-- Lägesbot:slut {name} -->"
    )


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


def refresh(source: Source, region: Region, body: str) -> Splice | None:
    """The splice that brings a region up to date; None where it says that already."""
    current = source.text[region.body_start : region.body_end].replace("\r", "")
    return None if current == body else Splice(region.start, region.end, compose(region.name, body))


def in_parameters(source: Source, call: Call, regions: Regions, contents: Iterable[Content]) -> list[Splice]:
    """The splices that bring all contents up to date inside the parameters of a template call.

    A region that is there is refreshed where it stands; one that is not and has something to say is added after the
    person's text in its parameter; a missing parameter is added at the end of the call, in the call's own style.
    """
    splices: list[Splice | None] = []
    for content in contents:
        region = regions.found.get(content.name)
        if region:
            splices.append(refresh(source, region, content.body))
        elif content.body:
            parameter = find_parameter(call, content.aliases)
            add = _into(source, parameter, content) if parameter else _new_parameter(source, call, content)
            splices.append(add)
    return [one for one in splices if one]


def _into(source: Source, parameter: Parameter, content: Content) -> Splice:
    """A new region after what a person has written, on lines of its own."""
    value = source.text[parameter.value_start : parameter.value_end]
    kept = len(value.rstrip())
    line_end = value.find("\n", kept)
    if line_end < 0:  # the call goes on, or ends, on the same line
        position, after = parameter.value_start + len(value), "\n"
    else:  # what white space a person left at the end of the line stays there
        position, after = parameter.value_start + line_end, ""
    return Splice(position, position, f"\n{compose(content.name, content.body)}{after}")


def _new_parameter(source: Source, call: Call, content: Content) -> Splice:
    """A new parameter before the end of the call, with the white space that the call's last named one has."""
    end = call.end - len("}}")
    opening, spacing = "| ", " = "
    named = [one for one in call.parameters if not one.name.isdigit()]
    if named:
        head = source.text[named[-1].start : named[-1].value_start]
        name_at = head.find(named[-1].name)
        opening, spacing = head[:name_at], head[name_at + len(named[-1].name) :].rstrip(" ") + " "
    before = "" if source.text[:end].endswith("\n") else "\n"
    region = compose(content.name, content.body)
    return Splice(end, end, f"{before}{opening}{content.aliases[0]}{spacing.rstrip()}\n{region}\n")
