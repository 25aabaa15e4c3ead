"""Labels in real documents: headings, bold lines, lines in capitals, "Durée : 14 heures".

Which words name a field is the reader's business; here is only how people set them apart.
"""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading import Field, Kind, find, is_container, is_group_heading

from .blocks import Block, Run, Table, trimmed

_LONGEST: Final = 90
"""Characters of a label that names a field."""
_SHORTEST: Final = 3
"""Letters of a label: "OU" between two lines of text is no question for a place."""
_LONGEST_LINE: Final = 120
"""Characters of a line that may be a heading by its look."""
_OURS: Final = frozenset({"slug", "alias", "brouillon"})
"""Fields that say how a page is published: no document speaks of them."""
_SEPARATOR: Final = expression(r"[ \t\u00a0\u202f]*(?::(?!//)|\t)[ \t\u00a0\u202f]*")
_EDGES: Final = " \t\n\u00a0\u202f:–—-|"
_BEFORE_FIGURES: Final = expression(r"[^\d\n:]{4,60}(?=\d)")
_FIGURES: Final = (Kind.DAY, Kind.DURATION)
_NUMBER: Final = expression(
    r"^(?:[IVX]{1,5}|\d{1,2}|[A-Ha-h])(?:[.\-/](?:\d{1,2}|[a-z](?!\w)))*(?:\s?[.)°/:–-]\s*|\s+)(?=\w)"
)
_REFERENCE: Final = expression(r"\s+(?:n°|réf\b).*$|\s+\d[\d /-]*$", re.IGNORECASE)
"""What may stand behind "Fiche pédagogique" and names nothing."""
_SENTENCE: Final = (".", ";", ",", "!", "…")
_LARGER: Final = 1.2
"""How much larger than the text a heading is set."""
_FEW_LETTERS: Final = 4


class Form(enum.Enum):
    """How a label is set apart."""

    HEADING = enum.auto()
    STRONG = enum.auto()
    """A line in bold type, or larger than the text."""
    CAPITALS = enum.auto()
    BARE = enum.auto()
    """A line that is nothing but the name of a field."""
    STRONG_COLON = enum.auto()
    """Bold words with their text behind them on the line."""
    COLON = enum.auto()
    ROW = enum.auto()
    """A cell beside or above the one with its text."""


