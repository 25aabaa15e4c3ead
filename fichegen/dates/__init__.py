"""French phrases about days, hours and lengths: read to plain values, and written back.

Reading never raises, never guesses and never asks the clock; every phrase written parses back to
the same value.
"""

from .phrases import mentions_dates, read_schedule, with_hours
from .hours import read_hours
