"""Whoever holds the online key finds a way out after the timestamp ran out, and nobody is led back to an older bank."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Snapshot, Targets, Timestamp

from companion.bank.files import read_bank
from companion.config import Settings
from companion.errors import KontaktError
from companion.sharing import renewal
from companion.sharing.client import Client
from companion.sharing.keys import make_key
from companion.sharing.proposal import approve
from companion.sharing.publish import MARKER
from companion.sharing.releasing import renew_deadlines, take_over_publication
from companion.sharing.renewal import hold, renew_if_due
from companion.sharing.resuming import Unconfirmed, look, resume
from companion.sharing.setup import publisher, take_up_root
from companion.sharing.storage import Unreachable
from companion.sharing.sync_loop import SyncLoop
from companion.sharing.trust import expiry, next_root, sign
from tests.sharing.machines import ID, Lap, Machine, days_ago, lid_closed, seal_quickly
from tests.sharing.team import SECRET, Team
from tests.sharing.test_publish import fork, in_killed_child

OLD = "Nach sechs Monaten im Betrieb"
NEW = "Wenn du länger als sechs Monate dabei bist,"
AWAY = 31
"""Days since the last publication; the timestamp ran out the day before."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    seal_quickly(monkeypatch)
    yield
    renewal._held.clear()


def released(team: Team, days: int = 45) -> None:
    """The lead published before that, and fetched it."""
    with days_ago(days):
        team.release()


def put(team: Team, words: str = "", days: int = AWAY) -> None:
    """The lead published so long ago; her lid closed before she fetched it."""
    if words:
        team.edit(words)
    with days_ago(days):
        team.publisher.publish(team.sign(team.propose()), team.keys["online"])
        team.jurist.sync()


def new_laptop(team: Team, name: str = "lead-neu", minimum: int = 0) -> Settings:
    """Joined, with the keys from a copy."""
    client = team.machine(name, minimum)
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "bank_expired"
    assert "publish --renew" in caught.value.hint
    return team.give_online_key(name)


def served(team: Team) -> dict[str, bytes]:
    """What lies in the storage, marker and all."""
    base = team.base / "served"
    return {str(path.relative_to(base)): path.read_bytes() for path in base.rglob("*") if path.is_file()}


def text(client: Client) -> str:
    folder = client.bank_folder()
    assert folder
    return read_bank(folder).entries[ID].text()


def numbers(team: Team) -> tuple[int, int, int]:
    """Versions of timestamp, snapshot and targets as somebody new gets them, all of it verified."""
    client = team.machine(f"reader-{len(list(team.base.iterdir()))}")
    client.sync()
    found = [client.trusted(name) for name in ("timestamp", "snapshot", "targets")]
    timestamp, snapshot, targets = (part.signed.version for part in found if part)
    return timestamp, snapshot, targets


def asked(work: Callable[[], object]) -> Unconfirmed:
    with pytest.raises(Unconfirmed) as caught:
        work()
    return caught.value


# --- the lid closed between publishing and fetching ---------------------------------------------------------------


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("cut", ["", "before the marker was taken away", "before it was noted"])
def test_what_this_machine_has_put_the_loop_takes_over_by_itself(
    folder_team: Team, before: int, cut: str
) -> None:
    team = folder_team
    if before:
        released(team)
    worker = team.machine("worker")
    words = "Was hinausging, aber nie ankam."
    if not cut:
        put(team, words)
    else:
        noted = team.lead.last_put()
        team.edit(words)
        with days_ago(AWAY), pytest.raises(Unreachable):
            team.publisher.publish(team.sign(team.propose()), team.keys["online"], broken_at("release"))
        if cut == "before it was noted":
            (team.lead.folder / "put.json").unlink()
            if noted:
                team.lead.note_put(noted)
    hold(Settings(team.base / "lead"), team.keys["online"])
    seen: list[Path] = []
    loop = SyncLoop(Settings(team.base / "lead"), seen.append)
    assert loop.attempt()
    assert loop.failures == 0
    assert seen == [team.lead.bank_folder()]
    assert text(team.lead) == words
    assert numbers(team) == (before + 2, before + 2, before + 1)
    assert worker.sync().changed
    assert text(worker) == words
    assert not (team.base / "served" / MARKER).exists()
    assert not team.publisher.interrupted
    team.edit("Und weiter wie immer.")
    team.release()
    assert worker.sync().changed


