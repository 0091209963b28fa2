"""The steps of a bridge as a table, and the records behind them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.revision import Bridge, Step
from diggs_analytics.analysis.revision_causes import Cause
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.plan import PLAN, plan_rows
from diggs_analytics.output.tables import KIND_OF_UNIT

POINTS = "Prozentpunkte"
NOT_ALONE = "für sich nicht zu beziffern, im nächsten Schritt enthalten"

URSACHE = Column("ursache", "Ursache", Kind.TEXT, ", ".join(cause.value for cause in Cause) + ".")
RECORDS = Table(
    name="aenderungen",
    label="Geänderte Datensätze",
    meaning="Eine Zeile für jeden Datensatz, der hinter einem Unterschied steht, bei geänderten "
    "eine für jedes geänderte Feld.",
    columns=(
        URSACHE,
        *(PLAN[name] for name in ("tabelle", "bezirksregierung", "zeitraum", "schluessel")),
        replace(PLAN["aenderung"], label="Datensatz", meaning="neu: war damals nicht da; geändert; "
                "entfallen: ist heute nicht da; unverändert: zählt anders."),
        PLAN["feld"],
        replace(PLAN["bisher"], name="damals", label="damals", meaning="Wert nach altem Stand."),
        replace(PLAN["neu"], name="heute", label="heute", meaning="Wert nach neuem Stand."),
    ),
    key=("ursache", "tabelle", "bezirksregierung", "zeitraum", "schluessel", "feld"),
    period="zeitraum",
)  # fmt: skip


def declaration(measure: Measure) -> Table:
    """The steps of a figure as a table that can be written to a file like any other."""
    kind = KIND_OF_UNIT.get(measure.unit, Kind.INT)
    points = measure.unit == "%"
    return Table(
        name=f"bruecke_{measure.name}",
        label=f"Unterschied {measure.label}",
        meaning=f"{measure.definition} Eine Zeile für jede Ursache, zwischen altem und neuem "
        "Stand. Die Veränderungen ergeben zusammen den Unterschied.",
        columns=(
            replace(URSACHE, label="Stand oder Ursache"),
            Column("veraenderung", "Veränderung", Kind.NUMBER if points else kind,
                   "Um wie viel die Ursache den Wert änderte; in der letzten Zeile der ganze "
                   "Unterschied.", unit=POINTS if points else measure.unit),
            Column("wert", "Wert danach", kind, "Wert mit allem, was bis hierher geändert ist.",
                   unit=measure.unit),
            Column("datensaetze", "Datensätze", Kind.INT, "Wie viele Datensätze betroffen sind."),
            Column("hinweis", "Hinweis", Kind.TEXT, "Was zu der Zahl zu sagen ist."),
        ),
        key=("ursache",),
        period="ursache",
        territorial=False,
    )  # fmt: skip


def bridge_rows(bridge: Bridge) -> pd.DataFrame:
    """Rows of ``declaration``: the old value, the steps, the new value with the difference."""
    factor = 100 if bridge.measure.unit == "%" else 1
    after_each = levels(bridge)[1:]
    steps = [
        (label(step), step.amount * factor, level, step.records, "" if step.alone else NOT_ALONE)
        for step, level in zip(bridge.steps, after_each, strict=True)
    ]
    then, now = (state_of(day) for day in (bridge.known_then, bridge.known_now))
    whole = None if bridge.difference is None else bridge.difference * factor
    lines = [
        (then, None, bridge.before.number, None, _why_not(bridge.before)),
        *steps,
        (now, whole, bridge.after.number, sum(step.records for step in bridge.steps),
         _why_not(bridge.after)),
    ]  # fmt: skip
    table = declaration(bridge.measure)
    return pd.DataFrame(lines, columns=table.names).astype(table.dtypes)


def record_rows(steps: Sequence[Step]) -> pd.DataFrame:
    """Rows of RECORDS, those of one step or of all."""
    parts = [
        plan_rows(step.plan, ()).rename(columns={"bisher": "damals", "neu": "heute"})
        .assign(ursache=label(step))
        for step in steps
    ]  # fmt: skip
    empty = pd.DataFrame(columns=RECORDS.names)
    return pd.concat([empty, *parts])[RECORDS.names].reset_index(drop=True).astype(RECORDS.dtypes)


def levels(bridge: Bridge) -> list[float]:
    """The value before the first step and after each; none where there are no steps to take."""
    if bridge.difference is None:
        return [float("nan")]
    found = [bridge.before.number]
    for step in bridge.steps:
        found.append(found[-1] + step.amount)
    return found


def label(step: Step) -> str:
    return step.cause.value


def state_of(day: date) -> str:
    return f"Stand vom {formats.day(day)}"


def _why_not(value: Value) -> str:
    return (value.note or value.nothing.words) if value.nothing else ""
