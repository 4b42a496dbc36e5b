"""A storage on S3 or SFTP, through fsspec (the extra ``storage``)."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterator
from typing import Any

import fsspec

from companion.errors import KontaktError, UsageError
from companion.sharing.storage import CHUNK, OWNER, TIMEOUT_S, NotThere, Storage, Unreachable


class FsspecStorage(Storage):
    """S3 and SFTP through fsspec."""

    def __init__(self, fs: Any, base: str, *, exclusive_put: bool) -> None:
        self.fs, self.base, self.exclusive_put = fs, base.rstrip("/"), exclusive_put

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``."""
        with _explained():
            try:
                with self.fs.open(f"{self.base}/{name}", "rb") as file:
                    while chunk := file.read(CHUNK):
                        yield chunk
            except FileNotFoundError as error:
                raise NotThere(name) from error

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``: one PUT on S3, a rename on SFTP."""
        path = f"{self.base}/{name}"
        with _explained():
            if self.exclusive_put:
                self.fs.pipe_file(path, content)
                return
            temporary = f"{path}.{secrets.token_hex(4)}.part"
            self.fs.makedirs(path.rpartition("/")[0], exist_ok=True)
            with self.fs.open(temporary, "wb") as file:
                file.write(content)
            self.fs.mv(temporary, path)

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a PUT that must create on S3, a new folder on SFTP."""
        path = f"{self.base}/{name}"
        with _explained():
            if self.exclusive_put:
                try:
                    self.fs.pipe_file(f"{path}/{OWNER}", owner.encode(), mode="create")
                except FileExistsError:
                    return False
                return True
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        with _explained():
            try:
                self.fs.ftp.rename(f"{self.base}/{mine}", path)
            except OSError as error:
                self.release(mine)
                if self.fs.exists(path):
                    return False
                raise Unreachable(type(error).__name__) from error
        return True

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with contextlib.suppress(OSError):
            self.fs.rm_file(f"{self.base}/{name}/{OWNER}")
        if not self.exclusive_put:
            with contextlib.suppress(OSError):
                self.fs.ftp.rmdir(f"{self.base}/{name}")


def connect(kind: str, host: str, path: str, user: str | None, password: str | None) -> Storage:
    """Open S3 (``host`` is the bucket) or SFTP.

    Raises:
        UsageError: the extra is not installed.
        Unreachable: no connection or no access.
    """
    try:
        if kind == "s3":
            fs = fsspec.filesystem("s3", key=user, secret=password)
            return FsspecStorage(fs, f"{host}{path}", exclusive_put=True)
        name, _, address = host.rpartition("@")
        server, _, port = address.partition(":")
        with _explained():
            fs = fsspec.filesystem(
                "sftp",
                host=server,
                port=int(port or 22),
                username=user or name or None,
                password=password,
                timeout=TIMEOUT_S,
                # A cached file system would keep a connection that has died, for ever.
                skip_instance_cache=True,
            )
        return FsspecStorage(fs, path, exclusive_put=False)
    except ImportError as error:
        raise UsageError(
            f"Für {kind}:// fehlt ein Baustein.",
            'Nachinstallieren: pip install "kontakt-companion[storage]".',
            code="storage_extra",
        ) from error


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """What the libraries raise, as ``Unreachable``."""
    try:
        yield
    except (NotThere, KontaktError):
        raise
    except OSError as error:
        raise Unreachable(type(error).__name__, denied=isinstance(error, PermissionError)) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("paramiko", "botocore", "aiobotocore"):
            raise
        raise Unreachable(type(error).__name__, denied="Auth" in type(error).__name__) from error
