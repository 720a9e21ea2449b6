"""The contract of a wiki: one list of clauses, held by the folder wiki and by the live one."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.wiki.live import LiveWiki
from bot.wiki.outcome import Conflict, Excluded, Outcome, Protected, Saved, Unchanged
from bot.wiki.port import Account, Edit, Entry, Wiki
from tests.contract.ground import Ground
from tests.support.mediawiki import ADMIN, MediaWiki

PAGE = "Projekt:Läslust 2022"
TALK = "Användardiskussion:John (WMSE)"
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)
BOT = "Lägesbot"
BOTS = frozenset({"bot"})


def put(wiki: Wiki, text: str, *, base: int, title: str = PAGE, summary: str = "prov") -> Outcome:
    """Save a page on the base given, as an ordinary bot edit."""
    return wiki.save(Edit(title, text, base, summary, minor=True, bot=True))


def revision(outcome: Outcome) -> int:
    """The revision that was saved."""
    assert isinstance(outcome, Saved), outcome
    return outcome.revid


def text(wiki: Wiki, title: str = PAGE) -> str | None:
    """The page's text as it is now."""
    return wiki.read([title])[title].text


def test_account_is_known(ground: Ground) -> None:
    """A wiki tells who edits, without namespace."""
    assert ground.wiki.account == BOT


def test_text_is_trimmed(ground: Ground) -> None:
    """White space at the end goes, white space at the beginning stays."""
    put(ground.wiki, "\n  ett\n två \n\n \t\n", base=0)
    assert text(ground.wiki) == "\n  ett\n två"


@pytest.mark.parametrize("written", ["ett\ntvå", "ett\ntvå\n\n", "ett\r\ntvå\r\n"], ids=["same", "untrimmed", "crlf"])
def test_null_edit_makes_no_revision(ground: Ground, written: str) -> None:
    """Saving what is there already is answered with Unchanged, and the history stays as it is."""
    base = ground.write(PAGE, "ett\ntvå")
    assert put(ground.wiki, written, base=base) == Unchanged()
    assert ground.count(PAGE) == 1


def test_line_ends_become_one_kind(ground: Ground) -> None:
    """Windows' line ends are stored as newlines."""
    put(ground.wiki, "ett\r\ntvå\rtre", base=0)
    assert (text(ground.wiki) or "").replace("\r", "\n") == "ett\ntvå\ntre"


def test_letters_are_composed(ground: Ground) -> None:
    """A letter that is written as two characters is stored as one."""
    put(ground.wiki, "La\u0308ge", base=0)
    assert text(ground.wiki) == "Läge"


def test_saved_tells_the_revision(ground: Ground) -> None:
    """The revision named in the outcome is the one that is read next."""
    made = revision(put(ground.wiki, "ett", base=0))
    changed = revision(put(ground.wiki, "två", base=made))
    page = ground.wiki.read([PAGE])[PAGE]
    assert (page.revid, page.text, page.user, changed > made) == (changed, "två", BOT, True)
    assert page.timestamp is not None
    assert page.timestamp.tzinfo is not None


def test_new_topic_is_appended_and_signed(ground: Ground) -> None:
    """A message appended to the whole talk page on its base is there once, signed with account and time."""
    base = ground.write(TALK, "== Hej ==\nVälkommen!")
    outcome = put(ground.wiki, "== Hej ==\nVälkommen!\n\n== Läge ==\nGlöm inte. ~~~~", base=base, title=TALK)
    revision(outcome)
    stored = text(ground.wiki, TALK) or ""
    assert stored.startswith("== Hej ==\nVälkommen!\n\n== Läge ==\nGlöm inte. [[Användare:Lägesbot|Lägesbot]] (")
    assert stored.count("== Läge ==") == 1


@pytest.mark.parametrize("signature", ["", " ~~~~"], ids=["unsigned", "signed"])
def test_the_same_append_twice_makes_one_message(ground: Ground, signature: str) -> None:
    """The same request sent again after a lost answer changes nothing, whether it carried a signature or not."""
    base = ground.write(TALK, "Hej")
    message = f"Hej\n\n== Läge ==\nGlöm inte.{signature}"
    revision(put(ground.wiki, message, base=base, title=TALK))
    again = put(ground.wiki, message, base=base, title=TALK)
    assert isinstance(again, Conflict if signature else Unchanged)
    assert (text(ground.wiki, TALK) or "").count("== Läge ==") == 1
    assert ground.count(TALK) == 2


