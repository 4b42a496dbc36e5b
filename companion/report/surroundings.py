"""The indicators that are not counted from contacts alone (12, 14, 16 to 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import Any

from companion.bank.entry import Bank
from companion.contacts.calendar import week_of
from companion.german_numbers import german_number
from companion.report.counting import Rows
from companion.report.cycles import OUTREACH, Cycle
from companion.report.figures import SMALL, Figure, Indicator, number
from companion.report.hiding import contacts, share


def bank_is_current(
    rows: Rows, bank: Bank | None, releases: Sequence[tuple[date, int]], today: date
) -> Indicator:
    """12: overdue entries, age of their review, days from review to approval, feedback.

    Args:
        rows: the cycle.
        bank: in use.
        releases: day of an approval and the days it took.
        today: of the report.
    """
    lines: list[Figure] = []
    base = "keine Antwortbank angegeben"
    if bank:
        usable = [entry for entry in bank.entries.values() if entry.is_suggestible(today)]
        base = f"{german_number(len(usable))} vorschlagbare Einträge am {today:%d.%m.%Y}"
        lines.append(
            Figure("Prüfung überfällig", sum(entry.is_overdue(today) for entry in usable), len(usable))
        )
        ages = [(today - entry.reviewed_on).days for entry in usable if entry.reviewed_on]
        if ages:
            lines.append(Figure("Tage seit der Prüfung (Median)", text=german_number(median(ages))))
    took = [days for day, days in releases if week_of(day) in rows.cycle.weeks]
    if took:
        lines.append(number("Freigaben im Zyklus", len(took)))
        lines.append(
            Figure("Tage von der Vorlage bis zur Freigabe (Median)", text=german_number(median(took)))
        )
    noted = rows.by_code("grund", table="feedback")
    lines += [number(f"Rückmeldung: {label}", count) for label, count in noted.items()]
    note = (
        "Die Zeit bis zur Freigabe zählt ab der Vorlage zur Prüfung in der Arbeitsbank der Teamleitung; "
        "wann ein Fall weitergegeben wurde, hält ein Kontakt nicht fest."
    )
    return Indicator(
        12,
        "Aktualität der Antwortbank",
        "Stand am Tag des Berichts; Rückmeldungen im Zyklus",
        base,
        tuple(lines),
        note=note,
    )


def access(rooms: Sequence[dict[str, Any]], rows: Rows) -> Indicator:
    """14: rooms by permission. Rooms are no people, so nothing is hidden."""
    labels = rows.codebook.vocabularies["admin_status"].codes
    counted = {
        code.label: sum(room["admin_status"] == code.code for room in rooms) for code in labels.values()
    }
    lines = [Figure(label, count, len(rooms)) for label, count in counted.items() if count]
    base = f"{german_number(len(rooms))} Räume im Verzeichnis"
    return Indicator(14, "Zugang", "Räume nach Erlaubnis, Stand am Tag des Berichts", base, tuple(lines))


def own_posts(rows: Rows) -> Indicator:
    """16: own posts, their reach, and the contacts that followed."""
    posts = rows.count(table="own_posts")
    lines = [number("eigene Beiträge", posts)]
    for column, prefix in (
        ("plattform", "Plattform"),
        ("reichweite_klasse", "Reichweite"),
        ("interaktionen_klasse", "Interaktionen"),
    ):
        for label, count in rows.by_code(column, table="own_posts").items():
            lines.append(Figure(f"{prefix}: {label}", count, posts))
    lines.append(
        contacts("Kontakte darunter", rows.count("anlass = 'eigener_beitrag' OR raumtyp = 'eigener_kanal'"))
    )
    return Indicator(
        16,
        "Eigene Beiträge",
        "Zahl und Klassen der Beiträge",
        f"{german_number(posts)} Beiträge",
        tuple(lines),
    )


def multipliers(cycle: Cycle) -> Indicator:
    """17: what was entered by hand; nobody is tracked."""
    lines = [
        number(label, cycle.outreach[name]) for name, label in OUTREACH.items() if name in cycle.outreach
    ]
    note = "" if lines else "Nichts eingetragen. Eintragen mit: kontakt cycle outreach"
    return Indicator(
        17,
        "Multiplikator*innen",
        "von Hand eingetragene Summen",
        "eingetragene Zahlen",
        tuple(lines),
        note=note,
    )


def learning(cycle: Cycle, before: Cycle | None, indicators: Sequence[Indicator]) -> Indicator:
    """18: what was decided, and what is different since then."""
    decided = before.decisions if before else ()
    lines = [Figure("Beschluss aus dem Vergleichszyklus", text=text) for text in decided]
    lines += [Figure("geplante Änderung", text=text) for text in cycle.changes]
    lines += [Figure("Beschluss aus diesem Zyklus", text=text) for text in cycle.decisions]
    for indicator in indicators:
        for figure in indicator.figures:
            if (
                figure.changed
                and figure.share is not None
                and figure.before
                and figure.before.share is not None
            ):
                points = 100 * (figure.share - figure.before.share)
                sign = "+" if points > 0 else "−"
                text = f"{sign}{german_number(abs(points), 1)} Prozentpunkte"
                lines.append(Figure(f"verändert: {indicator.title}, {figure.label}", text=text))
    note = "Verändert heißt: Die 95-%-Bereiche beider Zyklen berühren sich nicht. Zufall bleibt möglich."
    return Indicator(
        18, "Lernschleife", "Beschlüsse und was danach anders war", "beide Zyklen", tuple(lines), note=note
    )


def team_feedback(answers: Sequence[dict[str, int]], questions: dict[str, str]) -> tuple[Figure, ...]:
    """Share that agreed (4 or 5) with each statement; hidden where few forms came in or few differ."""
    lines = []
    for name, question in questions.items():
        given = [answer[name] for answer in answers if name in answer]
        agreed = sum(value >= 4 for value in given)
        lines.append(
            share(question, agreed, len(given)) if len(given) >= SMALL else Figure(question, hidden=True)
        )
    return tuple(lines)
