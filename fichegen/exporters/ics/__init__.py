"""Sessions as calendars that people take up or follow (iCalendar, RFC 5545 and 7986)."""

from .files import calendars, has_calendar

__all__ = ["calendars", "has_calendar"]
