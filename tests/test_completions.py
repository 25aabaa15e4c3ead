"""Shells complete what is typed: each is started, given our script, and asked."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from conftest import ROOT, Scratch

from fichegen.cli import COMMANDS, main
from fichegen.codes import CODES
from fichegen.states import State

BASH: Final = """
eval "$(fichegen completions bash)"
complete -p fichegen
COMP_WORDS=(fichegen "$@"); COMP_CWORD=$#; COMPREPLY=()
_fichegen_completion fichegen
printf '%s\\n' "${COMPREPLY[@]}"
"""
FISH: Final = "fichegen completions fish | source; complete -C"

Ask = Callable[..., list[str]]


@pytest.fixture
def shell(scratch: Scratch) -> Callable[..., list[str]]:
    """Run words in a shell where `fichegen` is a command; gives the lines it prints."""
    tools = scratch.root / "outils"
    tools.mkdir()
    command = tools / "fichegen"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fichegen "$@"\n')
    command.chmod(0o755)

    def run(*words: str) -> list[str]:
        ran = subprocess.run(
            [*words], cwd=scratch.root, capture_output=True, text=True, check=False, timeout=60,
            env={"PATH": f"{tools}:/usr/bin:/bin", "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "HOME": str(tools)},
        )  # fmt: skip
        assert ran.stderr == ""
        return ran.stdout.splitlines()

    return run


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ([""], [*COMMANDS]),
        (["expl"], ["explain"]),
        (["explain", "FG30"], [code for code in CODES if code.startswith("FG30")]),
        (["explain", "40"], [code for code in CODES if code.startswith("FG40")]),
        (["explain", "fg301", "FG801"], ["FG801"]),
        (["build", "--format", ""], ["text", "json", "github", "sarif"]),
        (["build", "--format", "s"], ["sarif"]),
        (["list", "--etat", ""], [*State]),
        (["list", "--etat", "c"], ["complet", "clos"]),
        (["list", "--tri", "l"], ["limite"]),
        (["completions", ""], ["bash", "zsh", "fish"]),
        (["check", "content/a"], ["content/accueillir.md"]),
        (["rename", ""], ["content/accueillir.md", "content/écouter.yml"]),
        (["new", "--comme", "content/é"], ["content/écouter.yml"]),
    ],
)
def test_bash(typed: list[str], offered: list[str], shell: Ask, scratch: Scratch) -> None:
    scratch.write(
        {"content/accueillir.md": "x", "content/écouter.yml": "x", "content/_plus-tard.md": "x"}
    )
    told, *found = shell("bash", "--norc", "-c", BASH, "bash", *typed)
    assert "_fichegen_completion" in told
    assert sorted(found) == sorted(map(str, offered))


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish")
@pytest.mark.parametrize(
    ("typed", "offered"), [("fichegen expl", "explain"), ("fichegen explain FG80", "FG801")]
)
def test_fish(typed: str, offered: str, shell: Ask) -> None:
    found = shell("fish", "--no-config", "-c", f"{FISH} '{typed}'")
    assert offered in [line.partition("\t")[0] for line in found]


@pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh")
def test_zsh_takes_the_script(shell: Ask) -> None:
    script = 'autoload -U compinit && compinit -u -D; eval "$(fichegen completions zsh)"; print $_comps[fichegen]'
    assert shell("zsh", "-f", "-c", script) == ["_fichegen_completion"]


@pytest.mark.parametrize(
    ("names", "typed", "offered"),
    [
        (["a.md", "b.yml", "_c.md"], "content/", ["plain,content/a.md", "plain,content/b.yml"]),
        (["a.md", "b.yml"], "content/b", ["plain,content/b.yml"]),
        (["été.md"], "content/", ["plain,content/été.md"]),
        (["deux mots.md", "a.md"], "content/", ["file,content/"]),
        (["a.md"], "ailleurs/", ["file,ailleurs/"]),
        ([], "", ["file,"]),
    ],
)
def test_fiches_are_offered_by_their_paths(
    names: list[str], typed: str, offered: list[str], scratch: Scratch
) -> None:
    from click import Context, Option

    from fichegen.cli import cli
    from fichegen.cli.completing import fiche_names

    scratch.write({f"content/{name}": "x" for name in names})
    found = fiche_names(Context(cli), Option(["--x"]), typed)
    assert sorted(f"{item.type},{item.value}" for item in found) == offered


def test_the_script_is_all_that_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completions", "bash"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "_FICHEGEN_COMPLETE=bash_complete" in said.out
    assert str(Path.home()) not in said.out
