"""The only vocabulary of fields: names, headings, synonyms, kinds, help.

The reader, the checks, the scaffold, the JSON Schema and the documentation are drawn from it.
The name of a field is its YAML key.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final

EXAMPLE_YEAR: Final = 2030
"""The year of days that guides and schemas show as examples: to be raised before it comes."""


class Kind(enum.StrEnum):
    """What a field holds, in words for editors."""

    TEXT = "un texte court"
    TERMS = "un ou plusieurs noms"
    ADDRESSES = "une ou plusieurs adresses de pages"
    PROSE = "du texte, mis en forme en Markdown"
    DURATION = "une durée"
    DATES = "des dates"
    HOURS = "des horaires"
    DAY = "une date"
    MODE = "présentiel, distanciel ou mixte"
    STATUS = "confirmé, complet, reporté ou annulé"
    YESNO = "oui ou non"
    SLUG = "une adresse de page (a-z, 0-9, tirets)"
    GROUPS = "des groupes (lieu, dates…)"
    CONTACTS = "des personnes (nom, courriel…)"


class Scope(enum.StrEnum):
    """What a field belongs to."""

    FICHE = "fiche"
    GROUP = "groupe"
    CONTACT = "interlocuteur"
    ORGANISATION = "organisme"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a fiche, a group, a contact or an organisation can say."""

    name: str
    label: str
    """The heading shown to readers, and the first one recognised."""
    kind: Kind
    help: str
    """One line for editors."""
    synonyms: tuple[str, ...] = ()
    """Other headings and keys recognised; case, accents, plural and ornaments do not count."""


