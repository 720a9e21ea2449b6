"""A gate at which anything may go wrong, by chance: the chance of a seed, so that whatever happened happens again."""

import json
import random
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path

from tests.support.gate import GOES_WELL, Answer, Fate, Gate
from tests.support.pywikibot_config import FAMILY

FOR_EVER = "..."
"""Ends a list of faults of which the last goes on."""

LATE_SECONDS, PATIENCE_SECONDS = 2.2, 1.8
"""How late a late answer is, and how long the bot waits for one."""

_FAMILY_FILE = """\
from pywikibot import family


class Family(family.Family):
    name = {family!r}
    langs = {{{family!r}: {host!r}}}

    def protocol(self, code):
        return "http"

    def scriptpath(self, code):
        return ""
"""
_CONFIG = """
family_files[{family!r}] = {path!r}
socket_timeout = (6.05, {patience})
retry_wait = 0.05
retry_max = 1
"""
_SESSION = re.compile(r"\w*session=")
_BUSY = ("Retry-After", "0"), ("Retry-After", "1")


def prefer_a_family(home: Path, gate: Gate) -> None:
    """Let Pywikibot know the wiki as it knows the association's: it gives up at once on one known by address alone."""
    path = home / "family.py"
    path.write_text(_FAMILY_FILE.format(family=FAMILY, host=gate.api.split("/")[2]), encoding="utf-8")
    with (home / "user-config.py").open("a", encoding="utf-8") as config:
        config.write(_CONFIG.format(family=FAMILY, path=str(path), patience=PATIENCE_SECONDS))


def _said(document: Mapping[str, object], *headers: tuple[str, str]) -> Fate:
    return _answered(200, json.dumps(document), ("Content-Type", "application/json"), *headers)


def _error(code: str, *headers: tuple[str, str], **more: object) -> Fate:
    return _said({"error": {"code": code, "info": "Chance has it so.", **more}}, *headers)


def _answered(status: int, body: str, *headers: tuple[str, str]) -> Fate:
    return Fate(instead=Answer(status, HTTPStatus(status).phrase, headers, body.encode()))


_ALWAYS: Mapping[str, Fate] = {
    "maxlag": _error("maxlag", _BUSY[0], lag=0.1),
    "maxlag, with a time": _error("maxlag", _BUSY[1], lag=7),
    "ratelimited": _error("ratelimited"),
    "database": _error("internal_api_error_DBQueryError"),
    "internal": _error("internal_api_error_TypeError"),
    "429": _answered(429, "<html>Too many</html>"),
    "429, with a time": _answered(429, "", _BUSY[1]),
    "500": _answered(500, "<html>Oj</html>"),
    "502": _answered(502, "<html>Bad gateway</html>"),
    "503": _answered(503, "<html>Unavailable</html>"),
    "503, with a time": _answered(503, "<html>Unavailable</html>", _BUSY[1]),
    "broken": _answered(200, '{"edit": {"resu', ("Content-Type", "application/json")),
    "html": _answered(200, "<html>Hej</html>", ("Content-Type", "text/html")),
    "empty": _answered(200, "", ("Content-Type", "application/json")),
    "late": Fate(late=LATE_SECONDS),
    "hung up before": Fate(heard=False),
    "hung up after": Fate(answered=False),
    "session lost": GOES_WELL,
}
_EDITS: Mapping[str, Fate] = {
    "hung up after the edit": Fate(answered=False),
    "readonly": _error("readonly", readonlyreason="Upkeep"),
    "badtoken": _error("badtoken"),
    "assertuserfailed": _error("assertuserfailed"),
    "assertbotfailed": _error("assertbotfailed"),
    "editconflict": _error("editconflict"),
    "protectedpage": _error("protectedpage"),
    "blocked": _error("blocked", blockinfo={"blockedby": "Chefen", "blockreason": "Skenar"}),
    "abusefilter-warning": _error("abusefilter-warning"),
    "abusefilter-disallowed": _error("abusefilter-disallowed"),
    "spamblacklist": _error("spamblacklist", spamblacklist={"matches": ["example.com"]}),
    "captcha": _said({"edit": {"result": "Failure", "captcha": {"type": "simple", "id": "1", "question": "1+1"}}}),
    "contenttoobig": _error("contenttoobig"),
}


class FaultyGate(Gate):
    """A gate that can lose sessions."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._losing = False
        self._lost: set[str] = set()

    def befall(self, name: str) -> Fate:
        """What a fault of this name makes of the request at hand."""
        self._losing = name == "session lost"
        return {**_ALWAYS, **_EDITS}[name]

    def cookies(self, sent: str) -> str:
        """No session that has been lost."""
        cookies = sent.split("; ")
        if self._losing:
            self._lost.update(one for one in cookies if _SESSION.match(one))
            self._losing = False
        return "; ".join(one for one in cookies if one not in self._lost)


class Chaos(FaultyGate):
    """The gate; `disturb` begins it.

    Attributes:
        faults: What went wrong, in order, with what was asked for.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.faults: list[str] = []
        self._chance = random.Random(0)  # noqa: S311 - no secret is made of it
        self._rates = (0.0, 0.0)

    def disturb(self, seed: int) -> None:
        """Let things go wrong from now on: in some seeds seldom, in some at almost every edit, in some in reading."""
        self._chance = random.Random(seed)  # noqa: S311 - no secret is made of it
        self._rates = self._chance.choice((0.0, 0.03, 0.1)), self._chance.choice((0.25, 0.5, 0.75))

    def fate(self, parameters: Mapping[str, str]) -> Fate:
        """What chance has it."""
        edit = parameters.get("action") == "edit"
        if self._chance.random() >= self._rates[edit]:
            return GOES_WELL
        name = self._chance.choice([*_ALWAYS, *_EDITS] if edit else [*_ALWAYS])
        asked = parameters.get("title") if edit else parameters.get("meta") or parameters.get("prop")
        self.faults.append(f"{name}: {parameters.get('action')} {asked}")
        return self.befall(name)


class Faults(FaultyGate):
    """A gate at which edits of some pages go wrong as they are told to, one try after the other.

    Attributes:
        told: What goes wrong, by title; what stands last in a list that ends with `...` goes wrong for ever.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.told: dict[str, list[str]] = {}

    def fate(self, parameters: Mapping[str, str]) -> Fate:
        """What was told."""
        told = self.told.get(parameters.get("title", ""), []) if parameters.get("action") == "edit" else []
        if not told:
            return GOES_WELL
        name = told[0] if told[1:] == [FOR_EVER] else told.pop(0)
        return self.befall(name)

    def sent(self, title: str) -> int:
        """How many times an edit of a page was sent."""
        return sum(write.title == title for write in self.writes)


def seeds_of(asked: str) -> Sequence[int]:
    """The seeds that somebody asks for: `40` is the first forty, `7-9` are three of them."""
    first, dash, last = asked.partition("-")
    return range(int(first), int(last) + 1) if dash else range(int(asked))
