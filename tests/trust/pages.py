"""Judges pages from outside: what a parser finds in them is on a list, or is a fault.

The lists say what the shipped templates and Markdown make; nothing that content says adds to them.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from lxml import html

_ANYWHERE: Final = frozenset("class dir hidden id lang role tabindex".split())
_ANY_PREFIX: Final = ("aria-", "data-")
_PROSE: Final = "a blockquote br code del em h2 h3 h4 h5 h6 hr li ol p pre s strong table tbody td th thead tr ul div"
_OF_PROSE: Final = frozenset("href rel class start role tabindex aria-label".split())
_OURS: Final = (
    "abbr article body button caption circle dd details dl dt fieldset figure footer form h1 head header"
    " hgroup html input label legend link main meta nav optgroup option path q rect script section"
    " select span summary svg template time title use img"
)
ELEMENTS: Final = frozenset(f"{_PROSE} {_OURS}".split())
ATTRIBUTES: Final = {
    "a": "href rel title type download hreflang",
    "abbr": "title",
    "button": "type form",
    "circle": "cx cy r",
    "details": "open",
    "form": "action method",
    "img": "src alt width height",
    "input": "autocomplete enterkeyhint maxlength name spellcheck type value placeholder",
    "label": "for",
    "link": "href rel title type media",
    "meta": "charset content http-equiv name property",
    "ol": "start",
    "optgroup": "label",
    "option": "value selected disabled",
    "path": "d",
    "rect": "x y width height rx",
    "script": "defer src type",
    "select": "name",
    "svg": "focusable height viewbox width",
    "td": "colspan",
    "th": "scope colspan",
    "time": "datetime",
}
_SCHEME: Final = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*):")
_ADDRESS: Final = re.compile(
    r"[^\s<>()\[\]\\,;:\"@\x00-\x1f]{1,100}@[^\s<>()\[\]\\,;:\"@?&%\x00-\x1f]{1,260}"
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_TEL: Final = re.compile(r"tel:\+?[0-9]{2,20}")
_RELS: Final = frozenset("alternate canonical icon stylesheet".split())


def page_faults(page: str, body: bytes, files: Collection[str], url: str) -> Iterator[str]:
    """Yield what a page holds that no page may.

    `page` is its path, `files` are all of the site, `url` is the address the settings give it.
    """
    text = body.decode("utf-8")
    if _CONTROL.search(text):
        yield "a control character"
    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    seen: set[str] = set()
    for element in root.iter():
        tag = str(element.tag)  # of a comment or an instruction, a function: it is on no list
        if tag not in ELEMENTS:
            yield f"<{tag}>"
        allowed = ATTRIBUTES.get(tag, "").split()
        for name, value in element.attrib.items():
            if not (name in _ANYWHERE or name in allowed or str(name).startswith(_ANY_PREFIX)):
                yield f"<{tag} {name!s}={str(value)[:60]!r}>"
            if name == "id":
                if value in seen:
                    yield f"id {value!r} twice"
                seen.add(str(value))
        yield from (f"<{tag}> {fault}" for fault in _of_element(page, element, files, url))


def fragment_faults(markup: str) -> Iterator[str]:
    """Yield what a piece of markup in a feed holds that none may."""
    for element in html.fragment_fromstring(markup, create_parent="div").iter():
        tag, names = str(element.tag), {str(name) for name in element.attrib}
        if tag not in _PROSE.split() or names - _OF_PROSE:
            yield f"<{tag}> with {names} in a feed"


def _of_element(
    page: str, element: html.HtmlElement, files: Collection[str], url: str
) -> Iterator[str]:
    get = element.attrib.get
    match element.tag:
        case "script":
            yield from _of_script(page, element, files)
        case "a" if "href" in element.attrib:
            href = str(get("href"))
            if not (url and href == f"webcal{url[url.index(':') :]}/catalogue.ics"):
                yield from link_faults(page, href, files)
        case "link":
            href, rel = str(get("href", "")), str(get("rel", ""))
            if rel not in _RELS:
                yield f"rel {rel!r}"
            if not (rel in ("canonical", "alternate") and url and href.startswith(f"{url}/")):
                yield from _own(page, href, files)
        case "img" | "use" | "form":
            source = get("src") or get("href") or get("action")
            if source:
                yield from _own(page, str(source), files)
        case "meta" if kind := str(get("http-equiv", "")).lower():
            content = str(get("content", ""))
            if kind != "refresh" or not content.startswith("0; url="):
                yield f"http-equiv {kind!r}"
            else:
                yield from _own(page, content.removeprefix("0; url="), files)


def _of_script(page: str, element: html.HtmlElement, files: Collection[str]) -> Iterator[str]:
    source, kind, words = element.get("src"), element.get("type"), element.text or ""
    if kind == "application/ld+json" and not source:
        try:
            json.loads(words)
        except ValueError as error:
            yield f"no JSON: {error}"
    elif kind or words.strip() or not source:
        yield f"of its own: {words[:60]!r}"
    else:
        yield from _own(page, source, files)
        if "assets/" not in source:
            yield f"from {source!r}"


def link_faults(page: str, href: str, files: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a link that a reader may follow."""
    scheme = _SCHEME.match(href)
    name = scheme[1].lower() if scheme else ""
    if name in ("http", "https"):
        if not re.match(r"https?://[^/\\]", href, re.IGNORECASE) or "\\" in href:
            yield f"odd address {href[:80]!r}"
    elif name == "mailto":
        yield from mailto_faults(href)
    elif name == "tel":
        if not _TEL.fullmatch(href):
            yield f"odd number {href[:80]!r}"
    elif name:
        yield f"scheme {name!r}"
    else:
        yield from _own(page, href, files, must_exist=False)


def _own(page: str, href: str, files: Collection[str], *, must_exist: bool = True) -> Iterator[str]:
    """Yield what is wrong with an address that must be one of the site's own files."""
    parts = urlsplit(href)
    rooted = page == "404.html"  # shown at any address, it links from the root of its host
    out = ("//", "\\") if rooted else ("/", "\\")
    if parts.scheme or parts.netloc or href.startswith(out) or "\\" in href:
        yield f"address {href[:80]!r} leaves the site"
        return
    if rooted or not parts.path or not must_exist:
        return
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if path not in files and posixpath.join(path, "index.html").removeprefix("./") not in files:
        yield f"address {href[:80]!r} leads nowhere"


def mailto_faults(href: str) -> Iterator[str]:
    """Yield what a mail program would find in a link but one address, a subject and a body."""
    parts = urlsplit(href)
    addresses = unquote(parts.path).split(",")
    if not all(map(_ADDRESS.fullmatch, addresses)) or parts.fragment or parts.netloc:
        yield f"mailto to {unquote(parts.path)[:80]!r}"
    headers = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    names = [name for name, _ in headers]
    if names not in ([], ["subject"], ["body"], ["subject", "body"]):
        yield f"mailto with the headers {names}"
    for name, value in headers:
        lines = value if name == "subject" else value.replace("\r\n", "")
        if re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029]", lines):
            yield f"mailto with a control character in its {name}"
