"""Invented catalogues that look like real ones, and fiches that go too far on purpose.

The same count, seed and day give the same files, byte for byte. By hand:
`python tests/corpus.py DOSSIER 300`.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from fichegen.reading.vocabulary import FICHE, GROUP, Kind
from fichegen.text import slug

# ------------------------------------------------------------------ words of a made-up country

# Tables read by rows.
# fmt: off
TERRITORIES: Final = {
    "Finistère": "Brest, Quimper, Morlaix, Landerneau, Saint-Pol-de-Léon, Douarnenez",
    "Côtes-d’Armor": "Saint-Brieuc, Lannion, Guingamp, Dinan, Saint-Quay-Portrieux",
    "Ille-et-Vilaine": "Rennes, Saint-Malo, Fougères, Vitré, Saint-Méen-le-Grand",
    "Morbihan": "Vannes, Lorient, Pontivy, Auray, Sainte-Anne-d'Auray, Séné",
    "Loire-Atlantique": "Nantes, Saint-Nazaire, Châteaubriant, St-Herblain, Sainte-Pazanne",
    "Mayenne": "Laval, Évron, Château-Gontier, Saint-Denis-d'Anjou, Sainte-Suzanne",
    "Oise": "Beauvais, Crèvecœur-le-Grand, Saint-Just-en-Chaussée, Creil, Noyon",
    "Seine-Saint-Denis": "Saint-Denis, Bobigny, Saint-Ouen, L'Île-Saint-Denis, Aubervilliers",
}
COUNTIES: Final = dict(zip(TERRITORIES, (29, 22, 35, 56, 44, 53, 60, 93), strict=True))
REGIONS: Final = {"Finistère": "Bretagne", "Morbihan": "Bretagne", "Mayenne": "Pays de la Loire",
                  "Oise": "Hauts-de-France", "Seine-Saint-Denis": "Île-de-France"}
HOUSES: Final = (
    "Maison des associations", "salle du Sacré-Cœur", "centre hospitalier", "espace Œuvre et Cité",
    "mairie annexe", "salle 204", "pôle formation", "médiathèque Louise-Michel", "ferme du Haut-Pré",
)
STREETS: Final = ("rue de l'Hôpital", "place du Marché", "rue Saint-Vincent", "quai des Œillets",
                  "avenue de l'Europe", "chemin des Chevaux", "rue Jeanne-d'Arc")
ORGANISATIONS: Final = (
    ("Institut du travail social de l'Ouest", "ITSO"), ("Coopérative Tamaris", ""),
    ("L'Œuvre commune", "OC"), ("Association Cœur de métier", "ACM"), ("CFA Bréhat Santé", ""),
    ("École des soins de Saint-Denis", "ESSD"), ("Réseau Haut-Pré", ""), ("Ateliers Phare & Cie", ""),
    ("Union des maisons de l'enfance", "UME"), ("Formassise", ""),
)
SECTORS: Final = (
    "Protection de l’enfance", "Petite enfance", "Handicap", "Grand âge", "Insertion", "Animation",
    "Hébergement et logement", "Santé mentale", "Addictologie", "Hôpital et soins",
    "Aide à domicile", "Protection des majeurs",
)
SUBJECTS: Final = (
    ("l'accueil des familles", "Hôpital et soins"), ("la douleur de l'enfant", "Hôpital et soins"),
    ("les œuvres d'art à l'hôpital", "Hôpital et soins"), ("le cœur et l'effort", "Grand âge"),
    ("la médiation par les chevaux", "Handicap"), ("l'autisme à l'âge adulte", "Handicap"),
    ("la vie affective et sexuelle", "Handicap"), ("les écrits professionnels", "Protection de l’enfance"),
    ("l'évaluation des situations de danger", "Protection de l’enfance"), ("le placement à domicile", "Protection de l’enfance"),
    ("la visite médiatisée", "Protection de l’enfance"), ("l'éveil culturel et artistique", "Petite enfance"),
    ("le jeu libre", "Petite enfance"), ("la diversification alimentaire", "Petite enfance"),
    ("la bientraitance", "Grand âge"), ("la fin de vie", "Grand âge"), ("les troubles du sommeil", "Grand âge"),
    ("la maladie d'Alzheimer", "Grand âge"), ("l'accès aux droits", "Insertion"), ("l'illectronisme", "Insertion"),
    ("l'entretien d'accompagnement", "Insertion"), ("la clause sociale", "Insertion"), ("le jeu coopératif", "Animation"),
    ("la laïcité", "Animation"), ("l'accueil des adolescents", "Animation"), ("l'accompagnement vers le logement", "Hébergement et logement"),
    ("l'incurie au domicile", "Hébergement et logement"), ("la pension de famille", "Hébergement et logement"),
    ("la souffrance psychique", "Santé mentale"), ("la crise suicidaire", "Santé mentale"),
    ("le rétablissement", "Santé mentale"), ("les premiers secours en santé mentale", "Santé mentale"),
    ("la réduction des risques", "Addictologie"), ("les écrans et le jeu d'argent", "Addictologie"),
    ("l'entretien motivationnel", "Addictologie"), ("les gestes et postures", "Aide à domicile"),
    ("l'isolement des aînés", "Aide à domicile"), ("la toilette et la pudeur", "Aide à domicile"),
    ("la tutelle et la curatelle", "Protection des majeurs"), ("la gestion d'un budget contraint", "Protection des majeurs"),
)
PATTERNS: Final = (
    "Comprendre {it}", "{It} : repères pour agir", "Penser {it} en équipe", "Aborder {it} avec les publics",
    "{It}, une affaire d'équipe", "Mieux connaître {it}", "Atelier : {it}", "{It} – perfectionnement",
    "Prévenir, repérer, orienter : {it}", "Encadrer une équipe : {it}", "{It} : l'essentiel en pratique",
)
SERIES: Final = ("{It}", "La pratique {of}", "Parcours « {It} »", "Les fondamentaux {of}", "Cycle {it}")
MODULES: Final = (("Poser le cadre", "Préparer sa démarche", "Connaître les textes"),
                  ("Entrer en relation", "Agir avec les personnes", "Construire ses outils"),
                  ("Évaluer et transmettre", "Travailler en réseau", "Faire équipe"),
                  ("Aller plus loin", "Bilan à six mois : retours d'expérience", "Former ses pairs"))
MODULE_FORMS: Final = ("{series} – Module {n} « {name} »", "{series} - Module {n} : {name}",
                       "{series} – Module n° {n} « {name} »")
FIRST_NAMES: Final = "Anne-Gaëlle Maïwenn Jean-Noël Zoé Aïcha Loïc Françoise Étienne Hélène Gaël Inès Ousmane".split()
LAST_NAMES: Final = ("LE GOFF", "Prigent", "D'HERVÉ", "Nguyen", "BENALI", "Cœurdevey", "Saint-Aubin", "Kervella", "Diallo", "Lefèvre", "Da Silva")
ROLES: Final = ("coordinatrice pédagogique", "assistant de formation", "responsable de formation", "")
MONTHS: Final = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT_MONTHS: Final = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
WEEKDAYS: Final = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()

PUBLICS: Final = (
    "Tout professionnel du secteur", "Travailleurs sociaux, cadres et bénévoles engagés auprès des familles",
    "Aides-soignants, infirmiers, agents de service hospitalier", "Équipes pluridisciplinaires (groupe constitué)",
    "Éducateurs de jeunes enfants, auxiliaires de puériculture, assistantes maternelles",
    "Professionnels de première ligne, avec ou sans diplôme, et leurs chefs de service",
)
SENTENCES: Final = (
    "{It} occupe une place grandissante dans les projets d'établissement, sans que les équipes disposent toujours du temps d'en débattre.",
    "Depuis la loi de 2002, la personne accompagnée est au cœur des décisions qui la concernent ; reste à traduire ce principe dans les gestes de tous les jours.",
    "Les professionnels disent souvent leur solitude : à {town} comme ailleurs, chacun bricole, invente, puis s'épuise.",
    "Il ne s'agit pas d'ajouter une procédure de plus, mais de « penser ensemble » ce que l'on fait déjà.",
    "Entre l'hôpital, le domicile et la cité, les parcours se croisent ; les mots, eux, ne veulent pas toujours dire la même chose.",
    "Les familles, les aidants et les bénévoles sont des partenaires à part entière, dont l'expérience mérite d'être entendue.",
    "Cette formation est née des demandes exprimées lors des rencontres territoriales de {town}.",
    "L'œuvre commune d'une équipe tient à peu de chose : un vocabulaire partagé, des temps d'écriture, le droit de douter.",
    "Qu'est-ce qui fait obstacle ? Qu'est-ce qui aide ? Les réponses varient d'un service à l'autre, et c'est tant mieux.",
    "On y parlera de chevaux, de journaux de bord, de travaux manuels : autant de détours utiles pour entrer en relation.",
    "Les recommandations de bonnes pratiques donnent un cadre ; elles ne disent pas comment faire un lundi matin à 8 h 30.",
    "L'intervenant s'appuie sur des situations réelles, rendues anonymes, que les participants apportent s'ils le souhaitent.",
)
AIMS: Final = (
    "Repérer ce qui, dans sa pratique, relève {of}.", "Connaître le cadre juridique et les acteurs du territoire.",
    "Ajuster sa posture : écouter, reformuler, poser des limites.", "Construire un outil d'équipe simple et partagé.",
    "Mettre en œuvre une première action, et l'évaluer.", "Rédiger un écrit clair, sans jugement.",
    "Identifier les signes d'alerte et savoir à qui passer le relais.", "Prendre du recul sur ses représentations.",
    "S'appuyer sur l'entourage sans s'y substituer.", "Animer une réunion de synthèse en moins d'une heure.",
)
STEPS: Final = (
    "Tour de table, attentes, règles du groupe", "Histoire et enjeux : d'où vient-on ?", "Les textes, les chiffres, les idées reçues",
    "Étude de cas en sous-groupes", "Jeux de rôle filmés", "Le réseau : qui fait quoi ?", "Atelier d'écriture",
    "Visite d'un service partenaire", "Grille d'observation : mode d'emploi", "Retour sur l'intersession",
    "Bilan : ce que je garde, ce que je change lundi", "Cadre éthique et secret partagé",
)
STAGE_FORMS: Final = ("### Jour {n} : {name}", "### Jour {n}", "**Jour {n}**", "**Jour {n} –** {name}",
                      "### {nth} journée : {name}", "Journée {n} : {name}", "JOUR {n}")
STAGES: Final = ("poser les bases", "mettre en pratique", "transmettre", "retour d'expérience")
CLOSINGS: Final = {
    "methodes": ("Apports courts, études de cas, jeux de rôle. Pédagogie active, centrée sur l'expérience des participants.",
                 "- Alternance d'exposés et d'ateliers\n- Travail en sous-groupes\n- Intersession d'un mois"),
    "moyens": ("Salle équipée, livret remis à chacun, bibliographie en ligne.",),
    "evaluation": ("Questionnaire à l'entrée et à la sortie ; mise en situation ; attestation de fin de formation.",
                   "Auto-évaluation en début et en fin de parcours, puis enquête à trois mois."),
    "validation": ("Attestation de fin de formation",),
    "accessibilite": ("Locaux accessibles aux fauteuils roulants. Dites-nous vos besoins : nous cherchons une solution avec vous.",
                      "Oui. Un référent handicap répond à vos questions avant l'inscription."),
    "delais_acces": ("Inscription possible jusqu'à deux semaines avant le début, dans la limite des places disponibles.",),
    "intervenants": ("Une psychologue clinicienne et un chef de service éducatif", "Formatrice-consultante, éducatrice de métier"),
    "partenariat": ("Avec le soutien du conseil départemental", "☞ ARS et DREETS"),
    "inscription": ("Bulletin à demander à l'interlocuteur ; la convention est envoyée sous huit jours.",),
}
TARIFFS: Final = ("420 € net de TVA par personne", "Gratuit pour les salariés des structures adhérentes",
                  "1 250 € par jour et par groupe, frais de déplacement en sus", "210 € par jour ; 180 € pour les adhérents")
SEATS: Final = (
    "8 à 12 participants",
    "12 personnes maximum",
    "15",
    "6 à 10 stagiaires",
    "10 personnes",
)
HOURS: Final = (
    "de 9h à 12h30 et de 13h30 à 17h",
    "9h-12h30 / 13h30-17h",
    "9 h – 17 h",
    "de 8h30 à 12h et de 13h à 16h30",
)
STATUSES: Final = ("complet", "annulé", "reporté", "confirmé")
UNSETTLED: Final = ("Dates à définir", "Sur demande", "Nous consulter")
OTHER_LABELS: Final = {
    "partenariat": "Partenariat & cofinancement", "inscription": "Modalités d'inscription",
    "public": "Public visé", "objectifs": "Objectifs pédagogiques", "prerequis": "Pré-requis", "contenu": "Programme",
    "contexte": "Présentation", "tarif": "Coût", "duree": "Durée de formation", "methodes": "Méthodes pédagogiques",
    "evaluation": "Modalités d'évaluation", "intervenants": "Formateur", "mis_a_jour": "Dernière mise à jour",
}
# fmt: on


# ---------------------------------------------------------------------------- what a fiche says


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    name: str
    role: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One session; its facts by their keys, in the order people write them."""

    name: str
    facts: dict[str, str]
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One fiche before it is written in a notation."""

    title: str
    facts: dict[str, str]
    meetings: tuple[Meeting, ...] = ()
    note: str = ""
    """What is said in place of sessions."""
    people: tuple[Person, ...] = ()
    sections: dict[str, str]
    updated: str = ""


def write_corpus(
    folder: Path, count: int, *, seed: int = 7, today: dt.date = dt.date(2021, 9, 1)
) -> None:
    """Write `content/` with a catalogue of `count` fiches into a project's folder."""
    rng = random.Random(seed)
    content = folder / "content"
    _write(content / "catalogue.yml", _SETTINGS)
    _write(content / "pages" / "mentions-legales.md", _LEGAL_NOTICE)
    for number, (name, alias) in enumerate(ORGANISATIONS[:7]):
        _write(
            content / "organismes" / f"{slug(name)}.yml", _organisation(rng, number, name, alias)
        )
    for number, sheet in zip(range(count), sheets(rng, today), strict=False):
        notation = rng.choices((heading_dialect, front_matter, all_yaml), (6, 2, 2))[0]
        ending = "yml" if notation is all_yaml else "md"
        words = notation(rng, sheet)
        corner = f"{slug(sheet.facts['secteurs'].split(', ')[0])}/" if rng.random() < 0.3 else ""
        _write(content / f"{corner}{number:04}-{slug(sheet.title)[:60].strip('-')}.{ending}", words)


