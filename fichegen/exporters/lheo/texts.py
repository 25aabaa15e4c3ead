"""Words of a fiche as LHEO may hold them: without Markdown, cut at a word where they are too long."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final

from fichegen.exporters.plain import plain_text
from fichegen.exporters.xml import clean
from fichegen.fillers import is_filler
from fichegen.gaps import Level, Outcome
from fichegen.model import Fiche

from .nodes import Node
from .rules import most

_JOINERS: Final = "\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
"""Signs that belong to the one before them: joiners, forms and skin tones of pictures."""
_BEFORE_CUT: Final = " \n\t,;:–—-•("
_COMPOSED: Final = 3
"""Characters that one becomes at the most where it is normalised (NFC; UAX 15, 12.1)."""


def said(fiche: Fiche, *names: str) -> str:
    """Return what the sections of some fields say, in the order of the names, lines kept.

    What states that there is nothing, or that it is still to be written, says nothing.
    """
    found = []
    for name in names:
        for section in fiche.sections:
            if section.name == name and not section.absent:
                words = plain_text(section.prose).strip()
                if not is_filler(words):
                    found.append(words)
    return "\n".join(found)


def asked_before(fiche: Fiche) -> tuple[str, bool]:
    """Return what is asked for first, and whether that is told: no words then say that nothing is."""
    section = fiche.prerequisites()
    words = said(fiche, "prerequis")
    if not words and section and not section.absent:
        words = plain_text(section.prose).strip()
    return words, section is not None


def cut(words: str, length: int) -> str:
    """Shorten words to so many characters at the end of a word, and show that they are cut."""
    if len(words) <= length:
        return words
    head = words[: length - 1]
    if not words[length - 1].isspace() and not head[-1:].isspace():
        kept = head.rsplit(maxsplit=1)
        # A word longer than half of what may be kept is cut inside: better than nothing.
        if len(kept) > 1 and len(kept[1]) * 2 < length:
            head = head[: head.rindex(kept[1])]
        while head and (unicodedata.combining(words[len(head)]) or words[len(head)] in _JOINERS):
            head = head[:-1]
    return head.rstrip(_BEFORE_CUT + "\u200d") + "…"


def leaf(name: str, words: str) -> Node | None:
    """Make an element of words, shortened to what it may hold; None where there are none."""
    kept = cut(clean(words).strip(), most(name)) if words else ""
    return Node(name, kept) if kept else None


def excess(name: str, label: str, words: str) -> str:
    """Say by how much words are too long for an element; empty where they are not.

    A label may name several fields, each but the first and last between its own signs.
    """
    if len(words) * _COMPOSED <= most(name):
        return ""
    length = len(clean(words).strip())
    if length <= most(name):
        return ""
    verb = "comptent ensemble" if "»" in label else "compte"
    return f"« {label} » {verb} {_number(length)} caractères, LHEO en garde {_number(most(name))}"


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\u00a0")


def judged(
    key: str, element: str, words: str, *, label: str, field: str,
    missing: str, level: Level = Level.WEAK,
) -> Outcome:  # fmt: skip
    """Judge the words of one text: missing (of that level), too long, or fine."""
    if not words or not clean(words).strip():
        return Outcome(key=key, level=level, reason=missing, field=field)
    if reason := excess(element, label, words):
        return Outcome(key=key, level=Level.LONG, reason=reason, field=field)
    return Outcome(key=key, field=field)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A requirement that the editor's words alone can meet."""

    element: str
    key: str
    fields: tuple[str, ...]
    """The fields whose words are told, in that order."""
    label: str
    """What editors know these fields by."""
    missing: str
    """What is wrong where they say nothing."""
    level: Level = Level.WEAK
    """How grave that is."""


def tell(fiche: Fiche, asked: Text) -> tuple[Node | None, Outcome]:
    """Write what a fiche says to that, and judge it."""
    told = {name: words for name in asked.fields if (words := said(fiche, name))}
    words, field = "\n".join(told.values()), next(iter(told), asked.fields[0])
    outcome = judged(
        asked.key, asked.element, words, label=asked.label, field=field, missing=asked.missing,
        level=asked.level,
    )  # fmt: skip
    return leaf(asked.element, words), outcome
