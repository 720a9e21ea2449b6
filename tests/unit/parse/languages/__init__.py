"""Tests of the languages that are read."""
