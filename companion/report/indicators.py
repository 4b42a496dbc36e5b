"""The indicators that are counted from contacts (1 to 11, 13, 15)."""

from __future__ import annotations

from collections.abc import Mapping

from companion.report.counting import Rows
from companion.report.figures import (
    Figure,
    Indicator,
    contacts,
    distribution,
    german_number,
    share,
    shares,
    top,
)

CLOSED = "reaktion <> 'offen'"
AGREEING = "reaktion IN ('like', 'danke', 'geteilt_markiert')"
REJECTING = "reaktion IN ('ablehnung', 'angriff', 'geloescht')"
CORRECTING = "(modus = 'richtigstellen' OR modus_2 = 'richtigstellen' OR modus_3 = 'richtigstellen')"
NEEDS_CONTENT = "modus IN ('informieren', 'verweisen', 'richtigstellen')"
FROM_BANK = "baustein_nutzung IN ('unveraendert', 'angepasst', 'nur_inspiration')"
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


def _base(count: int, what: str = "Kontakte") -> str:
    return f"{german_number(count)} {what}"


def _prefixed(prefix: str, figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    return tuple(Figure(f"{prefix}: {f.label}", f.count, f.base, f.hidden) for f in figures)


def _volume(rows: Rows) -> Indicator:
    total = rows.count()
    seen = rows.total("anzahl", "observations")
    figures = (
        contacts("Kontakte gesamt", total),
        *_prefixed("Plattform", distribution(rows.by_code("plattform"), total)),
        *_prefixed("Raumtyp", distribution(rows.by_code("raumtyp"), total)),
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
    total = rows.count()
    ordered = dict(sorted(rows.by_code("thema").items(), key=lambda item: -item[1]))
    figures = (
        *_prefixed("Säule", distribution(rows.by_pillar(), total)),
        *_prefixed("Thema", distribution(ordered, total)),
    )
    how = "Anteil des Hauptthemas an allen Kontakten"
    return Indicator(4, "Themen- und Säulenprofil", how, _base(total), figures, rows.missing("thema"))


def _response(rows: Rows) -> Indicator:
    closed = rows.count(CLOSED)
    figures = (share("mit sichtbarer Reaktion", rows.count("reaktion NOT IN ('offen', 'keine')"), closed),)
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
    closed = rows.count(CLOSED)
    figures = (
        share("zustimmend (Like, Danke, geteilt)", rows.count(AGREEING), closed),
        share("Nachfrage", rows.count("reaktion = 'nachfrage'"), closed),
    )
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
    lines = [share("gesamt", rows.count(REJECTING), closed)]
    for column, prefix in (("plattform", "Plattform"), ("raumtyp", "Raumtyp")):
        here = rows.by_code(column, CLOSED)
        rejected = rows.by_code(column, REJECTING)
        parts = {label: (rejected.get(label, 0), base) for label, base in here.items()}
        lines += _prefixed(prefix, shares(parts))
    how = "Ablehnung, Angriff oder Löschung an den abgeschlossenen Kontakten, je Plattform und Raumtyp"
    note = "Frühwarnung: Zuerst auf Räume sehen, in denen der Anteil über dem Gesamtwert liegt."
    base_text = _base(closed, "Kontakte mit Angabe")
    return Indicator(
        7, "Ablehnung, Angriff, Löschung", how, base_text, tuple(lines), rows.missing("reaktion"), note
    )


def _referral(rows: Rows) -> Indicator:
    total, referred = rows.count(), rows.count("verweisziel <> 'keins'")
    targets = dict(
        sorted(rows.by_code("verweisziel", "verweisziel <> 'keins'").items(), key=lambda item: -item[1])
    )
    figures = (share("mit Verweis", referred, total), *_prefixed("Ziel", distribution(targets, referred)))
    note = "Ob ein Verweis angenommen wird, ist von außen nicht zu sehen."
    how = "Kontakte mit Verweis an allen; Ziele an den Verweisen"
    return Indicator(8, "Verweisquote und Verweisziele", how, _base(total), figures, 0.0, note)


def _corrections(rows: Rows, titles: Mapping[str, str]) -> Indicator:
    corrected = rows.count(CORRECTING)
    closed = rows.count(f"{CORRECTING} AND {CLOSED}")
    myths = {
        titles.get(name, name): count
        for name, count in rows.by_id(
            "mythos_id", f"{CORRECTING} AND mythos_id NOT LIKE '%\\_%' ESCAPE '\\'"
        ).items()
    }
    frequent = top(distribution(myths, sum(myths.values())), 10)
    figures = (
        contacts("Richtigstellungen", corrected),
        share("Reaktion: zustimmend", rows.count(f"{CORRECTING} AND {AGREEING}"), closed),
        share("Reaktion: Nachfrage", rows.count(f"{CORRECTING} AND reaktion = 'nachfrage'"), closed),
        share(
            "Reaktion: sachlicher Widerspruch",
            rows.count(f"{CORRECTING} AND reaktion = 'widerspruch_sachlich'"),
            closed,
        ),
        share("Reaktion: Ablehnung, Angriff, Löschung", rows.count(f"{CORRECTING} AND {REJECTING}"), closed),
        *_prefixed("Mythos", frequent),
    )
    missing = rows.missing("reaktion", CORRECTING)
    how = "Kontakte mit dem Modus Richtigstellen; Reaktionen an den abgeschlossenen davon; die zehn häufigsten Mythen"
    return Indicator(9, "Richtigstellungen", how, _base(corrected, "Richtigstellungen"), figures, missing)


def _coverage(rows: Rows) -> Indicator:
    needed = rows.count(NEEDS_CONTENT)
    gaps = rows.by_code("thema", table="gaps")
    ordered = dict(sorted(gaps.items(), key=lambda item: -item[1]))
    figures = (
        share("mit Baustein", rows.count(f"{NEEDS_CONTENT} AND {FROM_BANK}"), needed),
        share(
            "kein passender Baustein", rows.count(f"{NEEDS_CONTENT} AND baustein_nutzung = 'luecke'"), needed
        ),
        *_prefixed("gemeldete Lücken", distribution(ordered, sum(ordered.values()))),
    )
    how = "Kontakte mit Baustein an denen, die Inhalt brauchten (Informieren, Verweisen, Richtigstellen)"
    return Indicator(10, "Deckung der Antwortbank", how, _base(needed), figures, 0.0)


def _adaptation(rows: Rows) -> Indicator:
    total = rows.count()
    figures = distribution(rows.by_code("baustein_nutzung"), total)
    note = "Sehr viel Unverändertes liest sich wie eine Maschine."
    return Indicator(11, "Anpassungsgrad", "Anteil an allen Kontakten", _base(total), figures, 0.0, note)


def _reach(rows: Rows) -> Indicator:
    lines: list[Figure] = []
    known = "reichweite_klasse <> 'unbekannt' AND reichweite_signal <> 'nicht_anwendbar'"
    for signal in rows.codebook.vocabularies["reichweite_signal"].codes.values():
        where = f"{known} AND reichweite_signal = '{signal.code}'"
        lines += _prefixed(
            signal.label, distribution(rows.by_code("reichweite_klasse", where), rows.count(where))
        )
    note = "Klassen verschiedener Signale lassen sich nicht zusammenzählen."
    how = "Kontakte je Signal und Klasse"
    return Indicator(
        13,
        "Reichweite",
        how,
        _base(rows.count(known), "Kontakte mit Angabe"),
        tuple(lines),
        rows.missing("reichweite_klasse"),
        note,
    )


def _effort(rows: Rows) -> Indicator:
    known = "dauer_klasse <> 'keine_angabe'"
    base = rows.count(known)
    lines = list(_prefixed("alle", distribution(rows.by_code("dauer_klasse", known), base)))
    for code in rows.codebook.vocabularies["plattform"].codes.values():
        where = f"{known} AND plattform = '{code.code}'"
        here = rows.count(where)
        lines += (
            _prefixed(code.label, distribution(rows.by_code("dauer_klasse", where), here)) if here else ()
        )
    minutes = sum(rows.count(f"dauer_klasse = '{code}'") * middle for code, middle in MINUTES.items())
    if base and minutes:
        lines.append(Figure("Kontakte je Stunde, Team", text=german_number(60 * base / minutes, 1)))
    how = "Dauerklassen je Plattform; Kontakte je Stunde aus den Klassenmitten (3, 10, 23, 40 Minuten), nur als Team"
    return Indicator(
        15, "Aufwand", how, _base(base, "Kontakte mit Angabe"), tuple(lines), rows.missing("dauer_klasse")
    )
