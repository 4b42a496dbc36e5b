"""Deliveries over every kind of storage, and while the companion runs: real servers, a real companion."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyrage
import pytest

from companion.codebook import load
from companion.config import settings
from companion.contacts import ContactLog
from companion.errors import KontaktError, UsageError
from companion.export import delivery, seal
from companion.export.collection import collect
from companion.export.source import pool_of
from tests.export.conftest import TODAY
from tests.s3_server import s3_server
from tests.sharing.servers import webdav
from tests.sharing.sftp_server import sftp
from tests.started import Companion, kontakt

LEAD = pyrage.x25519.Identity.generate()
KEYS = (str(LEAD.to_public()),)


@pytest.fixture(params=["folder", "webdav", "s3", "sftp"])
def place(request, tmp_path) -> Iterator[delivery.Destination]:
    (tmp_path / "bank").mkdir()
    if request.param == "folder":
        yield delivery.Destination(str(tmp_path / "bank" / "team"), KEYS)
    elif request.param == "webdav":
        with webdav(tmp_path / "bank") as url:
            yield delivery.Destination(url, KEYS, "team", "geheim")
    elif request.param == "s3":
        with s3_server() as server:
            yield delivery.Destination(server.url("lieferungen"), KEYS, server.key, server.secret)
    else:
        with sftp(tmp_path) as url:
            yield delivery.Destination(url, KEYS, "team", "geheim")


def deliver(where, chosen, **more) -> int:
    log = ContactLog.open(where.contacts_db, load())
    try:
        return delivery.deliver(where, log, load(), TODAY, chosen, **more)
    finally:
        log.close()


def test_a_delivery_arrives_over_every_kind_of_storage(place, demo_settings, tmp_path):
    steps: list[tuple[str, float]] = []
    sent = deliver(demo_settings, place, progress=lambda *step: steps.append(step))
    assert sent > 5000
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert steps[-1] == ("Fertig", 1.0)
    assert deliver(demo_settings, place) == 0
    lead = settings(tmp_path / "lead")
    steps.clear()
    found = collect(
        lead, load(), place.to, LEAD, place.user, place.password, progress=lambda *step: steps.append(step)
    )
    assert (len(found.new), found.rows, found.refused, found.missing) == (1, sent, [], [])
    assert steps == [("Lieferung 1 von 1", 0.0), ("Fertig", 1.0)]
    again = collect(lead, load(), place.to, LEAD, place.user, place.password)
    assert (again.new, again.known) == ([], 1)


@pytest.mark.parametrize("kind", ["webdav", "folder", "s3"])
def test_what_cannot_be_delivered_now_goes_out_later(kind, demo_settings, tmp_path):
    good = delivery.Destination(str(tmp_path / "team"), KEYS)
    if kind == "folder":
        (tmp_path / "file").write_text("")
        bad = delivery.Destination(str(tmp_path / "file" / "team"), KEYS)
        with pytest.raises(KontaktError) as caught:
            deliver(demo_settings, bad)
    elif kind == "webdav":
        with webdav(tmp_path) as url, pytest.raises(KontaktError) as caught:
            deliver(demo_settings, delivery.Destination(url, KEYS, "team", "falsch"))
    else:
        with s3_server() as server:
            nowhere = server.url("x").replace(server.bucket, "kein-eimer")
            with pytest.raises(KontaktError) as caught:
                deliver(demo_settings, delivery.Destination(nowhere, KEYS, server.key, server.secret))
    assert caught.value.code in ("storage_unreachable", "storage_denied")
    assert "nichts verloren" in caught.value.hint
    assert deliver(demo_settings, good) > 5000


def test_where_to_is_remembered_for_the_owner_only(tmp_path):
    here = settings(tmp_path / "data")
    assert delivery.destination(here) is None
    chosen = delivery.Destination("webdav://x.invalid/", KEYS, "anna", "geheim")
    delivery.remember(here, chosen)
    assert delivery.destination(here) == chosen
    assert "geheim" not in repr(chosen)
    if os.name == "posix":
        assert (here.data / "batch.json").stat().st_mode & 0o077 == 0
    with pytest.raises(UsageError):
        delivery.remember(here, delivery.Destination("x", ("age1x",)))


def test_the_running_companion_delivers_for_the_command(demo_settings, tmp_path, small_bank):
    companion = Companion(demo_settings.data, small_bank)
    try:
        arguments = ("batch", "drop", "--to", tmp_path / "team", "--seal", KEYS[0])
        first = kontakt(*arguments, data=demo_settings.data, timeout=150)
        assert "Einträge geliefert" in first.stdout, first.stderr
        assert "nichts Neues" in kontakt("batch", "drop", data=demo_settings.data).stdout
    finally:
        companion.stop()
    found = collect(settings(tmp_path / "lead"), load(), str(tmp_path / "team"), LEAD)
    assert str(found.rows) == first.stdout.split()[0]


def test_deliveries_are_taken_in_while_the_companion_runs(demo_settings, tmp_path, small_bank, monkeypatch):
    monkeypatch.setenv("KONTAKT_PASSPHRASE", "drei worte lang")
    public = seal.new_key(tmp_path / "lead.key", "drei worte lang")
    deliver(demo_settings, delivery.Destination(str(tmp_path / "team"), (public,)))
    companion = Companion(tmp_path / "lead", small_bank)
    try:
        done = kontakt(
            "batch",
            "import",
            "--from",
            tmp_path / "team",
            "--key",
            tmp_path / "lead.key",
            data=tmp_path / "lead",
            timeout=150,
        )
        assert "1 neue Lieferung," in done.stdout, done.stderr
    finally:
        companion.stop()
    assert len(pool_of(settings(tmp_path / "lead")).batches()) == 1
