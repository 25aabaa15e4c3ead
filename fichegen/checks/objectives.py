"""Objectives that begin with no verb: « Connaissance du cadre légal » for « Connaître le cadre légal ».

A noun is told only where it surely is one. Whatever else begins an objective (a verb in any form, a
preposition, an adverb, a name nobody knows here) passes.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fichegen import text
from fichegen.checks.changes import cut
from fichegen.checks.passages import Passage, passages
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.model import Fiche

_DETERMINERS: Final = frozenset("le la les l un une des du ce cet cette ces ses leurs leur".split())
_OF: Final = frozenset("de d du".split())
"""What ties a noun to its complement; « des » may as well be the article of an object."""
_OF_A_NOUN: Final = _OF | {"des"}
_OBJECT: Final = frozenset(
    "le la les l un une son sa ses leur leurs ce cet cette ces mon ma mes ton ta tes notre nos votre"
    " vos se s qu que si comment".split()
)
"""What follows a verb, after a word that may be one."""
_LEADING: Final = frozenset(
    "bon bonne bons bonnes meilleur meilleure meilleurs meilleures nouveau nouvelle nouveaux nouvelles"
    " premier premiere premiers premieres premières grands grandes principaux principales differents differentes divers diverses".split()
)
"""Adjectives that stand before their noun."""
_PEOPLE: Final = frozenset(
    "participant participante participants participantes stagiaire stagiaires apprenant apprenante"
    " apprenants apprenantes personne personnes professionnel professionnelle professionnels"
    " professionnelles salarie salariee salaries salariees agent agente agents agentes beneficiaire"
    " beneficiaires candidat candidate candidats candidates etudiant etudiante etudiants etudiantes"
    " eleve eleves equipe equipes aidant aidants soignant soignants formation formations stage module"
    " modules session parcours journee seance atelier cours objectif objectifs but buts finalite enjeu"
    " ambition idee intention public titulaire diplome certifie intervenant formateur aide travailleur"
    " travailleurs educateur educateurs cadre cadres manager managers responsable responsables membre"
    " membres acteurs acteur benevole benevoles parents".split()
)
"""Who or what does, in a sentence: « le stagiaire identifie … », « l'objectif est de … »."""
_FINITE: Final = expression(
    r"\b(?:est|sont|sera|seront|serez|soit|soient|a|ont|aura|auront|aurez|peut|peuvent|pourra|pourront"
    r"|pourrez|doit|doivent|devra|devront|sait|savent|saura|sauront|saurez|va|vont|fait|font|permet"
    r"|permettent|permettra|permettront|vise|visent|consiste|consistent|apporte|donne|aide|propose"
    r"|\w{3,}(?:era|erons|eront|erez|ira|irons|iront|irez|dra|drons|dront|drez|tra|trons|tront|trez))\b"
)
_INFINITIVE: Final = expression(
    r"\w*(?:er|ir|oir|ndre|rdre|udre|ttre|aitre|oitre|etre|uire|crire"
    r"|lire|dire|rire|ivre|faire|traire|plaire|taire|croire|boire|clure|rompre|vaincre|suivre)"
)
_NOT_VERBS: Final = frozenset(
    "atelier ateliers metier metiers papier cahier cahiers dossier dossiers calendrier courrier panier"
    " chantier quartier sentier levier leviers pilier piliers clavier escalier loisir loisirs plaisir"
    " desir avenir souvenir soir espoir tiroir couloir repertoire terroir miroir histoire territoire"
    " territoires memoire trajectoire laboratoire livre livres lettre lettres maitre centre chapitre"
    " registre ministere salaire partenaire partenaires vocabulaire inventaire questionnaire formulaire"
    " affaire affaires grammaire itineraire commentaire maire notaire cuivre titre ordre".split()
)
"""Words that end like an infinitive and are none."""
_SURE_NOUNS: Final = frozenset(
    "connaissance connaissances comprehension decouverte acquisition acquisitions apprentissage apport"
    " apports notion notions outil outils technique techniques methode methodes methodologie principe"
    " principes cadre role roles prise mise rappel rappels approfondissement renforcement developpement"
    " perfectionnement amelioration elaboration reflexion reflexions reperage appropriation utilisation"
    " gestion communication prevention sensibilisation initiation introduction presentation posture"
    " postures gestes aisance autonomie capacite capacites aptitude aptitudes competence competences"
    " enjeux histoire legislation evolution evolutions definition definitions vocabulaire travail"
    " travaux reperes bases fondamentaux etude etudes exercices atelier ateliers bienfaits"
    " typologie panorama accompagnement entrainement fonctionnement comportement comportements"
    " droits obligations responsabilite responsabilites securite qualite confiance prises theorie"
    " theories modele modeles processus procedure procedures demarche demarches strategie strategies"
    " savoirs".split()
)
_NOUNS_OR_VERBS: Final = frozenset(
    "maitrise analyse approche ecoute partage echange recherche pratique rencontre lecture mesure"
    " observation place accueil bilan soutien".split()
)
"""Nouns that are forms of a verb too, or look like one: what follows decides."""
_NOUN_ENDING: Final = expression(r"\w{3,}(?:tion|sion|xion|isme)s?")
_MAYBE_NOUN: Final = expression(r"\w{3,}(?:ance|ence|ment|age|ure|tude|logie)s?")
_VERBS_ALIKE: Final = frozenset(
    "engage encourage envisage amenage degage soulage manage propage assure rassure procure commence"
    " influence finance avance lance balance".split()
)
"""Forms of verbs that end like a noun."""
_DOERS: Final = expression(r"\w{2,}(?:eur|euse|trice|ier|iere|ant|ante|iste|ien|ienne|aire)s?")
"""Nouns that may name a person, who does something in the words that follow."""
_FRAMES: Final = expression(r"(?:juri|leg|regle|theo|insti|norm|ethi|deonto|gener|d$|de$)")
"""What shows that « le cadre » is no person."""
_VERBS: Final = {
    "connaissance": "Connaître", "connaissances": "Connaître", "comprehension": "Comprendre",
    "decouverte": "Découvrir", "acquisition": "Acquérir", "acquisitions": "Acquérir",
    "apprentissage": "Apprendre", "maitrise": "Maîtriser", "analyse": "Analyser",
    "prise": "Prendre", "mise": "Mettre", "developpement": "Développer",
    "renforcement": "Renforcer", "amelioration": "Améliorer", "elaboration": "Élaborer",
    "approfondissement": "Approfondir", "reperage": "Repérer", "appropriation": "S'approprier",
    "utilisation": "Utiliser", "gestion": "Gérer", "prevention": "Prévenir",
    "accompagnement": "Accompagner", "definition": "Définir", "definitions": "Définir",
    "identification": "Identifier", "construction": "Construire", "evaluation": "Évaluer",
    "reflexion": "Réfléchir à", "partage": "Partager", "ecoute": "Écouter",
    "capacite": "Être capable de", "capacites": "Être capable de", "notions": "Connaître",
    "bases": "Connaître", "principes": "Connaître", "outils": "Utiliser",
    "techniques": "Appliquer", "methodes": "Appliquer", "observation": "Observer",
    "pratique": "Pratiquer", "echange": "Échanger", "recherche": "Rechercher",
}  # fmt: skip
"""The verb to begin with, for the nouns met most often."""
_LABEL: Final = expression(
    r"(?:(?:objectifs?|obj|op|competences?|c|module|axe|jour|bloc)?[ .]?(?:n ?°)? ?\d{0,2}[a-z]?[ \t]?[.):–—-]+[ \t]*)?",
    re.IGNORECASE,
)
_SEGMENT: Final = expression(r"[:;,(–—]\s+|\s[-/]\s")
_ANNOUNCES_VERBS: Final = expression(
    r"\b(?:capables? (?:de|d)|aptes? a|mesure (?:de|d)|permet\w*(?: aux? \w+| a chacune?| a tous)? de"
    r"|s agit de|(?:objectifs?|buts?)(?: \w+)? de|amenee?s? a|vise\w* a|pourr\w+|saur\w+)$"
    r"|^(?:les )?(?:objectifs?|buts?)(?: \w+){0,6}$|^a l issue (?:de la|du|de cette|de ce|de l) \w+$"
)
"""By its key, a line before a list of verbs; other lines may be completed by nouns."""
_OTHER_HEADS: Final = (
    "compet",
    "savoir",
    "connaissance",
    "contenu",
    "programme",
    "theme",
    "notion",
)
_BEFORE_VERBS: Final = frozenset("s se l ne pas mieux bien puis et ou a de d pour".split())
_NESTED: Final = 2
"""Indentation from which an item is a detail of the one above."""
_READ: Final = 600
"""Characters of an objective that are looked at: a longer one is no objective."""
_BEGINNING: Final = 120
"""Characters that hold its first words."""
_APOSTROPHES: Final = str.maketrans({"’": " ", "'": " ", "ʼ": " ", "\u00a0": " "})


