"""A storage that was set back to an older state is mended from a machine that knows better; nobody is led astray."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tuf.api.metadata import Metadata, Timestamp

from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing import putting_back
from companion.sharing.client import Client
from companion.sharing.keys import make_key
from companion.sharing.proposal import Proposal, approve, propose
from companion.sharing.publish import MARKER
from companion.sharing.putting_back import PutBack, put_back
from companion.sharing.release import build
from companion.sharing.releasing import renew_deadlines
from companion.sharing.renewal import hold, renew_if_due
from companion.sharing.resuming import Unconfirmed
from companion.sharing.setup import publisher
from companion.sharing.standing import standing
from companion.sharing.storage import FolderStorage, Unreachable
from companion.sharing.sync_loop import SyncLoop
from companion.sharing.trust import next_root, sign
from companion.zips import pack
from tests.sharing.machines import ID, Lap, Machine, days_ago, seal_quickly
from tests.sharing.team import SECRET, Team
from tests.sharing.test_publish import fork, in_killed_child

OLD = "Nach sechs Monaten im Betrieb"
NEW = "Was nach der Sicherung hinausging."
LATER = "Und was danach kam."


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    seal_quickly(monkeypatch)


def text(client: Client) -> str:
    folder = client.bank_folder()
    assert folder
    return read_bank(folder).entries[ID].text()


def versions(client: Client) -> list[int]:
    """Of timestamp, snapshot and targets, as trusted there."""
    return [
        part.signed.version for name in ("timestamp", "snapshot", "targets") if (part := client.trusted(name))
    ]


def refusal(work: Callable[[], object]) -> KontaktError:
    with pytest.raises(KontaktError) as caught:
        work()
    assert not isinstance(caught.value, Unconfirmed)
    return caught.value


def asked(settings: Settings, confirmed: str = "") -> Unconfirmed:
    with pytest.raises(Unconfirmed) as caught:
        put_back(settings, confirmed)
    assert caught.value.code == "put_back_unconfirmed"
    return caught.value


def confirmed(settings: Settings) -> PutBack:
    return put_back(settings, asked(settings).fingerprint)


def served(team: Team) -> dict[str, bytes]:
    base = team.base / "served"
    return {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}


def backup(team: Team, name: str = "backup") -> Path:
    return shutil.copytree(team.base / "served", team.base / name)


def restore(team: Team, kept: Path) -> None:
    """The storage is as it was when the backup was made."""
    shutil.rmtree(team.base / "served")
    shutil.copytree(kept, team.base / "served")


@pytest.fixture
def set_back(folder_team: Team) -> Team:
    """Two renewals and a release came after the backup that now lies in the storage; everybody has them."""
    set_storage_back(folder_team)
    return folder_team


def set_storage_back(team: Team) -> None:
    team.release()
    kept = backup(team)
    moved_on(team)
    restore(team, kept)


def moved_on(team: Team) -> None:
    team.publisher.renew(team.keys["online"], [])
    team.lead.sync()
    team.edit(NEW)
    team.release()
    team.publisher.renew(team.keys["online"], [])
    for client in (team.lead, team.jurist, team.machine("worker")):
        client.sync()
        assert versions(client) == [4, 4, 2]


def worker_of(team: Team) -> Client:
    return Client(Settings(team.base / "worker"))


def everything_works(team: Team, number: int = 2) -> None:
    """Renewing, releasing, fetching, joining: as if nothing had been."""
    worker = worker_of(team)
    renew_deadlines(team.give_online_key("lead"), SECRET)
    assert not worker.sync().changed
    assert text(worker) == NEW
    assert versions(worker)[0] == versions(team.lead)[0]
    team.edit(LATER)
    team.release()
    for client in (worker, team.jurist, team.machine("reader")):
        assert client.sync().changed
        assert text(client) == LATER
        assert versions(client) == versions(team.lead)
        assert versions(client)[2] == number + 1
    assert not (team.base / "served" / MARKER).exists()


# --- the storage came from a backup -------------------------------------------------------------------------------


def test_nothing_is_published_over_an_older_state_and_the_error_says_what_helps(set_back: Team) -> None:
    team, before = set_back, served(set_back)
    settings = team.give_online_key("lead")
    said = refusal(team.lead.sync)
    assert said.code == "bank_rollback"
    assert "publish --put-back" in said.hint
    for attempt in (
        lambda: renew_deadlines(settings, SECRET),
        lambda: team.publisher.renew(team.keys["online"], []),
    ):
        said = refusal(attempt)
        assert said.code == "publish_older"
        assert "ältere Fassung" in said.message
        assert "publish --put-back" in said.hint
    assert served(team) == before
    assert not team.publisher.interrupted


def test_leaving_and_joining_again_helps_nobody(set_back: Team) -> None:
    """Why the handbook warns of it: the lead's machine forgets what all others still know."""
    team = set_back
    settings = team.give_online_key("lead")
    team.lead.leave()
    team.lead.join(team.invite())
    team.lead.sync()
    renew_deadlines(settings, SECRET)
    assert text(team.lead).startswith(OLD), "what was released since is lost here"
    worker = worker_of(team)
    assert refusal(worker.sync).code == "bank_rollback"
    assert text(worker) == NEW
    # From the machine of the jurist it can still be mended, the lead's included.
    confirmed(Settings(team.base / "jurist"))
    team.lead.sync()
    assert text(team.lead) == NEW
    everything_works(team)


