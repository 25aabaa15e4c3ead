"""The invented catalogues and the extreme fiches that other tests build on."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest
from conftest import TODAY, Scratch
from corpus import EXTREMES, all_yaml, front_matter, heading_dialect, main, sheets, write_corpus

from fichegen.dates import write_schedule
from fichegen.model import Fiche
from fichegen.reading import read_fiche
from fichegen.reading.vocabulary import FICHE, GROUP, Kind


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def fiches(folder: Path) -> list[Fiche]:
    read = [
        read_fiche(name, body.decode("utf-8"))[0]
        for name, body in files(folder / "content").items()
        if not name.startswith(("catalogue.yml", "organismes/", "pages/"))
    ]
    return [fiche for fiche in read if fiche]


def test_a_catalogue_builds_without_a_word(scratch: Scratch) -> None:
    write_corpus(scratch.root, 120)
    ran = scratch.run("build", "--strict")
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("seed", range(1, 5))
def test_other_seeds_build_too(scratch: Scratch, seed: int) -> None:
    write_corpus(scratch.root, 40, seed=seed, today=dt.date(2026, 2, 28))
    ran = scratch.run("check", today="2026-02-28")
    assert (ran.status, "erreur" in ran.out) == (0, False), ran.out


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for folder, seed in (("a", 7), ("b", 7), ("c", 8)):
        write_corpus(tmp_path / folder, 30, seed=seed)
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert files(tmp_path / "a") != files(tmp_path / "c")


def test_a_catalogue_has_as_many_fiches_as_asked_and_looks_lived_in(tmp_path: Path) -> None:
    write_corpus(tmp_path, 300)
    found = fiches(tmp_path)
    assert len(found) == 300
    assert len({fiche.slug for fiche in found}) == 300
    series = Counter(fiche.title.series for fiche in found if fiche.title.module)
    assert {2, 3, 4} <= {*series.values()}
    groups = [group for fiche in found for group in fiche.groups]
    assert {len(fiche.groups) for fiche in found} == {0, 1, 2, 3, 4, 6}
    assert {group.status for group in groups} == {None, "complet", "annulé", "reporté", "confirmé"}
    assert any(group.is_moved for group in groups)
    assert any(fiche.aliases for fiche in found)
    assert any(fiche.audience_codes and fiche.domain_codes for fiche in found)
    assert {fiche.mode for fiche in found} == {None, "présentiel", "distanciel", "mixte"}
    assert len({group.territory for group in groups if group.territory}) == 8
    assert sum("Saint" in group.place for group in groups) > 50
    days = [day.date for group in groups if group.schedule for day in group.schedule.days]
    assert min(days) < TODAY - dt.timedelta(days=330)
    assert max(days) > TODAY + dt.timedelta(days=330)


def test_no_deadline_comes_behind_the_first_day(tmp_path: Path) -> None:
    write_corpus(tmp_path, 200)
    for fiche in fiches(tmp_path):
        for group in fiche.groups:
            deadline = group.deadline or fiche.deadline
            limit = deadline.date if deadline else None
            first = group.schedule.first if group.schedule else None
            assert limit is None or first is None or limit < first, (fiche.path, group.label)


def test_the_three_notations_say_the_same() -> None:
    for number, sheet in zip(range(40), sheets(random.Random(3), TODAY), strict=False):
        told = []
        for name, notation in (
            ("f.md", heading_dialect),
            ("g.md", front_matter),
            ("h.yml", all_yaml),
        ):
            fiche, _ = read_fiche(name, notation(random.Random(number), sheet))
            assert fiche
            dates = [write_schedule(g.schedule) for g in fiche.groups if g.schedule]
            places = [(g.label, g.territory, g.place, g.seats, g.status) for g in fiche.groups]
            people = [(c.name, c.role, c.email, c.phone) for c in fiche.contacts]
            told.append((fiche.title, fiche.duration, dates, places, people, fiche.mode))
        assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("name", EXTREMES)
def test_an_extreme_fiche_builds(scratch: Scratch, name: str) -> None:
    scratch.write({f"content/{name}": EXTREMES[name]})
    ran = scratch.run("build")
    assert (ran.status, "erreur" in ran.out) == (0, False), ran.out


def test_extreme_fiches_build_beside_a_catalogue(scratch: Scratch) -> None:
    write_corpus(scratch.root, 10)
    scratch.write({f"content/{name}": body for name, body in EXTREMES.items()})
    ran = scratch.run("build")
    assert (ran.status, "erreur" in ran.out) == (0, False), ran.out


def test_the_extremes_are_as_extreme_as_they_say() -> None:
    read = {name: read_fiche(name, body)[0] for name, body in EXTREMES.items()}

    def fiche(name: str) -> Fiche:
        found = read[name]
        assert found
        return found

    assert len(fiche("titre-long.md").title.words) == 300
    assert len(fiche("quarante-groupes.md").groups) == 40
    assert fiche("sans-groupe.md").groups == ()
    objectives = fiche("deux-cents-objectifs.md").section("objectifs")
    assert objectives
    assert len(objectives.prose.items) == 200
    schedules = {name: fiche(name).groups[0].schedule for name in
                 ("periode.yml", "neuf-mois.md", "deux-cents-jours.yml")}  # fmt: skip
    assert {name: schedule.kind for name, schedule in schedules.items() if schedule} == {
        "periode.yml": "periode", "neuf-mois.md": "intervalle", "deux-cents-jours.yml": "jours",
    }  # fmt: skip
    many = schedules["deux-cents-jours.yml"]
    assert many
    assert len(many.days) == 200
    assert fiche("a-distance.yml").groups[0].link == "https://visio.example/salle-12"


@pytest.mark.parametrize("name", [name for name in EXTREMES if name.startswith("hostile")])
def test_every_field_that_takes_words_is_hostile(name: str) -> None:
    structure = (Kind.GROUPS, Kind.CONTACTS, Kind.SLUG, Kind.YESNO)
    for table in (FICHE, GROUP):
        for entry in table:
            if entry.kind not in structure and entry.name not in ("nom", "dates", "alias"):
                assert f"{entry.name} <script>alert('{entry.name}')" in EXTREMES[name], entry.name


def test_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path), "3"]) == 0
    assert len(fiches(tmp_path)) == 3
    assert main(["trop", "peu", "clair"]) == 2
    assert "usage" in capsys.readouterr().err
