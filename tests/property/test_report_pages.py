"""The report in the parameters of the box: whatever people write there stays, and a second run changes nothing."""

from dataclasses import replace

from hypothesis import assume, example, given

from bot.model import Mark
from bot.names import names
from bot.parse.projectdata import find_call
from bot.parse.regions import read_regions, without_regions
from bot.parse.structure import Source
from bot.render.report import REGIONS
from bot.settings import Templates
from tests.support.builders import DATA, TITLE, activity, data_text, known, page, period, plan_text, project, standing
from tests.support.pages import report_text
from tests.support.traces import untouched
from tests.support.wikitext import GENERATED, LEAST, NAMES, data_pages, pages_for

STANDING = standing(
    project(
        activity("Klar {{sak}}", mark=Mark.DONE),
        activity("Sen [[sak]]"),
        activity("Kommande | sak", when=period("2022-12-05", "2022-12-06")),
    )
)
KNOWN = known({TITLE: plan_text(), DATA: data_text()})


def drafted(text: str) -> str | None:
    """The page as the bot would leave it; None where it is refused."""
    one = page(DATA, text)
    pages = {**KNOWN.pages, DATA: one}
    found = report_text(one, STANDING, replace(KNOWN, material=replace(KNOWN.material, pages=pages)))
    return None if found is None else found.text


def values(text: str) -> list[tuple[str, str]]:
    """The names and the human values of the parameters of a page's call, in order."""
    call = find_call(Source(DATA, text), Templates())
    found = call.parameters if call else ()
    return [(one.name, without_regions(text[one.value_start : one.value_end]).strip()) for one in found]


def test_pages_are_many() -> None:
    """The central properties of the report are held against two thousand pages or more."""
    assert sum(GENERATED.values()) >= LEAST


def test_the_regions_are_those_of_the_report() -> None:
    """What is looked for here is what the bot writes."""
    assert set(NAMES) == set(map(names().region, REGIONS))


@given(data_pages())
@example("{{Projektdata\r\n| problem = a  \r\n}}")
@example("{{Projektdata|problem=a}}")
@example("{{Projektdata|a }}")
@example("{{Projektdata|=a}}")
@example("{{Projektdata\n| <!-- id --> id = 1\n}}")
@example(data_text(aktiviteter=".\n* a\n", problem="{{a|b=[[c|d]]}}  "))
@example("{{Projektdata\n\u00a0| problem = a\n|\u00a0id = 1\n}}")
@pages_for("box")
def test_text_of_people_is_never_touched(before: str) -> None:
    """Either a page is refused, or what people have written stays byte for byte, and a second run changes nothing."""
    after = drafted(before)
    assume(after is not None)
    assert after is not None
    assert read_regions(after).sound
    assert untouched(before, after)
    assert drafted(after) == after


@given(data_pages())
@example("{{Projektdata\n| <!-- id --> id = 1\n}}")
@example("{{Projektdata|problem=a}}")
@pages_for("values")
def test_every_value_is_read_as_before(before: str) -> None:
    """Each parameter that a person has given has the same value afterwards; new ones hold the bot's text alone."""
    after = drafted(before)
    assume(after is not None)
    said, says = values(before), values(after or "")
    assert says[: len(said)] == said
    assert all(name in NAMES.values() and not value for name, value in says[len(said) :])