# A table reads by rows.
# fmt: off
FICHE: Final = (
    Field("titre", "Titre", Kind.TEXT,
          "le titre de la formation ; « Série – Module 1 « Nom » » range la fiche dans un parcours",
          ("intitulé", "intitulé de la formation", "nom de la formation", "titre de la formation")),
    Field("parcours", "Parcours", Kind.TEXT, "le parcours dont la fiche est un module, si le titre ne le dit pas",
          ("série", "cycle de formation", "cursus")),
    Field("module", "Module", Kind.TEXT, "le numéro du module dans le parcours, si le titre ne le dit pas",
          ("numéro du module", "module n°")),
    Field("nom_module", "Nom du module", Kind.TEXT,
          "le nom du module, quand le titre est celui du parcours",
          ("titre du module", "module titre", "intitulé du module")),
    Field("slug", "Adresse de la page", Kind.SLUG,
          "l'adresse de la page, si celle tirée du titre ne convient pas"),
    Field("alias", "Anciennes adresses", Kind.ADDRESSES,
          "les adresses que la page avait avant ; elles y renvoient, « ancien-nom » ou « stages/ancien.html »",
          ("ancienne adresse", "anciennes adresses de la page", "redirections")),
    Field("chapeau", "Chapeau", Kind.PROSE, "une ou deux phrases sous le titre",
          ("sous-titre", "accroche")),
    Field("brouillon", "Brouillon", Kind.YESNO, "oui : la fiche n'est pas publiée"),
    Field("secteurs", "Secteurs", Kind.TERMS, "les secteurs concernés, un par ligne ou entre virgules",
          ("secteur d'activité", "secteur professionnel", "secteurs concernés", "domaine",
           "domaine d'activité", "champ", "champ d'intervention", "filière")),
    Field("themes", "Thèmes", Kind.TERMS, "les thèmes, pour la recherche",
          ("thématique", "thème de la formation", "mots clés", "mots-clefs", "catégorie",
           "rubrique")),
    Field("public", "Public", Kind.PROSE, "à qui la formation s'adresse",
          ("public visé", "public concerné", "public cible", "publics visés et prérequis",
           "public et prérequis", "publics", "profil des bénéficiaires", "pour qui",
           "à qui s'adresse la formation", "à qui s'adresse cette formation", "à qui s'adresse-t-elle",
           "personnes concernées", "bénéficiaires", "profil des participants", "participants",
           "profil des stagiaires", "public admis", "destinataires", "public bénéficiaire",
           "à qui cela s'adresse", "c'est pour qui", "pour qui est-ce", "cette formation s'adresse à", "profil du public")),
    Field("duree", "Durée", Kind.DURATION, "la durée, par exemple « 3 jours / 21 heures »",
          ("durée de formation", "durée et organisation", "nombre de jours", "nombre d'heures",
           "volume horaire", "durée totale", "durée du stage", "combien de temps", "durée indicative",
           "durée en heures", "durée et rythme", "temps de formation", "combien de jours", "combien d'heures")),
    Field("organismes", "Organisme de formation", Kind.TERMS, "l'organisme qui assure la formation",
          ("organisme", "organisme formateur", "organisme dispensateur", "organisé par",
           "organisateur", "prestataire", "formation assurée par", "dispensé par", "of",
           "organisme prestataire", "centre de formation", "opérateur", "porteur")),
    Field("date_limite", "Date limite d'inscription", Kind.DAY,
          "le dernier jour pour s'inscrire, comme « 15 octobre », suivi de l'année",
          ("limite", "limite d'inscription", "date limite", "date limite des inscriptions",
           "date limite pour s'inscrire", "clôture des inscriptions", "inscription avant le", "inscription avant", "inscriptions avant le",
           "inscriptions avant", "inscriptions jusqu'au", "préinscription jusqu'au", "inscriptions d'ici le",
           "date de clôture", "fin des inscriptions", "date limite de candidature",
           "date butoir d'inscription", "date de clôture des inscriptions", "s'inscrire avant le",
           "jusqu'à quand s'inscrire", "délai d'inscription", "date limite de réponse", "date limite de préinscription")),
    Field("groupes", "Lieux et dates", Kind.GROUPS,
          "les sessions : pour chacune un nom, comme « Groupe 1 », puis le lieu et les dates",
          ("lieux & dates", "lieu & dates", "dates et lieux", "dates & lieux", "sessions",
           "calendrier", "dates des sessions", "sessions programmées", "prochaines sessions",
           "prochaine session", "calendrier des sessions", "groupes", "planning", "où et quand",
           "quand et où", "dates, lieux", "dates lieux et horaires", "lieux dates et horaires",
           "sessions à venir", "dates et lieux des sessions", "dates de formation et lieux",
           "prochaines dates et lieux", "calendrier et lieux", "lieux et calendrier",
           "dates et lieu de formation", "lieu et dates de formation", "sessions et lieux")),
    Field("dates", "Dates", Kind.DATES, "les jours, quand il n'y a qu'une session",
          ("date", "date de formation", "dates de formation", "dates de la formation", "quand",
           "prochaine date", "prochaines dates", "dates et horaires",
           "dates & horaires", "jours de formation", "date de début", "début de la formation",
           "période", "date de la formation", "date de fin", "fin de la formation", "démarrage", "date de démarrage",
           "rentrée", "prochaine rentrée", "date de rentrée", "entrée en formation", "c'est quand",
           "date d'entrée en formation", "prochain démarrage")),
    Field("horaires", "Horaires", Kind.HOURS, "les heures de la journée, « de 9h à 12h30 et de 13h30 à 17h »",
          ("horaire", "heures", "horaires de la formation", "horaires de formation",
           "amplitude horaire")),
    Field("lieu", "Lieu", Kind.TEXT, "où se tient l'unique session",
          ("lieu de la formation", "lieu de formation", "lieu de formation et accès", "où",
           "site", "ville", "lieu de stage", "localisation",
           "c'est où", "lieu et accès", "se rendre sur place", "lieux", "lieux de formation")),
    Field("adresse", "Adresse", Kind.TEXT, "l'adresse postale, si elle est la même pour toutes les sessions",
          ("adresse et accès", "adresse postale")),
    Field("lien", "Lien", Kind.TEXT, "le lien de la visioconférence, s'il est le même pour toutes les sessions",
          ("visio", "lien visio", "visioconférence", "lien de connexion")),
    Field("territoire", "Territoire", Kind.TEXT, "la zone, par exemple EST ou Bretagne",
          ("zone", "secteur géographique", "bassin", "microrégion", "zone géographique")),
    Field("region", "Région", Kind.TEXT, "la région", ("région administrative", "département")),
    Field("interlocuteurs", "Interlocuteur", Kind.CONTACTS,
          "la personne à qui écrire : nom, fonction, courriel, téléphone",
          ("interlocuteur of", "interlocuteur organisme de formation", "interlocutrice", "contact",
           "contacts", "votre contact", "contact of", "contact organisme de formation",
           "contact administratif", "contact pédagogique", "renseignements", "vos contacts",
           "renseignements et contact", "pour tout renseignement", "personne à contacter",
           "vos interlocuteurs", "responsable de la formation", "responsable pédagogique",
           "qui contacter", "nous contacter", "référent", "coordonnées", "référente", "contactez-nous",
           "contact et inscription", "contact et inscriptions", "renseignements et inscriptions",
           "renseignements et inscription", "informations et inscriptions",
           "référent de la formation", "référent pédagogique", "secrétariat", "référent administratif",
           "responsable", "infos et inscriptions", "informations et contact", "responsable du stage",
           "contact formation", "votre interlocuteur", "votre interlocutrice")),
    Field("partenariat", "Partenariat et cofinancement", Kind.PROSE, "les partenaires et financeurs",
          ("partenariat & cofinancement", "partenaires", "partenaire", "cofinancement",
           "partenariat", "en partenariat avec", "financement", "financeur", "financeurs",
           "partenaires financiers", "partenaires et financeurs", "avec le soutien de",
           "modalités de financement", "prise en charge", "financements possibles", "soutien",
           "possibilités de financement", "cofinanceurs", "partenaires et cofinanceurs")),
    Field("contexte", "Contexte", Kind.PROSE, "pourquoi cette formation",
          ("présentation", "présentation générale", "description", "argument", "argumentaire",
           "contexte général", "contexte et enjeux", "introduction", "présentation de la formation",
           "en bref", "enjeux", "préambule", "origine de la formation", "pourquoi cette formation",
           "contexte de la formation", "résumé", "la formation", "origine de la demande", "éléments de contexte",
           "problématique", "finalité", "contexte et finalité", "finalités")),
    Field("objectifs", "Objectifs", Kind.PROSE, "ce que la personne saura faire, un objectif par ligne",
          ("objectif", "objectifs pédagogiques", "objectifs opérationnels", "objectifs généraux",
           "objectif général", "objectifs d'apprentissage", "objectif professionnel",
           "objectifs de formation", "objectifs visés", "buts", "objectifs professionnels",
           "à l'issue de la formation", "à l'issue de la formation vous serez capable de",
           "à l'issue de la formation, les participants seront capables de",
           "objectifs et compétences visées", "objectifs de la formation et compétences visées",
           "objectifs et compétences", "objectif pédagogique", "objectifs spécifiques",
           "objectif opérationnel", "objectif de la formation", "objectifs du stage",
           "objectifs généraux et opérationnels", "aptitudes visées")),
    Field("competences", "Compétences visées", Kind.PROSE, "les compétences acquises",
          ("compétences", "compétences acquises", "compétences développées", "compétences attestées",
           "compétences professionnelles", "acquis de la formation", "compétences professionnelles visées")),
    Field("prerequis", "Prérequis", Kind.PROSE, "ce qu'il faut avant ; « Pas de prérequis » s'il n'y en a pas",
          ("pré-requis", "pré requis", "conditions d'accès", "niveau requis",
           "conditions d'admission", "niveau d'entrée", "connaissances requises",
           "prérequis et conditions d'accès", "niveau prérequis", "prérequis techniques",
           "conditions préalables", "admission", "connaissances préalables", "prérequis à l'entrée en formation")),
    Field("contenu", "Contenu", Kind.PROSE, "le programme",
          ("programme", "contenus", "contenu de la formation", "programme de la formation",
           "programme détaillé", "déroulé", "déroulement", "contenu pédagogique", "au programme",
           "déroulé pédagogique", "contenu du programme", "thèmes abordés", "plan de formation",
           "déroulé de la formation", "programme pédagogique", "contenu détaillé", "contenus pédagogiques",
           "programme et contenu", "programme du stage", "points abordés", "séquences pédagogiques")),
    Field("methodes", "Méthodes", Kind.PROSE, "comment on y apprend",
          ("méthodes pédagogiques", "méthode pédagogique", "méthodes mobilisées", "pédagogie",
           "modalités pédagogiques", "approche pédagogique", "méthodes et outils pédagogiques",
           "démarche pédagogique", "méthodologie", "méthodes et moyens pédagogiques",
           "moyens et méthodes pédagogiques", "méthodes et moyens", "animation", "moyens et méthodes")),
    Field("moyens", "Moyens", Kind.PROSE, "les moyens techniques et pédagogiques",
          ("moyens pédagogiques", "moyens techniques", "moyens pédagogiques et techniques",
           "outils pédagogiques", "supports pédagogiques", "matériel", "matériel nécessaire",
           "moyens techniques et pédagogiques", "supports", "ressources pédagogiques", "outils",
           "ressources techniques", "moyens matériels", "moyens d'encadrement")),
    Field("evaluation", "Évaluation", Kind.PROSE, "comment les acquis sont évalués",
          ("modalités d'évaluation", "évaluations", "évaluation des acquis",
           "évaluation de la formation", "modalité d'évaluation", "suivi et évaluation",
           "modalités de suivi et d'évaluation", "dispositif d'évaluation", "évaluation et suivi",
           "modalités d'évaluation et de suivi", "évaluation et validation",
           "modalités d'évaluation des acquis", "suivi de l'exécution et évaluation des résultats")),
    Field("validation", "Validation", Kind.PROSE, "attestation, certification, code RNCP ou RS",
          ("certification", "sanction", "sanction de la formation", "attestation", "diplôme",
           "validation de la formation", "reconnaissance", "modalités de validation",
           "certification visée", "titre visé", "validation et certification", "délivrance",
           "sanction visée", "attestation de formation", "certificat")),
    Field("intervenants", "Intervenants", Kind.PROSE, "qui anime la formation",
          ("intervenant", "formateur", "formateurs", "formatrice", "formateur(s)", "animateurs",
           "équipe pédagogique", "animé par", "animée par", "profil du formateur",
           "profil des intervenants", "intervenant(e)s", "formateurs et intervenants",
           "intervention", "qualité des formateurs", "encadrement", "profil des formateurs",
           "formateur.rice.s", "intervenante", "formateurs/trices", "animation assurée par", "animatrice", "animateur",
           "qui anime", "formateur référent", "formation animée par")),
    Field("informations", "Informations complémentaires", Kind.PROSE, "ce qu'il faut savoir de plus",
          ("à noter", "bon à savoir", "remarque", "remarques", "divers", "nb", "observations",
           "précisions", "informations utiles", "note", "notes", "autres informations")),
    Field("effectif", "Effectif", Kind.TEXT, "le nombre de participants, par exemple « 8 à 12 »",
          ("effectifs", "nombre de participants", "nombre de stagiaires", "taille du groupe",
           "nombre de places", "places", "effectif maximum", "capacité", "effectif maximal",
           "effectif minimum et maximum", "effectif par session", "nombre de personnes",
           "taille de groupe", "capacité d'accueil", "effectif du groupe")),
    Field("modalite", "Modalité", Kind.MODE, "présentiel, distanciel ou mixte",
          ("type de formation", "format", "modalités de formation",
           "mode", "modalité d'enseignement", "modalité de formation", "formule", "format de la formation",
           "présentiel ou distanciel", "nature de la formation", "modalités d'enseignement", "modalités")),
    Field("tarif", "Tarif", Kind.PROSE, "le prix, par personne ou par groupe ; « gratuit » se dit",
          ("coût", "prix", "coût pédagogique", "frais pédagogiques", "coûts", "tarifs",
           "coût de la formation", "frais de formation", "frais d'inscription", "montant",
           "coûts pédagogiques", "tarif et financement", "tarifs et financement", "combien",
           "conditions financières", "participation financière", "tarif inter", "coût et financement",
           "coût et prise en charge", "tarifs et prise en charge", "net de tva", "tarification",
           "combien ça coûte", "c'est combien", "coût par participant", "coût par personne", "coût stagiaire", "coût par stagiaire",
           "tarif individuel", "tarif par personne", "prix par personne")),
    Field("accessibilite", "Accessibilité", Kind.PROSE,
          "l'accueil des personnes en situation de handicap, et le référent",
          ("accessibilité aux personnes en situation de handicap", "handicap", "situation de handicap",
           "accueil des personnes en situation de handicap", "accessibilité psh", "accès psh",
           "accessibilité handicap", "référent handicap", "personnes en situation de handicap",
           "accessibilité aux personnes handicapées", "accessibilité des personnes handicapées",
           "formation accessible", "accessibilité et handicap", "handicap et accessibilité")),
    Field("delais_acces", "Délais d'accès", Kind.PROSE, "le temps entre la demande et le début",
          ("délai d'accès", "modalités et délais d'accès", "délais et modalités d'accès",
           "délai d'accès à la formation", "modalité et délai d'accès", "modalités d'accès",
           "délai de mise en œuvre", "délais de mise en place", "modalités d'accès et délais")),
    Field("inscription", "Inscription", Kind.PROSE, "comment s'inscrire",
          ("modalités d'inscription", "inscriptions", "s'inscrire", "comment s'inscrire",
           "se préinscrire", "bulletin d'inscription", "préinscription", "candidature",
           "modalités de candidature", "je m'inscris", "pour s'inscrire", "inscription en ligne",
           "modalités et inscriptions", "procédure d'inscription", "inscription et renseignements",
           "lien d'inscription")),
    Field("debouches", "Débouchés", Kind.PROSE, "métiers et suites de parcours",
          ("débouchés professionnels", "suites de parcours", "suite de parcours", "poursuite d'études",
           "poursuites d'études", "perspectives", "passerelles", "métiers visés", "et après",
           "équivalences et passerelles", "suites de parcours et débouchés", "suites possibles")),
    Field("reference", "Référence", Kind.TEXT, "la référence interne",
          ("réf", "code", "numéro", "référence de la formation", "code formation", "réf.", "code stage",
           "référence interne", "n° de la formation", "référence stage")),
    Field("formacode", "Formacode", Kind.TERMS,
          "les codes FORMACODE de ce qui est enseigné, cinq chiffres, pour l'export LHEO",
          ("code formacode", "codes formacode", "formacodes")),
    Field("formacode_public", "Formacode du public", Kind.TERMS,
          "les codes FORMACODE du public, cinq chiffres, pour l'export LHEO",
          ("code public", "code public visé", "codes public")),
    Field("documents", "Documents", Kind.PROSE, "liens vers les documents",
          ("document", "à télécharger", "téléchargement", "téléchargements", "fichiers",
           "pièces jointes", "télécharger la fiche", "documents à télécharger",
           "documents joints", "ressources", "liens utiles", "en savoir plus")),
    Field("mis_a_jour", "Mis à jour le", Kind.DAY, "la date de la dernière mise à jour",
          ("mise à jour", "dernière mise à jour", "mise à jour le", "date de mise à jour", "maj",
           "dernière maj", "date de maj", "mis à jour", "fiche mise à jour le", "actualisée le",
           "date de dernière mise à jour", "version du", "document mis à jour le", "programme mis à jour le",
           "dernière modification", "actualisation", "dernière actualisation")),
    Field("statut", "Statut", Kind.STATUS, "complet, reporté, annulé, confirmé", ("état", "statut de la session")),
)
"""The fields of a fiche, in the order in which the documentation tells them."""

