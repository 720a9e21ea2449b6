"""Swedish, as project pages have been written since 2009."""

from bot.model import Status
from bot.names import usual
from bot.parse.date_words import Kind, Token, month_names, months, weekdays
from bot.parse.vocabulary import (
    DateWords,
    DayWords,
    EffortWords,
    MarkWords,
    MoneyWords,
    PeopleWords,
    PlanWords,
    ProjectWords,
    ProseWords,
    Vocabulary,
)

_LOCALE = "sv"


def _respell(word: str) -> str:
    """A word in the spelling before 1906 (`qvartal`, `hvecka`, `af`), or with its older letters (`October`), as now."""
    if word == "af":
        return "av"
    return word.replace("qv", "kv").replace("hv", "v").replace("w", "v").replace("ct", "kt").replace("ts", "s")


_DATES = DateWords(
    words={
        # Christmas is "jul", and "inför jul" is not July: the one beginning of a name that is a word of its own.
        **months(_LOCALE, never=["jul"]),
        **weekdays(_LOCALE, "en", "ar"),
        **dict.fromkeys(["vår", "våren"], Token(Kind.SEASON, (3,))),
        **dict.fromkeys(["sommar", "sommaren"], Token(Kind.SEASON, (6,))),
        **dict.fromkeys(["höst", "hösten"], Token(Kind.SEASON, (9,))),
        **dict.fromkeys(["vinter", "vintern"], Token(Kind.SEASON, (12,))),
        **dict.fromkeys(["kvartal", "kvartalet", "kvartalen", "kv", "q"], Token(Kind.QUARTER)),
        **dict.fromkeys(["halvår", "halvåret"], Token(Kind.HALF)),
        **dict.fromkeys(["vecka", "veckan", "veckor", "veckorna", "v"], Token(Kind.WEEK)),
        "början": Token(Kind.PART, (1, 10)),
        "mitten": Token(Kind.PART, (11, 20)),
        "slutet": Token(Kind.PART, (21, 31)),
        "av": Token(Kind.OF),
        **{word: Token(Kind.ORDINAL, (n,)) for n, word in enumerate(["första", "andra", "tredje", "fjärde"], 1)},
        "hela": Token(Kind.WHOLE),
        "året": Token(Kind.THE_YEAR),
        **dict.fromkeys(["löpande", "kontinuerligt", "pågående", "pågår"], Token(Kind.ONGOING)),
        **dict.fromkeys(["senast", "innan", "före", "inför"], Token(Kind.BY)),
        "från": Token(Kind.FROM),
        "till": Token(Kind.TO),
        **dict.fromkeys(["i", "under", "på", "den", "d", "år", "genomförs"], Token(Kind.IN)),
        "månad": Token(Kind.CALLED_MONTH),
        **dict.fromkeys(["och", "samt"], Token(Kind.AND)),
        **dict.fromkeys(["kl", "klockan"], Token(Kind.CLOCK)),
    },
    phrases=(
        (
            r"(?:från och med|från o[.]? ?m(?:ed|[.])?|fr?[.]? ?o[.]? ?m[.]?)(?![^\W\d_])",
            Token(Kind.FROM),
        ),
        (r"(?:till och med|t[.]? ?o[.]? ?m[.]?)(?![^\W\d_])", Token(Kind.THROUGH)),
    ),
    ordinal=r"(?::|(?<=[0-9]))(?:[ae]|[dt]e|ste)(?![^\W\d_])",
    time=r"[0-9]{1,2}[.:][0-9]{2}(?![0-9])",
    respell=_respell,
    foreign_months=month_names(_LOCALE, of="en"),
    capitals=False,
    month_first=False,
    slash_either=False,
)

