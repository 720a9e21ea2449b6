"""Runs taken back on generated histories: what people wrote after, between or before stays as they wrote it."""

from hypothesis import given
from hypothesis import strategies as st

from bot.ledger import summary
from bot.undo import plan_undo, take_back
from bot.wiki.port import Edit
from tests.support.builders import WORDS, FakeWiki, settings
from tests.unit.test_gather import Heard

RUNS = ("20221108-0730-aaaa", "20221109-0730-bbbb")
TITLES = ("Projekt:A", "Projekt:B", "Användardiskussion:C")
PEOPLE = "människa"

saves = st.lists(st.tuples(st.sampled_from(TITLES), st.sampled_from([*RUNS, PEOPLE])), max_size=14)


def played(existing: set[str], made: list[tuple[str, str]]) -> tuple[FakeWiki, dict[str, list[tuple[str, str]]]]:
    """A wiki on which these saves were made, each with a text of its own, and who saved what on each page."""
    wiki = FakeWiki({title: f"{title} från början" for title in existing})
    past = {title: [(PEOPLE, f"{title} från början")] if title in existing else [] for title in TITLES}
    for number, (title, who) in enumerate(made):
        text = f"text {number}"
        past[title].append((who, text))
        if who == PEOPLE:
            wiki.person_writes(title, text)
        else:
            wiki.store(Edit(title, text, 0, summary("skriver", run=who), minor=True, bot=True))
    return wiki, past


@given(st.sets(st.sampled_from(TITLES)), saves, saves)
def test_no_text_but_the_runs_is_taken_back(
    existing: set[str], made: list[tuple[str, str]], later: list[tuple[str, str]]
) -> None:
    """A page changes only where its newest text is the run's, and then to the newest that is not."""
    run = RUNS[1]
    wiki, past = played(existing, [*made, (TITLES[0], run)])
    undoing = plan_undo(wiki, run, settings(), WORDS, by_run="20221110-0730-cccc")
    for number, (title, _) in enumerate(later):  # between the plan and its edits, people go on
        wiki.person_writes(title, f"senare {number}")
        past[title].append((PEOPLE, f"senare {number}"))
    take_back(wiki, undoing, settings(), watch=Heard(), halt=lambda: "")
    for title, saved in past.items():
        rest = list(saved)
        while rest and rest[-1][0] == run:
            rest.pop()
        expected = rest[-1][1] if rest else ("" if saved else None)
        assert wiki.texts.get(title) == expected
