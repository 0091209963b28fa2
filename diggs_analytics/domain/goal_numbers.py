"""Numbers of goals: labels like 1.10, their order, and the ones that a field names."""

import re

# "1.10, 1.2 und 1.3", "1.10 (mit 1.2/1.3)", "3.1 (=2.5)"
_BETWEEN = re.compile(r"[,;/()=+&\n]|\b(?:und|mit|sowie)\b")


def numbers_named(text: object) -> tuple[str, ...]:
    """The numbers in a field like Vorgänger, each once and in order; a blank field names none."""
    parts = _BETWEEN.split(text) if isinstance(text, str) else ()
    return tuple(dict.fromkeys(number for part in parts if (number := part.strip(" .\t"))))


def number_order(number: str) -> tuple[list[int], str]:
    """Sorts 1.10 after 1.9; labels without figures come first."""
    return [int(figures) for figures in re.findall(r"\d+", number)], number
