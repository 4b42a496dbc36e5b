"""A bank of one answer and one correction that is right in every respect, to be spoiled in one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

BANK = """\
format: 1
title: Prüfbank
topics:
  elterngeld: Elterngeld
  pflege: Pflege
"""

ANSWER = """\
---
id: elterngeld-zuverdienst
kind: answer
title: Arbeiten mit Elterngeld
topic: elterngeld
questions:
  - Darf ich mit Elterngeld arbeiten?
  - Wie viele Stunden sind neben dem Elterngeld drin?
  - elterngeld und teilzeit geht das
keywords: [Zuverdienst]
legal_basis: ["BEEG § 1 Abs. 6"]
sources: [{title: Familienportal, url: "https://familienportal.de/"}]
referral: [elterngeldstelle]
review_by: 2027-03-31
status: approved
---
Gute Nachricht: Arbeiten ist neben dem Elterngeld erlaubt, und zwar bis zu 32 Stunden in der Woche im Durchschnitt.

Entscheidend ist der Lebensmonat deines Kindes, nicht der Kalendermonat. Was du verdienst, wird auf das Elterngeld
angerechnet; mit ElterngeldPlus bleibt oft mehr übrig. Sag der Elterngeldstelle vorher Bescheid, sie rechnet dir die
Varianten aus und nennt dir die Unterlagen, die sie braucht. Nachlesen: BEEG § 1 Abs. 6.

## instagram
Ja, das geht: Neben dem Elterngeld sind bis zu 32 Stunden Arbeit in der Woche erlaubt, im Durchschnitt des
Lebensmonats. Sag der Elterngeldstelle vorher Bescheid, dein Lohn wird angerechnet.

## facebook sie
Arbeiten ist neben dem Elterngeld erlaubt, und zwar bis zu 32 Stunden in der Woche im Durchschnitt. Entscheidend ist
der Lebensmonat Ihres Kindes, nicht der Kalendermonat. Was Sie verdienen, wird auf das Elterngeld angerechnet; mit
ElterngeldPlus bleibt oft mehr übrig. Sagen Sie der Elterngeldstelle vorher Bescheid, sie rechnet Ihnen die Varianten
aus. Nachlesen: BEEG § 1 Abs. 6.
"""

CORRECTION = """\
---
id: mythos-arbeitsverbot
kind: correction
title: Arbeiten im Elterngeldbezug
topic: elterngeld
claims:
  - Wer Elterngeld bekommt, darf keine Stunde arbeiten.
  - Elterngeld und Job schließen sich aus.
  - Sobald du arbeitest, ist das ganze Elterngeld futsch.
verdict: falsch
fact: Neben dem Elterngeld sind bis zu 32 Stunden pro Woche erlaubt.
why_believed: Früher war die Grenze niedriger.
sources: [{title: Familienportal, url: "https://familienportal.de/"}]
review_by: 2027-03-31
status: approved
---
Bis zu 32 Stunden in der Woche darfst du arbeiten, während du Elterngeld bekommst. Manchmal liest man, Elterngeld und
Job gingen nicht zusammen; das ist falsch. Der Irrtum liegt nahe, denn der Lohn wird angerechnet und das Elterngeld
sinkt, weg ist es aber nicht. Entscheidend ist der Durchschnitt im Lebensmonat deines Kindes.

Also: 32 Stunden in der Woche sind erlaubt. Sag der Elterngeldstelle vorher Bescheid. Nachlesen: BEEG § 1 Abs. 6.
"""

AMOUNTS = """\
format: 1
amounts:
  minijob_grenze:
    label: Grenze im Minijob
    unit: Euro
    values:
      - {value: 603, valid_from: 2026-01-01, valid_until: 2026-12-31, source: SGB IV § 8}
      - {value: 633, valid_from: 2027-01-01, valid_until: 2027-12-31, source: SGB IV § 8}
  mindestlohn:
    label: Mindestlohn
    unit: Euro
    values:
      - {value: 13.90, valid_from: 2026-01-01, source: MiLoG}
"""

ANSWER_PATH = "answers/elterngeld/elterngeld-zuverdienst.md"
CORRECTION_PATH = "corrections/elterngeld/mythos-arbeitsverbot.md"

Write = Callable[[str, str], Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The right bank."""
    return write_right_bank(tmp_path / "bank")


def write_right_bank(bank: Path) -> Path:
    """Write the right bank into a folder and return it."""
    write_to(bank, "bank.yaml", BANK)
    write_to(bank, ANSWER_PATH, ANSWER)
    write_to(bank, CORRECTION_PATH, CORRECTION)
    return bank


def write_to(folder: Path, name: str, text: str | bytes) -> Path:
    """Write one file of a bank."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path