def test_a_page_is_created_once(ground: Ground) -> None:
    """Base 0 means that the page must not exist, even where it has the very text."""
    revision(put(ground.wiki, "ett", base=0))
    assert isinstance(put(ground.wiki, "ett", base=0), Conflict)
    assert isinstance(put(ground.wiki, "två", base=0), Conflict)
    assert text(ground.wiki) == "ett"


@pytest.mark.parametrize("minor", [False, True], ids=["major", "minor"])
@pytest.mark.parametrize("bot", [False, True], ids=["seen", "bot"])
def test_marks_are_as_asked(ground: Ground, minor: bool, bot: bool) -> None:  # noqa: FBT001 - pytest's parameters
    """An edit is minor, and a bot's, exactly where it is asked for."""
    base = ground.write(PAGE, "ett")
    revision(ground.wiki.save(Edit(PAGE, "två", base, "prov", minor=minor, bot=bot)))
    assert ground.flags(PAGE)[:2] == (minor, bot)


def test_a_new_page_is_never_minor(ground: Ground) -> None:
    """Making a page is no minor edit, whatever is asked for."""
    revision(put(ground.wiki, "ett", base=0))
    assert ground.flags(PAGE)[0] is False


def test_summary_is_kept_whole(ground: Ground) -> None:
    """A summary of 480 characters, Swedish letters and links among them, is kept as it is."""
    summary = ("Påminner om läget – [[Användare:Lägesbot|hjälp]] ÅÄÖ & <b> " * 9)[:479] + "."
    revision(put(ground.wiki, "ett", base=0, summary=summary))
    assert ground.flags(PAGE)[2] == summary
    assert ground.wiki.contributions(since=LONG_AGO)[0].summary == summary


def test_catalogue_tells_the_categories(ground: Ground) -> None:
    """Each page of a namespace has its categories; a sort key changes nothing, links and quotations are none."""
    ground.write(PAGE, "x [[Kategori:Projekt 2022|sortering]] [[Kategori:Ån]]")
    ground.write("Projekt:Små", "[[category:projekt_2022]]\n[[ kategori : Ån ]]")
    ground.write("Projekt:Länk", "[[:Kategori:Projekt 2022]]")
    ground.write("Projekt:Citat", "<nowiki>[[Kategori:Projekt 2022]]</nowiki> <!-- [[Kategori:Projekt 2022]] -->")
    ground.write("Projekt 2022", "[[Kategori:Projekt 2022]]")
    assert ground.wiki.catalogue("Projekt") == {
        PAGE: Entry(frozenset({"Kategori:Projekt 2022", "Kategori:Ån"})),
        "Projekt:Små": Entry(frozenset({"Kategori:Projekt 2022", "Kategori:Ån"})),
        "Projekt:Länk": Entry(),
        "Projekt:Citat": Entry(),
    }


def test_catalogue_of_categories_is_their_tree(ground: Ground) -> None:
    """Categories with a page stand in the catalogue of their namespace, with those above them, which may have none."""
    ground.write("Kategori:Läslust 2022", "[[Kategori:Projekt 2022]]")
    ground.write("Kategori:Runt", "[[Kategori:Runt]]")
    expected = {
        "Kategori:Läslust 2022": Entry(frozenset({"Kategori:Projekt 2022"})),
        "Kategori:Runt": Entry(frozenset({"Kategori:Runt"})),
    }
    assert ground.wiki.catalogue("Kategori") == expected
    assert ground.wiki.catalogue("category") == expected


def test_catalogue_has_sub_pages_and_redirects(ground: Ground) -> None:
    """Sub-pages are pages of their own, and a redirect is known as one."""
    ground.write(f"{PAGE}/Projektdata", "x")
    ground.write("Projekt:Öppet", "#OMDIRIGERING [[Projekt:Läslust 2022]]")
    found = ground.wiki.catalogue("Projekt")
    assert {title: entry.redirect for title, entry in found.items()} == {
        f"{PAGE}/Projektdata": False,
        "Projekt:Öppet": True,
    }


