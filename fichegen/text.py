"""Words as words: folding, slugs, French order and spacing, ornaments, near names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from fichegen.expressions import expression

_LIGATURES: Final = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "đ": "d", "ł": "l"}
)
_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "´": "'", "‘": "'"})
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f]")
_NOT_WORD: Final = expression(r"[\W_]+")
_ASCII_WORDS: Final = str.maketrans(
    {char: char.lower() if char.isalnum() else " " for char in map(chr, range(128))}
)
_NOT_ASCII_WORD: Final = re.compile(r"[^a-z0-9]+")
_INVISIBLE: Final = expression("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufe0e\ufe0f]")

ORNAMENTS: Final = (
    "☞☛➢➤➣➥►▶▷▸✓✔✗❖◆◇■□▪▫•●○◦‣⁃∙·‧⋅⇒➔➜→✦★☆🡆✅☑👉🔹🔸🔷🔶\uf0b7\uf0a7\uf0d8\uf0fc\uf0e8"
)
"""Signs that people type, or that Wingdings leaves behind, in place of a list bullet."""

_EDGES: Final = ORNAMENTS + " \t\n\u00a0\u202f\u2009"
_OFTEN_ASKED: Final = 120
"""Characters of words whose key is remembered: names come back many times, texts do not."""
_SLUG_LENGTH: Final = 100
_SLUG: Final = expression(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)


def squeeze(text: str) -> str:
    """Fold every stretch of white space, no-break ones too, to one space."""
    return " ".join(text.split())


def seen(text: str) -> str:
    """Write words as they look: accents in one sign with their letter, no invisible signs."""
    return text if text.isascii() else unicodedata.normalize("NFC", _INVISIBLE.sub("", text))


def fold(text: str) -> str:
    """Reduce to lower case without accents, ligatures and typographic variants.

    Two spellings that fold alike are the same word to a reader: `Prérequis`, `PRÉ REQUIS`
    differ, `œuvre` and `Oeuvre` do not.
    """
    bare = text if text.isascii() else _BEYOND_ASCII.sub(lambda found: _bare(found[0]), text)
    return squeeze(bare.replace("`", "'")).casefold()


@lru_cache(4096)
def _bare(char: str) -> str:
    """Fold one character: marks that come apart from their letters are dropped wherever they stand."""
    spread = unicodedata.normalize("NFKD", char.translate(_LIGATURES))
    bare = "".join(c for c in spread if not unicodedata.combining(c))
    return _INVISIBLE.sub("", bare).translate(_APOSTROPHES)


def key(text: str) -> str:
    """Fold further, to letters and digits of any script with single spaces: what names match by."""
    return _key(text) if len(text) <= _OFTEN_ASKED else _words_of(text)


@lru_cache(16_384)
def _key(text: str) -> str:
    return _words_of(text)


def _words_of(text: str) -> str:
    bare = text if text.isascii() else _BEYOND_ASCII.sub(lambda found: _word_of(found[0]), text)
    if bare.isascii():
        return " ".join(bare.translate(_ASCII_WORDS).split())
    return " ".join(_NOT_WORD.sub(" ", bare.casefold()).split())


@lru_cache(4096)
def _word_of(char: str) -> str:
    return _NOT_WORD.sub(" ", _bare(char))


def slug(text: str, *, fallback: str = "") -> str:
    """Make the stable ASCII name of a page: at most 100 characters of a-z, 0-9 and hyphens.

    A longer text is cut at a word and told apart by six digits of its digest; a text without a
    single Latin letter or digit gives `fallback`, or its digest.
    """
    full = _NOT_ASCII_WORD.sub("-", key(text)).strip("-")
    if not full:
        return fallback or f"x-{_digest(text)}"
    if full in _DEVICES:
        return f"{full}-x"
    if len(full) <= _SLUG_LENGTH:
        return full
    head = full[: _SLUG_LENGTH - 7]
    if "-" in head:
        head = head.rpartition("-")[0]
    return f"{head}-{_digest(full)}"


def is_slug(text: str) -> bool:
    """Tell whether a text can name a page on any disk."""
    return len(text) <= _SLUG_LENGTH and bool(_SLUG.fullmatch(text)) and text not in _DEVICES


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def sort_key(text: str) -> tuple[str, str]:
    """Order as a French dictionary does to first approximation: letters first, accents last."""
    return key(text), text


def strip_ornaments(text: str) -> str:
    """Take bullets and pictograms off both ends: `☞ Groupe 1` is `Groupe 1`."""
    return text.strip(_EDGES)


def open_links(markdown: str) -> str:
    """Write the address of a web link behind its words, where the words are not the address."""
    if "](http" not in markdown:
        return markdown
    return _WEB_LINK.sub(
        lambda link: link[2] if link[1] == link[2] else f"{link[1]} ({link[2]})", markdown
    )


def plain(markdown: str) -> str:
    """Reduce inline Markdown to its words: emphasis, links, code and escapes taken off."""
    bare = _LINK.sub(r"\1", markdown) if "](" in markdown else markdown
    bare = _AUTOLINK.sub(r"\1", bare) if "<" in bare else bare
    for sign, signs in _EMPHASIS:
        if sign in bare:
            bare = signs.sub(r"\2", bare)
    return squeeze(_ESCAPE.sub(r"\1", bare) if "\\" in bare else bare)


_LINK: Final = expression(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,2000}(?:\s[^()]{0,500})?\)")
_WEB_LINK: Final = expression(r"(?<!!)\[([^\[\]]{1,500})\]\((https?://[^()\s]{1,2000})\)")
_AUTOLINK: Final = expression(
    r"(?<!\\)<((?:[a-z]{2,12}:|[^<>@\s]{1,100}@)[^<>\s]{1,2000})>", re.IGNORECASE
)
_CODE: Final = expression(r"(?<!\\)(`{1,3})([^`\n]{1,500})\1")
_STARS: Final = expression(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]{1,500}?)(?<![\s\\])\1")
_LINES: Final = expression(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^\n]{1,500}?)(?<![\s\\])\1(?!\w)")
_EMPHASIS: Final = (("`", _CODE), ("*", _STARS), ("*", _STARS), ("_", _LINES))
"""Strong words may hold emphasised ones, so stars are taken off twice."""
_ESCAPE: Final = expression(r"\\([!-/:-@\[-`{-~])")


def typeset(text: str) -> str:
    """Set French spacing, quotes and apostrophes.

    No-break spaces before `;:!?»` and units, after `«`, within dates and numbers; "…" as « … »; `l'un` as `l’un`.
    """
    if "'" in text:
        text = _APOSTROPHE.sub("’", text)
    text = _WITHIN.sub("\u00a0", text)
    if '"' in text:
        text = _STRAIGHT_QUOTES.sub("«\u00a0\\1\u00a0»", text)
    if "«" in text:
        text = _AFTER_OPENING.sub("«\u00a0", text)
    if "»" in text:
        text = _BEFORE_CLOSING.sub("\u00a0»", text)
    if ":" in text or "%" in text or "€" in text:
        text = _BEFORE_COLON.sub("\u00a0\\1\\2", text)
    if ";" in text or "!" in text or "?" in text:
        text = _BEFORE_HIGH.sub("\u202f\\1", text)
    return text


# What most texts hold none of is looked for from its own sign, which a search finds fast.
_APOSTROPHE: Final = re.compile(r"'(?<=[^\W\d_]')(?=[^\W\d_])")
_WITHIN: Final = re.compile(
    r" (?:(?<=\d )(?=(?:jours?|heures?|minutes?|h|min|mois|ans?|janvier|février|mars|avril|mai|juin|juillet"
    r"|août|septembre|octobre|novembre|décembre)\b|\d{3}(?!\d))|(?<=\b1er )(?=\w))",
    re.IGNORECASE,
)
# A straight quote opens behind a space or a bracket and closes before one: 5" and a"b stay.
_STRAIGHT_QUOTES: Final = expression(
    r'(?<![^\s(\[])"(?!\s)([^"\n]{1,500}?)(?<!\s)"(?![^\s)\].,;:!?…])'
)
_AFTER_OPENING: Final = expression(r"«\s*")
_BEFORE_CLOSING: Final = expression(r"(?<!\s)\s*»")
# A stretch of spaces is tried once, from its beginning: the time stays in proportion.
_BEFORE_COLON: Final = expression(
    r"(?<![ \u00a0\u202f])[ \u00a0\u202f]+(:)|(?<=\d)[ \u00a0\u202f]+([%€])"
)
_BEFORE_HIGH: Final = expression(r"(?<![ \u00a0\u202f])[ \u00a0\u202f]+([;!?])")


def near(name: str, candidates: Iterable[str]) -> str | None:
    """Find the candidate a mistyped name most likely means, or None."""
    from difflib import get_close_matches  # only a mistake pays for the import

    by_key = {key(candidate): candidate for candidate in candidates}
    close = get_close_matches(key(name)[:80], by_key, n=1, cutoff=0.78)
    return by_key[close[0]] if close else None


def capital(text: str) -> str:
    """Begin with a capital."""
    return text[:1].upper() + text[1:]


def enumerate_french(parts: Iterable[str]) -> str:
    """Join as French does: `a`, `a et b`, `a, b et c`."""
    *head, last = [*parts] or [""]
    return f"{', '.join(head)} et {last}" if head else last


def counted(number: int, noun: str, plural: str = "") -> str:
    """Count in French: "0 page", "1 page", "2 pages"."""
    return f"{number} {(plural or noun + 's') if number > 1 else noun}"
