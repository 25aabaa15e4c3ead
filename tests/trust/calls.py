"""Every call of a small build, gone wrong in turn: the site is the old one or the new, and the next build mends."""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from trust.figures import Figure
from trust.injecting import HAPPENINGS, KILL, OF_CACHE, ONLY_WRITING, Injector, Task, injector
from trust.stage import (
    Ran,
    Site,
    State,
    arguments,
    cache_trouble,
    litter,
    loud,
    site_of,
    write_project,
    write_state,
)

ERRORS: Final = ("EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE", "EDQUOT", "ENOMEM")
STATES: Final[tuple[State, ...]] = ((0, 0), (1, 0), (1, 1), (0, 1))
"""In this order each is one edit away from the next: now of all pages, now of a few."""


@dataclass(frozen=True, slots=True)
class Way:
    """How the builds are asked for."""

    words: str
    given: tuple[str, ...] = ()
    exchanges: bool = True


WITH_CACHE: Final = Way("avec la mémoire")
WITHOUT_CACHE: Final = Way("sans mémoire", ("--no-cache",))
WITHOUT_EXCHANGE: Final = Way("sans échange d'un coup", exchanges=False)


class Ground:
    """A project that goes from state to state, with the sites that clean builds make of each."""

    def __init__(self, injector: Injector, folder: Path) -> None:
        self._injector = injector
        self.root = folder / "project"
        self._clean = folder / "clean"
        self.number = 0
        self._calls: dict[tuple[Way, str], int] = {}
        write_project(self.root, 2)
        self.expected = {state: self._expected(state) for state in STATES}
        write_state(self.root, self.state)
        self.build(WITH_CACHE)

    @property
    def state(self) -> State:
        """The state that the sources are in."""
        return STATES[self.number % len(STATES)]

    def _expected(self, state: State) -> Site:
        write_state(self.root, state)
        return self.cold()

    def cold(self) -> Site:
        """Return the site that the sources give where nothing was ever built; none where they are wrong."""
        shutil.rmtree(self._clean, ignore_errors=True)
        self._clean.mkdir()
        if (self.root / "content").is_dir():
            shutil.copytree(self.root / "content", self._clean / "content", symlinks=True)
        if (self.root / "templates").is_dir():
            shutil.copytree(self.root / "templates", self._clean / "templates")
        self._injector.do(Task(root=str(self._clean), arguments=arguments("--jobs", "1")))
        return site_of(self._clean / "site") or {}

    def build(self, way: Way, fault: str = "", at: int = 0) -> tuple[Ran, int]:
        """Build, with a fault at one call; gives how many there were too."""
        done = self._injector.do(
            Task(
                root=str(self.root), arguments=arguments("--jobs", "1", *way.given),
                fault=fault, at=at, exchanges=way.exchanges,
            )
        )  # fmt: skip
        return done.ran, done.calls

    def calls(self, way: Way, fault: str) -> int:
        """Return how many calls a fault concerns, in the edit that has the most of them."""
        kind = "cache" if fault in OF_CACHE else "writing" if fault in ONLY_WRITING else "any"
        if (way, kind) not in self._calls:
            counts = []
            for _ in STATES[:2]:
                self.edit()
                counts.append(self.build(way, fault)[1])
            self._calls[way, kind] = max(counts)
        return self._calls[way, kind]

    def edit(self) -> None:
        """Go on to the next state."""
        self.number += 1
        write_state(self.root, self.state)

    def mended(self, what: str, way: Way = WITH_CACHE) -> Iterator[str]:
        """Build without a fault, and tell what is not as it should be then."""
        ran, _ = self.build(way)
        return iter([f"{what} : ensuite {wrong}" for wrong in self._wrong(ran)])

    def _wrong(self, ran: Ran) -> Iterator[str]:
        if wrong := loud(ran):
            yield wrong
        if ran.status:
            yield f"la construction échoue ({ran.status}) : {ran.said[-200:]!r}"
        if site_of(self.root / "site") != self.expected[self.state]:
            yield "le site n'est pas celui d'une construction neuve"
        if left := litter(self.root):
            yield f"il reste {left}"
        if trouble := cache_trouble(self.root):
            yield f"la mémoire est abîmée : {trouble}"


def _chosen(total: int, scale: float, seed: int, least: int) -> Sequence[int]:
    """Choose calls: all of them at full scale, else some, spread over the whole."""
    dice = random.Random(seed)
    wanted = min(total, max(least, round(total * scale)))
    edges = [round(total * step / wanted) for step in range(wanted + 1)]
    return [dice.randint(low + 1, high) for low, high in pairwise(edges)]


