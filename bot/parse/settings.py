"""The settings from JSON, validated as a whole: every mistake is told at once, and only that key falls back.

They come in layers: the defaults, then each text over what lies below it. Objects are merged key by key; lists, texts,
numbers and null replace what is there. Where a value is wrong or a key is unknown, that key is dropped from its layer,
what lies below stands, and a flaw names the key, what is allowed and what was used instead. A key that stands twice in
one object is dropped, too: nobody knows which is meant. A mistake in `people` or `pages` also stops all writing
(`Loaded.writable`): the bot would otherwise write to the wrong person or the wrong page.

Lowest of all lie the defaults of the language that counts in the end. Where the settings themselves are on the wiki
must be known before they are read there, so `pages.settings` counts in a file alone.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from bot.model import Flaw, Place
from bot.names import USUAL, usual
from bot.parse.json_keys import lines_of_keys
from bot.parse.setting_paths import KeyPath, allowed_in, default_at, field_at, in_json, known_keys
from bot.setting_values import is_part_of
from bot.settings import Settings

STOPS_WRITING = frozenset({"people", "pages"})
"""The parts in which a mistake stops all writing (the contract on settings)."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One text with settings.

    Attributes:
        text: The JSON; None where there is no such page or file, which sets nothing.
        source: The page's title or the file's name, for the places of flaws and values.
        on_wiki: It is the page on the wiki, which cannot say where it is.
    """

    text: str | None
    source: str
    on_wiki: bool = False


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings as they came out, with every mistake found in them.

    Attributes:
        settings: What counts.
        flaws: The mistakes, layer by layer.
        origins: Where each key that was written and counts stands, by its path; what is not here has its default.
    """

    settings: Settings
    flaws: tuple[Flaw, ...] = ()
    origins: Mapping[KeyPath, Place] = field(default_factory=dict)

    @property
    def writable(self) -> bool:
        """Whether writing is safe: no mistake in the parts that decide where the bot writes."""
        return not any(flaw.facts.get("stops") for flaw in self.flaws)


@dataclass(frozen=True, slots=True)
class _Below:
    """What lies below a layer: clean data, where each key of it stands, and the language of the defaults."""

    data: dict[str, Any]
    origins: Mapping[KeyPath, Place]
    language: str = USUAL


def load(text: str | None, *, source: str) -> Loaded:
    """Read settings of one layer; see `load_layers`."""
    return load_layers([Layer(text, source)])


def load_layers(layers: Iterable[Layer]) -> Loaded:
    """Read settings from JSON, layer over layer.

    Args:
        layers: The texts, the lowest first; one that is a page on the wiki is that of the settings, whatever is set.

    Returns:
        Valid settings in every case; each mistake is a flaw with the code `settings-unreadable`, `settings-doubled`,
        `settings-unknown` or `settings-value`, in the layer that it stands in. A layer that is no JSON object sets
        nothing. The same layers once more give the same object: a file that an option names is asked for its time zone
        before anything else, and a page that nobody has changed is read again with every plan.
    """
    return _read(tuple(layers))


@lru_cache(maxsize=16)
def _read(layers: tuple[Layer, ...]) -> Loaded:
    """Read these layers, with the defaults of the language that they name."""
    loaded = _loaded(layers, USUAL)
    language = loaded.settings.language
    return loaded if language == USUAL else _loaded(layers, language)


def _loaded(layers: Sequence[Layer], language: str) -> Loaded:
    """The settings over the defaults of a language."""
    below, flaws = _Below(_lowest(layers, language), {}, language), list[Flaw]()
    for layer in layers:
        if layer.text is not None:
            below, found = _add(layer, below)
            flaws += found
    return Loaded(Settings.model_validate(below.data), tuple(flaws), below.origins)


def _lowest(layers: Sequence[Layer], language: str) -> dict[str, Any]:
    """The defaults that are not those of the models; the title of the page is what it was read by."""
    words = {} if language == USUAL else dict(usual(language))
    title = next((layer.source for layer in layers if layer.on_wiki), usual(language)["pages"]["settings"])
    return words if title == usual(language)["pages"]["settings"] else _merged(words, {"pages": {"settings": title}})


def _add(layer: Layer, below: _Below) -> tuple[_Below, list[Flaw]]:
    """What there is with one layer more, and the mistakes in it.

    Its text is read in NFC, as MediaWiki stores every page, so that names are the same everywhere.
    """
    text, source = unicodedata.normalize("NFC", layer.text or ""), layer.source
    try:
        data = json.loads(text)
        json.dumps(data, ensure_ascii=False).encode()  # half a character ("\ud800") is no text, and no wiki stores it
    except (ValueError, RecursionError) as error:
        return below, [_unreadable(Place(source, getattr(error, "lineno", 1)), below)]
    if not isinstance(data, dict):
        return below, [_unreadable(Place(source, 1), below)]
    lines = lines_of_keys(text)
    flaws = {path: _doubled(path, Place(source, lines[path][1]), below) for path in _twice(lines)}
    for path in flaws:
        _drop(data, path)
    while mistakes := _mistakes(merged := _merged(below.data, data), data, on_wiki=layer.on_wiki):
        for path, kind in [(_path(merged, loc), kind) for loc, kind in mistakes]:
            flaws.setdefault(path, _flaw(path, kind, Place(source, _line(lines, path)), below))
            _take_out(data, path, below)
    own = {path: Place(source, found[0]) for path, found in lines.items() if _stands(data, path)}
    return replace(below, data=merged, origins={**below.origins, **own}), list(flaws.values())


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """One object over another; goes only as deep as what lies below, which is valid, and so not deep."""
    return below | {key: _over(below.get(key), value) for key, value in above.items()}