def test_catalogue_is_as_the_pages_are_now(ground: Ground) -> None:
    """A page that is changed or deleted is changed in, or gone from, the next catalogue."""
    ground.write(PAGE, "[[Kategori:Ett]]")
    assert ground.wiki.catalogue("Projekt") == {PAGE: Entry(frozenset({"Kategori:Ett"}))}
    ground.write(PAGE, "[[Kategori:Två]]")
    assert ground.wiki.catalogue("Projekt") == {PAGE: Entry(frozenset({"Kategori:Två"}))}
    ground.delete(PAGE)
    assert ground.wiki.catalogue("Projekt") == {}


def test_catalogue_of_no_namespace_is_empty(ground: Ground) -> None:
    """A namespace that the wiki does not have, or that is no name at all, has no pages."""
    ground.write("Uppdrag:Läslust", "[[Kategori:Ett]]")
    assert [ground.wiki.catalogue(name) for name in ("Uppdrag", "", "[", "Special")] == [{}, {}, {}, {}]


@pytest.mark.parametrize("most", [1, 2, 3, 5])
def test_catalogue_in_pieces_is_put_together(ground: Ground, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """However few pages and categories come in one answer, the catalogue is whole."""
    monkeypatch.setattr("bot.wiki.live._MOST", most)
    expected = {}
    for number in range(5):
        categories = [f"Kategori:K{number} {letter}" for letter in "abcd"[:number]]
        links = " ".join(f"[[{category}]]" for category in categories)
        ground.write(f"Projekt:Nummer {number}", f"#OMDIRIGERING [[{PAGE}]] {links}" if number % 2 else f"x {links}")
        expected[f"Projekt:Nummer {number}"] = Entry(frozenset(categories), redirect=bool(number % 2))
    assert ground.wiki.catalogue("Projekt") == expected


def test_missing_page_is_told(ground: Ground) -> None:
    """A page that is missing has no text and revision 0."""
    page = ground.wiki.read([PAGE])[PAGE]
    assert (page.exists, page.revid, page.text, page.locked) == (False, 0, None, False)


@pytest.mark.parametrize(
    "title", ["Projekt:[x]", "a|b", "", "Projekt:../../etc", "Projekt:", "x" * 300, "Special:Logg"]
)
def test_impossible_title_is_a_missing_page(ground: Ground, title: str) -> None:
    """A title that a wiki cannot have is answered as missing beside those that it can, and nothing is raised."""
    ground.write(PAGE, "ett")
    pages = ground.wiki.read([title, PAGE])
    assert (pages[title].text, pages[title].revid) == (None, 0)
    assert pages[PAGE].text == "ett"


def test_impossible_title_is_not_saved(ground: Ground) -> None:
    """Saving under a title that a wiki cannot have is refused."""
    outcome = put(ground.wiki, "x", base=0, title="Projekt:[x]")
    assert not outcome.ok
    assert not outcome.again


def test_protected_page_is_locked_and_refused(ground: Ground) -> None:
    """A page that only sysops may edit is known to be locked, and an edit of it is answered with Protected."""
    base = ground.write(PAGE, "ett")
    ground.protect(PAGE)
    assert ground.wiki.read([PAGE])[PAGE].locked
    assert isinstance(put(ground.wiki, "två", base=base), Protected)
    assert text(ground.wiki) == "ett"


def test_protected_title_is_locked_and_refused(ground: Ground) -> None:
    """A missing page that only sysops may make is locked, too."""
    ground.protect(PAGE)
    assert ground.wiki.read([PAGE])[PAGE].locked
    assert isinstance(put(ground.wiki, "två", base=0), Protected)


def test_conflict_with_somebody_in_the_same_second(ground: Ground) -> None:
    """An edit by another account in the very second of the base is not overwritten."""
    base = ground.write(PAGE, "ett")
    ground.write(PAGE, "två", name="Sara (WMSE)")
    assert isinstance(put(ground.wiki, "tre", base=base), Conflict)
    assert text(ground.wiki) == "två"


def test_conflict_with_oneself(ground: Ground) -> None:
    """A later edit of the bot itself, by another run perhaps, is not overwritten either."""
    base = revision(put(ground.wiki, "ett", base=0))
    revision(put(ground.wiki, "två", base=base))
    assert isinstance(put(ground.wiki, "tre", base=base), Conflict)
    assert text(ground.wiki) == "två"


def test_changes_to_different_lines_are_merged(ground: Ground) -> None:
    """What somebody changes elsewhere on the page, and what the bot changes, are both kept."""
    base = ground.write(PAGE, "ett\ntvå\ntre\nfyra\nfem")
    ground.write(PAGE, "ETT\ntvå\ntre\nfyra\nfem")
    revision(put(ground.wiki, "ett\ntvå\ntre\nfyra\nFEM", base=base))
    assert text(ground.wiki) == "ETT\ntvå\ntre\nfyra\nFEM"


def test_changes_to_neighbouring_lines_are_a_conflict(ground: Ground) -> None:
    """Changes that touch each other are not merged."""
    base = ground.write(PAGE, "ett\ntvå\ntre")
    ground.write(PAGE, "ETT\ntvå\ntre")
    assert isinstance(put(ground.wiki, "ett\nTVÅ\ntre", base=base), Conflict)


@pytest.mark.parametrize("call", ["{{nobots}}", "{{Bots|deny=Lägesbot}}", "{{bots|allow=Annan}}"])
def test_nobots_is_obeyed(ground: Ground, call: str) -> None:
    """A page that asks this bot to stay away is not edited."""
    base = ground.write(PAGE, f"{call} ett")
    ground.wiki.read([PAGE])
    assert isinstance(put(ground.wiki, "två", base=base), Excluded)
    assert ground.count(PAGE) == 1


def test_page_deleted_in_between_is_a_conflict(ground: Ground) -> None:
    """A page that is deleted after it was read is not made again."""
    base = ground.write(PAGE, "ett")
    ground.wiki.read([PAGE])
    ground.delete(PAGE)
    assert isinstance(put(ground.wiki, "två", base=base), Conflict)
    assert text(ground.wiki) is None


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ("Projekt:L%C3%A4slust%202022", PAGE),
        (":Projekt:L%C3%A4slust%202022%23Tidplan", PAGE),
        ("Projekt:L&auml;slust 2022", PAGE),
        ("Projekt:A &amp; B", "Projekt:A & B"),
        ("Projekt:%E5", None),
    ],
)
def test_redirect_with_escapes(ground: Ground, link: str, target: str | None) -> None:
    """A redirect's target is told as the wiki reads it, whatever is escaped in its link; an invalid one is none."""
    ground.write("Projekt:Gammalt", f"#OMDIRIGERING [[{link}]]")
    assert ground.wiki.read(["Projekt:Gammalt"])["Projekt:Gammalt"].redirect == target


