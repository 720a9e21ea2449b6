"""The whole product on the example wiki, as a person starts it: in a folder, and on a real MediaWiki."""

import re
import subprocess
from pathlib import Path
from typing import Any

import mwparserfromhell
import pytest

from tests.contract.stage import NEW, FolderStage, LiveStage, Stage, document, lagesbot
from tests.support.conduit import TOKEN, ConduitServer, Fault, answering, failing
from tests.support.mediawiki import BOT

REGION = re.compile(r"\n<!-- Lägesbot:start (\S+) [0-9a-f]{12} – [^>]*-->\n.*?<!-- Lägesbot:slut \1 -->", re.DOTALL)
REPORTS = {
    "Projekt:Erfarenhetsutbyte 2022/Projektdata",
    "Projekt:En gemenskap för alla 2022/Projektdata",
    "Projekt:Stöd till gemenskapen 2022/Projektdata",
}
JOHN = "Användardiskussion:John (WMSE)"
SEEDS = ("Projekt:Erfarenhetsutbyte 2022", "Projekt:En gemenskap för alla 2022")


def succeeded(done: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """The process, if it ended well; its words otherwise."""
    assert done.returncode == 0, f"{done.returncode}: {done.stdout}{done.stderr}"
    return done


def test_check_finds_what_is_late(stage: Stage) -> None:
    """Both seed projects miss their October report, due on 7 November; Wikimania is overdue."""
    projects = {one["title"]: one for one in document(succeeded(stage.bot("check", "--format", "json")))["projects"]}
    for title in SEEDS:
        assert projects[title]["report"] == {
            "state": "missing",
            "updated": None,
            "status": None,
            "period": "2022-10",
            "due": "2022-11-07",
        }
    wikimania = projects[SEEDS[0]]["activities"][1]
    assert wikimania["name"] == "Deltagande på Wikimania"
    assert wikimania["state"] == "overdue"
    assert stage.edits() == 0


def test_nothing_outside_the_regions_changes(stage: Stage) -> None:
    """A run leaves every byte of every page as it was, but for its own regions, messages and new pages."""
    before = stage.texts()
    succeeded(stage.bot("run"))
    after = stage.texts()
    changed = {title for title in before if before[title] != after[title]}
    assert changed == {*REPORTS, JOHN, *NEW}
    for title in REPORTS:
        assert REGION.search(after[title] or "")
        assert REGION.sub("", after[title] or "") == (before[title] or "").rstrip("\n")  # a wiki trims the end on save
    assert (after[JOHN] or "").startswith(before[JOHN] or "-")
    assert [before[title] for title in NEW] == [None, None]


def test_a_second_run_changes_nothing(stage: Stage) -> None:
    """A second run finds nothing to do: no revision, no byte. The first one wrote twice in its log, too."""
    succeeded(stage.bot("run"))
    texts, edits = stage.texts(), stage.edits()
    assert edits == 1 + len(REPORTS) + len({JOHN, *NEW}) + 1
    second = succeeded(stage.bot("run"))
    assert "Nothing to do." in second.stdout
    assert stage.texts() == texts
    assert stage.edits() == edits


def test_the_plan_is_what_the_run_does(stage: Stage) -> None:
    """The plan names just the pages that the run then edits, and writes nothing itself."""
    planned = document(succeeded(stage.bot("plan", "--format", "json")))
    assert stage.edits() == 0
    done = document(succeeded(stage.bot("run", "--format", "json")))
    assert [edit["title"] for edit in done["edits"]] == [edit["title"] for edit in planned["edits"]]
    assert {edit["outcome"] for edit in done["edits"]} == {"saved"}


def test_simulate_writes_nothing(stage: Stage) -> None:
    """With Pywikibot's -simulate a run plans and writes nothing."""
    succeeded(stage.bot("run", "-simulate"))
    assert stage.edits() == 0


@pytest.mark.mediawiki
def test_the_stop_page_stops(live: LiveStage) -> None:
    """Text on the stop page ends a run before its first edit; the run says who stopped it, and exits well."""
    with live.wiki.person("Tore (WMSE)") as tore:
        tore.edit("Användare:Lägesbot/stopp", "Vänta lite.")
    edits = live.edits()
    done = succeeded(live.bot("run"))
    assert "Tore (WMSE)" in done.stdout
    assert live.edits() == edits


def cell_below(html: str, heading: str) -> str:
    """The HTML of the cell below a heading in the box."""
    rows = re.split(r"<tr[ >]", html)
    index = next(i for i, row in enumerate(rows) if re.search(rf"<th[^>]*>\s*{heading}\s*</th>", row))
    column = [words.strip() for words in re.findall(r"<th[^>]*>(.*?)</th>", rows[index], re.DOTALL)].index(heading)
    return str(re.findall(r"<td[^>]*>(.*?)</td>", rows[index + 1], re.DOTALL)[column])


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        pytest.param("Viktigt nästa månad", "Koordinera med WikiGap-arrangörer", id="value on the cell's own line"),
        pytest.param("Öppna huvudsakliga problem", "Inledande kontakt med UD", id="value on a new line"),
    ],
)
@pytest.mark.mediawiki
def test_the_region_is_a_list_in_the_box(live: LiveStage, heading: str, row: str) -> None:
    """In both kinds of template cell the server renders the bot's rows as a list, with no literal asterisk."""
    succeeded(live.bot("run"))
    cell = cell_below(live.wiki.html("Projekt:En gemenskap för alla 2022"), heading)
    assert re.search(rf"<ul>\s*<li>{row}", cell)
    assert "*" not in cell
    assert "Lägesbot:" not in cell


