"""What stands in the bot's regions now, and what a run would write: for each page of a project, side by side."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.checks.standing import Standing
from bot.html.addresses import Addresses
from bot.html.wikitext import Rendered, render
from bot.knowledge import Knowledge
from bot.parse.regions import read_regions
from bot.planned import Plan


@dataclass(frozen=True, slots=True)
class Part:
    """One region.

    Attributes:
        name: Which region it is (`bot.names.Names.regions`).
        before: What stands there; None where there is no such region.
        after: What a run would have there; None where it would take it away.
        changed: These are not the same.
        seen: They do not look the same, either: what the bot notes for itself is not seen.
    """

    name: str
    before: Rendered | None
    after: Rendered | None
    changed: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """One page of a project.

    Attributes:
        title: The page.
        why: What a run would write it for, in plain words; "" where it would not.
        withheld: Why it would not, though there is something to write.
        parts: Its regions, in the order of the page.
    """

    title: str
    why: str
    withheld: tuple[str, ...]
    parts: tuple[Part, ...]


def previews(standing: Standing, known: Knowledge, plan: Plan, addresses: Addresses) -> list[Preview]:
    """The pages of a project that have a part of the bot's, would get one, or are left on purpose."""
    project = standing.project
    titles = dict.fromkeys([*([project.data_place.page] if project.data_place else []), project.title])
    found = [_preview(title, known, plan, addresses) for title in titles]
    return [one for one in found if one.parts or one.withheld]


def _preview(title: str, known: Knowledge, plan: Plan, addresses: Addresses) -> Preview:
    page, edit = known.pages.get(title), plan.for_page(title)
    before = (page.text if page else None) or ""
    after = edit.text if edit else before
    withheld = dict.fromkeys(one.why for one in plan.withheld if one.task == "report" and one.title == title)
    return Preview(title, edit.why if edit else "", tuple(withheld), tuple(_parts(before, after, addresses)))


def _parts(before: str, after: str, addresses: Addresses) -> Iterator[Part]:
    old, new = _bodies(before), _bodies(after)
    for name in _merged(new, old):
        now, then = (None if body is None else render(body, addresses) for body in (old.get(name), new.get(name)))
        yield Part(name, now, then, changed=old.get(name) != new.get(name), seen=now != then)


def _bodies(text: str) -> dict[str, str]:
    """The text of each region; none where something is wrong with the markers."""
    regions = read_regions(text)
    found = {} if regions.damage else regions.found
    return {one.id: text[one.body_start : one.body_end] for one in found.values()}


def _merged(first: Iterable[str], second: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys([*first, *second])
