"""The JSON documents of the contract; keys are added to them, never removed or renamed."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.apply import Report
from bot.checks.calendar import Calendar
from bot.checks.changes import EVERYONE, Change, changes
from bot.checks.figures import figures, suggestion
from bot.checks.standing import ActivityStanding, ReportStanding, Standing
from bot.knowledge import Knowledge
from bot.ledger import Sent
from bot.memory import Memory
from bot.model import Finding, People, Period, TaskState
from bot.planned import Plan, PlannedEdit
from bot.reminders.ladder import first_day
from bot.reminders.why import Notice, notices_by_project, quiet
from bot.settings import Settings
from bot.tell.diff import unified
from bot.tell.document import Document, Told
from bot.wiki.outcome import Outcome

VERSION = 1
"""Of all documents; a new one only where a key would have to change its meaning."""


def check_document(known: Knowledge) -> Document:
    """What `check --format json` prints: projects with everything read of them, findings and problems."""
    told = notices_by_project(known)

    def project(one: Standing) -> Document:
        said = _project(one, known.findings[one.project.title], known.settings)
        return said | _reminders(one, told.get(one.project.title, []), known)

    return _document(known) | {
        "projects": Told(known.standings, project),
        "problems": [finding_document(problem) for problem in known.problems],
    }


def plan_document(known: Knowledge, plan: Plan, stops: Sequence[str] = ()) -> Document:
    """What `plan --format json` prints: every edit as a diff, what is withheld, and what would stop a run."""
    told = notices_by_project(known)

    def reminders(one: Standing) -> Document:
        return {"title": one.project.title, **_reminders(one, told.get(one.project.title, []), known)}

    return _document(known) | {
        "run": known.material.run,
        "edits": Told(plan.edits, edit_document),
        "reminders": Told(known.standings, reminders),
        "stops": list(stops),
        "withheld": [{"task": one.task, "title": one.title, "why": one.why} for one in plan.withheld],
        "problems": [finding_document(problem) for problem in known.problems],
    }


def run_document(known: Knowledge, plan: Plan, report: Report, *, unlogged: str = "") -> Document:
    """What `run --format json` prints: the plan, with each edit as it was made at last, and its outcome.

    How it stands with reminders is told as it was before the run. `unlogged` says why the log does not tell of it.
    """
    outcomes = {result.planned.title: result.outcome for result in report.results}
    document = plan_document(known, plan)
    made = {edit.title: edit for edit in (*plan.edits, *(result.planned for result in report.results))}
    document["edits"] = Told(
        made.values(), lambda edit: edit_document(edit) | outcome_document(outcomes.get(edit.title))
    )
    return document | {
        "stopped": list(report.stopped),
        "halted": report.halted or None,
        "astray": list(report.astray),
        "lost": report.lost or None,
        "unlogged": unlogged or None,
    }


def _document(known: Knowledge) -> Document:
    years = list(known.material.listed)
    return {"version": VERSION, "date": known.today.isoformat(), "years": years}


def _project(standing: Standing, findings: tuple[Finding, ...], settings: Settings) -> Document:
    project = standing.project
    return {
        "title": project.title,
        "number": project.number,
        **_people(project.people),
        "start": _day(project.start),
        "end": _day(project.end),
        "closed": project.closed,
        "paused_until": _day(standing.paused_until),
        "funding": [{"funder": one.funder or None, "amount": one.amount} for one in project.funding],
        "budget_total": project.budget_total,
        "phabricator_project": project.phabricator_project,
        "report": _report(standing, standing.report),
        **_figures(standing, settings),
        "changes": [_change(one) for one in changes(standing)],
        "activities": [_activity(one, standing.tasks or {}) for one in standing.activities],
        "findings": [finding_document(finding) for finding in findings],
    }


def _report(standing: Standing, state: ReportStanding) -> Document:
    report = standing.project.report
    return {
        "state": state.state,
        "updated": _day(report.updated) if report else None,
        "status": report.status.value if report and report.status else None,
        "period": state.period.label if state.period else None,
        "due": _day(state.due),
    }


def _figures(standing: Standing, settings: Settings) -> Document:
    count = figures(standing, standing.year)
    grace, calendar = settings.reminders.grace_workdays, Calendar.of(settings)
    suggested = suggestion(standing, standing.year, grace=grace, calendar=calendar)
    return {
        "figures": {
            "activities": count.all,
            "done": count.done,
            "overdue": count.overdue,
            "unknown": count.unknown,
            "days": count.days,
            "days_done": count.days_done,
            "time_gone": count.gone,
        },
        "suggested_status": {"status": suggested.status.value, "reason": suggested.reason} if suggested else None,
    }


def _reminders(standing: Standing, found: Sequence[Notice], known: Knowledge) -> Document:
    return {
        "reminders": [_notice(one, known) for one in found],
        "not_reminded": None if found else quiet(standing),
    }


def _notice(notice: Notice, known: Knowledge) -> Document:
    recipient = notice.recipient
    return {
        "kind": notice.item.kind,
        "subject": notice.item.subject,
        "period": notice.item.period.label if notice.item.period else None,
        "since": notice.item.since.isoformat(),
        "name": recipient.name or None,
        "account": recipient.account or None,
        "state": notice.state,
        "step": notice.step,
        "day": _day(notice.day),
        "until": _day(notice.until),
        "obstacle": notice.obstacle,
        "sent": [_sent(one) for one in notice.sent],
        "managers": [
            {
                "name": one.manager.name,
                "account": one.manager.account,
                "day": _day(first_day(one.due, one.manager, known.settings)),
                "sent": _sent(one.sent) if one.sent else None,
            }
            for one in notice.managers
        ],
    }


def _sent(sent: Sent) -> Document:
    return {"step": sent.step, "day": sent.day.isoformat(), "revid": sent.revid, "title": sent.title}


def _change(change: Change) -> Document:
    return {
        "kind": change.kind,
        "subject": change.activity.label if change.activity else None,
        "before": _memory(change.before) if change.before else None,
        "after": _memory(change.after),
    }


def _memory(memory: Memory) -> Document:
    everyone = "lead" if EVERYONE in memory.lead else None
    names = [name for name in memory.lead if name != EVERYONE]
    return {
        "start": _day(memory.start),
        "end": _day(memory.end),
        "lead": names,
        "everyone": everyone,
    }


def _activity(standing: ActivityStanding, tasks: Mapping[str, TaskState]) -> Document:
    activity = standing.activity
    return {
        "name": activity.name,
        "when": _period(activity.when),
        "days": activity.days,
        **_people(activity.people),
        "tasks": list(activity.tasks),
        "task_states": [_task(task, tasks[task]) for task in activity.tasks if task in tasks],
        "state": standing.state.value,
        "page": activity.place.page,
        "line": activity.place.line,
    }


def _task(task: str, state: TaskState) -> Document:
    return {
        "id": task,
        "title": state.title,
        "status": state.status,
        "closed": _day(state.closed),
        "assignee": state.assignee,
    }


def _people(people: People) -> Document:
    return {
        "lead": [person.name for person in people.lead],
        "support": [person.name for person in people.support],
        "everyone": people.everyone,
    }


def _period(when: Period) -> Document:
    return {"text": when.text, "start": _day(when.start), "end": _day(when.end), "tentative": when.tentative}


def finding_document(finding: Finding) -> Document:
    """A finding, or a problem of the run as a whole."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "page": finding.place.page,
        "line": finding.place.line,
        "subject": finding.subject,
        "message": finding.message,
    }


def edit_document(edit: PlannedEdit) -> Document:
    """A planned edit: what is sent, and its diff."""
    sent = edit.edit()
    return {
        "task": edit.task,
        "title": edit.title,
        "why": edit.why,
        "changes": edit.changes or None,
        "summary": edit.summary,
        "base": sent.base_revid,
        "minor": sent.minor,
        "bot": sent.bot,
        "diff": "\n".join(unified(edit)),
    }


def outcome_document(outcome: Outcome | None) -> Document:
    """An edit's outcome by the name of its class; null where the edit was never tried."""
    if outcome is None:
        return {"outcome": None, "reason": None, "revid": None}
    name = type(outcome).__name__.lower()
    return {"outcome": name, "reason": outcome.why or None, "revid": getattr(outcome, "revid", None)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
