"""The words that invented fiches are put together from: a region, its trades, its turns of phrase."""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

from typing import Final

# Tables read by rows.
# fmt: off
SECTORS: Final = (
    "Petite enfance", "Protection de l'enfance", "Handicap", "Grand âge", "Santé mentale", "Insertion",
    "Hébergement", "Aide à domicile", "Animation", "Addictologie", "Justice", "Migrations",
)
TERRITORIES: Final = {
    "Littoral": ("62", "Boulogne-sur-Mer", "Calais", "Berck", "Étaples"),
    "Plaine": ("80", "Amiens", "Abbeville", "Péronne", "Montdidier"),
    "Vallée": ("60", "Beauvais", "Compiègne", "Noyon", "Creil"),
    "Plateau": ("02", "Laon", "Soissons", "Hirson", "Château-Thierry"),
    "Métropole": ("59", "Lille", "Roubaix", "Tourcoing", "Villeneuve-d'Ascq"),
    "Bassin minier": ("62", "Lens", "Béthune", "Liévin", "Hénin-Beaumont"),
}
STREETS: Final = ("rue des Tisserands", "place de la Halle", "quai du Halage", "avenue de la Gare", "rue du Moulin-à-Vent",
                  "chemin des Écoliers", "boulevard de l'Octroi", "allée des Charmes")
HALLS: Final = ("salle du conseil", "maison des services", "pôle ressources", "amphithéâtre du lycée", "foyer communal",
                "espace Camille-Claudel", "centre social", "salle 12")

KINDS: Final = ("Institut", "Atelier", "Collège coopératif", "Centre", "Pôle", "École", "Maison", "Comptoir", "Réseau")
EMBLEMS: Final = ("de l'Alouette", "du Peuplier", "des Beffrois", "de la Baie", "du Courlis", "des Deux-Rives", "du Houblon",
                  "de la Passerelle", "des Marais", "du Belvédère", "de l'Estran", "des Tilleuls", "du Grand-Large", "des Forges",
                  "du Fanal", "de la Chicorée", "des Glacis", "du Colombier")
TRADES: Final = ("en travail social", "pour la santé", "des métiers du soin", "en formation", "de l'accompagnement",
                 "des métiers du lien", "et compétences", "des solidarités")

FIRST_NAMES: Final = ("Agathe", "Bastien", "Célestine", "Djamila", "Edwige", "Fabrice", "Géraldine", "Hakim", "Isaure", "Joël",
                      "Katell", "Léonie", "Mathurin", "Noémie", "Odilon", "Pénélope", "Quentin", "Raphaëlle", "Sékou", "Thaïs")
LAST_NAMES: Final = ("DELATTRE", "Vandamme", "LEROUX", "Carpentier", "BOULANGER", "Wattel", "D'HALLUIN", "Fournier", "MASCLET",
                     "Belkacem", "Traoré", "Duquesne", "LEFEBVRE-PRUVOST", "Hénaut", "Caron", "Noël", "Sauvage", "Lhomme")
ROLES: Final = ("responsable pédagogique", "assistant de formation", "coordinatrice", "chargée d'ingénierie")

FORMS: Final = ("Accueillir {}", "Comprendre {}", "Repérer {}", "Soutenir {}", "Travailler {}", "Questionner {}", "Aborder {}",
                "Situer {}", "Faire vivre {}", "Préparer {}", "Accompagner {}", "Écrire {}", "Partager {}", "Défendre {}")
