"""English, as an English-speaking association writes it: each word means what its Swedish counterpart means."""

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

_LOCALE = "en"
_END = r"(?![^\W\d_])"
_BEGINNING, _MIDDLE, _LATE = (1, 10), (11, 20), (21, 31)

_DATES = DateWords(
    words={
        **months(_LOCALE),
        **weekdays(_LOCALE, "s"),
        **dict.fromkeys(["tues", "weds", "thur", "thurs"], Token(Kind.WEEKDAY)),
        "spring": Token(Kind.SEASON, (3,)),
        "summer": Token(Kind.SEASON, (6,)),
        **dict.fromkeys(["autumn", "fall"], Token(Kind.SEASON, (9,))),
        "winter": Token(Kind.SEASON, (12,)),
        **dict.fromkeys(["quarter", "quarters", "q"], Token(Kind.QUARTER)),
        **dict.fromkeys(["half", "halves"], Token(Kind.HALF)),
        **dict.fromkeys(["week", "weeks", "wk", "wks", "w"], Token(Kind.WEEK)),
        "early": Token(Kind.PART, _BEGINNING),
        **dict.fromkeys(["mid", "middle"], Token(Kind.PART, _MIDDLE)),
        **dict.fromkeys(["late", "end"], Token(Kind.PART, _LATE)),
        "of": Token(Kind.GENITIVE),
        **{word: Token(Kind.ORDINAL, (n,)) for n, word in enumerate(["first", "second", "third", "fourth"], 1)},
        **dict.fromkeys(["all", "whole", "entire", "full", "throughout"], Token(Kind.WHOLE)),
        "year": Token(Kind.THE_YEAR),
        **dict.fromkeys(["ongoing", "continuous", "continuously", "underway"], Token(Kind.ONGOING)),
        **dict.fromkeys(["by", "before", "latest", "due"], Token(Kind.BY)),
        **dict.fromkeys(["from", "since", "starting"], Token(Kind.FROM)),
        **dict.fromkeys(["onward", "onwards"], Token(Kind.ONWARDS)),
        **dict.fromkeys(["until", "till", "til", "through", "thru"], Token(Kind.THROUGH)),
        "to": Token(Kind.TO),
        **dict.fromkeys(["in", "during", "on", "the", "over", "between"], Token(Kind.IN)),
        "and": Token(Kind.AND),
        "at": Token(Kind.CLOCK),
    },
    phrases=(
        (rf"(?:no|not) later than{_END}|due by{_END}|at the latest by{_END}", Token(Kind.BY)),
        (rf"start(?:ing|s)? (?:from|in|on){_END}|as (?:of|from){_END}", Token(Kind.FROM)),
        (rf"up (?:to(?: and including)?|until){_END}", Token(Kind.THROUGH)),
        # "beginning May" and "start May" may as well mean from May on.
        (rf"(?:beginning|start) of{_END}", Token(Kind.PART, _BEGINNING)),
        (r"mid[-‐‑](?=[^\W\d_])", Token(Kind.PART, _MIDDLE)),
        (rf"in progress{_END}|under way{_END}|on-going{_END}", Token(Kind.ONGOING)),
        (rf"month of{_END}", Token(Kind.IN)),
    ),
    ordinal=rf"(?<=[0-9])(?:st|nd|rd|th){_END}",
    time=r"[0-9]{1,2}(?:[.:][0-9]{2}(?![0-9])(?: ?[ap]\.?m\b\.?)?| ?[ap]\.?m\b\.?)",
    respell=str,
    foreign_months=month_names(_LOCALE, of="sv"),
    capitals=True,
    month_first=True,
    slash_either=True,
)

_ABOUT = (
    "ca|circa|approx|approximately|about|around|roughly|some|sometime|say|towards?|near|maybe|perhaps|possibly"
    "|probably|likely|prelim|preliminary|tentatively|provisionally"
)
_DIRECTION = "after|following|earliest|not before|no earlier than|to|past"
_PART = "last|latter|half"
_OTHER_YEAR = "next|previous|coming|following|every|each|this|alternate"
_ABOUT_A_TIME = "for|per|or|alternatively|alt|except|excluding|not|never|if|of|than"
_ORDINALS = (
    "(?:twenty|thirty)?-?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
    "|[0-9] ?-?(?:st|nd|rd|th)"
)
_CHOICE = "or|alternatively|alt|maybe|perhaps|possibly|respectively|except|excluding|however"
_OTHERWISE = "next|previous|following|last|earliest|prelim|preliminary|every|annually|yearly|this year"
_FEAST = "Advent|Christmas|New Year|Easter|Thanksgiving"

