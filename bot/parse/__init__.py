"""From wikitext to the model: pure, never raising, every flaw with its page and line."""
