"""A staff and their projects, generated from a seed: who leads what, which habits they have, what the pages say."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from random import Random

from tests.support.year_record import Rules, Someone, Work

YEAR = 2022
SETTINGS = "Användare:Lägesbot/inställningar.json"
PROTECTED, SAYS_NO, MISSING, LEFT = "Josefine (WMSE)", "Tore (WMSE)", "Alicia (WMSE)", "Sara (WMSE)"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

HABITS = ("early", "on time", "late", "very late", "after the second", "never")
"""When somebody writes a report."""

_WHEN = (
    ("Januari–februari 2022", "2022-02-28"),
    ("Mars 2022", "2022-03-31"),
    ("Februari-april 2022", "2022-04-30"),
    ("2022-05", "2022-05-31"),
    ("6-10 juni 2022", "2022-06-10"),
    ("Kvartal 2 2022", "2022-06-30"),
    ("Juni–september 2022", "2022-09-30"),
    ("senast 14 oktober 2022", "2022-10-14"),
    ("slutet av augusti 2022", "2022-08-31"),
    ("Oktober–november 2022", "2022-11-30"),
    ("2022-04-25", "2022-04-25"),
    ("hösten 2022", "2022-11-30"),
)
"""Dates as people write them, with their last days as the contract has it; each also says what it means elsewhere."""

_SOLE = (
    ("Februari", "2022-02-28"),
    ("vecka 8", "2022-02-27"),
    ("April, maj", "2022-05-31"),
    ("21/3", "2022-03-21"),
    ("7–9 september", "2022-09-09"),
    ("Hela året", "2022-12-31"),
)
"""Dates without a year, for projects that lie in one."""

LATER = (
    ("Maj 2022", "2022-05-31"),
    ("Augusti 2022", "2022-08-31"),
    ("Oktober 2022", "2022-10-31"),
    ("December 2022", "2022-12-31"),
)
"""What an activity's date is moved to."""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with how its people go about it."""

    name: str
    leads: tuple[str, ...]
    start: str
    end: str
    columns: int = 6

    @property
    def title(self) -> str:
        """The page's title."""
        return f"Projekt:{self.name}"


PROJECTS = (
    Project("Skrivstugor 2022", ("Axel",), "2022-01-01", "2022-12-31"),
    Project("Bibliotek 2022", ("Eric",), "2022-01-01", "2022-12-31", columns=4),
    Project("Utbildning 2022", ("Sara",), "2022-01-01", "2022-12-31"),
    Project("Synlighet 2022", ("Josefine",), "2022-01-01", "2022-12-31"),
    Project("Teknik 2022", ("Tore",), "2022-01-01", "2022-12-31", columns=4),
    Project("Minibidrag 2022", ("Alicia",), "2022-01-01", "2022-12-31"),
    Project("Wikipedia för hela Sverige", ("Bea",), "2021-07-01", "2023-06-30"),
    Project("Öppna data 2022", ("Axel", "Bea"), "2022-01-01", "2022-06-30"),
    Project("Fototävling 2022", ("Bea",), "2022-04-01", "2022-12-31"),
    Project("Föreningsstöd 2022", ("John",), "2022-01-01", "2022-12-31"),
)


@dataclass(slots=True)
class Population:
    """Everybody and everything on the first day, and what they will do.

    Attributes:
        rules: The settings.
        people: Those who can be written to or would be, by first name.
        works: The projects, by title.
        pages: The pages, by title.
        tasks: Phabricator's answers.
        diary: What people are going to do on an evening, whatever happens: the verb and what it is done to.
        patient: The projects whose people wait for the second reminder of each month's report.
    """

    rules: Rules
    people: Mapping[str, Someone]
    works: dict[str, Work]
    pages: dict[str, str]
    tasks: dict[str, dict[str, str | None]] = field(default_factory=dict)
    diary: dict[date, list[tuple[str, str, str]]] = field(default_factory=dict)
    patient: set[tuple[str, date]] = field(default_factory=set)

    def plan(self, day: date, verb: str, title: str, what: str = "") -> None:
        """Write something into the diary."""
        self.diary.setdefault(day, []).append((verb, title, what))