def test_the_lead_lays_the_newest_there_again_and_all_go_on(set_back: Team) -> None:
    team = set_back
    settings, before = team.give_online_key("lead"), served(set_back)
    question = asked(settings)
    assert question.number == 2
    for words in (
        "In der Ablage liegt ein älterer Stand, mit Nummer 1.",
        f"-2 (Nummer 2) vom {datetime.now():%d.%m.%Y}, von Teamleitung und Jurist*in unterschrieben",
    ):
        assert words in question.message
    assert "nur, wenn das die letzte ist" in question.hint
    assert "weitergearbeitet" not in question.message
    assert asked(settings, "0" * 64).fingerprint == question.fingerprint
    assert served(team) == before, "nothing before somebody has said yes"

    steps: list[str] = []
    done = put_back(settings, question.fingerprint, steps.append)
    assert (done.number, done.expired) == (2, False)
    assert "Nummer 2" in done.words()
    assert (steps[0], steps[-2:]) == ("claim", ["metadata/timestamp.json", "release"])
    assert [step for step in steps if "root" in step] == []
    worker = worker_of(team)
    assert not worker.sync().changed
    assert standing(worker)["last"]["ok"]
    everything_works(team)


def test_over_webdav_too(webdav_team: Team) -> None:
    set_storage_back(webdav_team)
    confirmed(Settings(webdav_team.base / "lead"))
    everything_works(webdav_team)


STATES: dict[str, Callable[[Team], object]] = {
    "no timestamp": lambda team: (team.base / "served/metadata/timestamp.json").unlink(),
    "nothing at all": lambda team: shutil.rmtree(team.base / "served") or (team.base / "served").mkdir(),
    "no signed file": lambda team: shutil.rmtree(team.base / "served/metadata"),
    "a timestamp nobody has signed": lambda team: (team.base / "served/metadata/timestamp.json").write_bytes(
        b"{}"
    ),
}


@pytest.mark.parametrize("state", STATES)
def test_whatever_got_lost(folder_team: Team, state: str) -> None:
    team = folder_team
    team.release()
    moved_on(team)
    STATES[state](team)
    question = asked(Settings(team.base / "jurist"))
    assert ("fehlt der Zeitstempel" in question.message) == (state != "a timestamp nobody has signed")
    put_back(Settings(team.base / "jurist"), question.fingerprint)
    assert not team.lead.sync().changed
    everything_works(team)


