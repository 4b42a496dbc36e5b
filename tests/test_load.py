"""Eight browsers at once: no error, nothing lost, nothing counted twice. For times see benchmarks/soak.py."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.load import load
from tests.started import Companion


@pytest.mark.slow
def test_eight_browsers_get_no_error_and_lose_nothing(
    start: Callable[..., Companion], small_bank: Path
) -> None:
    companion = start(bank=small_bank).pair().wait_ready()
    result = load(companion, browsers=8, per_second=4, seconds=10, least=7)
    assert result.failures == []
    assert len(result.seconds) > 50
    kept = [row["uuid"] for row in companion.request("GET", "/api/v1/contacts").json()["contacts"]]
    assert sorted(kept) == sorted(result.logged)
