"""The browser of the tests sees what goes wrong on a page; without that no test in it proves anything."""

import re
from pathlib import Path

import pytest

from tests.support.axe import violations
from tests.support.chromium import PHONE, Chromium, Profile, is_outside


def shown(folder: Path, body: str, *, head: str = "") -> str:
    """The address of a page with this body."""
    page = folder / "page.html"
    whole = f'<!DOCTYPE html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title>{head}</head><body>{body}'
    page.write_text(whole, encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize(
    ("address", "outside"),
    [
        ("http://127.0.0.1:8080/w/load.php", False),
        ("file:///tmp/rapport.html", False),
        ("data:image/png;base64,AAAA", False),
        ("about:blank", False),
        ("https://fonts.example/font.woff2", True),
        ("wss://example.org/", True),
        ("http://192.0.2.1/", True),
        ("http://127.0.0.1.example.org/", True),
    ],
)
def test_what_is_outside(address: str, *, outside: bool) -> None:
    """Other machines are outside; loopback, files and data are not."""
    assert is_outside(address) is outside


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png" alt="">',
        '<link rel="stylesheet" href="http://192.0.2.1/a.css">',
        "<script>new WebSocket('wss://example.org/')</script>",
        "<script>fetch('https://example.org/').catch(() => 0)</script>",
    ],
    ids=["picture", "style", "socket", "fetch"],
)
def test_a_page_that_asks_elsewhere_is_told_of(body: str, reader: Profile, tmp_path: Path) -> None:
    """A request to another machine gets nowhere, and fails the test whose window it was."""
    with (
        pytest.raises(AssertionError, match=r"asked for \w+://(example\.org|192\.0\.2\.1)/"),
        reader.window() as window,
    ):
        window.goto(shown(tmp_path, body))


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("console.error('trasigt')", "console: trasigt"),
        ("throw new Error('trasigt')", "exception: trasigt"),
        ("Promise.reject(new Error('trasigt'))", "exception: trasigt"),
    ],
    ids=["console", "exception", "promise"],
)
def test_a_page_that_complains_is_told_of(script: str, complaint: str, reader: Profile, tmp_path: Path) -> None:
    """An error in the console, or one that no script catches, fails the test whose window it was."""
    with pytest.raises(AssertionError, match=re.escape(complaint)), reader.window() as window:
        window.goto(shown(tmp_path, f"<script>{script}</script>"))


def test_a_quiet_page_has_no_faults(reader: Profile, tmp_path: Path) -> None:
    """What is all right is not objected to: data within the page, and ordinary words in the console."""
    quiet = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""><script>console.log("hej")</script>'
    with reader.window() as window:
        window.goto(shown(tmp_path, quiet))
        assert window.faults() == []


def test_width_scheme_and_language(reader: Profile, tmp_path: Path) -> None:
    """A window is as wide as it is said to be, prefers the colours it is said to prefer, and speaks Swedish."""
    with reader.window(width=PHONE, dark=True) as window:
        page = window.goto(shown(tmp_path, ""))
        assert page.evaluate(
            "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, navigator.language]"
        ) == [
            PHONE,
            True,
            "sv-SE",
        ]


def test_without_scripts_none_runs(chromium: Chromium, tmp_path: Path) -> None:
    """A reader without scripts has the page as it is written."""
    with chromium.profile(scripts=False) as profile, profile.window() as window:
        page = window.goto(
            shown(tmp_path, "<p>före</p><script>document.querySelector('p').textContent = 'efter'</script>")
        )
        assert page.locator("p").inner_text() == "före"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ('<main><p style="color:#999;background:#fff">Grått på vitt</p></main>', "color-contrast"),
        ("<main><input></main>", "label"),
        ('<main><img src="data:,"></main>', "image-alt"),
        ("<main><p style='color:#777;background-image:linear-gradient(#000,#fff)'>Oklart</p></main>", "color-contrast"),
        ("<main><p><span style='color:#aaa'>●</span> Grå</p></main>", "color-contrast"),
    ],
    ids=["contrast", "label", "picture", "cannot-tell", "sign"],
)
def test_axe_objects(body: str, rule: str, reader: Profile, tmp_path: Path) -> None:
    """What people with poor sight or a screen reader cannot use is found, and a contrast that nobody can work out."""
    with reader.window() as window:
        found = violations(window.goto(shown(tmp_path, f"<h1>Prov</h1>{body}")))
        assert [one for one in found if one.startswith(f"{rule} (")]


def test_axe_lets_a_sign_have_the_contrast_of_a_sign(reader: Profile, tmp_path: Path) -> None:
    """A sign beside its word may be paler than a text: 3:1 is enough, as for other things that are no text."""
    sign = "<main><h1>Prov</h1><p><span style='color:#888'>●</span> Grå</p></main>"
    with reader.window() as window:
        assert violations(window.goto(shown(tmp_path, sign))) == []


def test_axe_does_not_ask_what_is_off(reader: Profile, tmp_path: Path) -> None:
    """A rule that is off objects to nothing, the others do."""
    with reader.window() as window:
        page = window.goto(shown(tmp_path, '<main><h1>Prov</h1><input><img src="data:,"></main>'))
        assert {one.partition(" ")[0] for one in violations(page, off=["label"])} == {"image-alt"}


def test_axe_looks_only_where_it_is_told(reader: Profile, tmp_path: Path) -> None:
    """What lies outside the part that is looked at, or in a part that is left out, is not objected to."""
    bad = '<p style="color:#bbb">Grått</p>'
    with reader.window() as window:
        page = window.goto(shown(tmp_path, f"{bad}<main><h1>Bra</h1><aside>{bad}</aside></main>"))
        assert violations(page, within=["main"], without=["aside"]) == []
        assert violations(page, within=["aside"]) != []


def test_axe_runs_under_a_strict_policy(reader: Profile, tmp_path: Path) -> None:
    """A page that lets no script run is looked at all the same."""
    policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
    with reader.window() as window:
        assert violations(window.goto(shown(tmp_path, "<main><h1>Bra</h1></main>", head=policy))) == []
