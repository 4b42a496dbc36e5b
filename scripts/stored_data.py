"""Writes docs/datenschutz/gespeicherte-daten.md from the codebook and the constants that set how long things stay.

``python scripts/stored_data.py > docs/datenschutz/gespeicherte-daten.md``; a test compares.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence

from companion.codebook import Codebook, load
from companion.contacts.backup import KEEP
from companion.contacts.log import KEEP_WEEKS
from companion.contacts.row import OPEN_DAYS
from companion.contacts.set_aside import KEEP_DAMAGED_DAYS
from companion.desk.setting.privacy import FURTHER

KEPT = {
    "open_then_frozen": f"{OPEN_DAYS} Tage mit Tag und Schlüssel, danach {KEEP_WEEKS} Wochen nur mit Kalenderwoche",
    "frozen": f"{KEEP_WEEKS} Wochen, von Anfang an nur mit Kalenderwoche",
    "counter": f"{KEEP_WEEKS} Wochen, eine Zahl je Woche",
    "register": "bis die Zeile gelöscht wird; Namen von Gruppen stehen nicht darin",
}

FILES = (
    (
        "contacts.sqlite3, contacts.sqlite3-wal, contacts.sqlite3-shm",
        "das Kontaktbuch, Tabellen siehe unten",
        "siehe Tabellen",
    ),
    (
        "backups/",
        "tägliche Sicherung des Kontaktbuchs; friert mit ein",
        f"die letzten {KEEP} Tage mit Sicherung",
    ),
    (
        "contacts.damaged-…",
        "ein Kontaktbuch, das beschädigt war oder durch eine Sicherung ersetzt wurde, wie es war; "
        "vielleicht lässt sich noch etwas daraus retten",
        f"{KEEP_DAMAGED_DAYS} Tage",
    ),
    (
        "pairings.json",
        "gekoppelte Browser: Name, Herkunft, Prüfsumme des Schlüssels, Tag",
        "bis zum Entkoppeln",
    ),
    (
        "running.json",
        "Anschluss und Geheimnis des laufenden Begleiters, nur für den Besitzer lesbar",
        "bis er endet",
    ),
    (
        "companion.lock, cycles.lock, delivery.lock, pool.lock, releases.lock, team_feedback.lock, window.lock, "
        "working_bank.lock, sharing/release.lock, "
        "sharing/client/sync.lock",
        "Sperren, damit nichts zweimal zugleich geschieht; leer",
        "bis der Datenordner gelöscht wird",
    ),
    (
        "desk.json",
        "wofür dieser Rechner ist, wie weit er eingerichtet ist, öffentliche Schlüssel für Ausgaben",
        "bis der Datenordner gelöscht wird",
    ),
    ("window.json", "Größe des Fensters", "bis der Datenordner gelöscht wird"),
    ("cache/", "Suchindex der Antwortbank, enthält nur deren Texte", "jederzeit löschbar"),
    (
        "sharing/client/connection.json",
        "Ablage der Antwortbank: Adresse, Benutzername und, wenn eingetragen, das Passwort im Klartext; "
        "nur für den Besitzer lesbar",
        "bis die Verbindung gelöst wird",
    ),
    (
        "sharing/client/root.json, sharing/client/current.json, sharing/client/last.json, sharing/client/put.json",
        "welchen Schlüsseln vertraut wird, welche Fassung gilt, wann und wie der letzte Abruf ausging; bei der "
        "Teamleitung, was zuletzt von hier veröffentlicht wurde",
        "bis die Verbindung gelöst wird",
    ),
    (
        "sharing/client/metadata/, sharing/client/banks/",
        "geprüfte Antwortbanken und ihre Unterschriften",
        "die jetzige und die vorige",
    ),
    (
        "sharing/person.json",
        "Name und Rolle der Person, die hier an der Antwortbank arbeitet; bei Kontakter*innen gibt es die Datei nicht",
        "bis der Datenordner gelöscht wird",
    ),
    (
        "sharing/keys/",
        "Schlüssel zum Unterschreiben, mit einer Passphrase verschlossen; daneben der öffentliche Teil mit Namen",
        "bis der Datenordner gelöscht wird",
    ),
    (
        "sharing/presented.…, sharing/vorlage.txt",
        "bei Teamleitung und Jurist*in: die zuletzt gezeigte Vorlage, mit den Namen derer, die geschrieben und "
        "unterschrieben haben; bei der Jurist*in, wenn die geltende Fassung abgelaufen war, auch diese, zum Vergleich",
        "bis die nächste gezeigt wird",
    ),
    (
        "sharing/publisher/",
        "bei der Teamleitung: Dateien einer laufenden Veröffentlichung, ein zufälliger Name dieses Rechners, "
        "Schlüsselwechsel; bei der Jurist*in der zufällige Name, wenn sie etwas wieder in die Ablage gelegt hat",
        "bis der Datenordner gelöscht wird",
    ),
    (
        "working_bank/",
        "bei der Redaktion: Antwortbank mit ihrem Verlauf und den Namen derer, die sie schreiben; solange sie angelegt "
        "wird, als working_bank.part",
        "bis man sie löscht",
    ),
    (
        "desk_drafts/",
        "getippte, noch nicht gespeicherte Texte für die Antwortbank, nur für den Besitzer lesbar",
        "bis sie gespeichert oder verworfen werden",
    ),
    (
        "desk_answers/",
        "bei der Jurist*in: getippte, noch nicht abgelegte Anmerkungen und Ablehnungen zu Texten der Antwortbank; "
        "nur für den Besitzer lesbar",
        "bis sie in der Ablage liegen oder gelöscht werden",
    ),
    (
        "batch.json",
        "Ablage der Lieferungen: Adresse, Benutzername und, wenn eingetragen, das Passwort im Klartext; "
        "nur für den Besitzer lesbar",
        "bis die Ablage geändert wird",
    ),
    (
        "deliveries.key, deliveries.pub",
        "Schlüssel der Teamleitung für Lieferungen, mit einer Passphrase verschlossen, und sein öffentlicher Teil",
        "bis er gelöscht wird",
    ),
    (
        "pool/data/",
        "bei der Teamleitung: gelieferte Kontakte, eigene Beiträge, Lücken, Rückmeldungen und Beobachtungen; nur Codes",
        "bis die Teamleitung sie löscht",
    ),
    (
        "pool/batches/",
        "bei der Teamleitung: zu jeder Lieferung ein Pseudonym, das mit jedem Quartal wechselt, ihre Nummer, "
        "das Quartal, die Zahl ihrer Zeilen",
        "bis die Teamleitung sie löscht",
    ),
    (
        "cycles.json",
        "Fragen, Wochen und Beschlüsse der Zyklen, abgelesene Summen (Besuche, Abrufe)",
        "bis man sie löscht",
    ),
    (
        "team_feedback.json",
        "Rückmeldungen des Teams: Antworten und Bemerkungen, ohne Namen",
        "bis man sie löscht",
    ),
    ("releases.json", "welche Ausgaben es gibt, ohne Inhalt", "bis man sie löscht"),
    ("outputs/", "geschriebene Berichte und Ausgaben", "bis man sie löscht"),
)
"""What may lie in the data folder: names (``…`` for anything, a folder for all in it), content, how long."""

PLACES = (
    ("Windows", "`%LOCALAPPDATA%\\kontakt`, also `C:\\Users\\NAME\\AppData\\Local\\kontakt`"),
    ("macOS", "`~/Library/Application Support/kontakt`"),
    ("Linux", "`~/.local/share/kontakt`"),
)
"""Where the data folder lies unless ``--data`` or ``KONTAKT_DATA`` says otherwise (platformdirs)."""

ELSEWHERE = (
    (
        "Browser: storage.local",
        "Einstellungen, Vorgaben der Organisation, Auswahllisten, die acht zuletzt benutzten Bausteine, Schlüssel der "
        "Kopplung, wartende Kontakte (nur Codes, mit Tag)",
        "Kontakte, bis sie gesendet sind; das Übrige, bis die Erweiterung entfernt wird",
    ),
    (
        "Browser: storage.session",
        "Tagesschlüssel, Prüfsummen der beantworteten Fäden, zuletzt gewählter Raumtyp",
        "bis Browser oder Tag endet",
    ),
    (
        "Schlüsselbund des Rechners, Eintrag `kontakt-companion`",
        "der Schlüssel eines verschlüsselten Kontaktbuchs; bei der Teamleitung der Zeitstempel-Schlüssel, "
        "wenn das eingeschaltet ist",
        "bis man ihn löscht",
    ),
    (
        "Autostart des Rechners",
        "der Befehl, der den Begleiter startet, wenn das eingeschaltet ist",
        "bis es ausgeschaltet wird",
    ),
    (
        "selbst gewählte Orte",
        "was man dort speichert: Einladungen, öffentliche Schlüssel, Berichte, Ausgaben, Tabellen der Antwortbank",
        "bis man es löscht",
    ),
    (
        "Arbeitsspeicher",
        "Text des angesehenen Beitrags und des ersten Beitrags im Faden",
        "bis zum nächsten Beitrag",
    ),
)

SHARED = (
    (
        "metadata/, targets/",
        "die veröffentlichten Antwortbanken und ihre Unterschriften; wessen Schlüssel zu welcher Rolle gehört, "
        "ohne Namen",
    ),
    (
        "proposals/",
        "Vorlagen zur Freigabe: Texte, Namen derer, die sie geschrieben und unterschrieben haben, Antworten der "
        "Jurist*in mit ihrem Namen",
    ),
    ("publishing", "Markierung, dass gerade veröffentlicht wird; leer oder ein zufälliger Name"),
    (
        "lieferungen/ oder eine eigene Ablage",
        "versiegelte Lieferungen unter zufälligem Namen; öffnen kann sie nur, wer den Schlüssel der Teamleitung hat",
    ),
)
"""What lies in the storage of the team: names, content; it stays until somebody removes it by hand."""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table and an empty line."""
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def lines(codebook: Codebook) -> Iterator[str]:
    """The document, line by line."""
    yield "# Was gespeichert wird"
    yield ""
    yield "<!-- generated by `python scripts/stored_data.py` -->"
    yield ""
    yield "Das meiste liegt im Datenordner der angemeldeten Person auf ihrem eigenen Laptop, lesbar nur für sie."
    yield "Es gibt keinen Server und keine Nutzungsstatistik."
    yield "Die einzige Verbindung ins Netz führt zur gemeinsamen Ablage des Teams."
    yield ""
    yield "## Datenordner"
    yield ""
    yield from _table(("Rechner", "dort liegt er, wenn nichts anderes eingestellt ist"), PLACES)
    yield "`kontakt doctor` nennt ihn. Nicht jede Rolle hat jede Datei."
    yield ""
    yield from _table(("Ort im Datenordner", "Inhalt", "wie lange"), FILES)
    yield f"Ein beschädigtes oder ersetztes Kontaktbuch bleibt {KEEP_DAMAGED_DAYS} Tage so liegen, wie es war."
    yield f"Tag und Schlüssel einer Zeile können darin also bis zu {OPEN_DAYS + KEEP_DAMAGED_DAYS} Tage alt werden."
    yield ""
    yield "## Anderswo auf dem Rechner"
    yield ""
    yield from _table(("Ort", "Inhalt", "wie lange"), ELSEWHERE)
    yield "## Gemeinsame Ablage des Teams"
    yield ""
    yield "Ein Ordner oder ein Speicher im Netz, den das Team selbst wählt."
    yield "kontakt räumt dort nicht auf: Was darin liegt, bleibt, bis jemand es von Hand entfernt."
    yield ""
    yield from _table(("Ort in der Ablage", "Inhalt"), SHARED)
    yield "## Tabellen des Kontaktbuchs"
    yield ""
    yield "Jede Spalte ist eine geschlossene Liste, eine Zahl, eine Kalenderwoche oder die Kennung eines Bausteins."
    yield "Freier Text ist in keiner Spalte möglich; SQLite selbst weist ihn ab."
    yield "Alle Codes stehen in [codebook.md](../codebook.md)."
    yield ""
    for table in codebook.tables.values():
        yield f"### {table.label}"
        yield ""
        shift = " und Schicht" if table.name == "contacts" else ""
        yield f"Aufbewahrung: {KEPT[table.rest]}{shift}."
        yield ""
        gone = [column.label for column in table.columns.values() if column.stage == "open"]
        if gone:
            yield f"Verschwindet beim Einfrieren: {', '.join(gone)}."
            yield ""
        yield "Spalten: " + ", ".join(column.label for column in table.lasting()) + "."
        yield ""
    for number, (label, content, kept) in enumerate(FURTHER.values()):
        if number:
            yield ""
        yield f"### {label}"
        yield ""
        yield f"Aufbewahrung: {kept}."
        yield ""
        yield f"Inhalt: {content}."


def document(codebook: Codebook) -> str:
    """The whole text, ending with a line break."""
    return "\n".join(lines(codebook)) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(document(load()))
