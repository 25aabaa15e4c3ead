"""The guide for editors, drawn from the tables so that it cannot drift from what the tool does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.audit import DESTINATIONS, SCORE_RULE, requirements
from fichegen.codes import CODES
from fichegen.reading import TABLES, Field, Scope
from fichegen.settings import SETTINGS
from fichegen.states import CLOSING_DAYS, State

_FAMILIES: Final = {
    "FG1": "Lire les fichiers",
    "FG2": "Rubriques et clés",
    "FG3": "Dates et durées",
    "FG4": "Interlocuteurs et liens",
    "FG5": "Catalogue",
    "FG6": "Gabarits et réglages",
    "FG7": "Ce qui manque",
    "FG8": "Écrire le site",
}
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

Le réglage `url` dit où le site est publié : il faut l'avoir écrit pour que soient faits le plan des
moteurs (`sitemap.xml`), les adresses complètes et les aperçus des liens. Le réglage `identifiant`
distingue votre catalogue dans les agendas et les flux des lecteurs : écrivez-le avant de publier, et n'y
touchez plus.

### Quand une adresse change

Sous « Anciennes adresses » (`alias`), écrivez celles que la page avait avant : `ancien-nom` pour
`fiches/ancien-nom/`, ou un chemin depuis la racine du site (`stages/accueil.html`), ou l'adresse
entière. Une page y renvoie à la nouvelle, pour la fiche et pour ses groupes. Quand un titre change,
ajoutez l'adresse que la page vient de perdre à la suite des anciennes : la première écrite reste le nom
sous lequel agendas et flux connaissent la fiche. Les hébergeurs qui lisent
`_redirects` (Netlify, Cloudflare, GitLab) redirigent d'eux-mêmes ; ailleurs, le dossier `redirections/`
tient les lignes à inclure pour nginx (`include …/redirections/nginx.conf;` dans `server`) et pour
Apache. Une adresse déjà prise, ou réclamée par deux fiches, est une erreur.

### Ce qui manque, et pour qui

Les pages `completude/` du site disent, fiche par fiche et destination par destination, ce qui bloque,
ce qui est à compléter, ce qui est dit par défaut et ce qui est trop long, avec ce qu'il faut écrire.
Commencez par « À faire d'abord » : ce qui s'écrit une fois pour toutes, dans les fichiers des organismes
et les réglages, prêt à copier. « Les fiches par titre » mènent à chacune.
`fichegen check` en fait des remarques (FG710 à FG716), `fichegen build` une ligne. Quand il manque
quelque chose à plus de 20 fiches, `check` les compte, une ligne par code, après les autres constats ;
`fichegen check content/ma-fiche.md` détaille une fiche ou un dossier, `fichegen check -v` tout. Rien de
tout cela n'empêche de publier, sauf si vous le demandez :

```yaml
severites:
  FG710: erreur      # une fiche incomplète pour Qualiopi empêche la publication
```

`completude: non` laisse ces pages hors du site ; elles ne sont pas proposées aux moteurs.
"""

