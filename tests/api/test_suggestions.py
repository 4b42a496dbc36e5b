"""From words to cards."""

from __future__ import annotations

from datetime import date

import pytest

from companion.api.schemas import MAX_TEXT
from companion.bank.entry import VERDICT_WORDS
from tests.api.served import Served
from tests.small_bank import QUESTION

pytestmark = pytest.mark.usefixtures("ready")


@pytest.fixture(scope="module")
def ready(served: Served) -> None:
    served.parts.active.start().join(60)
    assert served.parts.active.ready


def test_a_question_finds_its_answer(served: Served) -> None:
    bank = served.parts.active.bank
    ages = [(date.today() - bank.released_on).days]
    data = served.ask("POST", "/api/v1/suggestions", {"text": QUESTION}).data
    ages.append((date.today() - bank.released_on).days)  # midnight may have passed
    assert data["answers"][0]["id"] == "elterngeld-zuverdienst"
    assert len(data["answers"]) <= 3
    assert len(data["corrections"]) <= 2
    assert data["bank"]["version"] == bank.version
    assert data["bank"]["age_days"] in ages
    assert set(data["bank"]) == {"version", "age_days"}
    card = data["answers"][0]
    assert card["topic_label"] == "Elterngeld"
    assert card["sources"] == [{"title": "Familienportal", "url": "https://familienportal.de/"}]
    assert card["review_by"] == "2099-12-31"
    assert card["reviewed_on"] is None
    assert card["overdue"] is False
    assert 0 <= card["score"] <= 1
    assert all(word in QUESTION for word in card["why"])


def test_the_text_is_that_of_the_platform(served: Served) -> None:
    def text(platform: str) -> str:
        data = served.ask("POST", "/api/v1/suggestions", {"text": QUESTION, "platform": platform}).data
        found: str = data["answers"][0]["text"]
        return found

    assert text("instagram").startswith("Bis zu 32 Stunden")
    assert text("facebook").startswith("Du darfst")
    assert text("gutefrage") == text("eine neue Plattform") == text("threads")


def test_all_fields_and_unknown_ones(served: Served) -> None:
    post = {
        "text": QUESTION,
        "context": "Mein Elterngeld",
        "kind": "livestream",
        "platform": "forum",
        "neu": 1,
    }
    assert served.ask("POST", "/api/v1/suggestions", post).status == 200
    assert served.ask("POST", "/api/v1/suggestions", {**post, "context": None}).status == 200


def test_empty_text_is_silence(served: Served) -> None:
    data = served.ask("POST", "/api/v1/suggestions", {"text": ""}).data
    assert (data["answers"], data["corrections"], data["flags"]) == ([], [], [])


def test_a_claim_finds_its_correction(served: Served) -> None:
    claim = "Wer Elterngeld bekommt, darf gar nicht arbeiten, das ist verboten."
    found = served.ask("POST", "/api/v1/suggestions", {"text": claim}).data["corrections"]
    assert [card["id"] for card in found] == ["elterngeld-arbeitsverbot"]
    assert found[0]["verdict_label"] == VERDICT_WORDS["falsch"]
    assert found[0]["fact"] == "Bis zu 32 Stunden in der Woche sind erlaubt."


def test_warning_signs_say_what_to_do(served: Served) -> None:
    flags = served.ask(
        "POST", "/api/v1/suggestions", {"text": "Ich kann nicht mehr, ich will mich umbringen"}
    ).data["flags"]
    assert flags
    assert all(flag["code"] and flag["label"] and flag["hint"] for flag in flags)


@pytest.mark.parametrize("field", ["text", "context"])
def test_the_limit_is_twenty_thousand_characters(served: Served, field: str) -> None:
    post = {"text": "kurz", field: "x" * MAX_TEXT}
    assert served.ask("POST", "/api/v1/suggestions", post).status == 200
    answer = served.ask("POST", "/api/v1/suggestions", {**post, field: "x" * (MAX_TEXT + 1)})
    assert (answer.status, answer.data["error"]["code"]) == (413, "too_long")


@pytest.mark.parametrize("body", [{}, {"text": None}, {"text": 1}, {"text": ["a"]}, {"text": "a", "kind": 1}])
def test_a_wrong_field_is_named(served: Served, body: dict[str, object]) -> None:
    answer = served.ask("POST", "/api/v1/suggestions", body)
    assert answer.status == 422
    assert ("kind" if "kind" in body else "text") in answer.data["error"]["message"]


def test_search_by_hand(served: Served) -> None:
    data = served.ask("POST", "/api/v1/search", {"words": "pflegezeit"}).data
    assert data["results"][0]["id"] == "pflegezeit-angehoerige"
    assert (
        served.ask("POST", "/api/v1/search", {"words": "teilzeit", "limit": 1}).data["results"].__len__() == 1
    )
    assert served.ask("POST", "/api/v1/search", {"words": "teilzeit", "limit": 0}).status == 422


def test_nothing_expired_or_unreleased_is_shown(served: Served) -> None:
    hidden = {"teilzeit-abgelaufen", "teilzeit-entwurf"}
    for words in ("Brückenteilzeit", "Was ist Brückenteilzeit?", "Gilt die alte Regel noch?", "teilzeit"):
        for path, body in (("/api/v1/suggestions", {"text": words}), ("/api/v1/search", {"words": words})):
            data = served.ask("POST", path, body).data
            shown = {
                card["id"] for part in ("answers", "corrections", "results") for card in data.get(part, [])
            }
            assert not shown & hidden


class Behind(date):
    """A clock that is years behind: what expired meanwhile would be valid by it."""

    @classmethod
    def today(cls) -> Behind:
        return cls(2020, 6, 1)


def test_a_clock_that_is_behind_brings_nothing_back(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    before = served.ask("GET", "/api/v1/status").data["bank"]["suggestible"]
    for module in ("suggestions", "entries", "status"):
        monkeypatch.setattr(f"companion.api.{module}.date", Behind)
    test_nothing_expired_or_unreleased_is_shown(served)
    assert served.ask("GET", "/api/v1/entries/teilzeit-abgelaufen").status == 404
    assert served.ask("GET", "/api/v1/status").data["bank"]["suggestible"] == before


def test_status_says_that_the_clock_is_behind(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    assert served.ask("GET", "/api/v1/status").data["bank"]["clock_behind"] is False
    monkeypatch.setattr("companion.api.status.date", Behind)
    bank = served.ask("GET", "/api/v1/status").data["bank"]
    assert (bank["clock_behind"], bank["age_days"]) == (True, 0)
