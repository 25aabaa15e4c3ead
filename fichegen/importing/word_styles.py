"""What the styles and lists of a Word document say of its paragraphs, and what they lead to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen.expressions import expression

from .blocks import PLAIN, Look
from .packages import Element, Package, attribute, child, children, local

_HEADING: Final = expression(r"(?:heading|titre|überschrift) ?([1-9])")
_UNDEFINED: Final = expression(r"(?:Heading|Titre)([1-9])")
_TITLES: Final = frozenset({"title", "titre", "titre principal", "titre du document"})
_CONTENTS: Final = expression(r"(?:toc|tm) ?\d|toc heading|table of contents.*|en-tête de table.*")
_CHAIN: Final = 20
"""Styles that build on one another."""
_OFF: Final = frozenset({"0", "false", "off", "none", "nil"})
_OUTLINE_BODY: Final = 9
"""The outline level of plain text, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a paragraph is by its style."""

    look: Look = PLAIN
    level: int = 0
    title: bool = False
    contents: bool = False
    """True for a line of a table of contents."""
    number: str = ""
    """The list it belongs to; empty for none."""
    depth: str = "0"


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """By list and depth: the form of the numbers ("decimal", "bullet") and the words around them."""
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def form(self, number: str, depth: str) -> str:
        """Return the form of the numbers of a list; empty where it has none."""
        return self.levels.get((number, depth), ("bullet", ""))[0]

    def words(self, number: str, depth: str) -> str:
        """Count an item; gives its number where words stand beside it: "Jour 2 :"."""
        rank = int(depth) if depth.isdigit() else 0
        self.counts[number, rank] += 1
        for deeper in range(rank + 1, 9):
            del self.counts[number, deeper]
        _, pattern = self.levels.get((number, depth), ("", ""))
        if not any(map(str.isalpha, pattern)) or len(pattern) > 100:
            return ""
        return re.sub(
            "%([1-9])", lambda place: str(self.counts[number, int(place[1]) - 1] or 1), pattern
        )


class Styles:
    """The styles of a document, by their identifiers; each is looked up when it is met."""

    def __init__(self, root: Element | None) -> None:
        self._raw = {attribute(style, "styleId"): style for style in children(root, "style")}
        defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._base = Style(look=look_of(defaults, PLAIN, None))
        self._known: dict[str, Style] = {}

    def of(self, identifier: str) -> Style:
        """Return a style with all that it builds on; one that is not defined goes by its name."""
        if identifier not in self._known:
            self._known[identifier] = self._resolved(identifier)
        return self._known[identifier]

    def _resolved(self, identifier: str) -> Style:
        if identifier not in self._raw:
            found = _UNDEFINED.fullmatch(identifier)
            level = min(6, int(found[1])) if found else 0
            return replace(self._base, level=level, title=identifier == "Title")
        chain: list[Element] = []
        while identifier in self._raw and len(chain) < _CHAIN:
            chain.append(self._raw[identifier])
            based = child(chain[-1], "basedOn")
            identifier = attribute(based, "val") if based is not None else ""
        style = self._base
        for element in reversed(chain):
            named = child(element, "name")
            name = attribute(named, "val").casefold() if named is not None else ""
            style = of_paragraph(child(element, "pPr"), style)
            style = replace(
                style,
                look=look_of(child(element, "rPr"), style.look, None),
                title=name in _TITLES,
                contents=style.contents or bool(_CONTENTS.fullmatch(name)),
            )
            if heading := _HEADING.fullmatch(name):
                style = replace(style, level=min(6, int(heading[1])))
        return style


def of_paragraph(properties: Element | None, style: Style) -> Style:
    """Add what the properties of a paragraph say beyond its style."""
    if properties is None:
        return style
    outline = child(properties, "outlineLvl")
    level = attribute(outline, "val") if outline is not None else ""
    if level.isdigit():
        style = replace(style, level=0 if int(level) >= _OUTLINE_BODY else min(6, int(level) + 1))
    listed = child(properties, "numPr")
    if listed is not None:
        number, depth = child(listed, "numId"), child(listed, "ilvl")
        style = replace(
            style,
            number=attribute(number, "val") if number is not None else style.number,
            depth=attribute(depth, "val") if depth is not None else style.depth,
        )
    return style


def look_of(properties: Element | None, above: Look, styles: Styles | None) -> Look:
    """Add what the properties of a run say of its look; the style it names comes first."""
    if properties is None:
        return above
    look = above
    named = child(properties, "rStyle")
    if named is not None and styles is not None:
        own = styles.of(attribute(named, "val"))
        look = replace(
            look,
            strong=look.strong or own.look.strong,
            struck=look.struck or own.look.struck,
            size=own.look.size or look.size,
        )
    strong: dict[str, bool] = {}
    for element in properties:
        name, on = local(element), attribute(element, "val").casefold() not in _OFF
        if name in ("b", "u", "caps", "smallCaps"):
            strong[name] = on
        elif name in ("strike", "dstrike"):
            look = replace(look, struck=on)
        elif name == "sz" and attribute(element, "val").isdigit():
            look = replace(look, size=int(attribute(element, "val")[:4]) / 2)
    if any(strong.values()):
        return replace(look, strong=True)
    return replace(look, strong=False) if strong.get("b") is False else look


def is_hidden(properties: Element | None) -> bool:
    """Tell whether a run is not shown."""
    hidden = child(properties, "vanish")
    return hidden is not None and attribute(hidden, "val").casefold() not in _OFF


def read_numbering(package: Package, name: str) -> Numbering:
    """Return the lists of a document; none where it has no part for them."""
    root = package.tree_of(name)
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {
        attribute(element, "abstractNumId"): element for element in children(root, "abstractNum")
    }
    for instance in children(root, "num"):
        base = child(instance, "abstractNumId")
        source = abstract.get(attribute(base, "val")) if base is not None else None
        own = (child(override, "lvl") for override in children(instance, "lvlOverride"))
        for level in (*children(source, "lvl"), *(lvl for lvl in own if lvl is not None)):
            form, pattern = child(level, "numFmt"), child(level, "lvlText")
            numbering.levels[attribute(instance, "numId"), attribute(level, "ilvl")] = (
                attribute(form, "val") if form is not None else "decimal",
                attribute(pattern, "val") if pattern is not None else "",
            )
    return numbering


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part, or an address outside."""

    kind: str
    target: str
    external: bool


def read_relations(package: Package, part: str) -> dict[str, Relation]:
    """Return what a part refers to, by identifiers; addresses outside are words, never followed."""
    folder, _, name = part.rpartition("/")
    root = package.tree_of(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    found = {}
    for element in root if root is not None else ():
        target = attribute(element, "Target")
        external = attribute(element, "TargetMode") == "External"
        if not external:
            target = target.removeprefix("/") if target.startswith("/") else _below(folder, target)
        kind = attribute(element, "Type").rpartition("/")[2]
        found[attribute(element, "Id")] = Relation(kind, target, external)
    return found


def _below(folder: str, target: str) -> str:
    """Return the name of a part from the folder of the one that refers to it."""
    parts = [*filter(None, folder.split("/"))]
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)
