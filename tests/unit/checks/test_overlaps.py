"""Sessions in one place at the same time."""

from __future__ import annotations

import pytest
from judging import sheet, told_together, with_group

from fichegen.checks.overlaps import sessions_in_one_place
from fichegen.diagnostics import Finding

ROOM = "Lieu : Maison des associations, salle 2; Adresse : 3 rue de Siam, 29200 Brest"


def two(
    first: str, second: str, *, organisations: tuple[str, str] = ("Formassise", "Formassise")
) -> list[Finding]:
    """Set one session each in two fiches."""
    return told_together(
        sessions_in_one_place,
        *(
            with_group(lines, path=f"content/{name}.md", title=name,
                       before=f"## Organisme de formation\n\n{organisation}")
            for name, lines, organisation in zip("ab", (first, second), organisations, strict=True)
        ),
    )  # fmt: skip


def twins(first: str, second: str) -> list[Finding]:
    """Set two sessions in one fiche."""
    groups = "".join(
        f"### {name}\n\n" + lines.replace("; ", "\n\n") + "\n\n"
        for name, lines in (("Groupe 1", first), ("Groupe 2", second))
    )
    return told_together(sessions_in_one_place, sheet(f"## Lieux et dates\n\n{groups}"))


@pytest.mark.parametrize(
    "place",
    [
        ROOM, "Lieu : Brest, salle 204", "Lieu : IRTS, amphi A", "Lieu : Salle polyvalente, Brest",
        "Lieu : salle du Sacré-Cœur", "Lieu : Maison des associations, salle B", "Lieu : Salle de formation n° 3, Brest",
        "Lieu : Brest; Adresse : Salle Louise-Michel, 3 rue de Siam, 29200 Brest", "Lieu : Auditorium, campus de Brest",
    ],
)  # fmt: skip
def test_a_room_holds_one_session(place: str) -> None:
    (found,) = two(f"{place}; Dates : 15 et 16 nov. 2021", f"{place}; Dates : 16 et 17 nov. 2021")
    assert (found.code, found.span.path) == ("FG511", "content/b.md")
    assert [other.path for other in found.others] == ["content/a.md"]
    assert "le 16 novembre 2021" in found.message


HERE = "; Adresse : 4 rue de Siam, 29200 Brest"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lieu : Brest, salle 2", f"Lieu : Brest, salle 2{HERE}"),
        ("Lieu : Salle polyvalente (Brest)", f"Lieu : Salle polyvalente (Brest){HERE}"),
        ("Lieu : Brest – Salle 2", f"Lieu : Brest, salle 2{HERE}"),
        ("Territoire : EST; Lieu : Salle 2", f"Territoire : EST; Lieu : Salle 2{HERE}"),
    ],
)
def test_a_room_is_one_with_its_address_and_without(first: str, second: str) -> None:
    for lines in ((first, second), (second, first)):
        dated = [f"{place}; Dates : 15 novembre 2021" for place in lines]
        assert [found.code for found in two(*dated)] == ["FG511"]
        assert [found.code for found in twins(*dated)] == ["FG511"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Lieu : Salle 2", f"Lieu : Salle 2{HERE}"),
        ("Lieu : salle du Sacré-Cœur", f"Lieu : salle du Sacré-Cœur{HERE}"),
        ("Lieu : Brest, salle 2; Adresse : 9 rue du Port, 29200 Brest", f"Lieu : Brest, salle 2{HERE}"),
        ("Lieu : Brest, salle 3", f"Lieu : Brest, salle 2{HERE}"),
        ("Lieu : Brest", f"Lieu : Brest{HERE}, salle 2"),
        ("Territoire : OUEST; Lieu : Brest, salle 2", f"Territoire : EST; Lieu : Brest, salle 2{HERE}"),
    ],
)  # fmt: skip
def test_a_room_of_elsewhere_is_another(first: str, second: str) -> None:
    dated = [f"{place}; Dates : 15 novembre 2021" for place in (first, second)]
    assert not two(*dated)
    assert not two(*reversed(dated))


def test_another_organisation_has_rooms_of_its_own_where_one_address_is_not_told() -> None:
    dated = [f"Lieu : Brest, salle 2{at}; Dates : 15 novembre 2021" for at in ("", HERE)]
    assert not two(*dated, organisations=("Formassise", "Tamarin"))


