"""How bank, log and matcher are."""

from companion import __version__
from tests.api.served import Served


def test_status_names_versions_bank_log_and_matcher(served: Served) -> None:
    data = served.ask("GET", "/api/v1/status").data
    assert data["companion"] == {"version": __version__, "protocol": 1, "update": None}
    bank = data["bank"]
    assert (bank["title"], bank["entries"], bank["suggestible"], bank["overdue"]) == (
        "Kleine Antwortbank",
        6,
        4,
        0,
    )
    assert bank["origin"] == "folder"
    assert bank["role_sentence"]
    assert data["log"]["open"] == 0
    assert data["notices"] == []
    assert data["matcher"] == {"ready": False, "progress": 0.0, "failed": False}


def test_status_says_nothing_about_the_computer(served: Served) -> None:
    body = served.ask("GET", "/api/v1/status").body.decode()
    assert str(served.data) not in body
    assert str(served.parts.active.folder) not in body
