"""Making the edits of setup: guarded, stopped by people and by the wiki, and never blind."""

import pytest

from bot.errors import WikiUnreachableError
from bot.settings import Settings
from bot.setup.decide import Step
from bot.setup.write import Written, write
from bot.wiki.outcome import Barred, Conflict, Deferred, Failed, Outcome, Protected, Saved
from bot.wiki.port import Edit, Page
from tests.support.builders import FakeWiki
from tests.support.builders import Step as Script
from tests.unit.test_gather import Heard

STOP = "Användare:Lägesbot/stopp"


def steps(*titles: str) -> list[Step]:
    """Pages to be made."""
    return [Step("handbook", Page(title, None), "create", f"Om {title}", f"gör {title}") for title in titles]


def written(wiki: FakeWiki, *titles: str) -> Written:
    """What comes of making these pages."""
    return write(wiki, steps(*titles), Settings(), watch=Heard())


def answering(outcome: Outcome) -> Script:
    """A save that nothing comes of."""
    return lambda _wiki, _edit: outcome


def test_pages_are_made_in_order() -> None:
    """Every edit is made as it was planned, and each is looked up together with the stop page, in every language."""
    wiki = FakeWiki({})
    done = written(wiki, "A", "B")
    assert wiki.texts == {"A": "Om A", "B": "Om B"}
    assert wiki.asked == [[STOP, "User:Lägesbot/stop", title] for title in ("A", "B")]
    assert [type(one) for one in done.outcomes.values()] == [Saved, Saved]
    assert (done.complete, done.undone, done.stopped) == (True, (), "")


def test_stop_page_stops_before_the_next_edit() -> None:
    """Text on the stop page ends it; what was not done is told, and who stopped it; nothing has failed."""

    def somebody_stops(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.person_writes(STOP, "Vänta!")
        return Saved(revid=wiki.store(edit))

    wiki = FakeWiki({}, somebody_stops)
    done = written(wiki, "A", "B", "C")
    assert [edit.title for edit in wiki.sent] == ["A"]
    assert done.undone == ("B", "C")
    assert done.stopped.startswith("Stopped by Sara at 2022-11-09 06:30 UTC: there is text on")
    assert done.complete


def test_page_that_has_changed_since_is_not_written() -> None:
    """Nothing is written that was not shown: a page that somebody made meanwhile is a conflict, the rest goes on."""
    wiki = FakeWiki({"A": "Saras"})
    done = written(wiki, "A", "B")
    assert isinstance(done.outcomes["A"], Conflict)
    assert wiki.texts == {"A": "Saras", "B": "Om B"}
    assert not done.complete


@pytest.mark.parametrize("outcome", [Barred("blocked"), Deferred("read-only")])
def test_wiki_that_takes_no_edit_ends_it(outcome: Outcome) -> None:
    """Where no further edit can succeed, none is tried, and that is a failure."""
    wiki = FakeWiki({}, answering(outcome))
    done = written(wiki, "A", "B")
    assert len(wiki.sent) == 1
    assert (done.undone, done.stopped, done.complete) == (("B",), outcome.why, False)


def test_refused_page_leaves_the_rest() -> None:
    """One page that is protected is told of, and the others are made."""
    done = written(FakeWiki({}, answering(Protected("locked"))), "A", "B")
    assert [type(one) for one in done.outcomes.values()] == [Protected, Saved]
    assert (done.complete, done.stopped) == (False, "")


def test_lost_answer_is_looked_up() -> None:
    """After a lost answer the page is read: it may have been saved, and is never sent twice."""

    def saved_unheard(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.store(edit)
        return Failed("no answer")

    wiki = FakeWiki({}, saved_unheard, answering(Failed("no answer")))
    done = written(wiki, "A", "B")
    assert done.outcomes == {"A": Saved("saved after all", revid=1), "B": Failed("no answer")}
    assert len(wiki.sent) == 2


def test_wiki_that_falls_silent_ends_it() -> None:
    """A wiki that does not answer before the first edit is an error; later, what was done is told."""
    silent = FakeWiki({})
    silent.down = True
    with pytest.raises(WikiUnreachableError):
        written(silent, "A")

    def falls_silent(wiki: FakeWiki, edit: Edit) -> Outcome:
        wiki.down = True
        return Saved(revid=wiki.store(edit))

    done = written(FakeWiki({}, falls_silent), "A", "B")
    assert (list(done.outcomes), done.undone, done.complete) == (["A"], ("B",), False)
    assert done.stopped == "the wiki does not answer"


def test_nothing_to_do_asks_nothing() -> None:
    """Without edits the wiki is left in peace."""
    wiki = FakeWiki({})
    assert written(wiki).complete
    assert wiki.asked == []
