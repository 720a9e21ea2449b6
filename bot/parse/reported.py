"""What the bot remembers of a report that people wrote: its date, and a checksum of their words under that date.

It stands as a comment that nobody sees at the end of one of the bot's regions. When the words no longer fit it and the
date is still the same, somebody has changed the report and forgotten its date (`report-not-refreshed`). The comment
holds a second checksum, of the names of the fields that were read: under other names other texts are read, though
nobody has touched the page, so what is remembered counts only as long as those are the same.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.model import StatusReport
from bot.parse.words import lines, struck, without_comments, without_struck
from bot.settings import Templates

FIELDS = (
    *("activities", "next_month", "problems", "cost", "lessons"),
    *("progress", "status_reason", "risks", "scope"),
)
"""The fields that the project's lead fills in under the date; the last four until 2015."""

MARKS = ("status", "goals", "final_report")
"""What else of the report a person sets under the date: alone, it does not mean that anybody has reported."""

_WATCHED = sorted((*FIELDS, *MARKS))

_SUM = "([0-9a-f]{12})"
_REMARK = re.compile(rf"<!-- Lägesbot:underlag ([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}) {_SUM} {_SUM} -->")


@dataclass(frozen=True, slots=True)
class Reported:
    """A report as the bot has seen it.

    Attributes:
        updated: Its date, as in `Uppdaterad senast`.
        words: The checksum of people's words when that date was first seen.
        names: The checksum of the names of the fields that they were read from.
    """

    updated: date
    words: str
    names: str

    def remark(self) -> str:
        """The comment that keeps it on the page."""
        return f"<!-- Lägesbot:underlag {self.updated.isoformat()} {self.words} {self.names} -->"

    def is_of(self, other: "Reported") -> bool:
        """Whether both are of one date, and of fields by the same names, so that their words can be compared."""
        return (self.updated, self.names) == (other.updated, other.names)


def read_reported(texts: Iterable[str]) -> Reported | None:
    """Read what is remembered; None where there is nothing, or nothing that makes sense.

    Args:
        texts: The texts of the bot's own regions (`bot.parse.regions.own_texts`); the first that has it counts.
    """
    remarks = [remark for text in texts for remark in _REMARK.findall(text)]
    try:
        written, words, names = remarks[0]
        return Reported(date.fromisoformat(written), words, names)
    except (ValueError, IndexError):
        return None


def unrefreshed(report: StatusReport, texts: Iterable[str], templates: Templates) -> bool:
    """Whether the lead's words are others than when the bot first saw them under their date.

    Args:
        report: What people have written.
        texts: The texts of the bot's own regions.
        templates: The names of the fields.
    """
    if report.updated is None or not any(said_in(report).get(key) for key in _WATCHED):
        return False
    seen = read_reported(texts)
    if seen is None:
        return False
    now = see_report(report.updated, said_in(report), templates)
    return seen.is_of(now) and seen.words != now.words


def said_in(report: StatusReport) -> Mapping[str, str]:
    """All that a person has written or set in a report, by key."""
    return {**report.fields, **report.marks}


def see_report(updated: date, fields: Mapping[str, str], templates: Templates) -> Reported:
    """The report as it is now.

    Of the words, what a person sees of them counts: no comments, list marks or white space, but what is struck out.

    Args:
        updated: Its date.
        fields: People's texts by key, as `said_in` gives them; those that are not of `FIELDS` or `MARKS`, as the
            manager's comment, which comes after the report, are left out.
        templates: The names of the fields.
    """
    names = (f"{key}\0{name}" for key in _WATCHED for name in templates.aliases(key))
    words = (f"{key}\0{line}" for key in _WATCHED for line in _seen(fields.get(key, "")))
    return Reported(updated, _checksum(words), _checksum(names))


def _seen(wikitext: str) -> Iterator[str]:
    """The lines that a person reads, those struck out by themselves and last."""
    text = without_comments(wikitext)
    yield from lines(without_struck(text))
    yield from (f"\0{words}" for words in struck(text))


def _checksum(rows: Iterator[str]) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of some rows."""
    return hashlib.sha256("\n".join(rows).encode(errors="surrogatepass")).hexdigest()[:12]
