"""The style sheet of what the bot writes: used where the wiki has TemplateStyles, and done without else."""

from bot.knowledge import Knowledge
from bot.names import BOT, names
from bot.settings import Settings

EXTENSION = "TemplateStyles"
MODEL = "sanitized-css"
"""The content model that the extension gives such a page; of any other it shows an error instead."""


def styles_page(settings: Settings) -> str:
    """The page with the styles, below the bot's own template; `setup` makes it where the wiki has the extension."""
    return f"{settings.pages.template_namespace}:{BOT}/{names(settings.language).styles}"


def styles_of(known: Knowledge) -> str:
    """The title of the style sheet; "" where there is none that the wiki can use."""
    title = styles_page(known.settings)
    page = known.pages.get(title)
    usable = page is not None and page.exists and page.model == MODEL and EXTENSION in known.material.extensions
    return title if usable else ""
