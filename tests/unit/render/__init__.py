"""Unit tests of rendering: the model in, wikitext out, and nobody else's text touched."""
