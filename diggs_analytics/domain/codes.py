"""Closed lists: every allowed value, and the spellings of it that senders use.

Spellings are compared without case, blanks and punctuation, and ä like ae; only what differs
beyond that is listed. An unknown spelling is a finding, never a guess.
"""

from diggs_analytics.domain.schema import Spellings

# Words that senders put before the name of a Bezirksregierung ("Bez.-Reg. Köln").
BEZIRKSREGIERUNG_PREFIXES = (
    "Bezirksregierung",
    "Regierungsbezirk",
    "Bez.-Reg.",
    "BezReg",
    "Reg.-Bez.",
    "RegBez",
    "Bez.Regierung",
    "BR",
    "RB",
)


def _with_prefixes(name: str) -> tuple[str, ...]:
    return tuple(f"{prefix} {name}" for prefix in BEZIRKSREGIERUNG_PREFIXES)


BEZIRKSREGIERUNGEN: Spellings = {
    name: _with_prefixes(name) for name in ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
}

ART: Spellings = {
    "Erstanzeige": ("Erst", "Neu", "Neuanzeige", "EA", "erstmalig"),
    "Änderung": ("Änderungsanzeige", "wesentliche Änderung", "ÄA", "geändert"),
    "Beendigung": ("Ende", "beendet", "Abmeldung", "BA", "Beendigungsanzeige"),
}

# Anlagen of the APO-BK (DOMAIN 3.1); the figures after the letter are the column untertyp.
ANLAGEN = ("A", "B", "C", "D", "E")
ANLAGE_MEANING = {
    "A": "Berufsschule, Ausbildungsvorbereitung",
    "B": "Berufsfachschule bis zum mittleren Abschluss",
    "C": "Berufsfachschule und Fachoberschule",
    "D": "Berufliches Gymnasium",
    "E": "Fachschule",
}

# The seven Fachbereiche of the APO-BK and the statistics keys that fit them (DOMAIN 3.3).
FACHBEREICHE: Spellings = {
    "Agrarwirtschaft": ("AW", "AB", "Agrar", "Agrarwirtschaft, Bio- und Umwelttechnologie"),
    "Ernährungs- und Versorgungsmanagement": (
        "EV", "ER", "EU", "EH", "Ernährung", "Ernährung und Hauswirtschaft",
        "Ernährung/Hauswirtschaft", "Ernährung/Versorgung", "Ernährung u. Versorgungsmanagement",
    ),
    "Gestaltung": ("GT",),
    "Gesundheit/Erziehung und Soziales": (
        "GE", "GU", "GS", "SW", "Gesundheit und Soziales", "Gesundheit/Soziales", "Sozialwesen",
        "Gesundheit, Erziehung und Soziales", "Gesundheit/Erziehung/Soziales", "Ges./Erz./Soz.",
    ),
    "Informatik": ("IF", "IT"),
    "Technik/Naturwissenschaften": (
        "TN", "TE", "Technik", "Technik und Naturwissenschaften", "Technik/Naturw.", "Technik/NaWi",
    ),
    "Wirtschaft und Verwaltung": ("WV", "WI", "Wirtschaft", "Wirtschaft/Verwaltung", "Wirt./Verw."),
}  # fmt: skip

LERNORT: Spellings = {
    "zu Hause": ("Zuhause", "daheim", "häuslich", "Homeoffice", "privat"),
    "Betrieb": ("im Betrieb", "Ausbildungsbetrieb", "Unternehmen"),
    "anderer Schulstandort": ("anderer Standort", "Schulstandort", "Partnerschule"),
    "gemischt": ("verschieden", "mehrere", "wechselnd"),
}

ORGANISATIONSFORM: Spellings = {
    "verteilt": ("über das Jahr verteilt", "einzelne Stunden"),
    "geblockt": ("Block", "Blockform", "en bloc"),
    "fester Wochentag": ("Wochentag", "fester Tag", "1 Tag/Woche"),
}

RECHTSGRUNDLAGE: Spellings = {
    "Einzelerlass": ("Erlass", "Einzelerlasse"),
    "APO-BK § 5 Abs. 6": (
        "§ 5 Abs. 6 APO-BK", "§ 5 (6) APO-BK", "APO-BK § 5 (6)", "APO-BK", "§ 5 Absatz 6 APO-BK",
        "§5 VI APO-BK",
    ),
    "Distanzunterrichtsverordnung": ("DistanzunterrichtsVO", "DistanzVO", "DUVO"),
}  # fmt: skip

STATUS: Spellings = {
    "angezeigt": ("eingegangen", "neu", "liegt vor"),
    "in Prüfung": ("wird geprüft", "in Bearbeitung", "Prüfung"),
    "Rückfrage": ("Rückfrage offen", "Nachfrage", "Rückfrage gestellt", "offene Rückfrage"),
    "zur Kenntnis genommen": ("Kenntnisnahme", "z. K.", "zK genommen", "KN", "erledigt"),
    "zurückgezogen": ("zurückgenommen", "Rücknahme", "storniert"),
}

EBENE: Spellings = {
    "bildungsgangübergreifend": ("übergreifend", "BG-übergreifend", "bildungsgangübergr."),
    "bildungsgangspezifisch": ("spezifisch", "BG-spezifisch", "bildungsgangspez."),
    "schulübergreifend": (
        "schulübergreifend bildungsgangspezifisch", "schulübergr.", "standortübergreifend",
        "schulübergreifend/bildungsgangspezifisch",
    ),
}  # fmt: skip

VORPRUEFUNG: Spellings = {
    "bestanden": ("ohne Beanstandung", "ok", "i. O."),
    "mit Hinweisen": ("Hinweise", "bestanden mit Hinweisen"),
    "nicht bestanden": ("abgelehnt", "nicht ok", "n. bestanden"),
    "offen": ("ausstehend", "noch offen"),
}

RECHTSSTATUS: Spellings = {
    "öffentlich": ("1", "öff.", "öffentlich-rechtlich"),
    "privat": ("2", "priv.", "Ersatzschule"),
}

# Only Berufskollegs are kept: every other Schulform of a register is skipped, Förderschulen im
# Bereich Berufskolleg (88) too (DOMAIN 4.4).
SCHULFORM: Spellings = {"Berufskolleg": ("30", "BK")}

# Third digit of the Gemeindeschlüssel → Bezirksregierung (DOMAIN 4.4).
BEZIRKSREGIERUNG_OF_GEMEINDE = {
    "1": "Düsseldorf",
    "3": "Köln",
    "5": "Münster",
    "7": "Detmold",
    "9": "Arnsberg",
}

# Schulbetriebsschlüssel → in operation (DOMAIN 4.4): 1 is; 6 likewise, outside the Amtliche
# Schuldaten; 0 and 2 still are, and close later. Not: 3 will start, 4 dormant, 5 deleted,
# 9 dissolved.
AKTIV_OF_SCHULBETRIEB = dict.fromkeys("1602", "ja") | dict.fromkeys("3459", "nein")

GOAL_STATUS: Spellings = {
    "in Planung": ("geplant",),
    "in Bearbeitung": (),
    "Entwurf liegt vor": ("Entwurf",),
    "abgeschlossen": ("abgeschlossen (durch MSB)", "abgeschlossen durch MSB"),
    "gestrichen": ("entfallen",),
}

FORMAT: Spellings = {
    "Präsenz": ("in Präsenz", "vor Ort"),
    "virtuell": ("digital", "online", "Videokonferenz"),
    "hybrid": (),
    "ohne Angabe": (),
}
