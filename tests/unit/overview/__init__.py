"""The pure part: a year at a glance."""
