"""What a person sees before signing: a summary at first, every word on demand and as a file."""

from __future__ import annotations

import stat
import sys
from datetime import date
from pathlib import Path

from companion.config import Settings
from companion.sharing.approving import Presented
from companion.sharing.presented import Signatures
from companion.sharing.reading import LISTED, in_full, summary, write_reading
from companion.sharing.release import Change
from companion.sharing.words import Difference, Piece

CHANGED = Change(
    "teilzeit-anspruch",
    "changed",
    "Anspruch auf Teilzeit",
    (Difference("Text", (Piece("same", "Nach "), Piece("gone", "sechs"), Piece("new", "acht"))),),
)


def added(number: int) -> Change:
    parts = ("Titel", "Text", "Fragen")
    texts = tuple(Difference(part, (Piece("new", f"{part} von {number}"),)) for part in parts)
    return Change(f"eintrag-{number}", "added", f"Eintrag {number}", texts)


def presented(*changes: Change) -> Presented:
    return Presented(
        Signatures(3, "fingerprint", {}, ["lead", "jurist"]),
        "ab12 cd34",
        list(changes),
        {"teilzeit-anspruch": ["Lea"]},
        {"jurist": "FINGER ABDRUCK"},
        expires=date(2027, 5, 28),
    )


def test_a_short_proposal_is_shown_in_full_at_once() -> None:
    shown = presented(CHANGED, added(1))
    assert summary(shown, "vorlage.txt") == in_full(shown)
    assert "2 Änderungen: 1 neu, 1 geändert." in in_full(shown)
    assert "Text: Nach [-sechs-]{+acht+}" in in_full(shown)


def test_a_whole_bank_is_summed_up_and_changed_words_are_still_shown() -> None:
    shown = presented(*(added(number) for number in range(170)), CHANGED)
    text = summary(shown, "/daten/vorlage.txt")
    assert len(text.splitlines()) < 2 * LISTED
    assert "171 Änderungen: 170 neu, 1 geändert." in text
    assert f"… und {170 - LISTED} weitere." in text
    assert "NEU: Eintrag 0 [eintrag-0]" in text
    assert "{+Text von 0+}" not in text
    assert "GEÄNDERT: Anspruch auf Teilzeit [teilzeit-anspruch] (geschrieben von Lea)" in text
    assert "Text: Nach [-sechs-]{+acht+}" in text
    assert "NEUER SCHLÜSSEL für Jurist*in: FINGER ABDRUCK" in text
    assert "Vorlage 3, Prüfzahl ab12 cd34" in text
    assert "/daten/vorlage.txt" in text
    assert "kontakt bank approve --whole" in text


def test_many_changed_entries_are_named_and_counted() -> None:
    changes = [
        Change(f"eintrag-{number}", "shared", f"Eintrag {number}", CHANGED.differences)
        for number in range(80)
    ]
    text = summary(presented(*changes), "vorlage.txt")
    assert "80 Änderungen: 80 durch Betrag oder Textstück geändert." in text
    assert "… und 60 weitere." in text
    assert "[-sechs-]" not in text


def test_every_word_lies_in_a_file_that_only_this_person_reads(tmp_path: Path) -> None:
    shown = presented(*(added(number) for number in range(170)))
    path = write_reading(Settings(tmp_path), shown)
    text = path.read_text(encoding="utf-8")
    assert text.rstrip("\n") == in_full(shown)
    assert all(f"Text von {number}+" in text for number in range(170))
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
