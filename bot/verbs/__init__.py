"""What each command does, from its options to the exit code."""
