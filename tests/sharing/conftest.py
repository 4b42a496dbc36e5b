"""The same team over each kind of storage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.s3_server import S3Server, s3_server
from tests.sharing.servers import http, webdav
from tests.sharing.team import Team


@pytest.fixture(scope="session")
def s3() -> Iterator[S3Server]:
    """One S3 server for all tests; each takes a folder of its own in the bucket."""
    with s3_server() as server:
        yield server


@pytest.fixture(params=["folder", "webdav", "http"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Team]:
    """A team whose storage is a folder, a WebDAV server, or a folder that others read over HTTP."""
    yield from make_team(request.param, tmp_path)


@pytest.fixture
def folder_team(tmp_path: Path) -> Iterator[Team]:
    """A team on a shared folder, where the kind of storage does not matter."""
    yield from make_team("folder", tmp_path)


@pytest.fixture
def webdav_team(tmp_path: Path) -> Iterator[Team]:
    """A team on a WebDAV server."""
    yield from make_team("webdav", tmp_path)


def make_team(kind: str, base: Path) -> Iterator[Team]:
    """Start what the storage needs and set the team up; ``base/served`` is what lies in the storage."""
    served = base / "served"
    served.mkdir()
    with ExitStack() as stack:
        if kind == "webdav":
            url = stack.enter_context(webdav(served))
            yield Team(base, url, url, "team", "geheim")
        elif kind == "http":
            yield Team(base, stack.enter_context(http(served)), str(served))
        else:
            yield Team(base, str(served), str(served))
