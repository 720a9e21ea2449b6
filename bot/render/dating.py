"""Writing the day of a person's edit into *Uppdaterad senast*, where a date alone stands there."""

from datetime import date

from bot.parse.fields import Fields
from bot.parse.projectdata import find_call
from bot.parse.structure import Source
from bot.render.region import with_date
from bot.render.witness import date_alone_changed
from bot.settings import Templates


def dated(source: Source, day: date, templates: Templates) -> Source | None:
    """A page with another day as the date of its report.

    Args:
        source: The page with the project data.
        day: The day.
        templates: The names of the template and its fields.

    Returns:
        None where the field that is read does not hold a date alone, written ÅÅÅÅ-MM-DD, or a second reader does not
        agree that it is the only thing that changes.
    """
    call = find_call(source, templates)
    fields = Fields(source, call, templates) if call else None
    if fields is None:
        return None
    after = Source(source.title, with_date(source, fields.span("updated"), day))
    was, now = fields.raw("updated"), day.isoformat()
    return after if date_alone_changed(source, after, templates, was=was, now=now) else None
