"""The bot's log on the wiki: its lines, its marks, what it remembers, and when it is not the bot's word."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logbook import (
    MOST,
    REGION,
    Ending,
    Entry,
    Line,
    Logbook,
    Trigger,
    Trouble,
    page_with_log,
    read_logbook,
    trouble,
)
from bot.parse.regions import compose, without_regions
from bot.render.words import Words
from bot.shard import WHOLE, Shard
from bot.wiki.port import Page
from tests.support.builders import WORDS
from tests.support.hostile import hostile_words

LOG = "Användare:Lägesbot/Logg"
START = datetime(2022, 11, 20, 6, 30, tzinfo=UTC)
INTRO = "Här är loggen."
FULL = trouble("Sidan A är skyddad.", "Protected", "A")
SILENT = trouble("Phabricator svarar inte.", "phabricator")


def run(number: int = 1, ending: Ending = Ending.DONE, **facts: Any) -> Entry:  # noqa: ANN401 - an entry's own
    """A run that is over, an hour after the one with the number before."""
    start = START + timedelta(hours=number)
    return replace(Entry(f"20221120-{number:04}-abcd", start, "0123abcd", end=start), ending=ending, **facts)


def book(*entries: Entry) -> Logbook:
    """A log in which these runs were written, the last one at last."""
    found = Logbook()
    for entry in entries:
        found = found.with_entry(entry, WORDS)
    return found


def page(text: str | None, **facts: Any) -> Page:  # noqa: ANN401 - a page's own
    """The log page as it was read."""
    return replace(Page(LOG, text, 7 if text is not None else 0), **facts)


def read(text: str) -> Logbook:
    """The log on a page that can be read."""
    found = read_logbook(page(text))
    assert found is not None
    return found


def again(found: Logbook) -> Logbook:
    """A log as it is read back from its page."""
    return read(page_with_log(page(None), found, INTRO))


def told(entry: Entry, *before: Entry) -> str:
    """A run's line as people see it, after some others."""
    line = book(*before).with_entry(entry, WORDS).lines[0].text
    return line.partition(" <!-- ")[0]


def in_the_mark(entry: Entry) -> Entry:
    """A run as its mark has it: whole seconds, and of what is wrong the keys alone."""
    troubles = tuple(Trouble(key, "") for key in sorted(entry.keys))
    end = entry.end.replace(microsecond=0) if entry.end else None
    return replace(entry, start=entry.start.replace(microsecond=0), end=end, troubles=troubles)


