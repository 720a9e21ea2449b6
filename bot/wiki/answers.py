"""What a live wiki's answers mean: the API's JSON and error codes as the port's pages and outcomes. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import takewhile
from typing import Any

from bot.wiki.outcome import Barred, Conflict, Deferred, Failed, Outcome, Protected, Refused, Saved, Unchanged
from bot.wiki.port import Account, Condition, Contribution, Entry, Page, Version
from bot.wiki.titles import redirect_target

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

_EVERYBODYS = frozenset({"*", "user", "autoconfirmed"})
"""The groups that an account is in by being one."""

_RIGHTS = {"sysop": "editprotected", "autoconfirmed": "editsemiprotected"}
"""The protection levels of old whose right has another name."""

_ORDINARY = frozenset({"user", "autoconfirmed", "editsemiprotected", "extendedconfirmed"})
"""The levels of protection that a person passes by having an account, and having had it for some time."""


def outcome_of_error(code: str, info: str) -> Outcome:
    """What an error of the API means for an edit.

    Args:
        code: MediaWiki's word for the error. An unknown one is a refusal: after an error, nothing has been written.
        info: Its sentence for people.
    """
    kind = _OUTCOMES.get(code) or next((kind for start, kind in _FAMILIES if code.startswith(start)), Refused)
    return kind(one_line(f"{info} ({code})" if info else code))


def outcome_of_edit(answer: Json) -> Outcome:
    """What the answer to an edit means, where it is not an error."""
    edit = answer.get("edit")
    if not isinstance(edit, Mapping):
        return Failed("the wiki's answer to the edit makes no sense")
    if edit.get("result") != "Success":
        reason = (
            edit.get("info") or edit.get("code") or next((key for key in edit if key != "result"), "no reason given")
        )
        return Refused(one_line(str(reason)))
    if "nochange" in edit:
        return Unchanged()
    return Saved(revid=edit["newrevid"]) if isinstance(edit.get("newrevid"), int) else Failed("no revision was named")


def page_of(entry: Json, rights: Collection[str]) -> Page:
    """One page of an answer to `prop=info|revisions`.

    Args:
        entry: The page's entry.
        rights: What the account may do.

    Returns:
        The page; one whose text is hidden is `locked`, without text, and of the model `unreadable`, for it exists.
    """
    title = str(entry.get("title", ""))
    missing = "missing" in entry or "invalid" in entry or "special" in entry
    protection = entry.get("protection", ())
    locked = _locked(protection, "create" if missing else "edit", rights)
    restricted = bool(_levels(protection, "edit") - _ORDINARY)
    revision = next(iter(entry.get("revisions", ())), None)
    if missing or revision is None:
        return Page(title, None, model=str(entry.get("contentmodel", "wikitext")), locked=locked)
    slot = revision.get("slots", {}).get("main", {})
    when = _when(revision)
    user = str(revision.get("user", ""))
    if "content" not in slot:
        return Page(title, None, revision["revid"], "unreadable", user, when, locked=True, restricted=restricted)
    text = str(slot["content"])
    redirect = redirect_target(text) if entry.get("redirect") else None
    model = str(slot.get("contentmodel") or entry.get("contentmodel", "wikitext"))
    return Page(title, text, revision["revid"], model, user, when, redirect, locked, restricted)


def entries_of(answers: Iterable[Json]) -> dict[str, Entry]:
    """The pages in answers to `generator=allpages` with `prop=categories|info`, by title.

    A page may come in several answers, each with some of its categories, and only one of them with its other facts.
    """
    entries: dict[str, Entry] = {}
    for answer in answers:
        for page in answer.get("pages", ()):
            title = str(page["title"])
            known = entries.get(title, Entry())
            categories = known.categories.union(str(one["title"]) for one in page.get("categories", ()))
            entries[title] = Entry(categories, known.redirect or bool(page.get("redirect")))
    return entries


def old_texts_of(entry: Json) -> dict[int, str]:
    """The texts of the revisions in a page's entry, by revision; hidden ones are left out."""
    slots = {revision["revid"]: revision.get("slots", {}).get("main", {}) for revision in entry.get("revisions", ())}
    return {revid: str(slot["content"]) for revid, slot in slots.items() if "content" in slot}


def versions_of(entry: Json) -> list[Version]:
    """The revisions in a page's entry, newest first, up to the first whose text is hidden."""
    shown = takewhile(lambda one: "content" in one.get("slots", {}).get("main", {}), entry.get("revisions", ()))
    return [
        Version(
            one["revid"],
            str(one.get("user", "")),
            _when(one),
            _text(one),
            str(one.get("comment", "")),
            one.get("parentid"),
        )
        for one in shown
    ]


def _text(revision: Json) -> str:
    return str(revision["slots"]["main"]["content"])


def contribution_of(entry: Json) -> Contribution:
    """One entry of `list=usercontribs`."""
    return Contribution(entry["revid"], entry["title"], moment(entry["timestamp"]), str(entry.get("comment", "")))


def account_of(entry: Json) -> Account:
    """One entry of `list=users` with `usprop=blockinfo|groups`; one without an id is missing, invalid or elsewhere."""
    if "userid" not in entry:
        return Account(str(entry["name"]), exists=False)
    blocked = "blockid" in entry and not entry.get("blockpartial")
    groups = frozenset(map(str, entry["groups"])) - _EVERYBODYS
    return Account(str(entry["name"]), blocked=blocked, groups=groups)


def condition_of(answer: Json, *, account: str) -> Condition:
    """The answer to `meta=userinfo|siteinfo`, with the time; of who is not logged in as `account`, nothing is said."""
    query = answer["query"]
    user, general = query["userinfo"], query["general"]
    own = account and user.get("name") == account
    blocked = own and "blockid" in user and not user.get("blockpartial")
    return Condition(
        moment(answer["curtimestamp"]),
        readonly=one_line(str(general.get("readonlyreason") or "no reason given")) if general.get("readonly") else "",
        blocked=one_line(f"by {user.get('blockedby', '?')}: {user.get('blockreason', '')}") if blocked else "",
        bot="bot" in user.get("rights", ()),
        extensions=frozenset(str(one["name"]) for one in query.get("extensions", ()) if "name" in one),
    )


def moment(stamp: str) -> datetime:
    """A time of the API, `2022-11-20T12:00:00Z`."""
    return datetime.fromisoformat(stamp)


def _when(revision: Json) -> datetime | None:
    return moment(revision["timestamp"]) if "timestamp" in revision else None


def one_line(text: str, *, length: int = 300) -> str:
    """A message on one line, cut where it is too long to be read."""
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"


def _locked(protection: Collection[Json], action: str, rights: Collection[str]) -> bool:
    return any(_RIGHTS.get(level, level) not in rights for level in _levels(protection, action))


def _levels(protection: Collection[Json], action: str) -> set[str]:
    levels = {str(entry["level"]) for entry in protection if entry.get("type") == action}
    return levels - {"", "all"}
