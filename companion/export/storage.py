"""The team's storage: any folder, share, WebDAV or S3 that fsspec can reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from companion.errors import KontaktError


class StorageUnreachableError(KontaktError):
    """The storage cannot be reached or written to."""

    def __init__(self) -> None:
        super().__init__(
            "Der gemeinsame Ablageort ist nicht erreichbar oder lässt sich nicht beschreiben.",
            "Verbindung und Rechte prüfen und den Befehl wiederholen. Es geht nichts verloren.",
            code="storage_unreachable",
            status=503,
        )


class Storage:
    """A folder somewhere.

    Args:
        address: a path, or an fsspec address such as ``webdav://…`` or ``s3://…``.
    """

    def __init__(self, address: str) -> None:
        try:
            found: tuple[Any, str] = fsspec.core.url_to_fs(address)
        except (ImportError, ValueError, OSError) as error:
            raise StorageUnreachableError from error
        self._fs, self._folder = found

    def put(self, name: str, content: bytes) -> None:
        """Write a file so that nobody ever sees half of it.

        Raises:
            StorageUnreachableError: the file is not there under its name.
        """
        partial, target = f"{self._folder}/{name}.partial", f"{self._folder}/{name}"
        try:
            self._fs.makedirs(self._folder, exist_ok=True)
            self._fs.pipe_file(partial, content)
            if isinstance(self._fs, LocalFileSystem) or not self._fs.exists(target):
                self._fs.mv(partial, target)
            else:
                self._fs.rm(target)
                self._fs.mv(partial, target)
        except Exception as error:
            raise StorageUnreachableError from error

    def sealed(self) -> Iterator[bytes]:
        """Content of every sealed file.

        Raises:
            StorageUnreachableError: the folder cannot be read.
        """
        try:
            for path in sorted(self._fs.glob(f"{self._folder}/*.age")):
                yield bytes(self._fs.cat_file(path))
        except Exception as error:
            raise StorageUnreachableError from error
