"""What a line on the queue page is answered with."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.apply import Report, Result
from bot.plan import make_plan
from bot.planned import Plan, PlannedEdit, Withheld
from bot.render.escape import Wikitext
from bot.requested.answers import Kind, done, objected, refusal, wrong_titles
from bot.run import Performed
from bot.stops import stop_pages
from bot.wiki.outcome import Barred, Conflict, Deferred, Excluded, Failed, Outcome, Protected, Refused, Saved
from bot.wiki.port import Contribution, Page
from tests.support.builders import DATA, NOW, TITLE, WORDS, known, page, settings, wiki_pages

KNOWN = known(wiki_pages("Mars | Boka lokal | Axel | |"))
PLAN = make_plan(KNOWN)
STOP = "Användare:Lägesbot/stopp"
PAGES = {title: page(title, None) for title in stop_pages(settings(), "report", "remind", "overview")}
HOSTILE = "{{Mall}} ~~~~\n* [[Kategori:X]] <!-- Lägesbot:svar"


def first() -> PlannedEdit:
    """One edit of the plan."""
    return PLAN.edits[0]


def told(report: Report, *made: Contribution, pages: dict[str, Page] | None = None, plan: Plan = PLAN) -> str:
    """The answer after a run."""
    return done(Performed(KNOWN, plan, report), made, WORDS, pages=PAGES | (pages or {})).words


def edit(revid: int, title: str, later: int = 0) -> Contribution:
    """One of the bot's edits."""
    return Contribution(revid, title, NOW + timedelta(seconds=later), "")


@pytest.mark.parametrize(
    ("kind", "said"),
    [("stranger", "bara de som står i botens inställningar"), ("unknown", "vem som skrev raden"), ("empty", "alla")],
)
def test_a_refusal_says_why(kind: Kind, said: str) -> None:
    """A line that starts no run is told why, on one line."""
    answer = refusal(kind, WORDS)
    assert answer.kind == kind
    assert said in answer.words
    assert "\n" not in answer.words
    assert "<nowiki>" not in answer.words  # it would end what the line above may have left open


def test_a_run_that_changed_pages_links_them_in_order() -> None:
    """Each edit is linked to what it changed, in the order of time."""
    words = told(Report(), edit(9, DATA, later=1), edit(8, TITLE))
    assert words == f"Klart! Jag ändrade [[Special:Diff/8|{TITLE}]] och [[Special:Diff/9|{DATA}]]."


def test_a_run_without_news_says_so() -> None:
    """Nothing to change is an answer, too."""
    assert told(Report(), plan=Plan(())) == "Allt stämde redan, så ingenting behövde ändras."


def test_a_stop_page_is_named() -> None:
    """What stops the bot or a part of it is linked, whatever was done before."""
    stopped = {STOP: page(STOP, "Stopp"), f"{STOP}/översikt": page(f"{STOP}/översikt", "Nej")}
    assert f"Ingenting skrevs. Texten på [[:{STOP}|{STOP}]] stoppar mig." in told(
        Report(), pages=stopped, plan=Plan(())
    )
    part = told(Report(), edit(8, TITLE), pages={f"{STOP}/översikt": stopped[f"{STOP}/översikt"]})
    assert part.startswith("Klart! Jag ändrade")
    assert "stoppar en del av det jag gör" in part


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Conflict(), "någon annan ändrade sidan samtidigt"),
        (Protected(), "sidan är skyddad"),
        (Excluded(), "sidan ber botar att låta bli"),
        (Refused("filter 7"), "wikin sade nej (filter 7)"),
        (Refused(), "wikin sade nej."),
        (Deferred(), "nästa körning gör det"),
        (Barred("spärrad"), "botens konto får inte redigera (spärrad)"),
        (Failed(), "wikin svarade inte"),
    ],
    ids=lambda one: type(one).__name__.lower() if isinstance(one, Outcome) else "",
)
def test_what_could_not_be_changed_is_named(outcome: Outcome, said: str) -> None:
    """Each page that could not be changed is linked, with why in words of staff."""
    words = told(Report((Result(first(), outcome),)), plan=Plan(()))
    assert words.startswith("Ingenting ändrades.")
    assert f"[[:{first().title}|{first().title}]] gick inte att ändra:" in words
    assert said in words


def test_what_was_saved_is_no_failure() -> None:
    """An edit that came to what it should is told of by its link alone."""
    assert "gick inte" not in told(Report((Result(first(), Saved(revid=8)),)), edit(8, first().title))


def test_what_was_left_is_named_up_to_five() -> None:
    """Pages that were left alone are linked with why; of many the rest is counted."""
    left = tuple(Withheld("report", f"Projekt:Nr {number}", "den är trasig.") for number in range(7))
    words = told(Report(), plan=replace(PLAN, edits=(), withheld=left))
    assert words.count("den är trasig.") == 5
    assert "[[:Projekt:Nr 4|Projekt:Nr 4]]: den är trasig." in words
    assert words.endswith("Och 2 till som jag lät vara.")


def test_wrong_titles_get_the_closest() -> None:
    """A wrong title is repeated with what may have been meant, linked; one that is like none alone."""
    words = wrong_titles({"Projekt:Ett 202": ["Projekt:Ett 2022", "Projekt:Ett 2021"], "Projekt:Q": []}, WORDS).words
    assert "heter ”Ett 202”. Menade du [[:Projekt:Ett 2022|Ett 2022]] eller [[:Projekt:Ett 2021|Ett 2021]]?" in words
    assert "heter ”Q”. Skriv en ny rad" in words


def test_a_guard_is_quoted() -> None:
    """What the guard objects to is said, and that nothing was written."""
    words = objected(["Inga projekt.", "För många."], WORDS).words
    assert words.startswith("Ingenting skrevs")
    assert "Inga projekt. För många." in words


def test_nothing_foreign_breaks_out() -> None:
    """Titles, reasons and objections come as the words that they are, on one line, and long ones are cut short."""
    hostile = [
        wrong_titles({f"Projekt:{HOSTILE}": ()}, WORDS).words,
        objected([HOSTILE], WORDS).words,
        told(Report((Result(first(), Refused(HOSTILE)),))),
        told(Report(), plan=replace(PLAN, edits=(), withheld=(Withheld("report", "Projekt:A", HOSTILE),))),
    ]
    for words in hostile:
        assert [mark for mark in ("{{", "~~~", "\n", "<!--", "[[Kategori") if mark in words] == []
        assert "&#123;&#123;Mall&#125;&#125;" in words
        assert isinstance(words, Wikitext)
    assert len(wrong_titles({f"Projekt:{'x' * 100_000}": ()}, WORDS).words) < 400
