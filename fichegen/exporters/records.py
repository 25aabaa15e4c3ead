"""What each fiche, session and organisation is as data: the one table of members.

A key is that of the vocabulary where a field exists. Every record has all its keys: null is what is
not said, an empty list what there is none of; there are no empty texts. The words of the editor
stand beside what was read in them (`mots`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from fichegen import prices, routes, text
from fichegen.catalogue import Facet, Session
from fichegen.dates import (
    Day,
    Deadline,
    Duration,
    Extent,
    Half,
    Hours,
    Kind,
    Option,
    Period,
    Schedule,
)
from fichegen.hrefs import published
from fichegen.model import (
    Contact,
    Fiche,
    Mode,
    Organisation,
    Prose,
    Section,
    Status,
    Term,
)
from fichegen.presenting import Presenter
from fichegen.reading import TABLES, Scope
from fichegen.reading import Kind as FieldKind
from fichegen.settings import Settings
from fichegen.states import State, Timeline

from .facts import price_of
from .ics import has_calendar
from .plain import plain_text
from .shapes import (
    CLOCK,
    DATE,
    EMAIL,
    NUMBER,
    PATH,
    SLUG,
    TEXT,
    URL,
    YESNO,
    Json,
    Many,
    Member,
    Object,
    Record,
    Scalar,
    choice,
    may,
)

VERSION: Final = 1
"""Of the form of the data: it grows when a key goes, or comes to mean something else."""

PROSE_FIELDS: Final = tuple(f for f in TABLES[Scope.FICHE] if f.kind is FieldKind.PROSE)
"""The fields whose words are sections."""


def _number(number: float) -> int | float:
    return int(number) if number == int(number) else float(number)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _words(terms: Iterable[Term]) -> list[Json]:
    return [term.words for term in terms]


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _told(schedule: Schedule | None) -> Schedule | None:
    """Return what is said of dates; hours alone are said of none."""
    return schedule if schedule and schedule.words else None


def _steps(timeline: Timeline) -> Iterator[tuple[dt.date | None, State]]:
    yield None, timeline.now
    yield from timeline.steps


def _url(presenter: Presenter, path: str) -> str | None:
    return routes.web(routes.canonical(presenter.catalogue.settings.url, path)) or None


def _slug_of(presenter: Presenter, term: Term) -> str | None:
    facet = presenter.catalogue.organisation_index.get(text.key(term.words))
    return facet.slug if facet else None


def _told_of(
    key: str, shape: Scalar, words: str, read: Callable[[Organisation], str]
) -> Member[Facet]:
    """Make a member of an organisation that only its own file tells."""
    return may(
        key, shape, words, lambda _, f: (read(f.organisation) if f.organisation else "") or None
    )


def _together(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


# A table reads by rows.
# fmt: off

# ---------------------------------------------------------------- dates and lengths

HOURS: Final[Record[Hours]] = Record("heures", "Une plage horaire.", (
    Member("debut", CLOCK, "l'heure à laquelle elle commence", lambda _, h: _clock(h.start), "début"),
    Member("fin", CLOCK, "l'heure à laquelle elle finit, 24:00 au plus tard", lambda _, h: _clock(h.end), "fin"),
), lambda hours: f"{hours['debut']}-{hours['fin']}")

DAY: Final[Record[Day]] = Record("jour", "Un jour de session.", (
    Member("date", DATE, "le jour", lambda _, day: day.date.isoformat(), "date"),
    may("demi_journee", choice((Half.MORNING, Half.AFTERNOON), "matin ou après-midi"),
        "la moitié du jour, quand elle est dite sans heures", lambda _, day: day.half or None, "demi-journée"),
    Member("heures", Many(HOURS), "les plages horaires, dans l'ordre", lambda p, day: HOURS.all(p, day.hours), "heures"),
), lambda day: " ".join(filter(None, (day["date"], day["demi_journee"], ", ".join(map(HOURS.line, day["heures"]))))))

PERIOD: Final[Record[Period]] = Record("periode", "Un intervalle du calendrier, bornes comprises.", (
    Member("du", DATE, "le premier jour", lambda _, period: period.first.isoformat(), "du"),
    Member("au", DATE, "le dernier jour", lambda _, period: period.last.isoformat(), "au"),
), lambda period: f"{period['du']} – {period['au']}")

SCHEDULE: Final[Record[Schedule]] = Record("dates", "Quand une session se tient.", (
    Member("mots", TEXT, "les mots de la fiche", lambda _, s: s.words, "mots"),
    Member("nature", choice(Kind, "jours, debut, intervalle…"),
           "ce que ces mots fixent : tous les « jours » ; le « debut » seul ; un « intervalle » dont on ne connaît que"
           " les bornes ; une « periode » (mois, trimestre) ; rien, car c'est sur « demande » ou « a-definir » ; ou"
           " seulement des « mots » qui n'ont pas été compris", lambda _, s: s.kind, "nature"),
    may("premier_jour", DATE, "le premier jour connu", lambda _, s: _iso(s.first), "premier jour"),
    may("dernier_jour", DATE, "le dernier jour connu", lambda _, s: _iso(s.last), "dernier jour"),
    Member("jours", Many(DAY), "les jours connus, dans l'ordre ; un intervalle n'en a pas",
           lambda p, s: DAY.all(p, s.days), "jours"),
    Member("periodes", Many(PERIOD), "les bornes de l'intervalle, ou les mois et trimestres annoncés",
           lambda p, s: PERIOD.all(p, s.periods), "périodes"),
    Member("horaires", Many(HOURS), "les horaires, quand les jours ne sont pas connus",
           lambda p, s: HOURS.all(p, s.hours), "horaires"),
))

DEADLINE: Final[Record[Deadline]] = Record("date_limite", "Jusqu'à quand on peut s'inscrire.", (
    Member("mots", TEXT, "les mots de la fiche", lambda _, d: d.words, "mots"),
    may("date", DATE, "le dernier jour pour s'inscrire", lambda _, d: _iso(d.date), "date"),
    may("heure", CLOCK, "l'heure, si elle est dite", lambda _, d: None if d.time is None else _clock(d.time), "heure"),
    Member("close", YESNO, "vrai si les mots disent que les inscriptions sont closes", lambda _, d: d.closed, "close"),
))

UPDATED: Final[Record[Deadline]] = Record("mise_a_jour", "Le jour de la dernière mise à jour.", (
    Member("mots", TEXT, "les mots de la fiche", lambda _, d: d.words, "mots"),
    may("date", DATE, "ce jour", lambda _, d: _iso(d.date), "date"),
))

EXTENT: Final[Record[Extent]] = Record("etendue", "Une quantité ; ses deux bornes sont égales quand elle n'en a qu'une.", (
    Member("min", NUMBER, "la plus petite", lambda _, e: _number(e.least), "au moins"),
    Member("max", NUMBER, "la plus grande", lambda _, e: _number(e.most), "au plus"),
), lambda extent: f"{extent['min']} – {extent['max']}")

OPTION: Final[Record[Option]] = Record("choix", "Une des durées proposées.", (
    may("minutes", EXTENT, "la durée en minutes", lambda p, o: EXTENT.maybe(p, o.minutes)),
    may("jours", EXTENT, "la durée en jours, une demi-journée pour 0,5", lambda p, o: EXTENT.maybe(p, o.days)),
    Member("demi_journees", YESNO, "vrai si elle est dite en demi-journées", lambda _, o: o.half_days),
))

DURATION: Final[Record[Duration]] = Record("duree", "Combien de temps dure la formation.", (
    Member("mots", TEXT, "les mots de la fiche", lambda _, d: d.words, "mots"),
    may("minutes", EXTENT, "la durée en minutes, la première dite s'il y en a plusieurs",
        lambda p, d: EXTENT.maybe(p, d.minutes), "minutes"),
    may("jours", EXTENT, "la durée en jours, une demi-journée pour 0,5 ; la première dite s'il y en a plusieurs",
        lambda p, d: EXTENT.maybe(p, d.days), "jours"),
    Member("choix", Many(OPTION), "toutes les durées dites : « 2 journées ou 4 demi-journées » en fait deux",
           lambda p, d: OPTION.all(p, d.options), in_table=False),
    Member("maximum", YESNO, "vrai si c'est un maximum", lambda _, d: d.maximum, "maximum"),
    Member("minimum", YESNO, "vrai si c'est un minimum", lambda _, d: d.minimum, "minimum"),
    may("minutes_a_distance", NUMBER, "la part à distance, en minutes, si elle est dite à part",
        lambda _, d: None if d.remote_minutes is None else _number(d.remote_minutes), "minutes à distance"),
))

# ---------------------------------------------------------------- people, words, prices, states

CONTACT: Final[Record[Contact]] = Record("interlocuteur", "Quelqu'un à qui écrire ; au moins une de ses clés n'est pas nulle.", (
    may("nom", TEXT, "le prénom et le nom, ou le service", lambda _, c: c.name or None),
    may("fonction", TEXT, "la fonction", lambda _, c: c.role or None),
    may("courriel", EMAIL, "l'adresse électronique", lambda _, c: c.email or None),
    may("telephone", TEXT, "le téléphone, tel qu'il est écrit", lambda _, c: c.phone or None),
), lambda c: _together(c["nom"], c["fonction"], c["courriel"], c["telephone"]), Scope.CONTACT)

REFERENCE: Final[Record[Term]] = Record("reference", "Un organisme, par le nom que la fiche lui donne.", (
    Member("nom", TEXT, "son nom dans la fiche", lambda _, term: term.words),
    may("slug", SLUG, "celui de cet organisme dans la liste « organismes »", _slug_of),
), lambda reference: str(reference["nom"]))

PROSE: Final[Record[Prose]] = Record("texte", "Un texte.", (
    Member("markdown", TEXT, "le texte en Markdown (CommonMark, sans HTML)", lambda _, prose: prose.markdown, in_table=False),
    may("texte", TEXT, "ses mots sans mise en forme, ligne à ligne ; « • » ouvre un élément de liste",
        lambda _, prose: plain_text(prose) or None),
))

SECTION: Final[Record[Section]] = Record("rubrique", "Une rubrique de la fiche.", (
    may("nom", choice((f.name for f in PROSE_FIELDS), "nom d'une rubrique connue"),
        "la rubrique, si c'en est une connue ; sinon le titre seul la nomme", lambda _, s: s.name or None),
    Member("titre", TEXT, "le titre montré", lambda _, s: s.heading),
    Member("neant", YESNO, "vrai si les mots disent qu'il n'y en a pas : « Pas de prérequis »", lambda _, s: s.absent),
    Member("markdown", TEXT, "son texte en Markdown", lambda _, s: s.prose.markdown),
    may("texte", TEXT, "ses mots sans mise en forme, comme ceux d'un « texte »", lambda _, s: plain_text(s.prose) or None),
), lambda section: f"{section['titre']} : {section['texte'] or ''}")

PRICE: Final[Record[prices.Price]] = Record("prix", "Ce que coûte toute la formation.", (
    Member("montant", NUMBER, "le montant, 0 si elle est gratuite", lambda _, p: _number(float(p.amount)), "montant"),
    Member("devise", choice(("EUR",), "code ISO 4217"), "la devise", lambda _, p: p.currency, "devise"),
    may("taxe", choice(filter(None, prices.Tax), "TTC, HT ou net de taxe"), "ce qui est dit de la taxe",
        lambda _, p: p.tax or None, "taxe"),
    may("par", choice(filter(None, prices.Per), "personne ou groupe"), "pour qui on le paie",
        lambda _, p: p.per or None, "par"),
))

STATE: Final = choice(State, "ouvert, bientot, clos…")
STEP: Final[Record[tuple[dt.date | None, State]]] = Record("etape", "Un état, et depuis quand.", (
    may("du", DATE, "le premier jour de cet état ; nul pour celui du jour où le site a été construit",
        lambda _, step: _iso(step[0])),
    Member("etat", STATE, "l'état : " + ", ".join(f"{s} ({s.words})" for s in State), lambda _, step: step[1]),
), lambda step: f"{step['du']} : {State(step['etat']).words}" if step["du"] else State(step["etat"]).words)

_STATES: Final = (
    "les états, du jour de construction du site jusqu'au dernier : celui d'un jour est le dernier dont « du » est nul ou"
    " n'est pas après lui"
)
_STATUSES: Final = choice(Status, "confirmé, complet, reporté ou annulé")
_MODES: Final = choice(Mode, "présentiel, distanciel ou mixte")

# ---------------------------------------------------------------- sessions, fiches, organisations

SESSION: Final[Record[Session]] = Record("session", "Une session d'une formation.", (
    Member("nom", TEXT, "le nom de la session", lambda _, s: s.group.label, "Session"),
    Member("slug", SLUG, "son nom dans les adresses, unique dans la fiche", lambda _, s: s.group.slug, "Nom dans les adresses"),
    may("territoire", TEXT, "la zone", lambda _, s: s.group.territory or None),
    may("lieu", TEXT, "la ville, le bâtiment, la salle", lambda _, s: s.group.place or None),
    may("adresse", TEXT, "l'adresse postale", lambda _, s: s.group.address or None),
    may("lien", TEXT, "où la rejoindre à distance", lambda _, s: published(s.group.link) or None),
    may("dates", SCHEDULE, "quand elle se tient", lambda p, s: SCHEDULE.maybe(p, _told(s.group.schedule))),
    may("dates_initiales", SCHEDULE, "quand elle devait se tenir d'abord, si elle a changé de dates",
        lambda p, s: SCHEDULE.maybe(p, _told(s.group.previous))),
    may("places", TEXT, "le nombre de places, tel qu'il est écrit", lambda _, s: s.group.seats or None),
    may("statut", _STATUSES, "ce qui en est déclaré, ou de toute la fiche ; nul pour une session reportée qui a ses"
        " nouvelles dates", lambda _, s: s.fiche.status_of(s.group)),
    may("date_limite", DEADLINE, "la date limite qui vaut pour elle : la sienne, sinon celle de la fiche",
        lambda p, s: DEADLINE.maybe(p, s.fiche.deadline_of(s.group))),
    Member("interlocuteurs", Many(CONTACT), "à qui écrire : les siens, sinon ceux de la fiche",
           lambda p, s: CONTACT.all(p, s.group.contacts or s.fiche.contacts)),
    may("remarque", PROSE, "ce qu'il faut savoir de plus", lambda p, s: PROSE.maybe(p, s.group.remark)),
    Member("etats", Many(STEP), _STATES, lambda p, s: STEP.all(p, _steps(p.timeline(s.fiche, s.group))), "États"),
    Member("chemin", PATH, "sa page", lambda _, s: routes.group_path(s.fiche, s.group), "Page"),
    may("url", URL, "sa page, si l'adresse du site est connue", lambda p, s: _url(p, routes.group_path(s.fiche, s.group)), "Adresse complète"),
    may("agenda", PATH, "son calendrier (.ics), si l'on connaît un de ses jours",
        lambda _, s: routes.calendar_path(s.fiche, s.group) if has_calendar(s.fiche, s.group) else None, "Calendrier"),
), lambda s: _together(s["nom"], s["territoire"], s["lieu"], s["dates"] and (s["dates"]["premier_jour"] or s["dates"]["mots"])), Scope.GROUP)

FICHE: Final[Record[Fiche]] = Record("fiche", "Une formation.", (
    Member("titre", TEXT, "le titre entier", lambda _, f: f.title.words),
    may("parcours", TEXT, "le parcours dont elle est un module", lambda _, f: f.title.series or None),
    may("module", TEXT, "le numéro du module, tel qu'il est écrit : « 1 », « 2b »", lambda _, f: f.title.module or None),
    may("nom_module", TEXT, "le nom du module", lambda _, f: (f.title.name or None) if f.title.series else None),
    Member("slug", SLUG, "son nom dans les adresses, unique et stable", lambda _, f: f.slug),
    Member("alias", Many(TEXT), "les adresses que sa page avait avant", lambda _, f: _words(f.aliases)),
    may("reference", TEXT, "la référence interne", lambda _, f: f.reference or None),
    Member("secteurs", Many(TEXT), "les secteurs concernés", lambda _, f: _words(f.sectors)),
    Member("themes", Many(TEXT), "les thèmes", lambda _, f: _words(f.themes)),
    Member("formacode", Many(TEXT), "les codes FORMACODE de ce qui est enseigné", lambda _, f: _words(f.domain_codes)),
    Member("formacode_public", Many(TEXT), "les codes FORMACODE du public", lambda _, f: _words(f.audience_codes)),
    Member("organismes", Many(REFERENCE), "les organismes qui l'assurent", lambda p, f: REFERENCE.all(p, f.organisations)),
    may("region", TEXT, "la région", lambda _, f: f.region or None),
    may("duree", DURATION, "la durée", lambda p, f: DURATION.maybe(p, f.duration)),
    may("effectif", TEXT, "le nombre de participants, tel qu'il est écrit", lambda _, f: f.seats or None),
    may("modalite", _MODES, "comment elle se tient", lambda _, f: f.mode),
    may("modalite_mots", TEXT, "les mots de la fiche", lambda _, f: f.mode_words or None, "Modalité (mots)"),
    may("statut", _STATUSES, "ce qui est déclaré de toute la fiche", lambda _, f: f.status),
    may("statut_mots", TEXT, "les mots de la fiche", lambda _, f: f.status_words or None, "Statut (mots)"),
    may("prix", PRICE, "le prix, si la rubrique « tarif » en dit un seul et sans condition", lambda p, f: PRICE.maybe(p, price_of(f)), "Prix"),
    may("date_limite", DEADLINE, "la date limite d'inscription ; une session peut avoir la sienne",
        lambda p, f: DEADLINE.maybe(p, f.deadline)),
    may("mis_a_jour", UPDATED, "la dernière mise à jour", lambda p, f: UPDATED.maybe(p, f.updated)),
    Member("interlocuteurs", Many(CONTACT), "à qui écrire", lambda p, f: CONTACT.all(p, f.contacts)),
    may("dates", SCHEDULE, "ce qui est dit des dates quand aucune session n'est annoncée",
        lambda p, f: SCHEDULE.maybe(p, None if f.groups else _told(f.dates_note))),
    Member("etats", Many(STEP), f"{_STATES} ; une fiche a le meilleur de ceux de ses sessions",
           lambda p, f: STEP.all(p, _steps(p.timeline(f))), "États"),
    Member("chemin", PATH, "sa page", lambda _, f: routes.fiche_path(f), "Page"),
    may("url", URL, "sa page, si l'adresse du site est connue", lambda p, f: _url(p, routes.fiche_path(f)), "Adresse complète"),
    may("agenda", PATH, "le calendrier (.ics) de ses sessions, si l'on connaît un de leurs jours",
        lambda _, f: routes.fiche_calendar_path(f) if has_calendar(f) else None, "Calendrier"),
    Member("donnees", PATH, "ce même objet, seul dans un fichier", lambda _, f: routes.fiche_data_path(f), "Données"),
    Member("sessions", Many(SESSION), "les sessions, dans l'ordre de la fiche", lambda p, f: SESSION.all(p, (Session(f, g) for g in f.groups)), "Sessions"),
    Member("rubriques", Many(SECTION), "les textes, dans l'ordre de la fiche", lambda p, f: SECTION.all(p, f.sections), "Autres rubriques"),
), scope=Scope.FICHE)

ORGANISATION: Final[Record[Facet]] = Record("organisme", "Un organisme de formation que des fiches nomment.", (
    Member("nom", TEXT, "son nom", lambda _, facet: facet.name),
    Member("slug", SLUG, "son nom dans les adresses, unique", lambda _, facet: facet.slug),
    *(_told_of(*row) for row in (
        ("raison_sociale", TEXT, "la raison sociale, si ce n'est pas le nom", lambda o: o.legal_name),
        ("siret", TEXT, "le numéro SIRET, tel qu'il est écrit", lambda o: o.siret),
        ("nda", TEXT, "le numéro de déclaration d'activité", lambda o: o.activity_number),
        ("adresse", TEXT, "l'adresse postale", lambda o: o.address),
        ("site", TEXT, "l'adresse du site, telle qu'elle est écrite", lambda o: published(o.website)),
        ("courriel", EMAIL, "l'adresse électronique", lambda o: o.email),
        ("telephone", TEXT, "le téléphone, tel qu'il est écrit", lambda o: o.phone),
    )),
    Member("alias", Many(TEXT), "ses autres noms et sigles", lambda _, facet: [*facet.organisation.aliases] if facet.organisation else []),
    may("referent_handicap", CONTACT, "la personne à qui demander un aménagement",
        lambda p, facet: CONTACT.maybe(p, facet.organisation.disability_contact if facet.organisation else None)),
    may("presentation", PROSE, "quelques lignes", lambda p, facet: PROSE.maybe(p, facet.organisation.presentation if facet.organisation else None)),
    Member("chemin", PATH, "sa page", lambda _, facet: routes.facet_path(routes.ORGANISATIONS, facet.slug), "Page"),
    may("url", URL, "sa page, si l'adresse du site est connue",
        lambda p, facet: _url(p, routes.facet_path(routes.ORGANISATIONS, facet.slug)), "Adresse complète"),
), scope=Scope.ORGANISATION)

CATALOGUE: Final[Record[Settings]] = Record("reglages", "Ce qui vaut pour tout le catalogue.", (
    Member("titre", TEXT, "le nom du catalogue", lambda _, s: s.title),
    may("sous_titre", TEXT, "une phrase sous le nom", lambda _, s: s.subtitle or None),
    Member("identifiant", SLUG, "ce qui le distingue d'un autre", lambda _, s: s.identifier or text.slug(s.title)),
    may("url", URL, "où le site est publié, sans barre finale : suivie d'une barre et d'un chemin, l'adresse d'un fichier",
        lambda _, s: routes.web(s.url) or None),
    may("editeur", TEXT, "qui le publie", lambda _, s: s.publisher or None),
    may("contact", EMAIL, "à qui écrire à son sujet", lambda _, s: s.contact or None),
    Member("langue", TEXT, "la langue de ses textes (BCP 47)", lambda _, s: s.language),
    Member("fuseau", TEXT, "le fuseau de ses jours et de ses heures (base IANA)", lambda _, s: s.timezone),
))

# fmt: on

_BEFORE: Final = {
    "titre": "titre", "parcours": "parcours", "module": "module", "nom_module": "nom_module",
    "fiche": "slug",
}  # fmt: skip
"""What a session that stands alone says of its fiche first: its key there, and in the fiche."""
_BEHIND: Final = {
    "reference": "reference", "secteurs": "secteurs", "themes": "themes", "organismes": "organismes",
    "region": "region", "duree": "duree", "modalite": "modalite", "modalite_mots": "modalite_mots",
    "prix": "prix", "fiche_chemin": "chemin", "fiche_url": "url", "fiche_donnees": "donnees",
}  # fmt: skip
"""What it says of it last."""
OF_FICHE: Final[Mapping[str, str]] = {**_BEFORE, **_BEHIND}
"""All that sessions which stand alone say of their fiche."""


def _of_fiche(keys: Mapping[str, str]) -> Iterator[Member[Any]]:
    members = {member.key: member for member in FICHE.members}
    for key, own in keys.items():
        member = members[own]
        label = FICHE.label(member) + (" (fiche)" if key.startswith("fiche") else "")
        yield replace(member, key=key, help=f"de la fiche : {member.help}", label=label)


LONE_SESSION: Final[Record[Any]] = Record(
    "session",
    "Une session, avec ce qu'il faut savoir de sa formation.",
    (
        *_of_fiche(_BEFORE),
        *(replace(member, label=SESSION.label(member)) for member in SESSION.members),
        *_of_fiche(_BEHIND),
    ),
)
"""Drawn from the members of the two records, as `lone_sessions` draws it from what they hold."""


def lone_sessions(fiche: Object) -> list[Object]:
    """Return the sessions of a fiche's record as records that stand alone."""
    before = {key: fiche[own] for key, own in _BEFORE.items()}
    behind = {key: fiche[own] for key, own in _BEHIND.items()}
    sessions: Any = fiche["sessions"]
    return [{**before, **session, **behind} for session in sessions]