moments = st.datetimes(datetime(2001, 1, 1), datetime(2100, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - Hypothesis'
counts = st.integers(0, 9999)
runs = st.builds(
    Entry,
    st.from_regex(r"\A[0-9]{8}-[0-9]{4}-[0-9a-f]{4}\Z"),
    moments,
    host=st.one_of(st.just(""), st.from_regex(r"\A[0-9a-f]{8}\Z")),
    trigger=st.sampled_from(Trigger),
    by=st.one_of(st.just(""), hostile_words),
    end=st.none() | moments,
    ending=st.sampled_from(Ending),
    projects=st.dictionaries(st.integers(2010, 2040), counts, max_size=3),
    edits=counts,
    reminders=counts,
    refused=counts,
    troubles=st.lists(hostile_words.map(trouble), max_size=3).map(tuple),
    shard=st.sampled_from([WHOLE, Shard(2, 8), Shard(1, 40)]),
)


@given(runs)
def test_line_comes_back_as_it_was(entry: Entry) -> None:
    """Whatever words are in a run, its line is one line with one comment, and gives the same facts back."""
    found = book(entry)
    (line,) = found.lines
    assert len(line.text.splitlines()) == 1
    assert (line.text.count("<!--"), line.text.count("-->")) == (1, 1)
    assert line.text.startswith("* ")
    assert line.text.endswith(" -->")
    assert again(found).lines == (Line(line.text, in_the_mark(entry)),)


@given(st.lists(runs, max_size=4), st.text(max_size=40))
def test_words_of_a_run_end_nothing(entries: list[Entry], after: str) -> None:
    """With any words in it the region is whole, and what stands round it is what stood there."""
    text = f"Överst.\n{compose(REGION, '')}\n{re.sub('Lägesbot', '', after, flags=re.IGNORECASE)}"
    now = page_with_log(page(text), book(*entries), INTRO)
    assert read_logbook(page(now)) is not None
    assert without_regions(now) == without_regions(text)


@pytest.mark.parametrize("name", ["~~~~", "A -->", "{{A}}", "a=b c", "Åsa/Ö", "A--"])
def test_name_in_a_mark(name: str) -> None:
    """A name that would be signed, end the comment or be taken apart is in the mark in other signs, and comes back."""
    (line,) = book(run(trigger=Trigger.REQUEST, by=name)).lines
    mark = line.text.partition("<!--")[2].removesuffix("-->")
    assert not re.search(r"~|\{|>", mark)
    (found,) = read(compose(REGION, line.text)).entries
    assert found.by == name


def test_newest_first_and_no_more_than_fifty() -> None:
    """The log has the newest run on top, and of more than fifty runs the oldest are left out."""
    assert MOST == 50
    found = book(*map(run, range(51)))
    assert [entry.run for entry in found.entries] == [run(number).run for number in range(50, 0, -1)]
    assert len(book(*map(run, range(50))).lines) == 50


def test_run_has_one_line() -> None:
    """A run that ends is told of in the line that it began with, wherever that is by now; without it that is gone."""
    began = book(run(1, Ending.RUNNING), run(2))
    over = began.with_entry(run(1, edits=3), WORDS)
    assert [(one.run, one.edits, one.ending) for one in over.entries] == [
        (run(2).run, 0, Ending.DONE),
        (run(1).run, 3, Ending.DONE),
    ]
    assert began.without(run(1).run) == book(run(2))
    assert began.without("annan") == began


def test_runs_under_way() -> None:
    """Those that have not said how they ended are under way, and no others."""
    found = again(book(run(1, Ending.RUNNING), *(run(2 + at, one) for at, one in enumerate(Ending))))
    assert {entry.run for entry in found.running} == {run(1).run, run(2).run}
    assert next(iter(Ending)) is Ending.RUNNING


def test_lost_runs_are_told() -> None:
    """A run that is named as lost is told to be so, ended when it began; all others are as they were."""
    found = book(run(1, Ending.RUNNING), run(2, Ending.RUNNING), run(3))
    after = again(found).lost({run(1).run}, WORDS)
    assert after.entries[2] == replace(run(1), ending=Ending.LOST, end=run(1).start)
    assert after.lines[:2] == again(found).lines[:2]
    assert "'''tog slut utan att säga hur'''" in after.lines[2].text


def test_number_of_projects_last_time() -> None:
    """Of the runs that looked at all of a year, the newest says how many projects it had."""
    found = again(book(run(1, projects={2022: 9, 2023: 2}), run(2, projects={2022: 7}), run(3)))
    assert (found.counted(2022), found.counted(2023), found.counted(2021)) == (7, 2, None)


def test_run_without_news_is_not_worth_a_line() -> None:
    """A run that did nothing and found nothing wrong is not told of; one that made an edit is."""
    assert not book().gains(run())
    assert book().gains(run(edits=1))


@pytest.mark.parametrize("ending", [Ending.DONE, Ending.INCOMPLETE, Ending.STOPPED, Ending.HALTED])
def test_same_problem_is_told_once(ending: Ending) -> None:
    """What was wrong the day before is no news, and no line, as long as nothing is done; another problem is."""
    assert book().gains(run(1, ending, troubles=(FULL,)))
    found = again(book(run(1, ending, troubles=(FULL,))))
    assert not found.gains(run(2, ending, troubles=(FULL,)))
    assert found.gains(run(2, ending, troubles=(FULL, SILENT)))
    assert not found.gains(run(2, troubles=()))


def test_other_ending_is_news() -> None:
    """A run that was stopped after one that was not is told of, once."""
    found = book(run(1, edits=1))
    assert found.gains(run(2, Ending.STOPPED))
    assert not found.with_entry(run(2, Ending.STOPPED), WORDS).gains(run(3, Ending.STOPPED))


@pytest.mark.parametrize("ending", [Ending.RUNNING, Ending.LOST])
def test_run_that_said_nothing_hides_nothing(ending: Ending) -> None:
    """What was wrong is known from the newest run that told: not from one under way or lost, nor from itself."""
    found = again(book(run(1, troubles=(FULL,)), run(2, ending), run(3, Ending.RUNNING)))
    assert found.known(run(3)) == {FULL.key}
    assert found.known(run(1)) == frozenset()
    assert not found.gains(run(3, troubles=(FULL,)))


def test_shard_is_compared_with_itself() -> None:
    """What is wrong in one shard is no old news because it is wrong in another; in its own next run it is."""
    found = book(run(1, troubles=(FULL,), shard=Shard(1, 2)))
    assert found.gains(run(2, troubles=(FULL,), shard=Shard(2, 2)))
    assert not found.gains(run(2, troubles=(FULL,), shard=Shard(1, 2)))


def test_problem_that_is_still_there() -> None:
    """A line says of what was wrong before only how much it is, and of what is new what it is."""
    line = told(run(2, edits=1, troubles=(FULL, SILENT)), run(1, troubles=(FULL,)))
    assert "Sidan A" not in line
    assert " · '''Problem:''' Phabricator svarar inte. · 1 problem sedan tidigare kvar · " in line


def test_problems_are_known_by_what_they_are_about() -> None:
    """Other words for the same thing are the same problem; without anything else the words tell."""
    assert trouble("a", "x", "y").key == trouble("b", "x", "y").key
    assert len({trouble("a", "x", "y").key, trouble("a", "xy").key, trouble("a").key, trouble("b").key}) == 4


HEAD = "* 20 november 2022 kl. 08.30 ·"
FAILED = " · '''1 gick inte att göra'''"
PROBLEMS = " · '''Problem:''' Sidan A är skyddad. · '''Problem:''' Phabricator svarar inte."
RUN = "<code>20221120-0001-abcd</code>"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (run(), f"{HEAD} schemalagd · inga redigeringar · {RUN}"),
        (run(edits=1), f"{HEAD} schemalagd · 1 redigering · {RUN}"),
        (
            run(edits=2, reminders=1, projects={2022: 9, 2023: 2}, trigger=Trigger.HAND),
            f"{HEAD} startad för hand · 11 projekt · 2 redigeringar, varav 1 påminnelse · {RUN}",
        ),
        (
            run(edits=3, reminders=2, refused=1, ending=Ending.INCOMPLETE, trigger=Trigger.UNDO, by="20221119-0730-a"),
            f"{HEAD} <code>20221119-0730-a</code> togs tillbaka · 3 redigeringar, varav 2 påminnelser{FAILED} · {RUN}",
        ),
        (
            run(ending=Ending.STOPPED, trigger=Trigger.REQUEST, by="John (WMSE)"),
            f"{HEAD} på begäran av [[:Användare:John (WMSE)|John (WMSE)]] · inga redigeringar · stoppad · {RUN}",
        ),
        (run(ending=Ending.HALTED), f"{HEAD} schemalagd · inga redigeringar · '''avbruten i förtid''' · {RUN}"),
        (run(ending=Ending.RUNNING), f"{HEAD} schemalagd · '''pågår''' · {RUN}"),
        (run(ending=Ending.RUNNING, shard=Shard(2, 8)), f"{HEAD} schemalagd · del 2 av 8 · '''pågår''' · {RUN}"),
        (
            run(edits=1, projects={2022: 9}, shard=Shard(2, 8)),
            f"{HEAD} schemalagd · del 2 av 8 · 9 projekt · 1 redigering · {RUN}",
        ),
        (run(ending=Ending.LOST), f"{HEAD} schemalagd · '''tog slut utan att säga hur''' · {RUN}"),
        (
            run(troubles=(FULL, SILENT)),
            f"{HEAD} schemalagd · inga redigeringar{PROBLEMS} · {RUN}",
        ),
    ],
)
def test_words_of_a_line(entry: Entry, words: str) -> None:
    """Each trigger, each ending and each figure in Swedish, one and many; the time is Stockholm's."""
    assert told(entry) == words


