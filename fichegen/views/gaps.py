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
    """To what is to be written in it; its note counts the fields."""
    states: str
    """What it offers from the day of the build on (`states.Timeline`)."""
    score: int
    counts: tuple[GapCount, ...]
    """One a destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMatrixRow:
    """A fiche in the table of one destination."""

    fiche: Link
    """To what is to be written in it."""
    states: str
    """What it offers from the day of the build on (`states.Timeline`)."""
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
    """What is to be written in one field."""

    label: str
    advice: tuple[GapAdvice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFile:
    """What is to be written once, in a file that fiches lean on."""

    path: str
    """Below the folder of the fiches."""
    note: str
    """Whether it is there, how many fiches it concerns, and how many it frees."""
    block: str
    """The lines to copy into it, each to be filled in where it says "…"; empty for none."""
    advice: tuple[str, ...]
    """What else is to be done there."""
    sources: tuple[GapSource, ...]
    """One a destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSheet:
    """What is to be written in one fiche."""

    id: str
    fiche: Link
    path: str
    """The file it is written in, below the folder of the fiches."""
    score: int
    tasks: tuple[GapTask, ...]
    """The most urgent first."""
    files: tuple[str, ...]
    """The paths of the files that it leans on and that lack something."""
    empty: str
    """What is said where there is no task."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRule:
    """When a requirement is met."""

    label: str
    rule: str
    source: str
    """Where the destination asks for it."""
    met: str
    """"8 fiches sur 12"."""
