"""Every fault of a bank is named with file, line, key and remedy, and nothing faulty is loaded."""
# ruff: noqa: E501 - one case per line reads best

from datetime import date
from pathlib import Path

import pytest

from companion.bank.check import check_bank
from companion.bank.files import read_bank
from companion.bank.problem import BankInvalid, errors_in
from tests.bank.conftest import (
    AMOUNTS,
    ANSWER,
    ANSWER_PATH,
    BANK,
    CORRECTION,
    CORRECTION_PATH,
    write_to,
)

TODAY = date(2026, 11, 23)


def test_a_right_bank_has_no_problem(folder: Path) -> None:
    assert check_bank(folder, TODAY) == []


FAULTS = [
    # name, file, old text, new text, line, key, part of the message
    ("unknown key", ANSWER_PATH, "keywords:", "keyword:", 10, "keyword", "gibt es nicht"),
    ("key twice", ANSWER_PATH, "status: approved", "status: approved\nstatus: draft", 16, "status", "zweimal"),
    ("id not like file", ANSWER_PATH, "id: elterngeld-zuverdienst", "id: elterngeld", 2, "id", "Dateiname"),
    ("id not allowed", ANSWER_PATH, "id: elterngeld-zuverdienst", "id: Elterngeld_1", 2, "id", "keine gültige"),
    ("kind unlike folder", ANSWER_PATH, "kind: answer", "kind: correction", 3, "kind", "Ordner answers"),
    ("kind unknown", ANSWER_PATH, "kind: answer", "kind: antwort", 3, "kind", "gibt es hier nicht"),
    ("topic undeclared", ANSWER_PATH, "topic: elterngeld", "topic: elternzeit", 5, "topic", "nicht in bank.yaml"),
    ("topic unlike folder", ANSWER_PATH, "topic: elterngeld", "topic: pflege", 5, "topic", "verschieden"),
    ("title missing", ANSWER_PATH, "title: Arbeiten mit Elterngeld\n", "", 2, "title", "fehlt"),
    ("title empty", ANSWER_PATH, "title: Arbeiten mit Elterngeld", "title:", 4, "title", "leer"),
    ("title a number", ANSWER_PATH, "title: Arbeiten mit Elterngeld", "title: 32", 4, "title", "Text"),
    ("two questions", ANSWER_PATH, "  - elterngeld und teilzeit geht das\n", "", 6, "questions", "mindestens 3"),
    ("colon in question", ANSWER_PATH, "  - Darf ich", "  - Frage: Darf ich", 7, "questions", "Doppelpunkt"),
    ("questions no list", ANSWER_PATH, "keywords: [Zuverdienst]", "keywords: Geld", 10, "keywords", "Liste"),
    ("ampel", ANSWER_PATH, "status:", "ampel: grün\nstatus:", 15, "ampel", "gruen"),
    ("status", ANSWER_PATH, "status: approved", "status: freigegeben", 15, "status", "gibt es hier nicht"),
    ("website", ANSWER_PATH, "status:", "website: vielleicht\nstatus:", 15, "website", "ja, nein"),
    ("review_by missing", ANSWER_PATH, "review_by: 2027-03-31\n", "", 2, "review_by", "fehlt"),
    ("no such day", ANSWER_PATH, "2027-03-31", "2027-02-30", 14, "review_by", "kein gültiges Datum"),
    ("german date", ANSWER_PATH, "2027-03-31", "31.03.2027", 14, "review_by", "kein Datum"),
    ("time of day", ANSWER_PATH, "2027-03-31", "2027-03-31 12:00:00", 14, "review_by", "kein Datum"),
    (
        "window",
        ANSWER_PATH,
        "status:",
        "valid_from: 2027-01-01\nvalid_until: 2026-01-01\nstatus:",
        16,
        "valid_until",
        "vor dem Beginn",
    ),
    ("url", ANSWER_PATH, '"https://familienportal.de/"', "familienportal", 12, "sources", "keine Internetadresse"),
    ("url script", ANSWER_PATH, "https://familienportal.de/", "javascript:alert(1)", 12, "sources", "Internetadresse"),
    ("source key", ANSWER_PATH, "{title:", "{titel:", 12, "sources", "genau title und url"),
    ("referral form", ANSWER_PATH, "[elterngeldstelle]", "[Die Stelle]", 13, "referral", "kein Kürzel"),
    ("verdict on answer", ANSWER_PATH, "status:", "verdict: falsch\nstatus:", 15, "verdict", "hat eine Antwort nicht"),
    ("version", ANSWER_PATH, "status:", "version: 0\nstatus:", 15, "version", "ganze Zahl"),
    ("heading", ANSWER_PATH, "## instagram", "## insta", 23, "## insta", "keinen Kanal"),
    ("heading case", ANSWER_PATH, "## instagram", "## Instagram", 23, "## Instagram", "„## instagram“"),
    ("heading twice", ANSWER_PATH, "## facebook sie", "## instagram", 27, "## instagram", "zweimal"),
    ("unclosed front matter", ANSWER_PATH, "---\nGute", "Gute", 1, "", "enden nicht"),
    ("no front matter", ANSWER_PATH, "---\nid", "id", 1, "", "beginnt nicht"),
    ("tab", ANSWER_PATH, "  - Darf", "\t- Darf", 7, "", ""),
    ("open quote", ANSWER_PATH, "title: Arb", 'title: "Arb', 11, "", "nicht lesen"),
    ("alias", ANSWER_PATH, "title: Arbeiten mit Elterngeld", "title: *alles", 4, "", "& oder *"),
    ("tag", ANSWER_PATH, "title: Arb", "title: !!python/name:os.system Arb", 4, "", "mit !"),
    ("depth", ANSWER_PATH, "[Zuverdienst]", "[" * 5000 + "]" * 5000, 10, "", "zu tief"),
    ("fragment unknown", ANSWER_PATH, "Gute Nachricht", "{{baustein:nix}} Gute", 17, "{{baustein:nix}}", "gibt es nicht"),
    ("amount unknown", ANSWER_PATH, "angerechnet; mit", "{{betrag:nix}}; mit", 20, "{{betrag:nix}}", "gibt es nicht"),
    ("placeholder open", ANSWER_PATH, "Gute Nachricht", "{{betrag:nix Gute", 17, "{{", "nicht geschlossen"),
    ("placeholder word", ANSWER_PATH, "Gute Nachricht", "{{betrage:x}} Gute", 17, "{{betrage:x}}", "gibt es nicht"),
    ("placeholder place", ANSWER_PATH, "[Zuverdienst]", '["{{betrag:x}}"]', 10, "keywords", "keine Platzhalter"),
    ("two claims", CORRECTION_PATH, "  - Elterngeld und Job schließen sich aus.\n", "", 6, "claims", "mindestens 3"),
    ("questions on correction", CORRECTION_PATH, "claims:", "questions:", 6, "questions", "Richtigstellung nicht"),
    ("verdict unknown", CORRECTION_PATH, "verdict: falsch", "verdict: gelogen", 10, "verdict", "gibt es hier nicht"),
    ("fact missing", CORRECTION_PATH, "fact: Neben dem Elterngeld sind bis zu 32 Stunden pro Woche erlaubt.\n", "", 2, "fact", "fehlt"),
    ("bank key", "bank.yaml", "title:", "titel:", 2, "titel", "gibt es hier nicht"),
    ("bank format", "bank.yaml", "format: 1", "format: 2", 1, "format", "kennt"),
    ("bank topics", "bank.yaml", "  pflege: Pflege", "  pflege:", 5, "topics.pflege", "Bezeichnung"),
    ("bank topic code", "bank.yaml", "  pflege: Pflege", "  Pflege Alt: Pflege", 5, "topics.Pflege Alt", "Kürzel"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "key", "part"),
    [fault[1:] for fault in FAULTS],
    ids=[fault[0] for fault in FAULTS],
)
def test_fault_is_named_in_its_place(
    folder: Path, file: str, old: str, new: str, line: int, key: str, part: str
) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    errors = errors_in(check_bank(folder, TODAY))
    found = [error for error in errors if error.file == file and error.key == key and error.line == line]
    assert found, [str(error) for error in errors]
    assert part in found[0].message + found[0].remedy
    assert found[0].remedy
    with pytest.raises(BankInvalid):
        read_bank(folder, TODAY)


