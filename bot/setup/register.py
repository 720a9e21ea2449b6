"""The settings page: people who are missing in it are added, and nothing else of it is changed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.parse.settings import Layer, load_layers
from bot.setup.past import Past
from bot.setup.people import People


@dataclass(frozen=True, slots=True)
class Update:
    """The settings as they would be.

    Attributes:
        text: The whole page, indented as a wiki stores it.
        added: The names that are added.
        removed: The names that setup wrote once and somebody has taken away; they are not added again.
    """

    text: str
    added: tuple[str, ...]
    removed: tuple[str, ...]


def update(page: Layer, people: People, past: Past, *, below: Sequence[Layer] = ()) -> Update | None:
    """Add the people who are missing.

    Args:
        page: The page.
        people: Whom the project pages name.
        past: What setup has written before.
        below: What lies below the page.

    Returns:
        None where the page has mistakes: whatever was added might not count.
    """
    loaded = load_layers([*below, page])
    if any(flaw.place.page == page.source for flaw in loaded.flaws):
        return None
    data: dict[str, Any] = json.loads(page.text or "{}")
    register = loaded.settings.people
    accounts = {one.account for one in register.values()}
    missing = [
        name
        for name, account in people.sure.items()
        if name not in register and not (name in people.linked and account in accounts)
    ]
    once = {name for offer in past.offers for name in _names(replace(page, text=offer.text))}
    added = {name: {"account": people.sure[name]} for name in missing if name not in once}
    removed = tuple(name for name in missing if name in once)
    data["people"] = {**data.get("people", {}), **added}
    return Update(json.dumps(data, indent="\t", ensure_ascii=False), tuple(added), removed)


def _names(page: Layer) -> Iterator[str]:
    """The people in an older text of the page."""
    yield from load_layers([page]).settings.people
