"""A year in a folder wiki: people act in the evening, the bot runs in the morning, and a record is kept of both."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from random import Random
from unittest.mock import patch

from bot.apply import carry_out
from bot.gather import Request, gather
from bot.knowledge import Material, know
from bot.model import TASKS, ZONE, Task
from bot.phabricator.recorded import recorded
from bot.plan import make_plan
from bot.planned import Plan
from bot.readings import Readings
from bot.run import guard
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit, Page
from tests.support.builders import WORDS
from tests.support.year_people import MISSING, PROTECTED, SETTINGS, YEAR, Population, populate, settings_page
from tests.support.year_record import (
    BOT,
    ITEM,
    ONE_DAY,
    TALK,
    Pause,
    Record,
    Revision,
    Rules,
    Someone,
    sections,
    tellings,
    told,
)

MORNING, EVENING = time(7, 30), time(18, 0)
_DAILY: tuple[Task, ...] = ("remind", "overview")
_ASKS = "{{Lägesbot|pausa="


class _Silent:
    """Nobody watches."""

    def step(self, what: str, done: int, total: int) -> None:
        """Say nothing."""


class _Familiar(FolderWiki):
    """A folder wiki that gives a page that is as it was yesterday as the same object: so it need not be parsed anew."""

    def __init__(self, root: Path, *, now: Callable[[], datetime], known: dict[str, Page]) -> None:
        super().__init__(root, now=now)
        self._known = known

    def read(self, titles: Iterable[str]) -> Mapping[str, Page]:
        """See `FolderWiki.read`."""
        found = {}
        for asked, page in super().read(titles).items():
            found[asked] = self._known[asked] = self._known[asked] if self._known.get(asked) == page else page
        return found


class SimulatedYear:
    """One year, from a seed.

    Args:
        root: An empty folder for the wiki.
        seed: Of the people, the projects, and all that happens.
        rules: The settings.
    """

    def __init__(self, root: Path, seed: int, rules: Rules) -> None:
        self.root = root
        self.staff: Population = populate(seed, rules)
        self._chance = Random(seed + 1)  # noqa: S311 - as in `populate`
        self._known: dict[str, Page] = {}
        self._material = partial(Material, readings=Readings())
        self._pauses: list[Pause] = []
        self._runs: list[date] = []
        self._revisions: list[Revision] = []
        self._changed: list[str] = []
        self._removed = False
        for title, text in self.staff.pages.items():
            self._write(title, text)
        accounts = [*(one.account for one in self.staff.people.values()), BOT, "Sara (WMSE)", "Gäst"]
        self._lay("users.json", {one: {} for one in accounts if one != MISSING})
        self._lay("protection.json", {f"{TALK}{PROTECTED}": "sysop"})
        self._lay("phabricator.json", self.staff.tasks)
        self._plan_pauses()

    def _plan_pauses(self) -> None:
        """One project is paused by the settings for a while, one by a template on its page that is taken away again."""
        first = date(YEAR, 3, 1) + timedelta(days=self._chance.randrange(20))
        self.staff.plan(first, "pause", "Projekt:Bibliotek 2022", (first + timedelta(days=48)).isoformat())
        may = date(YEAR, 5, 2) + timedelta(days=self._chance.randrange(20))
        self.staff.plan(may, "rest", "Projekt:Fototävling 2022", f"{YEAR}-10-01")
        self.staff.plan(may + timedelta(days=self._chance.randint(20, 40)), "resume", "Projekt:Fototävling 2022")

    def live(self, first: date, last: date) -> Record:
        """The days from the first to the last, most with one run, some with two, some with none."""
        day = first
        while day <= last:
            draw = self._chance.random()
            if draw > 0.04 or day == last:
                self.run(day)
            if 0.04 < draw < 0.1:
                self.run(day)
            if day < last:
                self._evening(day)
            day += ONE_DAY
        return self.record

    @property
    def record(self) -> Record:
        """What was written, and what people had done."""
        people = {one.page: one for one in self.staff.people.values()}
        return Record(
            YEAR,
            self.staff.rules,
            people,
            self.staff.works,
            self._pauses,
            list(dict.fromkeys(self._runs)),
            self._revisions,
            self._changed,
        )

    def run(self, day: date) -> Plan:
        """One run, as the command line makes it, with the clock at half past seven.

        What costs most of the time is spared: what is the same every day is kept (compiled templates, and projects
        whose pages are as they were), files are not forced to the disk, and the bot's part of the reports, which
        reminders have nothing to do with, is written on Mondays and the first of a month alone.
        """
        moment = datetime.combine(day, MORNING, ZONE)
        before, known_before = self.pages(), len(self._history())
        wiki = _Familiar(self.root, now=lambda: moment, known=self._known)
        tasks = TASKS if day.weekday() == 0 or day.day == 1 else _DAILY
        request = Request(day, f"{day:%Y%m%d}-0730-{len(self._runs):04x}", (YEAR,), tasks=tasks)
        with (
            patch("bot.gather.Words.of", return_value=WORDS),
            patch("bot.gather.Material", self._material),
            patch("os.fsync", lambda _: None),
        ):
            material = gather(wiki, request, _Silent(), tracker=recorded(self.root))
            known = know(material)
            plan = make_plan(known, request.effective_tasks)
            guard(known, plan, force=True)
            report = carry_out(wiki, material, plan, _Silent())
        assert report.complete, (day, report)
        self._runs.append(day)
        self._remember(before, self._history()[known_before:])
        return plan

    def pages(self) -> dict[str, str]:
        """All pages as they are now, by title."""
        found = {}
        for path in self.root.rglob("*.wiki"):
            namespace, _, name = path.relative_to(self.root).as_posix().removesuffix(".wiki").partition("/")
            if namespace != ".revisions":
                found[name if namespace == "_" else f"{namespace}:{name}"] = path.read_bytes().decode()
        return found

    def _history(self) -> list[str]:
        path = self.root / ".history.jsonl"
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []

    def _remember(self, before: Mapping[str, str], lines: list[str]) -> None:
        """Keep a run's edits from the history, and what the run changed beside them."""
        now = self.pages()
        for line in lines:
            one = json.loads(line)
            day = datetime.fromisoformat(one["timestamp"]).astimezone(ZONE).date()
            text = (self.root / ".revisions" / f"{one['revid']}.wiki").read_bytes().decode()
            title, old = one["title"], before.get(one["title"], "")
            assert one["user"] == BOT
            made = Revision(one["revid"], day, title, one["summary"], one["minor"], one["bot"], old, text)
            self._revisions.append(made)
            self._changed += [f"{made}: the page holds another text"] if now[title] != text else []
            before = {**before, title: text}
        self._changed += [f"{lines}: {title} was changed" for title in now if now[title] != before.get(title)]
        self._changed += [f"{lines}: {title} is gone" for title in before if title not in now]

    def _evening(self, day: date) -> None:
        for verb, title, what in self.staff.diary.get(day, []):
            getattr(self, f"_{verb}")(day, title, what)
        today = [one for one in self._revisions if one.day == day and one.message]
        for one in today:
            self._answer(day, one)
            for each in told(one):
                if each.step == 2 and each.month and (each.project, each.month) in self.staff.patient:
                    self.staff.plan(day + timedelta(days=self._chance.randint(1, 4)), "report", each.project)
        if day.day == 20:
            self._tidy(day)

    def _report(self, day: date, title: str, _: str) -> None:
        data = f"{title}/Projektdata"
        text = re.sub(r"(\| uppdaterad =).*", rf"\1 {day}", self.pages()[data])
        self._write(data, re.sub(r"(\| status =).*", r"\1 Green", text))
        self.staff.works[title].reported.append(day)

    def _done(self, day: date, title: str, what: str) -> None:
        name, task = what.split("|")[:2]
        if task:
            self.staff.tasks[task] |= {"status": "resolved", "closed": day.isoformat()}
            self._lay("phabricator.json", self.staff.tasks)
        else:
            text = self.pages()[title]
            written = re.sub(rf"(\| {name}\n(?:\| .*\n)*?)\| \n(?=\| N/A\n)", r"\1| Klart.\n", text)
            assert written != text, (day, what)
            self._write(title, written)
        self.staff.works[title].done[name] = day

    def _move(self, day: date, title: str, what: str) -> None:
        name, _, words, end = what.split("|")
        text = self.pages()[title]
        self._write(title, re.sub(rf"\| .*\n(?=\| {name}\n)", f"| {words}\n", text))
        self.staff.works[title].ends[name].append((day, date.fromisoformat(end)))

    def _pause(self, day: date, title: str, until: str) -> None:
        self._write(SETTINGS, settings_page(self.staff.people, self.staff.rules, {title: until}))
        self._pauses.append(Pause(day + ONE_DAY, date.fromisoformat(until), title))

    def _rest(self, day: date, title: str, until: str) -> None:
        self._write(title, f"{_ASKS}{until}}}}}\n{self.pages()[title]}")
        self._pauses.append(Pause(day + ONE_DAY, date.fromisoformat(until), title))

    def _resume(self, day: date, title: str, _: str) -> None:
        self._write(title, re.sub(r"\{\{Lägesbot\|pausa=.*\}\}\n", "", self.pages()[title]))
        for one in self._pauses:
            if one.project == title and one.page is None:
                one.until = day + ONE_DAY

    def _answer(self, day: date, message: Revision) -> None:
        """Now and then somebody answers under the day's message, mostly in words, or asks for peace."""
        reader = self.staff_at(message.title)
        if reader.manager or (draw := self._chance.random()) > 0.2:
            return
        words = "Tack, jag ser till det."
        until = day + timedelta(days=self._chance.randint(5, 30))
        account = self._chance.choice([reader.account, reader.account, "John (WMSE)", "Gäst"])
        if draw < 0.1:
            words = f"{_ASKS}{until}}}}} Jag hinner inte."
        parts = sections(self.pages()[message.title].rstrip("\n"))
        newest = max(number for number, part in enumerate(parts) if ITEM.search("\n".join(part)))
        parts[newest] = [*"\n".join(parts[newest]).rstrip("\n").split("\n"), f":{words} ~~~~", ""]
        self._save(day, account, message.title, "\n".join(line for part in parts for line in part))
        if draw < 0.1 and account != "Gäst":
            about = {one.project for one in tellings(day, message.title, parts[newest])}
            first = day + ONE_DAY
            self._pauses += [Pause(first, until, project, message.title) for project in sorted(about)]

    def staff_at(self, page: str) -> Someone:
        """Whose talk page it is."""
        return next(one for one in self.staff.people.values() if one.page == page)

    def _tidy(self, day: date) -> None:
        """People file what is old on a page below, but for answers in force, and once somebody throws it away."""
        for page in (one.page for one in self.staff.people.values()):
            parts = sections(self.pages().get(page, ""))
            old = [part for part in parts[:-1] if ITEM.search("\n".join(part)) and self._is_past(part, day)]
            if not old or self._chance.random() < 0.3:
                continue
            self._write(page, "\n".join("\n".join(part) for part in parts if part not in old))
            if self._removed or day.month < 4:
                filed = "\n".join("\n".join(part) for part in old)
                self._write(f"{page}/Arkiv", f"{self.pages().get(f'{page}/Arkiv', '')}{filed}\n")
            self._removed = self._removed or day.month >= 4

    def _is_past(self, part: list[str], day: date) -> bool:
        asked = re.findall(r"\{\{Lägesbot\|pausa=(\S{10})\}\}", "\n".join(part))
        return all(date.fromisoformat(one) + timedelta(days=20) < day for one in asked)

    def _save(self, day: date, account: str, title: str, text: str) -> None:
        """Save a page as somebody: so the wiki knows who wrote what."""
        moment = datetime.combine(day, EVENING, ZONE)
        wiki = FolderWiki(self.root, account=account, now=lambda: moment)
        outcome = wiki.save(Edit(title, text, wiki.read([title])[title].revid, "svar", minor=False, bot=False))
        assert outcome.ok, (day, account, outcome)

    def _write(self, title: str, text: str) -> None:
        """Write a page's file, as somebody at the folder would."""
        namespace, colon, name = title.partition(":")
        path = self.root / (namespace if colon else "_") / f"{name if colon else title}.wiki"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def _lay(self, name: str, content: object) -> None:
        (self.root / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
