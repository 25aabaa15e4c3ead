"""Examples of what putting fiches together, the settings and the templates find (FG5 and FG6)."""

from __future__ import annotations

from typing import Final

from .kinds import REST, Example, framed

_SETTINGS: Final = "content/catalogue.yml"
_FICHE: Final = f"# Bientraitance au quotidien\n{REST}"
_BESIDE: Final = (("content/ma-fiche.md", _FICHE),)
_LOGO: Final = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">
  <rect width="120" height="40" fill="#0b6e4f"/>
</svg>
"""


def _settings(bad: str, good: str, *others: tuple[str, str]) -> Example:
    return Example(bad=bad, good=good, file=_SETTINGS, others=(*_BESIDE, *others))


def _aliases(bad: str, good: str) -> Example:
    return framed(f"## Anciennes adresses\n\n{bad}\n", f"## Anciennes adresses\n\n{good}\n")


OF_CATALOGUE: Final[dict[str, Example]] = {
    "FG517": Example(
        bad=f"# Bientraitance au quotidien\n{REST}",
        good=f"# Bientraitance au quotidien, niveau 2\n{REST}",
        file="content/niveau-2.md",
        others=_BESIDE,
        excerpt=(1, 1),
    ),
    "FG501": Example(
        bad=f"---\nslug: bientraitance-au-quotidien\n---\n# Bientraitance, niveau 2\n{REST}",
        good=f"---\nslug: bientraitance-niveau-2\n---\n# Bientraitance, niveau 2\n{REST}",
        file="content/niveau-2.md",
        others=_BESIDE,
        excerpt=(1, 4),
    ),
    "FG502": framed(
        "## Lieux et dates\n\n### Groupe 1\n\n15 novembre 2021\n\n### Groupe 1\n\n6 décembre 2021\n",
        "## Lieux et dates\n\n### Groupe 1\n\n15 novembre 2021\n\n### Groupe 2\n\n6 décembre 2021\n",
        rest="\n## Interlocuteur\n\nAna LE ROUX\n\nana.leroux@exemple.fr\n",
    ),
    "FG503": Example(
        bad=f"# Bientraitance – Module 1 « Suite »\n{REST}",
        good=f"# Bientraitance – Module 2 « Suite »\n{REST}",
        file="content/module-2.md",
        others=(("content/module-1.md", f"# Bientraitance – Module 1 « Bases »\n{REST}"),),
        excerpt=(1, 1),
    ),
    "FG504": Example(
        bad="nom: Institut Âge et Vie\nalias: IA\n",
        good="nom: Institut Âge et Vie\nalias: IAV\n",
        file="content/organismes/institut-age-et-vie.yml",
        others=(*_BESIDE, ("content/organismes/alpha.yml", "nom: Institut Alpha\nalias: IA\n")),
    ),
    "FG505": framed(
        "## Secteurs\n\nmedico social\n",
        "## Secteurs\n\nMédico-social\n",
        others=(("content/autre.md", f"# Accueillir\n\n## Secteurs\n\nMédico-social\n{REST}"),),
    ),
    "FG506": Example(
        bad=_FICHE,
        good=_FICHE,
        file="content/_ma-fiche.md",
        renamed="content/ma-fiche.md",
        excerpt=(1, 1),
    ),
    "FG507": _aliases("plan-du-site/", "ancien-plan/"),
    "FG508": _aliases("../bientraitance", "stages/bientraitance.html"),
    "FG509": _aliases("stages/bientraitance.php", "stages/bientraitance.html"),
    "FG510": Example(
        bad="nom: Coopérative Tamarin\nsiret: 123 456 782 00017\n",
        good="nom: Coopérative Tamarin\nsiret: 123 456 782 00010\n",
        file="content/organismes/tamarin.yml",
        others=(("content/ma-fiche.md", f"{_FICHE}\n## Organisme\n\nCoopérative Tamarin\n"),),
    ),
    "FG601": Example(
        bad='{% extends "fichegen/pages/404.html" %}\n{% block title %}{{ titel }}{% endblock %}\n',
        good='{% extends "fichegen/pages/404.html" %}\n{% block title %}Page absente{% endblock %}\n',
        file="templates/pages/404.html",
        others=_BESIDE,
    ),
    "FG602": _settings("titer: Formations de l'année\n", "titre: Formations de l'année\n"),
    "FG603": _settings("fuseau: Paris\n", "fuseau: Europe/Paris\n"),
    "FG717": Example(
        bad="titre: Nos formations\n",
        good="titre: Nos formations\nurl: https://formations.example.fr\n",
        file=_SETTINGS,
        line=1,
        others=_BESIDE,
    ),
    "FG605": _settings(
        "couleurs:\n  principale: '#ffcc00'\n", "couleurs:\n  principale: '#0b6e4f'\n"
    ),
    "FG606": _settings(
        "logo: logo.svg\n", "logo: images/logo.svg\n", ("content/images/logo.svg", _LOGO)
    ),
    "FG607": _settings(
        "accessibilite:\n  etat: partiellement conforme\n  audit: 12 mars 2018\n  taux: 72 %\n",
        "accessibilite:\n  etat: partiellement conforme\n  audit: 20 août 2021\n  taux: 85 %\n",
    ),
}
