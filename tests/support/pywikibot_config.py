"""The two configuration files with which Pywikibot works on the test wiki."""

from pathlib import Path

FAMILY = "lagesbottest"  # also the site's code: Pywikibot names a family made from an address so

USER_CONFIG = """\
family = mylang = {family!r}
family_files[{family!r}] = {api!r}
usernames[{family!r}][{family!r}] = {account!r}
password_file = 'user-password.py'
put_throttle = {put_throttle!r}
minthrottle = 0
noisysleep = 60
max_retries = 2
retry_wait = 0.1
retry_max = 1
socket_timeout = (6.05, 45)
console_encoding = 'utf-8'
user_agent_description = 'tests@example.org'
"""
USER_PASSWORD = "({account!r}, BotPassword({app!r}, {password!r}))\n"  # noqa: S105 - a form to fill in


def write_pywikibot_config(directory: Path, api: str, login: tuple[str, str, str], *, put_throttle: float) -> None:
    """Write `user-config.py` and `user-password.py` (mode 0600).

    Args:
        directory: What `PYWIKIBOT_DIR` will say; made if missing.
        api: The address of `api.php`.
        login: Account, name of the bot password, bot password.
        put_throttle: Seconds between two edits.
    """
    account, app, password = login
    directory.mkdir(parents=True, exist_ok=True)
    config = USER_CONFIG.format(family=FAMILY, api=api, account=account, put_throttle=put_throttle)
    secret = USER_PASSWORD.format(account=account, app=app, password=password)
    for name, text in (("user-config.py", config), ("user-password.py", secret)):
        path = directory / name
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(text, encoding="utf-8")