SUBJECTS: Final = (
    "la parole des usagers", "le deuil", "la colère", "le premier entretien", "l'absence", "le surendettement", "la vie en collectif",
    "le rapport au corps", "la sexualité", "le sommeil", "le repas", "l'errance", "le lien familial", "le non-recours",
    "l'intimité", "le jeu", "la santé des femmes", "la décision partagée", "le départ", "la nuit en foyer", "la fratrie",
    "le logement dégradé", "la mesure judiciaire", "le projet de vie", "la douleur", "le vieillissement", "l'exil", "la fugue",
    "l'écrit professionnel", "la réunion d'équipe", "le conflit", "la prise de risque", "l'usage des écrans", "la citoyenneté",
    "l'épuisement", "le bénévolat", "la pair-aidance", "l'attachement", "le handicap psychique", "la scolarité",
)
SETTINGS: Final = (
    "", "au domicile", "en établissement", "en milieu ouvert", "à l'hôpital", "dans la rue", "avec les familles", "en équipe",
    "en milieu rural", "auprès des adolescents", "auprès des aînés", "en service de nuit", "par la médiation", "en détention",
    "sans parler la même langue", "à distance", "dès l'accueil", "au long cours", "en situation de crise", "par le dessin",
    "avec les partenaires", "en unité fermée", "en pension de famille", "après une rupture", "en internat", "au téléphone",
    "lors des visites", "en halte-garderie", "avec les bénévoles", "en quartier populaire", "au sortir de l'enfance",
)
LEVELS: Final = ("", " : initiation", " : approfondissement", " : journées d'étude", " : atelier de pratique")
MODULES: Final = (
    ("poser les bases", "se repérer", "ouvrir le chantier", "les mots et le cadre"),
    ("les outils du quotidien", "entrer dans la pratique", "observer et dire", "à l'épreuve du terrain"),
    ("travailler avec d'autres", "cas complexes", "évaluer ses effets", "tenir sa place"),
    ("transmettre", "bilan et suites", "devenir ressource", "retour à froid"),
)

PUBLICS: Final = ("éducateurs spécialisés", "assistantes de service social", "aides-soignants", "chefs de service", "moniteurs d'atelier",
                  "veilleurs de nuit", "auxiliaires de vie", "infirmières", "animateurs", "psychologues", "surveillants de nuit",
                  "conseillers en insertion", "bénévoles encadrants", "assistants familiaux", "mandataires judiciaires")
PRECISIONS: Final = ("", ", avec ou sans diplôme", ", en poste depuis un an au moins", " et leurs cadres", ", en groupe constitué",
                     " volontaires, avec l'accord de l'employeur")

# A sentence: who, what they do, to what, and how.
WHO: Final = (
    "L'équipe de proximité", "Le référent", "Une maison partagée", "Le service d'accueil", "La direction", "Le veilleur",
    "Un regard extérieur", "La personne accompagnée", "Le médecin du secteur", "Le cadre légal", "L'entourage", "Une consigne écrite",
    "Le groupe de parole", "La commission", "Un carnet de bord", "Le voisinage", "La formation initiale", "Le chef de service",
    "Une visite imprévue", "Le contrat de séjour", "La réunion du lundi", "Un simple courrier", "Le juge", "L'école",
)
DOES: Final = (
    "laisse dans l'ombre", "éclaire", "bouscule", "retarde", "met en mots", "déplace", "abrite", "néglige parfois", "rend visible",
    "prend au sérieux", "résume mal", "tient à distance", "fait avancer", "ne suffit pas à saisir", "donne du relief à", "révèle",
    "rapproche de chacun", "remet en jeu", "garde la trace de", "relie à l'histoire locale",
)
WHAT: Final = (
    "les habitudes du soir", "la demande de départ", "les silences d'un entretien", "le temps des familles", "les gestes invisibles",
    "la peur de mal faire", "le désaccord entre collègues", "la mémoire du lieu", "les règles de vie commune", "l'ennui des dimanches",
    "le goût des autres", "la fatigue des fins de mois", "les petites victoires", "le secret des dossiers", "la place du père",
    "le prix des choses", "l'attente du courrier", "les promesses faites trop vite", "le retour au pays", "la question du toit",
    "les mots du soin", "le besoin de répit", "la honte d'être aidé", "les malentendus ordinaires", "le choix du moment",
    "la porte fermée", "les droits ouverts puis perdus", "la confiance qui se gagne", "le bruit des couloirs", "les absences répétées",
)
HOW: Final = (
    "", "", "", ", à sa manière", ", sans que l'on s'en aperçoive", ", et c'est heureux", ", au risque de tout simplifier",
    ", comme le montrent les récits de {town}", ", faute de temps", ", surtout l'hiver", " ; reste à en parler", " ; on y reviendra en atelier",
    ", d'un service à l'autre", ", parfois contre toute attente", ", ce que peu de rapports disent", ", pour peu qu'on s'y arrête",
)
OPENINGS: Final = ("Bien souvent, ", "À y regarder de près, ", "Dans les faits, ", "D'un côté, ", "Ailleurs, ", "Le matin, ", "Ici, ",
                   "En fin de parcours, ", "Quand tout va vite, ", "Au premier abord, ")
