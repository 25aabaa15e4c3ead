"""A web page, or what Word saves or pastes as one, to blocks: what it is about, the rest set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen.expressions import expression

from .blocks import PLAIN, Block, Document, Gathering, Look
from .markup import Tag, read_markup

_SPACES: Final = expression(r"[ \t\r\n\f]+")
_VOID: Final = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()
)
_PARAGRAPHS: Final = frozenset(
    "address article aside blockquote body center details dd div dl dt fieldset figcaption figure footer"
    " form header hr html legend main nav p pre section summary ul ol menu h1 h2 h3 h4 h5 h6 li table"
    " caption thead tbody tfoot tr td th title option".split()
)
_MAIN: Final = expression(r"<main(?=[\s>])", re.IGNORECASE)
_OF_TABLES: Final = frozenset("table thead tbody tfoot tr td th body html".split())
_STRONG: Final = frozenset("b strong u th dt summary".split())
_STRUCK: Final = frozenset("s strike del".split())
_AROUND: Final = {
    "nav": "menu de la page",
    "footer": "pied de page",
    "aside": "à côté du texte",
    "button": "bouton",
    "select": "liste de choix",
    "iframe": "page insérée",
    "object": "contenu inséré",
    "noscript": "texte sans JavaScript",
    "svg": "image",
    "head": "en-tête du fichier",
    "title": "titre de la fenêtre",
    "template": "modèle caché",
}
"""Elements that are not what a page is about, and what they are called."""
_ROLES: Final = {
    "navigation": "menu de la page",
    "banner": "en-tête de page",
    "contentinfo": "pied de page",
    "search": "recherche",
    "complementary": "à côté du texte",
}
_BOLD: Final = expression(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT: Final = expression(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_HIDDEN: Final = expression(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CAPITALS: Final = expression(r"text-transform\s*:\s*uppercase|text-decoration[^;:]{0,8}:[^;]{0,40}underline", re.IGNORECASE)  # fmt: skip
_THROUGH: Final = expression(r"text-decoration[^;:]{0,8}:[^;]{0,40}line-through", re.IGNORECASE)
_WORD_LEVEL: Final = expression(r"mso-list\s*:[^;]{0,60}\blevel([1-9])", re.IGNORECASE)
_WORD_BULLET: Final = expression(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_WORD_TITLES: Final = frozenset({"msotitle"})
_DEEP: Final = 400
"""Open elements that are remembered: in a deeper page the further ones tell nothing."""


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is open, and what it changed."""

    name: str
    look: Look
    """In force around it."""
    aside: str
    """What it is called where it is no part of the text; empty where it is."""
    bullet: bool = False
    """True for the sign that Word puts before an item."""


