"""What the catalogue is besides pages: files for machines, and for the script that searches."""

from .ics import session_calendar
from .search import Document, Entry, search_parts

__all__ = ["Document", "Entry", "search_parts", "session_calendar"]
