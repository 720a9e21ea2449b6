"""What a run tells: JSON for programs, tables and coloured diffs for people at a terminal, plain lines elsewhere."""
