"""The configuration of Apache 2.4: `.htaccess`, which counts where nothing else can be set.

It asks for no more than `AllowOverride FileInfo`; a server of one's own may include it in the
`<Directory>` of the site as well. Modules that are not there are done without.
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
    bare,
)
from .lines import Served, encoded, endings, pattern

FILE: Final = ".htaccess"
_CODINGS: Final = {Packing.BROTLI: "br", Packing.GZIP: "gzip"}
"""What a browser that asks for a packing calls it; the smaller first."""
_TWIN: Final = r"(?:\.(?:br|gz))?$"
"""The end of a name, compressed or not."""


def configuration(served: Served) -> Iterator[str]:
    """Yield the lines of the configuration."""
    yield "# Fait par fichegen ; Apache le lit de lui-même là où l'hébergeur le permet (AllowOverride"
    yield "# FileInfo). Sur votre propre serveur, il peut aussi être inclus dans le <Directory> du site."
    yield f'ErrorDocument 404 "{encoded(served.base)}/404.html"'
    yield "# Une page comprimée en route n'est plus reconnue par son empreinte : elle l'est par sa date."
    yield "FileETag None"
    yield from _module("mod_headers.c", _headers())
    yield from _types()
    kinds = sorted({bare(TYPES[ending]) for ending in PACKED})
    packed = f"AddOutputFilterByType DEFLATE {' '.join(kinds)}"
    yield from _module("mod_deflate.c", _module("mod_filter.c", (packed,)))
    if served.packings:
        yield from _module("mod_mime.c", _twins(served.packings))
        yield from _module("mod_rewrite.c", _rewritten(served.packings))
    yield from _module("mod_alias.c", _moved(served))


def _headers() -> Iterator[str]:
    for header in HEADERS:
        yield f"# {header.why}"
        yield f'Header always set {header.name} "{header.value}"'
    yield f"# {SECURE.why}"
    yield f'# Header always set {SECURE.name} "{SECURE.value}"'
    yield f'Header set Cache-Control "{ASKED}"'
    yield "# un nom dit ce que tient son fichier, qui se garde donc un an"
    yield f'<FilesMatch "{HASHED}{_TWIN}">'
    yield f'    Header set Cache-Control "{KEPT}"'
    yield "</FilesMatch>"
    yield f"# {OPEN.why}"
    yield f'<FilesMatch "\\.(?:{endings(DATA)}){_TWIN}">'
    yield f'    Header set {OPEN.name} "{OPEN.value}"'
    yield "</FilesMatch>"
    yield f'<FilesMatch "\\.(?:{endings(PACKED)}){_TWIN}">'
    yield "    Header merge Vary Accept-Encoding"
    yield "</FilesMatch>"


def _types() -> Iterator[str]:
    """Yield types; of a file that may lie compressed, whatever else is said of that ending."""
    for ending, kind in TYPES.items():
        if ending in PACKED:
            yield f'<FilesMatch "\\{ending}{_TWIN}">'
            yield f'    ForceType "{kind}"'
            yield "</FilesMatch>"
        elif ending:
            yield f'AddType "{kind}" {ending}'


def _twins(packings: Iterable[Packing]) -> Iterator[str]:
    for packing in packings:
        yield f"AddEncoding {_CODINGS[packing]} .{packing.ending}"


def _rewritten(packings: Iterable[Packing]) -> Iterator[str]:
    """Yield what has the compressed file sent where there is one, and the browser takes it."""
    yield "RewriteEngine On"
    yield "RewriteOptions InheritBefore"  # what a folder above says of https, for instance
    for packing, coding in _CODINGS.items():
        if packing in packings:
            yield f'RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{coding}\\b"'
            yield f'RewriteCond "%{{REQUEST_FILENAME}}.{packing.ending}" -f'
            yield f'RewriteRule "^(.+\\.(?:{endings(PACKED)}))$" "$1.{packing.ending}" [L]'


def _moved(served: Served) -> Iterator[str]:
    base = pattern(served.base)
    yield "# rien de ce qui commence par un point, ni ce qui n'est que pour les serveurs"
    yield f'RedirectMatch 404 "/\\.(?!well-known/)|^{base}/(?:{PRIVATE})"'
    yield "# Anciennes adresses."
    for old, new in served.single():  # here the server itself encodes where it leads
        yield f'RedirectMatch 301 "^{pattern(old)}$" "{new}"'
    for old, new in served.folders():
        yield f'Redirect 301 "{old}" "{encoded(new)}"'


def _module(name: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"<IfModule {name}>"
    yield from (f"    {line}" for line in lines)
    yield "</IfModule>"
