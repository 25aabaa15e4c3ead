"""A source as its editor saved it, byte for byte, and changes at places in it.

What is not changed stays as it is: the byte-order mark, the ends of the lines, blanks, comments.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen.expressions import expression
from fichegen.sources import decode

_BOM: Final = "\ufeff"
_END: Final = expression(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Other words for a stretch of a source; lines and columns from 1, the end left out."""

    line: int
    col: int
    end_line: int
    end_col: int
    words: str
    """Lines are ended by a line feed; the source's own ends are put in its place."""


def insertion(line: int, col: int, words: str) -> Edit:
    """Put words in at a place."""
    return Edit(line, col, line, col, words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of one source; its lines are those that the reader counts."""

    path: str
    """As findings show it."""
    mark: str
    """The byte-order mark, or nothing."""
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    """What ends each line; the last one's is empty."""

    @property
    def newline(self) -> str:
        """How the file ends its lines."""
        return self.ends[0] or "\n"

    @property
    def is_yaml(self) -> bool:
        """True for a fiche that is YAML all through."""
        return self.path.lower().endswith((".yml", ".yaml"))

    def text(self) -> str:
        """Return the text as the reader takes it."""
        return "\n".join(self.lines)

    def between(self, edit: Edit) -> str:
        """Return what stands in the stretch of an edit."""
        if edit.line == edit.end_line:
            return self.lines[edit.line - 1][edit.col - 1 : edit.end_col - 1]
        first = self.lines[edit.line - 1][edit.col - 1 :]
        inner = self.lines[edit.line : edit.end_line - 1]
        last = self.lines[edit.end_line - 1][: edit.end_col - 1]
        return "\n".join((first, *inner, last))

    def whole(self, line: int, words: str = "") -> Edit:
        """Put words for a whole line; without any, the line goes, its end too."""
        if words or line == len(self.lines):
            return Edit(line, 1, line, len(self.lines[line - 1]) + 1, words)
        return Edit(line, 1, line + 1, 1, "")

    def with_edits(self, edits: Iterable[Edit]) -> Sheet:
        """Return the sheet with all edits made; of two that overlap the first stands."""
        offsets = [0]
        for content, end in zip(self.lines, self.ends, strict=True):
            offsets.append(offsets[-1] + len(content) + len(end))
        raw = "".join(c + e for c, e in zip(self.lines, self.ends, strict=True))
        parts, at = [], 0
        for edit in sorted(edits, key=lambda e: (e.line, e.col)):
            start = offsets[edit.line - 1] + edit.col - 1
            if start < at:
                continue
            parts += [raw[at:start], edit.words.replace("\n", self.newline)]
            at = offsets[edit.end_line - 1] + edit.end_col - 1
        return _sheet(self.path, self.mark, "".join((*parts, raw[at:])))

    def encoded(self) -> bytes:
        """Return the bytes of the file."""
        body = "".join(c + e for c, e in zip(self.lines, self.ends, strict=True))
        return (self.mark + body).encode("utf-8")


def open_sheet(path: str, body: bytes) -> Sheet | None:
    """Open a source; None for one that is no clean text, which is to be mended first (FG1)."""
    text, findings = decode(path, body)
    if text is None or findings:
        return None
    raw = body.decode("utf-8")
    mark = _BOM if raw.startswith(_BOM) else ""
    return _sheet(path, mark, raw[len(mark) :])


def _sheet(path: str, mark: str, raw: str) -> Sheet:
    lines, ends, at = [], [], 0
    for end in _END.finditer(raw):
        lines.append(raw[at : end.start()])
        ends.append(end[0])
        at = end.end()
    return Sheet(path, mark, (*lines, raw[at:]), (*ends, ""))
