"""One entry with all its wordings, as long as it may be used."""

import pytest

from tests.api.served import Served


def test_all_wordings_with_fallbacks(served: Served) -> None:
    entry = served.ask("GET", "/api/v1/entries/elterngeld-zuverdienst").data
    assert set(entry["texts"]) == {"facebook", "instagram", "threads", "forum", "dm"}
    assert entry["texts"]["facebook"]["sie"].startswith("Sie dürfen")
    assert entry["texts"]["instagram"]["sie"] == entry["texts"]["instagram"]["du"]
    assert entry["texts"]["dm"]["du"] == entry["texts"]["facebook"]["du"]
    assert "score" not in entry
    assert "band" not in entry


@pytest.mark.parametrize(
    "name", ["teilzeit-abgelaufen", "teilzeit-entwurf", "gibt-es-nicht", "..", "bank.yaml"]
)
def test_what_may_not_be_used_is_not_handed_out(served: Served, name: str) -> None:
    answer = served.ask("GET", f"/api/v1/entries/{name}")
    assert (answer.status, answer.data["error"]["code"]) == (404, "unknown_entry")
