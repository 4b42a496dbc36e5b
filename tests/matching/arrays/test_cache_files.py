from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from companion.matching.arrays import cache_files
from companion.matching.arrays.cache_files import read_arrays, write_arrays
from companion.matching.arrays.stored import Stored


def test_arrays_come_back_and_only_those_wanted_are_read(tmp_path: Path) -> None:
    write_arrays(tmp_path / "new" / "x.npz", {"a": np.arange(3), "b": np.zeros(0, np.uint8)})
    assert read_arrays(tmp_path / "new" / "x.npz")["a"].tolist() == [0, 1, 2]
    assert list(read_arrays(tmp_path / "new" / "x.npz", "b".__eq__)) == ["b"]
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["x.npz"]


def test_objects_are_never_loaded(tmp_path: Path) -> None:
    np.savez(tmp_path / "x.npz", a=np.array([{"any": "object"}], dtype=object))
    assert read_arrays(tmp_path / "x.npz") == {}


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    write_arrays(tmp_path / "file" / "x.npz", {"a": np.arange(3)})
    assert read_arrays(tmp_path / "file" / "x.npz") == {}


ARRAYS = {
    "a": np.arange(1000, dtype=np.int32),
    "b": np.zeros((0, 3), np.uint8),
    "ungerade": np.arange(3001, dtype=np.uint8),
    "d": np.linspace(0, 1, 1200).reshape(40, 30).astype(np.float16),
}


def read(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.setattr(cache_files, "STORED", 1000)
    return read_arrays(path, stored={"a", "b", "d"})


def test_large_arrays_stay_in_the_file_and_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_arrays(tmp_path / "x.npz", ARRAYS)
    found = read(tmp_path / "x.npz", monkeypatch)
    assert [name for name in found if isinstance(found[name], Stored)] == ["a", "d"]
    for name, array in ARRAYS.items():
        assert np.array_equal(found[name][:], array)
        assert np.array_equal(found[name][7:9], array[7:9])
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)


@pytest.mark.parametrize("places", [True, False], ids=["pread", "without_pread"])
def test_two_arrays_of_one_file_may_be_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, places: bool
) -> None:
    if not places:  # as on Windows
        monkeypatch.delattr(os, "pread", raising=False)
    arrays = {"a": np.arange(40_000, dtype=np.int32), "b": -np.arange(40_000, dtype=np.int32)}
    write_arrays(tmp_path / "x.npz", arrays)
    found = read(tmp_path / "x.npz", monkeypatch)
    assert isinstance(found["a"], Stored)
    assert isinstance(found["b"], Stored)

    def wrong(name: str) -> int:
        stored, array = found[name], arrays[name]
        slices = [slice(place % 39_000, place % 39_000 + 8) for place in range(0, 2_000_000, 97)]
        return sum(not np.array_equal(stored[part], array[part]) for part in slices)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(wrong, "abab")) == [0, 0, 0, 0]


def test_what_stays_in_a_file_is_written_into_another_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_arrays(tmp_path / "x.npz", ARRAYS)
    monkeypatch.setattr(cache_files, "_AT_ONCE", 500)
    assert write_arrays(tmp_path / "y.npz", read(tmp_path / "x.npz", monkeypatch))
    with np.load(tmp_path / "y.npz") as file:
        assert all(np.array_equal(file[name], array) for name, array in ARRAYS.items())


def test_nothing_of_a_compressed_file_is_left_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    np.savez_compressed(tmp_path / "x.npz", **ARRAYS)
    found = read(tmp_path / "x.npz", monkeypatch)
    assert all(np.array_equal(found[name], array) for name, array in ARRAYS.items())


def test_any_damage_to_a_stored_array_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.npz"
    write_arrays(path, {"a": ARRAYS["a"]})
    whole = path.read_bytes()
    assert read(path, monkeypatch)
    for place in range(0, len(whole), 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        found = read(path, monkeypatch)
        assert found.get("a") is None or np.array_equal(found["a"][:], ARRAYS["a"]), place
    path.write_bytes(whole[:3000])
    assert read(path, monkeypatch) == {}
