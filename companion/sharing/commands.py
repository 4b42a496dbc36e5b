"""All commands of ``kontakt bank``: those of the bank itself, of writing, and of the signed distribution."""

from __future__ import annotations

from companion.bank.commands import bank
from companion.sharing.commands_keys import KEYS
from companion.sharing.commands_trust import TRUST
from companion.sharing.commands_writing import WRITING

for command in (*WRITING, *KEYS, *TRUST):
    bank.add_command(command)

__all__ = ["bank"]
