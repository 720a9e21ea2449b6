"""The exit codes of the contract that come with no error; the others are those of `bot.errors`."""

DONE, FAIL_ON, ILL, INCOMPLETE = 0, 1, 1, 4
