"""Sessions as calendars that people take up or follow (iCalendar, RFC 5545 and 7986)."""

from .files import EVENTS, calendars, fiche_calendars, has_calendar

__all__ = ["EVENTS", "calendars", "fiche_calendars", "has_calendar"]
