"""What of the HTML in wikitext is shown as HTML: a short list of tags, attributes and styles; all else is plain text.

A style is given to the element by a class, whose rule goes into the style sheet of the page: its policy lets no style
attribute count.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from typing import Final

INLINE_TAGS: Final = frozenset(
    {"abbr", "b", "bdi", "code", "em", "i", "s", "small", "span", "strong", "sub", "sup", "u"}
)
"""Tags that may stand inside a line, all of which are closed again on it."""

_MAX_ATTRIBUTES = 1000
"""Characters of attributes in one tag; no tag of the bot's has more than a third of that."""

_ATTRIBUTE = re.compile(
    r"""(?<![\w-])([a-z-]{1,20})[ \t\n]{0,9}=[ \t\n]{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+))""", re.IGNORECASE
)
_CLASS = re.compile(r"(?:wikitable|lagesbot(?:-[a-z0-9-]+)?)\Z")
"""The bot's own classes and MediaWiki's for tables: no word of a page's can take a class of the report."""

_PLAIN: Final[Mapping[str, re.Pattern[str]]] = {
    "scope": re.compile(r"(?:row|col)(?:group)?\Z"),
    "colspan": re.compile(r"[1-9][0-9]?\Z"),
    "rowspan": re.compile(r"[1-9][0-9]?\Z"),
    "dir": re.compile(r"(?:ltr|rtl|auto)\Z"),
    "lang": re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}\Z"),
    "role": re.compile(r"(?:img|group|note|presentation)\Z"),
    "aria-label": re.compile(r".+\Z", re.DOTALL),
    "aria-hidden": re.compile(r"(?:true|false)\Z"),
    "title": re.compile(r".+\Z", re.DOTALL),
    "tabindex": re.compile(r"0\Z"),  # what scrolls can be scrolled with the keyboard; nobody comes before anybody
}
"""Attributes that are taken as they are where their value is of this kind."""

_PROPERTY = re.compile(
    r"(?:background(?:-color|-image|-size)?|color|font-(?:size|style|weight)|line-height|white-space|text-align"
    r"|vertical-align|text-decoration|opacity|(?:min-|max-)?(?:width|height)|display|overflow(?:-x|-y)?|box-sizing"
    r"|(?:margin|padding)(?:-(?:left|right|top|bottom))?|border(?:-(?:left|right|top|bottom))?(?:-(?:color|style|width))?"
    r"|border-(?:radius|collapse|spacing)|table-layout|word-break|overflow-wrap)\Z"
)
_VALUE = re.compile(r"[#\w.,% ()+*/-]{1,200}\Z", re.ASCII)
_FUNCTION = re.compile(r"([A-Za-z_-]*)\(")
_FUNCTIONS: Final = frozenset({"var", "calc", "rgb", "rgba", "hsl", "hsla", "linear-gradient", "min", "max", "clamp"})
_NEGATIVE = re.compile(r"(?:^|[ ,(])-[0-9.]")
"""A length below nothing could put words over those of the report."""

Styles = dict[str, str]
"""Declarations by the class that stands for them."""


def attributes(text: str, styles: Styles) -> str:
    """The attributes of a tag, those that are allowed, as HTML with a space before each; "" where none is.

    Args:
        text: What stands in the tag after its name.
        styles: Gets the declarations of a `style` attribute.
    """
    if len(text) > _MAX_ATTRIBUTES:
        return ""
    given: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = next(one for one in (*match.groups()[1:], "") if one is not None)
        given.setdefault(match[1].lower(), " ".join(unescape(value).split()))
    classes = [name for name in given.get("class", "").split() if _CLASS.match(name)]
    declared = ";".join(_declarations(given.get("style", "")))
    if declared:
        name = f"style-{hashlib.sha256(declared.encode()).hexdigest()[:12]}"
        styles[name] = declared
        classes.append(name)
    kept = {"class": " ".join(classes)} if classes else {}
    kept |= {name: given[name] for name, kind in _PLAIN.items() if name in given and kind.match(given[name])}
    if given.get("role") == "region":
        kept["role"] = "group"  # what is to be found from everywhere on the page is for the report to say
    return "".join(f' {name}="{escape(value)}"' for name, value in kept.items())


def _declarations(style: str) -> Iterator[str]:
    """The declarations of a style that are allowed, each as `property:value`."""
    for declaration in style.split(";"):
        name, _, value = (part.strip().lower() for part in declaration.partition(":"))
        harmless = _VALUE.match(value) and not _NEGATIVE.search(value) and "/*" not in value  # a comment has no end
        if _PROPERTY.match(name) and harmless and _FUNCTIONS.issuperset(_FUNCTION.findall(value)):
            balanced = value.count("(") == value.count(")")
            yield from [f"{name}:{value}"] * balanced
