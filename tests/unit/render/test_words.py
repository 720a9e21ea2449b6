"""The words: templates and messages, and how dates, sums and lists are written in Swedish."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from jinja2 import UndefinedError

from bot import names as names_module
from bot.checks.calendar import ReportPeriod
from bot.codes import CODES, PROBLEMS
from bot.model import Everyone, Flaw, People, Period, Person, Place
from bot.names import templates_folder
from bot.render import words as module
from bot.render.escape import Wikitext
from bot.render.words import Words, plural
from bot.settings import Settings

SV = Words()


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of templates of our own, in a language of our own."""
    monkeypatch.setattr(module, "templates_folder", lambda: tmp_path)
    folder = tmp_path / "sv"
    folder.mkdir()
    (folder / "messages.json").write_text('{"one": " {{ a }}, {{ a|plural(1, 2) }} "}', encoding="utf-8")
    return folder


def test_templates_lie_in_the_package_or_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates that were shipped with the package are used, else those at the top of the checkout."""
    package = tmp_path / "bot"
    monkeypatch.setattr(names_module, "_HERE", package)
    assert templates_folder() == tmp_path / "templates"
    (package / "templates").mkdir(parents=True)
    assert templates_folder() == package / "templates"


def test_values_in_wikitext_are_escaped(templates: Path) -> None:
    """Whatever is put into wikitext is escaped, unless it is wikitext already; None is nothing."""
    (templates / "a.wikitext.j2").write_text("\n {{ a }}{{ b }}{{ c }}{{ d }}\n", encoding="utf-8")
    assert Words().wikitext("a", a="<a>", b=Wikitext("<b>"), c=None, d=1) == "&#60;a&#62;<b>1"


def test_blocks_leave_no_lines_behind(templates: Path) -> None:
    """A line with nothing but a statement leaves nothing in the text."""
    (templates / "a.wikitext.j2").write_text("a\n  {% if true %}\nb\n  {% endif %}\nc\n", encoding="utf-8")
    assert Words().wikitext("a") == "a\nb\nc"


def test_whole_pages_keep_wikitext_s_braces(templates: Path) -> None:
    """In a page that setup installs, braces are wikitext; values stand in other marks, and are escaped, too."""
    (templates / "pages").mkdir()
    text = "{{X|«a»}}{{{1|}}}«% if b %»«b»{%«# not shown #»%}\n«% endif %»"
    (templates / "pages" / "a.wiki").write_text(text, encoding="utf-8")
    assert Words().page("a", a="<a>", b=Wikitext("<b>")) == "{{X|&#60;a&#62;}}{{{1|}}}<b>{%%}\n"


def test_missing_value_is_a_mistake(templates: Path) -> None:
    """A template that asks for what it was not given is not rendered."""
    (templates / "a.wikitext.j2").write_text("{{ a }}", encoding="utf-8")
    with pytest.raises(UndefinedError):
        Words().wikitext("a")


def test_phrases_are_plain_words(templates: Path) -> None:
    """A phrase is words, not wikitext, and nothing in it is escaped."""
    del templates
    assert Words().phrase("one", a="<&>") == "<&>, 2"


def test_message_says_what_the_flaw_knows() -> None:
    """A flaw's message has its facts in it."""
    flaw = Flaw("budget-unreadable", Place("Sida", 1), facts={"text": "3100: [26]"})
    assert "3100: [26]" in SV.message(flaw)


@pytest.mark.parametrize(
    ("code", "facts", "said"),
    [
        pytest.param("budget-unreadable", {"text": "ca 5"}, "Beloppet ”ca 5” går inte att läsa", id="amount"),
        pytest.param(
            "budget-unreadable",
            {"text": "3 500", "total": 3500.0, "sum": 3000.5},
            "Summan 3\u00a0500 kr stämmer inte med de andra beloppen, som blir 3\u00a0000,5 kr.",
            id="total",
        ),
        pytest.param("budget-unreadable", {"text": "F", "room": 5}, "plats för 5 finansiärer, så ”F”", id="room"),
        pytest.param("number-missing", {"name": "Prov"}, "Projektet har inget nummer.", id="number"),
        pytest.param("number-missing", {"name": "Prov", "text": None}, "Projektet har inget", id="number-asked"),
        pytest.param("number-missing", {"name": "Prov", "text": "22A"}, "”22A” i fältet id är inget", id="no-number"),
        pytest.param("status-missing", {"text": ""}, "STATUS är inte satt. Skriv", id="status"),
        pytest.param("status-missing", {"text": "Gul"}, "”Gul” är ingen färg som boten känner", id="no-colour"),
    ],
)
def test_message_says_which_of_several_things_is_wrong(code: str, facts: dict[str, object], said: str) -> None:
    """A code for several mistakes has words for each."""
    assert said in SV.message(Flaw(code, Place("Sida", 1), facts=facts))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_message_calls_a_parameter_and_a_page_what_the_settings_do(language: str) -> None:
    """Whoever is told to fill in a field is told its name on this wiki, the usual one of several."""
    rules = {"fields": {"lead": ["chef", "ledare"], "number": ["kod"]}}
    words = Words.of(Settings.model_validate({"language": language, "templates": rules, "pages": {"numbers": "Lista"}}))
    owner = words.message(Flaw("owner-missing", Place("Sida", 1)))
    number = words.message(Flaw("number-missing", Place("Sida", 1), facts={"name": "Prov"}))
    assert owner.endswith(" chef.")
    assert " kod, " in number
    assert number.endswith(" Lista.")


