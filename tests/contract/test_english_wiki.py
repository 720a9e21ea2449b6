"""Another association's wiki, a real MediaWiki in English: the same commands by settings alone, the words as shown."""

import html
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.stage import DATE, ROOT, lagesbot
from tests.contract.test_example_wiki import visible
from tests.support.languages import swedish_in
from tests.support.mediawiki import BOT, MediaWiki

pytestmark = pytest.mark.mediawiki

EXAMPLE = ROOT / "examples" / "wiki-en"
ACCOUNTS = tuple(f"{name} (WMEX)" for name in ("Niamh", "Aoife", "Brendan", "Cormac", "Orla", "Seán"))
HERITAGE, EXCHANGE = "Project:Open Heritage 2022", "Project:Knowledge Exchange 2022"
OVERVIEW, LOG, HANDBOOK = "How our projects are doing 2022", "User:Lägesbot/Log", "User:Lägesbot/Handbook"
MISSING_ON_PURPOSE = {LOG}
"""The first run makes it."""

WRITTEN = (
    *(f"Project:{name} 2022/Project data" for name in ("Community Support", "Open Heritage", "Knowledge Exchange")),
    *(f"User talk:{name} (WMEX)" for name in ("Aoife", "Niamh", "Orla")),
    OVERVIEW,
    LOG,
)


@pytest.fixture(scope="module")
def wiki(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MediaWiki]:
    """The English example in a MediaWiki of its own, with its people; as the last test left it."""
    del mediawiki  # asked for so that these tests are skipped, or fail, where no MediaWiki can be run
    with MediaWiki.start(tmp_path_factory.mktemp("english"), language="en") as found:
        found.load(EXAMPLE)
        found.enrol(*ACCOUNTS)
        found.snapshot("example")
        yield found


@pytest.fixture
def fresh(wiki: MediaWiki, tmp_path: Path) -> tuple[MediaWiki, Path]:
    """The wiki with nothing done on it, and a home from which the bot can log in there."""
    wiki.restore("example")
    wiki.write_config(tmp_path)
    return wiki, tmp_path


