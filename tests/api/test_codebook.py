"""The form gets its lists from the one codebook."""

from companion.codebook import load
from tests.api.served import Served


def test_every_list_and_column_is_there(served: Served) -> None:
    assert served.ask("GET", "/api/v1/codebook").data == load().to_json()
