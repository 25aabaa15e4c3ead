"""Signs that hold the room of words, copied with an advice or a model and never replaced.

"Lieu : …" says that a place is to be written. In prose "…" says "and so on", so only what stands for
the whole value of a known field is told, or for all of a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fichegen.checks.changes import MOST
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.reading import Scope, find

_ROOM: Final = r"[\"']?(?P<room>(?:https?://)?(?:…|\.{3,4}))[\"']?"
_LINE: Final = expression(
    rf"[ \t]*(?P<bullet>-[ \t]+)?\**(?P<name>[^\W\d_][^:\n{{}}#]{{0,60}}?)(?P<gap>[ \u00a0\u202f]?)\**:\**[ \t]*{_ROOM}"
    r"[ \t]*(?:#.*)?$"
)
_IN_BRACES: Final = expression(
    rf"[{{,][ \t]*[\"']?(?P<name>[^\W\d_][^:,{{}}\n]{{0,60}}?)[\"']?:[ \t]*{_ROOM}[ \t]*(?=[,}}])"
)
_ALONE: Final = expression(rf"[ \t]*{_ROOM}[ \t]*$")
_HEADING: Final = expression(r"#{1,6}[ \t]+(?P<name>.{1,120}?)[ \t#]*$")
_SETTINGS: Final = expression(r"(?:^|/)catalogue\.ya?ml$", re.IGNORECASE)
_ERRORS_ALREADY: Final = frozenset({"courriel"})
"""Fields whose every wrong value is an error already (FG401)."""
_OF_SETTINGS: Final = frozenset({"lien", "interlocuteurs"})
"""What `url` and `contact` are taken for in the settings, where both are checked (FG603)."""


def placeholders_left(path: str, source: str) -> Iterator[Finding]:
    """FG217: "…" where the words of a field, or of a section, are still to be written."""
    if not _may_stand_in(source):
        return
    told = 0
    lines = source.split("\n")
    for index, line in enumerate(lines):
        if told < MOST and _may_stand_in(line) and (found := _left(path, lines, index)):
            told += 1
            yield found


def _may_stand_in(words: str) -> bool:
    return "…" in words or "..." in words


def _left(path: str, lines: Sequence[str], index: int) -> Finding | None:
    line = lines[index]
    if (match := _LINE.match(line)) and not (match["bullet"] and match["gap"]):
        known = _known(match["name"])
        told = _ERRORS_ALREADY | (_OF_SETTINGS if _SETTINGS.search(path) else frozenset())
        return _told(path, index, match) if known and known not in told else None
    for match in _IN_BRACES.finditer(line):
        if _known(match["name"]):
            return _told(path, index, match)
    if (match := _ALONE.match(line)) and (heading := _heading_around(lines, index)):
        return _told(path, index, match, heading)
    return None


def _known(name: str) -> str:
    """Return the name of the field that words name; empty for none."""
    found = (find(name, scope) for scope in Scope)
    return next((field.name for field in found if field), "")


def _heading_around(lines: Sequence[str], index: int) -> str:
    """Return the heading whose section holds no other line; empty where there is more."""
    above = next((line for line in reversed(lines[:index]) if line.strip()), "")
    below = next((line for line in lines[index + 1 :] if line.strip()), "")
    heading = _HEADING.match(above)
    return heading["name"] if heading and (not below or _HEADING.match(below)) else ""


def _told(path: str, index: int, match: re.Match[str], name: str = "") -> Finding:
    start, end = match.span("room")
    words = name or match["name"].strip()
    return finding(
        "FG217", Span(path, index + 1, start + 1, end - start), nom=words, mots=match["room"]
    )
