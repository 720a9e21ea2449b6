"""The pages that `setup` makes, as it would have them: `templates/<language>/pages`, with the titles that are set."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.logbook import REGION as LOG_REGION
from bot.names import BOT, names
from bot.parse.regions import compose
from bot.render.escape import Wikitext, link
from bot.render.overview import REGION
from bot.render.styles import styles_page
from bot.render.words import Words
from bot.settings import Settings
from bot.wiki.namespaces import namespaces_of
from bot.wiki.presave import clean
from bot.wiki.titles import normalise


@dataclass(frozen=True, slots=True)
class Proposal:
    """A page as setup would have it.

    Attributes:
        name: Its template's name in `templates/<language>/pages`.
        title: Its title.
        text: Its wikitext, as a wiki stores it; the bot's regions on it are empty.
        others: What setup writes there under other conditions: a page that says this is its own, too.
        ends_open: What follows the last line is other people's: they write there.
    """

    name: str
    title: str
    text: str
    others: tuple[str, ...] = ()
    ends_open: bool = False


def proposals(
    settings: Settings, years: Iterable[int], words: Words, *, account: str, inputbox: bool
) -> list[Proposal]:
    """All pages but the settings and the style sheet, in the order in which they are made: others' needs come first.

    Args:
        settings: The settings: the titles, and the figures that the handbook tells.
        years: The years that get an overview.
        words: The language.
        account: The account that edits, whose user page says what it is; "" for the usual one.
        inputbox: The wiki has the extension InputBox, with which a button can be made.
    """
    found: dict[str, Proposal] = {}
    for one in _proposals(settings, years, words, account=account or BOT, inputbox=inputbox):
        found.setdefault(one.title, one)  # settings may name one page for two purposes; the first has it
    return list(found.values())


def _proposals(
    settings: Settings, years: Iterable[int], words: Words, *, account: str, inputbox: bool
) -> Iterator[Proposal]:
    pages, known = settings.pages, names(words.language)
    preload, user = f"{pages.requests}/{known.preload}", f"{pages.user_namespace}:{account}"
    template, button = f"{pages.template_namespace}:{BOT}", f"{BOT}/{known.button}"
    facts = {
        "account": account,
        "user": user,
        "button": Wikitext(f"{{{{{button}}}}}"),
        "queue": pages.requests,
        "handbook": pages.handbook,
        "stop": pages.stop,
        "settings": pages.settings,
        "log": pages.log,
        "namespace": pages.namespace,
        "talk": _raw(pages.talk_page(account), settings),
        "report": settings.report,
        "reminders": settings.reminders,
        "overviews": _overviews(settings),
    }

    def region(name: str) -> Wikitext:
        return Wikitext(compose(name, "", words.language))

    def text(name: str, **more: object) -> str:
        return clean(words.page(name, **facts, **more))

    with_box, with_link = (
        text("button", inputbox=one, queue_title=_raw(pages.requests, settings), preload_title=_raw(preload, settings))
        for one in (True, False)
    )
    yield Proposal("template", template, text("template"))
    here, otherwise = (with_box, with_link) if inputbox else (with_link, with_box)
    # a page of its own, so that only one changes where InputBox is installed or taken away
    yield Proposal("button", f"{pages.template_namespace}:{button}", here, others=(otherwise,))
    yield Proposal("preload", preload, text("preload"))
    yield Proposal("queue", pages.requests, text("queue"), ends_open=True)
    yield Proposal("handbook", pages.handbook, text("handbook"))
    yield Proposal("user", user, text("user"))
    yield Proposal("log", pages.log, text("log", region=region(LOG_REGION)))
    for title, year in {pages.overview.format(year=year): year for year in years}.items():
        yield Proposal("overview", title, text("overview", year=year, region=region(REGION)))


def style_sheet(settings: Settings, words: Words) -> Proposal:
    """The styles of what the bot writes, for a wiki with the extension TemplateStyles."""
    return Proposal("styles", styles_page(settings), clean(words.page("styles")))


def log_page(settings: Settings, words: Words, *, account: str) -> str:
    """The log page as setup makes it, for a run that finds none."""
    made = _proposals(settings, (), words, account=account or BOT, inputbox=False)
    return next(one.text for one in made if one.name == "log")


def _overviews(settings: Settings) -> Wikitext:
    """A link to the overviews: to the one page, or to the list of those whose titles begin alike; else the word."""
    title, words = settings.pages.overview, names(settings.language).overviews
    beginning, year, _ = title.partition("{year}")
    if not year:
        return link(title, words)
    one = normalise(beginning, namespaces_of(settings))
    return Wikitext(f"[[Special:PrefixIndex/{one.full}|{words}]]" if one else words)


def _raw(title: str, settings: Settings) -> Wikitext:
    """A title as it stands where wikitext is not read; "" for what no page is called."""
    return Wikitext(title if normalise(title, namespaces_of(settings)) else "")
