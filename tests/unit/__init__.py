"""Unit tests; the folders mirror `bot/`."""
