"""A real SFTP server over a real folder (paramiko)."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import paramiko


@contextmanager
def sftp(folder: Path, user: str = "team", password: str = "geheim") -> Iterator[str]:
    """Serve a folder; yields an address with ``sftp://`` that names the key of the server."""
    host_key = paramiko.RSAKey.generate(2048)
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    stop = threading.Event()
    transports: list[paramiko.Transport] = []

    class Server(paramiko.ServerInterface):
        def check_auth_password(self, username: str, given: str) -> int:
            fits = (username, given) == (user, password)
            return paramiko.AUTH_SUCCESSFUL if fits else paramiko.AUTH_FAILED

        def check_channel_request(self, kind: str, chanid: int) -> int:
            return paramiko.OPEN_SUCCEEDED

        def get_allowed_auths(self, username: str) -> str:
            return "password"

    class Files(paramiko.SFTPServerInterface):
        def _path(self, path: str) -> str:
            return str(folder / self.canonicalize(path).lstrip("/"))

        def list_folder(self, path: str) -> Any:
            try:
                names = os.listdir(self._path(path))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            return [
                paramiko.SFTPAttributes.from_stat(os.stat(os.path.join(self._path(path), name)), name)
                for name in names
            ]

        def stat(self, path: str) -> Any:
            try:
                return paramiko.SFTPAttributes.from_stat(os.stat(self._path(path)))
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)

        lstat = stat

        def open(self, path: str, flags: int, attr: Any) -> Any:
            try:
                number = os.open(self._path(path), flags, 0o666)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            handle = paramiko.SFTPHandle(flags)
            file = os.fdopen(
                number,
                "r+b"
                if flags & (os.O_RDWR | os.O_WRONLY) and flags & os.O_RDWR
                else ("wb" if flags & os.O_WRONLY else "rb"),
            )
            handle.readfile = handle.writefile = file  # type: ignore[attr-defined]
            return handle

        def _do(self, work: Any, *args: Any) -> int:
            try:
                work(*args)
            except OSError as error:
                return paramiko.SFTPServer.convert_errno(error.errno or 0)
            return paramiko.SFTP_OK

        def remove(self, path: str) -> int:
            return self._do(os.remove, self._path(path))

        def rename(self, oldpath: str, newpath: str) -> int:
            if os.path.exists(self._path(newpath)):
                return paramiko.SFTP_FAILURE
            return self._do(os.rename, self._path(oldpath), self._path(newpath))

        def posix_rename(self, oldpath: str, newpath: str) -> int:
            return self._do(os.replace, self._path(oldpath), self._path(newpath))

        def mkdir(self, path: str, attr: Any) -> int:
            return self._do(os.mkdir, self._path(path))

        def rmdir(self, path: str) -> int:
            return self._do(os.rmdir, self._path(path))

        def chattr(self, path: str, attr: Any) -> int:
            return paramiko.SFTP_OK

    def serve() -> None:
        while not stop.is_set():
            with suppress(TimeoutError, OSError, paramiko.SSHException, EOFError):
                connection, _ = listener.accept()
                transport = paramiko.Transport(connection)
                transport.add_server_key(host_key)
                transport.set_subsystem_handler("sftp", paramiko.SFTPServer, Files)
                transports.append(transport)
                transport.start_server(
                    threading.Event(), Server()
                )  # the next one need not wait for its greeting

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"sftp://127.0.0.1:{listener.getsockname()[1]}/bank?hostkey={host_key.fingerprint}"
    finally:
        stop.set()
        thread.join(5)
        for transport in transports:
            transport.close()
        listener.close()
