from pathlib import Path

import pytest

from companion.cli import main


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
    assert run("site", "build", "--out", tmp_path / "out", "--fields", fields, "--publish") == 1
    assert "Impressum: Name des Anbieters" in capsys.readouterr().err
    assert run("site", "fields", fields) == 1
    assert "gibt es schon" in capsys.readouterr().err
