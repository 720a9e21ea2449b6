"""What is wrong: rules give flaws, the settings decide how bad each is, the words say it."""

from collections.abc import Callable, Iterable, Iterator

from bot.checks import activities, facts, report
from bot.checks.standing import Standing
from bot.codes import CODES, PROBLEMS
from bot.model import Finding, Flaw
from bot.settings import Settings

RULES = (*report.RULES, *facts.RULES, *activities.RULES)


def check(standing: Standing, settings: Settings, say: Callable[[Flaw], str]) -> tuple[Finding, ...]:
    """All findings about one project, each once: those on the project page by line, then those on its other pages.

    Args:
        standing: The project and how it stands.
        settings: Severities, and what is switched off for all or for this project.
        say: Gives the words for a flaw.
    """
    title = standing.project.title
    flaws = [*standing.project.flaws, *(flaw for rule in RULES for flaw in rule(standing, settings))]
    flaws.sort(key=lambda flaw: (flaw.place.page != title, flaw.place.page, flaw.place.line))
    return tuple(dict.fromkeys(judge(flaws, settings, say, title=title)))


def judge(
    flaws: Iterable[Flaw], settings: Settings, say: Callable[[Flaw], str], *, title: str = ""
) -> Iterator[Finding]:
    """Findings for those of the flaws that are not switched off, for all or for the project with this title."""
    for flaw in flaws:
        severity = settings.severity(flaw.code, title=title, default=(CODES | PROBLEMS)[flaw.code])
        if severity:
            yield Finding(flaw.code, severity, flaw.place, flaw.subject, say(flaw))
