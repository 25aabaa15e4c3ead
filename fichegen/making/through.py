"""The whole work of a build, chunk by chunk; what earlier runs have made and still stands is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import routes
from fichegen.artifacts import Laid, Pending, digest
from fichegen.coding import DamageError, codec
from fichegen.diagnostics import Finding
from fichegen.labour import Workforce
from fichegen.pages import File
from fichegen.presenting import Ties
from fichegen.settings import Packing
from fichegen.standing import Standing, recall_standing
from fichegen.theme import compile_all

from .bench import Bench, Plan, bench_of, step_key
from .chunks import SEARCH, Chunk, Made, cut, make_fiches, make_shared
from .twins import lay_twins

_FICHES: Final = 20
"""Fiches made in one go."""
_SHARED: Final = 12
"""Shared files made in one go."""
_FEW: Final = 3
"""Chunks that are made by one process: to have more come costs as much."""

_Files = tuple[tuple[str, str], ...]
"""Paths with the digests of what they hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is noted of a fiche, or of a shared file, for later runs."""

    files: _Files
    findings: tuple[Finding, ...]
    pieces: str = ""
    """What all steps have made of a fiche (`Ties.pieces`), in hexadecimal digits."""


_NOTE: Final = codec(Note)


@dataclass(slots=True)
class Outcome:
    """What came of the work."""

    laid: list[Laid] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Work:
    """The work of one build: what it is made with, and what has come of it so far."""

    def __init__(
        self, plan: Plan, bench: Bench, force: Workforce, progress: Callable[[str, int, int], None]
    ) -> None:
        self.plan, self.bench, self.cache = plan, bench, bench.cache
        self.force, self.progress = force, progress
        bench_of.cache_clear()
        bench_of(plan)  # and processes forked from this one have it too
        self.outcome = Outcome()
        self.stood = Standing()
        if plan.desk:
            self.stood = recall_standing(self.cache, plan.desk.target)
        self._used: set[bytes] = set()
        self._pieces: dict[bytes, bytes] = {}
        """What steps have made, by the keys of fiches."""

    def go_through(self) -> Outcome:
        """Do everything there is to do."""
        ties = self._fiches()
        # Judged with the fiches; made before other processes are, so that each has it.
        self.bench.report  # noqa: B018
        if self.plan.is_whole:
            self._shared(ties)
        else:
            for page in self.bench.site.prose():
                page.make()
            self.outcome.findings += self.bench.presenter.findings
        return self.outcome

    def lay_twins(self, laid: Iterable[Laid], packings: Collection[Packing]) -> tuple[Laid, ...]:
        """Lay files once more, compressed; `laid` are all that are worth it, and others."""
        if not self.plan.desk or not packings:
            return ()
        twins = lay_twins(
            self.plan.desk, laid, packings,
            cache=self.cache, stood=self.stood, force=self.force, progress=self.progress,
        )  # fmt: skip
        self._used.update(twins.keys)
        return twins.laid

    def tidy(self, others: Collection[bytes]) -> None:
        """Take out of the cache what neither this work nor `others` need, once it is much."""
        bench = self.bench
        fiches, steps = bench.layout.presenter.catalogue.fiches, bench.site.steps
        needed = len(self._used) + len(fiches) * len(steps) + len(others)
        if self.cache.holds_more_than(needed):
            kept = {step_key(bench.ties, step, fiche) for fiche in fiches for step in steps}
            self.cache.keep_only({*self._used, *others, *kept})

    def _fiches(self) -> Ties:
        """Make the fiches; gives what the catalogue is known by, now that it is known what came of them."""
        bench, ties = self.bench, self.bench.ties
        fiches = bench.layout.presenter.catalogue.fiches
        pages = [ties.page(fiche) for fiche in fiches]
        keys = [digest(b"made", page) for page in pages]
        missing = self._missing(keys)
        if missing and not self.plan.desk:  # what was made was judged too, but not the other way
            tag = b"seen" if self.plan.is_whole else b"judged"
            keys = [digest(tag, page) for page in pages]
            missing = self._missing(keys, missing)
        chunks = [*cut(self.plan, missing, _FICHES)]
        if self.plan.is_whole and self.force.forks_for(chunks, least=_FEW):
            compile_all(bench.layout.theme)  # once, not once a process
        self._make(make_fiches, chunks, keys, "Fiches")
        made = (
            (fiche.slug, self._pieces.get(key)) for fiche, key in zip(fiches, keys, strict=True)
        )
        return replace(
            ties,
            steps={step.name: place for place, step in enumerate(bench.site.steps)},
            pieces={slug: pieces for slug, pieces in made if pieces},
        )

    def _shared(self, ties: Ties) -> None:
        bench, shared = self.bench, self.bench.shared
        keys = [digest(b"file", file.path.encode(), *_reach(file, ties)) for file in shared]
        keys.append(digest(b"search", *bench.site.searched(ties)))  # the last, as -1 says
        found = self._missing(keys)
        missing = [number if number < len(shared) else SEARCH for number in found]
        self._make(make_shared, self._by_weight(missing), keys, "Pages")

    def _by_weight(self, numbers: Sequence[int]) -> list[Chunk]:
        """Cut shared files into chunks: those that take all fiches together come first, one by one."""
        shared = self.bench.shared
        whole = [n for n in numbers if n != SEARCH and "/" not in shared[n].path]
        first = [n for n in whole if shared[n].path == routes.INDEX]
        searched = [*([SEARCH] if SEARCH in numbers else ()), *first]
        heavy = [n for n in whole if not shared[n].path.endswith(".html")]
        apart = {*searched, *heavy}
        light = [n for n in numbers if n not in apart]
        chunks = [Chunk(self.plan, (number,)) for number in heavy]
        if searched:
            chunks.insert(0, Chunk(self.plan, tuple(searched)))
        return [*chunks, *cut(self.plan, light, _SHARED)]

    def _missing(self, keys: Sequence[bytes], among: Sequence[int] | None = None) -> list[int]:
        """Take over what is noted and stands; return the numbers of what is to be made."""
        numbers = range(len(keys)) if among is None else among
        written = self.cache.get_all(keys[number] for number in numbers)
        missing = []
        for number in numbers:
            note = _read(written.get(keys[number]))
            laid: list[Laid] | None = []
            if note and self.plan.desk:
                laid = self.stood.kept(self.plan.desk, note.files)
            if note is None or laid is None:
                missing.append(number)
                continue
            self.outcome.laid += laid
            self.outcome.findings += note.findings
            self._pieces[keys[number]] = bytes.fromhex(note.pieces)
        self._used.update(keys)
        return missing

    def _make(
        self,
        work: Callable[[Chunk], list[Made]],
        chunks: Sequence[Chunk],
        keys: Sequence[bytes],
        stage: str,
    ) -> None:
        total = sum(len(chunk.numbers) for chunk in chunks)
        done = 0
        self.cache.close()  # processes made from this one must not have it in hand
        for chunk, made in zip(chunks, self.force.each(work, chunks, least=_FEW), strict=True):
            notes: dict[bytes, bytes] = {}
            for number, one in zip(chunk.numbers, made, strict=True):
                self.outcome.laid += one.laid
                self.outcome.findings += one.findings
                files = tuple((each.path, each.digest) for each in one.laid)
                note = Note(files=files, findings=one.findings, pieces=one.pieces.hex())
                notes[keys[number]] = _NOTE.write(note)
                self._pieces[keys[number]] = one.pieces
                notes.update(one.notes)
            self.cache.put_all(notes)
            done += len(chunk.numbers)
            self.progress(stage, done, total)


def _read(written: bytes | None) -> Note | None:
    try:
        return _NOTE.read(written) if written else None
    except DamageError:
        return None


def _reach(file: File, ties: Ties) -> Iterable[bytes]:
    reach = file.reach if isinstance(file, Pending) else None
    return reach(ties) if reach else (ties.everything,)
