"""The example wiki as people see it after the bot has been there: in a real MediaWiki, and as the report in HTML."""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page

from tests.support.chromium import DESKTOP, PHONE, Window
from tests.support.mediawiki import MediaWiki

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "wiki"
NIGHT = Path(__file__).with_name("night.css")
DAY = "2022-11-20"
YEAR = 2022

PROJECT = "Projekt:En gemenskap för alla 2022"
OVERVIEW = f"Lägesöversikt {YEAR}"
TALK = "Användardiskussion:John (WMSE)"
REMINDER = "#Påminnelse_20_november_2022"
"""A project page with a box, the year's overview, and the talk page of somebody who is reminded on it."""

STOD, ALLA = "Stöd till gemenskapen 2022", "En gemenskap för alla 2022"
TURNE, UTBYTE = "Skrivstugeturné 2022", "Erfarenhetsutbyte 2022"
"""The four projects, in the order of the year's list."""

ORDERS: Mapping[str, Sequence[frozenset[str]]] = {
    "project": [frozenset({one}) for one in (ALLA, UTBYTE, TURNE, STOD)],
    "programme": [frozenset({STOD, ALLA, TURNE}), frozenset({UTBYTE})],  # Gemenskap, Möjliggörande
    "number": [frozenset({one}) for one in (STOD, ALLA, TURNE, UTBYTE)],  # 225201, 225203, 225204, 226401
    "lead": [frozenset({one}) for one in (TURNE, UTBYTE, ALLA, STOD)],  # Axel, John, Josefine, Tore
    "status": [frozenset({STOD}), frozenset({ALLA, UTBYTE}), frozenset({TURNE})],  # green, not set, closed
    "late": [frozenset({STOD, TURNE}), frozenset({ALLA, UTBYTE})],  # not at all; since 7 November
    "done": [frozenset({one}) for one in (ALLA, UTBYTE, STOD, TURNE)],  # 2/8, 2/7, 4/7, 5/5
    "overdue": [frozenset({STOD, TURNE}), frozenset({UTBYTE}), frozenset({ALLA})],  # 0, 1, 4
    "next_up": [frozenset({UTBYTE}), frozenset({STOD, ALLA}), frozenset({TURNE})],  # November, December, nothing
    "budget": [frozenset({one}) for one in (TURNE, UTBYTE, ALLA, STOD)],  # 52 500, 87 500, 140 000, 240 000
}
"""By what their pages say of them: the projects in ascending order, those together that are alike."""

EVERYTHING: Mapping[str, Any] = {"report": {"timeline": True}, "overview": {"workload": True}}
"""Settings with which all is shown that can be."""

AS_THEN: Mapping[str, Any] = {"clock": f"{DAY}T09:00:00Z", "wgFavicon": "data:,"}
"""How the wiki behaves while it is looked at: it is the day of the run, and there is an icon for browsers to fetch."""

SKINS = {DESKTOP: "vector", PHONE: "minerva"}
"""What the association's readers have: the skin of the wiki's settings, and on a phone the one of MobileFrontend."""


def copied(target: Path, days: Sequence[str] = (DAY,), rules: Mapping[str, Any] = EVERYTHING) -> Path:
    """Copy the example and let the bot run in the copy, as if people did nothing in between.

    Args:
        target: The folder to make.
        days: The days on which it runs; none leaves the example as it is.
        rules: Settings on top of the example's own.

    Returns:
        The folder.

    Raises:
        RuntimeError: A run failed; its words are in the message.
    """
    shutil.copytree(EXAMPLE, target)
    for day in days:
        lagesbot("run", target, day, rules)
    return target


def reported(folder: Path) -> str:
    """Make the report in HTML on the example before any run.

    Args:
        folder: Where a copy of the example and the report are put.

    Returns:
        The report's address, `file:///…`.

    Raises:
        RuntimeError: There was none; what the product said is in the message.
    """
    report = folder / "report.html"
    lagesbot("report", copied(folder / "wiki", days=()), DAY, EVERYTHING, "--html", str(report))
    return report.as_uri()


def lagesbot(verb: str, folder: Path, day: str, rules: Mapping[str, Any], *arguments: str) -> str:
    """Start the product on a copy of the example; what it writes to standard output comes back.

    Raises:
        RuntimeError: It did not end well; its words are in the message.
    """
    page = folder / "Användare" / "Lägesbot" / "inställningar.json.wiki"
    settings = folder.with_suffix(".json")
    settings.write_text(json.dumps(json.loads(page.read_text(encoding="utf-8")) | rules), encoding="utf-8")
    given = ("--wiki", str(folder), "--date", day, "--settings", str(settings), *arguments)
    command = [sys.executable, "-m", "bot", verb, *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"lagesbot {verb} ended with {done.returncode}:\n{done.stderr}")
    return done.stdout


def in_order(shown: Sequence[str], order: Sequence[frozenset[str]]) -> bool:
    """Whether projects stand in an order, whichever way those stand that are alike."""
    left = list(shown)
    for alike in order:
        if set(left[: len(alike)]) != alike:
            return False
        del left[: len(alike)]
    return not left


def show(window: Window, wiki: MediaWiki, title: str, *, skin: str, dark: bool = False) -> Page:
    """Go to a page of the wiki and wait until its scripts have done their work.

    Args:
        window: Where it is shown.
        wiki: The wiki, with the page.
        title: The page.
        skin: What MediaWiki calls the skin.
        dark: In the skin's night mode.
    """
    page = window.goto(f"{wiki.url}/index.php?{urlencode({'title': title, 'useskin': skin})}")
    page.wait_for_function("mw.loader.getState('mediawiki.page.ready') === 'ready'")
    if dark:
        page.add_style_tag(path=NIGHT)
        page.evaluate("document.documentElement.classList.add('skin-theme-clientpref-night')")
    return page
