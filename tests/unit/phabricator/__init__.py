"""Unit tests of `bot.phabricator`."""
