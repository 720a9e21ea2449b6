"""What may lie beside the pages of a folder wiki, written by people: which pages are protected, and the accounts.

`protection.json` is `{"Projekt:X": "sysop"}`. `users.json` lists the accounts that exist, some with more to say:
`{"Axel (WMSE)": {}, "Sara (WMSE)": {"blocked": true}, "Nyårsbot": {"groups": ["bot"]}}`.
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from bot.errors import UsageError
from bot.wiki.port import Account
from bot.wiki.titles import account_name

PROTECTION, USERS = "protection.json", "users.json"
"""The files' names."""

_FAULTS = (OSError, ValueError, TypeError, AttributeError, RecursionError)
"""What is raised where a file is not to be read, no JSON, or JSON of another form."""

_Content = TypeVar("_Content")


def protection_in(root: Path) -> Mapping[str, str]:
    """The protected pages of the wiki in a folder, title -> level; none without the file.

    Raises:
        UsageError: The file is not what it should be.
    """
    return _content(root / PROTECTION, _levels, example='{"Projekt:X": "sysop"}') or {}


def accounts_in(root: Path) -> Mapping[str, Account] | None:
    """The accounts of the wiki in a folder, by name; None without the file, where every account exists.

    Raises:
        UsageError: The file is not what it should be.
    """
    return _content(root / USERS, _accounts, example='{"Axel (WMSE)": {}, "Sara (WMSE)": {"blocked": true}}')


def account_among(accounts: Mapping[str, Account] | None, asked: str) -> Account:
    """What is known of an account, by its name as it was asked for, among those of `accounts_in`."""
    name = account_name(asked)
    if name is None:
        return Account(asked, exists=False)
    return Account(name) if accounts is None else accounts.get(name, Account(name, exists=False))


def _content(path: Path, meaning: Callable[[Any], _Content], *, example: str) -> _Content | None:
    if not path.exists():
        return None
    try:
        return meaning(json.loads(path.read_text(encoding="utf-8")))
    except _FAULTS:
        raise UsageError(f"{path}: expected JSON such as {example}; correct or remove it") from None


def _levels(entries: Mapping[str, object]) -> dict[str, str]:
    return {title.replace("_", " "): str(level) for title, level in entries.items()}


def _accounts(entries: Mapping[str, Mapping[str, object]]) -> dict[str, Account]:
    found = [_account(name, **known) for name, known in entries.items()]
    return {account.name: account for account in found}


def _account(written: str, *, blocked: object = False, groups: object = ()) -> Account:
    name = account_name(written)
    if name is None or not isinstance(blocked, bool) or not isinstance(groups, (list, tuple)):
        raise ValueError
    return Account(name, blocked=blocked, groups=frozenset(map(str, groups)))
