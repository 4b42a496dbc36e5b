"""The policies of managed browsers in ``deploy/policies/``, made from the extension's manifest.

``python scripts/build_policies.py`` writes them; ``--check`` only says whether they are as the manifest wants them.
JSON is what Chromium's family reads on Linux and Firefox everywhere, ``.reg`` is for Windows.

Names and shapes of the policies: Chrome Enterprise policy list, Microsoft Edge browser policy reference and Firefox
administrator reference, read in November 2026.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "deploy/policies"
MANAGED_STORAGE = {"port": 47113}
"""What the organisation sets for everybody: nothing but the port, so that each person keeps the choice."""
FIREFOX_ZIP = "https://kontakt.example/kontakt-firefox.xpi"
"""Where the signed add-on lies; an organisation puts its own address here."""

FIRST_NUMBER = 47101
"""Of the entries of lists in the registry."""

FAMILIES = {
    "chrome": {
        "update_url": "https://clients2.google.com/service/update2/crx",
        "toolbar": {"toolbar_pin": "force_pinned"},
        "registry": r"Google\Chrome",
    },
    "edge": {
        "update_url": "https://edge.microsoft.com/extensionwebstorebase/v1/crx",
        "toolbar": {"toolbar_state": "force_shown"},
        "registry": r"Microsoft\Edge",
    },
}


def manifest() -> dict[str, Any]:
    """The manifest of the extension."""
    found: dict[str, Any] = json.loads((ROOT / "extension/manifest.json").read_text(encoding="utf-8"))
    return found


def chromium_id(key: str) -> str:
    """The id that Chromium derives from a manifest's ``key``: 16 bytes of its SHA-256, hexadecimal digits as a to p."""
    digest = hashlib.sha256(base64.b64decode(key)).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def platforms(wanted: dict[str, Any]) -> list[str]:
    """Origins of the platforms that are read by themselves."""
    return [pattern.removesuffix("/*") for pattern in wanted["content_scripts"][0]["matches"]]


def chromium_policies(wanted: dict[str, Any], family: dict[str, Any]) -> dict[str, Any]:
    """Policies of Chrome or Edge: install it, show its icon, let it reach the companion, and nobody else."""
    extension, sites = chromium_id(wanted["key"]), platforms(wanted)
    return {
        "ExtensionSettings": {
            extension: {
                "installation_mode": "force_installed",
                "update_url": family["update_url"],
                **family["toolbar"],
                "runtime_allowed_hosts": ["http://127.0.0.1", *sites],
            }
        },
        "LoopbackNetworkAllowedForUrls": [f"chrome-extension://{extension}"],
        "LoopbackNetworkBlockedForUrls": sites,
        "3rdparty": {"extensions": {extension: MANAGED_STORAGE}},
    }


def firefox_policies(wanted: dict[str, Any]) -> dict[str, Any]:
    """Policies of Firefox: the same, with the names it has for them."""
    extension = wanted["browser_specific_settings"]["gecko"]["id"]
    settings = {
        "installation_mode": "force_installed",
        "install_url": FIREFOX_ZIP,
        "default_area": "navbar",
        "private_browsing": False,
    }
    return {
        "policies": {
            "ExtensionSettings": {extension: settings},
            "LocalNetworkAccess": {"Enabled": True, "BlockTrackers": True, "Locked": True},
            "3rdparty": {"Extensions": {extension: MANAGED_STORAGE}},
        }
    }


def _value(one: str | int) -> str:
    """A value as a registry file writes it."""
    if isinstance(one, int):
        return f"dword:{one:08x}"
    return '"' + one.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _keys(place: str, value: dict[str, Any] | list[str]) -> Iterator[str]:
    """A dictionary or list below a key; lists are numbered so high that no other entry is replaced."""
    inner = dict(enumerate(value, FIRST_NUMBER)) if isinstance(value, list) else value
    plain = {name: one for name, one in inner.items() if isinstance(one, str | int)}
    if plain:
        yield f"\r\n[{place}]"
        for name, one in plain.items():
            yield f'"{name}"={_value(one)}'
    for name, one in inner.items():
        if name not in plain:
            yield from _keys(rf"{place}\{name}", one)


def registry_file(policies: dict[str, Any], place: str) -> str:
    """The same policies as a Windows registry file; importing it leaves an organisation's other policies alone."""
    root = rf"HKEY_LOCAL_MACHINE\SOFTWARE\Policies\{place}"
    [[extension, settings]] = policies["3rdparty"]["extensions"].items()
    values = {key: one if isinstance(one, str | int) else json.dumps(one) for key, one in settings.items()}
    lines = [
        "Windows Registry Editor Version 5.00",
        *_keys(root, {name: value for name, value in policies.items() if name != "3rdparty"}),
        *_keys(rf"{root}\3rdparty\extensions\{extension}\policy", values),
    ]
    return "\r\n".join(lines) + "\r\n"


def files() -> dict[Path, str]:
    """Every file with its content."""
    wanted = manifest()
    made = {Path("firefox/policies.json"): _json(firefox_policies(wanted))}
    for name, family in FAMILIES.items():
        policies = chromium_policies(wanted, family)
        made[Path(name, "kontakt.json")] = _json(policies)
        made[Path(name, "kontakt.reg")] = registry_file(policies, family["registry"])
    return made


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def stale(folder: Path = FOLDER) -> list[str]:
    """Names of files that are not as they should be."""
    return [
        path.as_posix()
        for path, content in files().items()
        if not (folder / path).is_file() or (folder / path).read_bytes() != content.encode()
    ]


def main() -> int:
    """Write or check; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    if parser.parse_args().check:
        for name in stale():
            print(f"not up to date: deploy/policies/{name}")
        return 1 if stale() else 0
    for path, content in files().items():
        target = FOLDER / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())
        print(f"deploy/policies/{path.as_posix()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
