"""What a finding's fix makes of a text, as `check --fix` applies it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fichegen.diagnostics import Finding

Check = Callable[[str, str], Iterator[Finding]]


def applied(source: str, findings: Iterable[Finding]) -> str:
    """Put every fix in its place, the last first; those of one line must not overlap."""
    lines = source.split("\n")
    for found in sorted(findings, key=lambda f: f.span, reverse=True):
        if found.fix is not None:
            line, at = lines[found.span.line - 1], found.span.col - 1
            lines[found.span.line - 1] = line[:at] + found.fix + line[at + found.span.width :]
    return "\n".join(lines)


def mended(check: Check, source: str, path: str = "content/f.md") -> str:
    """Apply the fixes of a check, one finding at a time, until none is left."""
    for _ in range(200):
        sure = [found for found in check(path, source) if found.fix is not None]
        if not sure:
            return source
        source = applied(source, sure[:1])
    raise AssertionError("the fixes never end")
