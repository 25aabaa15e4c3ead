"""Sessions as people write them: who is where, when, and in which state."""

from __future__ import annotations

import time

import pytest

from fichegen.dates import write_schedule
from fichegen.model import Fiche, Status
from fichegen.reading import read_fiche


def read(body: str, *, head: str = "## Sessions") -> tuple[Fiche, list[str]]:
    fiche, findings = read_fiche("f.md", f"# Titre\n\n{head}\n\n{body}\n")
    assert fiche
    return fiche, [found.code for found in findings]


def told(fiche: Fiche) -> list[str]:
    """Return each session in one line: label | zone | place | days | state."""
    lines = []
    for group in fiche.groups:
        days = write_schedule(group.schedule) if group.schedule else ""
        parts = (group.label, group.territory, group.place, days, group.status or "")
        lines.append(" | ".join(parts))
    return lines


@pytest.mark.parametrize(
    ("body", "sessions"),
    [
        ("### ☞ Groupe 1\n\n#### EST\n\nLes 15 & 16 nov. 2021\n\n+ Le 17 novembre 2021",
         ["Groupe 1 | EST |  | du 15 au 17 novembre 2021 | "]),
        ("### Groupe 1 – EST (complet)\n\n15 novembre 2021", ["Groupe 1 | EST |  | 15 novembre 2021 | complet"]),
        ("- Groupe 1 : Metz, 15 novembre 2021\n- Groupe 2 : Nancy, 16 novembre 2021",
         ["Groupe 1 |  | Metz | 15 novembre 2021 | ", "Groupe 2 |  | Nancy | 16 novembre 2021 | "]),
        ("Metz : 15 novembre 2021\nNancy : 16 novembre 2021",
         ["Session 1 |  | Metz | 15 novembre 2021 | ", "Session 2 |  | Nancy | 16 novembre 2021 | "]),
        ("EST : 2 et 3 mars 2026 ; SUD : 9 et 10 mars 2026",
         ["Session 1 | EST |  | 2 et 3 mars 2026 | ", "Session 2 | SUD |  | 9 et 10 mars 2026 | "]),
        ("### Metz\n\n2 mars 2026\n\n### Nancy\n\n9 mars 2026",
         ["Session 1 |  | Metz | 2 mars 2026 | ", "Session 2 |  | Nancy | 9 mars 2026 | "]),
        ("### Lorraine\n\n#### Metz\n\n2 mars 2026\n\n#### Nancy\n\n9 mars 2026",
         ["Session 1 | Lorraine | Metz | 2 mars 2026 | ", "Session 2 | Lorraine | Nancy | 9 mars 2026 | "]),
        ("### Groupe 1\n\n#### Dates\n\n2 mars 2026\n\n#### Lieu\n\nMetz", ["Groupe 1 |  | Metz | 2 mars 2026 | "]),
        ("Les 21, 22 et\n23 septembre 2026", ["Session |  |  | du 21 au 23 septembre 2026 | "]),
        ("Du 12 au\n14 mars 2026", ["Session |  |  | du 12 au 14 mars 2026 | "]),
        ("### Groupe 1\n\nAnnulé\n\n2 mars 2026", ["Groupe 1 |  |  | 2 mars 2026 | annulé"]),
        ("### Groupe 1\n\n2 mars 2026 – presque complet", ["Groupe 1 |  |  | 2 mars 2026 | "]),
        ("### Groupe 1\n\n2 mars 2026 – non confirmé", ["Groupe 1 |  |  | 2 mars 2026 | "]),
        ("| Lieu | Dates | Places |\n|---|---|---|\n| Metz | 2 mars 2026 | 0 (complet) |\n| SUD | 9 mars 2026 | 12 |",
         ["Session 1 |  | Metz | 2 mars 2026 | complet", "Session 2 | SUD |  | 9 mars 2026 | "]),
        ("### Session de printemps\n\n2 mars 2026", ["Session de printemps |  |  | 2 mars 2026 | "]),
        ("### Metz\n\n2 mars 2026\n\n### Nancy\n\n9 mars 2026\n\n### Horaires\n\n9h-17h",
         ["Session 1 |  | Metz | 2 mars 2026, de 9h à 17h | ", "Session 2 |  | Nancy | 9 mars 2026, de 9h à 17h | "]),
    ],
)  # fmt: skip
def test_sessions_in_words_of_people(body: str, sessions: list[str]) -> None:
    fiche, codes = read(body)
    assert told(fiche) == sessions
    assert codes == []


