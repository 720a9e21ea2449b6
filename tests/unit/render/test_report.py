"""The bot's part of a status report: which rows it has, and when the page is left alone."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from bot.knowledge import know
from bot.model import Activity, Mark, Project
from bot.parse.regions import read_regions
from bot.plan import make_plan
from bot.render.draft import Draft
from bot.settings import GENERATIONS, Settings
from bot.wiki.port import Page
from tests.support.builders import (
    DATA,
    OPEN,
    RESOLVED,
    TITLE,
    activity,
    data_text,
    known,
    material,
    page,
    people,
    period,
    plan_text,
    project,
    settings,
    standing,
)
from tests.support.pages import region, report_text

DONE = activity("Klar sak", mark=Mark.DONE)
LATE = activity("Sen sak", when=period("2022-03-01", "2022-03-31"))
TOLD = {"T1": RESOLVED, "T2": OPEN, "T3": replace(OPEN, assignee="{{Eric}}"), "T4": replace(RESOLVED, assignee="Sara")}
NEXT = activity("Kommande sak", when=period("2022-12-05", "2022-12-06"))


TODAYS = ["aktiviteter", "nästa-månad", "problem", "kostnad"]
OLDER = ["aktiviteter", "problem"]
"""The regions in the boxes of today and until 2015."""

COST = region("kostnad", '<div class="lagesbot">Se [[Ekonomiska rapporter 2022]].</div>')
"""What the bot says of the costs of a project without a budget."""


def draft(one: Project, *, text: str | None = None, rows: int = 7) -> Draft | None:
    """The page with the project data, as it should be on 9 November 2022."""
    rules = settings(report={"max_rows": rows})
    text = data_text() if text is None else text
    knowledge = known({TITLE: plan_text(), DATA: text}, rules=rules)
    return report_text(page(DATA, text), standing(one, rules=rules, tasks=TOLD), knowledge)


def body(name: str, *activities: Activity, updated: str | None = None, rows: int = 7) -> list[str]:
    """The lines of one region, without what nobody sees of it; none where there is no such region."""
    found = draft(project(*activities, updated=updated), rows=rows)
    assert found is not None
    region_found = read_regions(found.text).found.get(name)
    text = found.text[region_found.body_start : region_found.body_end] if region_found else ""
    seen = re.sub(r"\n?<!-- Lägesbot:(?:underlag|minne) [^>]*-->", "", text)
    seen = re.sub(r'\A<div class="lagesbot" style="[^"]*">.*</div>\n?', "", seen)
    return seen.removeprefix('<div class="lagesbot">').removesuffix("\n</div>").splitlines()


def test_each_region_has_its_parameter() -> None:
    """What was done, what comes and what is late each goes into its own parameter, and nothing else changes."""
    found = draft(project(DONE, LATE, NEXT))
    assert found is not None
    names = {
        "aktiviteter": "Klar sak",
        "nästa-månad": "Kommande sak",
        "problem": "Sen sak",
        "kostnad": "Ekonomiska rapporter 2022",
    }
    regions = read_regions(found.text)
    assert regions.sound
    assert list(regions.found) == list(names)
    for name, said in names.items():
        one = regions.found[name]
        parameter = name.replace("-", "_")
        assert re.search(rf"\n \| {parameter} = ?\n\Z", found.text[: one.start])
        assert said in found.text[one.body_start : one.body_end]


def test_box_that_a_person_ends_too_early_loses_nothing() -> None:
    """Where a person's braces end the box before the field for the costs, it gets one; all else stays, and that is all.

    What follows the braces is text of the page's to MediaWiki, too, and no field.
    """
    text = data_text(problem="}}", kostnad="")
    assert text.endswith(" | problem = }}\n | kostnad = \n}}")
    found = draft(project(), text=text)
    assert found is not None
    cost = read_regions(found.text).found["kostnad"]
    before = text.removesuffix("}}\n | kostnad = \n}}")
    assert found.text[: cost.start].rstrip(" \n") == f"{before}\n | kostnad ="
    assert found.text[cost.end :] == "\n}}\n | kostnad = \n}}"
    again = draft(project(), text=found.text)
    assert again is not None
    assert again.text == found.text


def test_field_with_nothing_to_say_stays_empty() -> None:
    """Where no activity is done, late or coming, those fields stay as they are."""
    found = draft(project(activity("Senare", when=period("2023-02-01", "2023-02-28"))))
    assert found is not None
    assert " | nästa_månad = \n | problem = \n" in found.text
    assert "Klart enligt tidplanen" not in found.text


@pytest.mark.parametrize(
    ("call", "names"),
    [
        pytest.param("Projektdata", TODAYS, id="today"),
        pytest.param("Projektdata 2017|fas=", TODAYS, id="2017"),
        pytest.param("Projektdata 2014", OLDER, id="2014"),
        pytest.param("mall:projektdata_2014|nästa_månad=\n", OLDER, id="2014-with-the-parameter"),
        pytest.param("Ledningsrapport", OLDER, id="2013"),
        pytest.param("Projektfakta", [], id="2013-facts"),
        pytest.param("Lägesruta", TODAYS, id="another-name"),
        pytest.param("Lägesruta|statusColor=Green", OLDER, id="another-name-of-an-older"),
    ],
)
def test_only_fields_that_the_template_has_are_written(call: str, names: list[str]) -> None:
    """A generation of the template that does not show a field does not get it: nobody would see what stands there."""
    one, text = project(DONE, LATE, NEXT), f"{{{{{call}\n}}}}"
    rules = settings(templates={"projectdata": [*GENERATIONS, "Lägesruta"]})
    knowledge = known({TITLE: plan_text(), DATA: text}, rules=rules)
    found = report_text(page(DATA, text), standing(one, rules=rules, tasks={}), knowledge)
    assert found is not None
    assert list(read_regions(found.text).found) == names
    assert found.why == "1 klar, 1 försenad, 1 nästa månad"


@pytest.mark.parametrize(
    ("redirects", "call", "names"),
    [
        pytest.param({"Ruta": "Projektdata 2014"}, "Ruta", OLDER, id="to-2014"),
        pytest.param({"Ruta": "Mellan", "Mellan": "Projektfakta"}, "ruta", [], id="to-2013-in-two-steps"),
        pytest.param({"Projektdata": "Projektdata 2014"}, "Projektdata", OLDER, id="back"),
        pytest.param({"Projektdata 2014": "Projektdata"}, "Projektdata 2014", TODAYS, id="on"),
        pytest.param({"Projektfakta": "Ruta"}, "Ruta", [], id="moved"),
        pytest.param({"Projektfakta": "Ruta"}, "Projektfakta", [], id="moved-and-called-as-before"),
        pytest.param({"Projektdata 2014": "Ruta", "Projektfakta": "Ruta"}, "Ruta", OLDER, id="two-in-one"),
    ],
)
def test_fields_are_those_of_the_template_that_a_name_leads_to(
    redirects: dict[str, str], call: str, names: list[str]
) -> None:
    """What a call is worth is told by where its name redirects to; if that is unknown, by what redirects there."""
    text = f"{{{{{call}\n}}}}"
    rules = settings(templates={"projectdata": [*GENERATIONS, "Ruta"]})
    read = material({TITLE: plan_text(), DATA: text}, rules=rules)
    templates = {f"Mall:{old}": Page(f"Mall:{old}", "x", redirect=f"Mall:{new}") for old, new in redirects.items()}
    knowledge = know(replace(read, pages={**read.pages, **templates}))
    found = report_text(page(DATA, text), standing(project(DONE, LATE, NEXT), rules=rules, tasks={}), knowledge)
    assert found is not None
    assert list(read_regions(found.text).found) == names


def test_region_in_a_field_that_the_template_lacks_is_kept_fresh() -> None:
    """A region that stands where the template shows nothing is refreshed, so that it never says what is not so."""
    text = f"{{{{Projektdata 2014\n| nästa_månad =\n{region('nästa-månad', 'gammalt')}\n}}}}"
    found = draft(project(NEXT), text=text)
    assert found is not None
    assert "gammalt" not in found.text
    assert "Kommande sak" in found.text


def test_summary_tells_the_figures_and_the_run() -> None:
    """The edit is explained by its figures, links the handbook and ends with the run's id."""
    found = draft(project(DONE, DONE, LATE))
    assert found is not None
    assert found.why == "2 klara, 1 försenad, 0 nästa månad"
    assert found.why in found.summary
    assert "[[Användare:Lägesbot/Handbok|" in found.summary
    assert found.summary.endswith(" · körning 20221109-0730-abcd")


