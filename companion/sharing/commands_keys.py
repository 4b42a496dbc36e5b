"""``kontakt bank``: keys, the first trust, and the change of keys."""

from __future__ import annotations

from pathlib import Path

import click

from companion.asking import secret, storage_password
from companion.config import settings
from companion.errors import UsageError
from companion.private_files import hand_out
from companion.sharing.client import Client
from companion.sharing.commands_writing import person
from companion.sharing.keys import ROLE_NAMES, PublicKey, Role
from companion.sharing.renewal import forget, remember
from companion.sharing.setup import (
    confirm_root,
    init_trust,
    key_ring,
    replace_keys,
    take_up_root,
    write_backup,
)
from companion.sharing.trust import is_complete_root


def passphrase(question: str, variable: str = "KONTAKT_PASSPHRASE", *, confirm: bool = False) -> str:
    """Of a key: from the environment (for scripts), else asked for."""
    return secret(question, variable, twice=confirm)


@click.command(help="Legt auf diesem Rechner einen Schlüssel an.\n\nBeispiel: kontakt bank key --role jurist")
@click.option("--role", required=True, type=click.Choice(list(ROLE_NAMES)), help="Wessen Schlüssel.")
@click.option("--replace", is_flag=True, help="Einen vorhandenen beiseitelegen.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="Datei für den Reserveschlüssel, auf einem Stick."
)
def key(role: Role, replace: bool, out: Path | None) -> None:
    """Sealed with a passphrase; the backup key never stays on this machine."""
    if role == "backup":
        if out is None:
            raise UsageError(
                "Der Reserveschlüssel bleibt nicht auf diesem Rechner.", "Mit „--out“ eine Datei angeben."
            )
        secret = passphrase(
            "Eigene Passphrase für den Reserveschlüssel", "KONTAKT_BACKUP_PASSPHRASE", confirm=True
        )
        public_file, found = write_backup(out, secret)
        _tell(public_file, found)
        return
    ring = key_ring(settings())
    public = ring.add(
        role, person().name, passphrase("Neue Passphrase für den Schlüssel", confirm=True), replace=replace
    )
    _tell(ring.public_path(role), public)


def _tell(path: Path, public: PublicKey) -> None:
    click.echo(f"Schlüssel angelegt. Weitergeben darfst du nur diese Datei: {path}")
    click.echo(f"Fingerabdruck zum Vergleichen am Telefon: {public.fingerprint}")


@click.command(
    "trust-init",
    help="Richtet die unterschriebene Verteilung ein (einmal, Rechner der Teamleitung).\n\n"
    "Beispiel: kontakt bank trust-init webdavs://cloud.example.org/bank --jurist jurist.pub.json "
    "--backup E:/reserve.key.age",
)
@click.argument("ablage")
@click.option(
    "--jurist",
    "jurist_file",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Datei mit dem öffentlichen Schlüssel der Jurist*in.",
)
@click.option(
    "--backup", required=True, type=click.Path(path_type=Path), help="Datei für den Reserveschlüssel."
)
@click.option("--user", help="Name für die Ablage.")
@click.option("--password", envvar="KONTAKT_STORAGE_PASSWORD", help="Passwort für die Ablage.")
def trust_init(ablage: str, jurist_file: Path, backup: Path, user: str | None, password: str | None) -> None:
    """Keys, first root, invitation."""
    jurist = PublicKey.from_bytes(jurist_file.read_bytes())
    click.echo(f"Fingerabdruck der Jurist*in ({jurist.name}): {jurist.fingerprint}")
    own = passphrase("Passphrase für deine Schlüssel", confirm=True)
    spare = passphrase(
        "Eigene Passphrase für den Reserveschlüssel", "KONTAKT_BACKUP_PASSPHRASE", confirm=True
    )
    init_trust(
        settings(),
        jurist,
        backup,
        (ablage, user, storage_password(user, password)),
        person().name,
        own,
        spare,
    )
    click.echo(
        f"Eingerichtet. Den Reserveschlüssel ({backup.name}) und seine Passphrase getrennt verschließen."
    )
    click.echo(
        "Als Nächstes: „kontakt bank start-working“, dann „kontakt bank invite --out einladung.json“ für die Jurist*in."
    )


