"""The commands (CONTRACT 2). Messages are German, commands and options English."""

import getpass
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import UsageError

from diggs_analytics.command_line import options
from diggs_analytics.command_line.german import GermanCommand, GermanGroup, sentence
from diggs_analytics.command_line.progress import with_progress
from diggs_analytics.command_line.reading import File, files_named, importing, left_out, read_ahead
from diggs_analytics.domain.errors import DiggsError, UnknownTable
from diggs_analytics.intake.context import Settled

if TYPE_CHECKING:
    from diggs_analytics.command_line.report import Checked

USAGE_ERROR = 2

app = typer.Typer(
    cls=GermanGroup,
    suggest_commands=False,
    help="Distanzunterricht an Berufskollegs: Lieferungen prüfen, aufnehmen, ausgeben.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.command(cls=GermanCommand)
def check(
    files: options.Files,
    database: options.Database = None,
    format: options.OutputFormat = "text",
    feedback: options.Feedback = None,
    bezirksregierung: options.SettledBezirksregierung = None,
    schuljahr: options.SettledSchuljahr = None,
    schuljahr_from_eingangsdatum: options.FromEingang = False,
    password: options.Password = "",
) -> None:
    """Lesen und prüfen; in den Bestand wird nichts geschrieben."""
    if feedback:
        from diggs_analytics.command_line.feedback import refuse_wrong_usage, write_feedback

        refuse_wrong_usage(files, feedback)
    begun = _begin(files, password)
    with importing():
        from diggs_analytics.command_line.files import check_files

    settled = Settled(bezirksregierung or "", schuljahr or "", schuljahr_from_eingangsdatum)
    checked = check_files(begun, settled, database, date.today())
    if feedback:
        checked = [write_feedback(file, feedback, password) for file in checked]
    _report(checked, format)


@app.command("import", cls=GermanCommand)
def import_(
    files: options.Files,
    database: options.Database = None,
    format: options.OutputFormat = "text",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Zeigt, was sich änderte; schreibt nichts.")
    ] = False,
    received: options.Received = None,
    bezirksregierung: options.SettledBezirksregierung = None,
    schuljahr: options.SettledSchuljahr = None,
    schuljahr_from_eingangsdatum: options.FromEingang = False,
    password: options.Password = "",
    recipe: options.Recipe = None,
) -> None:
    """Prüfen und aufnehmen."""
    begun = _begin(files, password)
    with importing():
        from diggs_analytics.command_line.files import check_files
        from diggs_analytics.command_line.stored import import_files

    day = received or date.today()
    decided = tuple(one for several in recipe or [] for one in several)
    settled = Settled(
        bezirksregierung or "", schuljahr or "", schuljahr_from_eingangsdatum, decided
    )
    if dry_run:
        from diggs_analytics.command_line.plan import with_overlaps

        checked = with_overlaps(check_files(begun, settled, database, day))
    else:
        checked = import_files(begun, settled, database, day, _who())
    _report(checked, format, by_row=dry_run)


def _begin(paths: list[Path], password: str) -> Iterator[File]:
    begun = read_ahead(paths, password)
    if others := left_out(paths):
        names = ", ".join(f"»{path}«" for path in others)
        typer.echo(f"Nicht gelesen, weil dem Namen nach keine Liste: {names}.", err=True)
    return with_progress(begun, len(files_named(paths)))


def _who() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # in a container a user may have no name
        return "unbekannt"


def _report(checked: list["Checked"], format: str, by_row: bool = False) -> None:
    from diggs_analytics.command_line import report

    if format == "json":
        typer.echo(json.dumps(report.as_json(checked, by_row), ensure_ascii=False, indent=1))
    else:
        typer.echo(report.as_text(checked, by_row))
    raise typer.Exit(report.exit_code(checked))