def test_region_that_was_there_is_renewed() -> None:
    """A draft says whether there was a region of the bot's before."""
    old = data_text(problem=f"\n{region('problem', 'gammalt')}")
    new, renewed = draft(project(LATE)), draft(project(LATE), text=old)
    assert new is not None
    assert renewed is not None
    assert (new.renews, renewed.renews) == (False, True)
    assert "gammalt" not in renewed.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="no-call"),
        pytest.param(data_text(problem="\n<!-- Lägesbot:slut problem -->"), id="damaged"),
        pytest.param(data_text(problem=f"\n{region('problem', 'x', total='0' * 12)}"), id="edited"),
        pytest.param(data_text(erfarenheter=f"\n{region('annat', 'x', total='0' * 12)}"), id="other-region-edited"),
        pytest.param(data_text(erfarenheter="\n== x }}\n"), id="second-reader"),
        pytest.param(f"{{{{Projektdata|\n{region('problem', 'x')}\n}}}}", id="region-in-an-unnamed-parameter"),
    ],
)
def test_page_that_is_not_safe_is_left_alone(text: str) -> None:
    """Without the call, with wrong markers, with the bot's text changed or read in two ways, nothing is drafted."""
    assert draft(project(LATE), text=text) is None


def test_page_that_need_not_change_needs_no_second_reader() -> None:
    """A page that is up to date is no matter for refusal, however it can be read."""
    text = data_text(erfarenheter="\n== x }}\n").replace("Projektdata 2017", "Projektfakta")
    found = draft(project(), text=text)
    assert found is not None


