"""Unit tests of reading: wikitext in, the model out."""
