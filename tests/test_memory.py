"""What long work used up is free for other programs afterwards."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
from pathlib import Path
from companion.memory import give_back

def resident_mb():
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024

begun = resident_mb()
pieces = [bytearray(50_000) for _ in range(4_000)]
full = resident_mb()
del pieces[:-1]  # the last one lies above all others, so that what is below stays with the program
kept = resident_mb()
give_back()
print(begun, full, kept, resident_mb())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc; elsewhere there is nothing to call")
def test_pieces_between_others_are_given_back() -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60)
    begun, full, kept, left = (float(number) for number in ran.stdout.split())
    assert full > begun + 150, ran.stderr
    if kept < begun + 50:
        pytest.skip("this system's allocator gives back by itself")
    assert left < begun + 50
