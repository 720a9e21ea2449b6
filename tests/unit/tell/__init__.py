"""The rules, mirroring `bot/checks/`."""
