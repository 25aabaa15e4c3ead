"""What servers are told of addresses that changed: lines for `_redirects`, nginx and Apache.

All paths are clean (`aliases`), so that none can be read as the syntax of a line. More precise
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
_CLEAN: Final = re.compile(r"[A-Za-z0-9._~/-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An address and where it leads, both from the site's root."""

    old: str
    """A folder's, with its slash, stands for all that is below it too."""
    new: str


def server_files(url: str, moves: Iterable[Move]) -> Iterator[Artifact]:
    """Yield the files, of a site published at `url`, or at the root of its host if that is empty.

    Below a folder whose name holds other signs than paths here do, `_redirects` alone is written:
    it knows one way to encode them.
    """
    by_old = {move.old: move for move in reversed([*moves])}  # the first of two counts
    ordered = sorted(by_old.values(), key=lambda move: (-move.old.count("/"), move.old))
    base = unquote(urlsplit(url).path).rstrip("/")
    hosts = (
        "# Anciennes adresses. Netlify, Cloudflare Pages et GitLab Pages lisent ce fichier.",
        *_redirects(quote(base, safe="/-._~"), ordered),
    )
    yield _artifact(_HOSTS, hosts)
    if not _CLEAN.fullmatch(base):
        return
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
        yield f"location = {old} {{ return 301 {new}; }}"
    for old, new in _folders(base, moves):
        yield f"location ^~ {old} {{ rewrite ^{_pattern(old)}(.*)$ {new}$1 permanent; }}"


def _apache(base: str, moves: list[Move]) -> Iterator[str]:
    for old, new in _pairs(base, moves):
        yield f'RedirectMatch 301 "^{_pattern(old)}$" "{new}"'
    for old, new in _folders(base, moves):
        yield f'Redirect 301 "{old}" "{new}"'


def _pattern(path: str) -> str:
    """Write a clean path as a regular expression: the point alone means more than itself."""
    return path.replace(".", r"\.")
