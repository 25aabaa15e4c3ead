"""The title of a document: what it calls so, else what looks most like one, which is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading import is_container

from .blocks import Block, Table
from .labels import Form, Label
from .layouts import Piece

_LONGEST: Final = 150
_NO_TITLE: Final = (".", ";", ",", ":")
_SUBJECT: Final = expression(
    r"(?:objet|sujet|subject)\s*:\s*(?:(?:tr|re|fwd?)\s*:\s*)*", re.IGNORECASE
)
_HEADER: Final = expression(r"(?:de|à|cc|from|to|envoyé|date|répondre à)\s*:\s", re.IGNORECASE)
_QUOTED: Final = expression(r"\"[^\"]+\"|«[^«»]+»|“[^“”]+”")
_GOES_ON: Final = expression(r"(?:module|mod\.?|niveau|partie) ?(?:n ?)?\d")
_GENERIC: Final = expression(
    r"(?:(?:(?:prochaine?|nouvelle|nouveau|notre|fiche|programme|catalogue|plan|offre|annee|pedagogique"
    r"|technique|descriptive?|formations?|stages?|sessions?|de|d|la|le|les|n|no|\d+)\b) ?)+"
)
"""Words, by their key, of which none tells what a course is about."""
_WITHOUT: Final = "Fiche sans titre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """What a fiche is called."""

    words: str
    at: str
    """Where it was found, in words for people."""
    sure: bool


def find_title(
    pieces: Sequence[Piece], named: str, file: str
) -> tuple[Title, list[Piece], tuple[str, ...]]:
    """Find the title among the pieces.

    Gives it, the other pieces in their order, and the words above it that only say what kind of
    document this is: "Fiche formation".
    """
    found = _styled(pieces) or _labelled(pieces) or _headed(pieces) or _first_line(pieces)
    if found is None:
        words, at = (named, "titre de la fenêtre") if named else (_of_file(file), "nom du fichier")
        return Title(words=text.squeeze(words) or _WITHOUT, at=at, sure=False), [*pieces], ()
    how = found.how
    words = " – ".join(text.squeeze(_title_words(pieces[number])) for number in found.places)
    if _QUOTED.fullmatch(words):
        words = words[1:-1].strip()
    if subject := _SUBJECT.match(words):
        how, words = f"« {subject[0].strip()} »", words[subject.end() :]
    rest: list[Piece] = []
    banners: list[str] = []
    for number, piece in enumerate(pieces):
        if number < found.places[0] and _is_banner(piece):
            banners.append(_title_words(piece))
        elif number not in found.places and number != found.label:
            rest.append(piece)
        elif isinstance(piece, Label) and number != found.label:
            rest.extend(piece.body[1:] if piece.known else piece.body)
    at = pieces[found.places[0]].at
    title = Title(words=words, at=f"{how}, {at}" if how else at, sure=found.sure)
    return title, rest, tuple(banners)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The pieces that make a title."""

    places: tuple[int, ...]
    how: str = ""
    sure: bool = False
    label: int = -1
    """The place of a label above it, which then has nothing more to say."""


def _styled(pieces: Sequence[Piece]) -> _Found | None:
    """Find what the document itself calls its title."""
    styled = [n for n, piece in enumerate(pieces) if isinstance(piece, Block) and piece.title]
    if not styled:
        return None
    places = (styled[0], *_going_on(pieces, styled[0], styled))
    return _Found(places=places, how="titre du document", sure=True)


def _labelled(pieces: Sequence[Piece]) -> _Found | None:
    """Find "Intitulé : …", on one line or two."""
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Label) or not piece.known or piece.known.name != "titre":
            continue
        if piece.body and isinstance(piece.body[0], Block):
            return _Found(places=(number,), how=f"« {piece.words} »", sure=True)
        below = pieces[number + 1] if number + 1 < len(pieces) else None
        if isinstance(below, Block):
            how = f"sous « {piece.words} »"
            return _Found(places=(number + 1,), how=how, sure=True, label=number)
    return None