def broken_at(name: str) -> Callable[[str], None]:
    def step(next_name: str) -> None:
        if next_name == name:
            raise Unreachable

    return step


def test_by_hand_without_a_question_too(folder_team: Team) -> None:
    team = folder_team
    settings = team.give_online_key("lead")
    released(team)
    put(team, NEW)
    steps: list[str] = []
    outcome = renew_deadlines(settings, SECRET, steps.append)
    assert outcome.version.endswith("-2")
    assert steps == ["claim", "metadata/3.snapshot.json", "metadata/timestamp.json", "release"]
    assert numbers(team) == (3, 3, 2)


def test_a_publication_under_way_is_left_alone(folder_team: Team) -> None:
    team = folder_team
    put(team)
    team.edit(NEW)
    settings = Settings(team.base / "lead")
    hold(settings, team.keys["online"])
    SyncLoop(settings, lambda folder: None).attempt()
    proposal = team.sign(team.propose())
    with pytest.raises(Unreachable):
        team.publisher.publish(proposal, team.keys["online"], broken_at("metadata/timestamp.json"))
    assert not renew_if_due(settings, datetime.now(UTC) + timedelta(days=20))
    assert team.publisher.interrupted
    team.publisher.publish(proposal, team.keys["online"])
    assert numbers(team) == (3, 3, 2)


def test_half_fetched_in_time_is_carried_on_with_and_never_set_back(folder_team: Team) -> None:
    team = folder_team
    settings = team.give_online_key("lead")
    released(team)
    put(team, NEW)
    (team.lead.folder / "put.json").unlink()
    # The lid closed after timestamp and snapshot were fetched, before the rest was.
    for theirs, ours in (("timestamp.json", "timestamp.json"), ("2.snapshot.json", "snapshot.json")):
        shutil.copy(team.base / "served/metadata" / theirs, team.lead.metadata / ours)
    lying = team.base / "served/metadata/2.targets.json"
    content = lying.read_bytes()
    lying.write_bytes(content[:-1])
    with pytest.raises(KontaktError) as caught:
        team.publisher.renew(team.keys["online"], [])
    assert caught.value.code == "half_fetched"
    lying.write_bytes(content)
    renew_deadlines(settings, SECRET)
    assert numbers(team) == (3, 3, 2)
    assert text(team.lead) == NEW


# --- a new laptop -------------------------------------------------------------------------------------------------


def test_a_new_laptop_asks_which_bank_that_is(folder_team: Team) -> None:
    team = folder_team
    released(team)
    put(team, NEW)
    settings = new_laptop(team)
    client, before = Client(settings), served(team)
    question = asked(lambda: renew_deadlines(settings, SECRET))
    assert question.code == "resume_unconfirmed"
    assert question.number == 2
    current = datetime.now().strftime("%d.%m.%Y")
    for words in (
        "-2 (Nummer 2)",
        f"veröffentlicht am {current}",
        "unterschrieben von Teamleitung und Jurist*in",
        "Dieser Rechner kennt noch keine",
        f"galt bis {expiry(-1):%d.%m.%Y}",
    ):
        assert words in question.message
    assert "nur, wenn es die letzte ist" in question.hint
    assert served(team) == before
    assert client.bank_folder() is None
    assert client.trusted("timestamp") is None
    assert (
        asked(lambda: renew_deadlines(settings, SECRET, confirmed="0" * 64)).fingerprint
        == question.fingerprint
    )
    assert served(team) == before

    assert renew_deadlines(settings, SECRET, confirmed=question.fingerprint).version.endswith("-2")
    assert text(client) == NEW
    assert numbers(team) == (3, 3, 2)
    assert team.lead.sync().changed


def test_a_restored_older_copy_says_what_it_knows(folder_team: Team) -> None:
    team = folder_team
    settings = team.give_online_key("lead")
    released(team)
    shutil.copytree(settings.data, team.base / "copy")
    put(team, NEW)
    restored = Settings(team.base / "copy")
    question = asked(lambda: renew_deadlines(restored, SECRET))
    assert "Dieser Rechner kennt die Fassung" in question.message
    assert "-1 (Nummer 1)." in question.message
    renew_deadlines(restored, SECRET, confirmed=question.fingerprint)
    assert numbers(team) == (3, 3, 2)


