"""The reference of commands and routes in ``docs/reference/``, made from the program itself.

``python scripts/reference.py`` writes it; ``tests/test_reference.py`` says when it is out of date.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from companion.api.guard import Access  # noqa: E402
from companion.app import create_app, make_parts  # noqa: E402
from companion.cli import kontakt  # noqa: E402
from companion.config import Settings, shipped  # noqa: E402

FOLDER = ROOT / "docs/reference"
WHO = {
    Access.ANYONE: "any program of this computer, no web page",
    Access.PAIRING: "an extension with a valid code",
    Access.PAIRED: "a paired extension with its token",
    Access.CONTROL: "the commands, with the secret of `running.json`",
    Access.DESK: "a signed-in session of the desk",
    Access.DESK_ENTRANCE: "the desk's own pages before sign-in",
}


def commands(
    group: click.Group, path: str, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    """Every command with its full name, alphabetically, groups before what is in them."""
    for name in sorted(group.list_commands(context)):
        command = group.get_command(context, name)
        assert command is not None
        inner = click.Context(command, parent=context, info_name=name)
        yield f"{path} {name}", command, inner
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}", inner)


def every_command() -> list[tuple[str, click.Command, click.Context]]:
    """All commands of ``kontakt``."""
    return list(commands(kontakt, "kontakt", click.Context(kontakt, info_name="kontakt")))


def commands_page() -> str:
    """``commands.md``."""
    lines = ["# Befehle", "", "<!-- made by `python scripts/reference.py` -->", ""]
    for name, command, context in every_command():
        lines += [f"## `{name}`", "", _paragraphs(command.help or ""), ""]
        if isinstance(command, click.Group):
            continue
        usage = " ".join(command.collect_usage_pieces(context))
        lines += [f"`{name} {usage}`".replace(" `", "`"), ""]
        options = [item for item in command.params if isinstance(item, click.Option) and not item.hidden]
        if options:
            lines += ["| Angabe | |", "|---|---|"]
            for option in options:
                words = f"{option.help or ''} {_allowed(option)}".strip().replace("|", "\\|")
                lines.append(f"| `{', '.join(option.opts)}` | {words} |")
            lines.append("")
    return "\n".join(lines)


def _allowed(option: click.Option) -> str:
    """Whether an option is needed, what it takes, and what holds without it."""
    said = ["nötig"] if option.required else []
    kind = option.type
    if isinstance(kind, click.Choice):
        *others, last = (f"`{choice}`" for choice in kind.choices)
        said.append(f"{', '.join(others)} oder {last}" if others else last)
    elif isinstance(kind, click.IntRange):
        said.append(f"ab {kind.min}" if kind.max is None else f"{kind.min} bis {kind.max}")
    elif isinstance(kind, click.DateTime):
        said.append("JJJJ-MM-TT")
    default = option.to_info_dict()["default"]
    if default not in (None, "", ()) and not option.is_flag:
        said.append(f"ohne Angabe `{default}`")
    return f"({'; '.join(said)})" if said else ""


def _paragraphs(text: str) -> str:
    """Help text as Markdown: each paragraph one line, examples as code."""
    found = []
    for paragraph in text.replace("\b", "").strip().split("\n\n"):
        line = " ".join(paragraph.split())
        start, mark, example = line.partition("Beispiel: ")
        found.append(f"{start}{mark}`{example}`" if mark else line)
    return "\n\n".join(found)


def routes_page() -> str:
    """``http.md``."""
    with tempfile.TemporaryDirectory() as folder:
        parts = make_parts(Settings(Path(folder), 0, shipped("answer_bank")), 0)
        app = create_app(parts)
        document = app.spec
        rows = []
        for rule in app.url_map.iter_rules():
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                path = rule.rule.replace("<path:", "<").replace("<", "{").replace(">", "}")
                operation = document["paths"].get(path, {}).get(method.lower(), {})
                view = app.view_functions[rule.endpoint]
                words = operation.get("summary") or (view.__doc__ or "").strip().split("\n")[0]
                access = parts.guard.access_of(rule.endpoint, rule.rule)
                rows.append((path, method, WHO[access], words.replace("|", "\\|")))
        parts.log.close()
    head = [
        "# Routes",
        "",
        "<!-- made by `python scripts/reference.py` -->",
        "",
        "Every route, who may call it, and what for. Shapes of requests and answers: `/api/openapi.json` of a running",
        "companion, and [architecture.md](../architecture.md). What is refused: [SECURITY.md](../../SECURITY.md).",
        "",
        "| method | path | who | |",
        "|---|---|---|---|",
    ]
    return (
        "\n".join(
            [
                *head,
                *(f"| {method} | `{path}` | {who} | {words} |" for path, method, who, words in sorted(rows)),
            ]
        )
        + "\n"
    )


PAGES = {"commands.md": commands_page, "http.md": routes_page}


def main() -> None:
    """Write both."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
        print(f"docs/reference/{name}")


if __name__ == "__main__":
    main()
