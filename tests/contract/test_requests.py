"""The run button from end to end: lines that people write on the queue page, and what they are answered with."""

import json
import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path
from queue import SimpleQueue

import pytest
from filelock import FileLock

from bot.errors import LockedError, UsageError
from bot.options import Options
from bot.verbs import requests as verb
from bot.verbs.codes import DONE
from bot.verbs.holding import LOCK
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit
from tests.contract.deliveries import KEY, history, repeated
from tests.contract.stage import ACCOUNTS, DATE, FolderStage, LiveStage, Stage, document, finished, start
from tests.support.builders import FakeWiki, wiki_pages
from tests.support.gate import Gate, Write
from tests.support.mediawiki import ADMIN, BOT, BOT_APP
from tests.support.pywikibot_config import write_pywikibot_config

QUEUE, STOP = "Användare:Lägesbot/Kör", "Användare:Lägesbot/stopp"
LOG = "Användare:Lägesbot/Logg"
PROJECT = "Projekt:Erfarenhetsutbyte 2022"
JOHN, STRANGER = "John (WMSE)", "Främling"
SYSOP = ADMIN
GROUPS: dict[str, tuple[str, ...]] = {SYSOP: ("sysop",), BOT: ("bot",)}
ANSWER = re.compile(r"^\*: (.+) <!-- Lägesbot:svar ([0-9a-f]{16}) -->$", re.MULTILINE)
DIFF = re.compile(r"\[\[Special:Diff/(\d+)\|([^\]]+)\]\]")
LONG_SECONDS = 30.0
NOON = datetime(2022, 11, 20, 12, 0, tzinfo=UTC)


def write(stage: Stage, title: str, text: str, *, name: str = JOHN) -> None:
    """Somebody saves a page by hand; the wiki signs it for them."""
    if isinstance(stage, LiveStage):
        with stage.wiki.person(name) as person:
            person.edit(title, text)
        return
    assert isinstance(stage, FolderStage)
    users = {one: {"groups": GROUPS.get(one, ())} for one in (*ACCOUNTS, SYSOP, STRANGER, BOT)}
    (stage.folder / "users.json").write_text(json.dumps(users), encoding="utf-8")
    wiki = FolderWiki(stage.folder, account=name, now=lambda: NOON)
    assert wiki.save(Edit(title, text, wiki.read([title])[title].revid, "", minor=False, bot=False)).ok


def text_of(stage: Stage, title: str = QUEUE) -> str:
    """A page's text."""
    if isinstance(stage, LiveStage):
        return stage.wiki.text(title) or ""
    assert isinstance(stage, FolderStage)
    return FolderWiki(stage.folder, now=lambda: NOON, readonly=True).read([title])[title].text or ""


def add(stage: Stage, line: str, *, name: str = JOHN) -> None:
    """Somebody adds a line to the queue page."""
    write(stage, QUEUE, f"{text_of(stage) or '== Kö =='}\n{line}", name=name)


def edits(stage: Stage) -> dict[int, tuple[str, str]]:
    """The bot's edits: title and summary by revision."""
    if isinstance(stage, LiveStage):
        return {one.revid: (one.title, one.comment) for one in history(stage.wiki) if one.user == BOT}
    assert isinstance(stage, FolderStage)
    lines = (stage.folder / ".history.jsonl").read_text(encoding="utf-8").splitlines()
    return {one["revid"]: (one["title"], one["summary"]) for one in map(json.loads, lines) if one["user"] == BOT}


def answers(stage: Stage) -> list[str]:
    """The answers on the queue page."""
    return [found[1] for found in ANSWER.finditer(text_of(stage))]


def served(stage: Stage) -> dict[str, str]:
    """What `requests` answered: the kind of each answer by who asked."""
    done = stage.bot("requests", "--format", "json")
    assert done.returncode == DONE, done.stdout + done.stderr
    return {one["author"]: one["kind"] for one in document(done)["answers"]}


