"""Whether a page asks bots to stay away: `{{nobots}}` and `{{bots|…}}`, as Pywikibot understands them.

The rules are those of `BasePage.botMayEdit` in Pywikibot 11.9, which asks the wiki two questions for every page; here
the text that was read anyway is enough. As there, only a call's first parameter counts (numbered ones first, then by
name), and unknown parameters such as `optout` forbid nothing.
"""

import re

import mwparserfromhell
from mwparserfromhell.nodes import Template

from bot.parse.brackets import BLOT, blot, quiet_spans

SCRIPT = "lagesbot"
"""What this program is called in `{{bots|denyscript=…}}` and `{{bots|allowscript=…}}`."""

_INCLUDEONLY = re.compile(r"<includeonly(?=[\s>])[^<>]*(?<!/)>.*?(?:</includeonly\s*>|\Z)", re.DOTALL | re.IGNORECASE)
"""What is for other pages alone; without an end it goes on to the page's end."""

_CALL = re.compile(r"\{\{[^{}]*\}\}")
"""One call without others in it. A parser of the whole page would be slow on pages that are broken."""

_UNSETTLED = re.compile(r"~~~|\{\{\s*(?:safe)?(?:subst|byt)\s*:", re.IGNORECASE)
"""Signatures, and `subst:` with its Swedish name."""

_LIQUID = re.compile(r"\{\{\s*#useliquidthreads\s*:\s*(?!0)", re.IGNORECASE)
"""The extension's parser function, which is not translated; with 0 it turns the extension off."""

_NAME = re.compile(r"(?:(?:mall|template)[ _]*:[ _]*)?(bots|nobots)", re.IGNORECASE)


def may_edit(text: str, account: str) -> bool:
    """Whether the bot may edit a page with this text.

    Args:
        text: The page's wikitext. What stands in comments, `<nowiki>`, `<pre>` or `<includeonly>` asks nothing.
        account: The bot's account, without namespace.

    Returns:
        False if any `{{nobots}}` or `{{bots}}` on the page turns this account or this program away.
    """
    if "bots" not in text.lower():
        return True
    visible = _INCLUDEONLY.sub("", blot(text, quiet_spans(text)).replace(BLOT, ""))
    calls = (match[0] for match in _CALL.finditer(visible) if "bots" in match[0].lower())
    return all(_allows(call, account) for one in calls for call in mwparserfromhell.parse(one).filter_templates())


def liquid(text: str) -> bool:
    """Whether a talk page with this text has been made one of LiquidThreads, where what people write is elsewhere."""
    return bool(_LIQUID.search(blot(text, quiet_spans(text))))


def swallows(text: str) -> bool:
    """Whether what is put at the end of a page with this text is not seen: in a comment, or meant for other pages."""
    whole = f"{text}\n="
    quiet = blot(whole, quiet_spans(whole))
    visible = quiet.replace(BLOT, "")
    return quiet.endswith(BLOT) or any(one.end() == len(visible) for one in _INCLUDEONLY.finditer(visible))


def settled(text: str) -> bool:
    """Whether saving this text as it is leaves it as it is.

    A wiki makes signatures of tildes and carries out `{{subst:…}}` when a page is saved, whoever saves it: somebody's
    left-over one would become the bot's work.
    """
    return not _UNSETTLED.search(blot(text, quiet_spans(text)))


def _allows(call: Template, account: str) -> bool:
    """Whether one template call leaves the account alone; a call of any other template does."""
    name = _NAME.fullmatch(str(call.name).strip())
    if name is None or not name[1][1:].islower():
        return True
    key, names = _first_parameter(call)
    if name[1].lower() == "nobots":
        return not _turned_away_by_nobots(key, names, account)
    if not any(names):
        return True
    wanted = SCRIPT if key.endswith("script") else account
    listed = bool({"all", wanted} & names)
    return {"allow": listed, "allowscript": listed, "deny": not listed, "denyscript": not listed}.get(key, True)


def _turned_away_by_nobots(key: str, names: set[str], account: str) -> bool:
    """`{{nobots}}` is for all; with a list, for those in it; with a named parameter it is a mistake, and for all."""
    return bool(key) or not names or bool({"all", SCRIPT, account} & names)


def _first_parameter(call: Template) -> tuple[str, set[str]]:
    """The name ("" for a numbered one) and the comma-separated names of the parameter that counts; no names if none."""
    values = {str(parameter.name).strip(): str(parameter.value) for parameter in call.params}
    if not values:
        return "", set()
    first = "1" if "1" in values else min(values)
    key, sign, value = values[first].partition("=") if first == "1" else (first, "=", values[first])
    key, value = (key, value) if sign else ("", key)
    return key.strip(), {name.strip() for name in value.split(",")}
