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
from fichegen.listing import HEADINGS, SPARE, STATES, nearest_state, state_of
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
    told = "ouvert 15 nov. 2021 15 oct. 2021 (J-44) Accueillir 1 content/a.md"
    assert first.split() == told.split()


def test_the_last_day_is_told_in_words(project: Scratch) -> None:
    rows = project.run("list", "--today", "2021-09-10").out.splitlines()
    assert any("10 sept. 2021 (ce jour)  Bercer" in row for row in rows)


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


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["--secteur", "ehpad"], ["Grand âge – Module 1", "Grand âge – Module 2"]),
        (["--secteur", "Aide a dom"], ["Bercer", "Grand âge – Module 2"]),
        (["--parcours", "GRAND AGE"], ["Grand âge – Module 1", "Grand âge – Module 2"]),
        (["--parcours", "grand", "--secteur", "domicile"], ["Grand âge – Module 2"]),
        (["--parcours", "bercer"], []),
    ],
)
def test_sectors_and_series(scratch: Scratch, arguments: list[str], titles: list[str]) -> None:
    scratch.write({
        "content/a.md": "# Bercer\n\n## Secteurs\n\nAide à domicile\n",
        "content/b.md": "# Grand âge – Module 1\n\n## Secteurs\n\nEHPAD\n",
        "content/c.md": "# Grand âge – Module 2\n\n## Secteurs\n\nAide à domicile, EHPAD\n",
    })  # fmt: skip
    assert listed(scratch, *arguments) == titles
    near = scratch.run("list", "--secteur", "EPHAD").err
    assert "« EPHAD » n'est nommé dans aucune fiche ; vouliez-vous dire « EHPAD » ?" in near


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "sarif"], "--format sarif présente des constats"),
        (["--format", "github"], "choisissez text ou json"),
        (["--json", "--csv"], "pas les deux à la fois"),
        (["--format", "json", "--csv"], "pas les deux à la fois"),
    ],
)
def test_forms_that_make_no_sense_are_wrong_usage(
    project: Scratch, arguments: list[str], told: str
) -> None:
    ran = project.run("list", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert told in ran.err


def test_on_a_code_host_the_table_stays_a_table(
    project: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = project.run("list").out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert project.run("list").out == plain


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


def laid_out(title: str, width: int, path: str = "content/a.md") -> list[str]:
    row = ("bientôt clos", "15 sept. 2021", "15 sept. 2021 (J-14)", title, "12", path)
    return console.table([HEADINGS, row], width=width, folds=3, spare=SPARE).split("\n")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 100, 200])
@pytest.mark.parametrize("times", [1, 3, 400])
def test_a_table_fits_its_terminal(width: int, times: int) -> None:
    lines = laid_out(TITLE * times, width)
    assert all(width_of(line) <= width for line in lines)
    assert "\x1b" not in "".join(lines)
    assert len(lines) <= 12


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (40, ["ÉTAT", "TITRE"]),
        (60, ["ÉTAT", "LIMITE", "TITRE"]),
        (80, ["ÉTAT", "PROCHAINE", "LIMITE", "TITRE"]),
        (120, ["ÉTAT", "PROCHAINE", "LIMITE", "TITRE", "SESSIONS"]),
        (160, [*HEADINGS]),
    ],
)
def test_the_path_is_shown_where_there_is_room(width: int, columns: list[str]) -> None:
    path = "content/formations/2021/aborder-l-accueil-des-adolescents.md"
    head, *rows = laid_out("Aborder l'accueil des adolescents avec les publics", width, path)
    assert head.split() == columns
    assert (path in "".join(rows)) == ("FICHE" in columns)


def test_titles_that_begin_alike_are_told_apart_at_80_columns() -> None:
    begun = "La pratique de l'aller-vers auprès des publics les plus éloignés du droit commun"
    for end in ("module 1 « Préparer »", "module 2 « Agir »"):
        *_, last = laid_out(f"{begun} et de l'accompagnement au long cours – {end}", 80)
        assert last.endswith(end)


def test_a_title_is_folded_where_french_lets_it() -> None:
    assert console.table([("Cycle les gestes : le « Soin »",)], width=18, folds=0).split("\n") == [
        "Cycle les gestes :",
        "le « Soin »",
    ]


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), min_size=1), st.integers(1, 120))
def test_any_table_keeps_to_its_width(rows: list[tuple[str, ...]], width: int) -> None:
    lines = console.table(rows, width=width, folds=2, spare=[0]).split("\n")
    assert len(lines) >= len(rows)
    assert all(width_of(line) <= max(width, 1) for line in lines)


@given(st.lists(st.sampled_from(["été", "日本", "a", "longuement", "«", "»", ":"]), max_size=12))
def test_folding_loses_no_word_of_a_title_that_has_room(words: list[str]) -> None:
    shown = console.table([(" ".join(words),)], width=60, folds=0)
    assert shown.split() == words


def test_columns_stand_under_each_other() -> None:
    lines = console.table(
        [("日本", "x"), ("abcd", "y"), ("e\u0301te\u0301s", "z")], width=80, folds=1
    ).split("\n")
    assert [
        width_of(line[: line.index(sign)]) for line, sign in zip(lines, "xyz", strict=True)
    ] == [6, 6, 6]
