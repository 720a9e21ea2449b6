"""What advice shows people to write, in the language that they write."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.parse.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples in one language, in sentences in English where they are not only words.

    Attributes:
        dates: Forms of dates that are read.
        year: A date with its year.
        two_ways: What to write in place of years that are bound to other dates.
        joined: How two dates are bound together, with its spaces.
        effort: Forms of efforts that are read.
        marks: How to mark an activity.
        leads: What tells those who lead from those who support.
        people: How to name people.
        no_tasks: What says that there are no tasks on purpose.
    """

    dates: str
    year: str
    two_ways: str
    joined: str
    effort: str
    marks: str
    leads: str
    people: str
    no_tasks: str


_ALL: Mapping[str, Examples] = {
    "sv": Examples(
        dates=(
            "Forms that are read: “maj”, “Juni–september 2022”, “6–10 juli”, “30 juni–7 juli”, “21/2”, “2022-07-06”, "
            "“vecka 8”, “Q2”, “våren”, “början av maj”, “senast 22 april”, “från maj”, “Hela året”, “Löpande”."
        ),
        year="maj 2022",
        two_ways="Write the year at each date (“juli 2022–december 2023”), or years alone (“2022–2023”).",
        joined=" och ",
        effort=(
            "Forms that are read: “3”, “0,5”, “½”, “3 dagar”, “3 timmar”; in a comment “… (3 dagar)”, “… 3 timmar.”."
        ),
        marks="Write “Klart.” or “Inställt.” first in the comment, or {{Klart}}.",
        leads="Who stands before “med stöd av” or “stöd från” leads; who stands after it supports.",
        people="Write a first name: “John”, or “John, med stöd av Sara”.",
        no_tasks="“N/A”, “Ej aktuellt” or “Inga” at the start says so.",
    ),
    "en": Examples(
        dates=(
            "Forms that are read: “May”, “June–September 2022”, “6–10 July”, “July 6–10”, “30 June–7 July”, "
            "“2022-07-06”, “week 8”, “Q2”, “spring”, “beginning of May”, “by 22 April”, “from May”, “All year”, "
            "“Ongoing”."
        ),
        year="May 2022",
        two_ways="Write the year at each date (“July 2022–December 2023”), or years alone (“2022–2023”).",
        joined=" and ",
        effort="Forms that are read: “3”, “0.5”, “½”, “3 days”, “3 hours”; in a comment “… (3 days)”, “… 3 hours.”.",
        marks="Write “Done.” or “Cancelled.” first in the comment, or {{Done}}.",
        leads="Who stands before “with support of” or “supported by” leads; who stands after it supports.",
        people="Write a first name: “John”, or “John, with support of Sara”.",
        no_tasks="“N/A”, “Not applicable” or “None” at the start says so.",
    ),
}


def examples(vocabulary: Vocabulary) -> Examples:
    """The examples in a language."""
    return _ALL[vocabulary.language]
