"""Rules about the status report: one function a rule."""

from collections.abc import Iterator

from bot.checks.standing import Standing
from bot.model import Flaw
from bot.settings import Settings


def report_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The report of a period that was due was never written."""
    report, state = standing.project.report, standing.report
    if report and standing.late_report == "report-missing":
        yield Flaw("report-missing", report.place, facts={"period": state.period, "due": state.due})


def report_late(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The report is older than the period that was due."""
    report, state = standing.project.report, standing.report
    if report and standing.late_report == "report-late":
        facts = {"period": state.period, "due": state.due, "updated": report.updated}
        yield Flaw("report-late", report.place, facts=facts)


def report_undated(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """The report was due, and says something, but not when it was written."""
    report = standing.project.report
    if report and standing.late_report == "report-undated":
        facts = {"period": standing.report.period, "text": report.updated_text}
        yield Flaw("report-undated", report.place, facts=facts)


def report_not_refreshed(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """People have changed the report's fields since its date was first seen, but not the date."""
    report = standing.project.report
    if report and report.unrefreshed and standing.report.state not in {"none", "hidden"}:
        yield Flaw("report-not-refreshed", report.place)


def status_missing(standing: Standing, _settings: Settings) -> Iterator[Flaw]:
    """There is a report, but its STATUS was never set."""
    report = standing.project.report
    if report and report.updated and not report.status and standing.report.state in {"current", "due", "late"}:
        yield Flaw("status-missing", report.place)


def final_report_missing(standing: Standing, settings: Settings) -> Iterator[Flaw]:
    """The project ended some time ago, and there is no final report."""
    project, wait = standing.project, settings.report.final_report_after_days
    if project.report and project.end and not project.final_report and (standing.today - project.end).days > wait:
        yield Flaw("final-report-missing", project.report.place, facts={"end": project.end})


RULES = (
    report_missing,
    report_late,
    report_undated,
    report_not_refreshed,
    status_missing,
    final_report_missing,
)
