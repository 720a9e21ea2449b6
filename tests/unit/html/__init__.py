"""Unit tests of the HTML report: safe markup, well-formed whatever pages hold."""
