"""From a phrase to its tokens: words folded, phrases of the vocabulary joined, offsets kept.

    token := number | ordinal | phrase of the vocabulary | other word | sign

Emphasis marks, quotes, ornaments, apostrophes and the points of abbreviations are blanks.
One pass, and never more work than a constant for each character.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

from fichegen import text as words
from fichegen.expressions import expression

from .lexicon import Vocabulary
from .roles import Role

LIMIT: Final = 8000
"""Longer phrases are not read: nobody writes the days of one session in so many characters."""
OFTEN_ASKED: Final = 120
"""Characters of phrases that are remembered: several questions are asked about each line, and the
fiches of a catalogue share many; longer ones are rare, and would fill the memory."""


class Token(NamedTuple):
    """One word, number or sign of a phrase."""

    role: Role
    value: int
    """A number, the number of a month (1-12) or of a weekday (0-6)."""
    text: str
    """Folded; `nov`, `1`, `jusqu au`."""
    start: int
    end: int
    glued: bool
    """True where nothing stands between it and the token before."""
    fresh: bool
    """True where a line or a bullet begins with it."""
    new_line: bool
    """True where a line begins with it."""

    @property
    def short(self) -> bool:
        """True for a number that can be a day: one or two digits."""
        return self.role is Role.NUMBER and len(self.text) <= 2

    @property
    def year(self) -> bool:
        """True for a number of four digits that can be a year."""
        return self.role is Role.NUMBER and len(self.text) == 4 and 1900 <= self.value < 2200


_MONTH_HEAD: Final = r"(?:janv|fev|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec)"
_CALENDAR: Final = rf"(?:{_MONTH_HEAD}|lun|mar|mer|jeu|ven|sam|dim)"
_LEXEME: Final = expression(
    # "1. " or "2) " before a date numbers a list; "15. novembre" does not
    rf"(?P<item>(?m:^)[ \t]{{0,9}}[0-9]{{1,2}}[.)][ \t](?=[ \t]{{0,9}}(?!{_MONTH_HEAD})"
    r"(?:[a-z]|[0-9]{1,2}(?:er)?[ /]?[a-z0-9])))"
    r"|(?P<line>\n|<br ?/?>)|[0-9]+|[a-z]+|[^\sa-z0-9]"
)
_INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f")
_DASHES: Final = frozenset("-‐‑‒–—―−")
_ARROWS: Final = frozenset("→⇒➔➜>⟶►")
_ORNAMENTS: Final = frozenset(words.ORNAMENTS) | frozenset("·|")
_ORDINAL_ENDS: Final = frozenset({"er", "re", "ere", "e", "eme", "nd", "nde", "ieme", "ers"})
_SIGNS: Final = {
    ",": Role.COMMA,
    ";": Role.SEMICOLON,
    ":": Role.COLON,
    "/": Role.SLASH,
    ".": Role.DOT,
    "-": Role.DASH,
    ">": Role.ARROW,
    "(": Role.OPEN,
    "[": Role.OPEN,
    ")": Role.CLOSE,
    "]": Role.CLOSE,
    "&": Role.AND,
    "+": Role.PLUS,
    "½": Role.HALF,
    "×": Role.TIMES,
    "€": Role.COUNTED,
    "%": Role.COUNTED,
    "°": Role.REFUSED,
    "?": Role.REFUSED,
    "@": Role.REFUSED,
    "=": Role.REFUSED,
    "<": Role.REFUSED,
    "©": Role.REFUSED,
}


@lru_cache(4096)
def _bare(char: str) -> str:
    """Give the lower-case base letter of one character, or the character itself."""
    spread = unicodedata.normalize("NFKD", char).casefold()
    plain = len(spread) == 1 or all(unicodedata.combining(mark) for mark in spread[1:])
    return spread[0] if spread and plain else char


def _folded(text: str) -> tuple[str, list[int] | None]:
    """Fold a text character by character; the list gives offsets where some were dropped."""
    if text.isascii():
        return text.lower(), None
    kept = [
        (_bare(char) if char > "\x7f" else char.lower(), at)
        for at, char in enumerate(text)
        if char <= "\x7f" or (char not in _INVISIBLE and not unicodedata.combining(char))
    ]
    folded = "".join(char for char, _ in kept)
    if len(kept) == len(text):
        return folded, None
    return folded, [at for _, at in kept]


class _Lexeme(NamedTuple):
    """A raw piece, before phrases of several words are joined."""

    text: str
    start: int
    end: int
    glued: bool
    fresh: bool
    new_line: bool


def _lexemes(text: str) -> list[_Lexeme]:
    folded, offsets = _folded(text)
    lexemes: list[_Lexeme] = []
    fresh = new_line = True
    behind = -1
    for match in _LEXEME.finditer(folded):
        piece = match[0]
        start, end = match.span()
        if not piece.isalnum():
            if match["line"]:
                fresh = new_line = True
                continue
            if match["item"]:
                continue
            if piece in _ORNAMENTS and piece not in _ARROWS:
                fresh = True
                continue
            piece = _counting(piece, folded, start, end, fresh=fresh)
            if not piece:
                continue
        lexemes.append(_Lexeme(piece, start, end, start == behind, fresh, new_line))
        fresh = new_line = False
        behind = end
    if offsets is None:
        return lexemes
    return [
        lexeme._replace(start=offsets[lexeme.start], end=offsets[lexeme.end - 1] + 1)
        for lexeme in lexemes
    ]


def _counting(piece: str, folded: str, start: int, end: int, *, fresh: bool) -> str:
    """Give a sign as the grammars know it, or nothing where it is only decoration."""
    if piece in _DASHES:
        return "" if fresh or _is_hyphen(folded, start, end) else "-"
    if piece in _ARROWS:
        return "" if fresh else ">"
    if piece == ".":
        inside = folded[start - 1 : start].isdigit() and folded[end : end + 1].isdigit()
        return piece if inside else ""
    return piece if piece in _SIGNS else ""


_CALENDAR_TAIL: Final = expression(rf"\b{_CALENDAR}[a-z]{{0,6}}$")
_CALENDAR_HEAD: Final = expression(rf"{_CALENDAR}[a-z]{{0,6}}\b")
_LONGEST_NAME: Final = 10


def _is_hyphen(folded: str, start: int, end: int) -> bool:
    """Tell the hyphen of `Saint-Denis` from that of `mars-avril` or `lundi-mardi`."""
    if not (folded[start - 1 : start].isalpha() and folded[end : end + 1].isalpha()):
        return False
    before = folded[max(0, start - _LONGEST_NAME) : start]
    return not (_CALENDAR_TAIL.search(before) and _CALENDAR_HEAD.match(folded, end))


def tokenise(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """Cut a phrase into tokens; six END tokens at the end spare the rules to look where they are.

    The phrase is cut at `LIMIT` characters.
    """
    if len(text) <= OFTEN_ASKED:
        return _remembered(text, vocabulary)
    return _tokens(text[:LIMIT], vocabulary)


@lru_cache(1024)
def _remembered(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    return _tokens(text, vocabulary)


def _tokens(text: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    lexemes = _lexemes(text)
    tokens: list[Token] = []
    count = len(lexemes)
    at = 0
    while at < count:
        first = lexemes[at]
        name = first.text
        behind = at + 1
        if name[:9].isdecimal():
            role, value = Role.NUMBER, int(name[:9])
            if behind < count and _is_ordinal(first, lexemes[behind]):
                role, behind = Role.ORDINAL, behind + 1
        elif name in _SIGNS:
            role, value = _SIGNS[name], 0
        else:
            name, behind = _longest_phrase(lexemes, at, vocabulary)
            role, value = vocabulary.roles.get(name, _UNKNOWN)
        end = lexemes[behind - 1].end
        tokens.append(
            Token(role, value, name, first.start, end, first.glued, first.fresh, first.new_line)
        )
        at = behind
    end = tokens[-1].end if tokens else 0
    return (*tokens, *[Token(Role.END, 0, "", end, end, False, True, True)] * 6)


_UNKNOWN: Final = (Role.WORD, 0)


def _longest_phrase(lexemes: list[_Lexeme], at: int, vocabulary: Vocabulary) -> tuple[str, int]:
    """Give the longest phrase of the vocabulary at a word, else the word, and where it ends."""
    name = phrase = lexemes[at].text
    at = behind = at + 1
    while phrase in vocabulary.heads and at < len(lexemes):
        phrase = f"{phrase} {lexemes[at].text}"
        at += 1
        if phrase in vocabulary.roles:
            name, behind = phrase, at
    return name, behind


def _is_ordinal(number: _Lexeme, ending: _Lexeme) -> bool:
    """Tell `1er`, `2e`, `3ème`; only `er` may stand apart, as in `1 er mars`."""
    if len(number.text) > 2 or ending.text not in _ORDINAL_ENDS or ending.new_line:
        return False
    return ending.glued or (ending.text == "er" and number.text == "1")
