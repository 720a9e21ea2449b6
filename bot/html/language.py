"""The words of the report in a language, and the templates that put them into HTML, everything escaped by Jinja."""

from functools import cached_property
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.environment import TemplateModule

from bot.names import templates_folder
from bot.render.words import Words, plural


class Language:
    """The report's words in one language.

    Args:
        words: The language.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def html(self, template: str, /, **facts: object) -> str:
        """Render `templates/html/<template>.html.j2`; the words are `say` in it, the language's own."""
        page = self._environment.get_template(f"html/{template}.html.j2")
        return page.render(say=self.words, language=self._words.language, **facts)

    @cached_property
    def words(self) -> TemplateModule:
        """Everything that `templates/<language>/html/words.html.j2` says, by name."""
        return self._environment.get_template(f"{self._words.language}/html/words.html.j2").module

    def said(self, name: str) -> Any:  # noqa: ANN401 - text, or text by key
        """A word, or words by key, as plain text."""
        return getattr(self.words, name)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(templates_folder()),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        words = self._words
        environment.filters |= {
            "day": words.day,
            "money": self.money,
            "month": words.month,
            "month_name": words.month_name,
            "number": words.number,
            "people": words.people,
            "period": words.period,
            "plural": plural,
            "words": lambda items: words.listed([str(item) for item in items]),
        }
        return environment

    def money(self, amount: float) -> str:
        """A sum as on the wiki, with real spaces that no line break tears apart."""
        return str(self._words.money(amount)).replace("&nbsp;", "\u00a0")


def shipped(name: str) -> str:
    """A file of `templates/html/` that is put into the page as it is: its style sheet, its script."""
    return (templates_folder() / "html" / name).read_text(encoding="utf-8")
