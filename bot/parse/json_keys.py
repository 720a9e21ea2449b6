"""Where the keys of a JSON object stand: Python's own reader tells neither that, nor of one that stands twice."""

import json
import re

DEPTH = 3
"""How deep keys are looked for: no setting lies deeper (`people.John.account`)."""

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[{}\[\]:]')


def lines_of_keys(text: str) -> dict[tuple[str, ...], list[int]]:
    """The lines (from 1) on which each key stands, in order, by the keys that lead to it and itself.

    Args:
        text: Valid JSON.

    Returns:
        The keys of the outermost object and those below, `DEPTH` keys deep; what stands inside lists is left out.
    """
    found: dict[tuple[str, ...], list[int]] = {}
    leading: list[str | None] = []  # for each bracket that is open the key that was read last, in a list None
    written, begin, line, counted = "", 0, 1, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        if sign in {"{", "["}:
            leading.append(None)
        elif sign in {"}", "]"}:
            leading.pop()
        elif sign != ":":
            written, begin = sign, token.start()
        elif len(leading) <= DEPTH:
            leading[-1] = json.loads(written)
            path = tuple(key for key in leading if key is not None)
            if len(path) == len(leading):
                line, counted = line + text.count("\n", counted, begin), begin
                found.setdefault(path, []).append(line)
    return found
