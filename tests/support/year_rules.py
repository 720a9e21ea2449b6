"""What must be true of a year of reminders, judged from its record; a line for each thing that is not."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from tests.support.year_record import (
    ITEM,
    KEY,
    ONE_DAY,
    THANKS,
    Record,
    Someone,
    Telling,
    Work,
    added,
    after_workdays,
    is_workday,
    sections,
    tellings,
)

_REGION = re.compile(r"\n?<!-- Lägesbot:start (\S+) [^>]*-->.*?<!-- Lägesbot:slut \1 -->", re.DOTALL)


def complaints(record: Record) -> list[str]:
    """Everything that is wrong with a year, by rule; empty where nothing is."""
    return [f"{rule.__name__}: {one}" for rule in RULES for one in rule(record)]


def message_twice(record: Record) -> Iterator[str]:
    """Each message's key stands in the summary of one revision."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in record.revisions:
        key = KEY.search(one.summary)
        if key:
            found[key[1]].append(str(one))
        if one.talk and not (key and key[1] == f"påminnelse/{one.day}/{one.title.partition(':')[2]}"):
            yield f"{one}: the summary has no key of the day and the account: {one.summary}"
    yield from (f"{key}: {', '.join(places)}" for key, places in found.items() if len(places) > 1)


def item_twice(record: Record) -> Iterator[str]:
    """Each item's key and step was put on a page by one revision, over all pages."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in record.revisions:
        for (keys, step), count in (_items(one.after) - _items(one.before)).items():
            for key in keys.split():
                found[key, step] += [str(one)] * count
    yield from (f"{key} step {step}: {', '.join(where)}" for (key, step), where in found.items() if len(where) > 1)


def _items(text: str) -> Counter[tuple[str, str]]:
    return Counter((mark[1], mark[2]) for mark in ITEM.finditer(text))


def twice_a_day(record: Record) -> Iterator[str]:
    """Nobody's talk page is edited twice a day, be it a message or thanks."""
    found = Counter((one.title, one.day) for one in record.revisions if one.talk)
    yield from (f"{day} {title}: {count} edits" for (title, day), count in found.items() if count > 1)


def free_day(record: Record) -> Iterator[str]:
    """Nothing is put on a talk page on a day that is not one for messages."""
    yield from (f"{one}, {one.day:%A}" for one in record.revisions if one.talk and not record.rules.may_send(one.day))


def on_leave(record: Record) -> Iterator[str]:
    """Nothing is put on the talk page of somebody who is on leave."""
    yield from (str(one) for one in record.revisions if one.talk and record.people[one.title].is_away(one.day))


def to_nobody(record: Record) -> Iterator[str]:
    """Nothing is put on a talk page that must not be written, and messages tell of something."""
    for one in record.revisions:
        if one.talk and not record.people[one.title].writable:
            yield f"{one}: this page must not be written"
        if one.message and not ITEM.search("\n".join(added(one.before, one.after) or [])):
            yield f"{one}: a message that tells of nothing"


def during_a_pause(record: Record) -> Iterator[str]:
    """Nobody is told of a paused project, nor of one of which they asked not to be reminded."""
    for one in record.tellings:
        if record.paused(one.project, one.day, one.page if one.step < 3 else None):
            yield str(one)


def too_early(record: Record) -> Iterator[str]:
    """The first step waits for the days of grace, the second for the first, that for managers for the first, too.

    A report that nobody could be told of before the next was due goes to managers with that one.
    """
    rules, first, told_first = record.rules, dict[str, date](), dict[tuple[str, object, object], date]()
    for one in record.tellings:
        since = one.end or rules.due(one.month or date.max)
        if one.day < after_workdays(since, rules.grace):
            yield f"{one}: not before {after_workdays(since, rules.grace)}"
        if one.step == 1:
            told_first.setdefault(one.what, one.day)
            first.update(dict.fromkeys(one.keys, one.day))
        if one.step == 2:
            days = [first[key] for key in one.keys if key in first]
            if not days or one.day < _workdays_here(min(days), rules.again, record.people[one.page]):
                yield f"{one}: the first step was on {min(days, default=None)}"
        if one.step == 3:
            unreachable = not all(lead.writable for lead in record.works[one.project].leads) or one.activity
            begun = [*([told_first[one.what]] if one.what in told_first else [])]
            begun += _first_of_later_reports(one, told_first) if one.what not in told_first else []
            begun += [after_workdays(since, rules.grace)] if unreachable else []
            if not begun or one.day < after_workdays(min(begun), rules.manager):
                yield f"{one}: the first step was on {min(begun, default=None)}"


def _first_of_later_reports(one: Telling, told_first: Mapping[tuple[str, object, object], date]) -> list[date]:
    """When somebody was first told of each report of a project that is of a later month."""
    later = ((month, day) for (project, month, _), day in told_first.items() if one.month and project == one.project)
    return [day for month, day in later if isinstance(month, date) and month > (one.month or date.max)]


def _workdays_here(day: date, count: int, reader: Someone) -> date:
    """The day so many work days after a day, without those on which somebody is on leave."""
    while count > 0:
        day += ONE_DAY
        count -= is_workday(day) and not reader.is_away(day)
    return day


