"""What each step of a build costs for one fiche, by pytest-benchmark.

    python -m pytest benchmarks/steps.py                     100 invented fiches
    FICHES=1000 python -m pytest benchmarks/steps.py
    python -m pytest benchmarks/steps.py -k render           some steps
    python -m pytest benchmarks/steps.py --benchmark-autosave --benchmark-compare

Every step is done for all the fiches, and its time divided by their number: what is shown is the time
of one fiche. Each round begins with a site that has been put together anew, so that nothing kept from
the round before serves, while what one file keeps for the next within a step does.
"""

# ruff: noqa: INP001, S101 - scripts, no package; what was measured is looked at
from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol

import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.corpus import write_fiches  # noqa: E402 - in ROOT
from benchmarks.facts import TODAY  # noqa: E402
from fichegen.audit import judged, report  # noqa: E402
from fichegen.cache import Cache  # noqa: E402
from fichegen.checks import check_fiche, run_checks  # noqa: E402
from fichegen.intake import Taken, take  # noqa: E402
from fichegen.layout import Layout, files_of, gather, lay_out, themed  # noqa: E402
from fichegen.making.taking import read_some, recalled  # noqa: E402
from fichegen.pages import File, SiteFiles  # noqa: E402
from fichegen.project import Project  # noqa: E402
from fichegen.request import Request  # noqa: E402
from fichegen.sources import SourceFile, read_sources  # noqa: E402
from fichegen.theme import render  # noqa: E402

COUNT: Final = int(os.environ.get("FICHES", "100"))
ROUNDS: Final = 5
OF_FICHE: Final = {"pages": ".html", "calendars": ".ics", "record": ".json"}
"""The files of a fiche and its groups, by how their names end."""
SHARED: Final = (
    "index.html",
    "plan-du-site/index.html",
    "catalogue.json",
    "catalogue.csv",
    "sessions.json",
    "sessions.csv",
    "catalogue.ics",
    "catalogue.jsonld",
    "lheo.xml",
    "feed.xml",
)
"""Files in which all fiches meet."""


def per_fiche() -> float:
    """Tell the time in seconds for each fiche."""
    return time.perf_counter() / COUNT


pytestmark = pytest.mark.benchmark(timer=per_fiche)


class Measured(Protocol):
    """What pytest-benchmark gives to a test, as far as it is used here."""

    def pedantic(
        self, target: Callable[..., Any], *, setup: Callable[[], Any] | None, rounds: int
    ) -> object:
        """Call a target some times, each time with what the setup returns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A project on the disk, and what its sources say."""

    request: Request
    sources: tuple[SourceFile, ...]
    takings: tuple[Taken, ...]

    def layout(self) -> Layout:
        """Put together what was read, anew."""
        said, _ = gather(self.takings, drafts=False)
        return lay_out(self.request, said, themed)

    def site(self) -> SiteFiles:
        """Return the files of a site of which nothing is made yet."""
        layout = self.layout()
        return files_of(layout, lambda: report(layout.presenter))


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Ready:
    """Write the fiches, and read them."""
    root = tmp_path_factory.mktemp("steps")
    write_fiches(root, COUNT)
    project = Project.at(root)
    sources, _ = read_sources(project)
    request = Request(project=project, today_in=lambda _: TODAY)
    return Ready(request=request, sources=sources, takings=tuple(map(take, sources)))


def measure(benchmark: Measured, target: Callable[..., Any], given: Callable[[], Any]) -> None:
    """Measure a target, each time with something that was made anew."""
    benchmark.pedantic(target, setup=lambda: ((given(),), {}), rounds=ROUNDS)


def all_of(files: Iterator[File]) -> int:
    """Make files; return how many bytes they have."""
    return sum(len(file.body) for file in files)


# ------------------------------------------------------------------------------------- reading


def test_find_and_read(benchmark: Measured, ready: Ready) -> None:
    """Sources from the disk."""
    measure(benchmark, read_sources, lambda: ready.request.project)


def test_take(benchmark: Measured, ready: Ready) -> None:
    """Texts to what they say, with the checks of texts."""
    measure(benchmark, lambda sources: [*map(take, sources)], lambda: ready.sources)


@pytest.mark.parametrize("ending", [".md", ".yml"])
def test_take_one_notation(benchmark: Measured, ready: Ready, ending: str) -> None:
    """The same of some of the sources: the time is still divided by the number of all fiches."""
    some = [source for source in ready.sources if source.path.endswith(ending)]
    measure(benchmark, lambda sources: [*map(take, sources)], lambda: some)


