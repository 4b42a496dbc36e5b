"""Files are whole or absent, and nobody else's to read."""

import errno
import json
import os
from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.private_files import make_private_folder, write_json


def test_content_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"a": "ä"})
    write_json(path, {"b": 2})
    assert json.loads(path.read_text(encoding="utf-8")) == {"b": 2}
    assert [item.name for item in tmp_path.iterdir()] == ["a.json"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_keeps_the_earlier_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    write_json(path, {"a": 1})
    real = os.fdopen
    monkeypatch.setattr(
        os,
        "fdopen",
        lambda handle, *args, **kw: (os.close(handle), real(os.open("/dev/full", os.O_WRONLY), *args, **kw))[
            1
        ],
    )
    with pytest.raises(OSError, match="space") as caught:
        write_json(path, {"b": 2})
    assert caught.value.errno == errno.ENOSPC
    assert json.loads(path.read_text()) == {"a": 1}
    assert [item.name for item in tmp_path.iterdir()] == ["a.json"]


def test_a_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "data"
    path.write_text("")
    with pytest.raises(KontaktError) as caught:
        make_private_folder(path)
    assert caught.value.code == "data_folder"
    assert "kein Ordner" in caught.value.message
    assert str(tmp_path) not in caught.value.message + caught.value.hint


def test_a_new_folder_is_its_owners_only(tmp_path: Path) -> None:
    make_private_folder(tmp_path / "a" / "b")
    if os.name == "posix":
        assert (tmp_path / "a" / "b").stat().st_mode & 0o777 == 0o700
