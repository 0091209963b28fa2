"""Writing an evaluation into a folder, as a whole or not at all, and into the list of the store."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation.criteria import to_json
from diggs_analytics.evaluation.folder import (
    MANIFEST,
    contents,
    figures_json,
    sha256,
)
from diggs_analytics.evaluation.run import Evaluation
from diggs_analytics.store import Engine, evaluations


def freeze(engine: Engine, evaluation: Evaluation, folder: Path) -> None:
    """Raises DiggsError where points are open, the folder is there already, or cannot be
    written."""
    if open_ones := evaluation.open_points:
        keys = ", ".join(f"»{point.key}«" for point in open_ones)
        raise DiggsError(f"In der Prüfliste ist noch offen: {keys}.")
    folder = folder.absolute()
    refuse_existing(folder)
    files = contents(evaluation)
    part = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.teil")
    try:
        _write(files, part)
        with evaluations.keeping(engine, _listed(evaluation, folder, files)):
            refuse_existing(folder)
            os.replace(part, folder)
    except OSError as error:
        raise DiggsError(
            f"Der Ordner »{folder}« lässt sich nicht schreiben: {error.strerror or error}."
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    _sweep(folder)


def refuse_existing(folder: Path) -> None:
    if os.path.lexists(folder):
        raise DiggsError(
            f"»{folder}« gibt es schon; eine Auswertung wird nie überschrieben. Bitte einen "
            "anderen Ordner nennen."
        )


def _write(files: Mapping[str, bytes], part: Path) -> None:
    part.mkdir(parents=True)
    for path, content in files.items():
        (part / path).parent.mkdir(exist_ok=True)
        (part / path).write_bytes(content)


def _listed(evaluation: Evaluation, folder: Path, files: Mapping[str, bytes]) -> evaluations.Frozen:
    return evaluations.Frozen(
        schuljahr=evaluation.schuljahr,
        stichtag=evaluation.stichtag,
        stand=evaluation.stand,
        criteria=evaluation.criteria.name,
        made_at=evaluation.made_at.replace(tzinfo=None),
        made_by=evaluation.made_by,
        folder=str(folder),
        manifest_sha256=sha256(files[MANIFEST]),
        content={"criteria": to_json(evaluation.criteria), **figures_json(evaluation)},
    )


def _sweep(folder: Path) -> None:
    """What earlier runs into this folder left beside it when they were killed."""
    for part in folder.parent.glob(f".{folder.name}.????????.teil"):
        shutil.rmtree(part, ignore_errors=True)
