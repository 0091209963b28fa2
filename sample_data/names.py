"""Invented places and school names: words of a landscape, put together anew."""

from collections.abc import Iterator
from itertools import product
from random import Random

# Invented Kreise of each Bezirksregierung, and the invented places in them.
KREISE = {
    "Arnsberg": {
        "Kreis Ottersiek": ("Ottersiek", "Nebelkamp", "Haselbrück"),
        "Kreis Dachsrode": ("Dachsrode", "Wacholderfelde", "Hirschwede"),
        "Farnmark": ("Farnmark",),
        "Kreis Kieselhain": ("Kieselhain", "Schlehenrode", "Finkenwede", "Talbrück"),
    },
    "Detmold": {
        "Kreis Reihersiek": ("Reihersiek", "Lerchenrode", "Moorbrück"),
        "Kreis Ginsterfelde": ("Ginsterfelde", "Holunderwede"),
        "Falkenmark": ("Falkenmark",),
        "Kreis Quellhain": ("Quellhain", "Ahornkamp", "Zeisigrode"),
    },
    "Düsseldorf": {
        "Kranichwede": ("Kranichwede",),
        "Holunderbrück": ("Holunderbrück",),
        "Kreis Weidenkamp": ("Weidenkamp", "Ulmenwede", "Fichtenbrück"),
        "Kreis Deichfelde": ("Deichfelde", "Schilfrode", "Binsenmark", "Pappelhain"),
        "Kreis Sanddornmark": ("Sanddornmark", "Otterfelde", "Rohrbrück"),
    },
    "Köln": {
        "Amselwede": ("Amselwede",),
        "Kreis Rabenhain": ("Rabenhain", "Ginsterbrück", "Kalkfelde"),
        "Kreis Brombeermark": ("Brombeermark", "Elsterkamp", "Distelrode"),
        "Kreis Bibersiek": ("Bibersiek", "Mispelwede", "Eulenbrück"),
    },
    "Münster": {
        "Kreis Heidewede": ("Heidewede", "Torfkamp", "Kiebitzrode"),
        "Kreis Brachfelde": ("Brachfelde", "Wieselbrück"),
        "Storchenmark": ("Storchenmark",),
        "Kreis Erlensiek": ("Erlensiek", "Ammerhain", "Igelrode"),
    },
}  # fmt: skip

_LAGE = (
    "am Weiher", "an der Alten Mühle", "im Wiesengrund", "am Kirschgarten", "an der Furt",
    "am Steinbruch", "auf der Heide", "am Uferweg", "an den Birken", "am Hohlweg", "zur Quelle",
)  # fmt: skip
_EIGENNAME = (
    "Espenlaub", "Eichenhain", "Morgentau", "Moosgrund", "Kieselbach", "Falkenstieg",
    "Silberdistel", "Haselnuss", "Eisvogel", "Nordwind", "Lindental", "Apfelwiese",
)  # fmt: skip
_ZWEIG = {
    "Technik": ("Technik/Naturwissenschaften", "Informatik"),
    "Wirtschaft und Verwaltung": ("Wirtschaft und Verwaltung", "Informatik"),
    "Gesundheit und Soziales": ("Gesundheit/Erziehung und Soziales",),
    "Gestaltung": ("Gestaltung", "Technik/Naturwissenschaften"),
}

# A school name, its place, and the Fachbereiche that the name tells (none: a mixed school).
Named = tuple[str, str, tuple[str, ...]]


def public_names(bezirksregierung: str, dice: Random) -> Iterator[Named]:
    yield from _mixed(
        dice,
        [
            *((f"Berufskolleg {ort}", ort, ()) for ort in places(bezirksregierung)),
            *(
                (f"Berufskolleg für {zweig} {ort}", ort, _ZWEIG[zweig])
                for zweig, ort in product(_ZWEIG, places(bezirksregierung))
            ),
            *(
                (f"Berufskolleg {lage} {ort}", ort, ())
                for lage, ort in product(_LAGE, places(bezirksregierung))
            ),
        ],
    )


def private_names(bezirksregierung: str, dice: Random) -> Iterator[Named]:
    yield from _mixed(
        dice,
        [
            (f"{kind} {eigenname} {ort}", ort, _ZWEIG["Gesundheit und Soziales"])
            if kind.startswith("Freies")
            else (f"{kind} {eigenname} {ort}", ort, ())
            for kind, eigenname, ort in product(
                ("Privates Berufskolleg", "Freies Berufskolleg"),
                _EIGENNAME,
                places(bezirksregierung),
            )
        ],
    )


def foerderschul_names(bezirksregierung: str, dice: Random) -> Iterator[Named]:
    yield from _mixed(
        dice,
        [
            (f"Förderberufskolleg {eigenname} {ort}", ort, ())
            for eigenname, ort in product(_EIGENNAME, places(bezirksregierung))
        ],
    )


def places(bezirksregierung: str) -> tuple[str, ...]:
    return tuple(ort for orte in KREISE[bezirksregierung].values() for ort in orte)


def kreis_of(bezirksregierung: str, ort: str) -> str:
    return next(kreis for kreis, orte in KREISE[bezirksregierung].items() if ort in orte)


def _mixed(dice: Random, names: list[Named]) -> list[Named]:
    return dice.sample(names, len(names))