@pytest.mark.parametrize(
    "lost", ["targets/*.bank.zip", "metadata/2.targets.json", "metadata/4.snapshot.json"]
)
def test_files_that_are_missing_around_the_right_timestamp_need_no_question(
    folder_team: Team, lost: str
) -> None:
    team = folder_team
    team.release()
    moved_on(team)
    for path in (team.base / "served").glob(lost):
        path.unlink()
    assert refusal(team.machine("too-early").sync).code == "bank_incomplete"
    assert put_back(Settings(team.base / "lead")).files == 1
    assert put_back(Settings(team.base / "lead")).words().startswith("In der Ablage fehlt nichts")
    everything_works(team)


def test_new_keys_that_the_backup_lacks_come_back_too(folder_team: Team) -> None:
    team = folder_team
    team.release()
    kept = backup(team)
    team.keys["jurist"], lost = make_key("jurist", "neu")[0], team.keys["jurist"]
    root = next_root(team.lead.root(), {"jurist": team.keys["jurist"].public_key})
    sign(root, [team.keys["lead"], team.keys["backup"]])
    team.edit(NEW)
    team.release([root.to_bytes()])
    worker = team.machine("worker")
    worker.sync()
    restore(team, kept)
    assert refusal(worker.sync).code == "bank_rollback"
    assert confirmed(Settings(team.base / "lead")).files == 5
    reader = team.machine("late")
    reader.sync()
    assert text(reader) == NEW
    assert lost.public_key.keyid not in reader.root().signed.keys
    everything_works(team)


# --- deadlines ran out as well ------------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [31, 181])
def test_what_is_laid_there_again_may_have_run_out(folder_team: Team, days: int) -> None:
    """It goes into the storage all the same: the lead renews it then, or both sign anew."""
    team = folder_team
    with days_ago(days):
        team.release()
        kept = backup(team)
        moved_on(team)
    restore(team, kept)
    settings = team.give_online_key("lead")
    assert refusal(team.lead.sync).code == "bank_rollback"
    done = confirmed(settings)
    assert done.expired
    assert "publish --renew" in done.words()
    worker = worker_of(team)
    assert refusal(worker.sync).code == "bank_expired", "nothing that has run out is taken into use"
    assert text(worker) == NEW
    if days > 180:
        assert refusal(lambda: renew_deadlines(settings, SECRET)).code == "release_needed"
        proposal = team.propose(unchanged=True)
        assert proposal.number == 3
        approve(proposal, "lead", "Lea", team.keys["lead"], team.lead)
        approve(proposal, "jurist", "Juri", team.keys["jurist"], team.jurist)
        team.publisher.publish(proposal, team.keys["online"])
        team.lead.sync()
        assert worker.sync().changed
        assert versions(worker)[2] == 3
        return
    everything_works(team)


# --- a machine that knows less, or something else -----------------------------------------------------------------


def test_the_leads_machine_is_lost_as_well_and_the_jurist_has_the_newest(set_back: Team) -> None:
    team = set_back
    newcomer = team.machine("lead-neu")
    newcomer.sync()
    assert versions(newcomer) == [1, 1, 1], "fresh as it is, nobody new can tell that more was there"
    lead = team.give_online_key("lead-neu")
    assert refusal(lambda: renew_deadlines(team.give_online_key("lead"), SECRET)).code == "publish_older"
    confirmed(Settings(team.base / "jurist"))
    team.lead = newcomer
    team.publisher = publisher(lead, newcomer, team.storage)
    newcomer.sync()
    assert text(newcomer) == NEW
    team.edit(LATER)
    team.release()
    assert worker_of(team).sync().changed
    assert text(worker_of(team)) == LATER


def test_somebody_has_published_on_top_of_what_came_back(set_back: Team) -> None:
    """A second machine of the lead, that knew less: the question says that its release would go."""
    team = set_back
    other = team.machine("deputy")
    other.sync()
    second = publisher(Settings(team.base / "deputy"), other, team.storage)
    team.edit("Von der Vertretung.")
    candidate = build(team.working, other.bank_folder(), 2, datetime.now().date())
    proposal = propose(candidate, [])
    approve(proposal, "lead", "Lea", team.keys["lead"], other)
    approve(proposal, "jurist", "Juri", team.keys["jurist"], other)
    second.publish(proposal, team.keys["online"])
    question = asked(Settings(team.base / "lead"))
    assert "Darauf hat inzwischen jemand weitergearbeitet" in question.message
    assert "müsste neu vorgelegt werden" in question.message
    put_back(Settings(team.base / "lead"), question.fingerprint)
    assert other.sync().changed
    assert text(other) == NEW
    everything_works(team)


