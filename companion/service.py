"""The running companion: one per data folder, on 127.0.0.1 only, stopping in good order."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout
from flask import Flask

from companion import running, server
from companion.api.parts import Parts
from companion.app import Group, create_app, make_parts
from companion.bank_in_use import BankKeeper
from companion.config import HOST, Settings
from companion.desk import desk_of
from companion.errors import KontaktError
from companion.private_files import make_private_folder

SWITCH_S = 0.001
"""After so long a thread leaves Python to another that waits. A request changes threads several times, and with
Python's own 5 ms it would wait as often as long while a suggestion is worked out (decision 313)."""


COMMAND_S = 5.0
"""So long a start waits for whoever holds the data folder and does not answer: mostly a command that is soon done."""


@dataclass(frozen=True)
class Started:
    """What is known once the companion listens.

    Attributes:
        address: ``http://127.0.0.1:PORT``.
        code: a pairing code, if no browser is paired yet.
        parts: the living parts.
        sign_in: makes a one-time address that opens the desk, see ``companion.desk.sign_in``.
    """

    address: str
    code: str | None
    parts: Parts
    sign_in: Callable[[], str]


@contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Hold the lock of the data folder: one process writes to the log, never two.

    Raises:
        KontaktError: ``already_running``.
    """
    lock = FileLock(settings.lock, timeout=0)
    try:
        try:
            lock.acquire()
        except Timeout:
            if running.find(settings):
                raise
            lock.acquire(timeout=COMMAND_S)
    except Timeout:
        other = running.find(settings)
        if other is None:
            raise running.absent(settings) from None
        raise KontaktError(
            f"Auf diesem Datenordner läuft schon ein Begleiter. Er antwortet auf http://{HOST}:{other.port}.",
            "Es ist nichts zu tun, einfach weiterarbeiten. 'kontakt pair' holt einen Code zum Koppeln.",
            code="already_running",
            status=409,
        ) from None
    except OSError as error:
        raise KontaktError(
            "Der Datenordner lässt sich nicht sperren.",
            "Bitte Rechte prüfen oder mit --data einen Ordner auf der eigenen Festplatte angeben.",
            code="data_folder",
            status=503,
        ) from error
    try:
        yield
    finally:
        lock.release()


def _bind(settings: Settings) -> tuple[socket.socket, int]:
    """A socket on the wished port; a taken one is explained by who has it."""
    try:
        sock = server.bind(settings.port)
    except KontaktError as error:
        if error.code == "port_taken" and running.says_hello(settings.port):
            raise KontaktError(
                f"Auf dem Anschluss {settings.port} läuft ein Begleiter mit anderem Datenordner.",
                "Den anderen beenden oder mit --port einen anderen Anschluss wählen.",
                code="port_taken_by_companion",
                status=503,
            ) from None
        raise
    return sock, int(sock.getsockname()[1])


def _log_to_stderr() -> None:
    """Warnings and errors only, without times of day to the second and without any word of a request."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s: %(message)s")
    # waitress would log the address of a request whose handling failed, werkzeug is not used at all.
    logging.getLogger("waitress").setLevel(logging.CRITICAL)


class _Stop:
    """What a signal does: it ends the loop of the server, once; what comes before the loop is finished first.

    Attributes:
        wished: a signal came.
        interrupts: the loop runs, and an exception ends it in good order.
    """

    def __init__(self) -> None:
        self.wished = False
        self.interrupts = False

    def __call__(self, _signal: int, _frame: FrameType | None) -> None:
        self.wished = True
        if self.interrupts:
            self.interrupts = False
            raise SystemExit(0)


@contextmanager
def _stopping_on_signals() -> Iterator[_Stop]:
    """SIGTERM and SIGINT end the server's loop; requests being handled are answered first."""
    stop = _Stop()
    before = {name: signal.signal(name, stop) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def serve(
    settings: Settings, on_start: Callable[[Started], None] | None = None, more: Iterable[Group] = ()
) -> None:
    """Run the companion until it is told to stop; call from the main thread.

    Args:
        settings: where things lie and on which port to listen.
        on_start: called once the companion listens.
        more: further groups of routes.

    Raises:
        KontaktError: a second companion, a taken port, a broken bank, an unusable data folder.
    """
    _log_to_stderr()
    os.umask(0o077)  # whatever this process writes is its owner's only
    make_private_folder(settings.data)
    with _only_one(settings):
        sock, port = _bind(settings)
        secret = secrets.token_urlsafe(32)
        try:
            parts = make_parts(settings, port, secret)
            running.announce(settings.running, port, secret)
        except BaseException:
            sock.close()
            raise
        keeper = BankKeeper(settings, parts.active)
        try:
            keeper.start()
            _run(parts, create_app(parts, more), sock, on_start)
        finally:
            keeper.stop()
            _forget(settings.running)
            parts.log.close()


def _run(parts: Parts, app: Flask, sock: socket.socket, on_start: Callable[[Started], None] | None) -> None:
    listening = server.create(app, sock)
    sys.setswitchinterval(SWITCH_S)
    try:
        with _stopping_on_signals() as stop:
            parts.log.problem()  # open, migrate and freeze now, not at the first contact
            parts.active.start()
            desk_of(app).warm()
            if on_start:
                code = None if parts.pairings.all() else parts.window.open()
                on_start(
                    Started(
                        f"http://{HOST}:{listening.effective_port}", code, parts, desk_of(app).links.address
                    )
                )
            with suppress(SystemExit):
                stop.interrupts = True
                if not stop.wished:
                    listening.run()
    finally:
        desk_of(app).close()
        listening.close()


def _forget(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