def test_every_code_has_words() -> None:
    """Nothing can be found wrong that there is no message for."""
    phrases = json.loads((templates_folder() / "sv" / "messages.json").read_text(encoding="utf-8"))
    assert set(CODES) | set(PROBLEMS) <= phrases.keys()


def test_day_is_written_out() -> None:
    """A day has its month's name."""
    assert SV.day(date(2022, 11, 7)) == "7 november 2022"


def test_day_that_is_not_known_is_no_day() -> None:
    """Nothing is said of a day that is not known; today's would be said otherwise."""
    with pytest.raises(TypeError):
        SV.day(None)


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2022, 10, 1), date(2022, 10, 31), "oktober 2022"),
        (date(2022, 7, 1), date(2022, 9, 30), "juli–september 2022"),
        (date(2022, 12, 1), date(2023, 2, 28), "december 2022 – februari 2023"),
    ],
    ids=["month", "quarter", "over-the-turn-of-the-year"],
)
def test_report_period_is_written_in_months(start: date, end: date, text: str) -> None:
    """A report's period is one month or several, without spaces that a wiki would lose."""
    assert SV.month(ReportPeriod(start, end)) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        pytest.param(date(2022, 5, 1), date(2022, 5, 31), "maj 2022", id="month"),
        pytest.param(date(2024, 2, 1), date(2024, 2, 29), "februari 2024", id="leap-month"),
        pytest.param(date(2022, 11, 1), date(2023, 2, 28), "november 2022 – februari 2023", id="months"),
        pytest.param(date(2022, 7, 6), date(2022, 7, 6), "6 juli 2022", id="day"),
        pytest.param(date(2022, 7, 6), date(2022, 7, 10), "6–10 juli 2022", id="days"),
        pytest.param(date(2022, 6, 30), date(2022, 7, 7), "30 juni–7 juli 2022", id="days-of-two-months"),
        pytest.param(date(2022, 5, 1), date(2022, 5, 30), "1–30 maj 2022", id="nearly-a-month"),
        pytest.param(None, date(2022, 4, 22), "senast 22 april 2022", id="no-start"),
        pytest.param(date(2022, 8, 22), None, "från 22 augusti 2022", id="no-end"),
        pytest.param(None, None, "Snart", id="undated"),
        pytest.param(date(2022, 1, 1), date(9999, 12, 31), "januari 2022 – december 9999", id="last-day-there-is"),
    ],
)
def test_period_is_as_short_as_it_can_be(start: date | None, end: date | None, text: str) -> None:
    """Whole months are said as months, days as days, an open end in words, and no date in the person's own."""
    assert SV.period(Period("Snart", start, end)) == text


@pytest.mark.parametrize(("number", "text"), [(0.5, "0,5"), (12.0, "12"), (0.1 + 0.2, "0,3"), (3 / 8, "0,38")])
def test_number_has_a_decimal_comma(number: float, text: str) -> None:
    """A number has no more decimals than it needs, and two at most."""
    assert SV.number(number) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", 2, "<C>"], "A, 2 och <C>"),
        (["<A>", Wikitext("<B>")], "&#60;A&#62; och <B>"),
    ],
    ids=["none", "one", "words", "wikitext"],
)
def test_list_is_written_in_words(items: list[object], text: str) -> None:
    """A list has commas and `och`; where an item is wikitext, all of it is, and the others are escaped."""
    assert SV.listed(items) == text
    assert isinstance(SV.listed(items), Wikitext) == any(isinstance(item, Wikitext) for item in items)


@pytest.mark.parametrize(
    ("lead", "everyone", "text"),
    [
        ([], None, ""),
        (["John", "Eric"], None, "John och Eric"),
        ([], "lead", "Samtliga"),
        (["John"], "support", "John"),
    ],
    ids=["nobody", "leads", "everyone", "support"],
)
def test_people_are_the_leads(lead: list[str], everyone: Everyone | None, text: str) -> None:
    """Those who lead are named, everyone as `Samtliga`; support is not."""
    people = People(tuple(map(Person, lead)), (Person("Sara"),), everyone)
    assert SV.people(people) == text


