"""Zips whose bytes tell nothing about when, where and by whom they were made."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.desk.contacts.outputs import Outputs
from companion.export import archive as batches
from companion.sharing import archive as banks

FILES = {"b.csv": b"zwei\n" * 500, "a.csv": b"eins"}


def output(folder: Path) -> bytes:
    place = folder / "outputs" / "intern-2026-q3"
    place.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (place / name).write_bytes(content)
    return Outputs(folder / "outputs").zipped(place.name)


MADE: dict[str, Callable[[Path], bytes]] = {
    "a delivery": lambda _: batches.pack(FILES),
    "a bank": lambda _: banks.pack(FILES),
    "an output": output,
}


@pytest.mark.parametrize("make", MADE.values(), ids=MADE.keys())
def test_the_same_files_give_the_same_bytes_on_every_system(
    make: Callable[[Path], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = set()
    for system in ("linux", "win32", "darwin"):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "platform", system)
            made.add(make(tmp_path))
    assert len(made) == 1
    with zipfile.ZipFile(io.BytesIO(made.pop())) as archive:
        assert [name.rpartition("/")[2] for name in archive.namelist()] == ["a.csv", "b.csv"]
        assert {
            (info.create_system, info.external_attr >> 16, info.date_time) for info in archive.infolist()
        } == {(3, 0o100644, (1980, 1, 1, 0, 0, 0))}
        assert archive.read(archive.namelist()[1]) == FILES["b.csv"]


def test_the_bytes_of_a_bank_are_those_of_the_versions_before() -> None:
    """A bank that was published is found again by them."""
    written = zipfile.ZipFile(io.BytesIO(banks.pack({"bank.yaml": b"format: 1\n" * 40})))
    (info,) = written.infolist()
    assert (info.compress_type, info.create_system, info.external_attr) == (
        zipfile.ZIP_DEFLATED,
        3,
        0o100644 << 16,
    )