def test_redirect_is_reported_and_not_followed(ground: Ground) -> None:
    """A redirect is read as itself, and tells its target without the section."""
    ground.write("Projekt:Gammalt", "#OMDIRIGERING [[projekt:läslust_2022#Tidplan]]")
    ground.write("Projekt:Äldre", "#REDIRECT [[Projekt:Läslust 2022]]")
    ground.write(PAGE, "ett")
    pages = ground.wiki.read(["Projekt:Gammalt", "Projekt:Äldre", PAGE])
    assert [pages[title].redirect for title in pages] == [PAGE, PAGE, None]
    assert (pages["Projekt:Gammalt"].text or "").startswith("#OMDIRIGERING")


def test_contributions_are_newest_first(ground: Ground) -> None:
    """The bot's own edits are listed with summaries, newest first, and nobody else's."""
    first = revision(put(ground.wiki, "ett", base=0, summary="först"))
    ground.write(TALK, "hej")
    second = revision(put(ground.wiki, "ett", base=0, title="Projekt:Andra", summary="sedan"))
    found = ground.wiki.contributions(since=LONG_AGO)
    assert [(entry.revid, entry.title, entry.summary) for entry in found] == [
        (second, "Projekt:Andra", "sedan"),
        (first, PAGE, "först"),
    ]


def test_contributions_begin_at_the_moment_given(ground: Ground) -> None:
    """An edit of that very moment counts, an older one does not."""
    revision(put(ground.wiki, "ett", base=0))
    made = ground.wiki.contributions(since=LONG_AGO)[0].timestamp
    assert len(ground.wiki.contributions(since=made)) == 1
    assert ground.wiki.contributions(since=made + timedelta(seconds=1)) == []