def test_done_activities_tell_when_and_by_which_task() -> None:
    """What is done has its day, that of its last task or else of its plan, and its tasks as links."""
    marked = activity("Märkt", when=period("2022-03-01", "2022-03-31"), mark=Mark.DONE, tasks=("T8", "T9"))
    undated = activity("Odaterad", when=period(), mark=Mark.DONE)
    assert body("aktiviteter", marked, activity("Stängd", tasks=("T1",)), undated) == [
        "''Klart enligt tidplanen:''",
        "* Märkt, 31 mars 2022 · [[phab:T8|T8]], [[phab:T9|T9]]",
        "* Stängd, 15 mars 2022 · [[phab:T1|T1]]",
        "* Odaterad",
    ]


def test_done_is_what_was_done_since_the_report() -> None:
    """What was done by the day of the report is left out, and so is what has no day and was done by then."""
    days = ("2022-03-30", "2022-03-31", "2022-04-01")
    done = [activity(f"Till {day}", when=period(None, day), mark=Mark.DONE) for day in days]
    undated = activity("Odaterad", when=period(), mark=Mark.DONE)
    assert body("aktiviteter", *done, undated, updated="2022-03-31") == [
        "''Klart enligt tidplanen sedan 31 mars 2022:''",
        "* Till 2022-04-01, 1 april 2022",
    ]


