"""What lies beside the data: code book, data package, manifest, risk and utility sheet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from companion import __version__
from companion.export.ladder import Ladder
from companion.export.periods import Period
from companion.export.schema import ReleaseColumn
from companion.export.utility import Outcome
from companion.german_numbers import german_number


@dataclass(frozen=True)
class About:
    """What a release is.

    Attributes:
        kind: ``internal`` or ``public``.
        period: the quarter.
        revision: 1, and higher for a correction that replaces the whole period.
        rows: number of rows.
        codebook_version: of the program; rows carry their own.
        synthetic: made from demo data.
        ladder: version of the ladder of a public release.
        notes: sentences about what is not there.
    """

    kind: str
    period: Period
    revision: int
    rows: int
    codebook_version: int
    synthetic: bool
    ladder: int | None = None
    notes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Title of the release, saying so if it is synthetic."""
        name = "öffentlich, anonymisiert" if self.kind == "public" else "intern, nur für die Auswertung"
        mark = "SYNTHETISCHE ÜBUNGSDATEN, " if self.synthetic else ""
        return f"{mark}Kontakte {self.period} ({name})"


def codebook_markdown(about: About, columns: Sequence[ReleaseColumn]) -> str:
    """``codebook.md`` of a release."""
    lines = [f"# {about.title}", ""]
    lines += [
        f"{german_number(about.rows)} Zeilen, Fassung {about.revision}, Codebuch {about.codebook_version}.",
        "",
    ]
    lines += [
        "Zahlen unter null bedeuten: Die Angabe fehlt. CSV und Parquet enthalten die Codes, SPSS und Stata die Zahlen; "
        "in Stata stehen dafür die erweiterten Fehlwerte .g (-7), .h (-8) und .i (-9).",
        "",
    ]
    for column in columns:
        lines += [f"## {column.name}", "", column.label, ""]
        if column.values:
            lines += ["| Code | Zahl | Bedeutung |", "|---|---:|---|"]
            lines += [
                f"| `{value.code}` | {value.number} | {value.label}{' (fehlend)' if value.missing else ''} |"
                for value in column.values
            ]
            lines.append("")
    return "\n".join(lines)


def html(markdown: str, title: str) -> str:
    """A page that stands alone."""
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    style = "body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    style += "td,th{padding:.2rem .6rem;text-align:left}"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    return f'<!doctype html><html lang="de">{head}{body}</html>\n'


def data_package(about: About, columns: Sequence[ReleaseColumn]) -> dict[str, Any]:
    """``datapackage.json`` (Frictionless Data Package with a Table Schema) for the CSV."""
    fields: list[dict[str, Any]] = []
    for column in columns:
        entry: dict[str, Any] = {
            "name": column.name,
            "title": column.label,
            "type": "integer" if column.kind == "integer" else "string",
        }
        entry["constraints"] = {"required": True}
        if column.kind == "code":
            entry["constraints"]["enum"] = [value.code for value in column.values]
        fields.append(entry)
    return {
        "profile": "tabular-data-package",
        "name": f"kontakt-{about.kind}-{str(about.period).lower()}",
        "title": about.title,
        "version": f"{about.revision}.0.0",
        "keywords": ["synthetisch"] if about.synthetic else [],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "kontakte",
                "path": "kontakte.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8-sig",
                "dialect": {"delimiter": ";", "header": True},
                "schema": {"fields": fields, "missingValues": []},
            }
        ],
    }


def risk_sheet(about: About, ladder: Ladder, outcome: Outcome) -> str:
    """``risiko.md``: what was given up for anonymity, and what risk remains."""
    lines = [f"# Risiko und Nutzen: {about.title}", ""]
    lines += [
        f"Leiter {ladder.version}, k = {ladder.k} Erstkontakte, l = {ladder.l} verschiedene Werte von "
        f"{' und '.join(ladder.sensitive)} je Gruppe.",
        "",
        "| Maß | Wert |",
        "|---|---:|",
        f"| Zeilen vorher | {german_number(outcome.rows)} |",
        f"| ausgegeben | {german_number(outcome.released)} |",
        f"| unterdrückt | {german_number(outcome.suppressed)} |",
        f"| Gruppen | {german_number(outcome.classes)} |",
        f"| kleinste Gruppe (Erstkontakte) | {german_number(outcome.smallest)} |",
        f"| höchstes Einzelrisiko (prosecutor risk) | {german_number(outcome.prosecutor_risk, 3)} |",
        f"| mittleres Risiko (marketer risk) | {german_number(outcome.marketer_risk, 3)} |",
    ]
    for column, share in outcome.largest_share.items():
        lines.append(
            f"| größter Anteil eines Werts von {column} in einer Gruppe | {german_number(share, 3)} |"
        )
    lines += ["", "Verlust an Einzelheiten je Spalte (0: nichts, 1: alles zusammengefasst):", ""]
    lines += ["| Spalte | Verlust |", "|---|---:|"]
    lines += [f"| {column} | {german_number(loss, 3)} |" for column, loss in outcome.loss.items()]
    lines += [
        "",
        "Grenze des Verfahrens: Wer die Leiter kennt, sieht einer groben Zeile an, dass sie selten war.",
        "",
    ]
    return "\n".join(lines)


def manifest(about: About, folder: Path, content: str) -> dict[str, Any]:
    """``manifest.json``: every file with its SHA-256; ``content`` stays the same when a release is made again."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                files[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "title": about.title,
        "release": about.kind,
        "period": str(about.period),
        "revision": about.revision,
        "rows": about.rows,
        "synthetic": about.synthetic,
        "codebook_version": about.codebook_version,
        "ladder_version": about.ladder,
        "made_by": f"kontakt {__version__}",
        "content_sha256": content,
        "notes": list(about.notes),
        "files": files,
    }


def as_json(value: Any) -> str:
    """Readable JSON that ends with a line break."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
