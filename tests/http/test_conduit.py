"""Asking Phabricator over HTTP: what is asked, how often, what comes of each fault, and that the token stays unsaid."""

import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import count
from pathlib import Path
from threading import Semaphore

import pytest
import requests
from pydantic import SecretStr

from bot.model import TaskState
from bot.phabricator.access import Access
from bot.phabricator.conduit import MOST_TASKS, Conduit, tracker_of
from bot.phabricator.recorded import recorded
from bot.phabricator.tracker import Answers, Nobody, Why
from bot.tell.log import set_up_log
from tests.support.conduit import (
    TOKEN,
    ConduitServer,
    Fault,
    answering,
    breaking_off,
    dripping,
    failing,
    hanging,
    hanging_up,
    saying,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1", "localhost"])

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "wiki"
LONG, SHORT = (30.0, 30.0), (30.0, 1.0)
"""Seconds to connect and to read: patient, for a machine that is slow, and short where the server never answers."""

ONE = Answers({"T1": TaskState("Något", "open")})
TASKS, PEOPLE = "maniphest.search", "user.search"
AN_ECHO = failing("ERR-CONDUIT-CORE", f"Odd value {TOKEN!r}, or {TOKEN.upper()}, or api-annan0hemlighet")


@dataclass
class Desk:
    """The bot at a server, its waiting noted instead of done."""

    server: ConduitServer
    waited: list[float] = field(default_factory=list)

    def conduit(self, *, token: str = TOKEN, ticks: Callable[[], float] | None = None) -> Conduit:
        """What asks there."""
        access = Access(SecretStr(token), self.server.api, encrypted=False)
        hangs = hanging in [*self.server.script, self.server.always]
        return Conduit(access, self.waited.append, ticks or (lambda: 0.0), SHORT if hangs else LONG)

    def ask(self, *tasks: int, token: str = TOKEN, ticks: Callable[[], float] | None = None) -> Answers:
        """Ask about tasks by number; about T1 unless told otherwise."""
        return self.conduit(token=token, ticks=ticks).ask([f"T{number}" for number in tasks or [1]])


@pytest.fixture
def desk(conduit: ConduitServer) -> Desk:
    """The bot at a server that has the task T1."""
    conduit.add(1)
    return Desk(conduit)


@pytest.fixture(autouse=True)
def _unsaid(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever happens in a test, the token is in no log, not even the libraries' finest, and in no output."""
    caplog.set_level(logging.DEBUG)
    yield
    said = "".join([*(record.getMessage() for record in caplog.get_records("call")), *capfd.readouterr()])
    assert "hemlig7" not in said.casefold()


def epoch(day: str, at: str = "12:00") -> int:
    """The moment in seconds since 1970; the time of day is UTC."""
    return int(datetime.combine(date.fromisoformat(day), time.fromisoformat(at), UTC).timestamp())


def test_what_is_told_of_a_task(desk: Desk) -> None:
    """A task comes with its title on one line, status, the day in Stockholm it was closed on, and its owner's name."""
    desk.server.add(2, "  Boka\nlokal ", "resolved", closed=epoch("2022-10-02", "22:30"), owner="Eric")
    desk.server.add(3, "Tryck \ud800", "declined", closed=epoch("2022-12-31", "22:59"))
    assert desk.ask(1, 2, 3) == Answers(
        {
            "T1": TaskState("Något", "open"),
            "T2": TaskState("Boka lokal", "resolved", date(2022, 10, 3), "Eric"),
            "T3": TaskState("Tryck ?", "declined", date(2022, 12, 31)),
        }
    )
    assert desk.server.methods == [TASKS, PEOPLE]


def test_question_is_a_form_as_php_reads_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search is one POST: the ids as a list, the page's size, newest first; it says who asks, and takes gzip."""
    monkeypatch.setenv("LAGESBOT_OPERATOR", "drift@example.org")
    desk.ask(1, 318564)
    (call,) = desk.server.calls
    constraints = {"ids": {"0": "1", "1": "318564"}}
    assert call.parameters == {"constraints": constraints, "order": "newest", "limit": "100"}
    assert call.headers["User-Agent"].startswith("Lagesbot/")
    assert "https://se.wikimedia.org/wiki/" in call.headers["User-Agent"]
    assert "; drift@example.org)" in call.headers["User-Agent"]
    assert "gzip" in call.headers["Accept-Encoding"]


def test_recorded_answers_and_phabricator_say_the_same() -> None:
    """Asked over HTTP, a server with the example's tasks answers what is recorded in the example."""
    tasks = json.loads((EXAMPLE / "phabricator.json").read_text(encoding="utf-8"))
    with ConduitServer.serving() as server:
        for task, one in tasks.items():
            closed = epoch(one["closed"]) if one["closed"] else None
            server.add(int(task[1:]), one["title"], one["status"], closed=closed, owner=one.get("assignee"))
        answers = Desk(server).conduit().ask(tasks)
    assert answers == recorded(EXAMPLE).ask(tasks)
    assert len(answers.states or {}) == len(tasks)


@pytest.mark.parametrize(
    ("tasks", "batches"), [(1, [1]), (100, [100]), (101, [100, 1]), (250, [100, 100, 50])], ids=str
)
def test_tasks_are_asked_about_a_hundred_at_a_time(conduit: ConduitServer, tasks: int, batches: list[int]) -> None:
    """Every hundred tasks are one question, each task is in one, and a second lies between two questions."""
    desk = Desk(conduit)
    for number in range(1, tasks + 1):
        conduit.add(number)
    answers = desk.ask(*range(1, tasks + 1), *range(1, tasks + 1))
    assert len(answers.states or {}) == tasks
    assert [len(call.sought) for call in conduit.calls] == batches
    assert sorted(int(one) for call in conduit.calls for one in call.sought) == list(range(1, tasks + 1))
    assert desk.waited == [1.0] * (len(batches) - 1)


def test_owners_are_asked_for_a_hundred_at_a_time(conduit: ConduitServer) -> None:
    """The names of 150 owners are two more questions, each owner in one of them; a second lies between any two."""
    desk = Desk(conduit)
    for number in range(1, 301):
        conduit.add(number, owner=f"person{number % 150}")
    states = desk.ask(*range(1, 301)).states or {}
    assert {task: state.assignee for task, state in states.items()} == {
        f"T{number}": f"person{number % 150}" for number in range(1, 301)
    }
    assert conduit.methods == [TASKS] * 3 + [PEOPLE] * 2
    assert [len(call.sought) for call in conduit.calls[3:]] == [100, 50]
    assert desk.waited == [1.0] * 4


def test_nothing_is_asked_about_nothing(desk: Desk) -> None:
    """Without tasks there is no request, and no failure."""
    assert desk.conduit().ask([]) == Answers({})
    assert desk.server.calls == []


def test_smaller_pages_are_put_together(desk: Desk) -> None:
    """A server that gives less at a time is asked for the rest, by its cursor."""
    for number in range(1, 8):
        desk.server.add(number)
    desk.server.page_size = 3
    assert len(desk.ask(*range(1, 8)).states or {}) == 7
    assert [call.parameters.get("after") for call in desk.server.calls] == [None, "3", "6"]
    assert desk.waited == [1.0, 1.0]


def test_compressed_answers_in_chunks_are_read(desk: Desk) -> None:
    """An answer is read as it is sent, compressed and in pieces or not, and the connection is used again."""
    for number in range(1, 151):
        desk.server.add(number, "å" * 100)
    desk.server.wrapped = True
    states = desk.ask(*range(1, 151)).states or {}
    assert {state.title for state in states.values()} == {"å" * 100}
    assert len(states) == 150
    assert desk.server.visits == 1


def test_unknown_tasks_are_left_out(desk: Desk) -> None:
    """A task that is not there, or hidden from the bot, is in no answer."""
    assert desk.ask(1, 2) == ONE
    assert desk.ask(2) == Answers({})


def test_far_too_many_tasks_are_not_asked_about(desk: Desk) -> None:
    """A page cannot make the bot ask on and on: beyond a limit nothing is asked, and that is said."""
    assert desk.ask(*range(1, MOST_TASKS + 2)) == Answers(None, "too-many")
    assert desk.server.calls == []


@pytest.mark.parametrize(
    ("script", "waited"),
    [
        pytest.param([answering("<html>", 502)], [2.0], id="502 once"),
        pytest.param([answering("", 502)] * 2, [2.0, 4.0], id="502 twice"),
        pytest.param([answering("", 500), answering("", 503), answering("", 504)], [2.0, 4.0, 8.0], id="three kinds"),
        pytest.param([answering("TOO MANY REQUESTS", 429)], [2.0], id="429"),
        pytest.param([answering("", 429, Retry_After="7")], [7.0], id="429 says how long"),
        pytest.param([answering("", 503, Retry_After="3600")], [60.0], id="says an hour"),
        pytest.param([answering("", 429, Retry_After="9" * 5000)], [2.0], id="says an absurd number"),
        pytest.param([answering("", 429, Retry_After="soon")], [2.0], id="says no number"),
        pytest.param([answering("", 429, Retry_After="0")], [2.0], id="says at once"),
        pytest.param([answering("", 429, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT")], [60.0], id="says a date"),
        pytest.param([failing("ERR-RATE-LIMIT", "Slow down.")], [2.0], id="Conduit's own rate limit"),
        pytest.param([hanging_up], [2.0], id="hangs up"),
        pytest.param([breaking_off], [2.0], id="breaks off"),
        pytest.param([hanging], [2.0], id="hangs"),
        pytest.param([hanging_up, hanging, answering("", 500)], [2.0, 4.0, 8.0], id="all kinds"),
    ],
)
def test_fault_that_passes_is_waited_for(desk: Desk, script: list[Fault], waited: list[float]) -> None:
    """What may be gone in a moment is asked again, after longer and longer waits or as long as the server says."""
    desk.server.script.extend(script)
    assert desk.ask() == ONE
    assert desk.server.methods == [TASKS] * (len(script) + 1)
    assert desk.waited == waited


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(answering("<html>Bad Gateway</html>", 502), id="502"),
        pytest.param(answering("", 429, Retry_After="1"), id="429"),
        pytest.param(failing("ERR-RATE-LIMIT"), id="Conduit's own rate limit"),
        pytest.param(hanging_up, id="hangs up"),
        pytest.param(breaking_off, id="breaks off"),
        pytest.param(hanging, id="hangs"),
    ],
)
def test_fault_that_does_not_pass_is_no_answer(desk: Desk, fault: Fault) -> None:
    """After the fourth time it is given up, without an exception."""
    desk.server.always = fault
    assert desk.ask() == Answers(None, "no-answer")
    assert desk.server.methods == [TASKS] * 4
    assert len(desk.waited) == 3


def row(**changes: object) -> dict[str, object]:
    """A task's row, changed; a field that is `...` is left out."""
    fields = {"name": "x", "status": {"value": "open"}, "dateClosed": None, "ownerPHID": None, **changes}
    return {"id": 1, "fields": {name: value for name, value in fields.items() if value is not ...}}


def page(*rows: object) -> Fault:
    """An answer with these rows."""
    return saying({"data": rows, "cursor": {"after": None}})


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        pytest.param(answering('{"result": {"da'), "unusable", id="broken JSON"),
        pytest.param(answering("<!DOCTYPE html><p>Hej</p>", Content_Type="text/html"), "unusable", id="HTML"),
        pytest.param(answering(""), "unusable", id="empty"),
        pytest.param(answering("[" * 100_000), "unusable", id="too deep"),
        pytest.param(answering("9" * 5000), "unusable", id="a huge number"),
        pytest.param(answering("\udcff".encode("utf-8", "surrogatepass").decode("latin-1")), "unusable", id="bytes"),
        pytest.param(answering("[]"), "unusable", id="a list"),
        pytest.param(answering("{}"), "unusable", id="nothing in it"),
        pytest.param(saying(None), "unusable", id="no result"),
        pytest.param(saying([]), "unusable", id="a list for a result"),
        pytest.param(saying({"cursor": {"after": None}}), "unusable", id="no data"),
        pytest.param(saying({"data": []}), "unusable", id="no cursor"),
        pytest.param(saying({"data": {}, "cursor": {"after": None}}), "unusable", id="data of another kind"),
        pytest.param(page("x"), "unusable", id="a row of another kind"),
        pytest.param(page({"id": 1}), "unusable", id="a row without fields"),
        pytest.param(page(row() | {"id": "1"}), "unusable", id="an id in words"),
        pytest.param(page(row() | {"id": True}), "unusable", id="an id that is true"),
        pytest.param(page(row() | {"id": 2}), "unusable", id="a task that was not asked about"),
        pytest.param(page(row(name=5)), "unusable", id="a title that is a number"),
        pytest.param(answering('{"result": null}'), "unusable", id="no error and no result"),
        pytest.param(page(row(name=...)), "unusable", id="no title"),
        pytest.param(page(row(status="open")), "unusable", id="a status of another kind"),
        pytest.param(page(row(status=...)), "unusable", id="no status"),
        pytest.param(page(row(dateClosed=...)), "unusable", id="no closing date"),
        pytest.param(page(row(dateClosed="2022")), "unusable", id="a closing date in words"),
        pytest.param(page(row(dateClosed=True)), "unusable", id="a closing date that is true"),
        pytest.param(page(row(dateClosed=10**30)), "unusable", id="a closing date out of every calendar"),
        pytest.param(page(row(dateClosed=4102444800)), "unusable", id="a closing date after the century"),
        pytest.param(page(row(dateClosed=-1)), "unusable", id="a closing date before there were any"),
        pytest.param(answering("", 301, Location="/api/elsewhere"), "unusable", id="a redirect"),
        pytest.param(answering("", 403), "unusable", id="403"),
        pytest.param(answering("", 404), "unusable", id="404"),
        pytest.param(failing("ERR-CONDUIT-CORE", "See error message for details."), "unusable", id="an error"),
        pytest.param(failing(f"ERR {TOKEN}", TOKEN), "unusable", id="an error with an odd code"),
        pytest.param(AN_ECHO, "unusable", id="an error that repeats the token"),
        pytest.param(failing("ERR-INVALID-AUTH", f'API token "{TOKEN}" has expired.'), "refused", id="expired"),
        pytest.param(failing("ERR-INVALID-SESSION", "Session key is not present."), "refused", id="not logged in"),
    ],
)
def test_answer_that_makes_no_sense_is_no_answer(desk: Desk, fault: Fault, why: Why) -> None:
    """What will not be otherwise in a moment is asked once; there is a reason, and no exception."""
    desk.server.script.append(fault)
    assert desk.ask() == Answers(None, why)
    assert desk.server.methods == [TASKS]
    assert desk.waited == []


@pytest.mark.parametrize("token", [TOKEN[:-1], TOKEN[:-1] + "x"], ids=["of another length", "of nobody"])
def test_wrong_token_is_refused(desk: Desk, token: str, caplog: pytest.LogCaptureFixture) -> None:
    """A token that Phabricator does not know is no answer, at once; Phabricator repeats it, the log does not."""
    assert desk.ask(token=token) == Answers(None, "refused")
    assert desk.server.methods == [TASKS]
    assert "Phabricator gave no answer that can be used: ERR-INVALID-AUTH: the token is not accepted" in caplog.text
    assert token not in caplog.text


def test_what_phabricator_says_is_logged_without_the_token(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The words of an error help whoever looks into it; what is a token in them, or looks like one, is left out."""
    desk.server.script.append(AN_ECHO)
    desk.ask()
    (record,) = [record for record in caplog.records if record.name == "lagesbot"]
    assert record.levelname == "WARNING"
    assert record.getMessage() == (
        "Phabricator gave no answer that can be used: ERR-CONDUIT-CORE: Odd value '…', or …, or …"
    )


def test_fault_of_one_batch_is_no_answer_at_all(desk: Desk) -> None:
    """Half an answer is none: the other tasks would seem to be unknown."""
    desk.server.script.extend([None, answering("<html>")])
    assert desk.ask(*range(1, 102)) == Answers(None, "unusable")


@pytest.mark.parametrize(
    "fault",
    [
        pytest.param(failing("ERR-CONDUIT-CORE"), id="an error"),
        pytest.param(failing("ERR-INVALID-AUTH"), id="a method that the token is not for"),
        pytest.param(page({"phid": "PHID-USER-Eric", "fields": {"username": ""}}), id="no name"),
        pytest.param(page(), id="nobody"),
        pytest.param(page({"phid": "PHID-USER-Sara", "fields": {"username": "Sara"}}), id="somebody else"),
    ],
)
def test_names_that_are_not_told_cost_only_the_names(desk: Desk, fault: Fault) -> None:
    """Where Phabricator does not say who is who, the assignee is not known, but all else is."""
    desk.server.add(1, "Boka", "resolved", closed=epoch("2022-10-03"), owner="Eric")
    desk.server.script.extend([None, fault])
    assert desk.ask() == Answers({"T1": TaskState("Boka", "resolved", date(2022, 10, 3))})
    assert desk.server.methods == [TASKS, PEOPLE]


def test_odd_letters_in_what_is_asked_back_do_no_harm(desk: Desk) -> None:
    """A PHID or a cursor that cannot be written in UTF-8, and so not be asked back as it is, raises nothing."""
    rows = [row(ownerPHID="PHID-USER-\ud800")]
    desk.server.script.append(saying({"data": rows, "cursor": {"after": "\udfff"}}))
    desk.server.script.append(page())
    assert desk.ask() == Answers({"T1": TaskState("x", "open")})
    assert [call.parameters.get("after") for call in desk.server.calls] == [None, "?", None]
    assert desk.server.calls[2].sought == ["PHID-USER-?"]


def test_names_are_waited_for_too(desk: Desk) -> None:
    """The question for the names is asked again, too, where that may help."""
    desk.server.add(1, owner="Eric")
    desk.server.script.extend([None, answering("", 502)])
    assert desk.ask() == Answers({"T1": TaskState("Något", "open", assignee="Eric")})
    assert desk.waited == [1.0, 2.0]


def test_cursor_without_end_is_no_answer(desk: Desk) -> None:
    """A server that always has one page more is not followed for ever."""
    desk.server.always = saying({"data": [row()], "cursor": {"after": "1"}})
    assert desk.ask() == Answers(None, "unusable")
    assert len(desk.server.calls) == 10


def test_redirect_is_not_followed(desk: Desk) -> None:
    """The token is for one server: where that sends us elsewhere, nobody is asked there."""
    with ConduitServer.serving() as other:
        other.add(1)
        elsewhere = other.api.replace("127.0.0.1", "localhost")
        for status in (301, 302, 303, 307, 308):
            desk.server.script.append(answering("", status, Location=f"{elsewhere}maniphest.search"))
            assert desk.ask() == Answers(None, "unusable")
        assert other.visits == 0


def test_answer_of_any_size_is_not_taken(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that is larger than any should be is not taken, however right it is."""
    monkeypatch.setattr("bot.phabricator.conduit._LARGEST", 100)
    assert desk.ask() == Answers(None, "unusable")


ENDLESS = [
    pytest.param(b"", b"HTTP/1.1 100 Continue\r\n\r\n", id="interim answers"),
    pytest.param(b"HTTP/1.1 200 OK\r\n", b"X", id="a header"),
    pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x", id="a chunk's extension"),
    pytest.param(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", id="a body in chunks"),
    pytest.param(b"HTTP/1.1 200 OK\r\n\r\n", b" ", id="a body"),
]


@pytest.mark.parametrize(("head", "drop"), ENDLESS)
def test_answer_that_comes_drop_by_drop_is_given_up(desk: Desk, head: bytes, drop: bytes) -> None:
    """An answer has to be whole in its time, however lively its drops; the server is then hung up on."""
    hung_up = Semaphore(0)
    desk.server.always = dripping(head, drop, hung_up.release)
    conduit = replace(desk.conduit(), timeout=(2.0, 30.0), longest=0.2)
    assert conduit.ask(["T1"]) == Answers(None, "no-answer")
    assert desk.waited == [2.0, 4.0, 8.0]
    assert all(hung_up.acquire(timeout=30) for _ in range(4))


def test_server_that_has_been_hung_up_on_may_answer_next_time(desk: Desk) -> None:
    """After an answer without end the question is asked again, on another connection."""
    desk.server.script.append(dripping(b"HTTP/1.1 200 OK\r\n", b"X", lambda: None))
    conduit = replace(desk.conduit(), timeout=(2.0, 30.0), longest=2.0)
    assert conduit.ask(["T1"]) == ONE
    assert desk.waited == [2.0]
    assert desk.server.visits == 2


def test_all_of_asking_has_a_limit(desk: Desk) -> None:
    """Many questions that are each answered at last, after long pauses, are given up after ten minutes in all."""
    conduit = replace(desk.conduit(), ticks=lambda: sum(desk.waited))
    desk.server.script.extend([*[answering("", 429, Retry_After="60")] * 3, None] * 50)
    assert conduit.ask([f"T{number}" for number in range(1, 5001)]) == Answers(None, "no-answer")
    assert 500 < sum(desk.waited) <= 600


def test_time_that_is_over_is_no_answer(desk: Desk) -> None:
    """Where the time has run out between two questions, the next is not asked."""
    minutes = count(step=100)
    conduit = desk.conduit(ticks=lambda: float(next(minutes)))
    assert conduit.ask([f"T{number}" for number in range(1, 5001)]) == Answers(None, "no-answer")
    assert 0 < len(desk.server.calls) < 10


def test_libraries_do_not_log_what_the_server_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A server that has the token among its headers brings it into no log, as the command line sets it up."""
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    set_up_log(verbose=True)
    desk.server.always = dripping(f"HTTP/1.1 200 OK\r\n{TOKEN}\r\n\r\n".encode(), b"", lambda: None)
    assert desk.ask() == Answers(None, "unusable")
    logging.getLogger("urllib3.connectionpool").warning("Of another line")
    said = capfd.readouterr().err
    assert "hemlig7" not in said
    assert "Phabricator gave no answer that can be used" in said
    assert "WARNING Of another line" in said


def test_proxy_is_not_asked_to_reach_this_machine(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not leave the machine goes through no proxy, which would be told the token in the clear."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert desk.ask() == ONE


def test_nobody_listens(desk: Desk) -> None:
    """Where no server is, there is no answer."""
    access = Access(SecretStr(TOKEN), "http://127.0.0.1:9/api/", encrypted=False)
    assert Conduit(access, desk.waited.append).ask(["T1"]) == Answers(None, "no-answer")
    assert len(desk.waited) == 3


def test_certificates_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over HTTPS the server has to show who it is, in the eyes of the machine's own authorities."""
    for bundle in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(bundle, raising=False)
    looked: list[object] = []

    def send(_adapter: object, _request: object, **how: object) -> requests.Response:
        looked.append(how["verify"])
        raise requests.exceptions.SSLError

    monkeypatch.setattr(requests.adapters.HTTPAdapter, "send", send)
    access = Access(SecretStr(TOKEN), "https://127.0.0.1:9/api/", encrypted=True)
    assert Conduit(access, looked.append).ask(["T1"]) == Answers(None, "no-answer")
    assert looked[0] is True


def test_server_that_does_not_encrypt_gets_no_token(desk: Desk) -> None:
    """Where HTTPS is meant and the server does not speak it, nothing is sent."""
    access = Access(SecretStr(TOKEN), desk.server.api.replace("http:", "https:"), encrypted=True)
    assert Conduit(access, desk.waited.append, timeout=SHORT).ask(["T1"]) == Answers(None, "no-answer")
    assert desk.server.calls == []


def test_unusable_certificates_of_our_own_are_no_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundle of certificates that is not there fails no run."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/finns/inte.pem")
    access = Access(SecretStr(TOKEN), "https://127.0.0.1:9/api/", encrypted=True)
    assert Conduit(access, desk.waited.append).ask(["T1"]) == Answers(None, "no-answer")


def test_tracker_of_the_environment(desk: Desk) -> None:
    """Token and address come from the environment; without a token there is nobody to ask."""
    environment = {"PHAB_API_TOKEN": TOKEN, "PHAB_API_URL": desk.server.api}
    assert tracker_of(environment).ask(["T1"]) == ONE
    assert tracker_of({"PHAB_API_URL": desk.server.api}) == Nobody("no-token")
    assert len(desk.server.calls) == 1


def test_token_is_in_no_representation(desk: Desk) -> None:
    """What asks can be printed without saying its token."""
    assert "hemlig7" not in f"{desk.conduit()!r}{desk.conduit()}"


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        pytest.param('{"constraints": {"ids": [1]}}', {"Content-Type": "application/json"}, id="JSON"),
        pytest.param({"constraints[ids][1]": "1"}, {}, id="a list that begins with 1"),
        pytest.param({"constraints[ids][0]": "T1"}, {}, id="an id with its letter"),
        pytest.param({"constraints[ids][0]": "1", "limit": "101"}, {}, id="more than a hundred"),
        pytest.param({"constraints[ids][0]": "1", "color": "red"}, {}, id="a parameter that is not there"),
        pytest.param({"ids[0]": "1"}, {}, id="no constraints"),
    ],
)
def test_the_server_is_as_strict_as_conduit(
    conduit: ConduitServer, data: str | dict[str, str], headers: dict[str, str]
) -> None:
    """The server that these tests ask refuses what Conduit refuses, else they would prove nothing."""
    conduit.add(1)
    sent = data if isinstance(data, str) else {"api.token": TOKEN, **data}
    with requests.post(f"{conduit.api}maniphest.search", data=sent, headers=headers, timeout=10) as response:
        assert response.json()["error_code"] == "ERR-CONDUIT-CORE"
        assert response.json()["result"] is None
