"""What one could write instead of a date cell that cannot be read. Whatever is proposed has been read first."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.explain.date_reasons import Lack, lack
from bot.explain.examples import Examples, examples
from bot.explain.explanation import quoted
from bot.parse.date_cursor import Misfit
from bot.parse.date_spans import Frame
from bot.parse.date_tokens import cut, nearest
from bot.parse.date_words import Kind
from bot.parse.dates import Reading, read_cell
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import Vocabulary

_MOST = 2
"""So many proposals are enough."""

_EDGES = " ,.;:!"

PROJECT = "Give the project's days with --start and --end, or its title with --title."
_WHERE = ": it is read where the project says the year."
_LACKS: Mapping[Lack, Sequence[str]] = {
    Lack.DAY: (),
    Lack.ORDER: ("Write the earlier one first.",),
    Lack.NEIGHBOUR: ("Write the year at each date.",),
}
_FIXED = {
    Misfit.RANGES: "Write only the outer ends: the first day and the last.",
    Misfit.ORDER: "Write the earlier one first.",
    Misfit.EITHER_DAY: "Write the name of the month, or the day as year, month and day: 2022-07-06.",
    Misfit.MONTH_BETWEEN: "Write each day with its month, on the same side.",
}

_DOTTED = re.compile(r"(?<![0-9.])([0-9]{1,2})\.([0-9]{1,2})(?:(\.) ?(?=[0-9]{4})|(?![0-9]))")
_JOINED = re.compile(r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")


def advice(reading: Reading, frame: Frame, *, vocabulary: Vocabulary = SWEDISH) -> Sequence[str]:
    """What one could write instead, or tell, as sentences.

    Args:
        reading: The reading of a cell that is unreadable.
        frame: The project's frame, which proposals are read in.
        vocabulary: The language.
    """
    shown = examples(vocabulary)
    if reading.dates is not None:
        lacking = lack(reading.dates, reading.placings)[0]
        return (_year(frame, shown),) if lacking is Lack.YEAR else _LACKS[lacking]
    proposals = dict.fromkeys(" ".join(one.split()).strip(_EDGES) for one in _candidates(reading, vocabulary))
    found = [told for one in proposals if (told := _told(one, frame, vocabulary))]
    fixed = _fixed(reading.misfit[0], shown) if reading.misfit else None
    most = 1 if reading.used is None else _MOST
    return [*found[:most], *([fixed] if fixed else [])] or [shown.dates]


def _fixed(misfit: Misfit, shown: Examples) -> str | None:
    """What to do about a kind of misfit, whatever the words; None where that depends on them."""
    return shown.two_ways if misfit is Misfit.TWO_WAYS else _FIXED.get(misfit)


def _year(frame: Frame, shown: Examples) -> str:
    """What to do where nothing says the year: what the frame has already is not asked for."""
    write = f"Write the year, as in “{shown.year}”"
    if frame.start and frame.end:
        return f"{write}: this project does not say it."
    if not frame.start and not frame.end:
        return f"{write}; in a time plan the project says it. {PROJECT}"
    other = "first day, too, with --start" if frame.end else "last day, too, with --end"
    return f"{write}. Give the project's {other}{'.' if frame.year else ', or its title with --title.'}"


def _told(proposal: str, frame: Frame, vocabulary: Vocabulary) -> str | None:
    """A proposal with what it would be read as; None if it is not read either."""
    reading = read_cell(proposal, frame, vocabulary=vocabulary)
    if reading.dates is None:
        return None
    if not reading.period.unreadable:
        days = f"{reading.period.start or '…'} to {reading.period.end or '…'}"
        return f"If that is what is meant, write {quoted(proposal)}: it is read as {days}."
    if lack(reading.dates, reading.placings)[0] is Lack.YEAR:
        unless = "with its year: this project does not say it." if frame.start or frame.end else None
        return f"If that is what is meant, write {quoted(proposal)}{f' {unless}' if unless else _WHERE}"
    return None


def _candidates(reading: Reading, vocabulary: Vocabulary) -> Iterator[str]:
    """Texts that may have been meant, likely ones first; most are not dates either."""
    text = " ".join(reading.lines)
    line = cut(text, vocabulary=vocabulary)
    figures = _JOINED.sub(r"\1-\2-\3", text)
    yield _DOTTED.sub(lambda day: f"{day[1]}/{day[2]}{' ' if day[3] else ''}", figures)
    unknown = [(token.start, token.end) for token in line if token.kind is Kind.UNKNOWN]
    if unknown:
        yield _without(text, unknown, put=lambda word: nearest(word, vocabulary) or "")
        yield _without(text, unknown, put=lambda _: "")
    elif reading.misfit and reading.misfit[0] is Misfit.FORM:
        at = reading.misfit[1]
        yield from (
            f"{text[:at].rstrip()}{sign}{text[at:]}" for sign in ("–", examples(vocabulary).joined) if at is not None
        )
        wrong = next((token for token in line if token.start == at), line[-1])
        yield text[: wrong.start] + text[wrong.end :]


def _without(text: str, slices: Sequence[tuple[int, int]], *, put: Callable[[str], str]) -> str:
    """The text with something else in place of some slices of it."""
    pieces, position = [], 0
    for start, end in slices:
        pieces += [text[position:start], put(text[start:end])]
        position = end
    return "".join([*pieces, text[position:]])
