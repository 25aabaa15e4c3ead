"""The bar: on a terminal, on work that lasts, and gone when it is over."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from conftest import ROOT, Scratch

from fichegen.console import progress as bars
from fichegen.console import progress_bar

SLOW = """
import sys, time
from fichegen.console import progress
from fichegen.cli import main
from fichegen.making import taking
progress._PATIENCE, progress._PACE = 0.0, 0.0
take = taking.take
def slow(source):
    time.sleep({pause})
    return take(source)
taking.take = slow
sys.exit(main(sys.argv[1:]))
"""


def on_a_terminal(
    scratch: Scratch,
    *arguments: str,
    pause: float = 0.0,
    stop: Callable[[str], bool] = lambda _: False,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> tuple[int, str]:
    """Run a command whose standard error is a terminal; gives its status and what is shown there."""
    ours, theirs = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("CI", "GITHUB", "NO_COLOR"))}
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW.format(pause=pause), *arguments, "--today", "2021-09-01"],
        cwd=scratch.root,
        env=plain | {"PYTHONPATH": str(ROOT), **environment},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    )
    os.close(theirs)
    seen, stopped = "", False
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ready, _, _ = select.select([ours], [], [], 0.1)
        if ready:
            try:
                piece = os.read(ours, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece.decode("utf-8", "replace")
        if not stopped and stop(seen):
            stopped = True
            process.send_signal(signal.SIGINT)
    os.close(ours)
    return process.wait(10), seen


def screen(seen: str) -> list[str]:
    """Give the lines that stay on a screen: what is drawn over is gone."""
    lines = [""]
    column = 0
    for sign in seen.replace("\r\n", "\n"):
        if sign == "\n":
            lines.append("")
            column = 0
        elif sign == "\r":
            column = 0
        else:
            line = lines[-1].ljust(column)
            lines[-1] = line[:column] + sign + line[column + 1 :]
            column += 1
    return [line.rstrip() for line in lines]


@pytest.fixture
def project(scratch: Scratch) -> Scratch:
    fiche = "# Fiche {}\n\n## Dates\n\n30 juin 2021\n\n## Contact\n\nana@exemple.fr\n"
    scratch.write({f"content/f{n}.md": fiche.format(n) for n in range(5)})
    return scratch


def test_reading_fiches_and_pages_are_followed_and_nothing_stays(project: Scratch) -> None:
    status, seen = on_a_terminal(project, "build")
    assert status == 0
    for stage in ("Lecture", "Fiches", "Pages"):
        assert re.search(rf"\r{stage} \[[#.]{{20}}\] \d+ sur \d+", seen), stage
    assert "\x1b" not in seen
    left = screen(seen)
    assert left[0].startswith("Site construit en ")
    assert not any("#" in line for line in left)


def test_the_command_line_shows_no_bar_where_nobody_looks(project: Scratch) -> None:
    for more, environment in (
        (("-q",), {}),
        ((), {"CI": "true"}),
        ((), {"GITHUB_ACTIONS": "true"}),
        ((), {"TERM": "dumb"}),
    ):
        _, seen = on_a_terminal(project, "check", *more, environment=environment)
        assert "Lecture" not in seen
    assert "Lecture" not in project.run("check").err


def test_short_work_has_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "_is_watched", lambda _: True)
    with progress_bar(wanted=True) as told:
        for done in range(1000):
            told("Lecture", done, 1000)
    assert capsys.readouterr().err == ""


def test_an_interruption_leaves_a_clean_line(project: Scratch) -> None:
    status, seen = on_a_terminal(project, "check", pause=0.5, stop=lambda seen: "Lecture [" in seen)
    assert status == 130
    assert [line for line in screen(seen) if line] == ["Interrompu."]


def test_a_narrow_terminal_is_one_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bars, "_is_watched", lambda _: True)
    monkeypatch.setattr(bars, "_PATIENCE", -1.0)
    monkeypatch.setattr(bars, "_PACE", 0.0)
    monkeypatch.setattr(bars._Bar, "_columns", lambda _: 12)
    with progress_bar(wanted=True) as told:
        told("Lecture", 5, 10)
        told("Pages", 0, 0)
        told("Pages", 10, 10)
    drawn = capsys.readouterr().err
    assert all(len(state) <= 11 for state in drawn.split("\r"))
    assert screen(drawn) == [""]


@pytest.mark.parametrize(
    ("columns", "state"),
    [
        (80, "Lecture [##########..........] 5000 sur 10000"),
        (40, "Lecture [#######.......] 5000 sur 10000"),
        (30, "Lecture [##..] 5000 sur 10000"),
        (29, "Lecture 5000 sur 10000"),
        (12, "Lecture 500"),
    ],
)
def test_on_a_narrow_terminal_the_numbers_stay_longest(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: int, state: str
) -> None:
    monkeypatch.setattr(bars, "_is_watched", lambda _: True)
    monkeypatch.setattr(bars, "_PATIENCE", -1.0)
    monkeypatch.setattr(bars._Bar, "_columns", lambda _: columns)
    with progress_bar(wanted=True) as told:
        told("Lecture", 5000, 10000)
        assert capsys.readouterr().err == f"\r{state}"


def test_a_terminal_that_has_gone_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone:
        def write(self, _: str) -> int:
            raise OSError

        def flush(self) -> None:
            raise OSError

    bar = bars._Bar(Gone())  # type: ignore[arg-type]
    monkeypatch.setattr(bar, "_due", 0.0)
    bar.tell("Lecture", 1, 2)
    bar.clear()


@pytest.mark.parametrize(
    ("value", "terminal", "coloured"),
    [("", "xterm", True), ("1", "xterm", False), ("0", "xterm", False), ("", "dumb", False)],
)
def test_colours_obey_no_color_and_the_terminal(
    project: Scratch, value: str, terminal: str, coloured: bool
) -> None:
    (project.root / "content/f0.md").write_text(
        "# T\n\n## Dates\n\n31 juin 2021\n", encoding="utf-8"
    )
    ours, theirs = pty.openpty()
    plain = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "fichegen", "check", "--today", "2021-09-01", "--diff"],
        cwd=project.root,
        env=plain
        | {
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": value,
            "TERM": terminal,
            "GITHUB_ACTIONS": "",
            "CI": "true",
        },
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):
        while piece := os.read(ours, 65536):
            seen += piece
    os.close(ours)
    assert process.wait(10) == 1
    assert (b"\x1b[" in seen) == coloured


def test_the_bar_is_no_business_of_the_findings(project: Scratch, tmp_path: Path) -> None:
    """What is written is the same with and without it."""
    on_a_terminal(project, "build")
    shown = project.pages()
    project.run("build", "--output", "autre")
    other = {
        path.relative_to(project.root / "autre").as_posix(): path.read_bytes()
        for path in (project.root / "autre").rglob("*")
        if path.is_file()
    }
    assert shown == other
