"""The bot's own log on the wiki: what it says, read and written. Pure.

The log is a region of the bot's on a page of its own: one line a run, newest first, at most `MOST`. Each line ends with
a hidden mark with the same facts for the bot itself, in the same words whatever the language. A line of a run that is
under way says so: that is how a run on another machine is noticed.

<!-- Lägesbot:körning 20221120-0730-3f9a start=2022-11-20T06:30:00Z … utfall=klar -->
"""

import hashlib
import re
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import quote, unquote

from bot.names import USUAL
from bot.parse.regions import compose, read_regions
from bot.render.escape import Wikitext
from bot.render.words import Words
from bot.shard import WHOLE, Shard
from bot.wiki.port import Page

REGION = "log"

MOST = 50
"""Lines in the log; older ones are in the page's history."""

_YEARS = range(2000, 2101)

_MARK = re.compile(r"<!-- Lägesbot:körning (?P<run>[0-9a-z-]+)(?P<facts>(?: [^\s=<>]+=[^\s<>]*)*) -->\s*$")


class Trigger(StrEnum):
    """What started a run, in the words of the mark."""

    SCHEDULE = "schema"
    HAND = "hand"
    REQUEST = "begäran"
    UNDO = "ångra"


class Ending(StrEnum):
    """How a run stands or has ended, in the words of the mark.

    `DONE`: everything came to what it should; `INCOMPLETE`: something did not. `GUARDED`: the guard stopped it before
    its first edit. `LOST`: it never said how it ended.
    """

    RUNNING = "pågår"
    DONE = "klar"
    INCOMPLETE = "ofullständig"
    STOPPED = "stoppad"
    HALTED = "avbruten"
    GUARDED = "vakt"
    LOST = "försvunnen"


_UNSAID = frozenset({Ending.RUNNING, Ending.LOST})
"""The runs of which nobody knows what was wrong when they ended."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that is wrong: a key by which it is known again, and words for people."""

    key: str
    words: str


def trouble(words: str, *what: str) -> Trouble:
    """Something wrong, known again by what it is about; by its words where nothing else says it."""
    return Trouble(hashlib.sha256("\0".join(what or (words,)).encode(errors="surrogatepass")).hexdigest()[:8], words)


@dataclass(frozen=True, slots=True)
class Entry:
    """One run.

    Attributes:
        run: Its id.
        start: When it began, by the wiki's clock.
        host: A name for the machine that says nothing about it.
        trigger, by: What started it, and the account that asked for it, or the run that was taken back.
        end: When it ended; None while it is under way.
        ending: How.
        projects: For each year, how many projects it found; empty where it looked at some
            only, or had not all to do.
        edits, reminders, refused: How many pages it changed, how many of these were reminders, and how many edits did
            not come to what they should.
        troubles: What is wrong, as a whole.
        shard: Which part of a run it was.
    """

    run: str
    start: datetime
    host: str = ""
    trigger: Trigger = Trigger.SCHEDULE
    by: str = ""
    end: datetime | None = None
    ending: Ending = Ending.RUNNING
    projects: Mapping[int, int] = field(default_factory=dict)
    edits: int = 0
    reminders: int = 0
    refused: int = 0
    troubles: tuple[Trouble, ...] = ()
    shard: Shard = WHOLE

    @property
    def keys(self) -> frozenset[str]:
        """The keys of what is wrong."""
        return frozenset(one.key for one in self.troubles)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the log, and the run that it is about; None where its mark cannot be read."""

    text: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Logbook:
    """The log, newest line first."""

    lines: tuple[Line, ...] = ()

    @property
    def entries(self) -> list[Entry]:
        """The runs, newest first."""
        return [line.entry for line in self.lines if line.entry]

    @property
    def running(self) -> list[Entry]:
        """The runs that are under way, or have never said how they ended."""
        return [entry for entry in self.entries if entry.ending is Ending.RUNNING]

    def entry(self, run: str) -> Entry | None:
        """A run's line; None where it has none."""
        return next((one for one in self.entries if one.run == run), None)

    def of(self, runs: Container[str]) -> "Logbook":
        """The lines of these runs alone."""
        return Logbook(tuple(line for line in self.lines if line.entry and line.entry.run in runs))

    def counted(self, year: int) -> int | None:
        """How many projects the newest run that looked at all of a year found; None where none is known to have."""
        return next((entry.projects[year] for entry in self.entries if year in entry.projects), None)

    def before(self, run: Entry) -> Entry | None:
        """The newest run other than this one, of the same shard, that has said how it ended.

        One that was taken back says nothing of it.
        """
        said = (one for one in self.entries if one.ending not in _UNSAID and one.trigger is not Trigger.UNDO)
        return next((one for one in said if one.run != run.run and one.shard == run.shard), None)

    def known(self, run: Entry) -> frozenset[str]:
        """The keys of what was wrong when a run before this one ended."""
        before = self.before(run)
        return before.keys if before else frozenset()

    def gains(self, entry: Entry) -> bool:
        """Whether a run that is over is worth a line: it did something, or something is wrong that was not before.

        What keeps a run from its work day after day, a stop page or a page that the wiki refuses, is told once.
        """
        before = self.before(entry)
        news = entry.ending is not Ending.DONE and not (before and before.ending is entry.ending)
        return bool(entry.edits) or news or not entry.keys <= self.known(entry)

    def with_entry(self, entry: Entry, words: Words) -> "Logbook":
        """The log with a run's line: in the place of the one that it has, else on top."""
        line = Line(_line(entry, words, known=self.known(entry)), entry)
        if any(one.entry and one.entry.run == entry.run for one in self.lines):
            return Logbook(tuple(line if one.entry and one.entry.run == entry.run else one for one in self.lines))
        return Logbook((line, *self.lines)[:MOST])

    def without(self, run: str) -> "Logbook":
        """The log without a run's line."""
        return Logbook(tuple(line for line in self.lines if not (line.entry and line.entry.run == run)))

    def lost(self, runs: Collection[str], words: Words) -> "Logbook":
        """The log where runs that never said how they ended are told to be gone."""
        book = self
        for entry in self.entries:
            if entry.run in runs:
                book = book.with_entry(replace(entry, ending=Ending.LOST, end=entry.start), words)
        return book


