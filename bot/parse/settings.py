"""The settings from JSON, validated as a whole: every mistake is told at once, and only that key falls back.

Where a value is wrong or a key is unknown, that key is dropped, the default stands, and a flaw names the key, what is
allowed and what was used instead. A key that stands twice in one object is dropped, too: nobody knows which is meant.
A mistake in `people` or `pages` also stops all writing (`Loaded.writable`): the bot would otherwise write to the wrong
person or the wrong page.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic.fields import FieldInfo

from bot.codes import CODES
from bot.model import Flaw, Place
from bot.parse.json_keys import lines_of_keys
from bot.settings import FIELDS, Colleague, Part, ProjectRules, Settings

STOPS_WRITING = frozenset({"people", "pages"})
"""The parts in which a mistake stops all writing (the contract on settings)."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as they came out, with every mistake found in them."""

    settings: Settings
    flaws: tuple[Flaw, ...] = ()

    @property
    def writable(self) -> bool:
        """Whether writing is safe: no mistake in the parts that decide where the bot writes."""
        return not any(flaw.facts.get("stops") for flaw in self.flaws)


def load(text: str | None, *, source: str) -> Loaded:
    """Read settings from JSON.

    Args:
        text: The JSON; None where there is no such page or file, which means the defaults.
        source: The page's title or the file's name, for the flaws' places.

    Returns:
        Valid settings in every case; each mistake is a flaw with the code `settings-unreadable`, `settings-doubled`,
        `settings-unknown` or `settings-value`.
    """
    if text is None:
        return Loaded(Settings())
    text = unicodedata.normalize("NFC", text)  # as MediaWiki stores every page, so that names are the same everywhere
    try:
        data = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode()  # half a character ("\ud800") is no text, and no wiki stores it
    except (ValueError, RecursionError) as error:
        return _unreadable(source, getattr(error, "lineno", 1))
    if not isinstance(data, dict):
        return _unreadable(source, 1)
    lines = lines_of_keys(text)
    flaws = {path: _doubled(path, Place(source, lines[path][1])) for path in _twice(lines)}
    for path in flaws:
        _drop(data, path)
    while mistakes := _mistakes(data):
        for path, kind in [(_path(data, loc), kind) for loc, kind in mistakes]:
            flaws.setdefault(path, _flaw(path, kind, Place(source, _line(lines, path))))
            _take_out(data, path)
    return Loaded(Settings.model_validate(data), tuple(flaws.values()))


def _unreadable(source: str, line: int) -> Loaded:
    return Loaded(Settings(), (Flaw("settings-unreadable", Place(source, line), facts={"stops": True}),))


Lines = Mapping[tuple[str, ...], Sequence[int]]
"""The lines of every key, by its path."""


def _twice(lines: Lines) -> list[tuple[str, ...]]:
    """The keys that stand twice in one object: not those below another such key, which is told of as a whole."""
    many = {path for path, found in lines.items() if len(found) > 1}
    return [path for path in lines if path in many and not any(path[:end] in many for end in range(1, len(path)))]


def _doubled(path: tuple[str, ...], place: Place) -> Flaw:
    return Flaw("settings-doubled", place, facts={"path": ".".join(path), "stops": path[0] in STOPS_WRITING})


Loc = tuple[str | int, ...]
"""Where pydantic sees a mistake: keys, and places in lists."""

UNKNOWN = "extra_forbidden"
"""What pydantic calls a key that should not be there."""


def _mistakes(data: dict[str, Any]) -> list[tuple[Loc, str]]:
    """Where each mistake lies, and what kind it is. Who stands in for whom is looked at when all else is right."""
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return [
            (item["loc"][:-1], UNKNOWN) if item["loc"][-1] == "[key]" else (item["loc"], item["type"]) for item in found
        ]
    people = settings.people
    stand_ins = {name: one.instead for name, one in people.items() if one.instead is not None}
    return [(("people", name, "instead"), "unknown") for name, other in stand_ins.items() if other not in people]


def _path(data: object, loc: Loc) -> tuple[str, ...]:
    """The keys that lead to a mistake; one inside a list is the whole list's."""
    path: list[str] = []
    for part in loc:
        if not isinstance(data, dict):
            break
        path.append(str(part))
        data = data.get(part)
    return tuple(path)


def _take_out(data: dict[str, Any], path: tuple[str, ...]) -> None:
    """Take what is at fault out of the data; without a key that it must have, the whole object goes."""
    field = _field(path)
    _drop(data, path[:-1] if field and field.is_required() else path)


def _drop(data: dict[str, Any], path: tuple[str, ...]) -> None:
    *holders, key = path
    for holder in holders:
        data = data.get(holder, {})
    data.pop(key, None)


def _flaw(path: tuple[str, ...], kind: str, place: Place) -> Flaw:
    field = _field(path)
    facts = {
        "path": ".".join(path),
        "stops": path[0] in STOPS_WRITING,
        "allowed": ", ".join(_known(path[:-1])) if kind == UNKNOWN or field is None else field.description,
        "default": _default(field),
    }
    return Flaw("settings-unknown" if kind == UNKNOWN else "settings-value", place, facts=facts)


def _model_at(path: tuple[str, ...]) -> type[Part] | None:
    """The model that the object at a path is of; None for a plain mapping."""
    if len(path) == 2 and path[0] in _ENTRIES:  # noqa: PLR2004 - `people` or `projects`, and a name
        return _ENTRIES[path[0]]
    model: Any = Settings
    for part in path:
        model = model.model_fields[part].annotation
    return model if isinstance(model, type) else None


_ENTRIES: dict[str, type[Part]] = {"people": Colleague, "projects": ProjectRules}
_KEYS: dict[tuple[str, ...], Iterable[str]] = {("findings",): CODES, ("templates", "fields"): FIELDS}


def _field(path: tuple[str, ...]) -> FieldInfo | None:
    """The field at a path, or the mapping that a free key stands in; None for an unknown key."""
    model = _model_at(path[:-1])
    return model.model_fields.get(path[-1]) if model else _field(path[:-1])


def _known(path: tuple[str, ...]) -> Iterable[str]:
    """The keys that the object at a path may have."""
    model = _model_at(path)
    return model.model_fields if model else _KEYS[path]


def _default(field: FieldInfo | None) -> str:
    """A field's default as JSON; "" where there is nothing that can be shown on a line."""
    if field is None or field.is_required() or isinstance(field.default, (Part, dict)):
        return ""
    return json.dumps(_plain(field.default), ensure_ascii=False)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, (tuple, frozenset)) else value


def _line(lines: Lines, path: tuple[str, ...]) -> int:
    """The line where a key stands; of one that is missing, the line of the object that should have it."""
    while len(path) > 1 and path not in lines:
        path = path[:-1]
    return lines[path][0]
