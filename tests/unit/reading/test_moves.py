"""Sessions put off to other days, as people announce it."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.dates import write_schedule
from fichegen.model import Fiche, Group, Status
from fichegen.reading import read_fiche
from fichegen.states import State, timeline

BEFORE = dt.date(2026, 9, 1)


def groups_of(source: str, name: str = "f.md") -> tuple[tuple[Group, ...], list[str]]:
    fiche, findings = read_fiche(name, source)
    assert fiche
    return fiche.groups, [found.code for found in findings]


def told(group: Group) -> tuple[str, str]:
    """Return the days first announced, and those the session is held on."""
    before, now = group.previous, group.schedule
    return write_schedule(before) if before else "", write_schedule(now) if now else ""


MOVED = [
    ("Reporté au 4 janvier 2027", "", "4 janvier 2027"),
    ("Session reportée aux 4 et 5 janvier 2027", "", "4 et 5 janvier 2027"),
    ("REPORTÉ AU 04/01/2027", "", "4 janvier 2027"),
    ("Reporté au : 4 janvier 2027", "", "4 janvier 2027"),
    ("Attention : session reportée au lundi 4 janvier 2027 !", "", "4 janvier 2027"),
    ("La session est reportée à la date du 4 janvier 2027.", "", "4 janvier 2027"),
    ("**Annulée et reportée au 4 janvier 2027**", "", "4 janvier 2027"),
    ("Décalé au 4 janvier 2027", "", "4 janvier 2027"),
    ("Reporté à janvier 2027", "", "janvier 2027"),
    ("12 octobre 2026, reporté au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("12 octobre 2026 (reporté au 4 janvier 2027)", "12 octobre 2026", "4 janvier 2027"),
    ("~~12 octobre 2026~~ reporté au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("12 octobre 2026 → reporté au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("Les 12 et 13 octobre 2026 reportés aux 4 et 5 janvier 2027", "12 et 13 octobre 2026", "4 et 5 janvier 2027"),
    ("12 et 13 octobre reportés aux 4 et 5 novembre 2026", "12 et 13 octobre 2026", "4 et 5 novembre 2026"),
    ("La session du 12 octobre 2026 est reportée au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("Initialement prévue le 12 octobre 2026, reportée au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("Reporté du 12 octobre 2026 au 4 janvier 2027", "12 octobre 2026", "4 janvier 2027"),
    ("Reportée du 12 au 14 octobre 2026 aux 4, 5 et 6 janvier 2027", "du 12 au 14 octobre 2026", "du 4 au 6 janvier 2027"),
    ("Reporté au 4 janvier 2027 au lieu du 12 octobre 2026", "12 octobre 2026", "4 janvier 2027"),
    ("Reporté au 4 janvier 2027 (initialement prévu le 12 octobre 2026)", "12 octobre 2026", "4 janvier 2027"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "before", "now"), MOVED)
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("f.md", "# T\n\n## Sessions\n\n### Groupe 1\n\n{}\n"),
        ("f.md", "# T\n\n## Sessions\n\n### Groupe 1\n\nDates : {}\n"),
        ("f.md", "# T\n\n## Sessions\n\n### Groupe 1\n\nStatut : {}\n"),
        ("f.md", "# T\n\n## Sessions\n\n### Groupe 1 – {}\n"),
        ("f.md", "---\ntitre: T\ngroupes:\n  - nom: Groupe 1\n    dates: '{}'\n---\n"),
        ("f.yml", "titre: T\ngroupes:\n  - nom: Groupe 1\n    statut: '{}'\n"),
        ("f.yml", "titre: T\ngroupes:\n  - nom: Groupe 1\n    remarque: '{}'\n"),
    ],
)
def test_a_session_is_held_on_the_days_it_is_put_off_to(
    name: str, form: str, words: str, before: str, now: str
) -> None:
    fiche, findings = read_fiche(name, form.format(words))
    assert fiche
    (group,) = fiche.groups
    assert group.label == "Groupe 1"
    assert told(group) == (before, now)
    assert group.is_moved is bool(before)
    assert group.status is (Status.POSTPONED if before else None)
    assert timeline(BEFORE, fiche, group).now is State.COMING
    assert not findings


@pytest.mark.parametrize(
    "source",
    [
        "# T\n\n## Sessions\n\n### Groupe 1\n\n12 octobre 2026\n\nReporté au 4 janvier 2027\n",
        "# T\n\n## Sessions\n\n### Groupe 1 – reporté au 4 janvier 2027\n\n12 octobre 2026\n",
        "# T\n\n## Sessions\n\n### Groupe 1 reporté au 4 janvier 2027\n\n12 octobre 2026\n",
        "# T\n\n## Sessions\n\n### Groupe 1\n\nDates initiales : 12 octobre 2026\nReporté au 4 janvier 2027\n",
        "# T\n\n## Sessions\n\n- 12 octobre 2026\n- reporté au 4 janvier 2027\n",
        "# T\n\n## Dates\n\n12 octobre 2026\nReporté au 4 janvier 2027\n",
        "# T\n\n**Session reportée au 4 janvier 2027**\n\n## Dates\n\n12 octobre 2026\n",
        "# T\n\n## Sessions\n\n| Dates | Statut |\n|--|--|\n| 12 octobre 2026 | Reporté au 4 janvier 2027 |\n",
        "---\ntitre: T\nstatut: reporté au 4 janvier 2027\ndates: 12 octobre 2026\n---\n",
    ],
)
def test_old_and_new_days_may_stand_apart(source: str) -> None:
    fiche, findings = read_fiche("f.md", source)
    assert fiche
    (group,) = fiche.groups
    assert told(group) == ("12 octobre 2026", "4 janvier 2027")
    assert fiche.status_of(group) is None
    assert not findings


def test_a_place_beside_a_move_is_a_place() -> None:
    groups, codes = groups_of(
        "# T\n\n## Sessions\n\n- Metz : 12 octobre 2026, reporté au 4 janvier 2027\n"
        "- Nancy : 9 novembre 2026\n\n"
    )
    assert [(g.place, *told(g)) for g in groups] == [
        ("Metz", "12 octobre 2026", "4 janvier 2027"),
        ("Nancy", "", "9 novembre 2026"),
    ]
    assert codes == []


def test_a_state_of_the_whole_fiche_does_not_undo_the_new_days() -> None:
    fiche, _ = read_fiche("f.yml", "titre: T\nstatut: reporté\ndates: reporté au 4 janvier 2027\n")
    assert fiche
    assert fiche.status_of(fiche.groups[0]) is None


@pytest.mark.parametrize(
    "words",
    ["Reporté à une date ultérieure", "Reportée sine die", "Session reportée (dates à définir)"],
)
def test_put_off_to_nobody_knows_when(words: str) -> None:
    fiche, findings = read_fiche("f.md", f"# T\n\n## Sessions\n\n### Groupe 1\n\n{words}\n")
    assert fiche
    (group,) = fiche.groups
    assert group.schedule
    assert (group.schedule.words, group.status, group.place) == (words, Status.POSTPONED, "")
    assert not findings


def test_words_of_a_delay_stand_beside_the_days_announced() -> None:
    ((group,), codes) = groups_of(
        "# T\n\n## Sessions\n\n### Groupe 1\n\n12 octobre 2026\n\nReporté à une date ultérieure\n"
    )
    assert told(group) == ("", "12 octobre 2026")
    assert group.status is Status.POSTPONED
    assert group.remark
    assert group.remark.markdown == "Reporté à une date ultérieure"
    assert codes == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("Reporté du 12 au 14 octobre 2026", Status.POSTPONED),
        ("Reporté du 30 novembre au 2 décembre 2026", Status.POSTPONED),
        ("12 octobre 2026\n\nReporté au 7 septembre 2026", Status.POSTPONED),
        ("12 octobre 2026\n\nLa session pourra être reportée au 4 janvier 2027", None),
        ("12 octobre 2026\n\nReportée au 4 janvier 2027 si moins de six inscrits", None),
        ("12 octobre 2026\n\nRéunion d'information reportée au 4 janvier 2027", None),
        ("12 octobre 2026\n9 novembre 2026\n\nReporté au 4 janvier 2027", Status.POSTPONED),
    ],
)
def test_an_unsure_move_keeps_its_words_and_is_told(body: str, status: Status | None) -> None:
    ((group,), codes) = groups_of(f"# T\n\n## Sessions\n\n### Groupe 1\n\n{body}\n")
    shown = f"{group.schedule.words if group.schedule else ''}\n{group.remark.markdown if group.remark else ''}"
    assert body.rsplit("\n", maxsplit=1)[-1] in shown
    assert "2027" not in told(group)[1]
    assert group.previous is None
    assert group.status is status
    assert codes == ["FG313"]


def test_a_move_of_a_fiche_with_several_sessions_is_unsure() -> None:
    groups, codes = groups_of(
        "titre: T\nstatut: reporté au 4 janvier 2027\ngroupes:\n"
        "  - {lieu: Metz, dates: 12 octobre 2026}\n  - {lieu: Nancy, dates: 13 octobre 2026}\n",
        "f.yml",
    )
    assert [told(group) for group in groups] == [("", "12 octobre 2026"), ("", "13 octobre 2026")]
    assert codes == ["FG313"]


def test_a_deadline_put_off_is_a_deadline() -> None:
    ((group,), codes) = groups_of(
        "# T\n\n## Sessions\n\n### Groupe 1\n\n12 octobre 2026\n\nInscriptions reportées au 4 septembre 2026\n"
    )
    assert told(group) == ("", "12 octobre 2026")
    assert group.deadline
    assert group.deadline.date == dt.date(2026, 9, 4)
    assert codes == []


def test_old_days_without_a_year_are_kept_as_words() -> None:
    ((group,), codes) = groups_of(
        "# T\n\n## Sessions\n\n### Groupe 1\n\n12 octobre reporté au 4 janvier 2027\n"
    )
    assert told(group) == ("12 octobre", "4 janvier 2027")
    assert codes == ["FG305"]


def test_the_notations_agree() -> None:
    def read(name: str, source: str) -> Fiche | None:
        return read_fiche(name, source)[0]

    head = read(
        "f.md",
        "# T\n\n## Sessions\n\n### Groupe 1\n\n12 octobre 2026\n\nReporté au 4 janvier 2027 à 9h\n",
    )
    keys = "titre: T\ngroupes:\n  - nom: Groupe 1\n    dates: 12 octobre 2026\n    statut: Reporté au 4 janvier 2027 à 9h\n"
    assert head == read("f.yml", keys) == read("f.md", f"---\n{keys}---\n")


@pytest.mark.parametrize(
    ("body", "sessions"),
    [
        ("- Metz : 12 octobre 2026\n- Nancy : reporté à une date ultérieure", [("Metz", None), ("Nancy", Status.POSTPONED)]),
        ("- Metz : 12 octobre 2026\n- Nancy : reporté sine die", [("Metz", None), ("Nancy", Status.POSTPONED)]),
        ("- Metz : 12 octobre 2026\n- Nancy : annulé", [("Metz", None), ("Nancy", Status.CANCELLED)]),
        ("Metz : 12 octobre 2026\nNancy : annulé", [("Metz", None), ("Nancy", Status.CANCELLED)]),
        ("Metz : 12 octobre 2026 ; Nancy : annulé", [("Metz", None), ("Nancy", Status.CANCELLED)]),
        ("- Nancy : annulé\n- Metz : 12 octobre 2026\n- Lille : complet\n- Reims : 4 janvier 2027",
         [("Nancy", Status.CANCELLED), ("Metz", None), ("Lille", Status.FULL), ("Reims", None)]),
        ("- Metz : 12 octobre 2026\n- Nancy : inscriptions reportées au 4 septembre 2026", [("Metz", None), ("Nancy", None)]),
        ("- Metz : 12 octobre 2026\n- annulé", [("Metz", Status.CANCELLED)]),
        ("Metz\n12 octobre 2026\nSalle 3 : complet", [("Metz", Status.FULL)]),
    ],
)  # fmt: skip
def test_a_place_with_a_state_alone_is_a_session_of_its_own(
    body: str, sessions: list[tuple[str, Status | None]]
) -> None:
    groups, codes = groups_of(f"# T\n\n## Sessions\n\n{body}\n")
    assert [(group.place, group.status) for group in groups] == sessions
    for group in groups:
        assert (told(group)[1] == "12 octobre 2026") is (group.place == "Metz")
    assert codes == []


@pytest.mark.parametrize(
    ("body", "now"),
    [
        ("12 octobre 2026\nRepoussé au 4 janvier 2027", "4 janvier 2027"),
        ("12 octobre 2026\nReprogrammée le 4 janvier 2027", "4 janvier 2027"),
        ("12 octobre 2026, replanifié au 4 janvier 2027", "4 janvier 2027"),
        ("12 octobre 2026\nLa session est avancée au lundi 5 octobre 2026", "5 octobre 2026"),
        ("12 octobre 2026\nDéplacé au 5 octobre 2026", "5 octobre 2026"),
        ("12 octobre 2026 (9h-17h), reporté au 4 janvier 2027 (10h-16h)", "4 janvier 2027, de 10h à 16h"),
        ("12 octobre 2026\nLa session du 12 octobre 2026 est reportée au 4 janvier 2027", "4 janvier 2027"),
        ("~~12 octobre 2026~~ 4 janvier 2027", "4 janvier 2027"),
        ("12 octobre 2026\nReportée en janvier 2027", "janvier 2027"),
        ("12 octobre 2026, reportée au printemps 2027", "printemps 2027"),
        ("Annulé le 12 octobre 2026, reporté au 4 janvier 2027", "4 janvier 2027"),
        ("12 octobre 2026 – annulé\nReporté au 4 janvier 2027", "4 janvier 2027"),
    ],
)  # fmt: skip
def test_days_change_in_other_words(body: str, now: str) -> None:
    ((group,), codes) = groups_of(f"# T\n\n## Sessions\n\n{body}\n")
    assert told(group)[0].startswith("12 octobre 2026")
    assert told(group)[1] == now
    assert group.status is Status.POSTPONED
    assert codes == []


def test_a_level_of_a_course_moves_nothing() -> None:
    ((group,), codes) = groups_of("# T\n\n## Sessions\n\nNiveau avancé du 3 au 4 mars 2026\n")
    assert told(group) == ("", "3 et 4 mars 2026")
    assert (group.status, codes) == (None, [])


def test_a_session_cancelled_after_it_was_put_off_is_cancelled() -> None:
    ((group,), _) = groups_of(
        "# T\n\n## Sessions\n\n12 octobre 2026\nReporté au 4 janvier 2027\nAnnulé\n"
    )
    assert group.status is Status.CANCELLED


@pytest.mark.parametrize(
    "body",
    [
        "Les 12 et 13 octobre 2026 (le 13 reporté au 20 octobre 2026)",
        "12 octobre 2026, reporté le 4 janvier 2027",
        "12 octobre 2026, inscriptions reportées au 4 septembre 2026",
        "~~12~~ 13 octobre 2026",
        "12 octobre 2026, reporté en raison de la grève du 3 novembre 2026",
    ],
)
def test_days_of_which_one_may_be_put_off_are_shown_as_words(body: str) -> None:
    fiche, findings = read_fiche("f.md", f"# T\n\n## Sessions\n\n{body}\n")
    assert fiche
    held = [group.schedule for group in fiche.groups] or [fiche.dates_note]
    assert [(schedule.words, schedule.days) for schedule in held if schedule] == [(body, ())]
    assert [found.code for found in findings] == ["FG313"]


@pytest.mark.parametrize("words", ["reportée fin janvier", "reporté au second semestre"])
def test_put_off_to_some_time_keeps_the_days_announced(words: str) -> None:
    ((group,), codes) = groups_of(f"# T\n\n## Sessions\n\n12 octobre 2026, {words}\n")
    assert told(group) == ("", "12 octobre 2026")
    assert group.status is Status.POSTPONED
    assert group.remark
    assert words in group.remark.markdown
    assert codes == ["FG313"]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Décalé du 3 au 10 mars 2026", ["FG313"]),
        ("La session est déplacée.", ["FG212"]),
        ("Session repoussée.", ["FG212"]),
        ("La session est déplacée en salle 3.", []),
        ("Reporté en raison de la grève", ["FG212"]),
        ("Décalé en salle 3.", []),
        ("Horaires décalés.", []),
        ("Les inscriptions sont reportées.", []),
    ],
)
def test_a_remark_about_a_move_is_told(words: str, codes: list[str]) -> None:
    source = f"titre: T\ngroupes:\n  - dates: 3 mars 2026\n    remarque: {words}\n"
    ((group,), found) = groups_of(source, "f.yml")
    assert told(group) == ("", "3 mars 2026")
    assert group.remark
    assert group.remark.markdown == words
    assert found == codes


def test_the_place_beside_the_new_days_is_the_place() -> None:
    words = "12 octobre 2026 à Metz, reporté au 4 janvier 2027 à Nancy"
    ((group,), codes) = groups_of(f"# T\n\n## Sessions\n\n{words}\n")
    assert (group.place, *told(group)) == ("Nancy", "12 octobre 2026", "4 janvier 2027")
    assert group.remark
    assert group.remark.markdown == words
    assert codes == []


@pytest.mark.parametrize(
    "body", ["~~12 octobre 2026~~", "### ~~Groupe 1 – 12 octobre 2026~~", "~~Groupe 1 : 12 octobre 2026~~"]
)  # fmt: skip
def test_days_struck_out_are_not_held(body: str) -> None:
    ((group,), codes) = groups_of(f"# T\n\n## Sessions\n\n{body}\n")
    assert group.schedule is None
    assert group.remark
    assert group.remark.markdown == "~~12 octobre 2026~~"
    assert codes == ["FG313"]


def test_a_move_from_days_never_told_keeps_its_words() -> None:
    ((group,), _) = groups_of("# T\n\n## Sessions\n\nReporté au 4 janvier 2027\n")
    assert told(group) == ("", "4 janvier 2027")
    assert group.remark
    assert group.remark.markdown == "Reporté au 4 janvier 2027"


def test_a_list_of_dates_of_a_place_is_read_as_lines_are() -> None:
    groups, codes = groups_of(
        "titre: T\nsessions:\n  Metz: [12 octobre 2026, reporté au 4 janvier 2027]\n"
        "  Nancy: [3 mars 2027, annulé]\n",
        "f.yml",
    )
    assert [(g.place, *told(g), g.status) for g in groups] == [
        ("Metz", "12 octobre 2026", "4 janvier 2027", Status.POSTPONED),
        ("Nancy", "", "3 mars 2027", Status.CANCELLED),
    ]
    assert codes == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.md", "# T\n\n## Sessions\n\n12 octobre 2026\nStatut : {}\n"),
        ("f.md", "# T\n\n## Sessions\n\n| Dates | Statut |\n|--|--|\n| 12 octobre 2026 | {} |\n"),
        ("f.yml", "titre: T\ndates: [12 octobre 2026, '{}']\n"),
        ("f.yml", "titre: T\ngroupes:\n  - dates: 12 octobre 2026\n    statut: '{}'\n"),
        ("f.yml", "titre: T\ngroupes:\n  - dates: |\n      12 octobre 2026\n      {}\n"),
        ("f.yml", "titre: T\nstatut: '{}'\ndates: 12 octobre 2026\n"),
    ],
)
def test_a_deadline_put_off_is_a_deadline_wherever_it_stands(name: str, source: str) -> None:
    fiche, findings = read_fiche(name, source.format("Inscriptions reportées au 4 septembre 2026"))
    assert fiche
    (group,) = fiche.groups
    deadline = group.deadline or fiche.deadline
    assert deadline
    assert deadline.date == dt.date(2026, 9, 4)
    assert (told(group), group.status) == (("", "12 octobre 2026"), None)
    assert not findings


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.md", "# T\n\n## Dates\n\n12 octobre 2026\n\n## Lieu\n\n{}\n"),
        ("f.yml", "titre: T\ndates: 12 octobre 2026\nlieu: [{}]\n"),
        ("f.yml", "titre: T\ngroupes:\n  - dates: 12 octobre 2026\n    lieu: [{}]\n"),
    ],
)
def test_a_list_below_a_place_is_taken_apart(name: str, source: str) -> None:
    lines = ["Metz", "Adresse : 3 rue Haute", "Contact : Anne Roux, anne@example.org"]
    listed = "\n".join(f"- {line}" for line in lines)
    fiche, findings = read_fiche(
        name, source.format(listed if name == "f.md" else ", ".join(map(repr, lines)))
    )
    assert fiche
    (group,) = fiche.groups
    assert (group.place, group.address) == ("Metz", "3 rue Haute")
    assert [contact.name for contact in (*fiche.contacts, *group.contacts)] == ["Anne Roux"]
    assert not findings


@pytest.mark.parametrize(
    "words", ["Reporté en raison de la grève", "Déplacé à Nancy", "Décalé en salle 3"]
)
def test_words_of_a_move_are_no_place(words: str) -> None:
    ((group,), _) = groups_of(f"# T\n\n## Sessions\n\n12 octobre 2026\n{words}\n")
    assert (group.place, *told(group)) == ("", "", "12 octobre 2026")
    assert group.remark
    assert group.remark.markdown == words


@pytest.mark.parametrize("words", ["Repoussé", "Décalé", "Reporté"])
def test_a_state_may_say_put_off_in_other_words(words: str) -> None:
    fiche, findings = read_fiche("f.yml", f"titre: T\nstatut: {words}\ndates: 12 octobre 2026\n")
    assert fiche
    assert fiche.status_of(fiche.groups[0]) is Status.POSTPONED
    assert not findings
