"""What an editor did where a YAML text cannot be read: where it is, in French, and how to mend it.

The parser tells where it gave up, which is often the line behind the mistake; so the lines around
are looked at for what people do. Told in plain values, as the library has its own room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.expressions import expression
from fichegen.reading.fields import Scope, find

_SHOWN: Final = 60
_KEY: Final = expression(r"[ \t]*(?:-[ \t]+)*(?P<key>[^\s:#][^:]{0,60}?):[ \t]+(?P<value>\S.*)")
_STUCK: Final = expression(r"[ \t]*(?P<key>[^\W\d_][^:\s]{0,40}):(?!//)(?P<value>[^\s:].*)")
_DASH: Final = expression(r"[ \t]*-(?P<words>[^\s-].*)")
_HAS_COLON: Final = expression(r":(?:[ \t]|$)")
_MOST_WORDS: Final = 4
"""Words of a key."""

_QUOTES: Final = "mettez la valeur entre guillemets"
_ADVICE: Final = (
    ("found character '\\t'", "une tabulation", "remplacez la tabulation par des espaces"),
    ("cannot start any token", "un signe qui ne peut pas commencer une valeur (@, `, % ou tabulation)", _QUOTES),
    ("but found '<scalar>'", "du texte après un guillemet ou une accolade, ou un retrait inattendu",
     "mettez toute la valeur entre guillemets, et doublez l'apostrophe si ce sont des '…'"),
    ("expected <block end>", "un retrait inattendu",
     "alignez les clés d'un même niveau ; mettez entre guillemets un texte qui commence par un signe"),
    ("did not find expected key", "un retrait inattendu, ou du texte après un guillemet",
     "alignez les clés d'un même niveau ; mettez toute la valeur entre guillemets"),
    ("expected the node content", "une valeur manque ou commence par un signe réservé", _QUOTES),
    ("escape", "une barre oblique inverse dans un texte entre guillemets doubles",
     "employez des guillemets simples '…', ou doublez la barre"),
    ("sequence entries are not allowed", "un tiret de liste à cet endroit",
     "mettez la liste sur les lignes suivantes, en retrait"),
    ("scanning a block scalar", "du texte derrière le signe d'un bloc (| ou >)",
     "allez à la ligne après ce signe, en retrait ; ou mettez la valeur entre guillemets"),
    ("mapping keys are not allowed", "une valeur qui commence par ?", _QUOTES),
    ("undefined tag handle", "une étiquette inconnue", _QUOTES),
)  # fmt: skip
"""What the parser's words hold, what is wrong, and what to do; the first that fits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Where a parser gave up, rows and columns from 0."""

    words: str
    """Its own words: what it was doing, what it found."""
    at: tuple[int, int]
    begun: tuple[int, int] | None = None
    """Where what it was doing had begun."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What to tell: the place, rows and columns from 0, what is wrong, what to do."""

    row: int
    col: int
    reason: str
    advice: str


def mistake(lines: Sequence[str], trouble: Trouble) -> Mistake:
    """Tell the mistake behind a trouble; `lines` are those of the text."""
    words, (row, col) = trouble.words, trouble.at
    begun = trouble.begun or trouble.at
    if "could not find expected ':'" in words:
        return _without_colon(lines, begun[0])
    if "mapping values are not allowed" in words:
        return _with_colon(lines, row, col)
    if "while scanning an a" in words:  # an alias, an anchor
        sign = lines[begun[0]][begun[1] : begun[1] + 1]
        return Mistake(*begun, f"une valeur commence par « {sign} »", _in_quotes(lines[begun[0]]))
    if "while parsing a flow" in words:
        return _in_brackets(lines, trouble, begun)
    if "while scanning a quoted scalar" in words:
        return Mistake(*begun, "un guillemet n'est pas refermé", "refermez le guillemet")
    for sign, reason, advice in _ADVICE:
        if sign in words:
            shown = _in_quotes(lines[row]) if advice is _QUOTES and row < len(lines) else advice
            return Mistake(row, col, reason, shown)
    return Mistake(row, col, "ce n'est pas du YAML",
                   f"{_QUOTES} ; sinon, comparez avec une fiche qui fonctionne")  # fmt: skip


def _without_colon(lines: Sequence[str], row: int) -> Mistake:
    """Tell of a line that ought to be a key, or an item of a list."""
    line = lines[row]
    indent = len(line) - len(line.lstrip())
    if dash := _DASH.match(line):
        return Mistake(row, indent, "il manque une espace après le tiret",
                       f"écrivez « - {_clipped(dash['words'])} »")  # fmt: skip
    if stuck := _STUCK.match(line):
        return Mistake(row, stuck.end("key"), "il manque une espace après « : »",
                       f"écrivez « {stuck['key']}: {_clipped(stuck['value'])} »")  # fmt: skip
    words = line.split()
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        key, value = " ".join(words[:count]), " ".join(words[count:])
        if any(find(key, scope) for scope in Scope):
            return Mistake(row, indent, "il manque « : » après une clé",
                           f"écrivez « {key}: {_clipped(value)} »")  # fmt: skip
    return Mistake(row, indent, "cette ligne n'a pas de « : »",
                   "écrivez « clé: valeur » ; un texte de plusieurs lignes se met en retrait sous « clé: | »")  # fmt: skip


def _with_colon(lines: Sequence[str], row: int, col: int) -> Mistake:
    """Tell of a colon that ought to be none, or of what stands before the key it belongs to."""
    line = lines[row]
    if _HAS_COLON.search(line[:col]):
        return Mistake(row, col, "un « : » inattendu", _in_quotes(line))
    above = next((at for at in range(row - 1, -1, -1) if _says(lines[at])), None)
    if above is None:
        return Mistake(row, col, "un « : » inattendu", _in_quotes(line))
    if not _HAS_COLON.search(lines[above]):
        return _without_colon(lines, above)
    indent = len(line) - len(line.lstrip())
    return Mistake(row, indent, "un retrait inattendu",
                   f"alignez cette ligne avec « {_clipped(lines[above].strip())} », juste au-dessus ; un texte"
                   " sur plusieurs lignes se met en retrait sous « clé: | »")  # fmt: skip


def _in_brackets(lines: Sequence[str], trouble: Trouble, begun: tuple[int, int]) -> Mistake:
    """Tell of brackets: those never closed where they open, what else is wrong where it stands."""
    row, col = trouble.at
    opening = lines[begun[0]][begun[1] : begun[1] + 1]
    closing, name = ("]", "le crochet") if opening == "[" else ("}", "l'accolade")
    if row == begun[0] and closing in lines[row][begun[1] :]:
        return Mistake(row, col, f"une virgule manque, ou un signe est de trop, entre {opening} et {closing}",
                       "séparez par des virgules, et mettez entre guillemets ce qui porte un signe")  # fmt: skip
    return Mistake(*begun, f"{name} « {opening} » n'est pas refermé{'' if opening == '[' else 'e'}",
                   f"ajoutez « {closing} » à la fin, ou mettez le texte entre guillemets")  # fmt: skip


def _says(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _in_quotes(line: str) -> str:
    """Say to put a value between quotes, as it is to be written where that is simple."""
    found = _KEY.match(line)
    value = found["value"].rstrip() if found else ""
    if not found or len(value) > _SHOWN or any(sign in value for sign in '"\\#'):
        return _QUOTES
    return f'{_QUOTES} : « {found["key"]}: "{value}" »'


def _clipped(words: str) -> str:
    bare = words.rstrip()
    return bare if len(bare) <= _SHOWN else f"{bare[:_SHOWN].rstrip()}…"
