"""Unit tests of what the overview, the HTML report and the tables all tell."""
