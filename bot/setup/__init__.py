"""What the bot needs on the wiki before it can run: made once, and kept up to date without touching people's words.

`look` reads what is there; `decide` says of each page what is to be done with it, and `write` does it, edit by edit.
"""
