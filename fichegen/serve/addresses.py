"""What a request may ask for, and who may ask: paths, the Host and Origin headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, unquote_to_bytes, urlsplit

from fichegen.expressions import expression

OWN: Final = "__fichegen/"
"""Below this stands what belongs to the server itself; no address of a site begins so."""
LONGEST: Final = 2048
"""Characters of a target: many times the longest address of a site."""

_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_DISGUISED: Final = expression(r"%(?:2e|2f|5c|00|(?![0-9a-f]{2}))", re.IGNORECASE)
"""Dots, slashes, backslashes and NUL in disguise, and what is no escape at all."""
_CONTROL: Final = expression(r"[\x00-\x1f\x7f]")
_HOST: Final = expression(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::([0-9]{1,5}))?", re.IGNORECASE)


def path_of(target: str) -> str | None:
    """Return the path below the site's root that a request's target names, decoded; None if refused.

    It has no leading slash, and ends in one where a folder is asked for. No part of it is empty,
    begins another host, or leads up: so no answer can, whatever is done with the path.
    """
    raw = target.partition("?")[0]
    if len(target) > LONGEST or not raw.startswith("/") or "\\" in raw or _DISGUISED.search(raw):
        return None
    try:
        path = unquote_to_bytes(raw).decode("utf-8")[1:]
    except UnicodeDecodeError:
        return None
    parts = path.removesuffix("/").split("/")
    if _CONTROL.search(path) or (path and any(part in ("", ".", "..") for part in parts)):
        return None
    return path


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names this server answers to."""

    port: int
    allowed: tuple[str, ...] = ()
    """Further names, each with a port or, without one, on any."""

    def knows(self, host: str) -> bool:
        """Tell whether a Host header names this server: a page elsewhere may have made its name lead here."""
        found = _HOST.fullmatch(host)
        if not found:
            return False
        name, port = found[1].lower(), found[2] or "80"
        if name in _LOOPBACK and int(port) == self.port:
            return True
        further = {given.lower() for given in self.allowed}
        return name in further or f"{name}:{port}" in further

    def trusts(self, origin: str) -> bool:
        """Tell whether a page of that origin may listen: this server's own pages alone."""
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        plain = origin.lower() == f"{parts.scheme}://{parts.netloc}".lower()
        return plain and parts.scheme in ("http", "https") and self.knows(_with_port(parts))


def host_problem(name: str) -> str:
    """Tell in French why a name cannot be one of a host; empty where it can."""
    found = _HOST.fullmatch(name)
    if not found:
        return (
            "ce n'est pas un nom d'hôte (par exemple : poste.exemple.fr, ou poste.exemple.fr:8080)"
        )
    return "" if int(found[2] or "80") < 1 << 16 else "il n'y a pas de port au-delà de 65535"


def _with_port(parts: SplitResult) -> str:
    """Write out the port that an origin leaves unsaid."""
    if re.search(r":[0-9]+\Z", parts.netloc):
        return parts.netloc
    return f"{parts.netloc}:{443 if parts.scheme == 'https' else 80}"
