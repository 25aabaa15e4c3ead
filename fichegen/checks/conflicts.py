"""What a merge of git leaves in a file where both sides have changed the same lines.

Between `<<<<<<<` and `>>>>>>>` both versions stand one behind the other, parted by `=======`. That one
alone is the underline of a heading in Markdown, and `>>>>>>>` among quoted lines an old e-mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from fichegen.checks.changes import MOST, cut
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression

_QUICK: Final = expression(r"^(?:<{7}|>{7})(?: |$)", re.MULTILINE)
_MARKS: Final = ("<" * 7, ">" * 7)
_BEGIN: Final = expression(r"<{7}(?: |$)")
_BETWEEN: Final = expression(r"={7}$|\|{7}(?: |$)")
_END: Final = expression(r">{7}(?: |$)")
_FENCE: Final = expression(r" {0,3}(?:`{3}|~{3})")
_YAML: Final = (".yml", ".yaml")


def conflicts_left(path: str, source: str) -> Iterator[Finding]:
    """FG122: a conflict that nobody has settled, at its first mark; what is shown as code is none."""
    if not any(mark in source for mark in _MARKS) or not _QUICK.search(source):
        return
    lines = source.split("\n")
    found = _conflicts(lines, has_code=not path.lower().endswith(_YAML))
    for first, *others in islice(found, MOST):
        at, *rest = (Span(path, mark + 1, 1, len(lines[mark])) for mark in (first, *others))
        yield finding("FG122", at, *rest, mots=cut(lines[first]))


def _conflicts(lines: Sequence[str], *, has_code: bool) -> Iterator[list[int]]:
    """Yield the indexes of the marks of each conflict."""
    marks: list[int] = []
    fenced = False
    for index, line in enumerate(lines):
        if has_code and not marks and _FENCE.match(line):
            fenced = not fenced
        elif fenced:
            continue
        elif _BEGIN.match(line):
            if marks:
                yield marks
            marks = [index]
        elif marks and _BETWEEN.match(line):
            marks.append(index)
        elif _END.match(line) and (marks or not _is_quoted(lines, index)):
            yield [*marks, index]
            marks = []
    if marks:
        yield marks


def _is_quoted(lines: Sequence[str], index: int) -> bool:
    return any(
        line.startswith(">")
        for line in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    )
