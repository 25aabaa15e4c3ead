"""Facts to views: the French phrases readers see for sessions, people, limits and cards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import prose, routes, text
from fichegen.catalogue import Catalogue, Facet, Session
from fichegen.dates import (
    Day,
    Deadline,
    Half,
    Kind,
    Schedule,
    write_date,
    write_days,
    write_deadline,
    write_schedule,
)
from fichegen.diagnostics import Finding, finding
from fichegen.model import Contact, Fiche, Group, Prose, Status, Term
from fichegen.prose import Html
from fichegen.states import State, state_on
from fichegen.views import Card, Fact, Limit, Link, Person, SectionView, SessionView, Tag, When

_TAGS: Final = {
    State.CANCELLED: Tag(text="Annulé", kind="annule"),
    State.POSTPONED: Tag(text="Reporté", kind="reporte"),
    State.OVER: Tag(text="Terminé", kind="termine"),
    State.FULL: Tag(text="Complet", kind="complet"),
    State.CLOSED: Tag(text="Inscriptions closes", kind="clos"),
}
_GONE: Final = (State.CANCELLED, State.OVER, State.CLOSED, State.RUNNING)
"""States in which one asks for the next session rather than for a place."""
_SETTLED: Final = (State.CANCELLED, State.FULL, State.OVER)
"""States in which it does not matter any more until when one could register."""
_CONFIRMED: Final = Tag(text="Confirmé", kind="confirme")
_NO_DATES: Final = "Dates non précisées"
_SHORT_PROSE: Final = 320
_DESCRIPTION: Final = 155
_BLANKS: Final = ("Nom et prénom", "Structure", "Fonction", "Besoin d'aménagement éventuel")


@dataclass(slots=True)
class Presenter:
    """What every view of a build is made from; gathers findings of the prose it renders."""

    catalogue: Catalogue
    today: dt.date
    findings: list[Finding] = field(default_factory=list)

    def html(self, source: Prose, path: str, *, top_level: int = 3) -> Html:
        """Render a prose."""
        rendered = prose.render(source, path, top_level=top_level)
        self.findings.extend(rendered.findings)
        return rendered.html

    # ---------------------------------------------------------------- sessions

    def session(self, session: Session, page: str) -> SessionView:
        """Show a session on a page of the site."""
        fiche, group = session.fiche, session.group
        schedule = group.schedule
        dates = write_schedule(schedule) if schedule and schedule.words else _NO_DATES
        deadline = group.deadline or fiche.deadline
        if group.link and not prose.is_safe_link(group.link):
            where = group.span or fiche.span("groupes")
            self.findings.append(finding("FG402", where, cible=group.link))
        return SessionView(
            label=group.label,
            href=routes.relative(routes.group_path(fiche, group), page),
            fiche_title=fiche.title.words,
            fiche_href=routes.relative(routes.fiche_path(fiche), page),
            territory=group.territory,
            place=group.place,
            address=group.address,
            link=group.link if prose.is_safe_link(group.link) else "",
            dates=_sentence(dates),
            words=_other_words(schedule, dates),
            days=_whens(schedule.days) if schedule else (),
            limit=self.limit(deadline, settled=state_on(self.today, fiche, group) in _SETTLED),
            tag=self.session_tag(session),
            seats=group.seats,
            remark=self.html(group.remark, fiche.path) if group.remark else None,
            people=self.people(fiche, group),
        )

    def session_tag(self, session: Session) -> Tag | None:
        """Show a session's state where days alone cannot undo it, so that the page never lies."""
        state = state_on(self.today, session.fiche, session.group)
        if state.lasting:
            return _TAGS[state]
        confirmed = session.group.status is Status.CONFIRMED
        return _CONFIRMED if confirmed else None

    def limit(self, deadline: Deadline | None, *, settled: bool = False) -> Limit | None:
        """Show until when one can register, in a sentence that stays true.

        Of a session nobody can register for any more it is but a date that was announced.
        """
        if deadline is None:
            return None
        if deadline.date is None:
            return Limit(sentence="Inscriptions :", iso="", text=deadline.words, passed=False)
        return Limit(
            sentence="Date limite annoncée :" if settled else "Inscriptions jusqu'au",
            iso=deadline.date.isoformat(),
            text=write_deadline(deadline),
            passed=deadline.date < self.today,
        )

    def fiche_limit(self, fiche: Fiche) -> Limit | None:
        """Show the limit of a fiche as its sessions do, where they all agree."""
        states = {state_on(self.today, fiche, group) for group in fiche.groups}
        return self.limit(fiche.deadline, settled=bool(states) and states <= {*_SETTLED})

    # ---------------------------------------------------------------- people

    def people(self, fiche: Fiche, group: Group | None = None) -> tuple[Person, ...]:
        """Show whom to write to, each with a message already begun."""
        contacts = (group.contacts if group else ()) or fiche.contacts
        gone = group is not None and state_on(self.today, fiche, group) in _GONE
        subject, body = _message(fiche, group, gone=gone)
        return tuple(_person(contact, subject, body) for contact in contacts)

    # ---------------------------------------------------------------- fiches

    def card(self, fiche: Fiche, page: str, groups: Iterable[Group] | None = None) -> Card:
        """Show a fiche in a list, with all its sessions or only some."""
        chosen = fiche.groups if groups is None else tuple(groups)
        return Card(
            title=fiche.title.words,
            href=routes.relative(routes.fiche_path(fiche), page),
            series=fiche.title.series,
            module=fiche.title.module,
            name=fiche.title.name,
            organisations=tuple(term.words for term in fiche.organisations),
            sectors=tuple(term.words for term in fiche.sectors),
            duration=fiche.duration.words if fiche.duration else "",
            sessions=tuple(self.session(Session(fiche, group), page) for group in chosen),
            dates_note=dates_note(fiche),
            limit=self.fiche_limit(fiche),
            tag=self.fiche_tag(fiche),
        )

    def fiche_tag(self, fiche: Fiche) -> Tag | None:
        """Show the state that all sessions of a fiche share, or the one declared for it."""
        if not fiche.groups:
            return {
                Status.CANCELLED: _TAGS[State.CANCELLED],
                Status.POSTPONED: _TAGS[State.POSTPONED],
                Status.FULL: _TAGS[State.FULL],
                Status.CONFIRMED: _CONFIRMED,
            }.get(fiche.status) if fiche.status else None  # fmt: skip
        tags = {self.session_tag(Session(fiche, group)) for group in fiche.groups}
        return tags.pop() if len(tags) == 1 else None

    def facts(self, fiche: Fiche, page: str, *, brief: bool = False) -> tuple[Fact, ...]:
        """Show the short facts of a fiche; `brief` keeps those needed to enrol."""
        facts: list[Fact] = []
        public = fiche.section("public")
        if public and is_short(public.prose):
            facts.append(
                Fact(name="public", label="Public", html=self.html(public.prose, fiche.path))
            )
        if fiche.duration:
            facts.append(Fact(name="duree", label="Durée", words=_plain(fiche.duration.words)))
        if fiche.mode_words or fiche.mode:
            words = fiche.mode_words or str(fiche.mode)
            facts.append(Fact(name="modalite", label="Modalité", words=_plain(_sentence(words))))
        if fiche.organisations:
            organisations = self.catalogue.organisation_index
            links = tuple(
                _facet_link(
                    routes.ORGANISATIONS, organisations.get(text.key(term.words)), term, page
                )
                for term in fiche.organisations
            )
            facts.append(Fact(name="organismes", label="Organisme de formation", words=links))
        if brief:
            return tuple(facts)
        if fiche.sectors:
            sectors = self.catalogue.sector_index
            links = tuple(
                _facet_link(routes.SECTORS, sectors.get(text.key(term.words)), term, page)
                for term in fiche.sectors
            )
            facts.append(
                Fact(
                    name="secteurs", label="Secteurs" if len(links) > 1 else "Secteur", words=links
                )
            )
        rest = (
            ("themes", "Thèmes", [term.words for term in fiche.themes]),
            ("region", "Région", [fiche.region]),
            ("effectif", "Effectif", [fiche.seats]),
            ("reference", "Référence", [fiche.reference]),
            ("statut", "Statut", [fiche.status_words]),
        )
        facts += [
            Fact(name=name, label=label, words=_plain(*words))
            for name, label, words in rest
            if any(words)
        ]
        return tuple(facts)

    def description(self, fiche: Fiche, group: Group | None = None) -> str:
        """Say a page in a sentence: where and when a session is, or what a course is about."""
        if group:
            schedule = group.schedule
            dates = write_schedule(schedule) if schedule else ""
            parts = (group.label, group.territory, group.place, dates)
            return _shortened(", ".join(part for part in parts if part) + f" : {fiche.title.words}")
        about = (fiche.section(name) for name in ("chapeau", "contexte", "objectifs", "public"))
        first = next((section.prose for section in about if section), None)
        return _shortened(" ".join(first.items) or text.plain(first.markdown)) if first else ""

    def sections(self, fiche: Fiche) -> tuple[SectionView, ...]:
        """Show the prose of a fiche in the editor's order, save what stands above the fold."""
        taken: dict[str, int] = {}
        shown = []
        for section in fiche.sections:
            if section.name == "chapeau" or (section.name == "public" and is_short(section.prose)):
                continue
            name = f"rubrique-{text.slug(section.heading, fallback='sans-titre')}"
            taken[name] = count = taken.get(name, 0) + 1
            html = self.html(section.prose, fiche.path)
            unique = name if count == 1 else f"{name}-x{count}"
            shown.append(SectionView(id=unique, heading=section.heading, html=html))
        return tuple(shown)