@pytest.mark.parametrize(
    ("length", "sessions", "codes"),
    [
        ("2 jours", 2, []),
        ("14 heures", 2, []),
        ("4 jours", 1, []),
        ("3 jours", 2, ["FG312"]),
        ("variable", 2, ["FG312"]),
    ],
)
def test_the_length_tells_several_sessions_from_one(
    length: str, sessions: int, codes: list[str]
) -> None:
    body = f"- 2 et 3 mars 2026\n- 9 et 10 mars 2026\n\n## Durée\n\n{length}"
    fiche, found = read(body, head="## Dates")
    assert len(fiche.groups) == sessions
    assert found == codes


def test_a_deadline_beside_the_dates_is_no_date() -> None:
    fiche, codes = read(
        "### Groupe 1\n\nLes 23 & 24 mars 2026\n\nInscriptions jusqu'au 6 mars 2026"
    )
    (group,) = fiche.groups
    assert group.deadline
    assert str(group.deadline.date) == "2026-03-06"
    assert told(fiche) == ["Groupe 1 |  |  | 23 et 24 mars 2026 | "]
    assert codes == []


def test_facts_are_told_group_by_group() -> None:
    body = "Groupe 1 : 2 mars 2026\nGroupe 2 : 9 mars 2026\n\n## Lieu\n\nGroupe 1 : Metz\nGroupe 2 : Nancy"
    fiche, _ = read(body, head="## Dates")
    assert told(fiche) == [
        "Groupe 1 |  | Metz | 2 mars 2026 | ",
        "Groupe 2 |  | Nancy | 9 mars 2026 | ",
    ]


def test_a_place_that_no_group_takes_is_kept() -> None:
    fiche, _ = read("### Metz\n\n2 mars 2026\n\n## Lieu\n\nSalle Jaurès, badge à demander")
    assert [(s.heading, s.prose.markdown) for s in fiche.sections] == [
        ("Lieu", "Salle Jaurès, badge à demander")
    ]


@pytest.mark.parametrize("words", ["Dès 6 inscrits", "Nous consulter pour un devis", "À définir"])
def test_words_in_place_of_dates(words: str) -> None:
    fiche, codes = read(words, head="## Dates")
    assert fiche.dates_note
    assert (fiche.groups, fiche.dates_note.words, codes) == ((), words, [])


def test_words_between_dates_stay_whole() -> None:
    fiche, _ = read("2 mars 2026 (présentiel) et 9 mars 2026 (distanciel)", head="## Dates")
    schedule = fiche.groups[0].schedule
    assert schedule
    assert schedule.words == "2 mars 2026 (présentiel) et 9 mars 2026 (distanciel)"


def test_a_year_in_the_heading_serves_the_dates_below() -> None:
    fiche, codes = read("Du 12 au 14 janvier", head="## Sessions 2026")
    assert told(fiche) == ["Session |  |  | du 12 au 14 janvier 2026 | "]
    assert codes == ["FG307"]


def test_a_line_with_a_label_is_never_the_end_of_the_one_before() -> None:
    """A count ends in a number, as the first half of a list of days does."""
    fiche, findings = read(
        "### Groupe 1\n\n2 mars 2026\nPlaces : 12\nDate limite d'inscription : 7 février 2026"
    )
    (group,) = fiche.groups
    assert group.seats == "12"
    assert group.deadline
    assert str(group.deadline.date) == "2026-02-07"
    assert findings == []


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("12 janvier 2027 - COMPLET", "complet"),
        ("12 janvier 2027 (Complet)", "complet"),
        ("12 janvier 2027, session annulée", "annulé"),
        ("Annulé - 12 janvier 2027", "annulé"),
        ("annulé : 12 janvier 2027", "annulé"),
        ("12 janvier 2027 – reportée", "reporté"),
        ("12 janvier 2027, Complexe sportif", None),
        ("12 janvier 2027, presque complet", None),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "---\ntitre: T\ngroupes:\n  - nom: G1\n    lieu: Metz\n    dates: '{}'\n---\n",
        "---\ntitre: T\ngroupes:\n  - nom: G1\n    dates: '{}'\n---\n",
        "# T\n\n## Groupes\n\n### G1\n\n#### Metz\n\nDates : {}\n",
    ],
)  # fmt: skip
def test_a_state_beside_the_dates_is_a_state_in_every_notation(
    form: str, words: str, status: str | None
) -> None:
    fiche, _ = read_fiche("f.md", form.format(words))
    assert fiche
    (group,) = fiche.groups
    assert group.status == status
    assert group.schedule
    assert write_schedule(group.schedule) == "12 janvier 2027"
    if status:
        assert status[:5] not in f"{group.place} {group.territory}".casefold()


