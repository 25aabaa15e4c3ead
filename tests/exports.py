"""What the tests of the exports share: a catalogue from sources, a fiche with everything, attacks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Final

from conftest import TODAY

from fichegen.artifacts import Pending
from fichegen.catalogue import assemble
from fichegen.exporters import data, ics
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche, read_organisation
from fichegen.settings import Settings

ORGANISATION: Final = """\
nom: Coopérative Tamarin
alias: [Tamarin]
raison_sociale: SCIC Coopérative Tamarin Formation
siret: 123 456 782 00010
nda: "04973012345"
adresse: 12 rue des Lilas, 97400 Saint-Denis
site: https://tamarin.example
courriel: contact@tamarin.example
téléphone: 0262 11 22 33
référent handicap: {nom: Ana LE ROUX, courriel: ana@tamarin.example}
"""
COMPLETE: Final = """\
titre: "Accueillir – Module 1 « Écouter »"
secteurs: [Social, Médico-social]
thèmes: écoute
formacode: "44072"
formacode public: "82044"
public: Travailleurs sociaux
durée: 2 jours / 14 heures
organisme: Coopérative Tamarin
date limite d'inscription: 15 octobre 2021
effectif: 8 à 12 participants
modalité: présentiel
mis à jour le: 20 août 2021
référence: TAM-12
interlocuteur: {nom: Marie PAYET, fonction: assistante, courriel: marie@tamarin.example, téléphone: 0262 11 22 34}
contexte: L'écoute s'apprend.
objectifs:
  - Écouter sans juger.
  - Reformuler ce qui est dit.
prérequis: Pas de prérequis
contenu: |
  - Tour de table
  - Jeux de rôle
méthodes: Exposés et jeux de rôle
évaluation: Mise en situation
validation: Attestation de fin de formation
tarif: 420 € net de taxe par personne
délais d'accès: Deux semaines
accessibilité: Locaux accessibles, référente au 0262 11 22 33
inscription: Bulletin à demander
partenariat: DGCS
groupes:
  - nom: Groupe 1
    territoire: EST
    lieu: Saint-Benoît
    adresse: 3 place du Marché, 97470 Saint-Benoît
    dates: 15, 16 novembre et 10 décembre 2021
    horaires: de 9h à 12h30 et de 13h30 à 17h
    places: 12
  - nom: Groupe 2
    territoire: SUD
    lieu: Le Tampon
    adresse: 1 rue Haute, 97430 Le Tampon
    dates: 6 et 7 décembre 2021
    dates initiales: 4 et 5 octobre 2021
    date limite: 22 novembre 2021
"""
_NASTY: Final = {
    "script": "</script><script>alert(1)</script> <!-- ]]> <![CDATA[x]]>",
    "calendrier": "fin\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:faux",
    "formule": "=cmd|' /C calc'!A0",
    "plus": "+1+1",
    "arobase": "@SUM(1+1)",
    "long": "é" * 10_000,
    "mots": "mot " * 2_500,
    "emoji": "🧑🏽‍🚒" * 40,
    "echappement": "a\\b;c,d\"e'f&amp;<g>\u2028h",
}


def _attack(words: str) -> str:
    """Write a fiche that says the same words everywhere."""
    given = json.dumps(words, ensure_ascii=False)
    short = json.dumps(words[:200], ensure_ascii=False)
    return (
        f"titre: {json.dumps('T ' + words[:400], ensure_ascii=False)}\nsecteurs: [{short}]\nthèmes: [{short}]\n"
        f"organisme: {short}\nréférence: {short}\npublic: {given}\nobjectifs: {given}\n"
        f"contenu: {given}\ntarif: {given}\nprérequis: {given}\ncontexte: {given}\n"
        f"validation: {given}\ninscription: {given}\naccessibilité: {given}\n"
        f"mis à jour le: 20 août 2021\n"
        f"interlocuteur: {{nom: {short}, courriel: a@b.fr}}\n"
        f"groupes:\n  - nom: {short}\n    lieu: {short}\n    adresse: {short}\n"
        f"    dates: 15 et 16 novembre 2021\n    remarque: {given}\n"
    )


MANY_DAYS: Final = "titre: Deux cents jours\ngroupes:\n  - nom: G\n    dates: " + ", ".join(
    f"{day:%d/%m/%Y}"
    for n in range(400)
    if (day := dt.date(2022, 1, 3) + dt.timedelta(days=n)).weekday() in (0, 1, 3)
)
ATTACKS: Final = {name: _attack(words) for name, words in _NASTY.items()} | {"jours": MANY_DAYS}
"""Fiches in YAML, by name. What they say may stand in any export as words, and as nothing else."""


def presenter(
    *fiches: str,
    organisations: Iterable[str] = (ORGANISATION,),
    settings: Settings | None = None,
    today: dt.date = TODAY,
) -> Presenter:
    """Bring fiches in YAML (or in Markdown, where they begin with #) together as a build does."""
    read = []
    for number, source in enumerate(fiches):
        fiche, _ = read_fiche(f"content/f{number}.{'md' if source[0] == '#' else 'yml'}", source)
        assert fiche
        read.append(fiche)
    records = []
    for number, source in enumerate(organisations):
        record, _ = read_organisation(f"content/organismes/o{number}.yml", source)
        assert record
        records.append(record)
    catalogue, _ = assemble(read, records, (), settings or Settings())
    return Presenter(catalogue, today)


def data_files(presenter: Presenter) -> Iterator[Pending]:
    """Yield the data of the catalogue, and those of each fiche."""
    yield from data.data_files(presenter)
    yield from (data.fiche_data(presenter, fiche) for fiche in presenter.catalogue.fiches)


def calendars(presenter: Presenter) -> Iterator[Pending]:
    """Yield the calendars of lists, and those of each fiche."""
    yield from ics.calendars(presenter)
    for fiche in presenter.catalogue.fiches:
        yield from ics.fiche_calendars(presenter, fiche)
