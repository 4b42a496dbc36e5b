"""Every worked example of ``docs/how-to`` runs.

``python`` blocks of a page run one after the other in one program, in an empty folder. A ``js`` block names its file;
the files are put into a copy of the extension and its tests, named in the manifest, and their tests run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.started import ROOT

PAGES = sorted((ROOT / "docs/how-to").glob("*.md"))
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)


def blocks(page: Path, language: str) -> list[tuple[str, str]]:
    """File name (if given) and text of the blocks in one language."""
    found = BLOCK.findall(page.read_text(encoding="utf-8"))
    return [(name, text) for kind, name, text in found if kind == language]


PYTHON = [page for page in PAGES if blocks(page, "python")]
JAVASCRIPT = [page for page in PAGES if blocks(page, "js")]


def test_every_page_has_an_example_and_is_listed() -> None:
    assert len(PAGES) >= 5
    index = (ROOT / "docs/how-to/README.md").read_text(encoding="utf-8")
    for page in PAGES:
        if page.name != "README.md":
            assert page in PYTHON or page in JAVASCRIPT, page.name
            assert f"]({page.name})" in index
            assert "assert" in page.read_text(encoding="utf-8")


def test_what_they_name_exists() -> None:
    """Files named in the text of a page lie where it says."""
    for page in PAGES:
        text = BLOCK.sub("", page.read_text(encoding="utf-8"))
        for name in re.findall(r"`((?:companion|extension|tests|docs|scripts)/[\w./-]+)`", text):
            assert (ROOT / name).exists(), f"{page.name}: {name}"
        for module in re.findall(r"python -m ([\w.]+)", text):
            path = ROOT / module.replace(".", "/")
            run = path / "__main__.py" if path.is_dir() else path.with_suffix(".py")
            assert run.is_file(), f"{page.name}: {module}"


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.stem)
def test_python_examples_run(page: Path, tmp_path: Path) -> None:
    script = tmp_path / "example.py"
    script.write_text("\n".join(text for _, text in blocks(page, "python")), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, str(script)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "KONTAKT_DATA": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert run.returncode == 0, run.stderr


@pytest.mark.parametrize("page", JAVASCRIPT, ids=lambda page: page.stem)
def test_javascript_examples_run(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "extension", tmp_path / "extension")
    (tmp_path / "tests/extension/reader").mkdir(parents=True)
    shutil.copy(ROOT / "tests/extension/reader/load.js", tmp_path / "tests/extension/reader")
    shutil.copy(ROOT / "package.json", tmp_path)
    (tmp_path / "node_modules").symlink_to(ROOT / "node_modules", target_is_directory=True)
    manifest = json.loads((tmp_path / "extension/manifest.json").read_text(encoding="utf-8"))
    files = manifest["content_scripts"][0]["js"]
    tests = []
    for name, text in blocks(page, "js"):
        assert not (ROOT / name).exists(), f"{name} is a real file"
        (tmp_path / name).write_text(text, encoding="utf-8")
        if name.endswith(".test.js"):
            tests.append(name)
        else:
            files.insert(files.index("reader/port.js"), name.removeprefix("extension/"))
    (tmp_path / "extension/manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert tests
    run = subprocess.run(
        ["node", "--test", *tests], cwd=tmp_path, capture_output=True, text=True, timeout=150
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert re.search(r"^. pass [1-9]", run.stdout, re.M)
