"""Which fixes change words alone: nothing else of a source is read otherwise once they are made.

An invisible sign before `"`, `[` or `#` keeps it from being a sign of YAML or of Markdown. So what
a source is made of is looked at before and after, and of two that differ the fixes are found that
make the difference; they are left to a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from fichegen.diagnostics import Finding, Severity
from fichegen.expressions import expression
from fichegen.intake import take
from fichegen.prose import Part, signs_of, structure
from fichegen.reading import (
    Entry,
    Listing,
    Value,
    Words,
    head_lines,
    read_front_matter,
    read_yaml,
)
from fichegen.sources import SourceFile

_TRIES: Final = 8
"""Lines that are left out one by one to find out which make a difference."""
_YAML: Final = (".yml", ".yaml")
_MARKS: Final = expression(r"<!--|-->|^(?:<{7}|={7}|>{7}|\|{7})", re.MULTILINE)
"""What else is read of a text: comments, and conflicts that git has left."""
_WORDS: Final = expression(r"[^\s0-9!-/:-@\[-`{-~]+")
"""What stands between signs, digits and blanks; as long as it stands there, they mean the same."""
_DELICATE: Final = expression("[&*_~]")
"""But not these: which letters stand behind or beside them matters."""
_ORDER_MARKS: Final = ("\ufeff", "ï»¿")
"""What a file may begin with, and no text does."""
_TAKEN_OUT: Final = "FG117"
"""Signs that the reader takes out anyway."""
_BULLETS: Final = "FG120"
"""Bullets whose check looks at what stands around them."""


def harmless(source: SourceFile, findings: Iterable[Finding]) -> list[Finding]:
    """Choose among findings those whose fix changes words alone, and adds no error.

    Those without a fix are left out. Places are those of the text of the source.
    """
    text = _Text.of(source)
    fixes = [found for found in findings if text.holds(found)]
    free = [found for found in fixes if text.is_free(found)]
    left = [found for found in fixes if not text.is_free(found)]
    plain = text.plain_lines(left)
    risky = [found for found in left if found.span.line not in plain]
    if risky:
        safe = [*free, *(found for found in left if found.span.line in plain)]
        kept = set(_alike(text, safe, risky))
        left = [found for found in left if found in kept or found.span.line in plain]
    spoilt = text.spoilt(free, left) if left else frozenset()
    return [*free, *(found for found in left if found.span.line not in spoilt)]


def _alike(text: _Text, safe: Sequence[Finding], risky: Sequence[Finding]) -> Sequence[Finding]:
    """Choose the fixes that leave a text made as it is with those that are safe."""
    before = text.read(safe)
    if before.is_broken or before.differs(text.read([*safe, *risky])) is not None:
        risky = [found for found in risky if text.is_alike_alone(found, strict=before.is_broken)]
    for _ in range(_TRIES):
        line = before.differs(text.read([*safe, *risky]))
        if line is None:
            return risky
        culprit = _nearest(line, {found.span.line for found in risky})
        risky = [found for found in risky if found.span.line != culprit]
    return ()


def _nearest(line: int, lines: Collection[int]) -> int:
    """Return the last of some lines down to a line, or else the first behind it; 0 for none."""
    above = [other for other in lines if other <= line]
    return max(above) if above else min(lines, default=0)


def fitting(edits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Yield the edits that do not meet, in order; of those that do, the first."""
    at, last = 0, (-1, -1)
    for start, end, words in sorted(set(edits)):
        if start >= at and (start, end) != last:
            yield start, end, words
            at, last = end, (start, end)


