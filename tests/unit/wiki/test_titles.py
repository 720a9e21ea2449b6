"""Titles and links are understood as MediaWiki understands them on a Swedish wiki."""

import pytest

from bot.wiki.namespaces import namespaces_in
from bot.wiki.titles import account_name, category_links, normalise, owner_of, redirect_target


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("projekt:läslust_2022", "Projekt:Läslust 2022"),
        (" PROJEKT : läslust ", "Projekt:Läslust"),
        ("user:john (WMSE)", "Användare:John (WMSE)"),
        ("User talk:X", "Användardiskussion:X"),
        ("användardiskussion:åsa", "Användardiskussion:Åsa"),
        ("Template:x", "Mall:X"),
        ("Project:x", "Wikimedia:X"),
        ("Projekt:a:b", "Projekt:A:b"),
        ("okänt:sak", "Okänt:sak"),
        (":Kategori:x", "Kategori:X"),
        ("ßa", "ßa"),
        ("10 % mer", "10 % mer"),
    ],
)
def test_title_is_normalised(text: str, full: str) -> None:
    """Underscores, other names of namespaces and a lower-case first letter become the wiki's own form."""
    title = normalise(text)
    assert title is not None
    assert title.full == full
    assert title.namespace in namespaces_in().all
    assert normalise(full) == title


@pytest.mark.parametrize(
    "text",
    ["", " ", "Projekt:", "a[b", "a|b", "a{b", "a#b", "a<b", "a\nb", "a%41b", "a&amp;b", "~~~", "..", "a/../b", "./a"],
)
def test_impossible_title(text: str) -> None:
    """What MediaWiki does not take as a title is none."""
    assert normalise(text) is None


@pytest.mark.parametrize("text", ["å" * 128, "Special:X", "Media:X", "Projekt::x"])
def test_title_without_a_page(text: str) -> None:
    """Titles that are too long, or of pages that are not stored, are none either."""
    assert normalise(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[Kategori:A]] [[Category:b|c]]", {"Kategori:A", "Kategori:B"}),
        ("[[ kategori : A_b ]]", {"Kategori:A b"}),
        ("[[Kategori:<!-- x -->A]]", {"Kategori:A"}),
        ("[[:Kategori:A]] [[Projekt:A]] [[A]] [[Kategori:A", set()),
        ("[[Kategori:a#b]] [[Kategori:{{PAGENAME}}]]", set()),
        ("<nowiki>[[Kategori:A]]</nowiki><!-- [[Kategori:A]] --><pre>[[Kategori:A]]</pre>", set()),
    ],
)
def test_categories_of_a_text(text: str, found: set[str]) -> None:
    """Category links are found, links to category pages and quoted ones are not."""
    assert category_links(text) == found


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("#REDIRECT [[projekt:x]]", "Projekt:X"),
        ("  #omdirigering: [[Projekt:X#Avsnitt|text]]", "Projekt:X"),
        ("#REDIRECT [[#Avsnitt]]", None),
        ("Text #REDIRECT [[X]]", None),
        ("#REDIRECT X", None),
        ("#OMDIRIGERING [[Anv%C3%A4ndardiskussion:Axel (WMSE)]]", "Användardiskussion:Axel (WMSE)"),
        ("#REDIRECT [[:Projekt:Utbyte%202022%23Avsnitt|text]]", "Projekt:Utbyte 2022"),
        ("#REDIRECT [[Projekt:A &amp; B]]", "Projekt:A & B"),
        ("#REDIRECT [[Projekt:100 %25]]", "Projekt:100 %"),
        ("#REDIRECT [[Projekt:%E5]]", None),
        ("#REDIRECT [[Projekt:%5BX%5D]]", None),
    ],
)
def test_target_of_a_redirect(text: str, target: str | None) -> None:
    """A redirect tells its target without the section, its escapes read as the wiki reads them."""
    assert redirect_target(text) == target


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sara (WMSE)", "Sara (WMSE)"),
        ("sara_(WMSE)", "Sara (WMSE)"),
        (" Sara  (WMSE)_", "Sara (WMSE)"),
        ("Andre\u0301", "André"),
        ("\u200eSara\u200e", "Sara"),
        ("å" * 117, "Å" + "å" * 116),
        ("å" * 118, None),
        ("", None),
        ("a#b", None),
        ("a|b", None),
        ("a/b", None),
        ("Användare:Sara", None),
        ("192.0.2.1", None),
        ("_192.0.2.xxx ", None),
        ("192.0.2", "192.0.2"),
        ("a\u200bb", None),
    ],
)
def test_account_name(text: str, name: str | None) -> None:
    """An account's name is brought into the wiki's form, and is none where MediaWiki lets nobody have it."""
    assert account_name(text) == name


@pytest.mark.parametrize(
    ("title", "owner"),
    [
        ("Användare:John (WMSE)", "John (WMSE)"),
        ("Användardiskussion:John (WMSE)/Arkiv", "John (WMSE)"),
        ("Projekt:Läslust 2022", ""),
        ("Huvudsida", ""),
    ],
)
def test_owner_of_a_page(title: str, owner: str) -> None:
    """A page in a person's own space, or below it, is theirs; all others are nobody's."""
    assert owner_of(title) == owner
