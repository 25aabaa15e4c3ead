"""How a site is published, in the words of the guide for editors."""

from __future__ import annotations

from typing import Final

PUBLISHING: Final = """## Publier

`fichegen build` écrit le site entier dans `site/` : des fichiers, sans base de données ni programme à
faire tourner. Il suffit de les mettre quelque part. Les liens sont relatifs : le site marche à la racine
d'un domaine, dans un de ses dossiers, ou ouvert depuis un disque.

### Avant la première fois

1. Dans `content/catalogue.yml`, écrivez `url`, l'adresse où le site sera. Sans elle, pas de
   `sitemap.xml`, ni d'adresses complètes dans les agendas, les flux et les aperçus de liens.
2. Écrivez aussi `identifiant` (`formations-travail-social`), par quoi agendas et flux des lecteurs
   reconnaissent votre catalogue. N'y touchez plus ensuite : ils montreraient chaque session deux fois.
3. Écrivez les mentions légales dans `content/pages/mentions-legales.md`.
4. `fichegen check --strict` ne doit plus rien dire ; `fichegen doctor` non plus.

### Reconstruire chaque jour

Ce que dit le site change avec les jours : une inscription qui ferme, une session qui commence. Le
navigateur corrige les états de lui-même ; l'agenda, les flux et les listes attendent la construction
suivante. `fichegen build` annonce le prochain jour où elle changera quelque chose ; le plus simple est
de construire chaque nuit. Ce qui n'a pas changé n'est pas réécrit, et une erreur laisse l'ancien site
en place.

Le dossier `.fichegen/` garde ce qu'une construction a déjà lu et fait, pour que la suivante n'ait à
refaire que ce qui change. Il ne se publie pas, ne se met pas dans Git (le `.gitignore` de
`fichegen init` l'écarte), et se supprime sans dommage. `--no-cache` fait tout de nouveau.

### Garder la preuve de ce qui était en ligne

`fichegen archive`, après chaque mise en ligne, garde dans `archive/` ce que le public voyait ce jour-là, et ce qui a
changé dans chaque fiche : c'est ce que demande l'auditeur Qualiopi. Voir
[Prouver ce que le public voyait](archive.md).

### GitHub

1. Mettez le dossier du projet dans un dépôt. `url` est `https://VOTRE-NOM.github.io/VOTRE-DEPOT`, ou
   votre domaine.
2. Sur la page du dépôt : Settings, Pages, puis sous « Build and deployment », Source : « GitHub
   Actions ».
3. Envoyez le fichier `.github/workflows/site.yml`, que `fichegen init` écrit, dans un projet déjà
   commencé aussi. Il construit et publie à chaque envoi sur la branche principale, et chaque nuit, sous
   l'adresse que GitHub donne au site ; une demande de fusion est vérifiée, et ne publie rien.

Dans un dépôt qui contient autre chose aussi, `fichegen init formations` règle ces fichiers pour ce
dossier, et dit comment les mettre à la racine du dépôt, où GitHub et GitLab les cherchent.

Les constats paraissent à leur ligne dans la page du commit ou de la demande de fusion. GitHub arrête les
travaux à heure fixe d'un dépôt public où rien n'a bougé depuis 60 jours, et l'écrit à ses membres : un
envoi, ou le bouton « Enable workflow » de la page Actions, les relance.

### GitLab

1. `url` est l'adresse que donne Deploy, Pages.
2. Envoyez le fichier `.gitlab-ci.yml`, que `fichegen init` écrit : la branche principale est construite
   dans `public/`, le dossier que GitLab publie ; les autres sont vérifiées.
3. Chaque nuit : Build, Pipeline schedules, New schedule, `15 2 * * *`.

GitLab lit le fichier `_redirects`, où sont vos anciennes adresses.

### Netlify

1. Sans dépôt : Add new project, « Deploy manually », et déposez le dossier `site/` sur la page.
2. Avec un dépôt : Publish directory : `site` ; Build command :

```sh
fichegen build --strict
```

   Un fichier `requirements.txt` d'une ligne, `fichegen`, dit à Netlify de l'installer.
3. Chaque nuit : Project configuration, Build hooks, donne une adresse ; un `cron` l'appelle avec
   `curl -X POST`.

Netlify lit les fichiers `_headers` et `_redirects`.

### Votre serveur

Copiez le contenu de `site/` dans le dossier que sert le serveur ; ce qui n'est plus dans `site/` doit
partir aussi :

```sh
rsync -a --delete site/ compte@serveur.example.fr:/var/www/formations/
```

Chaque nuit, une ligne de `crontab -e`, sur la machine où est le projet :

```text
15 2 * * * cd /chemin/du/projet && fichegen build -q && rsync -a --delete site/ /var/www/formations/
```

Une ligne dans la configuration du serveur (nginx, Apache, Caddy) lui fait lire ce que le site dit de
lui-même : en-têtes, types, anciennes adresses, page des adresses perdues. Voir
[Héberger le site](hebergement.md).

**Par FTP**, chez un hébergeur : envoyez tout le contenu de `site/`, et retirez de là-bas ce qui n'y est
plus. Un programme le fait d'un coup :

```text
lftp -e "mirror --reverse --delete site/ www/; quit" ftp://compte@ftp.example.fr
```

Le fichier `.htaccess`, dont le nom commence par un point, part avec le reste : c'est lui qui règle le
serveur. Si vous en avez un à vous, voir [Apache](hebergement.md#apache).
"""