def _write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8", newline="\n")


_SETTINGS: Final = """\
titre: Se former ensemble
sous_titre: Le catalogue commun des métiers de l'humain
editeur: Le réseau d'essai
contact: catalogue@reseau.example
"""
_LEGAL_NOTICE: Final = """\
---
titre: Mentions légales
---

Ce catalogue est inventé de bout en bout : ni les fiches, ni les personnes, ni les organismes n'existent.
"""


def _organisation(rng: random.Random, number: int, name: str, alias: str) -> str:
    siret = _with_luhn(f"{rng.randrange(10**13):013}")
    lines = [f"nom: {_scalar(name)}", *([f"alias: [{alias}]"] if alias else [])]
    lines += [
        f"siret: {siret}",
        f"nda: 53{rng.randrange(10**9):09}",
        f"adresse: {_scalar(_postal(_address(rng), rng.choice(_towns())))}",
        f"site: https://www.{_host(number)}/",
        f"courriel: contact@{_host(number)}",
        f"téléphone: 02 61 91 {number:02} 10",
        "référent handicap:",
        *_person_lines(_person(rng, number, role="référente handicap"), "  "),
        "présentation: Un organisme inventé, pour l'essai.",
    ]
    return "\n".join(lines) + "\n"


def _with_luhn(digits: str) -> str:
    """Add the check digit that a SIRET ends with."""
    total = sum(
        sum(divmod(int(digit) * (2 if n % 2 == 0 else 1), 10))
        for n, digit in enumerate(reversed(digits))
    )
    return f"{digits}{-total % 10}"