def _over(below: object, above: object) -> object:
    return _merged(below, above) if isinstance(below, dict) and isinstance(above, dict) else above


def _unreadable(place: Place, below: _Below) -> Flaw:
    return Flaw("settings-unreadable", place, facts={"stops": True} | _all_instead(below.origins))


def _all_instead(origins: Mapping[KeyPath, Place]) -> dict[str, object]:
    """What counts in place of a whole layer: what another has set, or nothing but the defaults."""
    return {"below": next((place.page for place in origins.values()), "")}


def untrusted(page: str, facts: Mapping[str, object], below: Loaded) -> Loaded:
    """What counts where a page may be edited by somebody who must not decide on settings: nothing that stands there."""
    flaw = Flaw("settings-untrusted", Place(page, 1), facts={"stops": True, **facts} | _all_instead(below.origins))
    return replace(below, flaws=(*below.flaws, flaw))


Lines = Mapping[KeyPath, Sequence[int]]
"""The lines of every key, by its path."""


def _twice(lines: Lines) -> list[KeyPath]:
    """The keys that stand twice in one object: not those below another such key, which is told of as a whole."""
    many = {path for path, found in lines.items() if len(found) > 1}
    return [path for path in lines if path in many and not any(path[:end] in many for end in range(1, len(path)))]


def _doubled(path: KeyPath, place: Place, below: _Below) -> Flaw:
    return Flaw(
        "settings-doubled",
        place,
        facts={"path": ".".join(path), "stops": path[0] in STOPS_WRITING} | _instead(path, below),
    )


Loc = tuple[str | int, ...]
"""Where pydantic sees a mistake: keys, and places in lists."""

UNKNOWN = "extra_forbidden"
"""What pydantic calls a key that should not be there."""


def _mistakes(data: dict[str, Any], layer: dict[str, Any], *, on_wiki: bool) -> list[tuple[Loc, str]]:
    """Where each mistake lies, and what kind it is. What must fit together is looked at when all else is right.

    Args:
        data: The layer over what lies below it.
        layer: The layer alone, in which the mistakes are.
        on_wiki: It is the page on the wiki.
    """
    try:
        settings = Settings.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        return [
            (item["loc"][:-1], UNKNOWN) if item["loc"][-1] == "[key]" else (item["loc"], item["type"]) for item in found
        ]
    wrong = settings.pages.misplaced() | ({"settings"} if on_wiki else set())
    misplaced = [key for key in layer.get("pages", {}) if key in wrong]
    if misplaced:
        return [(("pages", key), "misplaced") for key in misplaced]
    rules = settings.calendar
    if rules.subdivision is not None and not is_part_of(rules.subdivision, rules.country):
        return [(("calendar", max({"country", "subdivision"} & layer["calendar"].keys())), "unknown")]
    people = settings.people
    stand_ins = {name: one.instead for name, one in people.items() if one.instead is not None}
    return [(("people", name, "instead"), "unknown") for name, other in stand_ins.items() if other not in people]


def _path(data: object, loc: Loc) -> KeyPath:
    """The keys that lead to a mistake; one inside a list is the whole list's."""
    path: list[str] = []
    for part in loc:
        if not isinstance(data, dict):
            break
        path.append(str(part))
        data = data.get(part)
    return tuple(path)


def _take_out(data: dict[str, Any], path: KeyPath, below: _Below) -> None:
    """Take what is at fault out of a layer; without a key that it must have, the whole object goes."""
    _drop(data, path[:-1] if _needed(path, below) else path)


def _needed(path: KeyPath, below: _Below) -> bool:
    """Whether the object cannot do without this key: it must have it, and has none from below."""
    field = field_at(path)
    return field is not None and field.is_required() and not _stands(below.data, path)


def _drop(data: dict[str, Any], path: KeyPath) -> None:
    *holders, key = path
    for holder in holders:
        data = data.get(holder, {})
    data.pop(key, None)


def _stands(data: object, path: KeyPath) -> bool:
    """Whether there is such a key."""
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True


def _flaw(path: KeyPath, kind: str, place: Place, below: _Below) -> Flaw:
    field = field_at(path)
    facts = {
        "path": ".".join(path),
        "stops": path[0] in STOPS_WRITING,
        "allowed": ", ".join(known_keys(path[:-1]))
        if kind == UNKNOWN or field is None
        else allowed_in(field, below.language),
        "default": default_at(path, below.language),
        "lost": ".".join(path[:-1]) if _needed(path, below) else "",
    }
    return Flaw("settings-unknown" if kind == UNKNOWN else "settings-value", place, facts=facts | _instead(path, below))


def _instead(path: KeyPath, below: _Below) -> dict[str, object]:
    """What lies below a key that is dropped: its value as JSON ("" for an object) and its place; else the default."""
    place = below.origins.get(path)
    if place is None:
        return {"below": "", "below_line": 0}
    value: Any = below.data
    for key in path:
        value = value[key]
    return {"below": place.page, "below_line": place.line, "default": "" if isinstance(value, dict) else in_json(value)}


def _line(lines: Lines, path: KeyPath) -> int:
    """The line where a key stands; of one that is missing, the line of the object that should have it."""
    while len(path) > 1 and path not in lines:
        path = path[:-1]
    return lines[path][0]
