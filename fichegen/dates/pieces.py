"""What the scanner finds in a phrase about dates, and how it says that it understands none."""

from __future__ import annotations

from dataclasses import dataclass, field

from .hours import Stretch
from .marks import Link, Mark
from .tokens import Token
from .values import Half, Problem


class NotUnderstoodError(Exception):
    """Ends the reading of a phrase with the problems found; never leaves this package."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mark in its phrase."""

    mark: Mark
    link: Link
    opened: bool
    """True behind "du": a dash then makes a range."""
    line: int
    """Number of the line, or of the part between semicolons, it begins in."""
    added: bool
    """True behind "+" or "puis": the hours that follow may be meant for it alone."""
    named: bool = False
    """True where words lead to it from there: "+ classe virtuelle le 2 avril"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Hours or parts of the day, with the number of marks before them."""

    start: int
    end: int
    stretches: tuple[Stretch, ...] = ()
    half: Half | None = None
    index: int
    line: int
    apart: bool
    """True where a comma, a colon or a line sets them apart from the last date."""


@dataclass(slots=True)
class Scan:
    """All that was found in a phrase."""

    marks: list[Placed] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    counts: list[tuple[float, int, int, int]] = field(default_factory=list)
    """Numbers of days beside the dates ("3 jours :"), with their offsets and the marks before."""
    rhythm: list[Token] = field(default_factory=list)
    """Words such as "2 jours par mois", which days known one by one contradict."""
    lengths: list[tuple[int, int, int]] = field(default_factory=list)
    """Minutes that may be a length or a time of the day ("(21h)"), with their offsets."""
    meetings: list[tuple[int, int, int]] = field(default_factory=list)
    """Numbers of meetings beside the dates ("3 ateliers :"), with their offsets."""
    every: list[Token] = field(default_factory=list)
    """Weekdays on which all dates are to fall ("un jeudi par mois : …")."""
    weeks: list[tuple[int, Token]] = field(default_factory=list)
    """Weeks named beside the dates, by their number; 0 where only their days are told."""
    years: list[tuple[int, int, Token]] = field(default_factory=list)
    """Years standing alone: number of marks before, year, token."""
    times: list[tuple[int, int, int]] = field(default_factory=list)
    """Times of the day alone, where they are allowed (deadlines), with their offsets."""
    excepted: tuple[int, Token] | None = None
    """The word that takes the dates behind it out of those before ("sauf"), and how many these are."""
    start: Token | None = None
    """The words that make the date a first day ("à partir du")."""
    begin: Token | None = None
    finish: Token | None = None
    between: Token | None = None
    last: Token | None = None
    """The words that point to the past ("dernier")."""
    request: Token | None = None
    define: Token | None = None
    confirm: Token | None = None
    relative: Token | None = None
    shifted: list[tuple[int, Token]] = field(default_factory=list)
