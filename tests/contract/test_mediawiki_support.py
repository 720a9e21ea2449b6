"""The test wiki keeps what `tests.support.mediawiki` promises; without that no contract test proves anything."""

import os
import re
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_socket
import requests

from tests.support.mediawiki import ADMIN, BOT, FAMILY, MediaWiki
from tests.support.person import ApiError
from tests.support.php import STATIC_FILE
from tests.support.sharing import Together, piece

pytestmark = pytest.mark.mediawiki

PAGES = {
    "Projekt/Läslust 2022.wiki": "{{Ämne}}\n\n'''Fet & <b>snäll</b>'''\n",
    "Projekt/Läslust 2022/Projektdata.wiki": "  indraget\n\n\n",
    "Mall/Ämne.wiki": "[[Kategori:Läslust]]<noinclude>\n[[Kategori:Mallar]]</noinclude>",
    "Användare/Lägesbot/inställningar.json.wiki": '{\n  "people": {}\n}\n',
    "_/Projekt 2022.wiki": "Lista",
    "phabricator.json": "{}",
}
BOT_SCRIPT = """
import pywikibot
site = pywikibot.Site()
site.login()
page = pywikibot.Page(site, "Projekt:Läslust 2022")
page.text = "Från boten"
page.save(summary="prov", minor=False, bot=True)
print(site.user(), site.code, site.lang, sorted(site.userinfo["groups"]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder wiki."""
    for name, text in PAGES.items():
        path = tmp_path / "wiki" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "wiki"


def run_bot(wiki: MediaWiki, directory: Path) -> str:
    """Run Pywikibot in a process of its own and give what it printed."""
    wiki.write_config(directory)
    environment = {**os.environ, "PYWIKIBOT_DIR": str(directory)}
    command = [sys.executable, "-c", BOT_SCRIPT]
    done = subprocess.run(command, env=environment, cwd=directory, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_requests_are_counted_at_the_server(fresh_mediawiki: MediaWiki) -> None:
    """Each request to the API is one, whether it asks or writes; files that the server hands out are none."""
    before = fresh_mediawiki.request_count()
    for _ in range(3):
        fresh_mediawiki.text("Projekt:Ett")
    requests.get(f"{fresh_mediawiki.api}?action=query", timeout=60).raise_for_status()
    requests.get(fresh_mediawiki.url + STATIC_FILE, timeout=60).raise_for_status()
    assert fresh_mediawiki.request_count() == before + 4


def test_texts_of_the_whole_wiki(fresh_mediawiki: MediaWiki, folder: Path) -> None:
    """All pages are there with their newest texts, those of the folder and those that were edited or made since."""
    fresh_mediawiki.load(folder)
    loaded = fresh_mediawiki.texts()
    assert loaded["100:Läslust 2022"] == PAGES["Projekt/Läslust 2022.wiki"].rstrip()
    assert len(loaded) == len(PAGES) - 1
    with fresh_mediawiki.person("John (WMSE)") as john:
        john.edit("Projekt 2022", "Ny lista")
        john.edit("Projekt:Ett till", "å")
    assert fresh_mediawiki.texts() == loaded | {"0:Projekt 2022": "Ny lista", "100:Ett till": "å"}


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("tests/contract/test_kills.py::test_a", "tests/contract/test_kills.py::test_b[live]", True),
        ("tests/contract/test_kills.py::test_a", "tests/contract/test_undo.py::test_a", False),
        ("tests/browser/test_report.py::test_a", "tests/docs/test_site.py::test_b", True),
        ("tests/contract/test_simulated_year.py::test_a[x]", "tests/contract/test_simulated_year.py::test_a[y]", False),
        ("tests/unit/test_run.py::test_a", "tests/unit/test_run.py::test_b", False),
    ],
)
def test_what_is_set_up_in_common_stays_in_one_worker(one: str, other: str, *, together: bool) -> None:
    """A module's tests on a wiki go together, and those in the browser; the longest and the shortest go alone."""
    assert (piece(one) == piece(other)) == together


