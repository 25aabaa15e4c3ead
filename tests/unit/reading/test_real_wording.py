"""Fiches as training officers write them: what each says, and that nothing in them is an error."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.dates import Kind
from fichegen.model import Fiche, Group, Status
from fichegen.reading import read_fiche


def read(body: str, *, path: str = "content/f.md") -> tuple[Fiche, list[str]]:
    """Read a fiche; gives it, and the codes of what is told of it."""
    text = body if path.endswith(".yml") else f"# Titre\n\n{body}\n"
    fiche, findings = read_fiche(path, text)
    assert fiche
    return fiche, [found.code for found in findings]


def days(group: Group) -> str:
    """Write when a session is: its days without the year, or the bounds of what is known."""
    schedule = group.schedule
    assert schedule
    if schedule.days:
        told = " ".join(f"{day.date:%d/%m}" for day in schedule.days)
        return f"dès {told}" if schedule.kind is Kind.START else told
    told = " ".join(
        f"{period.first:%d/%m/%y}-{period.last:%d/%m/%y}" for period in schedule.periods
    )
    return f"dès {told}" if schedule.kind is Kind.START else told


SESSIONS = {
    "two ends, as headings": (
        "## Date de début\n\n8 septembre 2025\n\n## Date de fin\n\n26 juin 2026",
        [("", "08/09/25-26/06/26")],
    ),
    "two ends, as labels": (
        "**Date de début :** 8 septembre 2025\n**Date de fin :** 12 septembre 2025\n**Lieu :** Brest",
        [("Brest", "08/09 09/09 10/09 11/09 12/09")],
    ),
    "a beginning alone": (
        "Date de démarrage : 8 septembre 2025\n\nLieu : Quimper",
        [("Quimper", "dès 08/09")],
    ),
    "the month of a beginning": ("## Rentrée\n\nSeptembre 2026", [("", "dès 01/09/26-30/09/26")]),
    "several days under a beginning": (
        "## Date de début\n\n12 et 13 mars 2026",
        [("", "12/03 13/03")],
    ),
    "two ends in columns": (
        ("## Sessions\n\n| Date de début | Date de fin | Lieu |\n|---|---|---|\n"
        "| 12/03/2026 | 13/03/2026 | Lyon |\n| 08/09/2026 | 26/06/2027 | Paris |"),
        [("Lyon", "12/03 13/03"), ("Paris", "08/09/26-26/06/27")],
    ),
    "from and to in columns": (
        ("## Dates et lieux\n\n| Du | Au | Lieu |\n|---|---|---|\n| 12/03/2026 | 13/03/2026 | Lyon |\n"
        "| 14/05/2026 | 15/05/2026 | Paris |"),
        [("Lyon", "12/03 13/03"), ("Paris", "14/05 15/05")],
    ),
    "a deadline behind the place": (
        ("## Sessions\n\n- du 12/03/26 au 13/03/26 – LILLE – Inscriptions jusqu'au 30/01/26\n"
        "- du 08/06/26 au 09/06/26 – ARRAS – Inscriptions jusqu'au 24/04/26"),
        [("LILLE", "12/03 13/03"), ("ARRAS", "08/06 09/06")],
    ),
    "sessions between bars": (
        "## Lieux et dates\n\nLyon : 12-13 mars 2026 | Paris : 14-15 mai 2026",
        [("Lyon", "12/03 13/03"), ("Paris", "14/05 15/05")],
    ),
    "sessions of the length told, between commas": (
        "## Durée\n\n14h\n\n## Lieux et dates\n\nÀ Lyon les 12 et 13 mars 2026, à Paris les 14 et 15 mai 2026",
        [("Lyon", "12/03 13/03"), ("Paris", "14/05 15/05")],
    ),
    "one of the places of the course": (
        ("## Durée\n\n7 heures\n\n## Lieux\n\nLe Havre, Rouen\n\n"
        "## Dates\n\n12 mars 2026 (Le Havre), 19 mars 2026 (Rouen)"),
        [("Le Havre", "12/03"), ("Rouen", "19/03")],
    ),
    "a table of the days of one session": (
        ("## Dates\n\n| Module | Date | Horaires |\n|---|---|---|\n| Module 1 | 12 mars 2026 | 9h-17h |\n"
        "| Module 2 | 13 mars 2026 | 9h-12h |\n\n## Durée\n\n2 jours"),
        [("", "12/03 13/03")],
    ),
    "facts on one line": (
        "**Durée :** 2 jours | **Tarif :** 890 € HT | **Lieu :** Lyon | **Dates :** 12 et 13 mars 2026",
        [("Lyon", "12/03 13/03")],
    ),
    "facts of a group on one line": (
        "## Sessions\n\n### Groupe 1\n\nDates : 12 mars 2026 – Lieu : Lyon – Places : 8",
        [("Lyon", "12/03")],
    ),
    "a day taken out": (
        "## Dates\n\nDu lundi 5 au vendredi 9 janvier 2026 (sauf le 7)",
        [("", "05/01 06/01 08/01 09/01")],
    ),
    "hours with an arrival": (
        "## Dates\n\n12 mars 2026\n\n## Horaires\n\n9h-17h (accueil à 8h45)",
        [("", "12/03")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "sessions"), SESSIONS.values(), ids=SESSIONS)
def test_sessions(body: str, sessions: list[tuple[str, str]]) -> None:
    fiche, codes = read(body)
    assert [(group.place, days(group)) for group in fiche.groups] == sessions
    assert codes == []


def test_two_ends_as_keys() -> None:
    fiche, codes = read(
        "titre: T\nsessions:\n  - lieu: Lyon\n    date_debut: 12/03/2026\n    date_fin: 13/03/2026\n"
        "  - lieu: Paris\n    debut: 08/09/2026\n",
        path="content/f.yml",
    )
    assert [(group.place, days(group)) for group in fiche.groups] == [
        ("Lyon", "12/03 13/03"),
        ("Paris", "dès 08/09"),
    ]
    assert codes == []


@pytest.mark.parametrize(
    "words", ["12-13 March 2026", "Spring 2026", "Voir le calendrier en ligne"]
)
def test_words_under_dates_are_no_place(words: str) -> None:
    fiche, codes = read(f"## Dates\n\n{words}\n\n## Lieu\n\nPau")
    assert [group.place for group in fiche.groups] == ["Pau"]
    assert fiche.groups[0].schedule
    assert fiche.groups[0].schedule.words == words
    assert codes == ["FG304"]


@pytest.mark.parametrize(
    "body",
    [
        "## Lieux et dates\n\nLyon (12-13 mars 2026), Paris (14-15 mai 2026)",
        "## Dates\n\n| Date | Horaires |\n|---|---|\n| 12 mars 2026 | 9h-17h |\n| 14 mai 2026 | 9h-17h |",
    ],
    ids=["commas", "rows"],
)
def test_several_sessions_or_one_is_told(body: str) -> None:
    fiche, codes = read(body)
    assert len(fiche.groups) == 2
    assert codes == ["FG312"]


def test_a_deadline_beside_dates_is_no_day() -> None:
    fiche, _ = read("Dates : 12 et 13 mars 2026 (inscription avant le 15 février 2026)")
    (group,) = fiche.groups
    assert days(group) == "12/03 13/03"
    assert group.deadline
    assert group.deadline.date == dt.date(2026, 2, 15)


def test_hours_with_an_arrival_are_those_of_the_days_and_kept_in_words() -> None:
    fiche, _ = read("## Dates\n\n12 mars 2026\n\n## Horaires\n\n9h-17h (accueil à 8h45)")
    (group,) = fiche.groups
    assert group.schedule
    assert [(h.start, h.end) for h in group.schedule.days[0].hours] == [(540, 1020)]
    assert group.remark
    assert "accueil à 8h45" in group.remark.markdown


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        (
            "Assistante de formation : Léa Petit – lea@a.fr – 01 23 45 67 80",
            [("Léa Petit", "Assistante de formation")],
        ),
        ("- Référente handicap : Anne Roy (anne@a.fr)", [("Anne Roy", "Référente handicap")]),
        (
            (
                "| Rôle | Nom | Mail |\n|---|---|---|\n| Pédagogie | Paul Durand | p@a.fr |\n"
                "| Administration | Léa Roy | l@a.fr |"
            ),
            [("Paul Durand", "Pédagogie"), ("Léa Roy", "Administration")],
        ),
        ("Sophie Martin : assistante, s@a.fr", [("Sophie Martin", "assistante")]),
        (
            "Secrétariat : 04 90 11 22 33\nService formation, 12 avenue de la Gare, 84000 Avignon",
            [("Secrétariat", "Service formation, 12 avenue de la Gare, 84000 Avignon")],
        ),
    ],
)
def test_people_and_what_they_do(lines: str, people: list[tuple[str, str]]) -> None:
    fiche, codes = read(f"## Contacts\n\n{lines}")
    assert [(contact.name, contact.role) for contact in fiche.contacts] == people
    assert codes == []


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("AFPA Grenoble – SIRET 824 228 142 00019 – NDA 11 93 07426 93", ["AFPA Grenoble"]),
        ("GRETA des Alpes\nN° de déclaration d'activité : 82 38 01234 38", ["GRETA des Alpes"]),
        ("ARFIS (SIRET : 824 228 142 00019)", ["ARFIS"]),
        ("CFPPA de Tours", ["CFPPA de Tours"]),
    ],
)
def test_numbers_of_an_organisation_are_no_part_of_its_name(words: str, names: list[str]) -> None:
    fiche, _ = read(f"## Organisme\n\n{words}")
    assert [term.words for term in fiche.organisations] == names
    kept = " ".join(section.prose.markdown for section in fiche.sections)
    assert words == names[0] or all(number in kept for number in words.split() if number.isdigit())


def test_facts_on_one_line_are_read_one_by_one() -> None:
    fiche, codes = read("Durée : 2 jours – 14h – Tarif : 890 € HT – Public : tous – Lieu : Lyon")
    assert fiche.duration
    assert fiche.duration.words == "2 jours – 14h"
    assert [(s.name, s.prose.markdown) for s in fiche.sections] == [
        ("tarif", "890 € HT"),
        ("public", "tous"),
    ]
    assert codes == []


def test_days_at_the_level_of_the_programme_are_its_parts() -> None:
    fiche, codes = read(
        "## Programme\n\n## Jour 1\n\n## Matin\n\nAccueil\n\n## Jour 2\n\n## Matin\n\nBilan\n\n## Moyens\n\nSalle"
    )
    assert [section.name for section in fiche.sections] == ["contenu", "moyens"]
    assert fiche.sections[0].prose.markdown.count("### Matin") == 2
    assert codes == []


def test_a_day_without_a_programme_opens_one() -> None:
    fiche, codes = read("## Public\n\nTous\n\n## Jour 1 : bases\n\n- a\n\n## Jour 2 : suite\n\n- b")
    assert [section.name for section in fiche.sections] == ["public", "contenu"]
    assert codes == []


@pytest.mark.parametrize("head", ["**Jour 2**", "Après-midi :", "__Jour 2 : la suite__ :"])
@pytest.mark.parametrize("bullet", ["-", "☞", "✅"])
def test_what_heads_a_list_is_no_part_of_the_list_above(head: str, bullet: str) -> None:
    fiche, _ = read(f"## Programme\n\n{bullet} un\n{bullet} deux\n{head}\n{bullet} trois")
    assert fiche.sections[0].prose.items == ("un", "deux", "trois")


def test_a_wrapped_item_goes_on() -> None:
    fiche, _ = read("## Programme\n\n- un objet\nqui continue ici\n- deux")
    assert fiche.sections[0].prose.items == ("un objet qui continue ici", "deux")


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Durée en centre", "FG203"),
        ("Les + de la formation", "FG203"),
        ("Objectis pédagogiques", "FG202"),
        ("Tarfi", "FG202"),
        ("Date limit d'inscription", "FG202"),
    ],
)
def test_a_near_name_is_proposed_for_a_slip_alone(heading: str, code: str) -> None:
    _, codes = read(f"## {heading}\n\nmots")
    assert codes == [code]


def test_weeks_are_no_place() -> None:
    fiche, codes = read("**Prochaines sessions** : semaines 10, 15 et 22\n**Lieu** : Lesquin")
    (group,) = fiche.groups
    assert (group.place, codes) == ("Lesquin", ["FG304"])


def test_groups_under_a_heading_that_names_them() -> None:
    fiche, codes = read(
        "## Dates et lieux des groupes\n\nGroupe 1 : 12 et 13 mars 2026, CHU Angers\n"
        "Groupe 2 : 28 mai 2026, CH Laval – COMPLET"
    )
    assert [(g.label, g.place, days(g)) for g in fiche.groups] == [
        ("Groupe 1", "CHU Angers", "12/03 13/03"),
        ("Groupe 2", "CH Laval", "28/05"),
    ]
    assert codes == []


def test_hours_in_columns_of_their_own() -> None:
    fiche, _ = read(
        "## Dates\n\n| Jour | Matin | Après-midi |\n|---|---|---|\n"
        "| 12/03/2026 | 9h-12h30 | 13h30-17h |\n| 13/03/2026 | 9h-12h30 | |\n\n## Durée\n\n2 jours"
    )
    (group,) = fiche.groups
    assert group.schedule
    assert [len(day.hours) for day in group.schedule.days] == [2, 1]


def test_questions_are_labels() -> None:
    fiche, codes = read("Pour qui ? Parents\nOù ? Centre social\nQuand ? Le 12 mars 2026")
    assert [(s.name, s.prose.markdown) for s in fiche.sections] == [("public", "Parents")]
    assert [(g.place, days(g)) for g in fiche.groups] == [("Centre social", "12/03")]
    assert codes == []


def test_a_table_before_the_facts_stays_one() -> None:
    fiche, _ = read("| Catégorie | Tarif HT |\n|---|---|\n| A | 650 € |\n\n**Durée** : 2 jours")
    assert fiche.sections[0].prose.markdown == "| Catégorie | Tarif HT |\n|---|---|\n| A | 650 € |"


def test_an_unknown_fact_in_a_list_of_facts_is_no_part_of_the_one_above() -> None:
    fiche, _ = read("- Durée : 2 jours\n- Lieu : Lyon\n- Coût : 12 €\n- Niveau : 5 (Bac+2)")
    assert [(s.name, s.prose.markdown) for s in fiche.sections] == [
        ("tarif", "12 €"),
        ("informations", "- Niveau : 5 (Bac+2)"),
    ]


def test_sessions_named_one_behind_the_other() -> None:
    fiche, codes = read("## Dates\n\nSession 1 : 12-13 mars 2026. Session 2 : 4-5 juin 2026.")
    assert [(g.label, days(g)) for g in fiche.groups] == [
        ("Session 1", "12/03 13/03"),
        ("Session 2", "04/06 05/06"),
    ]
    assert codes == []


def test_people_of_experience_are_no_state() -> None:
    fiche, _ = read(
        "## Sessions\n\n- 10 mars 2026, 9h-12h : groupe débutants\n- 10 mars 2026, 14h-17h : groupe confirmés"
    )
    assert [group.status for group in fiche.groups] == [None, None]


def test_a_state_in_any_column() -> None:
    fiche, _ = read(
        "## Sessions\n\n| Session | Dates | Inscription |\n|---|---|---|\n| Mars | 12/03/2026 | Complet |\n"
        "| Juin | 04/06/2026 | Ouverte |"
    )
    assert [group.status for group in fiche.groups] == [Status.FULL, None]


def test_days_in_columns_of_their_own() -> None:
    fiche, codes = read(
        "## Calendrier\n\n| Ville | Jour 1 | Jour 2 |\n|---|---|---|\n| Lyon | 12/03/2026 | 13/03/2026 |\n"
        "| Paris | 04/06/2026 | 05/06/2026 |"
    )
    assert [(g.place, days(g)) for g in fiche.groups] == [
        ("Lyon", "12/03 13/03"),
        ("Paris", "04/06 05/06"),
    ]
    assert codes == []


def test_a_table_that_tells_nothing_known_is_no_place() -> None:
    fiche, codes = read(
        "## Calendrier\n\n| Lieu | Janvier | Mars |\n|---|---|---|\n| Lyon | 12-13 | 3-4 |\n| Paris | | 9-10 |"
    )
    assert fiche.groups == ()
    assert codes == ["FG305"]


def test_a_town_in_the_name_and_the_place_stay_apart() -> None:
    fiche, _ = read(
        "## Sessions\n\n### Groupe 1 – Saint-Denis\n\nDates : 12 mars 2026\n\nLieu : IRTS, 1 rue Sully Brunet"
    )
    assert fiche.groups[0].place == "Saint-Denis, IRTS, 1 rue Sully Brunet"
