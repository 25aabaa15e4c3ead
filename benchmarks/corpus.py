"""A catalogue of invented training fiches: the same count and seed give the same bytes.

    python benchmarks/corpus.py DOSSIER 300            as fichegen takes it
    python benchmarks/corpus.py DOSSIER 300 --hugo     the same facts, as Hugo takes them
    python benchmarks/corpus.py DOSSIER 300 --seed 8

Of ten fiches six are written in headings, two with front matter, two in YAML. A third of the courses
are series of two to four modules, told by two organisations in turn; a fiche has one to four groups,
of one to five days, half of them with a hole. A fiche is the same in catalogues of every size.

For Hugo a fiche is one file, and so is each of its groups, with front matter in TOML: as quick as a
content adapter that makes the pages of groups, and a good deal quicker than YAML.
"""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.facts import Sheet, organisations, sheets  # noqa: E402 - in ROOT
from benchmarks.notations import (  # noqa: E402
    hugo_organisation,
    hugo_pages,
    organisation_in_yaml,
    source_of,
)

SEED: Final = 11
_SETTINGS: Final = """\
titre: Formations du lien
sous_titre: Catalogue inventé pour la mesure
editeur: Réseau d'essai
contact: catalogue@reseau.example
url: https://catalogue.example/
"""
_NOTICE: Final = """\
---
titre: Mentions légales
---

Rien de ce catalogue n'existe : ni les personnes, ni les organismes, ni les formations.
"""


def write_fiches(folder: Path, count: int, seed: int = SEED) -> None:
    """Write a project of `count` fiches: `content/` with settings, organisations and a free page."""
    content = folder / "content"
    _write(content / "catalogue.yml", _SETTINGS)
    _write(content / "pages" / "mentions-legales.md", _NOTICE)
    for told in organisations(islice(sheets(seed), count)):
        _write(content / "organismes" / f"{told.slug}.yml", organisation_in_yaml(told))
    for sheet in islice(sheets(seed), count):
        write_fiche(folder, sheet)


def write_hugo(folder: Path, count: int, seed: int = SEED) -> None:
    """Write the same facts as a content tree for Hugo."""
    for told in organisations(islice(sheets(seed), count)):
        path, text = hugo_organisation(told)
        _write(folder / "content" / path, text)
    for sheet in islice(sheets(seed), count):
        write_hugo_fiche(folder, sheet)


def write_fiche(folder: Path, sheet: Sheet) -> Path:
    """Write one fiche, in a folder of its first sector for some."""
    ending, text = source_of(sheet)
    corner = f"{sheet.organisation.slug}/" if sheet.number % 3 == 0 else ""
    path = folder / "content" / f"{corner}{sheet.slug}.{ending}"
    _write(path, text)
    return path


def write_hugo_fiche(folder: Path, sheet: Sheet) -> None:
    """Write one fiche for Hugo, with its groups."""
    for path, text in hugo_pages(sheet):
        _write(folder / "content" / path, text)


def sheet_at(number: int, seed: int = SEED) -> Sheet:
    """Return the fiche of a number."""
    return next(islice(sheets(seed), number, None))


def with_words(sheet: Sheet, turn: int) -> Sheet:
    """Edit a fiche: a sentence more in its first section."""
    (name, told), *rest = sheet.sections
    words = f"{told}\n\nCette phrase est la {turn}e qu'une relecture ajoute."
    return replace(sheet, sections=((name, words), *rest))


def with_other_days(sheet: Sheet, turn: int) -> Sheet:
    """Edit a fiche: its last group is held some weeks later."""
    *others, last = sheet.groups
    days = tuple(day + dt.timedelta(weeks=turn) for day in last.days)
    return replace(sheet, groups=(*others, replace(last, days=days)))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def main(arguments: Sequence[str]) -> int:
    """Write a catalogue where the command line says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="DOSSIER")
    parser.add_argument("count", type=int, metavar="NOMBRE")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--hugo", action="store_true", help="a content tree for Hugo")
    asked = parser.parse_args(arguments)
    (write_hugo if asked.hugo else write_fiches)(asked.folder, asked.count, asked.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