def read_logbook(page: Page) -> Logbook | None:
    """The log on a page.

    Returns:
        None where there is a page on which the bot must not write, or whose log somebody has changed: what stands in
        it then is not the bot's word.
    """
    text = page.text or ""
    regions = read_regions(text)
    region = regions.get(REGION)
    closed = page.locked or page.redirect or page.unreadable or page.model != "wikitext"
    if closed or not regions.sound:
        return None
    if region is None:
        return Logbook()
    body = text[region.body_start : region.body_end].replace("\r", "")
    return Logbook(tuple(Line(line, _entry(line)) for line in body.split("\n")[:MOST] if body))


def page_with_log(page: Page, book: Logbook, new: str, language: str = USUAL) -> str:
    """The page with another log in the bot's region; with the region at its end where it has none.

    Args:
        page: One that `read_logbook` can read.
        book: The log.
        new: What a page says that is not there yet.
        language: That of the region's markers.
    """
    text = page.text or new
    body = compose(REGION, "\n".join(line.text for line in book.lines), language)
    region = read_regions(text).get(REGION)
    if region:
        return f"{text[: region.start]}{body}{text[region.end :]}"
    return f"{text}\n\n{body}" if text else body


def _line(entry: Entry, words: Words, *, known: Collection[str]) -> str:
    new = [one.words for one in entry.troubles if one.key not in known]
    still = len(entry.troubles) - len(new)
    projects = sum(entry.projects.values())
    told = words.wikitext("log", entry=entry, new=new, still=still, projects=projects, mark=Wikitext(_mark(entry)))
    return " ".join(told.split())


def _mark(entry: Entry) -> str:
    facts = {
        "start": _stamp(entry.start),
        "slut": _stamp(entry.end) if entry.end else "",
        "värd": entry.host,
        "del": "" if entry.shard.whole else str(entry.shard),
        "av": entry.trigger.value,
        "konto": quote(entry.by).replace("~", "%7E"),  # a folder signs in comments, too
        "projekt": ",".join(f"{year}:{count}" for year, count in entry.projects.items()),
        "redigeringar": str(entry.edits or ""),
        "påminnelser": str(entry.reminders or ""),
        "nekade": str(entry.refused or ""),
        "problem": ",".join(sorted(entry.keys)),
        "utfall": entry.ending.value,
    }
    return f"<!-- Lägesbot:körning {entry.run}{_written(facts.items())} -->"


def _written(facts: Iterable[tuple[str, str]]) -> str:
    return "".join(f" {key}={value}" for key, value in facts if value)


def _entry(line: str) -> Entry | None:
    """The run that a line's mark tells of; None where it has none that can be read."""
    mark = _MARK.search(line)
    if mark is None:
        return None
    facts = dict(fact.split("=", 1) for fact in mark["facts"].split())
    try:
        return Entry(
            mark["run"],
            _moment(facts["start"]),
            host=facts.get("värd", ""),
            trigger=Trigger(facts["av"]),
            by=unquote(facts.get("konto", ""), errors="strict"),
            end=_moment(facts["slut"]) if "slut" in facts else None,
            ending=Ending(facts["utfall"]),
            projects={int(year): int(count) for year, count in _pairs(facts.get("projekt", ""))},
            edits=int(facts.get("redigeringar", 0)),
            reminders=int(facts.get("påminnelser", 0)),
            refused=int(facts.get("nekade", 0)),
            troubles=tuple(Trouble(key, "") for key in facts.get("problem", "").split(",") if key),
            shard=_shard(facts.get("del")),
        )
    except (KeyError, ValueError, OverflowError):
        return None


def _shard(written: str | None) -> Shard:
    """The part of a run that a mark names.

    Raises:
        ValueError: There is no such part.
    """
    shard = WHOLE if written is None else Shard.read(written)
    if shard is None:
        raise ValueError
    return shard


def _moment(written: str) -> datetime:
    """A time of a mark.

    Raises:
        ValueError: It is none, or none that a bot can have run at.
    """
    when = datetime.fromisoformat(written)
    if when.year not in _YEARS:
        raise ValueError
    return when.astimezone(UTC)


def _pairs(written: str) -> Iterable[tuple[str, str]]:
    for pair in filter(None, written.split(",")):
        year, _, count = pair.partition(":")
        yield year, count


def _stamp(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
