"""Lägesbot: keeps the status reports of Wikimedia Sverige's projects, and reminds fairly.

The way through: `cli` reads the command line and the clock, and one of `commands` calls one of `verbs`, which holds the
lock (`lease`). `run` is a whole run: `gather` reads the pages through `wiki`, with the settings (`parse.settings`), and
asks `phabricator` about the tasks that they name; `knowledge` makes projects of them (`parse`), works out how they
stand, finds what is wrong (`checks`); `plan` decides every edit, with words from `render` in the language of the
settings (its names are in `names`), what is told of a whole year from `overview`, whom to remind from `reminders` and
what was sent from `ledger`; `guard` looks at the plan as a whole; `apply` carries it out, minding `stops`, and reads
it back; `log_page` says on the wiki that it goes on, and how it ended; `tell` says what happened, and `html` shows it
as a page of its own. Everything from `knowledge` to `guard` is pure: the same material gives the same plan.

Beside it, `explain` tells how a cell is read, `setup` makes the pages that the bot needs, `requested` answers the queue
page with runs, `undo` takes a run back, and `health` says whether the bot is well.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("lagesbot")
except PackageNotFoundError:  # pragma: no cover - only in a checkout that was never installed
    __version__ = "0"
