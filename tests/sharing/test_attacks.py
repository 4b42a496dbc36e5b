"""One test per attack of the TUF specification (section 1.5) and of our own list, each over a folder, WebDAV and HTTP.

Whoever attacks here controls the storage completely; some also have one stolen key. Every time the bank in use stays,
works on, and the person reads a German sentence.
"""

from __future__ import annotations

import json
import re
import shutil
import stat
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from companion.bank.files import read_bank
from companion.errors import KontaktError
from companion.sharing import publish
from companion.sharing.archive import members, pack
from companion.sharing.client import TARGET, Client
from companion.sharing.invite import Invite
from companion.sharing.keys import make_key
from companion.sharing.proposal import Proposal
from companion.sharing.standing import standing
from companion.sharing.trust import make_root, next_root, sign
from tests.sharing.team import Team

NEW = "Neu: Nach sechs Monaten kannst du Teilzeit verlangen."
FUTURE = datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)


def worker(team: Team) -> Client:
    """A machine with the first release."""
    team.release()
    client = team.machine("worker")
    client.sync()
    return client


def refused(client: Client, code: str) -> KontaktError:
    """The synchronisation is refused, and the bank in use is the one from before, whole and at work."""
    before = client.bank_folder()
    with pytest.raises(KontaktError) as caught:
        client.sync()
    error = caught.value
    assert error.code == code, (error.code, error.message)
    assert error.message.endswith(".")
    assert error.hint.endswith(".")
    assert not re.search(r"[/\\]\w+[/\\]|Traceback|Error|metadata|json", error.message + error.hint)
    assert client.bank_folder() == before
    if before:
        assert read_bank(before).entries["teilzeit-anspruch"].version == 1
    assert standing(client)["last"]["code"] == code
    return error


def served(team: Team, pattern: str) -> Path:
    """The newest file in the storage that matches."""
    return max((team.base / "served").glob(pattern), key=lambda path: (path.stat().st_mtime_ns, path.name))


def heals(team: Team, client: Client) -> None:
    """What the attacker did is undone, and everything works on by itself."""
    assert client.sync().changed
    folder = client.bank_folder()
    assert folder
    assert read_bank(folder).entries["teilzeit-anspruch"].text() == NEW


def change(path: Path, how: Callable[[bytes], bytes]) -> bytes:
    """Overwrite a file in the storage; return what it was."""
    before = path.read_bytes()
    path.write_bytes(how(before))
    return before


def put(
    team: Team, targets: Metadata[Targets], content: bytes, online: CryptoSigner, number: int = 0
) -> None:
    """Write a whole publication into the storage, as somebody can who has the online key."""
    base = team.base / "served"
    sha = next(iter(targets.signed.targets.values())).hashes["sha256"]
    (base / "targets" / f"{sha}.{TARGET}").write_bytes(content)
    signed = targets.to_bytes()
    (base / "metadata" / f"{targets.signed.version}.targets.json").write_bytes(signed)
    old = Metadata[Timestamp].from_bytes((base / "metadata/timestamp.json").read_bytes()).signed
    number = number or old.version + 1
    snapshot = Metadata(
        Snapshot(number, expires=FUTURE, meta={"targets.json": MetaFile(targets.signed.version)})
    )
    snapshot.sign(online)
    (base / "metadata" / f"{number}.snapshot.json").write_bytes(snapshot.to_bytes())
    timestamp = Metadata(Timestamp(number, expires=FUTURE, snapshot_meta=MetaFile(number)))
    timestamp.sign(online)
    (base / "metadata/timestamp.json").write_bytes(timestamp.to_bytes())


def targets_for(content: bytes, version: int, signers: list[CryptoSigner]) -> Metadata[Targets]:
    """Metadata for a bank zip, signed by whom is given."""
    info = TargetFile.from_data(TARGET, content, ["sha256"])
    targets = Metadata(Targets(version, expires=FUTURE, targets={TARGET: info}))
    for signer in signers:
        targets.sign(signer, append=True)
    return targets


