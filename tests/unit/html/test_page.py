"""The page of the report: what stands where, that it holds nothing from outside, and that words stay words."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.html.addresses import Addresses
from bot.html.page import report_page
from bot.knowledge import Knowledge, know
from bot.model import TASKS, Task
from bot.plan import make_plan
from bot.render.words import Words
from tests.support.builders import DATA, PEOPLE, TITLE, TODAY, WORDS, data_text, material, settings, wiki_pages
from tests.support.html import Strict

ROWS = (
    "Mars | Boka lokal | Axel | |",
    "April | Tryck | Axel | Klart | T1",
    "December 2022 | Ha fest | Sara | |",
    "Någon gång | Städa | Axel | |",
)
WIKI = Addresses("https://se.wikimedia.org/wiki/$1")
IN_ENGLISH = Words("en")
EVIL = "<script>alert(1)</script>\"'&amp;{{x}}"


def told(
    *rows: str,
    data: str | None = None,
    today: date = TODAY,
    words: Words = WORDS,
    programmes: dict[str, str] | None = None,
    **parts: object,
) -> Knowledge:
    """What is known of a wiki with one project."""
    rules = settings(**parts)
    found = material(wiki_pages(*(rows or ROWS), data=data), today=today, rules=rules)
    return know(replace(found, words=words, programmes={2022: programmes or {}}))


def page(known: Knowledge, *stops: str, addresses: Addresses = WIKI, tasks: Sequence[Task] = TASKS) -> Strict:
    """The page, read strictly."""
    text = report_page(known, make_plan(known, tasks), stops, addresses)
    assert text.startswith("<!DOCTYPE html>\n<html")
    return Strict(text.removeprefix("<!DOCTYPE html>"))


def figure(read: Strict, name: str) -> str:
    """One of the figures on top."""
    return read.one("div", data_figure=name).text


def test_figures() -> None:
    """On top stand projects, late activities, activities and days that are done, reports by state, and the money."""
    read = page(told())
    assert figure(read, "projects") == "Projekt 1"
    assert figure(read, "overdue") == "Försenade aktiviteter 1"
    assert figure(read, "activities") == "Klara aktiviteter 1 av 4"
    assert figure(read, "reports") == "Lägesrapporter 1 Saknas"
    assert figure(read, "budget").startswith("Budget 67 500 kr Wikimedia Foundation (WCF) 67 500 kr")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"finansiär": "", "budget": ""}, "Inte känd", id="nothing"),
        pytest.param({"finansiär": "", "budget": "100"}, "Ej namngiven finansiär 100 kr", id="unnamed"),
        pytest.param({"budget": "mycket"}, "Wikimedia Foundation (WCF) okänt belopp", id="unreadable"),
        pytest.param({"budget_total": "1"}, "säger emot varandra: Prov 2022", id="contradiction"),
    ],
)
def test_budget(fields: dict[str, str], words: str) -> None:
    """What is not known of the money is said to be so."""
    assert words in figure(page(told(data=data_text(**fields))), "budget")


def test_table() -> None:
    """A project's row says programme, lead, status, report, what is done, late and next, budget and reminders."""
    read = page(told(programmes={TITLE: "Gemenskap"}))
    row = read.one("tr", data_project=TITLE)
    assert row.attributes["data-leads"] == '["John"]'
    assert row.attributes["data-programme"] == "Gemenskap"
    assert row.attributes["data-states"] == "report-missing status-unset overdue"
    for words in (
        "Prov 2022",
        "226401",
        "Gemenskap",
        "John",
        "Inte satt",
        "Saknas",
        "2 dagar sen",
        "1 av 4",
        "Ha fest",
    ):
        assert words in row.text
    assert "67 500 kr" in row.text
    assert "2 påminnelser" in row.text
    headings = [one.text for one in read.all("th", scope="col")]
    assert headings[:4] == ["Projekt", "Program", "Ansvarig", "Status"]
    assert {one.attributes["data-kind"] for one in read.all("th", scope="col")} == {"text", "number"}


def test_finished_project() -> None:
    """A finished project says so, and nothing is next."""
    read = page(told(data=data_text(avslutad="ja", ansvarig="", id="", budget="")))
    row = read.one("tr", data_project=TITLE)
    assert row.attributes["data-states"] == "report-none status-closed"
    assert "Avslutat" in row.text
    assert "projektet är avslutat" in row.text
    assert row.attributes["data-leads"] == "[]"


