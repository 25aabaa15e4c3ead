"""What the pages on what fiches lack are put together from."""

from __future__ import annotations

from dataclasses import dataclass

from .parts import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMark:
    """How far a requirement is met: a sign, and the words it stands for."""

    key: str
    """A key of `gaps.Level`, for styles."""
    sign: str
    words: str
    reason: str
    """What is wrong; empty where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapCount:
    """How many requirements of a destination a fiche meets."""

    key: str
    """A key of `gaps.Level`, for styles."""
    met: int
    asked: int
    words: str
    """What follows from it, "complète" or "bloquée"; empty between the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """A fiche in the table of all destinations."""

    fiche: Link
    todo: Link | None
    """To what is to be written in it; none where nothing is."""
    score: int
    counts: tuple[GapCount, ...]
    """One a destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMatrixRow:
    """A fiche in the table of one destination."""

    fiche: Link
    todo: Link | None
    score: int
    marks: tuple[GapMark, ...]
    """One a requirement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSource:
    """Who asks for something to be written."""

    destination: str
    asked: str
    """The requirement it is for."""
    mark: GapMark


@dataclass(frozen=True, slots=True, kw_only=True)
class GapAdvice:
    """One thing to write."""

    words: str
    """May be empty, where the reasons say all."""
    sources: tuple[GapSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapTask:
    """What is to be written in one field, or in one file that many fiches lean on."""

    label: str
    note: str
    """How many fiches it concerns; empty for one."""
    advice: tuple[GapAdvice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSheet:
    """What is to be written in one fiche."""

    id: str
    fiche: Link
    path: str
    """The file it is written in."""
    score: int
    tasks: tuple[GapTask, ...]
    """The most urgent first."""
    empty: str
    """What is said where there is no task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """When a requirement is met."""

    id: str
    label: str
    rule: str
    source: str
    """Where the destination asks for it."""
    met: str
    """"8 fiches sur 12"."""
