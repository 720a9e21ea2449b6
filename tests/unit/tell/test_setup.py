"""How setup is told: every page with its diff and reason, who has no account, and what came of it."""

import io
from dataclasses import replace

from rich.console import Console

from bot.settings import SETTINGS_PAGE
from bot.setup.decide import Ground, Step, decide
from bot.setup.people import People
from bot.setup.write import Written
from bot.tell.setup import planned_words, setup_document, show_steps, show_written
from bot.wiki.outcome import Conflict, Outcome, Protected, Saved
from bot.wiki.port import Page
from tests.unit.setup.test_decide import HANDBOOK, NOTHING, made, meant, older

OWN = Page(HANDBOOK, f"{older(HANDBOOK)}\n\nRing Sara.", 7)


def ground(*pages: Page, **other: object) -> Ground:
    """A wiki with these pages alone, the handbook an older one of setup's."""
    titles = [*(one.title for one in NOTHING.proposals()), SETTINGS_PAGE]
    given = {title: Page(title, None) for title in titles} | {one.title: one for one in pages}
    past = {HANDBOOK: made(older(HANDBOOK))}
    return replace(NOTHING, pages=given, past=past, **other)  # type: ignore[arg-type]


def shown(found: Ground, *stops: str) -> str:
    """What is shown of the steps in a pipe."""
    console = Console(file=io.StringIO(), width=40)
    show_steps(console, found, decide(found), stops)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_every_page_is_shown_as_a_diff() -> None:
    """Each page that would be made is shown whole, with its summary, and the plan is summed up."""
    said = shown(ground())
    assert f"\nCreate: {HANDBOOK}\n  summary: Lägesbot lägger upp handboken" in said
    assert f"--- /dev/null\n+++ {HANDBOOK}\n" in said
    assert "\n+{{Lägesbot/Kör nu}}\n" in said
    assert said.endswith("\nPlanned: 9 pages to create, 0 to update.\n")


def test_kept_changes_are_shown() -> None:
    """Of a page that is renewed, what people changed is shown beside what is written."""
    said = shown(ground(OWN))
    assert f"Update: {HANDBOOK}\n" in said
    assert "-Äldre ord, Välkommen!" in said
    assert "  people's changes, which are kept:\n" in said
    assert "+Ring Sara.\n" in said


def test_page_that_is_left_is_compared() -> None:
    """Of a page that somebody else made, the difference to setup's is shown; of a conflict also people's changes."""
    foreign = shown(ground(Page("Användare:Lägesbot/Logg", "Saras logg", 7)))
    assert "Left alone: Användare:Lägesbot/Logg\n  somebody else made it." in foreign
    assert "\n-Saras logg\n" in foreign
    conflict = shown(ground(Page(HANDBOOK, older(HANDBOOK).replace("Äldre", "Saras"), 7)))
    assert "people have changed the same lines" in conflict
    assert "  people's changes:\n" in conflict
    assert "+Saras ord, Välkommen!" in conflict
    assert "-Saras ord, Välkommen!" in conflict


def test_pages_that_are_right_are_named_only() -> None:
    """What is as it should be is a line; where all is, there is nothing to do."""
    titles = {one.title: one.text for one in NOTHING.proposals()}
    pages = [Page(title, text, 7) for title, text in titles.items()]
    settings = Page(SETTINGS_PAGE, '{"people": {"John": {"account": "John (WMSE)", "manager": true}}}', 7)
    said = shown(ground(*pages, settings))
    assert "\nAs it should be\n  Mall:Lägesbot\n" in said
    assert f"  {HANDBOOK}\n" in said
    assert said.endswith("\nNothing to do.\n")


def test_left_pages_are_counted() -> None:
    """Pages that are left alone are told of in the sum."""
    left = Step("handbook", Page(HANDBOOK, "x", 7), "left", "y", why="foreign")
    assert planned_words([left]) == "Nothing to do; 1 page left alone."
    made_too = Step("log", Page("Logg", None), "create", "y")
    assert planned_words([left, made_too]) == "Planned: 1 page to create, 0 to update, 1 left alone."


