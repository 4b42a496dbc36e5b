"""Charts for people: bars with their intervals, beside the other cycle. Drawn offline to SVG by Vega-Lite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from companion.report.figures import SMALL, Figure, Indicator, german_number, german_share

ACCENT, OTHER = "#1f5f8b", "#b8c4ce"
WIDTH = 460
"""Pixels of the plot; labels come beside it."""


@dataclass(frozen=True)
class Chart:
    """A picture with its title and what it says in words."""

    title: str
    svg: str
    words: str


def weekly_chart(weeks: Mapping[str, int], label: str) -> Chart:
    """Contacts per week; small weeks are left out of the picture."""
    data = [
        {"woche": week[5:], "kontakte": count}
        for week, count in weeks.items()
        if count == 0 or count >= SMALL
    ]
    chart = (
        alt.Chart(_data(data), width=WIDTH, height=180)
        .mark_bar(color=ACCENT)
        .encode(
            x=alt.X("woche:N", title="Kalenderwoche", sort=None, axis=alt.Axis(labelAngle=0)),
            y=alt.Y("kontakte:Q", title="Kontakte", axis=alt.Axis(tickMinStep=1, format=",.0f")),
        )
    )
    shown = {week: count for week, count in weeks.items() if count >= SMALL}
    words = f"Kontakte je Kalenderwoche, {label}."
    if shown:
        most = max(shown, key=lambda week: shown[week])
        least = min(shown, key=lambda week: shown[week])
        words += (
            f" Am meisten in {most[5:]} ({german_number(shown[most])}), "
            f"am wenigsten in {least[5:]} ({german_number(shown[least])})."
        )
    return Chart("Kontakte je Woche", _svg(chart), words)


def share_chart(title: str, figures: Sequence[Figure], label: str, other: str | None) -> Chart | None:
    """Shares as bars with their 95 % interval, beside those of the other cycle; ``None`` if nothing can be shown."""
    shown = [figure for figure in figures if figure.share is not None]
    if not shown:
        return None
    data: list[dict[str, Any]] = []
    for figure in shown:
        for cycle, one in ((label, figure), (other, figure.before)):
            if cycle and one and one.share is not None and one.interval:
                name = figure.label.split(": ", 1)[-1]
                low, high = one.interval
                data.append({"was": name, "zyklus": cycle, "anteil": one.share, "von": low, "bis": high})
    cycles = [label, *([other] if other else [])]
    position = alt.Y("was:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, ticks=False))
    offset = alt.YOffset("zyklus:N", sort=cycles)
    colour = alt.Color(
        "zyklus:N",
        sort=cycles,
        scale=alt.Scale(domain=cycles, range=[ACCENT, OTHER][: len(cycles)]),
        legend=alt.Legend(title=None, orient="top") if other else None,
    )
    base = alt.Chart(_data(data), width=WIDTH, height=alt.Step(13 if other else 20))
    bars = base.mark_bar().encode(
        x=alt.X("anteil:Q", title="Anteil, Strich: 95-%-Bereich", axis=alt.Axis(format=".0%")),
        y=position,
        yOffset=offset,
        color=colour,
    )
    whiskers = base.mark_rule(color="#333", strokeWidth=1).encode(
        x="von:Q", x2="bis:Q", y=position, yOffset=offset
    )
    words = f"{title}. " + "; ".join(_in_words(figure, other) for figure in shown) + "."
    return Chart(title, _svg(bars + whiskers), words)


def charts(
    indicators: Mapping[int, Indicator], weeks: Mapping[str, int], label: str, other: str | None
) -> list[Chart]:
    """The charts of a report."""

    def lines(number: int, prefix: str = "") -> list[Figure]:
        return [figure for figure in indicators[number].figures if figure.label.startswith(prefix)]

    reactions = [*lines(5), *lines(6), *lines(7, "gesamt")]
    named = [
        Figure("Ablehnung, Angriff, Löschung", f.count, f.base, f.hidden, before=f.before)
        if f.label == "gesamt"
        else f
        for f in reactions
    ]
    made = [
        weekly_chart(weeks, label),
        share_chart("Kontakte je Plattform", lines(1, "Plattform"), label, other),
        share_chart("Kontakte je Thema", lines(4, "Thema"), label, other),
        share_chart("Tiefe der Kontakte", lines(3), label, other),
        share_chart("Reaktionen", named, label, other),
        share_chart("Verweisziele", lines(8, "Ziel"), label, other),
        share_chart("Nutzung der Antwortbank", lines(11), label, other),
    ]
    return [chart for chart in made if chart is not None]


def _data(values: list[dict[str, Any]]) -> alt.Data:
    return alt.Data(values=values)  # type: ignore[no-untyped-call]


def _in_words(figure: Figure, other: str | None) -> str:
    name = figure.label.split(": ", 1)[-1]
    before = f" (vorher {german_share(figure.before.share)})" if other and figure.before else ""
    return f"{name} {german_share(figure.share)}{before}"


def _svg(chart: alt.Chart | alt.LayerChart) -> str:
    finished = chart.configure(font="Noto Sans, Segoe UI, Helvetica, Arial, sans-serif").configure_view(
        stroke=None
    )
    # Room for readers whose font is wider than the one the labels were measured with.
    finished = finished.properties(padding={"left": 24, "right": 16, "top": 5, "bottom": 5})
    found: str = vl_convert.vegalite_to_svg(finished.to_dict(), format_locale="de-DE")
    return found
