"""Changes to the Markdown of a fiche, where the reader has found what it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.dates import read_schedule
from fichegen.expressions import expression
from fichegen.reading import Entry, Words, head_lines, leaves, read_markdown

from .sheet import Edit, Sheet
from .spelling import comment

_RULE: Final = expression(r" {0,3}(?:=+|-+)[ \t]*")
_LEADING: Final = " \t\u00a0–—:,;(*_~-"
_AROUND: Final = _LEADING + "\n"
_OF_LINES: Final = ("mis_a_jour", "date_limite")
"""Facts that the reader finds without a key: a whole line tells each."""


def entries_of(sheet: Sheet) -> tuple[Entry, ...]:
    """Return what the Markdown of a fiche says, without the keys at its head."""
    if sheet.is_yaml:
        return ()
    whole = sheet.text()
    entries, _ = read_markdown(sheet.path, whole)
    above = head_lines(whole)
    return tuple(entry for entry in entries if entry.key.marks[0].line > above)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of one line."""

    line: int
    start: int
    end: int
    """Offsets in the line."""


@dataclass(slots=True)
class BodyEdits:
    """The changes to one fiche's Markdown."""

    sheet: Sheet
    label: str
    """What opens a comment that tells old words."""
    edits: list[Edit] = field(default_factory=list)

    def title(self, words: Words, spelled: str) -> None:
        """Put another title."""
        first, *further = self._parts(words)
        self.edits.append(Edit(first.line, first.start + 1, first.line, first.end + 1, spelled))
        self.edits += [self.sheet.whole(part.line) for part in further]

    def replace(self, value: Sequence[Words], words: str) -> None:
        """Put other words for some, and tell those in a comment."""
        parts = [part for each in value for part in self._parts(_dated(each))]
        if not parts:
            return
        old = comment(" ".join(self._words(part) for part in parts))
        first, *further = parts
        new = f"{words} <!-- {self.label} {old} -->"
        self.edits.append(Edit(first.line, first.start + 1, first.line, first.end + 1, new))
        self.edits += [self._without(part) for part in further if part.line != first.line]

    def hide(self, entry: Entry) -> None:
        """Make a comment of a fact: of its lines, where they tell nothing else."""
        parts = [part for words in leaves(entry.value) for part in self._parts(words)]
        named = self._key(entry.key)
        if entry.key.text in _OF_LINES and not named:
            self.edits += [self.commented(line) for line in dict.fromkeys(p.line for p in parts)]
            return
        lines = dict.fromkeys(part.line for part in (*named, *parts))
        if named and all(self._only(line, (*named, *parts)) for line in lines):
            self.edits += [self.commented(line) for line in (*lines, *self._rule(named))]
            return
        for part in parts:
            self.edits.append(self._taken_out(part))

    def commented(self, line: int) -> Edit:
        """Make a comment of a whole line."""
        return self.sheet.whole(line, f"<!-- {comment(self.sheet.lines[line - 1])} -->")

    # ---------------------------------------------------------------- where words stand

    def _parts(self, words: Words) -> list[_Part]:
        """Return where words stand, a part a line; to the end of a line that spells them otherwise."""
        found = []
        for content, (line, col) in zip(words.text.split("\n"), words.places(), strict=True):
            source = self.sheet.lines[line - 1]
            if content.strip():
                as_is = source[col - 1 : col - 1 + len(content)] == content
                end = col - 1 + len(content) if as_is else len(source.rstrip())
                found.append(_Part(line, col - 1, end))
        return found

    def _key(self, key: Words) -> list[_Part]:
        """Return where a key stands; empty for one that the reader has made."""
        mark = key.marks[0]
        source = self.sheet.lines[mark.line - 1]
        if source[mark.col - 1 : mark.col - 1 + len(key.text)] != key.text:
            return []
        return [_Part(mark.line, mark.col - 1, mark.col - 1 + len(key.text))]

    def _words(self, part: _Part) -> str:
        return self.sheet.lines[part.line - 1][part.start : part.end]

    def _only(self, line: int, parts: Sequence[_Part]) -> bool:
        """Tell whether nothing on a line says anything but some of its parts."""
        source, at, rest = self.sheet.lines[line - 1], 0, ""
        for part in sorted((p for p in parts if p.line == line), key=lambda p: p.start):
            rest += source[at : part.start]
            at = max(at, part.end)
        return not text.key(rest + source[at:])

    def _rule(self, named: Sequence[_Part]) -> Iterator[int]:
        """Yield the line below a heading that makes it one."""
        below = named[0].line
        if below < len(self.sheet.lines) and _RULE.fullmatch(self.sheet.lines[below]):
            yield below + 1

    def _without(self, part: _Part) -> Edit:
        """Take a part off its line, and the line where nothing is left of it."""
        if self._only(part.line, (part,)):
            return self.sheet.whole(part.line)
        return Edit(part.line, part.start + 1, part.line, part.end + 1, "")

    def _taken_out(self, part: _Part) -> Edit:
        """Make a comment of a part, with the signs that lead to it."""
        source = self.sheet.lines[part.line - 1]
        start, end = len(source[: part.start].rstrip(_LEADING)), part.end
        if "(" in source[start : part.start] and source[end : end + 1] == ")":
            end += 1
        old = f" <!-- {self.label} {comment(self._words(part))} -->"
        return Edit(part.line, start + 1, part.line, end + 1, old)


def _dated(words: Words) -> Words:
    return words.part(*dated(words.text))


def dated(words: str) -> tuple[int, int]:
    """Return the bounds of what tells days in a line, without the place around them."""
    rest = () if "\n" in words else read_schedule(words)[0].rest
    start, end = 0, len(words)
    for before, after in sorted(rest):
        if not text.key(words[start:before]):
            start = after
    for before, after in sorted(rest, reverse=True):
        if not text.key(words[after:end]):
            end = before
    start = end - len(words[start:end].lstrip(_AROUND))
    end = start + len(words[start:end].rstrip(_AROUND))
    return (start, end) if text.key(words[start:end]) else (0, len(words))
