"""What a live wiki says of an edit: its answer or error as an outcome, with what a person can do about it. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.wiki.outcome import Barred, Conflict, Deferred, Failed, Outcome, Protected, Refused, Saved, Unchanged

Json = Mapping[str, Any]
"""A part of an answer of MediaWiki's API, format version 2."""

RETRIED = frozenset({"maxlag", "ratelimited", "readonly"})
"""Errors with which the wiki turns an edit away before it has looked at it: sending it again cannot make two of it."""

_OUTCOMES: Mapping[str, type[Outcome]] = {
    # somebody was faster; `nosuchrevid` is what a base on a page that was deleted gives
    **dict.fromkeys(("editconflict", "articleexists", "pagedeleted", "missingtitle", "nosuchrevid"), Conflict),
    **dict.fromkeys(("protectedpage", "protectedtitle", "cascadeprotected", "protectednamespace"), Protected),
    **dict.fromkeys(("protectednamespace-interface", "namespaceprotected"), Protected),
    **dict.fromkeys((*RETRIED, "actionthrottledtext"), Deferred),
    **dict.fromkeys(("blocked", "autoblocked", "systemblocked", "permissiondenied", "noedit", "noedit-anon"), Barred),
    **dict.fromkeys(("noapiwrite", "writeapidenied", "readapidenied", "badtoken", "notoken"), Barred),
    **dict.fromkeys(("assertuserfailed", "assertbotfailed", "assertnameduserfailed"), Barred),
    **dict.fromkeys(("failed-save", "unknownerror"), Failed),
}
_FAMILIES: tuple[tuple[str, type[Outcome]], ...] = (
    ("customcss", Protected),  # pages of code and settings in user space: customjsonprotected …
    ("customjs", Protected),
    ("mycustom", Protected),
    ("sitecss", Protected),
    ("sitejs", Protected),
    ("mwoauth", Barred),
    ("globalblocking", Barred),
    ("internal_api_error", Failed),
)
"""Codes that come in families, by what they begin with."""

_WHAT_TO_DO: tuple[tuple[str, str], ...] = (
    ("readonly", "the next run does what is left"),
    ("ratelimited", "raise put_throttle in user-config.py; the next run does what is left"),
    ("actionthrottled", "raise put_throttle in user-config.py; the next run does what is left"),
    ("blocked", "ask a sysop of the wiki why, and to lift the block"),
    ("autoblocked", "ask a sysop of the wiki why, and to lift the block"),
    ("systemblocked", "ask a sysop of the wiki why, and to lift the block"),
    ("globalblocking", "ask a steward why, and to lift the block"),
    ("permissiondenied", "give the account's group the right to edit, and its password or OAuth the grants"),
    ("noedit", "give the account's group the right to edit, and its password or OAuth the grants"),
    ("writeapidenied", "give the account's group the right to edit, and its password or OAuth the grants"),
    ("assertbotfailed", "the account has lost its bot right; have it given back, and its grant of high-volume editing"),
    ("assertuserfailed", "the wiki does not keep the account logged in; look at its password or OAuth"),
    ("assertnameduserfailed", "another account is logged in; look at usernames and password_file in user-config.py"),
    ("mwoauth", "the OAuth consumer is expired, disabled or wrong; make a new one"),
    ("badtoken", "the wiki does not keep the session; try later, and then ask those who run it"),
    ("protected", "ask a sysop to let the bot edit the page, or to do without it there"),
    ("cascadeprotected", "ask a sysop to let the bot edit the page, or to do without it there"),
    ("titleblacklist", "ask a sysop to let the bot pass the wiki's title blacklist"),
    ("abusefilter", "ask a sysop to let the bot pass the abuse filter"),
    ("spamblacklist", "take the address off the page, or have a sysop take it off the blacklist"),
    ("captcha", "give the account's group the right skipcaptcha"),
    ("contenttoobig", "archive or split the page"),
    ("internal_api_error", "the wiki has a fault; the next run looks what was saved"),
)
"""What a person can do about errors, by what their codes begin with."""


def outcome_of_error(code: str, info: str, more: Json | None = None) -> Outcome:
    """What an error of the API means for an edit.

    Args:
        code: MediaWiki's word for the error. An unknown one is a refusal: after an error, nothing has been written.
        info: Its sentence for people.
        more: What else the error says: who has blocked the account, why the wiki is read-only, which filter objects.
    """
    kind = _OUTCOMES.get(code) or next((kind for start, kind in _FAMILIES if code.startswith(start)), Refused)
    return kind(_with_advice(words_of_error({**(more or {}), "code": code, "info": info}), code))


def words_of_error(error: Json) -> str:
    """An error of the API on one line: its sentence, what else a person wants to know, and its code."""
    code = str(error.get("code") or "")
    said = " ".join([one_line(str(error.get("info") or "")), *_details(error)]).strip()
    return f"{said} ({code})" if said else code


def _details(more: Json) -> Iterator[str]:
    """What an error says beside its sentence that a person wants to know, a sentence each."""
    block = more.get("blockinfo")
    if isinstance(block, Mapping):
        by, why = one_line(str(block.get("blockedby") or "")), one_line(str(block.get("blockreason") or ""))
        yield f"Blocked{f' by {by}' if by else ''}: {why or 'no reason given'}."
    found = more.get("abusefilter")
    if isinstance(found, Mapping) and found.get("description"):
        yield f"Filter: {one_line(str(found['description'])).rstrip('.')}."
    if more.get("readonlyreason"):
        yield f"Read-only: {one_line(str(more['readonlyreason'])).rstrip('.')}."


def _with_advice(reason: str, code: str) -> str:
    """A reason with what a person can do about it."""
    advice = next((advice for start, advice in _WHAT_TO_DO if code.startswith(start)), "")
    return one_line(f"{reason}; {advice}" if advice else reason, length=500)


def without_advice(reason: str) -> str:
    """The reason of an outcome as the wiki gave it, without what a person can do about it."""
    advice = next((f"; {advice}" for _, advice in _WHAT_TO_DO if reason.endswith(f"; {advice}")), "")
    return reason.removesuffix(advice)


def outcome_of_edit(answer: Json) -> Outcome:
    """What the answer to an edit means, where it is not an error."""
    edit = answer.get("edit")
    if not isinstance(edit, Mapping):
        return Failed("the wiki's answer to the edit makes no sense")
    if edit.get("result") != "Success":
        code = str(edit.get("code") or next((key for key in edit if key not in {"result", "info"}), ""))
        if "captcha" in edit:
            return Refused(_with_advice("the wiki wants a captcha solved", "captcha"))
        return Refused(_with_advice(one_line(str(edit.get("info") or code or "no reason given")), code))
    if "nochange" in edit:
        return Unchanged()
    return Saved(revid=edit["newrevid"]) if isinstance(edit.get("newrevid"), int) else Failed("no revision was named")


def one_line(text: str, *, length: int = 300) -> str:
    """A message on one line, cut where it is too long to be read."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
