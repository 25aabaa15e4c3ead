"""HTML to its tags and words, whatever state it is in; linear in its length.

The library's parser takes time that grows with the square of some broken pages, in the versions of
Python still in use, and this reads but what a fiche needs: tags, their attributes, the words between.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fichegen.expressions import expression

from .refusals import refused

_MOST_TAGS: Final = 100_000
"""Tags of a page, and signs that look like one."""
_MOST_ATTRIBUTES: Final = 200
_NAME: Final = expression(r"[a-zA-Z][^\s/>]{0,60}+")
_ATTRIBUTE: Final = expression(
    r"""[\s/]*+(?P<name>[^\s=>"'/][^\s=>/]*+)(?:\s*+=\s*+(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s>]*+)))?+"""
)
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp"})
"""Elements in which no tag is one, but their end."""
_WORDS: Final = frozenset({"textarea", "title"})
"""Those of them that hold words."""
_KEPT: Final = frozenset(
    "alt class colspan content charset href http-equiv hidden id name role src style title type value start".split()
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it stands; `closing` for `</p>`."""

    name: str
    closing: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


def read_markup(source: str) -> Iterator[Tag | str]:
    """Yield the tags and the words between them, entities as the signs they stand for.

    A comment, a script and a style say nothing; what is opened like one and never closed is words.
    """
    signs = _Signs(source)
    at, words_from, count = 0, 0, 0
    while (start := source.find("<", at)) >= 0:
        count += 1
        if count > _MOST_TAGS:
            raise refused("trop gros")
        tag, end = _construct(source, start, signs)
        if end is None:
            break  # no tag ends any more: the rest is words
        at = max(end, start + 1)
        if end <= start:
            continue  # the sign stands for itself
        if words := source[words_from:start]:
            yield html.unescape(words)
        words_from = at
        if tag is None:
            continue
        yield tag
        if not tag.closing and tag.name in _RAW:
            at = words_from = signs.end_of(tag.name, end)
            if tag.name in _WORDS and source[end:at]:
                yield html.unescape(source[end:at])
    if words := source[words_from:]:
        yield html.unescape(words)


class _Signs:
    """Where signs stand that end something; one that was not found is looked for once."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.absent: set[str] = set()

    def behind(self, sign: str, start: int) -> int:
        """Return where a sign ends; -1 where there is none further down."""
        found = -1 if sign in self.absent else self.source.find(sign, start)
        if found < 0:
            self.absent.add(sign)
            return -1
        return found + len(sign)

    def end_of(self, name: str, start: int) -> int:
        """Return where `</script` begins; the end of the source where it never does."""
        if name in self.absent:
            return len(self.source)
        found = re.compile(f"</{name}(?=[\\s/>])", re.IGNORECASE).search(self.source, start)
        if found is None:
            self.absent.add(name)
            return len(self.source)
        return found.start()


def _construct(source: str, start: int, signs: _Signs) -> tuple[Tag | None, int | None]:
    """Read what a "<" begins; gives the tag, if it is one, and where it ends.

    -1 for a sign that begins nothing, None where no tag ends any more.
    """
    if source.startswith("<!--", start):
        return None, signs.behind("-->", start + 4)
    if source.startswith(("<!", "<?"), start):
        return None, signs.behind(">", start)
    closing = source.startswith("</", start)
    name = _NAME.match(source, start + 1 + closing)
    return _tag(source, name, closing=closing) if name else (None, -1)


def _tag(source: str, name: re.Match[str], *, closing: bool) -> tuple[Tag | None, int | None]:
    """Read a tag behind its name; gives it with where it ends, None where none ever does."""
    attributes: dict[str, str] = {}
    at = name.end()
    for _ in range(_MOST_ATTRIBUTES):
        found = _ATTRIBUTE.match(source, at)
        if not found:
            break
        key = found["name"].lower()
        if key in _KEPT and key not in attributes:
            value = found["double"] or found["single"] or found["bare"] or ""
            attributes[key] = html.unescape(value)
        at = found.end()
    end = source.find(">", at)
    if end < 0:
        return None, None
    return Tag(name[0].lower(), closing, attributes), end + 1
