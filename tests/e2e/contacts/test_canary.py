"""Words of a post, a search or a name appear in no file of the companion: log, backups, caches, output, temp."""

from __future__ import annotations

import base64
import tempfile
import uuid
from pathlib import Path

import pytest

from tests.started import Companion

NAME = "Zyxwolinde Quarkheimer"
POST = f"{NAME} fragt ob man in der elternzeit arbeiten darf, blaukrautwiese siebzehn"
CANARIES = ["Zyxwolinde", "Quarkheimer", "blaukrautwiese"]


def files_with(words: list[str], *folders: Path) -> list[tuple[str, str]]:
    """Every place where one of the words stands, plain, in UTF-16, upside down or in base64."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                try:
                    content = path.read_bytes()
                except FileNotFoundError:
                    continue  # the running companion has just replaced it
                for word in words:
                    forms = [
                        word.encode(),
                        word.lower().encode(),
                        word.encode("utf-16-le"),
                        word[::-1].encode(),
                    ]
                    forms += [base64.b64encode(word.encode())[:-4]]
                    if any(form in content for form in forms):
                        found.append((path.name, word))
    return found


def send_everything(companion: Companion) -> None:
    """Canaries through every door that takes words, and against every column that takes none."""
    ask = companion.request
    for words in (POST, POST + " kündigung erhalten mein kind ist krank"):
        body = {"text": words, "context": f"{words} {NAME}", "kind": "post", "platform": "facebook"}
        assert ask("POST", "/api/v1/suggestions", body).status_code == 200
        assert ask("POST", "/api/v1/search", {"words": words}).status_code < 500
        assert ask("POST", "/api/v1/search", {"text": words}).status_code < 500
    assert ask("GET", f"/api/v1/entries/{NAME}").status_code == 404
    columns = ask("GET", "/api/v1/codebook").json()["tables"]["contacts"]["columns"]
    for column in [column["name"] for column in columns] + [NAME, "notiz"]:
        answer = ask("POST", "/api/v1/contacts", {"uuid": str(uuid.uuid4()), column: NAME})
        assert NAME not in answer.text
    key = str(uuid.uuid4())
    assert ask("POST", "/api/v1/contacts", {"uuid": key, "plattform": "facebook"}).status_code == 201
    assert NAME not in ask("PATCH", f"/api/v1/contacts/{key}", {"reaktion": NAME}).text
    ask("POST", "/api/v1/gaps", {"uuid": str(uuid.uuid4()), "thema": NAME, "plattform": "facebook"})
    ask("POST", "/api/v1/feedback", {"uuid": str(uuid.uuid4()), "entry_id": NAME, "grund": "veraltet"})
    ask("PUT", f"/api/v1/rooms/{NAME}", {"plattform": "facebook"})
    ask("POST", f"/api/v1/{NAME}", {"text": NAME})


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_no_word_of_a_post_is_kept_anywhere(tmp_path, small_bank, monkeypatch, end):
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setenv("TMPDIR", str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    companion = Companion(tmp_path / "data", small_bank)
    try:
        companion.pair().wait_ready()
        send_everything(companion)
        assert files_with(CANARIES, tmp_path) == []
    finally:
        getattr(companion, end)()
    assert files_with(CANARIES, tmp_path) == []
    assert not any(word in companion.output() for word in CANARIES)


def test_a_canary_would_be_found(tmp_path):
    (tmp_path / "leak.bin").write_bytes(b"\0\0" + "Quarkheimer".encode("utf-16-le"))
    assert files_with(CANARIES, tmp_path) == [("leak.bin", "Quarkheimer")]
