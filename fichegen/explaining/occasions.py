"""When findings happen that no text of a file alone can raise."""

from __future__ import annotations

from typing import Final

OCCASIONS: Final = {
    "FG101": "Le fichier a été enregistré par un éditeur réglé sur un autre encodage (Windows-1252, ISO-8859-1…) : "
    "« é » y est un seul octet, qui ne veut rien dire en UTF-8. Dans le Bloc-notes : Fichier, Enregistrer sous, "
    "Encodage : UTF-8.",
    "FG108": "Un document entier a été collé dans la fiche (une image codée en texte, un export de tableur…).",
    "FG114": "Le fichier a disparu pendant la lecture, ou vos droits ne permettent pas de le lire.",
    "FG115": "Un raccourci (lien symbolique) se trouve dans content/ à la place d'un fichier ou d'un dossier.",
    "FG123": "Un document Word, LibreOffice ou PDF a été renommé en .md ou en .yml sans être enregistré en texte.",
    "FG130": "« fichegen import » a reçu un document d'un autre format, abîmé, protégé ou trop gros.",
    "FG604": "La commande a été lancée hors du dossier du projet, ou le projet n'a pas encore de dossier content/.",
    "FG610": "Le fichier que nomme --baseline n'existe pas, a été modifié à la main ou abîmé par une fusion de git,"
    " ou n'est pas une liste écrite par « fichegen check --write-baseline ».",
    "FG801": "--output nomme un dossier qui contient déjà autre chose qu'un site fait par fichegen.",
    "FG802": "Le disque est plein, ou le dossier du site est protégé en écriture.",
    "FG803": "Un fichier a été ajouté à la main dans le dossier du site, par exemple CNAME ou google123.html.",
    "FG804": "Une commande qui crée un fichier (fiche, projet, modèle) trouve un fichier de ce nom, ou un dossier"
    " protégé en écriture.",
    "FG806": "Le fichier .fichegen/cache.sqlite est abîmé, d'une autre version, tenu par une autre construction, ou"
    " ne peut pas être écrit.",
    "FG807": "--executor nomme un ordonnanceur Dask qui ne répond pas, ou fichegen est installé sans [dask].",
    "FG808": "catalogue.yml dit « compression: br », et fichegen est installé sans [brotli] sur la machine qui"
    " construit.",
    "FG820": "« fichegen archive » reçoit un dossier qui contient autre chose que des instantanés, qui est dans le site ou"
    " dans content/, ou une archive qui a été modifiée depuis.",
    "FG821": "Le site n'a pas encore été construit, ou un de ses fichiers a été changé à la main depuis.",
    "FG822": "« fichegen archive --verify » : un fichier de l'archive a été ouvert et enregistré, abîmé, renommé, supprimé,"
    " ajouté, ou remplacé par un lien. Un outil qui change les fins de ligne (git sous Windows) suffit.",
    "FG823": "« fichegen archive --verify » : un instantané du milieu a été retiré, ou refait avec d'autres fichiers.",
    "FG824": "« fichegen archive --verify --expect » : l'archive a été refaite, ou ses derniers instantanés retirés ; ou l'empreinte"
    " a été mal recopiée.",
    "FG825": "Le disque est plein, ou le dossier de l'archive est protégé en écriture.",
    "FG826": "La machine s'est arrêtée, ou la commande a été tuée, pendant « fichegen archive ».",
    "FG827": "Le projet n'est pas dans un dépôt git, git n'est pas installé, ou le dépôt est une copie sans son passé, comme"
    " en font par défaut les machines d'intégration.",
    "FG828": "Quelqu'un a mis dans le dossier du site un lien vers un fichier qui est ailleurs.",
}  # fmt: skip
"""By code: the sentence that stands in place of an example."""
