"""In words: what said the year of a date."""

from collections.abc import Iterator

from bot.explain.explanation import quoted
from bot.parse.date_spans import Frame, Placing, Rule, Stretch
from bot.parse.dates import Reading

_BOTH = "A year after a range counts for both ends."
_EARLIER = (
    "The year after a range is its end's; in the same year it would end before it starts, so it starts the year before."
)
_FIRST = "The year stands at the start; the end lies in the same year, or in the next where it would else come first."
_EACH = "Both ends have their year."
_WRITTEN = "The year is written."
_SEVERAL = "Several dates in one cell go from the first day to the last."


def rules(reading: Reading, frame: Frame, text: str) -> Iterator[str]:
    """What decided the days of a cell that was read; a sentence for each date where there are several.

    Args:
        reading: The reading.
        frame: The project's frame.
        text: What the reading's slices are of.
    """
    if reading.dates is None:
        return
    if not reading.dates.stretches:
        yield _project(frame)
    each = zip(reading.dates.stretches, reading.placings, reading.dates.places, strict=True)
    told = [(text[start:end], _rule(stretch, placing, frame)) for stretch, placing, (start, end) in each]
    if len({rule for _, rule in told}) == 1:
        yield told[0][1]
    else:
        yield from (f"{quoted(name)}: {rule}" for name, rule in told)
    if told[1:]:
        yield _SEVERAL


def _project(frame: Frame) -> str:
    if frame.start or frame.end:
        return f"It goes on as long as the project ({in_words(frame)})."
    if frame.year:
        return f"It goes on as long as the project, of which only the year is known: {frame.year}."
    return "It goes on as long as the project, of which neither days nor year are known."


def in_words(frame: Frame) -> str:
    """The project's period."""
    return f"{frame.start or 'unknown'} to {frame.end or 'unknown'}"


_RULES = {
    Rule.INSIDE: "it is the earliest wholly inside the project's period ({period}).",
    Rule.TOUCHING: "none lies wholly inside the project's period ({period}), and it is the earliest that touches it.",
    Rule.TITLE: "{known}, so the project's year counts, {year}.",
    Rule.BESIDE: "it never touches the project's period ({period}), so the only year of the project counts, {year}.",
    Rule.NEXT: "it comes before the next date in the cell.",
    Rule.BEFORE: "it comes after the date before it in the cell.",
}
"""What says the year where none is written."""


def _rule(stretch: Stretch, placing: Placing, frame: Frame) -> str:
    if placing.rule is Rule.WRITTEN:
        return _written(stretch, placing)
    known = "the project's days are not known"
    if frame.start or frame.end:
        known = f"only one end of the project is known ({in_words(frame)})"
    told = _RULES[placing.rule].format(period=in_words(frame), known=known, year=placing.year)
    return f"No year is written: {told}"


def _written(stretch: Stretch, placing: Placing) -> str:
    if not stretch.ranged:
        return _WRITTEN
    if stretch.first.year is not None:
        return _FIRST if stretch.last.year is None else _EACH
    days = placing.days or ()
    return _BOTH if {one.year for one in days} == {stretch.last.year} else _EARLIER
