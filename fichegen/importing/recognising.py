"""Blocks of a document to the parts of a fiche, in their order: nothing is dropped, nothing moved far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading import Field, Kind, Scope, find, is_container, named

from .blocks import Block, Document, Run, Table
from .labels import IN_LINE, Form, Label, field_of, unnumbered, usual_size
from .layouts import Piece, is_of_sessions, spread
from .splitting import read_blocks
from .titles import Title, find_title

_REIGNING: Final = (Kind.PROSE, Kind.GROUPS, Kind.DATES, Kind.CONTACTS)
"""Kinds of fields whose text may hold several paragraphs."""
_OF_SESSIONS: Final = (Kind.GROUPS, Kind.DATES)
_IN_GROUPS: Final = frozenset("nom territoire lieu adresse lien dates horaires statut remarque places date_limite".split())  # fmt: skip
_BESIDE: Final = frozenset({"dates", "horaires", "lieu"})
_STEP: Final = expression(
    r"(?:\d|(?:jour|journ|demi|matin|apres midi|module|sequence|partie|etape|atelier|seance|bloc|chapitre"
    r"|theme|temps|semaine|phase|unite|session)\w*\b)"
)
"""How the headings of a programme begin, by their key."""
_UNMARKED: Final = (Form.COLON, Form.BARE)
"""Forms that nothing but their words sets apart."""
_JOINED: Final = expression(r"\s(?:et|&)\s|[,/+]")
_ESTABLISHED: Final = 2
"""Known labels of a form before unknown words of that form are labels too."""
_ENUMERATING: Final = 4
"""Names of fields in a row that only enumerate, as a table of contents does."""
_ONE_LINE: Final = 150
_FEW: Final = 40
"""Characters of the shortest sentence that tells something by itself."""
_PART: Final = 2
_DEEPEST: Final = 5


@dataclass(slots=True)
class Part:
    """A heading of the draft with what stands below it."""

    heading: str
    """Its words in the draft; empty for what stands under the title."""
    known: Field | None = None
    form: Form | None = None
    level: int = 0
    """Of the heading in the document; 0 for another label."""
    depth: int = 2
    """Of the heading in the draft."""
    at: str = ""
    source: str = ""
    """The words of the document that it was read from; empty where no words name it."""
    body: list[Block | Table] = field(default_factory=list)
    """Its blocks; the level of a heading among them is that of the draft."""

    @property
    def gathers_sessions(self) -> bool:
        """True where it tells of sessions."""
        return self.known is not None and self.known.kind in _OF_SESSIONS

    @property
    def is_told(self) -> bool:
        """True where the fact it asks for stands there, and what follows is something else."""
        if self.known is None or not self.body:
            return False
        return self.form is Form.ROW or (self.known.kind not in _REIGNING and self.form in IN_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """A document as a fiche."""

    title: Title
    parts: tuple[Part, ...]
    unsure: tuple[str, ...]
    """What was decided and may be wrong, in sentences for people."""
    banners: tuple[str, ...] = ()
    """What stands above the title and only says what kind of document it is."""


def recognise(document: Document, name: str) -> Recognised:
    """Find the title and the parts of a document; `name` is its file's, for want of a title."""
    usual = usual_size(document.blocks)
    pieces = [*_settled([*_pieces(document, usual)])]
    title, rest, banners = find_title(pieces, document.named, name)
    assembly = _Assembly(counts=Counter(p.known.name for p in rest if isinstance(p, Label) and p.known))  # fmt: skip
    for number, piece in enumerate(rest):
        if isinstance(piece, Label):
            beside = rest[max(0, number - 1) : number + 2]
            assembly.label(piece, in_a_row=_in_a_row(piece, beside))
        else:
            assembly.text(piece)
    return Recognised(
        title=title,
        parts=assembly.parts(),
        unsure=tuple(assembly.unsure),
        banners=banners,
    )


def _pieces(document: Document, usual: float) -> Iterator[Piece]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from spread(block, usual)
        else:
            yield from read_blocks([block], usual)


