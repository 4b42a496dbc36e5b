"""Nothing of what people read at the command line is click's English: neither help nor the errors of wrong usage."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from scripts import translations
from scripts.reference import every_command
from tests.started import ROOT, SOURCES

ENGLISH = re.compile(
    r"\b(usage|options?:|commands:|arguments?|show|this|exit|required|default|env var|no such|missing|invalid|values?"
    r"|error|try|did you|got|unexpected|extra|does|is not|not valid|choose|from:|takes?|requires?|aborted"
    r"|INTEGER|RANGE|DIRECTORY|FILE|PATH|FLOAT|BOOLEAN|DATETIME|OPTIONS|COMMAND|ARGS)\b",
    re.IGNORECASE,
)
NAMES = re.compile(
    r"(?m)^  Beispiel: (?s:.*?)(?=\n\n|\Z)|^Aufruf: kontakt [a-z -]+|^  \S+|'?--?[a-z][a-z-]*'?|„[^“]*“"
)
"""Names of commands and options, commands in quotes and examples."""
FOR_PROGRAMMERS = {
    "deprecated", "DeprecationWarning", "Could not determine name", "No options defined", "Arguments take exactly",
    "defined twice", "cannot use the same flag", "Value must be an iterable", "version %(version)s",
    "Invalid start character", "Unknown color", "Unknown standard stream", "Positional arguments", "Choice(",
}  # fmt: skip
"""Beginnings of messages that nobody at a terminal ever reads: about wrong declarations, or unused here."""

RUN = """
import contextlib, io, json, sys
from companion import cli
cli._end_at_once = sys.exit
answers = []
for call in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main(call)
            code = 0
        except SystemExit as ended:
            code = ended.code or 0
        except Exception as error:
            raise SystemExit(f"{call}: {error!r}")
    answers.append([code, out.getvalue(), err.getvalue()])
