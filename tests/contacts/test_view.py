"""Looking changes nothing."""

from __future__ import annotations

import pytest

from companion.codebook import load
from companion.contacts import StorageError
from companion.contacts.view import view_log
from companion.errors import KontaktError


def test_a_log_can_be_seen_while_it_is_written_to(log, path, new_uuid):
    log.add({"uuid": new_uuid()})
    with view_log(path, load()) as seen:
        assert len(seen.open_rows()) == 1
        with pytest.raises(StorageError):
            seen.add({"uuid": new_uuid()})
    log.add({"uuid": new_uuid()})


def test_a_missing_log_is_explained_and_not_created(path):
    with pytest.raises(KontaktError) as caught, view_log(path, load()):
        pass
    assert caught.value.code == "no_log"
    assert not path.exists()
