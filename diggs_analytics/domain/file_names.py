"""Which files of a folder are taken for lists. A file is recognised by its content (CONTRACT 5);
by name only when nobody named it."""

from pathlib import PurePath

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
SUFFIXES_IN_WORDS = f"{', '.join(SUFFIXES[:-1])} und {SUFFIXES[-1]}"


def is_left_behind(path: PurePath) -> bool:
    """What Excel (~$liste.xlsx) and systems (.DS_Store) leave in a folder."""
    return path.name.startswith((".", "~"))


def is_list(path: PurePath) -> bool:
    return path.suffix.lower() in SUFFIXES and not is_left_behind(path)
