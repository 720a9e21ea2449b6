"""Reading what setup needs to know: the projects' people, the pages that are to be, and what it wrote there before."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.gather import Request, gather
from bot.knowledge import know, projects_of
from bot.model import Project
from bot.phabricator.tracker import Nobody
from bot.render.styles import EXTENSION
from bot.settings import Settings
from bot.setup.decide import Ground
from bot.setup.past import Offer, Past, marked
from bot.setup.people import People, named, settle, staff_called
from bot.shelf import Watch
from bot.wiki.port import Page, Wiki

ALL_TIME = datetime(2001, 1, 1, tzinfo=UTC)
"""Before the first edit of any wiki: what setup made once is its own however long ago that was."""


def look(wiki: Wiki, request: Request, watch: Watch) -> Ground:
    """Read everything, in few requests: as many as a run, one for each name, and one for each page that differs.

    Raises:
        WikiUnreachableError: The wiki does not answer.
    """
    material = gather(wiki, replace(request, tasks=()), watch, tracker=Nobody("no-token"))
    known = know(material)
    stops = [one for one in material.flaws if one.facts.get("stops")]
    ground = Ground(
        run=request.run,
        account=wiki.account,
        settings=material.settings,
        words=material.words,
        years=tuple(request.years),
        inputbox="InputBox" in material.extensions,
        styles=EXTENSION in material.extensions,
        pages={},
        past={},
        people=_people(wiki, projects_of(material), known.settings),
        base=request.base,
        faults=tuple(f"{one.place.page}, line {one.place.line}: {known.words.message(one)}" for one in stops),
    )
    pages = wiki.read([*(one.title for one in ground.proposals()), ground.settings.pages.settings])
    return replace(ground, pages=pages, past=_past(wiki, pages))


def _people(wiki: Wiki, projects: Iterable[Project], settings: Settings) -> People:
    """The people and their accounts; those whose names are in the register already are not looked for."""
    staff = f" {settings.setup.staff_suffix}"
    wanted = {name: linked for name, linked in named(projects, staff).items() if name not in settings.people}
    begun = {name: wiki.accounts_beginning(name) for name, linked in wanted.items() if not linked}
    maybe = {one for name, accounts in begun.items() for one in staff_called(name, accounts, staff)}
    linked = {one for accounts in wanted.values() for one in accounts}
    return settle(wanted, begun, wiki.accounts(sorted(maybe | linked)), staff=staff)


def _past(wiki: Wiki, pages: Mapping[str, Page]) -> dict[str, Past]:
    """What setup has written on the pages that are there, by the titles that they were asked for by."""
    asked = {page.title: title for title, page in pages.items() if page.exists}
    own = [one for one in wiki.contributions(since=ALL_TIME) if one.title in asked and marked(one.summary)]
    own.sort(key=lambda one: (one.timestamp, one.revid))
    texts = wiki.revision_texts(one.revid for one in own)
    offers: dict[str, list[Offer]] = {}
    for one in own:
        offers.setdefault(asked[one.title], []).append(Offer(one.revid, marked(one.summary), texts.get(one.revid)))
    # A second edit may hold people's changes; what they had changed, the revision before it tells.
    return {title: Past(tuple(made), wiki.history(title) if len(made) > 1 else ()) for title, made in offers.items()}
