"""What only the operator of the website can fill in: address, imprint, privacy, contact.

The file is YAML. Without it a preview is built, which search engines are told to ignore; ``--publish``
refuses until every field is filled.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from urllib.parse import quote

import yaml

from companion.errors import KontaktError

FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "base_url": "Adresse der Website, zum Beispiel https://www.beispiel.de/kontakt/",
        "provider": "Impressum: Name des Anbieters",
        "street": "Impressum: Straße und Hausnummer",
        "city": "Impressum: Postleitzahl und Ort",
        "represented_by": "Impressum: vertreten durch",
        "email": "Impressum und Kontakt: E-Mail-Adresse",
        "phone": "Impressum und Kontakt: Telefonnummer",
        "editorially_responsible": "Impressum: verantwortlich für den Inhalt, mit Anschrift",
        "data_protection_officer": "Datenschutz: Kontakt der oder des Datenschutzbeauftragten",
        "hosting": "Datenschutz: wer die Website betreibt und welche Zugriffsdaten wie lange gespeichert werden",
        "supervisory_authority": "Datenschutz: zuständige Aufsichtsbehörde",
        "accessibility_contact": "Barrierefreiheit: Kontakt für Hinweise",
        "enforcement_body": "Barrierefreiheit: zuständige Schlichtungs- oder Durchsetzungsstelle",
    }
)
"""Field → what belongs there, in German."""

PREVIEW_URL = "https://vorschau.invalid/"
"""Address in a preview; ``.invalid`` never resolves (RFC 2606)."""


@dataclass(frozen=True)
class Operator:
    """The fields that were filled in; see ``FIELDS``."""

    filled: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the fields that are still empty."""
        return tuple(name for name in FIELDS if not self.filled.get(name))

    @property
    def base_url(self) -> str:
        """Absolute address of the start page, ending with a slash."""
        return self.filled.get("base_url", PREVIEW_URL).rstrip("/") + "/"

    def value(self, name: str) -> str:
        """The field, or a placeholder in bold Markdown that nobody can overlook."""
        return (
            self.filled.get(name)
            or f"**[bitte ausfüllen: {FIELDS[name].partition(': ')[2] or FIELDS[name]}]**"
        )

    def link(self, name: Literal["email", "phone"]) -> str:
        """The field as a Markdown link that writes or calls; the placeholder while it is empty."""
        value = self.filled.get(name)
        if not value:
            return self.value(name)
        target = (
            f"mailto:{quote(value, safe='@+')}" if name == "email" else f"tel:{re.sub('[^+0-9]', '', value)}"
        )
        return f"[{value}]({target})"


def read_operator(path: Path | None) -> Operator:
    """The operator's fields.

    Args:
        path: the YAML file, or ``None`` for a preview without any.

    Raises:
        KontaktError: the file cannot be read, is not a list of fields, or names an unknown one.
    """
    if path is None:
        return Operator(MappingProxyType({}))
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise KontaktError(
            f"Die Datei {path.name} mit den Angaben zum Betrieb der Website lässt sich nicht lesen.",
            "Pfad und Rechte prüfen; 'kontakt site fields DATEI' legt eine leere Vorlage an.",
            code="site_fields_unreadable",
        ) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise KontaktError(
            f"{path.name}, Zeile {mark.line + 1 if mark else 1}: Das ist kein gültiges YAML.",
            'Jede Angabe steht in einer Zeile: name: "Text in Anführungszeichen".',
            code="site_fields_invalid",
        ) from error
    if data is None:
        data = {}
    if not isinstance(data, dict) or any(not isinstance(value, str | None) for value in data.values()):
        raise KontaktError(
            f'{path.name} enthält etwas anderes als Zeilen der Form name: "Text".',
            "Nummern und Datumsangaben in Anführungszeichen setzen.",
            code="site_fields_invalid",
        )
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        raise KontaktError(
            f"{path.name} enthält unbekannte Angaben: {', '.join(map(str, unknown))}.",
            f"Bekannt sind: {', '.join(FIELDS)}.",
            code="site_fields_unknown",
        )
    filled = {name: str(value).strip() for name, value in data.items() if value and str(value).strip()}
    url = filled.get("base_url")
    if url and not url.startswith("https://"):
        raise KontaktError(
            f"{path.name}: base_url ist '{url}'.",
            "Die vollständige Adresse angeben, beginnend mit https://.",
            code="site_fields_invalid",
        )
    return Operator(MappingProxyType(filled))


def template() -> str:
    """An empty file of fields with an explanation above each."""
    lines = ["# Angaben zum Betrieb der Website. Veröffentlicht wird erst, wenn alle ausgefüllt sind.", ""]
    for name, meaning in FIELDS.items():
        lines += [f"# {meaning}", f'{name}: ""', ""]
    return "\n".join(lines)
