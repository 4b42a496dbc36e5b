"""Promises about tracked files: no registry address, no path of a developer, nothing foreign; templates that parse."""

import re
import subprocess
import sys
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, meta

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
TEMPLATES = "templates"
"""Name of the folders in which Jinja looks."""


def broken_template(path: Path, text: str) -> str:
    """What keeps a template from being read: a fault in it, or one it refers to that is not there; else empty."""
    try:
        tree = Environment(autoescape=True).parse(text)
    except TemplateSyntaxError as error:
        return f"{error.lineno}: {error.message}"
    folder = next(parent for parent in path.parents if parent.name == TEMPLATES)
    names = [name for name in meta.find_referenced_templates(tree) if name]
    return next((f"0: no template {name}" for name in names if not (folder / name).is_file()), "")


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
        if TEMPLATES in path.parts and (fault := broken_template(path, text)):
            bad += 1
            print(f"{name}:{fault}")
        for reason, pattern in FORBIDDEN.items():
            for number, line in enumerate(text.splitlines(), 1):
                if pattern.search(line):
                    bad += 1
                    print(f"{name}:{number}: {reason}: {line.strip()[:100]}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
