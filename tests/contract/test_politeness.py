"""How the bot treats a wiki, seen on the wire: whole commands through a gate before a real MediaWiki."""

import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest

from bot import __version__
from tests.contract.stage import FolderStage, LiveStage
from tests.support.gate import Answer, Gate
from tests.support.mediawiki import BOT, BOT_APP, MediaWiki
from tests.support.pywikibot_config import write_pywikibot_config

LOG, STOP = "Användare:Lägesbot/Logg", "Användare:Lägesbot/stopp"
READ_LAG, WRITE_LAG = "31", "7"  # other figures than Pywikibot's own
CONTACT = "tests@example.org"

Parameters = Mapping[str, str]


class Polite(Gate):
    """A gate that keeps connections alive and compresses answers, as Wikimedia's servers do, and notes all requests.

    Attributes:
        headers: Those of each request, by names in lower case.
        asked: The parameters of each request.
        compressed: How many answers were.
        waiting, most: How many requests are under way now, and at most at once.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.lasting = True
        self.headers: list[Parameters] = []
        self.asked: list[Parameters] = []
        self.compressed = self.waiting = self.most = 0

    def noticed(self, headers: Mapping[str, str], parameters: Mapping[str, str]) -> None:
        """Note a request."""
        self.headers.append({name.lower(): value for name, value in headers.items()})
        self.asked.append(parameters)
        self.waiting += 1
        self.most = max(self.most, self.waiting)

    def answering(self, answer: Answer, headers: Mapping[str, str]) -> Answer:
        """Compress an answer for whoever takes that."""
        self.waiting -= 1
        if "gzip" not in headers.get("Accept-Encoding", ""):
            return answer
        self.compressed += 1
        return replace(answer, body=gzip.compress(answer.body), headers=[*answer.headers, ("Content-Encoding", "gzip")])


@dataclass(frozen=True)
class Seen:
    """What was seen of one command.

    Attributes:
        asked: The parameters of each request.
        headers: The headers of each request.
        compressed: How many answers were compressed.
        connections: How many connections there were.
        most: How many requests were under way at once, at most.
        revisions: How many revisions there are after it that were not there before.
        said: What it printed.
    """

    asked: list[Parameters] = field(repr=False)
    headers: list[Parameters] = field(repr=False)
    compressed: int
    connections: int
    most: int
    revisions: int
    said: str

    @property
    def edits(self) -> list[Parameters]:
        """The edits."""
        return [one for one in self.asked if one["action"] == "edit"]

    @property
    def shapes(self) -> list[str]:
        """What each request asks for: the action, or the parts of a query."""
        return [_shape(one) for one in self.asked]


def _shape(asked: Parameters) -> str:
    parts = (asked.get(name) for name in ("generator", "prop", "list"))
    return "+".join(filter(None, parts)) or _meta(asked) or asked["action"]


def _meta(asked: Parameters) -> str:
    """What is asked of the wiki itself; that Pywikibot asks with each query who is logged in is left out."""
    parts = asked.get("meta", "").split("|")
    return "|".join(one for one in parts if one != "userinfo" or len(parts) == 1)


@pytest.fixture(scope="module")
def course(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Seen]]:
    """Commands in turn: a check by a bot that has never logged in, another, a run, another that has nothing to do."""
    home = tmp_path_factory.mktemp("polite")
    mediawiki.restore()
    live = LiveStage(home, mediawiki)
    with Polite.before(mediawiki.url) as gate:
        _configure(home, gate.api, mediawiki.bot_password)
        commands = (("first check", "check"), ("check", "check"), ("run", "run"), ("second run", "run"))
        yield {name: _seen(verb, live, gate) for name, verb in commands}
    mediawiki.restore()


def _seen(verb: str, live: LiveStage, gate: Polite) -> Seen:
    """One command."""
    gate.headers, gate.asked, gate.compressed, gate.most = [], [], 0, 0
    connections, edits = gate.connections, live.edits()
    done = live.bot(verb)
    assert done.returncode == 0, done.stderr
    made = gate.connections - connections
    return Seen(gate.asked, gate.headers, gate.compressed, made, gate.most, live.edits() - edits, done.stdout)


def _configure(home: Path, api: str, password: str) -> None:
    """Let the bot work through the gate, with these two figures."""
    write_pywikibot_config(home, api, (BOT, BOT_APP, password), put_throttle=0)
    with (home / "user-config.py").open("a", encoding="utf-8") as config:
        config.write(f"read_maxlag = {READ_LAG}\nwrite_maxlag = {WRITE_LAG}\n")


@pytest.fixture(params=["first check", "check", "run", "second run"])
def seen(request: pytest.FixtureRequest, course: Mapping[str, Seen]) -> Seen:
    """Each of the commands."""
    return course[request.param]


PAGES, LIST = "info|revisions", "allpages+categories|info"
READING = [PAGES, LIST, LIST, PAGES, "users", "usercontribs"]


@pytest.mark.mediawiki
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("first check", ["userinfo", "tokens", "login", "userinfo"], [PAGES]),
        ("check", ["userinfo"], [PAGES]),
        ("second run", ["userinfo", "siteinfo"], ["revisions", PAGES]),
    ],
)
def test_what_is_asked(course: Mapping[str, Seen], name: str, first: list[str], last: list[str]) -> None:
    """A command without edits logs in, if it must, and asks for each thing once; a run for its condition, too."""
    assert course[name].shapes == [*first, *READING, *last]
    assert course[name].revisions == 0


@pytest.mark.mediawiki
@pytest.mark.parametrize("name", ["first check", "check", "second run"])
def test_no_page_is_read_twice(course: Mapping[str, Seen], name: str) -> None:
    """A command without edits reads no page a second time."""
    titles = Counter(title for one in course[name].asked for title in one.get("titles", "").split("|") if title)
    assert titles
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.mediawiki
def test_an_edit_costs_two_requests(course: Mapping[str, Seen]) -> None:
    """Before each edit its page is read together with the stop pages, and nothing else is asked; one token does."""
    run = course["run"]
    assert len(run.edits) > 5
    untold = [one for one in run.asked if "tokens" not in one.get("meta", "")]
    assert len(run.asked) - len(untold) == 1
    for before, after in pairwise(untold):
        if after["action"] == "edit":
            assert {after["title"], STOP} <= set(before["titles"].split("|"))
    looks = ["usercontribs", "revisions"]  # what was really sent, before the overview tells of it
    begins, ends = ["userinfo", "siteinfo", *READING, PAGES], [PAGES]  # what was saved is read back
    edits = [PAGES, "edit"] * len(run.edits)
    assert Counter(_shape(one) for one in untold) == Counter([*begins, *edits, *looks, *ends])


@pytest.mark.mediawiki
def test_one_edit_a_page_and_run(course: Mapping[str, Seen]) -> None:
    """A run edits each page once, but for its log, which is told of its begin and its end; no edit is in vain."""
    run = course["run"]
    titles = Counter(one["title"] for one in run.edits)
    assert titles.pop(LOG) == 2
    assert set(titles.values()) == {1}
    assert run.revisions == len(run.edits)


@pytest.mark.mediawiki
def test_nothing_is_purged(seen: Seen) -> None:
    """The wiki is asked for nothing but answers, a login and edits: no purge, no updates of links."""
    assert {one["action"] for one in seen.asked} <= {"query", "login", "edit"}
    assert not any(name.startswith("force") for one in seen.asked for name in one)


@pytest.mark.mediawiki
def test_servers_that_lag_are_spared(seen: Seen) -> None:
    """Every edit has `write_maxlag`, and every question that the databases answer `read_maxlag`."""
    assert {one.get("maxlag") for one in seen.edits} <= {WRITE_LAG}
    reading = [one for one in seen.asked if one["action"] == "query" and {"prop", "list"} & one.keys()]
    assert {one.get("maxlag") for one in reading} == {READ_LAG}
    rest = [one for one in seen.asked if one not in reading and one not in seen.edits]
    assert {_shape(one) for one in rest} <= {"userinfo", "siteinfo", "tokens", "login"}


@pytest.mark.mediawiki
def test_who_asks_is_told(seen: Seen) -> None:
    """Every request names the bot with its version, whom to reach, and Pywikibot with its version."""
    agents = {one["user-agent"] for one in seen.headers}
    assert all(f"Lagesbot/{__version__}; {CONTACT}; " in agent for agent in agents)
    assert all("Pywikibot/" in agent for agent in agents)


@pytest.mark.mediawiki
def test_answers_come_compressed(seen: Seen) -> None:
    """Every request takes gzip, and compressed answers are read."""
    assert all("gzip" in one["accept-encoding"] for one in seen.headers)
    assert seen.compressed == len(seen.asked)


@pytest.mark.mediawiki
def test_one_request_at_a_time_over_one_connection(seen: Seen) -> None:
    """A command asks one thing after the other, over a connection that it keeps."""
    assert (seen.most, seen.connections) == (1, 1)


@pytest.mark.mediawiki
def test_little_is_asked_for_a_token(course: Mapping[str, Seen]) -> None:
    """Only the tokens that are used are asked for: one to log in with, one to edit with."""
    kinds = {
        name: [one["type"] for one in seen.asked if "tokens" in one.get("meta", "")] for name, seen in course.items()
    }
    assert kinds == {"first check": ["login"], "check": [], "run": ["csrf"], "second run": []}


@pytest.mark.allow_hosts(["127.0.0.1"])
@pytest.mark.parametrize("verb", ["check", "plan", "run"])
def test_a_folder_needs_no_wiki(verb: str, tmp_path: Path) -> None:
    """For a wiki in a folder nobody is asked anything, though Pywikibot is set up."""
    stage = FolderStage(tmp_path)
    with Polite.before("http://127.0.0.1:9") as gate:
        _configure(tmp_path, gate.api, "x" * 32)
        done = stage.bot(verb)
    assert done.returncode == 0, done.stderr
    assert gate.connections == 0
