"""Conduit's language: what a question looks like as a form, and what an answer means. Pure.

As Phabricator's and Phorge's own source has it: parameters are form-encoded the way PHP reads them; every answer, also
an error, comes with HTTP status 200 as `{"result": …, "error_code": …, "error_info": …}`; `error_info` repeats the
token where that is wrong. Only too many connections at once give another status (429, in plain text).
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Annotated, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.model import ZONE, TaskState
from bot.phabricator.tracker import Why

BATCH = 100
"""As many as Conduit gives in one answer at most."""

_OK, _TOO_MANY_REQUESTS, _SERVER_ERRORS = 200, 429, range(500, 600)
_REFUSALS = frozenset({"ERR-INVALID-AUTH", "ERR-INVALID-SESSION", "ERR-OAUTH-ACCESS"})
_CODE = re.compile(r"[A-Z][A-Z-]{0,63}")
_TOKEN_LIKE = re.compile(r"\b(?:api|cli|clr)-\w{6,}")
_TITLE_LENGTH = 255  # Phabricator's own limit
_LAST_DAY = 4102444800  # 2100-01-01; the bot's years end there, and the calendar of every machine reaches so far


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a question has no answer that can be used.

    Attributes:
        why: For the words of the problem.
        detail: For the log, in English; may hold what the server said, so it is shown only after `redact`.
        passing: It may be gone in a moment: the same question can be asked again.
        wait: How many seconds to wait before, if the server says so.
    """

    why: Why
    detail: str
    passing: bool = False
    wait: float | None = None


def _one_line(text: str) -> str:
    """A text on one line that can be written in UTF-8, which JSON can hold more than."""
    return " ".join(text.encode(errors="replace").decode().split())


_Line = Annotated[str, AfterValidator(_one_line)]


class _Shape(BaseModel):
    """The base of what answers look like: types are taken strictly, and keys that are not needed ignored."""

    model_config = ConfigDict(frozen=True, strict=True)


class _Status(_Shape):
    value: _Line = Field(max_length=64)


class _TaskFields(_Shape):
    name: _Line
    status: _Status
    closed: Annotated[int, Field(gt=0, lt=_LAST_DAY)] | None = Field(alias="dateClosed")
    owner: _Line | None = Field(alias="ownerPHID", max_length=64)


class TaskRow(_Shape):
    """One task of an answer to `maniphest.search`."""

    id: int
    fields: _TaskFields


class _UserFields(_Shape):
    username: _Line = Field(min_length=1, max_length=128)


class UserRow(_Shape):
    """One person of an answer to `user.search`."""

    phid: _Line
    fields: _UserFields


class _Cursor(_Shape):
    after: _Line | int | None = None


Row = TypeVar("Row", TaskRow, UserRow)


class Page(_Shape, Generic[Row]):
    """One page of what a search has found; `cursor.after` asks for the next, if there is one."""

    data: list[Row]
    cursor: _Cursor


def form(token: SecretStr, name: str, values: Sequence[object], after: str | int | None) -> dict[str, str]:
    """The parameters of a search, named as PHP reads a list: `constraints[ids][0]=1`.

    Args:
        token: The token.
        name: What to search by: `ids` or `phids`.
        values: At most `BATCH` of them.
        after: The cursor of the page before; None for the first page.
    """
    constraints = {f"constraints[{name}][{number}]": str(value) for number, value in enumerate(values)}
    more = {"after": str(after)} if after else {}
    return {"api.token": token.get_secret_value(), **constraints, "order": "newest", "limit": str(BATCH), **more}


def read_page(body: bytes, shape: type[Page[Row]]) -> Page[Row] | Fault:
    """What the body of an answer with status 200 says.

    Args:
        body: Whatever was answered.
        shape: What the page asked for looks like.
    """
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return Fault("unusable", "the answer is no JSON")
    if not isinstance(answer, dict):
        return Fault("unusable", "the answer is none of Conduit's")
    if answer.get("error_code") is not None:
        return _error(str(answer["error_code"]), str(answer.get("error_info") or ""))
    try:
        return shape.model_validate(answer.get("result"))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        return Fault("unusable", f"the answer is none of Conduit's: {where or 'result'}: {first['type']}")


def _error(code: str, info: str) -> Fault:
    """What an error of Conduit's means. What it says of a wrong token is left out: it repeats the token."""
    code = code if _CODE.fullmatch(code) else "an error without a proper code"
    if code in _REFUSALS:
        return Fault("refused", f"{code}: the token is not accepted")
    said = f"{code}: {info}" if info else code
    return Fault("no-answer", said, passing=True) if "RATE-LIMIT" in code else Fault("unusable", said)


def read_status(status: int, wait: float | None) -> Fault | None:
    """What an HTTP status means; None for that of an answer.

    Args:
        status: The status.
        wait: What the server asks for in `Retry-After`, in seconds.
    """
    if status == _OK:
        return None
    if status == _TOO_MANY_REQUESTS or status in _SERVER_ERRORS:
        return Fault("no-answer", f"HTTP {status}", passing=True, wait=wait)
    return Fault("unusable", f"HTTP {status}")


def states_of(rows: Iterable[TaskRow], *, asked: Collection[int], zone: tzinfo = ZONE) -> dict[str, TaskState] | Fault:
    """What the rows of `maniphest.search` say, by task id; the assignee is a PHID still (see `with_names`).

    Args:
        rows: The rows.
        asked: The numbers of the tasks that were asked about. A server that speaks of others has not understood the
            question, and then what it leaves out says nothing.
        zone: The time zone that says on which day a task was closed.
    """
    states = {}
    for row in rows:
        if row.id not in asked:
            return Fault("unusable", "the answer speaks of tasks that were not asked about")
        fields = row.fields
        states[f"T{row.id}"] = TaskState(
            title=fields.name[:_TITLE_LENGTH],
            status=fields.status.value,
            closed=None if fields.closed is None else datetime.fromtimestamp(fields.closed, zone).date(),
            assignee=fields.owner,
        )
    return states


def with_names(states: Mapping[str, TaskState], users: Iterable[UserRow]) -> dict[str, TaskState]:
    """The states with the assignees' user names; None for those whose name is not known."""
    names = {user.phid: user.fields.username for user in users}
    return {task: replace(state, assignee=names.get(state.assignee or "")) for task, state in states.items()}


def redact(text: str, token: SecretStr) -> str:
    """A text for the log: without the token, in capitals or not, and without any other that looks like one."""
    return _TOKEN_LIKE.sub("…", re.sub(re.escape(token.get_secret_value()), "…", text, flags=re.IGNORECASE))
