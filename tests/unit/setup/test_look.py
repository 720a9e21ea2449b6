"""What setup reads: the people, the pages, and what it wrote on them before."""

import json
from pathlib import Path

import pytest

from bot.gather import Request
from bot.ledger import summary
from bot.settings import SETTINGS_PAGE
from bot.setup.decide import Ground, decide
from bot.setup.look import look
from bot.setup.past import mark
from bot.wiki.folder import FolderWiki
from bot.wiki.port import Edit
from tests.support.builders import NOW, TODAY, FakeWiki, folder_wiki, wiki_pages
from tests.unit.test_gather import Heard

HANDBOOK = "Användare:Lägesbot/Handbok"
ROW = "Mars | Boka lokal | Axel, med stöd av Sara | |"


def request() -> Request:
    """What a run on the day reads."""
    return Request(TODAY, "20221109-0730-aaaa", (2022,))


def seen(wiki: FolderWiki | FakeWiki) -> Ground:
    """What setup sees of a wiki."""
    return look(wiki, request(), Heard())


@pytest.fixture
def wiki(tmp_path: Path) -> FolderWiki:
    """A folder with one project, led by John, and no settings."""
    pages = wiki_pages(ROW)
    del pages[SETTINGS_PAGE]
    root = folder_wiki(tmp_path / "wiki", pages)
    accounts: dict[str, object] = {name: {} for name in ("John (WMSE)", "Axel (WMSE)", "Axel Ek (WMSE)", "Sara")}
    (root / "users.json").write_text(json.dumps(accounts), encoding="utf-8")
    return FolderWiki(root, now=lambda: NOW)


def write(wiki: FolderWiki, title: str, text: str, said: str = "") -> None:
    """The account saves a page."""
    wiki.save(Edit(title, text, wiki.read([title])[title].revid, said, minor=False, bot=True))


def test_people_are_found_with_their_accounts(wiki: FolderWiki) -> None:
    """Of those whom the pages name, one has an account, one may have two, and one has none of the staff's."""
    people = seen(wiki).people
    assert people.sure == {"John": "John (WMSE)"}
    assert people.doubtful == {"Axel": ("Axel (WMSE)", "Axel Ek (WMSE)")}
    assert people.unknown == ("Sara",)


def test_people_in_the_register_are_not_looked_for(wiki: FolderWiki) -> None:
    """Who is in the settings already is neither looked for nor told of."""
    write(wiki, SETTINGS_PAGE, json.dumps({"people": {name: {"account": name} for name in ("Axel", "Sara", "John")}}))
    people = seen(wiki).people
    assert (people.sure, people.doubtful, people.unknown) == ({}, {}, ())


def test_pages_are_read_and_nobody_else_s_past(wiki: FolderWiki) -> None:
    """The pages are there under their titles; of what others, and runs, have written there is no past."""
    write(wiki, HANDBOOK, "av en körning", "Lägesbot gör något · körning 20221108-0730-3f9a")
    ground = seen(wiki)
    assert ground.pages[HANDBOOK].text == "av en körning"
    assert not ground.pages["Användare:Lägesbot/Logg"].exists
    assert ground.past == {}
    assert (ground.account, ground.run, ground.years, ground.inputbox) == (
        "Lägesbot",
        "20221109-0730-aaaa",
        (2022,),
        False,
    )
    assert ground.faults == ()


def test_earlier_edits_of_setup_are_found(wiki: FolderWiki) -> None:
    """Setup's edits are known by their summaries, oldest first; where there are two, the revisions between, too."""
    said = [summary("Lägesbot lägger upp", run="x", key=mark(text)) for text in ("ett", "två")]
    write(wiki, HANDBOOK, "ett", said[0])
    assert [one.text for one in seen(wiki).past[HANDBOOK].offers] == ["ett"]
    assert seen(wiki).past[HANDBOOK].versions == ()
    write(wiki, HANDBOOK, "emellan")
    write(wiki, HANDBOOK, "två", said[1])
    past = seen(wiki).past[HANDBOOK]
    assert [one.text for one in past.offers] == ["ett", "två"]
    assert [one.text for one in past.versions] == ["två", "emellan", "ett"]


def test_mistakes_that_stop_writing_are_told(wiki: FolderWiki) -> None:
    """A mistake among the people is told with its place; one elsewhere stops nothing."""
    write(wiki, SETTINGS_PAGE, '{"people": {"John": {}}, "okänd": 1}')
    faults = seen(wiki).faults
    assert len(faults) == 1
    assert faults[0].startswith(f"{SETTINGS_PAGE}, line ")
    assert "people.John.account" in faults[0]


def test_second_time_finds_nothing_to_do(wiki: FolderWiki) -> None:
    """When every page is made, nothing is left to do."""
    for step in decide(seen(wiki)):
        wiki.save(step.edit())
    assert {step.action for step in decide(seen(wiki))} == {"nothing"}
