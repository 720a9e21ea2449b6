"""No secret is shown: all that the product says, writes to files and puts on pages is searched for marked ones."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.contract.deliveries import history
from tests.contract.stage import DATE, LiveStage, lagesbot
from tests.support.chaos import FOR_EVER, Faults, prefer_a_family
from tests.support.conduit import TOKEN, ConduitServer, failing
from tests.support.gate import Fate
from tests.support.mediawiki import BOT, BOT_APP
from tests.support.pywikibot_config import write_pywikibot_config

pytestmark = pytest.mark.mediawiki

WRONG = "hemligfel0123456789abcdefghijklm"
PING = "https://hc.example.org/hemligping-4f1c"
OAUTH = ("hemligt-konsument-id", "hemligt+konsument/ord", "hemligt-tillträde-id", "hemligt-tillträde-ord")
TALKATIVE = ("-debug", "-verbose", "-log", "--verbose")
STORES = {"user-config.py", "user-password.py"}
"""Where an operator has put secrets; Pywikibot's own store of the session, `*.lwp`, is the other such place."""


class Listening(Faults):
    """A gate that remembers the secrets that pass it.

    Attributes:
        secrets: Passwords, tokens and the cookies of sessions.
    """

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.secrets: set[str] = set()

    def fate(self, parameters: Mapping[str, str]) -> Fate:
        """See `Faults`."""
        found = (parameters.get(name, "") for name in ("lgpassword", "lgtoken", "token"))
        self.secrets.update(secret.rstrip("+\\") for secret in found if len(secret.rstrip("+\\")) > 5)
        return super().fate(parameters)

    def cookies(self, sent: str) -> str:
        """See `Faults`."""
        named = (cookie.split("=", 1) for cookie in sent.split("; "))
        self.secrets.update(value for name, value in named if name.endswith("ession"))
        return super().cookies(sent)


@pytest.fixture
def gate(live: LiveStage) -> Iterator[Listening]:
    """A gate in front of the example wiki."""
    with Listening.before(live.wiki.url) as gate:
        yield gate


def home_of(gate: Listening, live: LiveStage, password: str = "") -> Path:
    """A home with a configuration; the password that is said, or the right one."""
    home = live.home / "behind"
    write_pywikibot_config(home, gate.api, (BOT, BOT_APP, password or live.wiki.bot_password), put_throttle=0)
    prefer_a_family(home, gate)
    return home


def shapes(secret: str) -> set[str]:
    """A secret as it may be written somewhere."""
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}


def leaks(live: LiveStage, home: Path, secrets: set[str], *said: subprocess.CompletedProcess[str]) -> list[str]:
    """Where a secret stands that should not: in what was said, in a file, or in any revision of any page."""
    places = {f"output {one.returncode}": one.stdout + one.stderr for one in said}
    for path in home.rglob("*"):
        if path.is_file() and path.name not in STORES and path.suffix != ".lwp":
            places[str(path.relative_to(home))] = path.read_bytes().decode(errors="replace")
    for revision in history(live.wiki):
        places[f"{revision.title} {revision.revid}"] = revision.text + revision.comment
    return [
        f"{secret}: {place}: …{text[max(0, text.index(shape) - 80) : text.index(shape)]}"
        for secret in secrets
        for shape in shapes(secret)
        for place, text in places.items()
        if shape in text
    ]


def test_a_talkative_run_keeps_its_secrets(live: LiveStage, gate: Listening, conduit: ConduitServer) -> None:
    """With everything logged, edits going wrong in many ways and Phabricator quoting its token, no secret is shown."""
    home = home_of(gate, live)
    titles = [f"Projekt:{name} 2022/Projektdata" for name in ("Stöd till gemenskapen", "Erfarenhetsutbyte")]
    gate.told = {
        titles[0]: ["session lost", "badtoken", "502"],
        titles[1]: ["internal", "html", "hung up after"],
        "Användardiskussion:John (WMSE)": ["abusefilter-disallowed"],
        "Lägesöversikt 2022": ["database", "assertbotfailed", FOR_EVER],
    }
    conduit.always = failing("ERR-INVALID-AUTH", f'API token "{TOKEN}" is not valid.')
    environment = {"PHAB_API_TOKEN": TOKEN, "PHAB_API_URL": conduit.api, "LAGESBOT_PING_URL": PING}
    environment["LAGESBOT_BOT_PASSWORD"] = f"{BOT_APP}@{live.wiki.bot_password}"
    told = [
        lagesbot(*verb, "--date", DATE, *TALKATIVE, home=home, **environment)
        for verb in (["check"], ["plan", "--format", "json"], ["run"], ["run", "--format", "json"])
    ]
    assert {live.wiki.bot_password} < gate.secrets
    assert len(gate.secrets) >= 5
    assert live.edits() > 0
    assert any("lgpassword=" in path.read_text(errors="replace") for path in home.rglob("*.log"))
    assert leaks(live, home, {*gate.secrets, TOKEN, PING, "hemligping"}, *told) == []


def test_a_wrong_password_stays_secret(live: LiveStage, gate: Listening) -> None:
    """A password that the wiki does not accept is shown nowhere, neither are those of the environment."""
    home = home_of(gate, live, WRONG)
    environment = {"LAGESBOT_BOT_PASSWORD": f"{BOT_APP}@{WRONG}"}
    told = [lagesbot(verb, "--date", DATE, *TALKATIVE, home=home, **environment) for verb in ("run", "check")]
    assert told[0].returncode == 2
    assert WRONG in gate.secrets
    assert leaks(live, home, gate.secrets, *told) == []


@pytest.mark.parametrize("by_environment", [False, True], ids=["in the file", "in the environment"])
def test_a_wrong_oauth_token_stays_secret(live: LiveStage, gate: Listening, *, by_environment: bool) -> None:
    """Four tokens of OAuth that the wiki does not accept are shown nowhere."""
    home = home_of(gate, live)
    names = ("CONSUMER_TOKEN", "CONSUMER_SECRET", "ACCESS_TOKEN", "ACCESS_SECRET")
    environment = {f"LAGESBOT_OAUTH_{name}": value for name, value in zip(names, OAUTH, strict=True)}
    with (home / "user-config.py").open("a", encoding="utf-8") as config:
        config.write("password_file = None\n")
        if not by_environment:
            config.write(f"authenticate[{gate.api.split('/')[2]!r}] = {OAUTH!r}\n")
    told = lagesbot("run", "--date", DATE, *TALKATIVE, home=home, **(environment if by_environment else {}))
    assert told.returncode in {2, 3}
    assert "Traceback" not in told.stderr
    assert live.edits() == 0
    assert leaks(live, home, {*gate.secrets, *OAUTH}, told) == []