@pytest.mark.parametrize(("count", "word"), [(0, "saker"), (1, "sak"), (2, "saker"), (1.5, "saker")])
def test_plural_is_for_all_but_one(count: float, word: str) -> None:
    """Exactly one has its own form."""
    assert plural(count, "sak", "saker") == word


@pytest.mark.parametrize(
    ("language", "currency", "amount", "text"),
    [
        ("sv", "SEK", 67500, "67&nbsp;500&nbsp;kr"),
        ("sv", "SEK", 2749.8, "2&nbsp;749,80&nbsp;kr"),
        ("sv", "EUR", 5.5, "5,50&nbsp;€"),
        ("en", "GBP", 67500, "£67,500"),
        ("en", "GBP", 2749.8, "£2,749.80"),
    ],
)
def test_money_is_in_the_currency(language: str, currency: str, amount: float, text: str) -> None:
    """A sum is written as the language does it, in the currency that is set, with no decimals where there are none."""
    assert Words(language, currency=currency).money(amount) == text


@pytest.mark.parametrize(
    ("language", "currency", "text"), [("sv", "SEK", "12,5 kr"), ("sv", "EUR", "12,5 €"), ("en", "GBP", "£12.5")]
)
def test_sum_in_a_message(language: str, currency: str, text: str) -> None:
    """In plain words a sum has no needless decimals."""
    assert Words(language, currency=currency).priced(12.5) == text


@pytest.mark.parametrize(("currency", "word"), [("SEK", "kronor"), ("EUR", "EUR")])
def test_messages_name_the_currency(currency: str, word: str) -> None:
    """Whoever is asked for a sum is told in which currency."""
    assert f"summan i {word} i" in Words(currency=currency).phrase("budget-missing")


@pytest.mark.parametrize(
    ("language", "why", "text"),
    [
        ("sv", "missing", "Skapa undersidan Fakta med {{Ruta}}."),
        ("sv", "shared", "annars ge projektet en egen sida Fakta med {{Ruta}}."),
        ("sv", "empty", "Lägg in {{Ruta}}."),
        ("en", "missing", "Create its sub-page Fakta, with {{Ruta}} on it."),
        ("en", "shared", "otherwise give the project its own sub-page Fakta, with {{Ruta}} on it."),
        ("en", "empty", "Put {{Ruta}} there."),
    ],
)
def test_messages_name_the_page_with_the_facts(language: str, why: str, text: str) -> None:
    """Whoever is asked for the facts is told on which page, in which template, as the settings call them."""
    parts = {"language": language, "pages": {"data": ["Fakta"]}, "templates": {"projectdata": ["Ruta", "Projektdata"]}}
    words = Words.of(Settings.model_validate(parts))
    assert words.phrase("projectdata-missing", why=why, title="Projekt:B").endswith(text)


def test_the_box_is_called_as_set() -> None:
    """Where a report is said to stand in the box, that has the name of its template."""
    words = Words.of(Settings.model_validate({"templates": {"projectdata": ["Ruta"]}}))
    assert words.phrase("why-report-in-parameters") == "rapporten står i rutan Ruta"
    assert Words().phrase("why-report-in-parameters") == "rapporten står i rutan Projektdata"


@pytest.mark.parametrize(
    ("language", "zone", "text"),
    [
        ("sv", "Europe/Stockholm", "7 november 2022 kl. 07.30"),
        ("en", "Europe/London", "7 November 2022 at 06:30"),
        ("en", "America/New_York", "7 November 2022 at 01:30"),
    ],
)
def test_moment_is_told_in_the_time_zone(language: str, zone: str, text: str) -> None:
    """A time is that of the association's clock, as its language writes it."""
    assert Words(language, zone=ZoneInfo(zone)).moment(datetime(2022, 11, 7, 6, 30, tzinfo=UTC)) == text


def test_words_are_kept_for_the_next_run() -> None:
    """Who asks for the same again gets the same words, compiled already; who asks for others gets others."""
    words = Words.of(Settings())
    assert Words.of(Settings.model_validate({"people": {}})) is words
    for other in ({"language": "en"}, {"currency": "EUR"}, {"calendar": {"time_zone": "Europe/Dublin"}}):
        assert Words.of(Settings.model_validate(other)) is not words


def test_words_are_those_of_the_settings() -> None:
    """Language, time zone and currency come from the settings."""
    rules = Settings.model_validate(
        {"language": "en", "currency": "GBP", "calendar": {"country": "GB", "time_zone": "Europe/London"}}
    )
    words = Words.of(rules)
    assert words.language == "en"
    assert words.money(1) == "£1"
    assert words.moment(datetime(2022, 7, 7, 6, 30, tzinfo=UTC)) == "7 July 2022 at 07:30"
