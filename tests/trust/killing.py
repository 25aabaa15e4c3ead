"""Builds killed at random moments under the eyes of a reader, and builds at the same time."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from trust.figures import Figure
from trust.soak import PAGE, Server, serving, until
from trust.stage import (
    PATIENCE,
    WORDS,
    Reader,
    Site,
    State,
    arguments,
    cache_trouble,
    environment,
    gone,
    litter,
    loud,
    members,
    reading,
    run,
    site_of,
    write_project,
    write_state,
)

FICHES: Final = 90
"""So many that several processes share the work, that of reading too."""
_STATES: Final[tuple[State, ...]] = ((0, 0), (0, 1), (1, 1), (1, 0))
KINDS: Final = ("à froid", "après un changement")
WHO: Final = ("le groupe", "le premier processus", "un des autres")


@dataclass(slots=True)
class Killing:
    """What killing builds of one project has shown so far."""

    root: Path
    dice: random.Random
    expected: dict[State, Site] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    """How long each kind of build takes that nobody kills."""
    number: int = 0
    lost: int = 0
    """Builds that were killed before their end."""
    failed: list[str] = field(default_factory=list)

    def prepare(self, fiches: int) -> None:
        """Have the sites of all states made by clean builds, and the first one published."""
        write_project(self.root, fiches)
        for state in _STATES:
            write_state(self.root, state)
            run(self.root, "--no-cache")
            self.expected[state] = site_of(self.root / "site") or {}
        for kind in KINDS:
            self.step()
            began = time.monotonic()
            run(self.root)
            self.seconds[kind] = time.monotonic() - began

    def step(self) -> State:
        """Go on to the next state."""
        self.number += 1
        state = _STATES[self.number % len(_STATES)]
        write_state(self.root, state)
        return state

    def kill_once(self, kind: str, jobs: int, who: str) -> None:
        """Kill one build, look at the site, and have the next build mend it."""
        old = self.expected[_STATES[self.number % len(_STATES)]]
        new = self.expected[self.step()]
        if kind == KINDS[0]:
            shutil.rmtree(self.root / ".fichegen", ignore_errors=True)
        usual = self.seconds[kind]
        moment = self.dice.random() * usual
        what = (
            f"{kind}, --jobs {jobs}, {who} tué à {moment:.3f} s, état {self.number % len(_STATES)}"
        )
        began = time.monotonic()
        with subprocess.Popen(
            [sys.executable, "-m", "fichegen", *arguments("--jobs", str(jobs))],
            cwd=self.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True, encoding="utf-8",
        ) as process:  # fmt: skip
            with suppress(subprocess.TimeoutExpired):
                process.wait(moment)
            is_killed = process.poll() is None and self._kill(process.pid, who)
            assert process.stdout
            said = process.stdout.read()  # ends with the last who may speak
            status = process.wait(PATIENCE)
        if not is_killed:
            self.seconds[kind] = time.monotonic() - began
        elif status < 0:
            self.lost += 1
        if status and who == WHO[2]:  # the first does the work of those that are lost
            self.failed.append(f"{what} : finit par {status}")
        if not gone(process.pid):
            self.failed.append(f"{what} : il reste des processus {members(process.pid)}")
        if "Traceback" in said:
            self.failed.append(f"{what} : {said[-300:]!r}")
        site = site_of(self.root / "site")
        if site not in (old, new) or (status == 0 and site != new):
            self.failed.append(f"{what} : finit par {status}, et le site n'est pas entier")
        self._mend(what, new)

    def _kill(self, group: int, who: str) -> bool:
        others = [process for process in members(group) if process != group]
        with suppress(ProcessLookupError):
            if who == WHO[0]:
                os.killpg(group, signal.SIGKILL)
            elif who == WHO[1]:
                os.kill(group, signal.SIGKILL)
            elif others:
                os.kill(self.dice.choice(others), signal.SIGKILL)
            else:
                return False
            return True
        return False

    def _mend(self, what: str, new: Site) -> None:
        ran = run(self.root)
        if ran.status or loud(ran):
            self.failed.append(f"{what} : la suivante finit par {ran.status} {ran.said[-300:]!r}")
        if site_of(self.root / "site") != new:
            self.failed.append(f"{what} : la suivante ne fait pas le site d'une construction neuve")
        if left := litter(self.root):
            self.failed.append(f"{what} : il reste {left}")
        if "FG806" in ran.said or cache_trouble(self.root):
            self.failed.append(f"{what} : la mémoire est abîmée {ran.said[-200:]!r}")


def kills(count: int, seed: int, scratch: Path, fiches: int = FICHES) -> Figure:
    """Kill builds at random moments; a reader looks at the site all the time."""
    killing = Killing(scratch / "kills", random.Random(seed))
    killing.prepare(fiches)
    kinds = [(kind, jobs) for kind in KINDS for jobs in (1, 2)]
    with reading(killing.root / "site") as reader:
        for number in range(count):
            kind, jobs = kinds[number % len(kinds)]
            who = WHO[number // len(kinds) % len(WHO)] if jobs > 1 else WHO[0]
            killing.kill_once(kind, jobs, who)
    return Figure(
        what="Constructions tuées (SIGKILL) à un moment au hasard, sous les yeux d'un lecteur",
        tried=count,
        failed=(*killing.failed, *_of_reader(reader)),
        note=f"{killing.lost} arrêtées avant leur fin ; {_seen(reader)}",
    )


def _seen(reader: Reader) -> str:
    return (
        f"{reader.passes} lectures du site entier, {len(reader.generations)} sites différents vus"
    )


def _of_reader(reader: Reader) -> Iterator[str]:
    yield from (f"le lecteur a vu un site mêlé : {seen}" for seen in reader.mixed)
    if reader.absent:
        yield f"le lecteur n'a vu aucun site {reader.absent} fois"


def _shows(server: Server, words: str) -> bool:
    return words in server.ask(f"/{PAGE}")[1]


def meanwhile(rounds: int, root: Path) -> Figure:
    """Build a project while a preview of it is served: neither stands in the way of the other."""
    failed: list[str] = []
    write_project(root, 12)
    with serving(root) as server:
        until(lambda: server.state()["number"])
        for number in range(1, rounds + 1):
            write_state(root, _STATES[number % len(_STATES)])
            ran = run(root)
            words = WORDS[_STATES[number % len(_STATES)][1]]
            if ran.status:
                failed.append(f"tour {number} : finit par {ran.status} : {ran.said[-300:]!r}")
            if words not in (root / "site" / PAGE).read_text("utf-8"):
                failed.append(f"tour {number} : le site n'est pas le nouveau")
            try:
                until(partial(_shows, server, words), 60)
            except TimeoutError:
                failed.append(f"tour {number} : l'aperçu ne suit pas")
    if left := litter(root):
        failed.append(f"il reste {left}")
    return Figure(what="Constructions pendant un aperçu", tried=rounds, failed=(*failed,))


def rivals(rounds: int, at_once: Sequence[int], scratch: Path) -> Iterator[Figure]:
    """Have several builds of one project run at the same time, asked the same or not."""
    for count in at_once:
        for is_same in (True, False):
            yield _rivals(rounds, count, scratch / f"rivals-{count}-{is_same}", is_same=is_same)


def _rivals(rounds: int, count: int, root: Path, *, is_same: bool) -> Figure:
    write_project(root, 12)
    asked = [() if is_same else ("--base-url", f"https://{n}.fr") for n in range(count)]
    expected: list[Site] = []
    failed: list[str] = []
    for title in (0, 1):
        write_state(root, (title, 0))
        for given in asked[: 1 if is_same else count]:
            run(root, "--no-cache", *given)
            expected.append(site_of(root / "site") or {})
    with reading(root / "site") as reader:
        for number in range(rounds):
            write_state(root, (number % 2, 0))
            builds = [
                subprocess.Popen(
                    [sys.executable, "-m", "fichegen", *arguments(*given)], cwd=root, env=environment(),
                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
                )
                for given in asked
            ]  # fmt: skip
            for build in builds:
                said, _ = build.communicate(timeout=PATIENCE)
                if build.returncode or "Traceback" in said or "FG806" in said:
                    failed.append(f"tour {number} : finit par {build.returncode} : {said[-300:]!r}")
            some = len(expected) // 2
            if site_of(root / "site") not in expected[some * (number % 2) :][:some]:
                failed.append(f"tour {number} : le site n'est celui d'aucune des constructions")
            if left := litter(root):
                failed.append(f"tour {number} : il reste {left}")
    words = "demandées pareil" if is_same else "demandées chacune pour une autre adresse"
    return Figure(
        what=f"{count} constructions à la fois, {words}",
        tried=rounds * count,
        failed=(*failed, *_of_reader(reader)),
        note=_seen(reader),
    )
