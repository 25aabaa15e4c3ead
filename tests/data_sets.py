"""The catalogues that the tests of the data go through, and what stands in each file of data."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from exports import ATTACKS, COMPLETE, ORGANISATION, data_files, presenter

from fichegen.artifacts import Pending
from fichegen.catalogue import assemble
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche, read_organisation
from fichegen.settings import Settings, read_settings

URL: Final = "https://formations.example/catalogue"


def of_files(files: dict[str, str], *, today: dt.date = TODAY) -> Presenter:
    """Bring the files of `content/` together as a build does, free pages left out."""
    fiches, organisations, settings = [], [], Settings()
    for path, source in sorted(files.items()):
        if path == "content/catalogue.yml":
            settings, _ = read_settings(path, source)
        elif path.startswith("content/organismes/"):
            record, _ = read_organisation(path, source)
            organisations += [record] if record else []
        elif not path.startswith("content/pages/"):
            fiche, _ = read_fiche(path, source)
            fiches += [fiche] if fiche else []
    catalogue, _ = assemble(fiches, organisations, (), settings)
    return Presenter(catalogue, today)


def in_folder(root: Path) -> dict[str, str]:
    """Read the sources of a project."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in (root / "content").rglob("*")
        if path.suffix in (".md", ".yml")
    }


def _made_up() -> Presenter:
    with tempfile.TemporaryDirectory() as folder:
        write_corpus(Path(folder), 300)
        return of_files(in_folder(Path(folder)))


SETS: Final[dict[str, Callable[[], Presenter]]] = {
    "one complete": lambda: presenter(COMPLETE),
    "one bare": lambda: presenter("titre: Rien de plus"),
    "none": lambda: presenter(organisations=(ORGANISATION,)),
    "with an address": lambda: presenter(COMPLETE, settings=Settings(url=URL)),
    "demonstration": lambda: of_files(in_folder(ROOT)),
    "made up": _made_up,
    "extremes": lambda: of_files({f"content/{name}": body for name, body in EXTREMES.items()}),
    "attacks": lambda: presenter(*ATTACKS.values()),
}


@cache
def catalogue(name: str) -> tuple[Presenter, dict[str, bytes]]:
    """Return one of the sets and its files of data, by path."""
    made = SETS[name]()
    return made, bodies(data_files(made))


def bodies(artifacts: Iterator[Pending]) -> dict[str, bytes]:
    """Return files by path; none is made twice."""
    found = [*artifacts]
    assert len({artifact.path for artifact in found}) == len(found)
    return {artifact.path: artifact.body for artifact in found}


def read(files: dict[str, bytes], path: str) -> Any:
    """Read a file of JSON as strictly as there is: UTF-8, no key twice, no NaN."""

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    def never(word: str) -> None:
        raise AssertionError(word)

    return json.loads(files[path].decode("utf-8"), object_pairs_hook=once, parse_constant=never)