def other_content(team: Team) -> bytes:
    """The released bank with a forged sentence."""
    files = members(served(team, "targets/*.bank.zip").read_bytes())
    name = "answers/teilzeit/teilzeit-anspruch.md"
    return pack(files | {name: files[name].replace(b"Nach sechs Monaten", b"Nie und nimmer")})


# --- changed files ------------------------------------------------------------------------------------------------


def test_flipped_byte_in_the_bank(team: Team) -> None:
    client = worker(team)
    team.edit(NEW)
    team.release()
    path = served(team, "targets/*.bank.zip")
    before = change(path, lambda data: data[:200] + bytes([data[200] ^ 1]) + data[201:])
    refused(client, "bank_changed")
    path.write_bytes(before)
    heals(team, client)


@pytest.mark.parametrize("name", ["*.targets.json", "*.snapshot.json", "timestamp.json"])
def test_edited_metadata(team: Team, name: str) -> None:
    client = worker(team)
    team.edit(NEW)
    team.release()
    path = served(team, f"metadata/{name}")

    before = change(path, lambda data: re.sub(rb'"version": *2', b'"version":3', data))
    assert path.read_bytes() != before
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code in ("bank_unsigned", "bank_changed", "bank_rollback")
    path.write_bytes(before)
    heals(team, client)


def test_arbitrary_software(team: Team) -> None:
    client = worker(team)
    content = other_content(team)
    stranger, stranger_online = make_key("lead", "x")[0], make_key("online", "x")[0]
    put(team, targets_for(content, 2, [stranger, make_key("jurist", "y")[0]]), content, stranger_online)
    refused(client, "bank_unsigned")


# --- too much, too slow -------------------------------------------------------------------------------------------


def test_endless_data_in_the_bank(team: Team) -> None:
    client = worker(team)
    team.edit(NEW)
    team.release()
    path = served(team, "targets/*.bank.zip")
    before = change(path, lambda data: data + b"x" * 1_000_000)
    refused(client, "bank_too_long")
    path.write_bytes(before)
    heals(team, client)


def test_endless_data_in_the_timestamp(team: Team) -> None:
    client = worker(team)
    change(served(team, "metadata/timestamp.json"), lambda data: data + b" " * 100_000)
    refused(client, "bank_too_long")


# --- old states ---------------------------------------------------------------------------------------------------


def test_rollback(team: Team) -> None:
    team.release()
    old = shutil.copytree(team.base / "served", team.base / "old")
    team.edit("Zweite Fassung.")
    team.release()
    client = team.machine("worker")
    client.sync()
    in_use = client.bank_folder()
    shutil.copy(old / "metadata/timestamp.json", team.base / "served/metadata/timestamp.json")
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "bank_rollback"
    assert client.bank_folder() == in_use


def test_rollback_of_the_bank_with_a_stolen_online_key(team: Team) -> None:
    team.release()
    first = Metadata[Targets].from_bytes(served(team, "metadata/1.targets.json").read_bytes())
    content = served(team, "targets/*.bank.zip").read_bytes()
    team.edit("Zweite Fassung.")
    team.release()
    client = team.machine("worker")
    client.sync()
    in_use = client.bank_folder()
    put(team, first, content, team.keys["online"])
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "bank_rollback"
    assert client.bank_folder() == in_use


def test_old_bank_on_a_new_machine_is_stopped_by_the_minimum_of_the_invitation(team: Team) -> None:
    team.release()
    first = Metadata[Targets].from_bytes(served(team, "metadata/1.targets.json").read_bytes())
    content = served(team, "targets/*.bank.zip").read_bytes()
    team.edit("Zweite Fassung.")
    team.release()
    put(team, first, content, team.keys["online"])
    new = team.machine("new", minimum=2)
    refused(new, "below_invited")
    assert new.bank_folder() is None


