"""Reminders: what there is to remind of, whom, on which day and with which step; no word is written here.

The way through: `items` (what) and `register` (whom) give courses, one for each thing and person (`ladder`); what of
them is due on a day is put together to one message a person (`messages`); `why` tells how it stands with each of them,
and `rehearsal` plays the days to come. What people's talk pages say of it is in `talks`, what is solved in `solved`.
"""
