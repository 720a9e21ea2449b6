"""Tests of what is in `cron/`, and of the files at the root that go with it."""
