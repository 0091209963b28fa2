"""The commands (CONTRACT 2). Messages are German, commands and options English."""

import getpass
import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.exceptions import UsageError

from diggs_analytics.command_line.german import GermanCommand, GermanGroup, sentence
from diggs_analytics.command_line.reading import importing, read_ahead
from diggs_analytics.command_line.recipe import decisions
from diggs_analytics.domain import columns as c
from diggs_analytics.domain.errors import DiggsError, UnknownTable
from diggs_analytics.domain.schema import Column
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.values import Unreadable, read

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


FORMATS = ("text", "json")
DAY = replace(c.EINGANGSDATUM, label="Tag")  # for messages: read like a date in a file


def _format(text: str) -> str:
    if text not in FORMATS:
        raise typer.BadParameter(f"»{text}« gibt es nicht; bekannt sind {' und '.join(FORMATS)}.")
    return text


def _day(text: str) -> date:
    return _value(text, DAY)


def _past_day(text: str) -> date:
    if (day := _day(text)) > date.today():
        raise typer.BadParameter(f"Der {day:%d.%m.%Y} liegt in der Zukunft.")
    return day


def _known_format(path: Path) -> Path:
    from diggs_analytics.output.exports import WRITERS

    if path.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"»{path.name}« endet nicht auf {', '.join(WRITERS)}.")
    return path


def _form(path: Path) -> Path:
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"»{path.name}« endet nicht auf .xlsx.")
    return path


def _existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"Die Datei »{path}« gibt es nicht.")
    return paths


def _schuljahr(text: str) -> str:
    return _value(text, c.SCHULJAHR)


def _bezirksregierung(text: str) -> str:
    return _value(text, c.BEZIRKSREGIERUNG)


def _value(text: str, column: Column) -> str:
    try:
        return read(text, column)
    except Unreadable as problem:
        near = f" Gemeint ist wohl: {problem.suggestion}." if problem.suggestion else ""
        raise typer.BadParameter(problem.message + near) from None


Files = Annotated[
    list[Path],
    typer.Argument(callback=_existing, metavar="FILE", help="Dateien oder Ordner mit Dateien."),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--database",
        envvar="DIGGS_DATABASE_URL",
        metavar="URL",
        help="Datenbank als SQLAlchemy-Adresse; sonst die Datei data/diggs.sqlite.",
    ),
]
OutputFormat = Annotated[
    str, typer.Option("--format", metavar="text|json", parser=_format, help="Form der Ausgabe.")
]
SettledBezirksregierung = Annotated[
    str | None,
    typer.Option(
        "--bezirksregierung",
        metavar="NAME",
        parser=_bezirksregierung,
        help="Gilt, wo die Datei keine Bezirksregierung nennt.",
    ),
]
SettledSchuljahr = Annotated[
    str | None,
    typer.Option(
        "--schuljahr",
        metavar="JJJJ/JJ",
        parser=_schuljahr,
        help="Gilt, wo die Datei kein Schuljahr nennt.",
    ),
]
FromEingang = Annotated[
    bool,
    typer.Option(
        "--schuljahr-from-eingang",
        help="Ein Schuljahr, das nirgends steht, folgt aus dem Eingangsdatum.",
    ),
]

Password = Annotated[
    str,
    typer.Option(metavar="TEXT", help="Öffnet Dateien, die durch ein Passwort geschützt sind."),
]


Feedback = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Schreibt die eine Datei mit markierten Befunden für ihren Absender.",
    ),
]


@app.command(cls=GermanCommand)
def check(
    files: Files,
    database: Database = None,
    format: OutputFormat = "text",
    feedback: Feedback = None,
    bezirksregierung: SettledBezirksregierung = None,
    schuljahr: SettledSchuljahr = None,
    schuljahr_from_eingangsdatum: FromEingang = False,
    password: Password = "",
) -> None:
    """Lesen und prüfen; in den Bestand wird nichts geschrieben."""
    if feedback:
        from diggs_analytics.command_line.feedback import refuse_wrong_usage, write_feedback

        refuse_wrong_usage(files, feedback)
    begun = read_ahead(files, password)
    with importing():
        from diggs_analytics.command_line.files import check_files

    settled = Settled(bezirksregierung or "", schuljahr or "", schuljahr_from_eingangsdatum)
    checked = check_files(begun, settled, database, date.today())
    if feedback:
        checked = [write_feedback(file, feedback) for file in checked]
    _report(checked, format)