def test_newer_or_other_is_never_replaced(set_back: Team) -> None:
    team = set_back
    # The machine that knows less: what lies there is what it has.
    early = team.machine("early")
    early.sync()
    assert put_back(Settings(team.base / "early")).files == 0
    confirmed(Settings(team.base / "lead"))
    # It takes in what is newer instead.
    assert put_back(Settings(team.base / "early")).number == 2
    assert text(early) == NEW
    # And of two with the same number, none is put over the other.
    newest, path = backup(team, "newest"), team.base / "served/metadata/timestamp.json"
    team.publisher.renew(team.keys["online"], [])
    team.jurist.sync()
    one = path.read_bytes()
    restore(team, newest)
    with days_ago(1):
        publisher(Settings(team.base / "early"), early, team.storage).renew(team.keys["online"], [])
    other = path.read_bytes()
    assert [Metadata[Timestamp].from_bytes(found).signed.version for found in (one, other)] == [5, 5]
    assert one != other
    assert refusal(lambda: put_back(Settings(team.base / "jurist"))).code == "nothing_older"
    assert path.read_bytes() == other


@pytest.mark.parametrize("name", ["timestamp.json", "snapshot.json", "targets.json"])
@pytest.mark.parametrize("how", ["gone", "empty", "later"])
def test_what_it_does_not_hold_whole_it_does_not_put(set_back: Team, name: str, how: str) -> None:
    team, before = set_back, served(set_back)
    path = team.lead.metadata / name
    whole = path.read_bytes()
    path.write_bytes(
        {"gone": b"", "empty": b"{}", "later": whole.replace(b'"expires":"2', b'"expires":"3')}[how]
    )
    assert path.read_bytes() != whole
    assert refusal(lambda: put_back(Settings(team.base / "lead"))).code == "nothing_to_put_back"
    assert served(team) == before


@pytest.mark.parametrize("name", ["snapshot.json", "targets.json"])
def test_not_even_a_space_may_differ_from_what_was_named(set_back: Team, name: str) -> None:
    """The signature would still hold, but nobody could fetch it."""
    team, before = set_back, served(set_back)
    path = team.lead.metadata / name
    path.write_bytes(path.read_bytes() + b" ")
    assert refusal(lambda: put_back(Settings(team.base / "lead"))).code == "nothing_to_put_back"
    assert served(team) == before


def test_without_a_connection_there_is_nothing_to_put(tmp_path: Path) -> None:
    assert refusal(lambda: put_back(Settings(tmp_path))).code == "not_joined"


