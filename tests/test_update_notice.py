"""A newer version of the program is announced by the signed bank alone, and nothing but a sentence follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from companion import __version__, doctor
from companion.api.status import describe
from companion.app import make_parts
from companion.config import Settings
from companion.doctor_finding import Finding
from companion.sharing.proposal import examine
from tests.sharing.conftest import make_team
from tests.sharing.team import Team
from tests.small_bank import write_small_bank


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    yield from make_team("folder", tmp_path)


def speak_of(bank: Path, current: str, minimum: str = "") -> None:
    path = bank / "bank.yaml"
    manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
    manifest["program"] = {"current": current} | ({"minimum": minimum} if minimum else {})
    path.write_text(yaml.safe_dump(manifest, allow_unicode=True), encoding="utf-8")


def told(settings: Settings) -> tuple[object, Finding | None]:
    """What status and doctor say of an update."""
    parts = make_parts(settings, 0)
    status = describe(parts)["companion"]
    parts.log.close()
    assert isinstance(status, dict)
    found = [finding for finding in doctor.examine(settings, date.today()) if finding.check == "update"]
    return status["update"], found[0] if found else None


def test_the_signed_bank_announces_it_and_both_signers_saw_it(team: Team, tmp_path: Path) -> None:
    worker = team.machine("worker")
    settings = Settings(tmp_path / "worker")
    team.release()
    worker.sync()
    assert told(settings) == (None, None)

    speak_of(team.working.folder, "99.1")
    proposal = team.propose()
    team.jurist.sync()
    assert "Fassung des Programms" in [
        change.title for change in examine(proposal, team.jurist, date.today())
    ]
    team.publisher.publish(team.sign(proposal), team.keys["online"])
    team.lead.sync()
    worker.sync()
    status, finding = told(settings)
    assert status == {"version": "99.1", "needed": False}
    assert finding is not None
    assert finding.level == "warning"
    assert "99.1" in finding.message
    assert __version__ in finding.message

    speak_of(team.working.folder, "99.2", "99.0")
    team.release()
    worker.sync()
    status, finding = told(settings)
    assert status == {"version": "99.2", "needed": True}
    assert finding is not None
    assert "nicht mehr gepflegt" in finding.message

    speak_of(team.working.folder, __version__)
    team.release()
    worker.sync()
    status, finding = told(settings)
    assert status is None
    assert finding is not None
    assert finding.level == "ok"


def test_an_unsigned_bank_announces_nothing(tmp_path: Path) -> None:
    for name in ("bank", "data"):
        (tmp_path / name).mkdir()
    bank = write_small_bank(tmp_path / "bank")
    speak_of(bank, "99.1", "99.0")
    assert told(Settings(tmp_path / "data", 0, bank)) == (None, None)
