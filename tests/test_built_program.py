"""The one-folder program: built by PyInstaller, copied elsewhere, it works without Python and without the checkout.

Building takes a minute or two of processor time, so a build is kept in ``build/`` and used again while nothing that
goes into it has changed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_bank import QUESTION
from tests.started import ROOT, Companion

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

INPUTS = ("packaging", "companion", "extension", "answer_bank")
KEPT = ROOT / "build/tested-program"


def digest_of_inputs() -> str:
    """SHA-256 over everything a build depends on."""
    total = hashlib.sha256(sys.version.encode() + (ROOT / "requirements-test.lock").read_bytes())
    for folder in INPUTS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def built() -> Path:
    """Folder of the program, built now unless it is there."""
    wanted = digest_of_inputs()
    stamp = KEPT / "inputs"
    if not stamp.is_file() or stamp.read_text() != wanted:
        shutil.rmtree(KEPT, ignore_errors=True)
        where = ["--distpath", str(KEPT), "--workpath", str(ROOT / "build/pyinstaller-tested")]
        command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR", *where]
        subprocess.run([*command, str(ROOT / "packaging/kontakt.spec")], check=True, timeout=1400, cwd=ROOT)
        stamp.write_text(wanted)
    return KEPT / "kontakt"


def test_it_works_without_python_and_without_the_checkout(tmp_path: Path) -> None:
    home = tmp_path / "Programme" / "kontakt"
    shutil.copytree(built(), home, symlinks=True)
    program = str(home / ("kontakt.exe" if sys.platform == "win32" else "kontakt"))
    environment = {
        "HOME": str(tmp_path),
        "PATH": os.defpath,
        "KONTAKT_DATA": str(tmp_path / "data"),
        "LANG": "C.UTF-8",
    }

    def run(*arguments: str, code: int = 0) -> str:
        done = subprocess.run(
            [program, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=environment,
            timeout=300,
        )
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        return done.stdout

    assert run("--version").startswith("kontakt ")
    assert "elternzeit-teilzeit" in run("match", "Darf ich in der Elternzeit in Teilzeit arbeiten?")

    companion = Companion(tmp_path / "data", command=[program])
    try:
        assert str(home) in companion.output(), "the extension of the program, not of the checkout"
        code = run("pair").split("Kopplungscode: ")[1][:7].replace(" ", "")
        answer = companion.request("POST", "/api/v1/pairing", {"code": code, "name": "Test"}, token="")
        companion.token = answer.json()["token"]
        companion.wait_ready()
        assert companion.request("POST", "/api/v1/suggestions", {"text": QUESTION}).json()["answers"]
        findings = {item["check"]: item for item in json.loads(run("doctor", "--json"))["findings"]}
        for check in ("companion", "matcher", "browsers", "log", "bank", "extension"):
            assert findings[check]["level"] == "ok", findings[check]
        assert str(home) in findings["extension"]["message"]
    finally:
        companion.stop()

    # What needs libraries that follow no import: charts and PDF, statistics, the index of the website.
    until = ["--until", "2026-09-30"]
    run("contacts", "demo-data", *until)
    run("report", "--period", "2026-Q3", "--out", str(tmp_path / "report.html"))
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    run("site", "build", "--out", str(tmp_path / "site"))
    assert list((tmp_path / "site").rglob("pagefind*.pf_meta"))
    line = run("autostart", "on")
    assert program in line
    assert "-m companion" not in line
    run("autostart", "off")
    assert "Programm selbst bleibt" in run("uninstall")
