"""The configuration of Caddy 2, to import in the block that says where the site lies.

No two matchers of one directive fit the same request: which of them counts differs between versions. A
block holds one site: Caddy knows one way to answer for what is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.settings import Packing

from .headers import ASKED, DATA, HASHED, HEADERS, KEPT, OPEN, PRIVATE, SECURE, TYPES, is_text
from .lines import Served, characters, encoded, endings, word

FILE: Final = "serveurs/caddy.conf"
_CODINGS: Final = {Packing.BROTLI: "br", Packing.GZIP: "gzip"}
"""How it calls what lies compressed; the smaller first."""
_PAGE: Final = TYPES[".html"]


def configuration(served: Served) -> Iterator[str]:
    """Yield the lines of the configuration."""
    base = characters(served.base)
    yield "# Fait par fichegen : à importer dans le bloc du site (import), qui donne son nom et root."
    yield f"@fichegen path_regexp ^{base}/"
    yield "header @fichegen {"
    for header in HEADERS:
        yield f"    # {header.why}"
        yield f'    {header.name} "{header.value}"'
    yield f"    # {SECURE.why}"
    yield f'    # {SECURE.name} "{SECURE.value}"'
    yield "}"
    yield "# un nom dit ce que tient son fichier, qui se garde donc un an"
    yield f"@fichegen_garde path_regexp ^{base}/.*{HASHED}$"
    yield f'header @fichegen_garde Cache-Control "{KEPT}"'
    yield "@fichegen_demande {"
    yield f"    path_regexp ^{base}/"
    yield f"    not path_regexp {HASHED}$"
    yield "}"
    yield f'header @fichegen_demande Cache-Control "{ASKED}"'
    yield f"# {OPEN.why}"
    yield f"@fichegen_donnees path_regexp ^{base}/.*\\.({endings(DATA)})$"
    yield f'header @fichegen_donnees {OPEN.name} "{OPEN.value}"'
    for ending, kind in TYPES.items():
        if ending and is_text(kind):
            name = f"@fichegen_{ending[1:]}"
            yield f"{name} path_regexp ^{base}/.*\\{ending}$"
            yield f'header {name} Content-Type "{kind}"'
    yield "# rien de ce qui commence par un point, ni ce fichier, ni ce qu'aucun disque ne nomme"
    yield "@fichegen_tu {"
    yield f"    path_regexp (?s)^{base}/((.*/)?\\.|.*\\x00|.*[^/]{{256}}|{PRIVATE})"
    yield f"    not path_regexp ^{base}/\\.well-known/"
    yield "}"
    yield "error @fichegen_tu 404"
    yield "encode @fichegen gzip"
    yield from _files(served.packings)
    yield "handle_errors {"
    yield "    @fichegen_perdu {"
    yield f"        path_regexp ^{base}/"
    yield "        expression {http.error.status_code} == 404"
    yield "    }"
    yield "    handle @fichegen_perdu {"
    yield f'        header Content-Type "{_PAGE}"'
    yield f'        header Cache-Control "{ASKED}"'
    yield f"        rewrite * {word(f'{served.base}/404.html')}"
    yield "        file_server"
    yield "    }"
    yield "}"
    yield "# Anciennes adresses."
    yield from _moved(served)


def _files(packings: Iterable[Packing]) -> Iterator[str]:
    known = [coding for packing, coding in _CODINGS.items() if packing in packings]
    if not known:
        yield "file_server @fichegen"
        return
    yield "file_server @fichegen {"
    yield f"    precompressed {' '.join(known)}"
    yield "}"


def _moved(served: Served) -> Iterator[str]:
    for number, (old, new) in enumerate(served.single(), 1):
        yield f"@ancienne_{number} path_regexp ^{characters(old)}$"
        yield f"redir @ancienne_{number} {encoded(new)} 301"
    for number, (old, new) in enumerate(served.folders(), 1):
        yield f"@dossier_{number} path_regexp d{number} ^{characters(old)}(.*)$"
        yield f"redir @dossier_{number} {encoded(new)}{{re.d{number}.1}} 301"
