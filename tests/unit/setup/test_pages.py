"""The pages that setup makes: which, where, and that a wiki and the bot itself take them as they are meant."""

import re
from datetime import date

import pytest

from bot.model import TASKS
from bot.parse.exclusion import may_edit, settled
from bot.parse.pause import pauses
from bot.parse.regions import compose, read_regions
from bot.parse.settings import load
from bot.parse.structure import Source
from bot.render.words import Words
from bot.settings import Pages, Reminders, Report, Settings
from bot.setup.pages import Proposal, proposals
from bot.stops import named_stops
from bot.wiki.presave import clean, sign
from tests.support.builders import NOW, WORDS


def made(settings: Settings | None = None, **given: object) -> dict[str, Proposal]:
    """The pages, by their templates' names."""
    facts = {"account": "Lägesbot", "inputbox": False, **given}
    years = facts.pop("years", (2022,))
    found = proposals(settings or Settings(), years, WORDS, **facts)  # type: ignore[arg-type]
    return {one.name: one for one in found}


def test_pages_stand_where_the_settings_say() -> None:
    """Every page has its usual title; that of the queue, the log, the handbook and the overview can be set."""
    assert {name: one.title for name, one in made().items()} == {
        "template": "Mall:Lägesbot",
        "button": "Mall:Lägesbot/Kör nu",
        "preload": "Användare:Lägesbot/Kör/Förifyllt",
        "queue": "Användare:Lägesbot/Kör",
        "handbook": "Användare:Lägesbot/Handbok",
        "user": "Användare:Lägesbot",
        "log": "Användare:Lägesbot/Logg",
        "overview": "Lägesöversikt 2022",
    }
    pages = Pages(requests="Wikimedia:Kö", log="Wikimedia:Logg", handbook="Hjälp:Bot", overview="Wikimedia:Läge {year}")
    set_elsewhere = made(Settings(pages=pages), account="Robot")
    assert {name: one.title for name, one in set_elsewhere.items()} == {
        "template": "Mall:Lägesbot",
        "button": "Mall:Lägesbot/Kör nu",
        "preload": "Wikimedia:Kö/Förifyllt",
        "queue": "Wikimedia:Kö",
        "handbook": "Hjälp:Bot",
        "user": "Användare:Robot",
        "log": "Wikimedia:Logg",
        "overview": "Wikimedia:Läge 2022",
    }


def test_every_year_has_an_overview() -> None:
    """There is one overview for each year, and one in all where the title has no year in it."""
    years = [one.title for one in proposals(Settings(), (2021, 2022), WORDS, account="", inputbox=False)]
    assert years[-2:] == ["Lägesöversikt 2021", "Lägesöversikt 2022"]
    one = Settings(pages=Pages(overview="Läget"))
    assert [found.title for found in proposals(one, (2021, 2022), WORDS, account="", inputbox=False)].count(
        "Läget"
    ) == 1


def test_a_title_with_two_purposes_is_one_page() -> None:
    """Where settings name one page for two purposes, it is made once."""
    titles = [
        one.title
        for one in proposals(
            Settings(pages=Pages(log="Användare:Lägesbot/Kör")), (2022,), WORDS, account="", inputbox=False
        )
    ]
    assert len(titles) == len(set(titles))


def test_texts_are_what_a_wiki_stores() -> None:
    """Saving a page neither trims it nor signs anything on it, and no bot is asked to stay away."""
    for one in made(inputbox=True).values():
        assert clean(one.text) == one.text
        assert sign(one.text, "Lägesbot", NOW) == one.text
        assert settled(one.text)
        assert may_edit(one.text, "Lägesbot")


def test_words_about_the_pause_pause_nothing() -> None:
    """What the pages say of the pause is shown as words; only on the template's own page it is a call."""
    for one in made().values():
        assert one.name == "template" or not pauses(Source(one.title, one.text))


def test_overview_and_log_have_an_empty_region() -> None:
    """A run finds its region on the overview and on the log page, sound and empty."""
    found = made()
    assert found["overview"].text.endswith(f"\n\n{compose('översikt', '')}")
    assert found["log"].text.endswith(f"\n\n{compose('logg', '')}")
    assert all(read_regions(one.text).sound for one in found.values())


def test_queue_ends_with_its_heading() -> None:
    """People's lines come after all that setup writes, beneath the heading."""
    queue = made()["queue"]
    assert queue.ends_open
    assert queue.text.endswith("\n\n== Kö ==")
    assert queue.text.count("== Kö ==") == 1


def test_button_is_a_form_or_a_link() -> None:
    """The button is a form with InputBox, else a link; both open the queue with the preload and ask for no heading."""
    form, address = made(inputbox=True)["button"], made(inputbox=False)["button"]
    for parameter in ("type=comment", "hidden=yes", "nosummary=yes", "buttonlabel=Kör nu"):
        assert f"\n{parameter}\n" in form.text
    assert "\ndefault=Användare:Lägesbot/Kör\n" in form.text
    assert "\npreload=Användare:Lägesbot/Kör/Förifyllt\n" in form.text
    assert (
        "[{{fullurl:Användare:Lägesbot/Kör|action=edit&section=new&nosummary=1"
        "&preload={{urlencode:Användare:Lägesbot/Kör/Förifyllt}}}} <span"
    ) in address.text
    assert "<inputbox>" not in address.text
    assert form.others == (address.text,)
    assert address.others == (form.text,)


