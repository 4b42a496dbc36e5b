"""The register of rooms:

Code, platform, type, size, permission, next check. No names, and no tie to contacts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from companion.codebook import Codebook
from companion.contacts.check import check_fields
from companion.contacts.ledger import insert
from companion.contacts.store import Store
from companion.errors import KontaktError

CHECK_AFTER_DAYS = 180
"""Days after which a permission is looked at again, unless a day is given."""


class UnknownRoomError(KontaktError):
    """No room has this code."""

    def __init__(self) -> None:
        super().__init__(
            "Diesen Raum gibt es nicht.", "Die Liste der Räume ansehen.", code="unknown_room", status=404
        )


class RoomTakenError(KontaktError):
    """A new room was to get a code that another one has, perhaps since a moment ago."""

    def __init__(self) -> None:
        super().__init__("Diesen Code gibt es schon.", "Einen anderen wählen.", code="room_taken", status=409)


class RoomRegister:
    """Adds, changes, removes and lists rooms."""

    def __init__(self, store: Store, codebook: Codebook) -> None:
        self._store = store
        self._codebook = codebook

    def put(self, given: Mapping[str, object], today: date, *, new: bool = False) -> dict[str, Any]:
        """Add a room, or change the given columns of the room with this code.

        Args:
            given: ``code`` and any columns of the table ``rooms``.
            today: decides when the next check is due if none is given.
            new: the code is not to be that of another room.

        Returns:
            the whole room.

        Raises:
            FieldError, StorageError, RoomTakenError: nothing was written.
        """
        accepted = check_fields(
            self._codebook, "rooms", {**given, "code": given.get("code") or ""}, refuse={"codebuch_version"}
        )
        with self._store.writing() as connection:
            known = self._read("WHERE code = ?", [accepted["code"]])
            if known and new:
                raise RoomTakenError
            room = {**(known[0] if known else {}), **accepted}
            room = self._codebook.complete("rooms", room)
            room.setdefault("pruefung_am", (today + timedelta(days=CHECK_AFTER_DAYS)).isoformat())
            room["codebuch_version"] = self._codebook.version
            row = {name: room[name] for name in self._codebook.tables["rooms"].columns}
            insert(connection, "rooms", row, "INSERT OR REPLACE")
        return row

    def remove(self, code: str) -> None:
        """Delete a room for good.

        Raises:
            UnknownRoomError: there is none with this code.
        """
        with self._store.writing(forget=True) as connection:
            if connection.execute("DELETE FROM rooms WHERE code = ?", [code]).rowcount == 0:
                raise UnknownRoomError

    def all(self) -> list[dict[str, Any]]:
        """All rooms by code."""
        return self._read("ORDER BY code", [])

    def _read(self, rest: str, values: list[Any]) -> list[dict[str, Any]]:
        with self._store.reading() as connection:
            cursor = connection.execute(f"SELECT * FROM rooms {rest}", values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, record, strict=True)) for record in cursor]
