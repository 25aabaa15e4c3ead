"""Who does the work changes nothing in it: one process or several, forked or not, alive or lost."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import chores
import pytest
from chores import Chore
from conftest import ROOT

from fichegen import labour
from fichegen.cli.options import cores
from fichegen.diagnostics import FichegenError
from fichegen.labour import LabourError, Workforce, workforce

SQUARES = [number**2 for number in range(12)]
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")


def tasks(log: Path | str = "", count: int = 12) -> list[Chore]:
    return [Chore(number, os.getpid(), str(log)) for number in range(count)]


def who(log: Path) -> dict[int, list[int]]:
    """Return the processes that have done each task."""
    found: dict[int, list[int]] = {}
    for line in log.read_text(encoding="ascii").splitlines():
        number, process = line.split()
        found.setdefault(int(number), []).append(int(process))
    return found


@pytest.fixture(autouse=True)
def _nobody_is_left() -> Iterator[None]:
    """After each test no process is left, and what was set aside is looked through again."""
    frozen = gc.get_freeze_count()
    yield
    deadline = time.monotonic() + 10
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not multiprocessing.active_children()
    assert gc.get_freeze_count() <= frozen


@pytest.fixture(params=["fork", "spawn"])
def several(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Workforce:
    """Several processes, made as the system can, or as where they know nothing of this one."""
    if request.param == "spawn":
        monkeypatch.setattr(labour, "_forks", lambda: False)
    elif not labour._forks():
        pytest.skip("forks on Linux alone")
    return workforce(3)


# ---------------------------------------------------------------- the same, whoever does it


@pytest.mark.parametrize("jobs", [1, 2, 5, 40])
def test_one_process_and_several_give_the_same(jobs: int) -> None:
    assert [*workforce(jobs).each(chores.square, tasks())] == SQUARES


@pytest.mark.parametrize("jobs", [-1, 0])
def test_there_is_always_one(jobs: int) -> None:
    assert workforce(jobs).jobs == 1
    assert [*workforce(jobs).each(chores.square, tasks())] == SQUARES


def test_the_order_is_kept(several: Workforce) -> None:
    assert [*several.each(chores.square_last_first, tasks())] == SQUARES


def test_others_do_the_work_each_task_once(several: Workforce, tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert [*several.each(chores.square, tasks(log))] == SQUARES
    done = who(log)
    processes = {process for each in done.values() for process in each}
    assert sorted(done) == [*range(12)]
    assert all(len(each) == 1 for each in done.values())
    assert os.getpid() not in processes
    assert len(processes) <= 3


def test_it_can_be_asked_again_and_again(several: Workforce) -> None:
    for _ in range(3):
        assert [*several.each(chores.square, tasks())] == SQUARES
    several.close()


def test_no_work_needs_nobody() -> None:
    assert [*workforce(3).each(chores.square, [])] == []


@pytest.mark.parametrize(("count", "least", "here"), [(1, 2, True), (2, 2, False), (4, 5, True)])
def test_little_work_is_done_here(tmp_path: Path, count: int, least: int, here: bool) -> None:
    log = tmp_path / "log"
    made = [*workforce(3).each(chores.square, tasks(log, count), least=least)]
    assert made == SQUARES[:count]
    assert ({*who(log)} == {*range(count)}) is True
    assert all(process == [os.getpid()] for process in who(log).values()) is here


def test_one_process_does_no_more_than_it_is_asked_for(tmp_path: Path) -> None:
    """What is done is handed over at once: nothing is gathered."""
    log = tmp_path / "log"
    made = workforce(1).each(chores.square, tasks(log))
    assert not log.exists()
    assert [next(made), next(made)] == [0, 1]
    assert [*who(log)] == [0, 1]


# ---------------------------------------------------------------- the way processes are made


@ON_LINUX
def test_on_linux_they_know_what_this_one_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "INHERITED", ["mot"])
    force = workforce(2)
    assert not force.needs_telling
    assert [*force.each(chores.tell_inherited, tasks(count=4))] == [("mot",)] * 4


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_they_must_be_told(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr("fichegen.labour.sys", type("Sys", (), {"platform": platform}))
    monkeypatch.setattr(chores, "INHERITED", ["mot"])
    force = workforce(2)
    assert force.needs_telling
    assert not workforce(1).needs_telling
    assert [*force.each(chores.tell_inherited, tasks(count=4))] == [()] * 4


def test_a_cluster_must_be_told() -> None:
    assert workforce(1, "dask://localhost:1").needs_telling


def test_there_are_as_many_as_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1


# ---------------------------------------------------------------- processes that are lost


@pytest.mark.parametrize("work", [chores.leave, chores.be_killed, chores.always_be_killed])
def test_a_process_that_is_lost_changes_nothing(
    several: Workforce, tmp_path: Path, work: Callable[[Chore], int]
) -> None:
    log = tmp_path / "log"
    assert [*several.each(work, tasks(log))] == SQUARES
    assert [*several.each(chores.square, tasks(log))] == SQUARES
    assert os.getpid() in who(log)[3]


def test_processes_that_cannot_even_begin_change_nothing(
    several: Workforce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labour, "_begin", _break)
    assert [*several.each(chores.square, tasks())] == SQUARES


def _break() -> None:
    os._exit(1)


def _no_room(*_: object) -> None:
    raise RuntimeError("can't start new thread")


class _Crowded:
    Thread = _no_room


@ON_LINUX
def test_processes_without_room_for_a_thread_leave_without_a_word(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    begin = labour._begin

    def crowded() -> None:
        vars(labour)["threading"] = _Crowded  # in the other process alone
        begin()

    monkeypatch.setattr(labour, "_begin", crowded)
    assert [*workforce(3).each(chores.square, tasks())] == SQUARES
    assert capfd.readouterr() == ("", "")


@ON_LINUX
def test_a_pool_that_dies_for_want_of_memory_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Its own thread hands the tasks out; when that has died, nobody says so."""
    log, hook = tmp_path / "log", threading.excepthook
    monkeypatch.setattr("multiprocessing.queues.Queue._start_thread", _no_room)
    assert [*workforce(3).each(chores.square, tasks(log))] == SQUARES
    assert {pid for pids in who(log).values() for pid in pids} == {os.getpid()}
    assert capfd.readouterr() == ("", "")
    assert threading.excepthook is hook
    assert not multiprocessing.active_children()


