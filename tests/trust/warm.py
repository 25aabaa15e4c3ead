"""Law 3 over a long time: what takes up earlier work is what makes everything anew, byte for byte.

A small project is changed at random, built warm and built cold, again and again. Lists and exports are
cut after two entries, so that few fiches fill several pages, and one reaches others in every way.
"""

from __future__ import annotations

import datetime as dt
import shutil
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from random import Random
from typing import Any, Final
from unittest.mock import patch

from fichegen import glance
from fichegen.account import Account
from fichegen.audit import data as audit_data
from fichegen.cache import open_cache
from fichegen.exporters import data, jsonld
from fichegen.exporters.ics import files as calendars
from fichegen.exporters.lheo import writing
from fichegen.exporters.parts import parted
from fichegen.pages import about, agenda, completeness, lists
from fichegen.pipeline import account_of, build, survey
from fichegen.presenting import neighbours
from fichegen.project import Project
from fichegen.request import Request
from trust.editing import Editor
from trust.figures import Figure

Outcome = tuple[Account, dict[str, bytes]]

_STATES: Final = 1500
_OF_A_PROJECT: Final = 25
"""States that one project goes through, unless a difference is found before."""
_FEW: Final = 2
_SIZES: Final = {
    lists: ("CARDS", "ROWS", "ENTRIES"),
    about: ("CARDS", "_MOST"),
    agenda: ("_ENTRIES", "_IN_CELL", "_COMING"),
    completeness: ("_SHEETS", "_ROWS", "_TITLES", "_FILES"),
    neighbours: ("_NEAR",),
    import_module("fichegen.exporters.feeds"): (
        "_MOST",
    ),  # its package has a function of that name
}
"""How much pages and feeds hold, by the modules that say so."""
_EXPORTERS: Final = (audit_data, calendars, data, jsonld, writing)


def request_of(
    root: Path, today: dt.date, *, jobs: int = 1, warm: bool = True, drafts: bool = False
) -> Request:
    """Ask for a build as it is on a day."""
    return Request(
        project=Project.at(root),
        today_in=lambda _zone: today,
        jobs=jobs,
        uses_cache=warm,
        drafts=drafts,
    )


def made(request: Request) -> Outcome:
    """Build as the command does, at a glance where there is nothing to do; gives account and site."""
    account = None
    if request.uses_cache:
        with closing(open_cache(request.project, only_looks=True)) as cache:
            account = glance.unchanged(request, cache)
    account = account or account_of(build(request))
    output = request.project.output
    found = (path for path in output.rglob("*") if path.is_file())
    site = {path.relative_to(output).as_posix(): path.read_bytes() for path in found}
    return replace(account, written=0, removed=0), site


def cold(root: Path, today: dt.date, scratch: Path, *, drafts: bool = False) -> Outcome:
    """Build the same sources where nothing has ever been built."""
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ("content", "templates"):
        if (root / name).is_dir():
            shutil.copytree(root / name, scratch / name, symlinks=True)
    return made(request_of(scratch, today, warm=False, drafts=drafts))


def differences(warm: Outcome, clean: Outcome) -> list[str]:
    """Say in what two builds differ; what one says of its cache is its own affair."""
    (account, site), (other, files) = warm, clean
    told = replace(account, findings=tuple(f for f in account.findings if f.code != "FG806"))
    if not told.is_published:  # pages that are thrown away are not counted alike
        told, other = replace(told, pages=0), replace(other, pages=0)
    found = [f"{told!r}\n  {other!r}"] if told != other else []
    if told.is_published:
        paths = sorted(site.keys() | files.keys())
        found += [path for path in paths if site.get(path) != files.get(path)]
    return found


def found_otherwise(request: Request) -> list[str]:
    """Say in what a check that takes up the build just made differs from one that looks itself."""
    with closing(open_cache(request.project, only_looks=True)) as cache:
        account = glance.unchanged(request, cache, publishes=False)
    if account is None:
        return ["nothing was taken up"]
    surveyed = survey(replace(request, uses_cache=False))
    pairs = (
        (account.findings, surveyed.findings),
        ({*account.settings_paths}, surveyed.settings_paths),
        (account.status, surveyed.status),
    )
    return [f"check: {one!r}\n  {other!r}" for one, other in pairs if one != other]


@contextmanager
def _cut_small() -> Iterator[None]:
    """Have lists and exports cut after two entries."""

    def few(path: str, members: Any, _size: int) -> Any:
        return parted(path, members, _FEW)

    with ExitStack() as held:
        for module, names in _SIZES.items():
            for name in names:
                held.enter_context(patch.object(module, name, _FEW))
        for exporter in _EXPORTERS:
            held.enter_context(patch.object(exporter, "parted", few))
        yield


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Change projects at random and build them, warm and cold."""
    states = max(_OF_A_PROJECT // 2, round(_STATES * scale))
    tried, published = 0, 0
    failed: list[str] = []
    number = 0
    with _cut_small():
        while tried < states:
            number += 1
            say(f"{tried} / {states}, {len(failed)} autrement")
            root = scratch / f"project-{number}"
            most = min(_OF_A_PROJECT, states - tried)
            for differing, is_published in _life(root, Random(f"{seed} {number}"), most):
                tried += 1
                published += is_published
                if differing:
                    failed.append(f"seed {seed}, project {number}, {differing}")
            shutil.rmtree(root)
    what = "états d'un petit projet changé au hasard, construit en reprenant le travail déjà fait et en refaisant tout"  # fmt: skip
    note = f"{published} publiés ; listes et exports coupés après deux entrées"
    return (Figure(what=what, tried=tried, failed=tuple(failed), note=note),)


def _life(root: Path, draw: Random, most: int) -> Iterator[tuple[str, bool]]:
    """Lead a project through some states; yields what differs in each, and whether it was published.

    It ends where something differs, as all that follows would too.
    """
    editor = Editor(root / "p", draw)
    editor.begin()
    log = []
    for number in range(most):
        log += [editor.edit() for _ in range(draw.choice((1, 1, 1, 2, 3)))]
        try:
            request = request_of(editor.root, editor.today, drafts=editor.drafts)
            warm = made(request)
            found = differences(
                warm, cold(editor.root, editor.today, root / "cold", drafts=editor.drafts)
            )
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            yield f"state {number}: {log[-3:]}: {traceback.format_exc()}", False
            return
        if not found and warm[0].is_published:
            found = found_otherwise(request)
        if found:
            yield f"state {number}: {log[-3:]}: {found[:8]}", warm[0].is_published
            return
        yield "", warm[0].is_published
