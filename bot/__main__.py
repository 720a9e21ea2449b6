"""`python -m bot` is the same as `lagesbot`."""

from bot.cli import main

main()
