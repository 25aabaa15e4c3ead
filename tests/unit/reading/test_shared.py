"""What a fiche says once, beside its groups."""

from __future__ import annotations

import pytest

from fichegen.dates import write_schedule
from fichegen.model import Fiche
from fichegen.reading import read_fiche

GROUPS = (
    "groupes:\n  - {nom: Groupe 1, lieu: Metz, dates: 4 janvier 2027}\n"
    "  - {nom: Groupe 2, lieu: Nancy, dates: 5 janvier 2027}\n"
)
HEADED = "## Sessions\n\n### Groupe 1\n\n4 janvier 2027\n\n### Groupe 2\n\n5 janvier 2027\n"


def read(source: str, name: str = "f.yml") -> tuple[Fiche, list[str]]:
    fiche, findings = read_fiche(name, source)
    assert fiche
    return fiche, [found.code for found in findings]


def days(fiche: Fiche) -> list[str]:
    return [write_schedule(group.schedule) if group.schedule else "" for group in fiche.groups]


def sections(fiche: Fiche) -> list[tuple[str, str]]:
    return [(section.heading, section.prose.markdown) for section in fiche.sections]


@pytest.mark.parametrize("words", ["nous consulter", "sur demande", "à définir"])
@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("f.yml", "titre: T\ndates: @\nlieu: Metz\n" + GROUPS),
        ("f.yml", "titre: T\n" + GROUPS + "dates: @\n"),
        ("f.md", "# T\n\n## Dates\n\n@\n\n" + HEADED),
        ("f.md", "# T\n\n" + HEADED + "\n## Dates\n\n@\n"),
        ("f.md", HEADED.replace("## Sessions", "# T\n\n## Sessions\n\n@")),
    ],
)
def test_a_note_on_dates_beside_groups_is_no_session(name: str, form: str, words: str) -> None:
    fiche, codes = read(form.replace("@", words), name)
    assert days(fiche) == ["4 janvier 2027", "5 janvier 2027"]
    assert [heading for heading in sections(fiche) if heading[0] == "Dates"] == [("Dates", words)]
    assert codes.count("FG213") == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.yml", "titre: T\ndates: voir avec le secrétariat\n" + GROUPS),
        ("f.md", "# T\n\n## Dates\n\nvoir avec le secrétariat\n\n" + HEADED),
    ],
)
def test_other_words_in_place_of_dates_are_a_note_too(name: str, source: str) -> None:
    fiche, codes = read(source, name)
    assert days(fiche) == ["4 janvier 2027", "5 janvier 2027"]
    assert sections(fiche) == [("Dates", "voir avec le secrétariat")]
    assert codes == ["FG213"]


def test_a_note_on_dates_is_that_of_the_groups_without_dates() -> None:
    fiche, codes = read(
        "titre: T\ndates: à définir\ngroupes:\n"
        "  - {lieu: Metz, dates: 4 janvier 2027}\n  - {lieu: Nancy}\n"
    )
    assert days(fiche) == ["4 janvier 2027", "à définir"]
    assert (sections(fiche), codes) == ([], [])


def test_a_session_to_come_in_a_list_of_dates_stays_one() -> None:
    fiche, _ = read("titre: T\ngroupes:\n  - dates: 4 janvier 2027\n  - dates: à définir\n")
    assert days(fiche) == ["4 janvier 2027", "à définir"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.yml", "titre: T\n" + GROUPS + "dates: 8 janvier 2027\n"),
        ("f.md", f"# T\n\n{HEADED}\n## Dates\n\n8 janvier 2027\n"),
    ],
)
def test_dates_beside_dated_groups_are_a_further_session_and_told(name: str, source: str) -> None:
    fiche, codes = read(source, name)
    assert days(fiche) == ["4 janvier 2027", "5 janvier 2027", "8 janvier 2027"]
    assert codes == ["FG213"]


def test_dates_of_the_fiche_are_those_of_groups_without_any() -> None:
    fiche, codes = read("titre: T\ndates: 8 janvier 2027\ngroupes:\n  - lieu: Metz\n")
    assert (days(fiche), fiche.groups[0].place, codes) == (["8 janvier 2027"], "Metz", [])


