"""Answers written down and read back: exactly, or not at all."""

import zlib
from dataclasses import replace
from datetime import date
from hashlib import blake2b

import pytest

from bot.cache.forms import MAX_BYTES, Form
from bot.memory import Memory, Recalled, Snapshot
from bot.model import Flaw, Funding, Mark, Period, Person, Place, Project, Status, StatusReport
from tests.support.builders import activity, people, project

KEY = b"k" * 16
FORM: Form[Project] = Form("project", Project)
PLACE = Place("Projekt:Prov 2022/Projektdata", 7)
REPORT = StatusReport(
    PLACE,
    updated=date(2022, 11, 3),
    updated_text="3 november",
    status=Status.ORANGE,
    hidden=True,
    fields={"problems": "Sent.\n* [[Länk]]"},
    marks={"goals": "ja"},
)
WHOLE = replace(
    project(
        activity("Boka \N{NO-BREAK SPACE}lokal 🎈", mark=Mark.DONE),
        activity("", when=Period("maj?", date(2022, 5, 1), None, tentative=True)),
        replace(activity("Alla"), people=people(Person("Axel", "Axel (WMSE)"), support=["Sara"], everyone="support")),
    ),
    funding=(Funding("", None), Funding("Stiftelsen", 67500.5), Funding("Noll", -0.0)),
    budget_total=1e300,
    report=REPORT,
    flaws=(Flaw("date-unreadable", PLACE, "Boka", {"text": "nu", "field": None, "line": True, "row": 3}),),
    former=("Projekt:Förr 2022",),
    snapshot=Snapshot(
        date(2022, 10, 1),
        Memory(Recalled.UNKNOWN),
        {"a1": Memory(Recalled.NEW, date(2022, 1, 1), date(2022, 2, 1), ("Axel", "Sara"))},
    ),
    paused_until=date(2023, 1, 1),
)
"""A project with everything that one can have."""


def sealed(content: bytes, key: bytes = KEY) -> bytes:
    """What somebody might write who knows how answers are written."""
    return blake2b(content, digest_size=16, key=key).digest() + content


def packed(form: Form[Project] = FORM, one: Project = WHOLE) -> bytes:
    """A project written down."""
    written = form.pack(KEY, one)
    assert written is not None
    return written


def test_project_comes_out_as_it_went_in() -> None:
    """Days, marks, tuples, people, figures and facts are the same, and of the same types."""
    found = FORM.unpack(KEY, packed())
    assert found == WHOLE
    assert repr(found) == repr(WHOLE)


def test_damage_is_noticed() -> None:
    """An answer that ends early, or of which any byte has changed, is none."""
    written = packed()
    for position in range(len(written)):
        assert FORM.unpack(KEY, written[:position]) is None
        changed = written[:position] + bytes([written[position] ^ 1]) + written[position + 1 :]
        assert FORM.unpack(KEY, changed) is None


def test_answer_to_something_else_is_none() -> None:
    """What was written down under another key is no answer."""
    assert FORM.unpack(b"o" * 16, packed()) is None


@pytest.mark.parametrize(
    "content",
    [
        b"no packed bytes",
        zlib.compress(b"no JSON"),
        zlib.compress(b'{"title": 5, "place": {"page": "A", "line": 1}}'),
        zlib.compress(b'{"title": "A"}'),
        zlib.compress(b'{"title": "A", "place": {"page": "A", "line": 1}, "start": "2022-02-30"}'),
        zlib.compress(b'{"title": "A", "place": {"page": "A", "line": 1}, "report": {"status": "blue"}}'),
        zlib.compress(b" " * (MAX_BYTES + 1) + packed()),
        zlib.compress(b"[" * 100_000),
        b"\x80\x04cos\nsystem\n(Vtouch /tmp/x\ntR.",
    ],
    ids=["bytes", "words", "type", "missing", "day", "colour", "too long", "deep", "pickle"],
)
def test_forgery_is_no_answer(content: bytes) -> None:
    """What is no project is none, though it bears the seal."""
    assert FORM.unpack(KEY, sealed(content)) is None


@pytest.mark.parametrize(
    "one",
    [
        replace(WHOLE, flaws=(Flaw("owner-unknown", PLACE, facts={"names": ("Axel", "Sara")}),)),
        replace(WHOLE, flaws=(Flaw("report-late", PLACE, facts={"due": date(2022, 11, 7)}),)),
        replace(WHOLE, flaws=(Flaw("report-late", PLACE, facts={"due": object()}),)),
        replace(WHOLE, funding=(Funding("Heltal", 67500),)),
        replace(WHOLE, budget_total=float("inf")),
        replace(WHOLE, number="\ud800"),
        replace(WHOLE, number="a" * MAX_BYTES),
    ],
    ids=["tuple", "day", "object", "integer", "infinity", "half a character", "too long"],
)
def test_what_would_change_is_not_kept(one: Project) -> None:
    """A value that would come out as another, or of another type, is not written down at all."""
    assert FORM.pack(KEY, one) is None
