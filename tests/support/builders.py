"""Small things to test with: activities, projects, pages, folder wikis, and a wiki in memory that obeys a script."""

import json
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from bot.checks.standing import Standing, stand
from bot.errors import WikiUnreachableError
from bot.knowledge import Knowledge, Material, know
from bot.model import Activity, Everyone, Mark, People, Period, Person, Place, Project, Status, StatusReport, TaskState
from bot.parse.settings import load
from bot.phabricator.tracker import Answers
from bot.render.words import Words
from bot.settings import Settings
from bot.wiki.outcome import Conflict, Outcome, Saved
from bot.wiki.port import HISTORY, Account, Condition, Contribution, Edit, Entry, Page, Version
from bot.wiki.titles import category_links, redirect_target

TITLE = "Projekt:Prov 2022"
DATA = f"{TITLE}/Projektdata"
TODAY = date(2022, 11, 9)
"""A Wednesday, two work days after the October report was due."""

WORDS = Words()
"""One for all, since it takes longer to read the templates than to use them."""

_ENGLISH = {code: Words("en", currency=code) for code in ("SEK", "EUR")}


def words_of(rules: Settings) -> Words:
    """The words that settings ask for."""
    return WORDS if rules.language == "sv" else _ENGLISH[rules.currency]


NOW = datetime(2022, 11, 9, 6, 30, tzinfo=UTC)
SIGNATURE = "[[Användare:Lägesbot|Lägesbot]] 9 november 2022 kl. 07.30 (CET)"
JOHN = {"account": "John (WMSE)"}
PEOPLE = {"John": {**JOHN, "manager": True}, "Axel": {"account": "Axel (WMSE)"}, "Sara": {"account": "Sara (WMSE)"}}
"""A register: John is the manager."""


def day(text: str | None) -> date | None:
    """A date from ÅÅÅÅ-MM-DD."""
    return date.fromisoformat(text) if text else None


def period(start: str | None = None, end: str | None = None) -> Period:
    """A date cell that was understood."""
    return Period(f"{start}–{end}", day(start), day(end))


def people(*lead: str | Person, support: Iterable[str] = (), everyone: Everyone | None = None) -> People:
    """An owner cell."""
    leads = tuple(one if isinstance(one, Person) else Person(one) for one in lead)
    return People(leads, tuple(Person(name) for name in support), everyone)


def activity(
    name: str = "Boka lokal",
    *,
    when: Period | None = None,
    owner: People | None = None,
    tasks: tuple[str, ...] = (),
    mark: Mark | None = None,
    line: int = 20,
) -> Activity:
    """One activity; in March, and Axel's, unless told otherwise."""
    return Activity(
        name,
        when or period("2022-03-01", "2022-03-31"),
        Place(TITLE, line),
        people=people("Axel") if owner is None else owner,
        tasks=tasks,
        mark=mark,
    )


def project(
    *activities: Activity, title: str = TITLE, lead: People | None = None, updated: str | None = None
) -> Project:
    """A project over 2022 with everything that should be there, led by John unless told otherwise."""
    data = Place(f"{title}/Projektdata", 1)
    return Project(
        title,
        Place(title, 1),
        number="226401",
        people=people("John") if lead is None else lead,
        start=date(2022, 1, 1),
        end=date(2022, 12, 31),
        activities=activities,
        report=StatusReport(replace(data, line=14), day(updated), updated or "", Status.GREEN if updated else None),
        data_place=data,
    )


def settings(**parts: object) -> Settings:
    """Settings that are right, with a register unless another is given, and with the defaults of their language."""
    if "language" not in parts:
        return Settings.model_validate({"people": PEOPLE, **parts})
    loaded = load(json.dumps({"people": PEOPLE, **parts}), source="settings")
    assert not loaded.flaws
    return loaded.settings


def standing(
    one: Project,
    *,
    today: date = TODAY,
    rules: Settings | None = None,
    tasks: Mapping[str, TaskState] | None = None,
) -> Standing:
    """How a project stands."""
    return stand(one, today=today, settings=rules or settings(), tasks=tasks)


OPEN = TaskState("Något", "open")
RESOLVED = TaskState("Något", "resolved", date(2022, 3, 15))
DECLINED = TaskState("Något", "declined", date(2022, 3, 16))


def data_text(**fields: str) -> str:
    """The text of a page with project data."""
    usual = {
        "id": "226401",
        "ansvarig": "John",
        "projektstart": "2022-01-01",
        "projektslut": "2022-12-31",
        "finansiär": "Wikimedia Foundation (WCF)",
        "budget": "67 500",
        "uppdaterad": "",
        "status": "",
        "aktiviteter": "",
        "nästa_månad": "",
        "problem": "",
    }
    lines = "".join(f" | {name} = {value}\n" for name, value in {**usual, **fields}.items())
    return f"{{{{Projektdata 2017\n{lines}}}}}"