GROUP: Final = (
    Field("nom", "Nom", Kind.TEXT, "le nom du groupe, par exemple « Groupe 1 »",
          ("groupe", "session", "libellé", "intitulé", "label", "titre")),
    Field("territoire", "Territoire", Kind.TEXT, "la zone, par exemple EST",
          ("zone", "région", "secteur", "secteur géographique", "bassin", "microrégion")),
    Field("lieu", "Lieu", Kind.TEXT, "la ville, le bâtiment, la salle",
          ("lieu de formation", "lieu de la formation", "site", "ville", "salle", "où", "endroit",
           "commune", "lieux")),
    Field("adresse", "Adresse", Kind.TEXT, "l'adresse postale", ("adresse et accès", "adresse postale", "accès")),
    Field("lien", "Lien", Kind.TEXT, "le lien de la visioconférence",
          ("visio", "lien visio", "url", "visioconférence", "lien de connexion")),
    Field("dates", "Dates", Kind.DATES, "les jours, comme « 15, 16 et 17 novembre », suivis de l'année",
          ("date", "jours", "quand", "dates de la session", "jour", "calendrier", "dates de formation",
           "dates et horaires", "date(s)", "période", "date de session", "date de début", "date de fin",
           "date de démarrage", "démarrage", "rentrée", "entrée en formation", "date d'entrée en formation")),
    Field("dates_initiales", "Dates initiales", Kind.DATES,
          "les jours annoncés d'abord, quand la session a changé de dates",
          ("date initiale", "anciennes dates", "ancienne date", "dates d'origine", "date d'origine",
           "dates prévues initialement", "date prévue initialement", "initialement prévu",
           "initialement prévue", "initialement", "prévu initialement", "prévue initialement", "dates reportées")),
    Field("horaires", "Horaires", Kind.HOURS, "les heures, par exemple « 9h-12h30 et 13h30-17h »",
          ("horaire", "heures", "heure")),
    Field("places", "Places", Kind.TEXT, "le nombre de places",
          ("effectif", "nombre de places", "places disponibles", "capacité", "nombre de participants",
           "places restantes", "effectifs")),
    Field("statut", "Statut", Kind.STATUS, "complet, reporté, annulé, confirmé", ("état",)),
    Field("date_limite", "Date limite d'inscription", Kind.DAY, "si elle diffère de celle de la fiche",
          ("limite", "date limite", "limite d'inscription", "inscription avant le", "inscription avant",
           "inscriptions avant", "inscriptions jusqu'au", "date limite des inscriptions", "clôture des inscriptions", "clôture")),
    Field("interlocuteurs", "Interlocuteur", Kind.CONTACTS, "si ce n'est pas celui de la fiche",
          ("contact", "interlocuteur", "référent", "contacts", "interlocutrice")),
    Field("remarque", "Remarque", Kind.PROSE, "ce qu'il faut savoir de plus",
          ("note", "nb", "texte", "observation", "précision", "commentaire", "information", "remarques")),
)
"""The fields of a group."""

