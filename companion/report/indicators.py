"""The indicators that are counted from contacts (1 to 11, 13, 15)."""

from __future__ import annotations

from collections.abc import Mapping

from companion.german_numbers import german_number
from companion.report.counting import Rows
from companion.report.figures import Figure, Indicator, top
from companion.report.hiding import contacts, distribution, inside, is_small, lines, nested, one_line, share

CLOSED = "reaktion <> 'offen'"
AGREEING = "reaktion IN ('like', 'danke', 'geteilt_markiert')"
REJECTING = "reaktion IN ('ablehnung', 'angriff', 'geloescht')"
CORRECTING = "(modus = 'richtigstellen' OR modus_2 = 'richtigstellen' OR modus_3 = 'richtigstellen')"
HAS_MYTH = "mythos_id NOT LIKE '%\\_%' ESCAPE '\\'"
"""It names an entry: only codes for what is missing (``nicht_anwendbar``) have an underscore."""
NEEDS_CONTENT = "modus IN ('informieren', 'verweisen', 'richtigstellen')"
FROM_BANK = "baustein_nutzung IN ('unveraendert', 'angepasst', 'nur_inspiration')"
ANSWERS = {
    "keine Reaktion": "reaktion = 'keine'",
    "zustimmend (Like, Danke, geteilt)": AGREEING,
    "Nachfrage": "reaktion = 'nachfrage'",
    "sachlicher Widerspruch": "reaktion = 'widerspruch_sachlich'",
    "Ablehnung, Angriff, Löschung": REJECTING,
}
"""Every closed contact is in exactly one of these."""
NONE, AGREED, ASKED, OBJECTED, REJECTED = ANSWERS
MINUTES = {"bis_5": 3, "6_15": 10, "16_30": 23, "ueber_30": 40}
"""Middle of each duration class in minutes; the open one is set to 40."""


def contact_indicators(rows: Rows, titles: Mapping[str, str]) -> list[Indicator]:
    """Indicators 1 to 11, 13 and 15 of a cycle.

    Args:
        rows: the cycle.
        titles: id of an entry of the bank → its title.
    """
    return [
        _volume(rows),
        _first_and_follow_up(rows),
        _depth(rows),
        _topics(rows),
        _response(rows),
        _agreement(rows),
        _rejection(rows),
        _referral(rows),
        _corrections(rows, titles),
        _coverage(rows),
        _adaptation(rows),
        _reach(rows),
        _effort(rows),
    ]


def _base(count: int, what: str = "Kontakte", whole: int | None = None) -> str:
    """How many there are, in words; neither a small number nor one that leaves a small rest of its whole."""
    if is_small(count):
        return f"so wenige {what}, dass ihre Zahl verborgen bleibt"
    if whole is not None and is_small(whole - count):
        return f"{what}, Zahl verdeckt"
    return f"{german_number(count)} {what}"


def _missing(rows: Rows, column: str, known: int) -> float | None:
    """The share without a value, unless it would give away how few have one."""
    return None if is_small(known) else rows.missing(column)


