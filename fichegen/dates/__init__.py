"""French phrases about days, hours and lengths: read to plain values, and written back.

Reading never raises, never guesses and never asks the clock; what is written is read back to the
same value.
"""

from .deadlines import read_deadline
from .durations import read_duration
from .lexicon import WEEKDAYS
from .phrases import mentions_dates, read_schedule, with_hours
from .slips import slips
from .timetable import read_hours, tells_hours_alone
from .values import (
    LONGEST_RUN,
    Day,
    Deadline,
    Duration,
    Extent,
    Half,
    Hours,
    Kind,
    Option,
    Period,
    Problem,
    Schedule,
    runs,
)
from .writing import (
    write_date,
    write_days,
    write_deadline,
    write_duration,
    write_hours,
    write_minutes,
    write_period,
    write_periods,
    write_schedule,
    write_short_date,
)

__all__ = [
    "LONGEST_RUN",
    "WEEKDAYS",
    "Day",
    "Deadline",
    "Duration",
    "Extent",
    "Half",
    "Hours",
    "Kind",
    "Option",
    "Period",
    "Problem",
    "Schedule",
    "mentions_dates",
    "read_deadline",
    "read_duration",
    "read_hours",
    "read_schedule",
    "runs",
    "slips",
    "tells_hours_alone",
    "with_hours",
    "write_date",
    "write_days",
    "write_deadline",
    "write_duration",
    "write_hours",
    "write_minutes",
    "write_period",
    "write_periods",
    "write_schedule",
    "write_short_date",
]
