"""JSON documents that are written piece by piece: however many projects there are, one of them is held at a time."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

import click

Document = dict[str, Any]

_Thing = TypeVar("_Thing")
_ENCODER = json.JSONEncoder(ensure_ascii=False, indent=1)


class Told(Sequence[Document], Generic[_Thing]):
    """A list in a document, each part of which is made when it is asked for and kept by nobody.

    Args:
        things: What is told of.
        tell: What a document says of one of them.
    """

    def __init__(self, things: Iterable[_Thing], tell: Callable[[_Thing], Document]) -> None:
        self._things = tuple(things)
        self._tell = tell

    def __len__(self) -> int:
        """How many there are."""
        return len(self._things)

    @overload
    def __getitem__(self, index: int) -> Document: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Document]: ...

    def __getitem__(self, index: int | slice) -> Document | Sequence[Document]:
        """One of them, or some."""
        if isinstance(index, slice):
            return Told(self._things[index], self._tell)
        return self._tell(self._things[index])


def print_json(document: Mapping[str, Any]) -> None:
    """Print a document to standard output."""
    for piece in json_pieces(document):
        click.echo(piece, nl=False)


def json_pieces(document: Mapping[str, Any]) -> Iterator[str]:
    """A document as JSON text with a line break at its end, indented by one space a level.

    Args:
        document: Its values are what `json` knows, or `Told`.

    Yields:
        A piece for each value, and for each part of one that is `Told`.
    """
    before = "{"
    for key, value in document.items():
        yield f"{before}\n {_ENCODER.encode(key)}: "
        yield from _parts(value) if isinstance(value, Told) else (_indented(value, 1),)
        before = ","
    yield "\n}\n" if document else "{}\n"


def _parts(told: Told[Any]) -> Iterator[str]:
    before = "["
    for one in told:
        yield f"{before}\n  {_indented(one, 2)}"
        before = ","
    yield "\n ]" if told else "[]"


def _indented(value: object, level: int) -> str:
    """A value at a level of a document; JSON has no line break inside a text."""
    return _ENCODER.encode(value).replace("\n", f"\n{' ' * level}")