def test_the_tests_are_shared_out_so(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where workers share the tests as `make test` has it, the pieces are those."""
    monkeypatch.setattr(pytestconfig.option, "dist", "loadgroup")
    monkeypatch.setattr(pytestconfig.option, "tx", ["popen"])
    assert isinstance(pytestconfig.hook.pytest_xdist_make_scheduler(config=pytestconfig, log=None), Together)


def test_site_is_set_up_as_the_association_has_it(fresh_mediawiki: MediaWiki) -> None:
    """Language, time zone and namespaces are those of the association's wiki."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        info = john.api(action="query", meta="siteinfo", siprop="general|namespaces")["query"]
    assert (info["general"]["lang"], info["general"]["timezone"]) == ("sv", "Europe/Stockholm")
    names = {int(number): space["name"] for number, space in info["namespaces"].items()}
    expected = {2: "Användare", 3: "Användardiskussion", 4: "Wikimedia", 10: "Mall", 14: "Kategori", 100: "Projekt"}
    assert expected.items() <= names.items()
    assert names[101] == "Projektdiskussion"


def test_loaded_texts_are_the_files(fresh_mediawiki: MediaWiki, folder: Path) -> None:
    """Every page of a folder is on the wiki, its text the file's but for white space at the end."""
    fresh_mediawiki.load(folder)
    assert fresh_mediawiki.text("Projekt:Läslust 2022") == "{{Ämne}}\n\n'''Fet & <b>snäll</b>'''"
    assert fresh_mediawiki.text("Projekt:Läslust 2022/Projektdata") == "  indraget"
    assert fresh_mediawiki.text("Projekt 2022") == "Lista"
    assert fresh_mediawiki.text("Användare:Lägesbot/inställningar.json") == '{\n  "people": {}\n}'
    assert fresh_mediawiki.text("Projekt:Finns inte") is None


def test_loaded_settings_page_is_json(fresh_mediawiki: MediaWiki, folder: Path) -> None:
    """The settings page has the content model json, and is displayed as such."""
    fresh_mediawiki.load(folder)
    with fresh_mediawiki.person("John (WMSE)") as john:
        title = "Användare:Lägesbot/inställningar.json"
        page = john.api(action="query", titles=title, prop="info")["query"]["pages"][0]
    assert page["contentmodel"] == "json"


def test_categories_are_right_after_loading(fresh_mediawiki: MediaWiki, folder: Path) -> None:
    """A page is in the category that it gets from a template, whichever of the two was imported first."""
    fresh_mediawiki.load(folder)
    assert fresh_mediawiki.categories("Projekt:Läslust 2022") == ["Kategori:Läslust"]
    assert fresh_mediawiki.category_members("Kategori:Läslust") == ["Mall:Ämne", "Projekt:Läslust 2022"]


def test_categories_are_right_at_once_after_an_edit(fresh_mediawiki: MediaWiki) -> None:
    """A page is in its new category, and no longer in its old one, when the next request is answered."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        for number in range(3):
            john.edit("Projekt:Ett", f"[[Kategori:Nr {number}]]")
            assert fresh_mediawiki.category_members(f"Kategori:Nr {number}") == ["Projekt:Ett"]
            assert fresh_mediawiki.category_members(f"Kategori:Nr {number - 1}") == []


def test_categories_from_a_template_are_right_after_the_jobs(fresh_mediawiki: MediaWiki, folder: Path) -> None:
    """Changing a template moves the pages that use it, once the jobs have been run."""
    fresh_mediawiki.load(folder)
    with fresh_mediawiki.person("John (WMSE)") as john:
        john.edit("Mall:Ämne", "[[Kategori:Ny]]")
    fresh_mediawiki.run_jobs()
    assert fresh_mediawiki.category_members("Kategori:Ny") == ["Mall:Ämne", "Projekt:Läslust 2022"]


def test_unknown_namespace_in_a_folder_is_told(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """A folder that is no namespace is an error that names the file, not a page under a wrong title."""
    (tmp_path / "Projket").mkdir()
    (tmp_path / "Projket" / "A.wiki").write_text("a", encoding="utf-8")
    with pytest.raises(ValueError, match="no namespace Projket"):
        fresh_mediawiki.load(tmp_path)


def test_restore_forgets_pages_and_accounts(fresh_mediawiki: MediaWiki) -> None:
    """After `restore` nothing is left of what a test did, and the same accounts can be made again."""
    before = fresh_mediawiki.revision_count()
    for _ in range(2):
        with fresh_mediawiki.person("John (WMSE)") as john:
            john.edit("Projekt:Ett", "text")
        assert fresh_mediawiki.revision_count() == before + 1
        fresh_mediawiki.restore()
        assert fresh_mediawiki.text("Projekt:Ett") is None
        assert fresh_mediawiki.revision_count() == before


def test_restore_gives_no_revision_number_twice(fresh_mediawiki: MediaWiki) -> None:
    """A revision's number from before `restore` is never that of another revision afterwards."""
    given = []
    for _ in range(3):
        with fresh_mediawiki.person("John (WMSE)") as john:
            given += [john.edit("Projekt:Ett", "ett"), john.edit("Projekt:Ett", "två")]
        fresh_mediawiki.restore()
    assert given == sorted(set(given))


def test_edit_on_an_old_base_is_a_conflict(fresh_mediawiki: MediaWiki) -> None:
    """A person's edit with an outdated `baserevid` raises, with MediaWiki's own code."""
    with fresh_mediawiki.person("John (WMSE)") as john, fresh_mediawiki.person("Eric (WMSE)") as eric:
        base = john.edit("Projekt:Ett", "ett")
        assert eric.edit("Projekt:Ett", "två", baserevid=base) > base
        with pytest.raises(ApiError) as refused:
            john.edit("Projekt:Ett", "tre", baserevid=base)
    assert refused.value.code == "editconflict"
    assert [revision.user for revision in fresh_mediawiki.revisions("Projekt:Ett")] == ["Eric (WMSE)", "John (WMSE)"]


def test_null_edit_makes_no_revision(fresh_mediawiki: MediaWiki) -> None:
    """Saving the same text again gives the present revision's number, and makes none."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        assert john.edit("Projekt:Ett", "ett") == john.edit("Projekt:Ett", "ett")


def test_one_section_can_be_edited(fresh_mediawiki: MediaWiki) -> None:
    """`section` replaces that section alone; "new" adds one."""
    with fresh_mediawiki.person("John (WMSE)") as john:
        john.edit("Projekt:Ett", "== A ==\na\n\n== B ==\nb")
        john.edit("Projekt:Ett", "== B ==\nc", section=2)
        john.edit("Projekt:Ett", "d", section="new", summary="C")
        assert john.text("Projekt:Ett") == "== A ==\na\n\n== B ==\nc\n\n== C ==\n\nd"


def test_message_on_talk_page_is_noticed(fresh_mediawiki: MediaWiki) -> None:
    """Writing on somebody's talk page sets their new-message flag, and the signature is in Swedish."""
    with fresh_mediawiki.person("John (WMSE)") as john, fresh_mediawiki.person("Eric (WMSE)") as eric:
        assert not john.has_new_message()
        eric.edit("Användardiskussion:John (WMSE)", "Hej! ~~~~")
        assert john.has_new_message()
        signature = r"\d+ \w+ \d{4} kl\. \d\d\.\d\d \(CES?T\)$"
        assert re.search(signature, john.text("Användardiskussion:John (WMSE)") or "")
        assert "<a " in john.html("Användardiskussion:John (WMSE)")


def test_sysop_protects_moves_and_deletes(fresh_mediawiki: MediaWiki) -> None:
    """`Chefen` can put every obstacle in the bot's way."""
    with fresh_mediawiki.person(ADMIN) as chief, fresh_mediawiki.person("John (WMSE)") as john:
        john.edit("Projekt:Ett", "ett")
        chief.protect("Projekt:Ett")
        chief.protect("Projekt:Saknas")
        for title in ("Projekt:Ett", "Projekt:Saknas"):
            with pytest.raises(ApiError, match="protected"):
                john.edit(title, "två")
        chief.protect("Projekt:Ett", "all")
        chief.move("Projekt:Ett", "Projekt:Två")
        assert john.text("Projekt:Ett") == "#OMDIRIGERING [[Projekt:Två]]"
        chief.delete("Projekt:Två")
        assert john.text("Projekt:Två") is None


def test_person_can_be_put_in_a_group(fresh_mediawiki: MediaWiki) -> None:
    """`groups` makes a sysop of somebody."""
    with fresh_mediawiki.person("John (WMSE)", groups=("sysop",)) as john:
        john.edit("Projekt:Ett", "ett")
        john.delete("Projekt:Ett")
        assert john.text("Projekt:Ett") is None


def test_pywikibot_logs_in_and_edits(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """With the written configuration Pywikibot edits as the bot, and the edit is marked as a bot's."""
    printed = run_bot(fresh_mediawiki, tmp_path / "pywikibot")
    newest = fresh_mediawiki.revisions("Projekt:Läslust 2022")[0]
    assert (newest.user, newest.comment, newest.minor, newest.bot) == (BOT, "prov", False, True)
    assert printed.startswith(f"{BOT} {FAMILY} sv ")
    assert "'bot'" in printed
    assert "sysop" not in printed
    assert stat.S_IMODE((tmp_path / "pywikibot" / "user-password.py").stat().st_mode) == 0o600


def test_two_wikis_run_side_by_side(fresh_mediawiki: MediaWiki, tmp_path: Path) -> None:
    """A second wiki has its own port and pages, and its server is gone after the block."""
    with MediaWiki.start(tmp_path / "other") as other:
        assert other.url != fresh_mediawiki.url
        with other.person("John (WMSE)") as john:
            john.edit("Projekt:Ett", "ett")
        assert fresh_mediawiki.text("Projekt:Ett") is None
        port = int(other.url.rpartition(":")[2])
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_only_loopback_is_reachable() -> None:
    """A test of the real wiki can reach nothing outside this machine."""
    with (
        socket.socket() as outside,
        pytest.warns(UserWarning, match="192"),
        pytest.raises(pytest_socket.SocketConnectBlockedError),
    ):
        outside.connect(("192.0.2.1", 80))
