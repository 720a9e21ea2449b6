"""What `setup` shows: every page with what is to be done and why, and what came of it; as lines and as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console

from bot.setup.decide import Ground, Step
from bot.setup.past import bare
from bot.setup.write import Written
from bot.tell.as_json import VERSION
from bot.tell.diff import differences
from bot.tell.lines import count, line
from bot.wiki.outcome import Outcome, Protected

_ACTIONS = {
    "create": "Create",
    "update": "Update",
    "kept": "As it should be, but for people's changes",
    "left": "Left alone",
}
_WHY = {
    "": "",
    "title": "no page can have this title; correct it in the settings (pages).",
    "unreadable": "its text cannot be read; look at its history.",
    "redirect": "it redirects elsewhere; correct the title in the settings (pages), or remove the redirect.",
    "protected": "it is protected. Let a sysop lower the protection, or give the bot's account the right.",
    "nobots": "a template on it asks bots to stay away.",
    "unsettled": "it has a signature (~~~~) or {{subst:}} that was never saved to the end. Open and save it.",
    "damaged": "the bot's markers on it are wrong. Put them right, or take them away with all between them.",
    "foreign": "somebody else made it. To have setup's, move it away, or put this in its place; then run setup again.",
    "conflict": "people have changed the same lines as the new version. Put in by hand what is wanted of this.",
    "faulty": "it has mistakes, which lagesbot check shows. Correct them first.",
}
_JSON_PAGE = (
    "MediaWiki lets only the account itself, administrators and interface administrators write it, and a bot password "
    'only with the grant "Edit your user preferences and JSON configuration" (editmyoptions).'
)
_DIFF_STYLE = {"+": "green", "-": "red", "@": "cyan"}


def show_steps(console: Console, ground: Ground, steps: Sequence[Step], stops: Iterable[str]) -> None:
    """Every page, with the diff of what would be written, or of what was found to what setup would have there."""
    for step in steps:
        if step.action != "nothing":
            _show_step(console, step)
    right = [step.title for step in steps if step.action == "nothing"]
    if right:
        line(console, "\nAs it should be", "bold")
    for title in right:
        line(console, f"  {title}")
    _show_people(console, ground, steps)
    for reason in stops:
        line(console, f"Setup would stop here: {reason}", "bold yellow")
    line(console, f"\n{planned_words(steps)}", "bold")


def _show_step(console: Console, step: Step) -> None:
    line(console, f"\n{_ACTIONS[step.action]}: {step.title}", "bold")
    if step.why:
        line(console, f"  {_WHY[step.why]}", "yellow")
    if step.summary:
        line(console, f"  summary: {step.summary}", "dim")
    _show_lines(console, change(step))
    kept = kept_lines(step)
    if kept:
        line(console, "  people's changes:" if step.action == "left" else "  people's changes, which are kept:")
        _show_lines(console, kept)


def planned_words(steps: Iterable[Step]) -> str:
    """The steps in one line."""
    actions = [step.action for step in steps]
    made, renewed, left = (actions.count(action) for action in ("create", "update", "left"))
    if not made + renewed:
        return "Nothing to do." if not left else f"Nothing to do; {count(left, 'page')} left alone."
    rest = f", {left} left alone" if left else ""
    return f"Planned: {count(made, 'page')} to create, {renewed} to update{rest}."


def change(step: Step) -> list[str]:
    """The diff of a step: what is written; where the page is left, from what is there to what setup would have."""
    if step.writes:
        return differences(step.before.text, step.text, title=step.title)
    if step.why in {"foreign", "conflict"}:
        return differences(bare(step.before.text or ""), step.text, title=step.title)
    return []


def kept_lines(step: Step) -> list[str]:
    """The diff of what people have changed of what setup had written, and what is kept."""
    if step.base is None:
        return []
    return differences(step.base, bare(step.before.text or ""), title=step.title)


def _show_lines(console: Console, lines: Iterable[str]) -> None:
    for changed in lines:
        line(console, changed, _DIFF_STYLE.get(changed[:1], ""))


def _show_people(console: Console, ground: Ground, steps: Sequence[Step]) -> None:
    """Whose account is not known, who is not added again, and whether anybody is told as a manager."""
    line(console, "")
    for name in (name for step in steps for name in step.removed):
        line(console, f"{name} was taken out of the settings by somebody, and is not added again.", "yellow")
    for name, accounts in ground.people.doubtful.items():
        line(console, f"{name}: may be {' or '.join(accounts)}. Add the right one to people in the settings.", "yellow")
    if ground.people.unknown:
        names = ", ".join(ground.people.unknown)
        line(console, f"No account was found for: {names}. Correct the names, or add them to people.", "yellow")
    if any(step.added for step in steps) and not ground.settings.managers():
        line(console, 'Nobody is a manager yet. Add "manager": true to whoever is to be told in the end.', "yellow")
    if not ground.account:
        line(console, "Without an account it is not known what setup made itself: log in to see that.", "yellow")


def show_written(console: Console, steps: Iterable[Step], written: Written) -> None:
    """What came of each edit, and one line for the whole."""
    for step in steps:
        outcome = written.outcomes.get(step.title)
        if outcome:
            reason = _reason(step, outcome)
            name = type(outcome).__name__.lower()
            line(
                console,
                f"{name}: {step.title}{f' ({reason})' if reason else ''}",
                "green" if outcome.ok else "bold red",
            )
    for title in written.undone:
        line(console, f"not done: {title}", "yellow")
    if written.stopped:
        line(console, f"\n{written.stopped}", "bold yellow")
    done = sum(outcome.ok for outcome in written.outcomes.values())
    rest = len(written.undone) + len(written.outcomes) - done
    line(console, f"\nDone: {count(done, 'page')}{f'; {rest} not written' if rest else ''}.", "bold")


def _reason(step: Step, outcome: Outcome) -> str:
    """Why an edit came to what it did, with what to do where the settings may not be written."""
    advice = _JSON_PAGE if step.name == "settings" and isinstance(outcome, Protected) else ""
    return " ".join(filter(None, [outcome.why, advice]))


def setup_document(
    ground: Ground, steps: Sequence[Step], stops: Sequence[str], written: Written | None, *, day: str
) -> dict[str, Any]:
    """What `setup --format json` prints."""
    outcomes = written.outcomes if written else {}
    return {
        "version": VERSION,
        "date": day,
        "years": list(ground.years),
        "run": ground.run,
        "pages": [_page(step, outcomes.get(step.title)) for step in steps],
        "people": {
            "added": [name for step in steps for name in step.added],
            "removed": [name for step in steps for name in step.removed],
            "doubtful": {name: list(accounts) for name, accounts in ground.people.doubtful.items()},
            "unknown": list(ground.people.unknown),
        },
        "stops": list(stops),
        "written": written is not None,
        "stopped": written.stopped if written and written.stopped else None,
    }


def _page(step: Step, outcome: Outcome | None) -> dict[str, Any]:
    return {
        "page": step.name,
        "title": step.title,
        "action": step.action,
        "why": _WHY[step.why] or None,
        "summary": step.summary or None,
        "diff": "\n".join(change(step)),
        "kept": "\n".join(kept_lines(step)),
        "outcome": type(outcome).__name__.lower() if outcome else None,
        "reason": (_reason(step, outcome) or None) if outcome else None,
    }
