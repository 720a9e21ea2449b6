"""What the bot has told somebody on a talk page, what was answered there, and where a reply goes."""

from datetime import date

import pytest

from bot.parse.structure import Source
from bot.parse.threads import Answer, Thread, read_threads, threads_in, with_reply

END = "körning 20221109-0730-abcd"
A, B, C = "0123456789abcdef", "fedcba9876543210", "00000000000000ff"
ITEM = f"<!-- Lägesbot:punkt {A} steg 1 {END} -->"
REPLY = ":Påminner igen. --[[Användare:Lägesbot|Lägesbot]] 16 november 2022 kl. 06.30 (UTC)"


def threads(text: str) -> list[Thread]:
    """The threads of a talk page."""
    return read_threads(Source("Användardiskussion:Axel", text))


def titles(text: str) -> list[str]:
    """What the threads of a talk page are called."""
    return [one.title for one in threads(text)]


def replied(text: str, reply: str = REPLY) -> str | None:
    """The page with a reply in its first thread."""
    return with_reply(Source("Användardiskussion:Axel", text), threads(text)[0], reply)


def test_thread_with_everything() -> None:
    """A thread has the items with their steps, the projects, what is solved, and the answers, each with its line."""
    body = (
        f"== Påminnelse {ITEM} ==\nHej!\n* Boka lokal <!-- Lägesbot:punkt {A} {B} steg 2 {END} -->\n"
        f"<!-- Lägesbot:projekt {C} {B} -->\n:Semester. {{{{Lägesbot|pausa=2022-12-01}}}} --Axel\n"
        f":Allt är klart, tack! <!-- Lägesbot:klart {A} {C} {END} -->\n"
    )
    before = "Välkommen!\n\n"
    (thread,) = threads(f"{before}{body}== Annat ==\n")
    assert (thread.title, thread.start, thread.end) == ("Påminnelse", len(before), len(before + body))
    assert thread.steps == {A: frozenset({1, 2}), B: frozenset({2})}
    assert (thread.projects, thread.closed) == (frozenset({C, B}), frozenset({A, C}))
    assert thread.answers == (Answer(date(2022, 12, 1), "2022-12-01", 7),)


@pytest.mark.parametrize(
    ("above", "thread", "below", "title"),
    [
        pytest.param("", f"Hej {ITEM}", "", "", id="no-heading"),
        pytest.param("", f"{ITEM}\n=== A ===\n", "== B ==\n", "", id="above-the-first-heading"),
        pytest.param("", f"== A ==\n=== B ===\n{ITEM}\n", "== C ==", "A", id="below-a-deeper-heading"),
        pytest.param("= A =\n", f"== B ==\n{ITEM}\n", "= C =\n", "B", id="ended-by-a-higher-heading"),
        pytest.param("", f"= A =\n{ITEM}\n", "== B ==\n", "A", id="ended-by-a-deeper-heading"),
        pytest.param("", f"=== A ===\n{ITEM}", "", "", id="only-a-deeper-heading"),
        pytest.param("", f"== A ==\n{ITEM}\n<!-- \n== B ==\n -->\n", "", "A", id="heading-in-a-comment"),
        pytest.param("Hej!\r\n", f"== ''A'' [[B|C]] ==\r\n{ITEM}\r\n", "", "A C", id="markup-in-the-heading"),
    ],
)
def test_thread_is_the_section_round_its_marks(above: str, thread: str, below: str, title: str) -> None:
    """A thread goes from a heading of level 1 or 2 to the next; without one, from the top of the page."""
    (one,) = threads(f"{above}{thread}{below}")
    assert (one.title, one.start, one.end) == (title, len(above), len(above + thread))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "== A ==\nHej!",
        f"<nowiki>{ITEM}</nowiki>",
        f"<pre>{ITEM}</pre>",
        f"<!-- {ITEM}",
        f"<!-- Lägesbot:punkt {A} steg 1",
        f"<!-- Lägesbot:punkt {A} steg 4 {END} -->",
        f"<!-- Lägesbot:punkt {A} steg 1 {END} --->",
        f"<!--Lägesbot:punkt {A} steg 1 {END}-->",
        f"<!-- Lägesbot:punkt {A.upper()} steg 1 {END} -->",
        f"<!-- Lägesbot:punkt {A[1:]} steg 1 {END} -->",
        f"<!-- Lägesbot:punkt  steg 1 {END} -->",
        f"<!-- Lägesbot:punkt {A} -->",
        f"<!-- Lägesbot:projekt {A} -->\n<!-- Lägesbot:klart {A} {END} -->\n{{{{Lägesbot|pausa=2022-12-01}}}}",
    ],
)
def test_no_thread_without_an_item(text: str) -> None:
    """What is no comment of exactly that form, of an item and a step, makes no thread."""
    assert threads(text) == []


def test_marks_belong_to_their_own_sections() -> None:
    """Each thread has what stands in it, in the page's order; other sections are none, whatever they hold."""
    text = (
        "{{Lägesbot|pausa=2022-12-01}}\n"
        f"== A ==\n{ITEM}\n"
        f"== B ==\n{{{{Lägesbot|pausa=2022-12-02}}}}<!-- Lägesbot:klart {A} {END} -->\n"
        f"== C ==\n<!-- Lägesbot:punkt {B} steg 3 {END} -->"
        "{{Lägesbot|pausa=2022-12-03}}{{lägesbot|pausa=sen}}\n"
    )
    first, second = threads(text)
    assert first == Thread("A", 30, 30 + 9 + len(ITEM), {A: frozenset({1})})
    assert (second.title, second.steps) == ("C", {B: frozenset({3})})
    assert second.answers == (Answer(date(2022, 12, 3), "2022-12-03", 7), Answer(None, "sen", 7))


