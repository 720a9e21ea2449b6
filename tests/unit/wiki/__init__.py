"""Unit tests of `bot.wiki`."""
