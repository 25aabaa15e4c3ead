"""Findings in one fiche: reading it, its fields, its dates, its contacts and links (FG1 to FG4)."""

from __future__ import annotations

from typing import Final

from .kinds import Code, error, remark, warning

OF_FICHES: Final[dict[str, Code]] = {
    # ------------------------------------------------------------------ FG1 reading
    "FG101": error(
        "ce fichier n'est pas en UTF-8 (octet {octet})",
        "enregistrez-le de nouveau en choisissant l'encodage UTF-8",
        "Dans un autre encodage, les accents seraient publiés faux.",
    ),
    "FG102": error(
        "ce fichier est vide",
        "écrivez-y la fiche, ou supprimez-le ; un nom qui commence par _ est ignoré",
        "Une page sans rien dessus n'apprend rien à personne.",
    ),
    "FG103": error(
        "le YAML est illisible : {raison}",
        "{conseil}",
        "Le fichier, ou son en-tête, ne suit pas les règles du YAML.",
    ),
    "FG104": error(
        "la clé « {cle} » est donnée deux fois (déjà ligne {ligne})",
        "gardez une seule des deux lignes",
        "Rien ne dit laquelle des deux valeurs est la bonne.",
    ),
    "FG105": error(
        "les renvois du YAML (& et *) ne sont pas admis",
        "recopiez la valeur ; si le texte commence par & ou *, mettez-le entre guillemets",
        "Un renvoi cache ce que dit la fiche, et quelques lignes suffisent à saturer une machine.",
    ),
    "FG106": error(
        "les étiquettes du YAML ({etiquette}) ne sont pas admises",
        "retirez l'étiquette ; si le texte commence par !, mettez-le entre guillemets",
        "Une étiquette demanderait au lecteur de fabriquer autre chose qu'un texte.",
    ),
    "FG107": error(
        "le YAML est emboîté trop profondément (plus de {limite} niveaux)",
        "aplatissez la structure ; une fiche n'a besoin que de trois ou quatre niveaux",
        "Une telle profondeur ne peut être qu'une erreur ou une attaque.",
    ),
    "FG108": error(
        "ce fichier est trop gros ({taille}, limite {limite})",
        "une fiche est un texte : mettez les documents joints ailleurs et liez-les ; un document Word s'importe"
        " par « fichegen import »",
        "Un fichier démesuré ralentirait toute la construction du site.",
    ),
    "FG109": error(
        "l'en-tête ouvert par --- n'est pas refermé",
        "ajoutez une ligne --- après la dernière clé de l'en-tête",
        "Sans fin d'en-tête, on ne sait pas où commence le texte.",
    ),
    "FG110": error(
        "un second document YAML commence ici",
        "gardez une seule fiche par fichier",
        "Un fichier donne une fiche.",
    ),
    "FG111": error(
        "la clé de fusion << n'est pas admise",
        "recopiez les clés voulues",
        "Une fusion cache ce que dit la fiche.",
    ),
    "FG112": error(
        "il faut ici des lignes « clé : valeur », pas {trouve}",
        "écrivez par exemple « titre: … » en début de ligne",
        "Une fiche en YAML est une suite de clés.",
    ),
    "FG113": error(
        "caractère interdit {caractere}",
        "{conseil}",
        "Les caractères de commande ne s'affichent pas et cassent les formats d'échange.",
    ),
    "FG114": error(
        "ce fichier ne peut pas être lu ({raison})",
        "vérifiez qu'il existe et que vous avez le droit de le lire",
        "Un site construit sans ce fichier serait incomplet.",
    ),
    "FG115": error(
        "{quoi} n'est pas un fichier du projet",
        "remplacez-le par une vraie copie du fichier",
        "Rien n'est lu hors du dossier du projet, ni à travers un lien.",
    ),
    "FG116": remark(
        "« {nom} » n'est pas lu : ici sont lus les fichiers {attendus}",
        "{conseil}",
        "Une fiche laissée dans un autre format manquerait au catalogue sans que rien ne le dise.",
    ),
    "FG117": warning(
        "signe invisible {caractere}, qui change le sens de lecture ; il est retiré",
        "supprimez-le ; il vient souvent d'un copier-coller",
        "Il ferait lire autre chose que ce qui est écrit, sur la page et dans les listes.",
    ),
    "FG118": warning(
        "ce commentaire, ouvert par <!--, n'est pas refermé ; ses mots paraissent sur la page",
        "ajoutez --> là où il finit ; pour montrer ce signe tel quel, écrivez \\<!--",
        "Ce qui est entre <!-- et --> n'est écrit que pour ceux qui tiennent la fiche.",
    ),
    "FG130": error(
        "ce document n'est pas importé : {raison}",
        "{conseil}",
        "L'import lit les documents .docx et .odt, les pages .html et le texte ; rien n'est deviné d'un autre.",
    ),
    "FG119": warning(
        "« {mots} » contient {quoi}",
        "{conseil}",
        "Une copie d'un PDF, de Word, d'un courriel ou d'une page web laisse des signes que la recherche ne"
        " trouve pas, que la lecture à voix haute écorche, ou qui s'affichent comme un carré.",
    ),
    "FG120": remark(
        "{quoi}",
        "{conseil}",
        "Une puce annonce un point d'une liste ; seule ou doublée, elle est souvent ce qui reste d'un"
        " copier-coller.",
    ),
    "FG121": warning(
        "« {mots} » est abîmé : ce texte a été lu dans un autre encodage que le sien",
        "{conseil}",
        "Les accents et les apostrophes sont devenus deux ou trois signes, et le mot n'est plus lisible"
        " ni trouvé.",
    ),
    "FG122": error(
        "« {mots} » : git a laissé ici deux versions du même passage",
        "gardez la bonne, et supprimez l'autre avec les lignes <<<<<<<, ======= et >>>>>>>",
        "Un même passage a été changé de deux côtés, et personne n'a choisi : les deux versions seraient"
        " publiées, avec les signes qui les séparent.",
    ),
    "FG123": error(
        "ce fichier n'est pas un texte : c'est {quoi}, sous un autre nom",
        "{conseil}",
        "Changer la fin d'un nom ne change pas ce que le fichier contient : rien n'y peut être lu.",
    ),
    "FG124": warning(
        "« {mots} » mêle des lettres à ses chiffres",
        "écrivez « {nombre} »",
        "Un O n'est pas un zéro : ce prix n'est ni compris, ni lu à voix haute comme un nombre.",
    ),
    # ------------------------------------------------------------------ FG2 fields
    "FG201": error(
        "cette fiche n'a pas de titre",
        "{conseil}",
        "Le titre nomme la page et son adresse.",
    ),
    "FG202": warning(
        "« {nom} » n'est pas une rubrique connue",
        "vouliez-vous dire « {proche} » ? Sinon la rubrique est gardée sous ce nom",
        "Une rubrique mal orthographiée n'alimente ni le résumé, ni les filtres, ni les exports.",
    ),
    "FG203": remark(
        "« {nom} » n'est pas une rubrique connue ; elle est gardée sous ce nom",
        "rien à faire si c'est voulu",
        "La rubrique est publiée à sa place, telle quelle.",
    ),
    "FG204": error(
        "« {nom} » est donné deux fois avec des valeurs différentes ({ailleurs})",
        "gardez une seule des deux valeurs",
        "Rien ne dit laquelle des deux est la bonne.",
    ),
    "FG205": warning(
        "« {nom} » n'est pas une clé connue ici ; elle n'est pas publiée",
        "clés connues : {connues}",
        "Ce qui est écrit sous cette clé ne paraîtra nulle part.",
    ),
    "FG206": warning(
        "la rubrique « {nom} » est vide",
        "complétez-la, ou retirez son titre",
        "Une rubrique vide n'est pas publiée ; le texte source est peut-être tronqué.",
    ),
    "FG207": error(
        "« {nom} » attend {attendu}, pas {trouve}",
        "{conseil}",
        "La valeur n'a pas la forme que ce champ attend.",
    ),
    "FG208": warning(
        "« {valeur} » n'est pas une valeur connue pour « {nom} » (connues : {connues})",
        "choisissez une des valeurs connues ; sinon vos mots sont montrés tels quels",
        "Une valeur inconnue ne peut servir ni aux filtres ni aux exports.",
    ),
    "FG209": error(
        "« {valeur} » ne peut pas servir d'adresse de page",
        "n'employez que a-z, 0-9 et des tirets, par exemple « {proche} »",
        "L'adresse d'une page doit rester la même sur toute machine.",
    ),
    "FG210": error(
        "« {nom} » attend oui ou non, pas « {valeur} »",
        "écrivez oui ou non",
        "On ne devine pas si la fiche doit être publiée.",
    ),
    "FG211": warning(
        "le groupe « {nom} » n'a ni lieu ni dates",
        "indiquez ses dates et son lieu, ou « dates à définir »",
        "Un groupe dont on ne sait rien ne sert pas au lecteur.",
    ),
    "FG212": warning(
        "le groupe « {nom} » semble {etat}, mais son statut ne le dit pas",
        "écrivez « Statut : {etat} » dans le groupe, ou dites-le autrement",
        "Le lecteur demanderait une place dans une session qui n'aura pas lieu.",
    ),
    "FG213": warning(
        "des dates sont données deux fois : « {mots} », à côté de groupes qui ont les leurs, {suite}",
        "retirez-les, ou écrivez-les dans un groupe (« ### Groupe 3 », ou « - dates: … » sous « groupes: »)",
        "Une date recopiée annonce une session de trop ; des mots comme « à définir », une session sans dates.",
    ),
    "FG214": warning(
        "{quoi} est déjà écrit ligne {ligne} : « {debut} »",
        "gardez-le à un seul endroit",
        "Le lecteur croit avoir manqué une différence ; une copie oubliée vieillit mal.",
    ),
    "FG215": remark(
        "{quoi} : « {debut} »",
        "commencez par un verbe{conseil}",
        "Un objectif dit ce que la personne saura faire ; un verbe permet de le vérifier, comme le"
        " demande Qualiopi.",
    ),
    "FG216": remark(
        "cette phrase compte {mots} mots : « {debut} … »",
        "coupez-la en deux ou trois, ou faites une liste de ce qu'elle énumère",
        "Passé vingt mots, une phrase se relit ; à quarante, elle perd qui lit peu, vite, ou dans une"
        " langue apprise tard.",
    ),
    "FG217": warning(
        "« {nom} » attend encore vos mots : « {mots} » en tient la place",
        "écrivez-les à la place de « {mots} », ou retirez la ligne",
        "Les points de suspension d'un conseil ou d'un modèle tiennent la place de ce que vous seul savez ;"
        " publiés, ils n'apprennent rien à personne.",
    ),
    "FG218": remark(
        "« {mots} » semble venir d'un message ; ces mots paraissent sur la page",
        "retirez de la fiche ce qui n'était écrit que pour son destinataire",
        "Une fiche collée depuis un courriel en garde souvent le bonjour, les mercis et la signature.",
    ),
    # ------------------------------------------------------------------ FG3 dates and lengths
    "FG301": error(
        "le {date} n'existe pas",
        "corrigez le jour ou le mois",
        "Une date impossible enverrait les stagiaires devant une porte fermée.",
    ),
    "FG302": error(
        "le {date} est un {vrai}, pas un {ecrit}",
        "corrigez le jour de la semaine ou la date",
        "L'un des deux est faux, et le lecteur ne saura pas lequel.",
    ),
    "FG303": error(
        "la fin ({fin}) vient avant le début ({debut})",
        "corrigez l'une des deux dates",
        "Une période ne peut pas finir avant de commencer.",
    ),
    "FG304": warning(
        "dates non comprises à « {mots} » ; vos mots sont montrés tels quels",
        "{conseil}",
        "Sans dates comprises, la session n'entre ni dans l'agenda ni dans les calendriers.",
    ),
    "FG305": warning(
        "année manquante pour « {mots} » ; vos mots sont montrés tels quels",
        "ajoutez l'année derrière « {fin} », en quatre chiffres",
        "L'année n'est jamais devinée.",
    ),
    "FG306": warning(
        "« {mots} » peut se lire de deux façons ({lectures}) ; vos mots sont montrés tels quels",
        "{conseil}",
        "Entre deux lectures, rien n'est choisi à votre place.",
    ),
    "FG307": warning(
        "l'année {annee} de « {mots} » est reprise d'une date voisine",
        "ajoutez l'année pour en être sûr",
        "L'année vient de la date limite ou d'un autre groupe de la fiche.",
    ),
    "FG308": warning(
        "durée non comprise à « {mots} » ; vos mots sont montrés tels quels",
        "écrivez par exemple « 3 jours / 21 heures »",
        "Sans durée comprise, la fiche n'est ni filtrée ni exportée par durée.",
    ),
    "FG309": error(
        "durée contradictoire : {raison}",
        "corrigez l'une des deux valeurs",
        "Une durée qui se contredit trompe le lecteur.",
    ),
    "FG310": error(
        "l'horaire « {mots} » n'est pas possible",
        "écrivez par exemple « de 9h à 12h30 et de 13h30 à 17h »",
        "Une heure impossible, ou une fin avant le début.",
    ),
    "FG311": warning(
        "date non comprise : « {mots} » ; vos mots sont montrés tels quels",
        "{conseil}",
        "Sans date comprise, rien ne dit au lecteur s'il peut encore s'inscrire.",
    ),
    "FG312": warning(
        "cette liste est lue comme {nombre} sessions séparées",
        "donnez à chacune un titre « ### Groupe 1 », ou écrivez les jours d'une même session"
        " sur une seule ligne",
        "Une liste de dates peut annoncer plusieurs sessions, ou les jours d'une seule.",
    ),
    "FG313": warning(
        "« {mots} » parle d'un report dont les dates ne sont pas sûres ; vos mots sont montrés tels quels",
        "écrivez « Dates : » suivi des nouvelles dates et « Dates initiales : » suivi des anciennes",
        "Lu de travers, un report enverrait les stagiaires à une date où rien n'a lieu.",
    ),
    "FG314": warning(
        "durée à vérifier : {raison}",
        "{conseil}",
        "Une journée de formation compte environ 7 heures. Rien n'est dit entre 3 et 9 heures par jour, ni là"
        " où une des façons de lire la durée convient.",
    ),
    "FG315": warning(
        "la date limite d'inscription ({limite}) vient après le premier jour de « {session} » ({debut})",
        "corrigez l'une des deux dates, ou donnez à cette session sa propre « Date limite d'inscription »",
        "Le lecteur croirait pouvoir s'inscrire à une session déjà commencée. Une session longue, que l'on"
        " peut rejoindre en cours de route, n'est pas concernée.",
    ),
    "FG316": warning(
        "la dernière mise à jour ({date}) est dans le futur : nous sommes le {jour}",
        "corrigez la date de mise à jour",
        "Cette date dit au lecteur, et à l'auditeur, de quand date ce qu'ils lisent.",
    ),
    "FG317": warning(
        "{quoi} le {date}, {ecart}",
        "corrigez l'année ; deux de ses chiffres ont pu changer de place, comme 2072 pour 2027",
        "Personne ne cherche une formation si loin : une année mal tapée cache la session, ou la dit passée.",
    ),
    "FG318": warning(
        "horaires non compris à « {mots} » ; vos mots sont montrés tels quels",
        "écrivez par exemple « de 9h à 12h30 et de 13h30 à 17h » ; des heures qui changent d'un jour à l'autre"
        " se mettent derrière chaque jour, « 3 mars 2027, 9h-12h ; 4 mars 2027, 14h-17h »",
        "Sans horaires compris, la session dure des journées entières dans les calendriers.",
    ),
    # ------------------------------------------------------------------ FG4 contacts and links
    "FG401": error(
        "« {adresse} » n'est pas une adresse électronique",
        "écrivez-la comme prenom.nom@exemple.fr",
        "Un message envoyé à cette adresse n'arriverait pas.",
    ),
    "FG402": warning(
        "le lien vers « {cible} » n'est pas admis ; son texte est gardé",
        "{conseil}",
        "Seules ces adresses sont sûres pour le lecteur.",
    ),
    "FG403": error(
        "le lien montre {texte} mais écrit à {cible}",
        "corrigez l'une des deux adresses",
        "Le lecteur croirait écrire à quelqu'un d'autre.",
    ),
    "FG404": warning(
        "l'interlocuteur « {nom} » n'a ni adresse électronique ni téléphone",
        "ajoutez le moyen de le joindre",
        "Un contact qu'on ne peut pas joindre n'aide personne.",
    ),
    "FG405": warning(
        "le lien vers « {cible} » ne mène nulle part ({raison}) ; son texte est gardé",
        "{conseil}",
        "Le lecteur qui suivrait ce lien tomberait sur une page introuvable.",
    ),
    "FG406": warning(
        "« {numero} » n'est pas un numéro de téléphone : {raison}",
        "écrivez ses dix chiffres, « 02 62 12 34 56 », ou le numéro avec l'indicatif du pays, « +32 2 123 45 67 »",
        "Un chiffre de moins, et personne ne peut appeler.",
    ),
    "FG407": warning(
        "le lien vers « {cible} » ne mène qu'à la page : elle n'a pas de partie « #{partie} »",
        "{conseil}",
        "Le lecteur devrait chercher lui-même, dans toute la page, ce que le lien lui promet.",
    ),
}
