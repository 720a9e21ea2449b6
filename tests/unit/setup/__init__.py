"""What setup makes on a wiki."""