def test_old_revisions_keep_their_texts(ground: Ground) -> None:
    """The text of a revision is found after later edits; an unknown one is left out."""
    first = ground.write(PAGE, "ett")
    second = revision(put(ground.wiki, "två", base=first))
    revision(put(ground.wiki, "tre", base=second))
    assert ground.wiki.revision_texts([first, second, second, 987654]) == {first: "ett", second: "två"}
    assert ground.wiki.revision_texts([]) == {}


def test_history_is_newest_first(ground: Ground) -> None:
    """Each revision of a page comes with who saved it and its whole text, newest first, people's and the bot's."""
    first = ground.write(PAGE, "ett")
    second = ground.write(PAGE, "ett\ntvå", name="Sara (WMSE)")
    third = revision(put(ground.wiki, "ett\ntvå\ntre", base=second))
    ground.write("Projekt:Annat", "fyra")
    assert [(one.revid, one.user, one.text) for one in ground.wiki.history(PAGE)] == [
        (third, BOT, "ett\ntvå\ntre"),
        (second, "Sara (WMSE)", "ett\ntvå"),
        (first, "John (WMSE)", "ett"),
    ]


def test_history_begins_with_the_page_as_it_is_read(ground: Ground) -> None:
    """The newest revision is the page that is read, with its time, and no older one is later."""
    ground.write(PAGE, "ett")
    ground.write(PAGE, "två")
    page = ground.wiki.read([PAGE])[PAGE]
    newest, oldest = ground.wiki.history(PAGE)
    assert (newest.revid, newest.user, newest.timestamp, newest.text) == (
        page.revid,
        page.user,
        page.timestamp,
        page.text,
    )
    assert newest.timestamp
    assert oldest.timestamp
    assert oldest.timestamp <= newest.timestamp
    assert newest.timestamp.utcoffset() == timedelta(0)


def test_history_of_no_page_is_empty(ground: Ground) -> None:
    """A page that is missing or deleted, and a title that a wiki cannot have, have no history."""
    ground.write("Projekt:Bort", "ett")
    ground.delete("Projekt:Bort")
    titles = (PAGE, "Projekt:Bort", "Projekt:[x]", "a|b", "", "Special:Logg")
    assert [ground.wiki.history(title) for title in titles] == [[]] * len(titles)


def test_history_is_found_by_any_form_of_the_title(ground: Ground) -> None:
    """Underscores and a lower-case first letter lead to the same history."""
    made = ground.write(PAGE, "ett")
    assert [one.revid for one in ground.wiki.history("projekt:läslust_2022")] == [made]


