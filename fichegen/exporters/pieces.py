"""Pieces of files of which several are kept together: a line that tells them apart, then each as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

_ENCODER: Final = json.JSONEncoder(separators=(",", ":"))


def together(told: Sequence[object], pieces: Sequence[bytes]) -> bytes:
    """Put pieces together, with what is told of them in plain JSON."""
    head = _ENCODER.encode([told, [*map(len, pieces)]])
    return b"".join((head.encode("ascii"), b"\n", *pieces))


def apart(written: bytes) -> tuple[Any, list[bytes]]:
    """Return what was told, and the pieces."""
    end = written.index(b"\n")
    told, lengths = json.loads(written[:end])
    pieces = []
    start = end + 1
    for length in lengths:
        pieces.append(written[start : start + length])
        start += length
    return told, pieces
