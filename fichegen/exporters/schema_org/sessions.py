"""A session as a CourseInstance: when, where, how, until when one can register."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from fichegen import routes, text
from fichegen.dates import Duration, Kind, Schedule, runs
from fichegen.exporters.facts import exact_minutes
from fichegen.exporters.plain import plain_text
from fichegen.expressions import expression
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter

from .nodes import VOCABULARY, Node, Origin, node, one_or_all, profiled, said
from .offers import funders, session_offer
from .organisations import organisers
from .places import location, ways

_PEOPLE: Final = r"(?:personnes?|places?|participante?s?|stagiaires?|inscrits?|professionnels?)"
_MOST: Final = r"(?:au )?(?:maximum|max|plus)"
_SEATS: Final = expression(
    rf"(?:(?:maximum|max|jusqu a|limite a) (?:de )?)?(?P<seats>[1-9]\d{{0,3}})(?: {_PEOPLE})?(?: {_MOST})?"
)
"""A text, by its key, that tells how many can come, and no other number."""


def session_node(origin: Origin, fiche: Fiche, group: Group) -> Node:
    """Tell a session. Its `@id` is the part `session` of its page."""
    page = routes.group_path(fiche, group)
    url = origin.link(page)
    told = dict(origin.presenter.once(_facts, fiche)[group.slug])
    told["url"] = url
    told["organizer"] = one_or_all(organisers(origin, fiche, group))
    if offer := told["offers"]:
        told["offers"] = {**offer, "url": url}
    return profiled(node("CourseInstance", origin.link(page, "session"), **told))


def _facts(presenter: Presenter, fiche: Fiche) -> dict[str, dict[str, Any]]:
    """Return what is told of the sessions of a fiche from wherever, by their slugs.

    The properties that are links, or hold some, are left empty in their places.
    """
    origin = Origin(presenter, routes.fiche_path(fiche))
    length, payers = workload(fiche.duration), one_or_all(funders(presenter, fiche))
    found = {}
    for group in fiche.groups:
        mode, attendance = ways(fiche, group)
        found[group.slug] = dict(
            name=session_name(fiche, group),
            url="",
            description=plain_text(group.remark) if group.remark else "",
            inLanguage=origin.language,
            courseMode=mode,
            eventAttendanceMode=attendance and f"{VOCABULARY}/{attendance}",
            courseWorkload=length,
            **_held(origin, fiche, group),
            location=location(fiche, group),
            organizer=[],
            funder=payers,
            maximumAttendeeCapacity=_seats(group.seats or fiche.seats),
            offers=session_offer(origin, fiche, group),
        )
    return found


def session_name(fiche: Fiche, group: Group) -> str:
    """Name a session after its course, with its label where there are several to tell apart."""
    title = fiche.title.words
    return f"{title} – {group.label}" if len(fiche.groups) > 1 else title


def exact_duration(duration: Duration | None) -> str:
    """Write a length as ISO 8601 does, `PT3H30M`, where the words give one number of hours."""
    hours, minutes = divmod(exact_minutes(duration), 60)
    told = f"{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"
    return f"PT{told}" if told else ""


def workload(duration: Duration | None) -> str:
    """Return the length as ISO 8601 writes it where it is exact, else in the editor's words."""
    return exact_duration(duration) or (said(duration.words) if duration else "")


def _held(origin: Origin, fiche: Fiche, group: Group) -> Node:
    """Tell the days of a session, and whether it is held on them.

    What is postponed without new days has but the day it was first announced for. What is cancelled
    keeps its own (schema.org, EventCancelled).
    """
    status = fiche.status_of(group)
    schedule, before = fiche.calendar_of(group), group.previous
    if status is Status.POSTPONED:
        known = before or schedule
        return {
            "eventStatus": f"{VOCABULARY}/EventPostponed",
            "previousStartDate": _bounds(origin, known)[0] if known else "",
        }
    first, last = _bounds(origin, schedule) if schedule else ("", "")
    kind = "EventScheduled"
    if status is Status.CANCELLED:
        kind = "EventCancelled"
    elif group.is_moved:
        kind = "EventRescheduled"
    moved = before if kind == "EventRescheduled" else None
    return {
        "startDate": first,
        "endDate": last,
        "eventStatus": f"{VOCABULARY}/{kind}" if first or status is Status.CANCELLED else "",
        "previousStartDate": _bounds(origin, moved)[0] if moved else "",
        "subEvent": [*_parts(origin, schedule)] if schedule else [],
    }


def _bounds(origin: Origin, schedule: Schedule) -> tuple[str, str]:
    """Return when a session begins and ends, as far as that is known."""
    if schedule.kind is Kind.SPAN and schedule.first and schedule.last:
        return schedule.first.isoformat(), schedule.last.isoformat()
    if not schedule.days:
        return "", ""
    ends = schedule.kind is Kind.DAYS
    return origin.begin(schedule.days[0]), origin.end(schedule.days[-1]) if ends else ""


def _parts(origin: Origin, schedule: Schedule) -> Iterable[Node]:
    """Yield each run of days, where days between them are free."""
    stretches = [*runs(schedule.days)]
    for stretch in stretches if len(stretches) > 1 else ():
        yield node("Event", startDate=origin.begin(stretch[0]), endDate=origin.end(stretch[-1]))


def _seats(words: str) -> int | None:
    found = _SEATS.fullmatch(text.key(words))
    return int(found["seats"]) if found else None