def objectives_without_a_verb(fiche: Fiche, today: dt.date) -> Iterator[Finding]:  # noqa: ARG001
    """FG215: an objective that begins with a noun; one finding a fiche, at the first of them."""
    section = fiche.section("objectifs")
    if section is None or not section.prose.items or _speaks_of_others(section.heading):
        return
    listed = [*_objectives(passages(fiche, section.prose))]
    told = [objective for objective in listed if begins_with_a_noun(objective.words)]
    if not told:
        return
    words = text.plain(told[0].words)
    verb = _VERBS.get(_first_words(words)[0], "")
    advice = f", par exemple « {verb} »" if verb else " : ce que la personne saura faire"
    yield finding(
        "FG215",
        told[0].span(fiche.path),
        quoi=(
            "cet objectif ne commence pas par un verbe"
            if len(told) == 1
            else f"{len(told)} objectifs sur {len(listed)} ne commencent pas par un verbe"
        ),
        debut=cut(words.replace("\n", " ")),
        conseil=advice,
    )


def _speaks_of_others(heading: str) -> bool:
    """Tell whether a heading announces other things too, which may be nouns."""
    return any(sign in text.key(heading) for sign in _OTHER_HEADS)


def _objectives(found: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the items of the outermost level that stand for an objective each.

    What completes a sentence begun above it (« Acquérir les bases : », « La formation porte sur : »)
    is none, nor is that sentence.
    """
    completes, head = False, ""
    for passage in found:
        if passage.head != head:
            completes, head = False, passage.head
        words = passage.words.rstrip(" *_")
        opens = words.endswith(":")
        if not passage.is_item or (opens and passage.depth < _NESTED):
            completes = opens and not _ANNOUNCES_VERBS.search(text.key(words))
        elif not completes and passage.depth < _NESTED and not _speaks_of_others(passage.head):
            yield passage


def begins_with_a_noun(words: str) -> bool:
    """Tell whether an objective surely begins with a noun, and no verb follows that would excuse it."""
    bare = text.strip_ornaments(text.plain(words[:_READ])).lstrip('«“" \u00a0')
    label = _LABEL.match(bare)
    bare = bare[label.end() if label else 0 :]
    first = _first_words(bare)
    article = len(first) > 1 and first[0] in _DETERMINERS
    if article:
        first = first[1:]
    while len(first) > 1 and first[0] in _LEADING:
        first = first[1:]
    if not first:
        return False
    told = _is_topic(first, bare) if article else _is_noun(first)
    return told and not _has_verb_apart(bare)


def _is_noun(first: Sequence[str]) -> bool:
    """Tell whether words without an article begin with a noun."""
    word, following = first[0], first[1] if len(first) > 1 else ""
    if following in _OBJECT:
        return False
    if word in _NOT_VERBS or word in _SURE_NOUNS:
        return True
    if word in _VERBS_ALIKE or _INFINITIVE.fullmatch(word):
        return False
    if _NOUN_ENDING.fullmatch(word):
        return True
    return following in _OF and (word in _NOUNS_OR_VERBS or bool(_MAYBE_NOUN.fullmatch(word)))


def _is_topic(first: Sequence[str], words: str) -> bool:
    """Tell whether what follows an article is a thing that does nothing."""
    word, following = first[0], first[1] if len(first) > 1 else ""
    if _FINITE.search(text.fold(words).translate(_APOSTROPHES)):
        return False
    if word == "cadre":
        return bool(_FRAMES.match(following))
    if word in _PEOPLE or (_INFINITIVE.fullmatch(word) and word not in _NOT_VERBS):
        return False
    if word in _SURE_NOUNS or word in _NOUNS_OR_VERBS or word in _NOT_VERBS:
        return True
    if _NOUN_ENDING.fullmatch(word) or _MAYBE_NOUN.fullmatch(word):
        return True
    return following in _OF_A_NOUN and not _DOERS.fullmatch(word)


def _has_verb_apart(words: str) -> bool:
    """Tell whether a part behind a colon, comma or dash begins with an infinitive."""
    parts = _SEGMENT.split(words)[1:]
    return any((first := _first_words(part)) and _is_infinitive(first) for part in parts)


def _is_infinitive(first: Sequence[str]) -> bool:
    while len(first) > 1 and first[0] in _BEFORE_VERBS:
        first = first[1:]
    return first[0] not in _NOT_VERBS and bool(_INFINITIVE.fullmatch(first[0]))


def _first_words(words: str) -> list[str]:
    """Return the first words, folded; an elided article apart."""
    plain = words[:_BEGINNING].translate(_APOSTROPHES).replace("-", " ").replace(",", " ")
    return text.fold(plain).split()[:5]