def test_finished_project_that_was_green() -> None:
    """That a project is finished counts for more than the status of its last report, as on the overview."""
    data = data_text(avslutad="ja", uppdaterad="2022-11-01", status="GreenForest")
    row = page(told(data=data)).one("tr", data_project=TITLE)
    assert row.attributes["data-states"] == "report-none status-closed"


def test_year_on_a_timeline() -> None:
    """The projects of a year stand on a timeline of their own, with how many activities are late."""
    assert "1 försenad" in page(told()).one("section", id="year").text


def test_year_without_projects() -> None:
    """Where a year has no projects, that is said in the place of what there would be."""
    read = page(know(replace(material({}), listed={2022: ()}, programmes={2022: {}})))
    for part in ("year", "each"):
        assert "Inga projekt." in read.one("section", id=part).text


def test_what_phabricator_has_not_said() -> None:
    """What is done is at least so much, where Phabricator has not answered for all tasks."""
    read = page(told("April | Tryck | Axel | | T1"))
    assert figure(read, "activities") == "Klara aktiviteter minst 0 av 1"


def test_everyone() -> None:
    """A project of everybody's is found by that."""
    row = page(told(data=data_text(ansvarig="Samtliga"))).one("tr", data_project=TITLE)
    assert row.attributes["data-leads"] == '["Samtliga"]'


def test_project() -> None:
    """A project by itself has its timeline, what is not on it, its changes, findings with page and line, reminders."""
    article = page(told()).one("article", id="project-1")
    assert article.attributes["data-project"] == TITLE
    for words in (
        "Tidslinje",
        "Boka lokal: mars 2022, försenad, Axel.",
        "Städa: Utan datum.",
        "Inga ändringar att berätta om.",
        "Fel Boka lokal: Skulle ha varit klart 31 mars 2022.",
        f"{TITLE}, rad 5",
        "3 upplysningar",
        "lägesrapporten för oktober 2022",
    ):
        assert words in article.text


def test_project_with_nothing_to_tell() -> None:
    """Where nothing is planned, wrong or the bot's, each part says so."""
    rows = ("Mars 2022 | Boka lokal | Axel | Klart |N/A",)
    data = data_text(uppdaterad="2022-11-01", status="GreenForest", aktiviteter="x", avslutad="ja", slutrapport="[[x]]")
    article = page(told(*rows, data=data)).one("article", id="project-1")
    assert "Inget att åtgärda." in article.text
    assert "Boten har ingen del av den här sidan, och skriver ingen." in article.text


def test_project_without_activities() -> None:
    """A year without activities has no timeline."""
    text = wiki_pages()[TITLE]
    assert "|-" not in text
    article = page(told(" | | | |")).one("article", id="project-1")
    assert "Tidslinje" in article.text


def test_preview() -> None:
    """The bot's part stands as it is beside what a run would write."""
    read = page(told())
    preview = read.one("details", class_="preview")
    assert (preview.attributes["data-page"], preview.attributes["data-change"]) == (DATA, "changed")
    region = read.one("section", class_="region", data_region="problems")
    assert region.text.startswith("Öppna huvudsakliga problem Står nu Finns inte än. Efter nästa körning")
    assert "Boka lokal" in region.text


def test_preview_of_what_stays() -> None:
    """After a run the same is shown once, as what stays."""
    first = told()
    done = make_plan(first, ("report",)).edits[0].text
    read = page(told(data=done))
    assert read.one("details", class_="preview").attributes["data-change"] == "same"
    assert {one.attributes["data-changed"] for one in read.all("section", class_="region")} == {"no"}
    assert "Inget ändras här." in read.one("section", data_region="problems").text


def test_preview_of_what_is_withheld() -> None:
    """A page that a run leaves on purpose says why."""
    read = page(told(data=data_text(problem="\n<!-- Lägesbot:slut problem -->\n")))
    preview = read.one("details", class_="preview")
    assert preview.attributes["data-change"] == "withheld"
    assert "boten skriver inte" in preview.text
    assert "Botens markeringar är trasiga här" in preview.text