CONTACT: Final = (
    Field("nom", "Nom", Kind.TEXT, "le prénom et le nom", ("personne", "prénom nom", "nom et prénom")),
    Field("prenom", "Prénom", Kind.TEXT, "le prénom, s'il est donné à part"),
    Field("fonction", "Fonction", Kind.TEXT, "la fonction ou le service", ("rôle", "service", "poste", "qualité")),
    Field("courriel", "Courriel", Kind.TEXT, "l'adresse électronique",
          ("email", "e-mail", "mail", "mél", "adresse mail", "adresse électronique", "adresse e-mail",
           "courrier électronique", "adresse email", "@")),
    Field("telephone", "Téléphone", Kind.TEXT, "le numéro de téléphone",
          ("tél", "tel", "tél.", "portable", "mobile", "gsm", "numéro", "ligne directe", "fixe")),
)
"""The fields of a contact."""

ORGANISATION: Final = (
    Field("nom", "Nom", Kind.TEXT, "le nom de l'organisme, comme il est écrit dans les fiches"),
    Field("slug", "Adresse de la page", Kind.SLUG, "l'adresse de sa page, si celle tirée du nom ne convient pas"),
    Field("alias", "Autres noms", Kind.TERMS, "ses autres noms et sigles", ("autres noms", "sigle")),
    Field("raison_sociale", "Raison sociale", Kind.TEXT, "la raison sociale, si ce n'est pas le nom",
          ("dénomination sociale",)),
    Field("siret", "SIRET", Kind.TEXT, "le numéro SIRET, 14 chiffres"),
    Field("nda", "Numéro de déclaration d'activité", Kind.TEXT, "le numéro de déclaration d'activité, 11 caractères",
          ("numéro de déclaration d'activité", "numéro d'activité", "déclaration d'activité")),
    Field("adresse", "Adresse", Kind.TEXT, "l'adresse postale"),
    Field("site", "Site", Kind.TEXT, "l'adresse du site", ("url", "site web", "site internet")),
    Field("courriel", "Courriel", Kind.TEXT, "l'adresse électronique", ("email", "e-mail", "mail", "contact")),
    Field("telephone", "Téléphone", Kind.TEXT, "le numéro de téléphone", ("tél", "tel")),
    Field("referent_handicap", "Référent handicap", Kind.CONTACTS,
          "la personne à qui demander un aménagement", ("référente handicap",)),
    Field("presentation", "Présentation", Kind.PROSE, "quelques lignes", ("description",)),
)
"""The fields of a training organisation."""

PAGE: Final = (
    Field("titre", "Titre", Kind.TEXT, "le titre de la page"),
    Field("slug", "Adresse de la page", Kind.SLUG, "l'adresse de la page, si celle tirée du nom du fichier ne convient pas"),
    Field("brouillon", "Brouillon", Kind.YESNO, "oui : la page n'est pas publiée"),
)
"""The keys of a free page's front matter."""

# fmt: on

TABLES: Final = {
    Scope.FICHE: FICHE,
    Scope.GROUP: GROUP,
    Scope.CONTACT: CONTACT,
    Scope.ORGANISATION: ORGANISATION,
    Scope.PAGE: PAGE,
}