def test_cache_write(benchmark: Measured, ready: Ready, tmp_path: Path) -> None:
    """What was read, into the file of the cache."""
    written = dict(zip(map(_key, range(len(ready.sources))), read_some(ready.sources), strict=True))
    numbers = iter(range(ROUNDS))

    def note(cache: Cache) -> None:
        cache.put_all(written)
        cache.close()

    measure(benchmark, note, lambda: Cache(tmp_path / f"{next(numbers)}.sqlite"))


def test_cache_read(benchmark: Measured, ready: Ready, tmp_path: Path) -> None:
    """The same out of it, to objects again."""
    keys = [_key(number) for number in range(len(ready.sources))]
    cache = Cache(tmp_path / "cache.sqlite")
    cache.put_all(dict(zip(keys, read_some(ready.sources), strict=True)))
    measure(benchmark, partial(recalled, cache), lambda: keys)
    assert len(recalled(cache, keys)) == len(keys)
    cache.close()


def _key(number: int) -> bytes:
    return number.to_bytes(16, "big")


# ------------------------------------------------------------------------------------- judging


def test_assemble(benchmark: Measured, ready: Ready) -> None:
    """Fiches to a catalogue, with the theme that pages are made with."""
    measure(benchmark, lambda own: own.layout(), lambda: ready)


def test_check_fiches(benchmark: Measured, ready: Ready) -> None:
    """The checks of each fiche by itself."""

    def check(layout: Layout) -> None:
        for fiche in layout.presenter.catalogue.fiches:
            check_fiche(fiche, TODAY)

    measure(benchmark, check, ready.layout)


def test_check_catalogue(benchmark: Measured, ready: Ready) -> None:
    """The checks of all fiches together."""
    measure(benchmark, run_checks, lambda: ready.layout().presenter.catalogue)


def test_audit(benchmark: Measured, ready: Ready) -> None:
    """What each fiche lacks."""

    def judge(layout: Layout) -> None:
        for fiche in layout.presenter.catalogue.fiches:
            judged(layout.presenter, fiche)

    measure(benchmark, judge, ready.layout)


# ------------------------------------------------------------------------------------- making


def test_views(benchmark: Measured, ready: Ready) -> None:
    """What the pages of fiches and groups show, prose included."""
    measure(benchmark, lambda site: [*_views(site)], ready.site)


def test_render(benchmark: Measured, ready: Ready) -> None:
    """Those views to pages."""
    theme = ready.layout().theme

    def rendered(views: list[Any]) -> None:
        for view in views:
            render(theme, view)

    measure(benchmark, rendered, lambda: [*_views(ready.site())])


def _views(site: SiteFiles) -> Iterator[Any]:
    for fiche in site.presenter.catalogue.fiches:
        site.presenter.forget()
        for page in site.prose_of_fiche(fiche):
            yield page.make()


@pytest.mark.parametrize("kind", OF_FICHE)
def test_files_of_fiches(benchmark: Measured, ready: Ready, kind: str) -> None:
    """One kind of the files of fiches and groups, from nothing."""

    def make(site: SiteFiles) -> int:
        made = 0
        for fiche in site.presenter.catalogue.fiches:
            site.presenter.forget()
            files = (f for f in site.of_fiche(fiche) if f.path.endswith(OF_FICHE[kind]))
            made += all_of(files)
        return made

    measure(benchmark, make, ready.site)


def test_tell_shared_files(benchmark: Measured, ready: Ready) -> None:
    """Which files there are in which fiches meet; the list for search engines is made with that."""
    measure(benchmark, lambda site: [*site.shared()], ready.site)


@pytest.mark.parametrize("path", SHARED)
def test_shared_file(benchmark: Measured, ready: Ready, path: str) -> None:
    """One of the files in which fiches meet, from nothing."""
    known = {file.path for file in ready.site().shared()}
    if path not in known:
        pytest.skip(f"the site has no {path}")

    def given() -> File:
        return next(file for file in ready.site().shared() if file.path == path)

    measure(benchmark, lambda file: file.body, given)


def test_search_index(benchmark: Measured, ready: Ready) -> None:
    """The index of the search, with its cards."""
    measure(benchmark, lambda site: site.search(), ready.site)
