"""Tests of bot/requested."""