@pytest.mark.mediawiki
def test_the_reminder_is_signed_and_noticed(live: LiveStage) -> None:
    """The message is a section of its own, signed, neither minor nor a bot edit; John is told of new messages."""
    with live.wiki.person("John (WMSE)") as john:
        assert not john.has_new_message()
        succeeded(live.bot("run"))
        assert john.has_new_message()
    newest = live.wiki.revisions(JOHN)[0]
    assert (newest.user, newest.minor, newest.bot) == (BOT, False, False)
    assert "nyckel påminnelse/2022-11-20/John (WMSE) · körning 20221120-0730-" in newest.comment
    section = (live.wiki.text(JOHN) or "").split("== Påminnelse 20 november 2022 ==")[1]
    assert re.search(
        r"\[\[Användare:Lägesbot\|Lägesbot\]\] \(\[\[Användardiskussion:Lägesbot\|diskussion\]\]\)", section
    )
    assert "~~~" not in section


@pytest.mark.mediawiki
def test_regions_are_saved_as_minor_bot_edits(live: LiveStage) -> None:
    """Edits to reports and the overview stay out of recent changes."""
    succeeded(live.bot("run"))
    for title in (*REPORTS, "Lägesöversikt 2022"):
        newest = live.wiki.revisions(title)[0]
        assert (newest.user, newest.bot) == (BOT, True)
        assert newest.minor or title == "Lägesöversikt 2022"  # MediaWiki marks no new page as minor


@pytest.mark.mediawiki
def test_the_overview_renders(live: LiveStage) -> None:
    """The overview is a sortable table with one row a project, and nothing in it is left as wikitext."""
    succeeded(live.bot("run"))
    html = live.wiki.html("Lägesöversikt 2022")
    table = re.search(r'<table class="wikitable sortable lagesbot-projekt"[^<>]*>.*?</table>', html, re.DOTALL)
    assert table
    assert len(re.findall(r'<th scope="row"', table[0])) == 4
    assert "Saknas</a> för oktober 2022" in table[0]
    assert ", sedan 7 november 2022" in table[0]
    shown = mwparserfromhell.parse(html).strip_code()
    assert not re.search(r"\{\{|\}\}|\[\[|\]\]|\{\||\|\}|''", shown)


@pytest.mark.mediawiki
def test_reading_needs_no_account(live: LiveStage, tmp_path: Path) -> None:
    """Check and plan read the wiki without any configuration but the wiki's address."""
    home = tmp_path / "nobody"
    home.mkdir()
    (home / "user-config.py").write_text(
        f"family_files['lagesbottest'] = '{live.wiki.api}'\nfamily = mylang = 'lagesbottest'\n", encoding="utf-8"
    )
    (home / "user-config.py").chmod(0o600)
    for verb in ("check", "plan"):
        done = succeeded(lagesbot(verb, "--date", "2022-11-20", "--format", "json", home=home))
        assert document(done)["years"] == [2022]


@pytest.mark.mediawiki
def test_a_wrong_password_is_one_line(live: LiveStage) -> None:
    """A password that the wiki does not accept ends a run with 2 and one line, which does not say the password."""
    password = live.home / "user-password.py"
    password.write_text(
        password.read_text(encoding="utf-8").replace(live.wiki.bot_password, "0" * 32), encoding="utf-8"
    )
    done = live.bot("run")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "0" * 32 not in done.stderr + done.stdout
    assert [line for line in done.stderr.splitlines() if line.startswith("lagesbot: ")]


