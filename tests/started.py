"""A real companion: its own process, its own data folder, a real socket."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
KONTAKT = [sys.executable, "-m", "companion.cli"]
ROOT = Path(__file__).parent.parent
SOURCES = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "not_in_the_product")])
"""What a process of the product imports from: this checkout, without what only the tests' libraries bring."""

KNOWN = ROOT / "build/tested-embeddings.npz"
"""Embeddings of the shipped bank, as the first companion of all tests made them: no other computes them again."""


def kontakt(
    *args: object, data: Path | None = None, timeout: float = 150
) -> subprocess.CompletedProcess[str]:
    """Run a command of ``kontakt`` to its end."""
    environment = {**os.environ, "PYTHONPATH": SOURCES, "PYTHONIOENCODING": "utf-8"}
    if data:
        environment["KONTAKT_DATA"] = str(data)
    return subprocess.run(
        [*KONTAKT, *map(str, args)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        env=environment,
    )


class Companion:
    """A companion that was started by ``kontakt start``; it has printed its address.

    Args:
        data: its data folder.
        bank: a bank other than the shipped one.
        port: 0 for any free one.
        command: how ``kontakt`` is called, if not from this checkout.
    """

    def __init__(
        self, data: Path, bank: Path | None = None, port: int = 0, command: list[str] | None = None
    ) -> None:
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        self._embeddings = data / "cache/embeddings-use-m3.npz"
        self._learns = bank is None and command is None and not self._embeddings.exists()
        if self._learns and KNOWN.exists():
            self._embeddings.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copyfile(KNOWN, self._embeddings)
            self._embeddings.chmod(0o600)
        self._output = data.parent / f"{data.name}.output"
        args = [*(command or KONTAKT), "start", "--data", str(data), "--port", str(port)]
        args += ["--bank", str(bank)] if bank else []
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"} | (
            {} if command else {"PYTHONPATH": SOURCES}
        )
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                args, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, env=environment
            )
        found = self._wait_for(r"Adresse: (http://127\.0\.0\.1:(\d+))")
        self.address, self.port = found.group(1), int(found.group(2))
        self.token = ""

    def output(self) -> str:
        """Everything printed so far, to stdout and stderr."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def _wait_for(self, pattern: str, seconds: float = 180) -> re.Match[str]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            found = re.search(pattern, self.output())
            if found:
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise AssertionError(f"no {pattern!r} in: {self.output()[-800:]}")

    def code(self) -> str:
        """A fresh pairing code from ``kontakt pair``."""
        result = kontakt("pair", data=self.data)
        assert result.returncode == 0, result.stderr
        found = re.search(r"(\d{3}) (\d{3})", result.stdout)
        assert found, result.stdout
        return found.group(1) + found.group(2)

    def pair(self, origin: str = ORIGIN, name: str = "Test") -> Companion:
        """Pair as an extension with that origin."""
        answer = self.request(
            "POST", "/api/v1/pairing", {"code": self.code(), "name": name}, origin=origin, token=""
        )
        assert answer.status_code == 200, answer.text
        self.token, self.origin = answer.json()["token"], origin
        return self

    def request(
        self,
        method: str,
        path: str,
        data: Any = None,
        *,
        origin: str | None = "own",
        token: str | None = None,
        **more: Any,
    ) -> requests.Response:
        """One request with the headers a paired extension sends."""
        token = self.token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        if origin == "own":
            origin = getattr(self, "origin", ORIGIN)
        if origin is not None:
            headers["Origin"] = origin
        headers |= more.pop("headers", {})
        return requests.request(
            method, self.address + path, json=data, headers=headers, timeout=more.pop("timeout", 60), **more
        )

    def wait_ready(self) -> Companion:
        """Until the index is built."""
        for _ in range(1200):
            if self.request("GET", "/api/v1/status").json()["matcher"]["ready"]:
                return self
            time.sleep(0.05)
        raise AssertionError("the index was not built")

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(60)

    def stop(self, how: int = signal.SIGTERM) -> int:
        """End it in good order and return its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
        if self._learns and self._embeddings.exists() and not KNOWN.exists():
            KNOWN.parent.mkdir(exist_ok=True)
            part = KNOWN.with_suffix(f".{os.getpid()}.part")
            shutil.copyfile(self._embeddings, part)
            part.replace(KNOWN)
        return self.process.returncode
