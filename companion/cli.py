"""The command ``kontakt``: finds the room a command belongs to and holds no logic of its own.

Each room keeps its commands in ``commands.py``; those that ask several rooms lie beside the rooms, in
``*_commands.py``. The module is imported only when one of its commands is called.
"""

from __future__ import annotations

import ctypes
import importlib
import logging
import os
import sys

import click

from companion import __version__
from companion.errors import KontaktError, UsageError
from companion.german_commands import in_german, tell, with_placeholders
from companion.system_errors import reason, remedy

ROOMS: dict[str, tuple[str, str]] = {
    "start": ("companion.service_commands", "Startet den Begleiter auf diesem Rechner."),
    "window": (
        "companion.window_commands",
        "Öffnet kontakt in einem Fenster: einrichten, liefern, Antwortbank, Prüfung.",
    ),
    "pair": ("companion.pairing_commands", "Zeigt einen Code zum Koppeln eines Browsers."),
    "demo": ("companion.demo_commands", "Zeigt kontakt an einem erfundenen Faden im Browser."),
    "doctor": ("companion.doctor_commands", "Sieht nach, ob alles zusammenpasst."),
    "autostart": ("companion.autostart_commands", "Startet den Begleiter mit der Anmeldung am Rechner."),
    "uninstall": ("companion.uninstall_commands", "Nimmt die Einrichtung zurück und sagt, was bleibt."),
    "match": (
        "companion.matching_commands",
        "Zeigt, was das Seitenfenster zu einem Beitrag vorschlagen würde.",
    ),
    "evaluate": ("companion.matching_commands", "Misst die Güte der Vorschläge an beschrifteten Beiträgen."),
    "site": ("companion.site.commands", "Die Website für Multiplikator*innen bauen."),
    "batch": (
        "companion.export.commands",
        "Versiegelte Lieferungen an die Teamleitung schicken und aufnehmen.",
    ),
    "export": (
        "companion.export.commands",
        "Ein Quartal für f-bb ausgeben: intern oder öffentlich und anonym.",
    ),
    "unseal": ("companion.export.commands", "Eine versiegelte Ausgabe öffnen."),
    "report": ("companion.report.commands", "Den Zyklusbericht schreiben: 18 Indikatoren, HTML, PDF, CSV."),
    "cycle": ("companion.report.commands", "Zyklen anlegen, Beschlüsse und Rückmeldungen festhalten."),
    "contacts": ("companion.contacts.commands", "Das Kontaktbuch ansehen, ergänzen, abschließen, sichern."),
    "bank": ("companion.sharing.commands", "Antwortbank prüfen, ergänzen, austauschen, verteilen."),
}
"""Command → (module with a click command of that name, one line for the overview)."""

LONG = ("export", "report", "site")
SERVING = ("start", "demo")
"""Commands that run until they are told to end."""
NICE = 10
"""How much later than others such a command gets the processor, in steps of POSIX."""


class Rooms(click.Group):
    """Imports the module of a command when it is called, so that ``kontakt --help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All commands, alphabetically."""
        return sorted(ROOMS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or ``None``."""
        if cmd_name not in ROOMS:
            return None
        module = importlib.import_module(ROOMS[cmd_name][0])
        return with_placeholders(getattr(module, cmd_name.replace("-", "_")))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The overview, from the one-line texts, without importing the rooms."""
        with formatter.section("Befehle"):
            formatter.write_dl([(name, ROOMS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=Rooms, help="kontakt – der Begleiter von kontakt next.\n\nBeispiel: kontakt start --open")
@click.version_option(__version__, message="kontakt %(version)s", help="Die Version zeigen.")
def kontakt() -> None:
    """Root of all commands."""


with_placeholders(kontakt)


def _one_thread_each() -> None:
    """Requests run side by side already; numpy's own threads would only fight with them for the cores.

    On 2 cores a suggestion took 57 ms of processor time with them and 25 ms without. It works only before numpy is
    loaded, hence here.
    """
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")


def _give_way(command: str) -> None:
    """Work of a minute leaves the processor to the panel's companion and the browser whenever they want it."""
    if command not in LONG:
        return
    if sys.platform == "win32":
        import subprocess
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32")
        # A handle has 64 bits; ctypes would take it for an int of 32.
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.SetPriorityClass.argtypes = [wintypes.HANDLE, wintypes.DWORD]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), subprocess.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(NICE)


def _end_at_once(code: int) -> None:
    """End a companion that has closed everything, whatever its daemon threads are at.

    Python ends them wherever they are; within a library written in C++ (the encoder while it is loaded) that aborts the
    whole process, and what ended in good order would look like a crash.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def main(argv: list[str] | None = None) -> None:
    """Run a command; exit with 0 (done), 1 (failed, with reason and remedy) or 2 (wrong usage)."""
    command = "".join((sys.argv[1:] if argv is None else argv)[:1])
    _one_thread_each()
    _give_way(command)
    # What fails while Python clears away (a half-written file of a library on a full disk) has been told before.
    sys.unraisablehook = lambda _: None
    with in_german():
        _run(command, argv)


def _run(command: str, argv: list[str] | None) -> None:
    try:
        # Not standalone, click returns the code of its Exit instead of ending the process; commands return nothing.
        code = kontakt.main(argv, prog_name="kontakt", standalone_mode=False) or 0
        if command in SERVING:
            _end_at_once(code)
        if code:
            sys.exit(code)
    except KontaktError as error:
        click.echo(f"Fehler: {error.message}", err=True)
        if error.hint:
            click.echo(f"Was tun: {error.hint}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except click.UsageError as error:
        tell(error)
        sys.exit(2)
    except click.ClickException as error:
        error.show()
        sys.exit(1)
    except OSError as error:
        where = f" bei {error.filename}" if isinstance(error.filename, str) else ""
        click.echo(f"Fehler: Lesen oder Schreiben ist gescheitert{where} ({reason(error)}).", err=True)
        click.echo(f"Was tun: {remedy(error)}", err=True)
        sys.exit(1)
    except click.exceptions.Abort:
        click.echo("Abgebrochen.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
