"""Every finding has a cause and a remedy, and is true."""

from __future__ import annotations

import json
import os
import shutil
import socket
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from companion import doctor, doctor_system
from companion.codebook import load
from companion.config import Settings
from companion.contacts import ContactLog
from companion.doctor_finding import Finding, worst
from tests.small_bank import write_small_bank
from tests.started import Companion, kontakt

TODAY = date(2026, 11, 23)


def found(settings: Settings, check: str, today: date = TODAY) -> list[Finding]:
    return [finding for finding in doctor.examine(settings, today) if finding.check == check]


def level(settings: Settings, check: str, today: date = TODAY) -> str:
    [finding] = found(settings, check, today)
    return finding.level


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_with_a_running_paired_companion_all_is_well(
    start: Callable[..., Companion], small_bank: Path
) -> None:
    companion = start(bank=small_bank).pair().wait_ready()
    result = kontakt("doctor", "--json", data=companion.data)
    assert result.returncode == 0, result.stdout
    findings = {item["check"]: item for item in json.loads(result.stdout)["findings"]}
    for check in (
        "program",
        "sqlite",
        "data_folder",
        "companion",
        "matcher",
        "browsers",
        "log",
        "bank",
        "extension",
    ):
        assert findings[check]["level"] == "ok", findings[check]
    assert companion.address in findings["companion"]["message"]
    assert "Test" in findings["browsers"]["message"]


def test_nothing_is_changed_by_looking(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "none", free_port())
    doctor.examine(settings, TODAY)
    assert not settings.data.exists()


def test_a_data_folder_that_cannot_be_made_is_no_matter_of_starting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file/below/it"):
        [finding] = found(Settings(folder, free_port()), "data_folder")
        assert finding.level == "error"
        assert "ist kein Ordner" in finding.message
        assert "kontakt start" not in finding.remedy
    if os.name == "posix":
        [finding] = found(Settings(Path("/proc/nirgends/daten"), free_port()), "data_folder")
        assert finding.level == "error" or os.access("/proc", os.W_OK)


def test_a_data_folder_nobody_may_write_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    [finding] = [one for one in found(Settings(tmp_path, free_port()), "data_folder") if one.level == "error"]
    assert "lässt sich nicht schreiben" in finding.message


def test_days_and_sizes_are_told_as_germans_write_them(tmp_path: Path) -> None:
    day = {"paired_on": "2026-10-01", "last_seen_on": "2026-10-02"}
    browser = {"name": "Test", "origin": "x", "token_sha256": "x", **day}
    (tmp_path / "pairings.json").write_text(json.dumps({"install": "x", "browsers": [browser]}))
    settings = Settings(tmp_path, free_port())
    [paired] = found(settings, "browsers")
    assert paired.message == "Gekoppelt: Test, zuletzt da am 02.10.2026"
    assert "," in found(settings, "disk_space")[0].message
    assert "gekoppelt am 01.10.2026" in kontakt("pair", "--list", data=tmp_path).stdout


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0" + b"x" * 5000, None], ids=["empty", "broken", "gone"]
)
@pytest.mark.parametrize("backup", [True, False], ids=["with backup", "without"])
def test_a_log_that_is_damaged_or_gone_is_told_before_anything_runs(
    tmp_path: Path, content: bytes | None, backup: bool
) -> None:
    settings = Settings(tmp_path, free_port())
    ContactLog.open(settings.contacts_db, load()).close()
    if backup:
        (tmp_path / "backups").mkdir()
        shutil.copy(settings.contacts_db, tmp_path / "backups/contacts-2026-11-30.sqlite3")
    settings.contacts_db.unlink()
    if content is not None:
        settings.contacts_db.write_bytes(content)
    [finding] = found(settings, "log")
    if backup or content:
        assert finding.level == "error"
        assert "kontakt start" in finding.remedy
        assert ("30.11.2026" in finding.message + finding.remedy) == backup
    else:
        assert finding.message == "Das Kontaktbuch entsteht mit dem ersten Start."
    if content is not None:
        assert settings.contacts_db.read_bytes() == content
        assert "andere" not in kontakt("contacts", "list", data=tmp_path).stderr


def test_every_problem_has_a_remedy(tmp_path: Path) -> None:
    for finding in doctor.examine(Settings(tmp_path, free_port()), TODAY):
        assert finding.message.endswith((".", ")")) or finding.level == "ok"
        assert bool(finding.remedy) == (finding.level != "ok")


