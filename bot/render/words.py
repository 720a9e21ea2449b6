"""The words: Jinja templates and messages of one language, with the filters that write dates, sums and lists in it."""

import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, get_currency_symbol, get_decimal_symbol
from jinja2 import BaseLoader, DictLoader, Environment, FileSystemLoader, StrictUndefined

from bot.checks.calendar import ReportPeriod, months_before
from bot.model import ZONE, Flaw, People, Period
from bot.names import USUAL, names, templates_folder, usual
from bot.render.escape import Wikitext, edit_link, escape, link, task
from bot.settings import FIELDS, Settings


class Words:
    """Everything that is written for people, in one language.

    Args:
        language: The folder below `templates/`, whose names say the locale: `sv`.
        zone: The time zone in which times are told.
        currency: The code of the currency of all sums.
        called: What the settings call what messages name: the parameters of the template with the project's facts, by
            key, `numbers`, the page of the project numbers, `subpage`, the one with the facts, and `projectdata`, the
            template itself. Without it, the language's defaults.
    """

    def __init__(
        self,
        language: str = USUAL,
        *,
        zone: ZoneInfo = ZONE,
        currency: str = "SEK",
        called: Mapping[str, str] | None = None,
    ) -> None:
        self.language = language
        self._called = called or _usually_called(language)
        self._locale = Locale.parse(names(language).locale)  # Babel would read a name anew for each date
        self._zone = zone
        self._currency = currency

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The words that the settings ask for: the same ones whenever these ask for the same, compiled but once."""
        parameters = {key: settings.templates.aliases(key) for key in FIELDS}
        pages, templates = settings.pages, settings.templates
        called = _called(parameters, pages.numbers, subpage=pages.data, projectdata=templates.projectdata)
        return cls._kept(settings.language, settings.calendar.zone, settings.currency, frozenset(called.items()))

    @classmethod
    @lru_cache(maxsize=8)
    def _kept(cls, language: str, zone: ZoneInfo, currency: str, called: frozenset[tuple[str, str]]) -> Self:
        return cls(language, zone=zone, currency=currency, called=dict(called))

    def wikitext(self, template: str, /, **facts: object) -> Wikitext:
        """Render `templates/<language>/<template>.wikitext.j2`; every value that is no `Wikitext` is escaped.

        Returns:
            Wikitext without white space at its ends; "" where there was nothing to say.
        """
        return Wikitext(self.text(template, **facts))

    def text(self, template: str, /, **facts: object) -> str:
        """What `wikitext` renders, where it goes into nothing else: as it is, without a copy of what may be long.

        White space at its ends costs another: a template of something long has none.
        """
        return self._pages.get_template(f"{template}.wikitext.j2").render(**facts).strip()

    def page(self, name: str, /, **facts: object) -> str:
        """Render `templates/<language>/pages/<name>.wiki`: a whole page, in which wikitext's own braces are plain text.

        Values stand in `«…»`, conditions in `«% … %»`; every value that is no `Wikitext` is escaped.
        """
        return self._whole_pages.get_template(f"pages/{name}.wiki").render(**facts)

    def message(self, flaw: Flaw) -> str:
        """What is wrong and what to do, as plain words (not wikitext)."""
        return self.phrase(flaw.code, subject=flaw.subject, **flaw.facts)

    def phrase(self, key: str, /, **facts: object) -> str:
        """A phrase of `templates/<language>/messages.json` as plain words."""
        return self._phrases.get_template(key).render(**facts).strip()

    @cached_property
    def _phrases(self) -> Environment:
        """The phrases by their keys, each compiled when it is first said: most commands say few of them."""
        text = (templates_folder() / self.language / "messages.json").read_text(encoding="utf-8")
        return self._environment(DictLoader(json.loads(text)), finalize=None)

    @cached_property
    def _pages(self) -> Environment:
        return self._environment(FileSystemLoader(templates_folder() / self.language), finalize=_finalize)

    @cached_property
    def _whole_pages(self) -> Environment:
        return self._pages.overlay(
            variable_start_string="«",
            variable_end_string="»",
            block_start_string="«%",
            block_end_string="%»",
            comment_start_string="«#",
            comment_end_string="#»",
        )

    def _environment(self, loader: BaseLoader, *, finalize: Callable[[Any], Any] | None) -> Environment:
        environment = Environment(
            loader=loader,
            autoescape=False,  # noqa: S701 - this is no HTML; `finalize` escapes for wikitext
            finalize=finalize,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
            auto_reload=False,  # a run keeps the templates that it began with, and need not look for newer ones
        )
        environment.filters |= {
            "day": self.day,
            "edit_link": edit_link,
            "link": link,
            "moment": self.moment,
            "money": self.money,
            "month": self.month,
            "month_name": self.month_name,
            "months_before": months_before,
            "named": self._called.__getitem__,
            "number": self.number,
            "or_currency": self.or_currency,
            "people": self.people,
            "period": self.period,
            "plural": plural,
            "priced": self.priced,
            "task": task,
            "words": self.listed,
        }
        return environment

    def day(self, day: date | None) -> str:
        """`7 november 2022`; of a day that is not known nothing can be said, and Babel would say today's."""
        if day is None:
            raise TypeError
        return _written(day, "d MMMM y", self._locale)

    def moment(self, when: datetime) -> str:
        """`7 november 2022 kl. 07.30`, as the wiki's own signatures have it."""
        return format_datetime(when.astimezone(self._zone), names(self.language).moment, locale=self._locale)

    def month(self, period: ReportPeriod) -> str:
        """`oktober 2022`, or `juli–september 2022` for a longer period."""
        return self._months(period.start, period.end)

    def month_name(self, day: date) -> str:
        """A month's name as short as it is written, without its year: `jan.`, `mars`."""
        return _written(day, "LLL", self._locale)

    def period(self, when: Period) -> str:
        """A period as short as it can be said: whole months as months, else days; an open end in words."""
        if when.start and when.end:
            if when.start.day == 1 and when.end.day == monthrange(when.end.year, when.end.month)[1]:
                return self._months(when.start, when.end)
            if when.start == when.end:
                return self.day(when.end)
            return f"{self._first_day(when.start, when.end)}–{self.day(when.end)}"
        if when.end:
            return self.phrase("period-until", day=when.end)
        return self.phrase("period-from", day=when.start) if when.start else when.text

    def _first_day(self, start: date, end: date) -> str:
        """What of a period's first day its last does not say."""
        if start.year != end.year:
            return self.day(start)
        same = start.month == end.month
        return format_date(start, "d" if same else "d MMMM", locale=self._locale)

    def _months(self, start: date, end: date) -> str:
        return self._interval(start, end - timedelta(days=end.day - 1), "yMMMM")

    def _interval(self, start: date, end: date, skeleton: str) -> str:
        return _interval(start, end, skeleton, self._locale)

    @property
    def decimal_sign(self) -> str:
        """What stands before the decimals of a figure."""
        return get_decimal_symbol(self._locale)

    def number(self, number: float) -> str:
        """A figure with decimal comma and without needless decimals: `0,5`, `12`."""
        return format_decimal(round(number, 2), locale=self._locale)

    def money(self, amount: float) -> Wikitext:
        """A sum, with öre where it has any, that no line break tears apart: `67 500 kr`, `2 749,80 kr`."""
        digits = self._money.replace("0.00", "0") if amount == int(amount) else self._money
        said = format_currency(amount, self._currency, digits, locale=self._locale, currency_digits=False)
        return Wikitext("&nbsp;".join(said.split()))

    @cached_property
    def _money(self) -> str:
        """How sums are written, `#,##0.00 ¤`: with the currency before them or after them."""
        return str(self._locale.currency_formats["standard"].pattern)

    def priced(self, amount: float) -> str:
        """A sum as plain words, without needless decimals: `67 500 kr`, `12,5 kr`."""
        symbol = get_currency_symbol(self._currency, locale=self._locale)
        return f"{symbol}{self.number(amount)}" if self._money.startswith("¤") else f"{self.number(amount)} {symbol}"

    def or_currency(self, word: str, code: str) -> str:
        """The word for a currency where that is the one of all sums; else the code of that one."""
        return word if code == self._currency else self._currency

    def listed(self, items: Iterable[object], *, either: bool = False) -> str:
        """`A, B och C`, or `A, B eller C`. Where any item is `Wikitext`, all others are escaped."""
        parts = list(items)
        style: Literal["or", "standard"] = "or" if either else "standard"
        if any(isinstance(item, Wikitext) for item in parts):
            return Wikitext(format_list([_finalize(item) for item in parts], style, locale=self._locale))
        return format_list([str(item) for item in parts], style, locale=self._locale)

    def people(self, people: People) -> str:
        """The leads by name, `Samtliga` for everyone; "" where nobody is named."""
        names = [person.name for person in people.lead]
        if people.everyone == "lead":
            names.append(self.phrase("everyone"))
        return self.listed(names) if names else ""


@lru_cache(maxsize=2048)  # a year's projects have few days between them, and each is told many times
def _written(day: date, pattern: str, locale: Locale) -> str:
    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=2048)
def _interval(start: date, end: date, skeleton: str, locale: Locale) -> str:
    return format_interval(start, end, skeleton, locale=locale).replace("\u2009", " ")


def _usually_called(language: str) -> dict[str, str]:
    """What things are called where nothing is set."""
    pages, templates = usual(language)["pages"], usual(language)["templates"]
    return _called(templates["fields"], pages["numbers"], subpage=pages["data"], projectdata=templates["projectdata"])


def _called(parameters: Mapping[str, Sequence[str]], numbers: str, **others: Sequence[str]) -> dict[str, str]:
    """What is told by its name: of several names the first, which is the one that is written."""
    return {key: aliases[0] for key, aliases in {**parameters, **others}.items()} | {"numbers": numbers}


def plural(count: float, one: str, many: str) -> str:
    """The word for a count: Swedish and English need two forms, one for exactly 1."""
    return one if count == 1 else many


def _finalize(value: object) -> Wikitext:
    return value if isinstance(value, Wikitext) else escape("" if value is None else str(value))
