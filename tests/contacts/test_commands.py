"""The log on the command line, in the same process and beside a running companion."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from filelock import FileLock

from companion.codebook import load
from companion.config import settings
from companion.contacts.commands import contacts
from companion.contacts.opening import open_log
from companion.contacts.view import view_log
from companion.errors import KontaktError, UsageError
from tests.started import Companion, kontakt


@pytest.fixture
def call(tmp_path):
    def call(*arguments: str) -> str:
        result = CliRunner().invoke(contacts, [*arguments, "--data", str(tmp_path)], catch_exceptions=True)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    return call


def test_a_contact_is_added_and_listed(call):
    call("add", "plattform=instagram", "thema=elterngeld", "modus=verweisen")
    listed = json.loads(call("list", "--json"))
    assert [row["plattform"] for row in listed["rows"]] == ["instagram"]
    assert listed["counts"]["open"] == 1
    assert "Kontakte: 1 offen, 0 abgeschlossen. Lücken: 0." in call("list")


@pytest.mark.parametrize(
    ("kind", "fields", "count"),
    [
        ("luecke", ["thema=rente"], "gaps"),
        ("beobachtung", ["plattform=forum", "anzahl=1"], "observations"),
        ("eigener-beitrag", ["plattform=instagram", "beitragsformat=story"], "own_posts"),
    ],
)
def test_everything_else_is_added_by_hand_too(call, kind, fields, count):
    call("add", "--kind", kind, *fields)
    assert json.loads(call("list", "--json"))["counts"][count] == 1


def test_rooms_and_gaps_are_listed(call):
    call("add", "--kind", "raum", "code=fb-017", "admin_status=erlaubt")
    call("add", "--kind", "luecke", "thema=rente")
    assert "fb-017" in call("list", "--rooms")
    assert "rente" in call("list", "--gaps")


def test_a_shift_that_does_not_fit_the_day_is_refused_by_hand(call):
    today = date.today()
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    friday = saturday - timedelta(days=1)
    for wrong in ([f"tag={friday}", "schicht=wochenende"], [f"tag={saturday}", "schicht=abend"]):
        with pytest.raises(KontaktError, match="schicht"):
            call("add", *wrong)
    call("add", f"tag={saturday}")
    assert [row["schicht"] for row in json.loads(call("list", "--json"))["rows"]] == ["wochenende"]


def test_wrong_use_is_explained(call):
    with pytest.raises(KontaktError) as caught:
        call("list")
    assert caught.value.code == "no_log"
    with pytest.raises(UsageError):
        call("add", "thema")
    with pytest.raises(UsageError):
        call("add", "--kind", "luecke", "modus=verweisen")


@pytest.mark.parametrize("odd", ["²", "--5", "-", "٣", "9" * 5000])
def test_what_only_looks_like_a_number_is_refused_with_a_reason(call, odd):
    for fields in (
        [f"anzahl={odd}", "plattform=forum", "--kind", "beobachtung"],
        [f"baustein_version={odd}"],
    ):
        with pytest.raises(KontaktError) as caught:
            call("add", *fields)
        assert caught.value.code == "invalid_field"
        assert len(caught.value.message) < 200


def test_writing_is_refused_while_a_companion_runs_and_listing_is_not(call, tmp_path):
    call("add")
    with FileLock(settings(tmp_path).lock):
        with pytest.raises(KontaktError) as caught:
            call("add")
        assert caught.value.code == "companion_running"
        log = open_log(settings(tmp_path).contacts_db, load())
        assert json.loads(call("list", "--json"))["counts"]["open"] == 1
        log.close()


def test_the_running_companion_writes_for_the_command(tmp_path, small_bank):
    companion = Companion(tmp_path, small_bank)
    try:
        noted = kontakt("contacts", "add", "thema=rente", "--json", data=tmp_path)
        assert json.loads(noted.stdout)["thema"] == "rente", noted.stderr
        for kind, field in (
            ("eigener-beitrag", "thema=pflege_beruf"),
            ("luecke", "thema=rente"),
            ("beobachtung", "anzahl=3"),
            ("raum", "code=fb-017"),
        ):
            done = kontakt("contacts", "add", "--kind", kind, field, data=tmp_path)
            assert done.stdout == "Notiert.\n", done.stderr
        refused = kontakt("contacts", "add", "thema=gelogen", data=tmp_path)
        assert refused.returncode == 1
        assert "thema" in refused.stderr
        assert "gelogen" not in refused.stderr
    finally:
        companion.stop()
    with view_log(settings(tmp_path).contacts_db, load()) as log:
        counts = log.counts()
        assert (counts["open"], counts["gaps"]) == (1, 1)
        assert [room["code"] for room in log.rooms.all()] == ["fb-017"]


def test_due_contacts_are_frozen(call):
    call("add", f"tag={date.today() - timedelta(days=100)}")
    assert "Kontakte: 1 abgeschlossen, 0 noch offen." in call("freeze")
    assert json.loads(call("freeze", "--json"))["frozen"] == 1


def test_demo_data_fill_a_log_and_can_be_removed(call):
    call("demo-data", "--rows", "300", "--seed", "1")
    counts = json.loads(call("list", "--json"))["counts"]
    assert counts["open"] + counts["frozen"] == 300
    call("demo-data", "--remove")
    assert json.loads(call("list", "--json"))["counts"]["frozen"] == 0


def test_a_backup_is_made_and_restored(call, tmp_path):
    call("add", "thema=rente")
    assert call("backup").count(".") >= 2
    settings(tmp_path).contacts_db.write_bytes(b"\0" * 5000)
    assert "wiederhergestellt" in call("restore", "--yes")
    assert json.loads(call("list", "--json"))["counts"]["open"] == 1
