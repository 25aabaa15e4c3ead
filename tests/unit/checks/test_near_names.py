"""Names that are one, written two ways, and names that are two."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import catalogue_of, sheet, told_together

from fichegen.catalogue import Catalogue
from fichegen.checks.near_names import (
    near_organisations,
    near_sectors,
    near_series,
    near_territories,
)
from fichegen.checks.slips import is_misspelling, near_words
from fichegen.diagnostics import Finding

Check = Callable[[Catalogue], Iterator[Finding]]


def named(check: Check, *names: str) -> list[Finding]:
    """Give each name to a fiche of its own."""
    body = "## Lieux et dates\n\n### Groupe 1\n\nTerritoire : {}\n\n15 novembre 2021"
    if check is not near_territories:
        heading = "Secteurs" if check is near_sectors else "Organisme de formation"
        body = f"## {heading}\n\n{{}}"
    fiches = [
        sheet(body.format(name), path=f"content/{at:03}.md", title=f"Titre {at}")
        for at, name in enumerate(names)
    ]
    return told_together(check, *fiches)


ITSO = "Institut du travail social de l'Ouest"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"{ITSO} (ITSO)", ITSO), (f"{ITSO} – ITSO", "ITSO"), (f"ITSO ({ITSO})", "ITSO"), (f"{ITSO} (I.T.S.O.)", "ITSO"),
        ("A.R.F.I.S.", "ARFIS"), ("Association Tamarin", "ASSO Tamarin"), ("Association Tamarin", "Assoc. Tamarin"),
        ("IRTS Réunion", "Réunion IRTS"), ("Instituts de formation", "Institut de formation"),
        ("Centre de formation", "Centre formation"), ("Maison des familles", "Maison de la famille"),
        ("Croix-Rouge", "Croixrouge"), ("Coopérative Tamaris", "Copérative Tamaris"), ("Formassise", "Formasise"),
        ("Coopérative Tamaris", "Coopératvie Tamaris"), ("École des soins de Saint-Denis", "École des soins de St-Denis"),
        ("Union des maisons de l'enfance", "Union des maison de l'enfence"),
        ("Ti ar Skol", "Ti ar Skoll"), ("Ti ar Skol", "TI-AR-SKOLL"), ("Lycée Jean Monnet", "Lycée Jean Monet"),
        ("Fédération hospitalière", "Féd. hospitalière"), ("Établissement Le Phare", "Etablisement Le Phare"),
    ],
)  # fmt: skip
def test_an_organisation_written_two_ways(one: str, other: str) -> None:
    (found,) = named(near_organisations, one, other, one)
    assert (found.code, found.span.path) == ("FG515", "content/001.md")
    assert [place.path for place in found.others] == ["content/000.md"]
    assert found.message.startswith(f"« {other} » semble être « {one} »")


@pytest.mark.parametrize(
    "names",
    [
        ("GRETA 1", "GRETA 2"), ("Groupe 1", "Groupe 2"), ("GRETA 1 2", "GRETA 12"), ("Université Paris 8", "Université Paris 13"),
        ("IRTS Réunion", "IRTS Bretagne"), ("GRETA Nord", "GRETA Sud"), ("AFPA", "AFTA"), ("CFA", "CFA (BTP)"),
        ("CFA (BTP)", "CFA (CCI)"), ("ADAPEI 35", "ADAPEI 44"), ("ARFIS OI", "ARFIS OI IRTS REUNION"), ("ADAPEI", "UNAPEI"),
        ("Institut Alpha (IA)", "Institut Agro (IA)", "IA"), ("Croix-Rouge", "Croix-Rouge française"),
        ("Centre hospitalier de Brest", "Centre hospitalier de Quimper"), ("Lycée A", "Lycée B"), ("MFR Est", "MFR Ouest"),
        ("Coopérative Tamaris", "cooperative TAMARIS"), ("Pôle emploi", "Pôle santé"), ("Union 2020", "Union 2021"),
        ("MFR d'Ane", "MFR d'Anne"), ("Skol", "Skoll"), ("CFA 35", "CFA 355"), ("Ti ar Skol", "Ti ar Mor"),
    ],
)  # fmt: skip
def test_organisations_that_are_two(names: tuple[str, ...]) -> None:
    assert not named(near_organisations, *names)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Saint-Denis", "St-Denis"), ("Sainte-Marie", "Ste Marie"), ("Saint-Benoît", "Saint-Benoi"), ("Montpellier", "Montpelier"),
     ("La Réunion", "Réunion"), ("Nord-Est", "Est-Nord"), ("Saint-Denis", "SaintDenis"), ("Ille-et-Vilaine", "Ille-et-Vilaines"),
     ("Hauts-de-France", "Haut de France")],
)  # fmt: skip
def test_a_territory_written_two_ways(one: str, other: str) -> None:
    (found,) = named(near_territories, one, other, one)
    assert (found.code, found.span.path) == ("FG516", "content/001.md")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Aide à domicile", "Aide à domicille"), ("Médico-social", "Medicosocial"), ("Médico-social", "Médico-sociaux"),
     ("Social et médico-social", "Médico-social et social"), ("Insertion", "Insertions"), ("Addictologie", "Adictologie"),
     ("Protection de l’enfance", "Protection enfance"), ("Santé mentale", "Santé metnale")],
)  # fmt: skip
def test_a_sector_written_two_ways(one: str, other: str) -> None:
    (found,) = named(near_sectors, one, other, one)
    assert f"« {other} » semble être « {one} » écrit autrement (content/000.md:5)" in found.message


def in_series(*names: str) -> list[Finding]:
    """Give each name to a series, whose one module is a fiche of its own."""
    fiches = [
        sheet("", path=f"content/{at:03}.md", title=f"{name} – Module {at + 1} « Titre {at} »")
        for at, name in enumerate(names)
    ]
    return told_together(near_series, *fiches)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Repérer la fragilité", "Repérer la fragillité"), ("Repérer la fragilité", "Reperer les fragilités"),
     ("La pratique de l'Aller Vers", "Pratique de l'Aller-Vers"), ("Le handicap psychique", "Le handicap pyschique"),
     ("Accompagner les familles", "Acompagner les familles")],
)  # fmt: skip
def test_a_series_written_two_ways(one: str, other: str) -> None:
    (found,) = in_series(one, other, one)
    assert (found.code, found.span.path) == ("FG516", "content/001.md")
    assert f"semble être « {one} » écrit autrement (content/000.md:" in found.message


@pytest.mark.parametrize(
    "names",
    [
        ("Repérer la fragilité", "reperer la FRAGILITE"), ("Lire pour écrire", "Écrire pour lire"),
        ("Du jeu au soin", "Du soin au jeu"), ("La médiation en pratique", "La méditation en pratique"),
        ("Excel niveau 1", "Excel niveau 2"), ("Gérer un conflit", "Gérer un refus"), ("Le soin en hématologie", "Le soin en hépatologie"),
        ("Le deuil", "Le deuil de l'enfant"), ("Former les tuteurs", "Former les auteurs"), ("Perfectionnement A", "Perfectionnement B"),
        ("Accueillir le public", "Accueil du public"),
    ],
)  # fmt: skip
def test_series_that_are_two(names: tuple[str, ...]) -> None:
    assert not in_series(*names)


TERRITORIES = """Ain, Aisne, Allier, Alpes-de-Haute-Provence, Hautes-Alpes, Alpes-Maritimes, Ardèche, Ardennes, Ariège, Aube,
Aude, Aveyron, Bouches-du-Rhône, Calvados, Cantal, Charente, Charente-Maritime, Cher, Corrèze, Corse-du-Sud, Haute-Corse,
Côte-d'Or, Côtes-d'Armor, Creuse, Dordogne, Doubs, Drôme, Eure, Eure-et-Loir, Finistère, Gard, Haute-Garonne, Gers, Gironde,
Hérault, Ille-et-Vilaine, Indre, Indre-et-Loire, Isère, Jura, Landes, Loir-et-Cher, Loire, Haute-Loire, Loire-Atlantique,
Loiret, Lot, Lot-et-Garonne, Lozère, Maine-et-Loire, Manche, Marne, Haute-Marne, Mayenne, Meurthe-et-Moselle, Meuse, Morbihan,
Moselle, Nièvre, Nord, Oise, Orne, Pas-de-Calais, Puy-de-Dôme, Pyrénées-Atlantiques, Hautes-Pyrénées, Pyrénées-Orientales,
Bas-Rhin, Haut-Rhin, Rhône, Haute-Saône, Saône-et-Loire, Sarthe, Savoie, Haute-Savoie, Paris, Seine-Maritime, Seine-et-Marne,
Yvelines, Deux-Sèvres, Somme, Tarn, Tarn-et-Garonne, Var, Vaucluse, Vendée, Vienne, Haute-Vienne, Vosges, Yonne,
Territoire de Belfort, Essonne, Hauts-de-Seine, Seine-Saint-Denis, Val-de-Marne, Val-d'Oise, Guadeloupe, Martinique, Guyane,
La Réunion, Mayotte, Auvergne-Rhône-Alpes, Bourgogne-Franche-Comté, Bretagne, Centre-Val de Loire, Corse, Grand Est,
Hauts-de-France, Île-de-France, Normandie, Nouvelle-Aquitaine, Occitanie, Pays de la Loire, Provence-Alpes-Côte d'Azur,
EST, OUEST, NORD, SUD, Nord-Est, Nord-Ouest, Sud-Est, Sud-Ouest, Centre, Hauts, Cirques, Paris 11, Paris 12, Zone 1, Zone 2"""
"""Departments, regions and zones of France: all of them distinct."""
TOWNS = """Les Avirons, Bras-Panon, Cilaos, Entre-Deux, L'Étang-Salé, Petite-Île, La Plaine-des-Palmistes, Le Port, La Possession,
Saint-André, Saint-Benoît, Saint-Denis, Saint-Joseph, Saint-Leu, Saint-Louis, Saint-Paul, Saint-Philippe, Saint-Pierre,
Sainte-Marie, Sainte-Rose, Sainte-Suzanne, Salazie, Le Tampon, Les Trois-Bassins, L'Île-Saint-Denis, Rennes, Reims, Vannes, Cannes,
Nantes, Mantes, Valence, Valenciennes, Villers-Cotterêts, Villiers-le-Bel, Villiers-sur-Marne, Villeneuve-d'Ascq, Villejuif,
Saint-Pol-de-Léon, Saint-Pol-sur-Mer, Sainte-Foy-la-Grande, Sainte-Foy-lès-Lyon, Saint-Germain-en-Laye, Saint-Germain-des-Prés,
Saint-Malo, Saint-Maur, Saint-Lô, Montreuil, Montrouge, Montfermeil, Montgeron, Montauban, Montargis, Châteauroux, Châteaudun,
Châteaulin, Châteauneuf, Châtillon, Châtillon-sur-Seine, Beaumont, Beaucaire, Beaune, Beauvais, Beauvoir, Beauvois, Bressuire,
Boulogne-sur-Mer, Boulogne-Billancourt, Chalon-sur-Saône, Châlons-en-Champagne, Aulnay-sous-Bois, Fontenay-sous-Bois, Saumur,
Saint-Jean-de-Luz, Saint-Jean-d'Angély, Lannion, Laon, Lyon, Brest, Bressols, Tours, Troyes, Alès, Albi, Agen, Auch"""
SECTORS = """Action sociale, Action éducative, Aide à domicile, Aide sociale à l'enfance, Accueil familial, Accueil de jour,
Addictologie, Allergologie, Alcoologie, Animation, Cancérologie, Cardiologie, Radiologie, Communication, Comptabilité,
Compatibilité, Dermatologie, Économie, Ergonomie, Éducation, Éducation spécialisée, Éducation populaire, Ethnologie, Éthologie,
Gérontologie, Gériatrie, Hématologie, Hépatologie, Immunologie, Information, Informatique, Insertion, Inclusion, Exclusion,
Intervention, Logistique, Linguistique, Management, Médiation, Méditation, Médecine, Métrologie, Météorologie, Musicothérapie,
Néonatologie, Néphrologie, Neurologie, Urologie, Obstétrique, Oncologie, Ontologie, Orthophonie, Orthoptie, Orthopédie,
Parentalité, Pédiatrie, Petite enfance, Physiologie, Psychologie, Psychiatrie, Prévention, Présentation, Protection de l'enfance,
Protection des majeurs, Protection sociale, Santé mentale, Santé publique, Sexologie, Sociologie, Travail social, Virologie"""


