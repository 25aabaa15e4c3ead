"""The streams a command speaks on, which may fail under it without changing what it does.

Whoever reads a pipe may go before its end (`fichegen check | head`), and a disk may fill up. The work
goes on all the same, and the verdict is that of the work.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, TextIO

_NOBODY: Final = (errno.EPIPE, errno.ESHUTDOWN, errno.ECONNRESET, errno.EINVAL)
"""How a stream fails whose reader has gone; the last is that of Windows."""


class Kept(io.RawIOBase):
    """The bytes of a stream, which says nothing more once it has failed."""

    def __init__(self, below: BinaryIO) -> None:
        super().__init__()
        self._below = below
        self._is_over = False
        self.is_lost = False
        """True where what was said did not arrive, though somebody waits for it."""

    def write(self, piece: Any) -> int:
        """Write all of it, or nothing where the stream has failed."""
        if not self._is_over:
            try:
                self._below.write(piece)
                self._below.flush()
            except OSError as error:
                self._give_up(error)
        return len(memoryview(piece))

    def _give_up(self, error: OSError) -> None:
        self._is_over, self.is_lost = True, error.errno not in _NOBODY
        with suppress(OSError, ValueError):  # what Python still holds must go somewhere at its end
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._below.fileno())

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def fileno(self) -> int:
        """Return the number the system knows it by."""
        return self._below.fileno()

    def isatty(self) -> bool:
        """Tell whether a person reads it."""
        return self._below.isatty()


@contextmanager
def kept_streams() -> Iterator[Kept | None]:
    """Keep what is said from stopping a command; gives its output, None where it has none.

    What a stream has no signs for is written as `\\u2713`.
    """
    before = sys.stdout, sys.stderr
    (sys.stdout, out), (sys.stderr, _) = map(_over, before)
    try:
        yield out
    finally:
        for stream in (sys.stdout, sys.stderr):
            with suppress(AttributeError):  # there may be none
                stream.flush()
        sys.stdout, sys.stderr = before


def _over(stream: TextIO) -> tuple[TextIO, Kept | None]:
    """Return a stream over the bytes of another; the other where it has none, as in some editors."""
    below: BinaryIO | None = getattr(stream, "buffer", None)
    if below is None:
        return stream, None
    kept = Kept(below)
    shown = io.TextIOWrapper(
        io.BufferedWriter(kept), stream.encoding, "backslashreplace", write_through=True
    )
    return shown, kept