def _host(number: int) -> str:
    return f"{slug(ORGANISATIONS[number][0])[:24].strip('-')}.example"


def _towns() -> list[str]:
    return [town for towns in TERRITORIES.values() for town in towns.split(", ")]


def _address(rng: random.Random) -> str:
    return f"{rng.randint(1, 88)} {rng.choice(STREETS)}"


def _postal(street: str, town: str) -> str:
    """Put postal code and town behind a street."""
    county = next(COUNTIES[name] for name, towns in TERRITORIES.items() if town in towns)
    return f"{street}, {county}{len(town) % 9}00 {town}"


def _person(rng: random.Random, organisation: int, *, role: str = "") -> Person:
    first, last = rng.choice(FIRST_NAMES), rng.choice(LAST_NAMES)
    return Person(
        name=f"{first} {last}",
        role=role or rng.choice(ROLES),
        email=f"{slug(first)}.{slug(last)}@{_host(organisation)}",
        phone=f"06 39 98 {rng.randint(10, 99)} {rng.randint(10, 99)}" if rng.random() < 0.6 else "",
    )


# ---------------------------------------------------------------------------------- fiches


def sheets(rng: random.Random, today: dt.date) -> Iterator[Sheet]:
    """Give fiches without end, no two of one title, the modules of a series in a row."""
    for subject, sector, titles in _courses(rng):
        organisation = rng.randrange(len(ORGANISATIONS))
        start = rng.randint(-400, 330)
        for number, title in enumerate(titles, 1):
            module = number if len(titles) > 1 else 0
            first = min(start + 40 * (number - 1), 360)
            sheet = _sheet(rng, today, title, subject, sector, organisation, module, first)
            yield _completed(random.Random(title), sheet)


