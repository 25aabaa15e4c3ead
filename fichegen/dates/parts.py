"""Which parts of speech may stand where in a phrase about dates: the tables of `scan`."""

from __future__ import annotations

from typing import Final

from .roles import Role
from .values import Half

LINKS: Final = frozenset(
    {
        Role.AND,
        Role.PLUS,
        Role.COMMA,
        Role.SEMICOLON,
        Role.COLON,
        Role.DASH,
        Role.SLASH,
        Role.ARROW,
        Role.OPEN,
        Role.CLOSE,
        Role.FROM,
        Role.TO,
        Role.UNTIL,
        Role.ARTICLE,
        Role.PREPOSITION,
        Role.FILLER,
        Role.LABEL,
        Role.BEFORE,
        Role.DOT,
        Role.PER,
    }
)
CONNECTORS: Final = 6
"""Small words that may stand together between two words of a place: "à l'angle de la"."""
BEGINNING: Final = ("a", "des")
"""What leads to the hour at which a day begins, folded."""
ONLY_LINKS: Final = LINKS - {Role.FROM, Role.LABEL}
"""Links that begin nothing else: most tokens of a list."""
AFTER_DAY: Final = frozenset(
    {
        Role.AND,
        Role.PLUS,
        Role.COMMA,
        Role.SEMICOLON,
        Role.DASH,
        Role.SLASH,
        Role.ARROW,
        Role.DOT,
        Role.TO,
        Role.UNTIL,
        Role.FROM,
        Role.OPEN,
        Role.CLOSE,
        Role.ARTICLE,
        Role.PREPOSITION,
        Role.NUMBER,
        Role.NOON,
        Role.OR,
        Role.REFUSED,
        Role.END,
    }
)
LEADING: Final = frozenset({Role.PREPOSITION, Role.TO, Role.FROM, Role.ARTICLE})
APART: Final = frozenset({Role.COMMA, Role.COLON, Role.SEMICOLON, Role.DASH})
UNBROKEN: Final = frozenset(
    {Role.AND, Role.COMMA, Role.PLUS, Role.FROM, Role.ARTICLE, Role.TO, Role.OPEN, Role.COLON}
)
SAID: Final = {
    Role.START: "start",
    Role.RENTREE: "start",
    Role.BEGIN: "begin",
    Role.FINISH: "finish",
    Role.BETWEEN: "between",
    Role.LAST: "last",
    Role.ON_REQUEST: "request",
    Role.TO_DEFINE: "define",
    Role.TO_CONFIRM: "confirm",
    Role.INTRA: "confirm",
    Role.RELATIVE: "relative",
}
"""Where `Scan` keeps the first of such words."""
HALVES: Final = {
    Role.MORNING: Half.MORNING,
    Role.AFTERNOON: Half.AFTERNOON,
    Role.WHOLE: Half.WHOLE,
}
BESIDE_WORDS: Final = frozenset(
    {
        Role.WORD,
        Role.ARTICLE,
        Role.FROM,
        Role.TO,
        Role.PREPOSITION,
        Role.FILLER,
        Role.LABEL,
        Role.NUMERAL,
        Role.STREET,
        Role.ROOM,
        Role.COUNTED,
        Role.HALF,
        Role.AND,
    }
)
