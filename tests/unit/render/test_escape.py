"""The border: foreign words become wikitext that shows those very words."""

import pytest

from bot.render.escape import Wikitext, edit_link, escape, link, revision_link, section_link, task, woven


@pytest.mark.parametrize(
    ("text", "wikitext"),
    [
        pytest.param("Resa till Örebro, 3 maj (2 dagar)!", "Resa till Örebro, 3 maj (2 dagar)!", id="ordinary"),
        pytest.param("", "", id="empty"),
        pytest.param("{{Klart}}", "&#123;&#123;Klart&#125;&#125;", id="template"),
        pytest.param("[[a|b]]", "&#91;&#91;a&#124;b&#93;&#93;", id="link"),
        pytest.param("<b>", "&#60;b&#62;", id="tag"),
        pytest.param("&amp;", "&#38;amp;", id="entity"),
        pytest.param("''a''", "&#39;&#39;a&#39;&#39;", id="quotes"),
        pytest.param("== a ==", "&#61;&#61; a &#61;&#61;", id="heading"),
        pytest.param("~~~~", "&#126;&#126;&#126;&#126;", id="signature"),
        pytest.param("__TOC__", "&#95;&#95;TOC&#95;&#95;", id="switch"),
        pytest.param("a !! b!!!", "a &#33;&#33; b&#33;&#33;!", id="mark-between-headers"),
        pytest.param("http://a.se //b", "http&#58;//a.se //b", id="address"),
        pytest.param("MailTo:a@b.se news:c", "MailTo&#58;a@b.se news&#58;c", id="scheme-without-slashes"),
        pytest.param("Hotel:", "Hotel&#58;", id="scheme-at-the-end-of-a-word"),
        pytest.param("Tid: 12:30", "Tid: 12:30", id="other-colons"),
        pytest.param("RFC 1, isbn 91-7, PMID2", "R&#70;C 1, i&#115;bn 91-7, P&#77;ID2", id="magic-words"),
        pytest.param("Om RFC och ISBN", "Om RFC och ISBN", id="no-number"),
        pytest.param("Lägesbot:start a, lägesbot : slut b", "Lägesbot&#58;start a, lägesbot &#58; slut b", id="marker"),
        pytest.param("* a * b", "&#42; a * b", id="list"),
        pytest.param("#a", "&#35;a", id="numbered-list-or-redirect"),
        pytest.param(":a", "&#58;a", id="indent"),
        pytest.param(";a", "&#59;a", id="term"),
        pytest.param("---- a-b", "&#45;--- a-b", id="line"),
        pytest.param("! a", "&#33; a", id="header-cell"),
        pytest.param("+1 +2", "&#43;1 +2", id="caption"),
        pytest.param("  a\n\n* b\t\u00a0c\x1c ", "a * b c", id="white-space"),
        pytest.param("a\x00b\u200bc\u202ed\ue000e\x7ff", "abcdef", id="invisible"),
        pytest.param("a\uffffb\ufffec", "abc", id="what-no-wiki-saves"),
        pytest.param("o\u0308\u037e e\u200b\u0301", "ö; é", id="normal-form"),
        pytest.param("a\ufffdb", "a&#65533;b", id="replacement-character"),
        pytest.param("\u0338a\u0308", "&#824;ä", id="accent-at-the-start"),
        pytest.param("\u037ea =\u0338", "&#59;a ≠", id="normal-form-before-escaping"),
    ],
)
def test_words_are_escaped(text: str, wikitext: str) -> None:
    """Every sign that could begin markup is written as an entity, and the words stay on one line."""
    assert escape(text) == wikitext
    assert isinstance(escape(text), Wikitext)


