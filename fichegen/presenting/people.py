"""Whom to write to, each with a message already begun."""

from __future__ import annotations

from typing import Final

from fichegen import routes
from fichegen.catalogue import contacts_of
from fichegen.dates import write_schedule
from fichegen.model import Contact, Fiche, Group
from fichegen.views import Person

from .presenter import Presenter

_BLANKS: Final = ("Nom et prénom", "Structure", "Fonction", "Besoin d'aménagement éventuel")


def people(presenter: Presenter, fiche: Fiche, group: Group | None = None) -> tuple[Person, ...]:
    """Show the contacts of a session, or else of its fiche.

    Where none of them has an e-mail address, the organisation's or the catalogue's follows them.
    """
    contacts = contacts_of(presenter.catalogue, fiche, group, by_mail=True)
    asking, news = _message(fiche, group, news=False), _message(fiche, group, news=True)
    return tuple(_person(contact, asking, news) for contact in contacts)


def _person(contact: Contact, asking: tuple[str, str], news: tuple[str, str]) -> Person:
    return Person(
        name=contact.name,
        role=contact.role,
        email=contact.email,
        mailto=_mailto(contact, *asking),
        notify=_mailto(contact, *news),
        phone=contact.phone,
        tel=routes.tel(contact.phone),
    )


def _mailto(contact: Contact, subject: str, body: str) -> str:
    return routes.mailto(contact.email, subject=subject, body=body) if contact.email else ""


def _message(fiche: Fiche, group: Group | None, *, news: bool) -> tuple[str, str]:
    """Begin a message: subject and body, with blanks to fill in."""
    wish = "être prévenu(e) de la prochaine session de" if news else "m'inscrire à"
    lines = ["Bonjour,", "", f"Je souhaite {wish} la formation suivante :", "",
             f"Formation : {fiche.title.words}"]  # fmt: skip
    subject = f"{'Prochaine session' if news else 'Inscription'} – {fiche.title.words}"
    if group and news:
        if group.territory or group.place:
            lines.append(f"Lieu souhaité : {group.territory or group.place}")
    elif group:
        place = " – ".join(part for part in (group.territory, group.place) if part)
        subject = " – ".join(
            part for part in (subject, group.label, group.territory or group.place) if part
        )
        lines.append(f"Groupe : {group.label}")
        if place:
            lines.append(f"Lieu : {place}")
        if group.schedule:
            lines.append(f"Dates : {write_schedule(group.schedule)}")
    elif not news:
        lines.append("Session souhaitée :")
    blanks = _BLANKS[:3] if news else _BLANKS
    lines += ["", *(f"{blank} :" for blank in blanks), "", "Cordialement,"]
    return subject, "\n".join(lines)
