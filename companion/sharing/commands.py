"""All commands of ``kontakt bank``: those of the bank itself, of writing, and of the signed distribution."""

from __future__ import annotations

from contextlib import suppress

import click

from companion.errors import UsageError
from companion.sharing.commands_bank import bank
from companion.sharing.commands_keys import KEYS
from companion.sharing.commands_release import RELEASE
from companion.sharing.commands_trust import TRUST
from companion.sharing.commands_writing import WRITING, person, working

for command in (*WRITING, *KEYS, *TRUST, *RELEASE):
    bank.add_command(command)

NOTES = {"new": "Neuer Eintrag", "import": "Aus einer Tabelle übernommen"}


@bank.result_callback()
def keep_history(_result: object) -> None:
    """What the commands of the bank itself have written into the working bank is recorded, if there is one."""
    note = NOTES.get(click.get_current_context().invoked_subcommand or "")
    if note:
        with suppress(UsageError):
            working().record(person(), note)


__all__ = ["bank"]
