"""Settings in files: each is read once, whatever it is, since what comes through a pipe comes but once."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.parse.settings import Layer


class SettingsFile:
    """A file with settings, read when they are first asked for.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def layer(self) -> "Layer":
        """What is set there.

        Raises:
            UsageError: It cannot be read, or is no text.
        """
        from bot.parse.settings import Layer  # noqa: PLC0415 - takes long to load, and most commands have no file

        try:
            return Layer(self.path.read_text(encoding="utf-8-sig"), str(self.path))
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise UsageError(f"Cannot read the settings {self.path}: {reason}.") from None
