"""What stands in the bot's regions, beside what a run would write."""

from bot.html.addresses import Addresses
from bot.html.preview import Preview, previews
from bot.knowledge import Knowledge
from bot.packed import Packed
from bot.plan import make_plan
from bot.planned import Plan, PlannedEdit, Withheld
from bot.wiki.port import Page
from tests.support.builders import DATA, TITLE, data_text, known, page, wiki_pages
from tests.support.pages import region

ROW = "Mars | Boka lokal | Axel | |"


def shown(told: Knowledge, plan: Plan) -> list[Preview]:
    """The previews of the one project."""
    return previews(told.standings[0], told, plan, Addresses())


def edit(before: str, after: str) -> PlannedEdit:
    """An edit of the page with the project's data."""
    return PlannedEdit("report", page(DATA, before), Packed.of(after), "x", "nytt")


def test_first_run() -> None:
    """Before the first run nothing stands there, and every region of the plan is new."""
    told = known(wiki_pages(ROW))
    (one,) = shown(told, make_plan(told, ("report",)))
    assert one.title == DATA
    assert one.why
    assert {part.name for part in one.parts} <= {"activities", "next_month", "problems", "cost"}
    assert all(part.before is None and part.after and part.changed and part.seen for part in one.parts)
    assert any(part.after and "Boka lokal" in part.after.html for part in one.parts)


def test_after_a_run() -> None:
    """What a run would leave as it is, is told to stay."""
    told = known(wiki_pages(ROW))
    (planned,) = make_plan(told, ("report",)).edits
    again = known(wiki_pages(ROW, data=planned.text))
    (one,) = shown(again, make_plan(again, ("report",)))
    assert not one.why
    assert one.parts
    assert not any(part.changed or part.seen for part in one.parts)


def test_region_that_changes() -> None:
    """A region that is rewritten has both texts."""
    before, after = (data_text(problem=f"\n{region('problem', words)}\n") for words in ("* a", "* b"))
    told = known(wiki_pages(ROW, data=before))
    (one,) = shown(told, Plan((edit(before, after),)))
    (part,) = one.parts
    assert part.before
    assert part.after
    assert (part.before.html, part.after.html) == ("<ul><li>a</li></ul>", "<ul><li>b</li></ul>")


def test_region_that_goes() -> None:
    """A region that is taken away has no text afterwards."""
    before = data_text(problem=f"\n{region('problem', '* a')}\n")
    told = known(wiki_pages(ROW, data=before))
    (one,) = shown(told, Plan((edit(before, data_text()),)))
    assert [(part.name, part.after, part.changed) for part in one.parts] == [("problems", None, True)]


def test_change_that_nobody_sees() -> None:
    """Where only a comment of the bot's changes, the region looks the same."""
    before, after = (data_text(problem=f"\n{region('problem', f'* a<!-- {words} -->')}\n") for words in "xy")
    told = known(wiki_pages(ROW, data=before))
    (one,) = shown(told, Plan((edit(before, after),)))
    (part,) = one.parts
    assert part.changed
    assert not part.seen


def test_withheld() -> None:
    """A page that a run leaves on purpose is told with the reason, once, and nothing of its regions is trusted."""
    data = data_text(problem="\n<!-- Lägesbot:slut problem -->\n")
    told = known(wiki_pages(ROW, data=data))
    plan = make_plan(told, ("report",))
    (one,) = shown(told, plan)
    assert one.withheld == (plan.withheld[0].why,)
    assert (one.title, one.parts) == (DATA, ())


def test_withheld_otherwise() -> None:
    """What is withheld of another task, or on another page, is no matter of this page's."""
    told = known(wiki_pages(ROW))
    assert shown(told, Plan((), (Withheld("remind", TITLE, "x"), Withheld("report", "Projekt:B", "y")))) == []


def test_project_without_data() -> None:
    """A project without a page of facts has its own page alone."""
    pages = wiki_pages(ROW)
    text = f"{pages[TITLE]}\n{region('lägesrapport', 'a')}\n"
    told = known({**pages, TITLE: text, DATA: "Ingen mall"})
    assert [one.title for one in shown(told, Plan())] == [TITLE]


def test_page_that_was_not_read() -> None:
    """A page that is not there has nothing on it."""
    told = known(wiki_pages(ROW))
    told.material.pages[DATA]  # the page of facts was read
    bare = Knowledge(told.material, told.standings, told.findings, told.problems, told.ledger)
    new = PlannedEdit("report", Page(DATA, None), Packed.of(region("problem", "* a")), "x", "nytt")
    (one,) = shown(bare, Plan((new,)))
    assert [part.name for part in one.parts] == ["problems"]