def test_the_zip_comes_from_wherever_its_bytes_still_are(
    set_back: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team, settings = set_back, Settings(set_back.base / "lead")
    content = next(
        path for path in (team.lead.banks.folder).iterdir() if path.name == team.lead.current()["sha256"]
    )
    # Another library compresses otherwise, or a file was changed here: what comes out is not what was signed.
    monkeypatch.setattr(putting_back, "pack", lambda members: b"other bytes")
    said = refusal(lambda: put_back(settings))
    assert said.code == "nothing_to_put_back"
    assert "Paket" in said.message
    assert "anderen Rechner" in said.hint
    monkeypatch.undo()
    seal_quickly(monkeypatch)
    entry = content / "answers/teilzeit/teilzeit-anspruch.md"
    good = entry.read_bytes()
    entry.write_bytes(good.replace(b"hinausging", b"gelogen ist"))
    assert refusal(lambda: put_back(settings)).code == "nothing_to_put_back"
    entry.write_bytes(good)
    question = asked(settings)
    # The proposal that was shown last lies beside it.
    monkeypatch.setattr(putting_back, "pack", lambda members: b"other bytes")
    members = {path.relative_to(content).as_posix(): path for path in content.rglob("*") if path.is_file()}
    targets: Any = team.lead.trusted("targets")
    (settings.sharing / "presented.kontakt").write_bytes(Proposal(pack(members), targets).to_bytes())
    put_back(settings, question.fingerprint)
    everything_works(team)


def test_published_from_here_and_never_fetched_the_machine_does_not_go_back_behind_it(
    folder_team: Team,
) -> None:
    """Its number is known here, its files are not: another machine has them, or both sign anew."""
    team = folder_team
    team.release()
    kept = backup(team)
    team.edit(NEW)
    team.publisher.publish(team.sign(team.propose()), team.keys["online"])
    worker = team.machine("worker")
    worker.sync()
    restore(team, kept)
    said = refusal(lambda: put_back(Settings(team.base / "lead")))
    assert said.code == "nothing_to_put_back"
    assert "neuere Fassung veröffentlicht" in said.message
    assert "approve" in said.hint
    # Nobody but the worker has it, and the worker may not write there: both sign once more.
    team.publisher.publish(team.sign(team.propose()), team.keys["online"])
    team.lead.sync()
    assert versions(team.lead) == [3, 3, 2], "not the numbers that the worker has seen already"
    worker.sync()
    assert versions(worker) == [3, 3, 2]
    assert text(worker) == NEW
    everything_works(team)


# --- interruptions, others at work --------------------------------------------------------------------------------


def test_only_exactly_what_was_confirmed_is_replaced(set_back: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    team, settings = set_back, Settings(set_back.base / "lead")
    question = asked(settings)
    path = team.base / "served/metadata/timestamp.json"
    path.unlink()
    assert asked(settings, question.fingerprint).fingerprint != question.fingerprint
    # And in the moment between the look and the marker.
    question = asked(settings)
    claim = FolderStorage.claim

    def late(storage: FolderStorage, name: str, owner: str) -> bool:
        shutil.copy(team.base / "backup/metadata/timestamp.json", path)
        return claim(storage, name, owner)

    monkeypatch.setattr(FolderStorage, "claim", late)
    before = served(team)
    asked(settings, question.fingerprint)
    assert not (team.base / "served" / MARKER).exists()
    assert {name for name in served(team) if name not in before} == {"metadata/timestamp.json"}


def test_while_somebody_publishes_nothing_is_touched(set_back: Team) -> None:
    team, settings = set_back, Settings(set_back.base / "lead")
    question = asked(settings)
    assert team.storage.claim(MARKER, "somebody")
    before = served(team)
    said = refusal(lambda: put_back(settings, question.fingerprint))
    assert said.code == "publish_busy"
    assert "--take-over" in said.hint
    assert served(team) == before


def test_unreachable_in_the_middle_and_once_more(set_back: Team) -> None:
    team, settings = set_back, Settings(set_back.base / "lead")
    fingerprint = asked(settings).fingerprint

    def broken(name: str) -> None:
        if name.endswith("timestamp.json"):
            raise Unreachable

    with pytest.raises(Unreachable):
        put_back(settings, fingerprint, broken)
    assert not (team.base / "served" / MARKER).exists(), "nobody else has to wait for it"
    assert refusal(worker_of(team).sync).code == "bank_rollback"
    assert put_back(settings, asked(settings).fingerprint).files == 1
    everything_works(team)


@fork
def test_power_cut_at_every_file(set_back: Team) -> None:
    team, settings = set_back, Settings(set_back.base / "lead")
    cuts = 0
    for step in range(1, 40):
        restore(team, team.base / "backup")
        fingerprint = asked(settings).fingerprint
        killed = in_killed_child(lambda s=fingerprint: put_back(settings, s), step)  # type: ignore[misc]
        fresh = team.machine(f"fresh-{step}")
        fresh.sync()
        assert versions(fresh)[2] in (1, 2)
        if refused := put_back_or_question(settings):
            put_back(settings, refused.fingerprint)
        assert not worker_of(team).sync().changed
        cuts += killed
        if not killed:
            break
    assert cuts >= 4
    everything_works(team)


def put_back_or_question(settings: Settings) -> Unconfirmed | None:
    try:
        put_back(settings)
    except Unconfirmed as question:
        return question
    return None


# --- before it is mended ------------------------------------------------------------------------------------------


def test_until_then_everybody_works_on_with_the_last_good_bank(set_back: Team) -> None:
    """Also when its deadlines run out in the meantime; whoever was invited to the newer one takes no older one."""
    team, worker = set_back, worker_of(set_back)
    folder = worker.bank_folder()
    loop = SyncLoop(Settings(team.base / "worker"), lambda folder: None)
    assert not loop.attempt()
    assert loop.failures == 1
    assert worker.bank_folder() == folder
    assert text(worker) == NEW
    last = standing(worker)["last"]
    assert last["code"] == "bank_rollback"
    assert "ältere Fassung" in last["message"]
    for words in ("Die bisherige Antwortbank gilt weiter", "Sag der Teamleitung Bescheid", "Sicherung"):
        assert words in last["hint"]
    with days_ago(-31):
        assert not loop.attempt()
    assert standing(worker)["last"]["code"] == "bank_rollback"
    assert text(worker) == NEW
    assert refusal(team.machine("invited", minimum=2).sync).code == "below_invited"


def test_the_loop_of_the_lead_puts_nothing_back_by_itself(set_back: Team) -> None:
    team, before = set_back, served(set_back)
    settings = Settings(team.base / "lead")
    hold(settings, team.keys["online"])
    loop = SyncLoop(settings, lambda folder: None)
    assert not loop.attempt()
    assert refusal(lambda: renew_if_due(settings, datetime.now(UTC) + timedelta(days=20))).code in (
        "publish_older",
        "bank_rollback",
    )
    assert served(team) == before
    assert text(team.lead) == NEW


# --- by the documented commands -----------------------------------------------------------------------------------


def test_by_commands(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    lap = Lap(tmp_path)
    shutil.copytree(tmp_path / "share", tmp_path / "backup")
    lap.new_sentence(OLD, "Wer ein halbes Jahr dabei ist,")
    shutil.rmtree(tmp_path / "share")
    shutil.copytree(tmp_path / "backup", tmp_path / "share")
    for command in (("sync",), ("approve", "--yes"), ("publish", "--renew")):
        said = lap.lead(*command, fails=True)
        assert "ältere Fassung" in said, command
        assert "kontakt bank publish --put-back" in said, command
    said = lap.worker("sync", fails=True)
    assert "Die bisherige Antwortbank gilt weiter." in said
    said = lap.lead("publish", "--put-back", says="n\n")
    assert "älterer Stand, mit Nummer 1" in said
    assert "Ist Nummer 2 die letzte, die ihr veröffentlicht habt? [j/N]" in said
    assert "Wieder in der Ablage" not in lap.lead("publish", "--put-back", says=""), "nobody answers a script"
    assert "ältere Fassung" in lap.lead("sync", fails=True)
    said = lap.lead("publish", "--put-back", says="j\n")
    assert "Wieder in der Ablage: Fassung" in said
    assert "(Nummer 2)." in said
    assert "Schon auf dem neuesten Stand" in lap.worker("sync")
    assert "In der Ablage fehlt nichts" in lap.jurist("publish", "--put-back")
    lap.new_sentence("Wer ein halbes Jahr dabei ist,", "Wer schon ein halbes Jahr dabei ist,")
    fresh = Machine(tmp_path, "neu")
    fresh("join", lap.invitation)
    assert fresh.entry().startswith("Wer schon")


def test_a_timestamp_is_put_back_byte_for_byte(set_back: Team) -> None:
    """No key takes part: what everybody trusted is what lies there again."""
    team = set_back
    trusted = (team.jurist.metadata / "timestamp.json").read_bytes()
    confirmed(Settings(team.base / "jurist"))
    assert served(team)["metadata/timestamp.json"] == trusted
    assert Metadata[Timestamp].from_bytes(trusted).signed.version == 4
