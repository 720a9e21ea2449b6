"""Conduit's language: the form of a question, and the meaning of an answer; over HTTP it is tried in tests/http."""

import json
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.model import TaskState
from bot.phabricator.replies import (
    Fault,
    Page,
    TaskRow,
    UserRow,
    form,
    read_page,
    read_status,
    redact,
    states_of,
    with_names,
)

TOKEN = SecretStr("api-hemlig7")


def row(number: int = 1, **changes: object) -> TaskRow:
    """One task of an answer."""
    fields = {"name": "Boka", "status": {"value": "resolved"}, "dateClosed": 1664755200, "ownerPHID": None, **changes}
    return TaskRow.model_validate({"id": number, "fields": fields})


def test_form_of_a_search() -> None:
    """Lists are written as PHP reads them; the cursor is there only for a further page."""
    usual = {"api.token": "api-hemlig7", "order": "newest", "limit": "100"}
    first = {"constraints[ids][0]": "5", "constraints[ids][1]": "7"}
    assert form(TOKEN, "ids", [5, 7], None) == {**usual, **first}
    assert form(TOKEN, "phids", ["PHID-USER-x"], "12") == {
        **usual,
        "constraints[phids][0]": "PHID-USER-x",
        "after": "12",
    }


def test_answer_that_is_as_it_should_be() -> None:
    """What is not needed in an answer is passed over."""
    answer = {
        "result": {
            "data": [{"id": 1, "type": "USER", "phid": "PHID-USER-x", "fields": {"username": "Eric", "roles": []}}],
            "maps": [],
            "cursor": {"limit": 100, "after": "7", "before": None, "order": None},
        },
        "error_code": None,
        "error_info": None,
    }
    page = read_page(json.dumps(answer).encode(), Page[UserRow])
    assert isinstance(page, Page)
    assert [(user.phid, user.fields.username) for user in page.data] == [("PHID-USER-x", "Eric")]
    assert page.cursor.after == "7"


@given(
    st.one_of(
        st.binary(),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text()),
            lambda inner: (
                st.lists(inner) | st.dictionaries(st.sampled_from(["result", "error_code", "data", "id"]), inner)
            ),
        ).map(lambda answer: json.dumps(answer).encode()),
    )
)
def test_no_answer_is_an_exception(body: bytes) -> None:
    """Whatever a server says is read without an exception; what was not meant for us is a fault with a detail."""
    page = read_page(body, Page[TaskRow])
    assert isinstance(page, Fault)
    assert page.detail


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (200, None),
        (429, Fault("no-answer", "HTTP 429", passing=True, wait=7.0)),
        (500, Fault("no-answer", "HTTP 500", passing=True, wait=7.0)),
        (599, Fault("no-answer", "HTTP 599", passing=True, wait=7.0)),
        (302, Fault("unusable", "HTTP 302")),
        (204, Fault("unusable", "HTTP 204")),
        (403, Fault("unusable", "HTTP 403")),
    ],
)
def test_status(status: int, fault: Fault | None) -> None:
    """Too many requests and errors of the server may pass; all else but success will not."""
    assert read_status(status, 7.0) == fault


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2022-10-02T21:59:59", "2022-10-02"),
        ("2022-10-02T22:00:00", "2022-10-03"),
        ("2022-12-31T22:59:59", "2022-12-31"),
        ("2022-12-31T23:00:00", "2023-01-01"),
    ],
)
def test_day_of_closing_is_that_of_stockholm(moment: str, day: str) -> None:
    """The day begins two hours before that of UTC in summer, one hour in winter."""
    closed = int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp())
    states = states_of([row(dateClosed=closed)], asked={1})
    assert isinstance(states, dict)
    assert states["T1"].closed == date.fromisoformat(day)


def test_title_is_cut_to_the_length_that_a_title_can_have() -> None:
    """A title is 255 characters at most, as in Phabricator."""
    states = states_of([row(name="å" * 300)], asked={1})
    assert isinstance(states, dict)
    assert states["T1"].title == "å" * 255


def test_task_that_was_not_asked_about_spoils_the_answer() -> None:
    """A server that answers about other tasks has not understood; what it leaves out says nothing."""
    states = states_of([row(1), row(2)], asked={1})
    assert isinstance(states, Fault)
    assert states.why == "unusable"


def test_names_take_the_place_of_phids() -> None:
    """A PHID without a name is nobody; a name that nobody asked for is nobody's."""
    states = states_of([row(1, ownerPHID="a"), row(2, ownerPHID="b"), row(3)], asked={1, 2, 3})
    assert isinstance(states, dict)
    users = [UserRow.model_validate({"phid": phid, "fields": {"username": phid.upper()}}) for phid in ("a", "c")]
    named = with_names(states, users)
    assert {task: state.assignee for task, state in named.items()} == {"T1": "A", "T2": None, "T3": None}
    assert named["T3"] == TaskState("Boka", "resolved", date(2022, 10, 3))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("token api-hemlig7 is wrong", "token … is wrong"),
        ("API-HEMLIG7api-hemlig7", "……"),
        ("cli-abcdefgh and clr-abcdefgh", "… and …"),
        ("an api-call and a climate", "an api-call and a climate"),
    ],
)
def test_no_token_is_shown(said: str, shown: str) -> None:
    """The token is taken out of what a server says, and so is what looks like one of somebody else's."""
    assert redact(said, TOKEN) == shown


def test_day_of_closing_is_that_of_the_time_zone() -> None:
    """A task that was closed after midnight in Stockholm was closed the day before in New York."""
    moment = int(datetime(2022, 11, 9, 2, 0, tzinfo=UTC).timestamp())
    rows = [row(dateClosed=moment)]
    found = [states_of(rows, asked={1}), states_of(rows, asked={1}, zone=ZoneInfo("America/New_York"))]
    days = [one["T1"].closed for one in found if not isinstance(one, Fault)]
    assert days == [date(2022, 11, 9), date(2022, 11, 8)]
