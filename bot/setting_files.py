"""Settings in files: each is read once, whatever it is, since what comes through a pipe comes but once."""

from pathlib import Path

from bot.errors import UsageError
from bot.parse.settings import Layer


def read_layer(path: Path) -> Layer:
    """The settings in a file.

    Raises:
        UsageError: It cannot be read, or is no text.
    """
    try:
        return Layer(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise UsageError(f"Cannot read the settings {path}: {reason}.") from None
