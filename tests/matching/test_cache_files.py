from __future__ import annotations

from pathlib import Path

import numpy as np

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
