"""One writer at a time, told apart by the lock of the data folder."""

from __future__ import annotations

import pytest

from companion.config import settings
from companion.contacts.exclusive import only_writer
from companion.errors import KontaktError


def test_a_second_writer_is_refused_with_what_to_do(tmp_path):
    with only_writer(settings(tmp_path)):
        with pytest.raises(KontaktError) as caught, only_writer(settings(tmp_path)):
            pass
        assert caught.value.code == "companion_running"
        assert "beenden" in caught.value.hint
    with only_writer(settings(tmp_path)):
        pass
