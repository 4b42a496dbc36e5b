"""The pages of the Antwortbank without a browser: list, coverage, trying out, forms against hostile input, history."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.datastructures import MultiDict

from companion.desk.bank.fields import to_fields
from companion.giving_way import in_turn
from companion.sharing.editing import open_entry
from companion.sharing.history import WorkingBank
from companion.sharing.people import Person, write_person
from tests.desk.conftest import HOSTILE, Client, Desk, served_desk
from tests.small_bank import QUESTION

ENTRY = "teilzeit-anspruch"
CORRECTION = "elterngeld-arbeitsverbot"


@pytest.fixture(scope="module")
def desk(small_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A lead's laptop with a working bank."""
    with served_desk(small_bank, tmp_path_factory.mktemp("data")) as desk:
        desk.role("teamleitung")
        write_person(desk.data / "sharing", Person("Lea", "lead"))
        WorkingBank.create(desk.inner.settings.working_bank, small_bank, Person("Lea", "lead")).close()
        yield desk


def form_of(desk: Desk, entry_id: str) -> MultiDict[str, str]:
    """The fields of the editor as a page would send them."""
    bank = WorkingBank(desk.inner.settings.working_bank)
    opened = open_entry(bank, entry_id)
    bank.close()
    fields = to_fields(opened.document)
    fields["based_on"], fields["page"] = opened.based_on, "p" * 20
    return fields


def pairs(fields: MultiDict[str, str], **changed: str) -> list[tuple[str, str]]:
    kept = [(name, value) for name, values in fields.lists() for value in values if name not in changed]
    return [*kept, *changed.items()]


def saved(desk: Desk, entry_id: str) -> str:
    bank = WorkingBank(desk.inner.settings.working_bank)
    path, _ = bank.file(entry_id)
    bank.close()
    return path.read_text(encoding="utf-8")


def test_everybody_reads_the_bank_in_use_and_the_lead_begins_a_working_bank(
    small_bank: Path, tmp_path: Path
) -> None:
    with served_desk(small_bank, tmp_path) as desk:
        client = desk.client()
        desk.role("kontakter")
        page = client.get("/desk/bank").text
        assert "Anspruch auf Teilzeit" in page
        assert "anlegen" not in page
        assert "15 Menschen" in client.get(f"/desk/bank/in-use/{ENTRY}").text
        desk.role("teamleitung")
        assert "/desk/publish/connection" in client.get("/desk/bank").text
        assert client.post("/desk/bank/start", {}).status_code == 409
        write_person(desk.data / "sharing", Person("Lea", "lead"))
        assert client.post("/desk/bank/start", {}).status_code == 303
        assert "Arbeitsfassung" in client.get("/desk/bank").text
        assert client.get(f"/desk/bank/entry/{ENTRY}").status_code == 200


def test_topics_show_what_is_missing_and_lead_to_a_draft(client: Client) -> None:
    page = client.get("/desk/bank/topics").text
    assert "Neuer Baustein zu Pflege" in page
    answer = client.post("/desk/bank/from-gap", {"topic": "pflege"})
    assert "Angelegt, weil zu „Pflege“" in client.get(answer.headers["Location"]).text
    assert client.post("/desk/bank/from-gap", {"topic": "nirgends"}).status_code == 422


def test_trying_a_post_shows_what_the_team_sees_and_keeps_nothing(desk: Desk, client: Client) -> None:
    desk.inner.parts.active.start().join()
    answer = client.post("/desk/bank/try", {"text": f"{QUESTION} Wendelgard", "platform": "facebook"})
    assert "Arbeiten während des Elterngeldbezugs" in answer.text
    assert "passt" in answer.text
    assert re.search(r"<mark>\w+</mark>", answer.text)
    assert "Wendelgard" not in answer.url
    for path in desk.data.rglob("*"):
        assert not path.is_file() or b"Wendelgard" not in path.read_bytes(), path


