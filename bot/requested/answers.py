"""What a line on the queue page is answered with. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.model import TASKS
from bot.render.escape import Wikitext, link, revision_link
from bot.render.outcomes import outcome_words
from bot.render.words import Words
from bot.run import Performed
from bot.stops import stopped
from bot.wiki.port import Contribution, Page

Kind = Literal["done", "stranger", "unknown", "empty", "wrong", "guard"]

MOST = 5
"""So many pages that were left are named in an answer; the overview and `lagesbot plan` tell of all."""

_SHOWN = 100
"""So many characters of a wrong title are repeated in an answer; the line itself stands above it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a line is answered with.

    Attributes:
        kind: What came of it: a run, or why there was none.
        words: The answer as wikitext on one line, without signature and mark.
    """

    kind: Kind
    words: Wikitext


def refusal(kind: Kind, words: Words) -> Answer:
    """The answer to a line that starts no run, with nothing more to say."""
    return Answer(kind, _line(words, kind))


def wrong_titles(wrong: Mapping[str, Sequence[str]], words: Words) -> Answer:
    """The answer to a line with titles of no project: which may have been meant, all by their full titles."""
    meant = {
        _short(title.partition(":")[2]): [link(one, one.partition(":")[2]) for one in alike]
        for title, alike in wrong.items()
    }
    return Answer("wrong", _line(words, "wrong", wrong=meant))


def objected(objections: Sequence[str], words: Words) -> Answer:
    """The answer where the guard stopped the run."""
    return Answer("guard", _line(words, "guard", objections=objections))


def done(performed: Performed, made: Iterable[Contribution], words: Words, *, pages: Mapping[str, Page]) -> Answer:
    """The answer after a run.

    Args:
        performed: The run.
        made: The edits that the bot has made in it, as the wiki has them, also before it was cut short.
        words: The language.
        pages: The stop pages, as they are after the run.
    """
    known, report = performed.known, performed.report
    ordered = sorted(made, key=lambda one: (one.timestamp, one.revid))
    stops = [stop for task in TASKS if (stop := stopped(pages, known.settings, task))]
    failed = [(one.planned.title, outcome_words(one.outcome, words)) for one in report.results if not one.outcome.ok]
    withheld = [(one.title, one.why) for one in performed.plan.withheld]
    return Answer(
        "done",
        _line(
            words,
            "done",
            diffs=[revision_link(one.revid, one.title) for one in ordered],
            stops=list(dict.fromkeys(stop.page for stop in stops)),
            whole=any(stop.everything for stop in stops),
            failed=failed,
            withheld=withheld[:MOST],
            more=max(len(withheld) - MOST, 0),
        ),
    )


def _short(title: str) -> str:
    """As much of a title as is worth repeating."""
    return title if len(title) <= _SHOWN else f"{title[:_SHOWN].rstrip()}…"


def _line(words: Words, kind: Kind, **facts: object) -> Wikitext:
    return Wikitext(" ".join(words.wikitext("answer", kind=kind, **facts).split()))
