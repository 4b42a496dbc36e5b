"""``kontakt report`` and ``kontakt cycle``: the cycle report and what the lead notes for it."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import click

from companion.asking import number
from companion.codebook import load
from companion.config import settings
from companion.errors import UsageError
from companion.export.source import Source
from companion.report.build import build_report
from companion.report.cycles import OUTREACH, Cycle, Cycles
from companion.report.figures import SMALL
from companion.report.files import write_report
from companion.report.team import QUESTIONS, SCALE, TeamFeedback

DATA = click.option("--data", type=click.Path(file_okay=False), help="Datenordner (sonst KONTAKT_DATA).")


def _cycles(data: str | None) -> Cycles:
    return Cycles(settings(data).data / "cycles.json")


@click.command()
@click.option("--period", required=True, help="Quartal (2026-Q3) oder Name eines Zyklus.")
@click.option("--compare", help="Womit verglichen wird: Quartal oder Zyklus.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="HTML-Datei; PDF und CSV kommen daneben.",
)
@click.option(
    "--source",
    type=click.Choice(["auto", "log", "pool"]),
    default="auto",
    show_default=True,
    help="Sammlung des Teams oder Kontaktbuch dieses Rechners.",
)
@DATA
def report(period: str, compare: str | None, out: Path, source: Source, data: str | None) -> None:
    """Schreibt den Zyklusbericht: 18 Indikatoren mit Grundlage, Bereich und Vergleich, als HTML, PDF und CSV.

    Beispiel: kontakt report --period 2026-Q3 --compare 2026-Q2 --out bericht.html
    """
    made = build_report(settings(data), load(), period, compare, date.today(), source)
    for path in write_report(made, out):
        click.echo(path.name)


@click.group()
def cycle() -> None:
    """Zyklen: Frage, geplante Änderungen, Beschlüsse, Rückmeldungen.

    Beispiel: kontakt cycle list
    """


@cycle.command()
@click.argument("name")
@click.option("--from", "first", required=True, help="Erste Woche, zum Beispiel 2026-W36.")
@click.option("--to", "last", required=True, help="Letzte Woche.")
@click.option("--question", default="", help="Was soll dieser Zyklus zeigen?")
@click.option("--change", "changes", multiple=True, help="Geplante Änderung (mehrfach).")
@DATA
def new(name: str, first: str, last: str, question: str, changes: tuple[str, ...], data: str | None) -> None:
    """Legt einen Zyklus an.

    Beispiel: kontakt cycle new herbst --from 2026-W36 --to 2026-W43 --question "Helfen kürzere Antworten?"
    """
    _cycles(data).new(Cycle(name, first, last, question, changes))
    click.echo("Angelegt.")


@cycle.command()
@click.argument("name")
@click.argument("decision", metavar="BESCHLUSS")
@DATA
def decide(name: str, decision: str, data: str | None) -> None:
    """Hält einen Beschluss fest; der nächste Bericht zeigt, was danach anders war.

    Beispiel: kontakt cycle decide herbst "Antworten auf Instagram auf 300 Zeichen kürzen"
    """
    _cycles(data).decide(name, decision)
    click.echo("Festgehalten.")


@cycle.command()
@click.argument("name")
@click.argument("figures", nargs=-1, required=True, metavar="GROESSE=ZAHL...")
@DATA
def outreach(name: str, figures: tuple[str, ...], data: str | None) -> None:
    """Trägt abgelesene Summen zu Multiplikator*innen ein: besuche, downloads, einrichtungen.

    Beispiel: kontakt cycle outreach herbst besuche=420 downloads=38
    """
    found: dict[str, int] = {}
    for figure in figures:
        key, _, value = figure.partition("=")
        if key not in OUTREACH or not re.fullmatch(r"\d{1,9}", value, re.ASCII):
            raise UsageError(
                "Eine Angabe hat nicht die Form GROESSE=ZAHL.", f"Möglich sind: {', '.join(OUTREACH)}."
            )
        found[key] = int(value)
    _cycles(data).note_outreach(name, found)
    click.echo("Eingetragen.")


@cycle.command()
@click.argument("name")
@click.option(
    "--remarks",
    is_flag=True,
    help=f"Statt des Bogens die Bemerkungen zeigen, ab {SMALL} Bögen (nur für die Teamleitung).",
)
@DATA
def feedback(name: str, remarks: bool, data: str | None) -> None:
    """Füllt den Rückmeldebogen aus: fünf Fragen, eine Bemerkung, die bei der Teamleitung bleibt.

    Beispiel: kontakt cycle feedback herbst
    """
    chosen = _cycles(data).get(name)
    team = TeamFeedback(settings(data).data / "team_feedback.json")
    if remarks:
        if len(team.answers(chosen.name)) < SMALL:
            click.echo(
                f"Bemerkungen sind erst ab {SMALL} Bögen zu lesen, damit niemand an seinen Worten zu erkennen ist."
            )
            return
        for remark in team.remarks(chosen.name):
            click.echo(f"– {remark}")
        return
    click.echo("  ".join(f"{value} {label}" for value, label in SCALE.items()))
    answers = {key: number(question, 1, 5) for key, question in QUESTIONS.items()}
    remark = click.prompt("Bemerkung (freiwillig, keine Namen)", default="", show_default=False)
    team.add(chosen.name, answers, remark)
    click.echo("Danke. Der Bogen ist ohne Namen und Zeit abgelegt.")


@cycle.command("list")
@click.option("--json", "as_json", is_flag=True, help="Als JSON ausgeben.")
@DATA
def list_(as_json: bool, data: str | None) -> None:
    """Zeigt die Zyklen mit Frage und Beschlüssen.

    Beispiel: kontakt cycle list
    """
    cycles = _cycles(data).all()
    if as_json:
        click.echo(
            json.dumps([{**vars(c), "outreach": dict(c.outreach)} for c in cycles], ensure_ascii=False)
        )
        return
    if not cycles:
        click.echo("Noch kein Zyklus. Einen anlegen: kontakt cycle new --help. Quartale gibt es von selbst.")
    for one in cycles:
        click.echo(f"{one.name}: {one.first_week} bis {one.last_week}. {one.question}".rstrip())
        for decision in one.decisions:
            click.echo(f"  Beschluss: {decision}")
