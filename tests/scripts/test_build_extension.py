"""The zips of the extension: the same bytes twice, everything inside that is needed, nothing else."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.build_extension import EXTENSION, build, contents
from tests.started import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Both zips, built by the documented command."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, str(ROOT / "scripts/build_extension.py"), "--out", str(out)]
    subprocess.run(command, check=True, timeout=60, cwd=out)
    return sorted(out.iterdir())


def test_another_checkout_on_another_day_gives_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / "extension"
    shutil.copytree(EXTENSION, copy, copy_function=shutil.copyfile)
    for path in copy.rglob("*"):
        os.utime(path, (1, 10**9))
        if path.suffix == ".js":  # as git writes it on Windows
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (copy / "manifest.json").chmod(0o600)
    again = sorted(build(tmp_path / "out", source=copy))
    assert [path.name for path in again] == [path.name for path in built]
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in built]


def test_what_the_manifest_names_is_inside_and_nothing_of_the_developers(built: list[Path]) -> None:
    for path in built:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            names = set(archive.namelist())
            manifest = json.loads(archive.read("manifest.json"))
        assert manifest["version"] in path.name
        [scripts] = [entry["js"] for entry in manifest["content_scripts"]]
        named = {*manifest["icons"].values(), *scripts, manifest["background"]["service_worker"]}
        named |= {manifest["side_panel"]["default_path"], manifest["storage"]["managed_schema"]}
        assert named <= names
        assert not [name for name in names if name.endswith((".d.ts", ".map", ".md")) or "test" in name]


def test_both_families_get_the_same_manifest(built: list[Path]) -> None:
    manifests = [zipfile.ZipFile(path).read("manifest.json") for path in built]
    assert [path.name.split("-")[1] for path in built] == ["chromium", "firefox"]
    assert manifests == [(EXTENSION / "manifest.json").read_bytes()] * 2


def test_only_the_first_upload_goes_without_the_key(tmp_path: Path) -> None:
    chromium, firefox = sorted(build(tmp_path, first_upload=True))
    without = json.loads(zipfile.ZipFile(chromium).read("manifest.json"))
    whole = json.loads(zipfile.ZipFile(firefox).read("manifest.json"))
    assert "key" in whole
    assert {key: value for key, value in whole.items() if key != "key"} == without


def test_a_file_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("do not ship me")
    with pytest.raises(ValueError, match=r"notes\.txt"):
        contents(tmp_path)
