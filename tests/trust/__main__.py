"""The long forms of all trials, and a table of what came of them.

    python3 build.py trust [PARTIE …] [--echelle 1] [--graine 1] [--ecrire]

A part is a module of this package with `run(scale, seed, scratch, say)`. With `--ecrire` the rows
go into `docs/reliability.md` too, in place of those of the same parts. Exit status 1 where anything failed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import importlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from .figures import Figure

ROOT: Final = next(folder for folder in Path(__file__).parents if (folder / "build.py").is_file())
PAGE: Final = ROOT / "docs" / "reliability.md"
PARTS: Final = (
    "faults", "warm", "soak", "hostile", "fuzzing", "load", "serving", "evidence", "supply",
)  # fmt: skip
"""In the order in which they are run."""
_BETWEEN: Final = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- end of figures -->)", re.DOTALL)
_HEAD: Final = (
    "| Part | What was tried | Times | Failed | Took | Taken | |",
    "| --- | --- | ---: | ---: | ---: | --- | --- |",
)
_CODE: Final = ("fichegen", "templates", "tests")
_SHOWN: Final = 20
"""Failures of one figure that are told on the screen."""


def say(line: str) -> None:
    """Tell how far the work is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def tried(parts: Sequence[str], scale: float, seed: int) -> Iterator[tuple[str, Figure, float]]:
    """Run parts; yield each figure with its part, and the seconds of wall time since the last."""
    for part in parts:
        say(f"── {part}")
        with tempfile.TemporaryDirectory(prefix=f"fichegen-{part}-") as scratch:
            since = time.monotonic()
            module = importlib.import_module(f"{__package__}.{part}")
            figures = module.run(scale, seed, Path(scratch), say)
            took = time.monotonic() - since
            for figure in figures:
                yield part, figure, took / len(figures)


def rows(figures: Sequence[tuple[str, Figure, float]], scale: float, seed: int) -> list[str]:
    """Write a row of Markdown for each figure: what, when and at what scale it was taken."""
    day = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}"
    taken = f"{day}, {_commit()}, ×{scale:g}, seed {seed}"
    return [
        f"| {part} | {_cell(figure.what)} | {figure.tried} | {len(figure.failed)}"
        f" | {took / 60:.0f} min | {taken} | {_cell(figure.note)} |"
        for part, figure, took in figures
    ]


def joined(known: str, made: Sequence[str]) -> str:
    """Write the table; of parts that were not run now what is known of them stays."""
    run = {_part(row) for row in made}
    kept = [row for row in known.splitlines() if _part(row) in {*PARTS} - run]
    lines = sorted((*kept, *made), key=lambda row: PARTS.index(_part(row)))
    return "\n".join((*_HEAD, *lines)) + "\n"


def _part(row: str) -> str:
    return row.split("|")[1].strip() if row.startswith("|") else ""


def _cell(words: str) -> str:
    return " ".join(words.split()).replace("|", "/")


def _commit() -> str:
    """Return the commit of the checkout, and a + where the code that is tried differs from it."""
    commit = _git("rev-parse", "--short=7", "HEAD")
    return f"{commit or '?'}{'+' if _git('status', '--porcelain', '--', *_CODE) else ''}"


def _git(*words: str) -> str:
    command = ("git", "-C", str(ROOT), *words)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def main(args: Sequence[str]) -> int:
    """Run the parts that are named, or all."""
    parser = argparse.ArgumentParser(prog="python3 build.py trust", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PARTIE", help=", ".join(PARTS))
    parser.add_argument("--echelle", type=float, default=1.0, help="1 : la forme longue")
    parser.add_argument("--graine", type=int, default=1, help="d'où part le hasard")
    parser.add_argument(
        "--ecrire", action="store_true", help="note le tableau dans docs/reliability.md"
    )
    asked = parser.parse_args(args)
    if unknown := {*asked.parts} - {*PARTS}:
        parser.error(f"partie inconnue : {', '.join(sorted(unknown))} ; il y a {', '.join(PARTS)}")
    figures = [*tried(asked.parts or PARTS, asked.echelle, asked.graine)]
    made = rows(figures, asked.echelle, asked.graine)
    failures = [
        f"{part} : {figure.what} : {failure}\n"
        for part, figure, _ in figures
        for failure in figure.failed[:_SHOWN]
    ]
    sys.stdout.write("".join((joined("", made), *failures)))
    if asked.ecrire:
        page = PAGE.read_text(encoding="utf-8")
        written = _BETWEEN.sub(lambda known: joined(known[0], made), page)
        PAGE.write_text(written, encoding="utf-8")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
