"""`evaluate` and `verify`: an evaluation as a frozen folder, and whether it still holds."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import typer

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation import versions
from diggs_analytics.evaluation.checklist import Point
from diggs_analytics.evaluation.freeze import freeze, refuse_existing
from diggs_analytics.evaluation.run import Evaluation, evaluate
from diggs_analytics.evaluation.stichtag import default_stichtag
from diggs_analytics.evaluation.verify import verify
from diggs_analytics.output.formats import count
from diggs_analytics.store import open_store, store_exists

NOTHING_WRITTEN = (
    "Nichts geschrieben. Einen Hinweis hakt --accept SCHLÜSSEL=GRUND ab; ein Fehler muss erst "
    "behoben werden."
)


def freeze_evaluation(
    schuljahr: str,
    stichtag: date | None,
    stand: date | None,
    criteria: str | None,
    accepted: Mapping[str, str],
    output: Path,
    database: str | None,
    made_by: str,
) -> bool:
    """Whether it was written; if not, the open points have been said."""
    if not store_exists(database):
        raise DiggsError("Der Bestand ist leer: Es wurde noch nichts aufgenommen.")
    refuse_existing(output)
    engine = open_store(database)
    day = stichtag or default_stichtag(schuljahr)
    version = versions.named(engine, criteria) if criteria else versions.holding_on(engine, day)
    evaluation = evaluate(engine, schuljahr, day, version, accepted, made_by, stand)
    for point in evaluation.checklist:
        typer.echo(_line(point))
    if evaluation.open_points:
        typer.echo(NOTHING_WRITTEN, err=True)
        return False
    freeze(engine, evaluation, output)
    typer.echo(_done(evaluation, output))
    return True


def _line(point: Point) -> str:
    state = f"{point.level.value}, offen" if point.is_open else point.level.value
    reason = f" Abgehakt: {point.reason}" if point.reason else ""
    return f"[{state}] {point.key}: {point.text}{reason}"


def _done(evaluation: Evaluation, output: Path) -> str:
    return (
        f"{output}: {count(len(evaluation.figures), 'Zahl', 'Zahlen')}, "
        f"Schuljahr {evaluation.schuljahr}, Stichtag {evaluation.stichtag:%d.%m.%Y}, "
        f"Stand {evaluation.stand:%d.%m.%Y}, Kriterien »{evaluation.criteria.name}«."
    )


def verify_folder(folder: Path) -> bool:
    """Whether everything is the same; each difference has been said."""
    different = verify(folder)
    for sentence in different:
        typer.echo(sentence)
    if not different:
        typer.echo(f"{folder}: Jedes Byte und jede Zahl ist gleich.")
    return not different
