"""What a command costs on the real MediaWiki: each request with its reason, and each edit. Counts, not times.

A table that no longer fits says which requests are new or no longer made: change it with what you have changed.
`docs/prestanda.md` tells of times and memory.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil

import pytest

from tests.bench.population import YEAR, Population
from tests.bench.whole_targets import AT, BATCH, CHECK_REQUESTS, PAGES, STILL_REQUESTS
from tests.bench.whole_wiki import LOG, Cost, Ground
from tests.support.gate import GOES_WELL, Fate, Gate
from tests.support.mediawiki import MediaWiki

pytestmark = pytest.mark.mediawiki

SMALL, LARGE = 20, AT
"""Projects. The pages of the smaller come in one request; what differs between the two is what grows."""

SHARE = 0.01
OVERVIEW = f"0:Lägesöversikt {YEAR}"

# The requests, in the words of the tables below.
SESSION = "who is logged in"  # whether the session that was kept still lasts
WIKI = "what the wiki is"  # Pywikibot's own questions, this and the next: nothing needs them
FORMS = "which parameters the API takes"
TOKENS = "tokens"
LOGIN = "logging in"
CONDITION = "how the wiki and the account stand"  # read-only? blocked? what time is it there?
SETTINGS = "settings, and the year's list"
CATALOGUE = "all projects and categories"  # the pages of two namespaces, with their categories
PROJECTS = "the pages of projects"
ACCOUNTS = "the accounts of people"
LEDGER = "what the bot has done before"
SENT = "the messages that it has sent"
TALK = "talk pages"
STOPS = "stop pages"
BEGINNING = "stop pages and log"
EDIT = "an edit"


def pages(projects: int) -> int:
    """The requests that bring the pages of so many projects: one in five hundred."""
    return ceil(PAGES * projects / BATCH)


def read(projects: int) -> Counter[str]:
    """What every command asks that works out how projects stand; none of it is for each project or person."""
    once = Counter({SESSION: 1, SETTINGS: 1, CATALOGUE: 2, ACCOUNTS: 1, LEDGER: 1, TALK: 1})
    return once + Counter({PROJECTS: pages(projects)})


def fresh() -> Counter[str]:
    """What is asked besides where no session is kept: logging in, with a token, and who that is then."""
    return Counter({SESSION: 1, TOKENS: 1, LOGIN: 1})


def written(edits: int) -> Counter[str]:
    """What is asked besides for a run that edits: stop pages are looked at before each edit, and pages read back.

    The log comes with the stop pages, both when it is begun and when it is ended.
    """
    return Counter({TOKENS: 1, BEGINNING: 2, STOPS: edits - 2, EDIT: edits, PROJECTS: 1})


def delivered() -> Counter[str]:
    """What is asked besides where messages were sent: whether they are there, by the bot's own contributions."""
    return Counter({LEDGER: 1, SENT: 1})


def first_edits(projects: int) -> int:
    """Each report, a message for each person who is late, the overview, and the log twice."""
    return projects + len(Population(projects).addressed) + 3


def later_edits(projects: int) -> int:
    """The reports of the projects on which something was done, the overview that tells of it, and the log twice."""
    return finished(projects) + 3


def finished(projects: int) -> int:
    """On how many projects something is done meanwhile."""
    return len(list(Population(projects).finished(SHARE)))


KNOWN = Counter({CONDITION: 1})
"""What every run asks before it plans."""

EXPECTED: Mapping[str, Callable[[int], Counter[str]]] = {
    "check, the first ever": lambda projects: read(projects) + fresh(),
    "check": read,
    "plan": read,
    "run, the first": lambda projects: read(projects) + KNOWN + written(first_edits(projects)) + delivered(),
    "run, nothing new": lambda projects: read(projects) + KNOWN + Counter({SENT: 1}),
    "run, something done": lambda projects: (
        read(projects) + KNOWN + Counter({SENT: 1}) + written(later_edits(projects))
    ),
}
"""The requests of each command, by how many projects there are; before the first run there are no messages to read."""

NAMED = {"edit": EDIT, "login": LOGIN, "paraminfo": FORMS, "tokens": TOKENS, "users": ACCOUNTS, "usercontribs": LEDGER}


def kind(asked: Mapping[str, str]) -> str:
    """What a request is for, by its parameters."""
    words = (word for name in ("action", "meta", "list") for word in asked.get(name, "").split("|"))
    for word in words:
        if word in NAMED:
            return NAMED[word]
    if "generator" in asked:
        return CATALOGUE
    if "revids" in asked:
        return SENT
    if "titles" in asked:
        return of_pages(asked["titles"])
    if "curtimestamp" in asked:
        return CONDITION
    return WIKI if "siprop" in asked else SESSION


def of_pages(titles: str) -> str:
    """What pages are read for."""
    if "/inställningar.json" in titles:
        return SETTINGS
    if "/stopp" in titles:
        return BEGINNING if "/Logg" in titles else STOPS
    return TALK if titles.startswith("Användardiskussion:") and "Projekt:" not in titles else PROJECTS