def of_what_is_done(record: Record) -> Iterator[str]:
    """Nobody is told of what was done in the morning of that day."""
    yield from (str(one) for one in record.tellings if _is_over(one, one.day, record))


def _is_over(one: Telling, day: date, record: Record) -> bool:
    work = record.works[one.project]
    if one.month:
        return work.has_reported(one.month, record.rules.early, day)
    return work.is_over(one.activity or "", one.end or date.max, day)


def thanks_too_early(record: Record) -> Iterator[str]:
    """When the bot says that all is done in a section, all of it is."""
    for revision in record.revisions:
        lines = added(revision.before, revision.after) if revision.talk else []
        thanked = [one for one in lines or [] if THANKS in one]
        for section in sections(revision.after) if thanked else []:
            if any(one in thanked for one in section):
                for told in tellings(revision.day, revision.title, section):
                    if not _is_over(told, revision.day, record):
                        yield f"{revision}: thanks, but open is {told}"


def peoples_text(record: Record) -> Iterator[str]:
    """No byte of what people have written is changed, and nothing is beside what the history tells."""
    yield from record.changed
    for one in record.revisions:
        if one.talk and added(one.before, one.after) is None:
            yield f"{one}: a line is gone, or another one"
        elif not one.talk and _REGION.sub("", one.before).strip("\n") != _REGION.sub("", one.after).strip("\n"):
            yield f"{one}: what is not the bot's is not as it was"


def manager_not_told(record: Record) -> Iterator[str]:
    """Every report that was due and did not come stands on the managers' talk pages, as early as `latest` says."""
    for work in record.works.values():
        for month in work.months(record.year):
            for manager in record.managers:
                day = latest(work, month, manager, record)
                if day is None or work.has_reported(month, record.rules.early, day):
                    continue
                found = [one.day for one in record.tellings if _is_of(one, work, month) and one.page == manager.page]
                if min(found, default=date.max) > day:
                    told = f"only on {min(found)}" if found else "never"
                    yield f"{work.title}, report {month:%Y-%m}: {manager.account} was told {told}, not by {day}"


def _is_of(one: Telling, work: Work, month: date) -> bool:
    return (one.project, one.month) == (work.title, month)


def latest(work: Work, month: date, manager: Someone, record: Record) -> date | None:
    """The day by which a manager is to know of a report, if it is not there then; None where they need not be.

    The report is due D. From work day D + grace on,

    * where nobody but managers answers for the project (or the manager does), it is the first day on which there was a
      run, messages may go out, the manager is there and the project is not paused;
    * else for each lead the first such day F with that lead there is the first step's; if nothing can be put on the
      lead's page, F is D + grace itself. From F on `manager` work days are counted, those on which the lead is on leave
      left out. A pause of the project, or that the lead has asked for, begins the counting anew on the day on which it
      is over: nobody is blamed for what they were let off. With the last of these days, or after it, the first day on
      which there was a run, messages may go out, the manager is there and the project is not paused, is the day. Of
      several leads the earliest counts.

    A report whose next one is overdue, too, before its lead could be told of it (they were away, or the project was
    paused for all that time), gives way to that one; so does one of a lead whose page cannot be written, before the
    manager's day. Days after the last run ask for nothing.
    """
    rules = record.rules
    grace = after_workdays(rules.due(month), rules.grace)
    if manager in work.leads or not work.leads:
        days = [day for day in record.runs if day >= grace and _can_be_told(manager, work, day, record)]
        return days[0] if days and days[0] <= _next_due(work, month, record) else None
    found = [_by_lead(work, month, lead, manager, record) for lead in work.leads]
    return min((day for day in found if day), default=None)


def _by_lead(work: Work, month: date, lead: Someone, manager: Someone, record: Record) -> date | None:
    rules, runs = record.rules, set(record.runs)
    day = after_workdays(rules.due(month), rules.grace)
    gives_way = _next_due(work, month, record)
    count = None if lead.writable else 0
    while day <= record.runs[-1]:
        if record.paused(work.title, day, lead.page):
            count = None if count is None else 0
        elif count is None:
            count = 0 if day in runs and _can_be_told(lead, work, day, record) else None
        elif lead.writable or day > after_workdays(rules.due(month), rules.grace):
            count += is_workday(day) and not lead.is_away(day)
        if (count is None or not lead.writable) and day > gives_way:
            return None
        if count is not None and count >= rules.manager and day in runs and _can_be_told(manager, work, day, record):
            return day
        day += ONE_DAY
    return None


def _next_due(work: Work, month: date, record: Record) -> date:
    after = [record.rules.due(one) for one in work.months(record.year) if one > month]
    return min(after, default=date.max - timedelta(days=1))


def _can_be_told(who: Someone, work: Work, day: date, record: Record) -> bool:
    return record.rules.may_send(day) and not who.is_away(day) and not record.paused(work.title, day, None)


RULES: tuple[Callable[[Record], Iterator[str]], ...] = (
    message_twice,
    item_twice,
    twice_a_day,
    free_day,
    on_leave,
    to_nobody,
    during_a_pause,
    too_early,
    of_what_is_done,
    thanks_too_early,
    peoples_text,
    manager_not_told,
)
"""All rules, each with what must be true in its docstring."""
