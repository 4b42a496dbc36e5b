"""Fields of a form that are not checked through a page."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from companion.desk.forms import Form
from companion.export import seal
from tests.desk.conftest import Client, Desk

WORDS = "  vier zufällige wörter "


def test_a_secret_is_taken_as_it_was_typed() -> None:
    form = Form(MultiDict({"passphrase": WORDS, "new": WORDS, "new_again": WORDS}))
    assert form.secret("passphrase", "Passphrase") == WORDS
    assert form.new_passphrase("new", "Passphrase", 12) == WORDS
    assert form.errors == {}


@pytest.mark.parametrize("sent", ["", "zu lang" * 100, "Steuer\x07zeichen"])
def test_what_no_passphrase_can_be_is_refused(sent: str) -> None:
    form = Form(MultiDict({"passphrase": sent}))
    form.secret("passphrase", "Passphrase")
    assert "passphrase" in form.errors


def test_a_new_passphrase_is_typed_twice_alike_to_the_last_space() -> None:
    form = Form(MultiDict({"new": WORDS, "new_again": WORDS.strip()}))
    form.new_passphrase("new", "Passphrase", 12)
    assert form.errors == {"new": "Beide Eingaben müssen gleich sein."}


def test_a_password_may_be_left_out() -> None:
    form = Form(MultiDict({"password": ""}))
    assert form.secret("password", "Passwort", required=False) == ""
    assert form.errors == {}


def test_a_key_of_the_command_line_opens_in_the_desk(client: Client, desk: Desk) -> None:
    desk.role("teamleitung")
    seal.new_key(desk.data / "deliveries.key", WORDS)
    collect = {"origin": str(desk.data / "lieferungen"), "passphrase": WORDS}
    assert client.post("/desk/contacts/deliveries/collect", collect).status_code == 303
    stripped = client.post("/desk/contacts/deliveries/collect", {**collect, "passphrase": WORDS.strip()})
    assert stripped.status_code == 422
