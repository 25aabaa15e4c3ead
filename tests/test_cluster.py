"""A build whose chunks are done by a real Dask scheduler and two worker processes."""

from __future__ import annotations

import contextlib
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import ROOT
from corpus import write_corpus

COUNT = 90


@dataclass(frozen=True)
class Cluster:
    """A scheduler and its workers, of which the second may be lost."""

    address: str
    workers: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@contextlib.contextmanager
def dask(folder: Path, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask in a folder of its own until it is no more needed."""
    folder.mkdir()
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "dask", *arguments, "--no-dashboard"],
            cwd=folder, stdout=log, stderr=subprocess.STDOUT, env={"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    told = tmp_path / "scheduler.json"
    with contextlib.ExitStack() as stack:
        stack.enter_context(
            dask(tmp_path / "s", "scheduler", "--host", "127.0.0.1", "--port", "0",
                 "--scheduler-file", str(told))
        )  # fmt: skip
        wait_until(told.exists)
        workers = [
            stack.enter_context(
                dask(tmp_path / name, "worker", "--scheduler-file", str(told), "--nthreads", "1",
                     "--no-nanny", "--host", "127.0.0.1", "--local-directory", str(tmp_path / name))
            )
            for name in ("w1", "w2")
        ]  # fmt: skip
        for name in ("w1", "w2"):
            log = tmp_path / name / "log"
            wait_until(lambda log=log: b"Registered to" in log.read_bytes())  # type: ignore[misc]
        address = json.loads(told.read_text())["address"]
        yield Cluster(address.replace("tcp://", "dask://"), (workers[0], workers[1]))


def site_of(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def build(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "fichegen", "build", "-q", "--today", "2026-03-02", *arguments],
        cwd=root, env={"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.mark.parametrize("arguments", [(), ("--no-cache",)])
def test_a_cluster_makes_the_same_site_though_a_worker_is_lost(
    tmp_path: Path, cluster: Cluster, arguments: tuple[str, ...]
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    write_corpus(here, COUNT, seed=5)
    shutil.copytree(here, there)
    assert build(here, "--jobs", "1").wait() == 0
    with build(there, "--executor", cluster.address, *arguments) as process:
        staged = ".site.fichegen-new-*/fiches"
        wait_until(lambda: process.poll() is not None or any(there.glob(staged)))
        cluster.workers[1].send_signal(signal.SIGKILL)
        assert process.wait() == 0
    assert site_of(there) == site_of(here)
    assert cluster.workers[1].wait() == -signal.SIGKILL
    assert sorted(path.name for path in there.iterdir() if path.name != ".fichegen") == [
        "content",
        "site",
    ]


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path) -> None:
    write_corpus(tmp_path, 2, seed=5)
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "build", "--executor", "dask://127.0.0.1:9"],
        cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert "FG807" in ran.stdout.decode()
    assert b"Traceback" not in ran.stderr
    assert not (tmp_path / "site").exists()
