"""Whether a frozen folder is as it was made, and its figures come out of its rows again."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation.figures import figures
from diggs_analytics.evaluation.folder import (
    FORMAT,
    MANIFEST,
    SEAL,
    measure_meant,
    read,
    read_json,
    sha256,
)


def verify(folder: Path) -> list[str]:
    """One German sentence for each difference; none if every byte and every figure is the same.
    The folder alone is asked, wherever it lies."""
    if not (folder / MANIFEST).is_file():
        return [f"»{folder}« ist keine eingefrorene Auswertung: {MANIFEST} fehlt."]
    try:
        manifest = read_json(folder / MANIFEST)
        version, hashes = int(manifest["format"]), dict(manifest["files"])
    except (OSError, ValueError, TypeError, LookupError):
        return [f"{MANIFEST} ist nicht lesbar."]
    if version > FORMAT:
        return [f"»{folder}« ist von einer neueren Fassung dieses Programms (Format {version})."]
    return [*_bytes_that_differ(folder, hashes), *_figures_that_differ(folder)]


def _bytes_that_differ(folder: Path, hashes: dict[str, str]) -> Iterator[str]:
    if not (folder / SEAL).is_file():
        yield f"Die Datei {SEAL} fehlt."
    elif (folder / SEAL).read_bytes() != _seal(folder):
        yield f"{MANIFEST} und {SEAL} passen nicht zusammen: Eine der beiden ist verändert."
    for path, expected in hashes.items():
        if not (folder / path).is_file():
            yield f"Die Datei {path} fehlt."
        elif sha256((folder / path).read_bytes()) != expected:
            yield f"Die Datei {path} ist verändert."
    known = {*hashes, MANIFEST, SEAL}
    for file in sorted(file for file in folder.rglob("*") if not file.is_dir()):
        if (path := file.relative_to(folder).as_posix()) not in known:
            yield f"Die Datei {path} gehört nicht dazu."


def _seal(folder: Path) -> bytes:
    return f"{sha256((folder / MANIFEST).read_bytes())}  {MANIFEST}\n".encode()


def _figures_that_differ(folder: Path) -> Iterator[str]:
    try:
        frozen = read(folder)
        again = figures(frozen.records, frozen.criteria, frozen.selection)
        then, now = _by_id(frozen.figures), _by_id(again)
        meant = read_json(folder / "figures.json")["measures"]
    except DiggsError as error:
        yield f"Die Zahlen lassen sich nicht neu berechnen: {error}"
        return
    except Exception:  # of what was damaged, readers may raise anything
        yield "Die Zahlen lassen sich nicht neu berechnen: Ein Teil des Ordners ist nicht lesbar."
        return
    different = [one for one in {**then, **now} if then.get(one) != now.get(one)]
    for one in different:
        yield f"{one}: eingefroren {_told(then.get(one))}, neu berechnet {_told(now.get(one))}."
    for name in dict.fromkeys(one.partition("/")[0] for one in different):
        if name in meant and meant[name] != measure_meant(name):
            yield f"Die Zählregel von »{meant[name]['label']}« lautet heute anders."


def _by_id(frame: pd.DataFrame) -> dict[str, tuple]:
    """All that is said of a figure. Missing is None here: NaN would differ from itself."""
    values = frame["value"].astype("object").where(frame["value"].notna(), None)
    said = frame.assign(value=values).set_index("id")
    return dict(zip(said.index, said.itertuples(index=False, name=None), strict=True))


def _told(figure: tuple | None) -> str:
    """As it stands, to the last digit."""
    if figure is None:
        return "keine Angabe"
    *_, value, nothing, note = figure
    number = nothing.words if nothing else repr(value).replace(".", ",")
    return f"{number} ({note})" if note else number