def _headed(pieces: Sequence[Piece]) -> _Found | None:
    """Find the one heading of level 1, else the largest heading above any known label."""
    top = [number for number, piece in enumerate(pieces) if _level(piece) == 1]
    before = _before_fields(pieces)
    heads = [number for number in before if _is_head(pieces[number])]
    if len(top) == 1 and _is_head(pieces[top[0]]):
        sure = top[0] in before
        places = (top[0], *_going_on(pieces, top[0]))
        return _Found(places=places, how="titre de niveau 1", sure=sure)
    if not heads:
        return None
    best = max(heads, key=lambda n: (_level(pieces[n]) == 1, _size(pieces[n]), -n))
    return _Found(places=(best, *_going_on(pieces, best)), how="titre")


def _first_line(pieces: Sequence[Piece]) -> _Found | None:
    """Find the subject of a message, else the largest line above any known label."""
    before = _before_fields(pieces)
    lines = [number for number in before if _SUBJECT.match(_title_words(pieces[number]))]
    lines = lines or [number for number in before if _is_line(pieces[number])]
    if not lines:
        return None
    best = max(lines, key=lambda n: (_size(pieces[n]), -n))
    return _Found(places=(best, *_going_on(pieces, best)))


def _before_fields(pieces: Sequence[Piece]) -> range:
    known = (n for n, piece in enumerate(pieces) if isinstance(piece, Label) and piece.known)
    return range(next(known, len(pieces)))


def _going_on(pieces: Sequence[Piece], first: int, styled: Sequence[int] = ()) -> tuple[int, ...]:
    """Return the place of a second line of the title: another styled one, or "Module 2 « … »"."""
    second = first + 1
    if second >= len(pieces):
        return ()
    words = _title_words(pieces[second])
    goes_on = len(words) <= _LONGEST and _GOES_ON.match(text.key(words))
    return (second,) if second in styled or goes_on else ()


def _is_head(piece: Piece) -> bool:
    return (
        isinstance(piece, Label)
        and piece.known is None
        and piece.form in (Form.HEADING, Form.STRONG, Form.CAPITALS)
        and not piece.is_group
        and not _is_banner(piece)
    )


def _is_banner(piece: Piece) -> bool:
    """Tell whether words only say what kind of document this is: "Fiche formation", "Prochain stage"."""
    if isinstance(piece, Label) and (piece.known or piece.body):
        return False
    words = _title_words(piece)
    container = isinstance(piece, Label) and piece.is_container
    return container or is_container(words) or bool(_GENERIC.fullmatch(text.key(words)))


def _is_line(piece: Piece) -> bool:
    if not isinstance(piece, Block):
        return False
    words = piece.text.strip()
    return (
        not piece.depth
        and 0 < len(words) <= _LONGEST
        and not words.endswith(_NO_TITLE)
        and "\n" not in words
        and "@" not in words
        and not _HEADER.match(words)
        and not _is_banner(piece)
    )


def _level(piece: Piece) -> int:
    return piece.level if isinstance(piece, Label) else 0


def _size(piece: Piece) -> float:
    """Return the size of a piece's words; strong ones are a little larger than others."""
    block = piece.block if isinstance(piece, Label) else piece
    if not isinstance(block, Block):
        return 0.0
    return block.size + 0.1 * all(run.look.strong for run in block.runs if run.text.strip())


def _title_words(piece: Piece) -> str:
    if isinstance(piece, Table):
        return ""
    if isinstance(piece, Block):
        return piece.text
    named = piece.known is not None and piece.known.name == "titre" and piece.body
    first = piece.body[0] if named else None
    return first.text if isinstance(first, Block) else piece.words


def _of_file(name: str) -> str:
    """Return a title from the name of a file: "aller_vers-2021.docx"."""
    stem = PurePath(name).stem if name != "-" else ""
    return text.squeeze(stem.replace("_", " ").replace("-", " "))
