"""A LibreOffice document (OpenDocument 1.3, .odt) to blocks: every word of its body, the rest set aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from fichegen.expressions import expression

from .blocks import PLAIN, Block, Document, Gathering, Look
from .packages import Element, Package, attribute, child, children, local
from .refusals import refused

_SPACES: Final = expression(r"[ \t\r\n]+")
_MOST_SPACES: Final = 50
_CHAIN: Final = 20
_BOLD: Final = frozenset({"bold", "600", "700", "800", "900"})
_POINTS: Final = expression(r"(\d{1,3}(?:\.\d{1,3})?)pt")
_HEADING: Final = expression(r"(?:heading|titre) ?([1-9])")
_TITLES: Final = frozenset({"title", "titre", "titre principal"})
_SILENT: Final = frozenset(
    "tracked-changes sequence-decls variable-decls user-field-decls forms scripts annotation-end"
    " bookmark bookmark-start bookmark-end reference-mark soft-page-break note-citation number"
    " change change-start change-end index-title-template glue-point enhanced-geometry".split()
)
_DRAWN: Final = frozenset(
    "frame custom-shape rect ellipse circle line polyline polygon path connector caption g a".split()
)
"""Elements of drawings; `draw:a` wraps one, `text:a` words: told apart by their content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """What a style says of the paragraphs and words that have it."""

    look: Look = PLAIN
    level: int = 0
    title: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Styles:
    """The styles of a document, by family and name."""

    raw: dict[tuple[str, str], Element] = field(default_factory=dict)
    ordered: dict[tuple[str, str], bool] = field(default_factory=dict)
    """By list style and level: whether its items have numbers."""
    known: dict[tuple[str, str], _Style] = field(default_factory=dict)

    def add(self, root: Element | None) -> None:
        """Take in the styles of a part."""
        for element in root.iter() if root is not None else ():
            name = attribute(element, "name")
            if local(element) == "style":
                self.raw[attribute(element, "family"), name] = element
            elif local(element) == "list-style":
                for level in element:
                    numbered = local(level) == "list-level-style-number"
                    shown = bool(attribute(level, "num-format"))
                    self.ordered[name, attribute(level, "level")] = numbered and shown

    def of(self, family: str, name: str) -> _Style:
        """Return a style with all that it builds on."""
        key = family, name
        if key not in self.known:
            self.known[key] = self._resolved(family, name)
        return self.known[key]

    def _resolved(self, family: str, name: str) -> _Style:
        chain: list[Element] = []
        while (element := self.raw.get((family, name))) is not None and len(chain) < _CHAIN:
            chain.append(element)
            name = attribute(element, "parent-style-name")
        style = _Style()
        for element in reversed(chain):
            shown = attribute(element, "display-name") or attribute(element, "name")
            shown = shown.replace("_20_", " ").casefold()
            level = attribute(element, "default-outline-level")
            if found := _HEADING.fullmatch(shown):
                level = found[1]
            style = replace(
                _with_text(style, child(element, "text-properties")),
                level=min(6, int(level)) if level.isdigit() else style.level,
                title=style.title or shown in _TITLES,
            )
        return style


def _with_text(style: _Style, properties: Element | None) -> _Style:
    if properties is None:
        return style
    look = style.look
    weight = attribute(properties, "font-weight")
    line = attribute(properties, "text-underline-style")
    capitals = (
        attribute(properties, "text-transform") == "uppercase"
        or attribute(properties, "font-variant") == "small-caps"
    )
    if weight in _BOLD or capitals or line not in ("", "none"):
        look = replace(look, strong=True)
    elif weight == "normal":
        look = replace(look, strong=False)
    if crossed := attribute(properties, "text-line-through-style"):
        look = replace(look, struck=crossed != "none")
    if size := _POINTS.fullmatch(attribute(properties, "font-size")):
        look = replace(look, size=float(size[1]))
    hidden = attribute(properties, "display") == "none" or style.hidden
    return replace(style, look=look, hidden=hidden)


