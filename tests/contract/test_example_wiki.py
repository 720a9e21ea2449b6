"""The example wiki, as a real MediaWiki renders it: what the project pages said, in their order, and nothing broken."""

import html
import re
from pathlib import Path

import pytest

from tests.support.dump import pages_of
from tests.support.mediawiki import MediaWiki

pytestmark = pytest.mark.mediawiki

EXAMPLE = Path(__file__).parents[2] / "examples" / "wiki"
NAMESPACES = {"Användare": 2, "Användardiskussion": 3, "Mall": 10, "Kategori": 14, "Projekt": 100}
EXCHANGE = "Projekt:Erfarenhetsutbyte 2022"
EVERYBODY = "Projekt:En gemenskap för alla 2022"
SUPPORT = "Projekt:Stöd till gemenskapen 2022"
TOUR = "Projekt:Skrivstugeturné 2022"
PROJECTS = (EXCHANGE, EVERYBODY, SUPPORT, TOUR)
# The pages that are missing on purpose: the first run makes the log.
MISSING_ON_PURPOSE = {f"{TOUR}/Frivillig", "Användare:Lägesbot/Logg"}
REPORT_HEADINGS = [
    "Lägesrapport: Uppdaterad senast",
    "STATUS",
    "Utförda aktiviteter Måluppfyllnad",
    "Viktigt nästa månad Öppna huvudsakliga problem",
    "Aktuell kostnad Dragna erfarenheter För aktuella kostnader se Ekonomiska rapporter 2022.",
    "Kommentar från verksamhetschefen",
    "Slutrapport",
]
RED_LINK = re.compile(r'class="new" title="([^"]*) \(sidan existerar inte\)"')
HEADER = "Datum Aktivitet Tidsåtgång (dagar) Ansvarig Kommentar Phabricator"
EXPECTED = {
    EXCHANGE: f"""
Det här kan du som frivillig hjälpa oss med!
Delta som föreningens representant. Delta på internationella Wikimediaevenemang för föreningens räkning. Delge den
kunskap du fått genom blogginlägg, rapporter och diskussioner med relevant personal på kansliet.
Hjälp oss hitta spännande personer. Föreslå personer som vi bör bjuda in för presentationstillfällen som du bedömer
skulle skapa engagemang.
Om du är nyfiken och vill ha mer information om specifika uppgifter, ta kontakt med john.andersson(at)wikimedia.se
| Kort projektbeskrivning
| Projektet finns för att säkerställa att föreningen delar erfarenheter och inhämtar lärdomar från andra
Wikimediaföreningar och användargrupper genom olika evenemang och plattformar.
| Tidplan | {HEADER} WMSE-Exchange-of-Experiences-2022
Januari–december 2022 Identifiera evenemang 2 Axel Lista de evenemang som äger rum och prioritera deltagande på dem,
baserat på deltagandets uppfyllande av strategi och mål, dess kostnad, klimatpåverkan, påverkan på teamet m.m. T318564
Juni–september 2022 Deltagande på Wikimania 8 Samtliga Deltagande digitalt på Wikimania för personalen för att lära av
andra föreningar. Förberedande av presentationer sker inom ramen för respektive berört projekt. T318574
Juli–augusti 2022 Lokalt Wikimania-event 10 Josefine, Axel, Alicia och André Planerande och genomförande av lokalt
Wikimania-event. T312011
September–december 2022 Inläsning på verksamhetsrapporter 2 John, med stöd av Eric Inläsning för att identifiera
möjliga samarbeten eller områden där Wikimedia Sverige kan bidra med insikter. Sammanställning om möjligheterna och
spridande av de insikterna till föreningen. T319473
September 2022 Deltagande på Wikimedia Summit 8 John, André och Eric Deltagande på Wikimedia Summit samt på ED-möte.
T318024
Oktober–december 2022 Organisera presentationstillfällen för personer i Wikimediarörelsen 2 Eric, med stöd av
Josefine, Tore och Axel Evenemang där den internationella gemenskapen bjuds in för att dela speciella aspekter för
Wikimedia Sveriges medlemmar, personal och förtroendevalda. T319474
November 2022 Organisera diskussion om Wikimedia Northern Europe Meetings framtid 0,5 John, med stöd av Tore
Workshop/brainstormingsevent för att diskutera evenemangets framtid och möjligheter för 2023. T319475
| Samarbetspartners | Se även | Projektdata
| Projekt nr. 226401 Ansvarig John Projektstart 2022-01-01 Projektslut 2022-12-31
Finansiär Budget Wikimedia Foundation (WCF) 67 500 Donationer 20 000 Lägesrapport: Uppdaterad senast STATUS
| Utförda aktiviteter Måluppfyllnad Viktigt nästa månad Öppna huvudsakliga problem Aktuell kostnad Dragna erfarenheter
För aktuella kostnader se Ekonomiska rapporter 2022. Kommentar från verksamhetschefen
""",
    EVERYBODY: f"""
Det här kan du som frivillig hjälpa oss med!
Sprid ordet Hjälp oss att upplysa så många som möjligt om problemen och hur de kan bidra till att göra situationen
bättre.
Om du är nyfiken och vill ha mer information om specifika uppgifter, ta kontakt med eric.luth(at)wikimedia.se
| Kort projektbeskrivning
| Detta projekt fokuserar på att öka mångfalden vid Wikimediarörelsens evenemang och på dess plattformar.
2023: Vi kommer att koordinera den internationella kampanjen WikiGap för fjärde gången. Eftersom pandemin fortfarande
pågår globalt fortsätter vi utveckla verksamhetsformerna, i år med särskilt fokus på hybridarrangemang. Vi strävar
efter att fortsätta att engagera internationella partners i organiseringen av WikiGap, t.ex. biståndsorganisationer
och FN-organ. Vi kommer att engagera volontärer för att stödja WikiGap-evenemangen.
| Tidplan | {HEADER} WMSE-A-Community-for-Everybody-2022
Januari-februari Inledande kontakt med UD 2 John, med stöd av Eric Inledande möten med UD. Sätta ramar, inriktningar
och mål.
Januari-februari Ta fram stödmaterial för hybridmöten 3 Josefine, med stöd av Eric och Axel Ta fram lathundar och
riktlinjer för att hålla WikiGapevenemang som hybridmöten.
Januari-februari Planera WikiGap-webinarium 3 Eric, med stöd av Josefine och John Planera Webinarium med
Utrikesdepartementet i mars som WikiGap-kickoff.
Januari-mars Koordinera globala WikiGap-kampanjen 5 Eric, med stöd av Josefine och Axel kommunicera med volontärer och
aktörer internationellt. Ta fram stödsidor, koordineringssidor på meta, dashboardkampanjer o.s.v. T295595 T295597
Mars-december Koordinera med WikiGap-arrangörer 4 Eric, med stöd av Josefine Kommunikation med aktörer som genomför
eller har genomfört evenemang. Sammanställa statistik och siffror. Dra lärdomar.
Augusti Framåtblick – samarbetsprojekt 2 John, Eric, Josefine
September-december Möjligheter och potential inför 2023 3 John, med stöd av Josefine och Eric Planera inför 2022 års
WikiGap-kampanj.
Oktober Sätta upp struktur för WikiGap Challenge 2023 1 Eric, Josefine och Alicia Skapa projektsidorna för WikiGap
Challenge 2023, planera för ett förenklat förfarande med priser och vinster. T317756 T317755
| Samarbetspartners
| Utrikesdepartementet UNFPA UN Women UNHR WorldPulse Ambassader i hela världen Lokala Wikimedia-föreningar i hela
världen
| Se även | Projektdata
| Projekt nr. 225203 Ansvarig Josefine Projektstart 2022-01-01 Projektslut 2022-12-31
Finansiär Budget Wikimedia Foundation (WCF) 132 500 Donationer 7 500
""",
    SUPPORT: f"""
| Tidplan | {HEADER} WMSE-Community-Support-2022
| Hela året Tekniskt stöd till gemenskapen 10 Axel Förse gemenskapen med hårdvara och utrustning för att bättre uppnå
sina mål. N/A, skapas vid respektive tillfälle
| Maj Se över vad som ingår i Stöd till gemenskapen 3 Tore Genomgång och analys av 2021. T309545
| Projekt nr. 225201 Ansvarig Tore | Wikimedia Foundation (WCF) 240 000 kr
| Uppdaterad senast 2022-11-03 STATUS Går bra Utförda aktiviteter Måluppfyllnad | Beviljat sex minibidrag
| 31 av 40 planerade | Viktigt nästa månad Öppna huvudsakliga problem | Skicka ut enkäten
""",
    TOUR: f"""
✓ Klar. Detta projekt är avslutat. | Tidplan | {HEADER} WMSE-Edit-a-thon-Tour-2022
| 12 mars Skrivstuga i Luleå 2 Axel ✓ Klart 14 deltagare. T298211
| Projekt nr. 225204 Ansvarig Axel Projektstart 2022-01-01 Projektslut 2022-06-30
| Donationer 7 500 kr Totalt 52 500 kr | Uppdaterad senast 2022-07-04 STATUS Går bra | Slutrapport Slutrapport,
2022-06-28
""",
}


