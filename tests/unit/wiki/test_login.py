"""What the login takes from Pywikibot's arguments and the environment before Pywikibot sees them."""

from types import SimpleNamespace

import pytest

from bot import __version__
from bot.wiki.login import names_account, names_operator, set_defaults, site_of


@pytest.mark.parametrize(
    ("arguments", "site"),
    [
        ([], ("wikimediachapter", "se")),
        (["-simulate", "-putthrottle:0"], ("wikimediachapter", "se")),
        (["-lang:no"], ("wikimediachapter", "no")),
        (["-family:wikipedia", "-code:sv"], ("wikipedia", "sv")),
        (["-site:wikipedia:sv"], ("wikipedia", "sv")),
        (["-site:commons"], ("commons", "commons")),
        (["-site:commons", "-lang:beta"], ("commons", "beta")),
    ],
)
def test_site_is_the_one_that_pywikibot_takes(arguments: list[str], site: tuple[str, str]) -> None:
    """Family and code are those of the configuration, unless arguments name others; the last counts."""
    assert site_of(SimpleNamespace(family="wikimediachapter", mylang="se"), arguments) == site


def test_nobody_is_named() -> None:
    """Without an account in the configuration, the arguments or the environment, nobody is named."""
    assert not names_account(SimpleNamespace(usernames={"wikipedia": {}}), ["-simulate"])


@pytest.mark.parametrize(
    ("usernames", "arguments", "variable"),
    [
        ({"wikimediachapter": {"se": "Lägesbot"}}, [], "UNRELATED"),
        ({}, ["-user:Lägesbot"], "UNRELATED"),
        ({}, [], "LAGESBOT_BOT_PASSWORD"),
        ({}, [], "LAGESBOT_OAUTH_ACCESS_SECRET"),
    ],
)
def test_somebody_is_named(
    usernames: dict[str, dict[str, str]], arguments: list[str], variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The configuration, `-user:` and any secret in the environment name somebody."""
    monkeypatch.setenv(variable, "x")
    assert names_account(SimpleNamespace(usernames=usernames), arguments)


@pytest.mark.parametrize(
    ("described", "operator", "named"),
    [
        (None, "", ""),
        ("", "", ""),
        ("Lägesbot; CHANGE: e-mail or user page of the operator", "", ""),
        ("drift@example.org", "", "drift@example.org"),
        ("Zoł", "", "Zo?"),
        ("CHANGE: e-mail", "drift@example.org", "drift@example.org"),
        ("sara@example.org", "drift@example.org", "drift@example.org"),
    ],
)
def test_user_agent_is_made_whole(
    described: str | None, operator: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bot's name and version come first, then whom to reach; made whole twice it is the same."""
    monkeypatch.setenv("LAGESBOT_OPERATOR", operator)
    config = SimpleNamespace(user_agent_description=described)
    for _ in range(2):
        set_defaults(config, configured=True)
        assert config.user_agent_description == "; ".join(filter(None, [f"Lagesbot/{__version__}", named]))
        assert names_operator(config) == bool(named)