def test_an_address_is_shared_by_the_groups_that_have_none() -> None:
    fiche, codes = read(
        "titre: T\nadresse: 1 rue Haute, 57000 Metz\ngroupes:\n"
        "  - {nom: A, lieu: Salle Nord, dates: 4 janvier 2027}\n"
        "  - {nom: B, lieu: Nancy, adresse: 2 rue Basse, dates: 5 janvier 2027}\n"
    )
    assert [(group.place, group.address) for group in fiche.groups] == [
        ("Salle Nord", "1 rue Haute, 57000 Metz"),
        ("Nancy", "2 rue Basse"),
    ]
    assert (sections(fiche), codes) == ([], [])


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.yml", "titre: T\nlieu: Maison\nadresse: 1 rue Haute\ndates: 4 janvier 2027\n"),
        ("f.md", "# T\n\n## Lieu\n\nMaison\n\n## Adresse\n\n1 rue Haute\n\n## Dates\n\n4 janvier 2027\n"),
        ("f.md", "# T\n\n## Lieu\n\nMaison\n\nAdresse : 1 rue Haute\n\n## Dates\n\n4 janvier 2027\n"),
    ],
)  # fmt: skip
def test_place_and_address_of_a_lone_session(name: str, source: str) -> None:
    fiche, codes = read(source, name)
    assert [(g.place, g.address) for g in fiche.groups] == [("Maison", "1 rue Haute")]
    assert codes == []


def test_an_address_alone_is_the_place() -> None:
    fiche, _ = read("titre: T\nadresse: 1 rue Haute, 57000 Metz\ndates: 4 janvier 2027\n")
    assert [(g.place, g.address) for g in fiche.groups] == [("1 rue Haute, 57000 Metz", "")]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("f.yml", "titre: T\nlien: https://visio.example/a\ndates: 4 janvier 2027\n"),
        ("f.yml", "titre: T\nvisio: https://visio.example/a\ndates: 4 janvier 2027\n"),
        ("f.yml", "titre: T\nlieu: https://visio.example/a\ndates: 4 janvier 2027\n"),
        ("f.md", "# T\n\n## Lien\n\n<https://visio.example/a>\n\n## Dates\n\n4 janvier 2027\n"),
        ("f.md", "# T\n\n## Lieu\n\nLien : https://visio.example/a\n\n## Dates\n\n4 janvier 2027\n"),
        ("f.md", "# T\n\nDates : 4 janvier 2027\nLien : https://visio.example/a\n"),
    ],
)  # fmt: skip
def test_the_link_of_a_lone_session(name: str, source: str) -> None:
    fiche, codes = read(source, name)
    assert [(g.place, g.link) for g in fiche.groups] == [("", "https://visio.example/a")]
    assert (days(fiche), sections(fiche), codes) == (["4 janvier 2027"], [], [])


def test_a_link_ends_the_text_above_and_stands_beside_a_place() -> None:
    fiche, _ = read(
        "# T\n\n**Objectifs :**\n- Lire\n- Écrire\n\nLien : https://visio.example/a\n"
        "Dates : 4 janvier 2027\nLieu : À distance\n",
        "f.md",
    )
    assert sections(fiche) == [("Objectifs", "- Lire\n- Écrire")]
    assert [(g.place, g.link) for g in fiche.groups] == [("À distance", "https://visio.example/a")]


@pytest.mark.parametrize(
    "body",
    [
        "## Liens\n\n- https://a.example",
        "## Visio\n\nLa séance se tient par Zoom.",
        "## Lien d'inscription\n\nhttps://forms.example",
        "**Inscription :** en ligne\nLien : https://forms.example",
    ],
)
def test_other_links_are_no_place_to_join_a_session(body: str) -> None:
    fiche, _ = read(f"# T\n\n{body}\n", "f.md")
    assert fiche.groups == ()
    assert body.rsplit("\n", maxsplit=1)[-1] in sections(fiche)[0][1]