def test_project_without_a_report_has_everything_done() -> None:
    """Where there is no report at all, everything that is done is told."""
    found = draft(replace(project(DONE), report=None))
    assert found is not None
    assert "''Klart enligt tidplanen:''\n* Klar sak" in found.text


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        pytest.param("2022-12-01", "2022-12-31", "* A (Axel): december 2022, 31 dagar kvar", id="the-month"),
        pytest.param("2022-12-31", "2022-12-31", "* A (Axel): 31 december 2022, 31 dagar kvar", id="its-last-day"),
        pytest.param(
            "2022-12-05",
            "2023-01-10",
            "* A (Axel): börjar 5 december 2022, slutar 10 januari 2023, 41 dagar kvar",
            id="begins",
        ),
        pytest.param("2022-10-01", "2022-12-01", "* A (Axel): ska vara klart 1 december 2022, 1 dag kvar", id="ends"),
        pytest.param("2022-01-01", "2023-06-30", "* A (Axel): pågår till 30 juni 2023, 212 dagar kvar", id="goes-on"),
        pytest.param("2022-01-01", None, "* A (Axel): pågår", id="goes-on-without-end"),
        pytest.param(None, "2023-06-30", "* A (Axel): pågår till 30 juni 2023, 212 dagar kvar", id="without-start"),
        pytest.param("2022-11-01", "2022-11-30", None, id="before"),
        pytest.param("2023-01-01", None, None, id="after"),
        pytest.param(None, None, None, id="undated"),
    ],
)
def test_next_month_is_what_touches_it(start: str | None, end: str | None, said: str | None) -> None:
    """What begins, ends or goes on in the month after is told in as few words as can be."""
    expected = ["''December 2022 enligt tidplanen (dagar kvar den 1:a):''", said] if said else []
    assert body("nästa-månad", activity("A", when=period(start, end))) == expected


def test_finished_activities_are_not_next() -> None:
    """What is done or cancelled is no matter for the next month."""
    when = period("2022-12-01", "2022-12-31")
    assert body("nästa-månad", *(activity(mark=mark, when=when) for mark in Mark)) == []


def test_activity_without_an_owner_names_nobody() -> None:
    """Where nobody is named, there are no empty parentheses."""
    (_, said) = body("problem", activity("A", owner=people()))
    assert said == "* A: skulle ha varit klart 31 mars 2022 (mer än 7 månader)"


def test_late_activities_tell_whose_their_open_tasks_are() -> None:
    """Of a late activity's tasks those that are open are marked, with who has them; closed ones are not."""
    (_, said) = body("problem", activity("A", tasks=("T1", "T2", "T3", "T4")))
    assert said == (
        "* A (Axel): skulle ha varit klart 31 mars 2022 (mer än 7 månader) · [[phab:T1|T1]], [[phab:T2|T2]] (öppen), "
        "[[phab:T3|T3]] (öppen, hos &#123;&#123;Eric&#125;&#125;), [[phab:T4|T4]]"
    )


def test_late_activities_come_oldest_first() -> None:
    """What should have been done is told by its last day, the oldest first, else in the page's order."""
    days = ("2022-09-30", "2022-03-31", "2022-09-30")
    late = [activity(f"{number}", when=period(None, day)) for number, day in enumerate(days)]
    assert [line[:3] for line in body("problem", *late)[1:]] == ["* 1", "* 0", "* 2"]


def test_long_lists_are_cut() -> None:
    """Of more rows than the settings allow, the first are told and the others counted."""
    lines = body("problem", *(activity(f"{number}") for number in range(4)), rows=3)
    assert (len(lines), lines[-1]) == (5, "* och 1 till")
    assert body("problem", *(activity(f"{number}") for number in range(3)), rows=3)[-1].startswith("* 2 ")


def test_foreign_words_are_escaped() -> None:
    """What stands in a time plan is shown as it stands, and is no markup in the report."""
    _, said, *_ = body("problem", activity("{{Klart}} |}}~~~~", owner=people("<b>")))
    assert said.startswith("* &#123;&#123;Klart&#125;&#125; &#124;&#125;&#125;&#126;&#126;&#126;&#126; (&#60;b&#62;):")


def test_empty_region_stays_in_its_place() -> None:
    """A region whose facts are gone is emptied and not taken away, so that it keeps the place a person gave it."""
    text = data_text(erfarenheter=f"\n{region('problem', 'x')}\nEgen text.", kostnad=f"\n{COST}\n")
    found = draft(project(), text=text)
    assert found is not None
    assert found.text == text.replace(region("problem", "x"), region("problem", ""))


def test_month_after_december_is_january() -> None:
    """In December the next month is that of the next year."""
    knowledge = known({TITLE: plan_text(), DATA: data_text()}, today=date(2022, 12, 20))
    one = standing(project(activity("A", when=period("2023-01-10", "2023-01-10"))), today=date(2022, 12, 20))
    found = report_text(page(DATA, data_text()), one, knowledge)
    assert found is not None
    assert (
        "''Januari 2023 enligt tidplanen (dagar kvar den 1:a):''\n* A (Axel): 10 januari 2023, 10 dagar kvar"
        in found.text
    )


