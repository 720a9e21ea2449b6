"""The commands as they are typed: options and help. What they do is in `bot.verbs`, imported when one is called."""
