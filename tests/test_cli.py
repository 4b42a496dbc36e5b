"""The root of all commands."""

from __future__ import annotations

import ctypes
import errno
import importlib
import os
import subprocess
import sys
from ctypes import wintypes
from types import SimpleNamespace

import click
import pytest

from companion import __version__, cli
from companion.cli import NICE, ROOMS, main
from companion.cli import kontakt as kontakt_group
from companion.config import settings
from companion.errors import UsageError
from tests.started import ROOT, kontakt


def test_version_and_overview() -> None:
    assert kontakt("--version").stdout.strip() == f"kontakt {__version__}"
    overview = kontakt("--help").stdout
    assert "Beispiel:" in overview
    for name, (_, line) in ROOMS.items():
        assert f"  {name} " in overview
        assert line.split()[0] in overview


@pytest.mark.parametrize("name", ROOMS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    command = getattr(importlib.import_module(ROOMS[name][0]), name.replace("-", "_"))
    assert isinstance(command, click.Command)
    inner = list(command.commands.values()) if isinstance(command, click.Group) else [command]
    for one in inner:
        shown = one.get_help(click.Context(one, info_name=one.name))
        assert "Beispiel: kontakt" in shown, one.name


def test_the_overview_loads_no_room() -> None:
    script = "\n".join(
        (
            "import sys; sys.argv = ['kontakt', '--help']",
            "from companion.cli import kontakt; kontakt(standalone_mode=False)",
            "print([m for m in sys.modules if m.startswith('companion.') and m.count('.') > 1 or m == 'numpy'])",
        )
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert result.stdout.strip().endswith("[]"), result.stdout[-300:]


def test_an_unknown_command_is_wrong_usage() -> None:
    result = kontakt("gibtsnicht")
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_numpy_gets_one_thread_unless_told_otherwise() -> None:
    script = "\n".join(
        (
            "import os; from companion.cli import main",
            "try: main(['--version'])",
            "except SystemExit: pass",
            "print(os.environ['OPENBLAS_NUM_THREADS'])",
        )
    )
    plain = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")} | {
        "PYTHONPATH": str(ROOT)
    }
    for given, wanted in (({}, "1"), ({"OPENBLAS_NUM_THREADS": "3"}, "3")):
        result = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, env={**plain, **given}, timeout=60
        )
        assert result.stdout.split()[-1] == wanted, result.stderr


@pytest.mark.skipif(os.name != "posix", reason="niceness of POSIX")
@pytest.mark.parametrize(("command", "steps"), [("report", NICE), ("export", NICE), ("doctor", 0)])
def test_long_work_gives_way_to_the_panel(command: str, steps: int) -> None:
    code = (
        f"import os, companion.cli as c; was = os.nice(0); c._give_way({command!r}); print(os.nice(0) - was)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) == min(steps, 19 - os.nice(0))


@pytest.mark.parametrize(
    ("error", "said", "remedy"),
    [
        (
            OSError(errno.ENOSPC, "No space left on device", "/data/a.json"),
            "bei /data/a.json (kein Platz mehr",
            "Was tun: Platz schaffen",
        ),
        (
            PermissionError(errno.EACCES, "Permission denied"),
            "gescheitert (keine Berechtigung)",
            "Was tun: Die Rechte",
        ),
        (OSError(errno.ENOTTY, "?"), "gescheitert (das System lehnt es ab)", "Was tun: Rechte und freien"),
    ],
)
def test_what_the_system_refuses_is_told_in_german_with_its_own_remedy(
    error: OSError,
    said: str,
    remedy: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(kontakt_group, "main", fail)
    with pytest.raises(SystemExit) as ended:
        main(["doctor"])
    assert ended.value.code == 1
    told = capsys.readouterr().err
    assert said in told
    assert remedy in told


@pytest.mark.parametrize("port", ["²", "70000", "9" * 5000, "-1", "x"])
def test_a_port_that_is_none_is_wrong_usage(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_PORT", port)
    with pytest.raises(UsageError, match="keine Anschlussnummer"):
        settings()


@pytest.mark.skipif(os.name != "posix", reason="Windows makes a folder of any name beside the own one")
def test_a_data_folder_in_the_home_of_nobody_is_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_DATA", "~nixda/x")
    with pytest.raises(UsageError, match="dieses Konto gibt es nicht"):
        settings()


class _Called:
    """A function of a Windows library: what it was told about its types, and what it was called with."""

    restype: object = ctypes.c_int
    argtypes: object = None

    def __init__(self, answer: int) -> None:
        self._answer = answer
        self.given: list[object] = []

    def __call__(self, *given: object) -> int:
        self.given += given
        return self._answer


def test_windows_is_told_the_types_of_a_handle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A handle has 64 bits there; as the ``int`` that ctypes assumes its upper half is whatever lay there."""
    this, lower = _Called(-1), _Called(1)
    kernel = SimpleNamespace(GetCurrentProcess=this, SetPriorityClass=lower)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ctypes, "WinDLL", lambda name: kernel, raising=False)
    monkeypatch.setattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0x4000, raising=False)
    cli._give_way("report")
    assert this.restype is wintypes.HANDLE
    assert lower.argtypes == [wintypes.HANDLE, wintypes.DWORD]
    assert lower.given == [-1, 0x4000]
