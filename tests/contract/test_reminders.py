"""The whole way of a reminder, day by day, as a person starts the product: in a folder, and on a real MediaWiki."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.contract.stage import ACCOUNTS, FolderStage, LiveStage, Stage, document, lagesbot
from tests.contract.test_whole_run import succeeded
from tests.support.builders import TITLE, data_text, folder_wiki, plan_text, wiki_pages
from tests.support.mediawiki import BOT, MediaWiki

FIRST, SECOND, THIRD = "2022-11-20", "2022-11-28", "2022-12-05"
"""A day on which the first step is due in the example, one on which the second is, and one on which managers hear."""

JOHN, AXEL = "Användardiskussion:John (WMSE)", "Användardiskussion:Axel (WMSE)"
JOSEFINE = "Användardiskussion:Josefine (WMSE)"
TALKS = (JOHN, JOSEFINE)
KEYS = re.compile(r"<!-- Lägesbot:punkt ([0-9a-f ]+) steg ([1-3]) körning [0-9a-z-]+ -->")
ROW = "Mars | Boka lokal | Axel | |"
REPORTED = data_text(uppdaterad="2022-11-03")
ANSWER = "{{Lägesbot|pausa=2022-12-24}} --~~~~"


def told(text: str | None) -> list[tuple[str, str]]:
    """The things that a text tells of, by key, and the steps."""
    return KEYS.findall(text or "")


def by_step(text: str | None) -> dict[str, int]:
    """How many things a text tells of with each step."""
    return dict(Counter(step for _, step in told(text)))


def news_of(stage: Stage, day: str) -> dict[str, str]:
    """What a run of that day adds on the talk pages; another run on the same day finds nothing to do."""
    before = stage.texts()
    succeeded(stage.bot("run", "--date", day))
    after = stage.texts()
    assert "Nothing to do." in succeeded(stage.bot("run", "--date", day)).stdout
    for title in TALKS:
        assert (after[title] or "").startswith(before[title] or "")
    return {title: (after[title] or "").removeprefix(before[title] or "") for title in TALKS}


def test_the_whole_ladder(stage: Stage) -> None:
    """Message, reply, digest: each thing is told of once with each step, on its day, and nobody is told twice."""
    first, second, third = (news_of(stage, day) for day in (FIRST, SECOND, THIRD))
    own = 4 if isinstance(stage, FolderStage) else 3  # without Phabricator nobody knows whether Wikimania is over
    assert {title: by_step(text) for title, text in first.items()} == {JOHN: {"1": own, "3": 1}, JOSEFINE: {"1": 3}}
    assert {title: by_step(text) for title, text in second.items()} == {JOHN: {"2": own}, JOSEFINE: {"2": 3}}
    new = {"1": 1} if isinstance(stage, FolderStage) else {}  # of November, with a task, too
    assert {title: by_step(text) for title, text in third.items()} == {JOHN: {**new, "3": 2}, JOSEFINE: {}}
    for title in TALKS:
        everything = told(stage.texts()[title])
        assert len(set(everything)) == len(everything)
        assert second[title].startswith("\n:Hej igen ")
        assert all(line.startswith(":") for line in second[title].strip("\n").split("\n"))
    assert third[JOHN].startswith("\n\n== Påminnelse 5 december 2022 ==\n")
    assert len(re.findall(r"Josefine påmindes \[\[Special:Diff/\d+\|20 nov[^]]+\]\] och \[\[", third[JOHN])) == 2


@pytest.mark.mediawiki
def test_the_reply_is_shown_in_the_section(live: LiveStage) -> None:
    """The wiki shows the reply indented under the first message, as a list, signed, with no wikitext left over."""
    for day in (FIRST, SECOND):
        succeeded(live.bot("run", "--date", day))
    html = live.wiki.html(JOSEFINE)
    assert len(re.findall(r"<h2[ >]", html)) == 1
    (reply,) = re.findall(r"<dl><dd>Hej igen Josefine! .*</dl>", html, re.DOTALL)
    assert len(re.findall(r"<li>", reply)) == 3
    assert re.search(r'<a [^>]*title="Användare:Lägesbot[^"]*">Lägesbot</a>', reply.rsplit("</li>", 1)[-1])
    assert not re.search(r"~~~|\[\[|\]\]|Lägesbot:punkt", re.sub(r"<!--.*?-->", "", html))
    revisions = live.wiki.revisions(JOSEFINE)
    assert [(one.user, one.minor, one.bot) for one in revisions] == [(BOT, False, False)] * 2


class Live:
    """A small wiki with one project, whose late activity is Axel's, and the bot's runs on it.

    Args:
        wiki: The server, fresh.
        home: A folder of the test's.
        pages: Pages beside those of the project, or other texts of them.
    """

    def __init__(self, wiki: MediaWiki, home: Path, **pages: str) -> None:
        self.wiki = wiki
        self._home = home
        usual = wiki_pages(ROW, data=REPORTED)
        titles = {"axel": AXEL, "archive": f"{AXEL}/Arkiv"}
        wiki.load(folder_wiki(home / "pages", {**usual, **{titles[name]: text for name, text in pages.items()}}))
        wiki.enrol(*ACCOUNTS, "Sara (WMSE)")
        wiki.write_config(home)

    def run(self, day: str, verb: str = "run", *arguments: str) -> subprocess.CompletedProcess[str]:
        """A run on a day."""
        return succeeded(lagesbot(verb, "--date", day, *arguments, home=self._home))

    def talk(self, title: str = AXEL) -> str:
        """A talk page; "" where there is none."""
        return self.wiki.text(title) or ""

    def writes(self, name: str, title: str, text: str) -> None:
        """Somebody saves a page."""
        with self.wiki.person(name) as person:
            person.edit(title, text)


@pytest.fixture
def small(fresh_mediawiki: MediaWiki, tmp_path: Path) -> Live:
    """The small wiki."""
    return Live(fresh_mediawiki, tmp_path)


@pytest.mark.mediawiki
def test_thanks_tell_nobody(small: Live) -> None:
    """A reminder makes the wiki tell Axel of a new message; thanks, a minor bot edit, do not."""
    with small.wiki.person("Axel (WMSE)") as axel:
        small.run("2022-11-09")
        assert axel.has_new_message()
        axel.api(action="clearhasmsg")
        assert not axel.has_new_message()
        axel.edit(TITLE, plan_text(ROW.replace("| |", "| Klart. |")))
        small.run("2022-11-10")
        assert not axel.has_new_message()
    mark = r"<!-- Lägesbot:klart [0-9a-f ]+ körning \S+ -->"
    assert re.search(rf"\n:Allt är klart, tack! \[\[[^\n]+ {mark}$", small.talk())
    newest = small.wiki.revisions(AXEL)[0]
    assert (newest.user, newest.minor, newest.bot) == (BOT, True, True)
    assert "Nothing to do." in small.run("2022-11-11").stdout


@pytest.mark.mediawiki
@pytest.mark.parametrize(
    ("name", "pauses"),
    [
        pytest.param("Axel (WMSE)", True, id="the person addressed"),
        pytest.param("John (WMSE)", True, id="a manager"),
        pytest.param("Sara (WMSE)", False, id="somebody else"),
    ],
)
def test_who_may_ask_for_peace(small: Live, name: str, pauses: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """A pause in an answer counts if the person addressed or a manager wrote it, and is nothing in others' words."""
    small.run("2022-11-09")
    small.writes(name, AXEL, f"{small.talk()}\n:{ANSWER}")
    answered = small.talk()
    small.run("2022-11-16")
    assert (small.talk() == answered) is pauses
    assert by_step(small.talk()) == ({"1": 1} if pauses else {"1": 1, "2": 1})
    (state,) = document(small.run("2022-11-16", "check", "--format", "json"))["projects"][0]["reminders"]
    assert (state["state"], state["until"]) == (("paused", "2022-12-24") if pauses else ("told", None))


