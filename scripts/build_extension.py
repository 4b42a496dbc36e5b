"""The two zips of the extension, for the stores of Chromium and Firefox: ``make extension``.

``python scripts/build_extension.py [--out dist] [--first-upload]`` needs nothing but Python. The same checkout gives
the same bytes on every machine: names are sorted, every time is 1980-01-01, ends of lines are those of the
repository, and nothing is compressed, because two versions of zlib do not agree on what that looks like.

Both zips hold the same files and the same manifest. ``--first-upload`` leaves ``key`` out of Chromium's, because the
Chrome Web Store gives a new item its own (docs/release.md).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import zipfile
from pathlib import Path

EXTENSION = Path(__file__).parent.parent / "extension"
FOR_DEVELOPERS = {"jsconfig.json", "types.d.ts"}
TEXT = {".js", ".json", ".html", ".css", ".svg"}
BINARY = {".png"}
FAMILIES = ("chromium", "firefox")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def contents(source: Path = EXTENSION) -> dict[str, bytes]:
    """What goes into a zip: name inside it → bytes.

    Raises:
        ValueError: a file of a kind that no extension needs.
    """
    found = {}
    for path in source.rglob("*"):
        name = path.relative_to(source).as_posix()
        if path.is_dir() or name in FOR_DEVELOPERS or path.name.startswith("."):
            continue
        if path.suffix not in TEXT | BINARY:
            raise ValueError(f"{name}: what is this file for?")
        data = path.read_bytes()
        found[name] = data.replace(b"\r\n", b"\n") if path.suffix in TEXT else data
    return found


def without_key(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files, the manifest without the public key that fixes the id in Chromium."""
    manifest = json.loads(files["manifest.json"])
    del manifest["key"]
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return files | {"manifest.json": text.encode()}


def write_zip(path: Path, files: dict[str, bytes]) -> str:
    """Write the zip; returns its SHA-256."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system = 3  # else it would tell on which system it was built
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(out: Path, first_upload: bool = False, source: Path = EXTENSION) -> dict[Path, str]:
    """Build both zips into a folder; returns path → SHA-256."""
    files = contents(source)
    version = json.loads(files["manifest.json"])["version"]
    out.mkdir(parents=True, exist_ok=True)
    built = {}
    for family in FAMILIES:
        path = out / f"kontakt-{family}-{version}.zip"
        chosen = without_key(files) if first_upload and family == "chromium" else files
        built[path] = write_zip(path, chosen)
    return built


def main() -> None:
    """Build and print size and hash of each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("dist"))
    parser.add_argument(
        "--first-upload", action="store_true", help="leave the key out of Chromium's manifest"
    )
    options = parser.parse_args()
    for path, digest in build(options.out, options.first_upload).items():
        print(f"{digest}  {path} ({path.stat().st_size / 1024:.0f} KB)")


if __name__ == "__main__":
    main()
