"""How a cell is read and why, in words for whoever wonders: one module for each kind of cell.

Nothing is read a second time here: each module puts words to the steps that the reader in `bot.parse` has kept.
"""
