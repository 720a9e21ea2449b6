"""A run on a real MediaWiki by a bot that has no files of secrets, only its environment."""

from pathlib import Path

import pytest

from tests.contract.stage import LiveStage
from tests.support.mediawiki import BOT, BOT_APP

pytestmark = pytest.mark.mediawiki


def without_secrets(home: Path) -> None:
    """Leave of Pywikibot's configuration only where the wiki is, which no family of its own knows."""
    (home / "user-password.py").unlink()
    config = home / "user-config.py"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(("usernames", "password_file"))]
    assert len(kept) == len(lines) - 2
    config.write_text("".join(kept), encoding="utf-8")
    config.chmod(0o644)


def test_run_with_the_environment_alone(live: LiveStage) -> None:
    """With a bot password in the environment a run logs in, edits as the bot, and leaves the password in no file."""
    without_secrets(live.home)
    done = live.bot("run", LAGESBOT_ACCOUNT=BOT, LAGESBOT_BOT_PASSWORD=f"{BOT_APP}@{live.wiki.bot_password}")
    assert done.returncode == 0, done.stderr
    assert live.edits() > 0
    assert live.wiki.bot_password not in done.stdout + done.stderr
    secret = live.wiki.bot_password.encode()
    assert [path for path in live.home.rglob("*") if path.is_file() and secret in path.read_bytes()] == []


def test_refused_password_ends_with_2(live: LiveStage) -> None:
    """A bot password that the wiki does not know ends a run with 2 and one line, and writes nothing."""
    without_secrets(live.home)
    wrong = "v" * 32
    done = live.bot("run", LAGESBOT_ACCOUNT=BOT, LAGESBOT_BOT_PASSWORD=f"{BOT_APP}@{wrong}")
    assert done.returncode == 2
    assert "LAGESBOT_BOT_PASSWORD" in done.stderr.splitlines()[-1]
    assert wrong not in done.stderr
    assert live.edits() == 0
