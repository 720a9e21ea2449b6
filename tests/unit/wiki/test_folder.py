"""The folder wiki's own ways: files, history, old texts, crashes. What it shares with a wiki is in the contract."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import UsageError, WikiUnreachableError
from bot.wiki import archive
from bot.wiki.folder import UNREADABLE, FolderWiki
from bot.wiki.outcome import Conflict, Deferred, Failed, Outcome, Protected, Refused, Saved, Unchanged
from bot.wiki.port import Account, Edit, Entry

NOW = datetime(2020, 8, 17, 10, 15, tzinfo=UTC)
PAGE = "Projekt:Läslust 2022"
FILE = "Projekt/Läslust 2022.wiki"
START = "ett\ntvå\ntre"
KEYS = ["revid", "timestamp", "title", "user", "summary", "minor", "bot", "new_section"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A folder with one page, written by hand."""
    (tmp_path / "Projekt").mkdir()
    (tmp_path / FILE).write_text(START, encoding="utf-8")
    return tmp_path


def opened(root: Path, *, account: str = "Lägesbot", readonly: bool = False) -> FolderWiki:
    """The wiki in the folder."""
    return FolderWiki(root, account=account, now=lambda: NOW, readonly=readonly)


def put(wiki: FolderWiki, text: str, *, base: int | None = None, title: str = PAGE) -> Outcome:
    """Save a page; on the revision that it has now, unless told otherwise."""
    revid = wiki.read([title])[title].revid if base is None else base
    return wiki.save(Edit(title, text, revid, "prov", minor=False, bot=True))


def history(root: Path) -> list[dict[str, object]]:
    """The lines of the history."""
    return [json.loads(line) for line in (root / ".history.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("Projekt:A/Projektdata", "Projekt/A/Projektdata.wiki"),
        ("Användardiskussion:John (WMSE)", "Användardiskussion/John (WMSE).wiki"),
        ("Projekt 2022", "_/Projekt 2022.wiki"),
        ("Användare:Lägesbot/inställningar.json", "Användare/Lägesbot/inställningar.json.wiki"),
        ("user:lägesbot/stopp", "Användare/Lägesbot/stopp.wiki"),
        ("Diskussion:A", "Diskussion/A.wiki"),
        ("MediaWiki-diskussion:A", "MediaWiki-diskussion/A.wiki"),
        ("Något: annat", "_/Något: annat.wiki"),
        (":Kategori:A", "Kategori/A.wiki"),
    ],
)
def test_page_lies_in_its_file(root: Path, title: str, file: str) -> None:
    """A page is one file, in its namespace's folder; slashes in its title are folders."""
    assert put(opened(root), "{}", title=title) == Saved(revid=1)
    assert (root / file).read_bytes() == b"{}"


