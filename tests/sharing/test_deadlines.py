"""Whoever only reads the bank is told in time that a signature runs out."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from companion import doctor
from companion.config import Settings
from tests.sharing.team import Team


def test_the_doctor_names_a_deadline_of_the_bank(folder_team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_team.release()
    worker = folder_team.machine("worker")
    worker.sync()
    today = date.today()

    def found(on: date) -> list[str]:
        return [
            f.message
            for f in doctor.examine(Settings(folder_team.base / "worker"), on)
            if f.check == "sharing_expiry"
        ]

    assert found(today) == []
    monkeypatch.setattr("companion.sharing.standing.RENEW_BEFORE_DAYS", 31)
    end = today + timedelta(days=30)
    assert f"endet am {end:%d.%m.%Y}" in found(today)[0]
    assert f"endete am {end:%d.%m.%Y}" in found(end + timedelta(days=1))[0]
