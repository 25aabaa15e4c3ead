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
