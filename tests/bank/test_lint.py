"""Hints about content: each fires for its fault and stays silent otherwise (the right bank has none)."""
# ruff: noqa: E501 - one case per line reads best

from datetime import date
from pathlib import Path

import pytest

from companion.bank.check import check_bank
from companion.bank.lint import sentences
from tests.bank.conftest import AMOUNTS, ANSWER, ANSWER_PATH, CORRECTION_PATH, write_to

TODAY = date(2026, 11, 23)

HINTS = [
    ("overdue", ANSWER_PATH, "2027-03-31", "2026-03-31", "review_by", "fällig"),
    ("over", ANSWER_PATH, "status:", "valid_until: 2025-01-01\nstatus:", "valid_until", "nicht mehr"),
    ("future review", ANSWER_PATH, "status:", "reviewed_on: 2030-01-01\nstatus:", "reviewed_on", "Zukunft"),
    ("plain http", ANSWER_PATH, "https:", "http:", "sources", "verschlüsselt"),
    ("no source", ANSWER_PATH, '[{title: Familienportal, url: "https://familienportal.de/"}]', "[]", "sources", "keine Quelle"),
    ("referral", ANSWER_PATH, "[elterngeldstelle]", "[elterngeldstele]", "referral", "Codebuch"),
    ("same question", ANSWER_PATH, "keywords:", "  - darf ich mit elterngeld arbeiten?\nkeywords:", "questions", "zweimal"),
    ("long", ANSWER_PATH, "Ja, das geht", "Ja, das geht" + " wirklich" * 40, "## instagram", "lang"),
    ("short", ANSWER_PATH, "Sag der Elterngeldstelle vorher Bescheid, dein Lohn wird angerechnet.", "", "## instagram", "kurz"),
    ("claim first", CORRECTION_PATH, "Bis zu 32 Stunden in", "Wer Elterngeld bekommt, darf keine Stunde arbeiten. Bis zu 32 Stunden in", "Text", "beginnt mit der Behauptung"),
    ("claim twice", CORRECTION_PATH, "Also:", "Elterngeld und Job schließen sich aus. Ja, Elterngeld und Job schließen sich aus. Also:", "Text", "2-mal"),
    ("fact is claim", CORRECTION_PATH, "fact: Neben dem Elterngeld sind bis zu 32 Stunden pro Woche erlaubt.", "fact: Elterngeld und Job schließen sich aus.", "fact", "klingt wie"),
    ("two sentences", CORRECTION_PATH, "Woche erlaubt.\n", "Woche erlaubt. Das gilt.\n", "fact", "mehr als einen Satz"),
    ("number", CORRECTION_PATH, "bis zu 32 Stunden pro", "bis zu 30 Stunden pro", "Text", "30"),
    ("numbers apart", CORRECTION_PATH, "Also: 32 Stunden in der Woche sind erlaubt. Sag der Elterngeldstelle vorher Bescheid. Nachlesen: BEEG § 1 Abs. 6.", "Also sind 30 Stunden in der Woche erlaubt.", "Text", "am Ende „30 stunden“"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "key", "part"), [h[1:] for h in HINTS], ids=[h[0] for h in HINTS]
)
def test_hint(folder: Path, file: str, old: str, new: str, key: str, part: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    problems = check_bank(folder, TODAY)
    assert {problem.severity for problem in problems} == {"warning"}
    assert any(problem.key == key and part in problem.message for problem in problems), problems
    assert all(problem.remedy and problem.line for problem in problems)


def test_money_belongs_into_amounts(folder: Path) -> None:
    write_to(folder, ANSWER_PATH, ANSWER.replace("Gute Nachricht", "Bis 603 Euro oder 1.200,50 € gehen"))
    assert check_bank(folder, TODAY) == []
    write_to(folder, "amounts.yaml", AMOUNTS)
    assert [problem.line for problem in check_bank(folder, TODAY)] == [17, 17]
    write_to(folder, ANSWER_PATH, ANSWER.replace("Gute Nachricht", "Bis {{betrag:minijob_grenze}} gehen"))
    assert check_bank(folder, TODAY) == []


def test_red_entries_may_be_short(folder: Path) -> None:
    short = (
        ANSWER.split("Gute Nachricht")[0].replace("status:", "ampel: rot\nstatus:") + "Geh zur Beratung.\n"
    )
    write_to(folder, ANSWER_PATH, short)
    assert check_bank(folder, TODAY) == []


SIE = ANSWER.replace("## facebook sie", "## sie")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SIE, []),
        (SIE.replace("aus. Nachlesen", f"aus.{' Wirklich.' * 40} Nachlesen"), [("## sie", "lang")]),
        (SIE.split("## sie")[0] + "## sie\nDas ist erlaubt.\n", [("## sie", "kurz")]),
        (SIE.replace("## sie", "## facebook") + "\n## sie\nDas ist erlaubt.\n", []),
    ],
    ids=["right", "long", "short", "facebook has its own"],
)
def test_the_sie_form_for_every_channel_is_measured(
    folder: Path, text: str, found: list[tuple[str, str]]
) -> None:
    write_to(folder, ANSWER_PATH, text)
    problems = check_bank(folder, TODAY)
    assert [(problem.key, problem.message.split()[6]) for problem in problems] == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Eins. Zwei! Drei?", 3),
        ("Nach dem 3. Geburtstag gilt das (§ 15 Abs. 7 BEEG).", 1),
        ("Das ist z. B. Teilzeit. Mehr nicht.", 2),
        ("Eine Zeile\nnoch eine", 2),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count
