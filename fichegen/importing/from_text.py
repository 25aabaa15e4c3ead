"""Pasted text to blocks: paragraphs, items that a sign begins, headings that are underlined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fichegen.expressions import expression
from fichegen.text import ORNAMENTS

from .blocks import PLAIN, TYPED_BULLET, Block, Document, Gathering, Look

_ITEM: Final = expression(rf"([ \t\u00a0]*){TYPED_BULLET}")
_ORNAMENT: Final = expression(rf"[ \t\u00a0]*[{ORNAMENTS}]")
_NUMBERED: Final = expression(r"([ \t]*)\d{1,2}[.)][ \t\u00a0]+(?=\S)")
_RULE: Final = expression(r"[ \t]*([-=_*~#])(?:[ \t]*\1){2,}[ \t]*")
_HEADING: Final = expression(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_QUOTED: Final = expression(r"^(?:> ?){1,9}", re.MULTILINE)
_STRONG: Final = expression(
    r"(?<![\w*])\*{1,2}(?=[^\s*])([^*\n]{1,200}?)(?<=[^\s*])\*{1,2}(?![\w*])"
)
_LINK: Final = expression(r"\[([^\[\]\n]{1,200})\]\(((?:https?://|mailto:)[^()\s]{1,500})\)")
_SALUTE: Final = expression(
    r"(?:bonjour|bonsoir)(?:\s[^.:]{0,60})?[ ,!.]*|(?:madame|monsieur|ch[eè]res?|chers?)\b[^.:]{0,60},"
    r"|(?:(?:bien |tr[eè]s )?cordialement|bien à vous|salutations [\w ]{1,30}|bonne (?:journée|réception)|merci(?: d.avance)?)[ ,.!]*",
    re.IGNORECASE,
)
_OF_MESSAGE: Final = expression(
    r"\s*(?:de|à|cc|cci|objet|sujet|date|envoyé|répondre à|pièces? jointes?|from|to|subject|sent)\s*:\s",
    re.IGNORECASE,
)
_SUBJECT: Final = expression(r"\s*(?:objet|sujet|subject)\s*:\s", re.IGNORECASE)
_FEWEST: Final = 2
"""Lines of the header of a message."""
_TAB: Final = 4
_SHORT_LINE: Final = 60
"""A wrapped text has longer lines than this."""


def read_text(source: str) -> Document:
    """Read a text; raises what `refused` gives where there is nothing to read."""
    gathering = Gathering()
    lines = _QUOTED.sub("", source.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    like = Block(runs=(), at="")
    first = _leave_header(gathering, lines)
    for number, line in enumerate(lines[first:], first):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if not line.strip() or _RULE.fullmatch(line):
            gathering.end(like)
            like = Block(runs=(), at="")
        elif heading := _HEADING.match(line):
            gathering.end(like)
            _say(gathering, line[heading.end() :].rstrip("# "))
            gathering.end(Block(runs=(), at="", level=len(heading[1])))
            like = Block(runs=(), at="")
        elif underlined := _underline(line, following):
            gathering.end(like)
            _say(gathering, line)
            gathering.end(Block(runs=(), at="", level=underlined))
            like = Block(runs=(), at="")
        elif _SALUTE.fullmatch(line.strip()):
            gathering.end(like)
            gathering.leave("formule de politesse", line)
            like = Block(runs=(), at="")
        elif item := _ITEM.match(line):
            gathering.end(like)
            depth = len(item[1].expandtabs(_TAB)) // 2 + 1
            like = Block(runs=(), at="", depth=min(depth, 4))
            _say(gathering, line[item.end() :])
        else:
            if (
                _ORNAMENT.match(line)
                or _NUMBERED.match(line)
                or (like.depth and _begins(line, lines[number - 1]))
            ):
                gathering.end(like)
                like = Block(runs=(), at="")
            elif gathering.runs:
                gathering.say("\n")
            _say(gathering, line.strip(" \t"))
    gathering.end(like)
    return gathering.document(wrapped=True)


def _leave_header(gathering: Gathering, lines: Sequence[str]) -> int:
    """Set aside who wrote a message to whom, but for its subject; gives the line it ends before."""
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    while end < len(lines) and _OF_MESSAGE.match(lines[end]):
        end += 1
    header = lines[start:end]
    if len(header) < _FEWEST or not any(map(_SUBJECT.match, header)):
        return 0
    for line in header:
        if _SUBJECT.match(line):
            _say(gathering, line.strip())
            gathering.end()
        else:
            gathering.leave("en-tête du message", line)
    return end


def _underline(line: str, following: str) -> int:
    """Return the level of a heading that a row of signs underlines; 0 for no heading."""
    rule = _RULE.fullmatch(following)
    if not rule or rule[1] not in "=-~_" or len(line) > 100 or len(following.strip()) < len(line.strip()) // 2:  # fmt: skip
        return 0
    return 1 if rule[1] == "=" else 2


def _begins(line: str, before: str) -> bool:
    """Tell whether a line is no wrapped rest of the item above it."""
    return line[:1].isupper() and len(before) <= _SHORT_LINE


def _say(gathering: Gathering, line: str) -> None:
    """Add a line, its links as such, words between stars as strong ones: so messages mark headings."""
    at = 0
    for link in _LINK.finditer(line):
        _say_words(gathering, line[at : link.start()])
        gathering.say(link[1], Look(link=link[2]))
        at = link.end()
    _say_words(gathering, line[at:])


def _say_words(gathering: Gathering, words: str) -> None:
    at = 0
    for found in _STRONG.finditer(words):
        gathering.say(words[at : found.start()], PLAIN)
        gathering.say(found[1], Look(strong=True))
        at = found.end()
    gathering.say(words[at:], PLAIN)