# ---------------------------------------------------------------- what a task raises


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_a_task_raises_comes_out_as_itself(jobs: int) -> None:
    made = workforce(jobs).each(chores.fail, tasks())
    assert [next(made) for _ in range(3)] == SQUARES[:3]
    with pytest.raises(chores.OddError) as caught:
        next(made)
    assert caught.value.args == (3, "é")
    assert next(made, None) is None


def test_what_a_task_raises_comes_out_as_itself_from_any(several: Workforce) -> None:
    with pytest.raises(chores.OddError) as caught:
        [*several.each(chores.fail, tasks())]
    assert caught.value.args == (3, "é")


def test_a_finding_that_a_task_raises_comes_out_as_itself(several: Workforce) -> None:
    with pytest.raises(FichegenError) as caught:
        [*several.each(chores.refuse, tasks())]
    assert caught.value.finding.code == "FG802"


def test_what_cannot_be_sent_back_ends_the_work(several: Workforce) -> None:
    with pytest.raises((AttributeError, TypeError, pickle.PicklingError)):
        [*several.each(chores.give_what_cannot_be_sent, tasks())]


def test_what_others_raise_while_it_is_asked_ends_the_work(several: Workforce) -> None:
    """As where a cache cannot be written between two chunks."""
    with pytest.raises(chores.OddError):  # noqa: PT012 - the loop is what is tried
        for done in several.each(chores.square, tasks()):
            if done:
                raise chores.OddError


# ---------------------------------------------------------------- interruptions


def test_an_interrupt_here_ends_the_others(several: Workforce, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - the loop is what is tried
        for _ in several.each(chores.wait_long, tasks(log, 30)):
            raise KeyboardInterrupt
    assert len(who(log)) < 30
    done = log.read_text(encoding="ascii")
    time.sleep(0.5)
    assert log.read_text(encoding="ascii") == done


INTERRUPTED = """
import os, sys
sys.path.insert(0, {tests!r})
import chores
from chores import Chore
from fichegen import labour
if __name__ == "__main__":
    labour._forks = lambda: {forks}
    try:
        todo = [Chore(n, os.getpid(), sys.argv[1]) for n in range(40)]
        print("prêt", flush=True)
        for done in labour.workforce(2).each(chores.wait_long, todo):
            pass
    except KeyboardInterrupt:
        sys.exit(130)
"""


@pytest.mark.skipif(os.name == "nt", reason="knows no groups of processes")
@pytest.mark.parametrize("forks", [pytest.param(True, marks=ON_LINUX), False])
def test_nothing_is_left_running_after_an_interrupt(tmp_path: Path, forks: bool) -> None:
    """Ctrl+C reaches all processes of a terminal at once; one ends them all, without a word."""
    log, script = tmp_path / "log", tmp_path / "script.py"
    script.write_text(INTERRUPTED.format(tests=str(ROOT / "tests"), forks=forks), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(log)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        wait_until(
            lambda: log.exists() and len({*map(tuple, who(log).values())}) > 1
        )  # both are there
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said.decode()) == (130, "")
    wait_until(lambda: not is_anybody_of(process.pid))
    assert len(who(log)) < 40


@pytest.mark.skipif(os.name == "nt", reason="knows no groups of processes")
@pytest.mark.parametrize("forks", [pytest.param(True, marks=ON_LINUX), False])
@pytest.mark.parametrize("moment", [0.0, 0.03, 0.1])
def test_an_interrupt_while_processes_are_made_is_quiet_too(
    tmp_path: Path, forks: bool, moment: float
) -> None:
    script = tmp_path / "script.py"
    script.write_text(INTERRUPTED.format(tests=str(ROOT / "tests"), forks=forks), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "log")],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process:
        assert process.stdout
        assert process.stdout.readline()
        time.sleep(moment)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert (process.returncode, said.decode()) == (130, "")
    wait_until(lambda: not is_anybody_of(process.pid))


