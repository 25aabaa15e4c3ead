"""What a right answer of a server is, whichever server it is."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import Final

import brotli

from .hosts import Answer

_POLICY: Final = {
    "default-src": "'none'",
    **dict.fromkeys(("script-src", "style-src", "img-src", "font-src", "connect-src"), "'self'"),
    **dict.fromkeys(("base-uri", "form-action", "frame-ancestors"), "'none'"),
}
_TYPES: Final = {
    ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
    ".jsonld": "application/ld+json", ".xml": "application/xml", ".csv": "text/csv",
    ".ics": "text/calendar", ".txt": "text/plain", ".svg": "image/svg+xml",
}  # fmt: skip
_OPEN: Final = frozenset((".json", ".jsonld", ".xml", ".csv", ".ics"))
YEAR: Final = "31536000"
"""Seconds."""
_HASHED: Final = re.compile(r"assets/.*\.[0-9a-f]{10}\.[a-z0-9]+")


def wrong(answer: Answer, path: str, body: bytes, twin: tuple[str, bytes] | None) -> str:
    """Say what is wrong with the answer for a file of those bytes; empty for nothing.

    `twin` is the coding and the compressed file that must have been sent; None where any will do.
    """
    if answer.status != 200:
        return f"{answer.status}"
    coding = answer.headers.get("content-encoding", "")
    if twin and (coding, answer.body) != twin:
        return f"le fichier comprimé n'a pas servi ({coding or 'en clair'})"
    if plain(answer) != body:
        return f"d'autres octets ({coding or 'en clair'})"
    suffix = Path(path).suffix
    if answer.headers.get("content-type", "").partition(";")[0] != _TYPES[suffix]:
        return f"type {answer.headers.get('content-type')}"
    if suffix != ".svg" and "charset=utf-8" not in answer.headers["content-type"].lower():
        return f"type {answer.headers['content-type']}"
    kept = answer.headers.get("cache-control", "")
    if _HASHED.fullmatch(path):
        if kept != f"public, max-age={YEAR}, immutable":
            return f"Cache-Control {kept}"
    elif kept != "no-cache":
        return f"Cache-Control {kept}"
    if (answer.headers.get("access-control-allow-origin") == "*") != (suffix in _OPEN):
        return "Access-Control-Allow-Origin"
    if coding and "accept-encoding" not in answer.headers.get("vary", "").lower():
        return "sans Vary"
    return unguarded(answer)


def unguarded(answer: Answer) -> str:
    """Say which header that guards readers is not there, or is there twice."""
    headers = answer.headers
    policy = headers.get("content-security-policy", "").split(";")
    given = sorted(tuple(part.strip().partition(" ")[::2]) for part in policy)
    if given != sorted(_POLICY.items()):
        return f"Content-Security-Policy {headers.get('content-security-policy')}"
    refused = headers.get("permissions-policy", "")
    if not {"camera=()", "geolocation=()", "microphone=()"} <= {*refused.split(", ")}:
        return f"Permissions-Policy {refused}"
    for name, value in {
        "referrer-policy": "same-origin",
        "x-content-type-options": "nosniff",
        "cross-origin-opener-policy": "same-origin",
    }.items():
        if headers.get(name) != value:
            return f"{name} {headers.get(name)}"
    return ""


def plain(answer: Answer) -> bytes:
    """Return the bytes of an answer, whatever it came in."""
    coding = answer.headers.get("content-encoding", "")
    if coding == "gzip":
        return gzip.decompress(answer.body)
    if coding == "br":
        unpacked: bytes = brotli.decompress(answer.body)
        return unpacked
    return answer.body
