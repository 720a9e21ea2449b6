"""Tests of the docs: every link leads somewhere, and every command that they show is one that works."""
