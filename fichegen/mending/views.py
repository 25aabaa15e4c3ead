"""Where the places of findings lie in what an editor's file holds.

Findings speak of a text as it was cleaned when it was read: without byte-order mark, lines ended by
a line feed, signs that turn the direction of reading taken out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.diagnostics import Span
from fichegen.expressions import expression

_BYTE_ORDER: Final = r"\A\ufeff"
_SECOND_OF_TWO: Final = r"(?<=\r)\n"
_DIRECTION: Final = "[\u202a-\u202e\u2066-\u2069]"
LEFT_OUT: Final = expression(f"{_BYTE_ORDER}|{_SECOND_OF_TWO}|{_DIRECTION}")
LEFT_OUT_FIRST: Final = expression(f"{_BYTE_ORDER}|{_SECOND_OF_TWO}")


@dataclass(frozen=True, slots=True)
class View:
    """A text as findings see it, over what its file holds."""

    lines: Sequence[str]
    starts: Sequence[int]
    """Where each line begins, in characters of the view."""
    cuts: Sequence[int]
    """Where the view leaves a character out: how many characters it has before."""

    @classmethod
    def of(cls, raw: str, left_out: re.Pattern[str]) -> View:
        """Look at a text without some of its characters; the others stay one for one."""
        cuts = [gap.start() - number for number, gap in enumerate(left_out.finditer(raw))]
        lines = left_out.sub("", raw).replace("\r", "\n").split("\n")
        starts = [0]
        for line in lines:
            starts.append(starts[-1] + len(line) + 1)
        return cls(lines, starts, cuts)

    def place(self, span: Span) -> tuple[int, int] | None:
        """Return where a place lies in the file; None where there is no such place, or a gap in it."""
        if span.line > len(self.lines) or span.col + span.width - 1 > len(
            self.lines[span.line - 1]
        ):
            return None
        first = self.starts[span.line - 1] + span.col - 1
        start = self._behind_gaps(first)
        end = self._behind_gaps(first + span.width - 1) + 1 if span.width else start
        return (start, end) if end - start == span.width else None

    def _behind_gaps(self, at: int) -> int:
        return at + bisect_right(self.cuts, at)
