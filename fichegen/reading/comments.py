"""Comments: what stands between `<!--` and `-->` is for whoever edits a fiche, and on no page.

    ## Public
    <!-- à qui la formation s'adresse -->        nothing of this line is read
    Agents d'accueil <!-- à vérifier -->          « Agents d'accueil »

They are taken out before anything else is read, in each notation alike. As in CommonMark (0.31,
6.6), none begins inside code or behind a backslash, and one that stands alone leaves a blank line.
Beyond it, what follows a comment on its line is text, and one that never ends hides nothing: its
words stay, and FG118 tells of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.reading.draft import Entry, Listing, Mapping, Mark, Value, Words

_OPENING: Final = "<!--"
_SIGN: Final = expression(
    r"\\[!-/:-@\[-`{-~]|(?P<open><!--)|^ {0,3}(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})|(?P<ticks>`+)",
    re.MULTILINE,
)
_FENCE: Final = expression(r"^ {0,3}(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_TICKS: Final = expression(r"`+")
_BLANK_LINE: Final = expression(r"\n[ \t]*\n")
_REST: Final = expression(r"[ \t]*(?=\n|\Z)")
_INDENT: Final = expression(r"[ \t]*")


def without_comments(
    path: str, entries: Sequence[Entry]
) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Take the comments out of all values; FG118 for each that is never closed."""
    findings: list[Finding] = []

    def cleaned(value: Value) -> Value:
        if isinstance(value, Words):
            words, found = uncommented(path, value)
            findings.extend(found)
            return words
        if isinstance(value, Listing):
            return replace(value, items=tuple(map(cleaned, value.items)))
        return Mapping(tuple(map(of_entry, value.entries)), value.line, value.col)

    def of_entry(entry: Entry) -> Entry:
        return Entry(entry.key, cleaned(entry.value))

    return tuple(map(of_entry, entries)), tuple(findings)


def uncommented(path: str, words: Words) -> tuple[Words, tuple[Finding, ...]]:
    """Take the comments out of a text, what is left keeping its place; FG118 for one never closed."""
    if _OPENING not in words.text:
        return words, ()
    comments, unclosed = find_comments(words.text)
    found = (
        () if unclosed is None else (finding("FG118", words.span(path, unclosed, unclosed + 4)),)
    )
    if not comments:
        return words, found
    pieces = [*_kept(words.text, comments)]
    return _put_together(words, pieces), found


def find_comments(text: str) -> tuple[list[tuple[int, int]], int | None]:
    """Return the bounds of the comments of a text, and where one begins that never ends."""
    comments: list[tuple[int, int]] = []
    spans = _CodeSpans(text)
    at = 0
    while sign := _SIGN.search(text, at):
        at = sign.end()
        if sign["open"]:
            end = _end(text, at)
            if end < 0:
                return comments, sign.start()
            comments.append((sign.start(), end))
            at = end
        elif fence := sign["fence"]:
            closing = (f for f in _FENCE.finditer(text, at) if f[1].startswith(fence))
            at = next((f.end() for f in closing), len(text))
        elif sign["ticks"]:
            at = spans.end(sign.start(), at)
    return comments, None


def _end(text: str, start: int) -> int:
    """Return where a comment ends whose words begin at `start`; -1 for nowhere."""
    for short in (">", "->"):  # `<!-->` and `<!--->` are whole comments
        if text.startswith(short, start):
            return start + len(short)
    found = text.find("-->", start)
    return found + 3 if found >= 0 else -1


class _CodeSpans:
    """Where code between backticks ends: at as many of them, in the same paragraph."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.runs: dict[int, list[int]] = {}
        for run in _TICKS.finditer(text):
            self.runs.setdefault(len(run[0]), []).append(run.start())
        self.paragraph = -1
        """The end of the paragraph last asked about."""

    def end(self, start: int, after: int) -> int:
        """Return where the code ends that the backticks from `start` open; `after` them if none."""
        if self.paragraph < start:
            blank = _BLANK_LINE.search(self.text, start)
            self.paragraph = blank.start() if blank else len(self.text)
        length = after - start
        runs = self.runs.get(length, [])
        following = bisect_right(runs, start)
        if following < len(runs) and runs[following] < self.paragraph:
            return runs[following] + length
        return after


def _kept(text: str, comments: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of what is left, without the blanks that a comment leaves on its line."""
    at = 0
    blank = True
    """True where nothing stands yet on the line that is being put together."""
    for start, end in comments:
        begin, before = at, text[at:start]
        blank = not before.rpartition("\n")[2].strip() and (blank or "\n" in before)
        rest = _REST.match(text, end)
        if rest:
            at = rest.end()
            yield begin, begin + len(before.rstrip(" \t"))
            continue
        yield begin, start
        at = end
        if blank:
            at = _INDENT.match(text, end).end()  # type: ignore[union-attr]
        elif (line := text.rfind("\n", start, end)) >= 0:
            yield line, line + 1
            at = _INDENT.match(text, end).end()  # type: ignore[union-attr]
            blank = True
    yield at, len(text)


def _put_together(words: Words, pieces: Sequence[tuple[int, int]]) -> Words:
    kept: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for start, end in pieces:
        if start < end:
            part = words.cut(start, end)
            marks.extend(Mark(mark.offset + offset, mark.line, mark.col) for mark in part.marks)
            kept.append(part.text)
            offset += end - start
    return Words("".join(kept), tuple(marks) or words.marks[:1])
