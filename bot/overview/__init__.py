"""A year at a glance: what the overview on the wiki, the HTML report and the tables for spreadsheets all tell."""
