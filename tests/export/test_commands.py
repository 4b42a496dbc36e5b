"""From the worker's log to a sealed release, on the command line."""

from __future__ import annotations

import json
import zipfile

import pytest
from click.testing import CliRunner

from companion.cli import kontakt
from companion.config import Settings
from companion.errors import KontaktError, UsageError
from companion.export.team_key import open_team_key, public_team_key, team_key
from tests.export.conftest import closed_quarter


@pytest.fixture
def call(monkeypatch):
    monkeypatch.setenv("KONTAKT_PASSPHRASE", "drei worte lang")

    def call(*arguments: object) -> str:
        result = CliRunner().invoke(kontakt, [str(argument) for argument in arguments], standalone_mode=False)
        if result.exception:
            raise result.exception
        return result.output

    return call


def test_one_entry_is_not_told_as_many(call, tmp_path):
    public = call("batch", "key", "--data", tmp_path / "lead").split()[-1]
    call("contacts", "add", "--kind", "luecke", "thema=rente", "--data", tmp_path / "worker")
    options = ("--to", tmp_path / "share", "--seal", public, "--data", tmp_path / "worker")
    assert call("batch", "drop", *options).startswith("1 Eintrag geliefert.")


def test_from_the_worker_to_f_bb(call, tmp_path):
    worker, lead, share = tmp_path / "worker", tmp_path / "lead", tmp_path / "share"
    public = call("batch", "key", "--data", lead).split()[-1]
    assert public_team_key(Settings(lead)) == public
    call("contacts", "demo-data", "--rows", 3000, "--seed", 1, "--data", worker)
    assert "Einträge geliefert" in call("batch", "drop", "--to", share, "--seal", public, "--data", worker)
    assert "nichts Neues" in call("batch", "drop", "--data", worker)
    arguments = ("batch", "import", "--from", share, "--data", lead)
    assert len(json.loads(call(*arguments, "--json"))["new"]) == 1
    assert "1 schon bekannt" in call(*arguments)
    out = tmp_path / "out"
    call(
        "export",
        "--release",
        "internal",
        "--period",
        closed_quarter(),
        "--out",
        out,
        "--seal",
        public,
        "--data",
        lead,
    )
    (sealed,) = out.iterdir()
    call("unseal", sealed, "--key", team_key(Settings(lead)), "--out", tmp_path / "open.zip")
    inside = zipfile.ZipFile(tmp_path / "open.zip")
    assert {"kontakte.csv", "kontakte.sav", "datapackage.json"} <= set(inside.namelist())
    own = tmp_path / "own"
    call("export", "--release", "internal", "--period", closed_quarter(), "--out", own, "--data", worker)
    assert (own / "kontakte.csv").read_bytes() == inside.read("kontakte.csv")


def test_what_is_missing_is_named(call, tmp_path):
    with pytest.raises(UsageError):
        call("batch", "drop", "--data", tmp_path)
    with pytest.raises(UsageError):
        call("batch", "drop", "--to", tmp_path, "--seal", "age1x", "--data", tmp_path)
    with pytest.raises(KontaktError) as caught:
        call("batch", "import", "--from", tmp_path, "--key", tmp_path / "none", "--data", tmp_path)
    assert caught.value.code == "key_file"
    with pytest.raises(KontaktError) as caught:
        call("batch", "import", "--from", tmp_path, "--data", tmp_path)
    assert caught.value.code == "key_file"
    for place in (("--out", tmp_path / "a.key"), ("--data", tmp_path)):
        call("batch", "key", *place)
        with pytest.raises(KontaktError) as caught:
            call("batch", "key", *place)
        assert caught.value.code == "key_exists"


def test_the_public_half_of_the_team_key_comes_back_with_the_passphrase(call, tmp_path):
    public = call("batch", "key", "--data", tmp_path).split()[-1]
    team_key(Settings(tmp_path)).with_suffix(".pub").unlink()
    assert public_team_key(Settings(tmp_path)) == ""
    open_team_key(Settings(tmp_path), "drei worte lang")
    assert public_team_key(Settings(tmp_path)) == public


def test_a_wrong_passphrase_and_a_broken_batch_are_explained(call, tmp_path, monkeypatch):
    call("batch", "key", "--out", tmp_path / "a.key")
    (tmp_path / "share").mkdir()
    (tmp_path / "share" / "x.age").write_bytes(b"broken")
    arguments = (
        "batch",
        "import",
        "--from",
        tmp_path / "share",
        "--key",
        tmp_path / "a.key",
        "--data",
        tmp_path,
    )
    with pytest.raises(KontaktError) as caught:
        call(*arguments)
    assert caught.value.code == "batch_refused"
    monkeypatch.setenv("KONTAKT_PASSPHRASE", "falsch")
    with pytest.raises(KontaktError) as caught:
        call(*arguments)
    assert caught.value.code == "wrong_passphrase"