@dataclass(slots=True)
class _Reader:
    styles: _Styles
    gathering: Gathering = field(default_factory=Gathering)
    look: Look = PLAIN
    inside_paragraph: bool = False
    boxes: list[Element] = field(default_factory=list)
    """Drawings met in a paragraph, to be read behind it."""
    lists: list[str] = field(default_factory=list)
    """The styles of the lists around, the outermost first."""
    first: bool = False
    """True until the first paragraph of a list item."""

    def walk(self, element: Element) -> None:
        """Read an element in its place."""
        name = local(element)
        if name in _SILENT:
            return
        if name in _DRAWN and (name != "a" or _holds_drawing(element)):
            self.drawing(element)
        elif (handler := _HANDLERS.get(name)) is not None:
            handler(self, element)
        else:
            self.inside(element)

    def inside(self, element: Element) -> None:
        """Read what an element holds, words and elements as they come."""
        self.say(element.text)
        for inner in element:
            self.walk(inner)
            self.say(inner.tail)

    def say(self, words: str | None) -> None:
        if words and self.inside_paragraph:
            self.gathering.say(_SPACES.sub(" ", words), self.look)

    # -------------------------------------------------------------- paragraphs

    def paragraph(self, element: Element) -> None:
        if self.inside_paragraph:
            self.boxes.append(element)
            return
        style = self.styles.of("paragraph", attribute(element, "style-name"))
        if style.hidden:
            self.gathering.leave("texte masqué", _text_of(element))
            return
        level = style.level
        if local(element) == "h":
            given = attribute(element, "outline-level")
            level = min(6, int(given)) if given.isdigit() and int(given) else max(level, 1)
        depth = len(self.lists) if not level and not style.title else 0
        like = Block(
            runs=(),
            at="",
            level=level,
            title=style.title,
            depth=min(depth, 9),
            ordered=bool(depth) and self.ordered(),
            further=bool(depth) and not self.first,
        )
        self.first = False
        above, outer = self.look, self.boxes
        self.look, self.inside_paragraph, self.boxes = style.look, True, []
        self.inside(element)
        self.gathering.end(like)
        boxes, self.boxes, self.look, self.inside_paragraph = self.boxes, outer, above, False
        for box in boxes:
            self.walk(box)

    def ordered(self) -> bool:
        """Tell whether the items of the list around have numbers."""
        name = next((name for name in reversed(self.lists) if name), "")
        return self.styles.ordered.get((name, str(len(self.lists))), False)

    def span(self, element: Element) -> None:
        style = self.styles.of("text", attribute(element, "style-name"))
        above = self.look
        if style.hidden:
            self.gathering.leave("texte masqué", _text_of(element))
            return
        own = style.look
        self.look = replace(
            above,
            strong=above.strong or own.strong,
            struck=above.struck or own.struck,
            size=own.size or above.size,
        )
        self.inside(element)
        self.look = above

    def link(self, element: Element) -> None:
        above = self.look
        self.look = replace(above, link=attribute(element, "href"))
        self.inside(element)
        self.look = above

    def spaces(self, element: Element) -> None:
        count = attribute(element, "c")
        self.say_sign(" " * min(int(count[:3]) if count.isdigit() else 1, _MOST_SPACES))

    def tab(self, _element: Element) -> None:
        self.say_sign("\t")

    def line_break(self, _element: Element) -> None:
        self.say_sign("\n")

    def say_sign(self, sign: str) -> None:
        if self.inside_paragraph:
            self.gathering.say(sign, self.look)

    # -------------------------------------------------------------- lists and tables

    def list(self, element: Element) -> None:
        self.lists.append(attribute(element, "style-name"))
        self.inside(element)
        self.lists.pop()

    def item(self, element: Element) -> None:
        self.first = True
        self.inside(element)

    def table(self, element: Element) -> None:
        lists, self.lists = self.lists, []
        self.gathering.open_table()
        self.inside(element)
        self.gathering.close_table()
        self.lists = lists

    def row(self, element: Element) -> None:
        self.gathering.open_row()
        self.inside(element)

    def cell(self, element: Element) -> None:
        self.gathering.open_cell()
        self.inside(element)

    # -------------------------------------------------------------- beside the text

    def drawing(self, element: Element) -> None:
        if self.inside_paragraph:
            self.boxes.append(element)
            return
        for inner in element:
            name = local(inner)
            if name in ("title", "desc"):
                self.gathering.leave("description d'image", "".join(inner.itertext()))
            elif name == "image":
                self.gathering.leave("image", attribute(inner, "href") or "sans nom")
            elif name in ("object", "object-ole"):
                kind = "contenu inséré, à recopier depuis le document"
                self.gathering.leave(kind, attribute(inner, "href") or "sans nom")
            self.walk(inner)

    def note(self, element: Element) -> None:
        body = child(element, "note-body")
        words = _text_of(body) if body is not None else ""
        if words:
            self.gathering.say(f" (note : {words})", self.look)

    def annotation(self, element: Element) -> None:
        author = "".join((e.text or "") for e in children(element, "creator"))
        words = " ".join(_text_of(p) for p in element if local(p) in ("p", "list"))
        self.gathering.leave(f"commentaire de {author}" if author else "commentaire", words)

    def contents(self, element: Element) -> None:
        self.gathering.leave("table des matières", _text_of(element))

    def placeholder(self, element: Element) -> None:
        self.gathering.leave("invite d'un modèle", _text_of(element))

    def hidden(self, element: Element) -> None:
        self.gathering.leave(
            "texte masqué", attribute(element, "string-value") or _text_of(element)
        )


