"""What was worked out before: given again only for the very same basis."""

from dataclasses import replace

from bot.kept import Kept
from bot.knowledge import Knowledge, know, once
from tests.support.builders import TITLE, material, plan_text, wiki_pages


def test_same_basis_gives_what_was_worked_out() -> None:
    """For the very same objects, nothing is worked out a second time."""
    kept, basis = Kept(), (object(), object())
    first = kept.of("thing", basis, object)
    assert kept.of("thing", basis, object) is first


def test_another_basis_is_worked_out_anew() -> None:
    """Where one part of the basis is another object, though an equal one, it is worked out again."""
    kept, one, other = Kept(), [1], [1]
    found = [kept.of("thing", (basis,), basis.copy) for basis in (one, other, one)]
    assert found == [[1]] * 3
    assert len(set(map(id, found))) == 3


def test_things_are_kept_apart() -> None:
    """What is kept of one thing is not given for another of the same basis."""
    kept, basis = Kept(), (object(),)
    assert kept.of("one", basis, lambda: 1) == 1
    assert kept.of("other", basis, lambda: 2) == 2


def test_material_with_another_page_stands_otherwise() -> None:
    """Of a page that has changed the new text counts, however much was kept of the old one."""
    before = material(wiki_pages("Mars | Boka lokal | Axel"))
    assert know(before).standings[0].overdue
    after = material(wiki_pages("Mars | Boka lokal | Axel | Klart."))
    assert know(replace(before, pages=after.pages)) == know(after)
    assert not know(replace(before, pages=after.pages)).standings[0].overdue


def test_once_works_out_once_for_each_knowledge() -> None:
    """What is marked so is worked out once for each knowledge, and anew for another one, though it is equal."""
    asked: list[Knowledge] = []

    @once
    def projects(known: Knowledge) -> int:
        asked.append(known)
        return len(known.standings)

    read = material({TITLE: plan_text()})
    first, second = know(read), know(read)
    assert [projects(first), projects(first), projects(second)] == [1, 1, 1]
    assert list(map(id, asked)) == [id(first), id(second)]
