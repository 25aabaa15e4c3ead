"""What servers say of each file besides its bytes: one table, from which every configuration is drawn.

What a page may do is fixed by its headers (CSP level 3, Permissions Policy, Referrer Policy, Fetch),
how long it may be kept by `Cache-Control` (RFC 9111 and, for what never changes, RFC 8246).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """A header of every answer; name and value are our own ASCII, without quotes or `$`."""

    name: str
    value: str
    why: str
    """For who reads the configuration, on one line of French."""


_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing of another host, nothing written into a page: the site holds no such thing."""
_REFUSED: Final = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
    "microphone", "midi", "payment", "usb",
)  # fmt: skip
"""Those that browsers know: a name they do not know they complain of."""
HEADERS: Final = (
    Header(
        name="Content-Security-Policy",
        value=_POLICY,
        why="ne charge et n'exécute que les fichiers du site ; aucun autre site ne l'encadre",
    ),
    Header(
        name="Permissions-Policy",
        value=", ".join(f"{name}=()" for name in _REFUSED),
        why="ni caméra, ni micro, ni position : aucune page n'en a besoin",
    ),
    Header(
        name="Referrer-Policy",
        value="same-origin",
        why="les autres sites n'apprennent pas quelle page on quitte",
    ),
    Header(
        name="X-Content-Type-Options",
        value="nosniff",
        why="un fichier est ce que dit son type, et rien d'autre",
    ),
    Header(
        name="Cross-Origin-Opener-Policy",
        value="same-origin",
        why="une page ouverte depuis un autre site ne lui donne aucune prise",
    ),
)
"""No Cross-Origin-Resource-Policy: all of it is public, and partners show the logo and the data."""
OPEN: Final = Header(
    name="Access-Control-Allow-Origin",
    value="*",
    why="données, agendas et flux sont faits pour être repris par les pages d'autres sites",
)
SECURE: Final = Header(
    name="Strict-Transport-Security",
    value="max-age=15768000",
    why="à décommenter quand tout ce nom de domaine est en https pour de bon : les navigateurs"
    " refusent ensuite http pendant six mois, sans retour",
)
KEPT: Final = "public, max-age=31536000, immutable"
"""For a file that is named after what it holds."""
ASKED: Final = "no-cache"
"""For all others: kept, and asked about each time (304), so that no state is out of date."""

HASHED: Final = r"\.[0-9a-f]{10}\.[a-z0-9]+"
"""How a name ends that tells what the file holds (`artifacts.hashed`), as a regular expression."""
PRIVATE: Final = "serveurs/|_headers$|_redirects$"
"""What no reader asks for, from the site's root; names that begin with a point apart."""

_UTF8: Final = "; charset=utf-8"
TYPES: Final = {
    ".html": f"text/html{_UTF8}",
    ".css": f"text/css{_UTF8}",
    ".js": f"text/javascript{_UTF8}",
    ".json": f"application/json{_UTF8}",
    ".jsonld": f"application/ld+json{_UTF8}",
    ".xml": f"application/xml{_UTF8}",
    ".csv": f"text/csv{_UTF8}",
    ".ics": f"text/calendar{_UTF8}",
    ".txt": f"text/plain{_UTF8}",
    ".conf": f"text/plain{_UTF8}",
    "": f"text/plain{_UTF8}",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".woff": "font/woff",
    ".pdf": "application/pdf",
}
"""By the ending of a name."""
DATA: Final = (".json", ".jsonld", ".xml", ".csv", ".ics")
"""Endings of what others take over."""
PACKED: Final = (".html", ".css", ".js", *DATA, ".txt", ".svg")
"""Endings of what compression makes smaller."""


def is_text(kind: str) -> bool:
    """Tell whether a type says how its characters are written."""
    return kind.endswith(_UTF8)


def bare(kind: str) -> str:
    """Return a type without what it says of characters."""
    return kind.removesuffix(_UTF8)
