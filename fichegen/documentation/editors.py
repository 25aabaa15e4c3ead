"""The guide for editors: start, write every field, know what readers see, publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.reading import EXAMPLE_YEAR, TABLES, Field, Scope
from fichegen.states import CLOSING_DAYS, State

from .markdown import HEAD, table
from .publishing import PUBLISHING
from .working import WORKING

_SCOPES: Final = {
    Scope.FICHE: "Les rubriques d'une fiche",
    Scope.GROUP: "Ce qu'on dit d'un groupe",
    Scope.CONTACT: "Ce qu'on dit d'un interlocuteur",
    Scope.ORGANISATION: "Ce qu'on dit d'un organisme (`content/organismes/*.yml`)",
    Scope.PAGE: "L'en-tête d'une page libre (`content/pages/*.md`)",
}
_SHOWN_SYNONYMS: Final = 6

_WHEN: Final = {
    State.OPEN: "il reste plus de temps que cela avant la date limite",
    State.CLOSING: f"la date limite est dans {CLOSING_DAYS} jours ou moins",
    State.COMING: "la session n'a pas commencé (ni son mois), et aucune date limite n'est annoncée",
    State.UNSCHEDULED: "les jours ne sont pas connus, ou pas compris",
    State.FULL: "la fiche ou le groupe dit « complet », jusqu'à la fin de la session",
    State.RUNNING: "du premier au dernier jour, si la date limite est passée ou n'est pas annoncée",
    State.CLOSED: "la date limite est passée",
    State.POSTPONED: "la fiche ou le groupe dit « reporté »",
    State.OVER: "le dernier jour est passé",
    State.CANCELLED: "la fiche ou le groupe dit « annulé »",
}
_INTRODUCTION: Final = f"""# Écrire des fiches

{HEAD}

Une fiche est un fichier du dossier `content/`. Elle s'écrit comme vous l'avez toujours écrite : un
titre, puis des rubriques. `fichegen check` dit ce qui ne va pas, où, et comment y remédier ;
`fichegen build` fait le site.

