"""The ledger: what was sent is read from the wiki's own record (the contract on the wiki)."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.ledger import (
    SUMMARY_LIMIT,
    Kind,
    Ledger,
    Sent,
    item_key,
    key_of_kind,
    message_key,
    read_ledger,
    reminders_among,
    run_of,
    summary,
)
from bot.parse.reminder_marks import item_mark, solved_mark
from bot.wiki.port import Contribution

DAY = date(2022, 11, 9)
RUN_ID, NEXT = "20221109-0730-abcd", "20221116-0730-ef01"
START = datetime(2022, 11, 9, 6, 30, tzinfo=UTC)
TALK = "Användardiskussion:John (WMSE)"
A, B = item_key("a"), item_key("b")

ACCOUNTS = [
    "John (WMSE)",
    "Anna·B",
    "Anna · B",
    "A · körning B",
    "nyckel påminnelse",
    "J/K",
    "Ö" * 117,
    "מיכל (WMSE)",
]
"""Odd names of accounts; MediaWiki lets an account have most characters."""


def edit(
    revid: int, *, account: str | None = "John (WMSE)", minutes: int = 0, title: str = TALK, run: str = RUN_ID
) -> Contribution:
    """One edit of the bot's; a reminder's if an account is given."""
    when = START + timedelta(minutes=minutes)
    key = message_key(when.date(), account) if account else None
    return Contribution(revid, title, when, summary("Lägesbot påminner", run=run, key=key))


@pytest.mark.parametrize("account", ACCOUNTS)
def test_message_is_known_again_by_its_summary(account: str) -> None:
    """Whatever the account is called, its message's key is read back from the summary, whole."""
    made = edit(1, account=account)
    assert reminders_among([made]) == [1]
    assert read_ledger([made], {}).messages == {message_key(DAY, account)}


@pytest.mark.parametrize(
    "text",
    [
        "Lägesbot uppdaterar översikten · körning x",
        "nyckel påminnelse/2022-11-09/John",
        "· nyckel påminnelse/2022-11-09/John · körning x och mer",
        " · nyckel påminnelse/2022-11-09/ · körning x",
        " · nyckel påminnelse/9 november/John · körning x",
        "",
    ],
    ids=["no key", "no run", "text after the run", "no account", "no date", "empty"],
)
def test_other_edits_are_no_reminders(text: str) -> None:
    """Only a summary that ends with a reminder's key and a run is a reminder's."""
    made = Contribution(1, TALK, START, text)
    assert reminders_among([made]) == []
    assert read_ledger([made], {1: item_mark(A, step=1, run=RUN_ID)}) == Ledger(edited={TALK: START})


def test_summary_says_words_key_and_run() -> None:
    """A summary is the words, then the key if there is one, then the run's id."""
    assert summary("Ord", run=RUN_ID) == f"Ord · körning {RUN_ID}"
    key = message_key(DAY, "John (WMSE)")
    assert summary("Ord", run=RUN_ID, key=key) == f"Ord · nyckel påminnelse/2022-11-09/John (WMSE) · körning {RUN_ID}"


@pytest.mark.parametrize("account", ACCOUNTS)
@pytest.mark.parametrize("length", [0, 1, 300, 500, 5000])
def test_summary_is_cut_before_its_key(account: str, length: int) -> None:
    """However long the words, a summary has at most 500 characters, and its key and run are whole."""
    text = summary("å" * length, run=RUN_ID, key=message_key(DAY, account))
    assert len(text) <= SUMMARY_LIMIT == 500
    assert read_ledger([Contribution(1, TALK, START, text)], {}).messages == {message_key(DAY, account)}
    found = re.search(r" · körning (?P<run>\S+)$", text)
    assert found is not None
    assert found["run"] == RUN_ID


def test_summary_is_cut_as_late_as_it_can_be() -> None:
    """Words that just fit stay whole; one more character, and an ellipsis stands for the last two."""
    room = 500 - len(f" · körning {RUN_ID}")
    assert summary("å" * room, run=RUN_ID).startswith("å" * room + " ·")
    assert summary("å" * (room + 1), run=RUN_ID).startswith("å" * (room - 1) + "… ·")
    assert summary("å" * (room - 2) + "  åå", run=RUN_ID).startswith("å" * (room - 2) + "… ·")


