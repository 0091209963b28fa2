"""Makes the sample deliveries anew: ``python sample_data/generate.py`` from the project root."""

import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
# As a script this file must find the project, and must not lend its neighbours' names to imports.
sys.path[0] = str(FOLDER.parent) if __name__ == "__main__" else sys.path[0]

from sample_data.deliveries import DELIVERIES, content  # noqa: E402


def generate(folder: Path) -> None:
    """Write lieferungen.csv and the files it names, in place of what was there."""
    files = folder / "lieferungen"
    files.mkdir(parents=True, exist_ok=True)
    for old in files.iterdir():
        old.unlink()
    for sent in DELIVERIES:
        (files / sent.file).write_bytes(content(sent))
    with (folder / "lieferungen.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, delimiter=";", lineterminator="\n")
        writer.writerow(["datei", "eingegangen"])
        writer.writerows([sent.file, sent.received.isoformat()] for sent in DELIVERIES)


if __name__ == "__main__":
    generate(FOLDER)
    print(f"{len(DELIVERIES)} Lieferungen in {FOLDER}")
