"""What the API's answers to edits mean as outcomes, and what they say of what a person can do."""

import pytest

from bot.wiki.outcome import Failed, Refused, Saved, Unchanged
from bot.wiki.refusals import outcome_of_edit, outcome_of_error


def test_answers_to_an_edit() -> None:
    """Success with a revision is saved, without change unchanged, no success a refusal, and nonsense a failure."""
    assert outcome_of_edit({"edit": {"result": "Success", "newrevid": 9}}) == Saved(revid=9)
    assert outcome_of_edit({"edit": {"result": "Success", "nochange": True}}) == Unchanged()
    assert outcome_of_edit({"edit": {"result": "Failure", "info": "filter"}}) == Refused("filter")
    assert isinstance(outcome_of_edit({}), Failed)
    assert isinstance(outcome_of_edit({"edit": {"result": "Success"}}), Failed)


@pytest.mark.parametrize(
    ("code", "info", "more", "said"),
    [
        ("x", "", {}, "x"),
        ("x", "Why\nnot", {}, "Why not (x)"),
        ("contenttoobig", "Too big.", {}, "Too big. (contenttoobig); archive or split the page"),
        ("blocked", "Blocked.", {"blockinfo": {}}, "Blocked. Blocked: no reason given. (blocked); ask a sysop"),
        ("blocked", "Blocked.", {"blockinfo": 1}, "Blocked. (blocked); ask a sysop"),
        ("blocked", "Blocked.", {"blockinfo": {"blockedby": "Sara"}}, "Blocked. Blocked by Sara: no reason given."),
        (
            "abusefilter-x",
            "No.",
            {"abusefilter": {"description": "Länkar"}},
            "No. Filter: Länkar. (abusefilter-x); ask",
        ),
        ("abusefilter-x", "No.", {"abusefilter": {}}, "No. (abusefilter-x); ask a sysop"),
        ("readonly", "No.", {"readonlyreason": "Upkeep."}, "No. Read-only: Upkeep. (readonly); the next run"),
    ],
)
def test_error_is_told_with_what_to_do(code: str, info: str, more: dict[str, object], said: str) -> None:
    """The wiki's words on one line, its code, its reasons, and what a person can do about it."""
    assert outcome_of_error(code, info, more).why.startswith(said)


def test_edit_that_failed_without_an_error() -> None:
    """A captcha is named with what to do about it; else the wiki's sentence, its code, or that it gives no reason."""
    captcha = outcome_of_edit({"edit": {"result": "Failure", "captcha": {"type": "math"}}})
    assert captcha == Refused("the wiki wants a captcha solved; give the account's group the right skipcaptcha")
    assert outcome_of_edit({"edit": {"result": "Failure", "spamblacklist": "x"}}).why.startswith("spamblacklist; take")
    assert outcome_of_edit({"edit": {"result": "Failure"}}) == Refused("no reason given")
