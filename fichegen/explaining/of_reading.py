"""Examples of what reading a file, and its headings and keys, finds (FG1 and FG2)."""

from __future__ import annotations

from typing import Final

from .kinds import CONTACT, REST, Example, framed

_YAML_FILE: Final = "content/ma-fiche.yml"
_YAML_REST: Final = """\
dates: à définir
interlocuteur: {nom: Ana LE ROUX, courriel: ana.leroux@exemple.fr}
"""


def _yaml(bad: str, good: str, *, line: int | None = None) -> Example:
    """Set what differs at the head of a fiche in YAML; only that part is shown."""
    return Example(
        bad=bad + _YAML_REST,
        good=good + _YAML_REST,
        file=_YAML_FILE,
        line=line,
        tail=_YAML_REST.count("\n"),
    )


def _headed(bad: str, good: str, *, line: int | None = None) -> Example:
    """Set what differs before the title of a fiche in Markdown; only that part is shown."""
    body = f"\n# Bientraitance au quotidien\n{REST}"
    return Example(bad=bad + body, good=good + body, line=line, tail=REST.count("\n"))


_FICHE: Final = f"# Bientraitance au quotidien\n{REST}"

OF_READING: Final[dict[str, Example]] = {
    "FG102": Example(bad="\n", good=_FICHE),
    "FG103": _yaml(
        "titre: Bientraitance : les bases\npublic: Aides-soignants\n",
        'titre: "Bientraitance : les bases"\npublic: Aides-soignants\n',
    ),
    "FG104": _yaml(
        "titre: Bientraitance au quotidien\nduree: 2 jours\nduree: 3 jours\n",
        "titre: Bientraitance au quotidien\nduree: 3 jours\n",
        line=3,
    ),
    "FG105": _yaml(
        "titre: Bientraitance au quotidien\nreference: *B12\n",
        'titre: Bientraitance au quotidien\nreference: "*B12"\n',
    ),
    "FG106": _yaml(
        "titre: Bientraitance au quotidien\nchapeau: !Nouveau cette année\n",
        'titre: Bientraitance au quotidien\nchapeau: "!Nouveau cette année"\n',
    ),
    "FG107": _yaml(
        f"titre: Bientraitance au quotidien\npublic: {'[' * 14}Aides-soignants{']' * 14}\n",
        "titre: Bientraitance au quotidien\npublic: [Aides-soignants]\n",
    ),
    "FG109": _headed("---\nreference: B-12\n", "---\nreference: B-12\n---\n", line=1),
    "FG110": _yaml(
        "titre: Bientraitance au quotidien\n---\nreference: B-12\n",
        "titre: Bientraitance au quotidien\nreference: B-12\n",
    ),
    "FG111": _yaml(
        "titre: Bientraitance au quotidien\n<<: {public: Aides-soignants}\n",
        "titre: Bientraitance au quotidien\npublic: Aides-soignants\n",
    ),
    "FG112": Example(
        bad="Bientraitance au quotidien\n",
        good=f"titre: Bientraitance au quotidien\n{_YAML_REST}",
        file=_YAML_FILE,
        excerpt=(1, 1),
    ),
    "FG113": framed(
        "## Public\n\nAides-soignants\x0b et infirmiers\n",
        "## Public\n\nAides-soignants et infirmiers\n",
    ),
    "FG116": Example(
        bad=_FICHE,
        good=_FICHE,
        file="content/ma-fiche.txt",
        renamed="content/ma-fiche.md",
        others=(("content/autre.md", f"# Écoute active\n{REST}"),),
        excerpt=(1, 1),
    ),
    "FG117": framed(
        "## Public\n\n\u202aAides-soignants\u202c et infirmiers\n",
        "## Public\n\nAides-soignants et infirmiers\n",
    ),
    "FG118": framed(
        "## Public\n\nAides-soignants <!-- à vérifier avec Ana\n",
        "## Public\n\nAides-soignants <!-- à vérifier avec Ana -->\n",
    ),
    "FG201": Example(
        bad=f"Bientraitance au quotidien\n{REST}",
        good=f"# Bientraitance au quotidien\n{REST}",
        excerpt=(1, 3),
    ),
    "FG202": framed(
        "## Objetifs\n\n- Repérer ce qui blesse\n- Reformuler une demande\n",
        "## Objectifs\n\n- Repérer ce qui blesse\n- Reformuler une demande\n",
    ),
    "FG203": framed(
        "## Restauration sur place\n\nUn repas partagé.\n",
        "## Informations complémentaires\n\nUn repas partagé.\n",
    ),
    "FG204": Example(
        bad=f"---\ndurée: 2 jours\n---\n\n# Bientraitance au quotidien\n\n## Durée\n\n3 jours\n{REST}",
        good=f"---\ndurée: 3 jours\n---\n\n# Bientraitance au quotidien\n\n## Durée\n\n3 jours\n{REST}",
        line=9,
        excerpt=(1, 9),
    ),
    "FG205": Example(
        bad="nom: Institut Alpha\nweb: https://alpha.example\n",
        good="nom: Institut Alpha\nsite: https://alpha.example\n",
        file="content/organismes/alpha.yml",
        others=(("content/ma-fiche.md", _FICHE),),
    ),
    "FG206": framed(
        "## Contenu\n\n## Public\n\nAides-soignants\n",
        "## Contenu\n\n- Tour de table\n- Jeux de rôle\n\n## Public\n\nAides-soignants\n",
        line=3,
    ),
    "FG207": _yaml(
        "titre: Bientraitance au quotidien\nduree:\n  heures:\n    - 14\n    - 7\n",
        "titre: Bientraitance au quotidien\nduree: 3 jours / 21 heures\n",
    ),
    "FG208": framed("## Modalité\n\nAu choix du groupe\n", "## Modalité\n\nPrésentiel\n"),
    "FG209": _headed("---\nslug: Bientraitance 2021\n---\n", "---\nslug: bientraitance-2021\n---\n"),
    "FG210": _headed("---\nbrouillon: peut-être\n---\n", "---\nbrouillon: non\n---\n"),
    "FG211": framed(
        "## Lieux et dates\n\n### Groupe 1\n\n### Groupe 2\n\nBrest\n\n15 novembre 2021\n",
        "## Lieux et dates\n\n### Groupe 1\n\nQuimper\n\nDates à définir\n\n### Groupe 2\n\nBrest\n\n"
        "15 novembre 2021\n",
        rest=CONTACT,
        line=5,
    ),
    "FG212": framed(
        "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\n12 janvier 2022\n\nAttention : session annulée"
        " faute de participants\n",
        "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\n12 janvier 2022\n\nStatut : annulé\n",
        rest=CONTACT,
    ),
    "FG213": framed(
        "## Dates\n\n15 novembre 2021\n\n## Lieux et dates\n\n### Groupe 1\n\nBrest\n\n8 novembre 2021\n",
        "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\n8 novembre 2021\n\n### Groupe 2\n\nBrest\n\n"
        "15 novembre 2021\n",
        rest=CONTACT,
    ),
}  # fmt: skip
