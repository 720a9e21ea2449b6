"""Pages of many shapes and any size, ordinary and hostile, to measure reading with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from tests.support.builders import data_text

ROW = (
    "| {when} || Boka lokal {number} || 3 || Axel, med stöd av Sara || Fråga Tore om nycklarna. || [[phab:T{number}]]\n"
)
HEAD = (
    '== Tidplan ==\n{| class="wikitable"\n'
    "! Datum !! Aktivitet !! Tidsåtgång (dagar) !! Ansvarig !! Kommentar !! Phabricator<br>WMSE-Prov-2022\n"
)
WHEN = ["Maj", "Juni–september 2022", "6–10 juli", "senast 22 april", "Löpande", "v. 8–10", "21/2 2023", "Hela året"]

PIECES = {
    "prose": "Text om projektet, och mer text. ",
    "lines": "Text om projektet.\n",
    "one word": "x",
    "spaces": " ",
    "line breaks": "\n",
    "break tags": "a<br>",
    "open templates": "{{",
    "open templates with names": "{{a|",
    "closed braces": "}}",
    "single braces": "{",
    "templates": "{{Klart|a=b}}",
    "arguments": "{{{a|b}}}",
    "open links": "[[",
    "links": "[[Maj|juni]]",
    "open user links": "[[Användare:a",
    "user links": "[[Användare:Axel (WMSE)|Axel]], ",
    "open addresses": "[http://a",
    "addresses": "[https://phabricator.wikimedia.org/T1 T1] ",
    "closed brackets": "]]",
    "open comments": "<!--",
    "comments": "<!-- a -->b",
    "open references": "<ref>a",
    "references": "<ref>a</ref>b",
    "references without an end": "<ref",
    "open nowiki": "<nowiki>a",
    "nowiki": "<nowiki>a</nowiki>b",
    "open pre": "<pre>a",
    "struck out": "<s>a</s>b",
    "open strikes": "<s>a",
    "closed strikes": "</s>",
    "less-than signs": "<",
    "greater-than signs": ">",
    "quotes": "'",
    "bold": "'''a''' ",
    "open tables": "\n{|",
    "tables": "\n{|\n|-\n| a || b\n|}",
    "row marks": "\n|-",
    "cells": "\n| a",
    "table ends": "\n|}",
    "captions": "\n|+ a",
    "headers": "\n! a !! b",
    "pipes": "|",
    "doubled pipes": "||",
    "cells with attributes": "\n| rowspan=2 | a",
    "rows with long spans": "\n|-\n| rowspan=9999 colspan=99 | a",
    "rows of a column": "\n|-\n| a",
    "HTML tables": "<table><tr><td>a</td></tr></table>",
    "open HTML rows": "<tr><td>",
    "equals signs": "=",
    "headings": "\n== a ==",
    "half headings": "\n== a",
    "list marks": "*",
    "bullets with dates": "\n* 30 mars: text. Fixat!",
    "lines with dates": "\n2013-08-01 text",
    "months": "maj, ",
    "months on lines": "\nmaj",
    "days": "6–10 juli, ",
    "numbers": "1, ",
    "digits": "1",
    "dashes": "–",
    "hyphens and spaces": " - ",
    "weekdays": "måndag–",
    "parentheses": "(",
    "closed parentheses": ")",
    "question marks": "?",
    "full stops": ".",
    "commas": ",",
    "names": "Axel, ",
    "supporters": "med stöd av ",
    "and": " och ",
    "done marks": "Klart! ",
    "mark words": "klart ",
    "efforts": "3 dagar ",
    "efforts in parentheses": "(3 dagar) ",
    "tasks": "T123 ",
    "tasks glued": "T123",
    "almost tasks": "T0",
    "entities": "&amp;",
    "open entities": "&#",
    "letters that grow": "ß",
    "control characters": "\x01\x1a\x1b",
    "direction marks": "\u200f",
    "carriage returns": "a\r\n",
    "region starts": "\n<!-- Lägesbot:start a 000000000000 – ändra inte här, texten skrivs om -->",
    "regions": (
        "\n<!-- Lägesbot:start a 000000000000 – ändra inte här, texten skrivs om -->\na\n<!-- Lägesbot:slut a -->"
    ),
    "parameters": "\n| problem = a",
    "parameters without names": "\n| a",
    "banners": "Projektet är avslutat när ",
    "templates and links, crossed": "{{a|[[b}}",
    "links and templates, crossed": "[[a|{{b]]",
    "templates in links in templates": "{{a|[[b|",
    "pipes and equals signs": "|a=",
    "comments in row marks": "\n<!-- a -->|-",
    "strikes of two kinds": "<s>a</del>",
    "pauses": "{{Lägesbot|pausa=2022-12-01}}",
    "pauses and open strikes": "{{Lägesbot|pausa=2022-12-01}}<s>",
}
"""What may be written again and again: for each piece of markup one that is whole and one that is not."""

NESTS = {
    "templates": ("{{a|", "}}"),
    "braces": ("{", "}"),
    "links": ("[[a|", "]]"),
    "brackets": ("[", "]"),
    "addresses": ("[http://a ", "]"),
    "tables": ("\n{|\n|\n", "\n|}"),
    "references": ("<ref>", "</ref>"),
    "strikes": ("<s>", "</s>"),
    "parentheses": ("(", ")"),
    "templates closed as links": ("{{a|", "]]"),
    "comments": ("<!--", "-->"),
}
"""What may stand in one another: how it is opened, and how it is closed."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of page: its name, and how its two pages are made so that they have about a number of characters."""

    name: str
    make: Callable[[int], tuple[str, str]]


