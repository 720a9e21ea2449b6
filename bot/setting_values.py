"""What one value in the settings may be: days, titles, names, codes; for the loader, and as JSON Schema.

Each kind is a validator beside the schema that says the same to an editor. A schema knows no calendar, counts
characters, not bytes, and sees marks that nobody sees, so it may let through what the loader does not: a day that is in
no month, a span that ends before it begins, an account's name of more than 235 bytes, a country, a time zone or a
currency that there is not. It refuses nothing that the loader takes.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from bot.codes import CODES, PROBLEMS

ACCOUNT_BYTES = 235
"""The longest name that MediaWiki lets an account have (`$wgMaxNameChars`), in UTF-8."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A span of days, both ends included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


_ISO_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NO_TITLE = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}]")
_NO_PARAMETER = re.compile(r"[\x00-\x1f\x7f{}|=<>\[\]]|~~~")
_GROUP = "[a-z0-9-]{1,255}"
_ZONE = "[A-Za-z0-9_+-]{1,32}(/[A-Za-z0-9_+-]{1,32}){0,2}"
_NO_ACCOUNT = re.compile(r"[\x00-\x1f\x7f#<>\[\]|{}/:]")


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not re.fullmatch(_ISO_DAY, value):
        raise ValueError
    return date.fromisoformat(value)


def _interval(value: object) -> Interval:
    start, _, end = str(value).partition("/")
    interval = Interval(_day(start), _day(end or start))
    if interval.end < interval.start:
        raise ValueError
    return interval


def _spaced(value: str) -> str:
    """A name as the wiki writes it: in NFC, single spaces, no underscores, no marks that nobody sees."""
    seen = "".join(character for character in value if unicodedata.category(character) != "Cf")
    return " ".join(unicodedata.normalize("NFC", seen).replace("_", " ").split())


def _title(value: str) -> str:
    title = _spaced(value)
    if not title or _NO_TITLE.search(title):
        raise ValueError
    return title


def _year_title(value: str) -> str:
    _title(value.replace("{year}", "2022"))
    return _spaced(value)


def _heading(value: str) -> str:
    if "=" in value:
        raise ValueError
    return _title(value)


def _namespace(value: str) -> str:
    if ":" in value:
        raise ValueError
    return _title(value)


def _subpage(value: str) -> str:
    if "/" in value:
        raise ValueError
    return _title(value)


def _account(value: str) -> str:
    account = _spaced(value)
    if not account or _NO_ACCOUNT.search(account) or len(account.encode()) > ACCOUNT_BYTES:
        raise ValueError
    return account[:1].upper() + account[1:]


def _suffix(value: str) -> str:
    suffix = _spaced(value)
    if not suffix or _NO_ACCOUNT.search(suffix):
        raise ValueError
    return suffix


def _group(value: str) -> str:
    if not re.fullmatch(_GROUP, value):
        raise ValueError
    return value


def _parameter(value: str) -> str:
    name = value.strip()
    if not name or _NO_PARAMETER.search(value):
        raise ValueError
    return name


def _code(value: str) -> str:
    if value not in CODES and value not in PROBLEMS:
        raise ValueError
    return value


def _country(value: str) -> str:
    if value not in holidays.list_supported_countries():
        raise ValueError
    return value


def is_part_of(subdivision: str, country: str) -> bool:
    """Whether a country has such a part, with holidays of its own."""
    return subdivision in holidays.list_supported_countries()[country]


def _time_zone(value: str) -> str:
    if not re.fullmatch(_ZONE, value):
        raise ValueError
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, OSError) as error:  # "Europe" is a folder
        raise ValueError from error
    return value


def _currency(value: str) -> str:
    if value not in list_currencies():
        raise ValueError
    return value


_CONTROLS = r"\u0000-\u0008\u000e-\u001b\u007f"
"""Control characters in a pattern, without those that are white space: a name loses these."""


def _words(never: str) -> WithJsonSchema:
    """The schema of a name with at least one sign to be seen, and none that a pattern forbids."""
    schema: dict[str, Any] = {"type": "string", "pattern": r"[^\s_]", "not": {"pattern": never}}
    return WithJsonSchema(schema)


def _text(pattern: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern}$"})


Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date", "pattern": f"^{_ISO_DAY}$"})
]
Span = Annotated[Interval, BeforeValidator(_interval), _text(f"{_ISO_DAY}(/({_ISO_DAY})?)?")]
Title = Annotated[str, AfterValidator(_title), _words(rf"[{_CONTROLS}#<>\[\]|{{}}]")]
YearTitle = Annotated[
    str, AfterValidator(_year_title), _words(rf"[{_CONTROLS}#<>\[\]|]|\{{(?!year\}})|(?<!\{{year)\}}")
]
Heading = Annotated[str, AfterValidator(_heading), _words(rf"[{_CONTROLS}#<>\[\]|{{}}=]")]
Namespace = Annotated[str, AfterValidator(_namespace), _words(rf"[{_CONTROLS}#<>\[\]|{{}}:]")]
Subpage = Annotated[str, AfterValidator(_subpage), _words(rf"[{_CONTROLS}#<>\[\]|{{}}/]")]
Account = Annotated[str, AfterValidator(_account), _words(rf"[{_CONTROLS}#<>\[\]|{{}}/:]")]
Suffix = Annotated[str, AfterValidator(_suffix), _words(rf"[{_CONTROLS}#<>\[\]|{{}}/:]")]
Group = Annotated[str, AfterValidator(_group), _text(_GROUP)]
Country = Annotated[str, AfterValidator(_country), _text("[A-Z]{2,3}")]
TimeZone = Annotated[str, AfterValidator(_time_zone), _text(_ZONE)]
Currency = Annotated[str, AfterValidator(_currency), _text("[A-Z]{3}")]
Code = Annotated[str, AfterValidator(_code), WithJsonSchema({"type": "string", "enum": [*CODES, *PROBLEMS]})]
Parameter = Annotated[
    str,
    AfterValidator(_parameter),
    WithJsonSchema({"type": "string", "pattern": r"\S", "not": {"pattern": r"[\u0000-\u001f\u007f{}|=<>\[\]]|~~~"}}),
]