def _shortened(words: str) -> str:
    """Cut words for a description at a space, and show that they are cut."""
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(" ,;:.–") + "…"


def is_short(source: Prose) -> bool:
    """Tell whether a prose is one short paragraph, fit for a summary."""
    return (
        len(source.markdown) <= _SHORT_PROSE and not source.items and "\n\n" not in source.markdown
    )


def dates_note(fiche: Fiche) -> str:
    """Return what is said in place of sessions."""
    if fiche.groups:
        return ""
    return _sentence(fiche.dates_note.words) if fiche.dates_note else ""


def _plain(*words: str) -> tuple[Link, ...]:
    return tuple(Link(text=each, href="") for each in words)


def _facet_link(kind: str, facet: Facet | None, term: Term, page: str) -> Link:
    """Link a term, in the words the editor used, to its entry in a list."""
    path = routes.facet_path(kind, facet.slug) if facet else ""
    return Link(text=term.words, href=routes.relative(path, page) if path else "")


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _whens(days: Sequence[Day]) -> tuple[When, ...]:
    """Show days one by one; their hours too where they differ from day to day."""
    alike = len({(day.half, day.hours) for day in days}) == 1
    return tuple(_when(replace(day, half=Half.WHOLE, hours=()) if alike else day) for day in days)


def _when(day: Day) -> When:
    weekday = write_date(day.date, weekday=True)
    detail = write_days((day,)).removeprefix(write_date(day.date)).lstrip(" ,")
    return When(iso=day.date.isoformat(), text=f"{weekday}, {detail}" if detail else weekday)


