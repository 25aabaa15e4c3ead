"""The fiches a new project begins with: one in each notation, invented, with sessions to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from fichegen.dates import Day, write_date, write_days

_HOLIDAYS: Final = frozenset(
    ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 24), (12, 25), (12, 31))
)
"""Month and day of those that fall on the same day each year."""


def example_fiches(today: dt.date) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the example fiches, their days counted from a day."""
    first, second, third = (_free_week(today, weeks) for weeks in (11, 15, 19))
    told = {
        "module_1": _days(first, 1, 2),
        "module_1_soir": _days(second, 3, 4),
        "module_1_limite": write_date(first - dt.timedelta(days=18)),
        "module_2": _days(third, 0, 1),
        "module_2_limite": write_date(third - dt.timedelta(days=17), weekday=True),
        "visio": _days(second, 1),
        "visio_limite": write_date(second - dt.timedelta(days=10)),
        "jour": write_date(today),
    }
    for name, body in _FICHES.items():
        yield name, body.format(**told)


def _free_week(today: dt.date, weeks: int) -> dt.date:
    """Return the Monday of a week without a holiday on a fixed day, some weeks from now or later."""
    last = dt.date.max - dt.timedelta(weeks=60)
    monday = min(today, last) - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=weeks)
    while any((day.month, day.day) in _HOLIDAYS for day in _from(monday, range(5))):
        monday += dt.timedelta(weeks=1)
    return monday


def _from(monday: dt.date, offsets: range | tuple[int, ...]) -> list[dt.date]:
    return [monday + dt.timedelta(days=offset) for offset in offsets]


def _days(monday: dt.date, *offsets: int) -> str:
    """Write days of a week: `Les 12 et 13 janvier 2027`."""
    return write_days(Day(date=date) for date in _from(monday, offsets))


_HEADINGS: Final = """\
# Accueillir sans conflit – Module 1 « Écouter et désamorcer »

## Fiche technique

### Secteurs

Accueil du public, Action sociale

### Public

Agents d'accueil, secrétaires et bénévoles qui reçoivent du public

### Durée

2 jours / 14 heures

### Organisme de formation

Atelier des Passerelles

### Date limite d'inscription

{module_1_limite}

### Effectif

6 à 12 personnes

### Modalité

Présentiel

## Lieux & dates

### Groupe 1

#### Rennes

{module_1}, de 9h à 12h30 et de 13h30 à 17h

Adresse : Maison des associations, 6 cours des Alliés, 35000 Rennes

### Groupe 2

#### Vannes

{module_1_soir}, de 9h à 12h30 et de 13h30 à 17h

Adresse : Espace du Port, 2 rue du Commerce, 56000 Vannes

## Interlocuteur

Claire MORVAN, responsable des inscriptions

claire.morvan@passerelles.example

02 61 91 00 12

## Contexte

Un guichet reçoit tout ce que les gens n'ont pas pu dire ailleurs. La colère y vient
souvent d'une attente, d'un papier qui manque ou d'un mot mal compris, et rarement de la
personne qui reçoit.

Ces deux jours partent de situations vécues par les participants.

## Objectifs

- Reconnaître ce qui fait monter la tension dans un échange
- Reformuler une demande sans la juger
- Poser une limite en restant en lien
- Passer le relais à temps, et le dire

## Prérequis

Pas de prérequis

## Contenu

### Jour 1 : entendre

- Ce que dit la colère, ce qu'elle cache
- L'écoute et la reformulation, par deux puis devant le groupe

### Jour 2 : tenir

- Dire non sans fermer la porte
- La sécurité : repérer, alerter, se protéger
- Un plan d'action pour son propre accueil

## Méthodes

Apports courts, jeux de rôle à partir de cas apportés par les participants, retours en petit
groupe.

## Moyens

Une salle par groupe de douze, un livret remis à chacun, des enregistrements sonores d'échanges.

## Évaluation

Un questionnaire avant et après ; une mise en situation observée le second jour. Une attestation
est remise à chacun.

## Tarif

420 € net de taxe par personne, repas non compris

## Inscription

Écrivez à l'interlocutrice ; elle vous envoie le bulletin et confirme votre place sous cinq jours.

## Délais d'accès

Deux semaines entre l'inscription et le début de la session

## Accessibilité

Les salles sont accessibles en fauteuil roulant. Dites-nous vos besoins avant l'inscription : nous
les étudions avec vous.

## Formacode

<!-- pour les portails régionaux ; les codes se cherchent sur formacode.centre-inffo.fr -->

15034

## Formacode du public

82044

## Mis à jour le

{jour}
"""

