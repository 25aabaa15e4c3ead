"""The chunks of a build: some fiches with their files, some files in which fiches meet.

Any process can do a chunk, and a chunk done twice gives the same files.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Final

from fichegen.artifacts import Laid, digest
from fichegen.audit import JUDGED
from fichegen.checks import check_fiche
from fichegen.diagnostics import Finding
from fichegen.exporters import cut_findings
from fichegen.model import Fiche
from fichegen.output import Desk
from fichegen.pages import File
from fichegen.theme import ThemeError

from .bench import Bench, Plan, bench_of

_TURN: Final = Lock()
"""A process does one chunk at a time: a worker of a cluster may have several threads."""
SEARCH: Final = -1
"""Stands for the files of the search among the numbers of shared files."""


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one fiche, or of one file."""

    laid: tuple[Laid, ...]
    findings: tuple[Finding, ...]
    notes: tuple[tuple[bytes, bytes], ...] = ()
    """What others need of it, with the keys it is noted by."""
    pieces: bytes = b""
    """What it is known by, a step after another (`Ties.pieces`)."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some fiches, or shared files, by their numbers."""

    plan: Plan
    numbers: tuple[int, ...]


def make_fiches(chunk: Chunk) -> list[Made]:
    """Make the files of some fiches, and judge them."""
    with _TURN:
        bench = bench_of(chunk.plan)
        fiches = bench.layout.presenter.catalogue.fiches
        return [_made_fiche(bench, chunk.plan, fiches[number]) for number in chunk.numbers]


def _made_fiche(bench: Bench, plan: Plan, fiche: Fiche) -> Made:
    presenter = bench.presenter
    presenter.forget()
    laid: list[Laid] = []
    findings: list[Finding] = [*check_fiche(fiche, presenter.today)]
    fresh: dict[bytes, bytes] = {}
    pieces = b""
    bench.keeper.fresh = fresh
    if plan.is_whole:
        for file in bench.site.of_fiche(fiche):
            _lay(plan.desk, file, laid, findings)
        try:
            pieces = b"".join(digest(presenter.kept(step, fiche)) for step in bench.site.steps)
        except ThemeError as error:  # a card
            findings.append(error.finding)
    else:
        for page in bench.site.prose_of_fiche(fiche):
            page.make()
        presenter.kept(JUDGED, fiche)
    bench.keeper.fresh = None
    findings += (*presenter.findings, *cut_findings(presenter, fiche))
    return Made(tuple(laid), tuple(findings), tuple(fresh.items()), pieces)


def make_shared(chunk: Chunk) -> list[Made]:
    """Make some of the files in which fiches meet."""
    with _TURN:
        bench = bench_of(chunk.plan)
        return [_made_shared(bench, chunk.plan, number) for number in chunk.numbers]


def _made_shared(bench: Bench, plan: Plan, number: int) -> Made:
    presenter = bench.presenter
    presenter.forget()
    laid: list[Laid] = []
    findings: list[Finding] = []
    try:
        files: Sequence[File] = bench.site.search() if number == SEARCH else (bench.shared[number],)
    except ThemeError as error:  # a card: no list can be made
        return Made((), (error.finding,))
    for file in files:
        _lay(plan.desk, file, laid, findings)
    findings += presenter.findings
    return Made(tuple(laid), tuple(findings))


def _lay(desk: Desk | None, file: File, laid: list[Laid], findings: list[Finding]) -> None:
    try:
        body = file.body
    except ThemeError as error:
        findings.append(error.finding)
        return
    laid.append(desk.lay(file.path, body) if desk else Laid(file.path, "", (0, 0, 0), is_new=False))


def cut(plan: Plan, numbers: Sequence[int], size: int) -> Iterator[Chunk]:
    """Cut numbers into chunks."""
    for start in range(0, len(numbers), size):
        yield Chunk(plan, tuple(numbers[start : start + size]))
