"""Checks the front matter of an entry, key by key, and makes an entry of it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit

from companion.bank.document import KEY_ORDER, Document
from companion.bank.entry import Source
from companion.bank.problem import Problem

ID = re.compile(r"[a-z0-9][a-z0-9-]{2,79}")
AMPEL = ("gruen", "gelb", "rot")
YES_NO = ("ja", "nein")
CORRECTION_ONLY = ("claims", "verdict", "fact", "why_believed")
MIN_WORDINGS = 3
_CODE = re.compile(r"[a-z0-9_-]{2,60}")


class Fields:
    """Reads keys of one document and reports what is wrong, with line and remedy."""

    def __init__(self, file: str, document: Document, problems: list[Problem]) -> None:
        self.file, self.document, self.problems = file, document, problems

    def report(self, key: str, message: str, remedy: str, *at: int, warning: bool = False) -> None:
        """Add a problem at the line of a key or of a list item."""
        line = self.document.line(key, *at) or 1
        self.problems.append(
            Problem(self.file, line, key, message, remedy, "warning" if warning else "error")
        )

    def unknown_keys(self, kind: str) -> None:
        """Unknown keys are errors: a typo would lose data."""
        allowed = [
            key for key in KEY_ORDER if key not in (CORRECTION_ONLY if kind == "answer" else ("questions",))
        ]
        for key in self.document.meta:
            if key in allowed:
                continue
            if key in KEY_ORDER:
                article = "eine Antwort" if kind == "answer" else "eine Richtigstellung"
                self.report(key, f"„{key}“ hat {article} nicht.", "Die Angabe entfernen oder kind prüfen.")
                continue
            near = get_close_matches(key, allowed, n=1)
            guess = f"Gemeint ist vielleicht „{near[0]}“." if near else f"Erlaubt sind: {', '.join(allowed)}."
            self.report(key, f"Den Schlüssel „{key}“ gibt es nicht.", guess)

    def words(self, key: str, required: bool = True) -> str:
        """A single text on one line."""
        value = self.document.meta.get(key)
        if value is None or value == "":
            if required or key in self.document.meta:
                self._absent(key)
            return ""
        if not isinstance(value, str):
            self.report(key, "Hier muss ein Text stehen.", "Den Text in Anführungszeichen setzen.")
            return ""
        if not value.strip():
            self._absent(key)
        return " ".join(value.split())

    def _absent(self, key: str) -> None:
        if key in self.document.meta:
            self.report(key, f"„{key}“ ist leer.", "Die Angabe ergänzen oder die Zeile entfernen.")
        else:
            self.report(key, f"Die Angabe „{key}“ fehlt.", f"Eine Zeile „{key}: …“ ergänzen.")

    def texts(self, key: str, minimum: int = 0) -> tuple[str, ...]:
        """A list of texts; equal ones are reported."""
        value = self.document.meta.get(key)
        if value is None:
            if minimum or key in self.document.meta:
                self._absent(key)
            return ()
        if isinstance(value, str):
            self.report(key, "Hier muss eine Liste stehen.", f"Als Liste schreiben: {key}: [„…“, „…“].")
            return ()
        if not isinstance(value, list):
            self.report(key, "Hier muss eine Liste stehen.", "Je Eintrag eine Zeile, die mit „- “ beginnt.")
            return ()
        items: list[str] = []
        for position, item in enumerate(value):
            if isinstance(item, str) and item.strip():
                items.append(" ".join(item.split()))
            elif isinstance(item, dict):
                self.report(
                    key,
                    "Hier steht ein Doppelpunkt im Satz, der ihn zerteilt.",
                    "Den Satz in Anführungszeichen setzen.",
                    position,
                )
            else:
                self.report(
                    key,
                    "Dieser Punkt der Liste ist kein Text.",
                    "Den Text in Anführungszeichen setzen.",
                    position,
                )
        seen: set[str] = set()
        for position, item in enumerate(items):
            if item.casefold() in seen:
                self.report(
                    key, f"„{item}“ steht zweimal da.", "Einen der beiden entfernen.", position, warning=True
                )
            seen.add(item.casefold())
        if len(seen) < minimum and len(items) == len(value):
            self.report(
                key,
                f"Hier stehen {len(seen)} verschiedene Formulierungen, nötig sind mindestens {minimum}.",
                "So ergänzen, wie Menschen im Alltag schreiben.",
            )
        return tuple(items)

    def code(self, key: str, allowed: Sequence[str] | Mapping[str, str], default: str | None = None) -> str:
        """A code out of a closed list."""
        if default is not None and key not in self.document.meta:
            return default
        value = self.words(key)
        if value and value not in allowed:
            near = get_close_matches(value, list(allowed), n=1)
            guess = f"Gemeint ist vielleicht „{near[0]}“. " if near else ""
            self.report(key, f"„{value}“ gibt es hier nicht.", f"{guess}Erlaubt sind: {', '.join(allowed)}.")
            return default or next(iter(allowed), "")
        return value

    def day(self, key: str, required: bool = False) -> date | None:
        """A calendar day."""
        value = self.document.meta.get(key)
        if value is None:
            if required or key in self.document.meta:
                self._absent(key)
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                pass
        self.report(key, f"„{value}“ ist kein Datum.", "Den Tag als JJJJ-MM-TT schreiben, ohne Uhrzeit.")
        return None

    def window(self) -> tuple[date | None, date | None]:
        """``valid_from`` and ``valid_until``."""
        first, last = self.day("valid_from"), self.day("valid_until")
        if first and last and first > last:
            self.report(
                "valid_until", f"Das Ende ({last}) liegt vor dem Beginn ({first}).", "Beide Tage prüfen."
            )
        return first, last

    def number(self, key: str, default: int) -> int:
        """A whole number from 1."""
        value = self.document.meta.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            self.report(key, f"„{value}“ ist keine ganze Zahl ab 1.", "Zum Beispiel „1“ schreiben.")
            return default
        return value

    def sources(self) -> tuple[Source, ...]:
        """Titles and addresses."""
        value = self.document.meta.get("sources")
        if value is None or value == []:
            self.report(
                "sources",
                "Der Eintrag nennt keine Quelle.",
                "Mindestens eine Quelle mit Titel und Adresse.",
                warning=True,
            )
            return ()
        if not isinstance(value, list):
            self.report(
                "sources", "Hier muss eine Liste stehen.", 'So schreiben: - {title: …, url: "https://…"}'
            )
            return ()
        found = [self._source(position, item) for position, item in enumerate(value)]
        return tuple(source for source in found if source is not None)

    def _source(self, position: int, item: Any) -> Source | None:
        if not isinstance(item, dict) or set(item) - {"title", "url"}:
            self.report(
                "sources",
                "Eine Quelle hat genau title und url.",
                'So schreiben: {title: …, url: "https://…"}',
                position,
            )
            return None
        title, url = item.get("title"), item.get("url")
        if not isinstance(title, str) or not title.strip():
            self.report("sources", "Der Quelle fehlt der Titel.", "title ergänzen.", position)
            return None
        if not isinstance(url, str) or not is_web_address(url):
            self.report(
                "sources",
                f"„{url}“ ist keine Internetadresse.",
                "Die ganze Adresse mit https:// angeben.",
                position,
            )
            return None
        return Source(" ".join(title.split()), url)

    def referral(self) -> tuple[str, ...]:
        """Places to go, as codes; whether the codebook lists them is a matter of the lint."""
        codes = self.texts("referral")
        for position, code in enumerate(codes):
            if not _CODE.fullmatch(code):
                self.report(
                    "referral",
                    f"„{code}“ ist kein Kürzel einer Stelle.",
                    "Ein Kürzel der Verweisziele nehmen, zum Beispiel familienkasse.",
                    position,
                )
        return codes


def is_web_address(url: str) -> bool:
    """An absolute http(s) address with a host and without spaces or control characters."""
    if re.search(r"[\s\x00-\x1f<>\"]", url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(host) and ("." in str(host)) and not parts.username