_HEAD: Final = """\
---
# L'en-tête porte les faits, une clé par ligne ; les textes suivent, sous leurs titres.
secteurs: [Accueil du public, Action sociale]
durée: 1 jour / 7 heures
organisme: Atelier des Passerelles
date limite d'inscription: {module_2_limite}
effectif: 6 à 10 personnes
modalité: présentiel
formacode: "15034"
formacode du public: "82044"
mis à jour le: {jour}
groupes:
  - nom: Groupe 1
    lieu: Rennes
    adresse: Maison des associations, 6 cours des Alliés, 35000 Rennes
    dates: {module_2}
    horaires: de 13h30 à 17h
interlocuteur:
  nom: Claire MORVAN
  fonction: responsable des inscriptions
  courriel: claire.morvan@passerelles.example
  téléphone: 02 61 91 00 12
---

# Accueillir sans conflit – Module 2 « Tenir dans la durée »

## Public

Les personnes qui ont suivi le module 1, et leurs responsables

## Contexte

Six mois après, que reste-t-il ? On apprend vite à désamorcer un conflit ; on s'use à en
désamorcer trois par jour. Ce second module parle de l'équipe autour du guichet.

## Objectifs

- Analyser une situation difficile sans chercher de coupable
- Organiser les relais et les pauses d'un accueil
- Rédiger une règle d'accueil courte, connue de tous

## Prérequis

Avoir suivi le module 1

## Contenu

- Retour sur les plans d'action du module 1
- L'analyse de situation, pas à pas
- Écrire à plusieurs une règle d'accueil d'une page

## Méthodes

Deux demi-journées d'analyse de pratiques, à partir des situations de chacun.

## Moyens

Une salle, un carnet de bord tenu depuis le module 1, des modèles de règles d'accueil.

## Évaluation

La règle d'accueil rédigée par chaque équipe est relue par le groupe. Une attestation est remise.

## Tarif

210 € net de taxe par personne

## Inscription

Écrivez à l'interlocutrice en rappelant la date de votre module 1.

## Délais d'accès

Deux semaines entre l'inscription et le début de la session

## Accessibilité

La salle est accessible en fauteuil roulant. Dites-nous vos besoins avant l'inscription.
"""

_YAML: Final = """\
# yaml-language-server: $schema=../schemas/fiche.schema.json
titre: Écrire pour être compris
chapeau: Une matinée à distance pour relire ses courriers avec les yeux de qui les reçoit.
secteurs:
  - Accueil du public
  - Administration
public: Toute personne qui écrit à des usagers, par courrier, par courriel ou sur une affiche
durée: 3 heures
organisme: Atelier des Passerelles
date limite d'inscription: {visio_limite}
groupes:
  - nom: Session à distance
    dates: {visio}
    horaires: de 9h à 12h
    lien: https://visio.passerelles.example/ecrire
    places: "14"
interlocuteurs:
  - nom: Yann LE GALL
    fonction: formateur
    courriel: yann.legall@passerelles.example
    téléphone: 02 61 91 00 14
modalité: distanciel
effectif: 6 à 14 personnes
contexte: |
  Un courrier sur trois revient sous forme d'appel : « je n'ai pas compris ce que je dois faire ».
  Chacun apporte un texte qu'il envoie souvent, et repart avec sa nouvelle version.
objectifs:
  - Repérer dans un texte ce qui arrête le lecteur
  - Réécrire un courrier en phrases courtes, avec les mots de tous les jours
  - Vérifier auprès d'un lecteur qu'il est compris
prérequis: Savoir employer une messagerie et une visioconférence
contenu: |
  - Ce qui arrête un lecteur : mots, phrases, ordre
  - La réécriture, en commun puis seul
  - L'essai auprès d'un lecteur
méthodes: |
  Des exercices sur les textes des participants, en commun puis par deux.
moyens: |
  Une classe virtuelle, un guide de relecture d'une page, les textes de chacun.
évaluation: |
  Le texte réécrit est relu par un pair à l'aide du guide ; une attestation est envoyée.
tarif: Gratuit pour les associations ; 90 € net de taxe par personne pour les autres structures
inscription: Par courriel auprès de l'interlocuteur, qui répond sous trois jours.
délais d'accès: Une semaine entre l'inscription et la session
accessibilité: |
  La visioconférence est sous-titrée. Dites-nous vos besoins avant l'inscription.
formacode: "15040"
formacode du public: "82044"
mis à jour le: {jour}
"""

_FICHES: Final = {
    "accueillir-sans-conflit-module-1.md": _HEADINGS,
    "accueillir-sans-conflit-module-2.md": _HEAD,
    "ecrire-pour-etre-compris.yml": _YAML,
}

ORGANISATION: Final = """\
# yaml-language-server: $schema=../../schemas/organisme.schema.json
# Un organisme s'écrit une fois pour toutes ses fiches, qui le nomment par son nom ou un de ses autres noms.
# Celui-ci est inventé : remplacez ses numéros par les vôtres.
nom: Atelier des Passerelles
alias: [Les Passerelles]
raison_sociale: SCIC Atelier des Passerelles
siret: 999 000 005 00010
nda: "53350000000"
adresse: 6 cours des Alliés, 35000 Rennes
site: https://passerelles.example
courriel: contact@passerelles.example
telephone: 02 61 91 00 10
referent_handicap:
  nom: Inès CADIOU
  courriel: handicap@passerelles.example
presentation: Une coopérative qui forme celles et ceux qui accueillent du public.
"""
