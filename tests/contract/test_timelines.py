"""Timelines and workloads on both wikis: written where they belong, and shown as they are meant."""

import json
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.knowledge import Knowledge, know
from bot.model import Activity, Period
from bot.overview.rows import rows_of_year
from bot.parse.regions import read_regions
from bot.render.timeline import LONGEST, timeline_wikitext, timelines_wikitext
from bot.render.workload import MOST_UNKNOWN, workload_wikitext
from tests.contract.stage import EXAMPLE, LiveStage, Stage
from tests.support.builders import TITLE, activity, material, people, period, project, settings, standing
from tests.support.hostile import PIECES, sameness, shown
from tests.support.mediawiki import ADMIN, MediaWiki
from tests.support.rendered import Block, rendered

SETTINGS = EXAMPLE / "Användare" / "Lägesbot" / "inställningar.json.wiki"
PAGES = ("Projekt:Erfarenhetsutbyte 2022", "Projekt:En gemenskap för alla 2022", "Projekt:Stöd till gemenskapen 2022")
"""The example's projects that are under way; each has its plan in a table."""

ADDED = re.compile(r"\n<!-- Lägesbot:start (\S+) [0-9a-f]{12} – [^>]*-->\n.*?<!-- Lägesbot:slut \1 -->", re.DOTALL)


def asking(stage: Stage, tmp_path: Path, *, timeline: bool, verb: str = "run") -> subprocess.CompletedProcess[str]:
    """Let the product write the reports, with timelines or without."""
    rules = json.loads(SETTINGS.read_text(encoding="utf-8")) | {"report": {"timeline": timeline}}
    file = tmp_path / f"settings-{timeline}.json"
    file.write_text(json.dumps(rules), encoding="utf-8")
    done = stage.bot(verb, "--settings", str(file), "--only", "report")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done


def timeline_of(text: str | None) -> str:
    """What stands in the timeline on a page."""
    found = read_regions(text or "").found["tidslinje"]
    return (text or "")[found.body_start : found.body_end]


def test_timeline_is_put_after_the_plan_and_nothing_else_changes(stage: Stage, tmp_path: Path) -> None:
    """Each project page gets its timeline right after the table of its plan, and stays as it was otherwise."""
    before = stage.texts()
    asking(stage, tmp_path, timeline=True)
    after = stage.texts()
    for title in PAGES:
        text = after[title] or ""
        assert ADDED.sub("", text) == (before[title] or "").rstrip("\n")  # a wiki trims the end on save
        assert text[: read_regions(text).found["tidslinje"].start].endswith("\n|}\n")
    assert "Nothing to do." in asking(stage, tmp_path, timeline=True).stdout
    assert stage.texts() == after


def test_timeline_is_emptied_when_it_is_switched_off(stage: Stage, tmp_path: Path) -> None:
    """Without the setting each timeline is emptied; switched on again it is as it was."""
    asking(stage, tmp_path, timeline=True)
    on = stage.texts()
    asking(stage, tmp_path, timeline=False)
    assert [timeline_of(stage.texts()[title]) for title in PAGES] == [""] * len(PAGES)
    asking(stage, tmp_path, timeline=True)
    assert stage.texts() == on


@pytest.mark.mediawiki
def test_timeline_is_shown_as_it_is_meant(live: LiveStage, tmp_path: Path) -> None:
    """The real wiki shows a table with a caption, headers with their scope and bars with their style, in a box."""
    asking(live, tmp_path, timeline=True)
    html = live.wiki.html(PAGES[0])
    (box,) = re.findall(
        r'<div class="lagesbot" [^>]*aria-label="Tidslinje 2022"[^>]*>\n?<table.*?</table>', html, re.DOTALL
    )
    assert re.search(r'role="region".*tabindex="0".*overflow-x:auto', box.partition("<table")[0])
    assert re.search(r"<caption[^>]*>Tidslinje 2022\n?</caption>", box)
    assert box.count('scope="col"') == 13
    assert box.count('scope="row"') == 7
    assert "position:sticky" in box
    assert re.search(r'<td colspan="4"[^>]*var\(--background-color-neutral,#eaecf0\)[^>]*>\?&#160;Tiden har gått', box)
    assert "▼ nu" in box


@pytest.mark.mediawiki
def test_style_of_what_is_tentative_is_let_through(mediawiki: MediaWiki) -> None:
    """The wiki keeps the stripes of what is tentative: no style of a bar is taken for one that does harm."""
    when = replace(period("2022-12-01", None), tentative=True)
    html = mediawiki.render(timeline_wikitext(standing(project(activity(when=when))), 2022, material({}).words))
    assert "repeating-linear-gradient(135deg,transparent 0 6px,rgba(114,119,125,.3) 6px 8px)" in html
    assert "insecure" not in html


WORDS = list({sameness(one): one for one in PIECES if shown(one)}.values())
"""All that can be seen of hostile words, each once."""

PLAIN = [f"ord{number:04d}" for number in range(MOST_UNKNOWN)]
"""Those of the twin."""


def named(words: Sequence[str]) -> Knowledge:
    """What is known of a project whose activities and people have these names."""
    undated = Period("Någon gång", unreadable=True)
    whens = (period("2022-03-01", "2022-03-31"), undated, period("2021-03-01", "2021-03-31"))
    plan = [_sized(word, whens[number % len(whens)], number) for number, word in enumerate(words)]
    known = know(material({TITLE: ""}, rules=settings(people={}, overview={"workload": True})))
    return replace(known, standings=(standing(project(*plan)),))


def _sized(word: str, when: Period, number: int) -> Activity:
    return replace(activity(word, when=when, owner=people(word)), days=1 + number / 10)


def project_page(known: Knowledge) -> str:
    """The timeline of the project."""
    return timeline_wikitext(known.standings[0], 2022, known.words)


def overview(known: Knowledge) -> str:
    """The timelines of the year."""
    return timelines_wikitext(2022, rows_of_year(2022, known), known)


def workload(known: Knowledge) -> str:
    """The workload of the year."""
    return workload_wikitext(2022, known)


@pytest.mark.mediawiki
@pytest.mark.parametrize("made", [project_page, overview, workload])
def test_words_are_seen_as_they_are(mediawiki: MediaWiki, made: Callable[[Knowledge], str]) -> None:
    """Whatever activities and people are called, their names are seen whole, and nothing else is another for them."""
    words = [*WORDS, *(f"Boka {one} lokal" for one in WORDS if len(one) < LONGEST - len("Boka  lokal"))]
    with mediawiki.person(ADMIN) as person:
        for start in range(0, len(words), MOST_UNKNOWN):
            some = words[start : start + MOST_UNKNOWN]
            found, twin = (rendered(person, made(named(one)), title=TITLE) for one in (some, PLAIN[: len(some)]))
            assert unlike(found.blocks, twin.said(in_place_of_plain(some))) == ([], [])
            assert (found.used, found.links, found.switches) == (twin.used, twin.links, twin.switches)


def in_place_of_plain(words: Sequence[str]) -> Callable[[str], str]:
    """Puts the words, as they are to be shown, where a text of the twin's has its ordinary ones."""
    instead = dict(zip(PLAIN, map(shown, words), strict=False))
    return lambda text: re.sub(r"ord\d{4}", lambda match: instead[match[0]], text)


def unlike(found: Counter[Block], expected: Counter[Block]) -> tuple[list[Block], list[Block]]:
    """The first blocks of each that the other does not have."""
    return list(found - expected)[:3], list(expected - found)[:3]