def test_run() -> None:
    """What a run would save is told page by page with why, and what would stop it."""
    run = page(told(), "Stoppsidan har text.").one("section", id="run")
    assert "En körning skulle stanna här: Stoppsidan har text." in run.text
    assert "En körning skulle spara 4 sidor." in run.text
    assert f"Lägesrapport {DATA}" in run.text
    assert "Påminnelse Användardiskussion:Axel (WMSE)" in run.text
    assert "Översikt Lägesöversikt 2022" in run.text


def test_nothing_to_run() -> None:
    """A run with nothing to do says so."""
    run = page(told(), tasks=()).one("section", id="run")
    assert "En körning skulle inte ändra något: allt står redan som det ska." in run.text


def test_withheld_of_a_run() -> None:
    """What a run leaves alone is told with why."""
    run = page(told(reminders={"weekdays": []})).one("section", id="run")
    assert "Lämnas som det är" in run.text
    assert "i dag skickas inga påminnelser" in run.text


def test_problems() -> None:
    """What is wrong with the run as a whole has a part of its own, and none where nothing is."""
    found = told()
    assert not page(found).all("section", id="problems")
    known = replace(found, problems=found.findings[TITLE][:1])
    assert page(known).one("section", id="problems").text.startswith("Körningen som helhet")


def test_workload() -> None:
    """Who has how much to do is told where the settings want it, with what is more than there is time for."""
    rows = ("Januari 2022 | Boka lokal, 40 dagar | Axel | 40 dagar |", "Någon gång | Städa | Axel | 3 dagar |")
    assert not page(told(*rows)).all("section", id="workload")
    read = page(told(*rows, overview={"workload": True}))
    table = read.one("table", id="workload-2022")
    assert "Axel 40 av 20 möjliga" in table.text
    assert "1 aktivitet med 3 dagar räknas inte" in read.one("section", id="workload").text


def test_workload_of_nobody() -> None:
    """Where no day can be counted, that is said."""
    read = page(told("Mars | Boka lokal | Axel | |", overview={"workload": True}))
    assert "Inga planerade dagar går att räkna." in read.one("section", id="workload").text


def test_workload_of_somebody_unknown() -> None:
    """Who is not in the register is said to be so."""
    read = page(told("Mars 2022 | Boka lokal | Kim | 4 dagar |", overview={"workload": True}))
    assert "Kim inte i registret" in read.one("table", id="workload-2022").text


def test_links_on_a_wiki() -> None:
    """Pages of a wiki with an address are linked, also those of findings."""
    links = {one.attributes["href"] for one in page(told()).all("a") if one.attributes["href"].startswith("https://")}
    assert "https://se.wikimedia.org/wiki/Projekt:Prov_2022" in links
    assert "https://se.wikimedia.org/wiki/Projekt:Prov_2022/Projektdata" in links


def test_links_in_a_folder() -> None:
    """Pages of a folder have no addresses; links lead to tasks and within the page alone."""
    links = {one.attributes["href"] for one in page(told(), addresses=Addresses()).all("a")}
    assert all(one.startswith(("#", "https://phabricator.wikimedia.org/T")) for one in links)
    assert "https://phabricator.wikimedia.org/T1" in links


