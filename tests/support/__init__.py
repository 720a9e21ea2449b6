"""What several kinds of test need: the real MediaWiki, builders, readers."""
