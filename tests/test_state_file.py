"""A state file is read whole or named as damaged; whatever happens, it stays as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.state_file import json_of, read_state

DAMAGED = {
    "empty": b"",
    "cut off": b'{"a": [1, 2',
    "not JSON": b"\x00\x00\x00\x00",
    "not UTF-8": b'{"a": "\xff\xfe"}',
    "nested without end": b"[" * 200_000,
    "a key is missing": b'{"b": 1}',
    "a list": b"[1]",
    "null": b"null",
}


def read(path: Path) -> int:
    return read_state(path, lambda raw: int(raw["a"]), "Die Probe", "Neu beginnen.", code="probe_unreadable")


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "probe.json"
    path.write_bytes(b'{"a": 3}')
    assert read(path) == 3


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "probe.json"
    path.write_bytes(content)
    with pytest.raises(KontaktError) as caught:
        read(path)
    assert caught.value.code == "probe_unreadable"
    assert caught.value.message == "Die Probe (probe.json im Datenordner) ist beschädigt."
    assert caught.value.hint == "Neu beginnen."
    assert path.read_bytes() == content


def test_what_the_system_refuses_is_no_damage(tmp_path: Path) -> None:
    (tmp_path / "probe.json").mkdir()
    with pytest.raises(KontaktError) as caught:
        read(tmp_path / "probe.json")
    why = "keine Berechtigung" if sys.platform == "win32" else "der Pfad ist ein Ordner"
    assert f"lässt sich nicht lesen ({why})" in caught.value.message


def test_what_is_nested_without_end_is_no_json() -> None:
    with pytest.raises(ValueError, match="deep"):
        json_of(b"[" * 200_000)
