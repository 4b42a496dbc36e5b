"""Started with the login, by a file the system itself can read."""

from __future__ import annotations

import configparser
import plistlib
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from companion import autostart
from tests.started import kontakt


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="XDG")
def test_on_off_and_what_holds(home: Path) -> None:
    assert "ist aus" in kontakt("autostart").stdout
    assert kontakt("autostart", "on", "--port", 47200).returncode == 0
    assert "ist an" in kontakt("autostart").stdout
    entry = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(autostart.place(), encoding="utf-8")
    line = shlex.split(entry["Desktop Entry"]["Exec"])
    assert line == [*autostart.command(["--port", "47200"])]
    assert "ist aus" in kontakt("autostart", "off").stdout
    assert "schon aus" in kontakt("autostart", "off").stdout
    assert not autostart.place().exists()


def test_what_is_started_exists() -> None:
    result = subprocess.run([*autostart.command(), "--help"], capture_output=True, text=True, timeout=60)
    assert result.returncode == 0
    assert "kontakt start" in result.stdout


def test_paths_with_blanks_and_signs_are_quoted() -> None:
    line = autostart.desktop_entry(["/a b/python", "100%", 'quo"te']).split("Exec=")[1].splitlines()[0]
    assert line == '"/a b/python" "100%%" "quo\\\\"te"'


def test_the_launch_agent_is_a_property_list(home: Path) -> None:
    agent = plistlib.loads(autostart.launch_agent(["/usr/bin/python3", "-m", "companion.cli", "start"]))
    assert agent["ProgramArguments"][-1] == "start"
    assert agent["RunAtLoad"] is True
    assert autostart.place("darwin", home) == home / "Library/LaunchAgents/next.kontakt.begleiter.plist"


def test_wrong_usage() -> None:
    assert kontakt("autostart", "vielleicht").returncode == 2
