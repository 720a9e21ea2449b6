"""What is to be done with each page: made, brought up to date, or left alone, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from bot.ledger import summary
from bot.model import Task
from bot.parse.exclusion import may_edit, settled
from bot.parse.regions import checksum, read_regions, refilled, without_regions
from bot.parse.settings import Layer
from bot.render.words import Words
from bot.settings import Settings
from bot.setup.pages import Proposal, proposals, style_sheet
from bot.setup.past import Past, bare, last_offered, mark
from bot.setup.people import People
from bot.setup.register import update
from bot.wiki.merge import merge
from bot.wiki.port import Edit, Page
from bot.wiki.presave import clean
from bot.wiki.titles import normalise

Action = Literal["create", "update", "nothing", "kept", "left"]
"""Make the page; change it; it is as it should be; it is but for people's changes; it is not setup's to change."""

Why = Literal[
    "",
    "title",
    "unreadable",
    "redirect",
    "protected",
    "nobots",
    "unsettled",
    "damaged",
    "foreign",
    "conflict",
    "faulty",
]
"""Why a page is left: no page can have this title; its text cannot be read; it redirects; it is protected; it asks bots
to stay away; a signature on it was never saved; the bot's markers are wrong; somebody else made it; people have changed
the same lines as the new version; the settings have mistakes."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What was found on the wiki.

    Attributes:
        run: The run's id.
        account: The account that edits; "" when reading without one.
        settings: The settings that say where the pages are.
        words: The language.
        years: The years that get an overview.
        inputbox: The wiki has the extension InputBox.
        pages: The pages, by the titles that were asked for.
        past: What setup has written before, by the same titles.
        people: Whom the project pages name.
        styles: The wiki has the extension TemplateStyles.
        faults: Mistakes in the settings that stop all writing, in a line each.
        base: What lies below the settings on the wiki.
    """

    run: str
    account: str
    settings: Settings
    words: Words
    years: tuple[int, ...]
    inputbox: bool
    pages: Mapping[str, Page]
    past: Mapping[str, Past]
    people: People
    styles: bool = False
    faults: tuple[str, ...] = ()
    base: tuple[Layer, ...] = ()

    def proposals(self) -> list[Proposal]:
        """The pages as setup would have them, all but the settings."""
        first = [style_sheet(self.settings, self.words)] if self.styles else []
        found = proposals(self.settings, self.years, self.words, account=self.account, inputbox=self.inputbox)
        return [*first, *found]


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one page.

    Attributes:
        name: Which page it is: its template's name, or `settings`.
        before: The page as read.
        action: What is to be done.
        text: The whole text that it gets; of a page that is left, the one that setup would have had.
        summary: The edit summary; "" where there is no edit.
        why: Why it is left.
        base: What people have changed something of, where they have and it is kept; else None.
        added: The people that are added to the settings.
        removed: Those that somebody has taken out of the settings, and that are not added again.
    """

    name: str
    before: Page
    action: Action
    text: str
    summary: str = ""
    why: Why = ""
    base: str | None = None
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """The page's title."""
        return self.before.title

    @property
    def writes(self) -> bool:
        """Whether there is an edit to be made."""
        return self.action in {"create", "update"}

    @property
    def tasks(self) -> tuple[Task, ...]:
        """None of a run's: only the page that stops everything stops setup."""
        return ()

    def edit(self) -> Edit:
        """The edit as it is sent."""
        return Edit(self.title, self.text, self.before.revid, self.summary, minor=False, bot=True)


def decide(ground: Ground) -> list[Step]:
    """Decide what is to be done with every page. Pure: nothing is read or written."""
    steps = [_page(one, ground) for one in ground.proposals()]
    return [*steps, _settings(ground)]


