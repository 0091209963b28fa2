"""Every file that was sent: by whom, for which Schuljahr, when it came, and what it holds."""

from dataclasses import dataclass
from datetime import date, timedelta

from sample_data import goals, mistakes, registers
from sample_data.habits import HABITS, duesseldorf
from sample_data.sheets import Picture, text_file, workbook
from sample_data.truth import Rows, known

BOTH = ("anzeigen", "pok")
ANZEIGEN, POK = ("anzeigen",), ("pok",)
SCHULEN, ZIELE, TERMINE = ("schulen",), ("ziele", "zielwerte"), ("termine",)
LAND = "Land"


@dataclass(frozen=True)
class Sent:
    """One file. ``sender`` is a Bezirksregierung, or the Land for registers, goals and meetings."""

    received: date
    file: str
    sender: str
    schuljahr: str
    tables: tuple[str, ...]

    @property
    def made(self) -> date:
        """The list was drawn up the day before it came."""
        return self.received - timedelta(days=1)


def _sent_by(sender: str, *files: tuple[str, str, tuple[str, ...], str]) -> list[Sent]:
    """Files as (day of receipt, Schuljahr, tables, name)."""
    return [
        Sent(date.fromisoformat(received), name, sender, schuljahr, tables)
        for received, schuljahr, tables, name in files
    ]


