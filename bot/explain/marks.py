"""Whether a cell marks its activity: which word or template makes it done or cancelled, or why a word does not."""

import re
from collections.abc import Iterator, Sequence

from bot.explain.examples import examples
from bot.explain.explanation import Explanation, Step, quoted
from bot.model import Mark
from bot.parse.languages.swedish import SWEDISH
from bot.parse.marks import Sign, cell_signs, mark_word, name_signs, strongest
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import lines, plain, struck, templates, without_struck

_HOW = {
    "template": "a template",
    "start": "a word of its own at the start",
    "end": "a word of its own at the end",
    "struck": "every word of the activity is struck out",
}
_WHY = (
    "A mark is a word of its own at the start or end of the cell for activity, date or comment, a template, or a "
    "struck-out activity. In doubt there is none, because a mark silences reminders."
)
_BEFORE_START = re.compile(r"[( ]*")
_AFTER_END = " .!?)"
_NEAR = 40
"""So many characters before a word are looked at: the word before it stands there, unless it is very long."""
_WORD_BEFORE = re.compile(r"(?:^|\s)(\S+)[ -]*$")


def explain_marks(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Explanation:
    """Tell whether a cell marks its activity, as the activity's name and as its date or comment."""
    as_name = list(name_signs(wikitext, vocabulary=vocabulary))
    as_cell = list(cell_signs(wikitext, vocabulary=vocabulary))
    marks = [strongest(sign.mark for sign in signs) for signs in (as_name, as_cell)]
    text = plain(wikitext)
    signs = [sign for sign in dict.fromkeys([*as_cell, *as_name]) if sign.how != "end" or not _alone(as_cell, text)]
    told = (Step(sign.text, _meaning(sign, as_name, as_cell)) for sign in signs)
    steps = dict.fromkeys([*told, *_doubts(wikitext, vocabulary)])
    return Explanation(
        text=text,
        steps=list(steps),
        result=_result(*marks),
        rule="Marks",
        readable=True,
        values=dict(zip(("activity", "date_or_comment"), marks, strict=True)),
        why=[_WHY],
        instead=[] if any(marks) or not steps else [examples(vocabulary).marks],
    )


def _alone(signs: Sequence[Sign], text: str) -> bool:
    """Whether the word at the start is all there is: then it is the one at the end, too."""
    return any(sign.how == "start" and sign.text == text for sign in signs)


def _meaning(sign: Sign, as_name: Sequence[Sign], as_cell: Sequence[Sign]) -> str:
    told = f"{sign.mark}: {_HOW[sign.how]}"
    if sign not in as_name:
        return f"{told} of a date or comment; at the start of an activity's name it may be part of that"
    return told if sign in as_cell or sign.how == "struck" else f"{told} of an activity's name"


def _result(name: Mark | None, cell: Mark | None) -> Sequence[str]:
    if name is cell:
        return [f"{_told(name)}."]
    return [f"As an activity's name: {_told(name).lower()}.", f"As a date or comment: {_told(cell).lower()}."]


def _told(mark: Mark | None) -> str:
    return mark.capitalize() if mark else "No mark"


def _doubts(wikitext: str, vocabulary: Vocabulary) -> Iterator[Step]:
    """Every word that looks like a mark and is none, with the reason."""
    standing = without_struck(wikitext)
    signs, pattern = list(cell_signs(wikitext, vocabulary=vocabulary)), mark_word(vocabulary)
    how, called = {sign.how for sign in signs}, {sign.text for sign in signs if sign.how == "template"}
    cell = lines(standing)
    for at, line in enumerate(cell):
        start = _BEFORE_START.match(line)
        for word in pattern.finditer(line):
            first = at == 0 and start is not None and word.start() == start.end()
            last = at == len(cell) - 1 and word.end() == len(line.rstrip(_AFTER_END))
            if not (first and "start" in how) and not (last and "end" in how):
                yield Step(word.group(), f"no mark: {_doubt(line, word, vocabulary, first=first, last=last)}")
    for name in templates(standing):
        if pattern.search(name) and name not in called:
            yield Step(f"{{{{{name}}}}}", "no mark: another template")
    for words in struck(wikitext):
        if pattern.search(words):
            yield Step(words, "no mark: struck out")


def _doubt(line: str, word: re.Match[str], vocabulary: Vocabulary, *, first: bool, last: bool) -> str:
    """Why a word is no mark."""
    after = line[word.end() : word.end() + _NEAR]
    before = _WORD_BEFORE.search(line[max(0, word.start() - _NEAR) : word.start()])
    if after.lstrip(").!").startswith("?"):
        return "it is asked"
    if but := re.match(rf",? ({vocabulary.marks.but})\b", after, re.IGNORECASE) if first else None:
        return f"{quoted(but[1])} takes it back"
    if first and after.startswith(":"):
        return "a colon after it leaves open how much is"
    if first:
        return "more words follow without a full stop or a dash between"
    if last and before:
        return f"it belongs to {quoted(before[1])} before it"
    return "it stands among other words"