print(json.dumps(answers))
"""


def run(calls: list[list[str]]) -> list[tuple[int, str, str]]:
    """Exit code, output and errors of each call; all in one process of its own, with an English system."""
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": SOURCES,
            "LANG": "en_US.UTF-8",
            "LANGUAGE": "en",
            "KONTAKT_DATA": "/gibt/es/nicht",
        },
    )
    assert done.returncode == 0, done.stderr
    return [(code, out, err) for code, out, err in json.loads(done.stdout)]


def without_names(text: str) -> str:
    return NAMES.sub("", text)


def wrong_values(name: str, command: click.Command) -> Iterator[list[str]]:
    """Calls of a command with one value that its type refuses."""
    for option in command.params:
        if not isinstance(option, click.Option) or option.is_flag or option.nargs != 1:
            continue
        kind = option.type
        if isinstance(kind, (click.IntRange, click.FloatRange)):
            yield [*name.split()[1:], option.opts[0], "viele"]
            if kind.max is not None:  # else the command would run
                yield [*name.split()[1:], option.opts[0], "9" * 12]
        elif isinstance(kind, (click.Choice, click.DateTime)):
            yield [*name.split()[1:], option.opts[0], "so nicht"]
        elif isinstance(kind, click.Path):
            if kind.exists:
                yield [*name.split()[1:], option.opts[0], str(ROOT / "gibt/es/nicht")]
            if not kind.dir_okay:
                yield [*name.split()[1:], option.opts[0], str(ROOT)]
            if not kind.file_okay:
                yield [*name.split()[1:], option.opts[0], str(Path(__file__))]


@cache
def helps() -> dict[str, tuple[int, str, str]]:
    calls = [["--help"], *([*name.split()[1:], "--help"] for name, _, _ in every_command())]
    return dict(zip((" ".join(call) for call in calls), run(calls), strict=True))


def test_every_help_is_german() -> None:
    for call, (code, out, err) in helps().items():
        assert (code, err) == (0, ""), call
        assert out.startswith("Aufruf: kontakt"), call
        assert "Diese Hilfe zeigen." in out, call
        found = ENGLISH.search(without_names(out))
        assert found is None, (call, found, out)


def test_help_says_what_is_needed_what_else_is_taken_and_which_numbers_go() -> None:
    assert "[nötig]" in helps()["report --help"][1]
    assert "[Vorgabe: auto]" in helps()["report --help"][1]
    assert "Angaben:" in helps()["report --help"][1]
    assert "--worst ZAHL" in helps()["evaluate --help"][1]
    assert "--data ORDNER" in helps()["report --help"][1]
    assert "Aufruf: kontakt cycle [ANGABEN] BEFEHL" in helps()["cycle --help"][1]
    assert "Befehle:" in helps()["cycle --help"][1]
    assert "Die Version zeigen." in helps()["--help"][1]


def test_every_error_of_wrong_usage_is_german_and_says_what_to_do() -> None:
    commands = every_command()
    calls = [
        ["--gibtsnicht"],
        ["gibtsnicht"],
        *([*name.split()[1:], "--gibtsnicht"] for name, _, _ in commands),
    ]
    for name, command, _ in commands:
        words = name.split()[1:]
        calls += wrong_values(name, command)
        if isinstance(command, click.Group):
            calls.append([*words, "gibtsnicht"])
        elif any(item.required for item in command.params):
            calls.append(words)
    assert len(calls) > 150
    for call, (code, out, err) in zip(calls, run(calls), strict=True):
        assert (code, out) == (2, ""), (call, err)
        lines = err.splitlines()
        assert lines[0].startswith("Fehler: "), (call, err)
        assert lines[-1].startswith("Was tun: „kontakt "), (call, err)
        assert "--help“" in lines[-1], (call, err)
        found = ENGLISH.search(without_names(err))
        assert found is None, (call, found, err)


SAID = (
    (["gibtsnicht"], "Den Befehl 'gibtsnicht' gibt es nicht."),
    (["cycle", "lst"], "Meintest du 'list'?"),
    (["doctor", "--jsn"], "Die Angabe '--jsn' gibt es nicht. Meintest du '--json'"),
    (["doctor", "a"], "Der Befehl nimmt keine weitere Angabe: a"),
    (["doctor", "a", "b"], "Der Befehl nimmt keine weiteren Angaben: a b"),
    (["doctor", "--data"], "Zur Angabe '--data' fehlt der Wert."),
    (["doctor", "--json=3"], "Die Angabe '--json' nimmt keinen Wert."),
    (["cycle", "decide"], "Es fehlt die Angabe 'NAME'."),
    (["cycle", "decide", "herbst"], "Es fehlt die Angabe 'BESCHLUSS'."),
    (["report"], "Es fehlt die Angabe '--period'."),
    (["autostart", "an"], "'an' geht nicht, möglich sind: 'on', 'off'."),
    (["start", "--port", "x"], "Die Angabe '--port' passt nicht: 'x' ist keine Zahl."),
    (["start", "--port", "70000"], "Die Angabe '--port' passt nicht: 70000 liegt nicht im Bereich"),
    (["contacts", "demo-data", "--until", "bald"], "'bald' ist kein Tag, zum Beispiel: 2026-11-30"),
    (["unseal", "/gibt/es/nicht"], "'/gibt/es/nicht' gibt es nicht."),
    (["report", "--out", "/"], "'/' ist ein Ordner, gebraucht wird eine Datei."),
    (["report", "--data", __file__], "ist eine Datei, gebraucht wird ein Ordner."),
)  # fmt: skip


def test_errors_of_wrong_usage_name_what_is_wrong() -> None:
    for (call, said), (code, out, err) in zip(SAID, run([call for call, _ in SAID]), strict=True):
        assert (code, out) == (2, ""), call
        assert said in err, (call, err)


def test_a_group_without_a_command_shows_its_help() -> None:
    ((code, out, err),) = run([["cycle"]])
    assert (code, out) == (2, "")
    assert err.startswith("Aufruf: kontakt cycle")
    assert "Fehler" not in err


def click_says() -> set[str]:
    """Every message of the installed click that can be translated."""
    found = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        calls = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call)
        ]
        for call in calls:
            named = isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
            if named and isinstance(call.args[0], ast.Constant):
                found.add(str(call.args[0].value))
    return found


def test_the_catalogue_knows_every_message_of_click() -> None:
    known = translations.read_po(translations.SOURCE)
    unknown = {
        message
        for message in click_says() - set(known)
        if not any(part in message for part in FOR_PROGRAMMERS)
    }
    assert unknown == set()


def test_the_catalogue_in_use_is_made_from_its_source() -> None:
    assert translations.to_mo(translations.read_po(translations.SOURCE)) == translations.COMPILED.read_bytes()


def test_placeholders_of_the_catalogue_are_those_of_the_messages() -> None:
    """One that click does not fill would end in a traceback."""
    for message, (plural, german) in translations.read_po(translations.SOURCE).items():
        if message:
            given = set(re.findall(r"{(\w+)", message + plural))
            assert all(set(re.findall(r"{(\w+)", text)) <= given for text in german), message