def report_on(date_written: str, goals: str, pages: Mapping[str, str]) -> dict[str, str]:
    """The wiki with a report of that date and text, where the person has left the bot's regions alone."""
    old = re.search(r"(?s)<!-- Lägesbot:start.*-->", pages[DATA])
    late = f"\n{old[0]}\n" if old else ""
    return {**pages, DATA: data_text(uppdaterad=date_written, erfarenheter=goals, problem=late)}


def after_run(pages: Mapping[str, str], rules: Settings | None = None) -> dict[str, str]:
    """The wiki after a run of the report task; as it was where there is nothing to write."""
    edits = make_plan(known(pages, rules=rules), ["report"]).edits
    return {**pages, **{edit.title: edit.text for edit in edits}}


def not_refreshed(pages: Mapping[str, str], rules: Settings | None = None) -> list[str]:
    """The findings about a report whose date was forgotten."""
    return [one.message for one in known(pages, rules=rules).findings[TITLE] if one.code == "report-not-refreshed"]


def test_report_that_changes_under_its_date_is_told_of_until_the_date_changes() -> None:
    """A person's new words without a new date are told of day after day, and a new date ends it."""
    wiki = {TITLE: plan_text("mars | Sen sak | Axel"), DATA: data_text()}
    wiki = after_run(report_on("2022-11-01", "Vi lärde oss a.", wiki))
    assert not_refreshed(wiki) == []
    wiki = report_on("2022-11-01", "Vi lärde oss b.", wiki)
    assert not_refreshed(wiki) == [
        "Lägesrapportens text har ändrats, men inte dess datum. Skriv dagens datum i Uppdaterad senast."
    ]
    assert after_run(wiki) == wiki
    wiki = after_run(report_on("2022-11-08", "Vi lärde oss b.", wiki))
    assert not_refreshed(wiki) == []
    assert not_refreshed(report_on("2022-11-08", "Vi lärde oss c.", wiki)) != []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "| erfarenheter = Vi lärde oss a.", "| erfarenheter = Vi lärde oss a.\n | chefen = Bra!", id="manager"
        ),
        pytest.param("| erfarenheter = <!-- skriv här -->Vi.", "| erfarenheter = Vi.", id="hint"),
        pytest.param("| erfarenheter = \n* ett\n\n* två", "| erfarenheter = \n*ett\n*\u00a0två", id="white-space"),
    ],
)
def test_what_is_no_new_word_of_the_lead_is_no_change(before: str, after: str) -> None:
    """The manager's comment, a hint that is taken away and other white space are no change of the report."""
    data = data_text(uppdaterad="2022-11-01", erfarenheter="", problem="").replace("| erfarenheter = ", before)
    wiki = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data})
    assert "Lägesbot:underlag 2022-11-01" in wiki[DATA]
    assert before in wiki[DATA]
    assert not_refreshed({**wiki, DATA: wiki[DATA].replace(before, after)}) == []
    changed = wiki[DATA].replace(before, "| erfarenheter = Vi lärde oss b.")
    assert not_refreshed({**wiki, DATA: changed}) != []


def test_manager_alone_has_not_changed_the_report() -> None:
    """Where the lead's fields are empty, what the manager writes is no change of a report either."""
    data = data_text(uppdaterad="2022-11-01", erfarenheter="Vi.", problem="")
    wiki = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data})
    assert not_refreshed({**wiki, DATA: wiki[DATA].replace("Vi.", "\n | chefen = Nej.")}) == []


def test_fields_of_other_names_begin_anew() -> None:
    """Settings that name the fields otherwise change no report; it is remembered anew, and watched from then on."""
    rules = settings(templates={"fields": {"lessons": ["lärdomar"]}})
    data = data_text(uppdaterad="2022-11-01", erfarenheter="Vi.\n | lärdomar = a.\n | aktiviteter = Det.", problem="")
    wiki = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data})
    assert not_refreshed(wiki, rules) == []
    wiki = after_run(wiki, rules)
    assert not_refreshed(wiki, rules) == []
    assert after_run(wiki, rules) == wiki
    assert not_refreshed({**wiki, DATA: wiki[DATA].replace("lärdomar = a.", "lärdomar = b.")}, rules) != []