def test_trying_a_post_waits_for_its_turn(desk: Desk, client: Client) -> None:
    desk.inner.parts.active.start().join()
    answers: list[int] = []
    post = {"text": QUESTION, "platform": "facebook"}
    asking = threading.Thread(target=lambda: answers.append(client.post("/desk/bank/try", post).status_code))
    with in_turn():
        asking.start()
        asking.join(1)
        assert answers == []
    asking.join(60)
    assert answers == [200]


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_every_field_takes_text_as_text_or_refuses_it(desk: Desk, client: Client, value: str) -> None:
    """Typed text is checked while typing, kept, and saved; all three must bear anything."""
    for entry_id in (ENTRY, CORRECTION):
        names = [*form_of(desk, entry_id), "source_title", "source_url", "referral"]
        everywhere = [(name, value[:2500]) for name in names]
        for route in ("live", "draft"):
            answer = client.post(f"/desk/bank/entry/{entry_id}/{route}", everywhere)
            assert answer.status_code in (200, 422)
            assert "<script>document" not in answer.text
            assert "<img src=x" not in answer.text
        assert client.post(f"/desk/bank/entry/{entry_id}", [*everywhere, ("do", "save")]).status_code == 422
    before = saved(desk, ENTRY)
    for field in ("title", "questions", "comment", "text", "source_url", "based_on"):
        answer = client.post(
            f"/desk/bank/entry/{ENTRY}", pairs(form_of(desk, ENTRY), do="save", **{field: value})
        )
        assert answer.status_code in (303, 409, 413, 422), field
        assert "<script>document" not in answer.text
        assert "<img src=x" not in answer.text
        if answer.status_code in (413, 422):
            assert saved(desk, ENTRY) == before
        before = saved(desk, ENTRY)
    for path, field in (
        ("/desk/bank/new", "title"),
        ("/desk/bank/new", "topic"),
        ("/desk/bank/from-gap", "topic"),
        ("/desk/bank/try", "text"),
        ("/desk/bank/try", "platform"),
        (f"/desk/bank/entry/{ENTRY}/move", "to"),
        (f"/desk/bank/entry/{ENTRY}/restore", "revision"),
        (f"/desk/bank/entry/{ENTRY}/draft", "page"),
        (f"/desk/bank/entry/{ENTRY}/draft/drop", "page"),
        (f"/desk/bank/entry/{ENTRY}/settle", "choice-text"),
    ):
        good = {"title": "x", "topic": "pflege", "kind": "answer", "text": "x", "platform": "facebook"}
        answer = client.post(path, {**good, field: value})
        assert answer.status_code in (200, 303, 400, 404, 413, 422), (path, field)
        assert "<script>document" not in answer.text
        assert "<img src=x" not in answer.text


def test_a_saved_text_comes_back_word_for_word(desk: Desk, client: Client) -> None:
    text = "Erster Absatz mit „Zitat“ & <b>.\n\n- Liste: eins\n### Zwischenüberschrift"
    fields = pairs(form_of(desk, CORRECTION), text=text, comment="eins\nzwei", do="save")
    answer = client.post(f"/desk/bank/entry/{CORRECTION}", fields)
    assert answer.status_code == 303, answer.text
    kept = form_of(desk, CORRECTION)
    assert (kept["text"], kept["comment"]) == (text, "eins\nzwei")
    refused = client.post(f"/desk/bank/entry/{CORRECTION}", pairs(kept, text="a\n## instagram\nb", do="save"))
    assert refused.status_code == 422
    assert form_of(desk, CORRECTION)["text"] == text


def test_findings_name_their_field_in_german(desk: Desk, client: Client) -> None:
    page = client.post(
        f"/desk/bank/entry/{ENTRY}/live",
        pairs(
            form_of(desk, ENTRY),
            questions="Darf ich während des Elterngelds arbeiten?\nzwei",
            text="Stand {{betrag:gibt_es_nicht}}.",
        ),
    ).text
    assert "Hier stehen 2 verschiedene Formulierungen" in page
    assert 'href="#questions"' in page
    assert 'href="#text"' in page
    near = client.post(
        f"/desk/bank/entry/{ENTRY}/live",
        pairs(
            form_of(desk, ENTRY),
            questions="Darf ich während des Elterngelds arbeiten?\nzwei\ndrei",
            text="Kurz.",
        ),
    ).text
    assert "steht fast gleich in elterngeld-zuverdienst" in near
    assert "Fragen, Zeile 1" in near
    assert "5 von 350–700 Zeichen" in near


