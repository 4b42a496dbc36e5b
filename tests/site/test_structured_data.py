"""The structured data against schema.org's own definitions, by the TypeScript compiler."""

import json
import re
import subprocess
from pathlib import Path

from companion.bank.entry import Bank
from companion.site.structured_data import plain

ROOT = Path(__file__).parents[2]
TYPES = {"FAQPage", "ClaimReview"}


def blocks(site: Path) -> list[dict]:
    found = []
    for path in sorted(site.rglob("*.html")):
        for text in re.findall(
            r'<script type="application/ld\+json">(.*?)</script>', path.read_text(encoding="utf-8")
        ):
            found.append(json.loads(text))
    return found


def test_topics_and_corrections_carry_their_data(site: Path) -> None:
    kinds = [block["@type"] for block in blocks(site)]
    assert set(kinds) == TYPES
    assert kinds.count("ClaimReview") == len(list((site / "richtigstellungen").glob("*/index.html")))


def test_replies_for_a_thread_are_no_questions_and_answers(site: Path, shipped_bank: Bank) -> None:
    inside = [entry for entry in shipped_bank.entries.values() if not entry.on_website]
    assert inside
    answered = {
        question["acceptedAnswer"]["text"]
        for block in blocks(site)
        for question in block.get("mainEntity", [])
    }
    assert not answered & {plain(entry.text(None, "sie")) for entry in inside}
    assert not [entry.id for entry in inside if (site / "antworten" / entry.id).exists()]


def compile_against_schema(items: list[dict], folder: Path) -> subprocess.CompletedProcess[str]:
    lines = ["import type { ClaimReview, FAQPage, WithContext } from 'schema-dts';"]
    for number, item in enumerate(items):
        value = json.dumps(item, ensure_ascii=False)
        lines.append(f"export const item{number}: WithContext<{item['@type']}> = {value};")
    (folder / "data.ts").write_text("\n".join(lines), encoding="utf-8")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    compiler = ROOT / "node_modules" / ".bin" / "tsc"
    return subprocess.run(
        [str(compiler), "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "data.ts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_all_data_fits_the_definitions_of_schema_org(site: Path, tmp_path: Path) -> None:
    result = compile_against_schema(blocks(site), tmp_path)
    assert result.returncode == 0, result.stdout[:2000]


def test_the_check_would_notice_a_wrong_property(site: Path, tmp_path: Path) -> None:
    wrong = next(block for block in blocks(site) if block["@type"] == "ClaimReview")
    result = compile_against_schema([wrong | {"claimReviewedd": "x"}], tmp_path)
    assert "claimReviewedd" in result.stdout
