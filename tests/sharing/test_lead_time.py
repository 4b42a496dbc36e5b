"""The time from review to approval, read from the history of a real working bank."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from companion.sharing.history import WorkingBank
from companion.sharing.lead_time import lead_times
from companion.sharing.review import submit, take_back
from tests.sharing.team import EDITOR, LEAD
from tests.small_bank import write_small_bank

ID = "teilzeit-entwurf"


def test_only_what_went_through_review_counts(tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    bank = WorkingBank.create(tmp_path / "working", write_small_bank(tmp_path / "source"), LEAD)
    assert lead_times(bank) == []
    submit(bank, ID, EDITOR)
    take_back(bank, ID, EDITOR)
    assert lead_times(bank) == []
    submit(bank, ID, EDITOR)
    document = bank.document(ID)
    document.meta |= {"status": "approved", "reviewed_on": date.today()}
    bank.save(document, LEAD, "freigegeben")
    ((day, days),) = lead_times(bank)
    assert (day, days) == (next(bank.revisions(ID))[0].at.date(), 0)
