"""How an owner cell is explained."""

import pytest

from bot.explain.people import explain_people


def test_halves_of_a_cell() -> None:
    """Who stands before "med stöd av" leads, who stands after it supports, a note is left out."""
    explanation = explain_people("John, med stöd av Eric och Axel (vikarie)")
    assert explanation.steps == [
        ("John", "leads"),
        ("Eric", "supports"),
        ("Axel", "supports"),
        ("vikarie", "a note in parentheses; left out"),
    ]
    assert explanation.result == ["Lead: John.", "Support: Eric, Axel."]
    assert (explanation.rule, list(explanation.instead)) == ("People", [])


def test_account_from_a_link() -> None:
    """A link to a user page names the account; the result and the values have both."""
    explanation = explain_people("[[Användare:John (WMSE)|John]] (med [[Användare:Sara|Sara]])")
    assert explanation.steps == [
        ("John", "leads; the account is John (WMSE)"),
        ("med Sara", "a note in parentheses; left out"),
    ]
    assert explanation.result == ["Lead: John (John (WMSE))."]
    assert explanation.values["lead"] == [{"name": "John", "account": "John (WMSE)"}]


def test_link_that_shows_the_account() -> None:
    """An account that is shown by its own name is not told twice."""
    assert explain_people("[[Användare:Sara]]").result == ["Lead: Sara."]


@pytest.mark.parametrize(
    ("cell", "meaning", "result", "everyone"),
    [
        ("Samtliga", "everybody, as leads; gives no name", ["Lead: everybody."], "lead"),
        (
            "Axel, med stöd av alla",
            "everybody, as support; gives no name",
            ["Lead: Axel.", "Support: everybody."],
            "support",
        ),
    ],
)
def test_everybody(cell: str, meaning: str, result: list[str], everyone: str) -> None:
    """`Samtliga` and `Alla` are everybody, in the half where they stand."""
    explanation = explain_people(cell)
    assert explanation.steps[-1].meaning == meaning
    assert (explanation.result, explanation.values["everyone"]) == (result, everyone)


@pytest.mark.parametrize("cell", ["TBD", "N/A", "Ingen"])
def test_nobody(cell: str) -> None:
    """A word that names nobody is told as that, with what to write."""
    explanation = explain_people(cell)
    assert explanation.steps == [(cell, "names nobody")]
    assert explanation.result == ["Lead: nobody."]
    assert explanation.instead == ["Write a first name: “John”, or “John, med stöd av Sara”."]


def test_second_mention() -> None:
    """A person who was named before, by name or account, counts once; why is told."""
    explanation = explain_people("Sara, sara, [[Användare:Sara|S.]], med stöd av Sara och Axel")
    assert [step.meaning for step in explanation.steps] == [
        "leads",
        "named already",
        "named already",
        "named already",
        "supports",
    ]
    assert explanation.why[-1] == "Each person counts at the first mention; a lead is not also support."


def test_struck_out_name() -> None:
    """A name that is struck out is left out, and told as that."""
    assert explain_people("<s>Tore</s> Sara").steps == [("Sara", "leads"), ("Tore", "struck out; left out")]


def test_empty_cell() -> None:
    """An empty cell names nobody; there is nothing to tell why."""
    explanation = explain_people("")
    assert (list(explanation.steps), list(explanation.why), explanation.text) == ([], [], "")
