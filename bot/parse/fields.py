"""The values of a template call by the keys of the settings, with where each stands."""

from bot.model import Place
from bot.parse.languages.swedish import SWEDISH
from bot.parse.structure import Call, Parameter, Source
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import plain, without_comments
from bot.settings import Templates

_NOTHING = frozenset({"", ".", "-", "–", "—"})
"""What stands in a field that nobody has filled in; the `.` is for a list that was to follow."""


def find_parameter(call: Call, aliases: tuple[str, ...]) -> Parameter | None:
    """The parameter that a template call gives under any of these names."""
    return next((found for alias in aliases if (found := call.last(alias))), None)


def says_something(wikitext: str) -> bool:
    """Whether a field is filled in: a comment, a lone `.` or a dash says nothing, a picture or a template does."""
    return without_comments(wikitext).strip() not in _NOTHING


class Fields:
    """The call's values by the keys of the settings.

    Of several names for one field, the first that has a value counts: a call may give today's name and an older one.
    """

    def __init__(self, source: Source, call: Call, templates: Templates) -> None:
        self._source = source
        self._call = call
        self._templates = templates
        self._given = {one.name: one for one in call.parameters}  # the last of a name counts, as in `Call.last`
        self._found: dict[tuple[str, int], Parameter | None] = {}
        self._raw: dict[tuple[str, int], str] = {}

    @property
    def place(self) -> Place:
        """Where the call begins."""
        return Place(self._source.title, self._source.line(self._call.start))

    def span(self, key: str, number: int = 1) -> tuple[int, int] | None:
        """The slice of a field's trimmed value in the page; None where it says nothing."""
        found = self._parameter(key, number)
        if not found or not says_something(self._value(found)):
            return None
        value = self._value(found)
        start = found.value_start + len(value) - len(value.lstrip())
        return start, start + len(value.strip())

    def raw(self, key: str, number: int = 1) -> str:
        """A field's wikitext, trimmed; of fields that are numbered, the one with this number."""
        try:
            return self._raw[key, number]
        except KeyError:
            found = self._parameter(key, number)
            value = self._raw[key, number] = self._value(found).strip() if found else ""
            return value

    def words(self, key: str, number: int = 1) -> str:
        """A field's words, without markup."""
        return plain(self.raw(key, number))

    def flag(self, key: str, *, vocabulary: Vocabulary = SWEDISH) -> bool:
        """Whether a flag is set: anything but a no in this language sets it."""
        first = self.words(key).casefold().partition(" ")[0]
        return first.strip(".,;:!") not in vocabulary.project.no

    def where(self, key: str, number: int = 1) -> Place:
        """Where a field stands; the call itself where it does not give it."""
        found = self._parameter(key, number)
        return Place(self._source.title, self._source.line(found.start)) if found else self.place

    def _parameter(self, key: str, number: int) -> Parameter | None:
        try:
            return self._found[key, number]
        except KeyError:
            found = self._found[key, number] = self._look_up(key, number)
            return found

    def _look_up(self, key: str, number: int) -> Parameter | None:
        aliases = self._templates.aliases(key)
        if number > 1:
            aliases = tuple(f"{alias.removesuffix('_1')}_{number}" for alias in aliases)
        given = [found for alias in aliases if (found := self._given.get(alias))]
        if not given[1:]:
            return given[0] if given else None
        filled = (one for one in given if without_comments(self._value(one)).strip())
        return next(filled, given[0])

    def _value(self, parameter: Parameter) -> str:
        return self._source.text[parameter.value_start : parameter.value_end]
