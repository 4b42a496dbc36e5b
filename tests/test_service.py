"""Starting, stopping, and every way in which a start can fail: a clear German sentence, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import threading
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import requests
from filelock import FileLock

from companion.config import Settings
from companion.service import _only_one
from tests.small_bank import QUESTION, write_small_bank
from tests.started import Companion, kontakt

Start = Callable[..., Companion]


def test_start_pair_ask_log_and_stop(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank).pair().wait_ready()
    answer = companion.request("POST", "/api/v1/suggestions", {"text": QUESTION})
    assert answer.json()["answers"][0]["id"] == "elterngeld-zuverdienst"
    one = str(uuid.uuid4())
    assert companion.request("POST", "/api/v1/contacts", {"uuid": one}).status_code == 201
    assert companion.stop() == 0
    assert "Der Begleiter ist beendet." in companion.output()
    assert not (companion.data / "running.json").exists()
    with sqlite3.connect(companion.data / "contacts.sqlite3") as database:
        assert database.execute("SELECT uuid FROM contacts_open").fetchall() == [(one,)]
    assert QUESTION[:30] not in companion.output()


def test_it_ends_in_good_order_at_any_moment_of_its_start(start: Start, small_bank: Path) -> None:
    for moment in (0.1, 0.3, 0.5):  # seconds after it listens: libraries, then the encoder are being loaded
        companion = start(bank=small_bank)
        time.sleep(moment)
        assert companion.stop() == 0, companion.output()
        assert companion.output().rstrip().endswith("Der Begleiter ist beendet.")


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_ctrl_c_ends_it_too(start: Start, small_bank: Path) -> None:
    assert start(bank=small_bank).stop(signal.SIGINT) == 0


def test_after_a_power_cut_it_starts_again_and_knows_its_browsers(
    start: Start, small_bank: Path, tmp_path: Path
) -> None:
    companion = start(bank=small_bank).pair()
    one = str(uuid.uuid4())
    assert companion.request("POST", "/api/v1/contacts", {"uuid": one}).status_code == 201
    companion.kill()
    again = start(data=companion.data, bank=small_bank)
    assert "Gekoppelt: Test" in again.output()
    assert "Kopplungscode" not in again.output()
    again.token = companion.token
    rows = again.request("GET", "/api/v1/contacts").json()["contacts"]
    assert [row["uuid"] for row in rows] == [one]


def test_it_listens_on_the_loopback_address_only(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank)
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {
        "127.0.0.1"
    }
    for address in others:
        with pytest.raises(OSError, match=r"refused|unreachable|timed out"):
            socket.create_connection((str(address), companion.port), timeout=2)


def failed_start(*args: object) -> str:
    """Run a start that must fail with exit code 1, reason and remedy; return what was printed."""
    result = kontakt("start", *args)
    assert result.returncode == 1, result.stdout + result.stderr
    assert "Fehler: " in result.stderr
    assert "Was tun: " in result.stderr
    assert "Traceback" not in result.stderr
    return result.stderr


def test_a_second_start_on_the_same_folder_is_refused(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank).pair()
    said = failed_start("--data", companion.data, "--port", 0, "--bank", small_bank)
    assert "läuft schon ein Begleiter" in said
    assert companion.address in said
    assert companion.request("GET", "/api/v1/status").status_code == 200


def test_a_command_that_is_done_in_a_moment_keeps_no_companion_from_starting(tmp_path: Path) -> None:
    settings = Settings(tmp_path)
    command = FileLock(settings.lock, thread_local=False)
    command.acquire()
    threading.Timer(0.3, command.release).start()
    with _only_one(settings):
        assert not command.is_locked


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signal that halts a process")
def test_a_companion_that_keeps_silent_is_told_from_none_and_from_a_foreign_one(
    start: Start, small_bank: Path
) -> None:
    companion = start(bank=small_bank)
    companion.process.send_signal(signal.SIGSTOP)
    try:
        # At once, because each of them waits until it is sure.
        with ThreadPoolExecutor() as at_once:
            started = at_once.submit(
                failed_start, "--data", companion.data, "--port", companion.port, "--bank", small_bank
            )
            asked = at_once.submit(kontakt, "pair", data=companion.data)
            looked = at_once.submit(kontakt, "doctor", "--port", companion.port, data=companion.data)
            noted = at_once.submit(kontakt, "contacts", "add", "thema=elternzeit", data=companion.data)
        assert "antwortet nicht" in started.result()
        assert "ihn beenden" in started.result()
        for refused in (asked.result(), noted.result()):
            assert (refused.returncode, "antwortet nicht" in refused.stderr) == (1, True)
        assert "Der Begleiter auf diesem Datenordner antwortet nicht." in looked.result().stdout
        assert "anderes Programm" not in looked.result().stdout
    finally:
        companion.process.send_signal(signal.SIGCONT)
    listed = kontakt("contacts", "list", data=companion.data)
    assert "Kontakte: 0 offen" in listed.stdout
    assert kontakt("pair", data=companion.data).returncode == 0


def test_a_port_of_a_foreign_program(tmp_path: Path, small_bank: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as foreign:
        port = foreign.getsockname()[1]
        said = failed_start("--data", tmp_path / "data", "--port", port, "--bank", small_bank)
    assert f"Der Anschluss {port} ist schon belegt" in said


def test_a_port_of_another_companion(start: Start, tmp_path: Path, small_bank: Path) -> None:
    other = start(bank=small_bank)
    said = failed_start("--data", tmp_path / "mine", "--port", other.port, "--bank", small_bank)
    assert "Begleiter mit anderem Datenordner" in said


def _broken_yaml(bank: Path) -> str:
    path = bank / "answers/pflege/pflegezeit-angehoerige.md"
    path.write_text(path.read_text().replace("title: ", "title: [", 1))
    return "pflegezeit-angehoerige.md"


def _unknown_key(bank: Path) -> str:
    path = bank / "answers/pflege/pflegezeit-angehoerige.md"
    path.write_text(path.read_text().replace("title: ", "titel: x\ntitle: ", 1))
    return "titel"


def _duplicate_id(bank: Path) -> str:
    source = bank / "answers/teilzeit/teilzeit-anspruch.md"
    target = bank / "corrections/teilzeit/teilzeit-anspruch.md"
    target.parent.mkdir()
    text = source.read_text().replace("kind: answer", "kind: correction").replace("questions:", "claims:")
    target.write_text(text.replace("status:", "verdict: falsch\nfact: Es ist so.\nstatus:"))
    return "teilzeit-anspruch"


def _empty_bank(bank: Path) -> str:
    for folder in ("answers", "corrections"):
        shutil.rmtree(bank / folder)
    return "Antwortbank"


def _no_bank(bank: Path) -> str:
    shutil.rmtree(bank)
    return "Antwortbank"


@pytest.mark.parametrize("spoil", [_broken_yaml, _unknown_key, _duplicate_id, _empty_bank, _no_bank])
def test_a_bank_that_does_not_check_is_not_loaded(tmp_path: Path, spoil: Callable[[Path], str]) -> None:
    (tmp_path / "bank").mkdir()
    bank = write_small_bank(tmp_path / "bank")
    named = spoil(bank)
    said = failed_start("--data", tmp_path / "data", "--port", 0, "--bank", bank)
    assert named in said
    assert not (tmp_path / "data/running.json").exists()


def test_a_data_folder_that_is_a_file(tmp_path: Path, small_bank: Path) -> None:
    (tmp_path / "data").write_text("keep me")
    assert "Datenordner" in failed_start("--data", tmp_path / "data", "--port", 0, "--bank", small_bank)
    assert (tmp_path / "data").read_text() == "keep me"


def test_a_broken_list_of_browsers_is_kept(tmp_path: Path, small_bank: Path) -> None:
    (tmp_path / "pairings.json").write_text("{broken")
    assert "gekoppelten Browser" in failed_start("--data", tmp_path, "--port", 0, "--bank", small_bank)
    assert (tmp_path / "pairings.json").read_text() == "{broken"


def test_a_log_that_cannot_be_opened_keeps_suggestions_working(
    start: Start, small_bank: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    (data / "contacts.sqlite3").mkdir(parents=True)
    companion = start(data=data, bank=small_bank)
    assert "Achtung: " in companion.output()
    companion.pair().wait_ready()
    body = {"uuid": str(uuid.uuid4())}
    answer = companion.request("POST", "/api/v1/contacts", body)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert companion.request("GET", "/api/v1/status").json()["log"] is None
    assert companion.request("POST", "/api/v1/suggestions", {"text": QUESTION}).json()["answers"]
    (data / "contacts.sqlite3").rmdir()
    for _ in range(100):
        answer = companion.request("POST", "/api/v1/contacts", body)
        if answer.status_code == 201:
            break
        time.sleep(0.2)
    assert answer.status_code == 201


def test_foreign_host_and_origin_are_refused(start: Start, small_bank: Path) -> None:
    companion = start(bank=small_bank).pair()
    for headers in ({"Host": "rebind.example"}, {"Origin": "https://evil.example"}):
        answer = companion.request("GET", "/api/v1/status", headers=headers)
        assert answer.status_code == 403
        assert answer.json()["error"]["hint"]


def test_no_word_of_a_post_is_left_behind(start: Start, small_bank: Path) -> None:
    canary = "Kanarienvogelsatz über meine Nachbarin"
    companion = start(bank=small_bank).pair().wait_ready()
    companion.request("POST", "/api/v1/suggestions", {"text": canary + " und Elterngeld", "context": canary})
    companion.request("POST", "/api/v1/search", {"words": canary})
    companion.request("POST", "/api/v1/contacts", {"uuid": canary, "thema": canary})
    companion.request("POST", "/api/v1/suggestions", {"text": canary * 2000})
    requests.post(f"{companion.address}/{canary}", data=canary.encode(), timeout=60)
    assert companion.stop() == 0
    searched = [companion._output, *(path for path in companion.data.rglob("*") if path.is_file())]
    for path in searched:
        content = path.read_bytes()
        for coding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert canary[:14].encode(coding) not in content, path
