"""Promises about tracked files: no registry address, no developer's path, nothing from outside."""

import re
import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    "a package registry's address": re.compile(
        r"(?:registry\.npm" + r"js\.org|py" + r"pi\.org|python" + r"hosted\.org)"
    ),
    "a path of a developer's machine": re.compile(
        r"(?<![\w.])/(?:work|home/[a-z]+|Users/[A-Za-z]+)/(?:main|[\w.-]+/)"
    ),
    "material outside the repository": re.compile(r"\.\./shared"),
}
SELF = Path(__file__).name


def main() -> int:
    """Print each offending line; return the exit code."""
    listing = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True).stdout  # noqa: S607
    bad = 0
    for name in listing.decode().split("\0"):
        path = Path(name)
        if not name or path.name == SELF or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for reason, pattern in FORBIDDEN.items():
            for number, line in enumerate(text.splitlines(), 1):
                if pattern.search(line):
                    bad += 1
                    print(f"{name}:{number}: {reason}: {line.strip()[:100]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
