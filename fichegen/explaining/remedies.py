"""What to do about findings whose advice is made for each case: the same in general words.

And what some say that hold nothing but gaps.
"""

from __future__ import annotations

from typing import Final

REMEDIES: Final = {
    "FG103": "corrigez la ligne comme le dit le conseil : le plus souvent une valeur à mettre entre guillemets,"
    " une espace après « : » ou après un tiret, un retrait à aligner",
    "FG113": "supprimez ce signe, ou laissez « fichegen check --fix » le faire quand il le propose",
    "FG116": "importez le document par « fichegen import », ou enregistrez-le en texte avec la terminaison attendue",
    "FG119": "retapez le passage, ou laissez « fichegen check --fix » le corriger quand il le propose",
    "FG120": "retirez le signe, ou écrivez derrière lui ce qu'il annonce",
    "FG121": "retapez le passage, ou laissez « fichegen check --fix » le corriger quand il le propose",
    "FG123": "importez le document par « fichegen import », puis retirez-le du dossier",
    "FG130": "enregistrez le document dans un format qui s'importe (.docx, .odt, .html, .txt), ou copiez-en le texte",
    "FG201": "commencez la fiche par « # Titre de la formation » (en YAML, la clé « titre: »)",
    "FG205": "employez une des clés connues, que donne le constat",
    "FG207": "donnez à ce champ la forme qu'il attend, que dit le constat",
    "FG215": "commencez par un verbe : ce que la personne saura faire",
    "FG304": "écrivez les jours comme « 15, 16 et 17 novembre » ou « du 6 au 8 décembre », suivis de l'année",
    "FG306": "écrivez le mois en lettres, et l'année de chaque date",
    "FG311": "écrivez un jour et un mois, comme « 15 octobre », suivis de l'année",
    "FG314": "corrigez les heures ou les jours, en lettres ou en chiffres, pour qu'ils aillent ensemble",
    "FG402": "liez une adresse http:, https:, mailto:, tel: ou une page du site",
    "FG405": "donnez le nom du fichier à lier, ou une adresse complète ; ou retirez le lien",
    "FG407": "liez une partie que la page a, ou la page seule",
    "FG510": "corrigez la valeur dans le fichier de l'organisme : un chiffre manque, ou en remplace un autre",
    "FG515": "si c'est le même organisme, écrivez-le partout de la même façon, ou donnez ses autres noms en alias"
    " dans content/organismes ; si ce sont deux organismes, donnez-y un fichier à chacun",
    "FG516": "si c'est le même, écrivez-le partout de la même façon",
    "FG602": "employez le nom exact du réglage, que propose le constat, ou retirez la ligne",
    "FG603": "donnez à ce réglage une valeur de la forme attendue, ou retirez la ligne",
    "FG606": "mettez dans content/ une image légère, en svg, png, jpg ou webp, et donnez son nom",
    "FG701": "ajoutez ou complétez la rubrique « Lieux et dates » (en YAML « groupes: ») ; sans dates encore,"
    " écrivez-y « dates à définir » ou « sur demande »",
    "FG702": "ajoutez ou complétez la rubrique « Interlocuteur » (en YAML « interlocuteur: »), avec une adresse"
    " électronique",
    "FG710": "ajoutez les rubriques que nomme le constat ; les pages completude/ du site disent quoi y écrire",
    "FG711": "ajoutez ce que nomme le constat, d'abord le fichier de l'organisme ; les pages completude/ disent quoi"
    " y écrire",
    "FG712": "ajoutez les rubriques que nomme le constat ; les pages completude/ du site disent quoi y écrire",
    "FG713": "donnez aux sessions leurs jours, leurs heures et leur adresse",
    "FG714": "raccourcissez le passage, ou mettez l'essentiel au début ; la page du site montre tout",
    "FG716": "ajoutez les rubriques que nomme le constat ; les pages completude/ du site disent quoi y écrire",
    "FG717": "ajoutez le réglage dans content/catalogue.yml",
    "FG801": "donnez un autre dossier avec --output, ou videz celui-ci vous-même",
    "FG802": "libérez de la place, ou vérifiez vos droits sur le dossier du site et sur celui qui le contient",
    "FG820": "donnez à l'archive un dossier à elle ; si c'en est une, « fichegen archive --verify » dit ce qui y a changé",
    "FG821": "construisez le site par « fichegen build », puis archivez-le",
    "FG827": "rien à faire si c'est voulu ; sinon gardez le projet dans git, avec tout son passé",
}  # fmt: skip
"""By code."""
HEADLINES: Final = {
    "FG105": "les renvois du YAML ne sont pas admis",
    "FG106": "les étiquettes du YAML ne sont pas admises",
    "FG111": "la clé de fusion du YAML n'est pas admise",
    "FG115": "ce n'est pas un fichier du projet",
    "FG118": "un commentaire n'est pas refermé",
    "FG119": "une copie a laissé des signes abîmés",
    "FG120": "une puce est seule ou doublée",
    "FG213": "des dates sont données deux fois",
    "FG214": "un passage est écrit deux fois",
    "FG216": "une phrase est très longue",
    "FG302": "un jour de la semaine ne va pas avec sa date",
    "FG317": "une date est trop loin, passée ou à venir",
    "FG511": "deux sessions se tiennent en même temps dans une même salle",
    "FG513": "il manque un module dans un parcours",
    "FG603": "la valeur d'un réglage ne peut pas être employée",
    "FG801": "le dossier du site contient autre chose",
    "FG820": "l'archive ne peut pas être employée",
    "FG822": "un fichier de l'archive n'est plus ce qui a été archivé",
    "FG823": "un instantané de l'archive a été changé, retiré ou ajouté",
    "FG215": "un objectif ne commence pas par un verbe",
    "FG207": "une valeur n'a pas la forme que ce champ attend",
    "FG510": "une valeur de l'organisme est fausse",
    "FG710": "ce qui manque pour Qualiopi",
    "FG711": "ce qui garde la fiche hors de lheo.xml",
    "FG712": "ce qui manque pour les moteurs et les annuaires",
    "FG713": "ce qui manque pour les agendas",
    "FG714": "un texte est coupé à l'export",
    "FG716": "ce qui manque pour LHEO",
    "FG717": "un réglage manque à toutes les fiches",
}
"""By code, in place of words that say nothing without their values."""
