"""The bank that ships: whole, in every voice and length, free of fixed amounts, right across the turn of the year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from companion.bank.check import check_bank
from companion.bank.entry import Bank, Entry
from companion.bank.figures import fixed_figures
from companion.bank.files import Reading, assemble, inspect

FOLDER = Path(__file__).parents[2] / "answer_bank"
CHANNELS = ("facebook", "instagram", "threads", "forum")
DU = re.compile(r"\b(?:du|dir|dich|dein(?:e[mnrs]?)?)\b", re.IGNORECASE)
SIE = re.compile(r"(?<![.!?:–] )(?<!^)\b(?:Ihnen|Ihre[mnrs]?)\b", re.MULTILINE)
PROMISE = re.compile(
    r"\b(?:garantiert|auf jeden Fall|ganz sicher|steht (?:dir|Ihnen) zu"
    r"|(?:du bekommst|du erhältst|Sie bekommen|Sie erhalten) (?:den|das|die vollen?|\d))\b"
)
PARTY = re.compile(r"\b(?:CDU|CSU|SPD|FDP|AfD|BSW|Die Grünen|Die Linke)\b")


@pytest.fixture(scope="module")
def release_day() -> date:
    """The day the bank was released: what holds then is tested, not what the clock says today."""
    return inspect(FOLDER, date(2026, 11, 23)).manifest.released_on or date(2026, 11, 23)


@pytest.fixture(scope="module")
def reading(release_day: date) -> Reading:
    return inspect(FOLDER, release_day)


@pytest.fixture(scope="module")
def bank(reading: Reading) -> Bank:
    return assemble(reading, FOLDER)


def written(reading: Reading) -> Iterator[tuple[str, str, str]]:
    """Entry, place and text as written, placeholders not filled."""
    for document in reading.documents.values():
        for heading, text in document.texts.items():
            yield str(document.meta["id"]), heading or "default", text
        for key in ("title", "fact", "why_believed"):
            if document.meta.get(key):
                yield str(document.meta["id"]), key, str(document.meta[key])


def live(bank: Bank) -> list[Entry]:
    return [entry for entry in bank.entries.values() if entry.status != "retired"]


def test_check_finds_nothing(release_day: date) -> None:
    assert [str(problem) for problem in check_bank(FOLDER, release_day)] == []


def test_holds_what_the_research_found(bank: Bank) -> None:
    kinds = Counter(entry.kind for entry in live(bank))
    assert kinds["answer"] >= 96
    assert kinds["correction"] >= 53


def test_every_topic_has_an_answer_that_may_be_suggested(bank: Bank, release_day: date) -> None:
    covered = {entry.topic for entry in bank.suggestible(release_day) if entry.kind == "answer"}
    assert set(bank.topics) - covered == set()


def test_every_entry_has_du_and_sie_for_four_channels(bank: Bank) -> None:
    same = [
        (entry.id, channel)
        for entry in live(bank)
        for channel in CHANNELS
        if entry.topic not in ("netiquette", "krise")
        and entry.text(channel, "du") == entry.text(channel, "sie")
        and (DU.search(entry.text(channel, "du")) or SIE.search(entry.text(channel, "sie")))
    ]
    assert same == []
    short = [
        (entry.id, channel, address)
        for entry in live(bank)
        for address in ("du", "sie")
        for channel in CHANNELS
        if not entry.text(channel, address)  # type: ignore[arg-type]
    ]
    assert short == []


def test_channels_differ_in_wording(bank: Bank) -> None:
    """A text for Instagram is not the one for Facebook pasted again; red entries may stay the same."""
    pasted = [
        entry.id
        for entry in live(bank)
        if entry.ampel != "rot" and len({entry.text(channel) for channel in CHANNELS}) < len(CHANNELS)
    ]
    assert pasted == []


def test_forms_of_address_are_not_mixed(bank: Bank) -> None:
    mixed = [
        (entry.id, heading)
        for entry in live(bank)
        for heading, text in entry.texts.items()
        if (DU.search(_unquoted(text)) if "sie" in heading.split() else SIE.search(_unquoted(text)))
    ]
    assert mixed == []


def _unquoted(text: str) -> str:
    """Without words in quotation marks: sample sentences for others keep their own address."""
    return re.sub(r"„[^“]*“", "", text)


def test_every_entry_has_five_wordings(bank: Bank) -> None:
    few = {entry.id: len(set(entry.wordings)) for entry in live(bank) if len(set(entry.wordings)) < 5}
    assert few == {}


def test_no_wording_stands_in_two_entries(bank: Bank) -> None:
    counts = Counter(wording.casefold() for entry in live(bank) for wording in entry.wordings)
    assert [wording for wording, count in counts.items() if count > 1] == []


def test_no_text_states_an_amount_that_is_not_in_the_amounts_file(reading: Reading) -> None:
    """In digits or words, in euro, days or per cent: see ``test_figures.py`` for the ways of writing one."""
    places = [
        *written(reading),
        *((name, "fragment", text) for name, text in reading.shared.fragments.items()),
    ]
    fixed = [
        (entry, place, figure)
        for entry, place, text in places
        for figure in fixed_figures(text, reading.shared.amounts)
    ]
    assert fixed == []


def test_every_amount_has_a_source_and_is_used(reading: Reading) -> None:
    amounts = reading.shared.amounts
    assert [name for name, amount in amounts.items() if not all(v.source for v in amount.values)] == []
    texts = "\n".join(text for _, _, text in written(reading)) + "\n".join(reading.shared.fragments.values())
    used = set(re.findall(r"\{\{\s*betrag:([a-z0-9_-]+)", texts))
    assert set(amounts) - used == set()


def test_what_is_approved_names_law_or_source_and_its_review(bank: Bank) -> None:
    bare = [
        entry.id
        for entry in live(bank)
        if entry.status == "approved" and (not entry.sources or entry.reviewed_on is None)
    ]
    assert bare == []


def test_doubtful_entries_say_why_and_stay_silent(bank: Bank, release_day: date) -> None:
    doubtful = [entry for entry in bank.entries.values() if entry.status == "in_review"]
    assert doubtful
    assert [entry.id for entry in doubtful if len(entry.comment) < 40] == []
    assert [entry.id for entry in doubtful if entry.is_suggestible(release_day)] == []


def test_tone(bank: Bank) -> None:
    """No promise, no exclamation mark, no party, no personal question, no bare link."""
    bad = [
        (entry.id, heading, match.group(0))
        for entry in live(bank)
        for heading, text in entry.texts.items()
        for pattern in (PROMISE, PARTY, re.compile("!"), re.compile(r"https?://"))
        for match in pattern.finditer(_unquoted(text))
    ]
    assert bad == []


def test_red_entries_carry_no_rule_in_figures(bank: Bank, reading: Reading) -> None:
    """Red means refer only: a deadline and a place to go, no amount."""
    red = {entry.id for entry in bank.entries.values() if entry.ampel == "rot"}
    assert red
    stated = [entry for entry, _, text in written(reading) if entry in red and "{{betrag:" in text]
    assert stated == []


@pytest.mark.parametrize(
    ("before", "after", "figure"),
    [
        ("minijob-grenze-2026", "minijob-grenze-2027", "633 Euro"),
        ("mindestlohn-2026", "mindestlohn-2027", "14,60 Euro"),
    ],
)
def test_the_turn_of_the_year_changes_the_answer(before: str, after: str, figure: str) -> None:
    old_year, new_year = date(2026, 12, 31), date(2027, 1, 1)
    in_2026 = {entry.id for entry in assemble(inspect(FOLDER, old_year), FOLDER).suggestible(old_year)}
    bank_2027 = assemble(inspect(FOLDER, new_year), FOLDER)
    in_2027 = {entry.id for entry in bank_2027.suggestible(new_year)}
    assert before in in_2026
    assert before not in in_2027
    assert after in in_2027 - in_2026
    assert figure in bank_2027.entries[after].text()


def test_figures_of_2026_are_silent_in_2027() -> None:
    """An entry that names an amount of 2026 waits for the new one instead of misleading."""
    day = date(2027, 1, 1)
    suggestible = {entry.id for entry in assemble(inspect(FOLDER, day), FOLDER).suggestible(day)}
    assert (
        suggestible & {"kindergeld-2026", "kinderzuschlag", "unterhaltsvorschuss", "familienversicherung"}
        == set()
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("midijob", "midijob-2027"),
        ("pflegegeld-2026", "pflegegeld-2027"),
        ("pflege-entlastung", "pflege-entlastung-2027"),
        ("kind-krank-tage-2026", "kind-krank-tage-2027"),
    ],
)
def test_what_ends_with_the_year_has_a_successor_that_only_waits_for_its_release(
    before: str, after: str
) -> None:
    """No figure of the new year is needed: once two people have signed, the successor may go out."""
    new_year = date(2027, 1, 1)
    entries = assemble(inspect(FOLDER, new_year), FOLDER).entries
    assert entries[before].valid_until == date(2026, 12, 31)
    assert entries[after].status == "in_review" or entries[after].is_suggestible(new_year)
    assert replace(entries[after], status="approved").is_suggestible(new_year)
    assert not replace(entries[after], status="approved").is_suggestible(date(2026, 12, 31))