def test_the_same_bank_renewed_elsewhere_is_asked_about_and_stays_in_place(folder_team: Team) -> None:
    team = folder_team
    settings = team.give_online_key("lead")
    released(team)
    shutil.copytree(settings.data, team.base / "copy")
    with days_ago(AWAY):
        team.publisher.renew(team.keys["online"], [])
    copy = Settings(team.base / "copy")
    folder = Client(copy).bank_folder()
    assert folder
    before = folder.stat().st_ino
    fingerprint = asked(lambda: renew_deadlines(copy, SECRET)).fingerprint
    assert not renew_deadlines(copy, SECRET, confirmed=fingerprint).changed
    assert folder.stat().st_ino == before
    assert numbers(team) == (3, 3, 1)


def test_the_loop_never_takes_over_what_nobody_confirmed(folder_team: Team) -> None:
    team = folder_team
    released(team)
    shutil.copytree(team.base / "lead", team.base / "copy")
    put(team, NEW)
    before = served(team)
    for settings in (new_laptop(team), Settings(team.base / "copy")):
        hold(settings, team.keys["online"])
        trusted = Client(settings).trusted("timestamp")
        loop = SyncLoop(settings, lambda folder: None)
        assert not loop.attempt()
        assert loop.failures == 1
        assert Client(settings).last()["code"] == "bank_expired"
        assert Client(settings).trusted("timestamp") == trusted
        asked(lambda s=settings: renew_if_due(s))  # type: ignore[misc]
    assert served(team) == before


def test_the_lost_laptop_broke_off_while_it_published(folder_team: Team) -> None:
    """Asked once; then its marker stands in the way, is taken away, and nobody is asked again."""
    team = folder_team
    put(team, NEW)
    assert team.storage.claim(MARKER, "a machine that burnt")
    settings = new_laptop(team)
    fingerprint = asked(lambda: renew_deadlines(settings, SECRET)).fingerprint
    assert refusal(lambda: renew_deadlines(settings, SECRET, confirmed=fingerprint)) == "publish_busy"
    take_over_publication(settings)
    renew_deadlines(settings, SECRET)
    assert numbers(team) == (2, 2, 1)


