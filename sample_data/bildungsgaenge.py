"""The Bildungsgänge that the invented schools offer: real names, Anlagen and Fachbereiche.

Names are those of the catalogue of Fachklassen (MSB NRW). Where it names only a subject, as for
Ausbildungsvorbereitung, Berufsfachschule and Fachoberschule, the kind of Bildungsgang stands
before it. Anlage and figure follow DOMAIN 3.1, the seven Fachbereiche DOMAIN 3.3.
"""

from dataclasses import dataclass

AGRAR = "Agrarwirtschaft"
ERNAEHRUNG = "Ernährungs- und Versorgungsmanagement"
GESTALTUNG = "Gestaltung"
SOZIALES = "Gesundheit/Erziehung und Soziales"
INFORMATIK = "Informatik"
TECHNIK = "Technik/Naturwissenschaften"
WIRTSCHAFT = "Wirtschaft und Verwaltung"

# Lesson hours of a Schuljahr in part time (12 or 14 a week) and in full time (30 to 34 a week).
TEILZEIT = (480, 560)
VOLLZEIT = (1200, 1280, 1360)


@dataclass(frozen=True)
class Bildungsgang:
    """``verbreitung`` weighs how many schools offer it, ``neigung`` how readily it goes remote."""

    name: str
    anlage: str
    untertyp: int | None
    fachbereich: str
    stunden: tuple[int, ...]
    verbreitung: float
    neigung: float


def _dual(name: str, fachbereich: str, verbreitung: float, neigung: float) -> Bildungsgang:
    return Bildungsgang(name, "A", 1, fachbereich, TEILZEIT, verbreitung, neigung)


def _vollzeit(
    anlage: str, name: str, fachbereich: str, verbreitung: float, neigung: float
) -> Bildungsgang:
    letter, figure = anlage[0], anlage[2:]
    return Bildungsgang(
        name, letter, int(figure) if figure else None, fachbereich, VOLLZEIT, verbreitung, neigung
    )


def _fachschule(
    figure: int, name: str, fachbereich: str, verbreitung: float, neigung: float
) -> Bildungsgang:
    return Bildungsgang(name, "E", figure, fachbereich, TEILZEIT, verbreitung, neigung)


