"""What the API's answers mean as pages and texts: the cases that a real wiki shows seldom."""

from datetime import UTC, datetime

import pytest

from bot.wiki.answers import (
    about_of,
    account_of,
    condition_of,
    contribution_of,
    entries_of,
    old_texts_of,
    page_of,
    versions_of,
)
from bot.wiki.port import Account, Contribution, Entry, Page, Version

ENTRY = {"title": "Projekt:Prov", "contentmodel": "wikitext"}
REVISION = {"revid": 7, "user": "John (WMSE)", "slots": {"main": {"contentmodel": "wikitext"}}}


def test_missing_page_has_no_text() -> None:
    """A page that is not there is that; one whose title is protected is locked, too."""
    assert page_of({**ENTRY, "missing": True}, set()) == Page("Projekt:Prov", None)
    protection = [{"type": "create", "level": "sysop"}]
    assert page_of({**ENTRY, "missing": True, "protection": protection}, set()).locked


def test_hidden_text_is_unreadable_and_locked() -> None:
    """A revision whose text is hidden is a page that is there, cannot be read, and must not be written."""
    page = page_of({**ENTRY, "revisions": [REVISION]}, set())
    assert (page.revid, page.text, page.unreadable, page.locked) == (7, None, True, True)


def test_old_text_that_is_hidden_is_left_out() -> None:
    """Of old revisions only those are given whose text is to be had."""
    shown = {"revid": 6, "slots": {"main": {"content": "Hej"}}}
    assert old_texts_of({**ENTRY, "revisions": [REVISION, shown]}) == {6: "Hej"}


def test_contribution_without_a_comment() -> None:
    """One of the bot's edits whose summary is hidden has none."""
    entry = {"revid": 7, "title": "Projekt:Prov", "timestamp": "2022-11-20T06:30:00Z"}
    assert contribution_of(entry) == Contribution(7, "Projekt:Prov", datetime(2022, 11, 20, 6, 30, tzinfo=UTC), "")


def test_catalogue_is_put_together() -> None:
    """A page that comes in several answers has the categories of all, and is a redirect if one of them says so."""
    first = {"title": "Projekt:Ett", "redirect": True, "categories": [{"ns": 14, "title": "Kategori:A"}]}
    rest = {"title": "Projekt:Ett", "categories": [{"ns": 14, "title": "Kategori:B"}]}
    answers = [{"pages": [first, {"title": "Projekt:Två"}]}, {"pages": [rest, {"title": "Projekt:Två"}]}, {}]
    assert entries_of(answers) == {
        "Projekt:Ett": Entry(frozenset({"Kategori:A", "Kategori:B"}), redirect=True),
        "Projekt:Två": Entry(),
    }


def shown(revid: int, **more: object) -> dict[str, object]:
    """A revision whose text is to be had."""
    return {"revid": revid, "slots": {"main": {"content": f"text {revid}"}}, **more}


def test_versions_are_in_the_wikis_order() -> None:
    """Each revision of a page is told with who, when and the whole text."""
    stamp = "2022-11-16T23:30:00Z"
    newest = shown(9, user="Sara (WMSE)", timestamp=stamp)
    assert versions_of({**ENTRY, "revisions": [newest, shown(8, user="John", timestamp=stamp)]}) == [
        Version(9, "Sara (WMSE)", datetime(2022, 11, 16, 23, 30, tzinfo=UTC), "text 9"),
        Version(8, "John", datetime(2022, 11, 16, 23, 30, tzinfo=UTC), "text 8"),
    ]


def test_versions_end_at_a_hidden_text() -> None:
    """A revision whose text is hidden ends them, though older ones are shown."""
    assert [one.revid for one in versions_of({**ENTRY, "revisions": [shown(9), REVISION, shown(6)]})] == [9]
    assert versions_of({**ENTRY, "revisions": [REVISION, shown(6)]}) == []


def test_version_of_nobody_knows_whom() -> None:
    """A revision whose user is hidden has no user, and one without a time none."""
    (version,) = versions_of({**ENTRY, "revisions": [shown(9, userhidden=True)]})
    assert (version.user, version.timestamp) == ("", None)


