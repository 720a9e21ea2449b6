"""Rules about the status report: one function a rule."""

from collections.abc import Iterator

from bot.checks.standing import Standing
from bot.model import Flaw
from bot.settings import Settings


def overdue_report(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The report of a period that was due has not come: never written, undated, or too old."""
    report, state = standing.project.report, standing.report
    if report is None or state.state not in {"missing", "late"}:
        return
    undated = state.state == "missing" and (report.fields or report.updated_text)
    code = "report-undated" if undated else f"report-{state.state}"
    yield Flaw(code, report.place, facts={"period": state.period, "due": state.due, "updated": report.updated})


def status_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """There is a report, but its STATUS was never set, or is no colour that the template knows."""
    report = standing.project.report
    if report and report.updated and not report.status and standing.report.state in {"current", "due", "late"}:
        yield Flaw("status-missing", report.place, facts={"text": report.status_text})


def final_report_missing(standing: Standing, settings: Settings) -> Iterator[Flaw]:
    """The project ended some time ago, and there is no final report."""
    project, wait = standing.project, settings.report.final_report_after_days
    if project.report and project.end and not project.final_report and (standing.today - project.end).days > wait:
        yield Flaw("final-report-missing", project.report.place, facts={"end": project.end})


RULES = (overdue_report, status_missing, final_report_missing)
