"""What lies in the repository but was made elsewhere is as it came."""

import hashlib
import re
from pathlib import Path

AXE = Path(__file__).parents[1] / "vendor" / "axe-core"


def test_axe_is_the_one_that_its_readme_names() -> None:
    """axe-core has the version and the sum that stand in its README, and its licence lies beside it."""
    told = (AXE / "README.md").read_text(encoding="utf-8")
    script = (AXE / "axe.min.js").read_bytes()
    version = re.search(r"^\| version \| (\S+) \|$", told, re.MULTILINE)
    assert version
    assert script.startswith(f"/*! axe v{version[1]}\n".encode())
    assert f"| `{hashlib.sha256(script).hexdigest()}` |" in told
    assert (AXE / "LICENSE").read_text(encoding="utf-8").startswith("Mozilla Public License, version 2.0")
