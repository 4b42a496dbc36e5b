"""Writes a small bank whose entries are easy to tell apart."""

from __future__ import annotations

import textwrap
from pathlib import Path

BANK = """\
format: 1
title: Kleine Antwortbank
topics:
  elterngeld: Elterngeld
  pflege: Pflege
  teilzeit: Teilzeit
"""


def _entry(ident: str, topic: str, title: str, wordings: list[str], text: str, **more: str) -> str:
    kind = more.pop("kind", "answer")
    key = "questions" if kind == "answer" else "claims"
    lines = [f"id: {ident}", f"kind: {kind}", f"title: {title}", f"topic: {topic}", f"{key}:"]
    lines += [f"  - {wording}" for wording in wordings]
    facts = {"review_by": "2099-12-31", "status": "approved", **more}
    lines += [f"{name}: {value}" for name, value in facts.items()]
    lines += [
        'legal_basis: ["BEEG § 1"]',
        'sources: [{title: Familienportal, url: "https://familienportal.de/"}]',
    ]
    return "---\n" + "\n".join(lines) + "\n---\n" + textwrap.dedent(text)


ENTRIES = {
    "answers/elterngeld/elterngeld-zuverdienst.md": _entry(
        "elterngeld-zuverdienst",
        "elterngeld",
        "Arbeiten während des Elterngeldbezugs",
        [
            "Darf ich während des Elterngelds arbeiten?",
            "Wie viele Stunden sind beim Elterngeld erlaubt?",
            "Kann ich im Elterngeldbezug etwas dazuverdienen?",
        ],
        """\
        Du darfst während des Elterngelds bis zu 32 Stunden in der Woche arbeiten.

        ## instagram
        Bis zu 32 Stunden in der Woche sind neben dem Elterngeld erlaubt.

        ## facebook sie
        Sie dürfen während des Elterngelds bis zu 32 Stunden in der Woche arbeiten.
        """,
        keywords="[Zuverdienst, Teilzeit, 32 Stunden]",
    ),
    "answers/pflege/pflegezeit-angehoerige.md": _entry(
        "pflegezeit-angehoerige",
        "pflege",
        "Pflegezeit für nahe Angehörige",
        [
            "Meine Mutter braucht Pflege, bekomme ich frei?",
            "Wie lange kann ich Pflegezeit nehmen?",
            "Muss mein Betrieb mich für die Pflege der Eltern freistellen?",
        ],
        "Du kannst dich bis zu sechs Monate freistellen lassen, um Angehörige zu pflegen.\n",
        keywords="[Pflegezeit, Freistellung]",
    ),
    "answers/teilzeit/teilzeit-anspruch.md": _entry(
        "teilzeit-anspruch",
        "teilzeit",
        "Anspruch auf Teilzeit",
        [
            "Muss mein Chef Teilzeit erlauben?",
            "Wie beantrage ich weniger Stunden?",
            "Ab wann habe ich ein Recht auf Teilzeit?",
        ],
        "Nach sechs Monaten im Betrieb kannst du Teilzeit verlangen, wenn dort über 15 Menschen arbeiten.\n",
        keywords="[Teilzeit, Stunden verringern]",
    ),
    "answers/teilzeit/teilzeit-abgelaufen.md": _entry(
        "teilzeit-abgelaufen",
        "teilzeit",
        "Abgelaufene Regel zur Teilzeit",
        ["Gilt die alte Regel noch?", "Was galt früher bei Teilzeit?", "Wie war das mit Teilzeit vor 2020?"],
        "Diese Regel gilt nicht mehr.\n",
        valid_until="2020-12-31",
    ),
    "answers/teilzeit/teilzeit-entwurf.md": _entry(
        "teilzeit-entwurf",
        "teilzeit",
        "Entwurf zur Brückenteilzeit",
        ["Was ist Brückenteilzeit?", "Kann ich befristet verringern?", "Gibt es Teilzeit auf Zeit?"],
        "Noch nicht geprüft.\n",
        status="draft",
    ),
    "corrections/elterngeld/elterngeld-arbeitsverbot.md": _entry(
        "elterngeld-arbeitsverbot",
        "elterngeld",
        "Kein Arbeitsverbot im Elterngeld",
        [
            "Wer Elterngeld bekommt, darf gar nicht arbeiten.",
            "Im Elterngeld ist Arbeiten verboten.",
            "Mit Elterngeld darf man keinen einzigen Tag arbeiten gehen.",
        ],
        "Bis zu 32 Stunden in der Woche sind erlaubt. Falsch ist, dass man gar nicht arbeiten darf.\n",
        kind="correction",
        verdict="falsch",
        fact="Bis zu 32 Stunden in der Woche sind erlaubt.",
    ),
}

QUESTION = "Darf ich eigentlich arbeiten, während ich Elterngeld bekomme? Wie viele Stunden sind da erlaubt?"
"""A post that asks for ``elterngeld-zuverdienst``."""


def write_small_bank(folder: Path) -> Path:
    """Write the bank into a folder and return it."""
    (folder / "bank.yaml").write_text(BANK, encoding="utf-8")
    for name, text in ENTRIES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder
