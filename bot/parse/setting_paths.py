"""What there is at a path in the settings: which model, which field, which keys, which default, and what is allowed.

A path is the keys that lead to a value: `("people", "John", "account")`.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic.fields import FieldInfo

from bot.codes import CODES, PROBLEMS
from bot.names import USUAL, names, usual
from bot.settings import FIELDS, Colleague, Part, ProjectRules, Settings

KeyPath = tuple[str, ...]

_ENTRIES: dict[str, type[Part]] = {"people": Colleague, "projects": ProjectRules}
_FREE: dict[KeyPath, Mapping[str, object]] = {("findings",): {**CODES, **PROBLEMS}, ("templates", "fields"): {**FIELDS}}
"""The mappings whose keys are known, with what counts where a key is not set."""


def field_at(path: KeyPath) -> FieldInfo | None:
    """The field at a path, or the mapping that a free key stands in; None for an unknown key."""
    model = _model_at(path[:-1])
    return model.model_fields.get(path[-1]) if model else field_at(path[:-1])


def known_keys(path: KeyPath) -> Iterable[str]:
    """The keys that the object at a path may have."""
    model = _model_at(path)
    return model.model_fields if model else _FREE[path]


def allowed_in(field: FieldInfo, language: str = USUAL) -> str:
    """What a field may be, in words.

    Args:
        field: A field whose description is a kind of `bot.names.Names.allowed`.
        language: The language of the words.
    """
    bounds = {one: getattr(limit, one) for limit in field.metadata for one in ("ge", "gt", "le") if hasattr(limit, one)}
    pages = usual(language)["pages"]
    said = names(language).allowed[field.description or ""]
    for name, value in {**bounds, "user": pages["user_namespace"], "own": pages["own_namespace"]}.items():
        said = said.replace(f"{{{name}}}", str(value))
    return said


def default_at(path: KeyPath, language: str = USUAL) -> str:
    """What counts at a path where nothing is set, as JSON; "" where nothing does, and {} for an object of defaults."""
    word: Any = usual(language)
    for key in path:
        word = word.get(key) if isinstance(word, dict) else None
    if isinstance(word, (str, list)):
        return in_json(word)
    model, field = _model_at(path[:-1]), field_at(path)
    if model is None:
        free = _FREE.get(path[:-1], {}).get(path[-1])
        return "" if free is None else in_json(free)
    if field is None or field.is_required():
        return ""
    return "{}" if isinstance(field.default, (Part, dict)) else in_json(field.default)


def in_json(value: object) -> str:
    """A value that a setting has, as JSON on a line."""
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: object) -> object:
    """A value that a setting has, as it is written in JSON; what has no order of its own is sorted."""
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def _model_at(path: KeyPath) -> type[Part] | None:
    """The model that the object at a path is of; None for a plain mapping."""
    if len(path) == 2 and path[0] in _ENTRIES:  # noqa: PLR2004 - `people` or `projects`, and a name
        return _ENTRIES[path[0]]
    model: Any = Settings
    for part in path:
        model = model.model_fields[part].annotation
    return model if isinstance(model, type) else None