def test_all_faults_are_reported_at_once(folder: Path) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("keywords", "keyword").replace("approved", "fertig"))
    write_to(folder, CORRECTION_PATH, CORRECTION.replace("falsch\nfact", "gelogen\nfact"))
    assert {(error.file, error.key) for error in errors_in(check_bank(folder, TODAY))} == {
        (ANSWER_PATH, "keyword"),
        (ANSWER_PATH, "status"),
        (CORRECTION_PATH, "verdict"),
    }


def test_duplicate_id_names_both_files(folder: Path) -> None:
    write_to(
        folder,
        "answers/pflege/elterngeld-zuverdienst.md",
        ANSWER.replace("topic: elterngeld", "topic: pflege"),
    )
    (error,) = errors_in(check_bank(folder, TODAY))
    assert (error.file, error.line, error.key) == ("answers/pflege/elterngeld-zuverdienst.md", 2, "id")
    assert ANSWER_PATH in error.message


def test_file_outside_a_topic_folder(folder: Path) -> None:
    (folder / ANSWER_PATH).rename(folder / "answers/elterngeld-zuverdienst.md")
    (error,) = errors_in(check_bank(folder, TODAY))
    assert "Themenordner" in error.message


@pytest.mark.parametrize(
    ("content", "line", "part"),
    [
        (ANSWER.encode("latin-1"), 17, "UTF-8"),
        (ANSWER.replace("Gute", "Gu\0te").encode(), 17, "Steuerzeichen"),
        (b"x" * 300_000, 0, "größer"),
        (b"", 1, "beginnt nicht"),
    ],
    ids=["latin-1", "null byte", "huge", "no bytes"],
)
def test_unreadable_file(folder: Path, content: bytes, line: int, part: str) -> None:
    write_to(folder, ANSWER_PATH, content)
    (error,) = errors_in(check_bank(folder, TODAY))
    assert error.file == ANSWER_PATH
    assert part in error.message
    if part != "UTF-8":
        assert error.line == line


