"""The exit codes of the contract that come with no error; the others are those of `bot.errors`."""

DONE, FAIL_ON, INCOMPLETE = 0, 1, 4
