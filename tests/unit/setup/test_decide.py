"""What is done with each page: made, renewed with people's changes kept, or left alone."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.ledger import SUMMARY_LIMIT
from bot.parse.regions import checksum, compose
from bot.settings import SETTINGS_PAGE, Settings
from bot.setup.decide import Ground, Step, decide, writing
from bot.setup.past import Offer, Past, marked
from bot.setup.people import People
from bot.wiki.port import Page
from tests.support.builders import WORDS

HANDBOOK = "Användare:Lägesbot/Handbok"
QUEUE = "Användare:Lägesbot/Kör"
LOG = "Användare:Lägesbot/Logg"
OVERVIEW = "Lägesöversikt 2022"
BUTTON = "Mall:Lägesbot/Kör nu"
NOTHING = Ground(
    run="20221120-0730-3f9a",
    account="Lägesbot",
    settings=Settings(),
    words=WORDS,
    years=(2022,),
    inputbox=False,
    pages={},
    past={},
    people=People({"John": "John (WMSE)"}),
)


def meant(title: str) -> str:
    """What setup would have a page be."""
    return next(one.text for one in NOTHING.proposals() if one.title == title)


def found(
    texts: Mapping[str, str | Page] | None = None, past: Mapping[str, Past] | None = None, **other: object
) -> dict[str, Step]:
    """The steps for a wiki with these pages alone, by title."""
    titles = [*(one.title for one in NOTHING.proposals()), SETTINGS_PAGE]
    given = {title: Page(title, None) for title in titles} | {
        title: text if isinstance(text, Page) else Page(title, text, 7) for title, text in (texts or {}).items()
    }
    ground = replace(NOTHING, pages=given, past=past or {}, **other)  # type: ignore[arg-type]
    return dict(zip(titles, decide(ground), strict=True))


def made(text: str) -> Past:
    """The past of a page that setup made with this text, and that was empty in its regions then."""
    return Past((Offer(1, checksum(text), text),))


def older(title: str) -> str:
    """An older version of a page: another beginning."""
    return "Äldre ord, " + meant(title)


def test_missing_pages_are_made() -> None:
    """On an empty wiki every page is made, the settings last, by an edit that must find no page."""
    steps = found()
    assert all(one.action == "create" and one.base is None for one in steps.values())
    assert list(steps)[-1] == SETTINGS_PAGE
    assert list(writing(list(steps.values()))) == list(steps.values())
    edit = steps[HANDBOOK].edit()
    assert (edit.title, edit.text, edit.base_revid) == (HANDBOOK, meant(HANDBOOK), 0)
    assert (edit.minor, edit.bot) == (False, True)


def test_summaries_tell_what_and_how_to_stop() -> None:
    """The summary says what is made or renewed, links the handbook, and ends with the key and the run's id."""
    created = found()[HANDBOOK].summary
    assert created.startswith("Lägesbot lägger upp handboken ([[Användare:Lägesbot/Handbok|")
    assert created.endswith(f" · nyckel inrättande/{checksum(meant(HANDBOOK))} · körning 20221120-0730-3f9a")
    renewed = found({HANDBOOK: older(HANDBOOK)}, {HANDBOOK: made(older(HANDBOOK))})[HANDBOOK].summary
    assert renewed.startswith("Lägesbot uppdaterar handboken (")
    for step in found().values():
        assert marked(step.summary)
        assert len(step.summary) <= SUMMARY_LIMIT


def test_pages_that_are_right_are_left() -> None:
    """Whoever made a page that is as it should be, also but for the line end of a file, nothing is done."""
    for title in (HANDBOOK, QUEUE, LOG):
        assert found({title: f"{meant(title)}\n"})[title].action == "nothing"


def test_what_runs_and_people_put_on_pages_is_no_difference() -> None:
    """Filled regions are the bot's, and what stands beneath the queue's heading is for people."""
    filled = meant(LOG).replace(compose("logg", ""), compose("logg", "* rad"))
    assert found({LOG: filled})[LOG].action == "nothing"
    queue = f"{meant(QUEUE)}\n\n* [[Projekt:X]] Sara\n*: Klart."
    step = found({QUEUE: queue}, {QUEUE: made(meant(QUEUE))})[QUEUE]
    assert (step.action, step.base) == ("nothing", None)


def test_own_page_is_renewed() -> None:
    """A page that is as setup made it becomes what it is now."""
    step = found({HANDBOOK: older(HANDBOOK)}, {HANDBOOK: made(older(HANDBOOK))})[HANDBOOK]
    assert (step.action, step.text, step.base) == ("update", meant(HANDBOOK), None)
    assert step.edit().base_revid == 7


