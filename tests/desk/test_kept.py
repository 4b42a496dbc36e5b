"""What the desk keeps in memory is never older than the files behind it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

from companion.bank.shelf import shelf_of
from companion.contacts.calendar import week_of
from companion.desk.contacts.reading import Reading
from companion.desk.warming import warm, warm_in_background
from companion.export.periods import period_of
from companion.report.loaded import Loaded
from companion.report.overview import overview
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person
from tests.desk.conftest import served_desk

LEA = Person("Lea", "lead")


def test_contacts_are_read_anew_once_a_contact_is_finished(small_bank: Path, tmp_path: Path) -> None:
    with served_desk(small_bank, tmp_path / "data") as desk:
        today, log = date.today(), desk.inner.parts.log.get()
        day = today - timedelta(days=100)
        quarter = str(period_of(week_of(day)))  # a week belongs to that of its Thursday
        for _ in range(6):
            log.add({"uuid": str(uuid4()), "tag": day.isoformat(), "plattform": "facebook"})
        log.freeze(today)
        reading = Reading(desk.inner)

        def rows(loaded: object) -> int | None:
            assert isinstance(loaded, Loaded)
            return overview(desk.inner.settings, loaded, quarter, today).rows

        first = reading.get(wait_s=60)
        assert rows(first) == 6
        assert reading.get(wait_s=0) is first
        log.add({"uuid": str(uuid4()), "tag": day.isoformat(), "plattform": "facebook"})
        assert reading.get(wait_s=0) is first, "a contact counts once it is finished"
        log.freeze(today)
        assert rows(reading.get(wait_s=60)) == 7
        assert desk.inner.jobs.past() == [], "nothing to tell about it"


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
