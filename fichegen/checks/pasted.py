"""What a copy from a web page or an e-mail leaves in a text: codes in place of letters, tags.

`&eacute;` is a letter to Markdown and nothing to titles, lists and exports; `=E9` and `%C3%A9` are
letters on their way through an e-mail or an address; `<br>` is shown as it is typed. Code and
addresses, where all of these are at home, are left alone, and so is what a text speaks of in quotes.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from fichegen.checks.changes import changed, cut
from fichegen.checks.wording import code_lines, hide, quoted
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_ENTITY: Final = expression(
    r"(?<!\\)&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}\d{0,2});(?!#?\w{1,8};)"
)
_TAG: Final = expression(
    r"(?<!\\)(?:</?(?:p|br|div|span|strong|em|ul|ol|li|u|font|table|tr|td|th|h[1-6]|hr|img|o:p)(?:\s[^<>]{0,300})?/?>"
    r"|</[abi]>|<a\s[^<>]{1,300}>)",
    re.IGNORECASE,
)
_PRINTABLE: Final = expression(r"(?:=[89A-F][0-9A-F])+")
"""Bytes beyond ASCII in quoted-printable (RFC 2045, 6.7)."""
_LETTERS: Final = "àâçèéêëîïôùûüÀÂÇÈÉÊËÎÏÔÙÛÜ"
_OF_LATIN: Final = "|".join(f"={ord(letter):02X}" for letter in _LETTERS)
_IN_LATIN: Final = expression(
    rf"(?<![\w=&?/.-])(?=[A-Za-z]{{0,40}}(?:{_OF_LATIN})[a-z=])[A-Z]?(?:[a-z]|{_OF_LATIN}){{3,60}}(?![\w=])"
)
_PERCENT: Final = expression(r"(?:%[89A-Fa-f][0-9A-Fa-f]){2,}")
_TOKEN: Final = expression(r"\S+")
_OF_ADDRESSES: Final = expression(r"[/\\:=?&@#]|\.\w")
_KEY: Final = expression(r"\s*(?:- )?[^\W\d_][^:\n]{0,60}:\s")
_QUICK: Final = tuple(
    (pattern[0], expression(pattern))
    for pattern in ("&[#A-Za-z]", "=[89A-F][0-9A-F]", "%[89A-Fa-f]", "<[/A-Za-z]")
)
"""How all that is looked for begins: a sign, and what stands behind it."""
_ALONE: Final = quoted(rf"{_ENTITY.pattern}|{_TAG.pattern}|{_PRINTABLE.pattern}|{_PERCENT.pattern}")
_SIGNS: Final = ("Pd", "Pi", "Pf", "Po", "Sc", "Sm", "So", "No")
_FREE: Final = "&'\"\u00a0"
_TAG_ADVICE: Final = "supprimez-la ; une ligne vide sépare deux paragraphes"


def codes_and_tags(path: str, source: str) -> Iterator[Finding]:
    """FG119: `&eacute;`, `=E9`, `%C3%A9`, with the fix; `<br>`, without; one a line and kind."""
    if not _may_hold_some(source):
        return
    lines = source.split("\n")
    code = code_lines(path, lines)
    for index, line in enumerate(lines):
        if index in code or not _may_hold_some(line):
            continue
        wording = hide(line, _ALONE)
        for look, quoi in _LOOKS:
            if (mended := look(wording.shown)) != wording.shown:
                yield wording.told(_mended(path, index + 1, wording.shown, mended, quoi))
        if tag := _TAG.search(wording.shown):
            span = Span(path, index + 1, tag.start() + 1, len(tag[0]))
            yield finding("FG119", span, mots=cut(tag[0]), quoi="une balise de page web",
                          conseil=_TAG_ADVICE)  # fmt: skip


def _may_hold_some(words: str) -> bool:
    return any(sign in words and pattern.search(words) for sign, pattern in _QUICK)


def _mended(path: str, number: int, line: str, mended: str, quoi: str) -> Finding:
    start, end, words = changed(line, mended)
    before, after = line[start:end].split(" ", maxsplit=1)[0], words.split(" ")[0]
    advice = f"écrivez « {cut(after)} »" if after.strip() else "mettez une espace à sa place"
    span = Span(path, number, start + 1, end - start)
    return with_fix(finding("FG119", span, mots=cut(before), quoi=quoi, conseil=advice), words)


def _entities(line: str) -> str:
    def sign(found: re.Match[str]) -> str:
        char = html.unescape(found[0])
        return char if len(char) == 1 and (char in _FREE or _is_of_text(char)) else found[0]

    return _ENTITY.sub(sign, line)


def _is_of_text(char: str) -> bool:
    """Tell whether a French text holds a sign: a letter, or one of typography."""
    if char <= "\x7f":
        return False
    return "\u00c0" <= char <= "\u024f" or unicodedata.category(char) in _SIGNS


def _printable(line: str) -> str:
    """Read quoted-printable again, in UTF-8 or, where whole words tell it, in Latin-1."""

    def in_utf8(found: re.Match[str]) -> str:
        return _decoded(found[0].replace("=", "")) or found[0]

    def in_latin(found: re.Match[str]) -> str:
        return re.sub(_OF_LATIN, lambda code: chr(int(code[0][1:], 16)), found[0])

    return _IN_LATIN.sub(in_latin, _PRINTABLE.sub(in_utf8, line))


def _percents(line: str) -> str:
    """Read the bytes of letters again in words that are no part of an address."""
    value = line[key.end() :] if (key := _KEY.match(line)) else line
    if len(value.split()) < 2:  # it may be an address by itself: that of a page, a file
        return line

    def word(token: re.Match[str]) -> str:
        if _OF_ADDRESSES.search(token[0]):
            return token[0]
        return _PERCENT.sub(lambda f: _decoded(f[0].replace("%", "")) or f[0], token[0])

    return _TOKEN.sub(word, line)


def _decoded(digits: str) -> str:
    """Read bytes as UTF-8; empty where they are none, or not what a text holds."""
    try:
        words = bytes.fromhex(digits).decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return words if all(char == "\u00a0" or _is_of_text(char) for char in words) else ""


_LOOKS: Final[tuple[tuple[Callable[[str], str], str], ...]] = (
    (_entities, "un code de page web"),
    (_printable, "un code de courriel"),
    (_percents, "un code d'adresse"),
)
