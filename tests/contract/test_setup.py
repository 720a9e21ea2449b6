"""Setup on a folder and on a real MediaWiki: making, upgrading with people's changes kept, and the button itself."""

import html
import json
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests

from bot.gather import Request
from bot.ledger import summary
from bot.render.words import Words
from bot.settings import SETTINGS_PAGE, Settings
from bot.setup.decide import Step, decide, writing
from bot.setup.look import look
from bot.setup.pages import proposals
from bot.setup.past import mark
from bot.setup.write import write
from bot.wiki.outcome import Saved
from bot.wiki.port import Edit
from tests.contract.ground import NOON, Ground
from tests.contract.stage import EXAMPLE, NAMESPACES, FolderStage, LiveStage, Stage, document
from tests.contract.test_whole_run import succeeded
from tests.support.dump import pages_of
from tests.support.mediawiki import BOT
from tests.unit.test_gather import Heard

HANDBOOK = "Användare:Lägesbot/Handbok"
QUEUE = "Användare:Lägesbot/Kör"
PRELOAD = f"{QUEUE}/Förifyllt"
BUTTON = "Mall:Lägesbot/Kör nu"
LOG = "Användare:Lägesbot/Logg"
OVERVIEW = "Lägesöversikt 2022"
STOP = "Användare:Lägesbot/stopp"


def steps(ground: Ground) -> dict[str, Step]:
    """What setup would do now, by title."""
    found = decide(look(ground.wiki, Request(NOON.date(), "20221120-0730-3f9a", (2022,)), Heard()))
    return {one.title: one for one in found}


def carried_out(ground: Ground) -> dict[str, Step]:
    """What setup did."""
    found = steps(ground)
    done = write(ground.wiki, writing(list(found.values())), Settings(), watch=Heard())
    assert all(isinstance(one, Saved) for one in done.outcomes.values()), done
    return found


def text(ground: Ground, title: str) -> str:
    """A page as it is now."""
    return ground.wiki.read([title])[title].text or ""


def install_older(ground: Ground, title: str, change: tuple[str, str]) -> str:
    """Put an older version of a page on the wiki, as an earlier release would have made it."""
    newest = next(one.text for one in steps(ground).values() if one.title == title)
    older = newest.replace(*change)
    assert older != newest
    said = summary("Lägesbot lägger upp sidan", run="20211120-0730-3f9a", key=mark(older))
    assert isinstance(ground.wiki.save(Edit(title, older, 0, said, minor=False, bot=True)), Saved)
    return older


def test_second_setup_writes_nothing(ground: Ground) -> None:
    """On an empty wiki every page is made as it was planned; after that nothing is left to do."""
    made = carried_out(ground)
    assert {one.action for one in made.values()} == {"create"}
    for title in made.keys() - {SETTINGS_PAGE}:
        assert text(ground, title) == made[title].text
        assert ground.count(title) == 1
        assert ground.flags(title)[:2] == (False, True)
    assert json.loads(text(ground, SETTINGS_PAGE)) == {"people": {}}
    assert {one.action for one in steps(ground).values()} == {"nothing"}


def test_upgrades_keep_what_people_changed(ground: Ground) -> None:
    """Through two upgrades a person's lines are kept and told of, and what is new comes in."""
    newest = steps(ground)[HANDBOOK].text
    first = newest.replace("Välkommen!", "Hej!").replace("== Frågor ==", "== Undrar du? ==")
    said = [
        summary("Lägesbot lägger upp handboken", run="20201120-0730-3f9a", key=mark(first)),
        summary(
            "Lägesbot uppdaterar handboken", run="20211120-0730-3f9a", key=mark(newest.replace("Välkommen!", "Hej!"))
        ),
    ]
    ours = "\n\n== Hos oss ==\nRing Sara."
    ground.wiki.save(Edit(HANDBOOK, first, 0, said[0], minor=False, bot=True))
    revid = ground.write(HANDBOOK, first + ours)
    second = newest.replace("Välkommen!", "Hej!")
    ground.wiki.save(Edit(HANDBOOK, second + ours, revid, said[1], minor=False, bot=True))
    step = carried_out(ground)[HANDBOOK]
    assert (step.action, step.base) == ("update", second)
    assert text(ground, HANDBOOK) == newest + ours
    assert steps(ground)[HANDBOOK].action == "kept"


def test_upgrade_leaves_what_people_have_written_anew(ground: Ground) -> None:
    """A line that is new in both is left as the person has it; the page is shown, not written."""
    older = install_older(ground, HANDBOOK, ("Välkommen!", "Hej!"))
    ground.write(HANDBOOK, older.replace("Hej!", "God dag!"))
    assert (steps(ground)[HANDBOOK].action, steps(ground)[HANDBOOK].why) == ("left", "conflict")


