"""What a year's overview tells, mirroring `bot/overview/`."""
