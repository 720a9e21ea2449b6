"""What stands around a date in a line of prose, and makes it something else than the date it looks like.

"ca 15 maj", "efter 1 maj", "5 maj eller 12 maj" and "veckan före jul" are no days that a calendar can hold, and half of
such a date is a wrong one. Each list is of words as they stand beside a date; a new trap is one more word here.
"""

import re
from collections.abc import Collection, Sequence

from bot.parse.date_words import Kind, Token

Word = tuple[Token, tuple[int, int]]
"""A word of a line as a token, and its slice of the line."""

_ABOUT = "ca|cirka|c:a|circa|omkring|runt|kring|ungefär|typ|mot|prel|preliminärt|ev|eventuellt|kanske|troligen"
_DIRECTION = "efter|sedan|tidigast|till"
_PART = "sista|sen|sena|sent|tidig|tidiga|tidigt|halva|mitt|medio|primo|ultimo"
_OTHER_YEAR = "nästa|förra|föregående|kommande|förrförra|var|vart|varje|varannan|vartannat"
_ABOUT_A_TIME = "för|om|av|per|eller|alternativt|alt|utom|förutom|inte|ej|icke|aldrig"
_ORDINALS = (
    "(?:tjugo|trettio)?(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|trettonde"
    "|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|trettionde)|[0-9] ?[:-]?(?:e|a|te|de|ste)"
)
_BEFORE = re.compile(
    rf"(?<!\w)(?:{_ABOUT}|{_DIRECTION}|{_PART}|{_OTHER_YEAR}|{_ABOUT_A_TIME}|{_ORDINALS})[ .,(]*\Z|[~≈<>±≤≥] ?\Z"
    r"|(?<!\w)(?:senast|innan|före|inför|från|fr\.?o\.?m\.?|t\.?o\.?m\.?): \Z",
    re.IGNORECASE,
)
"""`fram till 1 maj` and `tidigast 1 maj` leave one end open, `förra våren` is of another year, `statistik för mars` is
about March."""

_SOONER = re.compile(r"(?<!\w)(?:dag|dagar|dagen|dygn|månad|månader|månaden|termin|terminen) \Z", re.IGNORECASE)
"""`tio dagar före 1 maj`: another day than the one that is named."""

_CHOICE = "eller|alternativt|alt|ev|eventuellt|kanske|respektive|resp|utom|förutom|undantaget|dock"
_FEAST = "advent|jul|julen|nyår|påsk|påsken|midsommar|årsskiftet|terminsstart|terminsslut|terminens"
_OTHERWISE = "nästa|föregående|följande|förra|års|tidigast|prel|preliminärt|varje|årligen|i år"
_AFTER = re.compile(
    rf" ?[,(/–—-]? ?(?:(?:{_CHOICE}|{_OTHERWISE})(?!\w)"
    rf"|av(?!\w)|till(?!\w)|t\.? ?o\.? ?m(?!\w)|(?:och )?(?:framåt|{_FEAST})(?!\w))",
    re.IGNORECASE,
)
_FIGURES_BEFORE = re.compile(r"[0-9][ .,:/-]*\Z")
_FIGURES_AFTER = re.compile(r" ?(?:['’´`‘±]|…|\.\.\.) ?[0-9]")
"""`mars '14` may be a year or a day, and a number before a month a day in a form that nobody knows."""

_MOVED = re.compile(
    r"(?<!\w)(?:flytta[ts]|(?:sena|tidiga)rel[aä]g|uppskj|framskj|skjut(?:it|s|a) (?:upp|fram)|bordl[aä]g|vilande"
    r"|pausa[dts]|(?:ny|nytt|ändrad|ändrat) (?:datum|tid|dag)|ändra[ts] till)",
    re.IGNORECASE,
)
"""Where a line says so, the date in it may no longer hold."""

_YEAR_AFTER = re.compile(r" (?:efter|innan|därpå|därefter)(?!\w)", re.IGNORECASE)
_OPEN_END = re.compile(r" ?[–—-] ?(?:\Z|[:.,;)])")
"""`1 april–` goes on, and nobody says until when."""

_OPEN_START = re.compile(r"(?:\A|[ (])[–—-]\Z")
"""`–1 maj` is the end of something."""

_GLUED_BEFORE = re.compile(r"\S[-‐‑–—/]\Z")
_GLUED_AFTER = re.compile(r"[-‐‑–—/]\S")

