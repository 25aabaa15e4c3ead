"""Objectives that begin with no verb: a noun is told only where it surely is one."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.checks.objectives import begins_with_a_noun, objectives_without_a_verb
from fichegen.diagnostics import Finding
from fichegen.reading import read_fiche

WITH_A_VERB = """
Identifier les signes de maltraitance
Savoir-faire face à une situation de crise
S'approprier les outils du projet personnalisé
Être capable de rédiger un écrit professionnel
Etre capable de se situer dans une équipe
Mieux connaître les troubles du spectre de l'autisme
Ne pas se substituer à la personne
Pouvoir animer une réunion
Efficacement transmettre les informations utiles
Bien accueillir la famille
Savoir repérer une souffrance psychique
Savoir : identifier les acteurs du territoire
Devenir référent handicap
Connaître et comprendre le cadre légal
Acquérir les connaissances de base
Maîtriser les techniques d'écoute
Définir le besoin d'une pratique de l'aller vers en contexte professionnel.
Vous saurez mener un entretien
Vous serez en mesure d'évaluer la douleur
Le participant identifie ses propres représentations
Le stagiaire sera capable de poser des limites
Les participants sauront mobiliser le réseau
La formation permet de prendre du recul
Cette formation vise à renforcer les compétences d'encadrement
L'objectif est de construire un langage commun
Être à l'aise avec les outils numériques
Avoir une meilleure connaissance de soi
Disposer d'outils concrets
Se positionner comme professionnel
S'initier aux premiers secours
À partir de situations, élaborer des pistes d'action
En équipe, construire un protocole
Dans le cadre de sa mission, repérer les situations à risque
Face à l'agressivité, adapter sa posture
Pour les cadres : soutenir l'équipe au quotidien
Afin de prévenir les risques, repérer les signes d'alerte
Faire le point sur sa pratique
Mettre en œuvre une première action, et l'évaluer.
Ajuster sa posture : écouter, reformuler, poser des limites.
Prendre du recul sur ses représentations.
Réfléchir à sa place dans l'institution
Co-construire un projet avec la personne
Co construire un projet
Re-questionner ses pratiques
Objectif 1 : Repérer les besoins
OP2 - Analyser une situation complexe
1) Décrire les étapes du deuil
a) Nommer les émotions
1.2 Citer les textes
« Oser » dire non
**Comprendre** les enjeux de la laïcité
Gérer un conflit
Établir un diagnostic partagé
Entendre la demande
Convaincre un financeur
Vivre l'expérience du collectif
Suivre un budget
Conduire un entretien
Lire et écrire un compte rendu
Traduire une demande en objectif
Rendre compte de son action
Répondre aux urgences
Résoudre un problème d'équipe
Promouvoir la bientraitance
Concevoir une séance d'animation
Recevoir une plainte
Recueillir la parole de l'enfant
Offrir un cadre sécurisant
Découvrir les approches de la médiation
Manager une équipe à distance
Manager avec bienveillance
Analyse ses pratiques professionnelles
Maîtrise les gestes techniques
Évite de juger la personne
Engage d'autres acteurs dans le projet
Envisage de nouvelles façons de faire
Partage ses observations avec l'équipe
Cadre les échanges
Écoute la demande de la personne
Identifie les besoins
Propose un accompagnement adapté
Comment accueillir un nouvel arrivant ?
Qu'est-ce qu'un écrit professionnel ?
Savoirs : connaître les textes
Compétence 3 – Accompagner une équipe
Les outils de la loi 2002 : savoir les utiliser
Les stagiaires seront sensibilisés aux enjeux
Les accompagner vers l'autonomie
Leur permettre de trouver une place
L'écouter sans juger
L'auxiliaire de vie repère les signes de fatigue
Les enseignants adaptent leurs supports
Les assistants de service social évaluent la situation
Le secret professionnel est compris et appliqué
Les bases de la communication seront acquises
Sensibilisés aux risques, les agents alertent
Capable de tenir un entretien
En mesure d'agir
Conscient de ses limites
Rien
Télétravailler
Télé-travailler sereinement
E-learning : se former seul
Ouvrir un espace de parole
Tenir compte du rythme de chacun
Servir un repas adapté
Finir une intervention dans le calme
Pouvoir d'agir : en connaître les ressorts
Devoir de réserve : l'appliquer
Se souvenir de l'essentiel
Oublier ses préjugés
Voir autrement
Trier, classer, archiver
Coopérer
Débattre sans se disputer
Interrompre une escalade
Vaincre sa peur de parler en public
Distraire et apaiser
""".strip().split("\n")

WITH_A_NOUN = """
Connaissance du cadre légal
Connaissances de base en psychopathologie
Une meilleure connaissance de soi
Bonne connaissance des dispositifs
Acquisition de techniques d'animation
Acquisition des gestes de premiers secours
Maîtrise de l'entretien motivationnel
Maîtrise d'un outil de planification
Analyse de pratiques professionnelles
L'analyse des besoins
L'écoute active et la reformulation
La communication non violente
Communication et gestion des conflits
Gestion du stress
Prise de conscience de ses représentations
Prise en compte de la douleur
Mise en place d'un protocole
Mise en œuvre du projet personnalisé
Développement de l'estime de soi
Le développement psychomoteur de l'enfant
Renforcement des compétences d'encadrement
Compréhension des mécanismes de l'addiction
Découverte de l'outil informatique
Sensibilisation à la laïcité
Initiation aux premiers secours
Introduction à la systémie
Notions de droit de la famille
Outils de repérage
Des outils pour mieux communiquer
Techniques d'entretien
Les techniques d'entretien
Méthodes de résolution de problèmes
Principes de la réduction des risques
Les principes de la réduction des risques
Le cadre juridique de la protection de l'enfance
Cadre légal et éthique
Rôle du référent
Les rôles et missions de chacun
Posture professionnelle
La posture du professionnel
Gestes et postures
Repères théoriques
Les enjeux de l'aller vers
Enjeux et limites du numérique
Histoire de la protection de l'enfance
Histoire et évolution du secteur
L'histoire du travail social
Métier de tuteur : définition
Ateliers d'écriture
Atelier cuisine
Dossier unique : mode d'emploi
Cahier de liaison
Vocabulaire de base
Le vocabulaire de base
Les territoires et leurs acteurs
Approche de la maladie d'Alzheimer
Une approche globale de la personne
Partage d'expériences
Le partage d'expériences
Échange de pratiques
Étude de cas concrets
Réflexion sur sa pratique
La réflexion éthique
Travail en équipe pluridisciplinaire
Le travail en réseau
Appropriation des recommandations de bonnes pratiques
Identification des signes d'alerte
Prévention des chutes
La prévention du burn-out
Évaluation de la douleur
Élaboration d'un plan d'action
Élaboration du projet
Amélioration de la qualité de vie au travail
Utilisation du défibrillateur
Les droits des usagers
Les signes d'alerte du suicide
Les différentes formes de handicap
1. Présentation du dispositif
Objectif 2 : Acquisition de repères
☞ Connaissance des publics
Capacité à se remettre en cause
Autonomie dans les tâches quotidiennes
Aisance à l'oral
Confiance en soi
Bases de la comptabilité
Les bases de la comptabilité
Observation de l'enfant
L'observation de l'enfant
Accompagnement de la fin de vie
L'accompagnement de la fin de vie
Repérage des troubles
Renforcement du lien familial
Perfectionnement en langue des signes
""".strip().split("\n")


@pytest.mark.parametrize("words", WITH_A_VERB)
def test_what_may_be_a_verb_passes(words: str) -> None:
    assert not begins_with_a_noun(words)


@pytest.mark.parametrize("words", WITH_A_NOUN)
def test_what_surely_is_a_noun_is_told(words: str) -> None:
    assert begins_with_a_noun(words)


def told(objectives: str, heading: str = "Objectifs") -> list[Finding]:
    fiche, _ = read_fiche("content/f.md", f"# Titre\n\n## {heading}\n\n{objectives}\n")
    assert fiche
    return [*objectives_without_a_verb(fiche, dt.date(2021, 9, 1))]


@pytest.mark.parametrize(
    ("objectives", "line", "message"),
    [
        (
            "- Connaître le cadre\n- Gestion du stress",
            6,
            "cet objectif ne commence pas par un verbe : « Gestion du stress »",
        ),
        (
            "☞ Acquisition de repères\n\n☞ Connaître\n\n☞ Gestion du stress",
            5,
            "2 objectifs sur 3 ne commencent pas par un verbe : « Acquisition de repères »",
        ),
        (
            "À l'issue de la formation, les participants seront capables de :\n\n- Gestion du stress",
            7,
            "cet objectif ne commence pas par un verbe : « Gestion du stress »",
        ),
        (
            "### Objectifs pédagogiques\n\n- Prévention des chutes\n\n### Compétences\n\n- Gestion",
            7,
            "cet objectif ne commence pas par un verbe : « Prévention des chutes »",
        ),
    ],
)
def test_one_finding_tells_of_all_at_the_first(objectives: str, line: int, message: str) -> None:
    (found,) = told(objectives)
    assert (found.code, found.span.line, found.message) == ("FG215", line, message)


@pytest.mark.parametrize(
    "objectives",
    [
        "Connaissance de soi et des autres, tel est le but de ces trois jours.",
        "Connaissance de soi.\n\nGestion du stress.",
        "La formation porte sur :\n\n- la gestion du stress\n- l'écoute",
        "À l'issue du stage, vous maîtriserez :\n\n- les techniques d'entretien",
        "Cette formation vise l'acquisition de :\n\n- techniques d'animation",
        "- Acquérir les bases :\n- techniques d'écoute\n- gestion du groupe",
        "- Connaître les acteurs\n  - missions du département\n  - Rôle de l'État",
        "- Comprendre\n- Agir",
        "```\n- Gestion du stress\n```",
        "| Gestion du stress |\n|---|\n| Écoute |",
        "À l'issue de la formation, les participants seront capables de :\n\n- identifier\n- repérer",
    ],
)
def test_other_texts_than_lists_of_objectives_pass(objectives: str) -> None:
    assert not told(objectives)


def test_a_heading_that_announces_competences_too_lets_nouns_pass() -> None:
    assert not told("- Gestion du stress", heading="Objectifs et compétences visées")


def test_the_mend_proposes_a_verb_where_one_is_known() -> None:
    (found,) = told("- Acquisition de repères")
    assert found.mend == "commencez par un verbe, par exemple « Acquérir »"
    (found,) = told("- Les enjeux de l'aller vers")
    assert found.mend == "commencez par un verbe : ce que la personne saura faire"
