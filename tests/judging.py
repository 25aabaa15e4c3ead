"""Fiches as people write them, and what the checks say of them on a fixed day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from fichegen.catalogue import Catalogue, assemble
from fichegen.diagnostics import Finding
from fichegen.model import Fiche
from fichegen.reading import read_fiche, read_organisation
from fichegen.settings import Settings

TODAY = dt.date(2021, 9, 1)

FicheCheck = Callable[[Fiche, dt.date], Iterator[Finding]]
CatalogueCheck = Callable[[Catalogue], Iterator[Finding]]


def sheet(body: str, *, path: str = "content/fiche.md", title: str = "Titre") -> Fiche:
    """Read a fiche in the heading dialect."""
    fiche, _ = read_fiche(path, f"# {title}\n\n{body}\n")
    assert fiche
    return fiche


def with_group(
    where: str, *, path: str = "content/fiche.md", title: str = "Titre", before: str = ""
) -> Fiche:
    """Read a fiche of one session, its lines given."""
    lines = where.replace("; ", "\n\n")
    return sheet(
        f"{before}\n\n## Lieux et dates\n\n### Groupe 1\n\n{lines}\n", path=path, title=title
    )


def catalogue_of(fiches: Iterable[Fiche], organisations: Iterable[str] = ()) -> Catalogue:
    """Put fiches together, and organisations that have a file of their own, by their names."""
    records = [
        read_organisation(f"content/organismes/o{number}.yml", f"nom: {name}\n")[0]
        for number, name in enumerate(organisations)
    ]
    catalogue, _ = assemble([*fiches], [r for r in records if r], (), Settings())
    return catalogue


def told(check: FicheCheck, fiche: Fiche, today: dt.date = TODAY) -> list[Finding]:
    """Return what one check finds in a fiche."""
    return [*check(fiche, today)]


def told_together(check: CatalogueCheck, *fiches: Fiche) -> list[Finding]:
    """Return what one check finds in fiches together."""
    return [*check(catalogue_of(fiches))]
