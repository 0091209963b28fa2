"""What a frozen folder holds, written and read: rows, criteria, figures, checklist, sources."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.domain.corrections import BERICHTIGT
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.evaluation.checklist import Level, Point
from diggs_analytics.evaluation.criteria import from_json, to_json
from diggs_analytics.evaluation.figures import COLUMNS, TABLES
from diggs_analytics.evaluation.run import Evaluation
from diggs_analytics.output.exports import PARQUET_TYPES

# Raised when what reads this folder could not read a newer one. Older ones can always be read.
FORMAT = 1

MANIFEST = "manifest.json"
# The seal of the manifest, as sha256sum writes and checks it.
SEAL = "manifest.sha256"

ABOUT = ("schuljahr", "stichtag", "stand", "made_at", "made_by")
DAYS = {"stichtag": date, "stand": date, "made_at": datetime}
# Where a row stands, beside the columns of its table.
PLACE = {"delivery_id": "int64", "sheet": "str", "row": "int64", BERICHTIGT.name: "str"}
ARROW = {"int64": pa.int64(), "str": pa.string()}
AS_DECLARED = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}


def contents(evaluation: Evaluation) -> dict[str, bytes]:
    """Path in the folder → bytes, the manifest and its seal last. Of the same state the same bytes,
    but for the manifest, which says when it was made."""
    files = {
        **{rows_path(table): _parquet(evaluation.rows[table.name], table) for table in TABLES},
        "criteria.json": _json(to_json(evaluation.criteria)),
        "figures.json": _json(figures_json(evaluation)),
        "checklist.json": _json([_point_json(point) for point in evaluation.checklist]),
        "deliveries.json": _json(evaluation.sources.to_dict("records")),
        "versions.json": _json(evaluation.versions),
    }
    manifest = _json(_manifest(evaluation, files))
    seal = f"{sha256(manifest)}  {MANIFEST}\n".encode()
    return files | {MANIFEST: manifest, SEAL: seal}


def zipped(folder: Path) -> bytes:
    """The folder as one file to take along."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            archive.write(file, file.relative_to(folder.parent))
    return content.getvalue()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def rows_path(table: Table) -> str:
    return f"rows/{table.name}.parquet"


def figures_json(evaluation: Evaluation) -> dict[str, object]:
    """The figures, and what each measure meant when they were counted."""
    return {
        "measures": {name: measure_meant(name) for name in evaluation.criteria.measures},
        "figures": [
            figure
            | {
                "value": None if pd.isna(figure["value"]) else figure["value"],
                "nothing": figure["nothing"] and figure["nothing"].words,
            }
            for figure in evaluation.figures.to_dict("records")
        ],
    }


def measure_meant(name: str) -> dict[str, str]:
    one = measure_named(name)
    return {"label": one.label, "unit": one.unit, "definition": one.definition}


def read(folder: Path) -> Evaluation:
    """What was frozen, as far as it can be read: nothing is checked here, ``verify`` does that."""
    manifest = read_json(folder / MANIFEST)
    return Evaluation(
        **{name: _about(name, manifest[name]) for name in ABOUT},
        criteria=from_json(read_json(folder / "criteria.json")),
        rows={table.name: read_rows(folder / rows_path(table), table) for table in TABLES},
        sources=_sources(read_json(folder / "deliveries.json")),
        figures=_figures(read_json(folder / "figures.json")["figures"]),
        checklist=tuple(map(_point, read_json(folder / "checklist.json"))),
        versions=read_json(folder / "versions.json"),
    )


def read_json(path: Path) -> object:
    return json.loads(path.read_bytes())


def read_rows(path: Path, table: Table) -> pd.DataFrame:
    """Typed as declared; a column that was declared later is there and empty."""
    frame = pq.read_table(path).to_pandas(types_mapper=AS_DECLARED.get, date_as_object=False)
    dtypes = table.dtypes | PLACE
    return frame.reindex(columns=list(dtypes)).astype(dtypes)


def _manifest(evaluation: Evaluation, files: Mapping[str, bytes]) -> dict[str, object]:
    about = {name: getattr(evaluation, name) for name in ABOUT}
    hashes = {path: sha256(content) for path, content in files.items()}
    return {"format": FORMAT, **about, "criteria": evaluation.criteria.name, "files": hashes}


def _parquet(rows: pd.DataFrame, table: Table) -> bytes:
    declared = [(column.name, PARQUET_TYPES.get(column.kind, pa.string())) for column in table]
    place = [(name, ARROW[dtype]) for name, dtype in PLACE.items()]
    schema = pa.schema([*declared, *place])
    arrow = pa.Table.from_pandas(rows, schema=schema, preserve_index=False)
    content = BytesIO()
    pq.write_table(arrow.replace_schema_metadata(), content, compression="zstd")
    return content.getvalue()


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, default=_plain, allow_nan=False)
    return f"{text}\n".encode()


def _plain(value: date) -> str:
    return value.isoformat()


def _about(name: str, text: str) -> object:
    return DAYS[name].fromisoformat(text) if name in DAYS else text


def _point_json(point: Point) -> dict[str, object]:
    return asdict(point) | {"level": point.level.value}


def _point(said: dict[str, str]) -> Point:
    return Point(**said | {"level": Level(said["level"])})


def _sources(said: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(said)
    received = [date.fromisoformat(day) for day in frame["received"]]
    return frame.assign(received=received, imported_at=pd.to_datetime(frame["imported_at"]))


def _figures(said: list[dict]) -> pd.DataFrame:
    words = {nothing.words: nothing for nothing in Nothing}
    frame = pd.DataFrame(said, columns=COLUMNS).astype({"value": "float64", "note": "str"})
    nothing = [words.get(one) for one in frame["nothing"]]
    return frame.assign(nothing=pd.Series(nothing, index=frame.index, dtype="object"))
