# /// script
# requires-python = ">=3.10,<4"
# dependencies = ["anjana==1.2.3"]
# ///
"""anjana's k-anonymity on a table of quasi-identifiers, for ``release.py``; in an environment of its own.

``uv run --script benchmarks/release_anjana.py TABLE.csv HIERARCHIES.json OUT.csv`` prints the seconds. anjana pins
numpy, pandas and pycanon to single versions, so that it cannot be installed beside the rest of this project.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pandas as pd
from anjana.anonymity import k_anonymity


def main(table: str, hierarchies: str, out: str) -> None:
    """Anonymise, write what is left, print how long it took without reading and writing."""
    frame = pd.read_csv(table, dtype=str)
    given = json.loads(Path(hierarchies).read_text(encoding="utf-8"))
    levels = {
        column: {level: pd.Series(values) for level, values in enumerate(found)}
        for column, found in given["levels"].items()
    }
    start = time.perf_counter()
    done = k_anonymity(frame, [], list(levels), given["k"], given["suppressed_percent"], levels)
    seconds = time.perf_counter() - start
    done.to_csv(out, index=False)
    print(seconds)


if __name__ == "__main__":
    main(*sys.argv[1:])