def plan_text(*rows: str, head: str = "") -> str:
    """The text of a project page with a time plan; a row is `datum | aktivitet | ansvarig | kommentar | uppgift`."""
    columns = "! Datum !! Aktivitet !! Ansvarig !! Kommentar !! Phabricator<br>WMSE-Prov-2022\n"
    cells = "".join(f"|-\n| {' || '.join(cell.strip() for cell in row.split('|'))}\n" for row in rows)
    return f'{head}== Tidplan ==\n{{| class="wikitable"\n{columns}{cells}|}}\n\n== Projektdata ==\n'


def year_list(*titles: str) -> str:
    """The text of a year's list of projects."""
    return "\n".join(f"{{{{:{title}/Projektdata}}}}" for title in titles)


def wiki_pages(*rows: str, data: str | None = None, **parts: object) -> dict[str, str]:
    """All pages of a wiki with one project, its time plan and settings."""
    return {
        TITLE: plan_text(*rows),
        DATA: data_text() if data is None else data,
        "Projekt 2022": year_list(TITLE),
        "Användare:Lägesbot/inställningar.json": json.dumps({"people": PEOPLE, **parts}, ensure_ascii=False),
    }


def page(title: str, text: str | None, *, revid: int | None = None) -> Page:
    """A page as it was read."""
    return Page(title, text, (0 if text is None else 7) if revid is None else revid)


def material(pages: Mapping[str, str], *, today: date = TODAY, rules: Settings | None = None) -> Material:
    """What a run works with, for the one project of `wiki_pages`, with every talk page that can be wanted."""
    rules = rules or settings()
    talks = [rules.pages.talk_page(one.account) for one in rules.people.values()]
    missing = dict.fromkeys([*talks, rules.pages.overview.format(year=2022), rules.pages.numbers, TITLE, DATA])
    read = {title: page(title, text) for title, text in {**missing, **pages}.items()}
    return Material(today, "20221109-0730-abcd", "Lägesbot", rules, words_of(rules), {2022: (TITLE,)}, read)


def known(pages: Mapping[str, str], *, today: date = TODAY, rules: Settings | None = None) -> Knowledge:
    """What is known from these pages."""
    return know(material(pages, today=today, rules=rules))


def folder_wiki(
    root: Path, pages: Mapping[str, str | bytes], *, tasks: Mapping[str, Mapping[str, str | None]] | None = None
) -> Path:
    """Write pages as a folder wiki (the contract on folders), with recorded answers of Phabricator."""
    for title, text in pages.items():
        namespace, colon, name = title.partition(":")
        path = root / (namespace if colon else "_") / f"{name if colon else title}.wiki"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (root / "phabricator.json").write_text(json.dumps(tasks or {}), encoding="utf-8")
    return root


def files_of(root: Path) -> dict[str, bytes]:
    """Every page and recorded answer in a folder wiki; what the wiki keeps for itself begins with a dot."""
    files = (path for path in root.rglob("*") if path.is_file())
    named = {path.relative_to(root).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in named.items() if not name.startswith(".")}


Step = Callable[["FakeWiki", Edit], Outcome | None]
"""What happens at one save, before the wiki looks at it; an outcome is answered instead of saving."""


class FakeTracker:
    """A Phabricator in memory, which knows these tasks.

    Attributes:
        asked: The tasks of each question.
    """

    def __init__(self, states: Mapping[str, TaskState]) -> None:
        self._states = states
        self.asked: list[list[str]] = []

    def ask(self, tasks: Collection[str]) -> Answers:
        """What is known of them."""
        self.asked.append(list(tasks))
        return Answers({task: self._states[task] for task in tasks if task in self._states})


