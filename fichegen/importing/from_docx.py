"""A Word document (ECMA-376, .docx) to blocks: every word of its body, the rest set aside.

Elements go by their names without namespaces, which differ between the editions of the standard.
What is not known is looked into: no wrapper a later Word invents may swallow words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen.expressions import expression

from .blocks import PLAIN, Block, Document, Gathering, Look
from .packages import Element, Package, attribute, child, children, local
from .refusals import refused
from .word_styles import (
    Numbering,
    Relation,
    Style,
    Styles,
    is_hidden,
    look_of,
    of_paragraph,
    read_numbering,
    read_relations,
)

_HYPERLINK: Final = expression(r'\s*HYPERLINK\s+(?:\\l\s+)?"([^"]{0,2000})"', re.IGNORECASE)
_SAID: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "ptab": "\t"}
"""Elements that stand for a sign."""
_SILENT: Final = frozenset(
    "pPr rPr tblPr tblGrid tcPr trPr sdtPr sdtEndPr sectPr proofErr fldData lastRenderedPageBreak"
    " numPr pgNum dayLong annotationRef footnoteRef endnoteRef separator continuationSeparator"
    " commentRangeStart commentRangeEnd".split()
)
_DRAWN: Final = expression(r"word/(diagrams/data|charts/chart)\d*\.xml")
_ASIDE: Final = {"header": "en-tête de page", "footer": "pied de page"}
_LONGEST_FIELD: Final = 4000
_NOTE: Final = " (note : {})"


@dataclass(slots=True)
class _Field:
    """A field of Word that is being read: its instruction, then what it shows."""

    instruction: str = ""
    showing: bool = False
    """True once its instruction has ended."""
    above: str = ""
    """The link in force around it."""


@dataclass(slots=True)
class _Reader:
    package: Package
    part: str
    styles: Styles
    numbering: Numbering
    relations: dict[str, Relation]
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    gathering: Gathering = field(default_factory=Gathering)
    link: str = ""
    fields: list[_Field] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes met in a paragraph, to be read behind it."""
    base: Look = PLAIN
    """The look of the paragraph by its style."""
    prefix: str = ""
    """The words of its number, until its first run."""

    def walk(self, element: Element) -> None:
        """Read an element in its place."""
        name = local(element)
        if name in _SILENT:
            return
        handler = _HANDLERS.get(name)
        if handler is not None:
            handler(self, element)
        else:
            self.inside(element)

    def inside(self, element: Element) -> None:
        for inner in element:
            self.walk(inner)

    # -------------------------------------------------------------- paragraphs

    def paragraph(self, element: Element) -> None:
        self.gathering.end()
        properties = child(element, "pPr")
        named = child(properties, "pStyle")
        identifier = attribute(named, "val") if named is not None else ""
        style = of_paragraph(properties, self.styles.of(identifier))
        self.base, above = style.look, self.base
        like, self.prefix = self.like(style)
        outer, self.boxes = self.boxes, []
        self.inside(element)
        if style.contents and self.gathering.runs:
            self.gathering.leave("table des matières", _text_of(element))
            self.gathering.runs = []
        self.gathering.end(like)
        boxes, self.boxes = self.boxes, outer
        for box in boxes:
            self.inside(box)
            self.gathering.end()
        self.base = above

    def like(self, style: Style) -> tuple[Block, str]:
        """Tell what a paragraph is, and the words of its number."""
        form = self.numbering.form(style.number, style.depth) if style.number else ""
        listed = style.number not in ("", "0") and form not in ("", "none")
        prefix = ""
        if listed and form != "bullet":
            prefix = self.numbering.words(style.number, style.depth)
        depth = min(int(style.depth), 8) + 1 if style.depth.isdigit() else 1
        is_item = listed and not style.level and not style.title and not prefix
        block = Block(
            runs=(),
            at="",
            level=style.level,
            title=style.title,
            depth=depth if is_item else 0,
            ordered=is_item and form != "bullet",
        )
        return block, prefix

    def run(self, element: Element) -> None:
        properties = child(element, "rPr")
        look = look_of(properties, self.base, self.styles)
        if self.link:  # underlined, because it is a link
            look = replace(look, link=self.link, strong=self.base.strong)
        if is_hidden(properties):
            self.gathering.leave("texte masqué", _text_of(element))
            return
        if self.prefix:
            self.gathering.say(f"{self.prefix} ", look)
            self.prefix = ""
        for inner in element:
            name = local(inner)
            if name == "t":
                self.gathering.say(inner.text or "", look)
            elif name in _SAID:
                self.gathering.say(_SAID[name], look)
            elif name == "sym":
                self.gathering.say(_symbol(inner), look)
            elif name == "instrText":
                self.instruction(inner)
            else:
                self.walk(inner)

    def instruction(self, element: Element) -> None:
        if self.fields and not self.fields[-1].showing:
            self.fields[-1].instruction += (element.text or "")[:_LONGEST_FIELD]

    def loose_text(self, element: Element) -> None:
        """Read a text outside any run, as formulas have it."""
        self.gathering.say(element.text or "", self.base)

    # -------------------------------------------------------------- links and fields

    def hyperlink(self, element: Element) -> None:
        relation = self.relations.get(attribute(element, "id"))
        above = self.link
        self.link = relation.target if relation and relation.external else above
        self.inside(element)
        self.link = above

    def simple_field(self, element: Element) -> None:
        above, found = self.link, _HYPERLINK.match(attribute(element, "instr"))
        self.link = found[1] if found else above
        self.inside(element)
        self.link = above

    def field_sign(self, element: Element) -> None:
        match attribute(element, "fldCharType"):
            case "begin":
                self.fields.append(_Field(above=self.link))
            case "separate" if self.fields:
                self.fields[-1].showing = True
                if found := _HYPERLINK.match(self.fields[-1].instruction):
                    self.link = found[1]
            case "end" if self.fields:
                self.link = self.fields.pop().above
            case _:
                pass

    # -------------------------------------------------------------- set aside

    def deleted(self, element: Element) -> None:
        self.gathering.leave("texte supprimé (suivi des modifications)", _text_of(element))

    def moved(self, element: Element) -> None:
        self.gathering.leave("texte déplacé (suivi des modifications)", _text_of(element))

    def note(self, element: Element) -> None:
        kind = local(element).removesuffix("Reference")
        words = self.notes.pop((kind, attribute(element, "id")), "")
        if words:
            self.gathering.say(_NOTE.format(words), self.base)

    def image(self, element: Element) -> None:
        """Name a picture: its file, and what its author says it shows."""
        for inner in element.iter():
            name = local(inner)
            if name in ("blip", "imagedata"):
                identifier = attribute(inner, "embed") or attribute(inner, "id")
                relation = self.relations.get(identifier)
                self.gathering.leave("image", relation.target if relation else "sans nom")
            elif name in ("docPr", "cNvPr", "shape", "rect"):
                said = " ".join(filter(None, (attribute(inner, "title"), _shown(inner))))
                self.gathering.leave("description d'image", said)
        self.inside(element)

    def control(self, element: Element) -> None:
        """Read a field of a form; the words that invite to fill it in say nothing."""
        if child(child(element, "sdtPr"), "showingPlcHdr") is not None:
            self.gathering.leave("invite d'un modèle", _text_of(element))
        else:
            self.inside(element)

    def embedded(self, element: Element) -> None:
        relation = self.relations.get(attribute(element, "id"))
        target = relation.target if relation else "sans nom"
        self.gathering.leave("contenu inséré, à recopier depuis le document", target)
        self.inside(element)

    # -------------------------------------------------------------- boxes and tables

    def box(self, element: Element) -> None:
        self.boxes.append(element)

    def alternatives(self, element: Element) -> None:
        """Read the first of several renderings of one thing."""
        for inner in element:
            if local(inner) in ("Choice", "Fallback"):
                self.inside(inner)
                return

    def table(self, element: Element) -> None:
        self.gathering.open_table()
        self.inside(element)
        self.gathering.close_table()

    def row(self, element: Element) -> None:
        self.gathering.open_row()
        self.inside(element)

    def cell(self, element: Element) -> None:
        span = child(child(element, "tcPr"), "gridSpan")
        width = attribute(span, "val") if span is not None else ""
        self.gathering.open_cell()
        self.inside(element)
        self.gathering.span_cell(int(width[:3]) if width.isdigit() else 1)