@pytest.mark.parametrize(
    ("title", "label", "wikitext"),
    [
        pytest.param("Projekt:Prov 2022", None, "[[:Projekt:Prov 2022|Projekt:Prov 2022]]", id="title"),
        pytest.param("Lägesöversikt 2022", None, "[[Lägesöversikt 2022]]", id="no-namespace"),
        pytest.param("Kategori:A", "B|C", "[[:Kategori:A|B&#124;C]]", id="label"),
        pytest.param("Projekt:A''b", "", "[[:Projekt:A''b|Projekt:A&#39;&#39;b]]", id="no-label"),
        pytest.param("Projekt:A", "\u200b\n", "[[:Projekt:A|Projekt:A]]", id="label-that-shows-nothing"),
        pytest.param("Projekt:Hej!!", "x", "[[:Projekt:Hej&#33;&#33;|x]]", id="mark-between-headers"),
        pytest.param("Projekt:Bo\u0308", "x", "[[:Projekt:Bö|x]]", id="normal-form"),
        pytest.param("Projekt:100 %", "x", "[[:Projekt:100 %|x]]", id="per-cent"),
        pytest.param("", "x", "x", id="empty"),
        pytest.param(" ", None, "", id="blank"),
        pytest.param("\x80", None, "", id="nothing-to-show"),
        pytest.param("A|B", None, "A&#124;B", id="pipe"),
        pytest.param("A[1]", "x", "x", id="brackets"),
        pytest.param("{{A}}", "x", "x", id="braces"),
        pytest.param("A#b", "x", "x", id="section"),
        pytest.param("A_b", "x", "x", id="underscore"),
        pytest.param("A&amp;b", "x", "x", id="entity"),
        pytest.param("A%20b", "x", "x", id="per-cent-code"),
        pytest.param("A~~~", "x", "x", id="signature"),
        pytest.param(":A", "x", "x", id="colon"),
        pytest.param("/A", "x", "x", id="slash"),
        pytest.param("../A", "x", "x", id="up"),
        pytest.param("A\nb", "x", "x", id="line-break"),
        pytest.param("A/../b", "x", "x", id="up-in-the-middle"),
        pytest.param("Projekt:./b", "x", "x", id="dot-after-the-namespace"),
        pytest.param("phab:..", "x", "x", id="up-on-another-wiki"),
        pytest.param("phab::A", "x", "x", id="colon-on-another-wiki"),
        pytest.param("Projekt:A::b", "x", "[[:Projekt:A::b|x]]", id="colons-further-on"),
        pytest.param("A&»b;", "x", "x", id="what-could-be-an-entity"),
        pytest.param("Projekt:A/.", "x", "x", id="dot-at-the-end"),
        pytest.param("Projekt:", "x", "x", id="namespace-alone"),
        pytest.param("Projekt::A", "x", "x", id="colon-after-the-namespace"),
        pytest.param("Special:A", "x", "x", id="no-stored-page"),
        pytest.param("Media:A.png", "x", "x", id="file-itself"),
        pytest.param("Diskussion:Projekt:A", "x", "x", id="talk-of-another-namespace"),
        pytest.param("Projektdiskussion:A:b", "x", "[[:Projektdiskussion:A:b|x]]", id="talk-with-a-colon"),
        pytest.param("A\ufffd", "x", "x", id="replacement-character"),
        pytest.param("A\uffff", "x", "x", id="what-no-wiki-saves"),
        pytest.param("A&amp\u037e", "x", "x", id="entity-in-the-normal-form"),
        pytest.param("ö" * 127, "x", f"[[{'ö' * 127}|x]]", id="long"),
        pytest.param("ö" * 128, "x", "x", id="too-long"),
    ],
)
def test_link_is_made_where_a_page_can_be(title: str, label: str | None, wikitext: str) -> None:
    """A title that a page can have becomes a link, any other becomes its words."""
    assert link(title, label) == wikitext


def test_edit_link_opens_the_form() -> None:
    """A link to the edit form leaves the address to the wiki."""
    expected = "[{{fullurl:Projekt:Prov 2022/Projektdata|action=edit}} Fyll i &#38; spara]"
    assert edit_link("Projekt:Prov 2022/Projektdata", "Fyll i & spara") == expected


@pytest.mark.parametrize("title", ["", "A}}{{b", "A|b", "A/../b", "Projekt:"])
def test_edit_link_to_no_page_is_its_words(title: str) -> None:
    """Where no page can have the title, there is no form to open."""
    assert edit_link(title, "Fyll i") == "Fyll i"