def test_page_that_a_person_made_is_left(ground: Ground) -> None:
    """A page that was there before is not touched."""
    ground.write(HANDBOOK, "Vår egen handbok")
    found = carried_out(ground)
    assert (found[HANDBOOK].action, found[HANDBOOK].why) == ("left", "foreign")
    assert text(ground, HANDBOOK) == "Vår egen handbok"


def test_upgrade_of_the_queue_keeps_the_lines(ground: Ground) -> None:
    """What people and the bot have written beneath the heading is there after an upgrade."""
    older = install_older(ground, QUEUE, ("Vill du att", "Önskar du att"))
    lines = "\n\n* [[Projekt:Prov 2022]] Sara\n*: Klart."
    ground.write(QUEUE, older + lines)
    step = carried_out(ground)[QUEUE]
    assert text(ground, QUEUE) == older.replace("Önskar du att", "Vill du att") + lines
    assert step.action == "update"
    assert steps(ground)[QUEUE].action == "nothing"


@pytest.mark.parametrize("person", ["John (WMSE)", BOT])
def test_stopped_setup_leaves_the_rest(ground: Ground, person: str) -> None:
    """With text on the stop page nothing is made, and who wrote it is told, on a wiki that knows."""
    found = steps(ground)
    if person == BOT:
        ground.wiki.save(Edit(STOP, "Vänta", 0, "", minor=False, bot=False))
    else:
        ground.write(STOP, "Vänta", name=person)
    done = write(ground.wiki, writing(list(found.values())), Settings(), watch=Heard())
    assert (done.outcomes, done.complete) == ({}, True)
    assert done.stopped.startswith(f"Stopped by {person} at ")
    assert not ground.wiki.read([HANDBOOK])[HANDBOOK].exists


def test_settings_name_the_people(stage: Stage) -> None:
    """On the example wiki all people are in the settings already, and nothing but the missing pages is made."""
    done = document(succeeded(stage.bot("setup", "--yes", "--format", "json")))
    created = {one["title"] for one in done["pages"] if one["action"] == "create"}
    assert created == {LOG, OVERVIEW}
    assert done["people"] == {"added": [], "removed": [], "doubtful": {}, "unknown": []}
    assert not [one for one in done["pages"] if one["action"] in {"left", "kept"}]
    live = isinstance(stage, LiveStage)
    assert stage.edits() == (3 if live else 2)  # the real wiki has InputBox, so there the button is renewed


def test_example_is_what_setup_writes() -> None:
    """The example's pages are those of setup, to the letter."""
    example = {page.title: page.text for page in pages_of(EXAMPLE, NAMESPACES)}
    rules = Settings.model_validate_json(example[SETTINGS_PAGE])
    made = proposals(rules, (), Words(), account=BOT, inputbox=False)
    assert [one.title for one in made if example.get(one.title, "").rstrip("\n") != one.text] == [LOG]


def test_run_after_setup_fills_the_overview(stage: Stage) -> None:
    """A run writes into the region that setup made, and leaves all round it; setup then finds nothing to do."""
    succeeded(stage.bot("setup", "--yes"))
    made = stage.texts()[OVERVIEW] or ""
    succeeded(stage.bot("run", "--only", "overview"))
    filled = stage.texts()[OVERVIEW] or ""
    before, start, _ = made.partition("<!-- Lägesbot:start översikt ")
    assert start
    assert filled.startswith(before + start)
    assert "Projekten 2022, program för program" in filled
    again = succeeded(stage.bot("setup", "--yes"))
    assert again.stdout.endswith("\nNothing to do.\n")


def test_whom_somebody_took_out_is_not_added_again(stage: Stage) -> None:
    """Setup makes the settings with everybody; who is taken out then stays out, and is told of."""
    make_anew(stage, SETTINGS_PAGE)
    succeeded(stage.bot("setup", "--yes"))
    rules = json.loads(page(stage, SETTINGS_PAGE))
    assert rules["people"]["Tore"] == {"account": "Tore (WMSE)"}
    del rules["people"]["Tore"]
    put(stage, SETTINGS_PAGE, json.dumps(rules, ensure_ascii=False))
    edits = stage.edits()
    again = document(succeeded(stage.bot("setup", "--yes", "--format", "json")))
    assert again["people"] == {"added": [], "removed": ["Tore"], "doubtful": {}, "unknown": []}
    assert stage.edits() == edits


def page(stage: Stage, title: str) -> str:
    """A page of the example as it is now."""
    return stage.texts()[title] or ""


