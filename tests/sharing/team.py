"""A team with its own machines: lead, jurist and worker, each with a data folder, and a storage between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from securesystemslib.signer import CryptoSigner

from companion.config import Settings
from companion.sharing.client import Client
from companion.sharing.history import WorkingBank
from companion.sharing.invite import Invite
from companion.sharing.keys import PublicKey, Role, make_key, seal
from companion.sharing.people import Person
from companion.sharing.proposal import Proposal, approve, examine, propose
from companion.sharing.release import adopt, build
from companion.sharing.setup import key_ring, publisher
from companion.sharing.storage import open_storage
from companion.sharing.trust import make_root, sign
from tests.small_bank import write_small_bank

SECRET = "vier zufällige wörter"
LEAD, JURIST, EDITOR = Person("Lea", "lead"), Person("Juri", "jurist"), Person("Edi", "editor")


@dataclass
class Team:
    """The machines of a team; keys stay in memory, so that no test waits for scrypt."""

    base: Path
    url: str
    writing_url: str
    user: str | None = None
    password: str | None = None
    keys: dict[Role, CryptoSigner] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.keys = {role: make_key(role, role)[0] for role in ("lead", "jurist", "backup", "online")}
        root = make_root({role: key.public_key for role, key in self.keys.items()})
        sign(root, [self.keys["lead"], self.keys["backup"]])
        self.root = root.to_bytes()
        self.storage = open_storage(self.writing_url, self.user, self.password)
        self.storage.write("metadata/1.root.json", self.root)
        source = self.base / "source"
        source.mkdir()
        self.working = WorkingBank.create(self.base / "working", write_small_bank(source), EDITOR)
        self.lead = self.machine("lead")
        self.jurist = self.machine("jurist")
        self.publisher = publisher(Settings(self.base / "lead"), self.lead, self.storage)

    def invite(self, minimum: int = 0) -> Invite:
        import hashlib

        return Invite(self.url, hashlib.sha256(self.root).hexdigest(), minimum)

    def machine(self, name: str, minimum: int = 0) -> Client:
        """A new machine that accepted the invitation."""
        client = Client(Settings(self.base / name))
        client.join(self.invite(minimum), self.user, self.password)
        return client

    def give_online_key(self, name: str) -> Settings:
        """Put the sealed online key onto a machine, as after setting up or from a copy that was kept safe."""
        settings = Settings(self.base / name)
        ring = key_ring(settings)
        ring.folder.mkdir(parents=True, exist_ok=True)
        public = PublicKey("online", LEAD.name, self.keys["online"].public_key)
        ring.path("online").write_bytes(seal(self.keys["online"], public, SECRET))
        ring.public_path("online").write_bytes(public.to_bytes())
        return settings

    def propose(self, roots: list[bytes] | None = None, *, unchanged: bool = False) -> Proposal:
        trusted = self.lead.trusted("targets")
        number = trusted.signed.version + 1 if trusted else 1
        candidate = build(self.working, self.lead.bank_folder(), number, date.today(), unchanged=unchanged)
        return propose(candidate, roots or [])

    def sign(self, proposal: Proposal) -> Proposal:
        """Both sign, the jurist on another machine after examining it."""
        approve(proposal, "lead", LEAD.name, self.keys["lead"], self.lead)
        there = Proposal.from_bytes(proposal.to_bytes())
        if self.lead.trusted("targets") is not None:
            self.jurist.sync()
        examine(there, self.jurist, date.today())
        approve(there, "jurist", JURIST.name, self.keys["jurist"], self.jurist)
        return Proposal.from_bytes(there.to_bytes())

    def release(self, roots: list[bytes] | None = None, *, unchanged: bool = False) -> None:
        """Propose, sign, publish; the lead's machine synchronises afterwards, as ``kontakt bank publish`` does."""
        self.publisher.publish(self.sign(self.propose(roots, unchanged=unchanged)), self.keys["online"])
        self.lead.sync()

    def adopt(self) -> int:
        """Bring the working bank up to what is published."""
        folder = self.lead.bank_folder()
        assert folder
        return adopt(self.working, folder, LEAD)

    def edit(self, words: str, entry_id: str = "teilzeit-anspruch", status: str = "in_review") -> None:
        """The editor changes the text of an entry and gives it to review."""
        document = self.working.document(entry_id)
        document.texts[""] = words
        document.meta["status"] = status
        self.working.save(document, EDITOR, f"{entry_id}: Text")
