"""The day up to which an evaluation counts: one day of the year, a setting, moved by hand."""

import os
import re
from datetime import date

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schuljahr import first_day, last_day

# The Amtliche Schuldaten refer to the week that holds 15 October; where it has school-free days,
# to another one (DOMAIN 5.1). Which days are free nobody has on file here.
EVALUATION_DAY = "DIGGS_EVALUATION_DAY"
DEFAULT_DAY = "15.10."


def default_stichtag(schuljahr: str) -> date:
    asked = os.environ.get(EVALUATION_DAY) or DEFAULT_DAY
    found = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.", asked)
    try:
        day, month = map(int, found.groups())
        first = first_day(schuljahr)
        return date(first.year + (month < first.month), month, day)
    except (AttributeError, ValueError) as error:
        raise DiggsError(
            f"{EVALUATION_DAY}: »{asked}« ist kein Tag des Jahres; erwartet wird etwas wie "
            f"{DEFAULT_DAY}"
        ) from error


def checked_stichtag(schuljahr: str, stichtag: date) -> date:
    first, last = first_day(schuljahr), last_day(schuljahr)
    if not first <= stichtag <= last:
        raise DiggsError(
            f"Der Stichtag {stichtag:%d.%m.%Y} liegt nicht im Schuljahr {schuljahr} "
            f"({first:%d.%m.%Y} bis {last:%d.%m.%Y})."
        )
    if stichtag > date.today():
        raise DiggsError(f"Der Stichtag {stichtag:%d.%m.%Y} liegt in der Zukunft.")
    return stichtag
