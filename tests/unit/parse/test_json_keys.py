"""Where the keys of a JSON object stand."""

import pytest

from bot.parse.json_keys import lines_of_keys


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("{}", {}, id="no keys"),
        pytest.param('{"a": 1, "b": "c"}', {("a",): [1], ("b",): [1]}, id="keys"),
        pytest.param('{"a":\n{"b"\n:\n1}}', {("a",): [1], ("a", "b"): [2]}, id="below each other"),
        pytest.param('{"a": 1,\n"a": {},\n"a": 2}', {("a",): [1, 2, 3]}, id="several times"),
        pytest.param('{"a": [{"b": 1, "b": 2}],\n"c": 1}', {("a",): [1], ("c",): [2]}, id="not inside lists"),
        pytest.param('{"a\\"{": "}\\\\", "b": 1}', {('a"{',): [1], ("b",): [1]}, id="signs in texts"),
        pytest.param('{"\\u00e5": 1, "å": 2}', {("å",): [1, 1]}, id="escaped letters"),
        pytest.param(
            '{"a": {"b": {"c": {"d": 1}}}, "e": 1}',
            {("a",): [1], ("a", "b"): [1], ("a", "b", "c"): [1], ("e",): [1]},
            id="no deeper than three",
        ),
    ],
)
def test_lines_of_keys(text: str, lines: dict[tuple[str, ...], list[int]]) -> None:
    """Each key is told of with its line, by the keys that lead to it."""
    assert lines_of_keys(text) == lines


def test_deep_text_is_no_trouble() -> None:
    """However deep brackets lie, what is behind them is found."""
    text = '{"a": ' + '{"x": [' * 50_000 + "]}" * 50_000 + ',\n"b": 1}'
    assert lines_of_keys(text)["b",] == [2]
