"""What servers are told of addresses that changed: lines for `_redirects`, nginx and Apache.

All paths are clean (`aliases`), so that none can be read as the syntax of a line; the folder of the
site, which holds neither quotes nor controls (`url_problem`), is quoted or escaped. More precise
lines come first: the first that fits counts. `_redirects` is read by Netlify, Cloudflare Pages and
GitLab Pages, of which each counts its lines (2 100, of them 100 with `*`; 1 000); where a host
stops reading, or prefers the files of the site, the redirect pages still lead on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from fichegen.artifacts import Artifact

_HOSTS: Final = "_redirects"
_NGINX: Final = "redirections/nginx.conf"
_APACHE: Final = "redirections/apache.conf"
FILES: Final = (_HOSTS, _NGINX, _APACHE)
"""Paths of the files that are written here."""
_ODD: Final = re.compile(r"[^A-Za-z0-9._~/-]")
"""What could be read as the syntax of a line."""
_DOLLAR: Final = r"\$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An address and where it leads, both from the site's root."""

    old: str
    """A folder's, with its slash, stands for all that is below it too."""
    new: str


def server_files(url: str, moves: Iterable[Move]) -> Iterator[Artifact]:
    """Yield the files, of a site published at `url`, or at the root of its host if that is empty."""
    by_old = {move.old: move for move in reversed([*moves])}  # the first of two counts
    ordered = sorted(by_old.values(), key=lambda move: (-move.old.count("/"), move.old))
    base = unquote(urlsplit(url).path).rstrip("/")
    hosts = (
        "# Anciennes adresses. Netlify, Cloudflare Pages et GitLab Pages lisent ce fichier.",
        *_redirects(_encoded(base), ordered),
    )
    yield _artifact(_HOSTS, hosts)
    nginx = "# Anciennes adresses : à inclure dans le bloc « server » du site (include)."
    apache = (
        "# Anciennes adresses : à inclure dans la configuration du site (Include), ou à recopier"
        " dans .htaccess."
    )
    yield _artifact(_NGINX, (nginx, *_nginx(base, ordered)))
    yield _artifact(_APACHE, (apache, *_apache(base, ordered)))


def _artifact(path: str, lines: Iterable[str]) -> Artifact:
    return Artifact(path, "".join(f"{line}\n" for line in lines).encode())


def _pairs(base: str, moves: Iterable[Move]) -> Iterator[tuple[str, str]]:
    """Yield single addresses: of a folder, the one without its slash."""
    for move in moves:
        yield f"{base}/{move.old}".removesuffix("/"), f"{base}/{move.new}"


def _folders(base: str, moves: Iterable[Move]) -> Iterator[tuple[str, str]]:
    for move in moves:
        if move.old.endswith("/"):
            yield f"{base}/{move.old}", f"{base}/{move.new}"


def _redirects(base: str, moves: list[Move]) -> Iterator[str]:
    for old, new in _pairs(base, moves):
        yield f"{old} {new} 301"
    for old, new in _folders(base, moves):
        yield f"{old}* {new}:splat 301"


def _nginx(base: str, moves: list[Move]) -> Iterator[str]:
    for old, new in _pairs(base, moves):
        yield f"location = {_word(old)} {{ return 301 {_encoded(new)}; }}"
    for old, new in _folders(base, moves):
        rewrite = f"rewrite ^{_pattern(old)}(.*)$ {_encoded(new)}$1 permanent;"
        yield f"location ^~ {_word(old)} {{ {rewrite} }}"


def _apache(base: str, moves: list[Move]) -> Iterator[str]:
    for old, new in _pairs(base, moves):  # here the server itself encodes where it leads
        yield f'RedirectMatch 301 "^{_pattern(old)}$" "{new.replace("$", _DOLLAR)}"'
    for old, new in _folders(base, moves):
        yield f'Redirect 301 "{old}" "{_encoded(new)}"'


def _word(path: str) -> str:
    return f'"{path}"' if _ODD.search(path) else path


def _encoded(path: str) -> str:
    return quote(path, safe="/-._~")


def _pattern(path: str) -> str:
    """Write a path as a regular expression, which servers hold against the octets of a request."""
    return _ODD.sub(_octets, path).replace(".", r"\.")


def _octets(found: re.Match[str]) -> str:
    return "".join(f"\\x{octet:02x}" for octet in found[0].encode())
