"""Sums of money as people write them in the project data."""

import re

_AMOUNT = re.compile(
    r"(?P<whole>\d{1,3}(?:[ .]\d{3})+|\d+)(?:[.,](?P<part>\d{1,2}))?(?!\d)\s*(?P<million>miljon(?:er)?|milj\.?|mn|mkr)?"
    r"\s*(?:kr(?:onor)?\.?|sek|:-)?\s*(?::-)?",
    re.IGNORECASE,
)

MILLION = 1_000_000


def read_amount(words: str) -> float | None:
    """Kronor from a budget cell's plain words.

    `67 500`, `39600`, `2 749.80`, `34 749,80:-`, `1 000 000 kr` and `2,3 miljoner kr` are read; anything else in the
    cell makes it unreadable (None), since half a sum is worse than none.
    """
    match = _AMOUNT.fullmatch(words.strip())
    if not match:
        return None
    whole = re.sub(r"[ .]", "", match["whole"])
    amount = float(f"{whole}.{match['part'] or 0}")
    return round(amount * MILLION, 2) if match["million"] else amount