def test_report_without_a_date_is_not_remembered() -> None:
    """As long as a report has no date, the bot writes nothing about it into its regions."""
    wiki = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data_text(erfarenheter="Vi lärde oss a.")})
    assert "Lägesbot:start problem" in wiki[DATA]
    assert "Lägesbot:underlag" not in wiki[DATA]


def test_report_is_remembered_in_one_region() -> None:
    """Of several regions the first carries what is remembered, also when it has nothing else to say any longer."""
    full = draft(project(DONE, LATE, updated="2022-03-01"))
    assert full is not None
    assert full.text.count("Lägesbot:underlag 2022-03-01 ") == 1
    emptied = draft(project(updated="2022-03-01"), text=full.text)
    assert emptied is not None
    first = read_regions(emptied.text).found["aktiviteter"]
    assert emptied.text[first.body_start : first.body_end].startswith("<!-- Lägesbot:underlag 2022-03-01 ")


def in_section(pages: Mapping[str, str]) -> dict[str, str]:
    """The wiki after a run that keeps the report in a section of the project page."""
    return after_run(pages, settings(report={"placement": "section"}))


def test_report_in_a_section_is_remembered_there() -> None:
    """What the bot remembers stands in the section's region, and a change under the same date is told as in the box."""
    data = data_text(uppdaterad="2022-11-01", erfarenheter="Vi lärde oss a.")
    wiki = in_section({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data})
    assert wiki[DATA] == data
    assert "<!-- Lägesbot:underlag 2022-11-01 " in wiki[TITLE]
    assert "<!-- Lägesbot:minne 2022-11-01 -\n" in wiki[TITLE]
    assert in_section(wiki) == wiki
    changed = {**wiki, DATA: data.replace("oss a.", "oss b.")}
    assert not_refreshed(wiki) == []
    assert not_refreshed(changed) != []
    assert in_section(changed) == changed


def test_report_moves_with_what_is_remembered() -> None:
    """Where the settings say another place, the report goes there, its note too, and the old regions are emptied."""
    first = {TITLE: plan_text("mars | Sen sak | Axel"), DATA: data_text(uppdaterad="2022-11-01")}
    boxed = after_run(first)
    later = {**boxed, TITLE: boxed[TITLE].replace("mars", "april")}
    moved = in_section(later)
    note = re.compile(r"<!-- Lägesbot:minne 2022-11-01 -\n.*?-->", re.DOTALL)
    (then,), (now,) = note.findall(boxed[DATA]), note.findall(moved[TITLE])
    assert then == now
    assert not note.search(moved[DATA])
    bodies = [moved[DATA][one.body_start : one.body_end] for one in read_regions(moved[DATA]).found.values()]
    assert bodies == [""] * 3
    assert in_section(moved) == moved
    back = after_run(moved)
    assert note.findall(back[DATA]) == [then]
    assert read_regions(back[TITLE]).found["lägesrapport"].edited is False
    assert "Sen sak" not in back[TITLE].partition("== Lägesrapport ==")[2]
    assert after_run(back) == back


SECTION = {"report": {"placement": "section"}}
CLOSED = "Klar. Detta projekt är avslutat.\n"


def shows_report(pages: Mapping[str, str]) -> list[str]:
    """The pages on which the report stands."""
    bodies = {
        title: [text[one.body_start : one.body_end] for one in read_regions(text).found.values()]
        for title, text in pages.items()
    }
    return [title for title, texts in bodies.items() if any("Sen sak" in text for text in texts)]


