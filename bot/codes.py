"""What there is to find: the code of every finding, and how bad it is where the settings say nothing."""

from bot.model import Severity

CODES: dict[str, Severity] = {
    "report-missing": "error",
    "report-late": "error",
    "report-undated": "warning",
    "report-not-refreshed": "warning",
    "status-missing": "warning",
    "final-report-missing": "warning",
    "owner-missing": "error",
    "owner-unknown": "warning",
    "number-missing": "warning",
    "dates-missing": "warning",
    "dates-reversed": "error",
    "date-unreadable": "warning",
    "budget-missing": "info",
    "budget-unreadable": "warning",
    "projectdata-missing": "error",
    "timeplan-missing": "warning",
    "timeplan-unreadable": "error",
    "activity-overdue": "error",
    "activity-undated": "info",
    "activity-unowned": "warning",
    "activity-outside-project": "warning",
    "activity-duplicate": "info",
    "task-missing": "info",
    "task-unknown": "warning",
    "task-open-after-end": "info",
    "region-damaged": "error",
    "region-edited": "error",
    "page-missing": "error",
    "page-protected": "warning",
    "talk-page-unsupported": "warning",
}
"""Every code of the contract, with its severity where the settings say nothing."""

PROBLEMS: dict[str, Severity] = {
    "settings-unreadable": "error",
    "settings-doubled": "error",
    "settings-unknown": "warning",
    "settings-value": "error",
    "settings-untrusted": "error",
    "account-unusable": "warning",
    "tasks-unavailable": "warning",
    "page-unreadable": "error",
}
"""The codes of what can be wrong with a run as a whole."""