def test_a_line_of_staff_is_run_and_answered_with_its_diffs(stage: Stage) -> None:
    """A colleague's line starts a run for its project alone, and the answer links the very revisions that it made."""
    add(stage, f"* [[{PROJECT}]] ~~~~")
    before = text_of(stage)
    assert served(stage) == {JOHN: "done"}
    (answer,) = answers(stage)
    own = {revid: title for revid, (title, _) in edits(stage).items() if title not in {QUEUE, LOG}}
    assert {int(revid): title for revid, title in DIFF.findall(answer)} == own
    assert f"{PROJECT}/Projektdata" in own.values()
    assert {title for title in own.values() if title.startswith("Projekt:")} == {f"{PROJECT}/Projektdata"}
    assert text_of(stage).startswith(before)
    assert f"på begäran av [[:Användare:{JOHN}|{JOHN}]]" in text_of(stage, LOG)


def test_a_second_command_answers_nothing(stage: Stage) -> None:
    """What has been answered is left alone: no answer, no edit."""
    add(stage, f"* [[{PROJECT}]] ~~~~")
    served(stage)
    count = stage.edits()
    assert served(stage) == {}
    assert stage.edits() == count


def test_a_sysop_may_ask_and_a_forged_signature_may_not(stage: Stage) -> None:
    """Who wrote a line is asked of the history: a sysop who is not in the register may, a stranger as John may not."""
    add(stage, f"* [[Projekt:En gemenskap för alla 2022]] [[Användare:{JOHN}|{JOHN}]] 20 november", name=STRANGER)
    add(stage, "* Erfarenhetsutbyte 202 ~~~~", name=SYSOP)
    assert served(stage) == {SYSOP: "wrong", STRANGER: "stranger"}
    refused, suggested = answers(stage)
    assert "bara de som står i botens inställningar" in refused
    assert f"[[:{PROJECT}|" in suggested
    assert {title for title, _ in edits(stage).values()} == {QUEUE}


def test_a_stop_page_leaves_the_lines_waiting(stage: Stage) -> None:
    """With text on the stop page nothing is written, and the command says who did it; emptied, the line is answered."""
    add(stage, "* Xyzzy ~~~~")
    write(stage, STOP, "Vänta lite", name=SYSOP)
    count = stage.edits()
    done = stage.bot("requests")
    assert (done.returncode, stage.edits()) == (DONE, count)
    assert f"Stopped by {SYSOP}" in done.stdout
    write(stage, STOP, "", name=SYSOP)
    assert served(stage) == {JOHN: "wrong"}


def test_nothing_waits_nothing_is_written(stage: Stage) -> None:
    """Without a queue page, and with one where nothing waits, the command ends well and writes nothing."""
    count = stage.edits()
    assert "No line waits" in stage.bot("requests").stdout
    assert stage.edits() == count


class Costs(FakeWiki):
    """A wiki that counts all that it is asked, and not only reading."""

    def __getattribute__(self, name: str) -> object:
        """Count the questions that nobody who finds nothing waiting needs to ask."""
        if name in {"catalogue", "contributions", "revision_texts", "history", "accounts", "condition", "save"}:
            self.asked.append([name])
        return super().__getattribute__(name)