def edited(text: str, edits: Iterable[tuple[int, int, str]]) -> str:
    """Make edits that do not meet."""
    pieces, at = [], 0
    for start, end, words in edits:
        pieces += [text[at:start], words]
        at = end
    return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """What a text is made of."""

    parts: Sequence[Part]
    is_broken: bool
    """Whether its YAML cannot be read, so that nothing is known of it."""
    loose: frozenset[int] = frozenset()
    """Lines with a fix that takes or gives signs of ASCII: how many there are says nothing."""

    def differs(self, other: _Reading) -> int | None:
        """Return a line from which on two are made otherwise; None for none."""
        loose = self.loose | other.loose
        for mine, theirs in zip_longest(self.parts, other.parts):
            if mine is None or theirs is None:
                return (mine or theirs).line
            if (mine.line, mine.kind) != (theirs.line, theirs.kind) or (
                mine.signs != theirs.signs and mine.line not in loose
            ):
                return max(mine.line, theirs.line)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A source on which fixes are tried."""

    source: SourceFile
    lines: Sequence[str]
    yaml_lines: int
    """How many of its lines are YAML: all of them, or those of a front matter."""

    @classmethod
    def of(cls, source: SourceFile) -> _Text:
        lines = source.text.split("\n")
        is_yaml = source.path.lower().endswith(_YAML)
        count = len(lines) if is_yaml else head_lines(source.text)
        return cls(source=source, lines=lines, yaml_lines=count)

    def holds(self, found: Finding) -> bool:
        """Tell whether a finding has a fix, of a place that there is; FG117 counts other places."""
        if found.fix is None or "\n" in found.fix:
            return False
        span = found.span
        return found.code == _TAKEN_OUT or (
            span.line <= len(self.lines)
            and span.col + span.width - 1 <= len(self.lines[span.line - 1])
        )

    def is_free(self, found: Finding) -> bool:
        """Tell whether a fix needs no judge, as its own check has been one."""
        span = found.span
        if found.code == _BULLETS:
            return span.line > self.yaml_lines
        if found.code == _TAKEN_OUT:
            return True
        old = self._old(found)
        begins = (span.line, span.col) == (1, 1) and old.startswith(_ORDER_MARKS)
        return begins and old.removeprefix("ï»¿").lstrip("\ufeff") == found.fix

    def read(self, fixes: Sequence[Finding]) -> _Reading:
        """Look at what the text is made of with some fixes."""
        text, path = self.mended(fixes), self.source.path
        if path.lower().endswith(_YAML):
            mapping, broken = read_yaml(path, text)
            parts = [*_of_entries(mapping.entries if mapping else ())]
        else:
            entries, broken, body, first = read_front_matter(path, text)
            parts = [*_of_entries(entries)]
            parts += (Part(first + p.line, p.kind, p.signs) for p in structure(body))
        parts += (Part(found.span.line, found.code) for found in broken)
        line, at = 1, 0
        for mark in _MARKS.finditer(text):
            line, at = line + text.count("\n", at, mark.start()), mark.start()
            parts.append(Part(line, mark[0]))
        return _Reading(parts=parts, is_broken=bool(broken), loose=self._loose(fixes))

    def _loose(self, fixes: Iterable[Finding]) -> frozenset[int]:
        return frozenset(
            found.span.line
            for found in fixes
            if found.code != _TAKEN_OUT and signs_of(self._old(found)) != signs_of(found.fix or "")
        )

    def _old(self, found: Finding) -> str:
        start = found.span.col - 1
        return self.lines[found.span.line - 1][start : start + found.span.width]

    def is_alike_alone(self, found: Finding, *, strict: bool) -> bool:
        """Tell whether a line by itself stays what it is; where it cannot be read so, unless `strict`."""
        index = found.span.line - 1
        before = self.lines[index].strip()
        after = self._line(index, [found]).strip()
        if _is_plain(before, after):
            return True
        if found.span.line > self.yaml_lines:
            one, two = ([*structure(line)] for line in (before, after))
            broken = False
        else:
            (first, wrong), (second, bad) = (
                read_yaml("", f"x:\n  {line}") for line in (before, after)
            )
            if wrong:
                return not strict
            one, two = ([*_of_entries(read.entries if read else ())] for read in (first, second))
            broken = bool(bad)
        loose = frozenset({part.line for part in one}) if self._loose([found]) else frozenset()
        reading = _Reading(parts=one, is_broken=False, loose=loose)
        return not broken and reading.differs(_Reading(parts=two, is_broken=False)) is None

    def spoilt(self, free: Sequence[Finding], left: Sequence[Finding]) -> frozenset[int]:
        """Return the lines on which fixes would bring an error that was not there."""
        after = self._errors([*free, *left])
        before = self._errors(free) if after else []
        more = Counter(found.code for found in after) - Counter(found.code for found in before)
        was = {(found.code, found.span.line) for found in before}
        return frozenset(
            span.line
            for found in after
            if found.code in more and (found.code, found.span.line) not in was
            for span in (found.span, *found.others)
        )

    def _errors(self, fixes: Sequence[Finding]) -> list[Finding]:
        source = SourceFile(self.source.path, self.source.role, self.mended(fixes))
        return [found for found in take(source).findings if found.severity is Severity.ERROR]

    def plain_lines(self, fixes: Iterable[Finding]) -> frozenset[int]:
        """Return the lines of fixes that are surely read as before."""
        return frozenset(
            index + 1
            for index, own in _by_index(fixes).items()
            if _is_plain(self.lines[index], self._line(index, own))
        )

    def mended(self, fixes: Iterable[Finding]) -> str:
        """Make fixes in the text."""
        lines = [*self.lines]
        for index, own in _by_index(fixes).items():
            lines[index] = self._line(index, own)
        return "\n".join(lines)

    def _line(self, index: int, fixes: Iterable[Finding]) -> str:
        edits = (
            (found.span.col - 1, found.span.col - 1 + found.span.width, found.fix or "")
            for found in fixes
        )
        return edited(self.lines[index], fitting(edits))


def _by_index(fixes: Iterable[Finding]) -> dict[int, list[Finding]]:
    by_index: dict[int, list[Finding]] = {}
    for found in fixes:
        if found.code != _TAKEN_OUT:
            by_index.setdefault(found.span.line - 1, []).append(found)
    return by_index


def _is_plain(before: str, after: str) -> bool:
    """Tell whether all signs of a line stand as before beside words, digits and blanks."""
    return not _DELICATE.search(before) and _WORDS.sub("w", before) == _WORDS.sub("w", after)


def _of_entries(entries: Iterable[Entry]) -> Iterator[Part]:
    for entry in entries:
        yield Part(entry.key.marks[0].line, "key", signs_of(entry.key.text))
        yield from _of_value(entry.value)


def _of_value(value: Value) -> Iterator[Part]:
    if isinstance(value, Words):
        lines = [line for line, _ in value.places()]
        yield Part(lines[0], "value")
        for part in structure(value.text):
            yield Part(lines[min(part.line, len(lines) - 1)], part.kind, part.signs)
    elif isinstance(value, Listing):
        yield Part(value.line, f"list of {len(value.items)}")
        for item in value.items:
            yield from _of_value(item)
    else:
        yield Part(value.line, f"{len(value.entries)} keys")
        yield from _of_entries(value.entries)