@pytest.mark.parametrize(
    ("check", "names"),
    [(near_territories, TERRITORIES), (near_territories, TOWNS), (near_sectors, SECTORS)],
    ids=["territories", "towns", "sectors"],
)
def test_real_names_are_all_distinct(check: Check, names: str) -> None:
    real = [name.strip() for name in names.replace("\n", " ").split(", ")]
    assert len(real) > 60
    assert not named(check, *real)


def test_the_rarer_is_told_whatever_the_order() -> None:
    for names in itertools.permutations(["St-Denis", "Saint-Denis", "Saint-Denis"]):
        (found,) = named(near_territories, *names)
        assert found.message.startswith("« St-Denis » semble être « Saint-Denis »")


def test_a_file_for_each_says_that_they_are_two() -> None:
    names = ("Coopérative Tamaris", "Coopérative Tamari")
    fiches = [
        sheet(f"## Organisme\n\n{name}", path=f"content/{at}.md", title=f"Titre {at}")
        for at, name in enumerate(names)
    ]
    assert [*near_organisations(catalogue_of(fiches))]
    assert not [*near_organisations(catalogue_of(fiches, names))]
    (found,) = near_organisations(catalogue_of(fiches, names[1:]))
    assert found.message.startswith("« Coopérative Tamaris » semble être « Coopérative Tamari »")


