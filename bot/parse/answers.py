"""Who gave an answer in a thread, as the history of its page tells."""

from collections.abc import Sequence

from bot.parse.structure import Source
from bot.parse.threads import Answer, Thread, read_threads
from bot.wiki.port import HISTORY, Version


def answered_by(answer: Answer, thread: Thread, versions: Sequence[Version]) -> str | None:
    """The account that wrote an answer: that of the oldest revision since which it has stood there without a break.

    A thread is known again by the keys of its items, so it does not matter where on the page it stands, or how it is
    called. A moved answer is the same; one that was taken away and put back is whose it is that put it back.

    Args:
        answer: The answer, in `thread`.
        thread: The thread, as the newest revision has it.
        versions: The page's revisions, newest first; the first is the page as it was read.

    Returns:
        The account, without namespace. None where nobody knows: where it was somebody whose name is hidden, where the
        newest revision does not have the answer, and where the history that was read does not reach back to before it.
        Of fewer revisions than `HISTORY`, the oldest is the page's first.
    """
    author = None
    for version in versions:
        if not _has(version, answer, thread):
            return author or None
        author = version.user
    return (author or None) if len(versions) < HISTORY else None


def _has(version: Version, answer: Answer, thread: Thread) -> bool:
    """Whether a revision has an answer of that day in a thread that shares an item with this one."""
    return any(
        one.until == answer.until
        for other in read_threads(Source("", version.text))
        if not thread.steps.keys().isdisjoint(other.steps)
        for one in other.answers
    )