def test_people_without_a_sure_account_are_named() -> None:
    """Who may be several, who is not found, that nobody is a manager, and what would stop it are all told."""
    people = People({"John": "John (WMSE)"}, frozenset(), {"Axel": ("Axel (WMSE)", "Axel Ek (WMSE)")}, ("Sara", "Eva"))
    said = shown(ground(people=people, account=""), "Stopped by Sara")
    assert "Axel: may be Axel (WMSE) or Axel Ek (WMSE). Add the right one to people in the settings.\n" in said
    assert "No account was found for: Sara, Eva." in said
    assert 'Nobody is a manager yet. Add "manager": true' in said
    assert "log in to see that.\n" in said
    assert "Setup would stop here: Stopped by Sara\n" in said


def test_whom_somebody_took_out_is_named() -> None:
    """A person who was taken out of the settings is told of."""
    once = made('{"people": {"John": {"account": "John (WMSE)"}}}')
    found = ground(Page(SETTINGS_PAGE, '{"people": {}}', 7))
    found = replace(found, past={SETTINGS_PAGE: once})
    assert "John was taken out of the settings by somebody, and is not added again.\n" in shown(found)
    assert setup_document(found, decide(found), [], None, day="2022-11-20")["people"]["removed"] == ["John"]


def told(outcomes: dict[str, Outcome], **other: object) -> str:
    """What is shown of what came of it."""
    steps = [
        Step("handbook", Page(HANDBOOK, None), "create", "x"),
        Step("settings", Page(SETTINGS_PAGE, None), "create", "{}"),
    ]
    console = Console(file=io.StringIO(), width=40)
    show_written(console, steps, Written(outcomes, **other))  # type: ignore[arg-type]
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_outcomes_are_told() -> None:
    """Each edit is told with what came of it, and all are counted."""
    assert told({HANDBOOK: Saved(revid=8), SETTINGS_PAGE: Saved(revid=9)}) == (
        f"saved: {HANDBOOK}\nsaved: {SETTINGS_PAGE}\n\nDone: 2 pages.\n"
    )
    assert told({HANDBOOK: Conflict("changed")}, undone=(SETTINGS_PAGE,), stopped="Stopped.") == (
        f"conflict: {HANDBOOK} (changed)\nnot done: {SETTINGS_PAGE}\n\nStopped.\n\nDone: 0 pages; 2 not written.\n"
    )


def test_settings_that_may_not_be_written_are_explained() -> None:
    """Where the wiki refuses the settings page, it is told who may write it; of another page that is not said."""
    assert "interface administrators" in told({SETTINGS_PAGE: Protected("customjsonprotected")})
    assert "interface administrators" not in told({HANDBOOK: Protected("protectedpage")})


def test_json_has_it_all() -> None:
    """The document has each page with its diff, what was kept, its outcome, the people, and what stopped it."""
    found = ground(OWN)
    steps = decide(found)
    planned = setup_document(found, steps, ["Stopped"], None, day="2022-11-20")
    assert {key: planned[key] for key in ("version", "date", "years", "run", "stops", "written", "stopped")} == {
        "version": 1,
        "date": "2022-11-20",
        "years": [2022],
        "run": "20221120-0730-3f9a",
        "stops": ["Stopped"],
        "written": False,
        "stopped": None,
    }
    assert planned["people"] == {"added": ["John"], "removed": [], "doubtful": {}, "unknown": []}
    handbook = next(one for one in planned["pages"] if one["page"] == "handbook")
    assert (handbook["title"], handbook["action"], handbook["why"]) == (HANDBOOK, "update", None)
    assert "+Ring Sara." in handbook["kept"]
    assert f"+{meant(HANDBOOK).splitlines()[0]}" in handbook["diff"]
    assert (handbook["outcome"], handbook["reason"]) == (None, None)
    done = Written({HANDBOOK: Conflict("changed")}, stopped="Stopped.")
    written = setup_document(found, steps, [], done, day="2022-11-20")
    assert (written["written"], written["stopped"]) == (True, "Stopped.")
    handbook = next(one for one in written["pages"] if one["page"] == "handbook")
    assert (handbook["outcome"], handbook["reason"]) == ("conflict", "changed")


def test_json_names_why_a_page_is_left() -> None:
    """A page that is left has the reason in words."""
    found = ground(Page("Användare:Lägesbot/Logg", "Saras logg", 7))
    pages = setup_document(found, decide(found), [], None, day="2022-11-20")["pages"]
    log = next(one for one in pages if one["page"] == "log")
    assert (log["action"], log["summary"]) == ("left", None)
    assert log["why"].startswith("somebody else made it.")
