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
        subprocess.CalledProcessError: A run failed.
    """
    shutil.copytree(EXAMPLE, target)
    for day in days:
        lagesbot("run", target, day, rules)
    return target


def lagesbot(verb: str, folder: Path, day: str, rules: Mapping[str, Any], *arguments: str) -> str:
    """Start the product on a copy of the example; what it writes to standard output comes back.

    Raises:
        subprocess.CalledProcessError: It did not end well; its words are in `stderr`.
    """
    page = folder / "Användare" / "Lägesbot" / "inställningar.json.wiki"
    settings = folder.with_suffix(".json")
    settings.write_text(json.dumps(json.loads(page.read_text(encoding="utf-8")) | rules), encoding="utf-8")
    given = ("--wiki", str(folder), "--date", day, "--settings", str(settings), *arguments)
    command = [sys.executable, "-m", "bot", verb, *given]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


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