_INTRODUCTION: Final = """# Écrire des fiches

<!-- Page tirée des tables du programme : FICHEGEN_UPDATE=1 python3 build.py test -k guide -->

Une fiche est un fichier du dossier `content/`. Elle s'écrit comme vous l'avez toujours écrite : un
titre, puis des rubriques. `fichegen check` dit ce qui ne va pas, où, et comment y remédier ;
`fichegen build` fait le site.

## Une fiche en cinq minutes

Dans `content/ma-formation.md` :

```markdown
# Accueillir les publics – Module 1 « Écouter »

## Public

Agents d'accueil

## Durée

2 jours / 14 heures

## Date limite d'inscription

15 octobre 2026

## Lieux & dates

### Groupe 1

#### EST

Les 16 et 17 novembre 2026, de 9h à 12h30 et de 13h30 à 17h

## Interlocuteur

Ana LE ROUX

ana.leroux@exemple.fr

## Objectifs

- Reformuler une demande
- Orienter sans renvoyer
```

La même fiche peut porter ses faits dans un en-tête entre deux lignes `---` (`durée: 2 jours / 14
heures`), ou s'écrire toute en YAML dans un fichier `.yml`. Un fait peut se trouver ici ou là ; s'il
est donné deux fois avec des valeurs différentes, c'est une erreur.

Un fichier ou un dossier dont le nom commence par `_` ou `.` est ignoré. `brouillon: oui` garde une
fiche hors du site.

## Écrire les dates et les durées

Écrivez-les comme d'habitude : « Les 15 & 16 nov. 2021 », « du 30 novembre au 2 décembre 2021 »,
« lundi 3 et mardi 4 mars 2025, 9h-17h », « 1er trimestre 2025 », « à définir », « sur demande » ;
« 3 jours / 21 heures », « 2 journées ou 4 demi-journées ». Rien n'est jamais deviné : une année qui
manque, deux lectures possibles, et vos mots sont publiés tels quels, avec un avertissement pour
vous. Une date impossible (« 31 juin »), un jour de semaine faux, une fin avant le début sont des
erreurs : rien n'est publié tant qu'elles restent.
"""


def editors_guide() -> str:
    """Return the whole guide, `docs/editeurs.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for scope, heading in _SCOPES.items():
        yield f"## {heading}\n"
        if scope is Scope.FICHE:
            yield "Majuscules, accents, pluriel et ornements (☞) ne comptent pas. Une rubrique"
            yield "inconnue est gardée sous son nom, à sa place.\n"
        yield from _fields(TABLES[scope])
    yield "## Les réglages (`content/catalogue.yml`)\n"
    yield "Tous sont facultatifs. « accessibilite.taux » est la clé `taux`, en retrait sous la clé"
    yield "`accessibilite`.\n"
    yield from _table(
        ("Clé", "Ce qu'elle règle", "Exemple"),
        ((f"`{s.key}`", s.help, f"`{s.example}`") for s in SETTINGS),
    )
    yield _SITE
    yield "| État | Quand |"
    yield "| --- | --- |"
    for state in State:
        yield _row((state.words, _WHEN[state]))
    yield _AFTER_STATES
    yield _ELSEWHERE
    yield f"{SCORE_RULE}\n"
    for destination in DESTINATIONS:
        yield f"#### {destination.words}\n"
        yield from _table(
            ("Exigence", "Elle est remplie quand", "Source"),
            (
                (f"**{r.label}**", _prose(r.rule), _prose(r.source))
                for r in requirements(destination)
            ),
        )
    yield "## Les constats\n"
    yield "Une **erreur** empêche la publication ; un **avertissement** ne l'empêche qu'avec"
    yield "`--strict` ; une **remarque** jamais. Un avertissement ou une remarque peut changer de poids :"
    yield "`severites:` dans `content/catalogue.yml`.\n"
    for family, title in _FAMILIES.items():
        yield f"### {family} – {title}\n"
        for code, entry in CODES.items():
            if code.startswith(family):
                yield f"#### {code}\n"
                yield f"*{entry.severity}* – {_prose(entry.words)}. {_prose(entry.meaning)}\n"
                yield f"Remède : {_prose(entry.mend)}.\n"


def _fields(table: Iterable[Field]) -> Iterator[str]:
    yield from _table(
        ("Rubrique", "Clé", "Ce qu'on y met", "On peut aussi écrire"),
        (
            (f"**{entry.label}**", f"`{entry.name}`", entry.help, _synonyms(entry.synonyms))
            for entry in table
        ),
    )


def _synonyms(words: tuple[str, ...]) -> str:
    return ", ".join(words[:_SHOWN_SYNONYMS]) + ("…" if len(words) > _SHOWN_SYNONYMS else "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield _row(head)
    yield _row(["---"] * len(head))
    for row in rows:
        yield _row(row)
    yield ""


def _row(cells: Iterable[str]) -> str:
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _prose(words: str) -> str:
    """Show the values a sentence is filled with as gaps, and nothing as Markdown or HTML."""
    return words.replace("{", "‹").replace("}", "›").replace("<", "&lt;").replace("*", r"\*")
