"""Small figures stay hidden, whatever is shown beside them."""

from __future__ import annotations

from companion.report.figures import Figure, german_share
from companion.report.indicators import _base
from companion.report.render import rows_text


def test_a_change_is_one_that_chance_does_not_explain():
    before = Figure("x", 100, 1000)
    assert Figure("x", 200, 1000, before=before).changed
    assert not Figure("x", 110, 1000, before=before).changed
    assert not Figure("x", hidden=True, before=before).changed


def test_shares_are_german():
    assert german_share(0.1234) == "12,3\u00a0%"
    assert german_share(None) == "–"


def test_few_contacts_are_not_numbered_where_a_report_says_what_it_rests_on():
    for few in (_base(3), rows_text(3)):
        assert "verborgen" in few
        assert "3" not in few
    assert (_base(12), rows_text(12)) == ("12 Kontakte", "12 abgeschlossene")
