"""What the operating system says about files and disks; only looks, asks for no rights."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ASK_S = 10


def free_bytes(folder: Path) -> int:
    """Free space where the folder lies."""
    return shutil.disk_usage(folder).free


def readable_by_others(folder: Path) -> list[str]:
    """Names of files (and ``.`` for the folder) that other accounts of this computer can read; POSIX only."""
    if os.name != "posix" or not folder.stat().st_mode & 0o077:
        return []  # what nobody else can enter needs no rights of its own
    return [path.name for path in sorted(folder.iterdir()) if _is_open_file(path)]


def _is_open_file(path: Path) -> bool:
    try:
        return path.is_file() and bool(path.stat().st_mode & 0o044)
    except FileNotFoundError:  # gone in between, as half-written copies are
        return False


def _ask(*command: str) -> str | None:
    """Output of a system command, ``None`` if it is missing or refuses."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        result = subprocess.run(  # noqa: S603 - fixed commands, no shell
            [program, *command[1:]], capture_output=True, text=True, timeout=ASK_S, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return result.stdout


def disk_encryption(folder: Path) -> tuple[bool | None, str]:
    """Whether the disk under a folder is encrypted (``None``: unknown), and by what or why it is unknown."""
    if sys.platform == "darwin":
        said = _ask("fdesetup", "status")
        return (
            (None, "fdesetup antwortet nicht") if said is None else ("FileVault is On" in said, "FileVault")
        )
    if sys.platform == "win32":
        drive = folder.drive or "C:"
        shell = f"(New-Object -ComObject Shell.Application).NameSpace('{drive}').Self"
        script = f"{shell}.ExtendedProperty('System.Volume.BitLockerProtection')"
        said = _ask("powershell", "-NoProfile", "-Command", script)
        if said is None or not said.strip().isdigit():
            return None, "Windows gibt keine Auskunft"
        return said.strip() in ("1", "3", "5"), "BitLocker"
    return _luks(folder)


def _luks(folder: Path) -> tuple[bool | None, str]:
    """Linux: whether the file system lies on a dm-crypt device."""
    while not folder.exists():
        folder = folder.parent
    source = _ask("findmnt", "--noheadings", "--output", "SOURCE", "--target", str(folder))
    device = (source or "").strip().partition("[")[0]
    if not device.startswith("/dev/"):
        return None, "der Datenträger ist von hier aus nicht zu sehen"
    kinds = _ask("lsblk", "--noheadings", "--inverse", "--output", "TYPE", device)
    if kinds is None:
        return None, "lsblk antwortet nicht"
    return "crypt" in kinds.split(), "LUKS"
