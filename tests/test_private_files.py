"""Files are whole or absent, and nobody else's to read."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion import private_files
from companion.errors import KontaktError
from companion.private_files import make_private_folder, replace_folder, write_json
from tests.started import KONTAKT, SOURCES


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


@pytest.mark.skipif(os.name != "posix", reason="bits of POSIX")
def test_a_folder_of_ours_is_closed_to_others_and_one_of_everybody_stays(tmp_path: Path) -> None:
    ours, everybodys = tmp_path / "ours", tmp_path / "everybodys"
    for folder, mode in ((ours, 0o755), (everybodys, 0o1777)):
        folder.mkdir()
        folder.chmod(mode)
        make_private_folder(folder)
    assert ours.stat().st_mode & 0o7777 == 0o700
    assert everybodys.stat().st_mode & 0o7777 == 0o1777


@pytest.mark.skipif(sys.platform == "win32", reason="bits of POSIX")
@pytest.mark.parametrize(
    "line",
    [
        "cycle new herbst --from 2026-W36 --to 2026-W43",
        "contacts demo-data --rows 200",
        "bank me --name Lea --role lead",
    ],
)
def test_what_a_command_leaves_is_its_owners_only(line: str, tmp_path: Path) -> None:
    """Without ``kontakt start`` before it, which sets the umask for itself."""
    data = tmp_path / "data"
    environment = {**os.environ, "PYTHONPATH": SOURCES, "KONTAKT_DATA": str(data)}
    subprocess.run([*KONTAKT, *line.split()], env=environment, umask=0o022, check=True, timeout=150)
    left = [data, *data.rglob("*")]
    assert len(left) > 1
    assert {str(path): oct(path.stat().st_mode) for path in left if path.stat().st_mode & 0o077} == {}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A new folder, and an earlier one in its place."""
    new, place = tmp_path / "new", tmp_path / "site"
    for folder in (new, place):
        folder.mkdir()
        (folder / "page").write_text(folder.name)
    return new, place


def test_a_folder_is_replaced_by_another(folders: tuple[Path, Path], tmp_path: Path) -> None:
    replace_folder(*folders)
    assert (folders[1] / "page").read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["site"]


def test_where_a_folder_cannot_be_replaced_the_earlier_one_is_back(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virus scanner of Windows has a file of the new one open."""
    new, place = folders
    real = os.replace

    def held(source: Path, target: Path) -> None:
        if source == new:
            raise PermissionError(errno.EACCES, "used by another process", str(source))
        real(source, target)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(PermissionError):
        replace_folder(new, place)
    assert (place / "page").read_text() == "site"
    assert sorted(item.name for item in tmp_path.iterdir()) == ["new", "site"]


def test_killed_between_the_two_steps_the_earlier_folder_is_kept_until_there_is_another(
    folders: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, place = folders
    real = os.replace

    def killed(source: Path, target: Path) -> None:
        if source == new:
            raise KeyboardInterrupt
        real(source, target)

    for _ in range(2):
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", killed)
            patch.setattr(private_files, "_put_back", lambda *_: None)
            with pytest.raises(KeyboardInterrupt):
                replace_folder(new, place)
        (aside,) = tmp_path.glob(".site*")
        assert (aside / "page").read_text() == "site"
    replace_folder(new, place)
    assert (place / "page").read_text() == "new"
    assert [item.name for item in tmp_path.iterdir()] == ["site"]
