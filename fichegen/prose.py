"""Markdown to safe HTML: raw HTML off, links by allow-list, headings in place, French spacing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock, reference
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token

from fichegen import routes, text
from fichegen.blocks import Block, plain_blocks, written
from fichegen.diagnostics import Finding, Span
from fichegen.expressions import expression
from fichegen.hrefs import calls, is_safe_link, published, refused_link, scheme_of, slips
from fichegen.identifiers import is_email
from fichegen.model import Prose

_DIRECTION: Final = expression("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
"""Signs that an entity (`&#x202e;`) can still bring, once the source is clean."""
_ADDRESS: Final = expression(
    r"(?<![\w@/.])(?:https?://[^\s<>\"«»()\[\]{}|\\^`]{1,300}[^\s<>\"«»()\[\]{}|\\^`.,;:!?'’…*_]"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})(?![\w@])",
    re.IGNORECASE,
)
"""An address typed as it is: a reader on a phone taps it, and need not copy it."""
_UNLINKED: Final = expression(
    r"\]\(((?=[^()\n]* )[^()<>\[\]\n]{1,300}\.(?:md|markdown|ya?ml)(?:#[^()\s]{0,100})?)\)",
    re.IGNORECASE,
)
"""What was meant as a link to a source, and is none in Markdown for a space in its name."""
_MAY_LINK: Final = expression(r"\]\(|\]:|://")
_MARKUP: Final = expression(
    r"[\x00-\x09\x0b-\x1f\x7f&<>*_`~\[\]\\|@\u202a-\u202e\u2066-\u2069]|[:;](?=\S)|//"
)
"""Signs that words may be more than words: emphasis, links, addresses, code, tables, entities."""
_INLINE: Final = expression(r"[&<*_`~\[\]\\]| \n|\n[ \t]")
"""Signs of markup among words, and white space that is dropped or breaks a line."""
_SPAN: Final = expression(
    r"(?<![^ \n\u00a0(])(?:(\*{1,2})(?=[^\W_])([^*\[\]]*[^\W_])\1(?![^ \n\u00a0).,;:!?…»])"
    r"|\[([^*\[\]\n]+)\]\((https?://[a-z0-9.-]+(?:/[A-Za-z0-9/._~-]*)?)\))"
)
"""Emphasis and links of the plainest form: at the edges of words, and none in another."""
_LABEL: Final = expression(r"\[([^\[\]]{1,999})\]")
_DEFINED: Final = expression(r"^[ \t>*+-]*\[([^\[\]]{1,999})\]:", re.MULTILINE)
_NO_SIGN: Final = expression(r"[^!-/:-@\[-`{-~]+")
_ALIGNMENTS: Final = {"text-align:right": "a-droite", "text-align:center": "au-centre"}
"""How the parser aligns cells, and the class for it; the left is where they begin."""
_PART: Final = "rubrique"
"""What ids of parts begin with, so that no heading takes one that templates give."""

Href = Callable[[str, Span], str | None]
"""Gives the address to publish for a safe web or relative target as typed, of a link at a place.

None publishes its words alone.
"""


class Html(str):
    """Markup made here: templates put it on the page as it is (`__html__` protocol)."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return itself, as templates ask of what needs no escaping."""
        return self


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prose as HTML, with the links that were refused."""

    html: Html
    findings: tuple[Finding, ...] = ()
    is_same_everywhere: bool = True
    """False where it links within the site, and so depends on the page it is shown on."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the web, or one that names no scheme: it may lead within the site."""

    target: str
    """As typed, percent-encoded."""
    span: Span
    """The line it stands on."""
    is_broken: bool = False
    """True for what was meant as a link, and is none for a space in its target."""


def _open_table(*_: object) -> str:
    """Let a wide table scroll in a frame of its own, by keyboard too."""
    return '<div class="tableau" role="group" tabindex="0" aria-label="Tableau">\n<table>\n'


def _close_table(*_: object) -> str:
    return "</table>\n</div>\n"


def _class_alignments(tokens: Iterable[Token]) -> None:
    """Say by a class how the cells of a table are aligned: a page has no style of its own."""
    for token in tokens:
        if name := _ALIGNMENTS.get(str(token.attrs.pop("style", ""))):
            token.attrs["class"] = name


def _parse_words(state: StateCore) -> None:
    """Parse stretches of words as the parser does; most hold no sign it would look for."""
    for token in state.tokens:
        if token.type != "inline":
            continue
        children = token.children = token.children or []
        found = _simple_words(token.content)
        if found is None:
            state.md.inline.parse(token.content, state.md, state.env, children)
        else:
            children += found


