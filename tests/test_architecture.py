"""The way of the data is visible in the imports: no room reaches back up."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "companion"

# A room may import itself, rooms on an earlier line, and those that belong to everyone.
ORDER = [
    {
        "asking", "cells", "errors", "config", "german_numbers", "giving_way", "limits", "memory", "passphrase",
        "private_files", "state_file", "system_errors", "system_keyring", "running",
        "whole_folders", "wilson", "zips",
    },
    {"codebook", "bank"},
    {"matching", "contacts"},
    {"sharing", "export", "report", "site"},
    {"api"},
    {"autostart", "bank_in_use", "doctor", "doctor_bank", "doctor_finding", "doctor_system", "uninstall"},
    {"desk"},
]  # fmt: skip

# The same inside the matcher.
MATCHING = [
    {"arrays", "resources"},
    {"language"},
    {"reading"},
    {"indexes"},
    {"deciding"},
    {"labelled", "measures", "search", "why"},
    {"matcher"},
    {"evaluation"},
    {"training"},
]


def level(room: str, order: list[set[str]] = ORDER) -> int:
    return next((n for n, rooms in enumerate(order) if room in rooms), len(order))


def imported_rooms(path: Path, package: str = "companion") -> set[str]:
    """What a module imports of a package, each by the first part of its name."""
    rooms = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names = [node.module] if node.module != package else [f"{package}.{a.name}" for a in node.names]
        inside = [name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}.")]
        rooms |= {name.split(".")[0] for name in inside} - {"__version__"}
    return rooms


MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "_shipped" not in path.parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_room_reaches_back_up(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    higher = {room for room in imported_rooms(path) if room != own and level(room) > level(own)}
    assert not higher, f"{path.name} in '{own}' imports from above: {sorted(higher)}"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if path.relative_to(PACKAGE).parts[0] == "matching"],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_no_part_of_the_matcher_reaches_back_up(path: Path) -> None:
    own = path.relative_to(PACKAGE / "matching").parts[0].removesuffix(".py")
    assert own == "__init__" or level(own, MATCHING) < len(MATCHING), f"'{own}' has no place in the order"
    imported = imported_rooms(path, "companion.matching")
    higher = {part for part in imported if part != own and level(part, MATCHING) > level(own, MATCHING)}
    assert not higher, f"{path.name} in '{own}' imports from above: {sorted(higher)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_training_imports_training(path: Path) -> None:
    """It needs libraries that no laptop in the field has (docs/decisions/0301)."""
    if "training" not in path.relative_to(PACKAGE).parts:
        assert "training" not in imported_rooms(path, "companion.matching")


@pytest.mark.parametrize(
    ("module", "heavy"),
    [
        (
            "companion.service_commands",
            {"pandas", "altair", "duckdb", "sklearn", "scipy", "typst", "vl_convert"},
        ),
        ("companion.desk.contacts.releases", {"pandas", "altair", "sklearn", "scipy", "typst", "vl_convert"}),
        ("companion.pairing_commands", {"flask", "duckdb", "numpy", "tuf"}),
    ],
)
def test_a_start_loads_nothing_that_only_other_work_needs(module: str, heavy: set[str]) -> None:
    """Each of them costs half a second or more before there is an answer."""
    code = f"import sys, {module}; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120
    )
    assert not heavy & set(found.stdout.split())