@pytest.mark.parametrize(
    "hinder",
    [
        pytest.param(lambda page: f"{{{{nobots}}}}\n{page}", id="closed to bots"),
        pytest.param(lambda page: f"{page}\n~~~~", id="unsettled"),
        pytest.param(lambda page: f"{page}\n<!-- Lägesbot:slut lägesrapport -->", id="damaged"),
        pytest.param(lambda page: f"{page}\n{region('lägesrapport', 'x', total='0' * 12)}", id="edited"),
        pytest.param(lambda page: f"{page}\n<includeonly>\nx", id="swallowed"),
    ],
)
def test_report_leaves_no_place_for_one_that_cannot_be_written(hinder: Callable[[str], str]) -> None:
    """As long as its new place cannot be written, the report stays in the old one."""
    boxed = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data_text()})
    blocked = {**boxed, TITLE: hinder(boxed[TITLE])}
    plan = make_plan(known(blocked, rules=settings(**SECTION)), ["report"])
    assert plan.edits == ()
    assert [one.title for one in plan.withheld] == [TITLE]


@pytest.mark.parametrize(
    "page_text",
    [
        pytest.param(CLOSED + plan_text("mars | Sen sak | Axel"), id="finished"),
        pytest.param(plan_text("mars | Sen sak | Axel").replace("mars", "mars 2023"), id="not begun"),
    ],
)
def test_report_that_gets_no_new_place_stays_in_its_own(page_text: str) -> None:
    """A finished project, or one that has not begun, keeps its report where it is, whatever the settings say."""
    future = {"projektstart": "2023-01-01", "projektslut": "2023-12-31"} if "2023" in page_text else {}
    old = {TITLE: page_text, DATA: data_text(problem=f"\n{region('problem', 'Sen sak')}", **future)}
    wiki = in_section(old)
    assert list(read_regions(wiki[DATA]).found) == ["problem"]
    assert "lägesrapport" not in wiki[TITLE]
    assert in_section(wiki) == wiki


def test_summary_of_an_edit_that_takes_the_report_away() -> None:
    """The edit that empties the old place says where the report is now, and comes after the one that writes it."""
    boxed = after_run({TITLE: plan_text("mars | Sen sak | Axel"), DATA: data_text()})
    first, second = make_plan(known(boxed, rules=settings(**SECTION)), ["report"]).edits
    assert (first.title, first.needs, second.title, second.needs) == (TITLE, "", DATA, TITLE)
    assert second.why == "rapporten står i ett avsnitt på projektsidan"
    wiki = {**boxed, first.title: first.text, second.title: second.text}
    assert shows_report(wiki) == [TITLE]
    back = make_plan(known(wiki), ["report"]).edits
    assert [(one.title, one.needs, one.why) for one in back] == [
        (DATA, "", "0 klara, 1 försenad, 0 nästa månad"),
        (TITLE, DATA, "rapporten står i rutan Projektdata"),
    ]


@pytest.mark.parametrize("first", ["{{Projektdata 2017\n", " | id = 226401\n"], ids=["call", "parameter"])
def test_region_that_crosses_a_border_is_left_alone(first: str) -> None:
    """A region that holds the call, or the beginning of a parameter, is no place to write in."""
    body, rest = data_text().split(" | ansvarig", 1)
    before, crossing = body[: body.index(first)], body[body.index(first) :].removesuffix("\n")
    text = f"{before}{region('problem', crossing)}\n | ansvarig{rest}"
    assert read_regions(text).sound
    assert draft(project(LATE), text=text) is None


@pytest.mark.parametrize("around", ["<nowiki>\n{}\n</nowiki>", "<!-- öppen\n{}", "<includeonly>\n{}\n</includeonly>"])
def test_region_that_is_not_seen_is_left_alone(around: str) -> None:
    """A region that somebody has put where it is not read is not kept fresh in secret; that is told."""
    page_text = f"{plan_text('mars | Sen sak | Axel')}{around.format(region('lägesrapport', 'gammalt'))}\n"
    plan = make_plan(known({TITLE: page_text, DATA: data_text()}, rules=settings(**SECTION)), ["report"])
    assert plan.edits == ()
    assert [one.title for one in plan.withheld] == [TITLE]


TIMELINE = {"report": {"timeline": True}}
PLAN = plan_text("mars | Sen sak | Axel")


