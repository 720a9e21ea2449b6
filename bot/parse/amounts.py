"""Sums of money as people write them in the project data."""

import re

# No sum has more than 15 figures, which a float still holds exactly.
_UNIT = r" ?(?:kr(?:onor)?\.?|sek)? ?(?:[:,]-)?"
_KRONOR = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?P<sign>[ .])[0-9]{{3}}(?:(?P=sign)[0-9]{{3}}){{0,3}}|[0-9]{{1,15}})"
    rf"(?:[.,](?P<part>[0-9]{{1,2}}))?{_UNIT}",
    re.IGNORECASE,
)
# A point before three figures may mean either here ("1.250 miljoner"), so that it is neither.
_MILLIONS = re.compile(
    rf"(?P<whole>[0-9]{{1,3}}(?: [0-9]{{3}})?)(?:,(?P<comma>[0-9]{{1,6}})|\.(?P<point>[0-9]{{1,2}}))?"
    rf" ?(?:miljon(?:er)?|milj\.?|mn|mkr){_UNIT}",
    re.IGNORECASE,
)

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
