"""The run button: lines on the queue page, who wrote them, what they ask for, and what they are answered with.

`lines` reads the page, `titles` what a line asks for, `answers` writes under it; all three are pure. `serve` does the
work on a wiki: a run for each line, as `bot.run` does it.
"""
