"""How long an entry waits between being given to review and being approved."""

from __future__ import annotations

from datetime import date

from companion.sharing.history import WorkingBank


def lead_times(bank: WorkingBank) -> list[tuple[date, int]]:
    """Day of each approval and the days since the entry was last given to review, the oldest first.

    Approvals of entries that were never seen in review (the bank one started with) are left out.
    """
    waiting: dict[str, date] = {}
    found = []
    for entry_id, revision, document in reversed(list(bank.every_state())):
        status, day = document.meta.get("status") if document else None, revision.at.date()
        if status == "in_review":
            waiting.setdefault(entry_id, day)
        elif status == "approved" and entry_id in waiting:
            found.append((day, (day - waiting.pop(entry_id)).days))
        else:
            waiting.pop(entry_id, None)
    return found
