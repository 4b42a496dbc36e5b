"""Shared by all tests: a small bank, and real companions on real sockets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import expect

from tests.keyrings import memory_keyring, no_keyring
from tests.small_bank import write_small_bank
from tests.started import Companion

__all__ = ["memory_keyring", "no_keyring", "small_bank", "start"]


# How long something takes is no question of these tests: see benchmarks/
expect.set_options(timeout=20_000)
hypothesis.settings.register_profile("any_machine", deadline=None)
hypothesis.settings.load_profile("any_machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests first, so that at the end no core waits for another's last long file."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def small_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a bank with a handful of entries, one of them expired and one a draft."""
    return write_small_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Companion]]:
    """Starts ``kontakt start`` as people do; every companion is stopped at the end of the test."""
    started: list[Companion] = []

    def make(**options: object) -> Companion:
        companion = Companion(**{"data": tmp_path / f"data-{len(started)}", **options})  # type: ignore[arg-type]
        started.append(companion)
        return companion

    yield make
    for companion in started:
        companion.stop()
