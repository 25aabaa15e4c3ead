"""Facts to views: the French phrases readers see for sessions, people, limits and cards."""

from __future__ import annotations

from .calendar import month_name, weeks_of
from .cards import date_order, deadline_order, make_card, ordered_groups, title_order
from .fiches import description, enrol_facts, sections, summary_facts
from .neighbours import around, asks, module_name, related, series_of, siblings
from .people import people
from .presenter import Presenter, Step, dates_note, lasting_tag, state_tag
from .sessions import moments, past_lines, show_session, writing
from .ties import Ties, face_of

__all__ = [
    "Presenter",
    "Step",
    "Ties",
    "around",
    "asks",
    "date_order",
    "dates_note",
    "deadline_order",
    "description",
    "enrol_facts",
    "face_of",
    "lasting_tag",
    "make_card",
    "module_name",
    "moments",
    "month_name",
    "ordered_groups",
    "past_lines",
    "people",
    "related",
    "sections",
    "series_of",
    "show_session",
    "siblings",
    "state_tag",
    "summary_facts",
    "title_order",
    "weeks_of",
    "writing",
]
