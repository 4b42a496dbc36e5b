"""A period keeps its granularity, and a correction replaces it whole."""

from __future__ import annotations

import pytest

from companion.errors import KontaktError
from companion.export.register import Entry, Register


@pytest.fixture
def register(tmp_path) -> Register:
    register = Register(tmp_path / "releases.json")
    register.note("public", "2026-Q3", Entry(1, 5, 1, "aa"))
    return register


def test_the_same_content_keeps_its_revision(register):
    assert register.revision_for("public", "2026-Q3", 1, 5, "aa", False) == 1
    assert register.revision_for("public", "2026-Q2", 1, 5, "bb", False) == 1


def test_another_content_needs_a_correction(register):
    with pytest.raises(KontaktError) as caught:
        register.revision_for("public", "2026-Q3", 1, 5, "bb", False)
    assert caught.value.code == "already_released"
    assert register.revision_for("public", "2026-Q3", 1, 5, "bb", True) == 2


@pytest.mark.parametrize(("ladder", "k"), [(2, 5), (1, 4)])
def test_another_granularity_is_refused_even_as_a_correction(register, ladder, k):
    with pytest.raises(KontaktError) as caught:
        register.revision_for("public", "2026-Q3", ladder, k, "aa", True)
    assert caught.value.code == "other_granularity"


def test_internal_releases_are_independent(register):
    register.note("internal", "2026-Q3", Entry(0, 0, 1, "aa"))
    assert register.revision_for("internal", "2026-Q3", 0, 0, "bb", False) == 2


@pytest.mark.parametrize(
    "broken", ["", "[]", "{", '{"public 2026-Q3": 1}', '{"public 2026-Q3": {"k": 1}}', "\udcff"]
)
def test_a_broken_register_is_told_and_never_taken_for_an_empty_one(tmp_path, broken):
    path = tmp_path / "releases.json"
    path.write_bytes(broken.encode("utf-8", "surrogateescape"))
    with pytest.raises(KontaktError) as caught:
        Register(path).revision_of("public", "2026-Q3")
    assert caught.value.code == "register_unreadable"
