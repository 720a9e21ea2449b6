"""The settings' JSON Schema, draft 2020-12, made from the models: an editor helps with it before a page is saved.

It takes all that the loader takes. It also takes a few things that no schema can tell from right ones, which the loader
alone finds: `instead` that names nobody in `people`; a key that stands twice; 5.0 for 5; and those that
`bot.setting_values` lists.
"""

from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import core_schema

from bot.names import USUAL, usual
from bot.parse.setting_paths import allowed_in, plain
from bot.settings import Part, Settings


class _Generator(GenerateJsonSchema):
    """Pydantic's own, without what is only for developers: titles, and the docstrings of the models."""

    def generate(self, schema: core_schema.CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        """The whole schema."""
        whole = super().generate(schema, mode)
        return {"$schema": self.schema_dialect} | whole

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ANN401, ARG002 - pydantic's own signature
        """A key is its own title."""
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """The schema of a part."""
        made = super().model_schema(schema)
        return {key: value for key, value in made.items() if key not in {"title", "description"}}

    def frozenset_schema(self, schema: core_schema.FrozenSetSchema) -> JsonSchemaValue:
        """The schema of a list whose order says nothing; the loader takes one with doubles."""
        made = super().frozenset_schema(schema)
        return {key: value for key, value in made.items() if key != "uniqueItems"}

    def encode_default(self, dft: Any) -> Any:  # noqa: ANN401 - pydantic's own signature
        """A default as it would be written; that of a part is an object that sets nothing."""
        return {} if isinstance(dft, (Part, dict)) else plain(dft)


def settings_schema(language: str = USUAL, *, page: str | None = None) -> dict[str, Any]:
    """The schema, as JSON's own types.

    Args:
        language: The language that it says in what each key may be, and whose defaults it tells.
        page: The title of the page with the settings, which is the schema's; None for the usual one.
    """
    made = Settings.model_json_schema(schema_generator=_Generator)
    schema = {"$schema": made.pop("$schema"), "title": page or usual(language)["pages"]["settings"], **made}
    parts = {"": schema, **schema["$defs"]}
    models: list[type[Part]] = [Settings, *Part.__subclasses__()]
    for model in models:
        part = parts["" if model is Settings else model.__name__]
        for key, field in model.model_fields.items():
            part["properties"][key]["description"] = allowed_in(field, language)
    for name, key, word in _usual_words(language):
        parts[name]["properties"][key]["default"] = word
    return schema


def _usual_words(language: str) -> Iterator[tuple[str, str, str | list[str]]]:
    """The defaults that depend on the language: the name of the part's model ("" for the whole), the key, the value.

    The names of parameters are no keys of a model, and have no default in a schema.
    """
    yield "", "language", language
    for part, words in usual(language).items():
        model = Settings.model_fields[part].annotation
        for key, word in words.items():
            if model is not None and isinstance(word, (str, list)):
                yield model.__name__, key, word
