"""The verbs, as people call them, on folder wikis."""
