"""What the report says in words is what its figures are."""

from __future__ import annotations

import pytest

from companion.report.cycles import Cycle
from companion.report.figures import Figure, Indicator
from companion.report.sentences import with_sentences

CYCLE = Cycle("herbst", "2026-W36", "2026-W48")


@pytest.mark.parametrize(("days", "said"), [("1", "verging 1 Tag"), ("12", "vergingen 12 Tage")])
def test_a_median_is_called_one(days: str, said: str) -> None:
    figures = (
        Figure("Prüfung überfällig", 0, 9),
        Figure("Tage von der Vorlage bis zur Freigabe (Median)", text=days),
    )
    [indicator] = with_sentences([Indicator(12, "Aktualität", "", "", figures)], CYCLE, None)
    assert indicator.sentence.endswith(f"Von der Vorlage bis zur Freigabe {said} (mittlerer Wert, Median).")