def test_windows_line_ends_and_byte_order_mark_are_fine(folder: Path) -> None:
    before = read_bank(folder, TODAY)
    write_to(folder, ANSWER_PATH, b"\xef\xbb\xbf" + ANSWER.replace("\n", "\r\n").encode())
    assert check_bank(folder, TODAY) == []
    after = read_bank(folder, TODAY)
    assert after.entries == before.entries
    assert after.digest != before.digest


def test_empty_bank_and_missing_manifest(tmp_path: Path) -> None:
    assert "gibt es nicht" in check_bank(tmp_path / "nothing", TODAY)[0].message
    (tmp_path / "empty").mkdir()
    assert check_bank(tmp_path / "empty", TODAY)[0].file == "bank.yaml"
    write_to(tmp_path / "empty", "bank.yaml", BANK)
    (error,) = check_bank(tmp_path / "empty", TODAY)
    assert "leer" in error.message


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    outside = write_to(tmp_path, "secret.md", ANSWER)
    (folder / ANSWER_PATH).unlink()
    (folder / ANSWER_PATH).symlink_to(outside)
    (folder / "answers/pflege").symlink_to(tmp_path)
    messages = [error.message for error in errors_in(check_bank(folder, TODAY))]
    assert len([message for message in messages if "hinaus" in message]) == 2


def test_link_in_a_circle_is_an_error_not_a_hang(folder: Path) -> None:
    (folder / "answers/elterngeld/kreis.md").symlink_to(folder / "answers/elterngeld/kreis.md")
    assert errors_in(check_bank(folder, TODAY))


def test_stray_files_are_hints_and_junk_is_ignored(folder: Path) -> None:
    write_to(folder, "answers/elterngeld/notiz.txt", "x")
    write_to(folder, "answers/elterngeld/.DS_Store", b"\xff")
    write_to(folder, "answers/elterngeld/~$entwurf.docx", b"\xff")
    (problem,) = check_bank(folder, TODAY)
    assert (problem.file, problem.severity) == ("answers/elterngeld/notiz.txt", "warning")


AMOUNT_FAULTS = [
    ("not a number", "603", "603 Euro", "value", "keine Zahl"),
    ("comma", "603", '"603,00"', "value", "keine Zahl"),
    ("no source", ", source: MiLoG", "", "source", "fehlt"),
    ("unknown key", "unit: Euro", "einheit: Euro", "einheit", "gibt es hier nicht"),
    ("overlap", "2027-01-01", "2026-12-31", "values", "am selben Tag"),
    ("backwards", "valid_until: 2027-12-31", "valid_until: 2026-12-31", "valid_until", "vor dem Beginn"),
    ("no day", "valid_from: 2027-01-01", "valid_from: bald", "valid_from", "kein Datum"),
]


@pytest.mark.parametrize(
    ("old", "new", "key", "part"), [f[1:] for f in AMOUNT_FAULTS], ids=[f[0] for f in AMOUNT_FAULTS]
)
def test_faults_of_amounts(folder: Path, old: str, new: str, key: str, part: str) -> None:
    assert old in AMOUNTS
    write_to(folder, "amounts.yaml", AMOUNTS.replace(old, new, 1))
    errors = errors_in(check_bank(folder, TODAY))
    assert any(error.key.endswith(key) and part in error.message and error.line > 1 for error in errors), (
        errors
    )


def test_error_says_how_many_and_where_the_first(folder: Path) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("approved", "fertig"))
    with pytest.raises(BankInvalid) as caught:
        read_bank(folder, TODAY)
    assert caught.value.code == "bank_invalid"
    assert f"{ANSWER_PATH}:15" in caught.value.message
    assert "einen Fehler" in caught.value.message