def visible(rendered: str) -> str:
    """The words of rendered HTML, in order, with single spaces between them."""
    without_noise = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", " ", rendered, flags=re.DOTALL)
    spaced = re.sub(r"</?(?:p|div|td|th|tr|li|ul|br|h\d|dd|dt)\b[^>]*>", " ", without_noise)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", spaced)).split())


def assert_in_order(text: str, pieces: list[str]) -> None:
    """Every piece stands in the text, each after the one before."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        assert found >= 0, f"missing, or not in order: {piece!r} in {text[place : place + 400]!r}"
        place = found + len(piece)


def titles() -> list[str]:
    """The full titles of all pages of the example."""
    return [page.title for page in pages_of(EXAMPLE, NAMESPACES)]


@pytest.fixture(scope="module")
def example(mediawiki: MediaWiki) -> MediaWiki:
    """The wiki with the example loaded; these tests only read."""
    mediawiki.restore()
    mediawiki.load(EXAMPLE)
    return mediawiki


def test_page_texts_are_the_files(example: MediaWiki) -> None:
    """Every file of the example is a page with the file's text."""
    for page in pages_of(EXAMPLE, NAMESPACES):
        assert example.text(page.title) == page.text, page.title


@pytest.mark.parametrize("project", PROJECTS)
def test_project_page_shows_facts_in_order(example: MediaWiki, project: str) -> None:
    """The page shows the words, rows and figures of the association's page, in its order."""
    pieces = [" ".join(piece.split()) for piece in EXPECTED[project].split("|")]
    assert_in_order(visible(example.html(project)), pieces)


