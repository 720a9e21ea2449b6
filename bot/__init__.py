"""Lägesbot: keeps the status reports of Wikimedia Sverige's projects, and reminds fairly.

The way through: `cli` reads the command line and the clock, and one of `commands` calls one of `verbs`; `gather` reads
the pages through `wiki`, with the settings (`parse.settings`), and asks `phabricator` about the tasks that they name;
`knowledge` makes projects of them (`parse`), works out how they stand, finds what is wrong (`checks`); `plan` decides
every edit, with words from `render`, whom to remind from `reminders` and what was sent from `ledger`; `guard` looks at
the plan as a whole; `run` carries it out and reads it back; `tell` says what happened. Everything from `knowledge` to
`guard` is pure: the same material gives the same plan.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("lagesbot")
except PackageNotFoundError:  # pragma: no cover - only in a checkout that was never installed
    __version__ = "0"