def _simple_words(words: str) -> list[Token] | None:
    """Return the tokens of words without markup, or with the plainest; None where there is other."""
    found: list[Token] = []
    start = 0
    for span in _SPAN.finditer(words):
        sign, marked, label, target = span.groups()
        name = "link" if target else "strong" if sign == "**" else "em"
        tag, attrs = ("a", {"href": target}) if target else (name, {})
        before, inside = _plain_words(words[start : span.start()]), _plain_words(marked or label)
        if before is None or inside is None:
            return None
        opening = Token(f"{name}_open", tag, 1, attrs=attrs)
        found += (*before, opening, *inside, Token(f"{name}_close", tag, -1))
        start = span.end()
    rest = _plain_words(words[start:])
    return None if rest is None else found + rest


def _plain_words(words: str) -> list[Token] | None:
    """Return the tokens of words, line by line; None where they hold a sign of markup."""
    if _INLINE.search(words):
        return None
    found: list[Token] = []
    for number, line in enumerate(words.split("\n")):
        if number:
            found.append(Token("softbreak", "br", 0))
        if line:
            found.append(_text(line))
    return found


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Take for the definition of a link what words refer to: "[Lieu]: Lyon" would be lost unsaid."""
    label = _LABEL.match(state.src, state.bMarks[start] + state.tShift[start])
    name = normalizeReference(label[1]) if label else ""
    if name in state.env.get("references", {}):
        return False  # defined twice: the second is of no use
    if "referred" not in state.env:
        counted = Counter(normalizeReference(one) for one in _LABEL.findall(state.src))
        counted.subtract(normalizeReference(one) for one in _DEFINED.findall(state.src))
        state.env["referred"] = {one for one, count in counted.items() if count > 0}
    return name in state.env["referred"] and reference(state, start, end, silent)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20}
    )
    # Every link passes here: those that may not be published are refused below, with a finding.
    parser.core.ruler.at("inline", _parse_words)
    parser.block.ruler.at("reference", _definition)
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def _as_typed(target: str, where: Span) -> str | None:  # noqa: ARG001
    return target


def render(
    prose: Prose, path: str, *, top_level: int = 3, href: Href = _as_typed, parts: bool = False
) -> Rendered:
    """Render a prose whose highest heading is to be `<h{top_level}>`.

    `parts` gives its headings the ids of `part_ids`, for links to them; only where the prose is the
    only one of its page.
    """
    linker = _Linker(href)
    blocks = plain_blocks(prose.markdown)
    if blocks is not None and not parts:
        html = _quick(blocks, prose, path, linker, top_level)
        return Rendered(html, tuple(linker.refused), not linker.moves)
    parser = _parser()
    tokens = parser.parse(prose.markdown)
    shift = top_level - min(
        (int(t.tag[1]) for t in tokens if t.type == "heading_open"), default=top_level
    )
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
    if parts:
        heads = [token for token in tokens if token.type == "heading_open"]
        for token, name in zip(heads, part_ids(_headings(tokens)), strict=True):
            token.attrs["id"] = name
    _class_alignments(tokens)
    linker.walk(prose, path, tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Rendered(Html(html), tuple(linker.refused), not linker.moves)


def _quick(blocks: Sequence[Block], prose: Prose, path: str, linker: _Linker, top: int) -> Html:
    """Render blocks as the parser would, and parse of their words only those that hold markup."""
    parser = _parser()

    def shown(line: int, words: str) -> str:
        if not _MARKUP.search(words):
            return "\n".join(map(text.typeset, words.split("\n"))).replace('"', "&quot;")
        token = _inline(line, words)
        linker.walk(prose, path, (token,))
        return str(parser.renderer.render([token], parser.options, {}))

    return Html(written(blocks, top, shown))


def _inline(line: int, words: str) -> Token:
    """Parse a stretch of words that begins on a line, by itself."""
    token = Token("inline", "", 0, content=words, map=[line, line + 1], children=[])
    state = StateCore(words, _parser(), {}, [token])
    _parse_words(state)
    text_join(state)
    return token


def may_link(prose: Prose) -> bool:
    """Tell whether a prose holds any sign of a link."""
    return bool(_MAY_LINK.search(prose.markdown))


def links(prose: Prose, path: str) -> tuple[Link, ...]:
    """Return the safe links to the web and within the site, then what was meant as one to a source."""
    if not may_link(prose):
        return ()
    found: list[Link] = []

    def note(target: str, where: Span) -> None:
        found.append(Link(target, where))

    linker = _Linker(note)
    blocks = plain_blocks(prose.markdown)
    if blocks is None:
        tokens = _parser().parse(prose.markdown)
    else:
        stretches = (stretch for block in blocks for stretch in block.stretches())
        tokens = [_inline(*stretch) for stretch in stretches if _MAY_LINK.search(stretch[1])]
    linker.walk(prose, path, tokens)
    return (*found, *(Link(target, where, True) for target, where in linker.unlinked))


def headings(prose: Prose) -> tuple[str, ...]:
    """Return the words of the headings of a prose."""
    return tuple(_headings(_parser().parse(prose.markdown)))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the structure of a Markdown text."""

    line: int
    """The line it begins on, from 0."""
    kind: str
    """What it is as a block: the beginning or end of a list, of a heading; a line of words."""
    signs: str = ""
    """Of a line of words, its markup, and the signs of ASCII that are none."""


