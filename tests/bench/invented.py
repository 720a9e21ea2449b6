"""Invented words for invented projects: of people, places and activities."""

FIRST = (
    "Alva",
    "Boel",
    "Cilla",
    "Dag",
    "Edla",
    "Folke",
    "Gerd",
    "Hilma",
    "Ivar",
    "Jorun",
    "Kaj",
    "Love",
    "Malte",
    "Nora",
)
LAST = ("Ahl", "Berg", "Dal", "Ek", "Fors", "Gran", "Holm", "Lind", "Mark", "Näs", "Sjö", "Vik")

WHEN = (
    "Januari–mars {year}",
    "Mars {year}",
    "April–juni {year}",
    "Senast 15 juni {year}",
    "Augusti–december {year}",
    "Oktober–november {year}",
    "6–10 november {year}",
    "December {year}",
)
WHAT = (
    "Inledande kontakt med parterna",
    "Boka lokal och bjuda in",
    "Ta fram stödmaterial för skrivstugor",
    "Halvårsrapport till finansiären",
    "Skrivstugor tillsammans med volontärer",
    "Höstens workshop",
    "Deltagande på konferensen",
    "Utvärdering och slutrapport",
)
DAYS = ("3", "2", "5", "1", "8", "2,5", "4", "3")
WHERE = ("Luleå", "Växjö", "Norrtälje", "Umeå", "Visby", "Kalmar", "Falun", "Ystad", "Skövde", "Örebro", "Gävle")
DONE = "{{Klart}} "
COMMENT = (
    "Inledande möten. Sätta ramar, inriktningar och mål för samarbetet.",
    "Lokalen rymmer trettio. Inbjudan går ut via nyhetsbrevet och sociala medier.",
    "Ta fram lathundar och riktlinjer, och översätta dem till lättläst svenska.",
    "Underlaget samlas in från alla parter i god tid.",
    "En skrivstuga i månaden, med särskilt fokus på nya skribenter.",
    "Halvdag för personal och förtroendevalda.",
    "Presentation av projektet och möten med andra föreningar.",
    "Sammanställa statistik och siffror. Dra lärdomar.",
)
"""One of each for every row; a project adds its own place and figures, so that no two pages say the same."""

GOAL = "* Minst {number} nya skribenter\n* Tre skrivstugor på bibliotek"