def shapes() -> Iterator[Shape]:
    """An ordinary plan with ever more rows, and every piece on the page, in all cells of a row, and among the facts."""
    yield Shape("an ordinary plan", _ordinary)
    yield Shape("an ordinary plan, ten thousand short rows and more", partial(_rows, "\n|-\n| Maj || Boka"))
    yield Shape(
        "rows under a cell that spans them all", partial(_rows, "\n|-\n| a", first="rowspan=9999 colspan=99 | b")
    )
    for name, piece in PIECES.items():
        yield from _everywhere(name, partial(_repeated, piece))
    for name, (opened, closed) in NESTS.items():
        yield from _everywhere(f"{name} in one another", partial(_nested, opened, closed))


def _everywhere(name: str, fill: Callable[[int], str]) -> Iterator[Shape]:
    """Shapes that have some text in each of the places that are read differently."""
    yield Shape(f"{name}: on the page", lambda size: _on_page(fill(size // 2)))
    yield Shape(f"{name}: in the cells", lambda size: _in_cells(fill(size // 6)))
    yield Shape(f"{name}: in the facts", lambda size: _in_facts(fill(size // 4)))


def _repeated(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece))


def _nested(opened: str, closed: str, size: int) -> str:
    depth = size // len(opened + closed) // 6 * 6 + 2  # braces close by twos and threes: at all sizes two are left
    return opened * depth + closed * depth


def _ordinary(size: int) -> tuple[str, str]:
    rows: list[str] = []
    length = 0
    while length < size:
        row = "|-\n" + ROW.format(when=WHEN[len(rows) % len(WHEN)], number=len(rows) + 1)
        rows.append(row)
        length += len(row)
    return f"{HEAD}{''.join(rows)}|}}\n", data_text()


def _rows(row: str, size: int, *, first: str = "Maj") -> tuple[str, str]:
    """A plan with one row again and again."""
    return f"{HEAD}|-\n| {first}{_repeated(row, size)}\n|}}\n", data_text()


def _on_page(text: str) -> tuple[str, str]:
    """The text above the plan's heading, and again between the heading and the plan."""
    heading, plan = _ordinary(1)[0].split("\n", 1)
    return f"{text}\n{heading}\n{text}\n{plan}", data_text()


def _in_cells(text: str) -> tuple[str, str]:
    return f"{HEAD}|-\n| {' || '.join([text] * 6)}\n|}}\n", data_text()


def _in_facts(text: str) -> tuple[str, str]:
    return _ordinary(1)[0], data_text(ansvarig=text, projektslut=text, finansiär=text, problem=text)