- [Commencer en cinq minutes](#commencer-en-cinq-minutes)
- [Écrire les dates et les durées](#écrire-les-dates-et-les-durées)
- [Les rubriques d'une fiche](#les-rubriques-dune-fiche), d'un groupe, d'un interlocuteur, d'un
  organisme, d'une page libre
- [Voir en écrivant](#voir-en-écrivant)
- [Partir de ce que vous avez](#partir-de-ce-que-vous-avez) : Word, courriel, la fiche de l'an dernier
- [Lier une fiche, une page, une partie](#lier-une-fiche-une-page-une-partie)
- [Corriger et tenir à jour](#corriger-et-tenir-à-jour)
- [Ce que voit le lecteur](#ce-que-voit-le-lecteur)
- [Où vont vos fiches](#où-vont-vos-fiches)
- [S'y retrouver](#sy-retrouver) : chercher, comprendre un constat, vérifier la machine
- [Publier](#publier) : GitHub, GitLab, Netlify, votre serveur

Dans d'autres pages : [les constats](constats.md), chacun avec un exemple à corriger et le même corrigé ;
[les réglages](reglages.md) ; [les données](donnees.md) et [LHEO](lheo.md), pour qui les réutilise ;
[les gabarits](templates.md), pour qui change l'apparence du site.

## Commencer en cinq minutes

Il faut Python 3.11 ou plus récent. Ouvrez un terminal : sous Windows, tapez « PowerShell » dans le menu
Démarrer ; sous macOS, « Terminal » dans Spotlight. Une fois fichegen installé, `fichegen doctor` dit si
tout est prêt.

**1. Le catalogue.** Cette commande prépare un dossier complet, avec trois fiches d'exemple :

```sh
fichegen init mon-catalogue
cd mon-catalogue
fichegen serve --open
```

Le site est dans votre navigateur. Changez un mot d'une fiche du dossier `content`, enregistrez : la page
suit.

**2. Une fiche.** `fichegen new "Accueillir les publics"` en prépare une, avec une aide à chaque rubrique.
Ou écrivez `content/ma-formation.md` vous-même : un fichier de texte, que tout éditeur sait écrire.

```markdown
# Accueillir les publics – Module 1 « Écouter »

## Public

Agents d'accueil

## Durée

2 jours / 14 heures

## Date limite d'inscription

15 octobre {EXAMPLE_YEAR}

## Lieux & dates

### Groupe 1

#### EST

Les 18 et 19 novembre {EXAMPLE_YEAR}, de 9h à 12h30 et de 13h30 à 17h

## Interlocuteur

Ana LE ROUX

ana.leroux@exemple.fr

## Objectifs

- Reformuler une demande
- Orienter sans renvoyer
```

**3. La vérifier.**

```sh
fichegen check
```

Tout va bien ? « Rien à signaler », ou des remarques, qui n'empêchent rien. Sinon chaque constat dit la
ligne et le remède ; `fichegen explain` et son code en disent plus. Corrigez, recommencez.

**4. Faire le site.**

```sh
fichegen build
```

La dernière ligne dit quelle page ouvrir. Rien n'est encore en ligne : voir [Publier](#publier).

La même fiche peut porter ses faits dans un en-tête entre deux lignes `---` (`durée: 2 jours / 14
heures`), ou s'écrire toute en YAML dans un fichier `.yml`. Un fait peut se trouver ici ou là ; s'il
est donné deux fois avec des valeurs différentes, c'est une erreur.

Un fichier ou un dossier dont le nom commence par `_` ou `.` est ignoré. `brouillon: oui` garde une
fiche hors du site.

## Écrire les dates et les durées

Écrivez-les comme d'habitude : « Les 15 & 16 nov. {EXAMPLE_YEAR} », « du 30 novembre au
2 décembre {EXAMPLE_YEAR} », « 3 et 4 mars {EXAMPLE_YEAR}, 9h-17h », « 1er trimestre {EXAMPLE_YEAR} », « à définir »,
« sur demande » ; « 3 jours / 21 heures », « 2 journées ou 4 demi-journées ». Rien n'est jamais deviné : une année qui
manque, deux lectures possibles, et vos mots sont publiés tels quels, avec un avertissement pour
vous. Une date impossible (« 31 juin »), un jour de semaine faux, une fin avant le début sont des
erreurs : rien n'est publié tant qu'elles restent.
"""
_SITE: Final = """## Ce que voit le lecteur

La page d'une fiche répond d'abord aux cinq questions : pour qui, où, quand, combien de temps, est-ce
encore ouvert. Viennent ensuite les sessions sur une ligne du temps, chacune avec son mois, puis vos
rubriques dans votre ordre. Un programme écrit par jours (« Jour 1 », « 1ère journée : … ») est montré
jour par jour. Des prérequis qui nomment un module du parcours, ou une fiche entre « guillemets », y
mènent par un lien.

Chaque session a un état, calculé à la construction du site puis tenu à jour dans le navigateur : la
page reste vraie même si le site n'est pas reconstruit. Sans JavaScript, elle ne montre que ce que les
jours qui passent ne peuvent pas démentir. `fichegen build` dit quel jour une reconstruction changera
quelque chose.
"""
_AFTER_STATES: Final = """
Ce que la fiche déclare passe avant les dates. L'état d'une fiche est le meilleur de ceux de ses
sessions. Une fiche dont plus rien n'est ouvert garde son adresse, le dit, montre ses sessions passées
et propose d'être prévenu de la suite.

Le site a aussi un agenda mois par mois, une liste par secteur, territoire, organisme, parcours,
modalité et état, un plan, et une déclaration d'accessibilité : « non conforme » tant que le réglage
`accessibilite` ne donne pas d'audit. Une page `content/pages/accessibilite.md` la remplace.
"""

_ELSEWHERE: Final = """## Où vont vos fiches

Ce que vous écrivez une fois part aussi ailleurs, sans rien saisir de plus ; la page `donnees/` du site
en donne les adresses, et dit comment s'y abonner.

- **Agendas.** Chaque session, fiche, territoire, secteur, organisme et parcours a son calendrier
  (`.ics`), et le catalogue le sien : les jours, avec leurs heures dans le fuseau du réglage `fuseau`, et
  la date limite avec un rappel trois jours avant. Une session déplacée, reportée, complète ou annulée
  le dit. Pour que les agendas remplacent l'ancien événement par le nouveau, changez « Mis à jour le »
  quand vous changez des dates.
- **Une session qui change de dates** : écrivez les nouvelles, et les anciennes sous « Dates initiales ».
  Jusqu'à sa fin, la session porte « Dates modifiées » partout où elle est nommée, et sa page dit pour
  quand elle était d'abord annoncée ; l'agenda, les moteurs et les données le disent aussi. Sans
  nouvelles dates, écrivez « Statut : reporté ».
- **Flux** (Atom) : fiches nouvelles et modifiées, inscriptions ouvertes, clôtures proches, pour tout le
  catalogue et pour chaque territoire. Les deux premiers ne connaissent que les fiches qui donnent
  « Mis à jour le » : aucune date n'est inventée.
- **Moteurs de recherche et annuaires** : chaque page porte ses faits en schema.org. Un prix n'y est donné
  que si le tarif dit un seul prix (« 420 € net de taxe par personne », « Gratuit ») ; un financeur, que
  si le partenariat dit « Financé par … ».
- **LHEO 2.3** (`lheo.xml`), pour les Carif-Oref : voir [lheo.md](lheo.md).
- **Tableurs et programmes** (CSV, JSON) : voir [donnees.md](donnees.md).

### Quand une adresse change

Sous « Anciennes adresses » (`alias`), écrivez celles que la page avait avant : `ancien-nom` pour
`fiches/ancien-nom/`, ou un chemin depuis la racine du site (`stages/accueil.html`), ou l'adresse
entière. Une page y renvoie à la nouvelle, pour la fiche et pour ses groupes. Quand un titre change,
ajoutez l'adresse que la page vient de perdre à la suite des anciennes : la première écrite reste le nom
sous lequel agendas et flux connaissent la fiche. Les hébergeurs qui lisent
`_redirects` (Netlify, Cloudflare, GitLab) ou `.htaccess` (Apache) redirigent d'eux-mêmes ; nginx et
Caddy, par les lignes du dossier `serveurs/` ([Héberger le site](hebergement.md)). Une adresse déjà prise, ou réclamée par deux fiches, est une erreur.

### Ce qui manque, et pour qui

Les pages `completude/` du site disent, fiche par fiche et destination par destination, ce qui bloque,
ce qui est à compléter, ce qui est dit par défaut et ce qui est trop long, avec ce qu'il faut écrire.
Commencez par « À faire d'abord » : ce qui s'écrit une fois pour toutes, dans les fichiers des organismes
et les réglages, prêt à copier. « Les fiches par titre » mènent à chacune.
`fichegen check` en fait des remarques (FG710 à FG717), `fichegen build` une ligne. Quand il manque
quelque chose à plus de 20 fiches, `check` les compte, une ligne par code, après les autres constats ;
`fichegen check content/ma-fiche.md` détaille une fiche ou un dossier, `fichegen check -v` tout. Rien de
tout cela n'empêche de publier, sauf si vous le demandez :
([le poids des constats](reglages.md#le-poids-des-constats)). Ce que demande chaque destination est dit
[à la fin des constats](constats.md#ce-que-demande-chaque-destination).

`completude: non` laisse ces pages hors du site ; elles ne sont pas proposées aux moteurs.
"""
_FINDING_ONES_WAY: Final = """## S'y retrouver

Parmi cent fiches, laquelle ferme bientôt, laquelle n'a plus de session ?

```sh
fichegen list
fichegen list --limite-dans 30 --tri limite
fichegen list --etat "bientôt clos" --lieu Brest
fichegen list --secteur ehpad --parcours "aller vers"
fichegen list --organisme tamarin --csv > fiches.csv
```

Accents et majuscules ne comptent pas ; les filtres se combinent. `--csv` s'ouvre dans un tableur, `--json`
dans un programme.

Un constat n'est pas clair ? Son code en dit plus, avec un exemple ; sans code, tous sont listés :

```sh
fichegen explain FG301
fichegen explain
```

Quelque chose ne marche pas ? `fichegen doctor` regarde la machine, le projet, ses réglages, ses gabarits,
la place où va le site, sans rien écrire, et dit quoi faire.

La touche Tab complète commandes, codes et noms de fiches, après une fois pour toutes
(`fichegen completions --help` le dit aussi pour zsh et fish) :

```sh
fichegen completions bash >> ~/.bashrc
```

`NO_COLOR=1` dans l'environnement enlève les couleurs.
"""


def editors_guide() -> str:
    """Return the guide for editors, `docs/editeurs.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for scope, heading in _SCOPES.items():
        yield f"## {heading}\n"
        if scope is Scope.FICHE:
            yield "Majuscules, accents, pluriel et ornements (☞) ne comptent pas. Une rubrique"
            yield "inconnue est gardée sous son nom, à sa place.\n"
        yield from _fields(TABLES[scope])
    yield WORKING
    yield _SITE
    yield from table(("État", "Quand"), ((state.words, _WHEN[state]) for state in State))
    yield _AFTER_STATES.lstrip()
    yield _ELSEWHERE
    yield _FINDING_ONES_WAY
    yield PUBLISHING


def _fields(entries: Iterable[Field]) -> Iterator[str]:
    yield from table(
        ("Rubrique", "Clé", "Ce qu'on y met", "On peut aussi écrire"),
        (
            (f"**{entry.label}**", f"`{entry.name}`", entry.help, _synonyms(entry.synonyms))
            for entry in entries
        ),
    )


def _synonyms(words: tuple[str, ...]) -> str:
    return ", ".join(words[:_SHOWN_SYNONYMS]) + ("…" if len(words) > _SHOWN_SYNONYMS else "")