def bot(home: Path, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the product, with the file that it reads before anything on the wiki; it must end well."""
    done = lagesbot(verb, "--date", DATE, *arguments, home=home, LAGESBOT_SETTINGS=str(EXAMPLE / "base-settings.json"))
    assert done.returncode == 0, f"{done.returncode}: {done.stdout}{done.stderr}"
    return done


def test_no_page_shows_an_error(wiki: MediaWiki) -> None:
    """No page of the example shows an error, a missing template, a red link that is not meant, or a word of Swedish."""
    wiki.restore("example")
    for path in sorted(EXAMPLE.rglob("*.wiki")):
        folder, _, name = path.relative_to(EXAMPLE).as_posix().removesuffix(".wiki").partition("/")
        shown = wiki.html(name if folder == "_" else f"{folder}:{name}")
        assert 'class="error"' not in shown, path
        red = {
            html.unescape(found) for found in re.findall(r'class="new" title="([^"]*) \(page does not exist\)"', shown)
        }
        assert red <= MISSING_ON_PURPOSE, path
        assert shown.count('class="new"') == 0 or red, path
        assert swedish_in(visible(shown)) == set(), path


def test_check_reads_the_same_as_in_a_folder(fresh: tuple[MediaWiki, Path]) -> None:
    """The projects, their numbers, reports and plans are read as those of the folder are."""
    _, home = fresh
    live = json.loads(bot(home, "check", "--format", "json").stdout)
    assert live["problems"][0]["code"] == "tasks-unavailable"
    assert [(one["title"], one["number"], one["report"]["state"]) for one in live["projects"]] == [
        ("Project:Community Support 2022", "2201", "current"),
        ("Project:Edit-a-thon Tour 2022", "2202", "none"),
        (HERITAGE, "2203", "missing"),
        (EXCHANGE, "2204", "missing"),
    ]
    codes = [(one["title"], finding["code"]) for one in live["projects"] for finding in one["findings"]]
    assert (HERITAGE, "date-unreadable") in codes
    assert not {code for _, code in codes} & {
        "timeplan-missing",
        "projectdata-missing",
        "owner-unknown",
        "budget-unreadable",
    }


def test_two_runs_and_the_words_that_are_shown(fresh: tuple[MediaWiki, Path]) -> None:
    """A run writes what it should, and the wiki shows no Swedish of it; a second run does nothing."""
    wiki, home = fresh
    before = wiki.revision_count()
    done = json.loads(bot(home, "run", "--format", "json").stdout)
    assert {edit["outcome"] for edit in done["edits"]} == {"saved"}
    assert {edit["title"] for edit in done["edits"]} <= {*WRITTEN}
    assert OVERVIEW in {edit["title"] for edit in done["edits"]}
    edits = wiki.revision_count()
    assert edits > before
    for title in (*(edit["title"] for edit in done["edits"]), LOG, HERITAGE, EXCHANGE, "Projects 2022"):
        rendered = wiki.html(title)
        assert swedish_in(visible(rendered)) == set(), title
        assert 'class="error"' not in rendered, title
    for title in {edit["title"] for edit in done["edits"]}:
        assert swedish_in(wiki.revisions(title)[0].comment) == set()
    shown = visible(wiki.html(EXCHANGE))
    assert " of 7 activities done · at least " in shown  # nobody was asked about tasks
    assert "Budget: €7,700, of which €6,500 from Wikimedia Foundation and €1,200 from Donations" in shown
    assert "Nothing to do." in bot(home, "run").stdout
    assert wiki.revision_count() == edits


def test_messages_are_signed_as_on_this_wiki(fresh: tuple[MediaWiki, Path]) -> None:
    """The wiki signs in English, and the reader of a message has it as others' messages there."""
    wiki, home = fresh
    bot(home, "run", "--only", "remind")
    text = wiki.text("User talk:Aoife (WMEX)") or ""
    assert text.startswith("Welcome to your talk page, Aoife!\n\n== Reminder 20 November 2022 ==\nHello Aoife! ")
    when = r"\d\d:\d\d, \d+ [A-Z][a-z]+ \d{4} \((?:GMT|IST)\)"
    assert re.search(rf"\[\[User:{BOT}\|{BOT}\]\] \(\[\[User talk:{BOT}\|talk\]\]\) {when}$", text)


def test_setup_on_an_empty_wiki(fresh: tuple[MediaWiki, Path]) -> None:
    """Setup makes the log and the overview, and nothing else: the bot's own pages are there as it makes them."""
    wiki, home = fresh
    done = json.loads(bot(home, "setup", "--yes", "--format", "json").stdout)
    made = {one["title"] for one in done["pages"] if one["action"] == "create"}
    assert made == {LOG, OVERVIEW}
    assert {one["action"] for one in done["pages"]} <= {"create", "nothing", "update"}
    assert swedish_in(visible(wiki.html(HANDBOOK))) == set()
    assert "Run now" in visible(wiki.html("User:Lägesbot/Run"))


def test_a_request_is_answered(fresh: tuple[MediaWiki, Path]) -> None:
    """Staff ask on the queue page in English, and are answered in English."""
    wiki, home = fresh
    queue = "User:Lägesbot/Run"
    with wiki.person("Niamh (WMEX)") as niamh:
        niamh.edit(queue, f"{wiki.text(queue)}\n* [[Project:Open Heretic 2022]] ~~~~\n* [[{HERITAGE}]] ~~~~")
    kinds = [one["kind"] for one in json.loads(bot(home, "requests", "--format", "json").stdout)["answers"]]
    assert kinds == ["wrong", "done"]
    text = wiki.text(queue) or ""
    assert "There is no project called “Open Heretic 2022”. Did you mean [[:Project:Open Heritage 2022|" in text
    assert "Done! I changed [[Special:Diff/" in text
    assert swedish_in(text) == set()


def test_a_run_is_taken_back(fresh: tuple[MediaWiki, Path]) -> None:
    """Undo gives every page the text that it had."""
    wiki, home = fresh
    before = wiki.text(f"{HERITAGE}/Project data")
    run = json.loads(bot(home, "run", "--format", "json").stdout)["run"]
    assert wiki.text(f"{HERITAGE}/Project data") != before
    bot(home, "undo", run, "--yes")
    assert wiki.text(f"{HERITAGE}/Project data") == before
    assert f"<code>{run}</code> was taken back" in (wiki.text(LOG) or "")