@dataclass(slots=True)
class _Reader:
    main: bool
    """True where the page says what it is about: all else is around it."""
    gathering: Gathering = field(default_factory=Gathering)
    stack: list[_Open] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many elements of each name are open."""
    look: Look = PLAIN
    like: Block = field(default_factory=lambda: Block(runs=(), at=""))
    lists: list[str] = field(default_factory=list)
    spans: list[int] = field(default_factory=list)
    """How many columns the open cells take."""
    told: list[str] = field(default_factory=list)
    """Words of the element that is set aside."""
    fresh: bool = False
    """True until the first paragraph of a list item."""
    named: str = ""
    """What the window is called."""

    @property
    def aside(self) -> str:
        return self.stack[-1].aside if self.stack else ""

    # -------------------------------------------------------------- words

    def words(self, words: str) -> None:
        if self.aside or (self.main and not self.counts["main"]):
            self.told.append(words)
        elif not (self.stack and self.stack[-1].bullet):
            self.say(words if self.counts["pre"] else _SPACES.sub(" ", words))

    def say(self, words: str) -> None:
        runs = self.gathering.runs
        if runs and runs[-1].text[-1:] in (" ", "\n"):
            words = words.lstrip(" ")
        self.gathering.say(words, self.look)

    def flush(self, what: str) -> None:
        """Tell what was set aside."""
        self.gathering.leave(what, "".join(self.told))
        self.told = []

    def paragraph(self) -> None:
        """End the paragraph, if one is open."""
        if self.gathering.runs:
            listed = bool(self.like.depth)
            like = replace(self.like, further=listed and not self.fresh)
            had = any(run.text.strip() for run in self.gathering.runs)
            self.gathering.end(like)
            self.fresh = self.fresh and not had

    # -------------------------------------------------------------- tags

    def tag(self, tag: Tag) -> None:
        name = tag.name
        if name in _PARAGRAPHS or name in ("button", "select", "svg", "iframe"):
            if self.told and (self.aside or self.main):
                self.told.append(" ")
            self.paragraph()
        if tag.closing:
            self.close(name)
        elif name == "br":
            self.say("\n")
        elif name == "img":
            self.image(tag)
        elif name == "input":
            self.input(tag)
        elif name not in _VOID:
            self.open(name, tag)

    def image(self, tag: Tag) -> None:
        source = tag.attributes.get("src", "")
        shown = "image insérée" if source.startswith("data:") else source[:300]
        self.gathering.leave(
            "image", " ".join(filter(None, (shown, tag.attributes.get("alt", ""))))
        )

    def input(self, tag: Tag) -> None:
        if tag.attributes.get("type", "").lower() in ("submit", "button", "reset"):
            self.gathering.leave("bouton", tag.attributes.get("value", ""))

    def open(self, name: str, tag: Tag) -> None:
        if name in ("p", "li", "option", "dt", "dd") and self.stack and self.stack[-1].name == name:
            self.close(name)  # its end tag may be left out
        if name in ("td", "th", "tr"):
            self.close_cells(name)
        style = tag.attributes.get("style", "")
        aside = (
            self.aside
            or _around(name, tag)
            or ("texte masqué" if _HIDDEN.search(style) or "hidden" in tag.attributes else "")
        )
        if self.told and not self.aside and (aside or name == "main"):
            self.flush("autour du texte")
        if len(self.stack) < _DEEP:
            bullet = bool(_WORD_BULLET.search(style)) or bool(self.stack and self.stack[-1].bullet)
            self.stack.append(_Open(name, self.look, aside, bullet))
            self.counts[name] += 1
        self.look = _look(name, tag, self.look)
        if not aside:
            self.begin(name, tag)

    def begin(self, name: str, tag: Tag) -> None:
        """Begin what an element stands for."""
        if name in ("ul", "ol", "menu"):
            self.lists.append(name)
            self.fresh = False
        elif name == "li":
            self.fresh = True
            self.like = self.item(max(len(self.lists), 1))
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.like = Block(runs=(), at="", level=int(name[1]))
        elif name == "p" and (kind := _of_word(tag)):
            self.like, self.fresh = kind, True
        elif name == "p" and not self.counts["li"]:
            self.like = Block(runs=(), at="")
        elif name == "table":
            self.gathering.open_table()
        elif name == "tr":
            self.gathering.open_row()
        elif name in ("td", "th"):
            self.gathering.open_cell()
            width = tag.attributes.get("colspan", "")
            self.spans.append(int(width[:3]) if width.isdecimal() else 1)

    def item(self, depth: int) -> Block:
        ordered = bool(self.lists) and self.lists[-1] == "ol"
        return Block(runs=(), at="", depth=min(depth, 9), ordered=ordered)

    def close(self, name: str) -> None:
        if not self.counts[name] or not self.in_scope(name):
            return
        while self.stack:
            opened = self.stack.pop()
            self.counts[opened.name] -= 1
            self.look = opened.look
            if opened.aside and not self.aside:
                if opened.name in ("head", "title"):
                    self.named = self.named or " ".join("".join(self.told).split())
                self.flush(opened.aside)
            if not opened.aside:
                self.finish(opened.name)
            if opened.name == name:
                return

    def in_scope(self, name: str) -> bool:
        """Tell whether an end tag may end what it names: in a cell, only what the cell holds."""
        if name in _OF_TABLES:
            return True
        cell = next((o.name for o in reversed(self.stack) if o.name in ("td", "th", name)), name)
        return cell == name

    def finish(self, name: str) -> None:
        """End what an element stands for."""
        if name in ("ul", "ol", "menu") and self.lists:
            self.lists.pop()
            self.like = self.item(len(self.lists)) if self.counts["li"] else Block(runs=(), at="")
            self.fresh = False
        elif name == "li":
            self.like = self.item(len(self.lists)) if self.counts["li"] else Block(runs=(), at="")
        elif name in ("h1", "h2", "h3", "h4", "h5", "h6", "p") and not self.counts["li"]:
            self.like = Block(runs=(), at="")
        elif name == "table":
            self.gathering.close_table()
        elif name in ("td", "th"):
            self.gathering.span_cell(self.spans.pop() if self.spans else 1)

    def close_cells(self, name: str) -> None:
        """End the cell, or the row, before another: their end tags may be left out."""
        for opened in reversed(self.stack):
            if opened.name == "table":
                return
            if opened.name in ("td", "th") or (name == "tr" and opened.name == "tr"):
                self.paragraph()
                self.close(opened.name)
                if name != "tr":
                    return


def _around(name: str, tag: Tag) -> str:
    """Return what an element is called that is not what the page is about; empty for others."""
    role = tag.attributes.get("role", "").lower()
    return _ROLES.get(role, "") or _AROUND.get(name, "")


def _look(name: str, tag: Tag, above: Look) -> Look:
    """Add what an element says of the look of its words."""
    style = tag.attributes.get("style", "")
    look = above
    if name in _STRONG or _BOLD.search(style) or _CAPITALS.search(style):
        look = replace(look, strong=True)
    elif _LIGHT.search(style):
        look = replace(look, strong=False)
    if name in _STRUCK or _THROUGH.search(style):
        look = replace(look, struck=True)
    if name == "a" and "href" in tag.attributes:
        look = replace(look, link=tag.attributes["href"].strip())
    return look


def _of_word(tag: Tag) -> Block | None:
    """Tell what Word says a paragraph is; None for a plain one."""
    kinds: Sequence[str] = tag.attributes.get("class", "").lower().split()
    if any(kind in _WORD_TITLES for kind in kinds):
        return Block(runs=(), at="", title=True)
    level = _WORD_LEVEL.search(tag.attributes.get("style", ""))
    return Block(runs=(), at="", depth=int(level[1])) if level else None


def read_html(source: str) -> Document:
    """Read a page; raises what `refused` gives where there is nothing to read."""
    reader = _read(source, main=bool(_MAIN.search(source)))
    if reader.main and not reader.gathering.blocks:  # what it is about is put there by a script
        reader = _read(source, main=False)
    return replace(reader.gathering.document(), named=reader.named)


def _read(source: str, *, main: bool) -> _Reader:
    reader = _Reader(main)
    for piece in read_markup(source):
        if isinstance(piece, Tag):
            reader.tag(piece)
        else:
            reader.words(piece)
    reader.paragraph()
    reader.flush(reader.aside or "autour du texte")
    return reader
