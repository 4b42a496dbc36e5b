"""What was fetched and shown last, kept in memory: pages draw it at once, the storage is only asked by jobs."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace

from companion.sharing.approving import Presented
from companion.sharing.presented import Signatures
from companion.sharing.resuming import Unconfirmed


@dataclass
class Shown:
    """The proposal that was shown last on this machine; thread-safe.

    Attributes:
        presented: the whole proposal, ``None`` until it was fetched.
        unconfirmed: what somebody has to say yes to before the deadlines can be renewed.
        older: what somebody has to say yes to before the last release is laid into the storage again.
    """

    presented: Presented | None = None
    unconfirmed: Unconfirmed | None = None
    older: Unconfirmed | None = None
    _signatures: Signatures | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def keep(self, presented: Presented) -> None:
        """Remember a proposal."""
        with self._lock:
            self.presented, self._signatures = presented, presented.signatures

    def note(self, signatures: Signatures | None) -> None:
        """Remember who has signed; ``None``: there is no proposal any more."""
        with self._lock:
            self._signatures = signatures
            if self.presented is None:
                return
            if signatures is not None and self.presented.signatures.fingerprint == signatures.fingerprint:
                self.presented = replace(self.presented, signatures=signatures)
            else:
                self.presented = None

    def presents(self, entry_id: str) -> bool:
        """Whether the proposal shown last changes an entry."""
        presented = self.presented
        return presented is not None and any(change.entry_id == entry_id for change in presented.changes)

    @property
    def signatures(self) -> Signatures | None:
        """Who has signed, as far as this machine has seen."""
        return self._signatures
