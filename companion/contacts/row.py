"""A row of the log as the other rooms see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

OPEN_DAYS = 14
"""Days after the day of the contact on which its row may still be changed."""


@dataclass(frozen=True)
class Row:
    """One open row.

    Attributes:
        uuid: the client's key.
        values: every column of the codebook but ``uuid``, in its order.
        repeated: this very row was there before the call.
        frozen: it can no longer be changed; ``values`` is empty, since nothing tells which row it became.
    """

    uuid: str
    values: Mapping[str, Any]
    repeated: bool = False
    frozen: bool = False

    @property
    def freezes_on(self) -> date | None:
        """First day on which the row can no longer be changed, ``None`` when it is frozen."""
        if self.frozen:
            return None
        return date.fromisoformat(self.values["tag"]) + timedelta(days=OPEN_DAYS)

    def to_json(self) -> dict[str, Any]:
        """The shape of a contact in the HTTP interface."""
        found = {"uuid": self.uuid, **self.values, "frozen": self.frozen}
        if self.freezes_on is not None:
            found["freezes_on"] = self.freezes_on.isoformat()
        return found


def row_from(record: Mapping[str, Any], *, repeated: bool = False) -> Row:
    """A row from a record of an ``…_open`` table."""
    values = {name: value for name, value in record.items() if name != "uuid"}
    return Row(record["uuid"], MappingProxyType(values), repeated)