def test_line_of_history_has_the_keys_promised(root: Path) -> None:
    """An edit is one line of JSON with the keys that others rely on."""
    put(opened(root), f"{START}\n\n== Ny ==\nÅ")
    assert list(history(root)[0]) == KEYS
    assert history(root)[0] == {
        "revid": 1,
        "timestamp": "2020-08-17T10:15:00Z",
        "title": PAGE,
        "user": "Lägesbot",
        "summary": "prov",
        "minor": False,
        "bot": True,
        "new_section": True,
    }


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (f"{START}\n\n== Läge ==\nGlöm inte", True),
        (f"{START}\n== Läge ==", True),
        (f"{START}\n\nsvar i samma avsnitt", False),
        (f"{START}\n\n=== Underrubrik ===", False),
        (f"{START}\n\n= Överrubrik =", False),
        (f"== Läge ==\n{START}", False),
        (f"{START}\ntext\n== Läge ==", False),
        (f"{START} == Läge ==", False),
    ],
)
def test_new_section_is_told(root: Path, after: str, expected: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """`new_section` is true where a heading of level 2 was put at the end, and only there."""
    put(opened(root), after)
    assert history(root)[0]["new_section"] is expected


@pytest.mark.parametrize(
    ("moment", "time"),
    [
        (NOW, "17 augusti 2020 kl. 12.15 (CEST)"),
        (datetime(2022, 12, 31, 23, 5, tzinfo=UTC), "1 januari 2023 kl. 00.05 (CET)"),
    ],
)
def test_signature_is_in_swedish(root: Path, moment: datetime, time: str) -> None:
    """A signature links account and talk page and tells Swedish time."""
    wiki = FolderWiki(root, now=lambda: moment)
    put(wiki, "A ~~~~ <nowiki>~~~~</nowiki> ~~~~~ <!-- ~~~ --> ~~~~~~~")
    name = "[[Användare:Lägesbot|Lägesbot]] ([[Användardiskussion:Lägesbot|diskussion]])"
    expected = f"A {name} {time} <nowiki>~~~~</nowiki> {time} <!-- ~~~ --> {time}~~"
    assert wiki.read([PAGE])[PAGE].text == expected


def test_page_edited_by_hand_has_a_revid_of_its_text(root: Path) -> None:
    """A page changed outside has a revid that stays while its text stays, and is no revision of the history."""
    first = opened(root).read([PAGE])[PAGE]
    assert opened(root).read([PAGE])[PAGE] == first
    assert (first.user, first.timestamp) == ("", None)
    (root / FILE).write_text("annat", encoding="utf-8")
    assert opened(root).read([PAGE])[PAGE].revid != first.revid
    put(opened(root), "tredje")
    (root / FILE).write_text("för hand", encoding="utf-8")
    assert opened(root).read([PAGE])[PAGE].revid > history(root)[0]["revid"]  # type: ignore[operator]


def test_hand_edit_is_a_base_to_merge_from(root: Path) -> None:
    """A page changed by hand between reading and saving is merged, or is a conflict, as on a wiki."""
    wiki = opened(root)
    base = wiki.read([PAGE])[PAGE].revid
    (root / FILE).write_text("ETT\ntvå\ntre", encoding="utf-8")
    assert isinstance(put(wiki, "Ett\ntvå\ntre", base=base), Conflict)
    assert isinstance(put(wiki, "ett\ntvå\nTRE", base=base), Saved)
    assert wiki.read([PAGE])[PAGE].text == "ETT\ntvå\nTRE"


def test_unknown_base_is_a_conflict(root: Path) -> None:
    """A base whose text nobody has kept cannot be merged from."""
    assert isinstance(put(opened(root), "x", base=12345), Conflict)


def test_text_before_the_first_edit_is_kept(root: Path) -> None:
    """The text of a page without history can be had back after it was edited, by any process."""
    base = opened(root).read([PAGE])[PAGE].revid
    put(opened(root), "nytt")
    assert opened(root).revision_texts([base, 1]) == {base: START, 1: "nytt"}


def test_empty_text_is_a_text(root: Path) -> None:
    """A page of no characters exists, is a base, and its old text is found."""
    wiki = opened(root)
    assert put(wiki, " \n", title="Projekt:Tom") == Saved(revid=1)
    page = wiki.read(["Projekt:Tom"])["Projekt:Tom"]
    assert (page.exists, page.text, page.revid) == (True, "", 1)
    assert wiki.revision_texts([1]) == {1: ""}
    (root / "Projekt/Tom.wiki").write_text("x", encoding="utf-8")
    assert put(wiki, "y", base=1, title="Projekt:Tom") != Saved(revid=2)


@pytest.mark.parametrize("make", [lambda path: path / "saknas", lambda path: path / "fil", lambda path: path / "tom"])
def test_folder_must_be_a_wiki(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """A missing folder, a file and a folder without pages are told on one line."""
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    (tmp_path / "tom/Projekt").mkdir(parents=True)
    with pytest.raises(UsageError) as caught:
        opened(make(tmp_path))
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "name", ["projekt/x.wiki", "Projekt/gemen.wiki", "Projekt/A_B.wiki", "x.wiki", "Projekt/a.txt"]
)
def test_files_with_other_names_are_no_pages(root: Path, name: str) -> None:
    """A file whose name is no title in the wiki's own form is in no catalogue."""
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_text("[[Kategori:K]]", encoding="utf-8")
    assert opened(root).catalogue("Projekt").keys() == {PAGE}


def test_catalogue_is_made_anew_when_a_page_changes(root: Path) -> None:
    """Categories are looked up in the texts as they are now."""
    wiki = opened(root)
    assert wiki.catalogue("Projekt") == {PAGE: Entry()}
    put(wiki, "[[kategori:k]]")
    assert wiki.catalogue("projekt") == {PAGE: Entry(frozenset({"Kategori:K"}))}


@pytest.mark.parametrize(
    "title", ["Projekt:../x", "Projekt:a/./b", "../../etc/passwd", "Projekt:a\0b", "Projekt:" + "å" * 130, "Media:A"]
)
def test_no_title_leads_out_of_the_folder(root: Path, title: str) -> None:
    """A title that a wiki cannot have is missing, and refused; no file is made."""
    before = sorted(root.rglob("*"))
    wiki = opened(root)
    assert wiki.read([title])[title].text is None
    assert isinstance(put(wiki, "x", base=0, title=title), Refused)
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("title", ["Projekt:" + "x" * 253, "Projekt:A//B", "Projekt:Läslust 2022.wiki/B"])
def test_title_that_files_cannot_have_is_refused(root: Path, title: str) -> None:
    """A title that only a real wiki can have is missing, and refused with a reason."""
    wiki = opened(root)
    assert wiki.read([title])[title].text is None
    outcome = put(wiki, "x", base=0, title=title)
    assert isinstance(outcome, Refused)
    assert outcome.why
    assert not (root / ".history.jsonl").exists()


def test_page_can_have_subpages(root: Path) -> None:
    """A title may be a page and a folder at once."""
    wiki = opened(root)
    assert put(wiki, "under", title=f"{PAGE}/Projektdata") == Saved(revid=1)
    assert {title: page.text for title, page in wiki.read([PAGE, f"{PAGE}/Projektdata"]).items()} == {
        PAGE: START,
        f"{PAGE}/Projektdata": "under",
    }


def test_unreadable_page_is_told_and_not_written(root: Path) -> None:
    """A file that is not UTF-8 is locked and of no known kind, in no category, and never written over."""
    (root / FILE).write_bytes(b"\xff\xfe")
    wiki = opened(root)
    page = wiki.read([PAGE])[PAGE]
    assert (page.text, page.model, page.locked) == (None, UNREADABLE, True)
    assert wiki.catalogue("Projekt") == {PAGE: Entry()}
    assert isinstance(put(wiki, "x", base=0), Refused)
    assert (root / FILE).read_bytes() == b"\xff\xfe"


def test_folder_in_the_place_of_a_page_is_a_missing_page(root: Path) -> None:
    """A folder with a page's name is no page; saving there is refused."""
    (root / "Projekt/Mapp.wiki").mkdir()
    wiki = opened(root)
    assert wiki.read(["Projekt:Mapp"])["Projekt:Mapp"].text is None
    assert isinstance(put(wiki, "x", base=0, title="Projekt:Mapp"), Refused)


def test_read_only_writes_nothing(root: Path) -> None:
    """A folder opened for reading is left as it was, down to the lock; a save says that it was simulated."""
    before = sorted(root.rglob("*"))
    outcome = put(opened(root, readonly=True), "nytt")
    assert isinstance(outcome, Unchanged)
    assert "simulated" in outcome.why
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize("level", ["sysop", "editprotected"])
def test_protection_locks(root: Path, level: str) -> None:
    """`protection.json` locks a page, at once."""
    wiki = opened(root)
    (root / "protection.json").write_text(json.dumps({PAGE.replace(" ", "_"): level}), encoding="utf-8")
    assert wiki.read([PAGE])[PAGE].locked
    assert isinstance(put(wiki, "x"), Protected)


def test_light_protection_does_not_lock(root: Path) -> None:
    """Protection against new users does not concern the bot."""
    (root / "protection.json").write_text(json.dumps({PAGE: "autoconfirmed"}), encoding="utf-8")
    assert put(opened(root), "x") == Saved(revid=1)


def test_faulty_protection_is_told(root: Path) -> None:
    """A `protection.json` that is not what it should be is told when the folder is opened, and stops a save later."""
    wiki = opened(root)
    (root / "protection.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UsageError, match=r"protection\.json"):
        opened(root)
    with pytest.raises(WikiUnreachableError):
        wiki.read([PAGE])
    assert isinstance(put(wiki, "x", base=1), Refused)


def test_without_users_everybody_exists(root: Path) -> None:
    """Without `users.json` every name that an account can have exists, and nobody is blocked or a bot."""
    found = opened(root).accounts(["sara_(WMSE)", "a#b"])
    assert found == {"sara_(WMSE)": Account("Sara (WMSE)"), "a#b": Account("a#b", exists=False)}


def test_users_are_those_listed(root: Path) -> None:
    """`users.json` lists who exists, at once, by any form of the name; all that it says of somebody may be said."""
    wiki = opened(root)
    listed = {"axel_(WMSE)": {}, "Sara": {"blocked": True, "groups": ["bot"]}, "Nils": {"blocked": False, "groups": []}}
    (root / "users.json").write_text(json.dumps(listed), encoding="utf-8")
    assert wiki.accounts(["Axel (WMSE)", "Sara", "Nils", "John"]) == {
        "Axel (WMSE)": Account("Axel (WMSE)"),
        "Sara": Account("Sara", blocked=True, groups=frozenset({"bot"})),
        "Nils": Account("Nils"),
        "John": Account("John", exists=False),
    }


@pytest.mark.parametrize("name", ["protection.json", "users.json"])
@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'"x"', b"null", b"[" * 100_000, b"\xe5", b"1"],
    ids=["empty", "unclosed", "list", "text", "null", "deep", "no UTF-8", "number"],
)
def test_faulty_file_beside_the_pages_is_told(root: Path, name: str, content: bytes) -> None:
    """A file beside the pages that is not what it should be is told with its name when the folder is opened."""
    (root / name).write_bytes(content)
    with pytest.raises(UsageError, match=name.replace(".", r"\.")) as caught:
        opened(root)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        '{"Sara": true}',
        '{"Sara": null}',
        '{"Sara": {"blocked": "yes"}}',
        '{"Sara": {"block": true}}',
        '{"Sara": {"groups": "bot"}}',
        '{"Sara": {"groups": 1}}',
        '{"a#b": {}}',
    ],
)
def test_faulty_users_are_told(root: Path, content: str) -> None:
    """A `users.json` that says something else than it may is told, when opened and, if changed later, when asked."""
    wiki = opened(root)
    (root / "users.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"users\.json"):
        opened(root)
    with pytest.raises(WikiUnreachableError, match=r"users\.json"):
        wiki.accounts(["Sara"])


def test_faulty_history_is_told(root: Path) -> None:
    """A line that cannot be read might be of a message that was sent, so nothing goes on without it."""
    wiki = opened(root)
    put(wiki, "x")
    with (root / ".history.jsonl").open("a", encoding="utf-8") as file:
        file.write("skräp\n\n")
    with pytest.raises(UsageError, match="line 2"):
        opened(root)
    with pytest.raises(WikiUnreachableError):
        wiki.contributions(since=NOW)
    assert isinstance(put(wiki, "y", base=1), Refused)


def test_only_own_edits_are_contributions(root: Path) -> None:
    """Edits of another account in the same folder are not the bot's."""
    put(opened(root, account="Sara (WMSE)"), "x")
    put(opened(root), "y")
    assert [entry.revid for entry in opened(root).contributions(since=NOW)] == [2]


def test_long_summary_is_cut_and_one_line(root: Path) -> None:
    """A summary is one line of at most 500 characters, as on a wiki."""
    wiki = opened(root)
    wiki.save(Edit(PAGE, "x", wiki.read([PAGE])[PAGE].revid, "å\n" * 400, minor=False, bot=False))
    summary = str(history(root)[0]["summary"])
    assert (len(summary), summary[:3]) == (500, "å å")


def test_held_lock_defers(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, an edit waits, and is deferred in the end."""
    monkeypatch.setattr(archive, "_LOCK_SECONDS", 0.01)
    with archive.Archive(root).lock():
        assert isinstance(put(opened(root), "x"), Deferred)


class Crash(Exception):  # noqa: N818 - it is the power that fails
    """The power fails."""


def crash_after(monkeypatch: pytest.MonkeyPatch, steps: int, failure: Exception) -> None:
    """Let the writing of files fail after so many of them."""
    done = 0
    real = archive.write_whole

    def write(path: Path, text: str) -> None:
        nonlocal done
        if done == steps:
            raise failure
        done += 1
        real(path, text)

    monkeypatch.setattr(archive, "write_whole", write)


MESSAGE = f"{START}\n\n== Läge ==\nGlöm inte. ~~~~"
FILES = 4  # the base's text, the new text, the note of what is begun, the page


def crash_during_save(root: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    """Let the power fail while the message is saved, after so many files."""
    wiki = opened(root)
    with monkeypatch.context() as patch:
        crash_after(patch, steps, Crash())
        with pytest.raises(Crash):
            put(wiki, MESSAGE)


@pytest.mark.parametrize("steps", range(FILES))
@pytest.mark.parametrize("torn", [False, True], ids=["whole", "torn"])
def test_crash_neither_loses_nor_doubles_a_message(
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    steps: int,
    torn: bool,  # noqa: FBT001 - pytest's parameters
) -> None:
    """Whenever the power fails, afterwards the page has the message exactly if the ledger has it, and never twice."""
    crash_during_save(root, monkeypatch, steps)
    ledger = root / ".history.jsonl"
    if torn and ledger.exists():
        ledger.write_bytes(ledger.read_bytes()[:-20])
    wiki = opened(root)
    sent = wiki.contributions(since=NOW)
    stored = (root / FILE).read_text(encoding="utf-8")
    assert stored.count("== Läge ==") == len(sent) == int(steps == FILES - 1)
    if not sent:
        assert isinstance(put(wiki, MESSAGE), Saved)
    assert len(wiki.contributions(since=NOW)) == 1
    assert [entry["revid"] for entry in history(root)] == [1]


def test_crash_keeps_what_a_person_wrote_since(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that was changed by hand after a crash is not written over when the edit is finished."""
    crash_during_save(root, monkeypatch, FILES - 1)
    (root / FILE).write_text("för hand", encoding="utf-8")
    assert opened(root).read([PAGE])[PAGE].text == "för hand"
    assert len(history(root)) == 1


def test_reader_leaves_a_crash_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder opened for reading is not repaired, though it can be read."""
    crash_during_save(root, monkeypatch, FILES - 1)
    assert opened(root, readonly=True).read([PAGE])[PAGE].text == START


@pytest.mark.parametrize(("steps", "kind"), [(1, Refused), (FILES - 1, Failed)], ids=["before", "after"])
def test_full_disk_is_told(root: Path, monkeypatch: pytest.MonkeyPatch, steps: int, kind: type[Outcome]) -> None:
    """A disk that is full is an outcome; where the edit has been begun, it is finished later."""
    wiki = opened(root)
    with monkeypatch.context() as patch:
        crash_after(patch, steps, OSError(28, "No space left on device"))
        outcome = put(wiki, MESSAGE)
    assert type(outcome) is kind
    assert "No space left" in outcome.why
    put(wiki, "annat", title="Projekt:Annat")
    assert ("== Läge ==" in (root / FILE).read_text(encoding="utf-8")) is (kind is Failed)


def test_damaged_note_of_a_crash_is_told(root: Path) -> None:
    """A note of what was begun that cannot be read stops everything, because nobody knows what was done."""
    (root / ".revisions").mkdir()
    (root / ".revisions/pending.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match=r"pending\.json"):
        opened(root)


def test_folder_that_cannot_be_repaired_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an edit cannot be finished, the folder is not opened for writing."""
    crash_during_save(root, monkeypatch, FILES - 1)
    with monkeypatch.context() as patch:
        crash_after(patch, 0, OSError(28, "No space left on device"))
        with pytest.raises(UsageError, match="No space left"):
            opened(root)


def test_history_without_its_last_line_end_is_continued(root: Path) -> None:
    """An editor that has left out the last line's end costs no line."""
    put(opened(root), "x")
    ledger = root / ".history.jsonl"
    ledger.write_bytes(ledger.read_bytes().rstrip())
    put(opened(root), "y")
    assert [entry["revid"] for entry in history(root)] == [1, 2]


def parents(root: Path) -> list[tuple[int, int | None]]:
    """The revisions in a page's history with those that they were made on, newest first."""
    return [(one.revid, one.parent) for one in opened(root).history(PAGE)]


def test_history_has_what_was_changed_by_hand(root: Path) -> None:
    """A text that somebody wrote into the file between two edits is a revision, and each edit names the one before."""
    assert put(opened(root), "ett") == Saved(revid=1)
    (root / FILE).write_text("ett och mer", encoding="utf-8")
    assert put(opened(root), "två") == Saved(revid=2)
    assert put(opened(root), "tre") == Saved(revid=3)
    found = opened(root).history(PAGE)
    assert [one.text for one in found] == ["tre", "två", "ett och mer", "ett", START]
    by_hand, start = found[2].revid, found[4].revid
    assert parents(root) == [(3, 2), (2, by_hand), (by_hand, None), (1, start), (start, None)]
    assert {found[2].user, found[4].user} == {""}


def test_history_begins_with_what_was_changed_by_hand(root: Path) -> None:
    """A file that was changed after the last edit is the newest revision, made on that edit."""
    put(opened(root), "ett")
    (root / FILE).write_text("mer", encoding="utf-8")
    newest, made, _ = opened(root).history(PAGE)
    assert (newest.text, newest.parent, made.revid) == ("mer", made.revid, 1)


def test_history_ends_where_the_page_was_made(root: Path) -> None:
    """A page whose file was taken away and that was made anew has no older revisions, as after a deletion."""
    wiki = opened(root)
    put(wiki, "ett")
    (root / FILE).unlink()
    put(wiki, "nytt")
    put(wiki, "nyare")
    assert parents(root) == [(3, 2), (2, 0)]


def test_history_ends_where_the_text_by_hand_is_lost(root: Path) -> None:
    """What was before a text that nobody kept is not told."""
    put(opened(root), "ett")
    (root / FILE).write_text("för hand", encoding="utf-8")
    put(opened(root), "två")
    by_hand = parents(root)[1][0]
    (root / ".revisions" / f"{by_hand}.wiki").unlink()
    assert [one.text for one in opened(root).history(PAGE)] == ["två"]


@pytest.mark.parametrize("kept", [None, b"", b"x", b"\xff"], ids=["not kept", "empty", "no number", "no text"])
def test_history_without_parents_is_read(root: Path, kept: bytes | None) -> None:
    """Of an edit of which it was not kept, nobody knows what it was made on; the history is read all the same."""
    put(opened(root), "ett")
    put(opened(root), "två")
    for path in (root / ".revisions").glob("*.parent"):
        path.unlink()
        if kept is not None:
            path.write_bytes(kept)
    assert parents(root) == [(2, None), (1, None)]


@pytest.fixture
def english(tmp_path: Path) -> Path:
    """A folder with pages of a wiki in English."""
    for file, text in {
        "Project/A 2022.wiki": "[[category:projects 2022]]",
        "Project/Old.wiki": "#REDIRECT [[project:A 2022]]",
        "User/Axel (X).wiki": "",
        "_/Projects 2022.wiki": "{{:Project:A 2022/Project data}}",
    }.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def test_folder_in_english(english: Path) -> None:
    """English folder names are namespaces: pages, categories, redirects, accounts and JSON in user space are found."""
    wiki = opened(english)
    assert wiki.read(["project:A_2022"])["project:A_2022"].title == "Project:A 2022"
    assert wiki.catalogue("Project")["Project:A 2022"].categories == {"Category:Projects 2022"}
    assert wiki.read(["Project:Old"])["Project:Old"].redirect == "Project:A 2022"
    assert wiki.accounts_beginning("Ax") == ["Axel (X)"]
    assert wiki.read(["User:Lägesbot/settings.json"])["User:Lägesbot/settings.json"].model == "json"
    assert put(wiki, "{}", title="User:Lägesbot/settings.json", base=0) == Saved(revid=1)
    assert (english / "User/Lägesbot/settings.json.wiki").is_file()


def test_signature_in_english(english: Path) -> None:
    """In an English folder a signature is in English."""
    wiki = FolderWiki(english, now=lambda: NOW)
    put(wiki, "~~~~", title="User talk:Axel (X)", base=0)
    expected = "[[User:Lägesbot|Lägesbot]] ([[User talk:Lägesbot|talk]]) 12:15, 17 August 2020 (CEST)"
    assert wiki.read(["User talk:Axel (X)"])["User talk:Axel (X)"].text == expected