def test_item_key_depends_on_every_part() -> None:
    """The same parts give the same 16 hexadecimal digits, others give others; parts do not run together."""
    keys = {item_key("a", "b"), item_key("ab"), item_key("a", "b", ""), item_key("b", "a")}
    assert len(keys) == 4
    assert item_key("a", "b") == item_key("a", "b")
    assert all(re.fullmatch("[0-9a-f]{16}", key) for key in keys)


def test_item_is_sent_by_the_oldest_revision_that_has_it() -> None:
    """A page keeps old messages, so later revisions have their marks too; the first one delivered them."""
    first = item_mark(A, step=1, run=RUN_ID)
    second = f"{first}\n{item_mark(B, step=1, run=RUN_ID)}"
    ledger = read_ledger([edit(2, minutes=5), edit(1)], {1: first, 2: second})
    assert ledger.items == {A: (Sent(1, DAY, 1, TALK),), B: (Sent(1, DAY, 2, TALK),)}
    assert ledger.delivered([item_key("c")]) == ()


def test_steps_of_an_item_are_told_apart() -> None:
    """Each step of an item is delivered once, by the oldest revision that has it with that step."""
    first, second, third = (item_mark(A, step=step, run=RUN_ID) for step in (1, 2, 3))
    texts = {1: first, 2: first + second, 3: second + third}
    ledger = read_ledger([edit(3, minutes=9), edit(1), edit(2, minutes=5)], texts)
    assert [(sent.step, sent.revid) for sent in ledger.delivered([A])] == [(1, 1), (2, 2), (3, 3)]


def test_mark_twice_in_a_message_counts_once() -> None:
    """An item that stands twice in one message was delivered once."""
    assert len(read_ledger([edit(1)], {1: item_mark(A, step=1, run=RUN_ID) * 2}).items[A]) == 1


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param(item_mark(B, step=1, run="20221101-0730-aaaa"), id="of a run that there was"),
        pytest.param(item_mark(B, step=1, run="x"), id="of a run that there was not"),
        pytest.param(item_mark(B, step=1, run=RUN_ID + "0"), id="of one that begins like this"),
        pytest.param(item_mark(B, step=1, run=RUN_ID[:-1]), id="of one that this begins with"),
        pytest.param(f"<!-- Lägesbot:punkt {B} steg 1 -->", id="of no run"),
        pytest.param(solved_mark(B, run=NEXT), id="thanks of another run"),
    ],
)
def test_mark_that_people_have_put_there_does_not_count(mark: str) -> None:
    """Of the marks in a revision those of the run that its summary names are the bot's; others were there before."""
    ledger = read_ledger([edit(1)], {1: f"{mark}\n{item_mark(A, step=1, run=RUN_ID)}\n{mark}"})
    assert ledger.items == {A: (Sent(1, DAY, 1, TALK),)}
    assert ledger.solved == frozenset()


def test_section_copied_to_another_page_is_not_delivered_there() -> None:
    """What somebody has copied from one page to another before the bot wrote there was delivered on the first alone."""
    copied, other = item_mark(A, step=1, run=RUN_ID), "Användardiskussion:Axel (WMSE)"
    edits = [edit(1), edit(2, account="Axel (WMSE)", minutes=5, title=other, run=NEXT)]
    ledger = read_ledger(edits, {1: copied, 2: f"{copied}\n{item_mark(B, step=1, run=NEXT)}"})
    assert ledger.items == {A: (Sent(1, DAY, 1, TALK),), B: (Sent(1, DAY, 2, other),)}


def test_revision_that_is_gone_takes_its_items_with_it() -> None:
    """A hidden revision has no text: its items are not known, but that a message was sent that day, to whom, is."""
    ledger = read_ledger([edit(1), edit(2, minutes=5)], {2: ""})
    assert ledger.items == {}
    assert ledger.messages == {message_key(DAY, "John (WMSE)")}
    assert ledger.unread == {"John (WMSE)": (Sent(0, DAY, 1, TALK),)}
    later = read_ledger([edit(3, minutes=9)], {}, before=ledger)
    assert [one.revid for one in later.unread["John (WMSE)"]] == [1, 3]


def test_marks_in_other_edits_do_not_count() -> None:
    """Marks count only in revisions that delivered reminders."""
    assert read_ledger([edit(1, account=None)], {1: item_mark(A, step=1, run=RUN_ID)}).items == {}


