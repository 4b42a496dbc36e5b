"""Private keys are only ever written sealed, and open only with their passphrase."""

import os
import threading
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest
from securesystemslib.signer import CryptoSigner

from companion.errors import KontaktError, UsageError
from companion.sharing import keys
from companion.sharing.keys import KeyRing, PublicKey, make_key, seal

PASSPHRASE = "vier zufällige wörter hier"


def test_a_key_is_sealed_on_disk_and_opens_again(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path / "keys")
    public = ring.add("jurist", "Juri", PASSPHRASE)
    assert ring.roles() == ["jurist"]
    assert b"PRIVATE KEY" not in b"".join(path.read_bytes() for path in ring.folder.iterdir())
    assert ring.open("jurist", PASSPHRASE).public_key.keyid == public.key.keyid
    assert ring.public("jurist").fingerprint == public.fingerprint
    with pytest.raises(KontaktError) as caught:
        ring.open("jurist", "ein falsches passwort")
    assert caught.value.code == "wrong_passphrase"
    with pytest.raises(UsageError, match="schon"):
        ring.add("jurist", "Juri", PASSPHRASE)
    new = ring.add("jurist", "Juri", PASSPHRASE, replace=True)
    assert new.fingerprint != public.fingerprint
    assert (ring.folder / "jurist.key.age.old").is_file()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys sealed without scrypt: only which one lies there."""
    monkeypatch.setattr(keys, "seal", lambda signer, public, passphrase: public.key.keyid.encode())


def fits(ring: KeyRing) -> bool:
    """Whether private and public half belong together."""
    return ring.path("lead").read_text() == ring.public("lead").key.keyid


@pytest.mark.parametrize("cut", range(1, 6))
def test_a_key_is_there_with_both_halves_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None, cut: int
) -> None:
    ring = KeyRing(tmp_path / "keys")
    ring.add("lead", "Lea", PASSPHRASE)
    rename, steps = os.replace, count(1)

    def dying(source: Path, target: Path) -> None:
        if next(steps) == cut:
            raise KeyboardInterrupt
        rename(source, target)

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        patch.setattr(os, "replace", dying)
        ring.add("lead", "Lea", PASSPHRASE, replace=True)
    if not ring.roles():
        ring.add("lead", "Lea", PASSPHRASE)
    assert fits(ring)


def test_of_two_who_make_a_key_at_once_the_second_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    ring, gate, codes = KeyRing(tmp_path / "keys"), threading.Barrier(2), []
    sealing = keys.seal

    def together(signer: CryptoSigner, public: PublicKey, passphrase: str) -> bytes:
        gate.wait()
        return sealing(signer, public, passphrase)

    monkeypatch.setattr(keys, "seal", together)

    def make() -> None:
        try:
            ring.add("lead", "Lea", PASSPHRASE)
        except UsageError as error:
            codes.append(error.code)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["key_exists"]
    assert fits(ring)


def test_missing_key_and_short_passphrase(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    with pytest.raises(UsageError) as caught:
        ring.open("lead", PASSPHRASE)
    assert caught.value.code == "key_missing"
    with pytest.raises(UsageError) as caught:
        ring.add("lead", "Lea", "kurz")
    assert caught.value.code == "passphrase_short"
    assert ring.roles() == []


def test_a_public_key_file_is_read_back_and_nothing_else_is_taken_for_one() -> None:
    _, public = make_key("lead", "Lea")
    assert PublicKey.from_bytes(public.to_bytes()) == public
    for wrong in (
        b"",
        b"{}",
        public.to_bytes().replace(b'"lead"', b'"boss"'),
        public.to_bytes().replace(b"ed25519", b"rsa"),
    ):
        with pytest.raises(UsageError) as caught:
            PublicKey.from_bytes(wrong)
        assert caught.value.code == "not_a_public_key"


def test_a_public_key_under_a_foreign_name_is_noticed() -> None:
    _, one = make_key("lead", "Lea")
    _, two = make_key("lead", "Lea")
    with pytest.raises(UsageError):
        PublicKey.from_bytes(one.to_bytes().replace(one.key.keyid.encode(), two.key.keyid.encode()))


def test_damaged_sealed_key(tmp_path: Path) -> None:
    signer, public = make_key("lead", "Lea")
    ring = KeyRing(tmp_path)
    ring.path("lead").write_bytes(seal(signer, public, PASSPHRASE)[:-5])
    with pytest.raises(KontaktError) as caught:
        ring.open("lead", PASSPHRASE)
    assert caught.value.code == "wrong_passphrase"
