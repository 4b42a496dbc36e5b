"""A report as one self-contained HTML file, as PDF, and its lines as CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import jinja2
import typst

from companion.bank.figures import in_words
from companion.cells import guarded
from companion.german_numbers import german_number
from companion.report.build import Report
from companion.report.charts import COLOURS, Chart
from companion.report.figures import SMALL, Figure, Indicator, german_share
from companion.report.hiding import is_small

_TEMPLATES = Path(__file__).with_name("templates")
READING = (
    "Gezählt werden abgeschlossene Kontakte, keine Personen: Nichts verbindet zwei Fäden. Offene Kontakte fehlen, "
    "bis sie nach 14 Tagen einfrieren.",
    f"„verdeckt“ steht, wo weniger als {SMALL} Kontakte gezählt wurden oder wo sich eine so kleine Zahl aus "
    "den anderen ausrechnen ließe. So fällt niemand auf, auch nicht durch Abziehen.",
    "Zu jedem Anteil gehört ein 95-%-Bereich (nach Wilson): So genau ist er bei dieser Zahl von Kontakten bekannt.",
    "„Klar“ oder ein Stern heißt: Die 95-%-Bereiche beider Zyklen berühren sich nicht. Bei vielen Vergleichen kann "
    "auch das einmal Zufall sein.",
    "Reaktionen hängen davon ab, was die Plattform zeigt, und Mitlesende bleiben unsichtbar. Keine Reaktion ist kein "
    "Misserfolg. Gleiches mit Gleichem vergleichen.",
    "Dauer und Reichweite sind in Klassen notiert und von den Kontakter*innen geschätzt.",
)
METHOD = (
    "Die Kontakter*innen notieren jeden Kontakt auf geschlossenen Listen, ohne Namen, Link, Text und Uhrzeit. "
    "Nach 14 Tagen friert die Zeile ein; der Bericht zählt nur solche Zeilen. Welche Kontakter*in einen "
    "Kontakt notiert hat, steht nirgends."
)


def as_html(report: Report) -> str:
    """The whole report in one file that loads nothing."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True
    )
    charts: dict[int, list[Chart]] = {}
    for chart in report.charts:
        charts.setdefault(chart.indicator, []).append(chart)
    return environment.get_template("report.html").render(
        report=report,
        charts=charts,
        rows_text=rows_text,
        share=german_share,
        count=count_text,
        interval=interval_text,
        before=before_text,
        difference=difference_text,
        basis=basis_text,
        reading=READING,
        method=METHOD,
        team_note=_team_note(report),
    )


def as_pdf(report: Report) -> bytes:
    """The whole report as a tagged A4 document."""
    sources: Any = {
        "main.typ": (_TEMPLATES / "report.typ").read_bytes(),
        "report.json": json.dumps(_for_typst(report), ensure_ascii=False).encode(),
        **{f"{chart.name}.svg": chart.svg.encode() for chart in report.charts},
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
                    guarded(figure.label),
                    "" if figure.count is None else figure.count,
                    "" if figure.base is None else figure.base,
                    _decimal(figure.share),
                    _decimal(low),
                    _decimal(high),
                    "ja" if figure.hidden else "nein",
                    guarded(figure.text),
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


def rows_text(rows: int) -> str:
    """How many contacts a report is about, a few of them hidden."""
    if is_small(rows):
        return "so wenige abgeschlossene, dass ihre Zahl verborgen bleibt"
    return f"{german_number(rows)} abgeschlossene"


def basis_text(indicator: Indicator) -> str:
    """How an indicator is computed, from how many contacts, and how many say nothing."""
    absent = "" if indicator.missing is None else f"; ohne Angabe {german_share(indicator.missing)}"
    return f"{indicator.how}. Grundlage: {indicator.base}{absent}."


def _for_typst(report: Report) -> dict[str, Any]:
    head = [
        "",
        "Anzahl",
        "Anteil",
        "95-%-Bereich",
        *([report.other.heading, "Unterschied"] if report.other else []),
    ]
    facts = [["Zeitraum", f"{report.cycle.span} ({len(report.cycle.weeks)} Wochen)"]]
    if report.other:
        facts.append(["Vergleich", f"{report.other.heading}, {report.other.span}"])
    facts += [
        ["Kontakte", rows_text(report.rows)],
        ["Codebuch", f"Fassung {report.codebook_version}"],
        ["Stand", f"{report.made_on:%d.%m.%Y}"],
    ]
    return {
        "title": report.title,
        "heading": report.cycle.heading,
        "synthetic": report.synthetic,
        "facts": facts,
        "question": report.cycle.question,
        "planned": list(report.cycle.changes),
        "decided_before": list(report.other.decisions) if report.other else [],
        "decided": list(report.cycle.decisions),
        "tiles": [[tile.value, tile.label, tile.before] for tile in report.tiles],
        "other": report.other.heading if report.other else "",
        "changes": list(report.changes),
        "head": head,
        "colours": COLOURS,
        "indicators": [
            {
                "number": indicator.number,
                "title": indicator.title,
                "sentence": indicator.sentence,
                "how": basis_text(indicator),
                "note": indicator.note,
                "rows": [_cells(figure, len(head)) for figure in indicator.figures],
                "charts": [_chart(chart) for chart in report.charts if chart.indicator == indicator.number],
            }
            for indicator in report.indicators
        ],
        "team": [[f.label, "nicht gezeigt" if f.hidden else german_share(f.share)] for f in report.team]
        if report.forms
        else [],
        "team_note": _team_note(report),
        "reading": list(READING),
        "method": METHOD,
    }


def _team_note(report: Report) -> str:
    return f"{report.forms} Bögen. Anteil, der (eher) zustimmt; unter {in_words(SMALL)} Antworten wird nichts gezeigt."


def _chart(chart: Chart) -> dict[str, Any]:
    width = float(re.search(r'<svg[^>]* width="([0-9.]+)"', chart.svg)[1])  # type: ignore[index]
    return {
        "title": chart.title,
        "file": f"{chart.name}.svg",
        "words": chart.words,
        "other": chart.other,
        "shares": chart.shares,
        "points": min(0.66 * width, 470),
    }


def _cells(figure: Figure, width: int) -> list[str]:
    if figure.text:
        return [figure.label, figure.text]
    cells = [
        figure.label,
        count_text(figure),
        german_share(figure.share) if figure.base and not figure.hidden else "",
        interval_text(figure),
        before_text(figure),
        difference_text(figure),
    ]
    return cells[:width]


def _decimal(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}".replace(".", ",")