def test_missing_page_has_no_versions() -> None:
    """A page that is not there has no revisions."""
    assert versions_of({**ENTRY, "missing": True}) == []


KNOWN = {"userid": 3, "name": "Sara (WMSE)", "groups": ["*", "user"]}
BLOCK = {"blockid": 7, "blockedby": "Chefen", "blockpartial": False}


@pytest.mark.parametrize(
    ("entry", "account"),
    [
        pytest.param(KNOWN, Account("Sara (WMSE)"), id="known"),
        pytest.param({**KNOWN, **BLOCK}, Account("Sara (WMSE)", blocked=True), id="blocked"),
        pytest.param({**KNOWN, **BLOCK, "blockpartial": True}, Account("Sara (WMSE)"), id="blocked from a page"),
        pytest.param(
            {**KNOWN, **BLOCK, "blockid": None}, Account("Sara (WMSE)", blocked=True), id="several blocks at once"
        ),
        pytest.param({**KNOWN, "groups": ["*", "bot"]}, Account("Sara (WMSE)", groups=frozenset({"bot"})), id="bot"),
        pytest.param({"name": "Sara", "missing": True}, Account("Sara", exists=False), id="missing"),
        pytest.param({"name": "a#b", "invalid": True}, Account("a#b", exists=False), id="invalid"),
        pytest.param({"name": "a@b", "interwiki": True}, Account("a@b", exists=False), id="of another wiki"),
    ],
)
def test_account(entry: dict[str, object], account: Account) -> None:
    """An account is known by its id; a block on the whole wiki and the group bot are told."""
    assert account_of(entry) == account


@pytest.mark.parametrize(
    ("general", "pages"),
    [
        pytest.param(
            {"server": "https://a.example", "articlepath": "/wiki/$1"}, "https://a.example/wiki/$1", id="whole-address"
        ),
        pytest.param(
            {"server": "//a.example", "articlepath": "/wiki/$1", "base": "https://a.example/wiki/Start"},
            "https://a.example/wiki/$1",
            id="without-scheme",
        ),
        pytest.param({"server": "//a.example", "articlepath": "/wiki/$1"}, "", id="nobody-knows-the-scheme"),
        pytest.param({"server": "https://a.example", "articlepath": "/wiki/"}, "", id="no-place-for-the-title"),
        pytest.param({"server": "ftp://a.example", "articlepath": "/wiki/$1"}, "", id="other-scheme"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_addresses_of_pages(general: dict[str, str], pages: str) -> None:
    """The address of a wiki's pages is its server's with the place for a title; "" where it is not known."""
    answer = {"curtimestamp": "2022-11-09T06:30:00Z", "query": {"userinfo": {}, "general": general}}
    assert condition_of(answer, account="").pages == pages


def test_what_a_wiki_says_of_itself() -> None:
    """Namespaces are known by their names there, MediaWiki's own and aliases; pages are kept in none below 1."""
    spaces = {
        "-1": {"id": -1, "name": "Special", "canonical": "Special"},
        "0": {"id": 0, "name": ""},
        "2": {"id": 2, "name": "Användare", "canonical": "User"},
        "3": {"id": 3, "name": "Användardiskussion", "canonical": "User talk"},
    }
    aliases = [{"id": 3, "alias": "Diskussion användare"}, {"id": -1, "alias": "Speciellt"}]
    installed = [{"name": "InputBox"}, {"type": "other"}]
    about = about_of({"namespaces": spaces, "namespacealiases": aliases, "extensions": installed})
    assert about.extensions == {"InputBox"}
    names = ["user", "User_talk", "Diskussion  användare", "ANVÄNDARE", "Special", "Speciellt", "", "Uppdrag"]
    assert [about.number(name) for name in names] == [2, 3, 3, 2, None, None, None, None]
    assert about.spaces.all == ("", "Användardiskussion", "Användare")
    assert about.spaces.called("user talk") == "Användardiskussion"
