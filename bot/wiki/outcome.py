"""What came of one edit: failure as a value that knows what to do next."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Outcome:
    """The base of all outcomes.

    Attributes:
        why: One line for a person: the wiki's own reason where there is one. "" where nothing needs saying.
    """

    why: str = ""

    ok: ClassVar[bool] = False
    """Whether the page now holds what the edit wanted."""
    again: ClassVar[bool] = False
    """Whether it is right to read the page again, plan again and try again in this run."""
    stop: ClassVar[bool] = False
    """Whether no further edit can succeed, so that the run should stop."""


@dataclass(frozen=True, slots=True)
class Saved(Outcome):
    """A new revision was made; `revid` is its id."""

    revid: int = 0
    ok: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Unchanged(Outcome):
    """The page already had that very text; no revision was made."""

    ok: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Conflict(Outcome):
    """Somebody changed, created or deleted the page since it was read. Nothing was written."""

    again: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Protected(Outcome):
    """The page, or its title, is protected. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Excluded(Outcome):
    """The page asks bots to stay away with `{{bots}}` or `{{nobots}}`. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Refused(Outcome):
    """The wiki refused this very edit (filter, black list, captcha, too big). Nothing was written."""


@dataclass(frozen=True, slots=True)
class Deferred(Outcome):
    """The wiki asked us to come back later (maxlag, rate limit, read-only). Nothing was written; later will do."""

    stop: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Barred(Outcome):
    """The account itself cannot edit (blocked, logged out, no right). Nothing was written."""

    stop: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Failed(Outcome):
    """No answer, or one that makes no sense: the edit may or may not have been saved. Look before trying again."""

    again: ClassVar[bool] = True