def test_two_editors_lose_nothing(desk: Desk, client: Client) -> None:
    first, second = form_of(desk, "pflegezeit-angehoerige"), form_of(desk, "pflegezeit-angehoerige")
    path = "/desk/bank/entry/pflegezeit-angehoerige"
    assert client.post(path, pairs(first, title="Titel der Ersten", text="Text der Ersten.", do="save")).ok
    mine = pairs(second, keywords="Wort der Zweiten", text="Text der Zweiten.", page="q" * 20, do="save")
    answer = client.post(path, mine)
    assert answer.status_code == 409
    for words in (
        "Text der Ersten.",
        "Text der Zweiten.",
        "Lea hat diesen Baustein gespeichert",
        "bitte wählen",
    ):
        assert words in answer.text
    based_on = re.search(r'name="based_on" value="(\w+)"', answer.text)
    assert based_on
    again = [(name, value) for name, value in mine if name not in ("based_on", "do")]
    again.append(("based_on", based_on.group(1)))
    chosen = [("choice-title", "theirs"), ("choice-keywords", "mine")]
    incomplete = client.post(f"{path}/settle", [*again, *chosen, ("do", "save")])
    assert incomplete.status_code == 422
    assert "Bitte eine der beiden Fassungen wählen" in incomplete.text
    done = client.post(f"{path}/settle", [*again, *chosen, ("choice-text", "mine"), ("do", "save")])
    assert done.status_code == 303
    kept = form_of(desk, "pflegezeit-angehoerige")
    assert (kept["title"], kept["keywords"], kept["text"]) == (
        "Titel der Ersten",
        "Wort der Zweiten",
        "Text der Zweiten.",
    )


def test_unsaved_text_is_offered_again_until_it_is_saved(desk: Desk, client: Client) -> None:
    path = "/desk/bank/entry/teilzeit-entwurf"
    fields = form_of(desk, "teilzeit-entwurf")
    answer = client.post(f"{path}/draft", pairs(fields, text="Noch nicht gespeichert, aber getippt."))
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["at"])
    page = client.get(path).text
    assert "dein ungesicherter Text" in page
    assert "aber getippt." in page
    client.post(f"{path}/move", {"to": "submit"})
    assert "zuerst speichern" in client.get(path).text
    (kept,) = (desk.data / "desk_drafts" / "teilzeit-entwurf").iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert json.loads(kept.read_text(encoding="utf-8"))["fields"]["text"] == [
        "Noch nicht gespeichert, aber getippt."
    ]
    client.post(path, pairs(fields, text="Noch nicht gespeichert, aber getippt.", do="save"))
    assert not kept.exists()
    assert "dein ungesicherter Text" not in client.get(path).text
    late = client.post(f"{path}/draft", pairs(fields, text="Noch nicht gespeichert."))
    assert (late.json(), kept.exists()) == ({"at": ""}, False)
    assert "dein ungesicherter Text" not in client.get(path).text


def test_history_compares_and_restores(desk: Desk, client: Client) -> None:
    path = "/desk/bank/entry/elterngeld-zuverdienst"
    old = form_of(desk, "elterngeld-zuverdienst")["text"]
    client.post(path, pairs(form_of(desk, "elterngeld-zuverdienst"), text="Ganz neuer Text.", do="save"))
    page = client.get(f"{path}/history").text
    assert "<ins>" in page
    compared = client.get(f"{path}/history?old=published&new=now").text
    assert "Ganz" in "".join(re.findall(r"<ins>(.*?)</ins>", compared))
    revision = re.findall(r'name="revision" value="(\w+)"', page)[-1]
    assert client.post(f"{path}/restore", {"revision": revision}).status_code == 303
    assert form_of(desk, "elterngeld-zuverdienst")["text"] == old
    assert client.post(f"{path}/restore", {"revision": "0" * 40}).status_code in (400, 404)
