"""Who does the work of a build: this process, several of this machine, or a cluster.

Work is cut into chunks that do not need one another. A chunk is a function and an argument that can
be sent elsewhere, and does the same whoever does it, and however often: one whose process is lost
is done again here.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, TypeVar

from fichegen.diagnostics import FichegenError, Span, finding

if TYPE_CHECKING:  # who works alone need not pay for them
    from concurrent.futures import Executor, Future, ProcessPoolExecutor
    from multiprocessing.process import BaseProcess

Task = TypeVar("Task")
Done = TypeVar("Done")

DASK: Final = "dask://"
_FORK: Final = "fork"
_LOST_IN_CLUSTERS: Final = ("KilledWorker", "CommClosedError")
"""How it is told that who had a chunk is no more."""
_PATIENCE: Final = 30
"""Seconds to wait for a worker of a cluster."""
_AHEAD: Final = 64
"""Tasks handed out for each process before what the first of them gives is taken."""
_OF_CLUSTER: Final = 32
"""Processes that a cluster is taken to have, where it matters: who has more waits a little."""
_GLANCE: Final = 1.0
"""Seconds after which it is looked whether somebody is still there to hand out the work."""


class LabourError(FichegenError):
    """Nobody is there to do the work (FG807)."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave rubbish where it lies: next to nothing of a build goes round in circles, and looking for
    it through all that was read takes a fifth of the time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # All of it counts as old now: as young, the next object made would have it looked through.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


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

    def forks_for(self, tasks: Sequence[object], *, least: int = 2) -> bool:
        """Tell whether such tasks would be done by processes that know what this one knows."""
        return self.jobs > 1 and not self.needs_telling and len(tasks) >= least

    def each(
        self, work: Callable[[Task], Done], tasks: Iterable[Task], *, least: int = 2
    ) -> Iterator[Done]:
        """Yield what the tasks give, in their order; fewer than `least` are done by this process.

        Tasks are asked for as there are hands for them.
        """
        if self.jobs == 1 and not self._address:
            yield from map(work, tasks)
            return
        coming = iter(tasks)
        first = [*islice(coming, max(self.jobs, least))]
        every = chain(first, coming)
        if len(first) < least:
            yield from map(work, every)
            return
        ahead = _AHEAD * (_OF_CLUSTER if self._address else self.jobs)
        with self._hired(min(self.jobs, len(first))) as executor:
            yield from _collected(executor, work, every, ahead) if executor else map(work, every)

    def work_alone(self) -> None:
        """Have no process made: they could not know what this one knows."""
        self.jobs = 1

    def _hired(self, jobs: int) -> AbstractContextManager[Executor | None]:
        if self._address:
            if self._cluster is None:
                self._cluster = _cluster(self._address)
            return nullcontext(self._cluster)
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        try:
            context = multiprocessing.get_context(_FORK if _forks() else "spawn")
            executor = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin)
        except (OSError, RuntimeError):  # of a machine that gives no more: this process does it all
            return nullcontext(None)
        return _let_go(executor)

    def close(self) -> None:
        """Let the cluster go."""
        if self._cluster is not None:
            self._cluster.shutdown()
            self._cluster = None


def _collected(
    executor: Executor, work: Callable[[Task], Done], tasks: Iterable[Task], ahead: int
) -> Iterator[Done]:
    """Yield what tasks give, `ahead` of them handed out before the first is taken."""
    coming = iter(tasks)
    handed: deque[tuple[Task, Future[Done] | None]] = deque()
    try:
        while True:
            for task in islice(coming, ahead - len(handed)):
                handed.append((task, _submitted(executor, work, task)))
            if not handed:
                return
            task, future = handed.popleft()
            try:
                done = _awaited(executor, future) if future else work(task)
            except Exception as error:
                if not _is_lost(error):
                    raise
                done = work(task)
            del future  # what was done is let go of
            yield done
    finally:
        for _, future in handed:
            if future:
                future.cancel()


