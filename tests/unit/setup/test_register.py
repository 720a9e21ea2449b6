"""The settings page: people are added, and nothing else is changed."""

import json

from bot.parse.settings import Layer
from bot.settings import SETTINGS_PAGE
from bot.setup.past import Offer, Past
from bot.setup.people import People
from bot.setup.register import update

JOHN, AXEL = "John (WMSE)", "Axel (WMSE)"
BOTH = People({"John": JOHN, "Axel": AXEL})


def page(text: str | None) -> Layer:
    """The settings page with this text."""
    return Layer(text, SETTINGS_PAGE, on_wiki=True)


def offered(*names: str) -> Past:
    """The past of a page on which setup wrote these people."""
    return Past((Offer(1, "0" * 12, json.dumps({"people": {name: {"account": f"{name} (WMSE)"} for name in names}})),))


def test_a_new_page_has_the_people() -> None:
    """Where there are no settings, the page has those whose account is sure, and nothing that has a default."""
    found = update(page(None), BOTH, Past())
    assert found is not None
    assert json.loads(found.text) == {"people": {"John": {"account": JOHN}, "Axel": {"account": AXEL}}}
    assert found.added == ("John", "Axel")


def test_all_else_stays() -> None:
    """What people have set stays as it is, in its order; names come last."""
    text = json.dumps({"guard": {"max_reminders": 3}, "people": {"Axel": {"account": "Axel E (WMSE)"}}, "report": {}})
    found = update(page(text), BOTH, Past())
    assert found is not None
    assert list(json.loads(found.text)) == ["guard", "people", "report"]
    assert json.loads(found.text) == {
        "guard": {"max_reminders": 3},
        "people": {"Axel": {"account": "Axel E (WMSE)"}, "John": {"account": JOHN}},
        "report": {},
    }
    assert found.added == ("John",)


def test_page_is_indented_as_the_wiki_does_it() -> None:
    """The diff that is shown is the one that the wiki makes: its JSON is indented with tabs."""
    found = update(page("{}"), People({"André": "André (WMSE)"}), Past())
    assert found is not None
    assert found.text == '{\n\t"people": {\n\t\t"André": {\n\t\t\t"account": "André (WMSE)"\n\t\t}\n\t}\n}'


def test_whom_somebody_took_out_is_not_added_again() -> None:
    """A name that setup wrote once and that is there no more is told of, and left out."""
    text = json.dumps({"people": {"Axel": {"account": AXEL}}})
    found = update(page(text), BOTH, offered("John", "Axel"))
    assert found is not None
    assert (found.added, found.removed) == ((), ("John",))
    assert json.loads(found.text) == json.loads(text)


def test_whom_a_link_names_is_known_by_the_account() -> None:
    """Somebody whose account is in the register under another name is not added, if cells link to it."""
    text = json.dumps({"people": {"Johan": {"account": JOHN}}})
    linked = update(page(text), People({"John": JOHN}, frozenset({"John"})), Past())
    named = update(page(text), People({"John": JOHN}), Past())
    assert linked is not None
    assert named is not None
    assert (linked.added, named.added) == ((), ("John",))


def test_mistakes_are_left_to_people() -> None:
    """A page with a mistake is not touched, nor one that is no JSON."""
    for text in ("{", "[]", '{"people": {"Sara": {}}}', '{"okänd": 1}', '{"report": {"due_workday": 99}}', ""):
        assert update(page(text), BOTH, Past()) is None


def test_an_older_text_that_is_gone_tells_nothing() -> None:
    """A revision whose text is hidden has nobody in it."""
    found = update(page("{}"), BOTH, Past((Offer(1, "0" * 12, None),)))
    assert found is not None
    assert found.added == ("John", "Axel")