def test_freeze(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    client = worker(team)
    monkeypatch.setattr(publish, "TIMESTAMP_DAYS", -1)
    team.publisher.renew(team.keys["online"], [])
    monkeypatch.undo()
    days = [datetime.now()]
    error = refused(client, "bank_expired")
    days.append(datetime.now())  # midnight may have passed
    assert any(day.strftime("%d.%m.%Y") in error.message for day in days)
    assert "Uhr" in error.message + error.hint


def test_mix_and_match(team: Team) -> None:
    client = worker(team)
    old = served(team, "metadata/1.targets.json").read_bytes()
    team.edit(NEW)
    team.release()
    path = served(team, "metadata/2.targets.json")
    new = change(path, lambda data: old)
    refused(client, "bank_changed")
    path.write_bytes(new)
    heals(team, client)


def test_fast_forward_is_healed_by_a_new_online_key(team: Team) -> None:
    client = worker(team)
    targets = Metadata[Targets].from_bytes(served(team, "metadata/1.targets.json").read_bytes())
    put(team, targets, served(team, "targets/*.bank.zip").read_bytes(), team.keys["online"], number=1_000_001)
    client.sync()
    timestamp = Metadata[Timestamp].from_bytes(served(team, "metadata/timestamp.json").read_bytes())
    assert timestamp.signed.version == 1_000_001
    stolen, team.keys["online"] = team.keys["online"], make_key("online", "neu")[0]
    root = next_root(team.lead.root(), {"online": team.keys["online"].public_key})
    sign(root, [team.keys["lead"], team.keys["backup"]])
    team.publisher.renew(team.keys["online"], [root.to_bytes()])
    team.lead.sync()
    team.edit(NEW)
    team.release()
    heals(team, client)
    put(team, targets, b"", stolen, number=2_000_000)
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "bank_unsigned"


# --- too few signatures -------------------------------------------------------------------------------------------


def test_one_signature(team: Team) -> None:
    client = worker(team)
    content = other_content(team)
    put(team, targets_for(content, 2, [team.keys["lead"]]), content, team.keys["online"])
    refused(client, "bank_unsigned")


def test_the_same_person_twice(team: Team) -> None:
    client = worker(team)
    content = other_content(team)
    targets = targets_for(content, 2, [team.keys["lead"], team.keys["lead"]])
    put(team, targets, content, team.keys["online"])
    refused(client, "bank_unsigned")
    doubled = json.loads(targets.to_bytes())
    doubled["signatures"] *= 2
    name = team.base / "served/metadata/2.targets.json"
    name.write_bytes(json.dumps(doubled).encode())
    with pytest.raises(KontaktError):
        client.sync()


def test_lead_and_a_stranger(team: Team) -> None:
    client = worker(team)
    content = other_content(team)
    put(
        team,
        targets_for(content, 2, [team.keys["lead"], make_key("jurist", "x")[0]]),
        content,
        team.keys["online"],
    )
    refused(client, "bank_unsigned")


def test_withdrawn_key(team: Team) -> None:
    client = worker(team)
    lost, team.keys["jurist"] = team.keys["jurist"], make_key("jurist", "neu")[0]
    root = next_root(team.lead.root(), {"jurist": team.keys["jurist"].public_key})
    sign(root, [team.keys["lead"], team.keys["backup"]])
    team.release([root.to_bytes()], unchanged=True)
    assert client.sync().changed
    in_use = client.bank_folder()
    content = other_content(team)
    put(team, targets_for(content, 3, [team.keys["lead"], lost]), content, team.keys["online"])
    with pytest.raises(KontaktError) as caught:
        client.sync()
    assert caught.value.code == "bank_unsigned"
    assert client.bank_folder() == in_use


def test_new_root_signed_by_one(team: Team) -> None:
    client = worker(team)
    root = next_root(team.lead.root(), {"jurist": make_key("jurist", "x")[0].public_key})
    sign(root, [team.keys["lead"]])
    (team.base / "served/metadata/2.root.json").write_bytes(root.to_bytes())
    refused(client, "bank_unsigned")


# --- joining ------------------------------------------------------------------------------------------------------


def test_wrong_root_at_joining(team: Team) -> None:
    team.release()
    keys = {role: make_key(role, "x")[0] for role in ("lead", "jurist", "backup", "online")}
    root = make_root({role: key.public_key for role, key in keys.items()})
    sign(root, [keys["lead"], keys["backup"]])
    (team.base / "served/metadata/1.root.json").write_bytes(root.to_bytes())
    with pytest.raises(KontaktError) as caught:
        team.machine("new")
    assert caught.value.code == "wrong_root"
    assert not (team.base / "new/sharing/client/connection.json").exists()


def test_a_shortened_fingerprint_is_no_fingerprint(team: Team) -> None:
    assert not Invite(team.url, team.invite().fingerprint[:10], 0).fits(team.root)


# --- half and hostile content -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["targets/*.bank.zip", "metadata/2.targets.json", "metadata/2.snapshot.json"]
)
def test_half_upload(team: Team, name: str) -> None:
    client = worker(team)
    team.edit(NEW)
    team.release()
    path = served(team, name)
    before = path.read_bytes()
    path.unlink()
    refused(client, "bank_incomplete")
    path.write_bytes(before[: len(before) // 2])
    with pytest.raises(KontaktError):
        client.sync()
    path.write_bytes(before)
    heals(team, client)


def hostile(kind: str) -> bytes:
    """A zip that a careless program would unpack to its harm."""
    import io

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bank.yaml", "format: 1\ntitle: x\ntopics: {a: b}\n")
        if kind == "parent":
            archive.writestr("answers/../../../../evil.md", "x")
        elif kind == "absolute":
            archive.writestr("/tmp/evil.md", "x")
        elif kind == "backslash":
            archive.writestr("answers\\..\\evil.md", "x")
        elif kind == "link":
            info = zipfile.ZipInfo("answers/teilzeit/link.md")
            info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, "/etc/passwd")
        elif kind == "bomb":
            archive.writestr("answers/teilzeit/bombe.md", b"0" * 50_000_000)
        elif kind == "program":
            archive.writestr("bank.exe", "MZ")
        elif kind == "broken bank":
            archive.writestr("answers/a/kaputt.md", "kaputt")
    return buffer.getvalue()


@pytest.mark.parametrize(
    "kind", ["parent", "absolute", "backslash", "link", "bomb", "program", "broken bank"]
)
def test_hostile_zip_even_with_both_signatures(team: Team, kind: str) -> None:
    client = worker(team)
    content = hostile(kind)
    both = [team.keys["lead"], team.keys["jurist"]]
    put(team, targets_for(content, 2, both), content, team.keys["online"])
    refused(client, "bank_invalid" if kind == "broken bank" else "archive_refused")
    assert not list(team.base.rglob("evil.md"))
    assert len(list((team.base / "worker/sharing/client/banks").iterdir())) == 1


def test_zip_that_lies_about_its_size(team: Team) -> None:
    client = worker(team)
    content = bytearray(hostile("bomb"))
    start = content.index(b"PK\x01\x02", content.index(b"answers/teilzeit/bombe.md"))
    position = content.index(b"PK\x01\x02", start)
    struct.pack_into("<I", content, position + 24, 10)
    both = [team.keys["lead"], team.keys["jurist"]]
    put(team, targets_for(bytes(content), 2, both), bytes(content), team.keys["online"])
    refused(client, "archive_refused")


def test_proposal_changed_after_the_first_signature(folder_team: Team) -> None:
    from datetime import date

    from companion.sharing.proposal import approve, examine

    team = folder_team
    team.release()
    team.edit(NEW)
    proposal = team.propose()
    approve(proposal, "lead", "Lea", team.keys["lead"], team.lead)
    team.jurist.sync()
    forged = Proposal.from_bytes(proposal.to_bytes())
    forged.content = other_content(team)
    with pytest.raises(KontaktError) as caught:
        examine(forged, team.jurist, date.today())
    assert caught.value.code == "proposal_changed"
    forged.targets.signed.targets[TARGET] = TargetFile.from_data(TARGET, forged.content, ["sha256"])
    assert forged.missing(team.jurist)[0] == []
