"""The date of a report, whatever people do to the report: the bot's only where it was asked for, and then right."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from bot.knowledge import Knowledge, know
from bot.model import ZONE
from bot.parse.regions import without_regions
from bot.parse.reported import see_report
from bot.settings import Settings
from bot.wiki.port import Version
from tests.support.builders import DATA, data_text, material, wiki_pages
from tests.support.pages import region, report_text

FIELD = re.compile(r"(?<= \| uppdaterad = )[^\n]*")
WORDS = st.sampled_from(["Ont om tid.", "Lokalen är dubbelbokad.", "", "* a\n* b", "<!-- x -->", "{{a|b", "x | y = z"])
STATED = st.sampled_from(
    ["2022-10-03", "2022-10-03 ", "2022-10-31<!-- 1 -->", "3 oktober", "", "2022-11-08", "2030-01-01"]
)
USERS = st.sampled_from(["Sara", "John", "Lägesbot", ""])
TIMES = st.datetimes(datetime(2022, 9, 1), datetime(2022, 12, 1), timezones=st.just(UTC)) | st.none()  # noqa: DTZ001
SEEN = see_report(date(2022, 10, 3), {"problems": "Ont om tid."}, Settings().templates).remark()


@st.composite
def histories(draw: st.DrawFn) -> Sequence[Version]:
    """Revisions of a page with a report, newest first, by anybody, with the bot's region or without."""
    made = []
    for revid in range(7, 7 - draw(st.integers(1, 4)), -1):
        kept = region("aktiviteter", SEEN) if draw(st.integers(0, 5)) else ""
        text = data_text(uppdaterad=draw(STATED), problem=draw(WORDS), aktiviteter=f".\n{kept}")
        made.append(Version(revid, draw(USERS), draw(TIMES), text))
    return made


def read(versions: Sequence[Version], *, touch_date: bool) -> Knowledge:
    """What is known of the newest of these revisions, with all of them at hand."""
    rules = Settings.model_validate({"report": {"touch_date": touch_date}} if touch_date else {})
    base = material(wiki_pages("Mars | Boka lokal | Axel | |", data=versions[0].text), rules=rules)
    return know(replace(base, histories={DATA: versions}))


def before_and_after(versions: Sequence[Version], *, touch_date: bool) -> tuple[str, str]:
    """The page as people wrote it, and as a run would leave their part of it; the same where it is refused."""
    known = read(versions, touch_date=touch_date)
    draft = report_text(known.pages[DATA], known.standings[0], known)
    before = versions[0].text
    return without_regions(before), without_regions(draft.text if draft else before)


def dates(text: str) -> list[str]:
    """What stands in the field for the date."""
    return FIELD.findall(text)


FORGOTTEN = [
    Version(
        7,
        "Sara",
        datetime(2022, 11, 6, 23, 30, tzinfo=UTC),
        data_text(uppdaterad="2022-10-03", problem="Nytt.", aktiviteter=f".\n{region('aktiviteter', SEEN)}"),
    ),
    Version(
        6, "Sara", datetime(2022, 10, 3, 12, 0, tzinfo=UTC), data_text(uppdaterad="2022-10-03", problem="Ont om tid.")
    ),
]


@given(histories())
@example(FORGOTTEN)
def test_date_is_never_the_bots_unasked(versions: Sequence[Version]) -> None:
    """By the settings' own choice the field stays byte for byte, whatever is known of the page's history."""
    before, after = before_and_after(versions, touch_date=False)
    assert dates(before) == dates(after)
    report = read(versions, touch_date=False).standings[0].project.report
    assert report is None or not report.redated


@given(histories())
@example(FORGOTTEN)
def test_date_is_the_day_of_somebodys_edit(versions: Sequence[Version]) -> None:
    """Where the bot may set it, a plain older date becomes the day of a person's edit, not later than today."""
    before, after = before_and_after(versions, touch_date=True)
    (was,), (now,) = dates(before), dates(after)
    days = {one.timestamp.astimezone(ZONE).date() for one in versions if one.timestamp and one.user in {"Sara", "John"}}
    if was != now:
        assert was.strip() < now.strip() <= "2022-11-09"
        assert date.fromisoformat(now.strip()) in days


def test_forgotten_date_is_set_where_it_may_be() -> None:
    """The properties are about something: Sara's date is set where the settings say so."""
    assert dates(before_and_after(FORGOTTEN, touch_date=True)[1]) == ["2022-11-07"]
    assert dates(before_and_after(FORGOTTEN, touch_date=False)[1]) == ["2022-10-03"]