@app.command(cls=GermanCommand)
def export(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Name der Tabelle.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=options.known_format,
            metavar="FILE",
            help="Zieldatei: .csv, .xlsx oder .parquet.",
        ),
    ],
    database: options.Database = None,
    schuljahr: options.Schuljahre = None,
    bezirksregierung: options.Bezirksregierungen = None,
    stand: options.Stand = None,
) -> None:
    """Eine Tabelle ausgeben. Auch »zurueckgestellt«: die Zeilen, die nicht zählen."""
    from diggs_analytics.command_line.export import export_table

    typer.echo(
        export_table(table, output, schuljahr or [], bezirksregierung or [], stand, database)
    )


@app.command(cls=GermanCommand)
def evaluate(
    schuljahr: Annotated[
        str, typer.Option(metavar="JJJJ/JJ", parser=options.schuljahr, help="Ausgewertetes Jahr.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Ordner, den es noch nicht gibt.")
    ],
    stichtag: options.Stichtag = None,
    stand: options.PastStand = None,
    criteria: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Kriterien; sonst die am Stichtag gültigen."),
    ] = None,
    accept: options.Accepted = None,
    database: options.Database = None,
) -> None:
    """Die Oktober-Auswertung einfrieren: ein Ordner, der sich später nachrechnen lässt."""
    from diggs_analytics.command_line.evaluation import freeze_evaluation

    written = freeze_evaluation(
        schuljahr, stichtag, stand, criteria, dict(accept or []), output, database, _who()
    )
    raise typer.Exit(not written)


@app.command(cls=GermanCommand)
def verify(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Ordner einer eingefrorenen Auswertung.")
    ],
) -> None:
    """Einen eingefrorenen Ordner prüfen: jedes Byte, und jede Zahl neu aus seinen Zeilen."""
    from diggs_analytics.command_line.evaluation import verify_folder

    raise typer.Exit(not verify_folder(folder))


@app.command(cls=GermanCommand)
def template(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Name der Tabelle.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", callback=options.form, metavar="FILE", help="Zieldatei: .xlsx."
        ),
    ],
) -> None:
    """Ein leeres Excel-Formular mit Auswahllisten und Erläuterungen."""
    from diggs_analytics.command_line.template import save_template

    typer.echo(save_template(table, output))


@app.command(cls=GermanCommand)
def status(database: options.Database = None) -> None:
    """Was da ist und was fehlt: Tabelle × Bezirksregierung × Schuljahr."""
    from diggs_analytics.command_line.status import print_status

    print_status(database)


@app.command("load-sample", cls=GermanCommand)
def load_sample(database: options.Database = None) -> None:
    """Die Beispieldaten in einen leeren Bestand laden."""
    from diggs_analytics.command_line.sample import load_with_progress

    load_with_progress(database)


@app.command(cls=GermanCommand)
def serve(
    port: Annotated[int, typer.Option(help="Anschluss, unter dem das Dashboard antwortet.")] = 8501,
) -> None:
    """Das Dashboard starten; ein leerer Bestand bekommt vorher die Beispieldaten."""
    from diggs_analytics.command_line.sample import load_with_progress

    dashboard = Path(__file__).parents[2] / "dashboard.py"
    if not dashboard.exists():
        raise DiggsError("Das Dashboard liegt dieser Installation nicht bei.")
    load_with_progress(None)
    command = [sys.executable, "-m", "streamlit", "run", str(dashboard), "--server.port", str(port)]
    os.chdir(dashboard.parent)  # .streamlit/config.toml lies there
    raise typer.Exit(subprocess.call(command))


def main() -> None:
    """Wrong usage and situations are one sentence; neither is a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")  # a pipe's own encoding may not know every character
    try:
        sys.exit(app(standalone_mode=False))
    except UsageError as error:
        typer.echo(sentence(error), err=True)
        sys.exit(USAGE_ERROR)
    except DiggsError as error:
        typer.echo(str(error), err=True)
        sys.exit(USAGE_ERROR if isinstance(error, UnknownTable) else 1)
    except KeyboardInterrupt:
        sys.exit(130)
