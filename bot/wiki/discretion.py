"""What may be shown of a library's messages: no secret, and one line instead of a traceback."""

import logging
import re

_SECRET = re.compile(
    r"(\w*(?:password|token|secret)\w*['\"]?\s*(?:=|:|%3D)\s*\[?\s*['\"]?)[^&'\"\s,\])]+", re.IGNORECASE
)
_TRACEBACK = "Traceback (most recent call last):"


class Discretion(logging.Filter):
    """Rewrites the records of a logger before any handler sees them; keeps them all."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Take secrets and tracebacks out of one record."""
        record.msg, record.args = discreet(record.getMessage()), ()
        record.exc_info = record.exc_text = None
        return True


def discreet(message: str) -> str:
    """A message without secrets; of a traceback, only the last line, which says what went wrong."""
    if _TRACEBACK in message:
        head, _, trace = message.partition(_TRACEBACK)
        lines = trace.strip().splitlines()
        message = f"{head.strip()} {lines[-1] if lines else ''}".strip()
    return _SECRET.sub(r"\1…", message)
