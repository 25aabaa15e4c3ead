"""The guide for who runs the server: what the site brings with it, drawn from the tables it is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen.exporters import HEADERS, OPEN, PACKED, SECURE, TYPES

from .markdown import HEAD, prose, table

_INTRODUCTION: Final = f"""# Héberger le site

{HEAD}

`fichegen build` écrit, avec les pages, ce que le serveur doit savoir d'elles : les en-têtes qui
protègent ceux qui lisent, combien de temps un fichier se garde, les types des agendas et des données,
la page des adresses perdues, les anciennes adresses. Rien n'y est à recopier d'une publication à
l'autre.

| Où est le site | Ce qui compte | À faire |
| --- | --- | --- |
| Netlify, Cloudflare Pages | `_headers`, `_redirects` | rien |
| GitLab Pages | `_redirects` | rien ; cet hébergeur ne laisse pas choisir les en-têtes |
| GitHub Pages | | rien ; ni en-têtes ni redirections : les pages de renvoi mènent aux nouvelles adresses |
| Hébergement mutualisé (Apache) | `.htaccess` | l'envoyer avec le reste : son nom commence par un point |
| Votre serveur nginx | `serveurs/nginx.conf` | une ligne `include` |
| Votre serveur Apache | `.htaccess` | `AllowOverride FileInfo` |
| Votre serveur Caddy | `serveurs/caddy.conf` | une ligne `import` |

`url`, dans `content/catalogue.yml`, dit où est le site. Pour un site dans un dossier
(`https://example.fr/formations/`), tout ce qui suit ne touche que ce dossier : le reste du serveur
garde ses propres règles. Un signe qu'un serveur prendrait pour autre chose (`$`, accolades, guillemets,
un dossier sans nom) n'est pas admis dans `url`.

## nginx

```nginx
server {{
    listen 80;
    server_name formations.example.fr;
    root /var/www/formations;
    include /var/www/formations/serveurs/nginx.conf;
}}
```

`sudo nginx -t && sudo systemctl reload nginx` fait relire ces lignes ; à refaire quand une ancienne
adresse s'ajoute. Un site dans le dossier `formations` d'un serveur se met dans le dossier
`formations` de sa racine, et la ligne `include` dans le bloc `server` de ce serveur.

## Apache

`.htaccess` est dans le site. Sur un hébergement mutualisé il sert de lui-même ; sur votre serveur,
laissez-le dire ce qu'il a à dire :

```apache
<VirtualHost *:80>
    ServerName formations.example.fr
    DocumentRoot /var/www/formations
    <Directory /var/www/formations>
        AllowOverride FileInfo
        Require all granted
    </Directory>
</VirtualHost>
```

Les modules `headers`, `deflate`, `filter` et `rewrite` servent s'ils sont là : `sudo a2enmod headers
deflate filter rewrite`. Si vous avez déjà un `.htaccess` à vous (un mot de passe, une redirection vers
https), mettez-le dans le dossier au-dessus du site, où il compte aussi ; ou n'envoyez pas celui du site,
et recopiez-en les lignes dans le vôtre. Si tout le site répond « 500 » après l'envoi, l'hébergeur
n'admet pas ces lignes : retirez ce fichier de là-bas, le reste n'en dépend pas.

## Caddy

```caddy
formations.example.fr {{
    root * /var/www/formations
    import /var/www/formations/serveurs/caddy.conf
}}
```

`caddy validate` relit le fichier, `sudo systemctl reload caddy` le met en service ; à refaire quand une
ancienne adresse s'ajoute. Un bloc tient un seul de ces sites ; un serveur nginx, autant qu'il a de
dossiers.

## Ce que disent les serveurs
"""
_KEPT: Final = """
Un fichier du dossier `assets/` porte dans son nom l'empreinte de ce qu'il tient : il se garde un an sans
être redemandé. Tout le reste est redemandé à chaque visite, et n'est envoyé que s'il a changé : aucun
état n'est périmé, et une visite suivante ne coûte presque rien.

## https

Ces fichiers ne disent rien de https : c'est l'affaire du serveur. La ligne `{secure}` y est en
commentaire, avec ce qu'elle engage : {why}. Ne la décommentez que dans une copie à vous, ou dans la
configuration de votre serveur : la construction suivante récrit ces fichiers.

## Des gabarits qui demandent davantage

Une image d'un autre site, une mesure d'audience, un style dans la page : la politique du site l'interdit,
et le navigateur le dit dans sa console. Mettez plutôt le fichier dans `templates/assets/`. S'il le faut
vraiment, copiez le fichier du serveur hors du site, changez-y la ligne `Content-Security-Policy`, et
faites lire cette copie.

## Comprimer d'avance

nginx, Apache et Caddy compriment en chemin, tels qu'ils sont réglés ici ; Netlify, Cloudflare, GitHub et
GitLab aussi. Sur votre propre serveur, le site peut porter en plus chaque page et chaque donnée comprimée
une fois pour toutes, plus petite, sans rien coûter à chaque visite. Dans `content/catalogue.yml` :

```yaml
compression: gzip, br
```

`br` (brotli) est plus petit d'un huitième que `gzip` ; il faut installer fichegen avec lui
(`pip install "fichegen[brotli]"`). Sans le module, la construction s'arrête ([FG808](constats.md)) : le
site ne dépend pas de ce qui se trouve installé. Ce qui est comprimé :
{packed}. Un fichier qui n'a pas changé garde sa version comprimée. `gzip` allonge d'un tiers environ la
première construction ; `br` la multiplie par cinq ou six, et un autre jour, qui change toutes les pages,
de même. La construction de chaque nuit a ce temps ; un envoi qu'on attend, peut-être pas.

nginx ne connaît `br` qu'avec un module de plus (Debian et Ubuntu : `libnginx-mod-http-brotli-static`) ;
là où il est, ajoutez `include /var/www/formations/serveurs/nginx-brotli.conf;`. Apache, Caddy et GitLab
Pages s'en servent d'eux-mêmes.

## Vérifier

```text
curl -sI https://formations.example.fr/ | grep -i -e content-security -e cache-control
curl -sI https://formations.example.fr/rien/ | head -1
curl -sI -H 'Accept-Encoding: br, gzip' https://formations.example.fr/ | grep -i content-encoding
```

La suite de fichegen sert un site entier par nginx, Apache et Caddy sous ces fichiers mêmes, le lit dans
un navigateur, et demande ce que personne ne devrait demander.
"""


def hosting_guide() -> str:
    """Return the guide for who runs the server, `docs/hebergement.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield from table(
        ("En-tête", "Ce qu'il dit", "Pourquoi"),
        ((f"`{h.name}`", f"`{h.value}`", prose(h.why)) for h in HEADERS),
    )
    kinds = [TYPES[ending].partition(";")[0] for ending in (".ics", ".jsonld", ".csv")]
    yield f"`{OPEN.name}: {OPEN.value}` aussi, pour ce qui est fait pour être repris : {OPEN.why}."
    yield f"Agendas et données ont leur type ({', '.join(f'`{kind}`' for kind in kinds)})."
    yield "Ce qui commence par un point, et ce qui n'est que pour les serveurs, n'est pas montré."
    yield _KEPT.format(
        secure=SECURE.name, why=SECURE.why, packed=", ".join(f"`{ending}`" for ending in PACKED)
    )
