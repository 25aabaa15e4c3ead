"""The address of a site in its one form: ASCII, as servers and programs have it (RFC 3986, 6.2.2)."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote, unquote, urlsplit

from fichegen.expressions import expression

_PORT: Final = expression(r":\d+$")
_NAME: Final = expression(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")
_SAFE: Final = "/-._~!$&()*+,;=:@"
"""What the path of an address holds as it is, besides letters and digits (RFC 3986, 3.3)."""


def site_address(words: str) -> str:
    """Write the address of a site without a final slash; what has this form already stays as it is.

    ValueError where its host or its path can be none.
    """
    parts = urlsplit(words)
    return f"{parts.scheme}://{ascii_host(parts.netloc)}{ascii_path(parts.path).rstrip('/')}"


def ascii_host(host: str) -> str:
    """Write the name of a host, and its port, as it is looked up: `éx.fr` is `xn--x-9fa.fr`.

    ValueError where no host can have that name.
    """
    port = _PORT.search(host)
    name = host[: port.start()] if port else host
    written = unquote(name, errors="strict").encode("idna").decode().lower()
    if not _NAME.fullmatch(written):
        raise ValueError(host)
    return written + (port[0] if port else "")


def ascii_path(path: str) -> str:
    """Write a path with all signs escaped that must be, and no other.

    ValueError where escapes are not UTF-8.
    """
    return quote(unquote(path, errors="strict"), safe=_SAFE)
