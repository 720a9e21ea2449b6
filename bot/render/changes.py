"""What has changed since the newest report, in words, for the plan, the overview and reminders."""

from collections.abc import Collection, Iterable

from bot.checks.changes import EVERYONE, KINDS, Change, Kind, changes
from bot.checks.standing import Standing
from bot.memory import Memory
from bot.model import Activity, Period
from bot.render.words import Words
from bot.settings import Settings


def changes_told(standing: Standing, settings: Settings, words: Words, *, but: Collection[Activity | None] = ()) -> str:
    """Since when, and then what has changed, kind by kind, as plain words; "" where nothing has.

    At most `report.max_rows` things of a kind are named, and none of those that are told of beside it (`but`).
    """
    report = standing.project.report
    found = [one for one in changes(standing) if one.activity is None or one.activity not in but]
    told = [_of_kind(kind, found, settings, words) for kind in KINDS]
    since = words.phrase("changes-since", reported=report.updated if report else None)
    return f"{since} – {'; '.join(filter(None, told))}." if found else ""


def _of_kind(kind: Kind, found: Iterable[Change], settings: Settings, words: Words) -> str:
    these, most = [one for one in found if one.kind == kind], settings.report.max_rows
    named = [_thing(one, words) for one in these[:most]]
    rest = [words.phrase("changes-more", count=len(these) - most)] if len(these) > most else []
    return words.phrase(f"changes-{kind}", things=words.listed([*named, *rest])) if these else ""


def _thing(one: Change, words: Words) -> str:
    facts: dict[str, object] = {"kind": one.kind, "name": one.activity.label if one.activity else None}
    if one.before and one.kind in {"moved", "lead"}:
        sides = {"before": one.before, "after": one.after}
        tell = _days if one.kind == "moved" else _lead
        facts |= {side: tell(memory, words) for side, memory in sides.items()}
    return words.phrase("changes-thing", **facts)


def _days(memory: Memory, words: Words) -> str:
    return words.period(Period("", memory.start, memory.end))


def _lead(memory: Memory, words: Words) -> str:
    return words.listed([words.phrase("everyone") if name == EVERYONE else name for name in memory.lead])