_ABOUT = "ca|cirka|c:a|circa|omkring|runt|kring|ungefär|typ|mot|prel|preliminärt|ev|eventuellt|kanske|troligen"
_DIRECTION = "efter|sedan|tidigast|till"
_PART = "sista|sen|sena|sent|tidig|tidiga|tidigt|halva|mitt|medio|primo|ultimo"
_OTHER_YEAR = "nästa|förra|föregående|kommande|förrförra|var|vart|varje|varannan|vartannat"
_ABOUT_A_TIME = "för|om|av|per|eller|alternativt|alt|utom|förutom|inte|ej|icke|aldrig"
_ORDINALS = (
    "(?:tjugo|trettio)?(?:första|andra|tredje|fjärde|femte|sjätte|sjunde|åttonde|nionde|tionde|elfte|tolfte|trettonde"
    "|fjortonde|femtonde|sextonde|sjuttonde|artonde|nittonde|tjugonde|trettionde)|[0-9] ?[:-]?(?:e|a|te|de|ste)"
)
_CHOICE = "eller|alternativt|alt|ev|eventuellt|kanske|respektive|resp|utom|förutom|undantaget|dock"
_OTHERWISE = "nästa|föregående|följande|förra|års|tidigast|prel|preliminärt|varje|årligen|i år"
_FEAST = "advent|jul|julen|nyår|påsk|påsken|midsommar|årsskiftet|terminsstart|terminsslut|terminens"

_PROSE = ProseWords(
    # `fram till 1 maj` and `tidigast 1 maj` leave one end open, `förra våren` is of another year, `statistik för mars`
    # is about March.
    before=f"{_ABOUT}|{_DIRECTION}|{_PART}|{_OTHER_YEAR}|{_ABOUT_A_TIME}|{_ORDINALS}",
    opens=r"senast|innan|före|inför|från|fr\.?o\.?m\.?|t\.?o\.?m\.?",
    sooner="dag|dagar|dagen|dygn|månad|månader|månaden|termin|terminen",
    after=rf"{_CHOICE}|{_OTHERWISE}|av|till|t\.? ?o\.? ?m|(?:och )?(?:framåt|{_FEAST})",
    onwards="(?:och )?framåt",
    year_after="efter|innan|därpå|därefter",
    moved=(
        "flytta[ts]|(?:sena|tidiga)rel[aä]g|uppskj|framskj|skjut(?:it|s|a) (?:upp|fram)|bordl[aä]g|vilande"
        "|pausa[dts]|(?:ny|nytt|ändrad|ändrat) (?:datum|tid|dag)|ändra[ts] till"
    ),
    counted="klara|färdiga|uppfyllda|gjorda|stycken|st",
    leading=("den ", "d. ", "d "),
    homographs=frozenset({"vår"}),  # "our"
    names=frozenset({"jan", "maj", "april", "august"}),
)

_DAYS = DayWords(
    of_else=(
        *("rapport", "rapporten", "rapporter", "rapportering", "rapporteringen"),
        *("redovisning", "redovisningen", "utvärdering", "utvärderingen", "ansökan", "ansökningar"),
        *("beslut", "beslutet", "avtal", "avtalet", "konto", "kontot"),
    ),
    either="eller|alternativt|alt",
    change=(
        "förläng|ändra|flytta|uppskj|framskj|skjut|senarelag|tidigarelag|ny|nu\\b|numera"
        "|ev\\b|eventuell|kanske|möjlig|trolig"
    ),
)

_MARKS = MarkWords(
    done="klart|klar|fixat|fixad|genomfört|genomförd|avslutat|avslutad|utfört|utförd",
    cancelled="utgått|utgår|inställt|inställd|avbrutet|avbruten",
    templates_done=frozenset({"done"}),
    but="men|utom|förutom|bortsett",
    # "Utgått för 2021", "Inställt på grund av resestopp".
    why=r"för|pga|p\.g\.a\.|på grund av|tills vidare",
    # "Utgår från planen" means that something is built on the plan.
    left="utgått|utgår",
    left_for="i?från",
    heading=(
        r"(?:(?:redan|alla|de|det) )?(?:(?P<done>klar[at]?|fixa[dt]e?|genomför(?:t|d|da)|utför(?:t|d|da)|avsluta[dt]e?)"
        r"|inställ(?:t|d|da)|utgå(?:tt|ngna)|avbru(?:tet|ten|tna))(?: (?:aktiviteter|uppgifter|delar|moment|punkter))?"
    ),
)

