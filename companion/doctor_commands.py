"""Command ``doctor``."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import click

from companion import config
from companion.doctor import examine
from companion.doctor_finding import worst
from companion.pairing_commands import FOLDER

SIGNS = {"ok": "in Ordnung", "warning": "Achtung   ", "error": "Fehler    "}


@click.command(
    help="Sieht nach, ob alles zusammenpasst, und sagt zu jedem Befund, was zu tun ist.\n\n"
    "Endet mit 1, wenn etwas am Arbeiten hindert.\n\nBeispiel: kontakt doctor --json"
)
@click.option("--data", type=FOLDER, help="Datenordner (sonst KONTAKT_DATA oder der übliche Ort).")
@click.option("--port", type=click.IntRange(0, 65535), help="Anschluss (sonst KONTAKT_PORT oder 47113).")
@click.option("--json", "as_json", is_flag=True, help="Gibt JSON aus.")
def doctor(data: Path | None, port: int | None, as_json: bool) -> None:
    """Print the findings."""
    findings = examine(config.settings(data, port), date.today())
    level = worst(findings)
    if as_json:
        shown = {"level": level, "findings": [finding.as_dict() for finding in findings]}
        click.echo(json.dumps(shown, ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            click.echo(f"{SIGNS[finding.level]}  {finding.message}")
            if finding.remedy:
                click.echo(f"            Was tun: {finding.remedy}")
    sys.exit(1 if level == "error" else 0)
