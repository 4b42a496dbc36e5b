"""Publishing survives a power cut at every step, and two leads at once never mix."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from companion.errors import KontaktError
from companion.sharing.proposal import Proposal
from companion.sharing.publish import MARKER, Publisher
from companion.sharing.standing import expires_soon, standing
from companion.sharing.storage import NotThere
from companion.sharing.trust import expiry
from tests.sharing.team import Team

fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to kill a copy of this process")


def in_killed_child(work: Callable[[], object], stop_at: int) -> bool:
    """Run ``work`` in a child that is killed (-9) before its n-th file is put in place; whether it was killed."""
    child = os.fork()
    if child == 0:
        count = 0
        replace = os.replace

        def counted(*args: object) -> None:
            nonlocal count
            count += 1
            if count == stop_at:
                os.kill(os.getpid(), signal.SIGKILL)
            replace(*args)  # type: ignore[arg-type]

        os.replace = counted  # type: ignore[assignment]
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def publish_anew(team: Team, proposal: Proposal) -> None:
    """Publish as another process does: no lock is taken along into a child."""
    fresh = Publisher(team.lead, team.lead.storage(), team.publisher.folder)
    fresh.publish(proposal, team.keys["online"])


@fork
def test_power_cut_at_every_file_of_a_publication(folder_team: Team) -> None:
    team = folder_team
    team.release()
    worker = team.machine("worker")
    worker.sync()
    cuts = 0
    for step in range(1, 40):
        team.edit(f"Fassung nach dem Abbruch {step}.")
        proposal = team.sign(team.propose())
        killed = in_killed_child(partial(publish_anew, team, proposal), step)
        # Whoever synchronises now has the old bank or the new one, never a mixture.
        worker.sync()
        assert worker.bank_folder() is not None
        team.publisher.publish(proposal, team.keys["online"])
        team.lead.sync()
        assert worker.sync().version == standing(team.lead)["version"]
        assert standing(team.lead)["targets_version"] == step + 1
        cuts += killed
        if not killed:
            break
    assert cuts >= 10
    assert not (team.base / "served" / MARKER).exists()


@fork
def test_power_cut_between_the_steps_over_webdav(webdav_team: Team) -> None:
    team = webdav_team
    team.release()
    worker = team.machine("worker")
    worker.sync()
    for victim in ("claim", "targets/", ".targets.json", ".snapshot.json", "timestamp.json", "release"):
        team.edit(f"Fassung nach {victim}.")
        proposal = team.sign(team.propose())

        def step(name: str, victim: str = victim) -> None:
            if victim in name:
                os.kill(os.getpid(), signal.SIGKILL)

        child = os.fork()
        if child == 0:
            fresh = Publisher(team.lead, team.lead.storage(), team.publisher.folder)
            try:
                fresh.publish(proposal, team.keys["online"], step)
            finally:
                os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), victim
        worker.sync()
        team.publisher.publish(proposal, team.keys["online"])
        team.lead.sync()
        assert worker.sync().version == standing(team.lead)["version"]


def test_a_publication_whose_end_was_never_noted_is_left_as_it_is(
    folder_team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = folder_team
    team.release()
    team.edit("Fassung, deren Ende niemand notiert hat.")
    proposal = team.sign(team.propose())
    served = team.base / "served"
    # The files went out and the plan was forgotten, but the machine died before it fetched what it had published.
    team.publisher.publish(proposal, team.keys["online"])
    before = {path: path.read_bytes() for path in served.rglob("*") if path.is_file()}
    monkeypatch.setattr("companion.sharing.publish.expiry", lambda days: expiry(days) + timedelta(minutes=1))
    team.publisher.publish(proposal, team.keys["online"])
    assert {path: path.read_bytes() for path in served.rglob("*") if path.is_file()} == before
    assert not team.publisher.interrupted
    team.lead.sync()
    assert standing(team.lead)["targets_version"] == 2


def test_a_proposal_is_published_once(folder_team: Team) -> None:
    team = folder_team
    proposal = team.sign(team.propose())
    team.publisher.publish(proposal, team.keys["online"])
    team.lead.sync()
    with pytest.raises(KontaktError) as caught:
        team.publisher.publish(proposal, team.keys["online"])
    assert caught.value.code == "proposal_outdated"


def test_on_one_machine_they_publish_and_renew_one_after_the_other(folder_team: Team) -> None:
    team = folder_team
    team.release()
    beside = Publisher(team.lead, team.storage, team.publisher.folder)  # the window, a command, the companion
    codes: list[str] = []

    def renew() -> None:
        try:
            beside.renew(team.keys["online"], [])
        except KontaktError as error:
            codes.append(error.code)

    other = threading.Thread(target=renew)

    def step(name: str) -> None:
        if name.startswith("targets/"):
            other.start()
            other.join(0.5)

    team.edit("Nach acht Monaten.")
    team.publisher.publish(team.sign(team.propose()), team.keys["online"], step)
    other.join()
    assert codes == ["publish_other"], "it came second, and has not fetched what is new"
    worker = team.machine("worker")
    worker.sync()
    assert standing(worker)["targets_version"] == 2
    assert not (team.base / "served" / MARKER).exists()
    assert not beside.interrupted


def test_whoever_waits_too_long_for_another_publication_is_told(
    folder_team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("companion.sharing.publish.LOCK_S", 0.01)
    beside = Publisher(folder_team.lead, folder_team.storage, folder_team.publisher.folder)
    with folder_team.publisher.alone(), folder_team.publisher.alone(), pytest.raises(KontaktError) as caught:
        beside.renew(folder_team.keys["online"], [])
    assert caught.value.code == "publish_busy"
    assert "Auf diesem Rechner" in caught.value.message


def test_without_both_signatures_nothing_is_put(folder_team: Team) -> None:
    team = folder_team
    with pytest.raises(KontaktError, match="Jurist") as caught:
        team.publisher.publish(team.propose(), team.keys["online"])
    assert caught.value.code == "signature_missing"
    assert not (team.base / "served/metadata/timestamp.json").exists()


def test_whoever_has_not_seen_the_latest_stops(team: Team) -> None:
    team.release()
    other = team.machine("other-lead")
    other.sync()
    team.edit("Erste Änderung.")
    early = team.sign(team.propose())
    team.edit("Zweite Änderung.")
    late = team.sign(team.propose())
    team.publisher.publish(early, team.keys["online"])
    second = Publisher(other, team.storage, team.base / "other-lead/publisher")
    with pytest.raises(KontaktError) as caught:
        second.publish(late, team.keys["online"])
    assert caught.value.code == "publish_other"
    assert caught.value.status == 409
    worker = team.machine("worker")
    worker.sync()
    assert standing(worker)["targets_version"] == 2


def test_two_leads_at_once(team: Team) -> None:
    team.release()
    other = team.machine("other-lead")
    other.sync()
    second = Publisher(
        other,
        team.machine("writer").storage() if team.url == team.writing_url else team.storage,
        team.base / "other-lead/publisher",
    )
    team.edit("Von der einen.")
    one = team.sign(team.propose())
    team.edit("Von der anderen.")
    two = team.sign(team.propose())
    results: dict[str, str] = {}
    gate = threading.Barrier(2)

    def run(name: str, publisher: Publisher, proposal: object) -> None:
        gate.wait()
        try:
            publisher.publish(proposal, team.keys["online"])  # type: ignore[arg-type]
            results[name] = "published"
        except KontaktError as error:
            results[name] = error.code

    threads = [
        threading.Thread(target=run, args=("one", team.publisher, one)),
        threading.Thread(target=run, args=("two", second, two)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(results.values())[-1] == "published"
    assert sorted(results.values())[0] in ("publish_busy", "publish_other")
    worker = team.machine("worker")
    worker.sync()
    winner = "Von der einen." if results["one"] == "published" else "Von der anderen."
    folder = worker.bank_folder()
    assert folder
    assert winner in (folder / "answers/teilzeit/teilzeit-anspruch.md").read_text()


def test_a_marker_left_behind_by_a_lost_machine(folder_team: Team) -> None:
    team = folder_team
    assert team.storage.claim(MARKER, "a machine that burnt")
    proposal = team.sign(team.propose())
    with pytest.raises(KontaktError) as caught:
        team.publisher.publish(proposal, team.keys["online"])
    assert caught.value.code == "publish_busy"
    assert "--take-over" in caught.value.hint
    team.publisher.take_over()
    team.publisher.publish(proposal, team.keys["online"])


def test_whoever_was_taken_over_writes_no_more_and_leaves_the_others_marker(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.edit("Von der einen.")
    proposal = team.sign(team.propose())

    def take_over(name: str) -> None:
        if name.endswith("snapshot.json") and not team.storage.holds(MARKER, "another machine"):
            team.publisher.take_over()
            assert team.storage.claim(MARKER, "another machine")

    before = {path: path.read_bytes() for path in (team.base / "served/metadata").iterdir()}
    with pytest.raises(KontaktError) as caught:
        team.publisher.publish(proposal, team.keys["online"], take_over)
    assert caught.value.code == "publish_taken_over"
    assert team.storage.holds(MARKER, "another machine")
    written = {path for path in (team.base / "served/metadata").iterdir() if path not in before}
    assert not [path for path in written if "snapshot" in path.name or "timestamp" in path.name]
    assert (team.base / "served/metadata/timestamp.json").read_bytes() in before.values()
    team.storage.release(MARKER)
    team.publisher.publish(proposal, team.keys["online"])
    worker = team.machine("worker")
    assert worker.sync().changed


def test_storage_gone_in_the_middle_and_back_again(folder_team: Team) -> None:
    team = folder_team
    proposal = team.sign(team.propose())
    away = team.base / "away"

    def pull_the_plug(name: str) -> None:
        if name.endswith("1.targets.json"):
            Path(team.writing_url).rename(away)
            Path(team.writing_url).write_text("not a folder")

    with pytest.raises(KontaktError) as caught:
        team.publisher.publish(proposal, team.keys["online"], pull_the_plug)
    assert caught.value.code.startswith("storage_")
    Path(team.writing_url).unlink()
    away.rename(team.writing_url)
    team.publisher.publish(proposal, team.keys["online"])
    assert team.machine("worker").sync().changed


def test_renewal_moves_the_dates_and_leaves_the_bank(folder_team: Team) -> None:
    team = folder_team
    team.release()
    worker = team.machine("worker")
    worker.sync()
    assert expires_soon(team.lead) == []
    assert expires_soon(team.lead, datetime.now(UTC) + timedelta(days=20)) == ["snapshot", "timestamp"]
    assert "targets" in expires_soon(team.lead, datetime.now(UTC) + timedelta(days=170))
    team.publisher.renew(team.keys["online"], [])
    assert not worker.sync().changed
    timestamp = worker.trusted("timestamp")
    assert timestamp
    assert timestamp.signed.version == 2


def test_upload_order_ends_with_the_timestamp(folder_team: Team) -> None:
    team = folder_team
    steps: list[str] = []
    team.publisher.publish(team.sign(team.propose()), team.keys["online"], steps.append)
    assert [step.split("/")[0] for step in steps] == [
        "claim",
        "targets",
        "metadata",
        "metadata",
        "metadata",
        "release",
    ]
    assert steps[2:5] == ["metadata/1.targets.json", "metadata/1.snapshot.json", "metadata/timestamp.json"]
    with pytest.raises(NotThere):
        team.storage.read(f"{MARKER}/owner", 100)
