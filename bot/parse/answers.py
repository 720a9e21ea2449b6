"""What people have answered in the bot's threads, and who, as the history of the page tells."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.parse.threads import Answer, Thread, threads_in
from bot.wiki.port import Version


class Given(NamedTuple):
    """An answer in a thread, and the account that gave it; None where nobody knows."""

    answer: Answer
    thread: Thread
    author: str | None


def given_answers(versions: Sequence[Version], *, gone: Collection[str] = ()) -> Iterator[Given]:
    """The answers in a page's threads, also in those that have been taken off the page since.

    The author is who made the oldest of the revisions since which an answer has stood there without a break. A thread
    is known again by the keys of its items, so it does not matter where on the page it stands, or how it is called. A
    moved answer is the same; one that was taken away and put back is whose it is that put it back.

    Args:
        versions: The page's revisions, newest first; the first is the page as it was read.
        gone: Keys of items that were told on this page, and are not there any more.

    Yields:
        The answers of today's threads, in their order, then for each that is gone those it had when it was last there.
        Nobody knows who gave one that the oldest revision has, since the thread was there before its answers: the
        history that was read does not reach back to it, or it has been copied there; nor where a name is hidden.
    """
    if not versions:
        return
    for thread in threads_in(versions[0].text):
        for answer in thread.answers:
            yield Given(answer, thread, _author(answer, thread, versions))
    missing = set(gone)
    for at, version in enumerate(versions):
        if not missing:
            return
        for thread in threads_in(version.text):
            if not missing.isdisjoint(thread.steps):
                missing -= thread.steps.keys()
                for answer in thread.answers:
                    yield Given(answer, thread, _author(answer, thread, versions[at:]))


def _author(answer: Answer, thread: Thread, versions: Sequence[Version]) -> str | None:
    """Who made the oldest of the newest revisions that all have an answer."""
    author = None
    for version in versions:
        if not _has(version, answer, thread):
            return author or None
        author = version.user
    return None


def _has(version: Version, answer: Answer, thread: Thread) -> bool:
    """Whether a revision has an answer of that day in a thread that shares an item with this one."""
    return any(
        one.until == answer.until
        for other in threads_in(version.text)
        if not thread.steps.keys().isdisjoint(other.steps)
        for one in other.answers
    )