_HANDLERS: Final = {
    "p": _Reader.paragraph,
    "r": _Reader.run,
    "t": _Reader.loose_text,
    "hyperlink": _Reader.hyperlink,
    "fldSimple": _Reader.simple_field,
    "fldChar": _Reader.field_sign,
    "sdt": _Reader.control,
    "del": _Reader.deleted,
    "moveFrom": _Reader.moved,
    "footnoteReference": _Reader.note,
    "endnoteReference": _Reader.note,
    "drawing": _Reader.image,
    "pict": _Reader.image,
    "object": _Reader.embedded,
    "altChunk": _Reader.embedded,
    "subDoc": _Reader.embedded,
    "txbxContent": _Reader.box,
    "AlternateContent": _Reader.alternatives,
    "tbl": _Reader.table,
    "tr": _Reader.row,
    "tc": _Reader.cell,
}


def read_docx(data: bytes) -> Document:
    """Read a Word document; raises what `refused` gives where it cannot be read."""
    package = Package(data)
    main = next(
        (r.target for r in read_relations(package, "").values() if r.kind == "officeDocument"),
        "word/document.xml",
    )
    root = package.tree_of(main)
    body = child(root, "body") if root is not None else None
    if body is None:
        raise refused("abime")
    relations = read_relations(package, main)
    parts = {r.kind: r.target for r in relations.values() if not r.external}
    reader = _Reader(
        package=package,
        part=main,
        styles=Styles(package.tree_of(parts.get("styles", ""))),
        numbering=read_numbering(package, parts.get("numbering", "")),
        relations=relations,
    )
    for kind in ("footnote", "endnote"):
        notes = package.tree_of(parts.get(f"{kind}s", ""))
        for note in children(notes, kind):
            reader.notes[kind, attribute(note, "id")] = _text_of(note)
    reader.inside(body)
    gathering = reader.gathering
    gathering.end()
    for words in reader.notes.values():
        gathering.leave("note sans renvoi", words)
    _leave_aside(reader)
    return gathering.document()


