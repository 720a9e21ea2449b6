"""What people see, in a real browser: pages of a real MediaWiki, and the report in HTML."""
