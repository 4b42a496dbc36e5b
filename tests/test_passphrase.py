"""A right passphrase opens its file, also where the computer was busy for a moment."""

from __future__ import annotations

import re
from typing import Any

import pyrage
import pytest

from companion import passphrase
from companion.errors import KontaktError
from companion.passphrase import unlock

WORDS = "vier zufällige wörter"


def demanding(sealed: bytes) -> bytes:
    """The same file, as if 2**30 rounds were needed to open it."""
    return re.sub(rb"(-> scrypt \S+) \d+", rb"\1 30", sealed, count=1)


def test_a_busy_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = pyrage.passphrase.encrypt(b"geheim", WORDS)
    real = pyrage.passphrase.decrypt
    given = [demanding(sealed), demanding(sealed), sealed]

    class Busy:
        """Twice the real refusal of age, then the file as it is."""

        @staticmethod
        def decrypt(_content: bytes, words: str) -> Any:
            return real(given.pop(0), words)

    monkeypatch.setattr(passphrase.pyrage, "passphrase", Busy)
    assert unlock(sealed, WORDS) == b"geheim"
    assert given == []


def test_what_stays_too_much_is_no_wrong_passphrase(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrase, "PAUSE_S", 0)
    with pytest.raises(KontaktError) as caught:
        unlock(demanding(pyrage.passphrase.encrypt(b"geheim", WORDS)), WORDS)
    assert caught.value.code == "computer_busy"


def test_another_passphrase_is_refused_at_once() -> None:
    with pytest.raises(pyrage.DecryptError):
        unlock(pyrage.passphrase.encrypt(b"geheim", WORDS), "ganz andere wörter")