@pytest.mark.parametrize(
    "mark",
    ["<!-- Lägesbot:punkt 0123456789abcdef steg 4 -->", "<!-- Lägesbot:punkt 0123 steg 1 -->", "Lägesbot:punkt"],
    ids=["a fourth step", "a short key", "plain words"],
)
def test_what_is_no_mark(mark: str) -> None:
    """What people write that looks like a mark is none."""
    assert read_ledger([edit(1)], {1: mark}).items == {}


def test_newest_edit_of_each_page_is_known() -> None:
    """It is known when the bot last edited each page, in whatever order the wiki tells."""
    edits = [edit(3, minutes=9, title="B"), edit(1, title="B"), edit(2, minutes=5, account=None, title="A")]
    expected = {"A": START + timedelta(minutes=5), "B": START + timedelta(minutes=9)}
    assert read_ledger(edits, {}).edited == read_ledger(edits[::-1], {}).edited == expected


def test_edits_of_the_same_second_are_in_the_order_of_their_revisions() -> None:
    """Two edits of one second are told apart by their revisions."""
    ledger = read_ledger([edit(2, title="B"), edit(1)], dict.fromkeys((1, 2), item_mark(A, step=1, run=RUN_ID)))
    assert ledger.items[A] == (Sent(1, DAY, 1, TALK),)


def test_nothing_was_sent_by_an_account_without_edits() -> None:
    """Without edits the ledger is empty."""
    assert read_ledger([], {}) == Ledger()


def test_item_with_two_keys_is_known_by_each() -> None:
    """A mark with several keys delivers all of them."""
    ledger = read_ledger([edit(1)], {1: item_mark(A, B, step=2, run=RUN_ID)})
    assert ledger.items == {A: (Sent(2, DAY, 1, TALK),), B: (Sent(2, DAY, 1, TALK),)}


def test_delivery_under_any_key_counts_once() -> None:
    """Under several keys each step counts once, by its earliest day, and the steps come in their order."""
    early, late = date(2022, 11, 9), date(2022, 11, 16)
    ledger = Ledger(
        items={
            A: (Sent(2, late, 4, TALK), Sent(1, late, 3, TALK)),
            B: (Sent(1, early, 7, "Arkiv"), Sent(2, late, 2, TALK)),
        }
    )
    expected = (Sent(1, early, 7, "Arkiv"), Sent(2, late, 2, TALK))
    assert ledger.delivered([A, B]) == ledger.delivered([B, A]) == expected
    assert ledger.delivered([A]) == (Sent(1, late, 3, TALK), Sent(2, late, 4, TALK))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param(TALK, [1], id="on the page"),
        pytest.param(f"{TALK}/Arkiv 1", [1], id="on a page below it"),
        pytest.param("Användardiskussion:Johanna (WMSE)", [], id="on another page"),
        pytest.param(f"{TALK}2", [], id="on one whose title begins like it"),
        pytest.param("Användardiskussion:John", [], id="on one whose title it begins with"),
    ],
)
def test_delivery_under_a_first_name_counts_on_that_persons_page(title: str, expected: list[int]) -> None:
    """A first name may have been somebody else's: what was told to it counts on its holder's talk page or below it."""
    ledger = Ledger(items={A: (Sent(1, DAY, 1, title),)})
    assert [one.step for one in ledger.delivered([B], names=[A], pages=[TALK])] == expected
    assert [one.step for one in ledger.delivered([A], names=[B], pages=[TALK])] == [1]


def test_deliveries_under_account_and_name_are_one() -> None:
    """What was told under the account and, on the page, under the name counts once a step, by the earliest day."""
    early, late = date(2022, 11, 9), date(2022, 11, 16)
    ledger = Ledger(items={A: (Sent(1, late, 3, "Arkiv"),), B: (Sent(1, early, 1, TALK), Sent(2, late, 4, "Arkiv"))})
    assert ledger.delivered([A], names=[A, B], pages=[TALK]) == (Sent(1, early, 1, TALK),)
    assert ledger.delivered([A], names=[A, B]) == (Sent(1, late, 3, "Arkiv"),)


