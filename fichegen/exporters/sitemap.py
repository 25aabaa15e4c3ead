"""What crawlers ask for first: `sitemap.xml` (sitemaps.org, 0.9) and `robots.txt` (RFC 9309)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree import ElementTree as ET

from fichegen import routes
from fichegen.artifacts import Artifact
from fichegen.settings import Settings

from .xml import document, element

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
        yield Artifact(routes.SITEMAP, _written("urlset", parts[0]))
        return
    stem = routes.SITEMAP.removesuffix(".xml")
    index = []
    for number, part in enumerate(parts, 1):
        path = f"{stem}-{number}.xml"
        index.append(element("sitemap", children=(element("loc", _address(settings, path)),)))
        yield Artifact(path, _written("urlset", part))
    yield Artifact(routes.SITEMAP, _written("sitemapindex", tuple(index)))


def _url(settings: Settings, path: str, day: dt.date | None) -> ET.Element:
    changed = (element("lastmod", day.isoformat()),) if day else ()
    return element("url", children=(element("loc", _address(settings, path)), *changed))


def _parts(
    urls: Iterable[ET.Element], addresses: int, octets: int
) -> Iterator[tuple[ET.Element, ...]]:
    """Cut into stretches that are short enough; one address alone always is."""
    part: list[ET.Element] = []
    size = _HEAD
    for url in urls:
        own = len(ET.tostring(url, encoding="utf-8")) + _INDENT
        if part and (len(part) == addresses or size + own > octets):
            yield tuple(part)
            part, size = [], _HEAD
        part.append(url)
        size += own
    if part:
        yield tuple(part)


def _written(name: str, children: tuple[ET.Element, ...]) -> bytes:
    return document(element(name, children=children, xmlns=_NAMESPACE))


def _address(settings: Settings, path: str) -> str:
    return routes.web(routes.canonical(settings.url, path))