def test_task_is_linked_by_prefix() -> None:
    """A task's link goes by the wiki's prefix for Phabricator."""
    assert task("T318564") == "[[phab:T318564|T318564]]"


@pytest.mark.parametrize(
    ("section", "before", "wikitext"),
    [
        pytest.param("Tidplan", [], "[[:Projekt:Prov#Tidplan|planen]]", id="once"),
        pytest.param("Tidplan", ["Tidplan", "Annat"], "[[:Projekt:Prov#Tidplan 2|planen]]", id="second of its name"),
        pytest.param("tidplan", ["Tidplan", "TIDPLAN"], "[[:Projekt:Prov#tidplan 3|planen]]", id="other letters"),
        pytest.param("Tid  och\u00a0plan ", [], "[[:Projekt:Prov#Tid och plan|planen]]", id="white space"),
        pytest.param("Plan!!", [], "[[:Projekt:Prov#Plan&#33;&#33;|planen]]", id="mark between headers"),
        pytest.param("Tid: 12:30 (å)", [], "[[:Projekt:Prov#Tid: 12:30 (å)|planen]]", id="other signs"),
        pytest.param("", [], "[[:Projekt:Prov|planen]]", id="none"),
        *(
            pytest.param(hostile, [], "[[:Projekt:Prov|planen]]", id=f"hostile {hostile!r}")
            for hostile in (
                "a]] [[b", "a|b", "{{mall}}", "<b>", "a#b", "&amp;", "''a''", "~~~~", "__TOC__", "a%20b", "a\nb",
                "Lägesbot:slut", "a\x7f", "a\uffff",
            )
        ),
    ],
)  # fmt: skip
def test_section_is_linked_where_a_link_can_name_it(section: str, before: list[str], wikitext: str) -> None:
    """A heading is linked by its words, and by its number among those that are alike; else the page is linked."""
    assert section_link("Projekt:Prov", section, "planen", before=before) == wikitext


def test_section_of_no_page_is_its_words() -> None:
    """Where no page can have the title, or the words are markup, they are shown as they are."""
    assert section_link("A}}{{b", "Tidplan", "[planen]") == "&#91;planen&#93;"
    assert section_link("A", "Tidplan", "[planen]") == "[[:A#Tidplan|&#91;planen&#93;]]"


def test_revision_is_linked_by_its_number() -> None:
    """A link to a revision leads to what it changed, on whatever page it is now."""
    assert revision_link(41, "9 [november]") == "[[Special:Diff/41|9 &#91;november&#93;]]"


@pytest.mark.parametrize(
    ("text", "pieces", "wikitext"),
    [
        pytest.param("{{a}}", [], "&#123;&#123;a&#125;&#125;", id="no place"),
        pytest.param("påmind \0 och \0.", ["[[b]]", "[[c]]"], "påmind [[b]] och [[c]].", id="two places"),
        pytest.param("\0", ["[[b]]"], "[[b]]", id="nothing around"),
        pytest.param("* \0", ["[[b]]"], "&#42; [[b]]", id="list at the start"),
        pytest.param("a \0 [x] \0 {y}", ["<i>", "</i>"], "a <i> &#91;x&#93; </i> &#123;y&#125;", id="markup"),
        pytest.param("\0: a", ["b"], "b: a", id="colon in the middle"),
    ],
)  # fmt: skip
def test_pieces_are_woven_into_words(text: str, pieces: list[str], wikitext: str) -> None:
    """Only the pieces are wikitext; the words around them are shown as they are, with the spaces between them."""
    assert woven(text, [Wikitext(one) for one in pieces]) == wikitext


def test_as_many_pieces_as_places() -> None:
    """A piece too few or too many is a mistake of ours, and none is left out unseen."""
    for pieces in ([], [Wikitext("a"), Wikitext("b")]):
        with pytest.raises(ValueError, match="zip"):
            woven("x \0 y", pieces)
