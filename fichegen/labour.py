"""Who does the work of a build: this process, several of this machine, or a cluster.

Work is cut into chunks that do not need one another. A chunk is a function and an argument that can
be sent elsewhere, and does the same whoever does it, and however often: one whose process is lost
is done again here.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Final, TypeVar

from fichegen.diagnostics import FichegenError, Span, finding

Task = TypeVar("Task")
Done = TypeVar("Done")

DASK: Final = "dask://"
_FORK: Final = "fork"


class LabourError(FichegenError):
    """Nobody is there to do the work (FG807)."""


def workforce(jobs: int, address: str = "") -> Workforce:
    """Return who does the work: up to `jobs` processes of this machine, or those at `dask://host:port`."""
    return Workforce(max(1, jobs), address)


class Workforce:
    """Some processes; the connection to a cluster is made once, and kept."""

    def __init__(self, jobs: int, address: str) -> None:
        self.jobs = jobs
        self._address = address
        self._cluster: Executor | None = None

    @property
    def needs_telling(self) -> bool:
        """Tell whether others do the work than this process and those forked from it."""
        return bool(self._address) or (self.jobs > 1 and not _forks())

    def each(
        self, work: Callable[[Task], Done], tasks: Sequence[Task], *, least: int = 2
    ) -> Iterator[Done]:
        """Yield what the tasks give, in their order; fewer than `least` are done by this process."""
        alone = self.jobs == 1 and not self._address
        if alone or len(tasks) < least:
            yield from map(work, tasks)
            return
        with self._hired(min(self.jobs, len(tasks))) as executor:
            yield from _collected(executor, work, tasks)

    def _hired(self, jobs: int) -> AbstractContextManager[Executor]:
        if self._address:
            if self._cluster is None:
                self._cluster = _cluster(self._address)
            return nullcontext(self._cluster)
        return _processes(jobs)

    def close(self) -> None:
        """Let the cluster go."""
        if self._cluster is not None:
            self._cluster.shutdown()
            self._cluster = None


def _collected(
    executor: Executor, work: Callable[[Task], Done], tasks: Sequence[Task]
) -> Iterator[Done]:
    futures: list[Future[Done]] = []
    with suppress(BrokenExecutor, OSError):  # lost before all was handed out, or none could be made
        futures += (executor.submit(work, task) for task in tasks)
    futures.reverse()  # the next one last, so that what was done is let go of
    try:
        for task in tasks:
            future = futures.pop() if futures else None
            try:
                done = future.result() if future else work(task)
            except BrokenExecutor:  # killed, by the system when memory runs out
                done = work(task)
            yield done
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def _processes(jobs: int) -> Iterator[Executor]:
    """Hire processes of this machine, which know what this one knows where they can be forked."""
    context = multiprocessing.get_context(_FORK if _forks() else "spawn")
    executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
    gc.freeze()  # what processes share is not to be looked through, and so copied, by each
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=True, cancel_futures=True)
        raise
    finally:
        gc.unfreeze()
    executor.shutdown(wait=True)


def _forks() -> bool:
    """Tell whether processes are made that know what this one knows: macOS can, but not safely."""
    return sys.platform == "linux" and _FORK in multiprocessing.get_all_start_methods()


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked for the work ends it


def _cluster(address: str) -> Executor:
    """Connect to a scheduler of Dask, whose workers see the same folder at the same path."""
    shown = Span("--executor")
    where = address.removeprefix(DASK)
    try:
        from distributed import Client
    except ImportError as error:
        raise LabourError(
            finding("FG807", shown, adresse=address,
                    raison="le module distributed manque : installez fichegen[dask]")
        ) from error  # fmt: skip
    try:
        client = Client(f"tcp://{where}", timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise LabourError(
            finding("FG807", shown, adresse=address, raison="personne n'y répond")
        ) from error
    executor: Executor = client.get_executor(pure=False, retries=2)  # type: ignore[no-untyped-call]
    return executor
