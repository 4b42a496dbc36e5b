"""The commands ``kontakt match`` and ``kontakt evaluate``."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from companion.bank.entry import Bank
from companion.config import settings
from companion.errors import UsageError
from companion.matching import evaluation, labelled
from companion.matching.matcher import FLAGS, Matcher, Post, Suggestion, Suggestions
from companion.sharing.in_use import named, read_in_use

_BANDS = {"sehr_gut": "passt sehr gut", "vielleicht": "passt vielleicht"}
_file = click.Path(path_type=Path, dir_okay=False)
_bank = click.option(
    "--bank",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="ORDNER",
    help="Ordner der Antwortbank. Ohne Angabe: die, die auch das Seitenfenster benutzt.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Ausgabe als JSON statt als Text.")


@click.command(
    help="Zeigt, was das Seitenfenster zu einem Beitrag vorschlagen würde.\n\n"
    'Beispiel: kontakt match "Darf ich in der Elternzeit arbeiten?"'
)
@click.argument("text", required=False)
@click.option("--context", metavar="TEXT", help="Der Beitrag darüber, wenn TEXT ein Kommentar ist.")
@click.option(
    "--posts",
    type=_file,
    metavar="DATEI",
    help="Viele Beiträge, je Zeile ein JSON-Objekt mit „id“ und „text“.",
)
@_bank
@_json
def match(
    text: str | None, context: str | None, posts: Path | None, folder: Path | None, as_json: bool
) -> None:
    """Suggestions for one post, or for a file of posts as one JSON line each."""
    if (text is None) == (posts is None):
        raise UsageError(
            "Es fehlt ein Beitrag." if text is None else "Ein Beitrag und eine Datei zugleich gehen nicht.",
            "Gib einen TEXT oder „--posts DATEI“ an.",
        )
    many = labelled.read_posts(posts) if posts else None
    bank, matcher = _matcher(folder)
    today = bank.day(date.today())
    if many is not None:
        for data in many:
            found = matcher.suggest(labelled.post_of(data), today)
            click.echo(json.dumps({"id": data["id"], **as_dict(found)}, ensure_ascii=False))
        return
    found = matcher.suggest(Post(text or "", context), today)
    click.echo(json.dumps(as_dict(found), ensure_ascii=False) if as_json else in_words(found, bank))


@click.command(
    help="Misst die Güte der Vorschläge an beschrifteten Beiträgen.\n\n"
    "Beispiel: kontakt evaluate --posts beitraege.jsonl --ids kennungen.tsv"
)
@click.option(
    "--posts", type=_file, required=True, metavar="DATEI", help="Beschriftete Beiträge, je Zeile JSON."
)
@click.option("--ids", type=_file, metavar="DATEI", help="Code, Tabulator, Kennung des Eintrags; je Zeile.")
@click.option(
    "--worst", type=click.IntRange(0, 1000), default=15, show_default=True, help="So viele Fehlfälle zeigen."
)
@_bank
@_json
def evaluate(posts: Path, ids: Path | None, worst: int, folder: Path | None, as_json: bool) -> None:
    """Quality figures with confidence intervals, by topic and style, and the worst cases with their reason."""
    bank, matcher = _matcher(folder)
    cases = labelled.read_labelled(posts, ids, {e.id: e.kind for e in bank.entries.values()})
    result = evaluation.evaluate(cases, matcher, bank, bank.day(date.today()))
    click.echo(json.dumps(result.as_dict(worst), ensure_ascii=False) if as_json else result.in_words(worst))


def _matcher(folder: Path | None) -> tuple[Bank, Matcher]:
    chosen = settings()
    used = read_in_use(chosen, folder)
    if folder is None:
        click.echo(named(chosen, used.origin, used.bank), err=True)
    texts = sum(len(entry.wordings) + 1 for entry in used.bank.entries.values())
    return used.bank, Matcher.build(used.bank, chosen.cache, _progress(texts))


def _progress(texts: int) -> Any:
    """A progress line on the error output for large banks; nothing for small ones."""
    if texts < 3000:
        return None

    def show(done: float) -> None:
        click.echo(f"\rIndex: {done:4.0%}", nl=done >= 1.0, err=True)

    return show


def as_dict(found: Suggestions) -> dict[str, Any]:
    """Suggestions as they stand in the contracts."""
    return {
        "answers": [
            {"id": s.entry_id, "score": s.score, "band": s.band, "why": list(s.why)} for s in found.answers
        ],
        "corrections": [
            {"id": s.entry_id, "score": s.score, "band": s.band, "why": list(s.why)}
            for s in found.corrections
        ],
        "flags": list(found.flags),
    }


def in_words(found: Suggestions, bank: Bank) -> str:
    """Suggestions as German text for people."""
    rows = [f"Achtung: {FLAGS[code].label}. {FLAGS[code].hint}" for code in found.flags]
    for heading, suggestions in (("Antworten", found.answers), ("Richtigstellungen", found.corrections)):
        if suggestions:
            rows.append(f"{heading}:")
            rows += [_line(s, bank) for s in suggestions]
    if not found.answers and not found.corrections:
        rows.append("Nichts passt gut genug, deshalb kein Vorschlag.")
    return "\n".join(rows)


def _line(suggestion: Suggestion, bank: Bank) -> str:
    entry = bank.entries[suggestion.entry_id]
    words = f"; wegen: {', '.join(suggestion.why)}" if suggestion.why else ""
    return f"  {entry.title} ({entry.id}) – {_BANDS[suggestion.band]}, {suggestion.score:.0%}{words}"
