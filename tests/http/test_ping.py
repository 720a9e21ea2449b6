"""Telling a monitor how a run went: what it hears, and that nothing of its own comes back."""

import logging
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import __version__
from bot import ping as pinging
from bot.errors import BotError, CredentialsError, GuardError, LockedError, UsageError, WikiUnreachableError
from bot.model import ZONE
from bot.options import Options
from bot.ping import VARIABLE, ping
from bot.shard import WHOLE, Shard
from bot.verbs.aftermath import Aftermath, followed, remembered
from tests.support.builders import TODAY
from tests.support.monitor import SECRET, Answer, Monitor, dripping, hanging, hanging_up, status

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

WORDS = "Done: 3 report pages, 1 reminder."
NOW = datetime(2022, 11, 9, 7, 31, tzinfo=ZONE)
LIVE = Options(today=TODAY, clock=lambda: NOW, now=lambda: NOW, years=(2022,))


@pytest.fixture
def monitor(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Monitor]:
    """A monitor whose address is in the environment, as is a state directory of the test's own."""
    with Monitor.listening() as server:
        monkeypatch.setenv(VARIABLE, server.address)
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        yield server


def warnings_in(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged at the level that an operator sees."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def good(after: Aftermath) -> None:
    """A good run of all projects has ended."""
    after.code, after.words, after.whole, after.run = 0, WORDS, True, "20221109-0730-abcd"


@pytest.mark.parametrize("end", ["", "/", " \n"])
def test_good_run_is_told(monitor: Monitor, end: str) -> None:
    """A good run is a POST to the address itself, with what it did, however the address ends."""
    assert ping(monitor.address + end, well=True, words=WORDS)
    assert monitor.calls == [("POST", f"/{SECRET}", WORDS)]


def test_monitor_is_told_who_calls(monitor: Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call names the bot with its version, and whom to reach, and takes gzip."""
    monkeypatch.setenv("LAGESBOT_OPERATOR", "drift@example.org")
    assert ping(monitor.address, well=True, words=WORDS)
    (headers,) = monitor.headers
    assert headers["User-Agent"].startswith(f"Lagesbot/{__version__} (")
    assert "; drift@example.org) " in headers["User-Agent"]
    assert "gzip" in headers["Accept-Encoding"]


def test_bad_run_is_told() -> None:
    """One that was not is a POST to the address with /fail; Swedish letters arrive."""
    with Monitor.listening() as monitor:
        assert ping(monitor.address + "/", well=False, words="Läsningen gick inte")
        assert monitor.calls == [("POST", f"/{SECRET}/fail", "Läsningen gick inte")]


def test_no_secret_is_told(monitor: Monitor) -> None:
    """A password or token in the words stays here; half a character does not keep them from being sent."""
    ping(monitor.address, well=False, words="login failed: lgpassword=hemligt \ud800")
    assert "hemligt" not in monitor.calls[0][2]
    assert monitor.calls[0][2].startswith("login failed: lgpassword=…")


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (status(500), "it answered with status 500"),
        (status(404), "it answered with status 404"),
        (status(302, Location=f"/{SECRET}/elsewhere"), "it answered with status 302"),
        (hanging_up, "ConnectionError"),
    ],
    ids=["500", "404", "redirect", "hangs up"],
)
def test_bad_answer_is_one_warning(
    monitor: Monitor, caplog: pytest.LogCaptureFixture, answer: Answer, reason: str
) -> None:
    """A monitor that answers badly is asked three times, never followed elsewhere, and warned of once, unnamed."""
    monitor.answer = answer
    assert not ping(monitor.address, well=True, words=WORDS)
    assert monitor.paths == ["", "", ""]
    assert warnings_in(caplog) == [f"The monitor in {VARIABLE} was not told of the run: {reason}."]


@pytest.mark.parametrize("answer", [hanging, dripping])
def test_slow_answer_is_left(
    monitor: Monitor, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    """However slowly a monitor answers, it is waited for so long and no longer, the whole answer included."""
    monkeypatch.setattr(pinging, "_SECONDS", 0.05)
    monitor.answer = answer
    assert not ping(monitor.address, well=True, words=WORDS)
    assert warnings_in(caplog) == [f"The monitor in {VARIABLE} was not told of the run: TimeoutError."]


def test_second_try_is_enough(monitor: Monitor, caplog: pytest.LogCaptureFixture) -> None:
    """A monitor that stumbles once is told at the next try, and nothing is said of it."""

    def once(handler: object) -> None:
        monitor.answer = status(200)
        status(503)(handler)  # type: ignore[arg-type] # the handler that it is called with

    monitor.answer = once
    assert ping(monitor.address, well=True, words=WORDS)
    assert len(monitor.calls) == 2
    assert warnings_in(caplog) == []


@pytest.mark.parametrize(
    "address", ["hc-ping.com/x", "ftp://x/y", "http://", "http://[", "🙂", "http://127.0.0.1:99999/x"]
)
def test_impossible_address_is_one_warning(caplog: pytest.LogCaptureFixture, address: str) -> None:
    """An address that is none is warned of, without being named."""
    assert not ping(address, well=True, words=WORDS)
    (said,) = warnings_in(caplog)
    assert said.startswith(f"The monitor in {VARIABLE} was not told of the run: ")
    assert address not in said


def test_monitor_that_is_down_is_not_named(caplog: pytest.LogCaptureFixture) -> None:
    """Where nobody listens, no record of any library names the address, at any level."""
    caplog.set_level(logging.DEBUG)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        assert not ping(f"http://127.0.0.1:{port}/{SECRET}", well=True, words=WORDS)
    assert SECRET not in caplog.text
    assert str(port) not in caplog.text
    assert len(warnings_in(caplog)) == 1


def test_run_on_the_live_wiki_is_told(monitor: Monitor) -> None:
    """After a good run the monitor is told so in the run's own line, and this machine remembers when it was."""
    with followed(LIVE) as after:
        good(after)
    assert monitor.calls == [("POST", f"/{SECRET}", WORDS)]
    assert remembered(LIVE) == {WHOLE: NOW}


@pytest.mark.parametrize("code", [1, 2, 3, 4, 5, 130, 143])
def test_other_exit_codes_are_failures(monitor: Monitor, code: int) -> None:
    """A run that came to its end with anything but 0 is told as failed, and not remembered."""
    with followed(LIVE) as after:
        good(after)
        after.code = code
    assert monitor.calls == [("POST", f"/{SECRET}/fail", WORDS)]
    assert remembered(LIVE) == {}


@pytest.mark.parametrize("kind", [UsageError, CredentialsError, WikiUnreachableError, GuardError])
def test_run_that_cannot_be_made_is_told(monitor: Monitor, kind: type[BotError]) -> None:
    """What stops a run is told in the words that the operator gets, and goes on its way."""
    with pytest.raises(kind, match="Varför"), followed(LIVE):
        raise kind("Varför det inte går.")
    assert monitor.calls == [("POST", f"/{SECRET}/fail", "Varför det inte går.")]
    assert remembered(LIVE) == {}


def test_unforeseen_error_is_told(monitor: Monitor) -> None:
    """An error that nobody foresaw is told by its kind alone: its words may hold anything."""
    with pytest.raises(ZeroDivisionError), followed(LIVE):
        _ = 1 / 0
    assert monitor.calls == [("POST", f"/{SECRET}/fail", "ZeroDivisionError")]


def test_run_that_found_another_is_told_to_nobody(monitor: Monitor) -> None:
    """A run that another one kept away is neither good nor bad."""
    with pytest.raises(LockedError), followed(LIVE):
        raise LockedError("Another run is going on.")
    assert monitor.calls == []


@pytest.mark.parametrize("failing", [False, True], ids=["good", "failing"])
def test_simulated_run_is_told_to_nobody(monitor: Monitor, failing: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """With -simulate nobody is told, and nothing is remembered, whether the run could be made or not."""
    pretending = replace(LIVE, pywikibot=("-simulate",))
    with suppress(UsageError), followed(pretending) as after:
        good(after)
        if failing:
            raise UsageError("Fel")
    assert monitor.calls == []
    assert remembered(pretending) == {}


def test_run_that_is_simulated_by_the_configuration_is_told_to_nobody(monitor: Monitor) -> None:
    """Where user-config.py says that nothing is to be written, it is the same."""
    with followed(LIVE) as after:
        good(after)
        after.simulated = True
    assert monitor.calls == []
    assert remembered(LIVE) == {}


def test_run_in_a_folder_is_told_to_nobody(monitor: Monitor, tmp_path: Path) -> None:
    """A folder wiki has no monitor, and nothing is remembered of it: a run with no news changes no file."""
    playing = replace(LIVE, wiki=tmp_path, now=lambda: datetime(2030, 1, 1, tzinfo=ZONE))
    with followed(playing) as after:
        good(after)
    assert monitor.calls == []
    assert remembered(playing) == {}
    assert not list(tmp_path.rglob("*.good.json"))
    assert remembered(LIVE) == {}


def test_day_that_is_played_is_not_remembered_of_the_live_wiki(monitor: Monitor) -> None:
    """A run on the live wiki for another day was made now all the same."""
    with followed(replace(LIVE, clock=lambda: datetime(2020, 1, 1, tzinfo=ZONE))) as after:
        good(after)
    assert monitor.paths == [""]
    assert remembered(LIVE) == {WHOLE: NOW}


def test_the_last_shard_to_end_well_tells_for_all(monitor: Monitor) -> None:
    """That all is well is told when every shard has had its good run of the day, however they come."""
    for index in (2, 3, 1):
        assert monitor.calls == []
        with followed(replace(LIVE, shard=Shard(index, 3))) as after:
            good(after)
    assert monitor.paths == [""]
    assert remembered(LIVE) == {Shard(index, 3): NOW for index in (1, 2, 3)}


def test_a_shard_that_fails_is_told_at_once(monitor: Monitor) -> None:
    """A shard that ended badly is told as failed by itself, and the others do not say afterwards that all is well."""
    with followed(replace(LIVE, shard=Shard(2, 2))) as after:
        after.code, after.words, after.whole = 4, WORDS, True
    assert monitor.paths == ["/fail"]
    with followed(replace(LIVE, shard=Shard(1, 2))) as after:
        good(after)
    assert monitor.paths == ["/fail"]


def test_yesterdays_good_shard_is_not_todays(monitor: Monitor) -> None:
    """A shard that has not run today is missed, though it did well the day before."""
    yesterday = NOW - timedelta(days=1)
    with followed(replace(LIVE, shard=Shard(2, 2), now=lambda: yesterday)) as after:
        good(after)
    with followed(replace(LIVE, shard=Shard(1, 2))) as after:
        good(after)
    assert monitor.calls == []


def test_partial_run_is_not_remembered(monitor: Monitor) -> None:
    """A run for some projects or tasks is told to the monitor, but is not the run that health waits for."""
    with followed(LIVE) as after:
        good(after)
        after.whole = False
    assert monitor.paths == [""]
    assert remembered(LIVE) == {}


@pytest.mark.parametrize("address", [None, "", "  "])
def test_without_an_address_nobody_is_told(
    monitor: Monitor, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    """Without an address in the environment the run is remembered alone."""
    if address is None:
        monkeypatch.delenv(VARIABLE)
    else:
        monkeypatch.setenv(VARIABLE, address)
    with followed(LIVE) as after:
        good(after)
    assert monitor.calls == []
    assert remembered(LIVE) == {WHOLE: NOW}


@pytest.mark.parametrize("written", ["", "{", "[]", '"x"', "{}", '{"ended": 1}', '{"ended": "2022-11-09T07:31:00"}'])
def test_damaged_memory_is_no_memory(monitor: Monitor, tmp_path: Path, written: str) -> None:
    """What this machine remembers may be damaged; then it remembers nothing."""
    with followed(LIVE) as after:
        good(after)
    (tmp_path / "state" / "lagesbot" / ".lagesbot.good.json").write_text(written, encoding="utf-8")
    assert remembered(LIVE) == {}
    assert monitor.paths == [""]


def test_memory_that_cannot_be_written_is_a_warning(
    monitor: Monitor, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A run that cannot be remembered is as good as any; that health will not know of it is said."""
    (tmp_path / "state" / "lagesbot" / ".lagesbot.good.json").mkdir(parents=True)
    with followed(LIVE) as after:
        good(after)
    assert monitor.paths == [""]
    (said,) = warnings_in(caplog)
    assert "lagesbot health will not know of this run on this machine" in said
