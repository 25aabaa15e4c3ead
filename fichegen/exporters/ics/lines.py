"""Content lines of iCalendar: escaped, folded, ended (RFC 5545, 3.1); no source can end one."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Final

from fichegen.expressions import expression

_LONGEST: Final = 75
"""Octets of a line without its break."""
_BREAK: Final = b"\r\n"
_CONTROL: Final = expression(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
"""What no text may hold, with all that any reader takes for the end of a line."""
_ESCAPES: Final = (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n"))


def line(name: str, value: str) -> bytes:
    """Write a property, parameters in its name, whose value is of a form of ours."""
    octets = f"{name}:{value}".encode()
    if len(octets) <= _LONGEST:
        return octets + _BREAK
    parts: list[bytes] = []
    start, size = 0, _LONGEST
    while len(octets) - start > size:
        end = start + size
        while octets[end] & 0xC0 == 0x80:  # never inside a character
            end -= 1
        parts.append(octets[start:end])
        start, size = end, _LONGEST - 1  # a space opens each further line
    parts.append(octets[start:])
    return b"\r\n ".join(parts) + _BREAK


def text(name: str, *words: str) -> bytes:
    """Write a property of words; several are a list (RFC 5545, 3.3.11)."""
    return line(name, ",".join(map(_escaped, words)))


def address(name: str, value: str) -> bytes:
    """Write a property whose value is an address, percent-encoded already (RFC 5545, 3.3.13)."""
    return line(f"{name};VALUE=URI" if name != "URL" else name, value)


def component(name: str, *content: bytes) -> bytes:
    """Put written lines, and components, between BEGIN and END."""
    return b"".join((f"BEGIN:{name}\r\n".encode(), *content, f"END:{name}\r\n".encode()))


def date(day: dt.date) -> str:
    """Write a day (RFC 5545, 3.3.4)."""
    return day.isoformat().replace("-", "")


def moment(when: dt.datetime) -> str:
    """Write a local time (RFC 5545, 3.3.5, form 1 or 3)."""
    return when.isoformat(timespec="seconds").replace("-", "").replace(":", "")


def _escaped(words: str) -> str:
    clean = words
    if not words.isprintable():  # no character that is could end a line
        clean = _CONTROL.sub(" ", words.replace("\r\n", "\n"))
    clean = unicodedata.normalize("NFC", clean)
    for sign, written in _ESCAPES:
        if sign in clean:
            clean = clean.replace(sign, written)
    return clean
