"""The same fiche in several notations is the same object, and the object we expect.

A case is a folder `tests/cases/reading/<name>` with one source a notation and `fiche.json`, what
all of them read as, and their findings. Rewrite with FICHEGEN_UPDATE=1.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import SEED

from fichegen.diagnostics import Span
from fichegen.model import Fiche
from fichegen.reading import read_fiche

CASES: Final = Path(__file__).parent / "cases" / "reading"
FOLDERS: Final = sorted(path for path in CASES.iterdir() if path.is_dir())


def as_data(value: Any) -> Any:
    """Return a fiche's facts as JSON shows them, empty ones left out."""
    if dataclasses.is_dataclass(value):
        members = (m for m in dataclasses.fields(value) if m.compare)
        found = {m.name: as_data(getattr(value, m.name)) for m in members}
        return {name: held for name, held in found.items() if held not in (None, "", [], False, {})}
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    if isinstance(value, dt.date):
        return value.isoformat()
    return value


def read(path: Path) -> tuple[Fiche | None, list[str]]:
    fiche, findings = read_fiche(path.name, path.read_text(encoding="utf-8"))
    return fiche, [f"{f.code} {f.message}" for f in findings]


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_every_notation_gives_the_same_fiche(case: Path) -> None:
    sources = sorted(path for path in case.iterdir() if path.name != "fiche.json")
    seen = {source.name: read(source) for source in sources}
    first, findings = seen[sources[0].name]
    document = {"fiche": as_data(first), "findings": findings}
    expected = case / "fiche.json"
    if os.environ.get("FICHEGEN_UPDATE"):
        expected.write_text(
            json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    assert document == json.loads(expected.read_text(encoding="utf-8"))
    for name, (fiche, found) in seen.items():
        assert as_data(fiche) == document["fiche"], name
        assert fiche == first, name
        assert sorted(found) == sorted(findings), name


def test_the_seed_says_every_fact() -> None:
    fiche, findings = read_fiche("content/aller-vers-module-1.md", SEED.read_text(encoding="utf-8"))
    assert fiche
    assert (fiche.title.series, fiche.title.module, fiche.title.name) == (
        "La pratique de l'Aller Vers les publics",
        "1",
        "Aller vers : une nécessaire préparation",
    )
    assert [term.words for term in fiche.sectors] == ["Social et Médico-social"]
    assert [term.words for term in fiche.organisations] == ["ARFIS OI IRTS REUNION"]
    assert fiche.duration
    assert fiche.duration.maximum
    assert fiche.duration.minutes
    assert fiche.duration.days
    assert (fiche.duration.minutes.most, fiche.duration.days.most) == (21 * 60, 3)
    assert fiche.deadline
    assert fiche.deadline.date == dt.date(2021, 10, 15)
    days = {
        (g.label, g.territory): [d.date.isoformat() for d in g.schedule.days]
        for g in fiche.groups
        if g.schedule
    }
    assert days == {
        ("Groupe 1", "EST"): ["2021-11-15", "2021-11-16", "2021-11-17"],
        ("Groupe 2", "SUD"): ["2021-12-06", "2021-12-07", "2021-12-08"],
    }
    (contact,) = fiche.contacts
    assert (contact.name, contact.email) == ("Sandra DUGAND", "sandra.dugand@irtsreunion.fr")
    partners, aims = fiche.section("partenariat"), fiche.section("objectifs")
    assert partners
    assert partners.prose.items == ("DGCS",)
    assert aims
    assert len(aims.prose.items) == 4
    assert (
        aims.prose.items[1] == "Comprendre les raisons de l'aller vers et ses éléments d'histoire."
    )
    prerequisites = fiche.section("prerequis")
    assert prerequisites
    assert prerequisites.absent
    assert fiche.section("contenu") is None
    assert [(f.code, f.span) for f in findings] == [
        ("FG206", Span("content/aller-vers-module-1.md", 85, 4, 7))
    ]