@pytest.mark.parametrize("queue", ["", "== Kö ==\n* alla\n*: Klart! <!-- Lägesbot:svar 0123456789abcdef -->"])
def test_where_nothing_waits_two_requests_are_made(queue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every five minutes all day long: the settings are read, and the queue together with the stop page; no more."""
    wiki = Costs({**wiki_pages(), QUEUE: queue})
    monkeypatch.setattr(verb, "open_wiki", lambda _options, *, write: wiki if write else None)
    options = Options(date(2022, 11, 20), lambda: NOON, lambda: NOON, (2022,), quiet=True)
    assert verb.requests(options) == DONE
    assert len(wiki.asked) <= 2
    assert QUEUE in wiki.asked[-1]
    assert STOP in wiki.asked[-1]


@pytest.mark.mediawiki
@pytest.mark.parametrize("answered", [False, True], ids=["before it is saved", "after it was saved"])
def test_killed_at_its_answer_each_line_is_answered_once(live: LiveStage, *, answered: bool) -> None:
    """Killed between run and answer, or right after it: one answer a line, of all diffs, and each reminder once."""
    add(live, f"* [[{PROJECT}]] ~~~~")
    add(live, "* Xyzzy ~~~~", name=SYSOP)
    running: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()

    def kill(write: Write) -> bool:
        if write.title != QUEUE or write.answered != answered:
            return True
        process = running.get(timeout=LONG_SECONDS)
        process.kill()
        process.wait()
        return False

    with Gate.before(live.wiki.url) as gate:
        home = live.home / "behind"
        write_pywikibot_config(home, gate.api, (BOT, BOT_APP, live.wiki.bot_password), put_throttle=0)
        gate.watcher = kill
        process = start("requests", "--date", DATE, home=home)
        running.put(process)
        assert finished(process).returncode < 0
    assert len(answers(live)) == int(answered)
    live.bot("requests")
    live.bot("requests")
    found = answers(live)
    assert len(found) == 2
    own = {revid for revid, (title, _) in edits(live).items() if title not in {QUEUE, LOG}}
    assert {int(revid) for revid, _ in DIFF.findall(found[0])} == own
    record = history(live.wiki)
    assert repeated(record) == []
    assert any(KEY.search(one.comment) for one in record)
    assert sum(title == QUEUE for title, _ in edits(live).values()) == 2


def test_one_at_a_time(tmp_path: Path) -> None:
    """While another command holds the lock a waiting line waits on (75); without one nothing is in the way."""
    stage = FolderStage(tmp_path)
    with FileLock(stage.folder / LOCK):
        assert stage.bot("requests").returncode == DONE
        add(stage, "* Xyzzy ~~~~")
        done = stage.bot("requests")
        assert done.returncode == LockedError.exit_code
        assert "Another run is going on" in done.stderr
    assert served(stage) == {JOHN: "wrong"}


def test_settings_that_are_wrong_keep_the_bot_from_answering(tmp_path: Path) -> None:
    """Where a mistake in the settings stops writing, waiting lines are not answered, and the command says so (2)."""
    stage = FolderStage(tmp_path)
    add(stage, "* Xyzzy ~~~~")
    write(stage, "Användare:Lägesbot/inställningar.json", '{"people": 3}')
    done = stage.bot("requests")
    assert done.returncode == UsageError.exit_code
    assert "the settings are wrong" in done.stderr
    assert answers(stage) == []


def test_a_simulated_command_writes_nothing(tmp_path: Path) -> None:
    """With `-simulate` a line waits on."""
    stage = FolderStage(tmp_path)
    add(stage, "* Xyzzy ~~~~")
    count = stage.edits()
    assert "-simulate" in stage.bot("requests", "-simulate").stdout
    assert stage.edits() == count


def test_a_queue_page_that_has_moved_is_told_of(tmp_path: Path) -> None:
    """Where the queue page redirects, the command says where to."""
    stage = FolderStage(tmp_path)
    write(stage, QUEUE, "#OMDIRIGERING [[Användare:Lägesbot/Nya kön]]")
    assert "redirects to Användare:Lägesbot/Nya kön" in stage.bot("requests").stdout


def test_a_page_written_by_hand_has_no_authors(tmp_path: Path) -> None:
    """In a folder nobody knows who has written into a file, so a line there starts no run."""
    stage = FolderStage(tmp_path)
    path = stage.folder / "Användare" / "Lägesbot" / "Kör.wiki"
    path.write_text("* alla", encoding="utf-8")
    done = stage.bot("requests")
    assert "Somebody unknown: alla" in done.stdout
    assert {title for title, _ in edits(stage).values()} == {QUEUE}
