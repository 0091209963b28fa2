"""When two spellings are the same word: headings, and values of closed lists."""

import re
from difflib import get_close_matches

from diggs_analytics.domain.schema import Spellings

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# A footnote glued to a heading: "Lernende¹)", "Klassen 1)", "Anteil**".
_FOOTNOTE = re.compile(r"[¹²³⁰-⁹*]+\)?|\(?\b\d{1,2}\)\s*$")
_NO_LETTER = re.compile(r"[\W_]+")


def comparable(text: object) -> str:
    """Two texts are one word if they differ only in case, blanks, line breaks, hyphens and other
    punctuation, footnote marks, or ä written as ae. A text of nothing else stays as it is."""
    plain = _FOOTNOTE.sub("", str(text)).casefold().translate(_UMLAUTS)
    return _NO_LETTER.sub("", plain) or str(text).strip()


def lookup(spellings: Spellings) -> dict[str, str]:
    """Comparable spelling → allowed value."""
    return {
        comparable(spelling): value
        for value, others in spellings.items()
        for spelling in (value, *others)
    }


def nearest(text: object, spellings: Spellings) -> str:
    """The allowed value whose spelling comes closest to ``text``, or "" if none is near."""
    known = lookup(spellings)
    match = get_close_matches(comparable(text), known, n=1, cutoff=0.7)
    return known[match[0]] if match else ""