def test_no_network_is_one_line(tmp_path: Path) -> None:
    """A wiki that does not answer ends a run with 3 and one line."""
    (tmp_path / "user-config.py").write_text(
        "family_files['lagesbottest'] = 'http://127.0.0.1:9/api.php'\n"
        "family = mylang = 'lagesbottest'\nusernames['lagesbottest']['lagesbottest'] = 'Lägesbot'\n"
        "max_retries = 1\nretry_wait = 0\n",
        encoding="utf-8",
    )
    (tmp_path / "user-config.py").chmod(0o600)
    done = lagesbot("run", home=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert done.stderr.splitlines()[-1].startswith("lagesbot: ")


def test_no_configuration_is_one_line(tmp_path: Path) -> None:
    """A run without user-config.py ends with 2 and says what to do."""
    done = lagesbot("run", home=tmp_path)
    assert done.returncode == 2
    assert "user-config.py.sample" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def way_to(conduit: ConduitServer) -> dict[str, str]:
    """The environment of an operator who has a token there."""
    return {"PHAB_API_TOKEN": TOKEN, "PHAB_API_URL": conduit.api}


def activity(done: subprocess.CompletedProcess[str], name: str) -> dict[str, Any]:
    """An activity of the first seed project, as a check told it."""
    found = next(one for one in document(done)["projects"] if one["title"] == SEEDS[0])
    return next(one for one in found["activities"] if one["name"] == name)


@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_folder_asks_nobody(tmp_path: Path, conduit: ConduitServer) -> None:
    """On a folder wiki the recorded answers hold, and no token of the environment goes anywhere."""
    stage = FolderStage(tmp_path)
    conduit.add(318574, "Något annat", "resolved", closed=1664755200)
    checked = ["check", "--wiki", str(stage.folder), "--date", "2022-11-20", "--format", "json", "--verbose"]
    done = succeeded(lagesbot(*checked, home=tmp_path, **way_to(conduit)))
    assert activity(done, "Deltagande på Wikimania")["task_states"] == [
        {"id": "T318574", "title": "Deltagande på Wikimania", "status": "open", "closed": None, "assignee": "John"}
    ]
    assert document(done)["problems"] == []
    assert conduit.visits == 0
    assert TOKEN not in done.stdout + done.stderr


@pytest.mark.mediawiki
def test_phabricator_makes_an_activity_done(live: LiveStage, conduit: ConduitServer) -> None:
    """A task that is closed on Phabricator makes its activity done, on its day in Stockholm; it takes one question."""
    conduit.add(318574, "Deltagande på Wikimania", "resolved", closed=1664748000, owner="Eric")  # 2022-10-02 22:00 UTC
    done = succeeded(live.bot("check", "--format", "json", "--verbose", **way_to(conduit)))
    wikimania = activity(done, "Deltagande på Wikimania")
    assert wikimania["state"] == "done"
    assert wikimania["task_states"] == [
        {
            "id": "T318574",
            "title": "Deltagande på Wikimania",
            "status": "resolved",
            "closed": "2022-10-03",
            "assignee": "Eric",
        }
    ]
    assert document(done)["problems"] == []
    assert conduit.methods == ["maniphest.search", "user.search"]
    assert TOKEN not in done.stdout + done.stderr
    succeeded(live.bot("run", **way_to(conduit)))
    assert "Deltagande på Wikimania, 3 oktober 2022 · " in (live.wiki.text(f"{SEEDS[0]}/Projektdata") or "")
    assert len(conduit.calls) == 4


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        pytest.param(None, "PHAB_API_TOKEN", id="no token"),
        pytest.param(failing("ERR-INVALID-AUTH", f'API token "{TOKEN}" is not valid.'), "godtar inte", id="refused"),
        pytest.param(answering("<html>Forbidden</html>", 403), "inte kunde använda", id="not let in"),
    ],
)
@pytest.mark.mediawiki
def test_without_phabricator_the_pages_speak_alone(
    live: LiveStage, conduit: ConduitServer, fault: Fault | None, said: str
) -> None:
    """Without a token or an answer there is one problem, and the state is that of the pages; the run does not fail."""
    conduit.always = fault
    environment = way_to(conduit) if fault else {"PHAB_API_URL": conduit.api}
    done = succeeded(live.bot("check", "--format", "json", "--verbose", **environment))
    (problem,) = document(done)["problems"]
    assert (problem["code"], problem["severity"]) == ("tasks-unavailable", "warning")
    assert said in problem["message"]
    wikimania = activity(done, "Deltagande på Wikimania")
    assert (wikimania["state"], wikimania["task_states"]) == ("overdue", [])
    assert len(conduit.calls) == (1 if fault else 0)
    assert "hemlig7" not in done.stdout + done.stderr
    succeeded(live.bot("run", **environment))
