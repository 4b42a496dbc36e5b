"""What the desk keeps in memory is never older than the files behind it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from companion.bank.shelf import shelf_of
from companion.desk.contacts.overview import Kept
from companion.desk.warming import warm, warm_in_background
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import served_desk

LEA = Person("Lea", "lead")


def test_an_overview_is_made_anew_once_a_contact_is_finished(small_bank: Path, tmp_path: Path) -> None:
    with served_desk(small_bank, tmp_path / "data") as desk:
        today, log = date.today(), desk.inner.parts.log.get()
        day = today - timedelta(days=100)
        quarter = f"{day.year}-Q{(day.month - 1) // 3 + 1}"
        for _ in range(6):
            log.add({"uuid": str(uuid4()), "tag": day.isoformat(), "plattform": "facebook"})
        log.freeze(today)
        kept = Kept(desk.inner)
        first = kept.get(quarter, today, None, None)
        assert first.rows == 6
        assert kept.get(quarter, today, None, None) is first
        log.add({"uuid": str(uuid4()), "tag": day.isoformat(), "plattform": "facebook"})
        log.freeze(today)
        assert kept.get(quarter, today, None, None).rows == 7


def test_reading_ahead_does_no_harm_where_nothing_is_to_be_read(small_bank: Path, tmp_path: Path) -> None:
    warm(tmp_path)
    assert list(tmp_path.iterdir()) == []
    folder = tmp_path / "working"
    WorkingBank.create(folder, small_bank, LEA).close()
    warm_in_background(folder).join()
    bank = WorkingBank(folder)
    document = bank.document("teilzeit-anspruch")
    document.texts[""] = "Ein neuer Satz."
    bank.save(document, LEA, "neu")
    assert len(list(bank.revisions("teilzeit-anspruch"))) == 2
    bank.close()
    found = shelf_of(folder).reading(date.today()).documents["answers/teilzeit/teilzeit-anspruch.md"]
    assert found.texts[""] == "Ein neuer Satz."