def test_history_goes_back_some_way(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a long history only the newest revisions are given."""
    monkeypatch.setattr("bot.wiki.live.HISTORY", 2)
    monkeypatch.setattr("bot.wiki.folder.HISTORY", 2)
    revids = [ground.write(PAGE, text) for text in ("ett", "två", "tre")]
    assert [one.revid for one in ground.wiki.history(PAGE)] == [revids[2], revids[1]]


def test_history_ends_where_a_text_is_hidden(ground: Ground) -> None:
    """Nobody knows what a hidden revision changed, so what is before it is not told either."""
    revids = [ground.write(PAGE, text) for text in ("ett", "två", "tre", "fyra")]
    ground.hide(PAGE, revids[1])
    assert [one.revid for one in ground.wiki.history(PAGE)] == [revids[3], revids[2]]


def test_many_titles_with_doubles_and_missing_ones(ground: Ground) -> None:
    """A hundred and twenty titles are answered, each under the title asked for."""
    present = [f"Projekt:Nummer {number}" for number in range(5)]
    for title in present:
        ground.write(title, title)
    titles = [f"Projekt:Nummer {number}" for number in range(115)] + present
    pages = ground.wiki.read(iter(titles))
    assert list(pages) == list(dict.fromkeys(titles))
    assert {title: page.text for title, page in pages.items() if page.exists} == {title: title for title in present}


@pytest.mark.parametrize("asked", ["projekt:läslust_2022", "Projekt:Läslust  2022", "_Projekt: läslust 2022_"])
def test_titles_are_normalised(ground: Ground, asked: str) -> None:
    """Underscores and a lower-case first letter are the same page, answered under the title asked for."""
    base = ground.write(PAGE, "ett")
    page = ground.wiki.read([asked])[asked]
    assert (page.title, page.text) == (PAGE, "ett")
    revision(put(ground.wiki, "två", base=base, title=asked))
    assert text(ground.wiki) == "två"


def test_english_namespace_names_are_understood(ground: Ground) -> None:
    """`User talk:` is `Användardiskussion:`."""
    ground.write(TALK, "hej")
    page = ground.wiki.read(["User talk:John (WMSE)"])["User talk:John (WMSE)"]
    assert (page.title, page.text) == (TALK, "hej")


def test_accounts_are_known(ground: Ground) -> None:
    """An account exists or not, may be blocked and may be a bot; the bot's own is one like the others."""
    ground.enrol("Axel (WMSE)")
    ground.enrol("Sara (WMSE)")
    ground.enrol("Nyårsbot", groups=("bot",))
    ground.block("Sara (WMSE)")
    expected = [
        Account("Axel (WMSE)"),
        Account("Finns Inte", exists=False),
        Account("Sara (WMSE)", blocked=True),
        Account("Nyårsbot", groups=BOTS),
        Account(BOT, groups=BOTS),
    ]
    names = [account.name for account in expected]
    assert ground.wiki.accounts(iter([*names, *names])) == dict(zip(names, expected, strict=True))


def test_a_bot_may_be_blocked(ground: Ground) -> None:
    """What is known of a blocked bot is both."""
    ground.enrol("Nyårsbot", groups=("bot",))
    ground.block("Nyårsbot")
    assert ground.wiki.accounts(["Nyårsbot"]) == {"Nyårsbot": Account("Nyårsbot", blocked=True, groups=BOTS)}


@pytest.mark.parametrize(
    "asked", ["åsa (WMSE)", "Åsa_(WMSE)", " _Åsa  (WMSE) ", "A\u030asa (WMSE)", "\u200eÅsa (WMSE)"]
)
def test_names_of_accounts_are_normalised(ground: Ground, asked: str) -> None:
    """A lower-case first letter, underscores and parted letters are the same account, under the name asked for."""
    ground.enrol("Åsa (WMSE)")
    assert ground.wiki.accounts([asked, "Åsa (WMSE)"]) == {
        asked: Account("Åsa (WMSE)"),
        "Åsa (WMSE)": Account("Åsa (WMSE)"),
    }


def test_case_of_later_letters_counts(ground: Ground) -> None:
    """Only the first letter is the same in either case."""
    ground.enrol("Åsa (WMSE)")
    assert ground.wiki.accounts(["Åsa (wmse)"])["Åsa (wmse)"] == Account("Åsa (wmse)", exists=False)


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "",
            " ",
            "_",
            "a#b",
            "a|Axel (WMSE)",
            "a/b",
            "Användare:Axel (WMSE)",
            ":Axel",
            "[x]",
            "192.0.2.1",
            "2001:db8::1",
        ),
        *("x" * 236, "å" * 118, "..", "a\nb", "a\x00b", "\u200b", "~~~~", "a&amp;b"),
    ],
)
def test_name_that_no_account_can_have(ground: Ground, asked: str) -> None:
    """What cannot be an account's name does not exist, is answered under itself, and others are answered beside it."""
    ground.enrol("Axel (WMSE)")
    found = ground.wiki.accounts([asked, "Axel (WMSE)"])
    assert found == {asked: Account(asked, exists=False), "Axel (WMSE)": Account("Axel (WMSE)")}


@pytest.mark.parametrize("asked", ["x" * 235, "#1", "a@b", "Åsa < 3", "~2022-1", "A.", "a > b = c", "''a''", "x" * 200])
def test_odd_name_does_not_disturb(ground: Ground, asked: str) -> None:
    """Odd names that nobody has are told to be missing, and nothing is raised."""
    assert not ground.wiki.accounts([asked, BOT])[asked].exists


def test_a_hundred_and_twenty_accounts(ground: Ground) -> None:
    """However many names are asked for, each has its answer, in the order asked."""
    ground.enrol("Namn 119")
    names = [f"Namn {number}" for number in range(120)]
    found = ground.wiki.accounts(names)
    assert list(found) == names
    assert [name for name, account in found.items() if account.exists] == ["Namn 119"]
    assert ground.wiki.accounts([]) == {}


