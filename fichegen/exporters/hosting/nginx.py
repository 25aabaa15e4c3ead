"""The configuration of nginx, to include in the `server` block that says where the site lies.

It is one location, so that a server may hold other things beside the site, and other sites. A location
that gives a header of its own inherits none of those around it: each gives them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.settings import Packing

from .headers import (
    ASKED,
    DATA,
    HASHED,
    HEADERS,
    KEPT,
    OPEN,
    PACKED,
    PRIVATE,
    SECURE,
    TYPES,
    Header,
    bare,
    is_text,
)
from .lines import Served, encoded, endings, pattern, word

FILE: Final = "serveurs/nginx.conf"
BROTLI_FILE: Final = "serveurs/nginx-brotli.conf"
_ALWAYS_TEXT: Final = "text/html"
"""nginx compresses it, and tells its characters, without being told to."""


def configuration(served: Served) -> Iterator[str]:
    """Yield the lines of the configuration."""
    base = pattern(served.base)
    yield "# Fait par fichegen : à inclure dans le bloc « server » du site (include), qui donne"
    yield "# listen, server_name et root."
    yield f"location {'^~ ' if served.base else ''}{word(f'{served.base}/')} {{"
    yield from _in(_whole(served))
    yield "    # rien de ce qui commence par un point, ni ce fichier"
    yield f'    location ~ "/\\.(?!well-known/)|^{base}/(?:{PRIVATE})" {{ return 404; }}'
    yield "    # un nom dit ce que tient son fichier, qui se garde donc un an"
    yield f'    location ~ "{HASHED}$" {{'
    yield from _in(_in(_given(HEADERS)))
    yield f'        add_header Cache-Control "{KEPT}";'
    yield "    }"
    yield f"    # {OPEN.why}"
    yield f'    location ~ "\\.(?:{endings(DATA)})$" {{'
    yield from _in(_in(_given((*HEADERS, OPEN))))
    yield f'        add_header Cache-Control "{ASKED}" always;'
    yield "    }"
    yield "    # Anciennes adresses."
    yield from _in(_moved(served))
    yield "}"


def brotli(_served: Served) -> Iterator[str]:
    """Yield the lines that have the files in `.br` sent, which take a module of their own."""
    yield "# Fait par fichegen : à inclure aussi, là où nginx a le module brotli_static"
    yield "# (Debian : libnginx-mod-http-brotli-static)."
    yield "brotli_static on;"


def _whole(served: Served) -> Iterator[str]:
    kinds = {bare(kind): is_text(kind) for kind in TYPES.values()}
    packed = {bare(TYPES[ending]) for ending in PACKED} - {_ALWAYS_TEXT}
    spoken = [kind for kind, text in kinds.items() if text and kind != _ALWAYS_TEXT]
    for header in HEADERS:
        yield f"# {header.why}"
        yield from _given((header,))
    yield f"# {SECURE.why}"
    yield f'# add_header {SECURE.name} "{SECURE.value}" always;'
    yield f'add_header Cache-Control "{ASKED}" always;'
    yield "absolute_redirect off;"
    yield f"error_page 404 {word(f'{served.base}/404.html')};"
    yield "types {"
    for kind in kinds:
        names = [ending[1:] for ending, other in TYPES.items() if ending and bare(other) == kind]
        yield f"    {kind} {' '.join(names)};"
    yield "}"
    yield "default_type application/octet-stream;"
    yield "charset utf-8;"
    yield f"charset_types {' '.join(spoken)};"
    yield "gzip on;"
    yield "gzip_vary on;"
    yield "gzip_proxied any;"
    yield f"gzip_types {' '.join(sorted(packed))};"
    if Packing.GZIP in served.packings:
        yield "gzip_static on;"


def _given(headers: Iterable[Header]) -> Iterator[str]:
    for header in headers:
        yield f'add_header {header.name} "{header.value}" always;'


def _moved(served: Served) -> Iterator[str]:
    for old, new in served.single():
        yield f"location = {word(old)} {{ return 301 {encoded(new)}; }}"
    for old, new in served.folders():
        rewrite = f"rewrite ^{pattern(old)}(.*)$ {encoded(new)}$1 permanent;"
        yield f"location ^~ {word(old)} {{ {rewrite} }}"


def _in(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)