@pytest.mark.parametrize("project", PROJECTS)
def test_report_half_has_all_headings(example: MediaWiki, project: str) -> None:
    """The box shows every heading of the report, in order, whether or not anybody has filled it in."""
    assert_in_order(visible(example.html(f"{project}/Projektdata")), REPORT_HEADINGS)


@pytest.mark.parametrize("title", titles())
def test_no_page_shows_an_error(example: MediaWiki, title: str) -> None:
    """No page shows a template error, a missing template, or a red link that is not meant."""
    rendered = example.html(title)
    assert rendered.count('class="new"') == len(RED_LINK.findall(rendered))
    assert 'class="error"' not in rendered
    assert "scribunto-error" not in rendered
    red = {html.unescape(found) for found in RED_LINK.findall(rendered)}
    assert red <= MISSING_ON_PURPOSE
    if not title.startswith("Mall:"):
        assert "saknas i Mall:" not in rendered
        assert "{{" not in re.sub(r"<(code|pre)\b.*?</\1>", "", rendered, flags=re.DOTALL)


def test_missing_volunteer_page_is_a_red_link(example: MediaWiki) -> None:
    """One project has no `/Frivillig` page, and shows it as the association's wiki does."""
    assert RED_LINK.findall(example.html(TOUR)) == [f"{TOUR}/Frivillig"]


