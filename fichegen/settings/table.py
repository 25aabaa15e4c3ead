"""The keys of `catalogue.yml`, as the documentation tells them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of `catalogue.yml`; `a.b` is the key `b` under `a`."""

    key: str
    help: str
    """One line for editors."""
    example: str


SETTINGS: Final = (
    Setting("titre", "le nom du catalogue", "Formations en travail social"),
    Setting("sous_titre", "une phrase sous le nom", "La Réunion et Mayotte"),
    Setting("url", "l'adresse où le site est publié", "https://formations.example.fr"),
    Setting("langue", "la langue du site", "fr"),
    Setting("fuseau", "le fuseau horaire qui dit quel jour on est", "Indian/Reunion"),
    Setting("contact", "l'adresse électronique à laquelle écrire au sujet du catalogue", "contact@example.fr"),
    Setting("editeur", "qui publie le catalogue", "Association Exemple"),
    Setting("logo", "une image du dossier content/, en svg, png, jpg ou webp (200 Ko au plus)", "images/logo.svg"),
    Setting("couleurs", "la couleur principale, sous la clé « principale » ; liens et boutons en gardent la teinte,"
            " plus foncée ou plus claire s'il le faut pour être lus", "principale: '#0b6e4f'"),
    Setting("accessibilite.etat", "l'état de conformité au RGAA : non conforme, partiellement conforme, totalement"
            " conforme ; les deux derniers demandent un audit", "partiellement conforme"),
    Setting("accessibilite.audit", "le jour du dernier audit ; il compte trois ans", "12 mars 2026"),
    Setting("accessibilite.auditeur", "qui l'a fait", "Cabinet Exemple"),
    Setting("accessibilite.taux", "la part des critères du RGAA qui sont respectés", "72,5 %"),
    Setting("accessibilite.non_conformites", "ce qui n'est pas conforme, un par ligne",
            "les documents joints ne sont pas balisés"),
    Setting("accessibilite.derogations", "ce qui est laissé tel quel pour charge disproportionnée, et pourquoi",
            "les archives d'avant 2015, numérisées"),
    Setting("accessibilite.hors_champ", "les contenus que la loi n'oblige pas à rendre accessibles",
            "la carte du site de Saint-Pierre"),
    Setting("accessibilite.etabli_le", "le jour où la déclaration a été établie", "20 mars 2026"),
    Setting("accessibilite.schema", "l'adresse du schéma pluriannuel", "https://example.fr/schema-pluriannuel"),
    Setting("accessibilite.plan", "l'adresse du plan d'action de l'année", "https://example.fr/plan-d-action"),
    Setting("accessibilite.contact", "l'adresse électronique à laquelle signaler un défaut, si ce n'est pas celle"
            " du catalogue", "accessibilite@example.fr"),
    Setting("accessibilite.pages", "les pages vérifiées", "accueil, une fiche, plan du site"),
    Setting("accessibilite.environnements", "les navigateurs et lecteurs d'écran employés",
            "Firefox et NVDA, Safari et VoiceOver"),
    Setting("accessibilite.outils", "les outils employés", "axe DevTools, Colour Contrast Analyser"),
    Setting("accessibilite.technologies", "les technologies du site ; par défaut HTML5, CSS, JavaScript, SVG",
            "HTML5, CSS"),
    Setting("identifiant", "ce qui distingue ce catalogue dans les agendas et les flux, un nom en a-z, 0-9 et tirets ;"
            " par défaut tiré du titre : écrivez-le avant de changer de titre, et n'y touchez plus",
            "formations-travail-social"),
    Setting("completude", "non : le site ne montre pas ce qui manque aux fiches (pages completude/)", "non"),
    Setting("compression", "pour un serveur à soi : chaque page et chaque donnée est aussi écrite comprimée, une fois pour"
            " toutes, en gzip, en br (brotli, plus petit ; il faut fichegen[brotli]) ou les deux", "gzip, br"),
    Setting("severites", "le poids de certains constats, par code", "FG203: avertissement"),
)  # fmt: skip
"""The keys in the order in which the documentation tells them."""


def names(under: str = "") -> tuple[str, ...]:
    """Return the keys known at the top, or those known under a key."""
    if under:
        return tuple(
            s.key.removeprefix(f"{under}.") for s in SETTINGS if s.key.startswith(f"{under}.")
        )
    return tuple(dict.fromkeys(s.key.partition(".")[0] for s in SETTINGS))
