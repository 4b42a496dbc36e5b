"""Pictures of the desk, light and dark: ``python scripts/desk_screenshots.py [--out FOLDER] [--only WORD]``.

Walks the first page of every group in the navigation, on a fresh companion with the shipped bank.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from companion import server  # noqa: E402
from companion.app import create_app, make_parts  # noqa: E402
from companion.config import Settings  # noqa: E402
from companion.desk import desk_of, navigation  # noqa: E402
from scripts.screenshots_stale import record  # noqa: E402
from tests.e2e.drivers.chromium import EXECUTABLE, shared_playwright  # noqa: E402
from tests.serving import serving  # noqa: E402


def main() -> int:
    """Write ``GROUP-light.png`` and ``GROUP-dark.png``; return the exit code."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots" / "desk")
    options.add_argument("--only", default="", help="part of a group's name")
    chosen = options.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        sock = server.bind(0)
        port = sock.getsockname()[1]
        parts = make_parts(Settings(Path(folder), port), port)
        app = create_app(parts)
        desk = desk_of(app)
        desk.preferences.choose_role("teamleitung")
        parts.active.start().join()
        with serving(app, sock), shared_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=["--no-sandbox"])
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": 1280, "height": 800}, color_scheme=scheme, locale="de-DE"
                )
                page.goto(desk.links.address())
                for item in navigation.shown_to("teamleitung"):
                    name = item.blueprint.removeprefix("desk_")
                    if chosen.only in name:
                        page.get_by_role("link", name=item.label, exact=True).click()
                        page.wait_for_selector("html[data-ready]")
                        picture = chosen.out / f"{name}-{scheme}.png"
                        page.screenshot(path=picture)
                        record([picture.resolve()])
            browser.close()
        desk.close()
        parts.log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