BILDUNGSGAENGE = (
    _dual("Kaufmann/-frau für Büromanagement", WIRTSCHAFT, 9, 9),
    _dual("Industriekaufmann/-frau", WIRTSCHAFT, 8, 9),
    _dual("Kaufmann/-frau im Einzelhandel", WIRTSCHAFT, 8, 5),
    _dual("Verkäufer/-in", WIRTSCHAFT, 7, 3),
    _dual("Kaufmann/-frau für Groß- und Außenhandelsmanagement - Großhandel", WIRTSCHAFT, 6, 8),
    _dual("Kaufmann/-frau im E-Commerce", WIRTSCHAFT, 4, 10),
    _dual("Bankkaufmann/-frau", WIRTSCHAFT, 5, 10),
    _dual("Kaufmann/-frau für Versicherungen und Finanzanlagen", WIRTSCHAFT, 3, 10),
    _dual("Kaufmann/-frau für Spedition und Logistikdienstleistung", WIRTSCHAFT, 4, 7),
    _dual("Fachkraft für Lagerlogistik", WIRTSCHAFT, 5, 3),
    _dual("Immobilienkaufmann/-frau", WIRTSCHAFT, 3, 8),
    _dual("Steuerfachangestellte/-r", WIRTSCHAFT, 5, 9),
    _dual("Verwaltungsfachangestellte/-r - Kommunalverwaltung", WIRTSCHAFT, 4, 9),
    _dual("Medizinische/-r Fachangestellte/-r", WIRTSCHAFT, 5, 4),
    _dual("Fachinformatiker/-in - Anwendungsentwicklung", INFORMATIK, 8, 10),
    _dual("Fachinformatiker/-in - Systemintegration", INFORMATIK, 9, 10),
    _dual("Fachinformatiker/-in - Daten- und Prozessanalyse", INFORMATIK, 3, 10),
    _dual("Fachinformatiker/-in - Digitale Vernetzung", INFORMATIK, 3, 9),
    _dual("Industriemechaniker/-in", TECHNIK, 8, 4),
    _dual("Zerspanungsmechaniker/-in", TECHNIK, 5, 3),
    _dual("Mechatroniker/-in", TECHNIK, 6, 5),
    _dual("Elektroniker/-in für Betriebstechnik", TECHNIK, 6, 4),
    _dual("Elektroniker/-in - Energie- und Gebäudetechnik", TECHNIK, 6, 3),
    _dual("Kraftfahrzeugmechatroniker/-in - Personenkraftwagentechnik", TECHNIK, 7, 2),
    _dual("Anlagenmechaniker/-in - Sanitär-, Heizungs- und Klimatechnik", TECHNIK, 6, 2),
    _dual("Tischler/-in", TECHNIK, 5, 2),
    _dual("Chemielaborant/-in", TECHNIK, 2, 5),
    _dual("Zahnmedizinische/-r Fachangestellte/-r", SOZIALES, 4, 4),
    _dual("Friseur/-in", SOZIALES, 5, 1),
    _dual("Hotelfachmann/-frau", ERNAEHRUNG, 4, 5),
    _dual("Koch/Köchin", ERNAEHRUNG, 5, 2),
    _dual("Bäcker/-in", ERNAEHRUNG, 3, 1),
    _dual("Mediengestalter/-in Bild und Ton", GESTALTUNG, 4, 8),
    _dual("Raumausstatter/-in", GESTALTUNG, 2, 2),
    _dual("Gärtner/-in - Garten- und Landschaftsbau", AGRAR, 5, 3),
    _dual("Landwirt/-in", AGRAR, 5, 4),
    _vollzeit("A 2", "Ausbildungsvorbereitung - Wirtschaft und Verwaltung", WIRTSCHAFT, 4, 1),
    _vollzeit("A 2", "Ausbildungsvorbereitung - Sozialwesen", SOZIALES, 4, 1),
    _vollzeit("A 2", "Ausbildungsvorbereitung - Metalltechnik", TECHNIK, 4, 0.5),
    _vollzeit("B 1", "Berufsfachschule - Wirtschaft und Verwaltung", WIRTSCHAFT, 5, 1.5),
    _vollzeit("B 1", "Berufsfachschule - Gesundheitswesen", SOZIALES, 4, 1),
    _vollzeit("B 2", "Berufsfachschule - Informatik", INFORMATIK, 5, 3),
    _vollzeit("B 2", "Berufsfachschule - Elektrotechnik", TECHNIK, 4, 1.5),
    _vollzeit("B 3", "Sozialassistent/-in", SOZIALES, 4, 2),
    _vollzeit("B 3", "Kinderpfleger/-in", SOZIALES, 5, 2),
    _vollzeit("C 1", "Informationstechnische/-r Assistent/-in", INFORMATIK, 5, 6),
    _vollzeit("C 1", "Gestaltungstechnische/-r Assistent/-in - Medien/Kommunikation",
              GESTALTUNG, 5, 5),
    _vollzeit("C 1", "Kaufmännische/-r Assistent/-in - Fremdsprachen", WIRTSCHAFT, 3, 5),
    _vollzeit("C 2", "Wirtschaft und Verwaltung (Höhere Handelsschule)", WIRTSCHAFT, 7, 4),
    _vollzeit("C 2", "Höhere Berufsfachschule - Gesundheit und Soziales", SOZIALES, 5, 3),
    _vollzeit("C 3", "Fachoberschule - Wirtschaft und Verwaltung", WIRTSCHAFT, 5, 4),
    _vollzeit("C 3", "Fachoberschule - Gesundheit und Soziales", SOZIALES, 6, 3),
    _vollzeit("C 3", "Fachoberschule - Metalltechnik", TECHNIK, 4, 3),
    _vollzeit("D", "Allgemeine Hochschulreife / Betriebswirtschaftslehre", WIRTSCHAFT, 6, 4),
    _vollzeit("D", "Allgemeine Hochschulreife / Gesundheit", SOZIALES, 4, 3),
    _vollzeit("D", "Allgemeine Hochschulreife / Mathematik, Informatik", INFORMATIK, 3, 5),
    _vollzeit("D", "Allgemeine Hochschulreife / Ingenieurwissenschaften", TECHNIK, 3, 4),
    _fachschule(1, "FS Sozialwesen/Aufb.gang f. Abs. v. FS - Sozialmanagement", SOZIALES, 2, 8),
    _fachschule(2, "FS Wirtschaft/Aufbaubildungsgang Unternehmensmanagement", WIRTSCHAFT, 2, 9),
    _fachschule(3, "FS Wirtschaft/Betriebswirtschaft - Absatzwirtschaft", WIRTSCHAFT, 4, 10),
    _fachschule(3, "FS Informatik/Wirtschaftsinformatik", INFORMATIK, 3, 10),
    _fachschule(3, "FS Technik/Maschinenbautechnik", TECHNIK, 5, 9),
    _fachschule(3, "FS Technik/Elektrotechnik", TECHNIK, 5, 9),
    _fachschule(3, "FS Sozialwesen/Sozialpädagogik (integrierte Form)", SOZIALES, 6, 6),
    _fachschule(3, "FS Agrarwirtschaft/Landwirtschaft", AGRAR, 3, 7),
)  # fmt: skip
