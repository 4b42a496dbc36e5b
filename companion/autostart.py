"""Starts the companion when somebody logs in, by the means each system has for that, without administrator rights.

Linux: an XDG autostart entry. macOS: a launch agent. Windows: the ``Run`` key of the current user.
"""

from __future__ import annotations

import os
import plistlib
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from companion.errors import KontaktError

NAME = "kontakt-begleiter"
LABEL = "next.kontakt.begleiter"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def program(quiet: bool = False) -> list[str]:
    """How this installation calls ``kontakt``.

    Args:
        quiet: on Windows without a window of its own.
    """
    frozen = getattr(sys, "frozen", False)  # the built program; beside it, on Windows, one without a window
    path = Path(sys.executable)
    other = path.with_name("kontaktw.exe" if frozen else "pythonw.exe")
    found = str(other if quiet and other.exists() else path)
    return [found] if frozen else [found, "-m", "companion.cli"]


def command(options: Sequence[str] = ()) -> list[str]:
    """How this installation starts its companion, without a window of its own."""
    return [*program(quiet=True), "start", *options]


def place(platform: str = sys.platform, home: Path | None = None) -> Path:
    """The file that makes the system start the companion (Linux, macOS)."""
    home = home or Path.home()
    if platform == "darwin":
        return home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else home / ".config") / "autostart" / f"{NAME}.desktop"


def _quoted(argument: str) -> str:
    """One argument of an ``Exec`` line (Desktop Entry Specification, quoting)."""
    for sign in '\\"`$':
        argument = argument.replace(sign, "\\" + sign)
    return '"' + argument.replace("\\", "\\\\").replace("%", "%%") + '"'


def desktop_entry(arguments: Sequence[str]) -> str:
    """The XDG autostart entry."""
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Name=kontakt-Begleiter",
        "Comment=Antworten und Richtigstellungen neben dem Beitrag",
        "Exec=" + " ".join(_quoted(argument) for argument in arguments),
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return "\n".join(lines) + "\n"


def launch_agent(arguments: Sequence[str]) -> bytes:
    """The macOS launch agent; started again only after a crash, not after an orderly end."""
    return plistlib.dumps(
        {
            "Label": LABEL,
            "ProgramArguments": list(arguments),
            "RunAtLoad": True,
            "KeepAlive": {"Crashed": True},
            "ProcessType": "Background",
        }
    )


def switch_on(options: Sequence[str] = ()) -> str:
    """Start the companion with every login from now on; returns what the system will run.

    Raises:
        KontaktError: ``autostart_failed``.
    """
    arguments = command(options)
    try:
        if sys.platform == "win32":
            _write_run_key(subprocess.list2cmdline(arguments))
        else:
            path = place()
            path.parent.mkdir(parents=True, exist_ok=True)
            if sys.platform == "darwin":
                path.write_bytes(launch_agent(arguments))
            else:
                path.write_text(desktop_entry(arguments), encoding="utf-8")
    except OSError as error:
        raise _failed() from error
    return shlex.join(arguments)


def switch_off() -> bool:
    """Do not start it any more; whether it was switched on.

    Raises:
        KontaktError: ``autostart_failed``.
    """
    was_on = is_on()
    try:
        if sys.platform == "win32":
            if was_on:
                _write_run_key(None)
        else:
            place().unlink(missing_ok=True)
    except OSError as error:
        raise _failed() from error
    return was_on


def is_on() -> bool:
    """Whether the companion starts with the login."""
    if sys.platform == "win32":
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
                winreg.QueryValueEx(key, NAME)
        except OSError:
            return False
        return True
    return place().is_file()


def _write_run_key(line: str | None) -> None:
    """Set or delete the value of the current user's ``Run`` key."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY, access=winreg.KEY_SET_VALUE) as key:
            if line is None:
                winreg.DeleteValue(key, NAME)
            else:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line)


def _failed() -> KontaktError:
    return KontaktError(
        "Der Autostart lässt sich nicht einstellen, das System lehnt es ab.",
        "Bitte die Rechte am eigenen Benutzerordner prüfen.",
        code="autostart_failed",
    )
