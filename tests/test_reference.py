"""Nothing is undocumented: commands, routes, settings, fields; and the examples people are shown are accepted."""

from __future__ import annotations

import ast
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from companion.cli import ROOMS
from companion.codebook import load
from scripts.reference import FOLDER, PAGES, every_command
from tests.api.routes import ROUTES
from tests.started import ROOT, kontakt

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_is_up_to_date(name: str) -> None:
    """``python scripts/reference.py`` makes it."""
    shown = (FOLDER / name).read_text(encoding="utf-8")
    assert shown == PAGES[name](), "out of date: python scripts/reference.py"


def test_every_route_of_the_table_is_in_the_reference() -> None:
    rows = set(
        re.findall(r"^\| (\w+) \| `([^`]+)` \|", (FOLDER / "http.md").read_text(encoding="utf-8"), re.M)
    )
    patterns = {
        (method, re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) if "{" in path else re.escape(path))
        for method, path in rows
    }
    for route in ROUTES.values():
        path = route.path.replace("{uuid}", "x")
        assert any(
            route.method == method and re.fullmatch(p.replace("static/[^/]+", "static/.+"), path)
            for method, p in patterns
        ), route


def test_every_command_says_what_it_does_and_gives_an_example() -> None:
    found = {name.split()[1] for name, _, _ in every_command()}
    assert found == set(ROOMS)
    for name, command, _ in every_command():
        assert command.help, name
        if not isinstance(command, click.Group):
            assert "Beispiel: kontakt " in command.help, name
            for parameter in command.params:
                if isinstance(parameter, click.Option) and not parameter.hidden:
                    assert parameter.help, (name, parameter.name)


def test_the_reference_says_what_an_option_takes_and_what_holds_without_it() -> None:
    shown = (FOLDER / "commands.md").read_text(encoding="utf-8")
    for name, options in {
        "bank key": ["| `--role` | Wessen Schlüssel. (nötig; `lead`, `jurist`, `backup` oder `online`) |"],
        "contacts demo-data": [
            "| `--rows` | Zahl der Kontakte. (1 bis 5000000; ohne Angabe `2000`) |",
            "| `--until` | Letzter Tag (sonst heute). (JJJJ-MM-TT) |",
        ],
        "cycle new": ["| `--question` | Was soll dieser Zyklus zeigen? |"],
    }.items():
        part = shown.partition(f"## `kontakt {name}`\n")[2].partition("\n## ")[0]
        assert [line for line in options if line not in part.splitlines()] == [], name


def examples() -> Iterator[tuple[str, str]]:
    """Every command line shown to people, with where it stands."""
    for name, command, _ in every_command():
        for line in re.findall(r"Beispiel: (kontakt [^\n]+)", command.help or ""):
            yield f"help of {name}", line
    for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "deploy/policies/README.md"]:
        if "reference" in path.parts or "decisions" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        inline = re.findall(r"`(kontakt [a-z][^`\n]+)`", text)
        blocks = [line for block in re.findall(r"```sh\n(.*?)```", text, re.S) for line in block.splitlines()]
        for line in [*inline, *(line.strip() for line in blocks if line.strip().startswith("kontakt "))]:
            yield path.name, line


@pytest.mark.parametrize(("where", "line"), sorted(set(examples())))
def test_what_people_are_shown_is_accepted(where: str, line: str) -> None:
    """Command and options exist, nothing is left over, every prompt knows the quotes; values are not tried."""
    assert not set("'„“‚‘’”") & set(line.split("  #")[0]), f"{where}: {line}"
    words = [word for word in shlex.split(line.split("  #")[0]) if word not in ("…", "...")]
    known = {name: (command, context) for name, command, context in every_command()}
    name = words.pop(0)
    while words and f"{name} {words[0]}" in known:
        name = f"{name} {words.pop(0)}"
    if name == "kontakt":
        assert words[0] in ("--version", "--help", "COMMAND"), line
        return
    command, context = known[name]
    if isinstance(command, click.Group):
        assert not words or words[0].startswith(("--help", "…")) or "|" in words[0], f"{where}: {line}"
        return
    if "--help" in words or any("|" in word for word in words):
        return
    _, left_over, _ = command.make_parser(context).parse_args(list(words))
    assert not left_over, f"{where}: {line}"


QUICK = {
    'kontakt match "Darf ich in der Elternzeit arbeiten?"': "elternzeit",
    "kontakt bank check": "",
    "kontakt doctor": "kontakt",
}
"""Examples of the README that end by themselves; the others are run by the tests of their rooms."""


@pytest.mark.parametrize("line", QUICK)
def test_quick_examples_of_the_readme_run(line: str, tmp_path: Path) -> None:
    assert f"`{line}`" in README
    done = kontakt(*shlex.split(line)[1:], data=tmp_path / "data", timeout=150)
    assert done.returncode == 0, done.stderr
    assert QUICK[line] in done.stdout


def test_every_make_target_is_documented() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [targets] = re.findall(r"^\.PHONY: (.+)$", makefile, re.M)
    said = (
        README
        + (ROOT / "docs/release.md").read_text(encoding="utf-8")
        + (ROOT / "docs/decisions/0002-dependencies.md").read_text(encoding="utf-8")
    )
    for target in set(targets.split()) - {"browsers", "clean"}:
        assert f"make {target}" in said, target


def test_every_environment_variable_is_documented() -> None:
    found = set()
    for path in (ROOT / "companion").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"KONTAKT_[A-Z_]+", node.value)
            ):
                found.add(node.value)
    documented = README + "".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs").rglob("*.md"))
    assert {name for name in found if f"`{name}`" not in documented} == set()
    assert "KONTAKT_DATA" in found


def test_every_setting_of_the_extension_is_documented() -> None:
    schema = json.loads((ROOT / "extension/managed-schema.json").read_text(encoding="utf-8"))
    text = (ROOT / "deploy/policies/README.md").read_text(encoding="utf-8")
    assert {name for name in schema["properties"] if f"| `{name}` |" not in text} == set()


def test_every_field_of_the_codebook_is_documented() -> None:
    text = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")
    for table in load().tables.values():
        for column in table.columns:
            assert f"`{column}`" in text, f"{table.name}.{column}"


def test_links_between_documents_lead_somewhere() -> None:
    for path in [
        ROOT / "README.md",
        ROOT / "SECURITY.md",
        ROOT / "CHANGELOG.md",
        *(ROOT / "docs").rglob("*.md"),
        *(ROOT / "deploy").rglob("*.md"),
    ]:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if "://" not in target and not target.startswith("mailto:"):
                assert (path.parent / target).exists(), f"{path.relative_to(ROOT)}: {target}"