@click.command(
    "key-replace",
    help="Ersetzt Schlüssel (oder erneuert ohne --new nur die Frist).\n\n"
    "Beispiel: kontakt bank key-replace --new jurist.pub.json --backup reserve.key.age --out vertrauen.json",
)
@click.option(
    "--new",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Datei mit dem neuen öffentlichen Schlüssel (mehrfach).",
)
@click.option(
    "--backup", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Reserveschlüssel."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Neue Vertrauensdatei.")
def key_replace(new: tuple[Path, ...], backup: Path | None, out: Path) -> None:
    """The next root, signed with what is here."""
    keys = [PublicKey.from_bytes(path.read_bytes()) for path in new]
    for public in keys:
        click.echo(f"Neu für {ROLE_NAMES[public.role]} ({public.name}): {public.fingerprint}")
    config = settings()
    root = replace_keys(config, keys, passphrase("Passphrase deines Schlüssels"), _backup(backup))
    hand_out(out, root.to_bytes())
    if is_complete_root(root, Client(config).root()):
        said = (
            "Zwei von drei Schlüsseln haben unterschrieben. Weiter bei der Teamleitung: kontakt bank key-use."
        )
    else:
        said = "Noch eine Person muss bestätigen, auf ihrem Rechner: kontakt bank key-confirm."
    click.echo(f"Geschrieben: {out.name}. {said}")


@click.command(
    "key-confirm",
    help="Bestätigt einen Schlüsselwechsel.\n\nBeispiel: kontakt bank key-confirm vertrauen.json",
)
@click.argument("datei", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--backup", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Reserveschlüssel."
)
def key_confirm(datei: Path, backup: Path | None) -> None:
    """Add the signature of this machine."""
    secret = passphrase("Passphrase deines Schlüssels")
    hand_out(datei, confirm_root(settings(), datei.read_bytes(), secret, _backup(backup)))
    click.echo("Bestätigt. Die Teamleitung übernimmt mit „kontakt bank key-use“.")


@click.command(
    "key-use",
    help="Übernimmt einen bestätigten Schlüsselwechsel.\n\nBeispiel: kontakt bank key-use vertrauen.json",
)
@click.argument("datei", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def key_use(datei: Path) -> None:
    """Keep the new root for the next publication."""
    if take_up_root(settings(), datei.read_bytes()):
        click.echo(
            "Übernommen. Jetzt neu freigeben: „kontakt bank approve“ auf beiden Rechnern, dann publish."
        )
    else:
        click.echo("Übernommen. Jetzt „kontakt bank publish --renew“.")


@click.command(
    "auto-renew",
    help="Lässt den Zeitstempel von selbst erneuern, solange hier kontakt läuft.\n\n"
    "Beispiel: kontakt bank auto-renew on",
)
@click.argument("wie", type=click.Choice(["on", "off"]))
def auto_renew(wie: str) -> None:
    """Keep the key of the timestamp in the keyring of the system, or take it out."""
    if wie == "off":
        forget(settings())
        click.echo("Ausgeschaltet. „kontakt bank status“ erinnert rechtzeitig ans Erneuern.")
        return
    remember(settings(), passphrase("Passphrase deines Schlüssels"))
    click.echo("Eingeschaltet. Der Zeitstempel-Schlüssel liegt jetzt im Schlüsselbund dieses Rechners.")


def _backup(path: Path | None) -> tuple[bytes, str] | None:
    if path is None:
        return None
    return path.read_bytes(), passphrase("Passphrase des Reserveschlüssels", "KONTAKT_BACKUP_PASSPHRASE")


KEYS = (key, trust_init, key_replace, key_confirm, key_use, auto_renew)