_PEOPLE = PeopleWords(
    user_spaces="Användar(?:e|diskussion)|User(?:[ _]talk)?",
    label="ansvarig(?:a|t)?",
    support=r"(?:med[ \n])?stöd[ \n](?:av|från)|stöttas[ \n]av",
    between=r"och|samt|tillsammans[ \n]med",
    nobody=frozenset({"tbd", "ingen", "inga"}),
    everyone=frozenset({"samtliga", "alla"}),
)

_EFFORT = EffortWords(
    days="arbetsdag(?:ar)?|dag(?:ar)?|d",
    hours="arbetstimm(?:e|ar)|timm(?:e|ar)|tim|h",
    about=r"ca\.?|cirka|totalt",
    decimal=",.",
)

_COLUMNS = {
    "when": ("datum", "tid", "när", "tidpunkt", "period"),
    "name": ("aktivitet", "uppgift", "aktiviteter", "uppgifter"),
    "effort": ("tidsåtgång (dagar)", "tidsåtgång", "dagar", "tid (dagar)"),
    "owner": ("ansvarig", "ansvariga", "vem"),
    "comment": ("kommentar", "beskrivning", "anteckningar", "kommentarer", "anteckning"),
    "tasks": ("phabricator", "phab"),
    "status": ("status",),
}

_PLAN = PlanWords(
    columns=_COLUMNS,
    # `Ansvarig person`, `Phabricator-ärende`; `Datum för slut` is not the date.
    first_words=frozenset({*_COLUMNS["owner"], *_COLUMNS["comment"], *_COLUMNS["tasks"]}),
    either=frozenset(),
    heading=r"(?<!\w)tids?plan(?!\w)",
    total=r"(?:totalt?|summa)(?: antal)?(?: (?:dagar|timmar|tid))? ?:?",
    # `Tidplan`, `Tidplansrad`, `Tidplan/rad`, `Rad`; not `Uppdaterad` or `Sparad`.
    row=r"tids?plan\w*(?:[ _/-]rad)?|(?:\w*[ _/-]|tabell|aktivitets)?rad",
    about=(r"\(?(?:tidplanen |planen )?(?:senast )?(?:uppdatera|ändra|revidera|skapa)(?:d|t|des)(?!\w)|version(?!\w)"),
    beside_year=(
        r"(?:års|verksamhets)?plan\w*|tids?plan\w*|aktivitet\w*|verksamhet\w*|uppgift\w*|genomför\w*|projekt|projektår\w*"
        r"|år|året|under|för|i|fas|etapp|del|steg|[0-9]{1,2}"
    ),
    no_tasks="ej aktuellt|inga|inga uppgifter|inga ärenden",
    tag_like=r"WMSE|[0-9]|/",
)

_UNIT = r" ?(?:kr(?:onor)?\.?|sek)? ?(?:[:,][-–—])?"
_MILLION = r"miljon(?:er)?|milj\.?|mn|mkr"
_OTHER_MONEY = (
    "eur|euros?|usd|dollars?|gbp|pund|nok|dkk|chf|kr|sek|kronor|[tkm]kr|[km]sek|k|mdr|tusen|miljoner?|miljarder"
)
_HEDGES = (
    "ca|cirka|circa|c:a|ungefär|omkring|runt|drygt|knappt|nästan|högst|lägst|max|maximalt|minst|upp till|över|under"
    "|mellan|av|varav|minus|exkl|exklusive|utöver|utan|inte|ej|per (?:år|månad|vecka|dag|person|styck)|vardera|varje"
    "|årligen|sökt|söks|sökta|ansökt|begärt|preliminärt|prel|eventuellt|ev|kanske|kvar|återstår"
    "|totalt?|totalsumma|summa|sammanlagt"
)