def test_categories_lead_to_the_projects(example: MediaWiki) -> None:
    """The year's category holds a category a project, which holds the project page."""
    names = sorted(project.removeprefix("Projekt:") for project in PROJECTS)
    members = example.category_members("Kategori:Projekt 2022")
    assert members == sorted([*(f"Kategori:{name}" for name in names), "Projekt 2022"])
    for name in names:
        assert f"Projekt:{name}" in example.category_members(f"Kategori:{name}")
        programme = set(example.categories(f"Kategori:{name}")) - {"Kategori:Projekt 2022"}
        assert programme <= {"Kategori:Gemenskap", "Kategori:Möjliggörande"}
        assert len(programme) == 1


def test_year_list_shows_every_box(example: MediaWiki) -> None:
    """The year's page shows all boxes, one after the other."""
    numbers = ["225201", "225203", "225204", "226401"]
    assert_in_order(visible(example.html("Projekt 2022")), [f"Projekt nr. {number}" for number in numbers])


def test_settings_page_is_json(example: MediaWiki) -> None:
    """The settings are a JSON page, shown as a table."""
    assert "mw-json" in example.html("Användare:Lägesbot/inställningar.json")


def test_cells_are_of_both_kinds(example: MediaWiki) -> None:
    """A list that begins the value is a list in one kind of cell, and shows its asterisk in the other."""
    call = "{{Projektdata 2017 | projekt = X | id = 1 | år = 2022 | aktiviteter = * ett | problem = * två }}"
    rendered = example.render(call)
    assert "* ett" in visible(rendered)
    assert re.search(r"<li>\s*två\s*</li>", rendered)


def test_hidden_report_is_not_shown(example: MediaWiki) -> None:
    """With `dolt_läge=1` the facts are shown and the report is not."""
    rendered = example.render("{{Projektdata 2017 | id = 123456 | dolt_läge = 1 | aktiviteter = hemligt }}")
    shown = visible(rendered)
    assert "123456" in shown
    assert "Lägesrapport" not in shown
    assert "hemligt" not in shown


def test_five_financiers_and_a_total_are_shown(example: MediaWiki) -> None:
    """Up to five financiers get a row each, and the total the last."""
    more = " ".join(f"| finansiär_{n} = F{n} | budget_{n} = {n}00" for n in range(2, 6))
    call = f"{{{{Projektdata 2017 | id = 1 | finansiär = F1 | budget = 100 {more} | budget_total = 1 500 }}}}"
    rendered = example.render(call)
    expected = "F1 100 F2 200 F3 300 F4 400 F5 500 Totalt 1 500 Lägesrapport:"
    assert expected in visible(rendered)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("GreenForest", "Går bra"),
        ("Green", "Går bra"),
        ("Orange", "Problem eller risker"),
        ("Red", "Målen nås troligen inte"),
        ("White", "Ännu inte satt"),
        ("", "Ännu inte satt"),
    ],
)
def test_status_is_told_in_words(example: MediaWiki, status: str, words: str) -> None:
    """The status is never told by colour alone."""
    rendered = example.render(f"{{{{Projektdata 2017 | id = 1 | status = {status} }}}}")
    assert f"STATUS {words} " in visible(rendered)


def test_project_without_a_number_says_so(example: MediaWiki) -> None:
    """A name that is missing in Mall:Projektid shows as the association's wiki says it."""
    rendered = example.render("{{Projektdata 2017 | projekt = Prov | id = {{Projektid|Prov}} }}")
    assert "Projektet Prov saknas i Mall:Projektid" in visible(rendered)
