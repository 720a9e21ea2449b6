"""What forbids the bot to write: on a project's pages, in its report, on any page. Pure."""

from bot.checks.standing import Standing
from bot.knowledge import Knowledge
from bot.model import Flaw
from bot.parse.exclusion import may_edit, settled
from bot.render.reminder import REGION_CODES
from bot.wiki.port import Page

WRITES_NOTHING = frozenset(
    {
        "page-missing",
        "page-protected",
        "projectdata-missing",
        "timeplan-missing",
        "timeplan-unreadable",
        "region-damaged",
        "region-edited",
    }
)
"""With one of these flaws on a project's pages, the bot does not know enough to write there."""


def forbids_report(flaw: Flaw) -> bool:
    """Whether the bot does not know enough to write in a project, or must not; wrong markers forbid but their own page.

    Without a page of facts it still knows the time plan.
    """
    planned_only = flaw.code == "projectdata-missing" and flaw.facts["why"] == "missing"
    return flaw.code in WRITES_NOTHING - REGION_CODES and not planned_only


def frozen(standing: Standing) -> bool:
    """Whether a project's report stays as it is: there is a final report after the end, or the project is paused."""
    return (standing.ended and standing.project.final_link) or standing.paused


def forbids_edit(page: Page, known: Knowledge) -> str | None:
    """What in a page's own text forbids an edit, as the end of a phrase's key; None where nothing does."""
    if not may_edit(page.text or "", known.material.account):
        return "nobots"
    return None if settled(page.text or "") else "unsettled"
