"""Questions at the terminal, in German to the last word."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from companion.asking import number, secret, sure


def asked(typed: str, work) -> tuple[str, object]:
    found: list[object] = []

    @click.command()
    def command() -> None:
        found.append(work())
        click.echo("fertig")

    result = CliRunner().invoke(command, input=typed)
    return result.output, found[0] if found else None


def test_a_new_password_is_asked_for_until_both_are_the_same() -> None:
    shown, found = asked("eins\nzwei\ndrei\ndrei\n", lambda: secret("Passwort", twice=True))
    assert found == "drei"
    assert "Noch einmal zur Kontrolle" in shown
    assert "Die beiden Eingaben waren verschieden." in shown
    assert "drei" not in shown


def test_a_password_of_the_environment_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KONTAKT_PASSPHRASE", "aus dem Skript")
    assert secret("Passwort", "KONTAKT_PASSPHRASE", twice=True) == "aus dem Skript"


@pytest.mark.parametrize(
    ("typed", "goes_on"), [("j", True), ("Ja", True), ("", False), ("n", False), ("x", False)]
)
def test_only_a_yes_goes_on(typed: str, goes_on: bool) -> None:
    shown, _ = asked(f"{typed}\n", lambda: sure("Wirklich?"))
    assert "Wirklich? [j/N]" in shown
    assert ("fertig" in shown) == goes_on


def test_a_number_out_of_range_is_asked_for_again() -> None:
    shown, found = asked("7\nviel\n3\n", lambda: number("Wie gut?", 1, 5))
    assert found == 3
    assert shown.count("Bitte eine Zahl von 1 bis 5.") == 2
    assert "Error" not in shown
