"""Whole runs on the real MediaWiki in which edits go wrong as they are told to: what is said and sent, how it ends."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.contract.deliveries import history, repeated
from tests.contract.stage import DATE, LiveStage, lagesbot
from tests.support.chaos import FOR_EVER, Faults, prefer_a_family
from tests.support.mediawiki import BOT, BOT_APP
from tests.support.pywikibot_config import write_pywikibot_config

pytestmark = pytest.mark.mediawiki

DONE, INCOMPLETE = 0, 4
STOD = "Projekt:Stöd till gemenskapen 2022/Projektdata"
GEMENSKAP = "Projekt:En gemenskap för alla 2022/Projektdata"
UTBYTE = "Projekt:Erfarenhetsutbyte 2022/Projektdata"
JOHN = "Användardiskussion:John (WMSE)"
JOSEFINE = "Användardiskussion:Josefine (WMSE)"
OVERVIEW = "Lägesöversikt 2022"
LOG = "Användare:Lägesbot/Logg"
ORDER = (STOD, GEMENSKAP, UTBYTE, JOHN, JOSEFINE, OVERVIEW)

Case = tuple[str, Sequence[str], int, str]
"""A page, what goes wrong there, how many times the edit is sent, and what the run says of it."""

IN_PASSING: Sequence[Sequence[Case]] = (
    (
        (STOD, ["editconflict"] * 2, 3, "saved"),
        (GEMENSKAP, ["503, with a time"], 2, "saved"),
        (UTBYTE, ["html"], 2, "saved"),
        (JOHN, ["hung up after"], 1, "unchanged (saved after all)"),
        (JOSEFINE, ["hung up before"], 2, "saved"),
        (OVERVIEW, ["broken", "500"], 3, "saved"),
    ),
    (
        (STOD, ["session lost"], 2, "saved"),
        (GEMENSKAP, ["maxlag, with a time"], 2, "saved"),
        (UTBYTE, ["badtoken", "502"], 3, "saved"),
        (JOHN, ["late"], 1, "unchanged (saved after all)"),
        (JOSEFINE, ["429, with a time", "hung up after"], 2, "unchanged (saved after all)"),
        (OVERVIEW, ["ratelimited", "readonly"], 3, "saved"),
    ),
)
FOR_GOOD: Sequence[Sequence[Case]] = (
    (
        (STOD, ["editconflict", FOR_EVER], 3, "conflict"),
        (GEMENSKAP, ["protectedpage"], 1, "protected"),
        (UTBYTE, ["abusefilter-warning"], 1, "refused"),
        (JOHN, ["abusefilter-disallowed"], 1, "refused"),
        (JOSEFINE, ["spamblacklist"], 1, "refused"),
        (OVERVIEW, ["captcha"], 1, "refused"),
    ),
    (
        (STOD, ["contenttoobig"], 1, "refused"),
        (GEMENSKAP, ["database", FOR_EVER], 3, "failed"),
        (UTBYTE, ["internal", FOR_EVER], 3, "failed"),
        (JOHN, ["hung up before", FOR_EVER], 3, "failed"),
        (JOSEFINE, ["empty", FOR_EVER], 3, "failed"),
        (OVERVIEW, ["502", FOR_EVER], 3, "failed"),
    ),
)
STOPS: Sequence[tuple[str, int, str]] = (
    ("readonly", 3, "deferred"),
    ("429", 3, "deferred"),
    ("assertbotfailed", 2, "barred"),
)
"""What stops a run, how many times the edit is sent till then, and the outcome."""


def behind(gate: Faults, live: LiveStage) -> Path:
    """A home whose Pywikibot knows the wiki at the gate alone, and waits for nothing long."""
    home = live.home / "behind"
    write_pywikibot_config(home, gate.api, (BOT, BOT_APP, live.wiki.bot_password), put_throttle=0)
    prefer_a_family(home, gate)
    return home


def made_up_for(live: LiveStage) -> None:
    """The next run does what is left, and no message was sent twice."""
    done = live.bot("run", XDG_STATE_HOME=str(live.home / "machine"))
    assert done.returncode == DONE, done.stdout + done.stderr
    assert repeated(history(live.wiki)) == []
    assert [(live.wiki.text(title) or "").count("== Påminnelse ") for title in (JOHN, JOSEFINE)] == [1, 1]


@pytest.mark.parametrize(
    ("cases", "code"),
    [*((cases, DONE) for cases in IN_PASSING), *((cases, INCOMPLETE) for cases in FOR_GOOD)],
    ids=["that pass", "that pass, too", "that refuse", "that last"],
)
def test_each_fault_has_its_words(live: LiveStage, cases: Sequence[Case], code: int) -> None:
    """Each edit is sent as often as is right, its outcome told; 4 where one was not made, which the next run makes."""
    with Faults.before(live.wiki.url) as gate:
        gate.told = {title: list(faults) for title, faults, _, _ in cases}
        done = lagesbot("run", "--date", DATE, home=behind(gate, live), XDG_STATE_HOME=str(live.home / "machine"))
        sent = {title: gate.sent(title) for title, _, _, _ in cases}
    assert sent == {title: times for title, _, times, _ in cases}, done.stdout + done.stderr
    for title, faults, _, said in cases:
        outcome, _, reason = said.partition(" ")
        (line,) = [line for line in done.stdout.splitlines() if line.startswith(f"{outcome}: {title}")]
        assert reason in line
        assert outcome in {"saved", "unchanged"} or "(" in line.removeprefix(f"{outcome}: {title}"), faults
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (code, False)
    made_up_for(live)


@pytest.mark.parametrize(("fault", "sent", "said"), STOPS, ids=[fault for fault, _, _ in STOPS])
def test_what_concerns_all_edits_stops_the_run(live: LiveStage, fault: str, sent: int, said: str) -> None:
    """Where no edit can succeed the run stops at the first that cannot, says so, and ends with 4."""
    with Faults.before(live.wiki.url) as gate:
        gate.told = {GEMENSKAP: [fault, FOR_EVER]}
        done = lagesbot("run", "--date", DATE, home=behind(gate, live), XDG_STATE_HOME=str(live.home / "machine"))
        assert gate.sent(GEMENSKAP) == sent
        assert len([write for write in gate.writes if write.title != LOG]) == 1 + sent
    lines = done.stdout.splitlines()
    assert [line for line in lines if line.startswith(f"{said}: {GEMENSKAP} (")]
    assert [line for line in lines if line.startswith("not done: ")] == [f"not done: {title}" for title in ORDER[2:]]
    assert (done.returncode, "Traceback" in done.stdout + done.stderr) == (INCOMPLETE, False)
