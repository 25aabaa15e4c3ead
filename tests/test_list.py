"""`fichegen list`: what it tells of each fiche, its filters, its forms, and how it looks."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import unicodedata

import pytest
from conftest import ROOT, Scratch
from hypothesis import given
from hypothesis import strategies as st

from fichegen import console
from fichegen.listing import HEADINGS, STATES, nearest_state, state_of
from fichegen.states import State

CONTACT = "\n## Contact\n\nana@exemple.fr\n"


def fiche(
    title: str, dates: str, *, limit: str = "", place: str = "", organisation: str = ""
) -> str:
    parts = [f"# {title}"]
    if organisation:
        parts.append(f"## Organisme\n\n{organisation}")
    if limit:
        parts.append(f"## Date limite d'inscription\n\n{limit}")
    parts.append(f"## Lieux et dates\n\n### Groupe 1\n\n{place}\n\n{dates}")
    return "\n\n".join(parts) + CONTACT


PROJECT = {
    "content/a.md": fiche("Accueillir", "15 novembre 2021", limit="15 octobre 2021", place="Saint-Paul",
                          organisation="Institut Alpha"),
    "content/b.md": fiche("Bercer", "4 octobre 2021", limit="10 septembre 2021", place="Ouest"),
    "content/c.md": fiche("Cuisiner", "15 juin 2021", place="Orléans", organisation="IA"),
    "content/d.md": fiche("Dessiner", "12 janvier 2022\n\nStatut : annulé", limit="1er décembre 2021",
                          place="#### EST\n\nSainte-Rose"),
    "content/e.md": f"# Écouter\n\n## Dates\n\nDates à définir\n{CONTACT}",
    "content/f.md": fiche("Filmer", "20 octobre 2021\n\nStatut : complet", place="Brest"),
    "content/organismes/alpha.yml": "nom: Institut Alpha\nalias: IA\n",
}  # fmt: skip


@pytest.fixture
def project(scratch: Scratch) -> Scratch:
    scratch.write(PROJECT)
    return scratch


def listed(project: Scratch, *arguments: str) -> list[str]:
    ran = project.run("list", "--json", *arguments)
    assert ran.status == 0, ran.err
    return [row["title"] for row in json.loads(ran.out)["fiches"]]


def test_what_is_told_of_each_fiche(project: Scratch) -> None:
    rows = json.loads(project.run("list", "--json").out)["fiches"]
    told = {
        r["title"]: (r["state"], r["sessions"], r["next_day"], r["deadline"], r["days_left"])
        for r in rows
    }
    assert told == {
        "Accueillir": ("ouvert", 1, "2021-11-15", "2021-10-15", 44),
        "Bercer": ("bientot", 1, "2021-10-04", "2021-09-10", 9),
        "Cuisiner": ("termine", 1, "", "", None),
        "Dessiner": ("annule", 1, "", "", None),
        "Écouter": ("a-programmer", 0, "", "", None),
        "Filmer": ("complet", 1, "2021-10-20", "", None),
    }


def test_the_table(project: Scratch) -> None:
    head, first, *_ = project.run("list").out.splitlines()
    assert head.split() == [*HEADINGS]
    assert first.split() == [
        "content/a.md",
        "1",
        "2021-11-15",
        "2021-10-15",
        "J-44",
        "ouvert",
        "Accueillir",
    ]


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["--etat", "complet"], ["Filmer"]),
        (["--etat", "Annulé"], ["Dessiner"]),
        (["--etat", "ANNULE"], ["Dessiner"]),
        (["--etat", "Inscriptions ouvertes"], ["Accueillir", "Bercer"]),
        (["--etat", "ouvert"], ["Accueillir", "Bercer"]),
        (["--etat", "bientôt clos"], ["Bercer"]),
        (["--etat", "terminé", "--etat", "complet"], ["Cuisiner", "Filmer"]),
        (["--lieu", "saint paul"], ["Accueillir"]),
        (["--lieu", "ORLEANS"], ["Cuisiner"]),
        (["--lieu", "est"], ["Dessiner"]),
        (["--lieu", "sain"], ["Accueillir", "Dessiner"]),
        (["--organisme", "institut alpha"], ["Accueillir", "Cuisiner"]),
        (["--organisme", "ia"], ["Accueillir", "Cuisiner"]),
        (["--limite-dans", "8"], []),
        (["--limite-dans", "9"], ["Bercer"]),
        (["--limite-dans", "90"], ["Accueillir", "Bercer"]),
        (["--organisme", "alpha", "--etat", "ouvert"], ["Accueillir"]),
        (["--tri", "limite"], ["Bercer", "Accueillir", "Cuisiner", "Dessiner", "Écouter", "Filmer"]),
        (["--tri", "date"], ["Bercer", "Filmer", "Accueillir", "Cuisiner", "Dessiner", "Écouter"]),
    ],
)  # fmt: skip
def test_filters_and_orders(project: Scratch, arguments: list[str], titles: list[str]) -> None:
    assert listed(project, *arguments) == titles


@pytest.mark.parametrize("state", State)
def test_each_state_is_known_by_all_its_names(state: State) -> None:
    for words in (STATES[state], state.words, state.value, STATES[state].upper()):
        assert state_of(words) is state
    assert len(STATES[state]) <= 12


def test_an_unknown_state_gets_the_nearest(project: Scratch) -> None:
    ran = project.run("list", "--etat", "complt")
    assert ran.status == 2
    assert "« complt » n'est pas un état ; vouliez-vous dire « complet » ?" in ran.err
    assert nearest_state("xyzzy") is None
    assert "au choix : ouvert, " in project.run("list", "--etat", "xyzzy").err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--lieu", "Brets"], "« Brets » n'est nommé dans aucune fiche ; vouliez-vous dire « Brest » ?"),
        (["--organisme", "Alhpa"], "vouliez-vous dire « Alpha » ?"),
        (["--lieu", "xyzzy"], "Aucune fiche : « xyzzy » n'est nommé dans aucune fiche."),
        (["--lieu", "Brest", "--etat", "ouvert"], "Aucune fiche : aucune ne répond à ces critères."),
    ],
)  # fmt: skip
def test_nothing_found_is_a_sentence(project: Scratch, arguments: list[str], told: str) -> None:
    ran = project.run("list", *arguments)
    assert (ran.status, ran.out) == (0, "")
    assert told in ran.err
    assert json.loads(project.run("list", "--json", *arguments).out)["fiches"] == []


def test_json_is_the_same_by_both_ways(project: Scratch) -> None:
    assert project.run("list", "--json").out == project.run("list", "--format", "json").out


def test_a_spreadsheet_runs_nothing_of_it(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": fiche('=HYPERLINK("x";"y")', "15 novembre 2021", place="@SUM(1)", organisation="+33"),
        "content/b.md": fiche('Dire "oui" ; écouter', "15 novembre 2021", place="Brest"),
    })  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "list", "--csv", "--today", "2021-09-01"],
        cwd=scratch.root, env={"PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
    )  # fmt: skip
    written = ran.stdout
    assert written.startswith("\ufeff".encode())
    assert written.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";")
    assert head[:2] == ["Fiche", "Titre"]
    assert sorted(row[1] for row in rows) == ['\'=HYPERLINK("x";"y")', 'Dire "oui" ; écouter']
    assert all(len(row) == len(head) for row in rows)
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "-")]


def test_a_broken_fiche_does_not_hide_the_others(project: Scratch) -> None:
    project.write({"content/z.md": "# Zoomer\n\n## Dates\n\n31 juin 2022\n"})
    ran = project.run("list")
    assert ran.status == 1
    assert "Accueillir" in ran.out
    assert "1 erreur" in ran.err


def test_outside_a_project_it_says_so(scratch: Scratch) -> None:
    (scratch.root / "content").rmdir()
    ran = scratch.run("list")
    assert ran.status == 2
    assert "FG604" in ran.out


def width_of(line: str) -> int:
    """Count terminal columns by the letters of the standard, not by the code under test."""
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me", "Cf") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in line
    )  # fmt: skip


TITLE = "Accueillir 👩‍👩‍👧 日本語の題名、とても長い e\u0301te\u0301 \x1b[31mrouge\x07 "


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
def test_a_table_fits_its_terminal(width: int) -> None:
    row = ("content/formations/2021/日本/accueillir-les-publics.md", "12", "2021-11-15", "2021-10-15 J-44",
           "bientôt clos", TITLE * 3)  # fmt: skip
    lines = console.table([HEADINGS, row], width=width, ends=[5], starts=[0]).split("\n")
    assert len(lines) == 2
    assert all(width_of(line) <= width for line in lines)
    assert "\x1b" not in "".join(lines)
    if width >= 80:
        assert "publics.md" in lines[1]
        assert "2021-10-15 J-44  bientôt clos  Accu" in lines[1]


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1), st.integers(1, 120))
def test_any_table_keeps_to_its_lines_and_width(rows: list[tuple[str, ...]], width: int) -> None:
    lines = console.table(rows, width=width, ends=[2], starts=[0]).split("\n")
    assert len(lines) == len(rows)
    assert all(width_of(line) <= max(width, 1) for line in lines)


def test_columns_stand_under_each_other() -> None:
    lines = console.table(
        [("日本", "x"), ("abcd", "y"), ("e\u0301te\u0301s", "z")], width=80
    ).split("\n")
    assert [
        width_of(line[: line.index(sign)]) for line, sign in zip(lines, "xyz", strict=True)
    ] == [6, 6, 6]
