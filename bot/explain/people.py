"""How an owner cell is read: who leads, who supports, who is everybody, and what names nobody."""

from collections.abc import Iterator, Sequence

from bot.explain.examples import examples
from bot.explain.explanation import Explanation, Step
from bot.explain.struck import struck_out
from bot.model import People, Person
from bot.parse.languages.swedish import SWEDISH
from bot.parse.people import Mention, left_out, people_of, read_mentions
from bot.parse.vocabulary import Vocabulary
from bot.parse.words import plain

_ACCOUNT = "A link to a user page names the account itself; any other name is looked up in the bot's settings."
_ONCE = "Each person counts at the first mention; a lead is not also support."


def explain_people(wikitext: str, *, vocabulary: Vocabulary = SWEDISH) -> Explanation:
    """Tell how an owner cell is read."""
    mentions, shown = read_mentions(wikitext, vocabulary=vocabulary), examples(vocabulary)
    people = people_of(mentions)
    kept = [*people.lead, *people.support]
    named = [mention.person for mention in mentions if mention.person]
    return Explanation(
        text=plain(wikitext),
        steps=[
            *(Step(one.text, _meaning(one, again=_again(one, kept))) for one in mentions),
            *(Step(one, _left_out(one)) for one in left_out(wikitext, vocabulary=vocabulary)),
            *struck_out(wikitext),
        ],
        result=list(_result(people)),
        rule="People",
        readable=True,
        values={
            "lead": [_values(person) for person in people.lead],
            "support": [_values(person) for person in people.support],
            "everyone": people.everyone,
        },
        why=[
            *([shown.leads] if mentions else []),
            *([_ACCOUNT] if named else []),
            *([_ONCE] * (len(kept) < len(named))),
        ],
        instead=[shown.people] if people.nobody else [],
    )


def _again(mention: Mention, kept: Sequence[Person]) -> bool:
    """Whether somebody was named before, by the same name or account."""
    return mention.person is not None and not any(mention.person is person for person in kept)


def _meaning(mention: Mention, *, again: bool) -> str:
    if again:
        return "named already"
    if mention.everybody:
        return f"everybody, {'as support' if mention.support else 'as leads'}; gives no name"
    if mention.person is None:
        return "names nobody"
    account = mention.person.account
    return f"{'supports' if mention.support else 'leads'}{f'; the account is {account}' if account else ''}"


def _left_out(words: str) -> str:
    return "names nobody" if words.casefold() == "n/a" else "a note in parentheses; left out"


def _result(people: People) -> Iterator[str]:
    """Who leads and who supports."""
    leads = [*map(_named, people.lead), *(["everybody"] if people.everyone == "lead" else [])]
    support = [*map(_named, people.support), *(["everybody"] if people.everyone == "support" else [])]
    yield f"Lead: {', '.join(leads) or 'nobody'}."
    if support:
        yield f"Support: {', '.join(support)}."


def _named(person: Person) -> str:
    return f"{person.name} ({person.account})" if person.account and person.account != person.name else person.name


def _values(person: Person) -> dict[str, str | None]:
    return {"name": person.name, "account": person.account}
