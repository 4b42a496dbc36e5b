"""Charts for people: bars with their value and interval, the other cycle as a mark. Drawn offline by Vega-Lite."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import vl_convert

from companion.german_numbers import german_number
from companion.report.figures import Figure, Indicator, german_share
from companion.report.hiding import one_line

COLOURS = {
    "accent": "#1b5e85",
    "other": "#b4530f",
    "ink": "#1b2227",
    "quiet": "#55606a",
    "grid": "#e3e8ec",
    "interval": "#0b2233",
}
"""Of charts on paper; a page may set ``--chart-accent`` and so on instead (dark mode)."""
FONT = "Noto Sans, Segoe UI, Helvetica Neue, Arial, Liberation Sans, DejaVu Sans, sans-serif"
WIDTH, LABEL, MOST = 420, 300, 12
"""Pixels of the plot and of its labels; bars of a chart."""


@dataclass(frozen=True)
class Chart:
    """A picture with its title and what it says in words.

    Attributes:
        name: of its file.
        indicator: number of the indicator it belongs to.
        title: German.
        svg: with the colours of paper.
        words: text alternative.
        other: name of the cycle that the marks stand for, if there are any.
        shares: the bars are shares with their interval.
    """

    name: str
    indicator: int
    title: str
    svg: str
    words: str
    other: str = ""
    shares: bool = True

    @property
    def page_svg(self) -> str:
        """For a page: every colour can be set by a CSS variable, ``--chart-accent`` and so on."""
        found = self.svg
        for name, colour in COLOURS.items():
            found = found.replace(colour, f"var(--chart-{name}, {colour})")
        return found


def weekly_chart(weeks: Mapping[str, int], label: str, hidden: Collection[str] | None = None) -> Chart | None:
    """Contacts per week; small weeks, and one that would give them away, are left out of the picture.

    Args:
        weeks: ISO week → contacts.
        label: of the cycle.
        hidden: weeks to leave out, if it is known already.
    """
    hidden = one_line(weeks) if hidden is None else hidden
    shown = {week: count for week, count in weeks.items() if week not in hidden}
    if not any(shown.values()):
        return None
    data = [{"woche": f"{int(week[6:])}", "kontakte": count} for week, count in shown.items()]
    base = alt.Chart(_data(data), width=max(WIDTH, 26 * len(data)), height=150).encode(
        x=alt.X("woche:N", title="Kalenderwoche", sort=None, axis=alt.Axis(labelAngle=0, ticks=False)),
        y=alt.Y("kontakte:Q", title="Kontakte", axis=alt.Axis(tickMinStep=1, tickCount=4, format=",.0f")),
    )
    most = max(shown, key=lambda week: shown[week])
    least = min(shown, key=lambda week: shown[week])
    words = (
        f"Kontakte je Kalenderwoche, {label}. Am meisten in KW {int(most[6:])} ({german_number(shown[most])}), "
        f"am wenigsten in KW {int(least[6:])} ({german_number(shown[least])})."
    )
    if hidden:
        words += f" Nicht gezeigt: {len(hidden)} Wochen mit sehr wenigen Kontakten."
    bars = base.mark_bar(color=COLOURS["accent"], cornerRadiusEnd=2)
    return Chart("weeks", 1, "Kontakte je Woche", _svg(bars), words, shares=False)


def share_chart(
    name: str, indicator: int, title: str, figures: Sequence[Figure], label: str, other: str | None
) -> Chart | None:
    """Shares as bars with value and 95 % interval; a mark where the other cycle was. ``None`` if nothing is shown."""
    shown = [figure for figure in figures if figure.share is not None][:MOST]
    if not shown:
        return None
    data: list[dict[str, Any]] = []
    for figure in shown:
        low, high = figure.interval or (0.0, 0.0)
        before = figure.before.share if other and figure.before else None
        value = {"was": _short(figure), "anteil": figure.share, "von": low, "bis": high, "vorher": before}
        data.append({**value, "ende": max(high, before or 0.0), "text": german_share(figure.share)})
    base = alt.Chart(_data(data), width=WIDTH, height=alt.Step(24)).encode(
        y=alt.Y("was:N", sort=None, title=None, axis=alt.Axis(labelLimit=LABEL, ticks=False, labelPadding=8))
    )
    percent = alt.Axis(labelExpr="format(datum.value * 100, '.0f') + ' %'", tickCount=5)
    bars = base.mark_bar(color=COLOURS["accent"], height=13, cornerRadiusEnd=2).encode(
        x=alt.X("anteil:Q", title=None, axis=percent)
    )
    interval = base.mark_rule(color=COLOURS["interval"], strokeWidth=1.5).encode(x="von:Q", x2="bis:Q")
    value = base.mark_text(align="left", dx=7, color=COLOURS["ink"], fontSize=12).encode(
        x="ende:Q", text="text:N"
    )
    layers = [bars, interval, value]
    if any(entry["vorher"] is not None for entry in data):
        mark = base.mark_tick(color=COLOURS["other"], thickness=3, size=18, opacity=1).encode(x="vorher:Q")
        layers.insert(2, mark.transform_filter("datum.vorher !== null"))
    else:
        other = None
    words = f"{title}, {label}: " + "; ".join(_in_words(figure, other) for figure in shown) + "."
    svg = _svg(alt.layer(*layers), max(len(_short(figure)) for figure in shown))
    return Chart(name, indicator, title, svg, words, other or "")


def charts(
    indicators: Mapping[int, Indicator], weeks: Mapping[str, int], label: str, other: str | None
) -> list[Chart]:
    """The charts of a report, in the order of its indicators."""

    def lines(number: int, prefix: str = "") -> list[Figure]:
        return [figure for figure in indicators[number].figures if figure.label.startswith(prefix)]

    reactions = [
        *lines(5),
        *lines(6),
        *(replace(figure, label="Ablehnung, Angriff, Löschung") for figure in lines(7, "gesamt")),
    ]
    made = [
        weekly_chart(weeks, label),
        share_chart("platforms", 1, "Kontakte je Plattform", lines(1, "Plattform"), label, other),
        share_chart("depth", 3, "Tiefe der Kontakte", lines(3), label, other),
        share_chart("topics", 4, "Kontakte je Thema", lines(4, "Thema"), label, other),
        share_chart("reactions", 6, "Reaktionen", reactions, label, other),
        share_chart("rejection", 7, "Ablehnung je Plattform", lines(7, "Plattform"), label, other),
        share_chart("referrals", 8, "Verweisziele", lines(8, "Ziel"), label, other),
        share_chart("corrections", 9, "Reaktion auf Richtigstellungen", lines(9, "Reaktion"), label, other),
        share_chart("usage", 11, "Nutzung der Antwortbank", lines(11), label, other),
    ]
    return [chart for chart in made if chart is not None]


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _short(figure: Figure) -> str:
    return figure.label.split(": ", 1)[-1]


def _in_words(figure: Figure, other: str | None) -> str:
    before = f" ({other}: {german_share(figure.before.share)})" if other and figure.before else ""
    return f"{_short(figure)} {german_share(figure.share)}{before}"


def _svg(chart: alt.Chart | alt.LayerChart | alt.FacetChart, longest: int = 0) -> str:
    # Room for readers whose font is wider than the one the labels were measured with (about a fifth).
    left = 8 + min(LABEL, 7 * longest) // 5
    ink, quiet, grid = COLOURS["ink"], COLOURS["quiet"], COLOURS["grid"]
    finished = (
        chart.configure(font=FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=quiet,
            titleColor=quiet,
            titleFontWeight="normal",
            labelFontSize=12,
            titleFontSize=12,
            gridColor=grid,
            domainColor=grid,
            tickColor=grid,
        )
        .configure_axisY(labelColor=ink, grid=False, domain=False)
        .properties(padding={"left": left, "right": 56, "top": 4, "bottom": 4})
    )
    found: str = vl_convert.vegalite_to_svg(finished.to_dict(), format_locale="de-DE")
    return found
