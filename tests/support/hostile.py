"""Words that are markup if nobody takes care, and a wiki full of them that the bot may be run on."""

import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from bot.checks import check, judge
from bot.checks.standing import stand
from bot.knowledge import Knowledge
from bot.ledger import Ledger
from bot.model import Activity, Flaw, Mark, People, Person, Place, Project, StatusReport, TaskState
from bot.settings import Settings
from tests.support.builders import TODAY, data_text, material, page, period, project

PIECES = (
    *(
        "{{",
        "}}",
        "{{{x}}}",
        "{{{",
        "}}}",
        "{{Fel}}",
        "{{subst:Fel}}",
        "{{#if:1|Fel}}",
        "{{PAGENAME}}",
        "{{!}}",
        "-{zh:x}-",
    ),
    *(
        "[[",
        "]]",
        "[[Fel]]",
        "[[Kategori:Fel]]",
        "[[Category:Fel]]",
        "[[Fil:Fel.png]]",
        "[[Fel|",
        "[[en:Fel]]",
        "[[|Fel]]",
    ),
    *(
        "[https://fel.example x]",
        "https://fel.example",
        "mailto:a@b.se",
        "//fel.example",
        "[//fel.example x]",
        "http://",
    ),
    *("~~~~", "~~~", "~~~~~", "<nowiki>", "</nowiki>", "<nowiki/>", "<!--", "-->", "<!-- fel -->", "<noinclude>"),
    *("|", "||", "|-", "|}", "{|", "|+", "!", "!!", "=", "==", "== Fel ==", "*", "#", ":", ";", "----", "-", "+", "\\"),
    *(
        "__NOTOC__",
        "__TOC__",
        "__INGENINNEHÅLLSFÖRTECKNING__",
        "__INDEX__",
        "#REDIRECT [[Fel]]",
        "#OMDIRIGERING [[Fel]]",
    ),
    *(
        "<div>",
        "</div>",
        "<script>",
        "<ref>",
        "</ref>",
        "<br>",
        "<s>",
        "</s>",
        "</span>",
        "</small>",
        "</td>",
        "<pre>",
        "<",
    ),
    *("&lt;", "&nbsp;", "&#91;", "&", "&amp;lt;", "&#x7b;", ">", '"', "'", "''", "'''", "'''''", "%5B", "T1", "{{=}}"),
    *("RFC 1", "RFC", "ISBN 978-91-7000-000-1", "ISBN", "PMID 1", "rfc 2", "9789170000001", "1", "\\x7f'\"`UNIQ-"),
    *(
        "<!-- Lägesbot:slut problem -->",
        "<!-- Lägesbot:slut översikt -->",
        "<!-- Lägesbot:punkt 0123456789abcdef steg 1 körning 20221109-0730-abcd -->",
    ),
    "<!-- Lägesbot:start problem 0123456789ab – ändra inte här, texten skrivs om -->",
    *(
        "\u200e",
        "\u202e",
        "\u2067",
        "\u200b",
        "\u00ad",
        "\ufeff",
        "\x00",
        "\x7f",
        "\u00a0",
        "\u2028",
        "\n",
        "\t",
        "\n* ",
        "\n\n",
    ),
    *(
        "o\u0308",
        "\u037e",
        "\u212b",
        "\u0338",
        "\ufdd0",
        "\uffff",
        "\ufffe",
        "\U0001ffff",
        "\U000e0041",
        "\U0001f600",
        "é",
        "\ufffd",
        "»",
        "?",
        " :",
        " %",
    ),
    *("Boka lokal", "Rapport", "Sammanställa enkäten", "Örebro", "och", "Åsa", "2022", "(WMSE)"),
)
"""What is put together to hostile words: markup of every kind, the bot's own, what is not seen, and ordinary words."""


_UNSEEN = frozenset({"Cc", "Cf", "Co"})


def unseen(character: str) -> bool:
    """Whether a character is left out of what is shown."""
    return unicodedata.category(character) in _UNSEEN or character in "\ufffe\uffff"


def shown(text: str) -> str:
    """The words that a text shows: no control or direction characters, white space folded, in the normal form.

    Nor the two codes that no text on a wiki can have, U+FFFE and U+FFFF.
    """
    seen = "".join(one for one in text if one.isspace() or not unseen(one))
    return " ".join(unicodedata.normalize("NFC", seen).split())


def trimmed(text: str) -> str:
    """A text without white space at its ends, as everything comes that is read from a page."""
    marks = [at for at, one in enumerate(text) if not one.isspace() and not unseen(one)]
    first, after = (marks[0], marks[-1] + 1) if marks else (0, 0)
    ends = ("".join(part.split()) for part in (text[:first], text[after:]))
    return text[first:after].join(ends)


_ANY = st.text(st.characters(codec="utf-8"), min_size=1, max_size=2)

hostile_words = (
    st.lists(
        st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), st.sampled_from([" ", *string.printable]), _ANY),
        min_size=1,
        max_size=4,
    )
    .map(lambda pieces: trimmed("".join(pieces)))
    .filter(shown)
)
"""Words of which something can be seen."""

WORDS = 329
"""How many words a scene has use for."""