_PROSE = ProseWords(
    before=f"{_ABOUT}|{_DIRECTION}|{_PART}|{_OTHER_YEAR}|{_ABOUT_A_TIME}|{_ORDINALS}",
    opens="by|before|no later than|not later than|latest|due|from|since|starting|until|till",
    sooner="day|days|week|weeks|fortnight|month|months|term|terms",
    after=rf"{_CHOICE}|{_OTHERWISE}|of|to|(?:and )?(?:onwards?|later|after|{_FEAST})",
    onwards="(?:and )?onwards?",
    year_after="after|before|following",
    moved=(
        "moved|postpon|delay|reschedul|put off|push(?:ed|ing) (?:back|forward)|brought forward|on hold|pause[ds]?"
        "|tabled|(?:new|changed) (?:date|time|day)|changed to"
    ),
    counted="done|ready|finished|complete|completed|pieces|pcs",
    leading=("on ", "on the "),
    # "may" and "march" are verbs where they have no capital; "summer school", "fall back", "spring cleaning".
    homographs=frozenset({"may", "march", "mar", "spring", "summer", "autumn", "fall", "winter", "sun", "sat", "wed"}),
    names=frozenset({"jan", "may", "april", "june", "august", "summer", "autumn"}),
)

_DAYS = DayWords(
    of_else=(
        *("report", "reports", "reporting", "evaluation", "evaluations", "application", "applications"),
        *("decision", "decisions", "agreement", "agreements", "contract", "contracts", "account", "accounts"),
    ),
    either="or|alternatively|alt",
    change=(
        "exten[ds]|chang|mov(?:e|ing)|postpon|delay|reschedul|revis|new\\b|now\\b|maybe\\b|perhaps\\b|possibl|probabl"
        "|likely\\b"
    ),
)

_MARKS = MarkWords(
    done="done|completed|finished|fixed",
    cancelled="cancelled|canceled|dropped|called off",
    templates_done=frozenset(),
    but="but|except|apart|excluding|save|however",
    why=r"for|due to|owing to|because|on account of|as of|in favou?r of|until further notice",
    left="",
    left_for="",
    heading=(
        r"(?:(?:already|all) )?(?:(?P<done>done|completed|finished|fixed)|cancelled|canceled|dropped|called off)"
        r"(?: (?:activities|tasks|items|parts|steps))?"
    ),
)

_PEOPLE = PeopleWords(
    user_spaces="User(?:[ _]talk)?",
    label="responsible|owners?|leads?|led by",
    support=(
        r"(?:with[ \n])?(?:the[ \n])?(?:support|help|assistance)[ \n](?:of|from|by)"
        r"|(?:supported|assisted|helped)[ \n]by"
    ),
    between=r"and|(?:together|along)[ \n]with",
    nobody=frozenset({"tbd", "tba", "tbc", "nobody", "no one", "none"}),
    everyone=frozenset({"everyone", "everybody", "all"}),
)

_EFFORT = EffortWords(
    days=r"(?:work(?:ing)?|person)[ -]?days?|days?|d",
    hours=r"(?:work(?:ing)?|person)[ -]?hours?|hours?|hrs?|h",
    about=r"ca\.?|c\.|circa|approx\.?|approximately|about|around|in total|total",
    decimal=".",
)

_PLAN = PlanWords(
    columns={
        "when": ("date", "dates", "when", "time", "period"),
        "name": ("activity", "activities", "what"),
        "effort": ("effort (days)", "effort", "days", "time (days)"),
        "owner": ("responsible", "owner", "owners", "lead", "leads", "who"),
        "comment": ("comment", "comments", "notes", "note", "description", "remarks", "remark"),
        "tasks": ("phabricator", "phab", "task", "tasks"),
        "status": ("status",),
        # A number there would be read as days.
        "hours": ("hours", "effort (hours)", "time (hours)"),
    },
    first_words=frozenset({"responsible", "owner", "owners", "comment", "comments", "notes", "phabricator", "phab"}),
    either=frozenset({"task", "tasks"}),
    heading=(
        r"(?<!\w)(?:time[ -]?(?:plan|line|table)|schedule)(?!\w)"
        r"|\A(?:the )?(?:work |activity )?plan(?: (?:for )?(?:19|20)[0-9]{2})?\Z"
    ),
    total=r"(?:total|sum)(?: number of)?(?: (?:days|hours|time|effort))? ?:?",
    row=(r"(?:time[ -]?(?:plan|line|table)|schedule)\w*(?:[ _/-]row)?|(?:\w*[ _/-]|table|activity)?row"),
    about=(
        r"\(?(?:(?:the )?(?:time[ -]?(?:plan|line|table)|schedule|plan) (?:was |is )?)?(?:last )?"
        r"(?:updated|changed|revised|created)(?!\w)|version(?!\w)"
    ),
    beside_year=(
        r"(?:work)?plans?|time(?:plan|line|table)?s?|schedules?|activity|activities|work|tasks?|project|year|during|for|in"
        r"|the|of|phase|stage|part|step|[0-9]{1,2}"
    ),
    no_tasks="not applicable|none|no tasks?",
    tag_like=r"WM[A-Z]{2}|[0-9]|/",
)

