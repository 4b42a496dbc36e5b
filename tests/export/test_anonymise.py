"""k first contacts and l values in every class of the output: by law, by brute force, by an independent program."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycanon import anonymity

from companion.codebook import load
from companion.export.anonymise import anonymise
from companion.export.anonymity import NotAnonymousError, check
from companion.export.ladder import load_ladder
from companion.export.periods import Period
from companion.export.release import prepare
from companion.export.rows import load_from_log
from tests.export.conftest import prepared

LADDER = load_ladder()
BOOK = load()
WIDTH = len(LADDER.identifiers)

rows = st.lists(
    st.tuples(
        st.sampled_from(["2026-07", "2026-08", "2026-09"]),
        st.sampled_from(["vormittag", "abend", "wochenende"]),
        st.sampled_from(["facebook", "instagram", "forum"]),
        st.sampled_from(["gruppe_offen", "gruppe_geschlossen", "forenfrage", "keine_angabe"]),
        st.sampled_from(["informieren", "verweisen", "beziehung"]),
        st.sampled_from(["elternteil", "keine_angabe"]),
        st.sampled_from(["erstkontakt", "folgekontakt"]),
        st.sampled_from(["rente", "steuer", "keine_angabe"]),
        st.sampled_from(["danke", "keine", "offen"]),
    ),
    max_size=80,
)


def released(connection: duckdb.DuckDBPyConnection) -> list[tuple]:
    return connection.execute("SELECT * FROM released").fetchall()


def classes(output: list[tuple]) -> dict[tuple, list[tuple]]:
    found = defaultdict(list)
    for row in output:
        found[row[:WIDTH]].append(row)
    return found


def is_valid(output: list[tuple]) -> bool:
    for members in classes(output).values():
        firsts = sum(row[WIDTH] == "erstkontakt" for row in members)
        topics = {row[WIDTH + 1] for row in members} - {"keine_angabe", "nicht_anwendbar"}
        reactions = {row[WIDTH + 2] for row in members} - {"offen"}
        if firsts < LADDER.k or len(topics) < LADDER.l or len(reactions) < LADDER.l:
            return False
    return True


@settings(max_examples=12, deadline=None)
@given(rows)
def test_no_released_class_is_too_small_or_uniform_and_nothing_is_made_up(table):
    connection = prepared(table)
    outcome = anonymise(connection, BOOK, LADDER)
    output = released(connection)
    assert is_valid(output)
    assert outcome.released + outcome.suppressed == len(table) == outcome.rows
    possible = Counter()
    for row in table:
        for rung in LADDER.rungs:
            recoded = [
                LADDER.recode(c, level, v) for c, level, v in zip(LADDER.identifiers, rung, row, strict=False)
            ]
            possible[(*recoded, *row[WIDTH:])] += 1
    assert all(row in possible for row in output)
    untouched = Counter(row[WIDTH:] for row in output)
    assert all(count <= Counter(row[WIDTH:] for row in table)[kept] for kept, count in untouched.items())


@settings(max_examples=12, deadline=None)
@given(rows)
def test_everything_is_released_or_nothing(table):
    connection = prepared(table)
    outcome = anonymise(connection, BOOK, LADDER)
    assert outcome.released in (0, len(table))
    firsts = sum(row[WIDTH] == "erstkontakt" for row in table)
    topics = {row[WIDTH + 1] for row in table} - {"keine_angabe"}
    reactions = {row[WIDTH + 2] for row in table} - {"offen"}
    possible = firsts >= LADDER.k and len(topics) >= LADDER.l and len(reactions) >= LADDER.l
    assert bool(outcome.released) == bool(table and possible)


@settings(max_examples=8, deadline=None)
@given(rows, st.randoms())
def test_the_order_of_the_input_leaves_no_trace(table, chance):
    first = prepared(table)
    anonymise(first, BOOK, LADDER)
    shuffled = list(table)
    chance.shuffle(shuffled)
    second = prepared(shuffled)
    anonymise(second, BOOK, LADDER)
    assert released(first) == released(second) == sorted(released(first))


def tiny(*cells: tuple[str, str, int]) -> list[tuple]:
    """First contacts in a few cells of platform and room type, with varied topics and reactions."""
    found = []
    for platform, room, count in cells:
        for number in range(count):
            topic, reaction = ("rente", "danke") if number % 2 else ("steuer", "keine")
            found.append(
                (
                    "2026-07",
                    "abend",
                    platform,
                    room,
                    "informieren",
                    "elternteil",
                    "erstkontakt",
                    topic,
                    reaction,
                )
            )
    return found


def loss(output: list[tuple], table: list[tuple]) -> float:
    kinds = [len({row[place] for row in table}) for place in range(WIDTH)]
    lost = sum(LADDER.loss(c, row[p], kinds[p]) for row in output for p, c in enumerate(LADDER.identifiers))
    return lost + WIDTH * (len(table) - len(output))


def optimum(table: list[tuple]) -> float:
    """Least loss over every way to put each cell on a rung or leave it out (brute force)."""
    cells = defaultdict(list)
    for row in table:
        cells[row[:WIDTH]].append(row)
    best = float("inf")
    for choice in itertools.product([*range(len(LADDER.rungs)), None], repeat=len(cells)):
        output = []
        for (cell, members), number in zip(cells.items(), choice, strict=True):
            if number is not None:
                rung = LADDER.rungs[number]
                head = tuple(
                    LADDER.recode(c, lv, v) for c, lv, v in zip(LADDER.identifiers, rung, cell, strict=True)
                )
                output += [(*head, *row[WIDTH:]) for row in members]
        if is_valid(output):
            best = min(best, loss(output, table))
    return best


@pytest.mark.parametrize(
    ("table", "slack"),
    [
        (tiny(("facebook", "gruppe_offen", 6), ("forum", "forenfrage", 7)), 1.0),
        (tiny(("facebook", "gruppe_offen", 4), ("facebook", "gruppe_geschlossen", 4)), 1.0),
        (
            tiny(
                ("facebook", "gruppe_offen", 3), ("instagram", "hashtag_feed", 3), ("forum", "forenfrage", 9)
            ),
            2.0,
        ),
        (tiny(("facebook", "gruppe_offen", 2), ("forum", "forenfrage", 2)), 1.0),
        (
            tiny(
                ("facebook", "gruppe_offen", 8),
                ("facebook", "gruppe_geschlossen", 2),
                ("forum", "forenfrage", 3),
            ),
            2.0,
        ),
    ],
)
def test_the_ladder_stays_near_the_brute_force_optimum(table, slack):
    connection = prepared(table)
    anonymise(connection, BOOK, LADDER)
    mine, best = loss(released(connection), table), optimum(table)
    assert best <= mine <= slack * best + 1e-9


def test_pycanon_agrees_on_a_whole_quarter(demo):
    connection = duckdb.connect()
    period = Period.parse("2026-Q3")
    load_from_log(connection, BOOK, demo / "contacts.sqlite3", period.weeks, ["contacts"])
    prepare(connection, LADDER, period)
    outcome = anonymise(connection, BOOK, LADDER)
    assert outcome.released > 900
    keys = list(LADDER.identifiers)
    firsts = connection.execute("SELECT * FROM released WHERE kontaktart = 'erstkontakt'").df()
    assert anonymity.k_anonymity(firsts, keys) == outcome.smallest >= LADDER.k
    for column, missing in (("thema", ["keine_angabe", "nicht_anwendbar"]), ("reaktion", ["offen"])):
        known = connection.execute("SELECT * FROM released").df()
        known = known[~known[column].isin(missing)].reset_index(drop=True)
        assert anonymity.l_diversity(known, keys, [column]) >= LADDER.l


def spoil(statement: str):
    table = tiny(("facebook", "gruppe_offen", 8), ("forum", "forenfrage", 8))
    connection = prepared(table)
    anonymise(connection, BOOK, LADDER)
    for column in LADDER.columns:  # as text, or the types would refuse what the check is to find
        connection.execute(f'ALTER TABLE released ALTER "{column}" TYPE VARCHAR')
    connection.execute(statement)
    return connection


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM released WHERE rowid IN (SELECT rowid FROM released WHERE plattform = 'forum' LIMIT 4)",
        "UPDATE released SET kontaktart = 'folgekontakt' WHERE plattform = 'forum'",
        "UPDATE released SET thema = 'rente'",
        "UPDATE released SET reaktion = CASE reaktion WHEN 'danke' THEN 'offen' ELSE reaktion END",
        "UPDATE released SET plattform = 'Anna'",
        "UPDATE released SET monat = '2026-W30'",
    ],
)
def test_the_check_fails_closed_on_a_spoiled_output(statement):
    with pytest.raises(NotAnonymousError):
        check(spoil(statement), BOOK, LADDER)