IN_LINE: Final = (Form.STRONG_COLON, Form.COLON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that name what comes behind them."""

    words: str
    form: Form
    at: str
    known: Field | None = None
    level: int = 0
    """Of a heading; 0 for other forms."""
    body: tuple[Block | Table, ...] = ()
    """What belongs to it for certain: the rest of its line, the cell beside it."""
    block: Block | None = None
    """The paragraph it was read from, for when it turns out to be none."""

    @property
    def is_container(self) -> bool:
        """True where it only gathers others: "Informations pratiques"."""
        if self.known or len(self.words) > _LONGEST:
            return False
        return is_container(_REFERENCE.sub("", unnumbered(self.words)))

    @property
    def is_group(self) -> bool:
        """True where it names a group: "Groupe 1 – EST"."""
        head = re.split(r"[:(–—-]", self.words[:_LONGEST], maxsplit=1)[0]
        return self.known is None and is_group_heading(head)


def field_of(words: str) -> Field | None:
    """Find the field that a document's label names."""
    bare = words.strip(_EDGES)
    if not bare or len(bare) > _LONGEST:
        return None
    known = find(bare) or find(unnumbered(bare))
    return None if known is None or known.name in _OURS else known


def unnumbered(words: str) -> str:
    """Take the sign and the number before a heading off it: "► 2.3 Objectifs", "II – Public"."""
    return _NUMBER.sub("", text.strip_ornaments(words).strip(_EDGES))


def _field_alone(words: str) -> Field | None:
    """Find the field that words name with no sign behind them that says they do."""
    short = len(text.key(words)) < _SHORTEST and not words.rstrip().endswith((":", "?"))
    return None if short else field_of(words)


def usual_size(blocks: Iterable[Block | Table]) -> float:
    """Return the size of most of the text, in points; 0 where nothing says it."""
    sizes: Counter[float] = Counter()
    for block in blocks:
        if isinstance(block, Block) and not block.level:
            sizes[block.size] += len(block.text)
    return min(sizes, key=lambda size: (-sizes[size], size), default=0.0)


def label_of(block: Block, usual: float) -> Label | None:
    """Read a paragraph as a label, of a known field or by its look; None where it is text."""
    words = block.text.strip()
    if not text.key(words):
        return None
    if block.title:
        container = Label(words=words, form=Form.STRONG, at=block.at, block=block)
        return container if container.is_container else None
    if block.level:
        return _heading(block, words)
    strong = _is_strong(block)
    if "\n" in words:
        return (None if strong else _led(block)) or _with_colon(block, Form.COLON)
    larger = bool(usual) and block.size >= usual * _LARGER
    if (strong or larger) and len(words) <= _LONGEST_LINE:
        return _strong_line(block, words)
    if not strong and (led := _led(block)):
        return led
    return _plain_line(block, words)


def _heading(block: Block, words: str) -> Label:
    flat = text.squeeze(words)
    if (known := field_of(flat)) or not (led := _with_colon(block, Form.HEADING)):
        return Label(words=flat, form=Form.HEADING, at=block.at, known=known, level=block.level, block=block)  # fmt: skip
    return replace(led, level=block.level)


def _strong_line(block: Block, words: str) -> Label | None:
    if known := _field_alone(words):
        return Label(words=words, form=Form.STRONG, at=block.at, known=known, block=block)
    if led := _with_colon(block, Form.STRONG_COLON):
        return led
    if block.depth or words.endswith(_SENTENCE):
        return None
    return Label(words=words.rstrip(_EDGES), form=Form.STRONG, at=block.at, block=block)


def _led(block: Block) -> Label | None:
    """Read "**Public** les agents", "**Public :** les agents"."""
    end = 0
    for run in block.runs:
        if not run.look.strong and run.text.strip(_EDGES):
            break
        end += len(run.text)
    whole = block.text
    head, rest = whole[:end], whole[end:]
    words = head.strip(_EDGES)
    if not text.key(words) or not rest.strip() or len(words) > _LONGEST or "\n" in words:
        return None
    if head[-1:].isalnum() and rest[:1].isalnum():
        return None
    colon = ":" in head[len(head.rstrip(_EDGES)) :] or rest.lstrip().startswith(":")
    known = field_of(words) if colon else _field_alone(words)
    if known is None and not colon:
        return None
    at = len(whole) - len(rest.lstrip(_EDGES))
    return _run_in(block, Form.STRONG_COLON, words, known, at)


def _plain_line(block: Block, words: str) -> Label | None:
    known = _field_alone(words)
    if known or is_container(unnumbered(words)):
        form = Form.CAPITALS if words.isupper() else Form.BARE
        form = Form.COLON if known and words.endswith(":") else form
        if form is Form.BARE and block.depth:
            return None
        return Label(words=words, form=form, at=block.at, known=known, block=block)
    if led := _with_colon(block, Form.COLON):
        return led
    letters = sum(map(str.isalpha, words))
    if block.depth or not words.isupper() or letters < _FEW_LETTERS or len(words) > _LONGEST:
        return None
    if words.endswith(_SENTENCE) or any(map(str.isdigit, words)):
        return None
    return Label(words=words.rstrip(_EDGES), form=Form.CAPITALS, at=block.at, block=block)


def _with_colon(block: Block, form: Form) -> Label | None:
    """Read "Durée : 14 heures", "Durée<tab>14 heures" where the words before name a field."""
    whole = block.text
    separator = _SEPARATOR.search(whole[: _LONGEST + 10])
    if not separator or not whole[separator.end() :].strip():
        return _before_figures(block, form)
    words = whole[: separator.start()]
    known = field_of(words) if "\n" not in words.strip() else None
    if known is None:
        return _before_figures(block, form)
    return _run_in(block, form, words.strip(), known, separator.end())


def _before_figures(block: Block, form: Form) -> Label | None:
    """Read "Inscription avant le 30 avril 2027", "Durée 14 heures", which need no colon."""
    head = _BEFORE_FIGURES.match(block.text)
    known = field_of(head[0]) if head else None
    if head is None or known is None or known.kind not in _FIGURES:
        return None
    return _run_in(block, form, head[0].strip(), known, head.end())


def _run_in(block: Block, form: Form, words: str, known: Field | None, at: int) -> Label:
    rest = replace(block, runs=trimmed(cut(block.runs, at)), level=0, depth=0)
    return Label(words=words, form=form, at=block.at, known=known, body=(rest,), block=block)


def _is_strong(block: Block) -> bool:
    return all(run.look.strong for run in block.runs if text.key(run.text))


def cut(runs: Sequence[Run], start: int, end: int | None = None) -> tuple[Run, ...]:
    """Return the runs between two offsets of their words."""
    kept, at = [], 0
    for run in runs:
        stop = len(run.text) if end is None else max(0, end - at)
        if piece := run.text[max(0, start - at) : stop]:
            kept.append(Run(piece, run.look))
        at += len(run.text)
    return tuple(kept)
