"""Three-way merge: different lines are merged, doubtful cases are conflicts."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wiki.merge import merge

BASE = "ett\ntvå\ntre\nfyra\nfem"
DIFF3 = shutil.which("diff3")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        pytest.param(BASE, BASE, BASE, id="nothing-changed"),
        pytest.param("ETT\ntvå\ntre\nfyra\nfem", BASE, "ETT\ntvå\ntre\nfyra\nfem", id="only-ours"),
        pytest.param(BASE, "ett\ntvå\ntre\nfyra", "ett\ntvå\ntre\nfyra", id="only-theirs"),
        pytest.param(
            "ETT\ntvå\ntre\nfyra\nfem", "ett\ntvå\ntre\nfyra\nFEM", "ETT\ntvå\ntre\nfyra\nFEM", id="first-and-last"
        ),
        pytest.param("ett\ntvå\nTRE\nfyra\nfem", "ett\ntvå\nTRE\nfyra\nfem", "ett\ntvå\nTRE\nfyra\nfem", id="same"),
        pytest.param(
            "ETT\ntvå\nTRE\nfyra\nfem", "ett\ntvå\nTRE\nfyra\nFEM", "ETT\ntvå\nTRE\nfyra\nFEM", id="same-and-more"
        ),
        pytest.param(f"{BASE}\nsex", f"noll\n{BASE}", f"noll\n{BASE}\nsex", id="both-add"),
        pytest.param(f"{BASE}\nsex", "ett\ntvå\ntre\nfem", "ett\ntvå\ntre\nfem\nsex", id="append-and-delete"),
        pytest.param(f"{BASE}\n\n", f"noll\n{BASE}", f"noll\n{BASE}", id="white-space-at-the-end"),
        pytest.param("ett\ntvå\nTRE\nfyra\nfem", "ett\ntvå\ntrE\nfyra\nfem", None, id="same-line"),
        pytest.param("ETT\ntvå\ntre\nfyra\nfem", "ett\nTVÅ\ntre\nfyra\nfem", None, id="neighbours"),
        pytest.param("ETT\ntvå\nTRE\nfyra\nfem", "ett\nTVÅ\ntre\nfyra\nfem", None, id="between-two"),
        pytest.param(f"{BASE}\nsex", f"{BASE}\nsju", None, id="both-append"),
        pytest.param(f"{BASE}\nsex", "ett\ntvå\ntre\nfyra\nFEM", None, id="append-after-changed"),
        pytest.param("", "ett\ntvå\ntre\nfyra\nFEM", None, id="emptied"),
    ],
)
def test_merge_of_two_changes(ours: str, theirs: str, expected: str | None) -> None:
    """The merge is what diff3 makes of it, whichever side is called ours."""
    assert merge(BASE, ours, theirs) == expected
    assert merge(BASE, theirs, ours) == expected


def test_an_ambiguous_place_is_a_conflict() -> None:
    """Where lines repeat, so that it is not sure which of them somebody has taken away, nothing is guessed."""
    assert merge("b\nb", "b+\nb\nb", "b") is None


def diff3(base: str, ours: str, theirs: str) -> str | None:
    """What MediaWiki makes of it with GNU diff3."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("ours", "base", "theirs")]
        for path, text in zip(paths, (ours, base, theirs), strict=True):
            path.write_text(f"{text.rstrip()}\n", encoding="utf-8")
        names = [str(path) for path in paths]
        overlap = subprocess.run(["diff3", "-a", "--overlap-only", *names], capture_output=True, check=False).stdout
        merged = subprocess.run(["diff3", "-a", "-e", "--merge", *names], capture_output=True, check=False).stdout
    return None if overlap else merged.decode().rstrip()


@st.composite
def edited(draw: st.DrawFn, lines: list[str]) -> str:
    """The lines with some changed, left out or added."""
    kept = [draw(st.sampled_from([[line], [line], [line], [f"{line}*"], [], [line, f"{line}+"]])) for line in lines]
    return "\n".join(line for part in kept for line in part)


@pytest.mark.skipif(DIFF3 is None, reason="GNU diff3 is missing (Debian's package diffutils)")
@settings(max_examples=150)
@given(st.data())
def test_merge_is_what_diff3_does(data: st.DataObject) -> None:
    """Where no line repeats, the result is always that of GNU diff3."""
    lines = [f"rad {number}" for number in range(data.draw(st.integers(1, 10)))]
    ours, theirs = data.draw(edited(lines)), data.draw(edited(lines))
    base = "\n".join(lines)
    assert merge(base, ours, theirs) == diff3(base, ours, theirs)