@pytest.mark.mediawiki
def test_pause_ends_where_it_was_asked_to(small: Live) -> None:
    """After the pause the second step comes, five work days later."""
    small.run("2022-11-09")
    small.writes("Axel (WMSE)", AXEL, f"{small.talk()}\n:{ANSWER.replace('2022-12-24', '2022-11-21')}")
    for day, steps in (("2022-11-18", {"1": 1}), ("2022-11-24", {"1": 1}), ("2022-11-25", {"1": 1, "2": 1})):
        small.run(day, "run", "--only", "remind")
        assert by_step(small.talk()) == steps, day


@pytest.mark.mediawiki
def test_over_long_talk_page_gets_its_message(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """A talk page of a megabyte and a half gets its message at the end, and nothing in it is touched."""
    before = "\n".join(f"== Ämne {number} ==\n{'Hej och hå. ' * 100}--Sara" for number in range(1_250))
    assert len(before) > 1_500_000
    small = Live(fresh_mediawiki, tmp_path, axel=before)
    small.run("2022-11-09")
    assert small.talk().startswith(f"{before}\n\n== Påminnelse 9 november 2022 ==\nHej Axel! ")
    assert by_step(small.talk()) == {"1": 1}


@pytest.mark.mediawiki
def test_redirected_talk_page_is_followed(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """Where Axel's talk page redirects to that of his private account, he is written to there, and there alone."""
    to = "Användardiskussion:Axel privat"
    small = Live(fresh_mediawiki, tmp_path, axel=f"#OMDIRIGERING [[{to}]]")
    small.writes("Axel privat", to, "Hej!")
    small.run("2022-11-09")
    assert small.talk() == f"#OMDIRIGERING [[{to}]]"
    assert small.talk(to).startswith("Hej!\n\n== Påminnelse 9 november 2022 ==\nHej Axel! ")
    small.run("2022-11-16")
    assert by_step(small.talk(to)) == {"1": 1, "2": 1}
    assert "nyckel påminnelse/2022-11-16/Axel privat · " in small.wiki.revisions(to)[0].comment


@pytest.mark.mediawiki
def test_archived_message_is_not_sent_again(small: Live) -> None:
    """Axel moves the section to an archive: nothing is told anew, and the second step says when the first came."""
    small.run("2022-11-09")
    section = small.talk()
    small.writes("Axel (WMSE)", f"{AXEL}/Arkiv", section)
    small.writes("Axel (WMSE)", AXEL, "Allt gammalt finns i arkivet.")
    small.run("2022-11-10")
    assert small.talk() == "Allt gammalt finns i arkivet."
    small.run("2022-11-16")
    sent = next(one.revid for one in small.wiki.revisions(AXEL) if "2022-11-09" in one.comment)
    assert f"Den förra påminnelsen kom [[Special:Diff/{sent}|9 november 2022]]." in small.talk()
    assert (by_step(small.talk()), small.talk(f"{AXEL}/Arkiv")) == ({"2": 1}, section)


@pytest.mark.mediawiki
def test_account_that_is_missing_is_told_and_its_things_go_to_the_managers(
    fresh_mediawiki: MediaWiki, tmp_path: Path
) -> None:
    """Where Axel's account does not exist, John is reminded of what is his, and the settings' problem is told."""
    fresh_mediawiki.load(folder_wiki(tmp_path / "pages", wiki_pages(ROW, data=REPORTED)))
    fresh_mediawiki.enrol("John (WMSE)", "Sara (WMSE)")
    fresh_mediawiki.write_config(tmp_path)
    done = succeeded(lagesbot("run", "--date", "2022-11-09", "--format", "json", home=tmp_path))
    assert [edit["title"] for edit in document(done)["edits"] if edit["task"] == "remind"] == [JOHN]
    (problem,) = document(done)["problems"]
    assert (problem["code"], "Axel (WMSE)" in problem["message"]) == ("account-unusable", True)


def test_calendar_on_the_example(stage: Stage) -> None:
    """A rehearsal shows the days on which somebody would be told something, and writes nothing."""
    done = document(succeeded(stage.bot("calendar", "--from", FIRST, "--to", THIRD, "--format", "json")))
    days = {one["date"]: [message["account"] for message in one["messages"]] for one in done["days"]}
    john, josefine = "John (WMSE)", "Josefine (WMSE)"
    assert {day: accounts for day, accounts in days.items() if accounts} == {
        FIRST: [john, josefine],
        "2022-11-25": [john, josefine],
        "2022-12-02": [john],
    }
    assert stage.edits() == 0
