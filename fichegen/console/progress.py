"""A bar on work that lasts, which leaves nothing behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TextIO

_PATIENCE: Final = 1.0
"""Seconds after which work counts as lasting."""
_PACE: Final = 0.1
"""Seconds between two states of the bar."""
_CELLS: Final = 20
_FEWEST_CELLS: Final = 4
_COLUMNS: Final = 80
"""Of a terminal that does not tell how many it has."""

Told = Callable[[str, int, int], None]
"""Takes the stage of the work, how much of it is done, and of how much."""


@contextmanager
def progress_bar(*, wanted: bool) -> Iterator[Told]:
    """Give what is to be told of the progress; shows it on a terminal that somebody looks at."""
    stream = sys.stderr
    if not (wanted and _is_watched(stream)):
        yield lambda _stage, _done, _of: None
        return
    bar = _Bar(stream)
    try:
        yield bar.tell
    finally:
        bar.clear()


def _is_watched(stream: TextIO) -> bool:
    """Tell whether a person reads a stream: neither a file, nor the log of a CI, nor what draws no bar."""
    environment = os.environ
    if (
        environment.get("CI")
        or environment.get("GITHUB_ACTIONS")
        or environment.get("TERM") == "dumb"
    ):
        return False
    with suppress(AttributeError, ValueError, OSError):
        return stream.isatty()
    return False


class _Bar:
    """One line of a terminal, drawn over itself; no more than spaces and a carriage return."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._due = time.monotonic() + _PATIENCE
        self._drawn = 0

    def tell(self, stage: str, done: int, of: int) -> None:
        """Draw how far the work is, where it lasts and the last state is not of this moment."""
        now = time.monotonic()
        if now < self._due or of < 1:
            return
        self._due = now + _PACE
        self._draw(_state(stage, done, of, self._columns() - 1))

    def clear(self) -> None:
        """Leave an empty line, with the cursor at its beginning."""
        if self._drawn:
            self._draw("")
            self._write("\r")

    def _draw(self, line: str) -> None:
        line = line[: max(0, self._columns() - 1)]
        drawn = f"\r{line:<{self._drawn}}"
        self._drawn = max(
            self._drawn, len(line)
        )  # before it is: it may be interrupted right behind
        self._write(drawn)
        self._drawn = len(line)

    def _columns(self) -> int:
        with suppress(AttributeError, ValueError, OSError):
            return os.get_terminal_size(self._stream.fileno()).columns or _COLUMNS
        return _COLUMNS

    def _write(self, signs: str) -> None:
        with suppress(OSError, ValueError):  # the terminal has gone; the work goes on
            self._stream.write(signs)
            self._stream.flush()


def _state(stage: str, done: int, of: int, width: int) -> str:
    """Say how far a work is, on so many columns: its numbers first, and the bar that they leave room for."""
    numbers = f"{done} sur {of}"
    cells = min(_CELLS, width - len(f"{stage} [] {numbers}"))
    if cells < _FEWEST_CELLS:
        return f"{stage} {numbers}"
    full = cells * done // of
    return f"{stage} [{'#' * full}{'.' * (cells - full)}] {numbers}"
