"""LHEO 2.3: what stands between a fiche and the national format of exchange about training.

The verdicts are those of the export itself, which judges a fiche while it writes it.
"""

from __future__ import annotations

from typing import Final

from fichegen.codes import Destination
from fichegen.exporters import formation
from fichegen.gaps import Requirement, Verdict
from fichegen.model import Fiche
from fichegen.presenting import Presenter

from .advice import verdict


def _asked(key: str, label: str, rule: str, elements: str) -> Requirement:
    return Requirement(
        destination=Destination.LHEO,
        key=key,
        label=label,
        rule=rule,
        source=f"LHEO 2.3, {elements}",
    )


REQUIREMENTS: Final = (
    _asked("intitule", "Intitulé", "Le titre tient en 255 caractères.", "intitule-formation"),
    _asked("objectifs", "Objectifs",
           "La fiche dit ses objectifs, en 3 000 caractères au plus ; sans eux elle ne passe pas.",
           "objectif-formation"),
    _asked("resultats", "Résultats attendus",
           "Validation, évaluation ou compétences visées : l'une au moins est dite, en 3 000 caractères"
           " ensemble ; sans elles la fiche ne passe pas.",
           "resultats-attendus"),
    _asked("contenu", "Contenu",
           "La fiche dit son programme, en 3 000 caractères au plus ; sans lui elle ne passe pas.",
           "contenu-formation"),
    _asked("prerequis", "Prérequis",
           "Les prérequis sont dits, en 3 000 caractères au plus ; « Pas de prérequis » devient « aucune »."
           " Sans eux la fiche ne passe pas.",
           "conditions-specifiques"),
    _asked("modalite", "Modalité",
           "Présentiel, distanciel ou mixte est dit. À défaut, ce que les lieux de toutes les sessions"
           " laissent seul entendre ; sans cela la fiche ne passe pas.",
           "modalites-enseignement"),
    _asked("sessions", "Sessions",
           "Chaque session a un premier et un dernier jour, ou un mois, sauf si elle est reportée ou sur"
           " demande ; ce qui manque est donné pour inconnu. Les sessions annulées ne passent pas ; s'il"
           " n'en reste aucune, la fiche non plus.",
           "session, periode"),
    _asked("contact", "Contact",
           "L'interlocuteur a une adresse électronique ou un téléphone. À défaut, l'organisme ou l'éditeur"
           " du catalogue est donné ; sans personne la fiche ne passe pas.",
           "contact-formation, contact-session"),
    _asked("organisme", "Organisme",
           "La fiche nomme un organisme ; de plusieurs, le premier est donné pour responsable.",
           "nom-organisme, raison-sociale"),
    _asked("siret", "SIRET",
           "Le fichier de l'organisme donne son SIRET : 14 chiffres dont le dernier contrôle les autres.",
           "SIRET-organisme-formation"),
    _asked("nda", "Déclaration d'activité",
           "Le fichier de l'organisme donne son numéro de déclaration d'activité, 11 caractères.",
           "numero-activite"),
    _asked("adresse-organisme", "Adresse de l'organisme",
           "Le fichier de l'organisme donne son adresse : rue, code postal et ville. On s'y inscrit.",
           "coordonnees-organisme, adresse-inscription"),
    _asked("contact-organisme", "Contact de l'organisme",
           "Le fichier de l'organisme donne un courriel ou un téléphone.", "contact-organisme"),
    _asked("referent-handicap", "Référent handicap",
           "Le fichier de l'organisme nomme le référent handicap, avec un courriel ou un téléphone.",
           "contact-organisme, type-contact 1"),
    _asked("domaine", "Domaine",
           "Un FORMACODE au moins, cinq au plus, de cinq chiffres chacun ; à défaut le domaine est vide.",
           "domaine-formation"),
    _asked("code-public", "Code du public",
           "Un FORMACODE du public, de cinq chiffres ; à défaut 83056, tout public.",
           "code-public-vise"),
    _asked("public", "Public", "La fiche dit à qui elle s'adresse, en 250 caractères au plus.",
           "info-public-vise"),
    _asked("niveau", "Niveau d'entrée",
           "« Pas de prérequis » devient « sans niveau spécifique » ; d'autres prérequis sont donnés en"
           " toutes lettres, et le niveau comme « non communiqué ».",
           "code-niveau-entree, niveau-entree-obligatoire"),
    _asked("parcours", "Parcours",
           "La fiche annonce un groupe ; à défaut, « en groupe » est donné de même. D'une formation sur"
           " demande, rien n'est demandé.",
           "parcours-de-formation"),
    _asked("certification", "Certification",
           "La validation donne un code RNCP ou RS, ou ne parle d'aucune certification ; à défaut la"
           " formation est donnée pour non certifiante.",
           "certifiante, certification"),
    _asked("duree", "Durée",
           "La durée dit un nombre exact d'heures entières, et tient en 150 caractères ; celle qui varie"
           " (« 2 à 3 jours ») n'est donnée qu'en toutes lettres.",
           "duree-indicative, nombre-heures-total"),
    _asked("rythme", "Rythme",
           "Jours et horaires de chaque session, en toutes lettres : 3 000 caractères par lieu ; sans"
           " session, les mots sur les dates, ou la durée.",
           "rythme-formation, modalites-alternance"),
    _asked("lieux", "Lieux",
           "Chaque lieu a une adresse complète : rue, code postal et ville. « Chez le client » et « À"
           " distance » n'en ont pas.",
           "lieu-de-formation"),
    _asked("date-limite", "Date limite",
           "Chaque session a un dernier jour pour s'inscrire, sauf si elle est complète ou reportée.",
           "periode-inscription"),
    _asked("inscription", "Inscription",
           "La fiche dit comment s'inscrire, en 255 caractères au plus.", "modalites-inscription"),
    _asked("delais", "Délais d'accès", "La fiche dit le temps entre la demande et le début.",
           "modalites-recrutement"),
    _asked("methodes", "Méthodes",
           "La fiche dit comment on apprend, en 200 caractères au plus, moyens compris.",
           "modalites-pedagogiques"),
    _asked("accessibilite", "Accessibilité",
           "La fiche parle de l'accueil des personnes handicapées, en 250 caractères au plus.",
           "acces-handicapes"),
    _asked("prix", "Prix",
           "Le tarif dit un seul prix, par personne, TTC ou net de taxe ; « Gratuit » est 0. De plusieurs"
           " prix, d'un prix par groupe ou sur devis, seuls les mots sont donnés, et rien n'est demandé.",
           "prix-total-TTC"),
    _asked("prise-en-charge", "Prise en charge",
           "Le partenariat ou le tarif dit si quelqu'un peut payer ; 600 caractères ensemble. À défaut,"
           " des partenaires valent oui, rien vaut non.",
           "prise-en-charge-frais-possible, detail-conditions-prise-en-charge"),
    _asked("mise-a-jour", "Mise à jour", "La fiche porte la date de sa mise à jour.",
           "horodatage-modification"),
    _asked("adresse-web", "Adresse du site",
           "Les réglages disent où le site est publié : la page de la fiche est alors donnée.",
           "url-formation, url-session"),
    _asked("schema", "Règles du format",
           "L'ensemble respecte les règles de LHEO ; sinon la fiche reste hors du fichier.",
           "ordre, nombre et longueur des éléments"),
)  # fmt: skip


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche: one verdict a requirement, in the order of `REQUIREMENTS`."""
    outcomes = {outcome.key: outcome for outcome in formation(presenter, fiche).outcomes}
    return tuple(
        verdict(presenter.today, fiche, asked, outcomes[asked.key]) for asked in REQUIREMENTS
    )
