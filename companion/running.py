"""How a command finds the companion that runs on the same data folder, and talks to it.

The running companion leaves port, process number and a secret in ``running.json``, for its owner only.
A web page can read neither the file nor, for want of the secret, the routes behind it.
"""

from __future__ import annotations

import http.client
import json
import os
import socket
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from companion.config import HOST, Settings
from companion.errors import KontaktError
from companion.private_files import write_json
from companion.state_file import json_of
from companion.system_errors import reason, remedy

TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Running:
    """What a command needs to reach a running companion."""

    port: int
    pid: int
    secret: str

    def __repr__(self) -> str:
        return f"Running(port={self.port}, pid={self.pid})"


def announce(path: Path, port: int, secret: str) -> None:
    """Leave word for the commands.

    Raises:
        KontaktError: ``disk_full`` (507).
    """
    try:
        write_json(path, asdict(Running(port, os.getpid(), secret)))
    except OSError as error:
        raise KontaktError(
            f"Im Datenordner lässt sich {path.name} nicht schreiben ({reason(error)}).",
            f"{remedy(error)} Oder mit --data einen anderen Ordner angeben.",
            code="disk_full",
            status=507,
        ) from None


def find(settings: Settings) -> Running | None:
    """The companion of this data folder, if it answers."""
    try:
        found = Running(**json_of(settings.running.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None
    if type(found.port) is not int or not 0 < found.port < 65536 or not isinstance(found.secret, str):
        return None
    try:
        answer = call(found, "GET", "/control/v1/browsers")
    except KontaktError:
        return None
    return found if "browsers" in answer else None


def call(
    running: Running,
    method: str,
    path: str,
    data: dict[str, object] | None = None,
    timeout_s: float = TIMEOUT_S,
) -> dict[str, Any]:
    """One request to the running companion.

    Args:
        running: as found.
        method: of HTTP.
        path: of the route.
        data: body of a POST.
        timeout_s: how long its answer may take.

    Raises:
        KontaktError: what it answered; ``not_running`` when nobody does, ``companion_silent`` when its answer takes too
            long. Then what was asked for may happen all the same.
    """
    body = json.dumps(data if data is not None else {}) if method == "POST" else None
    headers = {"Authorization": f"Bearer {running.secret}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection(HOST, running.port, timeout=timeout_s)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = json_of(response.read())
    except TimeoutError:
        raise silent() from None
    except (OSError, ValueError, http.client.HTTPException):
        raise not_running() from None
    finally:
        connection.close()
    if not isinstance(answer, dict):
        raise not_running()
    if response.status >= 400:
        error = answer.get("error")
        if not isinstance(error, dict) or not error.get("message"):
            raise not_running()
        raise KontaktError(error["message"], error.get("hint", ""), code=error.get("code", "failed"))
    return answer


def not_running() -> KontaktError:
    """The error of a command that needs a running companion."""
    return KontaktError(
        "Auf diesem Datenordner läuft kein Begleiter.",
        "Ihn mit 'kontakt start' starten. Liegt er in einem anderen Ordner, diesen mit --data angeben.",
        code="not_running",
        status=503,
    )


def absent(settings: Settings) -> KontaktError:
    """Why no companion was found on this data folder: none runs there, or the one that does keeps silent."""
    return silent() if is_held(settings) else not_running()


def silent() -> KontaktError:
    """The error of a command whose companion runs and does not answer."""
    return KontaktError(
        "Der Begleiter auf diesem Datenordner antwortet nicht.",
        "Eine Minute warten und es wiederholen. Bleibt es dabei: ihn beenden (Strg+C in seinem Fenster, oder am "
        "Rechner ab- und wieder anmelden), dann 'kontakt start'. Was du notiert hast, bleibt.",
        code="companion_silent",
        status=503,
    )


def is_held(settings: Settings) -> bool:
    """Whether a companion, or a command that writes to the log, holds this data folder."""
    if not settings.lock.is_file():
        return False
    try:
        with FileLock(settings.lock, timeout=0):
            return False
    except Timeout:
        return True
    except OSError:
        return False


def keeps_silent(settings: Settings) -> bool:
    """Whether a companion that has left word holds this data folder; for who has just asked it in vain."""
    return settings.running.exists() and is_held(settings)


def is_free(port: int) -> bool:
    """Whether nobody listens on that port of 127.0.0.1."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
        return sock.connect_ex((HOST, port)) != 0


def says_hello(port: int) -> bool:
    """Whether a companion (of whatever data folder) answers on that port."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2.0)
    try:
        connection.request("GET", "/api/v1/hello")
        answer = json_of(connection.getresponse().read(10_000))
        return isinstance(answer, dict) and answer.get("app") == "kontakt-companion"
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        connection.close()
