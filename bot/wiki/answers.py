"""What a live wiki's answers mean: the API's JSON as the port's pages, accounts and contributions. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from bot.wiki.namespaces import Namespaces
from bot.wiki.port import Account, Condition, Contribution, Entry, Page, Version
from bot.wiki.refusals import Json, one_line
from bot.wiki.titles import redirect_target

_EVERYBODYS = frozenset({"*", "user", "autoconfirmed"})
"""The groups that an account is in by being one."""

_RIGHTS = {"sysop": "editprotected", "autoconfirmed": "editsemiprotected"}
"""The protection levels of old whose right has another name."""

_ORDINARY = frozenset({"user", "autoconfirmed", "editsemiprotected", "extendedconfirmed"})
"""The levels of protection that a person passes by having an account, and having had it for some time."""

ABOUT: Mapping[str, str] = {"meta": "siteinfo", "siprop": "extensions|namespaces|namespacealiases"}
"""What a wiki is asked of itself, together with the first pages that are read."""


@dataclass(frozen=True, slots=True)
class About:
    """What a wiki says of itself.

    Attributes:
        extensions: The names of the extensions that are installed.
        numbers: The numbers of the namespaces in which pages are kept, the main one left out, by every name of theirs
            in lower case.
        spaces: The same namespaces, as titles begin with them.
    """

    extensions: frozenset[str]
    numbers: Mapping[str, int]
    spaces: Namespaces

    def number(self, namespace: str) -> int | None:
        """The number of a namespace by any name of it; None where no pages are kept under such a name."""
        return self.numbers.get(" ".join(namespace.replace("_", " ").split()).lower())


def page_of(entry: Json, rights: Collection[str], spaces: Namespaces | None = None) -> Page:
    """One page of an answer to `prop=info|revisions`.

    Args:
        entry: The page's entry.
        rights: What the account may do.
        spaces: The wiki's namespaces, as redirects are told of.

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
    redirect = redirect_target(text, spaces) if entry.get("redirect") else None
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
        extensions=_extensions_of(query),
        pages=_pages(general),
    )


def about_of(query: Json) -> About:
    """An answer to `ABOUT`."""
    kept = [one for one in query["namespaces"].values() if one["id"] > 0]
    called = {one["id"]: str(one["name"]) for one in kept}
    numbers = {str(one["alias"]).lower(): one["id"] for one in query["namespacealiases"] if one["id"] in called}
    numbers |= {str(one["canonical"]).lower(): one["id"] for one in kept}
    numbers |= {name.lower(): number for number, name in called.items()}
    spaces = Namespaces({name: called[number] for name, number in numbers.items()})
    return About(_extensions_of(query), numbers, spaces)


def _extensions_of(query: Json) -> frozenset[str]:
    """The names in an answer to `meta=siteinfo` with `siprop=extensions`."""
    return frozenset(str(one["name"]) for one in query.get("extensions", ()) if "name" in one)


def _pages(general: Json) -> str:
    """The address of the wiki's pages; its server may leave out how it is spoken to, which the main page's tells."""
    server, path, main = (str(general.get(key, "")) for key in ("server", "articlepath", "base"))
    if server.startswith("//"):
        server = f"{main.partition('//')[0]}{server}"
    return f"{server}{path}" if server.startswith(("https://", "http://")) and "$1" in path else ""


def moment(stamp: str) -> datetime:
    """A time of the API, `2022-11-20T12:00:00Z`."""
    return datetime.fromisoformat(stamp)


def _when(revision: Json) -> datetime | None:
    return moment(revision["timestamp"]) if "timestamp" in revision else None


def _locked(protection: Collection[Json], action: str, rights: Collection[str]) -> bool:
    return any(_RIGHTS.get(level, level) not in rights for level in _levels(protection, action))


def _levels(protection: Collection[Json], action: str) -> set[str]:
    levels = {str(entry["level"]) for entry in protection if entry.get("type") == action}
    return levels - {"", "all"}
