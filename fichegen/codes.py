"""The one table of findings: code, severity, French words, mend, and what it means.

FG1 reading · FG2 fields · FG3 dates and lengths · FG4 contacts and links · FG5 catalogue ·
FG6 templates and settings · FG7 completeness · FG8 output.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import partial
from typing import Final


class Severity(enum.StrEnum):
    """How much a finding weighs: an error publishes nothing, a remark never fails anything."""

    ERROR = "erreur"
    WARNING = "avertissement"
    REMARK = "remarque"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding."""

    severity: Severity
    words: str
    """The sentence, with the names of the finding's values in braces."""
    mend: str
    """What the editor can do, with the same values."""
    meaning: str
    """Why it matters, for the documentation."""
    usage: bool = False
    """True where it speaks of the settings or the command, not of a fiche (exit 2)."""


_error = partial(Code, Severity.ERROR)
_warning = partial(Code, Severity.WARNING)
_remark = partial(Code, Severity.REMARK)

CODES: Final[dict[str, Code]] = {
    # ------------------------------------------------------------------ FG1 reading
    "FG101": _error(
        "ce fichier n'est pas en UTF-8 (octet {octet})",
        "enregistrez-le de nouveau en choisissant l'encodage UTF-8",
        "Dans un autre encodage, les accents seraient publiés faux.",
    ),
    "FG102": _error(
        "ce fichier est vide",
        "écrivez-y la fiche, ou supprimez-le ; un nom qui commence par _ est ignoré",
        "Une page sans rien dessus n'apprend rien à personne.",
    ),
    "FG103": _error(
        "le YAML est illisible : {raison}",
        "{conseil}",
        "Le fichier, ou son en-tête, ne suit pas les règles du YAML.",
    ),
    "FG104": _error(
        "la clé « {cle} » est donnée deux fois (déjà ligne {ligne})",
        "gardez une seule des deux lignes",
        "Rien ne dit laquelle des deux valeurs est la bonne.",
    ),
    "FG105": _error(
        "les renvois du YAML (& et *) ne sont pas admis",
        "recopiez la valeur ; si le texte commence par & ou *, mettez-le entre guillemets",
        "Un renvoi cache ce que dit la fiche, et quelques lignes suffisent à saturer une machine.",
    ),
    "FG106": _error(
        "les étiquettes du YAML ({etiquette}) ne sont pas admises",
        "retirez l'étiquette ; si le texte commence par !, mettez-le entre guillemets",
        "Une étiquette demanderait au lecteur de fabriquer autre chose qu'un texte.",
    ),
    "FG107": _error(
        "le YAML est emboîté trop profondément (plus de {limite} niveaux)",
        "aplatissez la structure ; une fiche n'a besoin que de trois ou quatre niveaux",
        "Une telle profondeur ne peut être qu'une erreur ou une attaque.",
    ),
    "FG108": _error(
        "ce fichier est trop gros ({taille}, limite {limite})",
        "une fiche est un texte : mettez les documents joints ailleurs et liez-les",
        "Un fichier démesuré ralentirait toute la construction du site.",
    ),
    "FG109": _error(
        "l'en-tête ouvert par --- n'est pas refermé",
        "ajoutez une ligne --- après la dernière clé de l'en-tête",
        "Sans fin d'en-tête, on ne sait pas où commence le texte.",
    ),
    "FG110": _error(
        "un second document YAML commence ici",
        "gardez une seule fiche par fichier",
        "Un fichier donne une fiche.",
    ),
    "FG111": _error(
        "la clé de fusion << n'est pas admise",
        "recopiez les clés voulues",
        "Une fusion cache ce que dit la fiche.",
    ),
    "FG112": _error(
        "il faut ici des lignes « clé : valeur », pas {trouve}",
        "écrivez par exemple « titre: … » en début de ligne",
        "Une fiche en YAML est une suite de clés.",
    ),
    "FG113": _error(
        "caractère interdit {caractere}",
        "supprimez-le ; il vient souvent d'un copier-coller",
        "Les caractères de commande ne s'affichent pas et cassent les formats d'échange.",
    ),
    "FG114": _error(
        "ce fichier ne peut pas être lu ({raison})",
        "vérifiez qu'il existe et que vous avez le droit de le lire",
        "Un site construit sans ce fichier serait incomplet.",
    ),
    "FG115": _error(
        "{quoi} n'est pas un fichier du projet",
        "remplacez-le par une vraie copie du fichier",
        "Rien n'est lu hors du dossier du projet, ni à travers un lien.",
    ),
    "FG116": _remark(
        "« {nom} » n'est pas lu : ici sont lus les fichiers {attendus}",
        "enregistrez-le en texte, avec cette terminaison",
        "Une fiche laissée dans un autre format manquerait au catalogue sans que rien ne le dise.",
    ),
    "FG117": _warning(
        "signe invisible {caractere}, qui change le sens de lecture ; il est retiré",
        "supprimez-le ; il vient souvent d'un copier-coller",
        "Il ferait lire autre chose que ce qui est écrit, sur la page et dans les listes.",
    ),
    # ------------------------------------------------------------------ FG2 fields
    "FG201": _error(
        "cette fiche n'a pas de titre",
        "commencez-la par « # Titre de la formation » (ou la clé « titre: »)",
        "Le titre nomme la page et son adresse.",
    ),
    "FG202": _warning(
        "« {nom} » n'est pas une rubrique connue",
        "vouliez-vous dire « {proche} » ? Sinon la rubrique est gardée sous ce nom",
        "Une rubrique mal orthographiée n'alimente ni le résumé, ni les filtres, ni les exports.",
    ),
    "FG203": _remark(
        "« {nom} » n'est pas une rubrique connue ; elle est gardée sous ce nom",
        "rien à faire si c'est voulu",
        "La rubrique est publiée à sa place, telle quelle.",
    ),
    "FG204": _error(
        "« {nom} » est donné deux fois avec des valeurs différentes ({ailleurs})",
        "gardez une seule des deux valeurs",
        "Rien ne dit laquelle des deux est la bonne.",
    ),
    "FG205": _warning(
        "« {nom} » n'est pas une clé connue ici ; elle n'est pas publiée",
        "clés connues : {connues}",
        "Ce qui est écrit sous cette clé ne paraîtra nulle part.",
    ),
    "FG206": _warning(
        "la rubrique « {nom} » est vide",
        "complétez-la, ou retirez son titre",
        "Une rubrique vide n'est pas publiée ; le texte source est peut-être tronqué.",
    ),
    "FG207": _error(
        "« {nom} » attend {attendu}, pas {trouve}",
        "{conseil}",
        "La valeur n'a pas la forme que ce champ attend.",
    ),
    "FG208": _warning(
        "« {valeur} » n'est pas une valeur connue pour « {nom} » (connues : {connues})",
        "choisissez une des valeurs connues ; sinon vos mots sont montrés tels quels",
        "Une valeur inconnue ne peut servir ni aux filtres ni aux exports.",
    ),
    "FG209": _error(
        "« {valeur} » ne peut pas servir d'adresse de page",
        "n'employez que a-z, 0-9 et des tirets, par exemple « {proche} »",
        "L'adresse d'une page doit rester la même sur toute machine.",
    ),
    "FG210": _error(
        "« {nom} » attend oui ou non, pas « {valeur} »",
        "écrivez oui ou non",
        "On ne devine pas si la fiche doit être publiée.",
    ),
    "FG211": _warning(
        "le groupe « {nom} » n'a ni lieu ni dates",
        "indiquez ses dates et son lieu, ou « dates à définir »",
        "Un groupe dont on ne sait rien ne sert pas au lecteur.",
    ),
    "FG212": _warning(
        "le groupe « {nom} » semble {etat}, mais son statut ne le dit pas",
        "écrivez « Statut : {etat} » dans le groupe, ou dites-le autrement",
        "Le lecteur demanderait une place dans une session qui n'aura pas lieu.",
    ),
    "FG213": _warning(
        "des dates sont données deux fois : « {mots} », à côté de groupes qui ont les leurs, {suite}",
        "retirez-les, ou écrivez-les dans un groupe (« ### Groupe 3 », ou « - dates: … » sous « groupes: »)",
        "Une date recopiée annonce une session de trop ; des mots comme « à définir », une session sans dates.",
    ),
    # ------------------------------------------------------------------ FG3 dates and lengths
    "FG301": _error(
        "le {date} n'existe pas",
        "corrigez le jour ou le mois",
        "Une date impossible enverrait les stagiaires devant une porte fermée.",
    ),
    "FG302": _error(
        "le {date} est un {vrai}, pas un {ecrit}",
        "corrigez le jour de la semaine ou la date",
        "L'un des deux est faux, et le lecteur ne saura pas lequel.",
    ),
    "FG303": _error(
        "la fin ({fin}) vient avant le début ({debut})",
        "corrigez l'une des deux dates",
        "Une période ne peut pas finir avant de commencer.",
    ),
    "FG304": _warning(
        "dates non comprises à « {mots} » ; vos mots sont montrés tels quels",
        "écrivez par exemple « 15, 16 et 17 novembre 2021 » ou « du 6 au 8 décembre 2021 »",
        "Sans dates comprises, la session n'entre ni dans l'agenda ni dans les calendriers.",
    ),
    "FG305": _warning(
        "année manquante pour « {mots} » ; vos mots sont montrés tels quels",
        "ajoutez l'année, par exemple « {exemple} »",
        "L'année n'est jamais devinée.",
    ),
    "FG306": _warning(
        "« {mots} » peut se lire de deux façons ({lectures}) ; vos mots sont montrés tels quels",
        "écrivez le mois en lettres, ou l'année de chaque date",
        "Entre deux lectures, rien n'est choisi à votre place.",
    ),
    "FG307": _warning(
        "l'année {annee} de « {mots} » est reprise d'une date voisine",
        "ajoutez l'année pour en être sûr",
        "L'année vient de la date limite ou d'un autre groupe de la fiche.",
    ),
    "FG308": _warning(
        "durée non comprise à « {mots} » ; vos mots sont montrés tels quels",
        "écrivez par exemple « 3 jours / 21 heures »",
        "Sans durée comprise, la fiche n'est ni filtrée ni exportée par durée.",
    ),
    "FG309": _error(
        "durée contradictoire : {raison}",
        "corrigez l'une des deux valeurs",
        "Une durée qui se contredit trompe le lecteur.",
    ),
    "FG310": _error(
        "l'horaire « {mots} » n'est pas possible",
        "écrivez par exemple « de 9h à 12h30 et de 13h30 à 17h »",
        "Une heure impossible, ou une fin avant le début.",
    ),
    "FG311": _warning(
        "date non comprise : « {mots} » ; vos mots sont montrés tels quels",
        "écrivez par exemple « 15 octobre 2021 »",
        "Sans date comprise, rien ne dit au lecteur s'il peut encore s'inscrire.",
    ),
    "FG312": _warning(
        "cette liste est lue comme {nombre} sessions séparées",
        "donnez à chacune un titre « ### Groupe 1 », ou écrivez les jours d'une même session"
        " sur une seule ligne",
        "Une liste de dates peut annoncer plusieurs sessions, ou les jours d'une seule.",
    ),
    "FG313": _warning(
        "« {mots} » parle d'un report dont les dates ne sont pas sûres ; vos mots sont montrés tels quels",
        "écrivez « Dates : » suivi des nouvelles dates et « Dates initiales : » suivi des anciennes",
        "Lu de travers, un report enverrait les stagiaires à une date où rien n'a lieu.",
    ),
    # ------------------------------------------------------------------ FG4 contacts and links
    "FG401": _error(
        "« {adresse} » n'est pas une adresse électronique",
        "écrivez-la comme prenom.nom@exemple.fr",
        "Un message envoyé à cette adresse n'arriverait pas.",
    ),
    "FG402": _warning(
        "le lien vers « {cible} » n'est pas admis ; son texte est gardé",
        "liez une adresse http:, https:, mailto:, tel: ou une page du site",
        "Seules ces adresses sont sûres pour le lecteur.",
    ),
    "FG403": _error(
        "le lien montre {texte} mais écrit à {cible}",
        "corrigez l'une des deux adresses",
        "Le lecteur croirait écrire à quelqu'un d'autre.",
    ),
    "FG404": _warning(
        "l'interlocuteur « {nom} » n'a ni adresse électronique ni téléphone",
        "ajoutez le moyen de le joindre",
        "Un contact qu'on ne peut pas joindre n'aide personne.",
    ),
    # ------------------------------------------------------------------ FG5 catalogue
    "FG501": _error(
        "cette page aurait la même adresse « {adresse} » que {ailleurs}",
        "changez un des deux titres, ou donnez une adresse avec la clé « slug: »",
        "Deux pages ne peuvent pas être au même endroit, même à la casse ou aux accents près.",
    ),
    "FG502": _error(
        "deux groupes de la fiche s'appellent « {nom} »",
        "donnez-leur des noms différents",
        "Chaque groupe a sa page, nommée d'après lui.",
    ),
    "FG503": _warning(
        "le module {module} de « {serie} » est déjà décrit ({ailleurs})",
        "corrigez le numéro de l'un des deux modules",
        "Dans un parcours, chaque module porte un numéro à lui.",
    ),
    "FG504": _error(
        "« {nom} » désigne déjà un autre organisme ({ailleurs})",
        "retirez ce nom de l'une des deux fiches d'organisme",
        "Un nom ou un alias doit désigner un seul organisme.",
    ),
    "FG505": _warning(
        "« {nom} » est écrit ailleurs « {autre} » ({ailleurs})",
        "écrivez-le partout de la même façon",
        "Les deux écritures sont réunies sous une seule rubrique de la liste.",
    ),
    "FG506": _warning(
        "ce dossier ne contient aucune fiche",
        "ajoutez un fichier .md ou .yml, par exemple content/ma-formation.md",
        "Le catalogue publié est vide.",
    ),
    "FG507": _error(
        "l'ancienne adresse « {adresse} » est déjà prise par {ailleurs}",
        "retirez-la, ou corrigez-la",
        "Une adresse mène à une seule page : un renvoi ne peut ni en cacher une, ni tourner en rond.",
    ),
    "FG508": _error(
        "« {adresse} » ne peut pas être une ancienne adresse : {raison}",
        "écrivez « ancien-nom », ou le chemin à partir de la racine du site, par exemple"
        " « stages/ancien.html »",
        "Un renvoi devient un fichier du site et une ligne pour le serveur, où rien ne doit pouvoir"
        " être pris pour autre chose qu'une adresse.",
    ),
    "FG509": _remark(
        "« {adresse} » n'est pas le nom d'une page : seul le serveur peut y renvoyer",
        "rien à faire si votre hébergeur lit le fichier _redirects, ou les lignes du dossier"
        " redirections",
        "Un site fait de fichiers ne peut mettre un renvoi que dans une page (.html) ou un dossier.",
    ),
    "FG510": _warning(
        "« {valeur} » n'est pas {attendu}",
        "{conseil}",
        "Ce que le fichier d'un organisme dit de lui sert à toutes ses fiches : les exports et les"
        " annuaires les refusent, ou les montrent sans lui, quand ce n'est pas vrai.",
    ),
    # ------------------------------------------------------------------ FG6 templates and settings
    "FG601": _error(
        "gabarit en erreur : {raison}",
        "corrigez le gabarit, ou retirez-le pour revenir à celui du thème",
        "La page ne peut pas être produite.",
        usage=True,
    ),
    "FG602": _error(
        "« {nom} » n'est pas un réglage connu",
        "{conseil}",
        "Un réglage mal orthographié serait sans effet.",
        usage=True,
    ),
    "FG603": _error(
        "réglage « {nom} » : {raison}",
        "{conseil}",
        "La valeur de ce réglage ne peut pas être employée.",
        usage=True,
    ),
    "FG604": _error(
        "le dossier {dossier} n'existe pas",
        "créez-le et mettez-y une fiche, ou lancez la commande depuis le dossier du projet"
        " (ou nommez-le avec --source)",
        "Sans dossier de fiches, il n'y a rien à publier.",
        usage=True,
    ),
    "FG605": _remark(
        "la couleur principale {couleur} n'a sur le blanc qu'un contraste de {contraste} ; liens"
        " et boutons prennent {lisible}",
        "rien à faire : la teinte reste la vôtre ; une couleur plus foncée serait gardée telle quelle",
        "Un texte se lit à partir d'un contraste de 4,5 avec chacun des fonds clairs du site.",
    ),
    "FG606": _error(
        "le logo « {nom} » ne peut pas être employé : {raison}",
        "{conseil}",
        "Le logo paraît sur chaque page : il doit être une image, rester léger et ne rien exécuter.",
        usage=True,
    ),
    "FG607": _warning(
        "l'audit d'accessibilité du {date} a plus de trois ans ; le site est déclaré non conforme",
        "faites refaire l'audit, puis donnez sa date et ses résultats sous « accessibilite: »",
        "Sans audit de moins de trois ans, une déclaration ne peut annoncer aucune conformité.",
    ),
    # ------------------------------------------------------------------ FG7 completeness
    "FG701": _remark(
        "la fiche n'annonce aucune session",
        "ajoutez « ## Lieux & dates », ou écrivez « dates à définir » ou « sur demande »",
        "Le lecteur ne sait pas s'il peut venir ; l'absence de session doit être dite.",
    ),
    "FG702": _warning(
        "la fiche ne nomme aucun interlocuteur",
        "ajoutez « ## Interlocuteur » avec une adresse électronique",
        "Personne ne peut demander une place.",
    ),
    "FG710": _remark(
        "pour Qualiopi, indicateur 1 – {manques}",
        "{conseil}",
        "Avant de s'engager, le public doit trouver sur la fiche ce que le référentiel demande ; son"
        " absence est une non-conformité à l'audit.",
    ),
    "FG711": _remark(
        "hors de lheo.xml – {manques}",
        "{conseil}",
        "Une fiche à laquelle il manque une donnée obligatoire reste hors de lheo.xml, et donc des"
        " portails régionaux qui le lisent.",
    ),
    "FG712": _remark(
        "pour les moteurs et annuaires – {manques}",
        "{conseil}",
        "Ce que la fiche ne dit pas n'est pas inventé : les moteurs et les annuaires la montrent moins bien.",
    ),
    "FG713": _remark(
        "pour les agendas – {manques}",
        "{conseil}",
        "Une session sans jours connus n'entre dans aucun agenda.",
    ),
    "FG714": _remark(
        "coupé à l'export vers {raisons}",
        "{conseil} ; la page du site montre tout",
        "Ces formats limitent la longueur de certains textes : la fin n'y paraît pas.",
    ),
    "FG715": _remark(
        "la case « {colonne} » du tableur compterait {longueur} signes, elle n'en tient que 32 767",
        "raccourcissez ce texte ; la page du site et catalogue.json le donnent en entier",
        "Un tableur couperait la case sans le dire : le fichier CSV en garde le début, suivi de « … ».",
    ),
    "FG716": _remark(
        "pour LHEO – {manques}",
        "{conseil}",
        "La fiche passe sans cela ; les portails régionaux la montrent moins complète, ou avec une valeur"
        " par défaut.",
    ),
    # ------------------------------------------------------------------ FG8 output
    "FG801": _error(
        "le dossier {dossier} {raison} : rien n'y est écrit",
        "{conseil}",
        "Un dossier que fichegen n'a pas fait n'est jamais vidé.",
        usage=True,
    ),
    "FG802": _error(
        "le site n'a pas pu être écrit ({raison}) ; l'ancien est resté en place",
        "libérez de la place, ou vérifiez les droits du dossier {dossier}",
        "Un site est publié en entier, ou pas du tout.",
    ),
    "FG803": _remark(
        "{fichier} n'a pas été fait par fichegen ; il est gardé",
        "rien à faire si c'est voulu",
        "Les fichiers ajoutés à la main dans le dossier du site ne sont pas effacés.",
    ),
}
