from __future__ import annotations

from dataclasses import fields

import numpy as np

from companion.matching.indexes.packed import Packed, as_bytes, from_bytes, pack
from companion.matching.reading.analysis import EntryAnalysis, analyse
from tests.matching.conftest import ENTRIES, make_entry

ANALYSES = [analyse(entry) for entry in (*ENTRIES, make_entry("leer", title="…"))]


def same(one: object, other: object) -> bool:
    if isinstance(one, tuple):
        return all(map(same, one, other)) and len(one) == len(other)  # type: ignore[call-overload]
    if isinstance(one, dict):
        return list(one) == list(other) and np.allclose(list(one.values()), list(other.values()))  # type: ignore[call-overload, attr-defined]
    return bool(np.array_equal(one, other)) if isinstance(one, np.ndarray) else one == other


def assert_holds(packed: Packed, analyses: list[EntryAnalysis]) -> None:
    assert len(packed) == len(analyses)
    for number, expected in enumerate(analyses):
        found = packed.entry(number)
        for field in fields(EntryAnalysis):
            assert same(getattr(expected, field.name), getattr(found, field.name)), (number, field.name)


def test_an_analysis_comes_back_whole() -> None:
    assert_holds(pack(ANALYSES), ANALYSES)


def test_it_comes_back_from_the_arrays_of_a_file() -> None:
    arrays = pack(ANALYSES).arrays()
    assert all(array.dtype != object for array in arrays.values())
    assert_holds(Packed.from_arrays(arrays), ANALYSES)


def test_no_entries_at_all() -> None:
    assert len(Packed.from_arrays(pack([]).arrays())) == 0


def test_lines_come_back() -> None:
    assert list(from_bytes(as_bytes(["für", "", "a b"]))) == ["für", "", "a b"]
    assert list(from_bytes(as_bytes([]))) == []