def test_people_s_changes_are_kept_in_a_renewal() -> None:
    """What a person added stays, and what they are is known from what setup had made."""
    before = older(HANDBOOK)
    step = found({HANDBOOK: f"{before}\n\n== Vårt ==\nRing Sara."}, {HANDBOOK: made(before)})[HANDBOOK]
    assert (step.action, step.base) == ("update", before)
    assert step.text == f"{meant(HANDBOOK)}\n\n== Vårt ==\nRing Sara."


def test_lines_beneath_the_queue_are_kept_in_a_renewal() -> None:
    """A new version of the queue page leaves the lines, and the answers, as they are."""
    lines = "\n\n* [[Projekt:X]] Sara\n*: Klart."
    step = found({QUEUE: older(QUEUE) + lines}, {QUEUE: made(older(QUEUE))})[QUEUE]
    assert (step.text, step.base) == (meant(QUEUE) + lines, None)
    changed = older(QUEUE).replace("Raderna får gärna", "Raderna ska")
    also = found({QUEUE: changed + lines}, {QUEUE: made(older(QUEUE))})[QUEUE]
    assert (also.action, also.base) == ("update", older(QUEUE))
    assert also.text == meant(QUEUE).replace("Raderna får gärna", "Raderna ska") + lines


def test_filled_regions_are_kept_in_a_renewal() -> None:
    """A new version of the overview's words leaves what the run has put into its region, byte for byte."""
    region = compose("översikt", "{|\n| läget\n|}") + " <!-- Saras -->"
    present = older(OVERVIEW).replace(compose("översikt", ""), region)
    step = found({OVERVIEW: present}, {OVERVIEW: made(older(OVERVIEW))})[OVERVIEW]
    assert step.text == meant(OVERVIEW).replace(compose("översikt", ""), region)
    edited = region.replace("läget", "LÄGET")
    step = found({OVERVIEW: present.replace(region, edited)}, {OVERVIEW: made(older(OVERVIEW))})[OVERVIEW]
    assert step.text == meant(OVERVIEW).replace(compose("översikt", ""), edited)


def test_region_that_somebody_took_away_stays_away() -> None:
    """A region that a person has taken away is their change; the run puts it back if it is to be there."""
    before = older(OVERVIEW)
    present = before.replace(f"\n\n{compose('översikt', '')}", "")
    step = found({OVERVIEW: present}, {OVERVIEW: made(before)})[OVERVIEW]
    assert step.text == meant(OVERVIEW).replace(f"\n\n{compose('översikt', '')}", "")


def test_page_with_nothing_but_the_run_s_region_gets_its_words() -> None:
    """An overview that a run has made, before there was a setup, is the bot's own."""
    region = compose("översikt", "läget")
    step = found({OVERVIEW: region})[OVERVIEW]
    assert step.action == "update"
    assert step.text == meant(OVERVIEW).replace(compose("översikt", ""), region)


def test_page_that_somebody_has_emptied_stays_empty() -> None:
    """A page that a person has emptied, or on which they have left but the run's region, is not filled again."""
    for title, present in ((HANDBOOK, ""), (OVERVIEW, compose("översikt", "läget"))):
        assert found({title: present}, {title: made(meant(title))})[title].action == "kept"
        assert found({title: present}, {title: made(older(title))})[title].why == "conflict"
    assert found({HANDBOOK: ""})[HANDBOOK].why == "foreign"


def test_button_follows_the_extension() -> None:
    """Where InputBox comes or goes, a button of the other kind is setup's own, whoever put it there."""
    other = found(inputbox=True)[BUTTON].text
    assert other != meant(BUTTON)
    step = found({BUTTON: other})[BUTTON]
    assert (step.action, step.text) == ("update", meant(BUTTON))


def test_people_s_changes_alone_are_shown() -> None:
    """Where setup has nothing new, what people have changed of the page is told, and nothing is written."""
    present = f"{meant(HANDBOOK)}\nRing Sara."
    step = found({HANDBOOK: present}, {HANDBOOK: made(meant(HANDBOOK))})[HANDBOOK]
    assert (step.action, step.base, step.summary) == ("kept", meant(HANDBOOK), "")


def test_change_that_people_have_made_themselves_is_no_edit() -> None:
    """Where people have put in what is new already, nothing is left to do."""
    before = older(HANDBOOK)
    present = f"{meant(HANDBOOK)}\n\nRing Sara."
    step = found({HANDBOOK: present}, {HANDBOOK: made(before)})[HANDBOOK]
    assert (step.action, step.base) == ("kept", before)