NOTIONS: Final = ("juste présence", "mandat", "consentement", "répit", "hospitalité", "ajustement", "bientraitance", "droit à l'erreur")
GUIDES: Final = ("repères pour agir", "petit lexique", "guide de l'accueil", "charte du secteur", "fiche réflexe", "carnet de terrain")

AIMS: Final = ("Décrire", "Reconnaître", "Expliquer", "Choisir", "Rédiger", "Mettre en place", "Conduire", "Évaluer", "Transmettre",
               "Analyser", "Ajuster", "Présenter")
TARGETS: Final = ("un premier état des lieux", "une situation vécue", "les textes utiles", "un outil d'équipe", "une réponse graduée",
                  "les signes qui alertent", "son propre rôle", "un entretien difficile", "un écrit sobre", "le réseau du territoire",
                  "les effets d'une décision", "une séance de travail")
CONDITIONS: Final = ("", " avec ses collègues", " en respectant le rythme de chacun", " dans son service", " en moins d'une heure",
                     " à partir de faits", " sans jugement", " avec l'appui d'un pair")

STEPS: Final = (
    "Tour de table et attentes", "Ce que dit la loi", "Un peu d'histoire", "Lecture d'un récit", "Travail à trois", "Mise en scène filmée",
    "Cartographie du réseau", "Atelier d'écriture", "Retour sur l'intersession", "Étude de deux situations", "Visite d'un service",
    "Grille d'observation", "Débat réglé", "Témoignage d'une paire", "Synthèse du jour", "Plan d'action de chacun",
)
PARTS: Final = ("le cadre", "les personnes", "les outils", "l'équipe", "les suites", "l'environnement")

CLOSINGS: Final = {
    "methodes": ("Exposés brefs, travaux à trois, récits apportés par les stagiaires.",
                 "- Apports et débats\n- Mises en situation filmées\n- Travail personnel entre deux journées",
                 "Une pédagogie active : on part des situations, on revient aux textes."),
    "moyens": ("Salle équipée, dossier remis le premier jour, bibliographie en ligne.", "Un espace de partage reste ouvert trois mois."),
    "evaluation": ("Questionnaire de départ, mise en situation finale, attestation remise à chacun.",
                   "Quiz à l'entrée et à la sortie, puis enquête à froid trois mois plus tard."),
    "accessibilite": ("Locaux de plain-pied ; boucle magnétique sur demande. Parlons de vos besoins avant l'inscription.",
                      "Le référent handicap étudie chaque demande et cherche un aménagement avec vous."),
    "delais_acces": ("Deux semaines au moins entre la demande et l'entrée en formation.", "Réponse sous huit jours ouvrés."),
    "intervenants": ("Une psychologue et un éducateur en exercice", "Juriste de formation, ancienne cheffe de service"),
    "inscription": ("Bulletin à demander à l'interlocuteur, convention envoyée sous dix jours.", "Par courriel, avec l'accord de l'employeur."),
    "partenariat": ("Avec le concours du conseil départemental", "☞ Agence régionale de santé"),
    "validation": ("Attestation de fin de formation",),
}
ASIDES: Final = ("Le repas de midi se prend sur place.", "Le stationnement est difficile le jeudi, jour de marché.")
"""What is told under a heading that no field has: a finding in a fiche of thirty, as in life."""
PRICES: Final = ("{:d} € par personne, net de TVA", "{:d} € par jour et par groupe", "{:d} € ; gratuit pour les adhérents", "{:d} €")
SEATS: Final = ("8 à 12 participants", "15 personnes au plus", "De 6 à 10 stagiaires", "12 participants")
HOURS: Final = ("9h-12h30 et 13h30-17h", "de 9h à 12h30 et de 13h30 à 17h", "9 h – 17 h", "de 8h30 à 12h et de 13h à 16h30")
LENGTHS: Final = ("{days} / {hours} heures", "{days} ({hours} h)", "{days}, soit {hours} heures", "{days}")
FREE: Final = ("Aucun", "Pas de prérequis", "Travailler auprès du public concerné.", "Venir avec une situation à raconter.")
SEQUELS: Final = ("Avoir suivi le module {n}.", "Avoir suivi le module {n} « {name} » ou justifier d'une pratique équivalente.",
                  "Module {n}, ou un an d'expérience dans le secteur.")
MONTHS: Final = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre")
SHORT_MONTHS: Final = ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.")
WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# fmt: on