def test_mark_is_short() -> None:
    """A mark has only what is to be told, and the times in UTC by the wiki's clock."""
    (line,) = book(run(edits=2, projects={2022: 9}, troubles=(Trouble("cafe0123", "x"),))).lines
    assert line.text.endswith(
        "<!-- Lägesbot:körning 20221120-0001-abcd start=2022-11-20T07:30:00Z slut=2022-11-20T07:30:00Z värd=0123abcd "
        "av=schema projekt=2022:9 redigeringar=2 problem=cafe0123 utfall=klar -->"
    )


@pytest.mark.parametrize(
    "line",
    [
        "* utan märke",
        "",
        "* x <!-- Lägesbot:körning 1-a -->",
        "* x <!-- Lägesbot:körning 1-a start=igår av=schema utfall=klar -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=månen utfall=klar -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=schema utfall=klar redigeringar=många -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=schema utfall=klar projekt=2022 -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=schema utfall=klar konto=%ff -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=schema utfall=klar del=9/8 -->",
        "* x <!-- Lägesbot:körning 1-a start=0001-01-01T00:00:00+23:59 av=schema utfall=klar -->",
        "* x <!-- Lägesbot:körning 1-a start=2022-11-20T07:30:00Z av=schema utfall=klar --> mer",
    ],
)
def test_line_that_tells_nothing_is_kept(line: str) -> None:
    """A line of which the mark is missing or cannot be read is about no run, and stays where it is, as it is."""
    body = f"{book(run(1)).lines[0].text}\n{line}\n{book(run(2)).lines[0].text}"
    found = read(compose(REGION, body))
    assert found.lines[1] == Line(line, None)
    assert [entry.run for entry in found.entries] == [run(1).run, run(2).run]
    more = found.with_entry(run(3), WORDS).lost({run(1).run}, WORDS).without(run(2).run)
    assert [one.text for one in more.lines][2:] == [line]