def signs_of(text: str) -> str:
    """Return the signs of ASCII in a text, of which Markdown and YAML are made."""
    return _NO_SIGN.sub("", text)


def structure(markdown: str) -> Iterator[Part]:
    """Yield what a Markdown text is made of; in two texts with the same parts only words differ."""
    line = 0
    for token in _parser().parse(markdown):
        line = token.map[0] if token.map else line
        if token.type != "inline":
            signs = signs_of(token.info + token.content)
            yield Part(line, f"{token.type} {token.tag} {token.markup}", signs)
            continue
        signs = ""
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                yield Part(line, "words", signs)
                line, signs = line + 1, child.type
            elif child.type == "text":
                signs += signs_of(child.content)
            else:
                signs += f" {child.type}{child.markup} {signs_of(child.content)}"
        yield Part(line, "words", signs)


def _headings(tokens: Sequence[Token]) -> Iterator[str]:
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            yield text.plain(inline.content)


def part_ids(names: Iterable[str]) -> Iterator[str]:
    """Yield for the heading of each part of a page an id of its own."""
    taken: dict[str, int] = {}
    for name in names:
        part = f"{_PART}-{text.slug(name, fallback='sans-titre')}"
        taken[part] = count = taken.get(part, 0) + 1
        yield part if count == 1 else f"{part}-x{count}"


def _place(prose: Prose, path: str, line: int) -> Span:
    return Span(path, *prose.lines[line]) if line < len(prose.lines) else Span(path)


class _Linker:
    """Sets French spacing in words, and takes off links that may not be published."""

    def __init__(self, href: Href) -> None:
        self.href = href
        self.refused: list[Finding] = []
        self.unlinked: list[tuple[str, Span]] = []
        self.moves = False

    def walk(self, prose: Prose, path: str, tokens: Iterable[Token]) -> None:
        """Go through all stretches of words of a prose."""
        for token in tokens:
            line = token.map[0] if token.map else 0
            kept: list[Token] = []
            inside = refused = 0
            for child in token.children or ():
                where = _place(prose, path, line)
                line += child.type in ("softbreak", "hardbreak")
                if child.type == "text":
                    kept += self._words(child, where, linked=bool(inside or refused))
                elif child.type == "link_open":
                    opening = self._opening(child, "href", where)
                    inside, refused = inside + bool(opening), refused + (not opening)
                    kept += opening
                elif child.type == "link_close" and refused:
                    refused -= 1
                elif child.type == "image":
                    kept += self._image(child, where, linked=bool(inside))
                else:
                    inside -= child.type == "link_close"
                    kept.append(child)
            if token.children:
                token.children = kept

    def _opening(self, token: Token, name: str, where: Span) -> list[Token]:
        """Open the link that an attribute of a token names, if it may be published."""
        target = str(token.attrs.get(name, ""))
        if not is_safe_link(target):
            self.refused.append(refused_link(target, where))
            return []
        address: str | None
        if calls(target):
            address = published(target)
        else:
            address = self.href(target, where)
            self.moves |= not scheme_of(target) or address != target
        if address is None:
            return []
        attributes: dict[str, str | int | float] = {"href": address}
        if scheme_of(address).startswith("http"):
            attributes["rel"] = "external"
        if title := _DIRECTION.sub("", str(token.attrs.get("title", ""))):
            attributes["title"] = title
        return [Token("link_open", "a", 1, attrs=attributes)]

    def _words(self, token: Token, where: Span, *, linked: bool) -> list[Token]:
        """Set words, and link the web and e-mail addresses among them, unless a link holds them."""
        words = _DIRECTION.sub("", token.content)
        if not linked:
            self.refused += [refused_link(slip, where) for slip in slips(words)]
        if "](" in words:
            self.unlinked += [(meant[1], where) for meant in _UNLINKED.finditer(words)]
        if linked or not ("@" in words or "://" in words):
            return [_text(text.typeset(words))]
        kept: list[Token] = []
        start = 0
        for found in _ADDRESS.finditer(words):
            if "://" not in found[0] and not is_email(found[0]):
                continue
            kept.append(_text(text.typeset(words[start : found.start()])))
            address = found[0]
            target = routes.web(address) if "://" in address else routes.mailto(address)
            opening = self._opening(Token("", "", 0, attrs={"href": target}), "href", where)
            closing = [Token("link_close", "a", -1)] if opening else []
            kept += (*opening, _text(address), *closing)
            start = found.end()
        return [*kept, _text(text.typeset(words[start:]))]

    def _image(self, image: Token, where: Span, *, linked: bool) -> list[Token]:
        """Put a link in place of an image: the site asks nothing of other hosts."""
        words = _text(text.typeset(_DIRECTION.sub("", image.content or "image")))
        opening = [] if linked else self._opening(image, "src", where)
        return [*opening, words, Token("link_close", "a", -1)] if opening else [words]


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)
