"""Sums of money as people write them in the project data."""

import re

# No sum has more than 15 figures, which a float still holds exactly.
_UNIT = r" ?(?:kr(?:onor)?\.?|sek)? ?(?:[:,][-–—])?"
_MILLION = r"(?:miljon(?:er)?|milj\.?|mn|mkr)"
_KRONOR = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?P<sign>[ .])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}}){{0,3}}|[0-9]{{1,15}})"
    rf"(?:[.,](?P<part>[0-9]{{1,2}}))?{_UNIT}",
    re.IGNORECASE,
)
# A point before three figures may mean either here ("1.250 miljoner"), so that it is neither.
_MILLIONS = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?: [0-9]{{3}})?)(?:,(?P<comma>[0-9]{{1,6}})|\.(?P<point>[0-9]{{1,2}}))?"
    rf" ?{_MILLION}{_UNIT}",
    re.IGNORECASE,
)
# Every run of figures is found whole, with the unit behind it: of a part of it nothing could be said. Possessive, so
# that no run is looked at twice.
FIGURES = re.compile(
    rf"[0-9]++(?:[ .,][0-9]++)*+(?: ?{_MILLION}(?![^\W\d_]))?"
    r"(?: ?(?:kr(?:onor)?|sek)(?![^\W\d_])\.?)?(?: ?[:,][-–—](?![0-9]))?",
    re.IGNORECASE,
)
"""A run of figures in a text, with the unit that stands behind it."""

_MONEY = re.compile(r"[a-z:]|,[-–—]|[0-9][ .][0-9]{3}(?![0-9])|[.,][0-9]{2}(?![0-9])", re.IGNORECASE)

MILLION = 1_000_000


def read_amount(words: str) -> float | None:
    """Kronor from a budget cell's plain words.

    `67 500`, `39600`, `2 749.80`, `34 749,80:-`, `1 000 000 kr` and `2,3 miljoner kr` are read; anything else in the
    cell makes it unreadable (None), since half a sum is worse than none.
    """
    text = " ".join(words.split())
    if sum_of_millions := _MILLIONS.fullmatch(text):
        whole, part = sum_of_millions["whole"], sum_of_millions["comma"] or sum_of_millions["point"] or "0"
        return round(float(f"{whole.replace(' ', '')}.{part}") * MILLION, 2)
    match = _KRONOR.fullmatch(text)
    return float(f"{re.sub('[ .]', '', match['whole'])}.{match['part'] or 0}") if match else None


def shows_money(figures: str) -> bool:
    """Whether figures by themselves say that they are money: by a unit, by groups of three, or by cents.

    Bare figures among words (`Från 4105 samt från 5203`) may as well be a year, an account or a number.
    """
    return bool(_MONEY.search(figures))
