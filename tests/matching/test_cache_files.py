from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from companion.matching import cache_files
from companion.matching.cache_files import read_arrays, write_arrays


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


def mapped(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, np.ndarray]:
    monkeypatch.setattr(cache_files, "MAPPED", 1000)
    return read_arrays(path, mapped=True)


def test_large_arrays_stay_in_the_file_and_are_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_arrays(tmp_path / "x.npz", ARRAYS)
    found = mapped(tmp_path / "x.npz", monkeypatch)
    for name, array in ARRAYS.items():
        assert np.array_equal(found[name], array)
        assert (found[name].dtype, found[name].shape) == (array.dtype, array.shape)
        assert found[name].flags.aligned
        assert found[name].flags.writeable is (array.nbytes < 1000)


def test_other_programs_read_the_file_too(tmp_path: Path) -> None:
    write_arrays(tmp_path / "x.npz", ARRAYS)
    with np.load(tmp_path / "x.npz") as file:
        assert all(np.array_equal(file[name], array) for name, array in ARRAYS.items())


@pytest.mark.parametrize("write", [np.savez, np.savez_compressed])
def test_a_file_of_numpy_itself_is_read_too(
    write: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "x.npz", **ARRAYS)
    found = mapped(tmp_path / "x.npz", monkeypatch)
    assert all(np.array_equal(found[name], array) for name, array in ARRAYS.items())


def test_any_damage_to_a_mapped_array_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.npz"
    write_arrays(path, {"a": ARRAYS["a"]})
    whole = path.read_bytes()
    assert mapped(path, monkeypatch)
    for place in range(0, 4200, 7):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 255]) + whole[place + 1 :])
        found = mapped(path, monkeypatch)
        assert found == {} or np.array_equal(found["a"], ARRAYS["a"]), place
    path.write_bytes(whole[:3000])
    assert mapped(path, monkeypatch) == {}
