"""The certain fixes of findings, put into the bytes of a file; nothing else of it is touched.

Findings speak of a text as it was cleaned when it was read: without byte-order mark, lines ended by
a line feed, signs that turn the direction of reading taken out. Here their places are found again in
what the editor's file holds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from fichegen.diagnostics import Finding, Span
from fichegen.intake import take
from fichegen.sources import Role, SourceFile, decode

_ROUNDS: Final = 50
"""Times that a mended text is looked at again: twenty findings of a kind are told of a file at once."""
_AROUND: Final = 2
"""Lines that a difference shows before and behind a change."""

_BYTE_ORDER: Final = r"\A\ufeff"
_SECOND_OF_TWO: Final = r"(?<=\r)\n"
_DIRECTION: Final = "[\u202a-\u202e\u2066-\u2069]"
_LEFT_OUT: Final = re.compile(f"{_BYTE_ORDER}|{_SECOND_OF_TWO}|{_DIRECTION}")
_LEFT_OUT_FIRST: Final = re.compile(f"{_BYTE_ORDER}|{_SECOND_OF_TWO}")
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_WITH_SIGNS: Final = ("FG113", "FG117")
"""Told before signs are taken out, so their places count them."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its certain fixes."""

    body: bytes
    fixes: int
    """How many were made; none where the file is as it was."""


def mend(path: str, role: Role, body: bytes, findings: Iterable[Finding]) -> Mended:
    """Make the certain fixes of findings in a file, and those of what it is found to hold then.

    Fixes that would make a text unreadable are not made.
    """
    fixes, seen = 0, {body}
    text, _ = decode(path, body)
    for _ in range(_ROUNDS):
        after, made = _once(body, findings)
        readable = text is not None
        text, findings = decode(path, after)
        if not made or after in seen or (readable and text is None):
            break
        body, fixes = after, fixes + made
        seen.add(after)
        if text is not None:
            findings = (*findings, *take(SourceFile(path, role, text)).findings)
    return Mended(body, fixes)


def _once(body: bytes, findings: Iterable[Finding]) -> tuple[bytes, int]:
    """Make the fixes that do not meet; gives the bytes and how many were made."""
    certain = [found for found in findings if found.fix is not None and "\n" not in found.fix]
    if not certain:
        return body, 0
    try:
        raw = body.decode("utf-8")
    except UnicodeDecodeError:
        return body, 0
    clean, with_signs = _View.of(raw, _LEFT_OUT), _View.of(raw, _LEFT_OUT_FIRST)
    edits = set()
    for found in certain:
        place = (with_signs if found.code in _WITH_SIGNS else clean).place(found.span)
        if place and raw[slice(*place)] != found.fix:
            edits.add((*place, found.fix or ""))
    pieces, at, made = [], 0, 0
    last = (-1, -1)
    for start, end, words in sorted(edits):
        if start < at or (start, end) == last:
            continue
        pieces += [raw[at:start], words]
        at, last, made = end, (start, end), made + 1
    return "".join((*pieces, raw[at:])).encode("utf-8"), made


@dataclass(frozen=True, slots=True)
class _View:
    """A text as findings see it, over what its file holds."""

    lines: Sequence[str]
    starts: Sequence[int]
    """Where each line begins, in characters of the view."""
    cuts: Sequence[int]
    """Where the view leaves a character out: how many characters it has before."""

    @classmethod
    def of(cls, raw: str, left_out: re.Pattern[str]) -> _View:
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


def difference(path: str, before: bytes, after: bytes) -> tuple[str, ...]:
    """Return the lines of a unified difference between two states of a file of as many lines."""
    old, new = (_LINE_ENDS.split(body.decode("utf-8-sig")) for body in (before, after))
    unended = bool(old[-1])
    if not unended:
        old, new = old[:-1], new[:-1]
    changed = [
        number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]
    ]
    if not changed:
        return ()
    lines = [f"--- {path}", f"+++ {path}"]
    for first, last in _stretches(changed):
        start, end = max(0, first - _AROUND), min(len(old), last + _AROUND + 1)
        counts = f"{start + 1},{end - start}"
        lines.append(f"@@ -{counts} +{counts} @@")
        pairs = enumerate(zip(old[start:end], new[start:end], strict=True), start)
        for same, run in groupby(pairs, key=lambda pair: pair[1][0] == pair[1][1]):
            stretch = [*run]
            for sign, side in ((" ", 0),) if same else (("-", 0), ("+", 1)):
                for number, pair in stretch:
                    lines.append(f"{sign}{pair[side]}")
                    if unended and number == len(old) - 1:
                        lines.append("\\ No newline at end of file")
    return tuple(lines)


def _stretches(changed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of the changed lines that are shown together."""
    first = last = changed[0]
    for number in changed[1:]:
        if number - last > 2 * _AROUND:
            yield first, last
            first = number
        last = number
    yield first, last