_MONEY = MoneyWords(
    # No sum has more than 15 figures, which a float still holds exactly.
    amount=(
        r"(?P<whole>[0-9]{1,3}(?P<sign>[ .])[0-9]{3}(?:(?P=sign)[0-9]{3}){0,3}|[0-9]{1,15})"
        rf"(?:[.,](?P<part>[0-9]{{1,2}}))?{_UNIT}"
    ),
    # A point before three figures may mean either here ("1.250 miljoner"), so that it is neither.
    millions=(
        r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})?)(?:(?:,|\.(?![0-9]{3}))(?P<part>[0-9]{1,6}))?"
        rf" ?(?:{_MILLION}){_UNIT}"
    ),
    million=_MILLION,
    grouping=" .",
    before="",
    after=r"kr(?:onor)?|sek",
    after_signs=" ?[:,][-–—](?![0-9])",
    shown=r"[a-z:]|,[-–—]|[0-9][ .][0-9]{3}(?![0-9])|[.,][0-9]{2}(?![0-9])",
    currencies=dict.fromkeys(("kr", "kronor", "sek"), "SEK"),
    account=(r"(?:[0-9]{4}|[0-9]{6}) ?(?=:(?!-))|[0-9]{4} (?!(?i:kr|sek|m(?:iljon|ilj|n|kr)))(?=[A-ZÅÄÖÉ.]|eg[ena])"),
    total=r"(?:totalt?|totalsumma|summa|sammanlagt)(?: totalt)?(?: ?[:=])?",
    own=r"eg(?:en|et|na)\b",
    and_words="och|samt",
    doubt=rf"[€$£%?]|\b(?:{_OTHER_MONEY}|{_HEDGES})\b",
)

_PROJECT = ProjectWords(
    # A sentence of its own: "När projektet är avslutat skrivs en rapport" is no banner.
    closed=(
        r"(?:det(?:ta| här) )?projekt(?:et)? "
        r"(?:är (?:nu(?:mera)? )?avsluta[dt]|har (?:nu )?avslutats|avslutades)\b"
        r"(?! ?\?| (?:när|först|om|då|senast|till|innan|förrän|efter att)\b)"
    ),
    closed_template=r"(?:projekt(?:et)? )?avsluta[dt]\b",
    # The word alone, or with a date. "Avslutas i maj" is a plan.
    finished=r"avsluta[dt](?:[.!]*|[ ,:(–—-]+[0-9].*)",
    under_way=r"(?:pågår|pågående|planera[dts])\b",
    # The colours of all generations. There is no yellow among them, and it is not guessed at.
    colours={
        **dict.fromkeys(("green", "greenforest", "grön", "skogsgrön"), Status.GREEN),
        **dict.fromkeys(("orange",), Status.ORANGE),
        **dict.fromkeys(("red", "röd"), Status.RED),
    },
    unset=frozenset({"white", "vit"}),
    no=frozenset({"", "0", "nej", "no", "ej", "inte", "false", "falskt", "pågår", "-", "–", "—"}),
    data_pages=tuple(usual(_LOCALE)["pages"]["data"]),
    no_project=frozenset(
        {
            "ansökan",
            "delrapport",
            "frivillig",
            "global metrics",
            "projektplan",
            "resultat och mätetal",
            "slutrapport",
        }
    ),
    number_template="projektid",
    number_unknown=r"projektet (.+) saknas i (?:mall: ?)?projektid[.!]?",
)

SWEDISH = Vocabulary(
    language=_LOCALE,
    dates=_DATES,
    prose=_PROSE,
    days=_DAYS,
    marks=_MARKS,
    people=_PEOPLE,
    effort=_EFFORT,
    plan=_PLAN,
    money=_MONEY,
    project=_PROJECT,
)
"""The language that pages are read in where nothing else is set."""