def wait_until(come: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not come():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_anybody_of(group: int) -> bool:
    """Tell whether a process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# ---------------------------------------------------------------- a cluster


def test_without_the_module_for_clusters_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    force = workforce(1, "dask://ici:8786")
    with pytest.raises(LabourError) as caught:
        [*force.each(chores.square, tasks())]
    assert caught.value.finding.code == "FG807"
    assert "dask://ici:8786" in caught.value.finding.message
    assert "fichegen[dask]" in caught.value.finding.message
    force.close()


class _Scheduler:
    """A cluster that is this process, and notes what becomes of it."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault
        self.asked: list[str] = []

    def module(self) -> object:
        scheduler = self

        class Client:
            def __init__(self, address: str, **_: object) -> None:
                scheduler.asked.append(address)
                if scheduler.fault:
                    raise scheduler.fault

            def wait_for_workers(self, count: int, timeout: float) -> None:
                assert (count, timeout) == (1, 30)

            def get_executor(self, **_: object) -> _Scheduler:
                return scheduler

        return type("distributed", (), {"Client": Client})

    def submit(self, work: Callable[[Chore], int], task: Chore) -> object:
        value = work(pickle.loads(pickle.dumps(task)))
        return type("Future", (), {"result": lambda _: value, "cancel": lambda _: None})()

    def shutdown(self) -> None:
        self.asked.append("fin")


@pytest.mark.parametrize("fault", [OSError("timed out"), TimeoutError(), ValueError("adresse")])
def test_where_nobody_answers_it_is_told(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    monkeypatch.setitem(sys.modules, "distributed", _Scheduler(fault).module())
    with pytest.raises(LabourError) as caught:
        [*workforce(1, "dask://ici:8786").each(chores.square, tasks())]
    assert caught.value.finding.code == "FG807"
    assert "personne n'y répond" in caught.value.finding.message


def test_a_cluster_is_asked_for_once_and_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduler = _Scheduler()
    monkeypatch.setitem(sys.modules, "distributed", scheduler.module())
    force = workforce(1, "dask://ici:8786")
    few: Sequence[Chore] = tasks(count=1)
    assert [*force.each(chores.square, few)] == [0]
    assert scheduler.asked == []
    for _ in range(2):
        assert [*force.each(chores.square, tasks())] == SQUARES
    force.close()
    force.close()
    assert scheduler.asked == ["tcp://ici:8786", "fin"]


# ---------------------------------------------------------------- no more than there are hands for


@pytest.mark.parametrize(("count", "least"), [(0, 2), (1, 2), (2, 2), (3, 4), (200, 2)])
def test_tasks_may_come_one_by_one(several: Workforce, count: int, least: int) -> None:
    found = several.each(chores.square, iter(tasks(count=count)), least=least)
    assert [*found] == [number**2 for number in range(count)]


@pytest.mark.parametrize("jobs", [1, 2])
def test_tasks_are_asked_for_when_there_are_hands_for_them(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labour, "_AHEAD", 4)
    asked = 0

    def coming() -> Iterator[Chore]:
        nonlocal asked
        for task in tasks(count=40):
            asked += 1
            yield task

    ahead = 4 * jobs if jobs > 1 else 1
    for done, square in enumerate(workforce(jobs).each(chores.square, coming()), 1):
        assert square == (done - 1) ** 2
        assert done <= asked < done + ahead
    assert asked == 40
