"""What the guide for editors says of the tools: see, import, start again, link, mend, keep in order."""

from __future__ import annotations

from typing import Final

WORKING: Final = """## Voir en écrivant

```sh
fichegen serve --open
```

Le site s'ouvre dans le navigateur, et se remet à jour dès que vous enregistrez une fiche : la page reste
où vous en étiez. Une erreur s'affiche par-dessus la dernière page juste, avec la ligne et le remède, et
disparaît quand elle est corrigée. Les brouillons sont montrés, avec leur mention. Rien n'est écrit, et
seul votre poste voit ces pages. Ctrl+C arrête.

## Partir de ce que vous avez

### Une fiche en Word, LibreOffice, page web ou courriel

```sh
fichegen import ancienne-fiche.docx
```

`.docx`, `.odt`, `.html` ou `.txt`, plusieurs fichiers à la fois : chacun devient un brouillon dans `content/`,
sans jamais rien remplacer. Pour un message : copiez-le dans un fichier `.txt`, ou tapez `fichegen import -`,
collez le texte, puis Ctrl+D (Ctrl+Z puis Entrée sous Windows). Un ancien `.doc` ou un `.rtf` s'enregistre
d'abord en `.docx` ; un PDF se copie dans un fichier `.txt`.

Le compte rendu dit ce qui a été reconnu et d'après quels mots, ce qui est à vérifier, ce qui a été laissé de
côté (en-têtes, commentaires, images, texte supprimé), puis ce que `fichegen check` dit du brouillon. Aucun mot
n'est perdu : il est dans le brouillon ou dans le compte rendu. Relisez, puis supprimez la ligne
« brouillon: oui » : la fiche sera publiée. `--vers 2027` range les brouillons dans `content/2027` ;
`--sortie -` affiche sans rien écrire.

### Une fiche vide, ou celle de l'an dernier

```sh
fichegen new "Accueillir les publics"
fichegen new "Accueillir les publics" --module 2
fichegen new "Accueillir les publics 2027" --comme accueillir-les-publics
```

La première a toutes les rubriques, les nécessaires d'abord, chacune avec son aide. La dernière reprend les
mots de l'ancienne fiche, mais ni ses dates, ni son état, ni ce qui ne valait que pour l'an dernier. Ce qui est
écrit entre `<!--` et `-->` ne paraît sur aucune page.

## Lier une fiche, une page, une partie

Donnez le fichier à lier, vu de celui où vous écrivez : `[le module 2](module-2.md)`,
`[l'accueil](../2025/accueil.md)`. De même pour un organisme (`organismes/irts.yml`) ou une page
(`pages/mentions.md`). Dans ce nom, une espace s'écrit `%20`. Pour une partie, ajoutez `#` et son titre :
`module-2.md#objectifs`, ou `#contenu` dans la même page ; `module-2.md#groupe-1` mène à la session, `#dates`
aux lieux et dates. Une page du site se lie par son adresse, `/agenda/` ou `/catalogue.csv` ; l'adresse
complète copiée du navigateur convient aussi.

Le site ne publie pas de fichiers joints : mettez le PDF en ligne et liez son adresse complète (`https://…`).
Un lien vers un brouillon, ou vers rien, est signalé (FG405) et son texte reste seul ; une partie qui n'existe
pas aussi (FG407), avec la liste de celles de la page.

## Corriger et tenir à jour

```sh
fichegen check --diff
fichegen check --fix
```

Ce qui est certain (accents abîmés par un copier-coller, ligatures, signes invisibles) peut être corrigé pour
vous : `--diff` montre, `--fix` corrige, rien d'autre n'est touché dans vos fichiers.

Pour changer l'adresse d'une fiche : `fichegen rename ancienne-adresse nouvelle-adresse`. Le fichier change de
nom, l'ancienne adresse renvoie à la nouvelle, et les liens des autres fiches suivent.

### Un vieux stock

Cent fiches ont déjà cent avertissements ? Notez-les une fois comme connus ; seuls les nouveaux sont alors
dits et comptés, et jamais une erreur n'est tue :

```sh
fichegen check --write-baseline connus.json
fichegen check --strict --baseline connus.json
```

`build` connaît la même option. Quand la liste peut être allégée, `check` donne la commande. Un fichier renommé
perd ses entrées ; lancez ces commandes depuis le dossier du projet. `--max-warnings 20` échoue au
vingt et unième avertissement ; `--since origin/main` ne montre que ce que votre branche a changé, et ce
qu'elle casse ailleurs : un lien vers une fiche retirée, un organisme renommé (sur GitHub, avec
`fetch-depth: 0`). Si les réglages ou les gabarits ont changé, tout est montré.
"""
