"""How an effort is read: in a column of its own, or at the end of a comment."""

from bot.explain.examples import examples
from bot.explain.explanation import Explanation, Step
from bot.parse.effort import HOURS_A_DAY, Effort, find_effort, find_effort_in_comment
from bot.parse.languages.swedish import SWEDISH
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import plain

_HOURS = f"{HOURS_A_DAY} hours are a working day."
_COMMENT = (
    "Where the table has a column for the effort, that is read; else the end of the comment, where the number has its "
    "unit and stands by itself: in parentheses, after a dash, or as the last sentence."
)
_NONE = "An effort is one number of days or hours. A range, or a number among other words, is none."


def explain_effort(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Explanation:
    """Tell how a cell is read as an effort, in its own column and at the end of a comment."""
    column = find_effort(wikitext, vocabulary=vocabulary)
    comment = find_effort_in_comment(wikitext, vocabulary=vocabulary)
    found = [effort for effort in (column, comment) if effort]
    days = {"column": column.days if column else None, "comment": comment.days if comment else None}
    return Explanation(
        text=plain(wikitext),
        steps=list(dict.fromkeys(Step(effort.text, _meaning(effort)) for effort in found)),
        result=[f"In a column for the effort: {_days(column)}.", f"At the end of a comment: {_days(comment)}."],
        rule="Effort",
        readable=bool(found) or not plain(wikitext),
        values=days,
        why=[*([_HOURS] if any(effort.hours for effort in found) else []), _COMMENT] if found else [_NONE],
        instead=[] if found else [examples(vocabulary).effort],
    )


def _meaning(effort: Effort) -> str:
    amount = _number(effort.amount)
    if effort.hours:
        return f"{amount} hours: {amount}/{HOURS_A_DAY} of a working day"
    return f"{amount} working days"


def _days(effort: Effort | None) -> str:
    return f"{_number(effort.days)} days" if effort else "none is read"


def _number(amount: float) -> str:
    """A number without needless figures; an effort has at most three decimals, and an eighth of them six."""
    return f"{amount:.6f}".rstrip("0").rstrip(".")
