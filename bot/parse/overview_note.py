"""What the overview keeps for itself, as a comment that nobody sees, written down and read back.

One line for each project as it is, and one for each that was otherwise before, or was not there:

    <!-- Lägesbot:läge 2022-11-20 +
    nu | Projekt%3AEtt 2022 | - | 2022-10-03 | green | 2022-12-31 | 6750.00 | John, Axel | 3f2a91bc 8d01e5f2 | 77aa01c4
    då | Projekt%3AEtt 2022 | late | 2022-09-03 | green | 2022-12-31 | 6750.00 | John | 3f2a91bc | -
    nu | Projekt%3ATv%C3%A5 2022 | - | - | - | 2022-12-31 | - | Sara | - | -
    då | Projekt%3ATv%C3%A5 2022
    -->

The day is the one on which a change was last seen; `-` instead of `+` says that nothing is compared yet. A line holds
the title, how the report is late, its date, the status, the project's last day, the budget, the leads, and the keys of
what is done and of what is late; `-` is nothing. `nu | *` and `då | *` say that there are or were more projects, which
are not noted.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar, get_args
from urllib.parse import quote, unquote

from bot.overview.note import Late, Note, Seen, Shown

_NONE = "-"
_NOW, _THEN = "nu", "då"
_MORE = "*"
"""No title: those have it as `%2A`."""
_COMMENT = re.compile(r"^<!-- Lägesbot:läge (\S+) ([-+])\n((?:(?:nu|då) \| [^\n<>]*\n)*)-->$", re.MULTILINE)
_KEYS = re.compile(r"[0-9a-f]{8}(?: [0-9a-f]{8})*")
_SUM = re.compile(r"[0-9]{1,13}\.[0-9]{2}")
_BETWEEN = " | "
_MOST_LINES = 1_000
"""More than `bot.overview.news` ever writes down: each line that is nobody's becomes a piece of news, and a page that
has too much of that is one that no wiki takes."""
MOST_CHARACTERS = 500_000
"""Those of the lines; a longer note is not read."""
_Word = TypeVar("_Word")


def write_note(note: Note) -> str:
    """The comment, without a line break at its end: the same for the same note, whatever the order of the projects."""
    then = note.before or {}
    changed = {title: then.get(title) for title in {**note.now, **then} if then.get(title) != note.now.get(title)}
    lines = [
        *(_line(_NOW, title, seen) for title, seen in sorted(note.now.items())),
        *_more(_NOW, whole=note.whole),
        *(_line(_THEN, title, seen) for title, seen in sorted(changed.items()) if note.before is not None),
        *_more(_THEN, whole=note.before_whole),
    ]
    head = f"<!-- Lägesbot:läge {note.day.isoformat()} {_NONE if note.before is None else '+'}\n"
    return "".join([head, *(f"{line}\n" for line in lines), "-->"])


def _more(side: str, *, whole: bool) -> list[str]:
    return [] if whole else [_BETWEEN.join((side, _MORE))]


def _line(side: str, title: str, seen: Seen | None) -> str:
    if seen is None:
        return _BETWEEN.join((side, _word(title)))
    fields = (
        seen.late,
        _day(seen.reported),
        seen.status,
        _day(seen.end),
        "" if seen.budget is None else f"{seen.budget:.2f}",
        ", ".join(map(_word, seen.lead)),
        " ".join(seen.done),
        " ".join(seen.overdue),
    )
    return _BETWEEN.join((side, _word(title), *(field or _NONE for field in fields)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _word(text: str) -> str:
    """A name that cannot end the comment, a line, a field or another name, be a signature, or be taken for nothing."""
    word = quote(text, safe=" ", errors="surrogatepass").replace("~", "%7E")
    return word if word != _NONE else "%2D"


def read_note(body: str) -> Note | None:
    """Read what the bot's region on the overview has written down.

    Returns:
        None where there is nothing, or anything in it that the bot has not written.
    """
    found = _COMMENT.findall(body)
    try:
        ((day, compared, written),) = found
        lines, more = written.split("\n")[:-1], [_BETWEEN.join((side, _MORE)) for side in (_NOW, _THEN)]
        now, then = _sides([line for line in lines if line not in more])
        before = {title: seen for title, seen in {**now, **then}.items() if seen} if compared == "+" else None
        seen_now = {title: seen for title, seen in now.items() if seen}
        return Note(date.fromisoformat(day), seen_now, before, *(one not in lines for one in more))
    except ValueError:
        return None


def _sides(lines: Sequence[str]) -> tuple[dict[str, Seen | None], dict[str, Seen | None]]:
    """The projects as they are, and as they were where that is different; None for one that was not there.

    Raises:
        ValueError: A line is none of the bot's.
    """
    sides: Mapping[str, dict[str, Seen | None]] = {_NOW: {}, _THEN: {}}
    if sum(map(len, lines)) > MOST_CHARACTERS or len(lines) > _MOST_LINES:
        raise ValueError(len(lines))
    for line in lines:
        side, title, *fields = line.split(_BETWEEN)
        name = unquote(title, errors="surrogatepass")
        if name in sides[side] or (side == _NOW and not fields):
            raise ValueError(line)
        sides[side][name] = _read(fields) if fields else None
    return sides[_NOW], sides[_THEN]


def _read(fields: list[str]) -> Seen:
    late, reported, status, end, budget, lead, done, overdue = ("" if one == _NONE else one for one in fields)
    if budget and not _SUM.fullmatch(budget):
        raise ValueError(budget)
    return Seen(
        late=_one_of(get_args(Late), late),
        reported=date.fromisoformat(reported) if reported else None,
        status=_one_of(get_args(Shown), status),
        end=date.fromisoformat(end) if end else None,
        budget=float(budget) if budget else None,
        lead=tuple(unquote(name, errors="surrogatepass") for name in lead.split(", ")) if lead else (),
        done=_keys(done),
        overdue=_keys(overdue),
    )


def _one_of(allowed: Iterable[_Word], word: str) -> _Word:
    """One of these words.

    Raises:
        ValueError: It is none of them.
    """
    for one in allowed:
        if one == word:
            return one
    raise ValueError(word)


def _keys(written: str) -> tuple[str, ...]:
    if written and not _KEYS.fullmatch(written):
        raise ValueError(written)
    return tuple(written.split())
