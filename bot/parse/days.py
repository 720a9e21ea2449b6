"""The fields of the project data that hold one day: the project's start, its end, and the day of a report.

People write remarks behind the day (`2017-09-30 (slutrapport 2017-12-01)`). A remark is let be, unless it may move the
day: a field that goes on with another date (`2017-09-30 eller 2017-10-15`, `2017-09-30, 2017-10-15`), or with a word of
change and a date (`2014-05-31, förlängt till 2014-08-31`), is not read. A field that as a whole is a date as time plans
have them, also a span (`2016-01-01 – 2017-09-30`, `september 2017`), gives its first day as a start and its last as
an end.
"""

import re
from datetime import date
from typing import Literal

from bot.parse.dates import read_period
from bot.parse.words import plain, without_struck

YEARS = range(1900, 2200)
"""A project lies in these years: `9999-12-31` means that nobody knows, and leaves no room to count days from it."""

Side = Literal["first", "last", "only"]
"""Which day of what is written counts; "only" where a month or a span would be a guess."""

_DASH = "[-‐‑‒–—−]"
_ISO = re.compile(rf"(?<![0-9])([0-9]{{4}}){_DASH}([0-9]{{2}}){_DASH}([0-9]{{2}})(?![0-9])")
_HEAD = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?![0-9])|([^()]+?)(?= ?\()")
_MONTH = (
    r"(?:jan(?:uari)?|feb(?:r|ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?"
    r"|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = rf"(?:(?:19|20)[0-9]{{2}}|[0-9]{{1,2}} ?/ ?[0-9]{{1,2}}|(?:[0-9]{{1,2}}(?::?e)? )?{_MONTH})"
_OPENING = re.compile(
    rf"[\s,;:.?!()\[\]/=>&–—→-]*(?:(?:till|t\.?o\.?m\.?|och|samt|resp\w*\.?) )?{_DATE}", re.IGNORECASE
)
_LIST = re.compile(rf" ?(?:[,;&+]|och|samt) ?{_DATE}", re.IGNORECASE)
_EITHER = re.compile(r"\b(?:eller|alternativt|alt)\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:förläng|ändra|flytta|uppskj|framskj|skjut|senarelag|tidigarelag|ny|nu\b|numera"
    r"|ev\b|eventuell|kanske|möjlig|trolig)",
    re.IGNORECASE,
)
_NEW_DATE = re.compile(rf"[0-9]|\b{_MONTH}", re.IGNORECASE)


def read_day(wikitext: str, side: Side) -> date | None:
    """The day that a field says.

    Args:
        wikitext: The field.
        side: Which day of what is written counts.

    Returns:
        The day; None where there is none for sure, or where it lies outside `YEARS`.
    """
    words = _ISO.sub(r"\1-\2-\3", plain(without_struck(wikitext)) or plain(wikitext))
    head = _HEAD.match(words)
    remark = words[head.end() :] if head else ""
    listed = head and head[1] and _LIST.match(remark)
    day = None if listed else _day(words, side)
    if day is None and head and not _moves(remark):
        day = _day(head[0], side)
    return day if day and day.year in YEARS else None


def _day(words: str, side: Side) -> date | None:
    period = read_period(words, project_start=None, project_end=None, year=None)
    if side == "only":
        return period.start if period.start == period.end else None
    return period.start if side == "first" else period.end


def _moves(remark: str) -> bool:
    """Whether what stands behind a date may be another date for the same thing."""
    change = _CHANGE.search(remark)
    return bool(_OPENING.match(remark) or _EITHER.search(remark) or (change and _NEW_DATE.search(remark, change.end())))
