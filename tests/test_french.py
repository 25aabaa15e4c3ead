"""No command speaks English: the table of what click says is whole, and nothing of it gets through."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Final

import click
import pytest
from conftest import ROOT

from fichegen.cli import COMMANDS, cli, main
from fichegen.cli.french import SENTENCES, french

CLICK: Final = Path(click.__file__).parent

NEVER_SHOWN: Final = {
    # questions to people at the terminal: no command asks any
    "Do you want to continue?", "Confirm the action without prompting.", "Press any key to continue...",
    "Repeat for confirmation", "Error: The two entered values do not match.", "Error: invalid input", "Aborted!",
    # editors, colours, streams, the console of Windows, progress of days: not used
    "{editor}: Editing failed", "{editor}: Editing failed: {e}", "Unknown color {colour}",
    "Unknown standard stream '{name}'", "Windows error: {error}", "d",
    # ours is written otherwise
    "%(prog)s, version %(version)s", "Usage:",
    # mistakes of programmers
    "Could not determine name for option with declarations {decls}", "Name '{name}' defined twice",
    ("No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you"
     " mean to pass '--{name}'?"), "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Boolean option {decl} cannot use the same flag for true/false.",
    "Invalid start character for option ({option})", "Choice({choices})", "Value must be an iterable.",
    # no command or option is deprecated, none is of these types
    "deprecated", "DeprecationWarning: The command {name} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name} is deprecated.{extra_message}",
    "file", "directory", "path", "{value} is not a valid UUID.", "Missing {param_type}",
    "Missing parameter: {param_name}",
    # our way to the script of bash goes round them
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
}  # fmt: skip
ALSO_FRENCH: Final = {"options", "option", "argument", "arguments", "format", "formats", "message", "version", "versions", "command", "commands", "valid", "name", "bash", "usage"}  # fmt: skip


def bare(words: str) -> str:
    """Take the conversions off the gaps."""
    parts = Formatter().parse(words)
    return "".join(literal + (f"{{{name}}}" if name else "") for literal, name, _, _ in parts)


def messages() -> Iterator[str]:
    """Yield what click gives gettext to translate, out of its source."""
    for path in CLICK.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_", "ngettext"):
                for argument in node.args[:2]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


MESSAGES: Final = sorted({*messages()})


def test_click_still_says_what_it_said() -> None:
    assert len(MESSAGES) > 50


@pytest.mark.parametrize("message", MESSAGES)
def test_all_that_click_says_is_in_the_table(message: str) -> None:
    known = [bare(english) for english, _ in SENTENCES]
    # "Missing argument" gets its name behind it, "Try …" gets a name of two gaps in one
    begins = any(english.startswith(f"{message} {{") for english in known)
    tries = message == "Try '{command} {option}' for help."
    assert bare(message) in known or begins or tries or bare(message) in NEVER_SHOWN


@pytest.mark.parametrize(("english", "ours"), SENTENCES)
def test_gaps_are_filled_with_what_was_in_them(english: str, ours: str) -> None:
    names = [name for _, name, _, _ in Formatter().parse(english) if name]
    assert {name for _, name, _, _ in Formatter().parse(ours) if name} <= {*names}
    values = {name: f"zz{number}'z" for number, name in enumerate(names)}
    told = french(Formatter().vformat(english, (), values))
    assert all(values[name] in told for _, name, _, _ in Formatter().parse(ours) if name)
    assert not english_in(told)


ENGLISH: Final = {
    word
    for message in MESSAGES
    for literal, *_ in Formatter().parse(message)
    for word in re.findall(r"[a-z]{4,}", literal.lower())
} - ALSO_FRENCH


def english_in(said: str) -> set[str]:
    """Return the words of click in a text, save those that stand in the name of an option."""
    return {*re.findall(r"[^\W\d_]+", re.sub(r"--?[\w-]+", "", said.lower()))} & ENGLISH


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_french(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*([command] if command else []), "--help"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Usage : fichegen")
    assert "Montrer cette aide." in said
    assert not english_in(said)
    assert not re.search(r"(?m)^\S.*[^ ]:$", said), "two signs stand off from the word in French"


def wrong_calls() -> Iterator[tuple[str, ...]]:
    """Yield calls of every command that are wrong, each in every way that its options allow."""
    yield ("bild",)
    yield ("--absent",)
    yield ("--versio",)
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        assert command
        yield (name, "--absent")
        yield (name, "--hel")
        if not any(p.nargs == -1 for p in command.params):
            yield (name, *(["x"] * 3))
        for param in command.params:
            long = next((opt for opt in param.opts if opt.startswith("--")), "")
            if isinstance(param, click.Argument) and param.required:
                yield (name,)
            if not long or not isinstance(param, click.Option):
                continue
            yield (name, f"{long}=x") if param.is_flag else (name, long)
            if isinstance(param.type, click.Choice | click.DateTime | click.types.IntParamType):
                yield (name, long, "x\x1b[31m'y")
            if isinstance(param.type, click.IntRange):
                yield (name, long, "-7")


@pytest.mark.parametrize("call", [*wrong_calls()], ids=" ".join)
def test_wrong_usage_is_told_in_french(
    call: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert main(call) == 2
    said = capsys.readouterr().err
    assert "Erreur : " in said or said.startswith("Usage : ")
    assert "\x1b" not in said
    assert not english_in(said), said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (["explian"], "Erreur : La commande « explian » n'existe pas. Vouliez-vous dire « explain » ?"),
        (["check", "--forma"], "L'option « --forma » n'existe pas. Vouliez-vous dire « --format » ?"),
        (["build", "--today", "hier"], "« --today » : « hier » n'a pas la forme « AAAA-MM-JJ »."),
        (["build", "--jobs", "0"], "Valeur refusée pour « --jobs » : 0 n'est pas permis (à partir de 1)."),
        (["build", "--output"], "L'option « --output » attend une valeur."),
        (["build", "--strict=non"], "L'option « --strict » ne prend pas de valeur."),
        (["build", "l'été", "x"], "« l'été x » : c'est trop d'arguments."),
        (["check", "--format", "l'été"], "« l'été » n'est pas l'un de « text », « json »"),
        (["completions"], "Il manque « bash|zsh|fish »."),
    ],
)  # fmt: skip
def test_the_sentences(said: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(said) == 2
    assert told in capsys.readouterr().err


def test_words_that_are_not_clicks_stay() -> None:
    assert french("l'adresse « x » n'est pas 'sûre'") == "l'adresse « x » n'est pas 'sûre'"


@pytest.mark.parametrize("language", ["C", "en_US.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8"])
def test_the_language_of_the_machine_changes_nothing(language: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "chek"],
        env={"LANG": language, "LANGUAGE": language, "LC_ALL": language, "PYTHONUTF8": "1"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.splitlines()[-1].startswith("Erreur : La commande « chek » n'existe pas.")


@pytest.mark.parametrize(
    ("given", "coloured"), [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False)]
)
def test_no_color_is_obeyed_on_a_terminal(given: dict[str, str], coloured: bool) -> None:
    import os
    import pty

    outer, inner = pty.openpty()
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "explain", "301"],
        env={"PYTHONUTF8": "1", "TERM": "xterm", **given},
        cwd=ROOT, stdout=inner, check=False,
    )  # fmt: skip
    os.close(inner)
    assert ran.returncode == 0
    assert (b"\x1b[" in os.read(outer, 100_000)) is coloured
    os.close(outer)