def _completed(rng: random.Random, sheet: Sheet) -> Sheet:
    """Add to some fiches what destinations other than readers ask for: codes, postal codes, …"""
    facts, sections = dict(sheet.facts), dict(sheet.sections)
    if rng.random() < 0.25:
        facts["formacode"] = rng.choice(("44072", "44008, 43441", "15041"))
    if rng.random() < 0.25:
        facts["formacode_public"] = rng.choice(("82044", "83056"))
    if rng.random() < 0.06:
        facts["alias"] = f"ancien-{slug(sheet.title)[:60].strip('-')}"
    if rng.random() < 0.05:
        sections["validation"] = f"Titre professionnel, RNCP{rng.randint(10_000, 39_999)}"
    meetings = []
    for meeting in sheet.meetings:
        told = dict(meeting.facts)
        town = told.get("lieu", "").partition(",")[0]
        if town and rng.random() < 0.6:
            told["adresse"] = _postal(told.get("adresse") or _address(rng), town)
        if told.get("statut") == "reporté" and rng.random() < 0.5:
            told["dates_initiales"] = f"{rng.randint(1, 28)} janvier 2021"
        meetings.append(replace(meeting, facts=told))
    return replace(sheet, facts=facts, sections=sections, meetings=tuple(meetings))


def _courses(rng: random.Random) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Give subject, sector and the titles of one course or of the modules of one series."""
    for turn in range(1, 10_000):
        level = f" – niveau {turn}" if turn > 1 else ""
        ideas = [
            (s, p, i < len(SERIES)) for s in SUBJECTS for i, p in enumerate((*SERIES, *PATTERNS))
        ]
        rng.shuffle(ideas)
        for (subject, sector), pattern, in_series in ideas:
            name = pattern.format(it=subject, It=_capital(subject), of=_of(subject)) + level
            name = name.replace("'", "’") if rng.random() < 0.5 else name
            if not in_series:
                yield subject, sector, (name,)
            elif rng.random() < 0.3:  # series are the fewer, though they hold several fiches each
                form = rng.choice(MODULE_FORMS)
                length = rng.randint(2, 4)
                yield (
                    subject,
                    sector,
                    tuple(
                        form.format(series=name, n=n + 1, name=rng.choice(MODULES[n]))
                        for n in range(length)
                    ),
                )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _of(words: str) -> str:
    """Put "de" before a noun: "du jeu", "des écrits", "de l'accueil"."""
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if words.startswith(article):
            return joined + words.removeprefix(article)
    return f"de {words}"


def _sheet(
    rng: random.Random, today: dt.date, title: str, subject: str, sector: str, organisation: int,
    module: int, start: int,
) -> Sheet:  # fmt: skip
    days = rng.choice((1, 1, 2, 2, 2, 3, 3, 4, 5))
    mode = rng.choices(("présentiel", "distanciel", "mixte"), (7, 1, 2))[0]
    count = rng.choice((0, 1, 1, 1, 2, 2, 2, 3, 4, 6))
    starts = sorted(min(start + rng.randint(0, 60) * n, 400) for n in range(count))
    per_group = rng.random() < 0.3
    firsts = [_workday(today + dt.timedelta(days=offset)) for offset in starts]
    meetings = tuple(
        _meeting(
            rng, n, count, first, days, organisation, remote=mode == "distanciel", limit=per_group
        )
        for n, first in enumerate(firsts, 1)
    )
    facts = {"secteurs": sector}
    if rng.random() < 0.35:
        other = rng.choice(SECTORS)
        facts["secteurs"] += f", {other}" if other != sector else ""
    facts["public"] = rng.choice(PUBLICS)
    facts["duree"] = _length(rng, days)
    facts["organismes"] = ORGANISATIONS[organisation][0]
    if firsts and not per_group and rng.random() < 0.75:
        facts["date_limite"] = _day_words(rng, firsts[0] - dt.timedelta(days=rng.randint(10, 45)))
    if rng.random() < 0.5:
        facts["effectif"] = rng.choice(SEATS)
    if rng.random() < 0.7:
        facts["modalite"] = mode
    if rng.random() < 0.3:
        facts["reference"] = (
            f"{''.join(word[0] for word in sector.split())}{rng.randint(10, 999)}".upper()
        )
    if rng.random() < 0.3:
        facts["themes"] = (
            f"{subject}, {rng.choice(('pratiques professionnelles', 'droit', 'écoute'))}"
        )
    territory = meetings[0].facts.get("territoire") if meetings else None
    if territory in REGIONS and rng.random() < 0.4:
        facts["region"] = REGIONS[territory]
    if rng.random() < 0.05:
        facts["statut"] = rng.choice(STATUSES)
    people = [_person(rng, organisation) for _ in range(rng.choice((1, 1, 1, 2)))]
    changed = today - dt.timedelta(days=rng.randint(2, 420))
    return Sheet(
        title=title,
        facts=facts,
        meetings=meetings,
        note="" if meetings else rng.choice(UNSETTLED),
        people=tuple(people),
        sections=_sections(rng, subject, days, module),
        updated=_day_words(rng, changed) if rng.random() < 0.6 else "",
    )


def _sections(rng: random.Random, subject: str, days: int, module: int) -> dict[str, str]:
    sections = {"contexte": _context(rng, subject)}
    bullet = rng.choice(("- ", "- ", "* ", "☞ ", "• "))
    aims = rng.sample(AIMS, rng.randint(2, 6))
    gap = "\n\n" if bullet[0] in "☞•" else "\n"
    sections["objectifs"] = gap.join(bullet + aim.format(of=_of(subject)) for aim in aims)
    sections["prerequis"] = _prerequisites(rng, module)
    sections["contenu"] = _programme(rng, days)
    for name, choices in CLOSINGS.items():
        if rng.random() < 0.45:
            sections[name] = rng.choice(choices)
    if rng.random() < 0.7:
        sections["tarif"] = rng.choice(TARIFFS)
    if rng.random() < 0.5:
        return {name: words.replace("'", "’") for name, words in sections.items()}
    return sections


def _context(rng: random.Random, subject: str) -> str:
    return "\n\n".join(
        " ".join(rng.sample(SENTENCES, rng.randint(2, 5))) for _ in range(rng.randint(1, 4))
    ).format(It=_capital(subject), it=subject, town=rng.choice(_towns()))


def _prerequisites(rng: random.Random, module: int) -> str:
    if module < 2:
        return rng.choice(("Pas de prérequis", "Aucun", "Exercer auprès du public concerné."))
    if module == 2:
        return rng.choice(("Avoir suivi le module 1.", "Module 1, ou une expérience équivalente"))
    return rng.choice(("Avoir suivi les modules 1 et 2.", f"Avoir suivi le module {module - 1}.",
                       f"Modules 1 à {module - 1}"))  # fmt: skip


def _programme(rng: random.Random, days: int) -> str:
    steps = rng.sample(STEPS, min(len(STEPS), 2 * days + 1))
    if days == 1 or rng.random() < 0.4:
        return "\n".join(f"- {step}" for step in steps)
    form = rng.choice(STAGE_FORMS)
    parts = []
    for n in range(1, days + 1):
        nth = "1ère" if n == 1 else f"{n}e"
        parts.append(form.format(n=n, nth=nth, name=STAGES[(n - 1) % len(STAGES)]))
        parts.append("\n".join(f"- {step}" for step in steps[2 * n - 2 : 2 * n]))
    return "\n\n".join(parts)


def _length(rng: random.Random, days: int) -> str:
    unit = "jour" if days == 1 else "jours"
    forms = (
        "{d} {u} / {h} heures",
        "{d} {u}",
        "{d} {u} ({h} h)",
        "{h} heures",
        "{d} {u} soit {h} heures",
    )
    return rng.choice(forms).format(d=days, h=7 * days, u=unit)


# ------------------------------------------------------------------------- sessions and days


def _meeting(
    rng: random.Random, number: int, count: int, first: dt.date, days: int, organisation: int, *,
    remote: bool, limit: bool,
) -> Meeting:  # fmt: skip
    facts: dict[str, str] = {}
    if remote:
        facts["lien"] = f"https://visio.example/{slug(ORGANISATIONS[organisation][0])[:8]}-{number}"
    else:
        facts["territoire"], towns = rng.choice(list(TERRITORIES.items()))
        facts["lieu"] = rng.choice(towns.split(", "))
        if rng.random() < 0.4:
            facts["lieu"] += f", {rng.choice(HOUSES)}"
        if rng.random() < 0.25:
            facts["adresse"] = _address(rng)
    facts["dates"] = _dates(rng, _run(rng, first, days))
    if rng.random() < 0.5:
        facts["horaires"] = rng.choice(HOURS)
    if rng.random() < 0.2:
        facts["places"] = f"{rng.randint(6, 16)} places"
    if rng.random() < 0.15:
        facts["statut"] = rng.choice(STATUSES)
    if limit:
        facts["date_limite"] = _day_words(rng, first - dt.timedelta(days=rng.randint(8, 40)))
    name = f"Groupe {number}" if count > 1 else rng.choice(("Groupe 1", "Session unique"))
    person = _person(rng, organisation) if rng.random() < 0.08 else None
    return Meeting(name=name, facts=facts, person=person)


def _workday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _run(rng: random.Random, first: dt.date, count: int) -> list[dt.date]:
    """Give the days of a session: in a row, or with a hole of some weeks before the last ones."""
    days = [first]
    hole = rng.randrange(1, count) if count > 1 and rng.random() < 0.4 else 0
    for n in range(1, count):
        gap = rng.choice((7, 14, 21, 28)) if n == hole else 1
        days.append(_workday(days[-1] + dt.timedelta(days=gap)))
    return days


def _dates(rng: random.Random, days: Sequence[dt.date]) -> str:
    """Write days as people do; a second line that begins with a plus sign adds to the first."""
    in_a_row = days[-1] - days[0] == dt.timedelta(days=len(days) - 1)
    first, last = days[0], days[-1]
    if len(days) == 1:
        return rng.choice((_written(first), f"Le {_written(first)}", f"{first:%d/%m/%Y}",
                           f"{_capital(WEEKDAYS[first.weekday()])} {_written(first)}"))  # fmt: skip
    form = rng.random()
    if in_a_row and first.month == last.month and form < 0.5:
        return f"{rng.choice(('Du', 'du'))} {_number(first)} au {_written(last)}"
    if in_a_row and form < 0.5:
        return f"du {_number(first)} {MONTHS[first.month - 1]} {first.year} au {_written(last)}"
    if form < 0.65:
        return ", ".join(f"{day:%d/%m/%Y}" for day in days)
    if form < 0.85 and days[-2].month == first.month and days[-2].year == first.year:
        head = " & ".join(_number(day) for day in days[:-1])
        article = "Les" if len(days) > 2 else "Le"
        return f"{article} {head} {SHORT_MONTHS[first.month - 1]} {first.year}\n\n+ Le {_written(last)}"
    *heads, final = [f"{WEEKDAYS[day.weekday()]} {_written(day)}" for day in days]
    return f"{', '.join(heads)} et {final}"


def _written(day: dt.date) -> str:
    return f"{_number(day)} {MONTHS[day.month - 1]} {day.year}"


def _number(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)


def _day_words(rng: random.Random, day: dt.date) -> str:
    return rng.choice(
        (_written(day), f"{day:%d/%m/%Y}", f"{WEEKDAYS[day.weekday()]} {_written(day)}")
    )


# ------------------------------------------------------------------------------- notations


def heading_dialect(rng: random.Random, sheet: Sheet) -> str:
    """Write a fiche as plain Markdown whose headings name the fields."""
    style = rng.choice(("technique", "technique", "plain", "labels"))
    blocks = [f"# {sheet.title}"]
    if style == "labels":
        blocks += [f"**{_label(rng, name)} :** {words}" for name, words in sheet.facts.items()]
    else:
        blocks += ["## Fiche technique"] if style == "technique" else []
        sign = "###" if style == "technique" else "##"
        blocks += [f"{sign} {_label(rng, name)}\n\n{words}" for name, words in sheet.facts.items()]
    blocks.append("## Lieux & dates")
    ornament = "☞ " if style == "technique" else ""
    blocks += [_headed_meeting(rng, meeting, ornament) for meeting in sheet.meetings] or [
        sheet.note
    ]
    blocks.append("## Interlocuteur")
    blocks += [_signature(rng, person) for person in sheet.people]
    blocks += [f"## {_label(rng, name)}\n\n{words}" for name, words in sheet.sections.items()]
    if sheet.updated:
        blocks.append(f"## {_label(rng, 'mis_a_jour')}\n\n{sheet.updated}")
    return "\n\n".join(blocks) + "\n"


def _label(rng: random.Random, name: str) -> str:
    other = OTHER_LABELS.get(name)
    label = next(field.label for field in FICHE if field.name == name)
    return other if other and rng.random() < 0.4 else label


def _headed_meeting(rng: random.Random, meeting: Meeting, ornament: str) -> str:
    facts = dict(meeting.facts)
    title = f"### {ornament}{meeting.name}"
    if "statut" in facts and rng.random() < 0.5:
        title += f" ({facts.pop('statut')})"
    labels = {field.name: field.label for field in GROUP}
    bare = {"dates"} if "\n" in facts.get("dates", "") or rng.random() < 0.6 else set()
    lines = [
        words if name in bare else f"{labels[name]} : {words}" for name, words in facts.items()
    ]
    if meeting.person:
        lines.append(f"Contact : {meeting.person.name}, {meeting.person.email}")
    return "\n\n".join([title, *lines])


def _signature(rng: random.Random, person: Person) -> str:
    lines = [f"**{person.name}**" + (f", {person.role}" if person.role else "")]
    linked = f"[{person.email}](mailto:{person.email})"
    lines.append(rng.choice((person.email, linked)))
    return "\n\n".join([*lines, *([person.phone] if person.phone else [])])


def front_matter(rng: random.Random, sheet: Sheet) -> str:
    """Write a fiche as YAML for the facts and Markdown for the prose."""
    facts = {name: words for name, words in sheet.facts.items() if name != "public"}
    head = ["---", f"titre: {_scalar(sheet.title)}", *_facts_yaml(facts), *_sessions_yaml(sheet)]
    head += [*_people_yaml(sheet.people)]
    head += [f"mis à jour le: {_scalar(sheet.updated)}"] if sheet.updated else []
    prose = {n: sheet.facts[n] for n in ("public",) if n in sheet.facts} | sheet.sections
    body = [f"## {_label(rng, name)}\n\n{words}" for name, words in prose.items()]
    return "\n".join([*head, "---", ""]) + "\n" + "\n\n".join(body) + "\n"


def all_yaml(rng: random.Random, sheet: Sheet) -> str:
    """Write a fiche as YAML, with Markdown inside the prose values."""
    lines = [f"titre: {_scalar(sheet.title)}", *_facts_yaml(sheet.facts), *_sessions_yaml(sheet)]
    lines += _people_yaml(sheet.people)
    for name, words in sheet.sections.items():
        if name == "objectifs" and rng.random() < 0.6:
            items = [re.sub(r"^[-*☞•] ", "", line) for line in words.split("\n") if line]
            lines += ["objectifs:", *(f"  - {_scalar(item)}" for item in items)]
        else:
            lines.append(f"{name}: {_scalar(words)}")
    lines += [f"mis_a_jour: {_scalar(sheet.updated)}"] if sheet.updated else []
    return "\n".join(lines) + "\n"


def _facts_yaml(facts: dict[str, str]) -> Iterator[str]:
    for name, words in facts.items():
        if name in ("secteurs", "themes"):
            yield f"{name}:"
            yield from (f"  - {_scalar(term)}" for term in words.split(", "))
        else:
            yield f"{name}: {_scalar(words)}"


def _sessions_yaml(sheet: Sheet) -> Iterator[str]:
    if not sheet.meetings:
        yield f"dates: {_scalar(sheet.note)}"
        return
    yield "groupes:"
    for meeting in sheet.meetings:
        yield f"  - nom: {_scalar(meeting.name)}"
        yield from (f"    {name}: {_scalar(words, 4)}" for name, words in meeting.facts.items())
        if meeting.person:
            yield "    interlocuteur:"
            yield from _person_lines(meeting.person, "      ")


def _people_yaml(people: Sequence[Person]) -> Iterator[str]:
    yield "interlocuteurs:"
    for person in people:
        first, *rest = _person_lines(person, "")
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _person_lines(person: Person, indent: str) -> list[str]:
    told = {"nom": person.name, "fonction": person.role, "courriel": person.email,
            "téléphone": person.phone}  # fmt: skip
    return [f"{indent}{name}: {_scalar(words)}" for name, words in told.items() if words]


def _scalar(words: str, indent: int = 0) -> str:
    """Write words as a YAML scalar: bare where that is safe, a block where they hold lines."""
    if "\n" in words:
        margin = " " * (indent + 2)
        return "|\n" + "\n".join(f"{margin}{line}" if line else "" for line in words.split("\n"))
    if re.fullmatch(r"[A-Za-zÀ-ÿŒœ0-9](?:[^:#\"\\]|:(?! |$))*(?<!\s)", words):
        return words
    return json.dumps(words, ensure_ascii=False)


# ------------------------------------------------------------------------------- too far


def _hostile(name: str) -> str:
    """Give words that must stay words, and say by `name` where they were written."""
    return (
        f"{name} <script>alert('{name}')</script> {{{{ 7*7 }}}} {{% raw %}} \"{name}\" & "
        f"<b onmouseover=alert(1)>{name}</b> <!-- ]]> ${{x}} \\u003c"
    )


def _hostile_sheet(title: str) -> Sheet:
    """Put markup and template syntax into every field of the vocabulary that takes words."""
    kinds = {field.name: field.kind for field in FICHE}
    apart = (
        "titre",
        "dates",
        "groupes",
        "interlocuteurs",
        "slug",
        "alias",
        "brouillon",
        "mis_a_jour",
    )
    facts = {name: _hostile(name) for name in kinds if name not in apart}
    sections = {name: facts.pop(name) for name, kind in kinds.items() if kind is Kind.PROSE}
    facts["parcours"] += title  # else all three would be one module of one series
    sections["contexte"] += _HOSTILE_PROSE
    group = {field.name: _hostile(field.name) for field in GROUP}
    for name in ("nom", "interlocuteurs"):
        del group[name]
    people = [
        Person(name=_hostile("nom"), role=_hostile("fonction"), email="ana+b&c@exemple.example"),
        Person(name="Bob", phone=_hostile("téléphone")),
    ]
    dated = {"dates": "15 & 16 nov. 2021", "lieu": _hostile("lieu"), "lien": "javascript:alert(1)"}
    linked = {"dates": "17/11/2021", "lien": 'https://visio.example/?a="><script>alert(1)</script>'}
    return Sheet(
        title=f"{title} {_hostile('titre')}",
        facts=facts,
        meetings=(
            Meeting(name=_hostile("Groupe"), facts=group, person=people[0]),
            Meeting(name='Groupe "2" <i>', facts=dated),
            Meeting(name="Groupe {{ 3 }}", facts=linked),
        ),
        people=tuple(people),
        sections=sections,
        updated=_hostile("mis_a_jour"),
    )


_HOSTILE_PROSE: Final = """

