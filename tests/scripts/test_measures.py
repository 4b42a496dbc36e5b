"""Every measure names a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAMED = re.findall(
    r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/datenschutz/massnahmen.md").read_text(encoding="utf-8")
)


def test_measures_name_tests() -> None:
    assert len(NAMED) > 15


def test_every_named_test_exists() -> None:
    absent = [
        f"{path}::{name}"
        for path, name in NAMED
        if not (ROOT / path).is_file() or f"def {name}(" not in (ROOT / path).read_text(encoding="utf-8")
    ]
    assert not absent
