"""Working days: Monday to Friday for now."""

from datetime import date, timedelta

_SATURDAY = 5


def working_days_after(day: date, count: int) -> date:
    """The day that comes so many working days after another."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day