def _submitted(executor: Executor, work: Callable[[Task], Done], task: Task) -> Future[Done] | None:
    """Hand out a task; None where those who would do it are lost, or none could be made."""
    from concurrent.futures import BrokenExecutor, CancelledError

    lost = (BrokenExecutor, CancelledError, OSError, RuntimeError, MemoryError)
    with _undisturbed(), suppress(*lost):
        return executor.submit(work, task)
    return None


def _awaited(executor: Executor, future: Future[Done]) -> Done:
    """Wait for what a task gives; CancelledError where it will never come.

    A pool whose own thread could not be made, or has died for want of memory, says nothing.
    """
    from concurrent.futures import CancelledError, ProcessPoolExecutor, wait

    if not isinstance(executor, ProcessPoolExecutor):
        return future.result()
    while True:
        wait((future,), timeout=_GLANCE)
        if future.done():
            return future.result()
        manager: threading.Thread | None = getattr(executor, "_executor_manager_thread", None)
        if manager is not None and not manager.is_alive() and not future.done():
            raise CancelledError


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep Ctrl-C back while processes are made, and from them: it would end some half made, loudly."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _let_go(executor: ProcessPoolExecutor) -> Iterator[Executor]:
    """Let processes of this machine go when the work is done; those that are forked know what this one knows."""
    gc.freeze()  # what processes share is not to be looked through, and so copied, by each
    loud, threading.excepthook = threading.excepthook, _unheard
    try:
        yield executor
    except BaseException:
        _shut(executor)
        raise
    finally:
        gc.unfreeze()
        threading.excepthook = loud
    _shut(executor)


def _unheard(_: object) -> None:
    """Say nothing of a thread of the pool that has died: what it had to do is done here."""


def _shut(executor: ProcessPoolExecutor) -> None:
    """End the processes of a pool; where nobody is left to tell them, they are killed."""
    workers = [*(getattr(executor, "_processes", None) or {}).values()]
    manager: threading.Thread | None = getattr(executor, "_executor_manager_thread", None)
    if manager is None or manager.is_alive():
        executor.shutdown(wait=True, cancel_futures=True)
        return
    for worker in workers:
        worker.kill()
        worker.join()
    with suppress(RuntimeError):  # a thread that never began cannot be waited for
        executor.shutdown(wait=True, cancel_futures=True)


def _is_lost(error: Exception) -> bool:
    """Tell whether who had a chunk was killed, as when memory runs out, or the scheduler has gone."""
    from concurrent.futures import BrokenExecutor, CancelledError

    lost = isinstance(error, BrokenExecutor | CancelledError)
    return lost or type(error).__name__ in _LOST_IN_CLUSTERS


def _forks() -> bool:
    """Tell whether processes are made that know what this one knows: macOS can, but not safely."""
    return sys.platform == "linux" and hasattr(os, _FORK)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked for the work ends it
    import multiprocessing

    parent = multiprocessing.parent_process()
    try:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    except (
        RuntimeError,
        MemoryError,
    ):  # where there is no room for a thread there is none for work
        os._exit(1)


def _end_with(parent: BaseProcess | None) -> None:
    """End when the one who asked for the work has been killed: nobody waits for it any more."""
    if parent is not None:
        parent.join()
        os._exit(1)


def _cluster(address: str) -> Executor:
    """Connect to a scheduler of Dask, whose workers see the same folder at the same path."""
    where = address.removeprefix(DASK)
    try:
        from distributed import Client
    except ImportError as error:
        raise refused(address, "le module distributed manque : installez fichegen[dask]") from error
    try:
        client = Client(f"tcp://{where}", timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise refused(address, "personne n'y répond") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        client.close()  # type: ignore[no-untyped-call]
        raise refused(address, "aucun travailleur ne s'y est présenté") from error
    executor: Executor = client.get_executor(pure=False, retries=2)  # type: ignore[no-untyped-call]
    return executor


def refused(address: str, reason: str) -> LabourError:
    """Say why others cannot do the work."""
    return LabourError(finding("FG807", Span("--executor"), adresse=address, raison=reason))
