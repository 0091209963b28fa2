"""`check FILE --feedback OUT.xlsx`: the file as it goes back to its sender."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import typer

from diggs_analytics.command_line.report import Checked
from diggs_analytics.command_line.saving import save
from diggs_analytics.intake.feedback import feedback, suffix


def refuse_wrong_usage(files: Sequence[Path], output: Path) -> None:
    """Before anything is read."""
    if len(files) != 1 or files[0].is_dir():
        raise typer.BadParameter("--feedback gilt für genau eine Datei.")
    if output.resolve() == files[0].resolve():
        raise typer.BadParameter("--feedback überschreibt nicht die Datei, die geprüft wird.")


def write_feedback(file: Checked, output: Path, password: str) -> Checked:
    """Nothing is written where there is nothing to report, or nothing to report it in; the note
    says what was done."""
    delivery = file.delivery
    if not delivery.findings:
        return _noted(file, "Keine Rückmeldung geschrieben: In der Datei gibt es keine Befunde.")
    needed = suffix(delivery.content, password)
    if output.suffix.lower() != needed:
        raise typer.BadParameter(f"Die Rückmeldung zu dieser Datei muss auf {needed} enden.")
    save(output, feedback(delivery.content, delivery.all_findings, password))
    return _noted(file, f"Rückmeldung an den Absender: {output}")


def _noted(file: Checked, note: str) -> Checked:
    return replace(file, note=" ".join(filter(None, (file.note, note))))
