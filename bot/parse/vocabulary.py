"""What differs between languages in what people write on project pages; how it goes together is said where it is read.

A language is one `Vocabulary`, made of words and of pieces of regular expressions that stand for words; it lies in a
module of its own below `bot.parse.languages`, and is handed down from whoever reads. All pieces are matched without
regard to capitals unless said otherwise. None of them may take exponential or quadratic time: no repetition inside a
repetition over the same characters. A piece that is an alternation has no parentheses of its own around it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.model import Status
from bot.parse.date_words import Token


@dataclass(frozen=True, eq=False)
class DateWords:
    """How dates are written; see `bot.parse.date_words` and `bot.parse.date_tokens`.

    Attributes:
        words: Every word that a date may hold, in lower case.
        phrases: What is more than a word, as a piece, with what it is; an earlier one goes before a later one.
        ordinal: What stands right after a number to make it an ordinal.
        time: A time of day, in figures.
        respell: An older spelling of a word as today's.
        foreign_months: The months' names in other languages, with their names in this one, for advice.
        capitals: Whether months and week days begin with a capital inside a sentence.
        month_first: Whether a day may stand after its month (`July 6`).
        slash_either: Whether `5/6` may be in May as well as in June.
    """

    words: Mapping[str, Token]
    phrases: Sequence[tuple[str, Token]]
    ordinal: str
    time: str
    respell: Callable[[str], str]
    foreign_months: Mapping[str, str]
    capitals: bool
    month_first: bool
    slash_either: bool


@dataclass(frozen=True, eq=False)
class ProseWords:
    """What stands around a date in a line of prose (`bot.parse.date_context`). The pieces are alternations.

    Attributes:
        before: Before a date, it makes it another one, or a vague one.
        opens: What a date with one end begins with: a colon and a space after it take the date from it.
        sooner: Between a number and a word such as "before", it counts days from the date.
        after: After a date, it makes it another one, or one of several.
        onwards: After `from` and a date, it changes nothing.
        year_after: After "the year" it makes it another year.
        moved: It says that something has been put off; may be the beginning of a word.
        counted: After a fraction, things that there are several of.
        leading: Before a lone `3/4` it says that this is a day.
        homographs: Words of a date that are everyday words, too; alone, and before another word, they are those.
        names: Names of people that are months: with a capital, and nothing else of a date beside them.
    """

    before: str
    opens: str
    sooner: str
    after: str
    onwards: str
    year_after: str
    moved: str
    counted: str
    leading: tuple[str, ...]
    homographs: frozenset[str]
    names: frozenset[str]


@dataclass(frozen=True, eq=False)
class DayWords:
    """The remarks behind a project's days (`bot.parse.days`).

    Attributes:
        of_else: How a word ends, in lower case, that says that the next date is of something else.
        either: An alternation: there are two days, and either may be meant.
        change: An alternation of beginnings of words: the day has changed.
    """

    of_else: tuple[str, ...]
    either: str
    change: str


@dataclass(frozen=True, eq=False)
class MarkWords:
    """How an activity is marked as done or cancelled (`bot.parse.marks`). The pieces are alternations.

    Attributes:
        done, cancelled: The marks.
        templates_done: Names of templates, in lower case, that mean done besides those that are called as a mark.
        but: After a mark and a comma, it takes it back.
        why: After a cancel mark, the reason follows.
        left: Cancel marks that any other word but one of `left_for` may follow; "" for none.
        left_for: See `left`.
        heading: A whole heading that marks all below it; its group `done` is there where that means done.
    """

    done: str
    cancelled: str
    templates_done: frozenset[str]
    but: str
    why: str
    left: str
    left_for: str
    heading: str


@dataclass(frozen=True, eq=False)
class PeopleWords:
    """How those who answer for something are named (`bot.parse.people`).

    Attributes:
        user_spaces: An alternation: namespaces of people's pages, and of their talk pages.
        label: An alternation: what stands before a colon before the names.
        support: An alternation: after it, those who support are named. White space in it is a space or a line break.
        between: An alternation: words between names.
        nobody: Words for nobody, in lower case.
        everyone: First words for everybody, in lower case.
    """

    user_spaces: str
    label: str
    support: str
    between: str
    nobody: frozenset[str]
    everyone: frozenset[str]


@dataclass(frozen=True, eq=False)
class EffortWords:
    """How efforts are written (`bot.parse.effort`).

    Attributes:
        days, hours: Alternations of the units.
        about: An alternation: before the number, it changes nothing.
        decimal: The signs before decimals, as a class of characters.
    """

    days: str
    hours: str
    about: str
    decimal: str


@dataclass(frozen=True, eq=False)
class PlanWords:
    """How a time plan is laid out (`columns`, `timeplan`, `plan_rows`, `plan_lines`, `plan_part` and `tasks`).

    Attributes:
        columns: What columns are called, in lower case, by their keys in today's order.
        first_words: Those of these names that are enough as a header's first word.
        either: Headers of tasks that are those of the activities where nothing else is.
        heading: The plan's heading, wherever it stands in one.
        total: The first words of a row that only adds the others up.
        row: A template's name, without namespace, that is a row.
        about: How a line begins that is about the plan itself.
        beside_year: An alternation: words beside a year in a heading that is about that year.
        no_tasks: An alternation: what a cell begins with that has no tasks on purpose, besides `N/A`.
        tag_like: In a header, it shows a Phabricator project's tag. Capitals count.
    """

    columns: Mapping[str, tuple[str, ...]]
    first_words: frozenset[str]
    either: frozenset[str]
    heading: str
    total: str
    row: str
    about: str
    beside_year: str
    no_tasks: str
    tag_like: str


@dataclass(frozen=True, eq=False)
class MoneyWords:
    """How money is written (`bot.parse.amounts` and `bot.parse.sums`). Pieces are alternations unless said otherwise.

    Attributes:
        amount: A whole sum; its group `whole` has the figures with `grouping` between them, `part` the hundredths.
        millions: The same in millions, where `part` has up to six decimals.
        million: The unit for millions.
        grouping: The signs between groups of figures, as a class of characters.
        before: Currencies as they stand before a sum, with any space; "" for none.
        after: Currencies as they stand after a sum.
        after_signs: Signs after a sum that mean none of its hundredths; "" for none.
        shown: Figures that say by themselves that they are money.
        currencies: What each way to write a currency, in lower case, stands for; those that are not here are one.
        account: An account before a sum, or before a name and a sum: a whole piece. Capitals count.
        total: A total's label: a whole piece.
        own: The association's own money, in words that begin with no capital: a whole piece.
        and_words: Words between items, without spaces.
        doubt: Words and signs beside a sum that make something else of it: a whole piece.
        own_currency: The code of the association's currency; "" where any one may be it (`bot.parse.association`).
    """

    amount: str
    millions: str
    million: str
    grouping: str
    before: str
    after: str
    after_signs: str
    shown: str
    currencies: Mapping[str, str]
    account: str
    total: str
    own: str
    and_words: str
    doubt: str
    own_currency: str = ""


@dataclass(frozen=True, eq=False)
class ProjectWords:
    """What says how a project stands, and where its pages are (`project`, `projectdata`, `whereabouts`, `numbers`).

    Attributes:
        closed: A sentence at its beginning that says that the project is finished.
        closed_template: The beginning of the name of a template that says so.
        finished: The phase of a finished project, as a whole.
        under_way: How the phase begins of one that is not.
        colours: The status by its colours' names, in lower case, without spaces.
        unset: Names of the colour of a status that nobody has set.
        no: First words of a flag that is not set, in lower case.
        data_pages: Sub-pages that may hold the facts, the usual one first; an association may set its own
            (`bot.parse.association`).
        no_project: Sub-pages, in lower case, that belong to a project and never are one; those with facts are added.
        number_template: The name of the template with the projects' numbers, without namespace: a piece.
        number_unknown: What that template answers where it lacks a name (the first group); None where nobody knows.
    """

    closed: str
    closed_template: str
    finished: str
    under_way: str
    colours: Mapping[str, Status]
    unset: frozenset[str]
    no: frozenset[str]
    data_pages: tuple[str, ...]
    no_project: frozenset[str]
    number_template: str
    number_unknown: str | None


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """A language, as it is read. Two are equal only if they are the same object."""

    language: str
    dates: DateWords
    prose: ProseWords
    days: DayWords
    marks: MarkWords
    people: PeopleWords
    effort: EffortWords
    plan: PlanWords
    money: MoneyWords
    project: ProjectWords