@pytest.mark.parametrize(
    ("key", "hour", "expected"),
    [
        pytest.param("2022-11-09", 6, "2022-11-09", id="the same day"),
        pytest.param("2022-11-12", 6, "2022-11-09", id="a clock that was ahead"),
        pytest.param("2022-11-07", 6, "2022-11-07", id="a clock that was behind, or an old day"),
        pytest.param("2022-11-10", 23, "2022-11-10", id="midnight in Stockholm, not yet in UTC"),
        pytest.param("2022-11-09", 23, "2022-11-09", id="begun before midnight in Stockholm"),
        pytest.param("2022-02-31", 6, "2022-11-09", id="a day that does not exist"),
    ],
)
def test_day_of_a_delivery(key: str, hour: int, expected: str) -> None:
    """Of the day in the message's key and that of the wiki's clock, in Stockholm, the earlier one counts."""
    when = datetime(2022, 11, 9, hour, 30, tzinfo=UTC)
    made = Contribution(1, TALK, when, f"Ord · nyckel påminnelse/{key}/John (WMSE) · körning {RUN_ID}")
    ledger = read_ledger([made], {1: item_mark(A, step=1, run=RUN_ID)})
    assert ledger.items[A][0].day == date.fromisoformat(expected)


def test_what_was_said_to_be_solved() -> None:
    """The keys in the marks of thanks are known to be solved; they deliver nothing."""
    ledger = read_ledger([edit(1)], {1: solved_mark(A, B, run=RUN_ID)})
    assert (ledger.solved, ledger.items) == (frozenset({A, B}), {})


def test_pages_with_messages_are_known() -> None:
    """The pages that messages were put on are known; those of other edits are none of them."""
    assert read_ledger([edit(1), edit(2, account=None, title="Översikt")], {}).talks == {TALK}


def test_ledger_goes_on_from_an_earlier_one() -> None:
    """What was sent before stays known, and an item that was delivered before keeps its first delivery."""
    before = read_ledger([edit(1, title="A")], {1: item_mark(A, step=1, run=RUN_ID) + solved_mark(B, run=RUN_ID)})
    both = read_ledger(
        [edit(2, account="Axel (WMSE)", minutes=5, title="B")],
        {2: "".join(item_mark(key, step=step, run=RUN_ID) for key, step in ((A, 1), (A, 2), (B, 1)))},
        before=before,
    )
    assert both.items == {A: (Sent(1, DAY, 1, "A"), Sent(2, DAY, 2, "B")), B: (Sent(1, DAY, 2, "B"),)}
    assert both.messages == {message_key(DAY, "John (WMSE)"), message_key(DAY, "Axel (WMSE)")}
    assert (both.solved, both.talks) == (frozenset({B}), frozenset({"A", "B"}))
    assert both.edited == {"A": START, "B": START + timedelta(minutes=5)}
    assert before.items == {A: (Sent(1, DAY, 1, "A"),)}


@pytest.mark.parametrize(("language", "end"), [("sv", " · nyckel k/1 · körning r"), ("en", " · key k/1 · run r")])
def test_summary_ends_in_the_language(language: str, end: str) -> None:
    """The words before the key and the run are those of the settings' language."""
    assert summary("x", run="r", key="k/1", language=language) == f"x{end}"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_was_sent_is_known_in_any_language(language: str) -> None:
    """A reminder counts under the same key whatever language it was sent in: nobody is told twice after a change."""
    key = message_key(DAY, "John (WMSE)", language)
    made = Contribution(1, TALK, START, summary("x", run=RUN_ID, key=key, language=language))
    assert run_of(made) == RUN_ID
    assert reminders_among([made]) == [1]
    ledger = read_ledger([made], {1: item_mark(A, step=1, run=RUN_ID)})
    assert ledger.messages == {message_key(DAY, "John (WMSE)")}
    assert [sent.step for sent in ledger.items[A]] == [1]


def test_english_keys() -> None:
    """The kinds of keys are told in English."""
    kinds: tuple[Kind, ...] = ("reminder", "request", "setup")
    assert [key_of_kind(kind, "1", "en") for kind in kinds] == ["reminder/1", "request/1", "setup/1"]
    assert message_key(DAY, "A", "en") == "reminder/2022-11-09/A"


def test_day_of_a_message_is_that_of_the_time_zone() -> None:
    """Of the day in the key and the wiki's own the earlier counts, and the wiki's is that of the time zone."""
    late = datetime(2022, 11, 9, 2, 0, tzinfo=UTC)
    made = Contribution(1, TALK, late, summary("x", run=RUN_ID, key=message_key(DAY, "John (WMSE)")))
    ledger = read_ledger([made], {1: item_mark(A, step=1, run=RUN_ID)}, zone=ZoneInfo("America/New_York"))
    assert ledger.items[A][0].day == date(2022, 11, 8)