def _leave_aside(reader: _Reader) -> None:
    """Tell what stands in other parts: above and below the pages, beside them, in drawings."""
    for relation in reader.relations.values():
        if relation.external:
            continue
        if relation.kind in _ASIDE and relation.target in reader.package.names:
            for paragraph in _paragraphs(reader.package.tree_of(relation.target)):
                reader.gathering.leave(_ASIDE[relation.kind], _text_of(paragraph))
        elif relation.kind == "comments":
            for comment in children(reader.package.tree_of(relation.target), "comment"):
                author = attribute(comment, "author")
                kind = f"commentaire de {author}" if author else "commentaire"
                reader.gathering.leave(kind, _text_of(comment))
    for name in reader.package.names:
        if drawn := _DRAWN.fullmatch(name):
            part = reader.package.tree_of(name)
            kind = "graphique" if drawn[1].startswith("charts") else "schéma"
            texts = (e.text or "" for e in (part.iter() if part is not None else ()) if local(e) in ("t", "v"))  # fmt: skip
            reader.gathering.leave(kind, " ".join(texts))
    if any(name.endswith("vbaProject.bin") for name in reader.package.names):
        reader.gathering.leave("macros", "elles ne sont ni lues ni exécutées")


def _paragraphs(part: Element | None) -> list[Element]:
    """Return the outermost paragraphs of a part."""
    found: list[Element] = []
    stack = [part] if part is not None else []
    while stack:
        element = stack.pop()
        if local(element) == "p":
            found.append(element)
        else:
            stack.extend(reversed(element))
    return found


def _text_of(element: Element) -> str:
    """Return the words below an element, each of several renderings once."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        inner = stack.pop()
        name = local(inner)
        if name in ("t", "delText"):
            pieces.append(inner.text or "")
        elif name in _SAID or name == "p":
            pieces.append(" ")
        elif name == "sym":
            pieces.append(_symbol(inner))
        if name == "AlternateContent":
            stack.extend([first for first in inner if local(first) in ("Choice", "Fallback")][:1])
        else:
            stack.extend(reversed(inner))
    return " ".join("".join(pieces).split())


def _symbol(element: Element) -> str:
    """Return the sign of a font of signs, by its number in the font."""
    code = attribute(element, "char")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""


def _shown(element: Element) -> str:
    """Return what a drawing says it shows."""
    return attribute(element, "descr") or attribute(element, "alt")
