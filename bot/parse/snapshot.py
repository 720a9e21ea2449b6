"""How a project stood at its newest report, as the bot writes it down in its own region and reads it back.

It is a comment that nobody sees, one line for the project and one for each activity:

    <!-- Lägesbot:minne 2022-11-03 2022-10-04
    projekt öppen 2022-01-01 2022-12-31 John
    3f2a91bc0d12 klar 2022-03-01 2022-03-31 Axel, Josefine
    -->

The dates are the report's and that of the one before it (`-` where there is none), the first word of a line is the key
of an activity. What stands in it changes only when a new report comes, so that everything that has happened since can
be told day after day.
"""

import hashlib
import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from bot.memory import Memory, Recalled, Snapshot
from bot.model import Activity

MOST = 150
"""So many activities of a project are written down. No plan is as long, and the box must stay one that can be read."""

_LONGEST_NAME = 60
"""Characters of a name that are written down: enough to see that it is another."""

_PROJECT = "projekt"
_NONE = "-"
_COMMENT = re.compile(r"^<!-- Lägesbot:minne (\S+) (\S+)\n((?:[^\n<>]*\n)*)-->$", re.MULTILINE)
_LINE = re.compile(r"(\S+) (\S+) (\S+) (\S+)(?: (.{1,10000}))?")


def keys_of(activities: Iterable[Activity]) -> Iterator[tuple[str, Activity]]:
    """Each activity with the key that it is recognised by.

    That is its name; where several have that name, its days too, and which of those with these days it is: a row that
    is put in above them must not make one of them look like another.
    """
    plan = list(activities)
    names = Counter(activity.gist for activity in plan)
    seen: Counter[str] = Counter()
    for activity in plan:
        days = f"\0{_written(activity.when.start)}\0{_written(activity.when.end)}"
        identity = activity.gist + (days if names[activity.gist] > 1 else "")
        seen[identity] += 1
        yield hashlib.sha256(f"{identity}\0{seen[identity]}".encode(errors="surrogatepass")).hexdigest()[:12], activity


def write_snapshot(snapshot: Snapshot) -> str:
    """The comment, without a line break at its end."""
    rows = {_PROJECT: snapshot.project, **dict(list(snapshot.activities.items())[:MOST])}
    lines = "".join(f"{_row(key, memory)}\n" for key, memory in rows.items())
    dates = f"{_written(snapshot.reported)} {_written(snapshot.previous)}"
    return f"<!-- Lägesbot:minne {dates}\n{lines}-->"


def _row(key: str, memory: Memory) -> str:
    names = ", ".join(map(_name, memory.lead))
    return f"{key} {memory.state} {_written(memory.start)} {_written(memory.end)} {names}".rstrip()


def _written(day: date | None) -> str:
    return day.isoformat() if day else _NONE


def written_name(name: str) -> str:
    """A name as it is written down: in the form that a wiki stores (NFC), single spaces, no signs that nobody sees."""
    seen = "".join(one if one.isprintable() else " " for one in unicodedata.normalize("NFC", name))
    return " ".join(seen.split())[:_LONGEST_NAME].rstrip()


def _name(name: str) -> str:
    """A name that cannot end the comment, a line or another name, nor look like a marker of the bot's."""
    plain = written_name(name)
    return "".join(one if one.isalnum() or one in " ." else f"&#{ord(one)};" for one in plain)


def read_snapshot(texts: Iterable[str]) -> Snapshot | None:
    """Read what is written down; None where there is nothing, or nothing that makes sense.

    Args:
        texts: The texts of the bot's own regions (`bot.parse.regions.own_texts`); the first that has it counts, since
            people may have copied it, or a run have been stopped between two places.
    """
    found = [comment for text in texts for comment in _COMMENT.findall(text)]
    try:
        reported, previous, written = found[0]
        rows = dict(_read_row(line) for line in written.splitlines())
        return Snapshot(_day(reported), rows.pop(_PROJECT), rows, _day(previous))
    except (ValueError, KeyError, IndexError):
        return None


def _read_row(line: str) -> tuple[str, Memory]:
    """One line.

    Raises:
        ValueError: It is not one of the bot's.
    """
    match = _LINE.fullmatch(line)
    if not match:
        raise ValueError(line)
    key, state, start, end, names = match.groups()
    lead = tuple(filter(None, (written_name(html.unescape(name)) for name in (names or "").split(", "))))
    return key, Memory(Recalled(state), _day(start), _day(end), lead)


def _day(written: str) -> date | None:
    return None if written == _NONE else date.fromisoformat(written)
