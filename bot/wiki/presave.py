"""What MediaWiki does to a text before it is stored: line ends, Unicode, trimming, signatures, tidy JSON."""

import json
import re
import unicodedata
from datetime import datetime, tzinfo

from babel.dates import format_datetime

from bot.model import ZONE
from bot.names import USUAL, names
from bot.parse.brackets import quiet_spans
from bot.wiki.namespaces import namespaces_in

TRIMMED = " \t\n\r\0\x0b"  # what PHP's rtrim takes away; other white space stays
_TILDES = re.compile(r"~{3,5}")
_SECTION = re.compile(r"\n?\s*^==(?!=)[^\n]*?[^=\n]==[ \t]*$", re.MULTILINE)


def clean(text: str) -> str:
    """A text as MediaWiki takes it in: one kind of line end, composed letters, no white space at the end."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.rstrip(TRIMMED)


def sign(text: str, account: str, now: datetime, language: str = USUAL, zone: tzinfo = ZONE) -> str:
    """Expand `~~~` (name), `~~~~` (name and time) and `~~~~~` (time) as MediaWiki does.

    Args:
        text: Wikitext; what stands in comments, `<nowiki>` and the like is left alone.
        account: Who signs, without namespace.
        now: When; aware.
        language: The wiki's.
        zone: The wiki's time zone.
    """
    words, spaces = names(language), namespaces_in(language)
    talk = f"[[{spaces.called('user talk')}:{account}|{words.discussion}]]"
    name = f"[[{spaces.called('user')}:{account}|{account}]] ({talk})"
    local = now.astimezone(zone)
    time = format_datetime(local, words.signed, locale=language) + f" ({local.tzname()})"
    written = {3: name, 4: f"{name} {time}", 5: time}
    pieces, position = [], 0
    for start, end in [*quiet_spans(text), (len(text), len(text))]:
        pieces += [_TILDES.sub(lambda run: written[len(run[0])], text[position:start]), text[start:end]]
        position = end
    return "".join(pieces)


def tidy_json(text: str) -> str:
    """JSON indented as MediaWiki stores it.

    Raises:
        ValueError: It is not JSON; MediaWiki refuses it then.
    """
    return json.dumps(json.loads(text), indent="\t", ensure_ascii=False)


def adds_section(before: str, after: str) -> bool:
    """Whether `after` is `before` with a new section of level 2 put at its end."""
    return after.startswith(before) and _SECTION.match(after[len(before) :]) is not None
