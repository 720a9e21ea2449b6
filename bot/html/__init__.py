"""The year as one page of HTML that needs no wiki, no account and nothing from outside."""
