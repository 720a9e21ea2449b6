"""The page: everything in one file, that asks for nothing else and lets nothing else in."""

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup

from bot.html.addresses import Addresses
from bot.html.language import Language, shipped
from bot.html.told import ToldProject, told_projects, told_years
from bot.knowledge import Knowledge
from bot.overview.totals import MOST_NAMED
from bot.planned import Plan, PlannedEdit


def report_page(known: Knowledge, plan: Plan, stops: Sequence[str], addresses: Addresses) -> str:
    """The report of the years that were asked for, as one HTML page.

    Args:
        known: What is known.
        plan: What a run would do.
        stops: What would keep it from that, in plain words.
        addresses: Where the pages of the wiki are.
    """
    years = told_years(known)
    projects = told_projects(known, years, plan, addresses)
    style = shipped("report.css") + shipped("timeline.css") + _rules(_styles(projects))
    script = shipped("report.js")
    return Language(known.words).html(
        "report",
        known=known,
        today=known.today,
        years=years,
        projects=projects,
        numbers={one.standing.project.title: number for number, one in enumerate(projects, start=1)},
        most_named=MOST_NAMED,
        edits=[(_kind(edit), edit) for edit in plan.edits],
        plan=plan,
        stops=stops,
        address=addresses.page,
        style=Markup(style),  # noqa: S704 - our own file, and declarations that hold no markup (`bot.html.allowed`)
        script=Markup(script),  # noqa: S704 - our own file
        policy=_policy(style, script),
    )


def _kind(edit: PlannedEdit) -> str:
    """What an edit is: its task, or thanks on a talk page, of which nobody is notified."""
    return "thank" if edit.task == "remind" and edit.silent else edit.task


def _policy(style: str, script: str) -> str:
    """The Content-Security-Policy: this very style sheet and script, the empty picture of the tab, and nothing else."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _styles(projects: Iterable[ToldProject]) -> dict[str, str]:
    """The styles of all wikitext on the page."""
    styles: dict[str, str] = {}
    for project in projects:
        for preview in project.previews:
            for part in preview.parts:
                for rendered in filter(None, (part.before, part.after)):
                    styles |= rendered.styles
    return styles


def _rules(styles: Mapping[str, str]) -> str:
    return "".join(f".wiki .{name}{{{declared}}}\n" for name, declared in sorted(styles.items()))
