"""Addresses that a page had before, as editors paste them: one clean path each, or the reason why not.

    ancien-nom                         the page of a fiche, `fiches/ancien-nom/`
    /stages/ancien.html                a file, from the site's root
    stages/ancien/                     a folder; `stages/ancien` and `stages/ancien/index.html` too
    https://site.example/stages/x/     the same in full, below the site's own address

What is read may become a file's name and stand in the configuration of a server as it is: it holds
letters and digits of ASCII, `.`, `_`, `~`, `-` and `/`, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fichegen import routes, text
from fichegen.expressions import expression
from fichegen.model import Fiche
from fichegen.settings import ascii_host, ascii_path, site_address

_SCHEME: Final = expression(r"([A-Za-z][A-Za-z0-9+.-]*):")
_ENCODED: Final = expression(r"%([0-9A-Fa-f]{2})")
_CLEAN: Final = expression(r"[A-Za-z0-9._~-]")
_FILE: Final = expression(r".+\.[A-Za-z][A-Za-z0-9]{0,4}")
"""The name of a file, told from that of a folder by its ending: `ancien.html`, not `v1.2`."""
_PAGE: Final = (".html", ".htm")
"""Endings that every host serves as a page."""
_LONGEST: Final = 400
"""Characters of a path: the longest line of a host (1000) holds it twice."""
_LONGEST_NAME: Final = 200
"""Characters of a name in it; file systems take 255 bytes."""


@dataclass(frozen=True, slots=True)
class Address:
    """A clean path of the site."""

    path: str
    """From the site's root; a folder's ends with a slash, the root's own is empty."""

    @property
    def is_folder(self) -> bool:
        """True where other pages may lie below it."""
        return not self.path or self.path.endswith("/")

    @property
    def page(self) -> str:
        """The file that a browser shows there; empty for a name that is served as no page."""
        if self.is_folder:
            return self.path + routes.INDEX
        return self.path if self.path.lower().endswith(_PAGE) else ""


def read_address(words: str, url: str) -> Address | str:
    """Read a former address of the site published at `url`, or say in French what is wrong with it."""
    words = words.strip()
    if not words:
        return "elle est vide"
    path = _below(words, url)
    if path is None:
        known = "" if url else ", dont catalogue.yml ne donne pas l'adresse (url)"
        return f"elle est hors de ce site{known}"
    path = _ENCODED.sub(_decoded, path)
    bad = next((char for char in path if char != "/" and not _CLEAN.match(char)), "")
    if bad:
        return _REASONS.get(bad) or f"{_named(bad)} n'y est pas admis"
    if path and "/" not in path and not _FILE.fullmatch(path):
        path = f"fiches/{path}/"
    path = path.removeprefix("/")
    if path == routes.INDEX or path.endswith(f"/{routes.INDEX}"):
        path = path.removesuffix(routes.INDEX)
    names = path.removesuffix("/").split("/") if path else []
    if problem := next(filter(None, map(_problem, names)), ""):
        return problem
    if len(path) > _LONGEST:
        return f"elle a plus de {_LONGEST} signes"
    if path and not path.endswith("/") and not _FILE.fullmatch(names[-1]):
        path += "/"
    return Address(path)


def identity(fiche: Fiche, url: str) -> str:
    """Return the name by which calendars and feeds know a fiche of the site published at `url`.

    It is the first that the fiche was published under, so that a new title leaves it the same: the
    first alias that is the page of a fiche (`ancien-nom`, `fiches/ancien-nom/`), in the order they are
    written in, else the slug. Nothing but their order tells which name is older: an editor adds the
    address that a page has just lost behind those that are there. No two fiches have the same:
    an alias that is another's, or its slug, is an error (FG507).
    """
    for term in fiche.aliases:
        address = read_address(term.words, url)
        path = "" if isinstance(address, str) else address.path.lower()
        name = path.removeprefix("fiches/").removesuffix("/")
        if path == f"fiches/{name}/" and text.is_slug(name):
            return name
    return fiche.slug


def _below(words: str, url: str) -> str | None:
    """Take the site's own address off; None for what is on another one."""
    site = urlsplit(site_address(url) if url else "")
    own = site.netloc
    scheme = _SCHEME.match(words)
    if scheme and scheme[1].lower() in ("http", "https"):
        words = words[scheme.end() :]  # a site may have moved from one to the other
    elif scheme:
        return None
    elif words.lower().startswith("www.") or (
        own and "/" in words and _ascii(ascii_host, words.partition("/")[0]) == own
    ):
        words = f"//{words}"
    elif not words.startswith("//"):
        return words
    host, _, path = words.removeprefix("//").partition("/")
    base = site.path.strip("/")
    names = path.split("/")
    depth = len(base.split("/")) if base else 0
    if not own or _ascii(ascii_host, host) != own:
        return None
    if _ascii(ascii_path, "/".join(names[:depth])) != base:
        return None
    return f"/{'/'.join(names[depth:])}"


def _ascii(written: Callable[[str], str], words: str) -> str | None:
    try:
        return written(words)
    except ValueError:
        return None


def _decoded(found: re.Match[str]) -> str:
    """Undo the encoding of what needs none (RFC 3986, 6.2.2.2); all other stays as it is."""
    char = chr(int(found[1], 16))
    return char if _CLEAN.match(char) else found[0]


_REASONS: Final = {
    "?": "ce qui suit « ? » n'est pas vu par un site fait de fichiers",
    "#": "ce qui suit « # » n'est jamais demandé à un site",
    "\\": "une barre oblique inverse n'y est pas admise",
    "%": "une adresse qui contient des accents ou des signes codés (%) n'est pas admise",
    " ": "une espace n'y est pas admise",
}


def _named(char: str) -> str:
    return f"« {char} »" if char.isprintable() else f"le caractère U+{ord(char):04X}"


def _problem(name: str) -> str:
    """Say what keeps words from naming a folder or a file on any disk; empty where nothing does."""
    if not name:
        return "deux barres obliques s'y suivent"
    if name in (".", ".."):
        return f"« {name} » n'y est pas admis"
    if name.startswith("."):
        return f"un nom n'y commence pas par un point (« {name[:20]} »)"
    if name.endswith("."):
        return f"un nom n'y finit pas par un point (« {name[:20]} »)"
    if len(name) > _LONGEST_NAME:
        return f"un nom y a plus de {_LONGEST_NAME} signes"
    stem = name.partition(".")[0].lower()
    if not text.is_slug(stem) and text.is_slug(f"{stem}-x"):  # refused for what it means: con, nul
        return f"« {name[:20]} » est réservé par Windows"
    return ""