@pytest.mark.mediawiki
def test_block_on_some_pages_does_not_count(connected: LiveWiki, fresh_mediawiki: MediaWiki) -> None:
    """Somebody who is blocked from one page alone is not blocked; a folder has no such blocks."""
    fresh_mediawiki.person("Sara (WMSE)").close()
    with fresh_mediawiki.person(ADMIN) as admin:
        admin.edit(PAGE, "ett")
        admin.block("Sara (WMSE)", pages=(PAGE,))
    assert connected.accounts(["Sara (WMSE)"]) == {"Sara (WMSE)": Account("Sara (WMSE)")}


def test_signatures_are_expanded_outside_nowiki(ground: Ground) -> None:
    """Three, four and five tildes become name, name and time, and time; quoted and commented ones stay."""
    put(ground.wiki, "A ~~~\nB ~~~~\nC ~~~~~\nD <nowiki>~~~~</nowiki> <!-- ~~~~ --> <pre>~~~~</pre> ~~", base=0)
    signed, both, time, quoted = (text(ground.wiki) or "").split("\n")
    name = "[[Användare:Lägesbot|Lägesbot]] ([[Användardiskussion:Lägesbot|diskussion]])"
    assert signed == f"A {name}"
    assert both.startswith(f"B {name} ")
    assert both.removeprefix(f"B {name} ") == time.removeprefix("C ")
    parsed = time.removeprefix("C ").rsplit(" ", 1)
    assert parsed[1] in {"(CET)", "(CEST)"}
    assert " kl. " in parsed[0]
    assert quoted == "D <nowiki>~~~~</nowiki> <!-- ~~~~ --> <pre>~~~~</pre> ~~"


def test_read_gives_exactly_what_is_stored(ground: Ground) -> None:
    """Tabs, doubled spaces, entities, odd characters and emoji come back as they were saved."""
    written = "\t a  b\u00a0&nbsp;&amp; {{{x|}}} | '''å''' \u200e– 🦊\n\n\n|-\n{| x"
    put(ground.wiki, written, base=0)
    assert text(ground.wiki) == written


def test_json_page_is_stored_tidy(ground: Ground) -> None:
    """The bot's settings page has the model json, is indented by the wiki, and must be JSON."""
    title = "Användare:Lägesbot/inställningar.json"
    made = revision(put(ground.wiki, '{"a": ["å~~~~", 1]}', base=0, title=title))
    page = ground.wiki.read([title])[title]
    assert (page.model, page.text) == ("json", '{\n\t"a": [\n\t\t"å~~~~",\n\t\t1\n\t]\n}')
    assert put(ground.wiki, '{"a": ["å~~~~", 1]}', base=made, title=title) == Unchanged()
    broken = put(ground.wiki, "{", base=made, title=title)
    assert not broken.ok
    assert not broken.again


def test_doubled_key_of_a_json_page_is_lost(ground: Ground) -> None:
    """Of a key that stands twice the wiki keeps only the last when it saves the page, so nobody can tell of it."""
    title = "Användare:Lägesbot/inställningar.json"
    put(ground.wiki, '{"a": 1, "b": 2, "a": 3}', base=0, title=title)
    assert text(ground.wiki, title) == '{\n\t"a": 3,\n\t"b": 2\n}'


def test_groups_of_accounts(ground: Ground) -> None:
    """An account's groups are told by the wiki's own names, without those that everybody is in."""
    ground.enrol("Axel (WMSE)")
    ground.enrol("Eva (WMSE)", groups=("sysop", "bureaucrat"))
    found = ground.wiki.accounts(["Axel (WMSE)", "Eva (WMSE)"])
    assert [account.groups for account in found.values()] == [frozenset(), {"sysop", "bureaucrat"}]


def test_accounts_by_their_first_letters(ground: Ground) -> None:
    """Accounts are found by how their names begin, the first letter large or small, and in the wiki's order."""
    for name in ("Axel (WMSE)", "Axel Pettersson (WMSE)", "Axelina", "Eva (WMSE)"):
        ground.enrol(name)
    assert ground.wiki.accounts_beginning("axel") == ["Axel (WMSE)", "Axel Pettersson (WMSE)", "Axelina"]
    assert ground.wiki.accounts_beginning("Ingen") == []
    assert ground.wiki.accounts_beginning("") == []