def test_conflict_is_left_to_people() -> None:
    """Where people have changed the very line that is new, nothing is written, and both are there to be shown."""
    before = older(HANDBOOK)
    present = before.replace("Äldre ord, ", "Saras ord, ")
    step = found({HANDBOOK: present}, {HANDBOOK: made(before)})[HANDBOOK]
    assert (step.action, step.why, step.base, step.text) == ("left", "conflict", before, meant(HANDBOOK))


def test_page_that_somebody_else_made_is_left() -> None:
    """A page that setup never wrote is not touched."""
    step = found({HANDBOOK: "Saras egen handbok"})[HANDBOOK]
    assert (step.action, step.why) == ("left", "foreign")


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (Page(HANDBOOK, None, model="unreadable", locked=True), "unreadable"),
        (Page(HANDBOOK, "#OMDIRIGERING [[Hjälp:Bot]]", 7, redirect="Hjälp:Bot"), "redirect"),
        (Page(HANDBOOK, None, locked=True), "protected"),
        (Page(HANDBOOK, "gammalt", 7, locked=True), "protected"),
        (Page("A~~~~B", None), "title"),
        (Page(HANDBOOK, "gammalt {{nobots}}", 7), "nobots"),
        (Page(HANDBOOK, "gammalt {{subst:X}}", 7), "unsettled"),
        (Page(HANDBOOK, "gammalt\n<!-- Lägesbot:slut x -->", 7), "damaged"),
    ],
)
def test_page_that_forbids_it_is_left(page: Page, why: str) -> None:
    """What cannot or must not be written is left, with why, though setup had made it."""
    past = {HANDBOOK: made(page.text or "")}
    step = found({HANDBOOK: page}, past)[HANDBOOK]
    assert (step.action, step.why) == ("left", why)


def test_settings_are_made_with_the_people() -> None:
    """The settings page is made with those whose accounts are known."""
    step = found()[SETTINGS_PAGE]
    assert (step.action, step.added) == ("create", ("John",))
    assert '"account": "John (WMSE)"' in step.text


def test_settings_are_made_even_for_nobody() -> None:
    """Where no project names anybody, the page is made all the same, for people to fill in."""
    step = found(people=People())[SETTINGS_PAGE]
    assert (step.action, step.added, step.text) == ("create", (), '{\n\t"people": {}\n}')


def test_settings_get_who_is_missing() -> None:
    """On a page that is there only who is missing is added; where nobody is, nothing is done."""
    step = found({SETTINGS_PAGE: '{"report": {"due_workday": 7}}'})[SETTINGS_PAGE]
    assert (step.action, step.added) == ("update", ("John",))
    again = found({SETTINGS_PAGE: step.text})[SETTINGS_PAGE]
    assert (again.action, again.added) == ("nothing", ())


def test_whom_somebody_took_out_stays_out() -> None:
    """A name that was taken out of the settings is told of, and no edit is made for it."""
    text = '{"people": {"John": {"account": "John (WMSE)"}}}'
    step = found({SETTINGS_PAGE: '{"people": {}}'}, {SETTINGS_PAGE: made(text)})[SETTINGS_PAGE]
    assert (step.action, step.removed) == ("nothing", ("John",))


def test_faulty_settings_are_left() -> None:
    """A settings page with mistakes, or one that cannot be read, is not touched."""
    assert found({SETTINGS_PAGE: '{"okänd": 1}'})[SETTINGS_PAGE].why == "faulty"
    unreadable = Page(SETTINGS_PAGE, None, model="unreadable", locked=True)
    assert found({SETTINGS_PAGE: unreadable})[SETTINGS_PAGE].why == "unreadable"


def test_style_sheet_is_made_first_where_the_wiki_has_such_pages() -> None:
    """Where the wiki has TemplateStyles, the style sheet is made before what uses it; elsewhere there is none."""
    title = "Mall:Lägesbot/stil.css"
    ground = replace(NOTHING, styles=True)
    pages = {one.title: Page(one.title, None) for one in ground.proposals()} | {
        SETTINGS_PAGE: Page(SETTINGS_PAGE, None)
    }
    first = decide(replace(ground, pages=pages))[0]
    assert (first.title, first.action, first.name) == (title, "create", "styles")
    assert "sin stilmall" in first.summary
    assert "@media print {" in first.text
    assert title not in found()
