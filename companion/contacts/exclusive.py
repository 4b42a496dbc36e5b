"""Commands that write to the log hold the same lock as a running companion: never two at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from companion.config import Settings
from companion.errors import KontaktError
from companion.private_files import make_private_folder


@contextmanager
def only_writer(settings: Settings) -> Iterator[None]:
    """Hold the lock of the data folder.

    Raises:
        KontaktError: a companion runs on this folder (code ``companion_running``).
    """
    make_private_folder(settings.data)
    try:
        with FileLock(settings.lock, timeout=0, mode=0o600):
            yield
    except Timeout:
        raise KontaktError(
            "Auf diesem Datenordner läuft gerade ein Begleiter.",
            "Im Seitenfenster weiterarbeiten oder den Begleiter beenden und den Befehl wiederholen.",
            code="companion_running",
            status=409,
        ) from None
