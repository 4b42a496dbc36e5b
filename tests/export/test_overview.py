"""Quarters that can be released, from the log and from the pool."""

from __future__ import annotations

from companion.codebook import load
from companion.config import settings
from companion.export.overview import quarters
from companion.export.periods import Period
from companion.export.release import Wish, release
from tests.export.conftest import TODAY


def test_quarters_tell_what_is_closed_and_what_is_out(demo_settings, tmp_path):
    assert quarters(settings(tmp_path / "none"), load(), TODAY) == []
    steps: list[tuple[str, float]] = []
    wish = Wish("public", Period.parse("2026-Q3"), tmp_path / "out", formats=("csv",))
    about = release(demo_settings, load(), wish, TODAY, progress=lambda *step: steps.append(step))
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert steps[-1] == ("Fertig", 1.0)
    found = {str(quarter.period): quarter for quarter in quarters(demo_settings, load(), TODAY)}
    assert list(found) == sorted(found, reverse=True)
    assert (found["2026-Q3"].public, found["2026-Q3"].internal, found["2026-Q3"].closed) == (1, None, True)
    assert not found["2026-Q4"].closed
    assert found["2026-Q3"].rows >= about.rows
