"""`_headers` and `_redirects`, which hosts of static sites read at its root.

Netlify and Cloudflare Pages read both, GitLab Pages the second. Each counts the lines of redirects
(2 100, of them 100 with `*`; 1 000); where a host stops reading, or prefers the files of the site,
the redirect pages still lead on. They know folders and no endings, and join what two rules say of
one header: so data are opened with all the rest, and what is asked about each time is what they do.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .headers import HEADERS, KEPT, OPEN, SECURE
from .lines import Served, encoded

HEADERS_FILE: Final = "_headers"
REDIRECTS_FILE: Final = "_redirects"


def headers(served: Served) -> Iterator[str]:
    """Yield the lines of `_headers`."""
    base = encoded(served.base)
    yield "# Ce que dit le serveur avec chaque fichier. Netlify et Cloudflare Pages lisent ce fichier."
    yield f"{base}/*"
    for header in (*HEADERS, OPEN):
        yield f"  # {header.why}"
        yield f"  {header.name}: {header.value}"
    yield f"  # {SECURE.why}"
    yield f"  # {SECURE.name}: {SECURE.value}"
    yield "# un nom dit ce que tient son fichier, qui se garde donc un an"
    yield f"{base}/assets/*"
    yield f"  Cache-Control: {KEPT}"


def redirects(served: Served) -> Iterator[str]:
    """Yield the lines of `_redirects`."""
    yield "# Anciennes adresses. Netlify, Cloudflare Pages et GitLab Pages lisent ce fichier."
    for old, new in served.single():
        yield f"{encoded(old)} {encoded(new)} 301"
    for old, new in served.folders():
        yield f"{encoded(old)}* {encoded(new)}:splat 301"
