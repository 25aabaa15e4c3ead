"""What crawlers ask for first: `sitemap.xml` (sitemaps.org, 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fichegen import routes
from fichegen.artifacts import Artifact
from fichegen.settings import Settings

from .xml import document, tag, tree

_Entry = tuple[str, ...]
"""The elements that tell of one address, written, in ASCII."""
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ADDRESSES: Final = 50_000
"""Addresses that one file may hold, and files that an index may."""
_OCTETS: Final = 50 * 1024 * 1024
_HEAD: Final = 200
"""More octets than the frame of a file takes."""
_INDENT: Final = 16
"""Octets that laying an address out in lines adds to it."""


def site_map(
    settings: Settings,
    pages: Iterable[tuple[str, dt.date | None]],
    *,
    addresses: int = _ADDRESSES,
    octets: int = _OCTETS,
) -> Iterator[Artifact]:
    """Yield the sitemap, in parts behind an index where it is too long for one file, and robots.txt.

    `pages` are paths, each with the day its content was last changed, if that is known. A sitemap
    needs full addresses: where the site's is not known there is none. Crawlers read robots.txt at
    the root of a host alone: of a site below it, the file is for whoever runs the host.
    """
    lines = ["User-agent: *", "Disallow:"]
    if settings.url:
        lines += ["", f"Sitemap: {_address(settings, routes.SITEMAP)}"]
        yield from _sitemaps(settings, pages, addresses, octets)
    yield Artifact(routes.ROBOTS, "".join(f"{line}\n" for line in lines).encode())


def _sitemaps(
    settings: Settings, pages: Iterable[tuple[str, dt.date | None]], addresses: int, octets: int
) -> Iterator[Artifact]:
    known = sorted(dict(pages).items())
    urls = (_url(settings, path, day) for path, day in known if path != routes.NOT_FOUND)
    parts = [*_parts(urls, addresses, octets)] or [()]
    if len(parts) == 1:
        yield Artifact(routes.SITEMAP, _written("urlset", "url", parts[0]))
        return
    stem = routes.SITEMAP.removesuffix(".xml")
    index = []
    for number, part in enumerate(parts, 1):
        path = f"{stem}-{number}.xml"
        index.append(_url(settings, path, None))
        yield Artifact(path, _written("urlset", "url", part))
    yield Artifact(routes.SITEMAP, _written("sitemapindex", "sitemap", index))


def _url(settings: Settings, path: str, day: dt.date | None) -> _Entry:
    changed = (tag("lastmod", day.isoformat()),) if day else ()
    return tag("loc", _address(settings, path)), *changed


def _parts(urls: Iterable[_Entry], addresses: int, octets: int) -> Iterator[Sequence[_Entry]]:
    """Cut into stretches that are short enough; one address alone always is."""
    part: list[_Entry] = []
    size = _HEAD
    for url in urls:
        own = len("<url></url>") + sum(map(len, url)) + _INDENT
        if part and (len(part) == addresses or size + own > octets):
            yield part
            part, size = [], _HEAD
        part.append(url)
        size += own
    if part:
        yield part


def _written(name: str, each: str, entries: Sequence[_Entry]) -> bytes:
    children = [tree(each, entry, depth=1) for entry in entries]
    return document(tree(name, children, xmlns=_NAMESPACE))


def _address(settings: Settings, path: str) -> str:
    return routes.web(routes.canonical(settings.url, path))