def test_hostile_mark_is_read_in_no_time() -> None:
    """A line of a hundred thousand beginnings of marks and facts is read as any other."""
    line = "<!-- Lägesbot:körning 1" + " a=b" * 50_000 + "<!-- Lägesbot:körning 1 a=" * 50_000 + " " * 50_000
    assert read(compose(REGION, line)).lines == (Line(line, None),)


@pytest.mark.parametrize(
    "closed",
    [
        page(compose(REGION, ""), locked=True),
        page(None, locked=True, model="unreadable"),
        page("#OMDIRIGERING [[X]]", redirect="X"),
        page("{}", model="json"),
        page(compose(REGION, "").replace("\n", "\nnågot eget\n", 1)),
        page(compose(REGION, "") + "\n" + compose(REGION, "")),
        page(compose(REGION, "").partition("\n")[0]),
    ],
    ids=["protected", "unreadable", "redirect", "JSON", "edited", "doubled", "cut off"],
)
def test_page_that_is_not_the_bots_word(closed: Page) -> None:
    """No log is read from a page that the bot must not write on, or whose region somebody has touched."""
    assert read_logbook(closed) is None


@pytest.mark.parametrize("text", [None, "", "Något annat.", compose(REGION, "")])
def test_page_without_runs(text: str | None) -> None:
    """A page that is not there, or has no region or an empty one, is a log of no runs."""
    assert read_logbook(page(text)) == Logbook()


def test_carriage_returns_change_nothing() -> None:
    """A log in a file with other line ends is the same log."""
    text = page_with_log(page(None), book(run(1), run(2)), INTRO)
    assert read(text.replace("\n", "\r\n")) == read(text)


@pytest.mark.parametrize(
    ("text", "above"), [(None, "Här är loggen.\n\n"), ("", "Här är loggen.\n\n"), ("Eget.\n", "Eget.\n\n\n")]
)
def test_region_comes_last_on_a_page_without(text: str | None, above: str) -> None:
    """A new page gets its introduction, one with other text keeps it; the region follows."""
    now = page_with_log(page(text), book(run()), INTRO)
    assert now == above + compose(REGION, book(run()).lines[0].text)
    assert page_with_log(page(None), book(run()), "") == compose(REGION, book(run()).lines[0].text)


@given(st.text(max_size=30), st.text(max_size=30))
def test_peoples_text_stays(above: str, below: str) -> None:
    """Every sign round the region stays: whatever stands above it and below it."""
    above, below = (re.sub("Lägesbot", "", one, flags=re.IGNORECASE) for one in (above, below))
    text = f"{above}\n{page_with_log(page(None), book(run(1)), '')}\n{below}"
    now = page_with_log(page(text), read(text).with_entry(run(2), WORDS), INTRO)
    assert now.startswith(f"{above}\n<!-- Lägesbot:start logg ")
    assert now.endswith(f"<!-- Lägesbot:slut logg -->\n{below}")
    assert len(read(now).lines) == 2


@pytest.mark.parametrize("start", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_time_that_no_bot_can_have_run_at(start: str) -> None:
    """A line with a time far out of reach, which somebody has made up, tells of no run."""
    line = f"* Hej <!-- Lägesbot:körning 20221120-0001-abcd start={start} av=schema utfall=pågår -->"
    book = read_logbook(Page(LOG, compose("logg", line), 1))
    assert book == Logbook((Line(line, None),))


def test_log_that_is_too_long_is_cut() -> None:
    """Of a log that somebody has made longer than the bot makes it, the newest lines are read."""
    book = read_logbook(Page(LOG, compose("logg", "\n".join(f"* {number}" for number in range(MOST + 1))), 1))
    assert book is not None
    assert (len(book.lines), book.lines[-1].text) == (MOST, f"* {MOST - 1}")


def test_log_in_english() -> None:
    """The region of the log has its English name; its mark is the same in every language, and read as before."""
    words = Words("en")
    book = Logbook().with_entry(run(), words)
    text = page_with_log(Page(LOG, None), book, "Here is the log.", "en")
    assert compose("log", "", "en").partition("\n")[2] in text
    read = read_logbook(Page(LOG, text))
    assert read is not None
    assert read.entries == [run()]
    assert page_with_log(Page(LOG, text), read, "", "en") == text