[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](//evil.example) [d](data:text/html,x) ![e](https://evil.example/e.png)
[f](mailto:a@b.example?bcc=x@y.example) [g](\\\\evil.example/g) <javascript:alert(1)> [h](java&#x0A;script:alert(1)) &#x202e;

<div onclick="alert(1)">un bloc</div>

| Heure | <b>Lundi</b> | {{ mardi }} | Mercredi | Jeudi | Vendredi |
|---|---|---|---|---|---|
| 9h | Accueil | Anticonstitutionnellement | Ateliers | Restitution | Bilan |

```
{% endraw %} </pre><script>alert(1)</script>
```

> Une citation, <blockquote>"""


def _bare_sheet(title: str, *meetings: dict[str, str], **sections: str) -> Sheet:
    """Give a fiche of few words, of which one thing is too much."""
    people = (Person(name="Ana", email="ana@exemple.example"),)
    return Sheet(
        title=title,
        facts={"secteurs": "Extrêmes", "duree": "2 jours"},
        meetings=tuple(
            Meeting(name=f"Groupe {n}", facts=facts) for n, facts in enumerate(meetings, 1)
        ),
        note="" if meetings else "Dates à définir",
        people=people,
        sections=sections,
    )


def _many_days(first: dt.date, count: int) -> str:
    """Name working days month by month: "les 1er, 2 mars 2022, 1er, 4 avril 2022"."""
    days = (first + dt.timedelta(days=n) for n in range(2 * count))
    by_month: dict[tuple[int, int], list[str]] = {}
    for day in [day for day in days if day.weekday() < 5][:count]:
        by_month.setdefault((day.year, day.month), []).append(_number(day))
    return ", ".join(f"{', '.join(days)} {MONTHS[m - 1]} {y}" for (y, m), days in by_month.items())


def _extremes() -> Iterator[tuple[str, str]]:
    rng = random.Random(0)
    notations = (
        ("titres.md", heading_dialect),
        ("entete.md", front_matter),
        ("cles.yml", all_yaml),
    )
    for name, notation in notations:
        yield f"hostile-{name}", notation(rng, _hostile_sheet(f"Hostile {name.partition('.')[0]}"))
    place = {"lieu": "Saint-Denis"}
    dated = place | {"dates": "15 novembre 2021"}
    for name, sheet in {
        "titre-long": _bare_sheet(("Titre très long " * 19)[:300].strip(), dated),
        "quarante-groupes": _bare_sheet(
            "Quarante groupes",
            *(place | {"dates": f"{n % 28 + 1} mars 2022", "places": str(n)} for n in range(40)),
        ),
        "sans-groupe": _bare_sheet("Sans groupe"),
        "sans-date": _bare_sheet("Sans date", place, place | {"dates": "à définir"}),
        "deux-cents-objectifs": _bare_sheet(
            "Deux cents objectifs",
            dated,
            objectifs="\n".join(f"- Savoir {n}" for n in range(1, 201)),
        ),
        "sans-espace": _bare_sheet(
            "Sansespace" * 40,
            {"dates": "15 novembre 2021", "lieu": "L" * 400, "territoire": "T" * 400},
            contexte="x" * 400 + " https://exemple.example/" + "y" * 400,
            objectifs="- " + "o" * 400,
        ),
        "arabe-hebreu": _bare_sheet(
            "مرحبا بالعالم – שלום עולם",
            {"dates": "15 novembre 2021", "lieu": "القدس, ירושלים 12"},
            contexte="تكوين في العمل الاجتماعي (2 jours), puis הכשרה בעבודה סוציאלית – 14 h.",
            objectifs="- التعلم\n- ללמוד",
        ),
        "emoji": _bare_sheet(
            "Émojis 🎉 et 👩🏽‍🚒 en titre",
            {"dates": "15 novembre 2021", "lieu": "Maison 🏠 du 🧑‍🤝‍🧑 quartier"},
            objectifs="✅ Savoir\n\n✅ Savoir faire",
        ),
        "periode": _bare_sheet("Une période", place | {"dates": "mars 2022"}),
        "neuf-mois": _bare_sheet(
            "Neuf mois", place | {"dates": "du 15 septembre 2021 au 15 juin 2022"}
        ),
        "deux-cents-jours": _bare_sheet(
            "Deux cents jours", place | {"dates": _many_days(dt.date(2021, 10, 4), 200)}
        ),
        "a-distance": _bare_sheet(
            "À distance", {"dates": "15 novembre 2021", "lien": "https://visio.example/salle-12"}
        ),
    }.items():
        notation = (
            all_yaml if name in ("periode", "deux-cents-jours", "a-distance") else heading_dialect
        )
        yield f"{name}.{'yml' if notation is all_yaml else 'md'}", notation(rng, sheet)
    yield "rien.md", "# Rien de plus\n"


EXTREMES: Final = dict(_extremes())
"""Hostile and extreme fiches by the name of their file; all of them build, together too."""


def main(arguments: Sequence[str]) -> int:
    """Write a catalogue where the command line says."""
    if len(arguments) != 2 or not arguments[1].isdecimal():
        sys.stderr.write("usage : python tests/corpus.py DOSSIER NOMBRE\n")
        return 2
    write_corpus(Path(arguments[0]), int(arguments[1]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