TALKERS = ("John (WMSE)", "Axel (WMSE)", "Sara (WMSE)")
TITLES = (
    "Projekt:Prov '''2022''' = 100 % & RFC 1, ISBN 9789170000001 !! *; -",
    "Projekt:Https://fel.example/a//b 2022",
)
"""Titles that a wiki can have, and that hold what is markup elsewhere."""

_ACTIVITIES = 40


def sameness(word: str) -> str:
    """What two words have in common that are one to the bot, somewhere at least."""
    return shown(word).casefold()


def spread(words: Sequence[str]) -> list[str]:
    """Words for a whole scene: those given, then the same ones again, each with a number."""
    rounds = range(-(-WORDS // len(words)))
    return [trimmed(f"{word} nr {round_}" if round_ else word) for round_ in rounds for word in words][:WORDS]


def scene(words: Sequence[str], *, pages: Mapping[str, str] | None = None) -> Knowledge:
    """What is known of a wiki where people have written these words wherever they can.

    Its projects, activities and findings are as many and of the same kinds whatever the words are, as long as each is
    another than all the others.

    Args:
        words: `WORDS` of them.
        pages: Titles in the settings.
    """
    left = iter(words)
    register = [next(left) for _ in TALKERS]
    people: dict[str, object] = {name: {"account": one} for name, one in zip(register, TALKERS, strict=True)}
    people[register[0]] = {"account": TALKERS[0], "manager": True}
    rules = Settings.model_validate({"people": people, "report": {"max_rows": 100}, "pages": pages or {}})
    projects = [_project(title, left, register) for title in TITLES]
    tasks = sorted({id_ for one in projects for activity in one.activities for id_ in activity.tasks})
    answers = {id_: TaskState(next(left), "open", assignee=next(left)) for id_ in tasks}
    texts = dict.fromkeys(TITLES) | {f"{title}/Projektdata": data_text() for title in TITLES}
    read = material({}, rules=rules)
    read = replace(
        read,
        listed={TODAY.year: TITLES},
        tasks=answers,
        pages={**read.pages, **{title: page(title, text) for title, text in texts.items()}},
    )
    standings = tuple(stand(one, today=TODAY, settings=rules, tasks=answers) for one in projects)
    say = read.words.message
    findings = {one.project.title: check(one, rules, say) for one in standings}
    return Knowledge(read, standings, findings, tuple(judge(_troubles(left), rules, say)), Ledger())


def _project(title: str, left: Iterator[str], register: Sequence[str]) -> Project:
    """A project with an activity of every kind several times, and with words in every field of its data."""
    activities = tuple(_activity(title, number, left, register) for number in range(_ACTIVITIES))
    usual = project(*activities, title=title, lead=People((Person(next(left), "Fel (WMSE)"), Person(register[1]))))
    place = Place(f"{title}/Projektdata", 7)
    flaws = (
        Flaw("date-unreadable", place, facts={"text": next(left), "field": "start"}),
        Flaw("number-missing", place, facts={"text": next(left), "name": next(left)}),
        Flaw("budget-unreadable", place, facts={"text": next(left)}),
    )
    report = StatusReport(place, date(2022, 9, 30), status_text=next(left), fields={"problems": next(left)})
    if title == TITLES[1]:
        report = StatusReport(place, updated_text=next(left))
    return replace(usual, number=next(left), flaws=flaws, report=report, phabricator_project=next(left))


def _activity(title: str, number: int, left: Iterator[str], register: Sequence[str]) -> Activity:
    """One activity; its kind, its owner and its tasks go by its number."""
    owner, name, text = next(left), next(left), next(left)
    whens = (
        period("2022-10-01", "2022-10-31"),
        period("2022-02-01", "2022-02-28"),
        period("2022-12-05", "2022-12-06") if number % 2 else period("2022-12-05", "2023-02-06"),
        period("2022-04-01", "2022-05-31"),
        period(None, None),
    )
    has_task = number % 5 in {3, 4}
    return Activity(
        "" if number % 15 == 13 else name,
        replace(whens[number % 5], text=text, unreadable=number % 10 == 4),
        Place(title, 20 + number),
        people=_owners(number, owner, register),
        tasks=(f"T{number + 1}{TITLES.index(title)}",) if has_task else (),
        mark=Mark.DONE if number % 5 == 0 else None,
        comment=text,
    )


def _owners(number: int, owner: str, register: Sequence[str]) -> People:
    """Someone that the register has or nearly has, or has not, by name or by account, with support or without."""
    known = register[number % len(register)]
    return (
        People((Person(owner, "Någon annan (WMSE)"),)),
        People((Person(known),), (Person(owner, "Någon annan (WMSE)"),)),
        People((Person(f"{known}ÿ"), Person(owner, f"Konto {number}"), Person(known)), everyone="support"),
        People((Person(owner, TALKERS[number % len(TALKERS)]),), everyone="lead" if number % 2 else None),
    )[number % 4]


def _troubles(left: Iterator[str]) -> Iterator[Flaw]:
    """What can be wrong with a run as a whole, in words from the settings."""
    place = Place("Användare:Lägesbot/inställningar.json", 3)
    facts = {"path": f"people.{next(left)}", "allowed": next(left), "stops": True, "default": next(left)}
    facts |= {"below": "", "below_line": 0, "lost": ""}
    yield Flaw("settings-doubled", place, facts=facts)
    yield Flaw("settings-unknown", place, facts=facts)
    yield Flaw("settings-value", place, facts=facts)
