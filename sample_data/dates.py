"""When things happen in the invented years: days of lessons, days on which post arrives."""

from datetime import date, timedelta
from random import Random

# Nothing later than this is known: the day of the last delivery.
KNOWN_UNTIL = date(2026, 10, 16)

# First and last day of lessons (Ferienordnung NRW).
LESSONS = {
    "2022/23": (date(2022, 8, 10), date(2023, 6, 21)),
    "2023/24": (date(2023, 8, 7), date(2024, 7, 5)),
    "2024/25": (date(2024, 8, 21), date(2025, 7, 11)),
    "2025/26": (date(2025, 8, 27), date(2026, 7, 17)),
    "2026/27": (date(2026, 9, 2), date(2027, 7, 16)),
}

# How much of a year's post comes in each month, from the June before to the May in it.
_MONTHS = {6: 8, 7: 8, 8: 18, 9: 25, 10: 13, 11: 8, 12: 4, 1: 5, 2: 5, 3: 3, 4: 1.5, 5: 1.5}
_HOLIDAYS = {(10, 3), (11, 1), (12, 24), (12, 25), (12, 26), (12, 31), (1, 1), (5, 1)}


def arrival(schuljahr: str, chance: Random) -> date:
    """A day on which an Anzeige for the Schuljahr comes in."""
    month = chance.choices(list(_MONTHS), weights=list(_MONTHS.values()))[0]
    year = int(schuljahr[:4]) + (month < 6)
    return workday(date(year, month, chance.randint(1, 28)))


def latest_arrival(schuljahr: str) -> date:
    return date(int(schuljahr[:4]) + 1, 5, 29)


def workday(day: date) -> date:
    """The day itself, or the next on which an authority works."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day += timedelta(days=1)
    return day


def after(day: date, days: int) -> date:
    return workday(day + timedelta(days=days))
