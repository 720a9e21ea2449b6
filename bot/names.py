"""What the bot calls things on a wiki, language by language: words that it writes there and knows again later.

They are data, in `templates/<language>/names.json`, and the defaults of settings that are words in `defaults.json`
beside it. What is written is in the language of the settings; what is read may be in any: nothing is lost where a wiki
changes its language. The marks that the bot leaves for itself in comments (`Lägesbot:start`, `:punkt`, `:minne` …) are
no words for people. They are the same in every language, and not here.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("sv", "en")
"""Those below `templates/`; the first is the default."""

USUAL = LANGUAGES[0]

BOT = "Lägesbot"
"""The product's name, and the account's and the template's where nothing else is set. It is not translated."""

_HERE = Path(__file__).resolve().parent


def templates_folder() -> Path:
    """Where the templates lie: inside the installed package, or at the top of a checkout."""
    shipped = _HERE / "templates"
    return shipped if shipped.is_dir() else _HERE.parent / "templates"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one language.

    Attributes:
        locale: The locale in which dates, lists and sums are written, by Babel's name.
        regions: What the bot's regions are called in their markers, by id.
        region_note: What a start marker tells whoever edits the page.
        region_end: The word of an end marker.
        stops: The stop pages of single tasks, below the one that stops everything, by task.
        queue: The heading that the queue begins below.
        everything: What a line of the queue says that asks for all projects, in lower case.
        joined_by: The words between two projects in such a line.
        summary: The words in the ending of an edit summary: `key` and `run` before those, and what a key begins with:
            `reminder`, `request`, `setup`.
        button: The template that is a button, below the bot's own.
        styles: The style sheet below that template.
        preload: The page below the queue page that a new line is made from.
        pause: The parameter of the bot's own template that says until when.
        overviews: The word for all overviews.
        moment, signed: A time and that of a signature, as patterns of Babel's.
        discussion: What a signature calls the talk page.
        namespaces: The namespaces of a wiki in this language, each with its other names.
        allowed: What a setting may be, by kind.
    """

    locale: str
    regions: Mapping[str, str]
    region_note: str
    region_end: str
    stops: Mapping[str, str]
    queue: str
    everything: tuple[str, ...]
    joined_by: tuple[str, ...]
    summary: Mapping[str, str]
    button: str
    styles: str
    preload: str
    pause: str
    overviews: str
    moment: str
    signed: str
    discussion: str
    namespaces: Mapping[str, tuple[str, ...]]
    allowed: Mapping[str, str]

    def region(self, region: str) -> str:
        """What a region is called; one without an id is called what it is."""
        return self.regions.get(region, region)


@cache
def names(language: str = USUAL) -> Names:
    """The names of a language."""
    return Names(**_data(language, "names"))


@cache
def usual(language: str = USUAL) -> Mapping[str, Any]:
    """The settings that are words, as they are in a language where nobody has set them: JSON's own types."""
    found: Mapping[str, Any] = _data(language, "defaults")
    return found


def all_names() -> list[Names]:
    """The names of every language, the default first."""
    return [names(language) for language in LANGUAGES]


def any_of(say: Callable[[Names], str | Iterable[str]]) -> str:
    """A regular expression for what is written in one way or another, depending on the language."""
    said = (say(one) for one in all_names())
    found = dict.fromkeys(word for words in said for word in ([words] if isinstance(words, str) else words))
    return f"(?:{'|'.join(map(re.escape, found))})"


def region_id(name: str) -> str:
    """The id of a region by what it is called, in any language; its name where it has none."""
    return _region_ids().get(name, name)


@cache
def _region_ids() -> Mapping[str, str]:
    return {called: region for one in all_names() for region, called in one.regions.items()}


def _data(language: str, kind: str) -> Any:  # noqa: ANN401 - JSON's own types
    return json.loads((templates_folder() / language / f"{kind}.json").read_text(encoding="utf-8"))