def test_status_of_all_well(ground: Ground) -> None:
    """Nothing keeps the bot from writing, and the time is the wiki's own."""
    condition = ground.wiki.condition()
    assert (condition.readonly, condition.blocked, condition.bot) == ("", "", True)
    assert condition.time.tzinfo is not None


def test_status_of_a_blocked_account(ground: Ground) -> None:
    """That the bot's own account is blocked is told, with who did it where the wiki knows."""
    ground.enrol(BOT, groups=("bot",))
    ground.block(BOT)
    assert ground.wiki.condition().blocked


@pytest.mark.parametrize(("level", "restricted"), [("autoconfirmed", False), ("sysop", True)])
def test_page_that_ordinary_users_cannot_edit(ground: Ground, level: str, restricted: bool) -> None:  # noqa: FBT001 - pytest's
    """A page that only administrators may edit is restricted; one for everybody with an older account is not."""
    ground.write("Projekt:Prov", "hej")
    assert not ground.wiki.read(["Projekt:Prov"])["Projekt:Prov"].restricted
    ground.protect("Projekt:Prov", level=level)
    assert ground.wiki.read(["Projekt:Prov"])["Projekt:Prov"].restricted is restricted


def test_history_tells_the_summaries(ground: Ground) -> None:
    """The revisions of a page have the summaries that they were saved with."""
    ground.wiki.save(Edit("Projekt:Prov", "ett", 0, "första", minor=False, bot=True))
    page = ground.wiki.read(["Projekt:Prov"])["Projekt:Prov"]
    ground.wiki.save(Edit("Projekt:Prov", "två", page.revid, "andra", minor=False, bot=True))
    assert [one.summary for one in ground.wiki.history("Projekt:Prov")] == ["andra", "första"]


def test_history_tells_what_each_revision_was_made_on(ground: Ground) -> None:
    """Each revision names the one before it, and the one that made the page none (0), people's and the bot's."""
    first = ground.write(PAGE, "ett")
    second = revision(put(ground.wiki, "ett\ntvå", base=first))
    third = ground.write(PAGE, "ett\ntvå\ntre", name="Sara (WMSE)")
    fourth = revision(put(ground.wiki, "fyra", base=third))
    assert [(one.revid, one.parent) for one in ground.wiki.history(PAGE)] == [
        (fourth, third),
        (third, second),
        (second, first),
        (first, 0),
    ]


def test_page_that_the_bot_made_has_nothing_before_it(ground: Ground) -> None:
    """The bot's own revision that makes a page is told as such."""
    made = revision(put(ground.wiki, "ett", base=0))
    assert [(one.revid, one.parent) for one in ground.wiki.history(PAGE)] == [(made, 0)]


def test_merged_edit_was_made_on_the_newest(ground: Ground) -> None:
    """An edit that was merged with somebody's has that somebody's revision before it, not its own base."""
    base = ground.write(PAGE, "ett\n\ntvå\n\ntre")
    theirs = ground.write(PAGE, "ETT\n\ntvå\n\ntre")
    merged = revision(put(ground.wiki, "ett\n\ntvå\n\nTRE", base=base))
    newest = ground.wiki.history(PAGE)[0]
    assert (newest.revid, newest.parent, newest.text) == (merged, theirs, "ETT\n\ntvå\n\nTRE")


def test_page_that_was_deleted_and_made_anew_has_nothing_before_it(ground: Ground) -> None:
    """The history of a page that was deleted begins with whoever made it again."""
    ground.write(PAGE, "ett")
    ground.delete(PAGE)
    made = revision(put(ground.wiki, "nytt", base=0))
    assert [(one.revid, one.parent) for one in ground.wiki.history(PAGE)] == [(made, 0)]


def test_parents_are_told_where_the_history_is_cut(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest revision that is given names the one before, though that is not given."""
    monkeypatch.setattr("bot.wiki.live.HISTORY", 2)
    monkeypatch.setattr("bot.wiki.folder.HISTORY", 2)
    revids = [ground.write(PAGE, text) for text in ("ett", "två", "tre")]
    assert ground.wiki.history(PAGE)[-1].parent == revids[0]
