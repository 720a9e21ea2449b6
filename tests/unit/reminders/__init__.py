"""The rules of reminding, mirroring `bot/reminders/`."""
