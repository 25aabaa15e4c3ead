"""Findings in the catalogue as a whole, its settings, its completeness, its output (FG5 to FG8)."""

from __future__ import annotations

from typing import Final

from .kinds import Code, error, remark, warning

OF_CATALOGUE: Final[dict[str, Code]] = {
    # ------------------------------------------------------------------ FG5 catalogue
    "FG501": error(
        "cette page aurait la même adresse « {adresse} » que {ailleurs}",
        "changez un des deux titres, ou donnez à l'une une autre adresse : rubrique « Adresse de la page », ou clé"
        " « slug: »",
        "Deux pages ne peuvent pas être au même endroit, même à la casse ou aux accents près.",
    ),
    "FG502": error(
        "deux groupes de la fiche s'appellent « {nom} »",
        "donnez-leur des noms différents",
        "Chaque groupe a sa page, nommée d'après lui.",
    ),
    "FG503": warning(
        "le module {module} de « {serie} » est déjà décrit ({ailleurs})",
        "corrigez le numéro de l'un des deux modules",
        "Dans un parcours, chaque module porte un numéro à lui.",
    ),
    "FG504": error(
        "« {nom} » désigne déjà un autre organisme ({ailleurs})",
        "retirez ce nom de l'une des deux fiches d'organisme",
        "Un nom ou un alias doit désigner un seul organisme.",
    ),
    "FG505": warning(
        "« {nom} » est écrit ailleurs « {autre} » ({ailleurs})",
        "écrivez-le partout de la même façon",
        "Les deux écritures sont réunies sous une seule rubrique de la liste.",
    ),
    "FG506": warning(
        "ce dossier ne contient aucune fiche",
        "ajoutez un fichier .md ou .yml, par exemple content/ma-formation.md",
        "Le catalogue publié est vide.",
    ),
    "FG507": error(
        "l'ancienne adresse « {adresse} » est déjà prise par {ailleurs}",
        "retirez-la, ou corrigez-la",
        "Une adresse mène à une seule page : un renvoi ne peut ni en cacher une, ni tourner en rond.",
    ),
    "FG508": error(
        "« {adresse} » ne peut pas être une ancienne adresse : {raison}",
        "écrivez « ancien-nom », ou le chemin à partir de la racine du site, par exemple"
        " « stages/ancien.html »",
        "Un renvoi devient un fichier du site et une ligne pour le serveur, où rien ne doit pouvoir"
        " être pris pour autre chose qu'une adresse.",
    ),
    "FG509": remark(
        "« {adresse} » n'est pas le nom d'une page : seul le serveur peut y renvoyer",
        "rien à faire si votre hébergeur lit le fichier _redirects ou .htaccess, ou les lignes du dossier"
        " serveurs",
        "Un site fait de fichiers ne peut mettre un renvoi que dans une page (.html) ou un dossier.",
    ),
    "FG510": warning(
        "« {valeur} » n'est pas {attendu}",
        "{conseil}",
        "Ce que le fichier d'un organisme dit de lui sert à toutes ses fiches : les exports et les"
        " annuaires les refusent, ou les montrent sans lui, quand ce n'est pas vrai.",
    ),
    "FG511": warning(
        "« {session} » {constat} « {autre} » ({ailleurs})",
        "corrigez les jours ou le lieu de l'une des deux sessions, ou retirez celle de trop",
        "Deux sessions ne tiennent pas en même temps dans une même salle. Une ville ou un bâtiment n'est pas"
        " une salle : sans salle nommée, rien n'est dit d'une fiche à l'autre.",
    ),
    "FG512": warning(
        "plus aucune session n'est à venir (dernier jour : {dernier}), mais la fiche dit encore « {mots} »",
        "annoncez les prochaines dates, ou « dates à définir » ; sinon retirez « {mots} »",
        "Le lecteur chercherait à s'inscrire à une session qui n'existe plus.",
    ),
    "FG513": remark(
        "il manque {modules} dans « {serie} », entre le module {avant} et le module {apres}",
        "ajoutez la fiche qui manque, ou corrigez le numéro ; rien à faire si ce module n'est pas publié ici",
        "Le lecteur d'un parcours se demande où est passée l'étape qui manque.",
    ),
    "FG514": warning(
        "les prérequis demandent le module {module} de « {serie} » : {raison}",
        "corrigez le numéro, ou ajoutez la fiche de ce module ; si c'est celui d'un autre parcours, nommez-le",
        "Un prérequis que personne ne peut remplir ferme la formation à tout le monde.",
    ),
    "FG515": warning(
        "« {nom} » semble être « {autre} » écrit autrement ({ailleurs})",
        "si c'est le même organisme, {choix}, ou donnez ses autres noms en alias dans"
        " content/organismes ; si ce sont deux organismes, donnez-y un fichier à chacun",
        "Les deux noms font deux rubriques dans la liste des organismes, chacune avec une partie des fiches."
        " Ils ne sont jamais réunis d'office.",
    ),
    "FG516": warning(
        "« {nom} » semble être « {autre} » écrit autrement ({ailleurs})",
        "si c'est le même, {choix}",
        "Les deux écritures font deux rubriques dans la liste des territoires, des secteurs ou des parcours,"
        " chacune avec une partie des fiches. Elles ne sont jamais réunies d'office.",
    ),
    "FG517": warning(
        "cette fiche a le même titre que {ailleurs} : sa page est à l'adresse « {adresse} »",
        "changez un des deux titres, ou donnez-lui une adresse : rubrique « Adresse de la page », ou clé « slug: »",
        "Deux fiches d'un même titre ont chacune leur page. L'adresse de la seconde vient du nom de son fichier : elle"
        " change avec lui.",
    ),
    # ------------------------------------------------------------------ FG6 templates and settings
    "FG601": error(
        "gabarit en erreur : {raison}",
        "corrigez le gabarit, ou retirez-le pour revenir à celui du thème",
        "La page ne peut pas être produite.",
        usage=True,
    ),
    "FG602": error(
        "« {nom} » n'est pas un réglage connu",
        "{conseil}",
        "Un réglage mal orthographié serait sans effet.",
        usage=True,
    ),
    "FG603": error(
        "réglage « {nom} » : {raison}",
        "{conseil}",
        "La valeur de ce réglage ne peut pas être employée.",
        usage=True,
    ),
    "FG604": error(
        "le dossier {dossier} n'existe pas",
        "« fichegen init » commence un projet ici ; si vous en avez un, lancez la commande depuis son dossier"
        " (ou nommez avec --source celui de ses fiches)",
        "Sans dossier de fiches, il n'y a rien à publier.",
        usage=True,
    ),
    "FG605": remark(
        "la couleur principale {couleur} n'a sur le blanc qu'un contraste de {contraste} ; liens"
        " et boutons prennent {lisible}",
        "rien à faire : la teinte reste la vôtre ; une couleur plus foncée serait gardée telle quelle",
        "Un texte se lit à partir d'un contraste de 4,5 avec chacun des fonds clairs du site.",
    ),
    "FG606": error(
        "le logo « {nom} » ne peut pas être employé : {raison}",
        "{conseil}",
        "Le logo paraît sur chaque page : il doit être une image, rester léger et ne rien exécuter.",
        usage=True,
    ),
    "FG607": warning(
        "l'audit d'accessibilité du {date} a plus de trois ans ; le site est déclaré non conforme",
        "faites refaire l'audit, puis donnez sa date et ses résultats sous « accessibilite: »",
        "Sans audit de moins de trois ans, une déclaration ne peut annoncer aucune conformité.",
    ),
    "FG610": error(
        "la liste de constats connus {fichier} ne peut pas être employée : {raison}",
        "refaites-la par « fichegen check --write-baseline {fichier} », après avoir retiré ce fichier s'il"
        " existe",
        "Une liste abîmée tairait ce qu'il faut voir, ou ferait échouer ce qui est connu.",
        usage=True,
    ),
    # ------------------------------------------------------------------ FG7 completeness
    "FG701": remark(
        "la fiche n'annonce aucune session",
        "{conseil} ; sans dates encore, écrivez-y « dates à définir » ou « sur demande »",
        "Le lecteur ne sait pas s'il peut venir ; l'absence de session doit être dite.",
    ),
    "FG702": warning(
        "la fiche ne nomme aucun interlocuteur",
        "{conseil}, avec une adresse électronique",
        "Personne ne peut demander une place.",
    ),
    "FG710": remark(
        "pour Qualiopi, indicateur 1 – {manques}",
        "{conseil}",
        "Avant de s'engager, le public doit trouver sur la fiche ce que le référentiel demande ; son"
        " absence est une non-conformité à l'audit.",
    ),
    "FG711": remark(
        "hors de lheo.xml – {manques}",
        "{conseil}",
        "Une fiche à laquelle il manque une donnée obligatoire reste hors de lheo.xml, et donc des"
        " portails régionaux qui le lisent.",
    ),
    "FG712": remark(
        "pour les moteurs et annuaires – {manques}",
        "{conseil}",
        "Ce que la fiche ne dit pas n'est pas inventé : les moteurs et les annuaires la montrent moins bien.",
    ),
    "FG713": remark(
        "pour les agendas – {manques}",
        "{conseil}",
        "Une session sans jours connus n'entre dans aucun agenda.",
    ),
    "FG714": remark(
        "coupé à l'export vers {raisons}",
        "{conseil} ; la page du site montre tout",
        "Ces formats limitent la longueur de certains textes : la fin n'y paraît pas.",
    ),
    "FG715": remark(
        "la case « {colonne} » du tableur compterait {longueur} signes, elle n'en tient que 32 767",
        "raccourcissez ce texte ; la page du site et catalogue.json le donnent en entier",
        "Un tableur couperait la case sans le dire : le fichier CSV en garde le début, suivi de « … ».",
    ),
    "FG716": remark(
        "pour LHEO – {manques}",
        "{conseil}",
        "La fiche passe sans cela ; les portails régionaux la montrent moins complète, ou avec une valeur"
        " par défaut.",
    ),
    "FG717": remark(
        "{manque} ; c'est demandé, pour chaque fiche, par : {pour}",
        "{conseil}",
        "Ce réglage s'écrit une fois et complète toutes les fiches.",
    ),
    # ------------------------------------------------------------------ FG8 output
    "FG801": error(
        "le dossier {dossier} {raison} : rien n'y est écrit",
        "{conseil}",
        "Un dossier que fichegen n'a pas fait n'est jamais vidé.",
        usage=True,
    ),
    "FG802": error(
        "le site n'a pas pu être écrit ({raison}) ; l'ancien est resté en place",
        "{conseil}",
        "Un site est publié en entier, ou pas du tout.",
    ),
    "FG803": remark(
        "{fichier} n'a pas été fait par fichegen ; il est gardé",
        "rien à faire si c'est voulu",
        "Les fichiers ajoutés à la main dans le dossier du site ne sont pas effacés.",
    ),
    "FG804": error(
        "{fichier} n'a pas pu être écrit ({raison})",
        "choisissez un autre nom, ou vérifiez le fichier et les droits de son dossier",
        "Aucun de vos fichiers n'est remplacé sans que vous l'ayez demandé.",
        usage=True,
    ),
    "FG806": remark(
        "la mémoire des constructions {memoire} n'a pas servi : {raison}",
        "rien à faire si cela n'arrive qu'une fois ; sinon, supprimez ce fichier, ou construisez avec --no-cache",
        "Le site est le même : il a seulement été plus long à construire.",
    ),
    "FG807": error(
        "le travail ne peut pas être confié à {adresse} : {raison}",
        "vérifiez l'adresse de l'ordonnanceur, ou construisez sans --executor",
        "Rien n'a été construit.",
        usage=True,
    ),
    "FG808": error(
        "« compression » demande br, et le module brotli n'est pas installé ici",
        "installez fichegen[brotli], ou retirez br de ce réglage",
        "Le site ne dépend pas de ce qui se trouve installé : rien n'est construit, et l'ancien reste en place.",
        usage=True,
    ),
    # ------------------------------------------------------------------ FG8 the archive
    "FG820": error(
        "l'archive {dossier} {raison}",
        "{conseil}",
        "Rien n'est lu ni écrit dans un dossier que fichegen n'a pas fait, et rien n'est ajouté à une archive"
        " qui n'est plus ce qu'elle était.",
        usage=True,
    ),
    "FG821": error(
        "le site {dossier} ne peut pas être archivé : {raison}",
        "{conseil}",
        "L'archive est faite de ce que le public voit : le dossier du site, entier et tel qu'il a été construit.",
        usage=True,
    ),
    "FG822": error(
        "{fichier} {constat}",
        "reprenez ce fichier d'une copie de l'archive, gardée ailleurs",
        "L'archive n'est plus ce qui a été écrit : ce fichier-là ne prouve plus rien, les autres restent prouvés.",
    ),
    "FG823": error(
        "l'instantané {instantane} {constat}",
        "reprenez cet instantané et celui qui le précède d'une copie de l'archive, gardée ailleurs",
        "Chaque instantané note l'empreinte du précédent : si elles ne se suivent plus, l'un d'eux a été changé, retiré ou"
        " ajouté après coup.",
    ),
    "FG824": error(
        "aucun instantané de {dossier} n'a l'empreinte attendue, {empreinte}",
        "vérifiez l'empreinte ; si elle est juste, la fin de l'archive a été retirée ou refaite",
        "La fin d'une archive peut être ôtée ou refaite sans que le reste le montre : seule une empreinte gardée ailleurs le"
        " dit.",
    ),
    "FG825": error(
        "l'archive {dossier} n'a pas pu être écrite ({raison}) ; elle est restée comme elle était",
        "libérez de la place, ou vérifiez les droits de ce dossier",
        "Un instantané est ajouté en entier, ou pas du tout.",
    ),
    "FG826": remark(
        "un archivage interrompu a laissé {dossier}",
        "rien à faire : le prochain « fichegen archive » le retire",
        "Ce dossier n'est pas un instantané et ne prouve rien ; les instantanés sont intacts.",
    ),
    "FG827": remark(
        "l'historique des fiches {constat} : {raison}",
        "{conseil}",
        "Sans le passé de git, l'archive dit ce que le public voyait, mais pas ce qui a changé dans les fiches.",
    ),
    "FG828": remark(
        "{fichier} n'est pas archivé : {raison}",
        "mettez à sa place un vrai fichier, d'un nom ordinaire, si le public doit le voir",
        "Un lien mène où l'on veut : ce qu'il montre n'est pas dans le site.",
    ),
}