_CURRENCIES = {
    "USD": ("US$", "$", "USD", "dollars", "dollar"),
    "CAD": ("CA$", "CAD"),
    "AUD": ("AU$", "AUD"),
    "NZD": ("NZ$", "NZD"),
    "EUR": ("€", "EUR", "euros", "euro"),
    "GBP": ("£", "GBP", "pounds", "pound"),
    "JPY": ("¥", "JPY", "yen"),
    "INR": ("₹", "INR", "rupees"),
    "CHF": ("CHF",),
    "SEK": ("SEK",),
    "NOK": ("NOK",),
    "DKK": ("DKK",),
}
"""Currencies by their codes, as they are written; of names that begin alike, the longer ones first."""

_WRITTEN = [one for names in _CURRENCIES.values() for one in names]
_SIGNS = "|".join(one.replace("$", r"\$") for one in _WRITTEN if not one[-1].isalpha())
_CODES = "|".join(_CURRENCIES)
_NAMES = "|".join(one for one in _WRITTEN if one[-1].isalpha() and one not in _CURRENCIES)
_BEFORE = rf"{_SIGNS}|{_CODES}"
_AFTER = rf"{_CODES}|{_NAMES}|[$€£¥₹]"
_MILLION = r"million|mn|m"
_UNIT = rf"(?: ?(?:{_AFTER})\.?)?"
_HEDGES = (
    "ca|circa|approx|approximately|about|around|roughly|nearly|almost|over|under|up to|at most|at least|min|max|maximum"
    "|minimum|between|of which|of|minus|less|excl|excluding|except|without|not|per (?:year|month|week|day|person|unit)"
    "|each|every|annually|yearly|applied|requested|sought|pending|prelim|preliminary|possibly|maybe|perhaps|left"
    "|remaining|total|sum"
)

_MONEY = MoneyWords(
    amount=(
        rf"(?:(?:{_BEFORE}) ?)?"
        r"(?P<whole>[0-9]{1,3}(?P<sign>[ ,])[0-9]{3}(?:(?P=sign)[0-9]{3}){0,3}|[0-9]{1,15})"
        rf"(?:\.(?P<part>[0-9]{{1,2}}))?{_UNIT}"
    ),
    millions=(
        rf"(?:(?:{_BEFORE}) ?)?(?P<whole>[0-9]{{1,3}}(?:[ ,][0-9]{{3}})?)(?:\.(?P<part>[0-9]{{1,6}}))?"
        rf" ?(?:{_MILLION}){_UNIT}"
    ),
    million=_MILLION,
    grouping=" ,",
    before=_BEFORE,
    after=_AFTER,
    after_signs="",
    shown=r"[a-z$€£¥₹]|[0-9][ ,][0-9]{3}(?![0-9])|[.][0-9]{2}(?![0-9])",
    currencies={one.casefold(): code for code, names in _CURRENCIES.items() for one in names},
    account=(
        rf"(?:[0-9]{{4}}|[0-9]{{6}}) ?(?=:(?!-))|[0-9]{{4}} (?!(?i:{_CODES}|{_NAMES}|m(?:illion|n)?\b))(?=[A-Z.]|own)"
    ),
    total=r"(?:grand |in )?(?:total|sum)(?: total)?(?: ?[:=])?",
    own=r"own\b",
    and_words="and",
    doubt=rf"[$€£¥₹%?]|\b(?:{_CODES}|{_NAMES}|k|thousand|millions?|billions?|bn|kr|{_HEDGES})\b",
)

_PROJECT = ProjectWords(
    closed=(
        r"(?:this |the )?project (?:is (?:now )?(?:finished|closed|completed?|concluded|over)"
        r"|has (?:now )?(?:been )?(?:finished|closed|completed|concluded|ended)"
        r"|was (?:finished|closed|completed|concluded)|ended)\b"
        r"(?! ?\?| (?:when|once|if|only|by|no later|until|till|before|after|to|for|as soon)\b)"
    ),
    closed_template=r"(?:project )?(?:finished|closed|completed|concluded)(?: project)?\Z",
    finished=(
        r"(?:finished|closed|completed|concluded)"
        r"(?:[.!]*|[ ,:(–—-]+(?:(?:in|on) )?(?:[0-9]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b).*)"
    ),
    under_way=r"(?:ongoing|on-going|in progress|under ?way|planned|planning|active)\b",
    # As in Swedish: there is no yellow among the colours of the template, and it is not guessed at.
    colours={
        **dict.fromkeys(("green", "greenforest"), Status.GREEN),
        **dict.fromkeys(("orange", "amber"), Status.ORANGE),
        "red": Status.RED,
    },
    unset=frozenset({"white"}),
    no=frozenset({"", "0", "n", "no", "not", "false", "ongoing", "open", "-", "–", "—"}),
    data_pages=tuple(usual(_LOCALE)["pages"]["data"]),
    no_project=frozenset(
        {
            "application",
            "final report",
            "global metrics",
            "interim report",
            "project plan",
            "results and metrics",
            "volunteer",
        }
    ),
    number_template="project ?id",
    number_unknown=None,
)

ENGLISH = Vocabulary(
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
"""What `language` set to `en` reads."""
