"""Who may sign what, and how keys change: the documented procedures, step by step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tuf.api.metadata import Metadata, Root

from companion.errors import KontaktError
from companion.sharing.keys import Role, make_key
from companion.sharing.trust import (
    is_complete_root,
    key_of,
    make_root,
    new_keys,
    next_root,
    read_root,
    require_key,
    sign,
)
from tests.sharing.team import Team

KEYS = {role: make_key(role, role)[0] for role in ("lead", "jurist", "backup", "online")}


def first() -> Metadata[Root]:
    return make_root({role: key.public_key for role, key in KEYS.items()})


@pytest.mark.parametrize(
    ("signers", "complete"),
    [
        (["lead", "backup"], True),
        (["lead", "jurist"], True),
        (["jurist", "backup"], True),
        (["lead"], False),
        (["lead", "lead"], False),
        (["lead", "online"], False),
        ([], False),
    ],
)
def test_two_of_three_sign_the_root(signers: list[Role], complete: bool) -> None:
    root = first()
    sign(root, [KEYS[role] for role in signers])
    assert is_complete_root(root, None) == complete
    sign(new := next_root(root, {}), [KEYS[role] for role in signers])
    assert is_complete_root(new, root) == complete


def test_what_each_key_may_sign() -> None:
    root = first().signed
    roles = {
        name: {root.unrecognized_fields["x-kontakt-roles"][key] for key in root.roles[name].keyids}
        for name in root.roles
    }
    assert roles == {
        "root": {"lead", "jurist", "backup"},
        "targets": {"lead", "jurist"},
        "snapshot": {"online"},
        "timestamp": {"online"},
    }
    assert {name: root.roles[name].threshold for name in root.roles} == {
        "root": 2,
        "targets": 2,
        "snapshot": 1,
        "timestamp": 1,
    }


@pytest.mark.parametrize("role", ["lead", "jurist", "backup", "online"])
def test_a_replaced_key_signs_nothing_any_more(role: Role) -> None:
    root = first()
    fresh = make_key(role, "neu")[0]
    new = next_root(root, {role: fresh.public_key})
    assert new.signed.version == 2
    old_id = KEYS[role].public_key.keyid
    assert all(old_id not in found.keyids for found in new.signed.roles.values())
    assert old_id not in new.signed.keys
    assert key_of(new.signed, role) == fresh.public_key.keyid
    assert list(new_keys(root.signed, new.signed)) == [role]
    require_key(new.signed, role, fresh.public_key)
    with pytest.raises(KontaktError) as caught:
        require_key(new.signed, role, KEYS[role].public_key)
    assert caught.value.code == "key_not_trusted"


def test_the_thief_of_one_key_cannot_change_the_root() -> None:
    root = first()
    thief = make_key("jurist", "dieb")[0]
    new = next_root(root, {"jurist": thief.public_key, "backup": make_key("backup", "dieb")[0].public_key})
    sign(new, [KEYS["lead"], thief])
    assert not is_complete_root(new, root)


@pytest.mark.parametrize("content", [b"", b"{}", b'{"signed": {}}'])
def test_what_is_no_root(content: bytes) -> None:
    with pytest.raises(KontaktError) as caught:
        read_root(content)
    assert caught.value.code == "root_unreadable"


def test_expiry_is_renewed() -> None:
    root = first()
    later = datetime.now(UTC) + timedelta(days=300)
    assert next_root(root, {}, later).signed.expires - root.signed.expires > timedelta(days=299)


@pytest.mark.parametrize("lost", ["lead", "jurist"])
def test_lost_key_of_lead_or_jurist(team: Team, lost: Role) -> None:
    """The other one and the backup key name a new key; old and new machines follow."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    other: Role = "jurist" if lost == "lead" else "lead"
    team.keys[lost] = make_key(lost, "neu")[0]
    root = next_root(team.lead.root(), {lost: team.keys[lost].public_key})
    sign(root, [team.keys[other], team.keys["backup"]])
    team.edit("Nach dem Schlüsselwechsel.")
    team.release([root.to_bytes()])
    assert worker.sync().changed
    assert team.machine("new").sync().changed
    assert worker.root().signed.version == 2


def test_lost_machine_of_the_lead(team: Team) -> None:
    """With it the online key is gone too; both are replaced at once, from the jurist's machine."""
    team.release()
    worker = team.machine("worker")
    worker.sync()
    for role in ("lead", "online"):
        team.keys[role] = make_key(role, "neu")[0]
    team.jurist.sync()
    root = next_root(team.jurist.root(), {role: team.keys[role].public_key for role in ("lead", "online")})
    sign(root, [team.keys["jurist"], team.keys["backup"]])
    team.lead = team.machine("lead-new")
    team.lead.sync()
    team.publisher = type(team.publisher)(team.lead, team.storage, team.base / "lead-new/publisher")
    team.release([root.to_bytes()], unchanged=True)
    assert worker.sync().changed
    assert worker.root().signed.version == 2


def test_lost_backup_key_needs_no_new_signature_on_the_bank(team: Team) -> None:
    team.release()
    worker = team.machine("worker")
    worker.sync()
    fresh = make_key("backup", "neu")[0]
    root = next_root(team.lead.root(), {"backup": fresh.public_key})
    sign(root, [team.keys["lead"], team.keys["jurist"]])
    team.publisher.renew(team.keys["online"], [root.to_bytes()])
    assert not worker.sync().changed
    assert key_of(worker.root().signed, "backup") == fresh.public_key.keyid


def test_renewal_of_the_root_without_new_keys(folder_team: Team) -> None:
    team = folder_team
    team.release()
    root = next_root(team.lead.root(), {})
    sign(root, [team.keys["lead"], team.keys["jurist"]])
    team.publisher.renew(team.keys["online"], [root.to_bytes()])
    worker = team.machine("worker")
    assert worker.sync().changed
    assert worker.root().signed.version == 2