def put(stage: Stage, title: str, words: str) -> None:
    """An administrator saves a page."""
    if isinstance(stage, LiveStage):
        with stage.wiki.person("Chefen") as admin:
            admin.edit(title, words)
    else:
        file_of(stage, title).write_text(words, encoding="utf-8")


def make_anew(stage: Stage, title: str) -> None:
    """An administrator deletes a page."""
    if isinstance(stage, LiveStage):
        with stage.wiki.person("Chefen") as admin:
            admin.delete(title)
    else:
        file_of(stage, title).unlink()


def file_of(stage: Stage, title: str) -> Path:
    """The file of a page."""
    assert isinstance(stage, FolderStage)
    return stage.folder / f"{title.replace(':', '/', 1)}.wiki"


@pytest.mark.mediawiki
@pytest.mark.parametrize("inputbox", [True, False])
def test_button_opens_the_queue_with_a_line(live: LiveStage, *, inputbox: bool) -> None:
    """The button, as a form and as a link, opens an edit form with the line, its signature still to be made."""
    if inputbox:
        succeeded(live.bot("setup", "--yes"))
    shown = requests.get(f"{live.wiki.url}/index.php", params={"title": QUEUE}, timeout=60).text
    assert ("<form" in shown and "Kör nu" in shown) if inputbox else "plainlinks" in shown
    form = requests.get(pressed(live.wiki.url, shown, inputbox=inputbox), timeout=60).text
    filled = re.search(r"<textarea[^>]*wpTextbox1[^>]*>(.*?)</textarea>", form, re.DOTALL)
    assert filled
    assert html.unescape(filled[1]).strip() == "* [[Projekt:…]] ~~~~"
    assert re.search(r'value="new" name="wpSection"', form)
    assert "wpSummary" not in form


def pressed(url: str, shown: str, *, inputbox: bool) -> str:
    """The address that the button leads to."""
    if not inputbox:
        address = re.search(r'href="([^"]*preload=[^"]*)"', shown)
        assert address
        return html.unescape(address[1])
    form = re.search(r'<form name="createbox".*?</form>', shown, re.DOTALL)
    assert form
    fields = {
        name: html.unescape(value)
        for tag in re.findall(r'<input type="hidden"[^>]*>', form[0])
        for name, value in [(re.findall(r'name="([^"]*)"', tag)[0], re.findall(r'value="([^"]*)"', tag)[0])]
    }
    return f"{url}/index.php?{urlencode(fields)}"


@pytest.mark.mediawiki
def test_line_in_the_queue_is_signed_by_whoever_asks(live: LiveStage) -> None:
    """A line saved as the button gives it stands beneath the heading, a bullet of its own, with the person's name."""
    succeeded(live.bot("setup", "--yes"))
    with live.wiki.person("Axel (WMSE)") as axel:
        for _ in range(2):
            line = (axel.text(PRELOAD) or "").replace("<noinclude></noinclude>", "")
            line = re.sub(r"</?includeonly>|<noinclude>.*</noinclude>", "", line, flags=re.DOTALL)
            axel.edit(QUEUE, line.replace("…", "Prov 2022"), section="new")
    lines = (live.wiki.text(QUEUE) or "").partition("\n== Kö ==\n")[2].split("\n")
    written = [one for one in lines if one]
    assert len(written) == 2
    assert all(re.match(r"\* \[\[Projekt:Prov 2022\]\] .*\[\[Användare:Axel \(WMSE\)\|", one) for one in written)


@pytest.mark.mediawiki
@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("{{Lägesbot}}", "Lägesbot sköter en del av den här sidan"),
        ("{{Lägesbot|läge=grön}}", "Läget: ● grönt, det går bra"),
        ("{{Lägesbot|läge=orange}}", "Läget: ● orange, problem eller risker"),
        ("{{Lägesbot|läge=röd}}", "Läget: ● rött, målen nås troligen inte"),
        ("{{Lägesbot|läge=vi väntar på svar}}", "Läget: vi väntar på svar"),
        ("{{Lägesbot|pausa=2022-12-01}}", "Lägesbot vilar här och börjar igen 2022-12-01"),
    ],
)
def test_badge_says_it_in_words(live: LiveStage, call: str, words: str) -> None:
    """What the badge says is told in words, not by colour alone; without anything said it links the handbook."""
    rendered = live.wiki.render(f"före {call} efter")
    assert " ".join(html.unescape(re.sub(r"<[^>]+>", "", rendered)).split()) == f"före {words} efter"
    assert ('title="Användare:Lägesbot/Handbok"' in rendered) is (call == "{{Lägesbot}}")