def _settled(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield the pieces, what only looked like a label as the text it is."""
    forms = Counter(p.form for p in pieces if isinstance(p, Label) and p.known)
    enumerated = _enumerated(pieces)
    empty: Label | None = None
    """The label just before, if nothing stands behind it yet."""
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Label):
            empty = None
            yield piece
            continue
        follows = pieces[number + 1] if number + 1 < len(pieces) else None
        label = replace(piece, known=None) if _only_gathers(piece, follows) else piece
        if _is_label(label, forms, empty, follows) and number not in enumerated:
            empty = None if label.body else label
            yield label
        else:
            empty = None
            yield from [label.block] if label.block else label.body


def _only_gathers(piece: Label, follows: Piece | None) -> bool:
    """Tell whether "Programme de formation" is the name of the document, not of what comes next."""
    if piece.known is None or piece.body or not is_container(piece.words):
        return False
    return isinstance(follows, Label) or (isinstance(follows, Block) and follows.title)


def _is_label(
    piece: Label, forms: Counter[Form], empty: Label | None, follows: Piece | None
) -> bool:
    if piece.form is Form.BARE:
        answers = empty is not None and empty.known is not None and empty.form is not Form.ROW
        return not answers and follows is not None
    if piece.known or piece.form in (Form.HEADING, Form.ROW) or piece.is_container:
        return True
    return piece.is_group or forms[piece.form] >= _ESTABLISHED


def _enumerated(pieces: Sequence[Piece]) -> frozenset[int]:
    """Return the places of bare names that stand in a row, as in a table of contents."""
    found: set[int] = set()
    row: list[int] = []
    for number, piece in enumerate([*pieces, None]):
        if isinstance(piece, Label) and piece.form is Form.BARE:
            row.append(number)
            continue
        if len(row) >= _ENUMERATING:
            found.update(row)
        row = []
    return frozenset(found)


def _in_a_row(piece: Label, beside: Iterable[Piece]) -> bool:
    """Tell whether "Durée : 14 heures" stands among other such lines."""
    return any(
        isinstance(other, Label) and other is not piece and other.form in IN_LINE and other.known
        for other in beside
    )


@dataclass(slots=True)
class _Assembly:
    """The parts so far."""

    counts: Counter[str]
    """How often the document has a label for each field."""
    current: Part = field(default_factory=lambda: Part(""))
    opened: list[Part] = field(default_factory=list)
    by_words: dict[str, Part] = field(default_factory=dict)
    """The parts by the key of their headings."""
    told: set[str] = field(default_factory=set)
    """The fields that have a part."""
    last_of: dict[int, int] = field(default_factory=dict)
    """The place of the last part by the level of its heading in the document."""
    loose: list[Block | Table] = field(default_factory=list)
    """What stands behind a fact and belongs to none."""
    unsure: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.opened.append(self.current)

    # -------------------------------------------------------------- labels

    def label(self, label: Label, *, in_a_row: bool) -> None:
        """Open a part, or put a label that names none into the text of the one above."""
        if self.opens(label, in_a_row=in_a_row):
            self.open(label)
        elif label.form in (Form.COLON, Form.BARE, Form.STRONG_COLON) and label.block:
            self.text(label.block)
        else:
            self.subheading(label)
            for block in label.body:
                self.text(block)

    def opens(self, label: Label, *, in_a_row: bool) -> bool:
        current = self.current
        if not current.heading:
            return True
        if label.known is None:
            return self.opens_unknown(label)
        if current.gathers_sessions and _of_group(label):
            deeper = label.form is Form.HEADING and label.level > current.level > 0
            own = label.known.name in _BESIDE and label.form is current.form
            return own and not deeper
        is_prose = current.known is None or current.known.kind is Kind.PROSE
        if current.known is not None and current.known.name == "contenu" and label.form is not Form.ROW:  # fmt: skip
            again = self.counts[label.known.name] > 1 and label.known.name != "contenu"
            deeper = label.form is Form.HEADING and label.level > max(current.level, 1)
            if again and (deeper or label.form is not Form.HEADING):
                return False
        if label.form is Form.COLON and is_prose and current.form not in _UNMARKED:
            return _is_container(current) or (in_a_row and label.known.name not in self.told)
        return True

    def opens_unknown(self, label: Label) -> bool:
        current = self.current
        if label.form is Form.ROW or label.is_container:
            return True
        if label.is_group:
            return not current.gathers_sessions
        if label.form is Form.HEADING and current.form is Form.HEADING:
            return label.level <= current.level
        blank = not current.body and not _is_container(current)
        name = current.known.name if current.known else ""
        if not blank and any(map(field_of, _JOINED.split(label.words))):
            return True
        inside = blank or current.gathers_sessions or name == "contenu"
        return not (inside or _STEP.match(text.key(label.words)))

    def open(self, label: Label) -> None:
        twin = self.by_words.get(text.key(_heading_words(label)))
        if twin is not None and (label.known is None or label.known.kind in _REIGNING):
            self.unsure.append(
                f"« {label.words} » revient ({label.at}) : réuni à ce qui est plus haut"
            )
            self.current = twin
        else:
            known = named("groupes") if label.is_group else label.known
            heading = _heading_words(label)
            depth = self.depth(label)
            self.begin(Part(heading, known, label.form, label.level, depth, label.at, label.words))
        self.current.body.extend(label.body)

    def depth(self, label: Label) -> int:
        """Return the level of a heading in the draft: below one that only gathers others, one deeper."""
        if not label.level:
            return _PART
        above = [at for level, at in self.last_of.items() if level < label.level]
        parent = self.opened[max(above)] if above else None
        return min(_DEEPEST, parent.depth + 1) if parent and not parent.body else _PART

    def begin(self, part: Part) -> None:
        self.opened.append(part)
        self.current = part
        self.by_words.setdefault(text.key(part.heading), part)
        if part.known:
            self.told.add(part.known.name)
        if part.level:
            self.last_of[part.level] = len(self.opened) - 1

    def subheading(self, label: Label) -> None:
        """Put a label into the text as a heading below that of the part."""
        steps = label.level - self.current.level - 1 if label.level and self.current.level else 0
        level = min(6, self.current.depth + 1 + max(0, steps))
        runs = (Run(label.words),)
        self.current.body.append(Block(runs=runs, at=label.at, level=level))

    # -------------------------------------------------------------- text

    def text(self, block: Block | Table) -> None:
        """Put a block where it belongs."""
        if isinstance(block, Table) and is_of_sessions(block):
            self.sessions(block)
        elif self.is_beside(block):
            self.loose.append(block)
        else:
            self.current.body.append(block)

    def is_beside(self, block: Block | Table) -> bool:
        """Tell whether a block speaks of something else than the fact above it."""
        current = self.current
        if current.known is None or not current.body:
            return False
        long = isinstance(block, Table) or len(block.text) > _ONE_LINE
        short_fact = current.known.kind not in _REIGNING or current.known.kind is Kind.CONTACTS
        if current.gathers_sessions and current.form in IN_LINE and isinstance(block, Block):
            return len(block.text) > _FEW and block.text.rstrip().endswith(".")
        return current.is_told or (short_fact and long)

    def sessions(self, table: Table) -> None:
        if not self.current.gathers_sessions:
            label = named("groupes").label
            self.unsure.append(f"{table.at} : lu comme des sessions, placé sous « {label} »")
            self.begin(Part(label, named("groupes"), Form.ROW, at=table.at))
        self.current.body.append(table)

    # -------------------------------------------------------------- the whole

    def parts(self) -> tuple[Part, ...]:
        """Return the parts; what belongs to none comes last, under a heading of its own."""
        first = self.opened[0]
        if first.body:
            self.unsure.append(f"texte avant la première rubrique ({_places(first.body)}) : gardé sous le titre")  # fmt: skip
        if self.loose:
            known = named("informations")
            self.unsure.append(f"texte sans rubrique ({_places(self.loose)}) : gardé sous « {known.label} »")  # fmt: skip
            own = next((part for part in self.opened if part.known is known), None)
            if own is None:
                own = Part(known.label, known)
                self.opened.append(own)
            own.body.extend(self.loose)
        return tuple(self.opened)


def _is_container(part: Part) -> bool:
    return part.known is None and not part.body


def _of_group(label: Label) -> bool:
    """Tell whether a label below the sessions speaks of one of them."""
    known = find(label.words, Scope.GROUP)
    if known is None or known.name not in _IN_GROUPS:
        return False
    return known.name != "places" or "place" in text.key(label.words)


def _heading_words(label: Label) -> str:
    """Return a label's words as a heading: without the number and the sign before a field's name."""
    words = text.strip_ornaments(label.words).strip(" :\u00a0")
    bare = unnumbered(words)
    same = bare and (find(bare) is label.known if label.known else label.is_container)
    return bare if same else words or label.words


def _places(blocks: Sequence[Block | Table]) -> str:
    first, last = blocks[0].at, blocks[-1].at
    return first if first == last else f"de {first} à {last}"