def test_timeline_beside_the_report_in_one_edit() -> None:
    """On a project page that holds its report, too, both are brought up to date in one edit."""
    edits = make_plan(known({TITLE: PLAN}, rules=settings(**TIMELINE)), ["report"]).edits
    assert [edit.title for edit in edits] == [TITLE]
    assert list(read_regions(edits[0].text).found) == ["tidslinje", "lägesrapport"]
    assert edits[0].why == "0 klara, 1 försenad, 0 nästa månad"


def test_timeline_alone_says_why() -> None:
    """An edit that is for the timeline alone says so, when it comes and when it is taken away again."""
    pages = {TITLE: PLAN, DATA: data_text()}
    on = make_plan(known(pages, rules=settings(**TIMELINE)), ["report"])
    assert [edit.why for edit in on.edits if edit.title == TITLE] == ["tidslinjen visar tidplanen som den är nu"]
    (off,) = make_plan(known({**pages, **{edit.title: edit.text for edit in on.edits}}), ["report"]).edits
    assert (off.title, off.why) == (TITLE, "tidslinjen är inte längre påslagen")


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param({TITLE: "== Tidplan ==\n* mars 2022: Sen sak\n", DATA: data_text()}, id="a list"),
        pytest.param({TITLE: "Ord.", DATA: f"{data_text()}\n{PLAN}"}, id="on the other page"),
    ],
)
def test_timeline_without_a_safe_place_is_withheld(pages: dict[str, str]) -> None:
    """Where the plan is no table on the project page, the report is written, the timeline is not, and that is told."""
    plan = make_plan(known(pages, rules=settings(**TIMELINE)), ["report"])
    assert [edit.title for edit in plan.edits] == [DATA]
    assert [(one.title, one.why.partition(":")[0]) for one in plan.withheld] == [
        (TITLE, "tidslinjen får ingen säker plats")
    ]
    assert make_plan(known(pages), ["report"]).withheld == ()


def test_copy_of_a_timeline_beside_the_box_is_no_timeline() -> None:
    """What somebody has copied from the project page to the page of facts is left as it is."""
    copy = region("tidslinje", "Kopia")
    pages = {TITLE: PLAN, DATA: f"{data_text()}\n{copy}"}
    edits = {edit.title: edit.text for edit in make_plan(known(pages, rules=settings(**TIMELINE)), ["report"]).edits}
    assert edits[DATA].endswith(copy)
    assert edits[TITLE].count("Lägesbot:start tidslinje") == 1


def test_finished_project_gets_no_timeline_that_it_does_not_have() -> None:
    """As with the report, a finished project keeps its timeline up to date but gets none anew."""
    rules = settings(**TIMELINE)
    assert make_plan(known({TITLE: CLOSED + PLAN, DATA: data_text()}, rules=rules), ["report"]).edits == ()
    old = PLAN.replace("|}\n", f"|}}\n{region('tidslinje', 'Gammalt')}\n")
    edits = make_plan(known({TITLE: CLOSED + old, DATA: data_text()}, rules=rules), ["report"]).edits
    assert [edit.title for edit in edits] == [TITLE]


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda text: text.replace("Sen sak<br>", "Snar sak<br>"), id="edited"),
        pytest.param(lambda text: text.replace("<!-- Lägesbot:slut tidslinje -->", ""), id="end taken away"),
        pytest.param(lambda text: f"{text}\n{region('tidslinje', '')}", id="doubled"),
        pytest.param(lambda text: f"{{{{nobots}}}}\n{text}", id="closed to bots"),
    ],
)
def test_harmed_timeline_is_left_alone(harm: Callable[[str], str]) -> None:
    """Where somebody has changed the timeline or its markers, or bots are to stay away, the page is not written."""
    rules, pages = settings(**TIMELINE), {TITLE: PLAN.replace("Sen sak", "Annan sak"), DATA: data_text()}
    written = {edit.title: edit.text for edit in make_plan(known(pages, rules=rules), ["report"]).edits}
    harmed = harm(written[TITLE].replace("| Annan sak", "| Sen sak").replace("Annan sak<br>", "Sen sak<br>"))
    plan = make_plan(known({TITLE: harmed, DATA: written[DATA]}, rules=rules), ["report"])
    assert TITLE not in {edit.title for edit in plan.edits}
    assert TITLE in {one.title for one in plan.withheld}
