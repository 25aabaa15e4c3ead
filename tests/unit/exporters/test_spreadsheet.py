"""The tables: what a spreadsheet shows is what the fiches say, and runs nothing."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from dataclasses import replace

import pytest
from conftest import TODAY
from data_sets import SETS, bodies, catalogue
from exports import COMPLETE, data_files, presenter
from hypothesis import given
from hypothesis import strategies as st

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.exporters.spreadsheet import (
    FICHE_COLUMNS,
    LONGEST,
    SESSION_COLUMNS,
    cuts,
    disarmed,
    shortened,
)
from fichegen.model import Prose
from fichegen.presenting import Presenter
from fichegen.settings import Settings

TABLES = (routes.TABLE, routes.SESSIONS_TABLE)


def table(body: bytes) -> list[dict[str, str]]:
    """Read a table as Python does, each row under the headings."""
    head, *rows = csv.reader(
        io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";", strict=True
    )
    assert all(len(row) == len(head) for row in rows)
    assert len({*head}) == len(head)
    return [dict(zip(head, row, strict=True)) for row in rows]


def of(source: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Return the rows of a fiche and of its sessions."""
    files = bodies(data_files(presenter(source)))
    return table(files[routes.TABLE]), table(files[routes.SESSIONS_TABLE])


def runs_a_formula(cell: str) -> bool:
    """Tell whether a spreadsheet might: a sign that opens one, behind whatever it may skip."""
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    for character in cell:
        if character == "'":
            return False  # text from here on
        skipped = unicodedata.category(character) in ("Zs", "Cf", "Pi", "Pf")
        if not skipped and character not in '\n"`´':
            return unicodedata.normalize("NFKC", character)[0] in "=+-@"
    return False


# ---------------------------------------------------------------- form


@pytest.mark.parametrize("path", TABLES)
def test_a_spreadsheet_in_french_opens_it(path: str) -> None:
    _, files = catalogue("one complete")
    body = files[path]
    assert body.startswith(b"\xef\xbb\xbfTitre;Parcours;Module;")
    assert body.endswith(b"\r\n")


@pytest.mark.parametrize("name", SETS)
def test_a_row_a_fiche_and_a_row_a_session(name: str) -> None:
    made, files = catalogue(name)
    fiches, sessions = table(files[routes.TABLE]), table(files[routes.SESSIONS_TABLE])
    assert [row["Adresse de la page"] for row in fiches] == [
        disarmed(fiche.slug) for fiche in made.catalogue.fiches
    ]
    assert [(row["Page (fiche)"], row["Page"]) for row in sessions] == [
        (routes.fiche_path(s.fiche), routes.group_path(s.fiche, s.group))
        for s in made.catalogue.sessions
    ]
    assert all(len(row) == len(FICHE_COLUMNS) for row in fiches)
    assert all(len(row) == len(SESSION_COLUMNS) for row in sessions)


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("path", TABLES)
def test_no_cell_is_run_cut_or_ends_a_row(name: str, path: str) -> None:
    _, files = catalogue(name)
    for row in table(files[path]):
        for heading, cell in row.items():
            assert not runs_a_formula(cell), (heading, cell[:80])
            assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
            assert "\r" not in cell
            assert "\x00" not in cell


# ---------------------------------------------------------------- facts


def test_the_facts_of_a_fiche() -> None:
    (row,), _ = of(COMPLETE)
    assert {heading: row[heading] for heading in FACTS} == FACTS


FACTS = {
    "Titre": "Accueillir – Module 1 « Écouter »",
    "Parcours": "Accueillir",
    "Module": "1",
    "Secteurs": "Social | Médico-social",
    "Organisme de formation": "Coopérative Tamarin",
    "Durée (mots)": "2 jours / 14 heures",
    "Durée (minutes, au moins)": "840",
    "Durée (jours, au plus)": "2",
    "Modalité": "présentiel",
    "Prix (montant)": "420",
    "Prix (par)": "personne",
    "Date limite d'inscription (date)": "2021-10-15",
    "Date limite d'inscription (close)": "non",
    "Mis à jour le (date)": "2021-08-20",
    "Interlocuteur": "Marie PAYET, assistante, marie@tamarin.example, 0262 11 22 34",
    "Sessions": "Groupe 1, EST, Saint-Benoît, 2021-11-15 | Groupe 2, SUD, Le Tampon, 2021-12-06",
    "États": "Inscriptions ouvertes | 2021-11-07 : Inscriptions bientôt closes | 2021-11-23 : En cours"
    " | 2021-12-11 : Terminé",
    "Objectifs": "• Écouter sans juger.\n• Reformuler ce qui est dit.",
    "Prérequis": "Pas de prérequis",
    "Tarif": "420 € net de taxe par personne",
    "Région": "",
}


