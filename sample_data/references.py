"""The references (Aktenzeichen) that two of the Bezirksregierungen give, in order of arrival."""

from collections import Counter

# The others keep lists without a reference of their own.
_PATTERNS = {"Arnsberg": "45.{jahr}-{number:04d}", "Köln": "48.06/{jahr}/{number}"}


def with_references(rows: list[dict[str, object]], first: int = 1) -> list[dict[str, object]]:
    """``rows`` of one Schuljahr in order of arrival; counting begins at ``first``."""
    counts: Counter[str] = Counter()
    numbered = []
    for row in rows:
        name = row["bezirksregierung"]
        number = first + counts[name]
        counts[name] += 1
        pattern = _PATTERNS.get(name)
        reference = pattern and pattern.format(jahr=row["schuljahr"][:4], number=number)
        numbered.append({**row, "aktenzeichen": reference})
    return numbered
