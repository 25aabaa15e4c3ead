"""A passage written twice."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.checks.doubles import doubled_passages
from fichegen.diagnostics import Finding
from fichegen.reading import read_fiche

ONE = "Les familles, les aidants et les bénévoles sont des partenaires à part entière de l'équipe."
TWO = "Entre l'hôpital, le domicile et la cité, les parcours se croisent sans toujours se dire."
OPENING = "À l'issue de la formation, les participants et participantes seront capables de :"
WRAPPED = ONE.replace(", ", ",\n")
LONG = (
    f"{ONE} {TWO} Depuis la loi de 2002, la personne est au cœur des décisions qui la concernent."
)


def told(body: str) -> list[Finding]:
    fiche, _ = read_fiche("content/f.md", f"# Titre\n\n{body}\n")
    assert fiche
    return [*doubled_passages(fiche, dt.date(2021, 9, 1))]


@pytest.mark.parametrize(
    ("body", "line", "first", "said"),
    [
        (f"## Contexte\n\n{ONE}\n\n{TWO}\n\n{ONE}", 9, 5, "ce paragraphe"),
        (f"## Contexte\n\n{ONE}\n\n{ONE.upper().replace('É', 'E')}", 7, 5, "ce paragraphe"),
        (f"## Contexte\n\n{ONE}\n\n{WRAPPED}", 7, 5, "ce paragraphe"),
        (f"## Contexte\n\n{ONE}\n\nA.\n\n## Méthodes\n\nB.\n\n{ONE}", 13, 5, "ce paragraphe"),
        (f"## Contexte\n\n{LONG}\n\n## Évaluation\n\n{LONG}", 9, 5, "ce paragraphe"),
        (f"## Objectifs\n\n- {ONE}\n- Agir\n- {ONE}", 7, 5, "cette ligne de liste"),
        (f"## Objectifs\n\n☞ {ONE}\n\n☞ {ONE}", 7, 5, "cette ligne de liste"),
        (f"## Contexte\n\n{ONE}\n\n{TWO}\n\nEt puis.\n\n{ONE}\n\n{TWO}", 11, 5, "ce passage (2 alinéas)"),
    ],
)  # fmt: skip
def test_a_copy_is_told_with_its_first(body: str, line: int, first: int, said: str) -> None:
    (found,) = told(body)
    assert (found.code, found.span.line, found.fix) == ("FG214", line, None)
    assert [other.line for other in found.others] == [first]
    assert found.message.startswith(f"{said} est déjà écrit ligne {first} : « ")


@pytest.mark.parametrize(
    "body",
    [
        f"## Contexte\n\n{ONE}\n\n{TWO}",
        "## Contexte\n\nApports et échanges.\n\nApports et échanges.",
        f"## Évaluation\n\n{ONE}\n\n## Validation\n\n{ONE}",
        f"## Contenu\n\n### Jour 1\n\n- {ONE}\n\n### Jour 2\n\n- {ONE}",
        f"## Contenu\n\n### Jour 1\n\n{ONE}\n\n### Jour 2\n\n{ONE}",
        f"## Contenu\n\nMatin\n\n- {ONE}\n\nAprès-midi\n\n- {ONE}",
        f"## Objectifs\n\n- {ONE}\n\n## Compétences\n\n- {ONE}",
        f"## Objectifs\n\n{OPENING}\n\n- Agir\n\n## Compétences\n\n{OPENING}\n\n- Agir\n",
        f"## Lieux et dates\n\n### Groupe 1\n\nLe 15/11/2021\n\nRemarque : {ONE}\n\n### Groupe 2\n\nLe 16/11/2021\n\nRemarque : {ONE}",
        f"## Contexte\n\n```\n{ONE}\n\n{ONE}\n```",
    ],
)
def test_what_a_fiche_may_say_twice_passes(body: str) -> None:
    assert not told(body)


def test_findings_are_bounded() -> None:
    pairs = "\n\n".join(f"{ONE} {n}\n\n{n} {n}\n\n{ONE} {n}" for n in range(100))
    assert len(told(f"## Contexte\n\n{pairs}")) == 10