def populate(seed: int, rules: Rules) -> Population:
    """Generate everything from a seed."""
    chance = Random(seed)  # noqa: S311 - the same seed gives the same year; nothing secret hangs on it
    people = _people(chance)
    leads = {**people, "Sara": people["Eric"]}
    works = {
        one.title: Work(
            one.title,
            tuple(leads[name] for name in one.leads if name != "Alicia"),
            date.fromisoformat(one.start),
            date.fromisoformat(one.end),
        )
        for one in PROJECTS
    }
    found = Population(rules, people, works, {})
    found.pages[SETTINGS] = settings_page(people, rules, {})
    found.pages["Projekt 2022"] = "".join(
        f"=== [[{one.title}]] ===\n{{{{:{one.title}/Projektdata}}}}<!-- {225201 + number} -->\n\n"
        for number, one in enumerate(PROJECTS)
    )
    for page in ("Användardiskussion:Tore (WMSE)", "Användardiskussion:Axel (WMSE)"):
        found.pages[page] = "Hej och välkommen hit!\n\n== Fika? ==\nPå fredag? Eric 3 januari 2022 kl. 12.15 (CET)\n"
    found.pages["Användardiskussion:Tore (WMSE)"] += "\n{{nobots}}\n"
    for number, project in enumerate(PROJECTS):
        found.pages[project.title] = _project_page(project, found, chance)
        found.pages[f"{project.title}/Projektdata"] = _facts(project)
        _plan_reports(found, works[project.title], HABITS[(number + seed) % len(HABITS)], chance)
    return found


def _people(chance: Random) -> dict[str, Someone]:
    autumn = date(YEAR, 9, 5) + timedelta(weeks=chance.randrange(8))
    spring = date(YEAR, 2, 14) + timedelta(weeks=chance.randrange(6))
    axel = ((date(YEAR, 7, 1), date(YEAR, 7, 31)), (autumn, autumn + timedelta(days=13)))
    john = ((spring, spring + timedelta(days=8)), (date(YEAR, 7, 11), date(YEAR, 7, 24)))
    return {
        "Anna": Someone("Anna (WMSE)", manager=True),
        "John": Someone("John (WMSE)", manager=True, away=john),
        "Axel": Someone("Axel (WMSE)", away=axel),
        "Eric": Someone("Eric (WMSE)"),
        "Bea": Someone("Bea (WMSE)", away=((date(YEAR, 10, 31), date(YEAR, 11, 4)),)),
        "Josefine": Someone(PROTECTED, writable=False),
        "Tore": Someone(SAYS_NO, writable=False),
    }