def _page(proposal: Proposal, ground: Ground) -> Step:
    """What is to be done with a page of wikitext."""
    page = ground.pages[proposal.title]
    why = _obstacle(page)
    if why:
        return Step(proposal.name, page, "left", proposal.text, why=why)
    if not page.exists:
        return _edit(proposal, page, proposal.text, ground)
    past, present = ground.past.get(proposal.title, Past()), bare(page.text or "")
    if present == proposal.text:
        return Step(proposal.name, page, "nothing", proposal.text)
    if past.newest == checksum(proposal.text):
        return _kept(proposal, page, proposal.text)
    base = _base(proposal, present, past)
    why = _forbids(page, ground.account) or ("foreign" if base is None else "")
    if base is None or why:
        return Step(proposal.name, page, "left", proposal.text, why=why)
    return _renewed(proposal, page, base, ground)


def _renewed(proposal: Proposal, page: Page, base: str, ground: Ground) -> Step:
    """A page brought up to date, with what people have changed since `base` was put there."""
    text = clean(page.text or "")
    present = bare(text)
    merged = proposal.text if present == base else merge(base, proposal.text, present)
    if merged is None:
        return Step(proposal.name, page, "left", proposal.text, why="conflict", base=base)
    if merged == present:
        return _kept(proposal, page, base)
    kept = None if own_part(proposal, present) == base else base
    return _edit(proposal, page, refilled(merged, text), ground, base=kept)


def _kept(proposal: Proposal, page: Page, base: str) -> Step:
    """A page that nothing is to be done with; it has its own words where people are to write on it."""
    own = own_part(proposal, bare(page.text or ""))
    action: Action = "nothing" if own == base else "kept"
    return Step(proposal.name, page, action, proposal.text, base=base if action == "kept" else None)


def own_part(proposal: Proposal, text: str) -> str:
    """A page without what people are meant to write at its end."""
    last = proposal.text.rsplit("\n", 1)[-1]
    before, found, _ = text.partition(f"\n{last}\n") if proposal.ends_open else (text, "", "")
    return f"{before}\n{last}" if found else text


def _base(proposal: Proposal, present: str, past: Past) -> str | None:
    """What of a page is setup's own: what people have changed is a difference to it. None where nothing is known.

    A page with nothing but the bot's regions, that setup has not written on, is one that a run has made.
    """
    if present in proposal.others:
        return present
    by_a_run = bool(read_regions(present).found) and not without_regions(present).strip()
    return present if by_a_run and not past.offers else last_offered(past)


def _obstacle(page: Page) -> Why:
    """Why nothing can be written on a page, whatever stands there."""
    if normalise(page.title) is None:
        return "title"
    if page.unreadable:
        return "unreadable"
    if page.redirect:
        return "redirect"
    return "protected" if page.locked else ""


def _forbids(page: Page, account: str) -> Why:
    """What in a page's own text forbids an edit."""
    text = page.text or ""
    if not may_edit(text, account):
        return "nobots"
    if not settled(text):
        return "unsettled"
    return "damaged" if read_regions(text).damage else ""


def _edit(proposal: Proposal, page: Page, text: str, ground: Ground, *, base: str | None = None) -> Step:
    """An edit, with a summary that says which page it makes or renews, and by which it is known again."""
    action: Action = "update" if page.exists else "create"
    what = ground.words.phrase(f"setup-{proposal.name}")
    handbook = ground.settings.pages.handbook
    said = ground.words.phrase("summary-setup", what=what, new=action == "create", handbook=handbook)
    language = ground.words.language
    told = summary(said, run=ground.run, key=mark(proposal.text, language), language=language)
    return Step(proposal.name, page, action, text, told, base=base)


def _settings(ground: Ground) -> Step:
    """What is to be done with the settings: people who are missing are added, nothing else is changed."""
    title = ground.settings.pages.settings
    page, past = ground.pages[title], ground.past.get(title, Past())
    why = _obstacle(page)
    found = None if why else update(Layer(page.text, title, on_wiki=True), ground.people, past, below=ground.base)
    if found is None:
        return Step("settings", page, "left", page.text or "", why=why or "faulty")
    if page.exists and not found.added:
        return Step("settings", page, "nothing", page.text or "", removed=found.removed)
    step = _edit(Proposal("settings", page.title, found.text), page, found.text, ground)
    return replace(step, added=found.added, removed=found.removed)


def writing(steps: Sequence[Step]) -> Iterator[Step]:
    """The steps that are edits, in their order."""
    return (one for one in steps if one.writes)
