"""Examples of what the checks of words and signs find."""

from __future__ import annotations

from typing import Final

from .kinds import CONTACT, REST, Example, framed

_MODULE: Final = (
    "content/accueil.md",
    "# Accueillir une personne âgée\n\n## Objectifs\n\nPréparer une arrivée.\n" + REST,
)
"""Another fiche, to be linked."""

_PASSAGE: Final = (
    "Les familles et les bénévoles sont des partenaires de l'équipe, écoutés comme tels."
)

OF_WORDS: Final[dict[str, Example]] = {
    "FG405": framed(
        "## Contexte\n\nPour aller plus loin : [l'accueil](acueil.md).\n",
        "## Contexte\n\nPour aller plus loin : [l'accueil](accueil.md).\n",
        others=(_MODULE,),
    ),
    "FG407": framed(
        "## Contexte\n\nVoyez [ce qu'on y apprend](accueil.md#objetifs).\n",
        "## Contexte\n\nVoyez [ce qu'on y apprend](accueil.md#objectifs).\n",
        others=(_MODULE,),
    ),
    "FG119": framed(
        "## Contexte\n\nUne certi\ufb01cation recherche\u0301e.\n",
        "## Contexte\n\nUne certification recherchée.\n",
    ),
    "FG120": framed(
        "## Objectifs\n\n- ☞ Repérer ses limites\n- Passer le relais\n\n☞\n",
        "## Objectifs\n\n- Repérer ses limites\n- Passer le relais\n",
    ),
    "FG121": framed(
        "## PrÃ©requis\n\nAucun prÃ©requis nâ€™est demandÃ©.\n",
        "## Prérequis\n\nAucun prérequis n’est demandé.\n",
    ),
    "FG122": framed(
        "## Objectifs\n\n- Repérer ses limites\n<<<<<<< HEAD\n- Passer le relais\n=======\n"
        "- Demander un relais\n>>>>>>> main\n",
        "## Objectifs\n\n- Repérer ses limites\n- Demander un relais\n",
    ),
    "FG124": framed("## Tarif\n\n12O € par personne\n", "## Tarif\n\n120 € par personne\n"),
    "FG218": framed(
        "## Contenu\n\nLes gestes, les mots, les silences.\n\nBien cordialement,\n",
        "## Contenu\n\nLes gestes, les mots, les silences.\n",
    ),
    "FG214": framed(
        f"## Contexte\n\n{_PASSAGE}\n\nChaque équipe invente ses gestes.\n\n{_PASSAGE}\n",
        f"## Contexte\n\n{_PASSAGE}\n\nChaque équipe invente ses gestes.\n",
    ),
    "FG215": framed(
        "## Objectifs\n\n- Repérer les situations à risque\n- Connaissance du cadre légal\n",
        "## Objectifs\n\n- Repérer les situations à risque\n- Connaître le cadre légal\n",
    ),
    "FG217": framed(
        "## Lieux et dates\n\n### Groupe 1\n\nLieu : …\n\nDates à définir\n",
        "## Lieux et dates\n\n### Groupe 1\n\nLieu : Quimper\n\nDates à définir\n",
        rest=CONTACT,
    ),
    "FG216": framed(
        "## Contexte\n\nLa bientraitance tient à des gestes de tous les jours que chacun croit connaître"
        " et que\npersonne n'a le temps de regarder de près dans des services où les remplacements se"
        " suivent et\noù les habitudes s'installent sans que quiconque les ait jamais choisies ni"
        " discutées.\n",
        "## Contexte\n\nLa bientraitance tient à des gestes de tous les jours. Chacun croit les connaître ;"
        "\npersonne n'a le temps de les regarder de près. Dans des services où les remplacements se"
        "\nsuivent, des habitudes s'installent. Elles n'ont été ni choisies, ni discutées.\n",
    ),
}
