"""A whole run on the real MediaWiki while things go wrong by chance in reads and edits; then one while nothing does.

`LAGESBOT_CHAOS_SEEDS` says which chances: `40` is the first forty, `7-7` is the one to try again (`make soak` sets it).
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.contract.deliveries import Saved, history, messages, repeated, texts, timeless
from tests.contract.stage import DATE, LiveStage, lagesbot
from tests.support.chaos import Chaos, prefer_a_family, seeds_of
from tests.support.mediawiki import BOT, BOT_APP, MediaWiki
from tests.support.pywikibot_config import write_pywikibot_config

pytestmark = pytest.mark.mediawiki

SEEDS = seeds_of(os.environ.get("LAGESBOT_CHAOS_SEEDS", "4"))
DONE, UNREACHABLE, INCOMPLETE = 0, 3, 4
CALM_RUNS = 2
REGION = re.compile(r"\n<!-- Lägesbot:start (\S+) [0-9a-f]{12} – [^>]*-->\n.*?<!-- Lägesbot:slut \1 -->", re.DOTALL)
OWN = ("Användare:Lägesbot/", "Lägesöversikt ")
"""What pages are called that are the bot's alone."""

LOG = "Användare:Lägesbot/Logg"
"""The one page that tells of each run, so that two runs leave another than one does."""


def run(home: Path, machine: Path) -> subprocess.CompletedProcess[str]:
    """One run on the example's day, on a machine that keeps its notes there."""
    return lagesbot("run", "--date", DATE, home=home, XDG_STATE_HOME=str(machine))


def pages(record: tuple[Saved, ...]) -> Mapping[str, str]:
    """What is on all pages at the end, but for what tells one run from another."""
    return timeless({title: text for title, text in texts(record).items() if title != LOG})


def harmed(record: tuple[Saved, ...]) -> list[str]:
    """The bot's revisions that changed anything of what is not the bot's."""
    before = {one.revid: one.text for one in record}
    return [
        f"{one.title} ({one.revid})"
        for one in record
        if one.user == BOT and not one.title.startswith(OWN) and not _whole(before.get(one.parent, ""), one.text)
    ]


def _whole(before: str, after: str) -> bool:
    """Whether all that was on a page still is: as it was beside the bot's regions, or above what is new at the end."""
    kept = REGION.sub("", before).rstrip("\n")  # a wiki trims the end
    return REGION.sub("", after) == kept or after.startswith(kept)


@pytest.fixture(scope="module")
def undisturbed(mediawiki: MediaWiki, tmp_path_factory: pytest.TempPathFactory) -> tuple[Saved, ...]:
    """Every revision of the example wiki after a run that nothing disturbed."""
    mediawiki.restore()
    live = LiveStage(tmp_path_factory.mktemp("undisturbed"), mediawiki)
    done = run(live.home, live.home / "machine")
    assert done.returncode == DONE, done.stdout + done.stderr
    return tuple(history(mediawiki))


@pytest.mark.parametrize("seed", SEEDS)
def test_chance_does_no_harm(live: LiveStage, undisturbed: tuple[Saved, ...], seed: int) -> None:
    """Whatever goes wrong, a run ends well or says why not; nothing is sent twice and no text lost; the next mends it.

    After it, runs that nothing disturbs leave the very pages that are there where nothing ever went wrong.
    """
    home = live.home / "behind"
    with Chaos.before(live.wiki.url) as chaos:
        write_pywikibot_config(home, chaos.api, (BOT, BOT_APP, live.wiki.bot_password), put_throttle=0)
        prefer_a_family(home, chaos)
        chaos.disturb(seed)
        done = run(home, live.home / "machine")
    story = "\n".join([f"seed {seed}:", *chaos.faults, f"{done.returncode}:", done.stdout, done.stderr])
    assert done.returncode in {DONE, UNREACHABLE, INCOMPLETE}, story
    assert "Traceback" not in done.stdout + done.stderr, story
    assert live.wiki.bot_password not in done.stdout + done.stderr, story
    assert done.returncode != UNREACHABLE or done.stderr.splitlines()[-1].startswith("lagesbot: "), story
    calm = [run(live.home, live.home / "machine") for _ in range(CALM_RUNS)]
    story += "".join(f"\nthen {one.returncode}: {one.stdout}{one.stderr}" for one in calm)
    assert [one.returncode for one in calm] == [DONE] * CALM_RUNS, story
    assert "Nothing to do." in calm[-1].stdout, story
    record = tuple(history(live.wiki))
    assert not repeated(record), f"{repeated(record)}\n{story}"
    assert not harmed(record), f"{harmed(record)}\n{story}"
    assert messages(record).keys() == messages(undisturbed).keys(), story
    assert pages(record) == pages(undisturbed), story