class Counting(Gate):
    """A gate that lets everything pass, and notes what it was for."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.kinds: Counter[str] = Counter()

    def fate(self, parameters: Mapping[str, str]) -> Fate:
        """Note what a request is for."""
        self.kinds[kind(parameters)] += 1
        return GOES_WELL


@dataclass
class Course:
    """All commands, one after another, on a wiki of some size.

    Attributes:
        costs: What each took.
        asked: What its requests were for.
    """

    costs: dict[str, Cost] = field(default_factory=dict)
    asked: dict[str, Counter[str]] = field(default_factory=dict)


def go_through(ground: Ground, gate: Counting) -> Course:
    """Look twice, plan, run twice, and once more when people have done something; then the two to compare with."""
    course, home, other = Course(), ground.home(), ground.home()
    steps: dict[str, Callable[[], Cost]] = {
        "check, the first ever": lambda: ground.bot("check", home=home),
        "check": lambda: ground.bot("check", home=home),
        "plan": lambda: ground.bot("plan", home=home),
        "run, the first": lambda: ground.bot("run", "--force", "guard", home=home),
        "run, nothing new": lambda: ground.bot("run", home=home),
        "run, something done": lambda: ground.bot("run", home=home),
        "floor": lambda: ground.floor(other),
    }
    if ground.population.projects == SMALL:
        steps["plain"] = lambda: ground.plain(other)
    for name, step in steps.items():
        if name == "run, something done":
            assert ground.finish(SHARE) == finished(ground.population.projects)
        gate.kinds.clear()
        course.costs[name] = step()
        course.asked[name] = Counter(gate.kinds)
    return course


@pytest.fixture(scope="module")
def courses(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[int, Course]]:
    """Both sizes, each on the wiki as it was new."""
    folder, found = tmp_path_factory.mktemp("costs"), {}
    for projects in (SMALL, LARGE):
        with Counting.before(mediawiki.url) as gate:
            ground = Ground(mediawiki, Population(projects), folder, api=gate.api)
            found[projects] = go_through(ground, gate)
    yield found
    mediawiki.restore()


@pytest.mark.parametrize("projects", [SMALL, LARGE])
@pytest.mark.parametrize("command", EXPECTED)
def test_each_request_has_its_reason(courses: Mapping[int, Course], command: str, projects: int) -> None:
    """A command makes the requests of the table, each kind as often as that says, and none that passes by the gate."""
    course = courses[projects]
    assert course.asked[command] == EXPECTED[command](projects)
    assert course.asked[command].total() == course.costs[command].requests


@pytest.mark.parametrize("command", ["check, the first ever", "check", "plan", "run, nothing new"])
def test_requests_grow_with_batches_of_pages_alone(courses: Mapping[int, Course], command: str) -> None:
    """Fifteen times the projects and five times the people are one request more for each 500 pages more."""
    more = courses[LARGE].costs[command].requests - courses[SMALL].costs[command].requests
    assert more <= ceil(PAGES * (LARGE - SMALL) / BATCH)


@pytest.mark.parametrize(
    ("command", "most"),
    [("check, the first ever", CHECK_REQUESTS), ("check", CHECK_REQUESTS), ("run, nothing new", STILL_REQUESTS)],
)
def test_requests_are_few(courses: Mapping[int, Course], command: str, most: int) -> None:
    """300 projects take at most so many requests."""
    assert courses[LARGE].costs[command].requests <= most


@pytest.mark.parametrize("projects", [SMALL, LARGE])
def test_first_run_edits_what_is_due(courses: Mapping[int, Course], projects: int) -> None:
    """The first run changes each report, the overview, and the talk pages of those who are late, and its log.

    Who is late is worked out from how the projects were made, and what has changed from the texts before and after.
    """
    cost, population = courses[projects].costs["run, the first"], Population(projects)
    reports = {f"100:{title.partition(':')[2]}/Projektdata" for title in population.titles}
    messages = {f"3:{account}" for account in population.addressed}
    assert set(cost.changed) == reports | messages | {OVERVIEW, LOG}
    assert cost.edits == first_edits(projects) == cost.due_edits


@pytest.mark.parametrize("projects", [SMALL, LARGE])
@pytest.mark.parametrize("command", ["check, the first ever", "check", "plan", "run, nothing new"])
def test_nothing_new_is_no_edit(courses: Mapping[int, Course], command: str, projects: int) -> None:
    """Looking edits nothing, and no more does a run after which all would be as before, not even the log."""
    cost = courses[projects].costs[command]
    assert (cost.edits, cost.changed) == (0, ())


@pytest.mark.parametrize("projects", [SMALL, LARGE])
def test_later_run_edits_what_has_changed(courses: Mapping[int, Course], projects: int) -> None:
    """Where people have done something in one project of a hundred, its report is edited, the overview, and the log."""
    cost = courses[projects].costs["run, something done"]
    reports = {f"100:{title.partition(':')[2]}/Projektdata" for title, _ in Population(projects).finished(SHARE)}
    assert set(cost.changed) == reports | {OVERVIEW, LOG}
    assert cost.edits == later_edits(projects) == cost.due_edits


@pytest.mark.parametrize("projects", [SMALL, LARGE])
def test_floor_is_the_least(courses: Mapping[int, Course], projects: int) -> None:
    """The bare client logs in (2), reads the settings and the list (1), and gets the pages 500 in a request."""
    assert courses[projects].costs["floor"].requests == 3 + pages(projects)


def test_plain_script_asks_for_each_page(courses: Mapping[int, Course]) -> None:
    """The plain script makes a request a page: two for each project, the settings and the list."""
    assert courses[SMALL].asked["plain"][PROJECTS] == PAGES * SMALL + 1
    assert courses[SMALL].asked["plain"][SETTINGS] == 1
