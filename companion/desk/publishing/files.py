"""Small files that come with a form."""

from __future__ import annotations

from flask import request

from companion.desk.forms import Form
from companion.errors import KontaktError
from companion.sharing.keys import PublicKey


def content(form: Form, name: str, label: str, required: bool = True) -> bytes:
    """What a file field holds, empty if nothing was chosen."""
    form.labels[name] = label
    found = request.files.get(name)
    read = found.read() if found else b""
    if required and not read:
        form.refuse(name, "Bitte eine Datei auswählen.")
    return read


def public_key(form: Form, name: str, label: str) -> PublicKey | None:
    """A public key file; ``None`` and a reason at the field if it is none."""
    read = content(form, name, label)
    if not read:
        return None
    try:
        return PublicKey.from_bytes(read)
    except KontaktError as error:
        form.refuse(name, f"{error.message} {error.hint}")
        return None
