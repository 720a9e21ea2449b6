"""The style sheet of what the bot writes: used where the wiki has TemplateStyles, and done without else."""

from bot.knowledge import Knowledge

STYLES = "Mall:Lägesbot/stil.css"
"""The page with the styles; `setup` makes it where the wiki has the extension."""

EXTENSION = "TemplateStyles"
MODEL = "sanitized-css"
"""The content model that the extension gives such a page; of any other it shows an error instead."""


def styles_of(known: Knowledge) -> str:
    """The title of the style sheet; "" where there is none that the wiki can use."""
    page = known.pages.get(STYLES)
    usable = page is not None and page.exists and page.model == MODEL and EXTENSION in known.material.extensions
    return STYLES if usable else ""
