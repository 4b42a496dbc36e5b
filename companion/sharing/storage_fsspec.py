"""A storage on S3, and what S3 and SFTP share: both come through fsspec (the extra ``storage``)."""

from __future__ import annotations

import contextlib
import secrets
import time
from collections.abc import Iterator
from typing import Any

from companion.errors import KontaktError, UsageError
from companion.sharing.storage import CHUNK, OWNER, TIMEOUT_S, NotThere, Storage, Unreachable, in_folder

RENAMES = 5
PAUSE_S = 0.05


class FsspecStorage(Storage):
    """S3 and SFTP through fsspec."""

    def __init__(self, fs: Any, base: str, *, exclusive_put: bool) -> None:
        self.fs, self.base, self.exclusive_put = fs, base.rstrip("/"), exclusive_put

    def chunks(self, name: str) -> Iterator[bytes]:
        """See ``Storage``."""
        with explained():
            try:
                with self.fs.open(f"{self.base}/{name}", "rb") as file:
                    while chunk := file.read(CHUNK):
                        yield chunk
            except FileNotFoundError as error:
                raise NotThere(name) from error

    def write(self, name: str, content: bytes) -> None:
        """See ``Storage``: one PUT on S3, a rename on SFTP."""
        path = f"{self.base}/{name}"
        with explained():
            if self.exclusive_put:
                self.fs.pipe_file(path, content)
                return
            temporary = f"{path}.{secrets.token_hex(4)}.part"
            folder = path.rpartition("/")[0]
            try:
                self.fs.makedirs(folder, exist_ok=True)
            except OSError:  # it looks first and makes then; somebody else may have made it in between
                self.fs.makedirs(folder, exist_ok=True)
            with self.fs.open(temporary, "wb") as file:
                file.write(content)
            self.fs.mv(temporary, path)

    def names(self, folder: str = "") -> list[str]:
        """See ``Storage``."""
        with explained():
            # Another machine may have written since: never from a cache.
            self.fs.invalidate_cache()
            try:
                found = self.fs.ls(f"{self.base}/{folder}".rstrip("/"), detail=True)
            except FileNotFoundError:
                return []
        return in_folder(
            folder, (str(item["name"]).rpartition("/")[2] for item in found if item["type"] == "file")
        )

    def _create(self, name: str, owner: str) -> bool:
        """See ``Storage``: a PUT that must create on S3, a new folder on SFTP."""
        path = f"{self.base}/{name}"
        with explained():
            if self.exclusive_put:
                try:
                    self.fs.pipe_file(f"{path}/{OWNER}", owner.encode(), mode="create")
                except FileExistsError:
                    return False
                return True
        mine = f"{name}.{secrets.token_hex(4)}.part"
        self.write(f"{mine}/{OWNER}", owner.encode())
        with explained():
            for _ in range(RENAMES):
                try:
                    self.fs.ftp.rename(f"{self.base}/{mine}", path)
                except OSError as error:
                    refused = error
                else:
                    return True
                # SFTP gives no reason. If the name is free, it was taken a moment ago and let go since.
                if self.fs.exists(path):
                    self.release(mine)
                    return False
                time.sleep(PAUSE_S)
            self.release(mine)
            raise Unreachable(type(refused).__name__) from refused

    def release(self, name: str) -> None:
        """See ``Storage``."""
        with contextlib.suppress(OSError):
            self.fs.rm_file(f"{self.base}/{name}/{OWNER}")
        if not self.exclusive_put:
            with contextlib.suppress(OSError):
                self.fs.ftp.rmdir(f"{self.base}/{name}")


def connect_s3(
    bucket: str, path: str, endpoint: str | None, user: str | None, password: str | None
) -> Storage:
    """Open S3.

    Args:
        bucket: its name.
        path: folder inside, with a leading slash.
        endpoint: address of the service, ``None`` for that of Amazon (or of the environment).
        user: access key.
        password: secret key.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        from s3fs import S3FileSystem

        fs = S3FileSystem(
            key=user,
            secret=password,
            endpoint_url=endpoint,
            config_kwargs={
                "connect_timeout": TIMEOUT_S,
                "read_timeout": TIMEOUT_S,
                "retries": {"max_attempts": 2},
            },
            # What is remembered of a folder would hide what somebody else has published since.
            use_listings_cache=False,
            skip_instance_cache=True,
        )
    except ImportError as error:
        raise missing_extra("s3") from error
    return FsspecStorage(fs, f"{bucket}{path}", exclusive_put=True)


def missing_extra(kind: str) -> UsageError:
    """The libraries for a kind of storage are not installed."""
    return UsageError(
        f"Für {kind}:// fehlt eine Zusatzbibliothek.",
        'Nachinstallieren: pip install "kontakt-companion[storage]".',
        code="storage_extra",
    )


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """What the libraries of S3 and SFTP raise, as ``Unreachable``."""
    try:
        yield
    except (NotThere, KontaktError):
        raise
    except OSError as error:
        raise Unreachable.because(error) from error
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("paramiko", "botocore", "aiobotocore", "aiohttp"):
            raise
        raise Unreachable(type(error).__name__, denied="Auth" in type(error).__name__) from error
