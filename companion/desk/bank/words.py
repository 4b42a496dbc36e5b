"""What people read for the codes of the bank."""

from __future__ import annotations

KINDS: dict[str, str] = {"answer": "Antwort", "correction": "Richtigstellung"}
CHANNEL_WORDS: dict[str, str] = {
    "facebook": "Facebook",
    "instagram": "Instagram",
    "threads": "Threads",
    "forum": "Forum",
    "dm": "Direktnachricht",
}
AMPEL: dict[str, str] = {"gruen": "Grün", "gelb": "Gelb", "rot": "Rot"}
AMPEL_EXPLAINED: dict[str, str] = {
    "gruen": "Allgemeine Regel, für alle gleich: Regel, Bedingung, Quelle und Stelle nennen.",
    "gelb": "Hängt vom Einzelfall ab: Regel, die entscheidenden Punkte und die Stelle nennen, nichts bewerten.",
    "rot": "Kündigung, Bescheid, Sorgerecht, Gewalt, Aufenthalt: nur Frist und Stelle nennen.",
}
WEBSITE: dict[str, str] = {"ja": "Ja", "nein": "Nein, nur im Seitenfenster"}
STATUS_TONES: dict[str, str] = {"draft": "note", "in_review": "note", "approved": "ok", "retired": "plain"}
ADDRESSES: dict[str, str] = {"du": "du", "sie": "Sie"}
BANDS: dict[str, str] = {"sehr_gut": "passt sehr gut", "vielleicht": "passt vielleicht"}
NOTE_WORDS: dict[str, str] = {"refused": "abgelehnt", "comment": "Anmerkung", "approved": "freigegeben"}