@pytest.mark.parametrize("text", ["", "== A ==\nHej!", f"Hej!\n== A ==\n{ITEM}\n{{{{Lägesbot|pausa=2022-12-02}}}}"])
def test_threads_of_a_text_are_those_of_its_page(text: str) -> None:
    """Asked for again and again, the threads of a text are those that a page with it has."""
    assert list(threads_in(text)) == list(threads_in(text)) == threads(text)


@pytest.mark.parametrize(
    ("text", "below"),
    [
        pytest.param(ITEM, "", id="alone-on-the-page"),
        pytest.param(f"== A ==\n{ITEM}", "\n\n\n== B ==\nText", id="blank-lines-before-the-next-heading"),
        pytest.param(f"== A ==\n{ITEM}", "\n== B ==\n", id="next-heading-right-below"),
        pytest.param(f"{ITEM} \t", "\n  \n", id="spaces-after-it"),
        pytest.param(f"{{|\n| a\n|}}\n== A ==\n{ITEM}\n{{|\n| b\n|}}", "", id="closed-tables"),
        pytest.param(f"<table><tr><td>a</td></tr></table>\n{ITEM}", "", id="closed-html-table"),
        pytest.param(ITEM, "\n== B ==\n{{a\n{|\n<!--", id="all-is-open-further-down"),
        pytest.param(f"<noinclude>a</noinclude><includeonly/>\n{ITEM}", "", id="closed-inclusion"),
        pytest.param(f"<nowiki/><ref name=a /><nowiki>{{{{</nowiki><!-- a -->\n{ITEM}", "", id="closed-tags"),
        pytest.param(f"{ITEM}\n=== B ===\n:Svar", "\n\n= C =\n", id="deeper-section"),
        pytest.param(f"{ITEM}\n[[Kategori:A]]\n[[en:B]]\n{{{{C}}}}", "\n", id="what-a-page-ends-with"),
        pytest.param(f"[[a\n{ITEM}", "", id="open-link"),
        pytest.param(f"{ITEM}\n|}}\n}}}}\n-->\n</nowiki>\n</includeonly>", "\n", id="only-closed"),
    ],
)
def test_reply_is_the_last_line_of_the_thread(text: str, below: str) -> None:
    """A reply comes on a line of its own after the thread's last text, and nothing else changes."""
    assert replied(f"{text}{below}") == f"{text}\n{REPLY}{below}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"== A ==\r\n{ITEM}\r\n\r\n== B ==", f"== A ==\r\n{ITEM}\r\n:Ja\r\n:Nej\r\n\r\n== B =="),
        (f"== A ==\r\n{ITEM}", f"== A ==\r\n{ITEM}\r\n:Ja\r\n:Nej"),
        (f"== A ==\r\n{ITEM}\r\n", f"== A ==\r\n{ITEM}\r\n:Ja\r\n:Nej\r\n"),
        (f"{ITEM}\n\r\n== B ==", f"{ITEM}\n:Ja\n:Nej\n\r\n== B =="),
    ],
    ids=["before-a-heading", "no-line-break-at-the-end", "at-the-end", "of-two-kinds"],
)
def test_reply_has_the_line_breaks_of_its_place(text: str, expected: str) -> None:
    """Where lines end with carriage returns, those of the reply do."""
    assert replied(text, ":Ja\n:Nej") == expected


@pytest.mark.parametrize(
    "text",
    [
        f"{ITEM}\n<!-- glömd",
        f"{ITEM}\n<!-- glömd \n\n",
        f"{ITEM}\n<!-->",
        f"<nowiki>\n{ITEM}",
        f"<pre style='x'>\n== A ==\n{ITEM}",
        f"{{{{Mall|a\n== A ==\n{ITEM}",
        f"{{{{{{a\n{ITEM}",
        f"{{|\n|-\n| a\n== A ==\n{ITEM}\n",
        f"== A ==\n{ITEM}\n:: {{|\n| a",
        f"{ITEM}\n{{|\n| a\n== B ==\n|}}",
        f"<table><tr><td>\n{ITEM}",
        f"<includeonly>\n{ITEM}",
        f"</noinclude><noinclude>\n== A ==\n{ITEM}\n== B ==\n</noinclude>",
    ],
    ids=[
        *("comment", "comment-and-blank-lines", "shortest-comment", "nowiki", "pre", "template", "argument", "table"),
        *("indented-table", "table-closed-further-down", "html-table", "includeonly", "noinclude"),
    ],
)
def test_no_reply_where_something_goes_on(text: str) -> None:
    """Where something opened above is still open, there is no place for a reply."""
    assert replied(text) is None


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (f"{ITEM}\n== B ==\n-->", ":Hej <!-- "),
        (f"{ITEM}\n== B ==\n}}}}", ":Hej {{Mall|"),
        (f"{ITEM}\n== B ==\n</nowiki>", ":Hej <nowiki>"),
    ],
    ids=["comment", "template", "nowiki"],
)
def test_no_reply_that_changes_what_follows(text: str, reply: str) -> None:
    """A reply that would open what something further down closes is not put there."""
    assert replied(text, reply) is None


def test_replies_are_read_in_their_thread() -> None:
    """The marks of a reply are read as those of the thread that it was put in."""
    text = f"== A ==\n{ITEM}\n\n== B ==\n<!-- Lägesbot:punkt {C} steg 1 {END} -->\n"
    after = replied(text, f":Hej igen <!-- Lägesbot:punkt {A} {B} steg 2 {END} -->")
    assert after is not None
    assert [one.steps for one in threads(after)] == [{A: {1, 2}, B: {2}}, {C: {1}}]
    assert titles(after) == ["A", "B"]