def settings_page(people: Mapping[str, Someone], rules: Rules, paused: Mapping[str, str]) -> str:
    """The settings: the register, the rules, and until when projects are paused."""
    register: dict[str, dict[str, object]] = {
        name: {
            "account": one.account,
            "manager": one.manager,
            "away": [f"{first}/{last}" for first, last in one.away],
        }
        for name, one in people.items()
    }
    register["Sara"] = {"account": LEFT, "active": False, "instead": "Eric"}
    register["Alicia"] = {"account": MISSING}
    known = asdict(rules)
    document = {
        "people": register,
        "report": {"due_workday": rules.due_workday, "early_days": rules.early},
        "reminders": {
            **{f"{key}_workdays": known[short] for key, short in _WORKDAYS.items()},
            "weekdays": [_WEEKDAYS[one] for one in rules.weekdays],
        },
        "projects": {title: {"paused_until": day} for title, day in paused.items()},
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


_WORKDAYS = {"grace": "grace", "again_after": "again", "manager_after": "manager"}


def _facts(project: Project) -> str:
    updated = "2021-12-28" if project.start < "2022" else ""
    facts = {
        "id": "225201",
        "projekt": project.name,
        "år": project.start[:4],
        "ansvarig": " och ".join(project.leads),
        "projektstart": project.start,
        "projektslut": project.end,
        "uppdaterad": updated,
        **dict.fromkeys(
            ("status", "aktiviteter", "måluppfyllnad", "nästa_månad", "problem", "kostnad", "slutrapport"), ""
        ),
    }
    return "".join(["{{Projektdata 2017\n", *(f" | {key} = {value}\n" for key, value in facts.items()), "}}\n"])


def _project_page(project: Project, found: Population, chance: Random) -> str:
    head = ["Datum", "Aktivitet", "Tidsåtgång (dagar)", "Ansvarig", "Kommentar", "Phabricator"]
    head = head if project.columns == 6 else ["Datum", "Aktivitet", "Kommentar", "Phabricator"]
    known = [*_WHEN, *(_SOLE if project.start >= "2022" else ())]
    inside = [one for one in known if project.start <= one[1] <= project.end]
    rows = []
    for number, (words, end) in enumerate(chance.sample(inside, min(4, len(inside)))):
        name = f"{chance.choice(['Boka lokal', 'Skriva plan', 'Hålla kurs', 'Utvärdera'])} {number} {project.name[:4]}"
        task = f"T{len(found.tasks) + 1}" if chance.random() < 0.3 else ""
        if task:
            found.tasks[task] = {"title": name, "status": "open", "closed": None}
        owner = chance.choice([project.leads[0], f"{project.leads[0]}, med stöd av Eric", "Samtliga", "", "Bea"])
        middle = ["2", owner] if project.columns == 6 else []
        rows.append("|-\n" + "".join(f"| {cell}\n" for cell in [words, name, *middle, "", task or "N/A"]))
        found.works[project.title].ends[name] = [(date.min, date.fromisoformat(end))]
        _plan_activity(found, project.title, f"{name}|{task}", date.fromisoformat(end), chance)
    table = '{| class="wikitable"\n' + "".join(f"! {cell}\n" for cell in head) + "".join(rows) + "|}\n"
    return (
        f"== Kort projektbeskrivning ==\nSå bra det blir.\n\n== Tidplan ==\n{table}\n== Projektdata ==\n"
        f"{{{{{project.title}/Projektdata}}}}\n\n[[Kategori:Projekt 2022]]\n"
    )


def _plan_activity(found: Population, title: str, what: str, end: date, chance: Random) -> None:
    """Done early or late, or given up after months, or moved to another date first."""
    way = chance.choice(["ahead", "late", "very late", "never", "moved"])
    spans = {"ahead": (-9, 0), "late": (1, 14), "very late": (15, 50), "never": (90, 110)}
    days = {one: chance.randint(*span) for one, span in spans.items()}
    if way in days:
        found.plan(end + timedelta(days=days[way]), "done", title, what)
    later = next((one for one in LATER if one[1] > end.isoformat()), None)
    if way == "moved" and later:
        found.plan(end + timedelta(days=chance.randint(-3, 20)), "move", title, f"{what}|{later[0]}|{later[1]}")
        found.plan(date.fromisoformat(later[1]) + timedelta(days=chance.randint(-5, 30)), "done", title, what)


def _plan_reports(found: Population, work: Work, usual: str, chance: Random) -> None:
    """Each month's report, as the project's people usually do it; now and then it comes otherwise."""
    for month in work.months(YEAR):
        due = found.rules.due(month)
        days = {
            "early": month - timedelta(days=chance.randint(0, found.rules.early)),
            "on time": due - timedelta(days=chance.randint(0, 3)),
            "late": due + timedelta(days=chance.randint(1, 12)),
            "very late": due + timedelta(days=chance.randint(13, 24)),
        }
        habit = usual if chance.random() < 0.7 else chance.choice(HABITS)
        if habit in days:
            found.plan(days[habit], "report", work.title)
        elif habit == "after the second":
            found.patient.add((work.title, month))
