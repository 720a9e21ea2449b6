"""Talk pages: whatever people write round the bot's marks, its threads are read, and a reply changes nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bot.parse.answers import given_answers
from bot.parse.structure import Source
from bot.parse.threads import read_threads, threads_in, with_reply
from bot.wiki.port import Version
from tests.support.wikitext import headings, texts

KEYS = ("0123456789abcdef", "fedcba9876543210", "00000000000000ff")
NEW = "aaaaaaaaaaaaaaaa"
END = "körning 20221109-0730-abcd -->"
REPLY = f":Påminner igen. <!-- Lägesbot:punkt {NEW} steg 2 {END} --[[Användare:Lägesbot|Lägesbot]] 16 november 2022"

marks = st.builds(
    lambda form, keys: form.format(" ".join(keys)),
    st.sampled_from(
        [
            *(f"<!-- Lägesbot:punkt {{}} steg 1 {END}", f"<!-- Lägesbot:punkt {{}} steg 3 {END}"),
            *("<!-- Lägesbot:projekt {} -->", f"<!-- Lägesbot:klart {{}} {END}"),
            f"<nowiki><!-- Lägesbot:punkt {{}} steg 2 {END}",
        ]
    ),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=2),
)
answers = st.sampled_from(
    ["{{Lägesbot|pausa=2022-12-01}}", "{{mall:lägesbot|pausa=i jul}}", "{{Lägesbot|pausa=", "<s>", "<includeonly>"]
)
talk_pages = st.lists(st.one_of(headings, marks, marks, texts, answers, st.just("\n")), max_size=10).map("".join)


@given(talk_pages)
def test_any_talk_page_can_be_read(text: str) -> None:
    """No text stops the reading; threads have an item each, lie in the page in its order, and share nothing."""
    threads = read_threads(Source("Sida", text))
    assert all(one.steps for one in threads)
    bounds = [position for one in threads for position in (one.start, one.end)]
    assert bounds == sorted(bounds)
    assert all(0 <= position <= len(text) for position in bounds)
    assert all(1 <= answer.line <= text.count("\n") + 1 for one in threads for answer in one.answers)


@given(talk_pages)
def test_reply_is_one_insertion(text: str) -> None:
    """With a reply the page is what it was, with one piece more, which holds the reply and a line break before it."""
    source = Source("Sida", text)
    for thread in read_threads(source):
        after = with_reply(source, thread, REPLY)
        if after is not None:
            before, found, rest = after.partition(REPLY)
            assert found
            gap = "\r\n" if before.endswith("\r\n") else "\n"
            assert before.endswith(gap)
            assert before.removesuffix(gap) + rest == text
            assert not rest[: thread.end - len(before)].strip()


@given(talk_pages)
def test_reply_is_read_in_its_thread(text: str) -> None:
    """The mark of a reply is read in the thread that it was put in; the other threads are as they were."""
    source = Source("Sida", text)
    threads = read_threads(source)
    for number, thread in enumerate(threads):
        after = with_reply(source, thread, REPLY)
        if after is not None:
            now = read_threads(Source("Sida", after))
            assert len(now) == len(threads)
            assert now[number].steps == {**thread.steps, NEW: frozenset({2})}
            assert (now[number].title, now[number].start) == (thread.title, thread.start)
            others = [(one.title, one.steps, one.projects, one.closed) for one in threads]
            said = [(one.title, one.steps, one.projects, one.closed) for one in now]
            assert said[:number] + said[number + 1 :] == others[:number] + others[number + 1 :]


@given(talk_pages)
def test_author_is_one_of_those_who_wrote(text: str) -> None:
    """Whatever the page, who saved it last has written an answer that its former revision does not have."""
    versions = [Version(2, "Axel", None, text), Version(1, "Sara", None, "Hej!")]
    found = list(given_answers(versions))
    assert [one.author for one in found] == ["Axel"] * len(found)
    assert [one.answer for one in found] == [answer for thread in threads_in(text) for answer in thread.answers]


@given(talk_pages, talk_pages, st.lists(st.sampled_from(KEYS)))
def test_oldest_revision_gives_nobody_an_answer(newer: str, older: str, gone: list[str]) -> None:
    """Whatever the pages, the author of the oldest revision that was read has written no answer for all one knows."""
    versions = [Version(2, "Axel", None, newer), Version(1, "Sara", None, older)]
    assert {one.author for one in given_answers(versions, gone=gone)} <= {"Axel", None}
