"""The addresses of sessions, and what must not move them."""

from __future__ import annotations

import pytest

from fichegen.reading import read_fiche


def named(source: str, name: str = "f.yml") -> list[str]:
    """Return label and slug of each session."""
    fiche, findings = read_fiche(name, source)
    assert fiche
    assert not findings
    return [f"{group.label}: {group.slug}" for group in fiche.groups]


@pytest.mark.parametrize(
    "facts",
    [
        "lieu: Maison, salle 1",
        "lieu: Maison, salle 2",
        "lieu: Ailleurs\nterritoire: EST",
        "adresse: 12 rue des Lilas, 57000 Metz\nhoraires: 9h-17h",
        "lien: https://visio.example/a",
    ],
)
def test_a_lone_session_keeps_its_address(facts: str) -> None:
    assert named(f"titre: T\ndates: 4 janvier 2027\n{facts}\n") == ["Session: session"]


@pytest.mark.parametrize(
    ("places", "slugs"),
    [
        (["territoire: EST, lieu: Metz", "territoire: SUD"], ["est", "sud"]),
        (["territoire: EST, lieu: 'Metz, salle 1'", "territoire: EST, lieu: Nancy salle 2"], ["metz", "nancy"]),
        (["lieu: 'Metz (bâtiment B)'", "lieu: '54000 Nancy, 3 rue Haute'"], ["metz", "nancy"]),
        (["lieu: '3 rue Haute, 54000 Nancy'", "lieu: 'Salle 4, Metz'"], ["nancy", "metz"]),
        (["lieu: 'Metz, salle 1'", "lieu: 'Metz, salle 2'"], ["session-1", "session-2"]),
        (["lieu: Metz", "lieu: Metz", "lieu: Nancy"], ["session-1", "session-2", "nancy"]),
        (["territoire: EST", "lieu: Metz"], ["est", "metz"]),
        (["territoire: EST", "lieu: Est-sur-Mer", "places: 12"], ["est", "est-sur-mer", "session-3"]),
        (["nom: Session 2", "places: 12", "places: 10"], ["session-2", "session-3", "session-4"]),
        (["nom: EST", "territoire: EST"], ["est", "session-2"]),
        (["nom: Groupe 1, lieu: Metz", "nom: Groupe 2, lieu: Metz"], ["groupe-1", "groupe-2"]),
        (["nom: Groupe 1, territoire: EST", "nom: Groupe 1, territoire: SUD"], ["groupe-1-est", "groupe-1-sud"]),
    ],
)  # fmt: skip
def test_several_sessions_are_named_by_what_tells_them_apart(
    places: list[str], slugs: list[str]
) -> None:
    items = [f"  - {{{place}, dates: {n} janvier 2027}}\n" for n, place in enumerate(places, 4)]
    found = named("titre: T\ngroupes:\n" + "".join(items))
    assert [line.split(": ")[1] for line in found] == slugs


def test_several_places_of_a_named_group_are_told_apart_in_any_order() -> None:
    places = {"EST": "4 janvier 2027", "SUD": "5 janvier 2027", "NORD": "6 janvier 2027"}

    def slugs(order: list[str]) -> list[str]:
        body = "\n\n".join(f"#### {place}\n\n{places[place]}" for place in order)
        return sorted(named(f"# T\n\n## Sessions\n\n### Groupe 1\n\n{body}\n", "f.md"))

    assert slugs(["EST", "SUD"]) == ["Groupe 1: groupe-1-est", "Groupe 1: groupe-1-sud"]
    assert slugs(["NORD", "EST", "SUD"]) == [
        "Groupe 1: groupe-1-est",
        "Groupe 1: groupe-1-nord",
        "Groupe 1: groupe-1-sud",
    ]


def test_the_next_named_group_is_none_of_the_one_above() -> None:
    source = (
        "# T\n\n## Sessions\n\n### Groupe 1\n\n#### EST\n\n4 janvier 2027\n\n"
        "### Groupe 2\n\n#### EST\n\n5 janvier 2027\n"
    )
    assert named(source, "f.md") == ["Groupe 1: groupe-1", "Groupe 2: groupe-2"]


def test_two_groups_that_nothing_tells_apart_are_refused() -> None:
    source = "titre: T\ngroupes:\n" + "  - {nom: Groupe 1, lieu: Metz, dates: 4 janvier 2027}\n" * 2
    _, findings = read_fiche("f.yml", source)
    assert [found.code for found in findings] == ["FG502"]
