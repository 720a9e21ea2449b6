"""The settings for people and programs: each value with where it comes from, and every mistake."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.checks import judge
from bot.codes import CODES, PROBLEMS
from bot.model import Finding, Place
from bot.parse.setting_paths import KeyPath, in_json, plain
from bot.parse.settings import Loaded
from bot.render.words import Words
from bot.settings import FIELDS, Part, Settings
from bot.tell.as_json import VERSION, finding_document
from bot.tell.document import Document
from bot.tell.findings import show_findings
from bot.tell.lines import count, line


@dataclass(frozen=True, slots=True)
class Value:
    """One setting that counts.

    Attributes:
        path: The keys that lead to it.
        value: As it is understood, in JSON's own types.
        place: Where it was written; None for a default.
        on_wiki: That is the page on the wiki.
    """

    path: KeyPath
    value: object
    place: Place | None
    on_wiki: bool = False

    @property
    def name(self) -> str:
        """The path with dots, on one line."""
        return _readable(".".join(self.path))

    @property
    def origin(self) -> str:
        """Where it comes from, in words."""
        return _readable(f"{self.place.page}, line {self.place.line}") if self.place else "default"

    @property
    def kind(self) -> str:
        """Where it comes from, in one word."""
        if self.place is None:
            return "default"
        return "page" if self.on_wiki else "file"


def values(loaded: Loaded) -> Iterator[Value]:
    """Every setting, part by part, also those that nobody has written anything about."""
    page = loaded.settings.pages.settings
    for path, value in _leaves(loaded.settings):
        place = loaded.origins.get(path)
        yield Value(path, plain(value), place, on_wiki=place is not None and place.page == page)


def _leaves(settings: Settings) -> Iterator[tuple[KeyPath, object]]:
    for part, value in settings:
        if part == "findings":
            yield from (
                ((part, code), settings.findings.get(code, usual)) for code, usual in (CODES | PROBLEMS).items()
            )
        elif isinstance(value, Part):
            yield from (((part, key), inner) for key, inner in value if key != "fields")
        elif isinstance(value, Mapping):
            yield from (((part, name, key), inner) for name, entry in value.items() for key, inner in entry)
        else:
            yield (part,), value
        if part == "templates":
            yield from (((part, "fields", key), settings.templates.aliases(key)) for key in FIELDS)


def problems(loaded: Loaded, words: Words) -> list[Finding]:
    """The mistakes by layer and line, as bad as they usually are: settings cannot hide what is wrong with them."""
    layers = list(dict.fromkeys(flaw.place.page for flaw in loaded.flaws))
    flaws = sorted(loaded.flaws, key=lambda flaw: (layers.index(flaw.place.page), flaw.place.line))
    return list(judge(flaws, Settings(), words.message))


def settings_document(loaded: Loaded, words: Words) -> Document:
    """What `settings --show --format json` prints."""
    return {
        "version": VERSION,
        "settings": [
            {
                "path": ".".join(one.path),
                "keys": list(one.path),
                "value": one.value,
                "from": one.kind,
                "source": one.place and one.place.page,
                "line": one.place and one.place.line,
            }
            for one in values(loaded)
        ],
    } | _told(loaded, words)


def mistakes_document(loaded: Loaded, words: Words) -> Document:
    """What `settings --check FILE --format json` prints."""
    return {"version": VERSION} | _told(loaded, words)


def _told(loaded: Loaded, words: Words) -> Document:
    return {"writable": loaded.writable, "problems": [finding_document(one) for one in problems(loaded, words)]}


def show_settings(console: Console, loaded: Loaded, words: Words) -> None:
    """A table of all settings on a terminal, a line each where output goes elsewhere; then the mistakes."""
    found = list(values(loaded))
    if console.is_terminal:
        table = Table("Setting", "Value", "From")
        for one in found:
            style = "dim" if one.place is None else ""
            table.add_row(*(Text(cell, style) for cell in (one.name, _readable(in_json(one.value)), one.origin)))
        console.print(table)
    else:
        for one in found:
            line(console, f"{one.name} = {_readable(in_json(one.value))}  ({one.origin})")
    if loaded.flaws:
        show_mistakes(console, "Mistakes", loaded, words)


def show_mistakes(console: Console, title: str, loaded: Loaded, words: Words) -> None:
    """Every mistake with its line, and what follows from them.

    Args:
        console: Where to.
        title: What stands above them: what was looked at.
        loaded: The settings, with their mistakes.
        words: For the messages.
    """
    told = [replace(one, message=_readable(one.message)) for one in problems(loaded, words)]
    show_findings(console, _readable(title), told, verbose=True)
    if not told:
        line(console, f"{_readable(title)}: no mistakes.", "bold green")
    else:
        follows = "" if loaded.writable else " Nothing is written until that is put right."
        line(console, f"\n{count(len(told), 'mistake')}.{follows}", "bold")


def _readable(words: str) -> str:
    """Words with every sign that a terminal would obey, and not show, written as an escape."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in words)
