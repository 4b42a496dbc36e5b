"""``kill -9`` during drop, import and export leaves the old or the new state, and the next call finishes the work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from companion.codebook import load
from companion.config import settings
from companion.contacts import ContactLog
from companion.contacts.demo_data import fill
from companion.export.seal import new_key
from companion.export.source import pool_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
PASSPHRASE = "drei worte lang"
ROWS = 20_000


def kontakt(*arguments: object, kill_after: float | None = None) -> int:
    """Run a command of ``kontakt``; killed after some seconds unless it was done before."""
    command = [sys.executable, "-m", "companion.cli", *map(str, arguments)]
    environment = {**os.environ, "KONTAKT_PASSPHRASE": PASSPHRASE}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        if kill_after is not None:
            time.sleep(kill_after)
            process.send_signal(signal.SIGKILL)
        return process.wait(120)


@pytest.mark.slow
def test_killed_work_is_finished_by_the_next_call(tmp_path: Path) -> None:
    chance = random.Random(3)
    worker, lead, share, out = (tmp_path / name for name in ("worker", "lead", "share", "out"))
    log = ContactLog.open(settings(worker).contacts_db, load())
    fill(log, load(), ROWS, 1, date.today())  # the commands freeze by the clock
    frozen = log.counts()["frozen"]
    log.close()
    day = date.today() - timedelta(days=110)  # of a quarter that is over and finished, whatever day it is
    public = new_key(tmp_path / "lead.key", PASSPHRASE)
    drop = ("batch", "drop", "--to", share, "--seal", public, "--data", worker)
    take = ("batch", "import", "--from", share, "--key", tmp_path / "lead.key", "--data", lead)
    export = (
        "export",
        "--release",
        "internal",
        "--period",
        f"{day.year}-Q{(day.month - 1) // 3 + 1}",
        "--out",
        out,
        "--format",
        "csv",
        "--data",
        lead,
    )
    start = time.monotonic()
    kontakt("--help")
    begin = time.monotonic() - start
    for command in (drop, take, export):
        for _ in range(3):
            kontakt(*command, kill_after=begin + chance.uniform(0.1, 1.5))
            assert not list(out.glob("*.partial")) if out.exists() else True
        assert kontakt(*command) == 0
    assert sum(batch.rows["contacts"] for batch in pool_of(settings(lead)).batches()) == frozen
    assert pool_of(settings(lead)).missing() == []
    released = (out / "kontakte.csv").read_text(encoding="utf-8-sig").count("\n") - 1
    assert released > ROWS / 8
    assert kontakt(*export) == 0
    assert (out / "kontakte.csv").read_text(encoding="utf-8-sig").count("\n") - 1 == released
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
