"""A storage on SFTP: only with a server whose key is known (the extra ``storage``).

The key is the one the address names (``?hostkey=SHA256:…``, as ``ssh-keygen -l`` prints it), so that an invitation
carries it; else one of the system's ``known_hosts``. An unknown key is refused: whoever sits between would get the
password. What they serve would still have to be signed.
"""

from __future__ import annotations

import hmac
from typing import Any
from urllib.parse import urlsplit

import paramiko
from fsspec.implementations.sftp import SFTPFileSystem

from companion.errors import KontaktError
from companion.sharing.storage import TIMEOUT_S, Storage
from companion.sharing.storage_fsspec import FsspecStorage, explained


class _Pinned(paramiko.MissingHostKeyPolicy):  # type: ignore[misc]
    """Asked for every key that ``known_hosts`` does not know."""

    def __init__(self, address: str, pinned: str | None) -> None:
        self.address, self.pinned = address, pinned

    def missing_host_key(self, client: paramiko.SSHClient, hostname: str, key: paramiko.PKey) -> None:
        """Let the pinned key pass.

        Raises:
            KontaktError: it is another one, or none is pinned.
        """
        if self.pinned is None:
            raise KontaktError(
                f"Der SFTP-Server der Ablage ist hier noch nicht bekannt. Sein Fingerabdruck ist {key.fingerprint}.",
                "Den Fingerabdruck bei der Stelle erfragen, die den Server betreibt. Ist es derselbe, die Adresse so "
                f"angeben: {self.address}?hostkey={key.fingerprint}",
                code="storage_unknown_host",
                status=503,
            )
        if not hmac.compare_digest(self.pinned.encode(), str(key.fingerprint).encode()):
            raise _another_key()


class _VerifiedFileSystem(SFTPFileSystem):  # type: ignore[misc]
    """The file system of fsspec over a connection whose server was recognised."""

    def __init__(self, host: str, policy: _Pinned, **options: Any) -> None:
        self._policy = policy
        super().__init__(host, **options)

    def _connect(self) -> None:
        self.client = paramiko.SSHClient()
        if self._policy.pinned is None:
            self.client.load_system_host_keys()
        self.client.set_missing_host_key_policy(self._policy)
        try:
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
        except paramiko.BadHostKeyException as error:
            self.client.close()
            raise _another_key() from error
        except BaseException:
            self.client.close()
            raise


def connect_sftp(host: str, path: str, pinned: str | None, user: str | None, password: str | None) -> Storage:
    """Open SFTP.

    Args:
        host: ``server``, ``user@server`` or with ``:port``.
        path: folder on the server.
        pinned: fingerprint of the server's key, ``SHA256:…``; ``None``: it must stand in ``known_hosts``.
        user: name, before the one in ``host``.
        password: ``None``: with a key of the agent or of ``~/.ssh``.

    Raises:
        KontaktError: the server is unknown or another one than agreed.
        Unreachable: no connection or no access.
    """
    name, _, address = host.rpartition("@")
    where = urlsplit(f"sftp://{address}")
    with explained():
        fs = _VerifiedFileSystem(
            where.hostname or "",
            _Pinned(f"sftp://{host}{path}", pinned),
            port=where.port or 22,
            username=user or name or None,
            password=password,
            timeout=TIMEOUT_S,
            # A cached file system would keep a connection that has died, for ever.
            skip_instance_cache=True,
        )
    return FsspecStorage(fs, path, exclusive_put=False)


def _another_key() -> KontaktError:
    return KontaktError(
        "Der SFTP-Server der Ablage weist sich anders aus als vereinbart.",
        "Nicht weitermachen und bei der Stelle nachfragen, die den Server betreibt: Er wurde neu eingerichtet, oder "
        "jemand hat sich dazwischengeschaltet. Die bisherige Antwortbank gilt weiter.",
        code="storage_wrong_host",
        status=503,
    )
