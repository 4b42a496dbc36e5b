"""Synthetic rows: marked, repeatable, plausible, never among real ones."""

from __future__ import annotations

from datetime import date

import pytest

from companion.codebook import load
from companion.contacts.demo_data import RealRowsError, fill, remove

TODAY = date(2026, 11, 24)


def every_row(log):
    with log.store.reading() as connection:
        return sorted(connection.execute("SELECT * FROM contacts").fetchall())


def ask(log, query):
    with log.store.reading() as connection:
        return connection.execute(query).fetchall()


def test_the_same_seed_gives_the_same_rows(log):
    fill(log, load(), 200, 1, TODAY)
    first = every_row(log)
    fill(log, load(), 200, 1, TODAY)
    assert every_row(log) == first
    fill(log, load(), 200, 2, TODAY)
    assert every_row(log) != first


@pytest.mark.parametrize("rows", [1, 7, 500])
def test_every_row_is_there_and_marked(log, rows):
    fill(log, load(), rows, 1, TODAY)
    assert ask(log, "SELECT herkunft, count(*) FROM contacts GROUP BY herkunft") == [("synthetisch", rows)]
    for table in ("gaps", "feedback", "observations", "own_posts"):
        assert {row[0] for row in ask(log, f"SELECT DISTINCT herkunft FROM {table}")} <= {"synthetisch"}


def test_topics_go_with_platforms_seasons_and_reactions_with_modes(log):
    fill(log, load(), 8000, 1, TODAY)
    share = "SELECT avg(thema = 'elterngeld') FROM contacts WHERE plattform = '{}'"
    assert ask(log, share.format("instagram"))[0][0] > 1.5 * ask(log, share.format("facebook"))[0][0]
    taxes = "SELECT avg(thema = 'steuer') FROM contacts WHERE substr(woche, 7) BETWEEN {}"
    assert ask(log, taxes.format("'07' AND '15'")) > ask(log, taxes.format("'30' AND '40'"))
    hostile = dict(
        ask(log, "SELECT modus, avg(reaktion IN ('ablehnung', 'angriff')) FROM contacts GROUP BY modus")
    )
    assert hostile["richtigstellen"] > 3 * hostile["beziehung"]


def test_contacts_from_work_are_never_mixed_with_synthetic_ones(log, new_uuid):
    log.add({"uuid": new_uuid()})
    with pytest.raises(RealRowsError):
        fill(log, load(), 10, 1, TODAY)
    assert log.counts()["open"] == 1


def test_synthetic_rows_can_be_removed(log):
    fill(log, load(), 500, 1, TODAY)
    remove(log)
    assert not any(log.counts().values())
