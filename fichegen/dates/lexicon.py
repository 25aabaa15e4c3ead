"""The words of French phrases about dates, hours and lengths, each with its part in the grammar.

Words are written as `tokens` sees them: lower case, no accent, no apostrophe, no inner hyphen
(`jusqu'au` is `jusqu au`, `après-midi` is `apres midi`). The longest phrase wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from .roles import Role


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vocabulary:
    """The phrases one grammar knows; told from others by its identity."""

    roles: Mapping[str, tuple[Role, int]]
    """From a phrase to its role and value."""
    heads: frozenset[str]
    """The first word of each longer phrase, its first two words, and so on."""


def _vocabulary(*tables: Mapping[Role, str], numbered: Mapping[Role, str]) -> Vocabulary:
    """Build a vocabulary from tables of `phrase, phrase…`; a later table wins."""
    roles: dict[str, tuple[Role, int]] = {}
    for role, groups in numbered.items():
        for value, group in enumerate(groups.split("|")):
            roles |= {phrase.strip(): (role, value) for phrase in group.split(",") if phrase}
    for table in tables:
        for role, phrases in table.items():
            roles |= {phrase.strip(): (role, 0) for phrase in phrases.split(",")}
    heads = {phrase[:at] for phrase in roles for at, letter in enumerate(phrase) if letter == " "}
    return Vocabulary(roles=MappingProxyType(roles), heads=frozenset(heads))


MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
"""As they are written; January is `MONTHS[0]`."""

WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
"""As they are written, in the order of `date.weekday()`."""

SEASONS: Final = ("printemps", "été", "automne", "hiver")

SHORT: Final = frozenset(
    "lun mar mer merc jeu ven vend sam dim jan janv fev fevr avr juil juill sep sept oct nov dec"
    " ete".split()
)
"""Calendar words that are other words too, or nothing, away from a number."""

# The place of a group between bars is its value: the empty one before January is month 0.
_NUMBERED: Final[Mapping[Role, str]] = {
    Role.MONTH: "|janvier, janv, jan|fevrier, fevr, fev|mars|avril, avr|mai|juin|juillet, juil,"
    " juill|aout|septembre, sept, sep|octobre, oct|novembre, nov|decembre, dec",
    Role.WEEKDAY: "lundi, lun|mardi, mar|mercredi, mer, merc|jeudi, jeu|vendredi, ven, vend"
    "|samedi, sam|dimanche, dim",
    Role.WEEKDAYS: "lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches",
    Role.SEASON: "printemps|ete|automne|hiver",
    Role.NUMERAL: "zero|un, une|deux|trois|quatre|cinq|six||huit|neuf|dix|onze|douze"
    "|treize|quatorze|quinze|seize|dix sept|dix huit|dix neuf|vingt||||||||||trente",
    Role.ORDINAL: "|premier, premiere|deuxieme, second, seconde|troisieme|quatrieme",
    Role.PART: "|mi, milieu, milieu de, a la mi",
}

_UNITS: Final = (
    "zero|un, une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    "|seize|dix sept|dix huit|dix neuf"
)
_NUMERALS: Final = "|".join(
    [_UNITS]
    + [
        f"{ten}|{ten} et un, {ten} et une|"
        + "|".join(f"{ten} {unit}" for unit in _UNITS.split("|")[2:10])
        for ten in ("vingt", "trente", "quarante", "cinquante")
    ]
)
"""From 0 to 59, in words."""

_CALENDAR: Final[Mapping[Role, str]] = {
    Role.QUARTER: "trimestre, trimestres, trim",
    Role.SEMESTER: "semestre, semestres, sem",
    Role.WEEK: "semaine, semaines, la semaine",
    Role.YEAR: "annee, annee scolaire, annee universitaire, annee de formation, annee civile,"
    " saison, exercice, l annee, l annee scolaire, l annee universitaire, pour l annee",
    Role.RENTREE: "rentree, a la rentree, la rentree, rentree scolaire, rentree de,"
    " a la rentree de",
    Role.BEGIN: "debut, date de debut, debut de formation, debut de la formation, debut des cours,"
    " date de demarrage, au debut de, debut de, debut de session, debut de la session",
    Role.FINISH: "fin, date de fin, fin de formation, fin de la formation, fin de, a la fin de,"
    " fin de session, se termine le, fin des cours",
    Role.LAST: "dernier, derniers, derniere, dernieres, ecoule, ecoules, passe, passes",
}
_LINKS: Final[Mapping[Role, str]] = {
    Role.AND: "et, et aussi, et egalement, et en",
    Role.PLUS: "puis, plus, ainsi que, et puis, ensuite, puis en, complete par, completes par,"
    " suivi de, suivis de, suivi du, suivies de",
    Role.OR: "ou, ou bien, soit le, soit les",
    Role.FROM: "du, de, des, d, de le",
    Role.TO: "au, a, aux, to",
    Role.UNTIL: "jusqu au, jusqu a, jusqu en, jusque, jusqu",
    Role.BETWEEN: "entre, entre le, entre les",
    Role.ARTICLE: "le, les, la, l, ce, ces",
    Role.PREPOSITION: "en, dans, chez, sur, pour, avec, par, courant, courants, dans les locaux,"
    " via, courant de, au cours de, dans le courant de, au mois de, en mois de, mois de,"
    " durant, pendant, lors de, lors du, au titre de",
}
_DAYTIME: Final[Mapping[Role, str]] = {
    Role.HOUR: "h, heure, heures, hrs, hr",
    Role.MINUTE: "min, mn, minute, minutes, mins, mns",
    Role.NOON: "midi",
    Role.MIDNIGHT: "minuit",
    Role.MORNING: "matin, matins, matinee, matinees, le matin, les matins, en matinee,"
    " uniquement le matin, la matinee, au matin, dans la matinee, le matin uniquement,"
    " les matinees",
    Role.AFTERNOON: "apres midi, apres midis, l apres midi, les apres midi, les apres midis,"
    " aprem, uniquement l apres midi, dans l apres midi, l apres midi uniquement",
    Role.WHOLE: "journee entiere, journee complete, toute la journee, la journee, en journee,"
    " journees entieres, journees completes, sur la journee, la journee entiere",
}
_LENGTHS: Final[Mapping[Role, str]] = {
    Role.DAY: "jour, jours, journee, journees, j, jr, jrs",
    Role.HALF_DAY: "demi journee, demi journees, demie journee, demies journees, demi jour,"
    " demi jours, demie journees, demis journees, demies journee",
    Role.HALF: "demi, demie",
    Role.PER: "par jour, par journee, par demi journee, chaque jour, quotidiennes, par seance",
    Role.TIMES: "x",
}

_SESSIONS: Final[Mapping[Role, str]] = {
    Role.START: "a partir du, a partir de, a partir d, a compter du, a compter de, des le,"
    " demarrage, demarrage le, demarre, demarre le, demarrera, demarrera le, demarrage prevu,"
    " demarrage prevu le, commence, commence le, commencera, commencera le, debute,"
    " debute le, debutera, debutera le, debutant le, ouverture, ouverture le, lancement,"
    " premiere date, 1ere date, date d entree, premier jour, date de rentree, entree en"
    " formation, entree en formation le, date d entree en formation, prochaine rentree,"
    " prochain demarrage, commencant le, demarrant le, prochaine entree",
    Role.ON_REQUEST: "nous consulter, nous contacter, contactez nous, consultez nous, consulter,"
    " merci de nous consulter, merci de nous contacter, sur demande, a la demande, sur devis,"
    " a convenir, a convenir ensemble, a convenir avec vous, a votre convenance,"
    " selon vos disponibilites, selon vos besoins, selon vos contraintes, a la carte,"
    " a definir avec vous, a definir ensemble, a definir avec le client,"
    " a definir avec l etablissement, a definir avec l employeur,"
    " a definir avec la structure, a definir avec le commanditaire, a definir selon vos besoins,"
    " a definir en fonction de vos besoins, a definir selon vos disponibilites,"
    " a determiner avec vous, a determiner ensemble, a fixer ensemble, a fixer avec vous,"
    " a planifier avec vous, a planifier ensemble, a programmer ensemble,"
    " toute l annee, tout au long de l annee, entrees et sorties permanentes,"
    " entree et sortie permanente, entrees sorties permanentes, entree permanente,"
    " entrees permanentes, entrees / sorties permanentes, entree / sortie permanente,"
    " entree / sortie permanentes, entree et sortie permanentes, en continu, permanent, permanente, en permanence,"
    " en fonction de la demande, en fonction des demandes, selon la demande, selon demande,"
    " selon les demandes, sur mesure, sur rendez vous, sur rdv, a tout moment, au choix,"
    " des que le groupe est constitue, des que le groupe est complet, selon les disponibilites,"
    " des constitution du groupe,"
    " des constitution d un groupe, a constitution du groupe, selon constitution du groupe,"
    " des que le nombre d inscrits est suffisant, en fonction du nombre d inscrits,"
    " des que le nombre de participants est suffisant, a votre rythme, quand vous le souhaitez,"
    " d un commun accord, en accord avec vous, en accord avec le client, calendrier sur mesure,"
    " selon votre calendrier, selon votre planning, sur simple demande, sur commande,"
    " acces permanent, acces libre, selon disponibilites, en fonction de vos disponibilites,"
    " en fonction de vos besoins, definies avec vous, definies ensemble, acces immediat,"
    " definies avec le client, definies avec le commanditaire, contacter l organisme, contacter le secretariat",
    Role.TO_DEFINE: "a definir, a venir, a preciser, a fixer, a determiner, a programmer,"
    " a planifier, a arreter, a communiquer, a annoncer, a etablir, a renseigner, a completer,"
    " prochainement, bientot, bientot disponible, bientot disponibles, nc, n c, tba, tbd, tbc,"
    " non communique, non communiquee, non communiquees, non communiques, non definie,"
    " non defini, non definies, non definis, non precisee, non precisees, non fixee,"
    " non fixees, non determinee, non determinees, non planifiee, non planifiees,"
    " non programmee, non programmees, non connue, non connues, non disponible,"
    " non disponibles, non renseigne, non renseignee, non renseignees, calendrier en cours,"
    " planning en cours, en cours de programmation, en cours de planification,"
    " en cours de definition, en cours d elaboration, en cours de construction,"
    " en cours de validation, en attente, en attente de programmation, en attente de dates,"
    " pas encore, pas encore definies, pas encore fixees, pas encore connues, pas de date,"
    " pas de dates, pas de date prevue, pas de date programmee, pas de session,"
    " pas de session programmee, pas de session prevue, pas de sessions, aucune date,"
    " aucune session, aucune date programmee, aucune date prevue, aucune session programmee,"
    " aucune session prevue, aucune date pour le moment, aucune session pour le moment,"
    " ulterieurement, seront communiquees, seront communiquees ulterieurement,"
    " seront precisees, seront precisees ulterieurement, sera communique, sera communiquee,"
    " seront annoncees, seront fixees, seront definies, communiquees ulterieurement,"
    " communique ulterieurement, precisees ulterieurement, en preparation, en construction,"
    " en elaboration, inconnues, inconnue, reste a definir, restent a definir,"
    " restant a definir, selon convocation, voir convocation, sur convocation,"
    " precises sur la convocation, precises dans la convocation, precisees sur la convocation,"
    " precisees dans la convocation, indiques sur la convocation, pas encore programmees, pas encore arretees, a suivre",
    Role.TO_CONFIRM: "a confirmer, sous reserve, a valider, sous reserve de confirmation,"
    " date a confirmer, dates a confirmer, en attente de confirmation, non confirmee,"
    " non confirmees, previsionnel, previsionnelle, previsionnelles",
    Role.INTRA: "intra, en intra, intra entreprise, en intra entreprise, intra muros",
    Role.PAUSE: "pause, pauses, pause dejeuner, pause meridienne, dejeuner, pause repas",
    Role.WELCOME: "accueil, cafe d accueil, accueil cafe, accueil des participants,"
    " accueil des stagiaires, emargement",
    Role.LABEL: "session, sessions, groupe, groupes, module, modules, seance, seances,"
    " sequence, sequences, partie, parties, date, dates, bloc, phase, cycle, etape, promotion,"
    " promo, rencontre, rencontres, atelier, ateliers, regroupement, regroupements, seminaire,"
    " gr, cours, niveau, temps, rdv, rendez vous, webinaire, mod, les dates, date de formation,"
    " dates de formation, dates de la formation, dates de session, dates de la session,"
    " dates des sessions, date de la formation, dates et horaires, date et horaires,"
    " prochaine session, prochaines sessions, prochaine date, prochaines dates,"
    " date de session, formation, stage, dates prevues, dates proposees, session de formation",
    Role.FILLER: "calendrier, planning, horaire, horaires, soit, duree, durant, consecutifs,"
    " consecutives, non consecutifs, non consecutives, prochain, prochains, prochaine,"
    " prochaines, inclus, compris, inclusivement, de formation, quand,"
    " aura lieu, auront lieu, a lieu, ont lieu, se deroule, se deroulera, se derouleront,"
    " se tiendra, se tiendront, prevue, prevues, prevu, prevus, programmee, programmees, qui,"
    " fixee, fixees, calendrier de la formation, horaires de formation, calendrier des sessions,"
    " est prevue, sont prevues, est programmee, sont programmees, br",
    Role.STREET: "rue, avenue, av, ave, boulevard, bd, bld, place, allee, allees, chemin,"
    " impasse, quai, route, square, esplanade, passage, ruelle, faubourg, residence,"
    " parc, lotissement, sentier, rond point, zone, za, zi, zac, lieu dit, chaussee,"
    " promenade, parvis",
    Role.ROOM: "salle, salles, batiment, bat, etage, bureau, bp, cs, tsa, cedex, porte, hall,"
    " amphi, amphitheatre, local, lot, immeuble, tour, escalier, rdc, appartement, code postal",
    Role.COUNTED: "places, participants, participant, personnes, personne, stagiaires,"
    " stagiaire, inscrits, inscrit, apprenants, candidats, beneficiaires, salaries, agents,"
    " professionnels, euros, euro, km, inscriptions, places disponibles, places restantes,"
    " participants minimum, participants maximum, personnes minimum, personnes maximum,"
    " pers, max, maximum, minimum",
    Role.SHIFTED: "annule, annulee, annules, annulees, reporte, reportee, reportes, reportees,"
    " deplace, deplacee, deplacees, supprime, supprimee, remplace, remplacee, decale, decalee",
    Role.EXCEPT: "sauf, hormis, excepte, a l exception du, a l exception de, a l exception des,"
    " hors",
    Role.REFUSED: "exception, a l exception, except, pas, aucun, aucune,"
    " sans, ni, ou, tous les, toutes les, tout les, chaque, un sur deux, par semaine, par mois,"
    " hebdomadaire, mensuel, mensuelle, loi, lois, decret, decrets, arrete, arretes, article,"
    " articles, art, circulaire, ordonnance, reglement, directive, code du travail, convention,"
    " accord, instruction, jo, bo, ref, reference, references, no, num, numero, siret, siren,"
    " nda, rncp, rs, agrement, dossier, tel, telephone, fax, portable, mobile, mis a jour,"
    " mise a jour, mises a jour, maj, version, cree, creee, creation, publie, publiee,"
    " publication, modifie, modifiee, actualise, actualisee, edite, imprime, edition, revision,"
    " inscription, s inscrire, inscrire, preinscription, preinscriptions, candidature,"
    " candidatures, date limite, limite, cloture, avant, avant le, au plus tard, d ici,"
    " echeance, depuis, apres, au lieu, initialement, valable, validite, valide, environ, vers le, vers la, vers mi,"
    " autour du, aux alentours, approximativement, demain, hier, cette annee, ce mois, ce mois ci, l annee prochaine,"
    " cette semaine, semaine prochaine, mois prochain, n est pas, en vigueur, dernier delai,"
    " enregistre, enregistree, enregistrement, examen, jury, certification, oral, epreuve,"
    " information collective, reunion d information, portes ouvertes, journee portes ouvertes,"
    " copyright, quinzaine, une semaine sur deux, relatif, relative, relatifs,"
    " remise, retour des dossiers, depot, veille, lendemain, tests, test, positionnement,"
    " habilitation, certifie, certificat, obtention, delivre, nee, ne, fondee, fonde",
}

SCHEDULES: Final = _vocabulary(_CALENDAR, _LINKS, _DAYTIME, _LENGTHS, _SESSIONS, numbered=_NUMBERED)
"""For phrases about the days of a session."""

DEADLINES: Final = _vocabulary(
    _CALENDAR,
    _LINKS,
    _DAYTIME,
    _LENGTHS,
    _SESSIONS,
    {
        Role.BEFORE: "avant, avant le, avant la, jusqu au, jusqu a, d ici, d ici le, d ici au,"
        " au plus tard, au plus tard le, date limite, date limite d inscription, limite,"
        " date limite d inscription le, date limite des inscriptions, date limite de candidature,"
        " cloture, cloture le, cloture des inscriptions, cloture des inscriptions le,"
        " inscription, inscriptions, inscription avant le, inscriptions avant le,"
        " preinscription, preinscriptions, candidature, candidatures, echeance, dernier delai,"
        " delai, inscriptions closes le, inscription jusqu au, inscriptions jusqu au,"
        " inscriptions ouvertes jusqu au, s inscrire avant le, s inscrire, ouvertes,"
        " inscriptions ouvertes, fin des inscriptions, fin des inscriptions le, fin, inclus,"
        " depot des dossiers, retour des dossiers, remise des dossiers, dossier, depot, remise,"
        " mis a jour, mis a jour le, mise a jour, mise a jour le, mises a jour, maj, maj le,"
        " derniere mise a jour, derniere mise a jour le, derniere maj, dernieres mises a jour,"
        " actualise le, actualisee le, actualisee, actualise, modifie le, modifiee le, modifiee,"
        " derniere modification, derniere modification le, derniere actualisation,"
        " revision, version, version du, version au, cree le, creee le, creation, cree, creee,"
        " publie le, publiee le, publication, publie, publiee, edition, en vigueur, a jour, date,"
        " date de mise a jour, date de la derniere mise a jour, date de creation,"
        " date de publication, date de derniere mise a jour, est fixee au, fixee au, fixee le,"
        " a jour au, maj du, du",
        Role.RELATIVE: "des que possible, aucune, aucun, neant, sans, sans objet, sans limite,"
        " pas de date limite, aucune date limite, au fil de l eau, inscriptions au fil de l eau,"
        " inscription au fil de l eau, inscriptions permanentes, inscription permanente,"
        " inscription possible toute l annee, jusqu a la veille, la veille, la veille de la session,"
        " a tout moment, non applicable, so, jusqu au jour de la formation, le jour meme,"
        " avant chaque session, avant le debut de chaque session, jusqu au jour de la session,"
        " avant le debut, avant le debut de la session, avant le debut de la formation,"
        " avant le debut de formation, avant le demarrage, avant la formation, avant la session,"
        " avant le stage, avant le demarrage de la formation, avant le demarrage de la session,"
        " avant le premier jour, avant la date de debut, avant la date de la session,"
        " avant l entree en formation, jusqu au debut de la formation, jusqu au premier jour,"
        " jusqu au jour meme, pas de limite, inscription en continu, inscriptions en continu,"
        " le plus tot possible, au plus tot, des a present, inscriptions closes, closes,"
        " inscription close, complet, inscriptions ouvertes toute l annee",
        Role.TO_CONFIRM: "dans la limite des places disponibles, selon les places disponibles,"
        " selon places disponibles, sous reserve de places disponibles,"
        " dans la limite des places, selon les disponibilites",
        Role.REFUSED: "ou, sauf, hors, entre, pas avant, apres, depuis, a partir du, loi, decret,"
        " arrete, article, environ, vers le",
        Role.DAY: "jour, jours, semaine, semaines, mois, jours ouvres, jours ouvrables, jours francs",
    },
    numbered=_NUMBERED,
)
"""For one day until when one can register, or on which a page was mended."""

DURATIONS: Final = _vocabulary(
    _LINKS,
    _LENGTHS,
    {
        Role.HOUR: "h, heure, heures, hrs, hr",
        Role.MINUTE: "min, mn, minute, minutes, mins, mns",
        Role.OR: "ou, ou bien",
        Role.AND: "et",
        Role.PLUS: "plus, puis, ainsi que, complete par, completees par, suivi de, suivies de",
        Role.SPREAD: "sur, en, soit, reparties sur, repartis sur, reparti sur, repartie sur,"
        " c est a dire, a savoir, reparties en, repartis en, repartie en, reparti en, represente,"
        " representant, equivalent a, correspondant a, decomposees en, decoupees en, total,"
        " au total, totale, duree totale, volume horaire, pour un total de, d une duree de,"
        " total de, de, d, du, le, la, les, l, une duree de, duree, durees, duree de,"
        " duree de la formation, duree de formation, nombre de jours, nombre d heures, formation,"
        " formation de, formation d une duree de, temps, dure, la formation dure, a raison de,"
        " raison de, duree totale de, par personne, nombre de jours de formation",
        Role.PER: "par jour, par journee, jour chacune, par demi journee, chaque jour, quotidiennes,"
        " par seance, par module, par session, chacun, chacune, par jour de formation, journalier",
        Role.TIMES: "x, fois",
        Role.UNIT: "module, modules, seance, seances, session, sessions, sequence, sequences,"
        " atelier, ateliers, rencontre, rencontres, webinaire, webinaires, visio, visios,"
        " regroupement, regroupements, cours, soiree, soirees, rendez vous, rdv, bloc, blocs,"
        " classe virtuelle, classes virtuelles, temps de travail, cycle, cycles",
        Role.LONGER: "semaine, semaines, mois, an, ans, annee, annees, trimestre, trimestres,"
        " semestre, semestres, week end, week ends, participants, personnes, stagiaires, participant",
        Role.OF_WHICH: "dont, parmi lesquelles, comprenant, y compris, incluant",
        Role.REMOTE: "a distance, distanciel, en distanciel, foad, e learning, elearning, en ligne,"
        " en visio, visioconference, en visioconference, en foad, en e learning, a domicile,"
        " de foad, de e learning, d e learning, de visio, de visioconference, asynchrone, en asynchrone, synchrone, de distanciel, en formation a distance,"
        " en autonomie a distance, digital, en digital, de formation a distance, distance",
        Role.ONSITE: "en presentiel, presentiel, en salle, sur place, de presentiel, face a face,"
        " en face a face, en presence, en centre",
        Role.REFUSED: "par semaine, par mois, par an, par trimestre, chaque semaine, chaque mois,"
        " hebdomadaire, hebdomadaires, mensuel, mensuels",
        Role.MAXIMUM: "maximum, max, maximale, au maximum, au plus, jusqu a, maxi, duree maximale,"
        " duree maximum, maximum de, duree maximale de, un maximum de, pas plus de",
        Role.MINIMUM: "minimum, minimale, au minimum, au moins, mini, duree minimale, duree minimum,"
        " a partir de, a partir d, a minima, minimum de, duree minimale de, un minimum de",
        Role.TO_DEFINE: "a definir, variable, durees variables, duree variable, selon parcours,"
        " selon le parcours, selon les parcours, a la carte, sur mesure, nous consulter,"
        " a preciser, a determiner, sur demande, selon le module, selon les modules, nc, n c,"
        " non communique, non communiquee, selon besoins, selon vos besoins, selon les besoins,"
        " modulable, personnalise, personnalisee, individualise, individualisee, a convenir,"
        " parcours individualise, parcours personnalise, en fonction des besoins,"
        " selon le positionnement, selon positionnement, selon les besoins du stagiaire,"
        " en fonction du parcours, en fonction du positionnement, a definir avec vous, a venir,"
        " selon la formule, selon formule, adaptable, non precise, non precisee,"
        " duree a definir, selon profil, selon le profil, selon votre projet, selon devis",
    },
    numbered={
        Role.NUMERAL: _NUMERALS,
        Role.ORDINAL: "",
    },
)
"""For phrases about how long a course lasts."""
