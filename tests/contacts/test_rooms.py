"""The register of rooms."""

from __future__ import annotations

from datetime import date

import pytest

from companion.contacts import FieldError
from companion.contacts.rooms import UnknownRoomError

TODAY = date(2026, 11, 24)


def test_a_room_is_added_changed_listed_and_removed(log):
    first = log.rooms.put({"code": "fb-017", "plattform": "facebook", "raumtyp": "gruppe_offen"}, TODAY)
    assert first["pruefung_am"] == "2027-05-23"
    changed = log.rooms.put({"code": "fb-017", "admin_status": "erlaubt"}, TODAY)
    assert (changed["raumtyp"], changed["admin_status"]) == ("gruppe_offen", "erlaubt")
    log.rooms.put({"code": "fb-002"}, TODAY)
    assert [room["code"] for room in log.rooms.all()] == ["fb-002", "fb-017"]
    log.rooms.remove("fb-017")
    with pytest.raises(UnknownRoomError):
        log.rooms.remove("fb-017")


@pytest.mark.parametrize("code", ["", "Eltern in Köln", "fb-17", "fb-0017", None])
def test_a_room_has_a_code_and_no_name(log, code):
    with pytest.raises(FieldError):
        log.rooms.put({"code": code}, TODAY)
    with pytest.raises(FieldError):
        log.rooms.put({"code": "fb-001", "name": "Eltern in Köln"}, TODAY)
