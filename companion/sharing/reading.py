"""A proposal in words: a summary for the terminal, and everything in full as a file to be read before signing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from companion.config import Settings
from companion.private_files import make_private_folder, write_bytes
from companion.sharing.approving import Presented
from companion.sharing.keys import ROLE_NAMES
from companion.sharing.release import CHANGE_WORDS, Change

SHORT = 60
"""Lines up to which a proposal is shown whole at once."""
LISTED = 20
"""Entries of one kind whose titles a summary names."""


def in_full(shown: Presented) -> str:
    """Every word that is signed, entry by entry."""
    lines = [*_head(shown), _counts(shown)]
    for change in shown.changes:
        lines += ["", _title(shown, change), *_differences(change)]
    return "\n".join(lines)


def summary(shown: Presented, file: str) -> str:
    """What a person sees first: counts, changed entries word by word, new ones by their title.

    Args:
        shown: the proposal.
        file: where it can be read in full.
    """
    full = in_full(shown)
    if full.count("\n") < SHORT:
        return full
    lines = [*_head(shown), _counts(shown)]
    for what in CHANGE_WORDS:
        changes = [change for change in shown.changes if change.what == what]
        in_words = what != "added" and sum(len(change.differences) for change in changes) < SHORT
        lines += [""] if changes else []
        for change in changes if in_words else changes[:LISTED]:
            lines += [_title(shown, change), *(_differences(change) if in_words else ())]
        if not in_words and len(changes) > LISTED:
            lines.append(f"… und {len(changes) - LISTED} weitere.")
    lines += [
        "",
        "Das ist eine Übersicht. Unterschrieben wird der ganze Wortlaut; er steht in dieser Datei:",
        file,
        "Hier zeigen: kontakt bank approve --whole",
    ]
    return "\n".join(lines)


def write_reading(settings: Settings, shown: Presented) -> Path:
    """Write the proposal in full beside the one that is signed, for this person alone; returns the file."""
    make_private_folder(settings.sharing)
    path = settings.sharing / "vorlage.txt"
    write_bytes(path, (in_full(shown) + "\n").encode())
    return path


def _head(shown: Presented) -> Iterator[str]:
    yield from shown.caught_up
    for answer in shown.answers:
        label = "Abgelehnt" if answer.decision == "refused" else "Anmerkung"
        yield f"{label} von {answer.name}: {answer.entry_id}: {answer.words}"
    yield (
        f"Vorlage {shown.signatures.number}, Prüfzahl {shown.digest}, "
        f"Unterschriften gelten bis {shown.expires:%d.%m.%Y}."
    )
    for role, fingerprint in shown.new_keys.items():
        yield f"NEUER SCHLÜSSEL für {ROLE_NAMES[role]}: {fingerprint}"


def _counts(shown: Presented) -> str:
    total = len(shown.changes)
    kinds = {what: sum(change.what == what for change in shown.changes) for what in CHANGE_WORDS}
    parts = ", ".join(f"{count} {CHANGE_WORDS[what]}" for what, count in kinds.items() if count)
    return (
        f"{total} Änderungen: {parts}."
        if total > 1
        else f"1 Änderung: {parts}."
        if total
        else "Keine Änderung."
    )


def _title(shown: Presented, change: Change) -> str:
    authors = shown.authors.get(change.entry_id, [])
    written = f" (geschrieben von {', '.join(authors)})" if authors else ""
    return (
        f"{CHANGE_WORDS[change.what].upper()}: {change.title} [{change.entry_id or 'Antwortbank'}]{written}"
    )


def _differences(change: Change) -> Iterable[str]:
    return (f"  {difference.part}: {difference.marked()}" for difference in change.differences)