@pytest.mark.parametrize(
    "place",
    [
        "Lieu : Brest", "EST", "Lieu : Maison des associations", "Lieu : 3 rue de Siam, 29200 Brest",
        "Lieu : Brest; Adresse : 3 rue de Siam, 29200 Brest", "Lieu : Salle de formation, Brest", "Lieu : en salle, Brest",
        "Lieu : Brest, salle à définir", "Lieu : Brest, salle 1 ou 2", "Lieu : En visioconférence (Zoom, salle 3)",
        "Lieu : Salle équipée, Brest", "Lieu : salle de réunion",
    ],
)  # fmt: skip
def test_a_town_or_a_building_holds_many(place: str) -> None:
    days = f"{place}; Dates : 15 et 16 nov. 2021"
    assert not two(days, days)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("15 novembre 2021 de 9h à 12h", "15 novembre 2021 de 13h à 17h", False),
        ("15 novembre 2021 de 9h à 12h", "15 novembre 2021 de 12h à 17h", False),
        ("15 novembre 2021 de 9h à 12h", "15 novembre 2021 de 11h à 17h", True),
        ("15 novembre 2021 matin", "15 novembre 2021 après-midi", False),
        ("15 novembre 2021 matin", "15 novembre 2021", True),
        ("15 novembre 2021 matin", "15 novembre 2021 de 14h à 17h", False),
        ("15 novembre 2021 matin", "15 novembre 2021 de 9h à 17h", True),
        ("15 novembre 2021", "15 novembre 2021 de 18h à 20h", False),
        ("15 novembre 2021", "16 novembre 2021", False),
        ("du 15 au 19 novembre 2021", "18 novembre 2021", True),
        ("15 novembre 2021", "novembre 2021", False),
    ],
)
def test_the_same_hours(first: str, second: str, clash: bool) -> None:
    assert len(two(f"{ROOM}; Dates : {first}", f"{ROOM}; Dates : {second}")) == clash


@pytest.mark.parametrize("state", ["Annulé", "Statut : annulé", "Reporté à une date ultérieure"])
def test_what_does_not_take_place_takes_no_room(state: str) -> None:
    assert not two(
        f"{ROOM}; Dates : 15 novembre 2021; {state}", f"{ROOM}; Dates : 15 novembre 2021"
    )


def test_a_room_is_known_by_its_building_or_its_organisation() -> None:
    days = "Dates : 15 novembre 2021"
    others = ("Formassise", "Coopérative Tamaris")
    assert two(f"{ROOM}; {days}", f"{ROOM}; {days}", organisations=others)
    assert two(f"Lieu : Brest, salle 2; {days}", f"Lieu : BREST – salle 2; {days}")
    assert not two(
        f"Lieu : Brest, salle 2; {days}", f"Lieu : Brest, salle 2; {days}", organisations=others
    )
    assert not two(f"Lieu : Brest, salle 2; {days}", f"Lieu : Quimper, salle 2; {days}")


def test_each_session_is_told_once() -> None:
    days = f"{ROOM}; Dates : du 15 au 19 novembre 2021"
    fiches = [with_group(days, path=f"content/{n:02}.md", title=f"Titre {n:02}") for n in range(30)]
    found = told_together(sessions_in_one_place, *fiches)
    assert len(found) == 29
    assert {f.others[0].path for f in found} == {"content/00.md"}


@pytest.mark.parametrize("place", ["EST", "Lieu : Brest", ROOM, "Lieu : En visio"])
def test_a_copied_session(place: str) -> None:
    (found,) = twins(f"{place}; Dates : 6 & 7 déc. 2021", f"{place}; Dates : 6 et 7 décembre 2021")
    assert "« Groupe 2 » a les mêmes jours et le même lieu que « Groupe 1 »" in found.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("EST; Dates : 6 & 7 déc. 2021", "SUD; Dates : 6 & 7 déc. 2021"),
        ("Dates : 6 & 7 déc. 2021", "Dates : 6 & 7 déc. 2021"),
        ("Lieu : Brest; Dates : 6 & 7 déc. 2021", "Lieu : Brest; Dates : 7 & 8 déc. 2021"),
        ("Lieu : Brest; Dates : 6 déc. 2021 matin", "Lieu : Brest; Dates : 6 déc. 2021 après-midi"),
        ("Lieu : Brest; Dates : 6 déc. 2021", "Lieu : Brest; Dates : 6 déc. 2021; Annulé"),
        ("Lieu : Brest; Dates : décembre 2021", "Lieu : Brest; Dates : décembre 2021"),
        ("Lieu : Brest; Dates : à définir", "Lieu : Brest; Dates : à définir"),
    ],
)
def test_sessions_of_a_fiche_that_differ(first: str, second: str) -> None:
    assert not twins(first, second)


def test_within_a_fiche_an_address_is_one_place() -> None:
    place = "Lieu : Brest; Adresse : 3 rue de Siam, 29200 Brest"
    (found,) = twins(f"{place}; Dates : 6 & 7 déc. 2021", f"{place}; Dates : 7 & 8 déc. 2021")
    assert "le 7 décembre 2021" in found.message
