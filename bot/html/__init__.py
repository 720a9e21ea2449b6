"""The HTML report: one page that needs nothing but itself, made from the same facts as the overview on the wiki."""
