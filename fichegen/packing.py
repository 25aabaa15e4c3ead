"""Bytes made smaller, as servers send them: gzip (RFC 1952) by the standard library, brotli (RFC 7932).

The bytes depend on what they are made of and on the version of the library that makes them: no date,
no name, no machine is in them.
"""

from __future__ import annotations

import gzip
import io
import zlib
from importlib.util import find_spec
from typing import Final

from fichegen.diagnostics import FichegenError, finding
from fichegen.settings import Packing, Settings

_GZIP_LEVEL: Final = 9
_BROTLI_QUALITY: Final = 10
"""Of pages, an eighth smaller than gzip; the step above saves one hundredth more for twice the time."""


class PackingError(FichegenError):
    """The site cannot be compressed as its settings ask (FG808)."""


def packed(packing: Packing, body: bytes) -> bytes:
    """Make bytes smaller; ImportError where what does it is not installed."""
    if packing is Packing.GZIP:
        made = io.BytesIO()
        with gzip.GzipFile("", "wb", _GZIP_LEVEL, made, mtime=0) as stream:
            stream.write(body)
        return made.getvalue()
    import brotli

    done: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=_BROTLI_QUALITY)
    return done


def method(packing: Packing) -> bytes:
    """Return what the bytes depend on besides those they are made of; ImportError as for `packed`."""
    if packing is Packing.GZIP:
        return f"gzip {_GZIP_LEVEL} {zlib.ZLIB_RUNTIME_VERSION}".encode()
    import brotli

    return f"br {_BROTLI_QUALITY} {brotli.__version__}".encode()


def can_pack(packing: Packing) -> bool:
    """Tell whether what packs so is installed here."""
    return packing is not Packing.BROTLI or find_spec("brotli") is not None


def require_packing(settings: Settings) -> None:
    """Raise PackingError where the settings ask for what cannot be made here.

    To leave it out would have the site depend on who builds it.
    """
    if not all(map(can_pack, settings.packings)):
        raise PackingError(finding("FG808", settings.packings_at))
