"""Keys for deliveries: sealed with a passphrase that holds, whole on the disk or not there."""

from __future__ import annotations

import errno
import io
import os

import pytest

from companion.errors import KontaktError, UsageError
from companion.export import seal
from companion.passphrase import MIN_PASSPHRASE

WORDS = "vier zufällige wörter"


def test_a_key_is_opened_with_its_passphrase_only(tmp_path):
    path = tmp_path / "lead.key"
    public = seal.new_key(path, WORDS)
    assert str(seal.read_key(path, WORDS).to_public()) == public
    with pytest.raises(KontaktError) as caught:
        seal.read_key(path, f"{WORDS} ")
    assert caught.value.code == "wrong_passphrase"


def test_a_short_passphrase_makes_no_key(tmp_path):
    with pytest.raises(UsageError) as caught:
        seal.new_key(tmp_path / "lead.key", "x" * (MIN_PASSPHRASE - 1))
    assert caught.value.code == "passphrase_short"
    assert list(tmp_path.iterdir()) == []
    seal.new_key(tmp_path / "lead.key", "x" * MIN_PASSPHRASE)


def test_a_key_is_never_written_over(tmp_path):
    path = tmp_path / "lead.key"
    seal.new_key(path, WORDS)
    before = path.read_bytes()
    with pytest.raises(KontaktError) as caught:
        seal.new_key(path, WORDS)
    assert caught.value.code == "key_exists"
    assert path.read_bytes() == before


def test_a_key_that_could_not_be_written_can_be_made_afterwards(tmp_path, monkeypatch):
    path = tmp_path / "lead.key"

    class Full(io.FileIO):
        def write(self, _content: bytes) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fdopen", lambda handle, mode: Full(handle, mode))
        with pytest.raises(KontaktError) as caught:
            seal.new_key(path, WORDS)
    assert caught.value.code == "key_file"
    assert "kein Platz" in caught.value.message
    assert list(tmp_path.iterdir()) == []
    assert seal.new_key(path, WORDS).startswith("age1")