Recipe = Annotated[
    list[str] | None,
    typer.Option(
        "--recipe",
        metavar="WORT=BEDEUTUNG",
        parser=decisions,
        help="Was ein unbekanntes Wort bedeutet: »Tag der Anzeige=eingangsdatum«, »Vermerk=« "
        "(gehört nicht dazu), »status:erl.=zur Kenntnis genommen«. Mehrfach möglich; wird für "
        "die Bezirksregierung der Liste gemerkt.",
    ),
]


@app.command("import", cls=GermanCommand)
def import_(
    files: Files,
    database: Database = None,
    format: OutputFormat = "text",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Zeigt, was sich änderte; schreibt nichts.")
    ] = False,
    received: Annotated[
        date | None,
        typer.Option(parser=_past_day, metavar="DATUM", help="Tag des Eingangs; sonst heute."),
    ] = None,
    bezirksregierung: SettledBezirksregierung = None,
    schuljahr: SettledSchuljahr = None,
    schuljahr_from_eingangsdatum: FromEingang = False,
    password: Password = "",
    recipe: Recipe = None,
) -> None:
    """Prüfen und aufnehmen."""
    begun = read_ahead(files, password)
    with importing():
        from diggs_analytics.command_line.files import check_files
        from diggs_analytics.command_line.stored import import_files

    day = received or date.today()
    decided = tuple(one for several in recipe or [] for one in several)
    settled = Settled(
        bezirksregierung or "", schuljahr or "", schuljahr_from_eingangsdatum, decided
    )
    if dry_run:
        checked = check_files(begun, settled, database, day)
    else:
        checked = import_files(begun, settled, database, day, _who())
    _report(checked, format)


def _who() -> str:
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # in a container a user may have no name
        return "unbekannt"


def _report(checked: list["Checked"], format: str) -> None:
    from diggs_analytics.command_line import report

    if format == "json":
        typer.echo(json.dumps(report.as_json(checked), ensure_ascii=False, indent=1))
    else:
        typer.echo(report.as_text(checked))
    raise typer.Exit(report.exit_code(checked))


@app.command(cls=GermanCommand)
def export(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Name der Tabelle.")],
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            callback=_known_format,
            metavar="FILE",
            help="Zieldatei: .csv, .xlsx oder .parquet.",
        ),
    ],
    database: Database = None,
    schuljahr: Annotated[
        list[str] | None,
        typer.Option(metavar="JJJJ/JJ", parser=_schuljahr, help="Mehrfach möglich."),
    ] = None,
    bezirksregierung: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", parser=_bezirksregierung, help="Mehrfach möglich."),
    ] = None,
    stand: Annotated[
        date | None,
        typer.Option(
            parser=_day,
            metavar="DATUM",
            help="Wie der Bestand es am Ende dieses Tages wusste.",
        ),
    ] = None,
) -> None:
    """Eine Tabelle ausgeben. Auch »zurueckgestellt«: die Zeilen, die nicht zählen."""
    from diggs_analytics.command_line.export import export_table

    typer.echo(
        export_table(table, output, schuljahr or [], bezirksregierung or [], stand, database)
    )


@app.command(cls=GermanCommand)
def template(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Name der Tabelle.")],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", callback=_form, metavar="FILE", help="Zieldatei: .xlsx."),
    ],
) -> None:
    """Ein leeres Excel-Formular mit Auswahllisten und Erläuterungen."""
    from diggs_analytics.command_line.template import save_template

    typer.echo(save_template(table, output))


@app.command(cls=GermanCommand)
def status(database: Database = None) -> None:
    """Was da ist und was fehlt: Tabelle × Bezirksregierung × Schuljahr."""
    from diggs_analytics.command_line.status import print_status

    print_status(database)


@app.command("load-sample", cls=GermanCommand)
def load_sample(database: Database = None) -> None:
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
