"""JSON documents in pieces: the same text as if they were written whole, with one thing at a time in memory."""

import json
from typing import Any

import pytest

from bot.tell.document import Document, Told, json_pieces, print_json


def told(*numbers: int) -> Told[int]:
    """So many things, each of which says its number and words that would break a line."""
    return Told(numbers, lambda number: {"number": number, "words": ["ett\ntvå", "\u2028", "å"], "none": [], "of": {}})


@pytest.mark.parametrize(
    "document",
    [
        pytest.param({}, id="empty"),
        pytest.param({"version": 1, "years": [2022], "name": "Läge\n2", "nothing": None}, id="plain"),
        pytest.param({"deep": {"a": [{"b": [1.5, True]}], "c": []}}, id="deep"),
        pytest.param({"projects": told()}, id="no things"),
        pytest.param({"version": 1, "projects": told(1, 2, 3), "problems": []}, id="things"),
    ],
)
def test_pieces_are_the_whole_document(document: Document) -> None:
    """The pieces together are what `json` writes of the whole with one space a level, and a line break."""
    whole: dict[str, Any] = {key: list(one) if isinstance(one, Told) else one for key, one in document.items()}
    assert "".join(json_pieces(document)) == json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def test_things_are_made_one_at_a_time() -> None:
    """A thing is made when its piece is asked for, and not before."""
    made: list[int] = []

    def tell(number: int) -> Document:
        made.append(number)
        return {"number": number}

    pieces = json_pieces({"projects": Told(range(5), tell)})
    assert made == []
    assert next(pieces) == '{\n "projects": '
    assert '"number": 0' in next(pieces)
    assert '"number": 1' in next(pieces)
    assert made == [0, 1]


def test_things_are_a_list() -> None:
    """What is told can be counted, asked for by its place, and cut."""
    three = told(1, 2, 3)
    assert len(three) == 3
    assert three[1]["number"] == 2
    assert [one["number"] for one in three[1:]] == [2, 3]


def test_document_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """A document is printed as one JSON object with nothing around it."""
    print_json({"things": told(1), "last": "å"})
    printed = capsys.readouterr().out
    assert json.loads(printed)["last"] == "å"
    assert printed.endswith("}\n")
