"""One list of clauses for both wikis."""
