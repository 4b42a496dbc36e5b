"""A report as one self-contained HTML file, as PDF, and its lines as CSV."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import jinja2
import typst

from companion.report.build import Report
from companion.report.figures import SMALL, Figure, german_number, german_share

_TEMPLATES = Path(__file__).with_name("templates")
READING = (
    "Gezählt werden abgeschlossene Kontakte, keine Personen. Offene Kontakte fehlen, bis sie nach 14 Tagen einfrieren.",
    f"„unter {SMALL}“ steht für 1 bis {SMALL - 1}; „verdeckt“, wo sich eine so kleine Zahl sonst ausrechnen ließe.",
    "Reaktionen hängen davon ab, was die Plattform zeigt. Gleiches mit Gleichem vergleichen.",
    "Der 95-%-Bereich (nach Wilson) sagt, wie genau ein Anteil bei dieser Zahl von Kontakten bekannt ist.",
    "Ein Unterschied mit Stern ist größer, als es der Zufall erwarten lässt.",
)


def as_html(report: Report) -> str:
    """The whole report in one file that loads nothing."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True
    )
    return environment.get_template("report.html").render(
        report=report,
        number=german_number,
        share=german_share,
        count=count_text,
        interval=interval_text,
        before=before_text,
        difference=difference_text,
        small=SMALL,
        reading=READING,
    )


def as_pdf(report: Report) -> bytes:
    """The whole report as a tagged A4 document."""
    sources: Any = {
        "main.typ": (_TEMPLATES / "report.typ").read_bytes(),
        "report.json": json.dumps(_for_typst(report), ensure_ascii=False).encode(),
        **{f"chart{place}.svg": chart.svg.encode() for place, chart in enumerate(report.charts)},
    }
    # PDF/UA-1: readable for screen readers; the fixed time stamp makes the same figures give the same bytes.
    day = datetime.combine(report.made_on, time(), UTC)
    found: bytes = typst.compile(sources, format="pdf", pdf_standards="ua-1", timestamp=day)
    return found


def as_csv(report: Report) -> str:
    """One line per figure: semicolons, decimal commas, hidden figures empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    head = [
        "nummer",
        "indikator",
        "merkmal",
        "anzahl",
        "basis",
        "anteil",
        "von",
        "bis",
        "verdeckt",
        "text",
        "fehlend",
    ]
    writer.writerow([*head, "anteil_vergleich", "anzahl_vergleich", "synthetisch"])
    for indicator in report.indicators:
        for figure in indicator.figures:
            low, high = figure.interval or (None, None)
            before = figure.before
            writer.writerow(
                [
                    indicator.number,
                    indicator.title,
                    _harmless(figure.label),
                    "" if figure.count is None else figure.count,
                    "" if figure.base is None else figure.base,
                    _decimal(figure.share),
                    _decimal(low),
                    _decimal(high),
                    "ja" if figure.hidden else "nein",
                    _harmless(figure.text),
                    _decimal(indicator.missing),
                    _decimal(before.share if before else None),
                    "" if before is None or before.count is None else before.count,
                    "ja" if report.synthetic else "nein",
                ]
            )
    return "\ufeff" + buffer.getvalue()


def count_text(figure: Figure) -> str:
    """The count for people."""
    if figure.hidden:
        return "verdeckt"
    return "" if figure.count is None else german_number(figure.count)


def interval_text(figure: Figure) -> str:
    """The interval for people, ``10,1–12,3 %``."""
    if figure.interval is None:
        return ""
    low, high = (german_number(100 * bound, 1) for bound in figure.interval)
    return f"{low}–{high}\u00a0%"


def before_text(figure: Figure) -> str:
    """The figure of the other cycle for people."""
    before = figure.before
    if before is None:
        return ""
    return german_share(before.share) if before.base and not before.hidden else count_text(before)


def difference_text(figure: Figure) -> str:
    """Difference of the shares in percentage points."""
    before = figure.before
    if before is None or figure.share is None or before.share is None:
        return ""
    points = 100 * (figure.share - before.share)
    sign = "±" if abs(points) < 0.05 else "+" if points > 0 else "−"
    return f"{sign}{german_number(abs(points), 1)}{' *' if figure.changed else ''}"


def _for_typst(report: Report) -> dict[str, Any]:
    head = [
        "",
        "Anzahl",
        "Anteil",
        "95-%-Bereich",
        *([report.other.name, "Unterschied"] if report.other else []),
    ]
    facts = [["Wochen", f"{report.cycle.first_week} bis {report.cycle.last_week}"]]
    if report.other:
        weeks = f"{report.other.first_week} bis {report.other.last_week}"
        facts.append(["Vergleich", f"{report.other.name} ({weeks})"])
    facts += [
        ["Kontakte", f"{german_number(report.rows)} abgeschlossene"],
        ["Codebuch", f"Fassung {report.codebook_version}"],
        ["Stand", f"{report.made_on:%d.%m.%Y}"],
    ]
    return {
        "title": report.title,
        "synthetic": report.synthetic,
        "facts": facts,
        "question": report.cycle.question,
        "changes": list(report.cycle.changes),
        "head": head,
        "charts": [
            {"title": c.title, "file": f"chart{n}.svg", "words": c.words} for n, c in enumerate(report.charts)
        ],
        "indicators": [
            {
                "number": indicator.number,
                "title": indicator.title,
                "how": _basis(indicator.how, indicator.base, indicator.missing),
                "note": indicator.note,
                "rows": [_cells(figure, len(head)) for figure in indicator.figures],
            }
            for indicator in report.indicators
        ],
        "team": [[f.label, "nicht gezeigt" if f.hidden else german_share(f.share)] for f in report.team]
        if report.forms
        else [],
        "team_note": f"{report.forms} Bögen; Anteil, der (eher) zustimmt.",
        "reading": list(READING),
    }


def _basis(how: str, base: str, missing: float | None) -> str:
    absent = "" if missing is None else f"; ohne Angabe {german_share(missing)}"
    return f"{how}. Grundlage: {base}{absent}."


def _cells(figure: Figure, width: int) -> list[str]:
    if figure.text:
        return [f"{figure.label}: {figure.text}", *[""] * (width - 1)]
    cells = [
        figure.label,
        count_text(figure),
        german_share(figure.share) if figure.base or figure.hidden else "",
        interval_text(figure),
        before_text(figure),
        difference_text(figure),
    ]
    return cells[:width]


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".replace(".", ",")


def _harmless(text: str) -> str:
    # A spreadsheet takes a cell that begins so for a formula (OWASP, CSV injection).
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
