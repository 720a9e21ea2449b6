"""How a date cell is read: its words, the days, the rule that said the year, or why there are none."""

from collections.abc import Iterator, Sequence

from bot.explain.date_advice import PROJECT, advice
from bot.explain.date_phrases import meaning
from bot.explain.date_reasons import reason
from bot.explain.date_rules import rules
from bot.explain.explanation import Explanation, Step
from bot.explain.struck import struck_out
from bot.model import Period
from bot.parse.date_spans import Frame
from bot.parse.date_tokens import cut
from bot.parse.date_words import Token
from bot.parse.dates import Reading, read_cell
from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import cell_signs
from bot.parse.vocabulary import Vocabulary


def explain_date(wikitext: str, frame: Frame, *, vocabulary: Vocabulary = SWEDISH) -> Explanation:
    """Tell how a date cell is read in a project's frame."""
    reading = read_cell(wikitext, frame, vocabulary=vocabulary)
    period, text, line = reading.period, _text(reading), _line(reading, vocabulary)
    ends = {name: day.isoformat() if day else None for name, day in (("start", period.start), ("end", period.end))}
    words = [Step(text[token.start : token.end], meaning(line, at, reading)) for at, token in enumerate(line)]
    return Explanation(
        text=period.text,
        steps=[*words, *dict.fromkeys(_set_aside(wikitext, vocabulary))],
        result=[reason(reading, frame, line, text)] if period.unreadable else list(_result(reading)),
        rule="Dates",
        readable=not period.unreadable,
        values={**ends, "tentative": period.tentative, "unreadable": period.unreadable},
        why=() if period.unreadable else list(rules(reading, frame, text)),
        instead=_instead(reading, frame, vocabulary),
    )


def _instead(reading: Reading, frame: Frame, vocabulary: Vocabulary) -> Sequence[str]:
    if reading.period.unreadable:
        return advice(reading, frame, vocabulary=vocabulary)
    return () if reading.dates is None or reading.period.dated else [PROJECT]


def _text(reading: Reading) -> str:
    """What the slices of a reading are of."""
    return "\n".join(reading.lines)


def _line(reading: Reading, vocabulary: Vocabulary) -> Sequence[Token]:
    """Every token that was looked at, those left out before the grammar among them."""
    line: list[Token] = []
    start = 0
    for one in reading.lines:
        line += cut(one, start, vocabulary=vocabulary)
        start += len(one) + 1
    return line


def _set_aside(wikitext: str, vocabulary: Vocabulary) -> Iterator[Step]:
    """What was taken away before the words were looked at."""
    yield from struck_out(wikitext)
    for sign in cell_signs(wikitext, vocabulary=vocabulary):
        yield Step(sign.text, f"a mark that it is {sign.mark}; no part of the date")


def _result(reading: Reading) -> Iterator[str]:
    if reading.dates is None:
        yield "No date: there are no words or figures to read one from."
        return
    yield f"{_days(reading.period)}."
    if reading.period.tentative:
        yield "Tentative: the cell stands in parentheses, or has a question mark."


def _days(period: Period) -> str:
    if period.start is not None and period.start == period.end:
        return f"The day {period.start}"
    if period.start and period.end:
        return f"From {period.start} to {period.end}"
    if period.end:
        return f"Until {period.end}; no first day is said"
    if period.start:
        return f"From {period.start}; no last day is said"
    return "No days: they are the project's, which are not known here"
