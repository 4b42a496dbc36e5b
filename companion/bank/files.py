"""Reads a bank: every file is checked, and only a bank without errors is handed on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from companion.bank.document import Document, parse_document
from companion.bank.entry import DEFAULT_ROLE_SENTENCE, STATUS_WORDS, VERDICT_WORDS, Bank, Entry
from companion.bank.fields import AMPEL, ID, MIN_WORDINGS, YES_NO, Fields
from companion.bank.folder import BANK_FILE, KIND_FOLDERS, BankFile, digest_of, read_folder
from companion.bank.manifest import Manifest, read_manifest
from companion.bank.placeholders import Filling, Shared, explain
from companion.bank.problem import BankInvalid, Problem, errors_in
from companion.bank.shared_files import read_shared
from companion.giving_way import give_way

FILLED_KEYS = ("title", "fact", "why_believed")
"""Keys in which placeholders are filled, besides the texts."""


@dataclass
class Reading:
    """Everything that was found in a folder.

    Attributes:
        manifest: ``bank.yaml``.
        shared: amounts and fragments.
        documents: path → entry as written.
        entries: path → entry with placeholders filled, only of files without errors.
        problems: errors and warnings of the format.
        digest: SHA-256 over the files.
        files: the files themselves.
    """

    manifest: Manifest
    shared: Shared
    documents: dict[str, Document]
    entries: dict[str, Entry]
    problems: list[Problem]
    digest: str
    files: list[BankFile]


def read_bank(folder: Path, today: date | None = None) -> Bank:
    """The bank in a folder.

    Args:
        folder: holds ``bank.yaml``.
        today: day for which amounts are filled, by default the present one.

    Raises:
        BankInvalid: the bank has errors; nothing of it is handed on.
    """
    reading = inspect(folder, today or date.today())
    if errors_in(reading.problems):
        raise BankInvalid(reading.problems)
    return assemble(reading, folder)


def assemble(reading: Reading, folder: Path) -> Bank:
    """Make a bank of a reading without errors."""
    manifest = reading.manifest
    entries = sorted(reading.entries.values(), key=lambda entry: entry.id)
    ends = [entry.filled_until for entry in entries if entry.filled_until]
    return Bank(
        title=manifest.title,
        topics=MappingProxyType(manifest.topics),
        entries=MappingProxyType({entry.id: entry for entry in entries}),
        version=manifest.version or reading.digest[:12],
        released_on=manifest.released_on or _newest(folder, reading.files),
        digest=reading.digest,
        role_sentence=manifest.role_sentence or DEFAULT_ROLE_SENTENCE,
        filled_until=min(ends, default=None),
        program=manifest.program,
    )


def inspect(folder: Path, today: date) -> Reading:
    """Read and check every file of a bank against the format; never raises for what is in the files."""
    return inspect_files(*read_folder(folder), today)


def inspect_files(
    files: list[BankFile], problems: list[Problem], today: date, known: Mapping[str, Judged] | None = None
) -> Reading:
    """Check files that were read, or that are about to be written.

    Args:
        files: sorted by path.
        problems: what is already known to be wrong; further findings are added.
        today: day for which amounts are filled.
        known: path → what ``judge`` said about exactly this file, so that it need not be asked again.
    """
    manifest_file = next((file for file in files if file.path == BANK_FILE), None)
    manifest = read_manifest(manifest_file, problems) if manifest_file else Manifest()
    shared = read_shared(files, today, problems)
    reading = Reading(manifest, shared, {}, {}, problems, digest_of(files), files)
    for file in files:
        give_way()
        if is_entry(file.path):
            judged = (known or {}).get(file.path) or judge(file, manifest, shared, today)
            _take(file, judged, reading)
    _check_unique(reading)
    for unknown in sorted(manifest.withdrawn - {entry.id for entry in reading.entries.values()}):
        problems.append(
            Problem(
                BANK_FILE,
                manifest.withdrawn_line,
                "withdrawn",
                f"„{unknown}“ steht auf der Rückrufliste, ist aber kein Eintrag.",
                "Die Kennung prüfen oder entfernen.",
                "warning",
            )
        )
    if not reading.documents and not errors_in(problems):
        problems.append(
            Problem(
                "",
                0,
                "",
                "Die Antwortbank ist leer.",
                "Unter answers/<thema>/ mindestens einen Eintrag anlegen: kontakt bank new.",
            )
        )
    return reading


def is_entry(path: str) -> bool:
    """Whether a file of a bank is an entry, by its place."""
    return path.split("/")[0] in KIND_FOLDERS


@dataclass(frozen=True)
class Judged:
    """One entry file after the check.

    Attributes:
        document: as written; ``None`` if it has no readable front matter.
        entry: with placeholders filled; ``None`` if the file has errors.
        problems: what is wrong with this file alone.
    """

    document: Document | None
    entry: Entry | None
    problems: list[Problem]


def judge(file: BankFile, manifest: Manifest, shared: Shared, today: date) -> Judged:
    """Read and check one entry file by itself."""
    document, problems = parse_document(file.text, file.path)
    if document is None:
        return Judged(None, None, problems)
    entry, found = check_document(file.path, document, manifest, shared, today)
    problems += found
    return Judged(document, None if errors_in(problems) else entry, problems)


def _take(file: BankFile, judged: Judged, reading: Reading) -> None:
    if judged.document is not None:
        reading.documents[file.path] = judged.document
    if judged.entry is not None:
        reading.entries[file.path] = judged.entry
    reading.problems.extend(judged.problems)


def check_document(
    path: str, document: Document, manifest: Manifest, shared: Shared, today: date
) -> tuple[Entry, list[Problem]]:
    """Check one document against the format, wherever it comes from.

    Args:
        path: where it lies or belongs in the bank.
        document: keys and texts.
        manifest, shared: of its bank.
        today: day for which amounts are filled.

    Returns:
        The entry, which is only to be used if no error is among the findings; and the findings.
    """
    problems: list[Problem] = []
    return _check_entry(path, document, manifest, shared, today, problems), problems


def _check_entry(
    path: str,
    document: Document,
    manifest: Manifest,
    shared: Shared,
    today: date,
    problems: list[Problem],
) -> Entry:
    fields = Fields(path, document, problems)
    place = path.split("/")
    expected_kind = KIND_FOLDERS[place[0]]
    kind = fields.code("kind", ("answer", "correction"))
    if kind and kind != expected_kind:
        fields.report(
            "kind",
            f"Im Ordner {place[0]} liegt hier „{kind}“.",
            f"kind: {expected_kind} oder die Datei verschieben.",
        )
    kind = expected_kind
    fields.unknown_keys(kind)
    _check_place(place, document, fields, manifest)
    correction = kind == "correction"
    filling = Filling(shared, today)
    _check_placeholders(path, document, shared, today, problems)
    valid_from, valid_until = fields.window()
    fact = fields.words("fact") if correction else None
    why = fields.words("why_believed", required=False) if correction else ""
    entry_id = fields.words("id")
    status: Any = fields.code("status", STATUS_WORDS)
    ampel: Any = fields.code("ampel", AMPEL, default="gruen")
    if not document.texts.get(""):
        problems.append(
            Problem(
                path,
                0,
                "",
                "Der Text für alle Kanäle fehlt.",
                "Nach der zweiten Zeile „---“ den Text in der Du-Form schreiben.",
            )
        )
    checked: dict[str, Any] = {
        "id": entry_id,
        "kind": kind,
        "title": filling.fill(fields.words("title")),
        "topic": fields.words("topic"),
        "wordings": fields.texts("claims" if correction else "questions", MIN_WORDINGS),
        "keywords": fields.texts("keywords"),
        "ampel": ampel,
        "legal_basis": fields.texts("legal_basis"),
        "sources": fields.sources(),
        "referral": fields.referral(),
        "valid_from": valid_from,
        "valid_until": valid_until,
        "review_by": fields.day("review_by", required=True) or date.min,
        "reviewed_on": fields.day("reviewed_on"),
        "version": fields.number("version", 1),
        "status": status,
        "on_website": fields.code("website", YES_NO, default="ja") == "ja",
        "comment": fields.words("comment", required=False),
        "verdict": fields.code("verdict", VERDICT_WORDS) if correction else None,
        "fact": filling.fill(fact) if fact is not None else None,
        "why_believed": (filling.fill(why) if why else None) if correction else None,
        "texts": MappingProxyType({name: filling.fill(text) for name, text in document.texts.items()}),
        "withdrawn": entry_id in manifest.withdrawn,
    }
    return Entry(**checked, filled_from=filling.first, filled_until=filling.last, amounts_known=filling.known)


def _check_place(place: list[str], document: Document, fields: Fields, manifest: Manifest) -> None:
    entry_id, topic = document.meta.get("id"), document.meta.get("topic")
    if isinstance(entry_id, str) and entry_id:
        if not ID.fullmatch(entry_id):
            fields.report(
                "id",
                f"„{entry_id}“ ist keine gültige Kennung.",
                "3 bis 80 Zeichen: kleine Buchstaben a–z, Ziffern und Bindestriche, am Anfang kein Bindestrich.",
            )
        if entry_id != place[-1].removesuffix(".md"):
            fields.report(
                "id",
                f"Die Kennung „{entry_id}“ und der Dateiname „{place[-1]}“ sind verschieden.",
                f"Die Datei in „{entry_id}.md“ umbenennen oder die Kennung ändern.",
            )
    if len(place) != 3:
        fields.report(
            "topic", "Die Datei liegt nicht in einem Themenordner.", f"Nach {place[0]}/<thema>/ verschieben."
        )
        return
    if not isinstance(topic, str) or not topic:
        return
    if topic not in manifest.topics:
        fields.report(
            "topic",
            f"Das Thema „{topic}“ steht nicht in bank.yaml.",
            "Dort unter topics ergänzen oder hier ändern.",
        )
    if topic != place[1]:
        fields.report(
            "topic",
            f"Das Thema „{topic}“ und der Ordner „{place[1]}“ sind verschieden.",
            f"Die Datei nach {place[0]}/{topic}/ verschieben oder das Thema ändern.",
        )


def _check_placeholders(
    path: str, document: Document, shared: Shared, today: date, problems: list[Problem]
) -> None:
    for heading, text in document.texts.items():
        for offset, row in enumerate(text.split("\n")):
            for key, message, remedy, severity in explain(row, shared, today):
                line = document.text_lines.get(heading, 0) + offset
                problems.append(Problem(path, line, key, message, remedy, severity))  # type: ignore[arg-type]
    for key, value in document.meta.items():
        if key in FILLED_KEYS and isinstance(value, str):
            for name, message, remedy, severity in explain(value, shared, today):
                problems.append(
                    Problem(path, document.line(key), f"{key}: {name}", message, remedy, severity)  # type: ignore[arg-type]
                )
        elif "{{" in str(value):
            problems.append(
                Problem(
                    path,
                    document.line(key),
                    key,
                    "Hier werden keine Platzhalter ausgefüllt.",
                    f"Den Text ausschreiben; Platzhalter gehen im Text und in {', '.join(FILLED_KEYS)}.",
                )
            )


def _check_unique(reading: Reading) -> None:
    seen: dict[str, str] = {}
    for path, document in reading.documents.items():
        entry_id = document.meta.get("id")
        if not isinstance(entry_id, str):
            continue
        if entry_id in seen:
            reading.problems.append(
                Problem(
                    path,
                    document.line("id"),
                    "id",
                    f"Die Kennung „{entry_id}“ gibt es schon in {seen[entry_id]}.",
                    "Einem der beiden Einträge eine neue Kennung geben.",
                )
            )
        else:
            seen[entry_id] = path


def _newest(folder: Path, files: Iterable[BankFile]) -> date:
    """The day on which a file of the bank was changed last; today if each has gone since it was read."""
    changed = []
    for file in files:
        with suppress(FileNotFoundError):
            changed.append((folder / file.path).stat().st_mtime)
    return datetime.fromtimestamp(max(changed)).date() if changed else date.today()
