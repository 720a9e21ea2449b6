"""What reading has found, kept between runs, so that nothing is parsed again that has not changed.

An answer is kept under a key that says everything it depends on: the pages with their revisions and texts, the settings
that reading looks at, and the version of the program (`bot.cache.keys`, `bot.cache.version`). Whatever is another gives
another key, so that an answer is never out of date, and whoever asks needs no answer: without one they read. What is
kept is plain data that comes out exactly as it went in, or not at all (`bot.cache.forms`); it lies in a file that may
be deleted at any time (`bot.cache.database`).
"""