def test_it_says_who_has_the_port(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as foreign:
        settings = Settings(tmp_path, foreign.getsockname()[1])
        [finding] = found(settings, "companion")
    assert finding.level == "error"
    assert "ein anderes Programm" in finding.message
    assert kontakt("doctor", "--port", settings.port, data=tmp_path).returncode == 0


def test_a_broken_bank_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    settings = Settings(tmp_path, free_port(), tmp_path / "bank")
    assert level(settings, "bank") == "error"
    assert worst(doctor.examine(settings, TODAY)) == "error"


def test_overdue_expired_and_a_wrong_clock(tmp_path: Path) -> None:
    (tmp_path / "bank").mkdir()
    settings = Settings(tmp_path, free_port(), write_small_bank(tmp_path / "bank"))
    [expired] = found(settings, "expired")
    assert expired.message == "Ein Baustein ist abgelaufen und wird nicht vorgeschlagen: teilzeit-abgelaufen."
    [overdue] = found(settings, "overdue", date(2100, 6, 1))
    assert overdue.level == "warning"
    assert " Bausteine sind zur Prüfung fällig: " in overdue.message
    assert level(settings, "bank_age", date(2100, 6, 1)) == "warning"
    assert level(settings, "clock", date(2020, 1, 1)) == "error"


def test_a_broken_list_of_browsers(tmp_path: Path) -> None:
    (tmp_path / "pairings.json").write_text("{")
    assert level(Settings(tmp_path, free_port()), "browsers") == "error"


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_files_others_can_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    (data / "contacts.sqlite3").write_bytes(b"")
    (data / "contacts.sqlite3").chmod(0o644)
    assert doctor_system.readable_by_others(data) == ["contacts.sqlite3"]
    assert level(Settings(data, free_port()), "data_folder") == "warning"
    data.chmod(0o700)
    assert doctor_system.readable_by_others(data) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_a_file_that_goes_while_it_looks_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log's ``-wal`` and half-written copies come and go."""
    data = tmp_path / "data"
    data.mkdir(mode=0o755)
    for name in ("a.part", "b.sqlite3"):
        (data / name).write_bytes(b"")
        (data / name).chmod(0o644)
    is_file = Path.is_file

    def going(path: Path) -> bool:
        found = is_file(path)
        if path.name == "a.part":
            path.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(Path, "is_file", going)
    assert doctor_system.readable_by_others(data) == ["b.sqlite3"]


@pytest.mark.parametrize(
    ("broken", "check", "said"),
    [
        (".readable_by_others", "data_folder", "Der Datenordner"),
        (".is_on", "autostart", "Der Start mit der Anmeldung"),
        (".backups", "log", "Das Kontaktbuch"),
        ("_bank.open_bank", "bank", "Die Antwortbank"),
        ("_bank.standing", "sharing", "Die gemeinsame Antwortbank"),
        (".disk_encryption", "disk", "Die Festplatte"),
    ],
)
def test_what_cannot_be_looked_at_is_a_finding_and_the_others_follow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, check: str, said: str
) -> None:
    """As while a virus scanner holds a file."""
    settings = Settings(tmp_path, free_port())
    ContactLog.open(settings.contacts_db, load()).close()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path / "x"))

    monkeypatch.setattr(f"companion.doctor{broken}", refuse)
    findings = {finding.check: finding for finding in doctor.examine(settings, TODAY)}
    assert findings[check].level == "warning"
    assert findings[check].message.startswith(f"{said} ließ sich nicht ansehen")
    assert findings[check].remedy
    assert str(tmp_path) not in findings[check].message
    assert findings["extension"].level == "ok"


def test_a_nearly_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "LOW_DISK", 10**18)
    assert level(Settings(tmp_path, free_port()), "disk_space") == "error"


def test_disk_encryption_is_never_claimed_without_proof(tmp_path: Path) -> None:
    encrypted, how = doctor_system.disk_encryption(tmp_path)
    assert encrypted in (True, False, None)
    assert how
    assert doctor_system.disk_encryption(tmp_path / "not" / "there")[1]


def test_an_old_backup_of_the_log(tmp_path: Path) -> None:
    settings = Settings(tmp_path, free_port())
    ContactLog.open(settings.contacts_db, load()).close()
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups/contacts-2026-10-01.sqlite3").write_bytes(b"")
    [finding] = found(settings, "log_backup")
    assert "53 Tage" in finding.message
    assert found(settings, "log_backup", date(2026, 10, 4)) == []


@pytest.mark.parametrize(("age", "warned"), [(0, False), (3, False), (4, True), (40, True)])
def test_a_log_without_any_backup(tmp_path: Path, age: int, warned: bool) -> None:
    settings = Settings(tmp_path, free_port())
    ContactLog.open(settings.contacts_db, load()).close()
    changed = datetime.combine(TODAY - timedelta(days=age), time(12)).timestamp()
    os.utime(settings.contacts_db, (changed, changed))
    findings = found(settings, "log_backup")
    assert bool(findings) is warned
    for finding in findings:
        assert f"seit mindestens {age} Tagen, aber keine Sicherung davon" in finding.message
        assert "kontakt contacts backup" in finding.remedy
    (tmp_path / "backups").mkdir()
    (tmp_path / f"backups/contacts-{TODAY}.sqlite3").write_bytes(b"")
    assert found(settings, "log_backup") == []