def test_an_open_session_is_not_a_confirmed_one() -> None:
    fiche, findings = read("### Groupe 1\n\n2 mars 2026\n\nStatut : Ouvert")
    assert fiche.groups[0].status is None
    assert findings == []


@pytest.mark.parametrize(
    "body",
    [
        "### Groupe 1\n\n- Dates initiales : 4 et 5 octobre 2021\n- Dates : 15 et 16 novembre 2021",
        "### Groupe 1\n\nInitialement prévu : 4 et 5 octobre 2021\n\nDates : 15 et 16 novembre 2021",
        "### Groupe 1\n\n15 et 16 novembre 2021\n\n#### Anciennes dates\n\n4 et 5 octobre 2021",
        "| Dates initiales | Dates |\n|--|--|\n| 4 et 5 octobre 2021 | 15 et 16 novembre 2021 |",
    ],
)
def test_a_session_that_was_moved_keeps_the_days_first_announced(body: str) -> None:
    fiche, findings = read(body)
    assert not findings
    (moved,) = fiche.groups
    assert moved.previous
    assert moved.schedule
    assert write_schedule(moved.previous) == "4 et 5 octobre 2021"
    assert write_schedule(moved.schedule) == "15 et 16 novembre 2021"
    assert moved.is_moved


@pytest.mark.parametrize(
    ("before", "now", "is_moved"),
    [
        ("4 octobre 2021", "15 novembre 2021", True),
        ("4 octobre 2021", "4 octobre 2021", False),
        ("le lundi 4 octobre 2021", "04/10/2021", False),
        ("4 octobre 2021", "4 octobre 2021 de 9h à 12h", False),
        ("4 et 5 octobre 2021", "4 octobre 2021", True),
        ("4 octobre 2021", "du 4 octobre 2021 au 30 avril 2022", True),
        ("du 4 octobre 2021 au 30 avril 2022", "du 4/10/2021 au 30/04/2022", False),
        ("du 4 octobre 2021 au 30 avril 2022", "du 4 octobre 2021 au 31 mai 2022", True),
        ("4 octobre 2021", "à partir du 15 novembre 2021", True),
        ("octobre 2021", "15 novembre 2021", True),
        ("à définir", "15 novembre 2021", False),
        ("4 octobre 2021", "à définir", False),
        ("4 octobre 2021", "novembre 2021", False),
    ],
)
def test_a_session_is_moved_to_days_that_are_known_and_others(
    before: str, now: str, is_moved: bool
) -> None:
    fiche, _ = read(
        f"### Groupe 1\n\n- Dates initiales : {before}\n- Dates : {now}\n- Statut : reporté"
    )
    (group,) = fiche.groups
    assert group.is_moved is is_moved
    assert fiche.status_of(group) is (None if is_moved else Status.POSTPONED)


def test_a_move_reads_alike_in_yaml() -> None:
    fiche, findings = read_fiche(
        "f.yml",
        "titre: T\ngroupes:\n  - nom: Groupe 1\n    dates: 15 novembre 2021\n    dates_initiales: 4 octobre 2021\n",
    )
    assert not findings
    assert fiche
    assert fiche.groups[0].is_moved


def test_old_addresses_and_codes_are_read_in_every_notation() -> None:
    head, _ = read_fiche(
        "f.md",
        "# T\n\n## Anciennes adresses\n\n- stage-t\n- stages/t.html\n\n## Formacode\n\n44072, 44008\n",
    )
    keys, _ = read_fiche(
        "f.yml", "titre: T\nalias: [stage-t, stages/t.html]\nformacode: [44072, 44008]\n"
    )
    assert head == keys
    assert head
    assert [term.words for term in head.aliases] == ["stage-t", "stages/t.html"]
    assert [term.span and (term.span.line, term.span.col) for term in head.aliases] == [
        (5, 3),
        (6, 3),
    ]
    assert [term.words for term in head.domain_codes] == ["44072", "44008"]


@pytest.mark.parametrize(
    "unit",
    [
        "### Groupe\n\nx\n\n",
        "### Groupe 1\n\n### Lieu\n\nx\n\n",
        "### Groupe 1\n\n### Lieu\n\n",
        "| EST | 15 nov. 2021 |\n",
    ],
)
def test_groups_without_number_take_time_in_proportion(unit: str) -> None:
    def spent(count: int) -> float:
        """Return the least of three: what else the machine does is never less than nothing."""
        source = f"# T\n\n## Lieux et dates\n\n{unit * count}"
        times = []
        for _ in range(3):
            started = time.process_time()
            read_fiche("f.md", source)
            times.append(time.process_time() - started)
        return min(times)

    spent(100)
    assert spent(4000) < 10 * max(spent(1000), 0.05)