def test_the_facts_of_a_session() -> None:
    _, rows = of(COMPLETE)
    facts = {
        "Titre": "Accueillir – Module 1 « Écouter »",
        "Session": "Groupe 2",
        "Territoire": "SUD",
        "Lieu": "Le Tampon",
        "Dates (mots)": "6 et 7 décembre 2021",
        "Dates (premier jour)": "2021-12-06",
        "Dates (dernier jour)": "2021-12-07",
        "Dates (jours)": "2021-12-06 | 2021-12-07",
        "Dates initiales (jours)": "2021-10-04 | 2021-10-05",
        "Date limite d'inscription (date)": "2021-11-22",
        "Secteurs": "Social | Médico-social",
    }
    assert {heading: rows[1][heading] for heading in facts} == facts
    assert rows[0]["Dates (jours)"].split(" | ")[0] == "2021-11-15 09:00-12:30, 13:30-17:00"
    assert rows[0]["Places"] == "12"


@pytest.mark.parametrize("name", SETS)
def test_the_days_of_every_session_are_read_back(name: str) -> None:
    made, files = catalogue(name)
    for row, session in zip(
        table(files[routes.SESSIONS_TABLE]), made.catalogue.sessions, strict=True
    ):
        schedule = session.group.schedule
        cell = row["Dates (jours)"]
        found = [dt.date.fromisoformat(part[:10]) for part in cell.split(" | ") if part]
        assert found == [day.date for day in (schedule.days if schedule else ())]


@pytest.mark.parametrize(
    ("source", "heading", "cell"),
    [
        ("durée: 1 jour et demi", "Durée (jours, au moins)", "1,5"),
        ("tarif: 99,90 €", "Prix (montant)", "99,9"),
        ("date limite: 15 octobre 2021 à 12h", "Date limite d'inscription (heure)", "12:00"),
        ("groupes: [{nom: A | B, lieu: X}, {nom: Suite}]", "Sessions", "A ¦ B, X | Suite"),
        ("contexte: '**Un** mot'", "Contexte", "Un mot"),
        ("Mon titre à moi: des mots", "Autres rubriques", "Mon titre à moi : des mots"),
        ("effectif: 8-12", "Effectif", "'8-12"),
        ("référence: '00123'", "Référence", "'00123"),
        ("dates: mars 2022", "Sessions", "Session, mars 2022"),
    ],
)
def test_how_values_are_written(source: str, heading: str, cell: str) -> None:
    (row,), _ = of(f"titre: T\n{source}")
    assert row[heading] == cell


def test_several_values_come_apart_again() -> None:
    (row,), _ = of("titre: T\nthèmes: [accueil, 'écoute', '=1+1']")
    assert row["Thèmes"].split(" | ") == ["accueil", "écoute", "=1+1"]


# ---------------------------------------------------------------- formulas


@pytest.mark.parametrize(
    "words",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(1+1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠SUM(1)",
        " =1", "\u00a0=1", "\u202f=1", '"=1+1"', "'=1", "«\u00a0=1", "\u200b=1", "\ufeff=1", "\t=1", "\r=1", "\n=1",
        "\x00=1", "- un point", "+33 262 11 22 33", "⁺1", "﹦1",
    ],
)  # fmt: skip
def test_what_would_be_run_begins_with_an_apostrophe(words: str) -> None:
    assert runs_a_formula(words) or words[0] in "'\x00"
    assert disarmed(words).startswith("'")


