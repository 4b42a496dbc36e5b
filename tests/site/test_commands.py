from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from companion.cli import main
from companion.site.operator import FIELDS
from tests.sharing.conftest import make_team
from tests.sharing.team import EDITOR, Team


def run(*arguments: object) -> int:
    try:
        main([str(argument) for argument in arguments])
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_a_preview_is_built_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("site", "build", "--out", tmp_path / "out") == 0
    assert (tmp_path / "out" / "index.html").is_file()
    assert "Zum Veröffentlichen fehlen" in capsys.readouterr().out


def test_publishing_with_empty_fields_fails_and_names_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fields = tmp_path / "angaben.yaml"
    assert run("site", "fields", fields) == 0
    named = ("--fields", fields, "--bank", "answer_bank")
    assert run("site", "build", "--out", tmp_path / "out", *named, "--publish") == 1
    assert "Impressum: Name des Anbieters" in capsys.readouterr().err
    assert run("site", "fields", fields) == 1
    assert "gibt es schon" in capsys.readouterr().err


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    yield from make_team("folder", tmp_path)


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "angaben.yaml"
    fields = dict.fromkeys(FIELDS, "Muster") | {"base_url": "https://www.example.org/kontakt"}
    path.write_text(yaml.safe_dump(fields), encoding="utf-8")
    return path


def test_what_the_team_has_withdrawn_is_not_on_the_website(
    team: Team,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KONTAKT_DATA", str(tmp_path / "worker"))
    worker, out = team.machine("worker"), tmp_path / "out"
    team.release()
    worker.sync()
    publish = ("site", "build", "--out", out, "--fields", filled, "--publish")
    assert run(*publish) == 0
    assert "Antwortbank: die gemeinsame, Fassung " in capsys.readouterr().err
    assert "Anspruch auf Teilzeit" in everything(out)
    assert "Pflegezeit für nahe Angehörige" in everything(out)

    bank = team.working.folder / "bank.yaml"
    bank.write_text(bank.read_text(encoding="utf-8") + "withdrawn: [teilzeit-anspruch]\n", encoding="utf-8")
    team.working.record(EDITOR, "Zurückgezogen")
    team.release()
    worker.sync()
    assert run(*publish) == 0
    assert "Anspruch auf Teilzeit" not in everything(out)
    assert "Pflegezeit für nahe Angehörige" in everything(out)


def test_for_the_public_only_a_bank_that_was_signed_or_named_is_built(
    team: Team,
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "out"
    publish = ("site", "build", "--out", out, "--fields", filled, "--publish")
    monkeypatch.setenv("KONTAKT_DATA", str(tmp_path / "nobody"))
    assert run(*publish) == 1
    assert "mitgelieferte Antwortbank ist nicht die eures Teams" in capsys.readouterr().err
    assert not out.exists()

    monkeypatch.setenv("KONTAKT_DATA", str(tmp_path / "worker"))
    worker = team.machine("worker")
    assert run(*publish) == 1, "nothing was fetched yet"
    assert "kontakt bank sync" in capsys.readouterr().err
    team.release()
    worker.sync()
    team.edit("Du hast ein Recht auf Teilzeit, sobald du sechs Monate im Betrieb bist.")
    team.release()
    worker.sync()
    newest = worker.bank_folder()
    assert newest
    (newest / "bank.yaml").write_text("verändert", encoding="utf-8")
    assert worker.bank_folder() not in (None, newest), "the one before serves the panel"
    assert run(*publish) == 1
    assert "kontakt bank sync" in capsys.readouterr().err
    assert not out.exists()


def everything(out: Path) -> str:
    """The text of all pages."""
    return "".join(path.read_text(encoding="utf-8") for path in out.rglob("*.html"))
