"""Any number of projects of today's layout, as a folder wiki: what the benchmark of whole commands works on.

The same number gives the same pages, byte for byte. What is in them is invented.
"""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.bench.invented import COMMENT, DAYS, DONE, FIRST, GOAL, LAST, WHAT, WHEN, WHERE
from tests.support.builders import folder_wiki

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "examples" / "wiki" / "Mall"
"""The association's templates, which the pages call."""

YEAR = 2022
TODAY = date(2022, 11, 9)
"""The day that the benchmark works on: the reports of October were due two work days ago."""

ROWS = 8
_OVER = 4  # so many of the rows lie in the past
_OUTDATED = 2  # of three projects, the one whose report is of long ago
PROJECTS_A_PERSON = 10
FEWEST_PEOPLE = 6
PROGRAMMES = ("Gemenskap", "Möjliggörande", "Förändring", "Kunskap")


@dataclass(frozen=True, slots=True)
class Population:
    """So many projects.

    Attributes:
        projects: How many.
    """

    projects: int

    @property
    def titles(self) -> list[str]:
        """The titles of the project pages, in the order of the year's list."""
        return [f"Projekt:Prov {number:05} {YEAR}" for number in range(1, self.projects + 1)]

    @property
    def people(self) -> list[str]:
        """The names of those who lead projects and answer for activities; the first is the manager."""
        count = max(FEWEST_PEOPLE, self.projects // PROJECTS_A_PERSON)
        return [_person(number) for number in range(count)]

    @property
    def accounts(self) -> list[str]:
        """Their accounts."""
        return [account(name) for name in self.people]

    @property
    def pages(self) -> dict[str, str]:
        """All pages but the templates, by title: two for each project, the lists, the categories, the settings."""
        of_projects: dict[str, str] = {}
        for number, title in enumerate(self.titles):
            of_projects[title] = self._main(number)
            of_projects[f"{title}/Projektdata"] = self._data(number)
        register = {name: {"account": account(name)} for name in self.people}
        manager = self.people[0]
        settings = {"people": register | {manager: {"account": account(manager), "manager": True}}}
        return {
            f"Projekt {YEAR}": self._list(),
            f"Kategori:Projekt {YEAR}": "[[Kategori:Projekt]]",
            "Mall:Projektid": self._numbers(),
            "Användare:Lägesbot/inställningar.json": json.dumps(settings, ensure_ascii=False, indent=1),
            **of_projects,
        }

    @property
    def tasks(self) -> dict[str, dict[str, str | None]]:
        """What Phabricator knows of their tasks, as a folder wiki has it recorded."""
        done: dict[str, str | None] = {"title": "Klar", "status": "resolved", "closed": f"{YEAR}-10-14"}
        left: dict[str, str | None] = {"title": "Öppen", "status": "open", "closed": None}
        places = ((number, row) for number in range(self.projects) for row in range(ROWS))
        return {_task(number, row): done if _is_done(number, row) else left for number, row in places}

    def write(self, folder: Path) -> Path:
        """Write all of it as a folder wiki, with recorded answers of Phabricator; gives the folder."""
        shutil.copytree(TEMPLATES, folder / "Mall")
        return folder_wiki(folder, self.pages, tasks=self.tasks)

    def finished(self, share: float) -> Iterator[tuple[str, str]]:
        """Project pages on which somebody has marked one more activity as done: titles and new texts.

        Args:
            share: How many of all, evenly spread: 0.01 is one in a hundred, and at least one.
        """
        pages, step = self.pages, max(1, round(1 / share))
        for title in self.titles[step // 2 :: step] or self.titles[:1]:
            yield title, pages[title].replace(COMMENT[5], f"{DONE}{COMMENT[5]}")

    @property
    def addressed(self) -> set[str]:
        """The accounts that a first run reminds on `TODAY`, by how the pages are made, and not by what the bot reads.

        They lead a project whose report is of long ago, or an activity that is over and neither done nor a task.
        """
        late = {self._lead(number) for number in range(self.projects) if number % 3 == _OUTDATED}
        rows = ((number, row) for number in range(self.projects) for row in range(_OVER) if not _is_done(number, row))
        return {account(name) for name in late | {self._lead(number + row // 3) for number, row in rows}}

    def _lead(self, number: int) -> str:
        return self.people[number % len(self.people)]

    def _main(self, number: int) -> str:
        """The page of a project: how today's begin, a plan of eight rows, and the last words."""
        rows = "".join(self._row(number, row) for row in range(ROWS))
        tag = f"[[phab:tag/wmse-prov-{number + 1:05}/|WMSE-Prov-{number + 1:05}]]"
        return f"""{{{{Förra och nästa år|Prov {number + 1:05}|{YEAR}}}}}

== Kort projektbeskrivning ==
Detta projekt fokuserar på att öka mångfalden på Wikimedias plattformar. Vi koordinerar kampanjen för fjärde gången och
fortsätter att engagera [[Projekt:Partner {number % 50}|partners]] i organiseringen.

== Tidplan ==
{{| class="wikitable"
! Datum !! Aktivitet !! Tidsåtgång (dagar) !! Ansvarig !! Kommentar !! Phabricator<br>{tag}
{rows}|}}

== Samarbetspartners ==
* Folkbibliotek i tre kommuner
* Lokala Wikimedia-föreningar

== Se även ==

== Projektdata ==
{{{{Projekt:Prov {number + 1:05} {YEAR}/Projektdata}}}}

[[Kategori:Projekt {YEAR}]]
"""

    def _row(self, number: int, row: int) -> str:
        """One activity; of those whose time is over, one in a dozen is neither marked as done nor has a task."""
        when = WHEN[row].format(year=YEAR)
        done = _is_done(number, row)
        comment = (DONE if done else "") + COMMENT[row]
        lead, support = self._lead(number + row // 3), self._lead(number + row + 1)
        what = f"{WHAT[row]} i {WHERE[(number * 7 + row) % len(WHERE)]}"
        left = row < _OVER and not done
        task = "" if left else f"[[phab:{_task(number, row)}|{_task(number, row)}]]"
        said = f"{comment} Plats för {number + 12} deltagare."
        return f"|-\n| {when} || {what} || {DAYS[row]} || {lead}, med stöd av {support} || {said} || {task}\n"

    def _data(self, number: int) -> str:
        """The facts and the report; one in three is of this month, and one in three of long ago."""
        updated = ("2022-11-03", "2022-11-07", "2022-09-05")[number % 3]
        title = f"Prov {number + 1:05} {YEAR}"
        return f"""{{{{Projektdata 2017
 | id = {{{{Projektid|{title}}}}}
 | projekt = {title}
 | projektlänk = Projekt:{title.replace(" ", "_")}
 | år = {YEAR}
 | ansvarig = {self._lead(number)}
 | projektstart = {YEAR}-01-01
 | projektslut = {YEAR}-12-31
 | finansiär = Wikimedia Foundation (WCF)
 | budget = {60 + number % 40} 500
 | finansiär_2 = Donationer
 | budget_2 = 20 000
 | interna_mål = {GOAL.format(number=10 + number % 7)}
 | uppdaterad = {updated}
 | status = Grön
 | aktiviteter = Vi har hållit två skrivstugor och ett möte med parterna.
 | måluppfyllnad = Ungefär hälften av målen är nådda.
 | nästa_månad =
 | problem =
 | kostnad =
 | erfarenheter = Det lönar sig att boka lokalen tidigt.
 | chefen =
 | slutrapport =
}}}}"""

    def _list(self) -> str:
        """The year's list, by programme."""
        share = -(-self.projects // len(PROGRAMMES))
        parts = [f"Här står alla projekt som föreningen driver under {YEAR}."]
        for place, programme in enumerate(PROGRAMMES):
            own = self.titles[place * share : (place + 1) * share]
            entries = (f"=== [[{one}|{one.partition(':')[2]}]] ===\n{{{{:{one}/Projektdata}}}}" for one in own)
            parts.append("\n\n".join([f"== {programme} ==", *entries]))
        return "\n\n".join(parts)

    def _numbers(self) -> str:
        lines = (f" | {title.partition(':')[2]} = {220_000 + place}\n" for place, title in enumerate(self.titles))
        return f"{{{{#switch: {{{{{{1}}}}}}\n{''.join(lines)} | #default = Projektet saknas\n}}}}"


def _task(number: int, row: int) -> str:
    return f"T{100_000 + number * ROWS + row}"


def _is_done(number: int, row: int) -> bool:
    return row < _OVER and (number + row) % 12 > 0


def account(name: str) -> str:
    """The account of a person."""
    return f"{name} (WMSE)"


def _person(number: int) -> str:
    first, again = number % len(FIRST), number // len(FIRST)
    more, round_ = again % len(LAST), again // len(LAST)
    return f"{FIRST[first]} {LAST[more]}{'' if not round_ else f'-{LAST[round_ % len(LAST)]}'}"
