"""The wheel holds everything: installed without the checkout, ``kontakt start`` works."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.small_bank import QUESTION
from tests.started import ROOT, Companion

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, "-m", "pip", *command], check=True, timeout=120)
    [built] = folder.glob("*.whl")
    return built


def test_extension_bank_and_data_are_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "companion/_shipped/extension/manifest.json",
        "companion/_shipped/extension/panel/panel.html",
        "companion/_shipped/answer_bank/bank.yaml",
        "companion/codebook/codebook.yaml",
        "companion/locale/de/LC_MESSAGES/kontakt.mo",
        "companion/training.html",
    ):
        assert name in names
    for folder, ends in (
        ("extension", (".js", ".html", ".css", ".json", ".png")),
        ("answer_bank", (".md", ".yaml")),
    ):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in ends and "node_modules" not in path.parts:
                assert f"companion/_shipped/{path.relative_to(ROOT).as_posix()}" in names, path
    assert not [name for name in names if "/tests/" in name or "__pycache__" in name]


def test_it_starts_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    binary = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = binary / Path(sys.executable).name
    # The libraries are those of this environment; the package itself comes from the wheel.
    purelib = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (purelib / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
        timeout=120,
    )
    where = [str(python), "-c", "import companion; print(companion.__file__)"]
    found = subprocess.run(where, capture_output=True, text=True, check=True, timeout=60, cwd=tmp_path).stdout
    assert found.startswith(str(home)), found
    companion = Companion(tmp_path / "data", command=[str(binary / "kontakt")]).pair()
    try:
        assert str(home) in companion.output(), "the extension of the wheel, not of the checkout"
        companion.wait_ready()
        question = {"text": QUESTION}
        assert companion.request("POST", "/api/v1/suggestions", question).json()["answers"]
    finally:
        companion.stop()