def _prefixed(prefix: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(Figure(f"{prefix}: {f.label}", f.count, f.base, f.hidden) for f in figures)


def _volume(rows: Rows) -> Indicator:
    total = rows.count()
    seen = rows.total("anzahl", "observations")
    figures = (
        contacts("Kontakte gesamt", total),
        *_prefixed("Plattform", distribution(rows.by_code("plattform"), total)),
        *_prefixed("Raumtyp", distribution(rows.by_code("raumtyp"), total, rows.empty("raumtyp"))),
    )
    note = f"Dazu {german_number(seen)} gelesene Fäden ohne Antwort (Beobachtung)." if seen else ""
    return Indicator(
        1,
        "Kontakte gesamt, je Plattform und Raumtyp",
        "Zahl der Zeilen",
        _base(total),
        figures,
        rows.missing("raumtyp"),
        note,
    )


def _first_and_follow_up(rows: Rows) -> Indicator:
    total = rows.count()
    figures = distribution(rows.by_code("kontaktart"), total)
    note = "Personen lassen sich nicht zählen: Nichts verbindet zwei Fäden."
    return Indicator(
        2, "Erst- und Folgekontakte", "Anteil an allen Kontakten", _base(total), figures, 0.0, note
    )


def _depth(rows: Rows) -> Indicator:
    total = rows.count()
    figures = distribution(rows.by_code("stufe"), total)
    return Indicator(
        3,
        "Tiefe: Information, Klärung, Verweis",
        "Anteil je Stufe an allen Kontakten",
        _base(total),
        figures,
        0.0,
    )


def _topics(rows: Rows) -> Indicator:
    total, pillars = rows.count(), rows.by_pillar()
    hidden_pillars, hidden_topics = nested(pillars, rows.empty("thema") | rows.empty_pillars())
    topics = {label: count for members in pillars.values() for label, count in members.items()}
    ordered = dict(sorted(topics.items(), key=lambda item: -item[1]))
    sums = {pillar: sum(members.values()) for pillar, members in pillars.items()}
    figures = (
        *_prefixed("Säule", _without(sums, total, hidden_pillars)),
        *_prefixed("Thema", _without(ordered, total, hidden_topics)),
    )
    how = "Anteil des Hauptthemas an allen Kontakten"
    return Indicator(4, "Themen- und Säulenprofil", how, _base(total), figures, rows.missing("thema"))


def _without(counts: Mapping[str, int], base: int, hidden: set[str]) -> tuple[Figure, ...]:
    return tuple(
        Figure(label, hidden=True) if label in hidden else Figure(label, count, base)
        for label, count in counts.items()
    )


def _answers(rows: Rows) -> dict[str, Figure]:
    """What came of the closed contacts, as one distribution: none of its parts can be worked out from the others."""
    counts = {label: rows.count(where) for label, where in ANSWERS.items()}
    return {figure.label: figure for figure in distribution(counts, rows.count(CLOSED))}


def _response(rows: Rows) -> Indicator:
    closed, none = rows.count(CLOSED), _answers(rows)[NONE]
    seen = Figure("mit sichtbarer Reaktion", hidden=True)
    if none.count is not None:
        seen = share("mit sichtbarer Reaktion", closed - none.count, closed)
    figures = (seen,)
    note = "Keine Reaktion ist kein Misserfolg: Mitlesende bleiben unsichtbar."
    how = "Kontakte mit irgendeiner Reaktion an den abgeschlossenen"
    return Indicator(
        5,
        "Reaktionsquote",
        how,
        _base(closed, "Kontakte mit Angabe"),
        figures,
        rows.missing("reaktion"),
        note,
    )


def _agreement(rows: Rows) -> Indicator:
    closed, answers = rows.count(CLOSED), _answers(rows)
    figures = (answers[AGREED], answers[ASKED])
    how = "Anteil an den abgeschlossenen Kontakten"
    return Indicator(
        6,
        "Zustimmung und Nachfrage",
        how,
        _base(closed, "Kontakte mit Angabe"),
        figures,
        rows.missing("reaktion"),
    )


def _rejection(rows: Rows) -> Indicator:
    closed = rows.count(CLOSED)
    whole = _answers(rows)[REJECTED]
    found = [Figure("gesamt", whole.count, whole.base, whole.hidden)]
    for column, prefix in (("plattform", "Plattform"), ("raumtyp", "Raumtyp")):
        table = rows.table(column, {"yes": REJECTING, "no": f"NOT {REJECTING}"}, CLOSED)
        hidden = lines(table, one_line(rows.by_code(column), rows.empty(column)))
        found += _prefixed(
            prefix,
            tuple(
                Figure(label, hidden=True)
                if label in hidden
                else Figure(label, parts["yes"], parts["yes"] + parts["no"])
                for label, parts in table.items()
            ),
        )
    how = "Ablehnung, Angriff oder Löschung an den abgeschlossenen Kontakten, je Plattform und Raumtyp"
    note = "Frühwarnung: Zuerst auf Räume sehen, in denen der Anteil über dem Gesamtwert liegt."
    base_text = _base(closed, "Kontakte mit Angabe")
    return Indicator(
        7,
        "Ablehnung, Angriff, Löschung",
        how,
        base_text,
        tuple(found),
        _missing(rows, "reaktion", closed),
        note,
    )


def _referral(rows: Rows) -> Indicator:
    total, referred = rows.count(), rows.count("verweisziel <> 'keins'")
    targets = dict(
        sorted(rows.by_code("verweisziel", "verweisziel <> 'keins'").items(), key=lambda item: -item[1])
    )
    figures = (
        share("mit Verweis", referred, total),
        *_prefixed(
            "Ziel",
            _without(targets, referred, set(targets))  # their sum would say how few have none
            if is_small(total - referred)
            else distribution(targets, referred, rows.empty("verweisziel")),
        ),
    )
    note = "Ob ein Verweis angenommen wird, ist von außen nicht zu sehen."
    how = "Kontakte mit Verweis an allen; Ziele an den Verweisen"
    return Indicator(8, "Verweisquote und Verweisziele", how, _base(total), figures, 0.0, note)


def _corrections(rows: Rows, titles: Mapping[str, str]) -> Indicator:
    total, corrected = rows.count(), rows.count(CORRECTING)
    shown = not is_small(corrected) and not is_small(total - corrected)
    closed = rows.count(f"{CORRECTING} AND {CLOSED}")
    myths = {
        titles.get(name, name): count
        for name, count in rows.by_id("mythos_id", f"{CORRECTING} AND {HAS_MYTH}").items()
    }
    frequent = top(distribution(myths, sum(myths.values())), 10)
    parts = {
        label: (rows.count(f"{CORRECTING} AND {where}"), rows.count(where))
        for label, where in ANSWERS.items()
    }
    answers = inside(parts, closed) if shown else {label: Figure(label, hidden=True) for label in parts}
    figures = (
        contacts("Richtigstellungen", corrected) if shown else Figure("Richtigstellungen", hidden=True),
        *_prefixed("Reaktion", tuple(answers[label] for label in (AGREED, ASKED, OBJECTED, REJECTED, NONE))),
        *_prefixed("Mythos", frequent),
    )
    missing = rows.missing("reaktion", CORRECTING) if shown and not is_small(closed) else None
    how = "Kontakte mit dem Modus Richtigstellen; Reaktionen an den abgeschlossenen davon; die zehn häufigsten Mythen"
    return Indicator(
        9, "Richtigstellungen", how, _base(corrected, "Richtigstellungen", total), figures, missing
    )


def _coverage(rows: Rows) -> Indicator:
    total, needed = rows.count(), rows.count(NEEDS_CONTENT)
    shown = not is_small(needed) and not is_small(total - needed)
    gaps = rows.by_code("thema", table="gaps")
    ordered = dict(sorted(gaps.items(), key=lambda item: -item[1]))
    kinds = {
        "mit Baustein": FROM_BANK,
        "kein passender Baustein": "baustein_nutzung = 'luecke'",
        "frei geschrieben": "baustein_nutzung = 'frei_geschrieben'",
    }
    parts = {
        label: (rows.count(f"{NEEDS_CONTENT} AND {where}"), rows.count(where))
        for label, where in kinds.items()
    }
    figures = (
        *(inside(parts, needed) if shown else {name: Figure(name, hidden=True) for name in parts}).values(),
        *_prefixed("gemeldete Lücken", distribution(ordered, sum(ordered.values()))),
    )
    how = "Kontakte mit Baustein an denen, die Inhalt brauchten (Informieren, Verweisen, Richtigstellen)"
    return Indicator(10, "Deckung der Antwortbank", how, _base(needed, whole=total), figures, 0.0)


def _adaptation(rows: Rows) -> Indicator:
    total = rows.count()
    figures = distribution(rows.by_code("baustein_nutzung"), total, rows.empty("baustein_nutzung"))
    note = "Sehr viel Unverändertes liest sich wie eine Maschine."
    return Indicator(11, "Anpassungsgrad", "Anteil an allen Kontakten", _base(total), figures, 0.0, note)


def _reach(rows: Rows) -> Indicator:
    known = "reichweite_klasse <> 'unbekannt' AND reichweite_signal <> 'nicht_anwendbar'"
    signals = rows.by_code("reichweite_signal", known)
    hidden = one_line(signals)
    found: list[Figure] = []
    for signal in rows.codebook.vocabularies["reichweite_signal"].codes.values():
        classes = rows.by_code("reichweite_klasse", f"{known} AND reichweite_signal = '{signal.code}'")
        base = signals.get(signal.label, 0)
        counted = (
            tuple(Figure(label, hidden=True) for label in classes)
            if signal.label in hidden
            else distribution(classes, base)
        )
        found += _prefixed(signal.label, counted)
    note = "Klassen verschiedener Signale lassen sich nicht zusammenzählen."
    how = "Kontakte je Signal und Klasse"
    return Indicator(
        13,
        "Reichweite",
        how,
        _base(rows.count(known), "Kontakte mit Angabe"),
        tuple(found),
        _missing(rows, "reichweite_klasse", rows.count(known)),
        note,
    )


def _effort(rows: Rows) -> Indicator:
    known = "dauer_klasse <> 'keine_angabe'"
    base = rows.count(known)
    classes = rows.codebook.vocabularies["dauer_klasse"].codes.values()
    parts = {code.label: f"dauer_klasse = '{code.code}'" for code in classes if not code.missing}
    everywhere = distribution(rows.by_code("dauer_klasse", known), base)
    found = list(_prefixed("alle", everywhere))
    table = rows.table("plattform", parts, known)
    hidden = lines(table, one_line(rows.by_code("plattform")))
    for platform, counts in table.items():
        here = sum(counts.values())
        found += _prefixed(
            platform,
            tuple(
                Figure(label, hidden=True) if platform in hidden else Figure(label, count, here)
                for label, count in counts.items()
            ),
        )
    minutes = sum(rows.count(f"dauer_klasse = '{code}'") * middle for code, middle in MINUTES.items())
    if (
        base and minutes and not any(figure.hidden for figure in everywhere)
    ):  # it is an equation about all classes
        found.append(Figure("Kontakte je Stunde, Team", text=german_number(60 * base / minutes, 1)))
    how = "Dauerklassen je Plattform; Kontakte je Stunde aus den Klassenmitten (3, 10, 23, 40 Minuten), nur als Team"
    return Indicator(
        15,
        "Aufwand",
        how,
        _base(base, "Kontakte mit Angabe"),
        tuple(found),
        _missing(rows, "dauer_klasse", base),
    )