class FakeWiki:
    """A wiki in memory. It saves on the right base, unless the next step of its script says otherwise.

    Attributes:
        texts: The pages.
        script: The steps still to come, one a save.
        sent: The edits that were sent, whatever came of them.
        asked: The titles of each request to read.
        catalogued: The namespaces whose catalogues were asked for.
        looked_back: The titles whose histories were asked for.
        unreadable: Pages whose text is not to be had.
        models: The content models of pages that have another than their titles say.
        restricted: Pages that ordinary users may not edit.
        known: The accounts of which there is more to say than that they exist.
        down: The wiki does not answer any more.
        extensions: The names of its extensions.
        clock: The wiki's time, at which the bot's edits are saved.
        readonly, blocked: Why nothing can be saved, if nothing can; see `Condition`.
        bot: The account has the right of a bot.
    """

    simulated = False
    extensions: frozenset[str] = frozenset()

    def __init__(self, texts: Mapping[str, str], *script: Step) -> None:
        self.texts = dict(texts)
        self.script = deque(script)
        self.sent: list[Edit] = []
        self.asked: list[list[str]] = []
        self.catalogued: list[str] = []
        self.looked_back: list[str] = []
        self.unreadable: set[str] = set()
        self.models: dict[str, str] = {}
        self.restricted: set[str] = set()
        self.known: dict[str, Account] = {}
        self.down = False
        self.clock = NOW
        self.readonly = self.blocked = ""
        self.bot = True
        self._revids = dict.fromkeys(self.texts, 1)
        self._versions = {title: [Version(1, "Sara", NOW, text, parent=0)] for title, text in self.texts.items()}
        self._record: list[tuple[Contribution, str]] = []

    @property
    def account(self) -> str:
        """The account that edits."""
        return "Lägesbot"

    def person_writes(self, title: str, text: str, *, user: str = "Sara", when: datetime = NOW, said: str = "") -> None:
        """Somebody else saves a page."""
        parent = self._revids.get(title, 0) if title in self.texts else 0
        self.texts[title] = text
        self._revids[title] = max(self._revids.values(), default=0) + 1
        self._versions.setdefault(title, []).append(Version(self._revids[title], user, when, text, said, parent))

    def store(self, edit: Edit) -> int:
        """Take an edit in, signed as the wiki does, and remember it as the bot's own."""
        text = edit.text.replace("~~~~", SIGNATURE)
        self.person_writes(edit.title, text, user=self.account, when=self.clock, said=edit.summary)
        revid = self._revids[edit.title]
        self._record.append((Contribution(revid, edit.title, self.clock, edit.summary), text))
        return revid

    def remember(self, run: str, when: datetime, title: str = "Användare:Lägesbot/Logg") -> None:
        """The bot has made an edit in a run, as its contributions tell; what it was does not matter."""
        told = Contribution(-1 - len(self._record), title, when, f"något · körning {run}")
        self._record.append((told, ""))

    def condition(self) -> Condition:
        """How it stands."""
        if self.down:
            raise WikiUnreachableError("the wiki does not answer")
        return Condition(self.clock, self.readonly, self.blocked, bot=self.bot)

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """The pages as they are; Sara made them."""
        asked = list(titles)
        self.asked.append(asked)
        if self.down:
            raise WikiUnreachableError("the wiki does not answer")
        return {title: self._page(title) for title in asked}

    def _page(self, title: str) -> Page:
        if title in self.unreadable:
            return Page(title, None, model="unreadable", locked=True)
        text = self.texts.get(title)
        if text is None:
            return Page(title, None)
        usual = "json" if title.startswith("Användare:") and title.endswith(".json") else "wikitext"
        model = self.models.get(title, usual)
        redirect = redirect_target(text) if model == "wikitext" else None
        restricted = title in self.restricted
        return Page(title, text, self._revids[title], model, "Sara", NOW, redirect, restricted=restricted)

    def catalogue(self, namespace: str) -> Mapping[str, Entry]:
        """The pages of a namespace, as their texts have it."""
        self.catalogued.append(namespace)
        found = {title: text for title, text in self.texts.items() if title.startswith(f"{namespace}:")}
        return {
            title: Entry(frozenset(category_links(text)), redirect_target(text) is not None)
            for title, text in found.items()
        }

    def contributions(self, *, since: datetime) -> list[Contribution]:
        """The bot's edits, newest first."""
        return [one for one, _ in reversed(self._record) if one.timestamp >= since]

    def revision_texts(self, revids: Iterable[int]) -> Mapping[int, str]:
        """The texts of the bot's edits."""
        asked = set(revids)
        return {one.revid: text for one, text in self._record if one.revid in asked}

    def history(self, title: str) -> list[Version]:
        """The revisions of a page, newest first."""
        self.looked_back.append(title)
        if self.down:
            raise WikiUnreachableError("the wiki does not answer")
        return self._versions.get(title, [])[: -HISTORY - 1 : -1]

    def accounts(self, names: Iterable[str]) -> Mapping[str, Account]:
        """Everyone has an account, and nobody is blocked, but as `known` says."""
        if self.down:
            raise WikiUnreachableError("the wiki does not answer")
        return {name: self.known.get(name, Account(name)) for name in names}

    def accounts_beginning(self, prefix: str) -> list[str]:
        """Those that `known` says more of."""
        return sorted(name for name in self.known if prefix and name.startswith(prefix))

    def save(self, edit: Edit) -> Outcome:
        """Save, or do what the script says."""
        self.sent.append(edit)
        outcome = self.script.popleft()(self, edit) if self.script else None
        if outcome is not None:
            return outcome
        if self._revids.get(edit.title, 0) != edit.base_revid:
            return Conflict(f"{edit.title}: changed")
        return Saved(revid=self.store(edit))
