"""School years: written 2024/25, from 1 August to 31 July (§ 7 SchulG)."""

from datetime import date

# From this Schuljahr on § 5 Abs. 6 APO-BK is the legal basis; before it, individual decrees.
# The two regimes cannot be compared: every series breaks here (DOMAIN 1.1, 1.4).
FIRST_UNDER_APO_BK = "2024/25"

# Days outside are typing errors: nobody notified before 1990 or after 2099.
EARLIEST_DAY, LATEST_DAY = date(1990, 1, 1), date(2099, 12, 31)


def schuljahr(first_year: int) -> str:
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def schuljahr_of(day: date) -> str:
    return schuljahr(day.year if day.month >= 8 else day.year - 1)


def first_day(jahr: str) -> date:
    return date(int(jahr[:4]), 8, 1)


def last_day(jahr: str) -> date:
    return date(int(jahr[:4]) + 1, 7, 31)


def before(jahr: str, years: int = 1) -> str:
    """The Schuljahr that lies ``years`` earlier."""
    return schuljahr(int(jahr[:4]) - years)


def same_day(day: date, years: int) -> date:
    """The same calendar day ``years`` later (earlier if negative); 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
