"""What the figures say, in German sentences: per indicator, at a glance, and compared with the other cycle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from companion.bank.figures import in_words
from companion.german_numbers import german_number
from companion.report.cycles import Cycle
from companion.report.figures import SMALL, Figure, Indicator, german_share

TILES = (
    (5, "mit sichtbarer Reaktion", "bekamen eine sichtbare Reaktion"),
    (6, "zustimmend (Like, Danke, geteilt)", "waren zustimmend: Like, Danke, geteilt"),
    (7, "gesamt", "stießen auf Ablehnung, Angriff oder wurden gelöscht"),
    (8, "mit Verweis", "nannten eine Stelle, die weiterhilft"),
    (10, "mit Baustein", "der Inhalte kamen aus der Antwortbank"),
)
"""Indicator, its line, and what the share says."""


@dataclass(frozen=True)
class Tile:
    """A key finding: a large figure, what it says, and what it was before."""

    value: str
    label: str
    before: str = ""
    changed: bool = False


def tiles(indicators: Sequence[Indicator], cycle: Cycle, other: Cycle | None) -> list[Tile]:
    """The key findings; hidden figures are left out."""
    by_number = {indicator.number: indicator for indicator in indicators}
    total = _line(by_number[1], "Kontakte gesamt")
    found = []
    if total and total.count is not None:
        before = ""
        if other and total.before and total.before.count is not None:
            mine, theirs = total.count / len(cycle.weeks), total.before.count / len(other.weeks)
            before = f"{german_number(mine)} je Woche, vorher {german_number(theirs)}"
        found.append(Tile(german_number(total.count), "abgeschlossene Kontakte", before))
    for number, label, says in TILES:
        figure = _line(by_number[number], label)
        if figure and figure.share is not None:
            found.append(Tile(german_share(figure.share), says, versus(figure, other), figure.changed))
    return found


def versus(figure: Figure, other: Cycle | None) -> str:
    """How a share compares with the other cycle, in words; empty where it cannot be compared."""
    before = figure.before
    if other is None or before is None or before.share is None or figure.share is None:
        return ""
    if not figure.changed:
        return f"vorher {german_share(before.share)}, kein klarer Unterschied"
    more = "mehr" if figure.share > before.share else "weniger"
    return f"vorher {german_share(before.share)}, jetzt klar {more}"


def with_sentences(indicators: Sequence[Indicator], cycle: Cycle, other: Cycle | None) -> list[Indicator]:
    """The indicators with what each of them says."""
    found = []
    for indicator in indicators:
        words = _SAYS[indicator.number](indicator, cycle)
        compared = _compared(indicator, other) if indicator.number in _COMPARED else ""
        found.append(replace(indicator, sentence=f"{words} {compared}".strip()))
    return found


def changes(indicators: Sequence[Indicator], limit: int = 8) -> list[str]:
    """The largest clear changes over all indicators, the largest first; one line per thing that changed."""
    found: dict[str, tuple[float, str]] = {}
    for indicator in indicators:
        if indicator.number in _COMPARED:
            for figure in indicator.figures:
                if figure.changed and figure.share is not None and figure.before:
                    name = figure.label if ": " in figure.label else f"{indicator.title}: {figure.label}"
                    size = abs(figure.share - (figure.before.share or 0))
                    found.setdefault(name, (size, f"{name}, {_step(figure)}"))
    return [text for _, text in sorted(found.values(), reverse=True)[:limit]]


def _compared(indicator: Indicator, other: Cycle | None) -> str:
    if other is None:
        return ""
    comparable = [
        f for f in indicator.figures if f.share is not None and f.before and f.before.share is not None
    ]
    if not comparable:
        return ""
    clear = sorted(
        (f for f in comparable if f.changed),
        key=lambda f: -abs((f.share or 0) - (f.before.share or 0)),  # type: ignore[union-attr]
    )
    if not clear:
        return f"Gegenüber dem Vergleich ({other.heading}) zeigt sich kein klarer Unterschied."
    parts = [f"{figure.label.split(': ', 1)[-1]} {_step(figure)}" for figure in clear[:3]]
    more = f" und {len(clear) - 3} weitere" if len(clear) > 3 else ""
    return f"Klar anders als im Vergleich ({other.heading}): {'; '.join(parts)}{more}."


def _step(figure: Figure) -> str:
    before = figure.before.share if figure.before else None
    return f"{german_share(figure.share)} statt {german_share(before)}"


def _line(indicator: Indicator, label: str) -> Figure | None:
    return next((figure for figure in indicator.figures if figure.label == label), None)


def _share_of(indicator: Indicator, label: str) -> str:
    figure = _line(indicator, label)
    return german_share(figure.share) if figure and figure.share is not None else "ein verdeckter Anteil"


def _most(indicator: Indicator, prefix: str = "", limit: int = 3) -> str:
    """The most frequent lines, ``Facebook (46,1 %), Instagram (25,9 %) und …``."""
    shown = [f for f in indicator.figures if f.label.startswith(prefix) and f.share]
    shown = sorted(shown, key=lambda f: -(f.share or 0))[:limit]
    words = [f"{f.label.removeprefix(prefix)} ({german_share(f.share)})" for f in shown]
    if len(words) < 2:
        return "".join(words) or "nichts, was sich zeigen ließe"
    return f"{', '.join(words[:-1])} und {words[-1]}"


def _volume(indicator: Indicator, cycle: Cycle) -> str:
    total = _line(indicator, "Kontakte gesamt")
    if total is None or total.count is None:
        return f"Es sind weniger als {in_words(SMALL)} Kontakte."
    weeks = len(cycle.weeks)
    return (
        f"In {weeks} Wochen entstanden {german_number(total.count)} Kontakte, im Mittel "
        f"{german_number(total.count / weeks)} je Woche; die meisten auf {_most(indicator, 'Plattform: ', 2)}."
    )


def _corrections(indicator: Indicator, _: Cycle) -> str:
    total = _line(indicator, "Richtigstellungen")
    if total is None or not total.count:
        return "Es gab keine Richtigstellungen, die sich zeigen lassen."
    agreed = _share_of(indicator, "Reaktion: zustimmend (Like, Danke, geteilt)")
    rejected = _share_of(indicator, "Reaktion: Ablehnung, Angriff, Löschung")
    return (
        f"{german_number(total.count)} Mal wurde etwas richtiggestellt. Zustimmend reagiert wurde auf {agreed}, "
        f"ablehnend auf {rejected}."
    )


def _effort(indicator: Indicator, _: Cycle) -> str:
    pace = _line(indicator, "Kontakte je Stunde, Team")
    words = f"Am häufigsten dauerte ein Kontakt {_most(indicator, 'alle: ', 2)}."
    return f"{words} Das Team schafft im Mittel {pace.text} Kontakte je Stunde." if pace else words


def _bank(indicator: Indicator, _: Cycle) -> str:
    overdue = _line(indicator, "Prüfung überfällig")
    if overdue is None:
        return "Eine Antwortbank war nicht angegeben."
    words = (
        "Kein Eintrag ist überfällig."
        if not overdue.count
        else f"{overdue.count} von {overdue.base} vorschlagbaren Einträgen sind überfällig."
    )
    days = _line(indicator, "Tage von der Vorlage bis zur Freigabe (Median)")
    if days is None:
        return words
    took = "verging 1 Tag" if days.text == "1" else f"vergingen {days.text} Tage"
    return f"{words} Von der Vorlage bis zur Freigabe {took} (mittlerer Wert, Median)."


def _own_posts(indicator: Indicator, _: Cycle) -> str:
    posts, below = _line(indicator, "eigene Beiträge"), _line(indicator, "Kontakte darunter")
    words = f"{german_number(posts.count or 0)} eigene Beiträge" if posts else "Keine eigenen Beiträge"
    return (
        f"{words}, darunter {german_number(below.count)} Kontakte." if below and below.count else f"{words}."
    )


def _listed(indicator: Indicator, _: Cycle) -> str:
    lines = [f"{f.label}: {german_number(f.count)}" for f in indicator.figures if f.count is not None]
    return f"Festgehalten sind {'; '.join(lines)}." if lines else "Dazu liegt nichts vor."


def _learning(indicator: Indicator, _: Cycle) -> str:
    decided = sum(figure.label.startswith("Beschluss") for figure in indicator.figures)
    changed = sum(figure.label.startswith("verändert") for figure in indicator.figures)
    words = {0: "Kein Beschluss ist festgehalten", 1: "Ein Beschluss ist festgehalten"}
    first = words.get(decided, f"{decided} Beschlüsse sind festgehalten")
    return f"{first}; {changed} Anteile sind klar anders als im Vergleich."


_SAYS: dict[int, Callable[[Indicator, Cycle], str]] = {
    1: _volume,
    2: lambda i, _: f"{_share_of(i, 'Erstkontakt')} sind Erstkontakte, der Rest führt ein Gespräch weiter.",
    3: lambda i, _: f"Die Kontakte gehen so tief: {_most(i)}.",
    4: lambda i, _: f"Am meisten gefragt: {_most(i, 'Thema: ')}.",
    5: lambda i, _: (
        f"Auf {_share_of(i, 'mit sichtbarer Reaktion')} der abgeschlossenen Kontakte folgte eine "
        "sichtbare Reaktion."
    ),
    6: lambda i, _: (
        f"{_share_of(i, 'zustimmend (Like, Danke, geteilt)')} waren zustimmend, "
        f"{_share_of(i, 'Nachfrage')} eine Nachfrage."
    ),
    7: lambda i, _: (
        f"{_share_of(i, 'gesamt')} der abgeschlossenen Kontakte trafen auf Ablehnung oder Angriff oder "
        "wurden gelöscht."
    ),
    8: lambda i, _: f"{_share_of(i, 'mit Verweis')} nannten eine Stelle; am häufigsten {_most(i, 'Ziel: ')}.",
    9: _corrections,
    10: lambda i, _: (
        f"Für {_share_of(i, 'mit Baustein')} der Kontakte, die Inhalt brauchten, hatte die Antwortbank "
        f"etwas; bei {_share_of(i, 'kein passender Baustein')} fehlte es."
    ),
    11: lambda i, _: f"So wurde die Antwortbank benutzt: {_most(i)}.",
    12: _bank,
    13: lambda i, _: (
        f"Wo Reaktionen zu sehen waren, am häufigsten {_most(i, 'Reaktionen: ', 2)}."
        if any(f.label.startswith("Reaktionen: ") for f in i.figures)
        else "Die Reichweite wurde je Signal in Klassen notiert."
    ),
    14: _listed,
    15: _effort,
    16: _own_posts,
    17: _listed,
    18: _learning,
}
_COMPARED = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}
"""Indicators whose shares are compared in words; classes of reach and time are left to the tables."""