_OUR = "vår"
_NAMES = frozenset({"jan", "maj", "april", "august"})
"""Names of people, when they have a capital and nothing else of a date stands beside them; `vår` may be "our"."""

_COUNTED_THINGS = re.compile(r" (?:klara|färdiga|uppfyllda|gjorda|stycken|st)(?!\w)", re.IGNORECASE)
_ALWAYS = (24, 7)
_SMALL = 4
"""Of four parts one speaks often, of five or more seldom: `1/2 tjänst`, `3/4 av målet`, `del 1/3`."""

_WORD = re.compile(r" [^\W\d_]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?:(–—-] ?)\Z")
_ONWARDS = re.compile(r"[ ,]{0,2}(?:och )?framåt", re.IGNORECASE)
_NEAR = 30
"""Characters before a date that are looked at: the longest words above, with what stands between."""


def is_glued(line: str, start: int, end: int) -> bool:
    """Whether a slice of a line is part of a longer word: `mars-kampanjen`, `24/7-support`."""
    return bool(_GLUED_BEFORE.search(line[max(0, start - 2) : start]) or _GLUED_AFTER.match(line, end))


def is_moved(line: str) -> bool:
    """Whether a line says that something has been put off."""
    return _MOVED.search(line) is not None


def is_bent(line: str, words: Sequence[Word]) -> bool:
    """Whether the words beside a date make it another one, or one that is not known.

    Args:
        line: The whole line.
        words: The date's own words, each with its slice of the line.
    """
    (first, (start, _)), (last, (_, end)) = words[0], words[-1]
    before, after = line[max(0, start - _NEAR) : start], line[end : end + _NEAR]
    sooner = first.kind is Kind.BY and _SOONER.search(before)
    figures = _FIGURES_AFTER.match(after) or (first.kind is Kind.MONTH and _FIGURES_BEFORE.search(before))
    other_year = last.kind is Kind.THE_YEAR and _YEAR_AFTER.match(after)
    open_end = _AFTER.match(after) or _OPEN_END.match(after)
    if first.kind is Kind.FROM and _ONWARDS.match(after):
        open_end = None
    return bool(_BEFORE.search(before) or _OPEN_START.search(before) or sooner or figures or other_year or open_end)


def is_name(line: str, words: Sequence[Word]) -> bool:
    """Whether lone words may mean something else: `Maj`, `vår`, or a month with a capital inside a sentence."""
    said = _without(words, {Kind.IN})
    token, (start, end) = said[0]
    word = line[start:end].rstrip(".")
    if len(said) == 1 and word.casefold() == _OUR:
        return len(words) == 1 or _WORD.match(line, end) is not None
    names = [line[a:b].rstrip(".") for _, (a, b) in _without(words, {Kind.COMMA, Kind.AND})]
    if all(name[0].isupper() and name.casefold() in _NAMES for name in names):
        return True
    inside = not _SENTENCE_START.search(line[max(0, start - 2) : start])
    return len(words) == 1 and token.kind is Kind.MONTH and word[0].isupper() and inside


def begins_text(line: str, word: Word) -> bool:
    """Whether the last word of a date may be the first of what comes after it: `2013-08-01 Vår rapport`."""
    start, end = word[1]
    written = line[start:end]
    name = written[0].isupper() and written.casefold() in _NAMES
    return (name or written.casefold() == _OUR) and _WORD.match(line, end) is not None


def is_fraction(line: str, words: Sequence[Word]) -> bool:
    """Whether a lone `3/4` may be a part of something."""
    said = _without(words, {Kind.IN})
    if len(said) > 1 or said[0][0].kind is not Kind.SLASH_DAY:
        return False
    token, (start, end) = said[0]
    part, whole = token.numbers
    if token.numbers == _ALWAYS or (part <= whole and _COUNTED_THINGS.match(line, end)):
        return True
    named = line[:start].casefold().endswith(("den ", "d. ", "d "))
    leads = not line[:start].strip(" (") and not _WORD.match(line, end)
    return part <= whole <= _SMALL and not named and not leads


def _without(words: Sequence[Word], kinds: Collection[Kind]) -> Sequence[Word]:
    """The words that are of none of these kinds; all of them where there are no others."""
    return [one for one in words if one[0].kind not in kinds] or words