def test_links_within_the_page() -> None:
    """Every link within the page leads somewhere, and no place has the name of another."""
    read = page(told(overview={"workload": True}))
    ids = [one.attributes["id"] for one in read.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    inner = {one.attributes["href"][1:] for one in read.all("a") if one.attributes["href"].startswith("#")}
    assert inner <= set(ids)
    named = [
        one.attributes[key] for one in read.elements for key in ("aria-labelledby", "for") if key in one.attributes
    ]
    assert set(named) <= set(ids)


def test_policy() -> None:
    """The page allows its own style sheet and script by their sums, an empty picture, and nothing else."""
    known = told()
    text = report_page(known, make_plan(known), (), WIKI)
    policy = Strict(text.removeprefix("<!DOCTYPE html>")).one("meta", http_equiv="Content-Security-Policy")
    sums = {}
    for tag in ("style", "script"):
        (inside,) = re.findall(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        sums[tag] = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
    assert policy.attributes["content"] == (
        f"default-src 'none'; style-src 'sha256-{sums['style']}'; script-src 'sha256-{sums['script']}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_from_outside() -> None:
    """No element loads anything, has a style or a handler of its own, or sends anything."""
    read = page(told())
    for one in read.elements:
        assert one.tag not in {
            "img",
            "iframe",
            "object",
            "embed",
            "audio",
            "video",
            "base",
            "use",
            "image",
            "foreignobject",
        }
        assert not {"src", "srcset", "style", "action", "xlink:href"} & one.attributes.keys()
        assert not [name for name in one.attributes if name.startswith("on")]
    assert [one.attributes["href"] for one in read.all("link")] == ["data:,"]


def test_styles_of_wikitext() -> None:
    """The styles of the bot's own wikitext are rules of the page's style sheet."""
    known = told()
    text = report_page(known, make_plan(known), (), WIKI)
    names = set(re.findall(r'class="lagesbot (style-[0-9a-f]{12})"', text))
    assert names
    for name in names:
        assert f".wiki .{name}{{" in text


def test_words_stay_words() -> None:
    """No name on a page, programme or setting becomes markup, wherever it is shown."""
    row = f"Mars 2022 | {EVIL} | {EVIL} | |"
    clean = page(told("Mars 2022 | Boka | Kim | |", programmes={TITLE: "x"}))
    read = page(told(row, data=data_text(ansvarig="John", finansiär="&lt;script>x"), programmes={TITLE: EVIL}))
    assert len(read.all("script")) == len(clean.all("script")) == 1
    assert read.one("tr", data_project=TITLE).attributes["data-programme"] == EVIL


def test_accessible_names() -> None:
    """The page has a language, a title, a link past its beginning, tables with captions, and labels for all fields."""
    read = page(told())
    assert read.one("html").attributes["lang"] == "sv"
    assert read.all("title")[0].text == "Läget för projekten 2022 – 9 november 2022"
    assert read.one("a", class_="skip").attributes["href"] == "#projects"
    assert len(read.all("caption")) == len(read.all("table", class_="projects")) == 1
    fields = {one.attributes["id"] for one in read.elements if one.tag in {"select", "input"}}
    assert fields == {one.attributes["for"] for one in read.all("label")}
    assert read.one("p", id="shown").attributes["role"] == "status"
    for region in read.all("div", role="region"):
        assert region.attributes["tabindex"] == "0"
        assert region.attributes["aria-label"]


def test_choices() -> None:
    """One chooses among the leads and programmes that there are, and among all states."""
    read = page(told(programmes={TITLE: "Gemenskap"}))
    values = {one.attributes["value"] for one in read.all("option")}
    assert {"John", "Gemenskap", "overdue", "report-late", "status-red", ""} <= values
    assert " " not in values


def test_choice_of_those_without() -> None:
    """Where projects have no lead or no programme, those can be chosen, too."""
    read = page(told(data=data_text(ansvarig="")))
    for name in ("lead", "programme"):
        assert "Ingen" in read.one("select", id=f"filter-{name}").text


def test_english() -> None:
    """In English the page has English words of its own."""
    read = page(told(words=IN_ENGLISH, overview={"workload": True}), tasks=("report", "remind"))
    assert read.one("html").attributes["lang"] == "en"
    assert read.one("h1").text == "How the projects of 2022 stand"
    assert "Missing" in read.one("tr", data_project=TITLE).text
    own = [
        one.text
        for one in read.elements
        if one.tag in {"h1", "h2", "h4", "h6", "label", "dt", "th", "button", "summary"}
    ]
    assert not re.search("[åäöÅÄÖ]", " ".join(own))


def test_two_years() -> None:
    """Each year that was asked for has its figures and its table; a project of both stands by itself once."""
    found = material(wiki_pages(*ROWS), rules=settings(people=PEOPLE))
    known = know(replace(found, listed={2022: (TITLE,), 2021: (TITLE,)}))
    read = page(
        replace(
            known,
            material=replace(
                known.material, pages={**known.pages, "Lägesöversikt 2021": known.pages["Lägesöversikt 2022"]}
            ),
        )
    )
    assert [one.attributes["id"] for one in read.all("table", class_="projects")] == ["table-2022", "table-2021"]
    assert len(read.all("article")) == 1
    assert read.one("h1").text == "Läget för projekten 2022 och 2021"
    assert [one.text for one in read.all("h5")[:2]] == ["2022", "2021"]
