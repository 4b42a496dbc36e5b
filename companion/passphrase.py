"""What a passphrase seals (age, scrypt): how long one has to be, and opening it again."""

from __future__ import annotations

import time

import pyrage

from companion.errors import KontaktError, UsageError

MIN_PASSPHRASE = 12
"""Characters of a passphrase that is being set."""
TRIES = 12
PAUSE_S = 0.25
_TOO_SLOW = "Excessive work"
"""How age begins when it believes this computer too slow for the file (rage, ``DecryptError::ExcessiveWork``)."""


def require_long(passphrase: str) -> None:
    """A passphrase that is being set has so many characters.

    Raises:
        UsageError: it has fewer (``passphrase_short``).
    """
    if len(passphrase) < MIN_PASSPHRASE:
        raise UsageError(
            f"Die Passphrase ist zu kurz, sie braucht mindestens {MIN_PASSPHRASE} Zeichen.",
            "Am besten vier zufällige Wörter nehmen.",
            code="passphrase_short",
        )


def unlock(content: bytes, passphrase: str) -> bytes:
    """The content of a file that was sealed with a passphrase.

    age first measures how quick the computer is, and refuses a file that would take sixteen times as long as one made
    here. The measurement takes two milliseconds; a busy computer fails it by chance, so it is tried again.

    Raises:
        KontaktError: ``computer_busy``, the computer stays too slow, or the file asks for more work than any of ours.
        pyrage.DecryptError: another passphrase, or the file is damaged.
    """
    for _ in range(TRIES):
        try:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        except pyrage.DecryptError as error:
            if not str(error).startswith(_TOO_SLOW):
                raise
        time.sleep(PAUSE_S)
    raise KontaktError(
        "Der Schlüssel ließ sich nicht öffnen: Dieser Rechner ist gerade zu beschäftigt.",
        "Andere Programme schließen und noch einmal versuchen. Hilft das nicht, ist die Schlüsseldatei beschädigt.",
        code="computer_busy",
        status=503,
    )