def test_what_is_fresh_needs_no_question(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.machine("lead-neu")
    settings = team.give_online_key("lead-neu")
    renew_deadlines(settings, SECRET)
    assert numbers(team) == (2, 2, 1)


def test_before_the_first_publication_there_is_nothing_to_renew(folder_team: Team) -> None:
    settings = folder_team.give_online_key("lead")
    with pytest.raises(KontaktError) as caught:
        renew_deadlines(settings, SECRET)
    assert caught.value.code == "nothing_there"


# --- somebody who controls the storage ----------------------------------------------------------------------------


def put_back(team: Team, old: Path) -> None:
    """An attacker puts an older state into the storage, signed by both and by the online key."""
    shutil.rmtree(team.base / "served")
    shutil.copytree(old, team.base / "served")


def test_an_older_state_is_named_and_not_taken_unseen(folder_team: Team) -> None:
    team = folder_team
    put(team)
    old = shutil.copytree(team.base / "served", team.base / "old")
    hold(Settings(team.base / "lead"), team.keys["online"])
    SyncLoop(Settings(team.base / "lead"), lambda folder: None).attempt()  # her machine heals itself
    put(team, NEW)
    newest = shutil.copytree(team.base / "served", team.base / "newest")
    settings = new_laptop(team)
    good = asked(lambda: renew_deadlines(settings, SECRET))
    put_back(team, old)
    assert good.number == 2
    # Exchanged after it was shown: what was confirmed is not what lies there now.
    question = asked(lambda: renew_deadlines(settings, SECRET, confirmed=good.fingerprint))
    assert question.number == 1
    assert question.fingerprint != good.fingerprint
    assert "-1 (Nummer 1)" in question.message
    hold(settings, team.keys["online"])
    assert not SyncLoop(settings, lambda folder: None).attempt()
    # Whoever knows better is never asked: the machine that has put the newer one, the one that has verified it, and
    # the one that was invited to it.
    lead = team.give_online_key("lead")
    assert refusal(lambda: look(publisher(lead, team.lead, team.storage))) == "bank_rollback"
    assert refusal(lambda: renew_if_due(lead)) == "bank_rollback"
    invited = new_laptop(team, "invited", minimum=2)
    assert refusal(lambda: renew_deadlines(invited, SECRET)) == "below_invited"
    put_back(team, newest)
    renew_deadlines(settings, SECRET, confirmed=good.fingerprint)
    assert numbers(team)[2] == 2
    put_back(team, old)
    sender = publisher(settings, Client(settings), team.storage)
    assert refusal(lambda: resume(settings, sender, key(team), [])) == "bank_rollback"


def test_what_was_put_here_counts_as_known(folder_team: Team) -> None:
    """The machine has published the second one and never fetched it: the first one is older than what it knows."""
    team = folder_team
    settings = team.give_online_key("lead")
    team.release()
    old = shutil.copytree(team.base / "served", team.base / "old")
    put(team, NEW)
    put_back(team, old)
    assert refusal(lambda: renew_deadlines(settings, SECRET)) == "bank_rollback"
    hold(settings, team.keys["online"])
    loop = SyncLoop(settings, lambda folder: None)
    loop.attempt()
    assert Client(settings).trusted("timestamp").signed.version == 1  # type: ignore[union-attr]
    assert served(team)["metadata/timestamp.json"] == (old / "metadata/timestamp.json").read_bytes()


def refusal(work: Callable[[], object]) -> str:
    with pytest.raises(KontaktError) as caught:
        work()
    assert not isinstance(caught.value, Unconfirmed)
    return caught.value.code


def key(team: Team) -> Any:
    return team.keys["online"].public_key


def forge(
    team: Team,
    *,
    number: int = 2,
    stamp: int = 0,
    online: CryptoSigner | None = None,
    snapshot_signer: CryptoSigner | None = None,
    named: int = 2,
    inner: int = 0,
    more: bool = False,
) -> None:
    """Write snapshot and timestamp that ran out, over the second release, with whatever is wrong about them."""
    folder = team.base / "served/metadata"
    meta = {"targets.json": MetaFile(named)}
    if more:
        meta["more.json"] = MetaFile(1)
    snapshot = Metadata(Snapshot(inner or number, expires=expiry(-1), meta=meta))
    snapshot.sign(snapshot_signer or team.keys["online"])
    (folder / f"{number}.snapshot.json").write_bytes(snapshot.to_bytes())
    timestamp = Metadata(Timestamp(stamp or number, expires=expiry(-1), snapshot_meta=MetaFile(number)))
    timestamp.sign(online or team.keys["online"])
    (folder / "timestamp.json").write_bytes(timestamp.to_bytes())


def change(team: Team, name: str, how: Callable[[bytes], bytes] = lambda data: data + b" ") -> None:
    path = next((team.base / "served").glob(name))
    path.write_bytes(how(path.read_bytes()))


def one_signature(team: Team) -> None:
    """The second release lacks the jurist; the online key is stolen, so that everything fits."""
    path = team.base / "served/metadata/2.targets.json"
    targets = Metadata[Targets].from_bytes(path.read_bytes())
    del targets.signatures[team.keys["jurist"].public_key.keyid]
    path.write_bytes(targets.to_bytes())
    forge(team)


def wrong_number(team: Team) -> None:
    shutil.copy(team.base / "served/metadata/1.targets.json", team.base / "served/metadata/2.targets.json")
    forge(team)


STRANGER = make_key("online", "x")[0]
ATTACKS: dict[str, tuple[Callable[[Team], object], str]] = {
    "timestamp by a stranger": (lambda team: forge(team, online=STRANGER), "bank_unsigned"),
    "timestamp by the lead": (lambda team: forge(team, online=team.keys["lead"]), "bank_unsigned"),
    "timestamp is none": (lambda team: change(team, "metadata/timestamp.json", lambda data: b"{}"), "bank_refused"),
    "snapshot changed": (lambda team: change(team, "metadata/2.snapshot.json"), "bank_changed"),
    "snapshot by a stranger": (lambda team: forge(team, snapshot_signer=STRANGER), "bank_unsigned"),
    "snapshot of another number": (lambda team: forge(team, inner=3), "bank_rollback"),
    "snapshot names more": (lambda team: forge(team, more=True), "bank_refused"),
    "snapshot missing": (
        lambda team: (team.base / "served/metadata/2.snapshot.json").unlink(), "bank_incomplete",
    ),
    "timestamp as snapshot": (
        lambda team: (
            forge(team),
            shutil.copy(
                team.base / "served/metadata/timestamp.json", team.base / "served/metadata/2.snapshot.json"
            ),
        ),
        "bank_refused",
    ),
    "targets changed": (lambda team: change(team, "metadata/2.targets.json"), "bank_changed"),
    "targets by one": (one_signature, "bank_unsigned"),
    "targets of another number": (wrong_number, "bank_rollback"),
    "targets missing": (lambda team: (team.base / "served/metadata/2.targets.json").unlink(), "bank_incomplete"),
    "bank changed": (
        lambda team: change(team, f"targets/{sha_of(team)}.bank.zip", lambda data: data[:-1] + b"x"),
        "bank_changed",
    ),
    "bank longer": (lambda team: change(team, f"targets/{sha_of(team)}.bank.zip"), "bank_too_long"),
    "bank missing": (
        lambda team: (team.base / f"served/targets/{sha_of(team)}.bank.zip").unlink(), "bank_incomplete",
    ),
}  # fmt: skip


def sha_of(team: Team) -> str:
    content = (team.base / "served/metadata/2.targets.json").read_bytes()
    return next(iter(Metadata[Targets].from_bytes(content).signed.targets.values())).hashes["sha256"]


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("where", ["new laptop", "her own"])
def test_what_does_not_verify_is_not_even_asked_about(folder_team: Team, attack: str, where: str) -> None:
    team = folder_team
    released(team)
    put(team, NEW)
    own = where == "her own"
    settings = team.give_online_key("lead") if own else new_laptop(team)
    how, code = ATTACKS[attack]
    how(team)
    before = served(team)
    sender = publisher(settings, Client(settings), team.storage)
    assert refusal(lambda: look(sender)) == code
    assert refusal(lambda: resume(settings, sender, key(team), [], "0" * 64)) == code
    hold(settings, team.keys["online"])
    assert not SyncLoop(settings, lambda folder: None).attempt()
    assert served(team) == before
    if own:
        assert text(team.lead).startswith(OLD)
    else:
        assert refusal(lambda: renew_deadlines(settings, SECRET)) == code
        assert Client(settings).bank_folder() is None
        assert Client(settings).trusted("timestamp") is None


@pytest.mark.parametrize(("stamp", "snapshot", "targets"), [(1, 2, 2), (3, 1, 2), (3, 3, 1)])
def test_no_number_is_ever_lower_than_what_is_trusted(
    folder_team: Team, stamp: int, snapshot: int, targets: int
) -> None:
    """With a stolen online key: everything fits, one of the three is older."""
    team = folder_team
    team.release()
    team.edit(NEW)
    team.release()
    settings = Settings(team.base / "jurist")  # has verified the second release and put none
    team.jurist.sync()
    forge(team, number=snapshot, stamp=stamp, named=targets)
    assert refusal(lambda: look(publisher(settings, team.jurist, team.storage))) == "bank_rollback"


def test_the_bank_is_not_lower_than_a_half_fetched_snapshot_says(folder_team: Team) -> None:
    team = folder_team
    team.release()
    team.jurist.sync()
    targets = team.jurist.metadata / "targets.json"
    first = targets.read_bytes()
    team.edit(NEW)
    team.release()
    team.jurist.sync()
    targets.write_bytes(first)
    forge(team, number=3, named=1)
    sender = publisher(Settings(team.base / "jurist"), team.jurist, team.storage)
    assert refusal(lambda: look(sender)) == "bank_rollback"


def test_the_bank_is_not_lower_after_a_change_of_the_online_key_either(folder_team: Team) -> None:
    """The snapshot that this machine has verified counts for nothing then, as it was signed with the old key."""
    team = folder_team
    team.release()
    team.edit(NEW)
    team.release()
    team.jurist.sync()
    root = rooted(team, team.lead, {"online": make_key("online", "neu")[0]})
    team.storage.write("metadata/2.root.json", root)
    forge(team, number=1, named=1)
    settings = Settings(team.base / "jurist")
    assert refusal(team.jurist.sync) == "bank_expired"
    assert refusal(lambda: look(publisher(settings, team.jurist, team.storage))) == "bank_rollback"


def test_only_with_the_key_that_may_sign(folder_team: Team) -> None:
    team = folder_team
    put(team)
    new_laptop(team)
    team.keys["online"] = STRANGER
    settings = team.give_online_key("lead-neu")
    assert refusal(lambda: renew_deadlines(settings, SECRET)) == "key_not_trusted"


# --- more has run out, or keys have changed -----------------------------------------------------------------------


def rooted(team: Team, client: Client, replace: dict[Any, CryptoSigner], days: int = 0) -> bytes:
    root = next_root(
        client.root(),
        {role: signer.public_key for role, signer in replace.items()},
        datetime.now(UTC) - timedelta(days=days),
    )
    sign(root, [team.keys["jurist"], team.keys["backup"]])
    team.keys |= replace
    return root.to_bytes()


def test_the_list_of_keys_has_run_out(folder_team: Team) -> None:
    team = folder_team
    team.release()
    put(team, NEW, days=1)
    team.storage.write("metadata/2.root.json", rooted(team, team.lead, {}, 366))
    settings = new_laptop(team)
    with pytest.raises(KontaktError) as caught:
        renew_deadlines(settings, SECRET)
    assert caught.value.code == "root_expired"
    assert "key-replace" in caught.value.hint
    # As it says: two of three confirm a new one. What lies there is fresh then, and nobody is asked.
    take_up_root(settings, rooted(team, Client(settings), {}))
    renew_deadlines(settings, SECRET)
    assert numbers(team) == (3, 3, 2)


def test_new_keys_of_signers_need_a_release(folder_team: Team) -> None:
    """Renewing would leave a bank that nobody accepts."""
    team = folder_team
    settings = team.give_online_key("lead")
    team.release()
    take_up_root(settings, rooted(team, team.lead, {"lead": make_key("lead", "neu")[0]}))
    before = served(team)
    assert refusal(lambda: renew_deadlines(settings, SECRET)) == "release_needed"
    assert served(team) == before
    hold(settings, team.keys["online"])
    assert not renew_if_due(settings, datetime.now(UTC) + timedelta(days=20))


def test_the_release_has_run_out_too(folder_team: Team) -> None:
    team = folder_team
    put(team, NEW, days=181)
    settings = new_laptop(team)
    question = asked(lambda: renew_deadlines(settings, SECRET))
    with pytest.raises(KontaktError) as caught:
        renew_deadlines(settings, SECRET, confirmed=question.fingerprint)
    assert caught.value.code == "release_needed"
    assert f"galt bis {expiry(-1):%d.%m.%Y}" in caught.value.message
    assert "approve" in caught.value.hint
    # As it says: released anew, on top of what lies there.
    team.lead = Client(settings)
    assert text(team.lead) == NEW
    team.publisher = publisher(settings, team.lead, team.storage)
    proposal = team.propose(unchanged=True)
    approve(proposal, "lead", "Lea", team.keys["lead"], team.lead)
    approve(proposal, "jurist", "Juri", team.keys["jurist"], team.lead)
    team.publisher.publish(proposal, team.keys["online"])
    assert numbers(team) == (2, 2, 2)


@fork
def test_power_cut_at_every_file_of_a_take_over(folder_team: Team) -> None:
    team = folder_team
    team.release()
    cuts = 0
    worker = team.machine("worker")
    worker.sync()
    for step in range(1, 40):
        put(team, f"Fassung vor dem Abbruch {step}.")
        settings = new_laptop(team, f"lead-{step}")
        fingerprint = asked(lambda s=settings: renew_deadlines(s, SECRET)).fingerprint  # type: ignore[misc]
        killed = in_killed_child(
            lambda s=settings, q=fingerprint: renew_deadlines(s, SECRET, confirmed=q),  # type: ignore[misc]
            step,
        )
        with suppress(Unconfirmed):
            renew_deadlines(settings, SECRET)
        renew_deadlines(settings, SECRET, confirmed=fingerprint)
        assert not (team.base / "served" / MARKER).exists()
        assert worker.sync().changed
        assert text(worker) == text(Client(settings)) == f"Fassung vor dem Abbruch {step}."
        team.lead.sync()
        cuts += killed
        if not killed:
            break
    assert cuts >= 10


# --- by the documented commands -----------------------------------------------------------------------------------


@pytest.fixture
def lap(tmp_path: Path) -> Lap:
    (tmp_path / "share").mkdir()
    return Lap(tmp_path)


def signed_and_put(lap: Lap, old: str, new: str, days: int = AWAY) -> None:
    """A sentence changes, both sign, it was published so long ago; the lead never fetched it."""
    lap.lead("edit", ID, "--replace", old, new)
    lap.lead("submit", ID)
    with days_ago(days):
        lap.lead("approve", "--yes")
        lap.jurist("approve", "--yes")
        with lid_closed():
            assert "nicht erreichbar" in lap.lead("publish", fails=True)
        lap.jurist("sync")
        lap.worker("sync")
        assert lap.worker.entry().startswith(new)


def test_lid_closed_before_fetching_by_commands(lap: Lap) -> None:
    signed_and_put(lap, OLD, NEW)
    for command in ("sync", "publish"):
        said = lap.lead(command, fails=True)
        assert "abgelaufen" in said
        assert "kontakt bank publish --renew" in said
    assert "Veröffentlicht" in lap.lead("publish", "--renew")
    lap.worker("sync")
    lap.new_sentence(NEW, "Wer länger als ein halbes Jahr dabei ist,")


def test_new_laptop_with_the_old_keys_by_commands(lap: Lap) -> None:
    signed_and_put(lap, OLD, NEW)
    fresh = Machine(lap.base, "lead-neu")
    fresh("me", "--name", "Lea", "--role", "lead")
    shutil.copytree(lap.lead.data / "sharing/keys", fresh.data / "sharing/keys")
    assert "publish --renew" in fresh("join", lap.invitation, fails=True)
    assert "abgelaufen" in fresh("status")
    said = fresh("publish", "--renew", says="n\n")
    assert "(Nummer 2), veröffentlicht am" in said
    assert "Ist Nummer 2 die letzte, die ihr veröffentlicht habt? [j/N]" in said
    assert "Veröffentlicht:" not in fresh("publish", "--renew", says=""), "nobody answers a script"
    assert "abgelaufen" in fresh("sync", fails=True)
    assert "Veröffentlicht" in fresh("publish", "--renew", says="j\n")
    fresh("start-working")
    lap.lead = fresh
    lap.worker("sync")
    lap.new_sentence(NEW, "Wer länger als ein halbes Jahr dabei ist,")


def test_new_laptop_with_new_keys_by_commands(lap: Lap) -> None:
    """The machine and its keys are lost, and nobody could renew in time."""
    signed_and_put(lap, OLD, NEW)
    fresh, trust = Machine(lap.base, "lead-neu"), lap.base / "vertrauen.json"
    fresh("me", "--name", "Lea", "--role", "lead")
    fresh("key", "--role", "lead")
    fresh("key", "--role", "online")
    assert "abgelaufen" in fresh("join", lap.invitation, fails=True)
    keys = fresh.data / "sharing/keys"
    lap.jurist(
        "key-replace",
        *("--new", keys / "lead.pub.json", "--new", keys / "online.pub.json"),
        *("--backup", lap.stick, "--out", trust),
    )
    fresh("key-use", trust)
    assert "Nummer 2" in fresh("publish", "--renew", says="n\n")
    result = fresh("publish", "--renew", says="j\n", fails=True)
    assert "neu unterschrieben" in result
    assert "approve" in result
    fresh("start-working")
    lap.lead = fresh
    lap.released()
    assert lap.worker.entry().startswith(NEW)
    lap.new_sentence(NEW, "Wer länger als ein halbes Jahr dabei ist,")


def test_signatures_that_ran_out_are_renewed_with_the_same_texts(lap: Lap) -> None:
    """Half a year without a change: both sign again what is there."""
    signed_and_put(lap, OLD, NEW, days=181)
    assert "abgelaufen" in lap.lead("approve", "--yes", fails=True), "not before she has what lies there"
    assert "Freigabe der Texte galt bis" in lap.lead("publish", "--renew", fails=True)
    assert "Keine Änderung." in lap.lead("approve", "--yes")
    lap.jurist("approve", "--yes")
    lap.lead("publish")
    assert "Neue Fassung" in lap.worker("sync")
    assert json.loads(lap.worker("status", "--json"))["targets_version"] == 3


def test_signatures_are_renewed_in_time_with_the_same_texts(lap: Lap) -> None:
    assert "nichts geändert" in lap.lead("approve", "--yes", fails=True)
    targets = lap.lead.data / "sharing/client/metadata/targets.json"
    with days_ago(155):  # they are valid for 180 days
        lap.new_sentence(OLD, NEW)
    lap.lead("publish", "--renew")
    assert Metadata[Targets].from_bytes(targets.read_bytes()).signed.version == 2
    lap.released()
    assert Metadata[Targets].from_bytes(targets.read_bytes()).signed.version == 3
    assert lap.worker.entry().startswith(NEW)