_HANDLERS: Final = {
    "p": _Reader.paragraph,
    "h": _Reader.paragraph,
    "span": _Reader.span,
    "a": _Reader.link,
    "s": _Reader.spaces,
    "tab": _Reader.tab,
    "line-break": _Reader.line_break,
    "list": _Reader.list,
    "list-item": _Reader.item,
    "list-header": _Reader.item,
    "table": _Reader.table,
    "table-row": _Reader.row,
    "table-cell": _Reader.cell,
    "covered-table-cell": _Reader.cell,
    "note": _Reader.note,
    "annotation": _Reader.annotation,
    "table-of-content": _Reader.contents,
    "alphabetical-index": _Reader.contents,
    "placeholder": _Reader.placeholder,
    "hidden-text": _Reader.hidden,
    "hidden-paragraph": _Reader.hidden,
}


def read_odt(data: bytes) -> Document:
    """Read an OpenDocument text; raises what `refused` gives where it cannot be read."""
    package = Package(data)
    if _is_encrypted(package):
        raise refused("chiffre")
    root = package.tree_of("content.xml")
    body = child(child(root, "body"), "text")
    if root is None or body is None:
        raise refused("abime")
    shared = package.tree_of("styles.xml")
    styles = _Styles()
    styles.add(shared)
    styles.add(child(root, "automatic-styles"))
    reader = _Reader(styles)
    reader.inside(body)
    gathering = reader.gathering
    gathering.end()
    for changes in children(body, "tracked-changes"):
        for deletion in (e for e in changes.iter() if local(e) == "deletion"):
            words = " ".join(_text_of(e) for e in deletion if local(e) != "change-info")
            gathering.leave("texte supprimé (suivi des modifications)", words)
    for page in children(child(shared, "master-styles"), "master-page"):
        for aside in page:
            above = local(aside).startswith("header")
            if above or local(aside).startswith("footer"):
                gathering.leave("en-tête de page" if above else "pied de page", _text_of(aside))
    return gathering.document()


def _is_encrypted(package: Package) -> bool:
    manifest = package.tree_of("META-INF/manifest.xml")
    return manifest is not None and any(local(e) == "encryption-data" for e in manifest.iter())


def _holds_drawing(element: Element) -> bool:
    return any(local(inner) in _DRAWN for inner in element)


def _text_of(element: Element) -> str:
    """Return the words below an element, paragraphs and signs apart."""
    pieces: list[str] = []
    stack: list[Element | str] = [element]
    while stack:
        inner = stack.pop()
        if isinstance(inner, str):
            pieces.append(inner)
            continue
        name = local(inner)
        if name in _SILENT:
            continue
        if name in ("p", "h", "s", "tab", "line-break", "table-cell"):
            pieces.append(" ")
        pieces.append(inner.text or "")
        for deeper in reversed(inner):
            stack += [deeper.tail or "", deeper]
    return " ".join("".join(pieces).split())
