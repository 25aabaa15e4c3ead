"""What a new project tells people: its own readme, and the page that the law asks of a site."""

from __future__ import annotations

from typing import Final

README: Final = """\
# Notre catalogue de formations

Chaque formation est une fiche : un fichier du dossier `content/`, en Markdown (`.md`) ou en YAML
(`.yml`). fichegen en fait un site.

## Commencer

Les commandes se tapent dans un terminal ouvert dans ce dossier. Sous Windows : clic droit dans le
dossier, « Ouvrir dans le terminal ». Sous macOS : clic droit sur le dossier, « Nouveau terminal au
dossier ». Ailleurs, ouvrez un terminal et tapez `cd`, une espace, le chemin du dossier.

    pip install fichegen=={version}

Les fiches, l'organisme et les mentions légales de `content/` sont des exemples : remplacez-les par
les vôtres, ou supprimez-les.

## Écrire

- `fichegen new "Titre de la formation"` prépare une fiche, avec une aide à chaque rubrique.
- `fichegen new "Titre" --comme ancienne-fiche.md` repart d'une fiche de l'an dernier.
- `fichegen import fiche.docx` fait un brouillon d'un document Word, LibreOffice ou HTML, ou d'un texte.
- `fichegen rename ancienne-fiche.md nouveau-nom` change l'adresse d'une page ; l'ancienne y renvoie.
- `content/catalogue.yml` porte les réglages : titre, contact, couleurs…

Une fiche nouvelle est un brouillon : elle paraît quand on y écrit `non` à « Brouillon ».

## Vérifier

    fichegen check

dit ce qui ne va pas, où, et comment y remédier. `fichegen explain FG301` explique un constat.
`fichegen check --fix` corrige ce qui est certain, et le montre.

## Voir

    fichegen serve

montre le site dans le navigateur, à jour à chaque enregistrement. Ctrl+C l'arrête.

## Publier

    fichegen build

met le site dans `site/`, à copier chez un hébergeur. Sur GitHub ou GitLab, le site est vérifié et
publié à chaque envoi, et refait chaque nuit : voir `.github/workflows/site.yml` ou `.gitlab-ci.yml`.
Ailleurs que sur GitHub, écrivez son adresse dans `content/catalogue.yml` (`url:`).

## Après une mise à jour de fichegen

    fichegen doctor

dit où changer le numéro de version, et quelles aides à la saisie refaire.
"""

LEGAL: Final = """\
---
titre: Mentions légales
---

<!-- Cette page est un modèle : remplacez ce qui suit par vos propres mentions. -->

## Éditeur du site

Atelier des Passerelles, société coopérative d'intérêt collectif, 6 cours des Alliés, 35000 Rennes.

Directrice de la publication : Inès CADIOU. Contact : contact@passerelles.example

## Hébergement

Indiquez ici le nom, l'adresse et le téléphone de l'hébergeur.

## Données personnelles

Les noms, adresses électroniques et numéros de téléphone publiés sont ceux des personnes à qui écrire
pour s'inscrire. Elles peuvent demander à tout moment qu'ils soient corrigés ou retirés. Le site ne
dépose aucun témoin de connexion et ne mesure pas l'audience.
"""
