"""Examples of what reading dates, hours and lengths finds (FG3)."""

from __future__ import annotations

from typing import Final

from .kinds import CONTACT, Example, framed


def _dates(bad: str, good: str) -> Example:
    return framed(f"## Dates\n\n{bad}\n", f"## Dates\n\n{good}\n", rest=CONTACT)


OF_DATES: Final[dict[str, Example]] = {
    "FG301": _dates("Les 30 et 31 juin 2022", "Les 29 et 30 juin 2022"),
    "FG302": _dates("Mardi 15 novembre 2021", "Lundi 15 novembre 2021"),
    "FG303": _dates("Du 8 au 6 décembre 2021", "Du 6 au 8 décembre 2021"),
    "FG304": _dates("Tous les mardis de novembre 2021", "2, 9, 16, 23 et 30 novembre 2021"),
    "FG305": _dates("Les 8 et 9 juin", "Les 8 et 9 juin 2022"),
    "FG306": _dates("15 décembre et 10 janvier 2022", "15 décembre 2021 et 10 janvier 2022"),
    "FG307": framed(
        "## Date limite d'inscription\n\n15 octobre 2021\n\n## Dates\n\nLes 15 et 16 novembre\n",
        "## Date limite d'inscription\n\n15 octobre 2021\n\n## Dates\n\nLes 15 et 16 novembre 2021\n",
        rest=CONTACT,
    ),
    "FG308": framed("## Durée\n\nquelques séances\n", "## Durée\n\n3 jours / 21 heures\n"),
    "FG309": framed("## Durée\n\n3 à 1 jours\n", "## Durée\n\n1 à 3 jours\n"),
    "FG310": _dates("Le 3 mars 2022 de 17h à 9h", "Le 3 mars 2022 de 9h à 17h"),
    "FG311": framed(
        "## Date limite d'inscription\n\navant les vacances\n",
        "## Date limite d'inscription\n\n15 octobre 2021\n",
    ),
    "FG312": _dates(
        "- 15 et 16 novembre 2021\n- 6 et 7 décembre 2021",
        "15 et 16 novembre, 6 et 7 décembre 2021",
    ),
    "FG313": framed(
        "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\nReporté du 15 au 17 novembre 2021\n",
        "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\nDates : du 17 au 19 novembre 2021\n\n"
        "Dates initiales : 15 novembre 2021\n",
        rest=CONTACT,
    ),
    "FG318": framed(
        "## Dates\n\n3 et 4 mars 2022\n\n## Horaires\n\n9h-17h le premier jour, 9h-12h le second\n",
        "## Dates\n\n3 mars 2022, 9h-17h ; 4 mars 2022, 9h-12h\n",
        rest=CONTACT,
    ),
}
