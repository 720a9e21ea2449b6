"""Lägesbot: keeps the status reports of Wikimedia Sverige's projects, and reminds fairly.

The way through: `cli` reads the command line and the clock, `settings` validates what staff have set, `run` reads the
pages through `wiki`, `parse` turns wikitext into the plain data of `model`, `phabricator` adds the states of tasks,
`checks` finds what is wrong, `plan` decides every edit (with words from `render` and the record in `ledger`), the guard
looks at the plan as a whole, and `run` carries it out and tells. Everything from `parse` to `plan` is pure: given the
same pages, settings, tasks, contributions and day it gives the same plan, and only `wiki`, `phabricator`, `run` and
`cli` touch the world.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("lagesbot")
except PackageNotFoundError:  # pragma: no cover - only in a checkout that was never installed
    __version__ = "0"
