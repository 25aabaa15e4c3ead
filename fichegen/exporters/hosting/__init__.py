"""What servers are told of the site: headers, types, former addresses, the page for lost ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import unquote, urlsplit

from fichegen.artifacts import Artifact
from fichegen.settings import Packing, Settings

from . import apache, caddy, hosts, nginx
from .headers import HEADERS, OPEN, PACKED, SECURE, TYPES
from .lines import Move, Served, in_order

__all__ = ["HEADERS", "OPEN", "PACKED", "SECURE", "SERVER_FILES", "TYPES", "Move", "server_files"]

SERVER_FILES: Final = (
    hosts.HEADERS_FILE,
    hosts.REDIRECTS_FILE,
    nginx.FILE,
    nginx.BROTLI_FILE,
    apache.FILE,
    caddy.FILE,
)
"""Paths of the files that are, or may be, written here."""


def server_files(settings: Settings, moves: Iterable[Move]) -> Iterator[Artifact]:
    """Yield the configurations of a site: at the root of its host where no `url` says otherwise."""
    served = Served(
        base=unquote(urlsplit(settings.url).path).rstrip("/"),
        moves=in_order(moves),
        packings=settings.packings,
    )
    yield _artifact(hosts.HEADERS_FILE, hosts.headers(served))
    if served.moves:
        yield _artifact(hosts.REDIRECTS_FILE, hosts.redirects(served))
    yield _artifact(nginx.FILE, nginx.configuration(served))
    if Packing.BROTLI in served.packings:
        yield _artifact(nginx.BROTLI_FILE, nginx.brotli(served))
    yield _artifact(apache.FILE, apache.configuration(served))
    yield _artifact(caddy.FILE, caddy.configuration(served))


def _artifact(path: str, lines: Iterable[str]) -> Artifact:
    return Artifact(path, "".join(f"{line}\n" for line in lines).encode())
