"""How a task cell is read: the task numbers in order, or none on purpose."""

import re
from collections.abc import Sequence

from bot.explain.examples import examples
from bot.explain.explanation import Explanation, Step
from bot.parse.languages.swedish import SWEDISH
from bot.parse.tasks import no_tasks, read_tasks
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import plain, without_comments

_WORD = re.compile(r"[^\W_]+")
_ALIKE = re.compile(r"[Tt][0-9]")
_ORDER = "Every T-number counts once, in order: in text, links, addresses and templates, but not in comments."
_OTHER = "not a task number: that is a capital T and one to nine figures, the first not 0, as a word of its own"


def explain_tasks(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Explanation:
    """Tell which Phabricator tasks a cell names."""
    tasks, on_purpose = read_tasks(wikitext), no_tasks(wikitext, vocabulary=vocabulary)
    alike = dict.fromkeys(filter(_ALIKE.search, _WORD.findall(without_comments(wikitext))))
    return Explanation(
        text=plain(wikitext),
        steps=[
            *(Step(task, "a task") for task in tasks),
            *(Step(word, _OTHER) for word in alike if not read_tasks(word)),
        ],
        result=[_result(tasks, on_purpose=on_purpose)],
        rule="Tasks",
        readable=bool(tasks) or on_purpose or not plain(wikitext),
        values={"tasks": list(tasks), "none": on_purpose},
        why=[_ORDER] if tasks else [examples(vocabulary).no_tasks] if on_purpose else [],
        instead=[] if tasks or on_purpose else ["Write “T318564”, or “N/A” where there is to be none."],
    )


def _result(tasks: Sequence[str], *, on_purpose: bool) -> str:
    if tasks:
        return f"{', '.join(tasks)}."
    return "None, on purpose." if on_purpose else "None."