def _other_words(schedule: Schedule | None, dates: str) -> str:
    """Return the editor's words where they say in another way what the page says."""
    if (
        schedule is None
        or schedule.kind is Kind.WORDS
        or not any(char.isalpha() for char in schedule.words)
        or _bare(dates).startswith(_bare(schedule.words))
    ):
        return ""
    return schedule.words


def _bare(dates: str) -> str:
    """Leave out what changes nothing in a list of days."""
    words = text.key(dates).replace(" et ", " ")
    return words.removeprefix("les ").removeprefix("le ")


def _person(contact: Contact, subject: str, body: str) -> Person:
    return Person(
        name=contact.name,
        role=contact.role,
        email=contact.email,
        mailto=routes.mailto(contact.email, subject=subject, body=body) if contact.email else "",
        phone=contact.phone,
        tel=routes.tel(contact.phone),
    )


def _message(fiche: Fiche, group: Group | None, *, gone: bool) -> tuple[str, str]:
    """Begin a message: subject and body, with blanks to fill in."""
    wish = "être prévenu(e) de la prochaine session de" if gone else "m'inscrire à"
    lines = ["Bonjour,", "", f"Je souhaite {wish} la formation suivante :", "",
             f"Formation : {fiche.title.words}"]  # fmt: skip
    subject = f"{'Prochaine session' if gone else 'Inscription'} – {fiche.title.words}"
    if group:
        place = " – ".join(part for part in (group.territory, group.place) if part)
        subject = " – ".join(
            part for part in (subject, group.label, group.territory or group.place) if part
        )
        lines.append(f"Groupe : {group.label}")
        if place:
            lines.append(f"Lieu : {place}")
        if group.schedule:
            lines.append(f"Dates : {write_schedule(group.schedule)}")
    else:
        lines.append("Session souhaitée :")
    lines += ["", *(f"{blank} :" for blank in _BLANKS), "", "Cordialement,"]
    return subject, "\n".join(lines)
