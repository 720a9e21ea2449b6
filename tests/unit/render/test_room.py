"""Room on a page: what is put there while there is any."""

from bot.render.room import Room, bytes_of


def test_pieces_are_counted_in_bytes() -> None:
    """What counts are bytes, as the wiki counts them, with a line break after each piece."""
    assert bytes_of("å") == 3
    room = Room(6)
    assert room.takes("å", "å")
    assert not room.takes("")


def test_all_or_nothing() -> None:
    """Things that have no room together take none of it, and no more of them is made than it takes to see that."""
    made: list[int] = []

    def render(number: int) -> str:
        made.append(number)
        return "xxx"

    room = Room(9)
    assert room.takes_all(range(5), render) is None
    assert (made, room.left) == ([0, 1, 2], 9)
    assert room.takes_all(range(2), render) == ["xxx", "xxx"]
    assert room.left == 1


def test_first_of_many() -> None:
    """Of many things the first have the room."""
    assert Room(9).takes_first(range(5), lambda number: f"{number}xx") == ["0xx", "1xx"]