def failing(ground: Ground, way: Way, fault: str, scale: float, seed: int) -> Figure:
    """Let each call fail in turn."""
    failed: list[str] = []
    chosen = _chosen(ground.calls(way, fault), scale, seed, least=3 if fault == KILL else 1)
    for at in chosen:
        old = ground.expected[ground.state]
        ground.edit()
        new = ground.expected[ground.state]
        what = f"{fault}, appel {at}, {way.words}, état {ground.state}"
        ran, _ = ground.build(way, fault, at)
        site = site_of(ground.root / "site")
        if fault == KILL:
            is_absent_rightly = site is None and not way.exchanges
            if site not in (old, new) and not is_absent_rightly:
                failed.append(f"{what} : le site n'est ni l'ancien ni le nouveau")
        else:
            if wrong := loud(ran):
                failed.append(f"{what} : {wrong}")
            if site != new and not (ran.status and site == old):
                failed.append(f"{what} : finit par {ran.status}, et le site n'est pas le bon")
        failed += ground.mended(what, way)
    words = "tué" if fault == KILL else fault
    return Figure(what=f"Chaque appel : {words}, {way.words}", tried=len(chosen), failed=(*failed,))


def happening(ground: Ground, event: str, scale: float, seed: int) -> Figure:
    """Let something happen before one call and another; then undo it."""
    way, failed = WITH_CACHE, list[str]()
    at_site = event.startswith("the site")
    chosen = _chosen(ground.calls(way, event), scale / 8, seed, least=1)
    for at in chosen:
        old = ground.expected[ground.state]
        ground.edit()
        new = ground.expected[ground.state]
        what = f"{event}, appel {at}, état {ground.state}"
        ran, _ = ground.build(way, event, at)
        if wrong := loud(ran):
            failed.append(f"{what} : {wrong}")
        site = site_of(ground.root / "site")
        changed = ground.cold()
        allowed: list[Site | None] = [old, new, changed]
        if at_site:  # whoever does that after the swap does it to the new one
            allowed += [None, {}, {"notes.txt": _OTHERS}]
        if site not in allowed:
            failed.append(f"{what} : finit par {ran.status}, et le site n'est pas entier")
        if not ran.status and not at_site and site not in (new, changed):
            failed.append(f"{what} : finit bien, et le site n'est pas le nouveau")
        if (
            "site" not in event
        ):  # what has happened is there to stay: the next build tells or shows it
            again, _ = ground.build(way)
            after = site_of(ground.root / "site")
            if wrong := loud(again):
                failed.append(f"{what} : à la suivante {wrong}")
            if after != (site if again.status else changed):
                failed.append(f"{what} : la construction suivante n'en tient pas compte")
        _undo(ground.root)
        failed += ground.mended(f"{what}, défait", way)
    return Figure(what=f"Pendant la construction : {event}", tried=len(chosen), failed=(*failed,))


_OTHERS: Final = hashlib.sha256("à moi".encode()).hexdigest()


def _undo(root: Path) -> None:
    """Put everything back in its place."""
    for aside in [*root.glob("ailleurs-*"), *(root / "content").glob("ailleurs-*")]:
        place = aside.with_name(aside.name.removeprefix("ailleurs-"))
        if place.is_symlink() or place.is_file():
            place.unlink()
        elif place.is_dir():
            shutil.rmtree(place)
        aside.rename(place)
    fiche = root / "content/f001.md"
    with suppress(OSError):
        fiche.rmdir()
    text = (root / "content/f000.md").read_text(encoding="utf-8")
    text = text.replace("Fiche 0", "Fiche 1").replace("1 juin", "2 juin")
    if not fiche.is_file() or "tout autre" in fiche.read_text("utf-8"):
        fiche.write_text(text.replace("Un autre mot", "Un mot"), encoding="utf-8")


def calls(scale: float, seed: int, folder: Path, say: Callable[[str], None]) -> Iterator[Figure]:
    """Try every call of a small build with every fault; below full scale, some calls of each."""
    with injector() as process:
        ground = Ground(process, folder)
        for way in (WITH_CACHE, WITHOUT_CACHE, WITHOUT_EXCHANGE):
            for fault in (KILL, *ERRORS) if way is WITH_CACHE else (KILL, "EIO", "ENOSPC"):
                yield _said(failing(ground, way, fault, scale, seed), say)
        for fault in OF_CACHE:
            yield _said(failing(ground, WITH_CACHE, fault, scale, seed), say)
        for event in HAPPENINGS:
            yield _said(happening(ground, event, scale, seed), say)


def _said(figure: Figure, say: Callable[[str], None]) -> Figure:
    say(f"{figure.what} : {figure.tried}, dont {len(figure.failed)} en défaut")
    return figure