# Before 2024/25 there are no PoKs. Detmold has not sent 2026/27 yet.
_BY_SENDER = (
    *_sent_by(
        "Arnsberg",
        ("2023-02-14", "2022/23", ANZEIGEN, "BR_Arnsberg_Anzeigen_2022-23_Stand_Februar.xlsx"),
        ("2023-07-14", "2022/23", ANZEIGEN, "BR_Arnsberg_Anzeigen_2022-23.xlsx"),
        ("2024-02-12", "2023/24", ANZEIGEN, "BR_Arnsberg_Anzeigen_2023-24_Stand_Februar.xlsx"),
        ("2024-07-16", "2023/24", ANZEIGEN, "BR_Arnsberg_Anzeigen_2023-24.xlsx"),
        ("2024-10-17", "2024/25", BOTH, "BR_Arnsberg_Anzeigen_PoK_2024-25_Oktober.xlsx"),
        ("2025-07-22", "2024/25", BOTH, "BR_Arnsberg_Anzeigen_PoK_2024-25.xlsx"),
        ("2025-09-04", "2024/25", BOTH, "BR_Arnsberg_Anzeigen_PoK_2024-25_korrigiert.xlsx"),
        ("2026-02-10", "2025/26", BOTH, "BR_Arnsberg_Anzeigen_PoK_2025-26_Stand_Februar.xlsx"),
        ("2026-07-20", "2025/26", BOTH, "BR_Arnsberg_Anzeigen_PoK_2025-26.xlsx"),
        ("2026-10-12", "2026/27", BOTH, "BR_Arnsberg_Anzeigen_PoK_2026-27_Oktober.xlsx"),
    ),
    *_sent_by(
        "Detmold",
        ("2023-10-05", "2022/23", ANZEIGEN, "DT_DU_2022-23 (Nachlieferung).xlsx"),
        ("2024-02-20", "2023/24", ANZEIGEN, "DT_DU_2023-24_Zwischenstand.xlsx"),
        ("2024-08-06", "2023/24", ANZEIGEN, "DT_DU_2023-24.xlsx"),
        ("2024-10-22", "2024/25", ANZEIGEN, "DT_DU_2024-25_Zwischenstand.xlsx"),
        ("2025-07-29", "2024/25", ANZEIGEN, "DT_DU_2024-25.xlsx"),
        ("2025-07-29", "2024/25", POK, "DT_PoK_2024-25.xlsx"),
        ("2026-02-17", "2025/26", ANZEIGEN, "DT_DU_2025-26_Zwischenstand.xlsx"),
        ("2026-08-04", "2025/26", ANZEIGEN, "DT_DU_2025-26.xlsx"),
        ("2026-08-04", "2025/26", POK, "DT_PoK_2025-26.xlsx"),
    ),
    *_sent_by(
        "Düsseldorf",
        ("2022-10-14", "2022/23", ANZEIGEN, "Duesseldorf_SJ2223_Oktober.csv"),
        ("2023-07-31", "2022/23", ANZEIGEN, "Duesseldorf_SJ2223.csv"),
        ("2024-02-05", "2023/24", ANZEIGEN, "Duesseldorf_SJ2324_Februar.csv"),
        ("2024-08-02", "2023/24", ANZEIGEN, "Duesseldorf_SJ2324.csv"),
        ("2024-10-15", "2024/25", ANZEIGEN, "Duesseldorf_SJ2425_2024-10-15.csv"),
        ("2025-07-25", "2024/25", POK, "Duesseldorf_PoK_SJ2425.csv"),
        ("2025-07-25", "2024/25", ANZEIGEN, "Duesseldorf_SJ2425.csv"),
        ("2025-08-19", "2024/25", ANZEIGEN, "Duesseldorf_SJ2425_neu.csv"),
        ("2026-02-06", "2025/26", POK, "Duesseldorf_PoK_SJ2526_Februar.csv"),
        ("2026-02-06", "2025/26", ANZEIGEN, "Duesseldorf_SJ2526_Februar.csv"),
        ("2026-07-24", "2025/26", POK, "Duesseldorf_PoK_SJ2526.csv"),
        ("2026-07-24", "2025/26", ANZEIGEN, "Duesseldorf_SJ2526.csv"),
        ("2026-08-20", "2025/26", ANZEIGEN, "Duesseldorf_SJ2526_neu.csv"),
        ("2026-10-09", "2026/27", POK, "Duesseldorf_PoK_SJ2627_Oktober.csv"),
        ("2026-10-09", "2026/27", ANZEIGEN, "Duesseldorf_SJ2627_Oktober.csv"),
    ),
    *_sent_by(
        "Köln",
        ("2023-07-20", "2022/23", ANZEIGEN, "Koeln_DU_2022-2023.xlsx"),
        ("2024-02-15", "2023/24", ANZEIGEN, "Koeln_DU_2023-2024_1Hj.xlsx"),
        ("2024-10-18", "2024/25", BOTH, "Koeln_DU_PoK_2024-2025_Okt.xlsx"),
        ("2024-11-14", "2023/24", ANZEIGEN, "Koeln_DU_2023-2024_nachgereicht.xlsx"),
        ("2025-07-18", "2024/25", BOTH, "Koeln_DU_PoK_2024-2025.xlsx"),
        ("2026-02-12", "2025/26", BOTH, "Koeln_DU_PoK_2025-2026_1Hj.xlsx"),
        ("2026-07-16", "2025/26", BOTH, "Koeln_DU_PoK_2025-2026.xlsx"),
        ("2026-08-27", "2025/26", BOTH, "Koeln_DU_PoK_2025-2026_korrigiert.xlsx"),
        ("2026-10-16", "2026/27", BOTH, "Koeln_DU_PoK_2026-2027_Okt.xlsx"),
    ),
    *_sent_by(
        "Münster",
        ("2023-02-02", "2022/23", ANZEIGEN, "Muenster Distanzunterricht 2022-23 Halbjahr.xlsx"),
        ("2023-08-10", "2022/23", ANZEIGEN, "Muenster Distanzunterricht 2022-23.xlsx"),
        ("2024-08-08", "2023/24", ANZEIGEN, "Muenster Distanzunterricht 2023-24.xlsx"),
        ("2025-02-04", "2024/25", BOTH, "Muenster DU und PoK 2024-25 Halbjahr.xlsx"),
        ("2025-08-07", "2024/25", BOTH, "Muenster DU und PoK 2024-25.xlsx"),
        ("2026-02-05", "2025/26", BOTH, "Muenster DU und PoK 2025-26 Halbjahr.xlsx"),
        ("2026-08-06", "2025/26", BOTH, "Muenster DU und PoK 2025-26.xlsx"),
        ("2026-10-14", "2026/27", BOTH, "Muenster DU und PoK 2026-27 Oktober.xlsx"),
    ),
    *_sent_by(
        LAND,
        ("2022-11-21", "2022/23", SCHULEN, "Schulverzeichnis_BK_2022-23.xlsx"),
        ("2023-11-20", "2023/24", SCHULEN, "Schulverzeichnis_BK_2023-24.xlsx"),
        ("2024-01-22", "", TERMINE, "Sitzungen_und_Veranstaltungen_2023.xlsx"),
        ("2024-01-22", "", ZIELE, "Zielvereinbarungen_2023.xlsx"),
        ("2024-11-18", "2024/25", SCHULEN, "Schulverzeichnis_BK_2024-25.xlsx"),
        ("2025-11-17", "2025/26", SCHULEN, "Schulverzeichnis_BK_2025-26.csv"),
        ("2026-10-05", "2026/27", SCHULEN, "Schulverzeichnis_BK_2026-27.csv"),
    ),
)  # fmt: skip
# In the order of receipt.
DELIVERIES = tuple(sorted(_BY_SENDER, key=lambda sent: (sent.received, sent.file)))


def rows(sent: Sent) -> dict[str, Rows]:
    """What the sender truly knew when the list was drawn up, by table; of Anzeigen and PoKs."""
    return {
        table: known(table, sent.schuljahr, sent.made, sent.sender)
        for table in sent.tables
        if table in BOTH
    }


def pictures(sent: Sent) -> list[Picture]:
    """The sheets of the file, mistakes and all."""
    if sent.tables == SCHULEN:
        return registers.pictures(sent.schuljahr, sent.file.endswith(".csv"))
    if sent.sender == LAND:
        return goals.pictures(*sent.tables)
    clean = HABITS[sent.sender](rows(sent), sent.schuljahr, sent.made)
    return mistakes.made_in(sent.file, clean)


def content(sent: Sent) -> bytes:
    if sent.file.endswith(".xlsx"):
        return workbook(pictures(sent), sent.sender, sent.made)
    (only,) = pictures(sent)
    if sent.sender == LAND:
        return text_file(only, "utf-8", first_line="sep=;\r\n")
    return text_file(only, duesseldorf.encoding(sent.schuljahr))
