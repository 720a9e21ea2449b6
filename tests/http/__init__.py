"""Faults of the wiki that a real server does not produce on demand."""