@pytest.mark.parametrize(
    "words",
    ["0262112233", "007", "12345678200017", "1e5", "8-12", "3/4", "10/2021", "1.5", "8 - 12", "15/11/21", "1/2/3",
     "mars 2026", "Juin 2026", "févr. 2026", "août\u00a02026", "oct-26", "3 mars", "15 octobre", "3-déc.", "mai 5"],
)  # fmt: skip
def test_what_would_turn_into_another_number_or_day_begins_with_an_apostrophe(words: str) -> None:
    assert disarmed(words) == f"'{words}"


@pytest.mark.parametrize(
    "words",
    ["", "12", "2021", "44072", "2021-11-15", "09:00", "0262 11 22 33", "8 à 12", "Accueillir – Module 1",
     "15 octobre 2026", "3 mars 2026", "1er mars 2026", "15/10/2021", "5/3/2026", "mars", "marche 12", "Mai 68 et après",
     "mars et avril 2026", "1er trimestre 2026", "1 & 3", "• un\n• deux", "(=1)", "a=b", "12 rue des Lilas", "« Écouter »", "é", "…"],
)  # fmt: skip
def test_other_words_stay_as_they_are(words: str) -> None:
    assert disarmed(words) == words


_SIGNS = st.sampled_from("=+-@＝＋－＠'\"«\u00a0\u200b\t\r\n\x00\u2028 0a1/|;")


@given(st.text() | st.text(alphabet=_SIGNS))
def test_no_cell_runs_whatever_the_words(words: str) -> None:
    cell = disarmed(words)
    assert not runs_a_formula(cell)
    kept = _letters(words)
    assert _letters(cell) in (kept, f"'{kept}")


def _letters(words: str) -> str:
    """Leave out spaces and control characters."""
    return "".join(c for c in words if not (c.isspace() or unicodedata.category(c) == "Cc"))


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_rows_come_apart_as_they_were_put_together(words: list[str]) -> None:
    made = presenter("titre: T")
    (fiche,) = made.catalogue.fiches
    odd = replace(fiche, reference=words[0] + ";\"\n'", region=words[-1])
    built, _ = assemble([odd], (), (), Settings())
    (row,) = table(bodies(data_files(Presenter(built, TODAY)))[routes.TABLE])
    assert row["Référence"] == disarmed(odd.reference)
    assert row["Région"] == disarmed(odd.region)


# ---------------------------------------------------------------- long cells


@given(st.integers(LONGEST // 2 - 20, LONGEST + 5), st.sampled_from("aé🧑"), st.text(max_size=20))
def test_a_cut_cell_fits_and_says_so(length: int, letter: str, end: str) -> None:
    words = letter * length + end
    cell = shortened(words)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
    if cell != words:
        assert cell.endswith("…")
        assert words.startswith(cell[:-1])
        assert len(words.encode("utf-16-le")) // 2 > LONGEST


@pytest.mark.parametrize(
    ("length", "cut"), [(LONGEST - 1, False), (LONGEST, False), (LONGEST + 1, True)]
)
def test_the_longest_cell_is_whole(length: int, cut: bool) -> None:
    assert shortened("x" * length).endswith("…") is cut


def test_what_is_cut_is_told() -> None:
    made = presenter(COMPLETE)
    (fiche,) = made.catalogue.fiches
    (group, *rest) = fiche.groups
    long = Prose(markdown="🧑" * 20_000)
    sections = tuple(replace(s, prose=long) if s.name == "contenu" else s for s in fiche.sections)
    odd = replace(fiche, sections=sections, groups=(replace(group, remark=long), *rest))
    built, _ = assemble([odd], (), (), Settings())
    shown = Presenter(built, TODAY)
    assert [(c.fiche.slug, c.column, c.length) for c in cuts(shown, odd)] == [
        (fiche.slug, "Contenu", 40_000),
        (fiche.slug, "Remarque", 40_000),
    ]
    files = bodies(data_files(shown))
    assert table(files[routes.TABLE])[0]["Contenu"].endswith("🧑…")


@pytest.mark.parametrize("name", ["one complete", "demonstration", "made up", "extremes"])
def test_what_is_whole_is_not_told_as_cut(name: str) -> None:
    made, _ = catalogue(name)
    assert [cut for fiche in made.catalogue.fiches for cut in cuts(made, fiche)] == []