def test_button_of_a_queue_that_cannot_be_is_harmless() -> None:
    """A title that no page can have reaches no place where wikitext is not read."""
    found = made(Settings(pages=Pages(requests="A~~~~B")), inputbox=True)
    assert "~~~" not in found["button"].text


@pytest.mark.parametrize(
    ("overview", "expected"),
    [
        ("Lägesöversikt {year}", "[[Special:PrefixIndex/Lägesöversikt|översikterna]]"),
        ("Wikimedia:Läget {year}", "[[Special:PrefixIndex/Wikimedia:Läget|översikterna]]"),
        ("Läget", "[[Läget|översikterna]]"),
        ("{year} års läge", "finns bland översikterna."),
    ],
)
def test_handbook_links_the_overviews(overview: str, expected: str) -> None:
    """The handbook links all years' overviews, whatever they are called."""
    assert expected in made(Settings(pages=Pages(overview=overview)))["handbook"].text


def test_handbook_links_every_stop_page() -> None:
    """Each stop page is one click away, wherever it is set to be."""
    text = made(Settings(pages=Pages(stop="Wikimedia:Stopp")))["handbook"].text
    linked = re.findall(r"\[\{\{fullurl:([^|]*)\|action=edit\}\} [^\]]+\]", text)
    assert linked == [f"Wikimedia:Stopp{end}" for end in ("", "/påminnelser", "/lägesrapport", "/översikt")]


def test_handbook_tells_the_figures_that_are_set() -> None:
    """How long things may take is told as the settings say."""
    rules = Settings(
        report=Report(due_workday=7), reminders=Reminders(again_after_workdays=8, manager_after_workdays=19)
    )
    text = made(rules)["handbook"].text
    assert "senast arbetsdag nummer 7 i nästa" in text
    assert "8 arbetsdagar senare kommer ett svar" in text
    assert "19 arbetsdagar efter det första får cheferna veta" in text


def test_titles_are_escaped() -> None:
    """A title with what is markup elsewhere is shown, and linked, as it is."""
    text = made(Settings(pages=Pages(handbook="Hjälp:A ''b''")))["user"].text
    assert "''b''|handboken" in text
    assert "~~~" not in made(Settings(pages=Pages(handbook="A~~~~B")))["user"].text


ENGLISH = load('{"language": "en"}', source="S").settings


def test_english_pages() -> None:
    """In English every page, template and parameter that setup makes has an English name, and so have the regions."""
    found = {one.name: one for one in proposals(ENGLISH, (2022,), Words.of(ENGLISH), account="", inputbox=True)}
    assert {name: one.title for name, one in found.items()} == {
        "template": "Template:Lägesbot",
        "button": "Template:Lägesbot/Run now",
        "preload": "User:Lägesbot/Run/Preload",
        "queue": "User:Lägesbot/Run",
        "handbook": "User:Lägesbot/Handbook",
        "user": "User:Lägesbot",
        "log": "User:Lägesbot/Log",
        "overview": "Status overview 2022",
    }
    assert "{{Lägesbot/Run now}}" in found["queue"].text
    assert "Special:PrefixIndex/Status overview|the overviews" in found["handbook"].text
    assert compose("log", "", "en") in found["log"].text
    assert compose("overview", "", "en") in found["overview"].text


@pytest.mark.parametrize("settings", [Settings(), ENGLISH], ids=["sv", "en"])
def test_the_handbook_leads_to_the_stop_pages_that_are_read(settings: Settings) -> None:
    """Whoever clicks in the handbook stops the bot: each link is to a page that it looks at."""
    found = {one.name: one for one in proposals(settings, (), Words.of(settings), account="", inputbox=True)}
    assert all(f"fullurl:{title}|" in found["handbook"].text for title in named_stops(settings, *TASKS))


@pytest.mark.parametrize("settings", [Settings(), ENGLISH], ids=["sv", "en"])
def test_the_template_has_the_parameter_that_is_read(settings: Settings) -> None:
    """The pause that the template's page shows is one that the bot reads."""
    found = {one.name: one for one in proposals(settings, (), Words.of(settings), account="", inputbox=True)}
    (call, *_) = re.findall(r"\{\{Lägesbot\|\w+=2022-12-01\}\}", found["template"].text)
    assert [one.until for one in pauses(Source("A", call)).values()] == [date(2022, 12, 1)]


def test_pages_in_namespaces_of_their_own() -> None:
    """Where a wiki calls its namespaces otherwise, the template and the user page are there."""
    pages = Pages(template_namespace="Vorlage", user_namespace="Benutzer")
    found = made(Settings(pages=pages), account="Robot")
    assert (found["template"].title, found["user"].title) == ("Vorlage:Lägesbot", "Benutzer:Robot")
