"""Markdown to safe HTML: raw HTML off, links by allow-list, headings in place, French spacing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from fichegen import routes, text
from fichegen.diagnostics import Finding, Span, finding
from fichegen.model import Prose

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED: Final = ("http", "https", "mailto", "tel")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")
_DIRECTION: Final = re.compile("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]")
"""Signs that an entity (`&#x202e;`) can still bring, once the source is clean."""
_WORD_LIMIT: Final = 60
_ADDRESS: Final = re.compile(
    r"(?<![\w@/.])(?:https?://[^\s<>\"«»()\[\]{}|\\^`]{1,300}[^\s<>\"«»()\[\]{}|\\^`.,;:!?'’…*_]"
    r"|[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})(?![\w@])",
    re.IGNORECASE,
)
"""An address typed as it is: a reader on a phone taps it, and need not copy it."""


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


def is_safe_link(target: str) -> bool:
    """Tell whether a link may be published: http, https, mailto, tel, or relative.

    White space and invisible signs hide no scheme; an address that names a host without a scheme
    (`//host`) is refused.
    """
    bare = _BLANKS.sub("", target)
    if bare.startswith("//") or "\\" in bare or "%5c" in bare.lower():
        return False  # browsers read a backslash as a slash: it may begin another host
    if scheme := _SCHEME.match(bare):
        return scheme[1].lower() in _ALLOWED
    # A colon before any slash could begin a scheme once entities or escapes are undone.
    return ":" not in bare.partition("/")[0].partition("?")[0].partition("#")[0]


def _open_table(*_: object) -> str:
    """Let a wide table scroll in a frame of its own, by keyboard too."""
    return '<div class="tableau" role="group" tabindex="0" aria-label="Tableau">\n<table>\n'


def _close_table(*_: object) -> str:
    return "</table>\n</div>\n"


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False, "maxNesting": 20}
    )
    # Every link passes here: those that may not be published are refused below, with a finding.
    parser.add_render_rule("table_open", _open_table)
    parser.add_render_rule("table_close", _close_table)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def render(prose: Prose, path: str, *, top_level: int = 3) -> Rendered:
    """Render a prose whose highest heading is to be `<h{top_level}>`."""
    tokens = _parser().parse(prose.markdown)
    findings: list[Finding] = []
    shift = top_level - min(
        (int(t.tag[1]) for t in tokens if t.type == "heading_open"), default=top_level
    )
    parser = _parser()
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) + shift)}"
        if token.children:
            where = _place(prose, path, token)
            token.children = _checked(token.children, where, findings)
    html = parser.renderer.render(tokens, parser.options, {})
    return Rendered(Html(html), tuple(findings))


def _place(prose: Prose, path: str, token: Token) -> Span:
    line = token.map[0] if token.map else 0
    if line < len(prose.lines):
        return Span(path, *prose.lines[line])
    return Span(path)


def _checked(tokens: Sequence[Token], where: Span, findings: list[Finding]) -> list[Token]:
    """Set French spacing in words and take off links that may not be published."""
    kept: list[Token] = []
    refused = inside = 0
    for token in tokens:
        if token.type == "text" and not (inside or refused):
            kept.extend(_linked(_DIRECTION.sub("", token.content)))
            continue
        if token.type == "text":
            token.content = text.typeset(_DIRECTION.sub("", token.content))
        elif token.type == "link_open":
            target = str(token.attrs.get("href", ""))
            if not is_safe_link(target):
                findings.append(finding("FG402", where, cible=target[:_WORD_LIMIT]))
                refused += 1
                continue
            if target.lower().startswith("mailto:"):
                target = target.partition("?")[0]  # no header of theirs: bcc, a second body
            inside += 1
            token.attrs = {"href": target}
            if target.startswith("http"):
                token.attrs["rel"] = "external"
        elif token.type == "image":
            kept.extend(_as_link(token, where, findings))
            continue
        elif token.type == "link_close" and refused:
            refused -= 1
            continue
        elif token.type == "link_close":
            inside -= 1
        kept.append(token)
    return kept


def _linked(words: str) -> list[Token]:
    """Set words, and link the web and e-mail addresses that stand among them."""
    kept: list[Token] = []
    start = 0
    for found in _ADDRESS.finditer(words):
        kept.append(Token("text", "", 0, content=text.typeset(words[start : found.start()])))
        address = found[0]
        is_web = "://" in address
        target = routes.web(address) if is_web else routes.mailto(address)
        attributes: dict[str, str | int | float] = {"href": target}
        kept += (
            Token("link_open", "a", 1, attrs=attributes | ({"rel": "external"} if is_web else {})),
            Token("text", "", 0, content=address),
            Token("link_close", "a", -1),
        )
        start = found.end()
    kept.append(Token("text", "", 0, content=text.typeset(words[start:])))
    return kept


def _as_link(image: Token, where: Span, findings: list[Finding]) -> list[Token]:
    """Put a link in place of an image: the site asks nothing of other hosts."""
    alt = Token("text", "", 0, content=image.content or "image")
    opening = Token("link_open", "a", 1, attrs={"href": image.attrs.get("src", "")})
    return _checked([opening, alt, Token("link_close", "a", -1)], where, findings)
