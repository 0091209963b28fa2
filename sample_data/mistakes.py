"""The honest mistakes of the senders: in which file, in which row, and what went wrong."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sample_data.sheets import Cell, Formula, Picture, Row

# The row as it was → the rows that stand in its place.
Slip = Callable[[Row, Picture], list[Row]]


def typed(name: str, wrong: Cell) -> Slip:
    """Something else was typed into the column."""
    return lambda row, picture: [_put(row, picture, name, wrong)]


def swapped_digits(row: Row, picture: Picture) -> list[Row]:
    """Two neighbouring digits of the Schulnummer change places."""
    right = row.cells[picture.names.index("schulnummer")]
    digits = list(str(right))
    place = next(i for i in (3, 2, 4, 1) if digits[i] != digits[i + 1])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    wrong = type(right)("".join(digits))
    return [_put(row, picture, "schulnummer", wrong)]


def swapped_hours(row: Row, picture: Picture) -> list[Row]:
    distanz, gesamt = (
        row.cells[picture.names.index(name)] for name in ("stunden_distanz", "stunden_gesamt")
    )
    assert distanz != gesamt, "this row has no two numbers of hours"
    changed = _put(row, picture, "stunden_distanz", gesamt)
    return [_put(changed, picture, "stunden_gesamt", distanz)]


def swapped_days(row: Row, picture: Picture) -> list[Row]:
    beginn, ende = (row.cells[picture.names.index(name)] for name in ("beginn", "ende"))
    return [_put(_put(row, picture, "beginn", ende), picture, "ende", beginn)]


def twice(row: Row, picture: Picture) -> list[Row]:
    return [row, row]


def twice_unlike(name: str, other: Cell) -> Slip:
    """The row stands there again with another value in one column."""
    return lambda row, picture: [row, _put(row, picture, name, other)]


def header_again(row: Row, picture: Picture) -> list[Row]:
    headings = tuple(heading.text for heading in picture.headings)
    return [Row(headings, is_record=False), row]


def blank_row(row: Row, picture: Picture) -> list[Row]:
    return [Row((None,) * len(row.cells), is_record=False), row]


# What a lookup that finds nothing leaves behind.
NV = Formula("=NA()", "#N/A")


@dataclass(frozen=True)
class Mistake:
    """``record`` counts the records of the table in the file, over all its sheets, from 1."""

    file: str
    table: str
    record: int
    slip: Slip


MISTAKES = (
    # 2022/23
    Mistake("Duesseldorf_SJ2223.csv", "anzeigen", 57, typed("lernende", "ca. 20")),
    Mistake("Muenster Distanzunterricht 2022-23.xlsx", "anzeigen", 33, swapped_digits),
    # 2023/24
    Mistake("BR_Arnsberg_Anzeigen_2023-24_Stand_Februar.xlsx", "anzeigen", 12, header_again),
    Mistake("BR_Arnsberg_Anzeigen_2023-24.xlsx", "anzeigen", 41,
            typed("bezirksregierung", "Arnsbreg")),
    Mistake("Koeln_DU_2023-2024_nachgereicht.xlsx", "anzeigen", 88, header_again),
    Mistake("DT_DU_2023-24.xlsx", "anzeigen", 20, blank_row),
    Mistake("Duesseldorf_SJ2324.csv", "anzeigen", 144, swapped_digits),
    # 2024/25
    Mistake("DT_DU_2024-25_Zwischenstand.xlsx", "anzeigen", 77,
            typed("eingangsdatum", "31.09.2024")),
    Mistake("DT_DU_2024-25.xlsx", "anzeigen", 102, typed("eingangsdatum", "31.09.2024")),
    Mistake("DT_PoK_2024-25.xlsx", "pok", 64, typed("vorpruefung", "bestnaden")),
    Mistake("Koeln_DU_PoK_2024-2025.xlsx", "anzeigen", 120, typed("lernende", NV)),
    Mistake("Koeln_DU_PoK_2024-2025.xlsx", "anzeigen", 305, twice_unlike("klassen", 9)),
    Mistake("BR_Arnsberg_Anzeigen_PoK_2024-25.xlsx", "anzeigen", 96, typed("klassen", -2)),
    Mistake("BR_Arnsberg_Anzeigen_PoK_2024-25_korrigiert.xlsx", "anzeigen", 210,
            typed("anteil", NV)),
    Mistake("Duesseldorf_SJ2425.csv", "anzeigen", 18, swapped_hours),
    Mistake("Duesseldorf_SJ2425.csv", "anzeigen", 222, typed("eingangsdatum", None)),
    Mistake("Duesseldorf_SJ2425_neu.csv", "anzeigen", 401, swapped_digits),
    Mistake("Muenster DU und PoK 2024-25.xlsx", "pok", 40, typed("ebene", "BG-spezifsch")),
    # 2025/26
    Mistake("DT_DU_2025-26.xlsx", "anzeigen", 251, twice),
    Mistake("DT_DU_2025-26.xlsx", "anzeigen", 133, typed("eingangsdatum", None)),
    Mistake("DT_PoK_2025-26.xlsx", "pok", 90, typed("schulkonferenz_datum", "Frühjahr")),
    Mistake("Muenster DU und PoK 2025-26.xlsx", "anzeigen", 71,
            typed("eingangsdatum", date(2062, 9, 15))),
    Mistake("Muenster DU und PoK 2025-26.xlsx", "anzeigen", 188, swapped_digits),
    Mistake("Muenster DU und PoK 2025-26.xlsx", "anzeigen", 240, typed("anteil", "250 %")),
    Mistake("Duesseldorf_SJ2526.csv", "anzeigen", 310, twice),
    Mistake("Duesseldorf_SJ2526_neu.csv", "anzeigen", 52, swapped_hours),
    Mistake("Duesseldorf_SJ2526_neu.csv", "anzeigen", 310, twice),
    Mistake("Duesseldorf_SJ2526_neu.csv", "anzeigen", 566, twice_unlike("lernende", 99)),
    Mistake("BR_Arnsberg_Anzeigen_PoK_2025-26.xlsx", "anzeigen", 61, header_again),
    Mistake("BR_Arnsberg_Anzeigen_PoK_2025-26.xlsx", "anzeigen", 333, typed("lernende", NV)),
    Mistake("Koeln_DU_PoK_2025-2026.xlsx", "anzeigen", 402, typed("bezirksregierung", "BR Kölln")),
    Mistake("Koeln_DU_PoK_2025-2026_korrigiert.xlsx", "anzeigen", 512, blank_row),
    Mistake("Koeln_DU_PoK_2025-2026_korrigiert.xlsx", "anzeigen", 519,
            twice_unlike("lernende", 73)),
    # 2026/27
    Mistake("BR_Arnsberg_Anzeigen_PoK_2026-27_Oktober.xlsx", "anzeigen", 158, swapped_days),
    Mistake("Muenster DU und PoK 2026-27 Oktober.xlsx", "anzeigen", 99,
            typed("lernende", "ca. 20")),
    Mistake("Koeln_DU_PoK_2026-2027_Okt.xlsx", "anzeigen", 260, typed("schulnummer", None)),
    Mistake("Koeln_DU_PoK_2026-2027_Okt.xlsx", "pok", 111, typed("eingangsdatum", "Sept. 26")),
    Mistake("Duesseldorf_SJ2627_Oktober.csv", "anzeigen", 205, typed("anlage", "F")),
)  # fmt: skip


def made_in(file: str, pictures: list[Picture]) -> list[Picture]:
    """The sheets of ``file`` with the mistakes that were made in it."""
    seen: dict[str, int] = {}
    return [_spoiled(file, picture, seen) for picture in pictures]


def _spoiled(file: str, picture: Picture, seen: dict[str, int]) -> Picture:
    slips = {
        one.record: one.slip for one in MISTAKES if (one.file, one.table) == (file, picture.table)
    }
    rows: list[Row] = []
    for row in picture.rows:
        seen[picture.table] = number = seen.get(picture.table, 0) + row.is_record
        slip = slips.get(number) if row.is_record else None
        rows.extend(slip(row, picture) if slip else [row])
    return replace(picture, rows=tuple(rows))


def _put(row: Row, picture: Picture, name: str, cell: Cell) -> Row:
    place = picture.names.index(name)
    return replace(row, cells=(*row.cells[:place], cell, *row.cells[place + 1 :]))