def test_a_file_that_no_fiche_names_is_compared_too() -> None:
    fiche = sheet("## Organisme\n\nTi ar Skoll")
    (found,) = near_organisations(catalogue_of([fiche], ["Croix-Rouge", "Ti ar Skol"]))
    assert found.span.at == "content/fiche.md:5"
    assert "« Ti ar Skoll » semble être « Ti ar Skol »" in found.message
    assert found.others[0].path == "content/organismes/o1.yml"
    assert not [*near_organisations(catalogue_of([fiche], ["Ti ar Skol", "Ti ar Skoll"]))]


def test_the_other_names_of_a_file_count() -> None:
    fiche = sheet("## Organisme\n\nCopérative Tamaris")
    name = "Tamaris formation\nalias: [Coopérative Tamaris, CT]"
    (found,) = near_organisations(catalogue_of([fiche], [name]))
    assert "« Copérative Tamaris » semble être « Tamaris formation »" in found.message


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("formation", "fromation", True), ("formation", "formmation", True), ("formation", "frmation", True),
        ("suzanne", "susanne", True), ("hematologie", "hepatologie", False), ("vannes", "cannes", False),
        ("accompagnement", "acompagnment", True), ("accompagnement", "acompagnmnt", False), ("partage", "portage", True),
        ("laurent", "laurens", False), ("cadre", "cadres", True), ("est", "este", False),
    ],
)  # fmt: skip
def test_slips(one: str, other: str, near: bool) -> None:
    assert (other in near_words([one, other]).get(one, ())) is near


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("adictologie", "addictologie", True), ("montpelier", "montpellier", True), ("orthopdie", "orthopedie", True),
     ("insertio", "insertion", False), ("insretion", "insertion", True), ("mediation", "meditation", False),
     ("ethologie", "ethnologie", False), ("beauvais", "beauvois", False), ("sylviculture", "silviculture", True)],
)  # fmt: skip
def test_misspellings_make_no_other_word(one: str, other: str, same: bool) -> None:
    assert is_misspelling(one, other) is same
    assert is_misspelling(other, one) is same


@given(st.lists(st.text("abcdé ", min_size=5, max_size=14), max_size=12))
def test_nearness_is_mutual_and_in_no_order(words: list[str]) -> None:
    near = near_words(words)
    assert near == near_words(reversed(words))
    assert all(one in near[other] for one, others in near.items() for other in others)
