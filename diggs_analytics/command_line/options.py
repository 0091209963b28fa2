"""Arguments and options of the commands: how each is called, read and explained."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from diggs_analytics.command_line.reading import files_named
from diggs_analytics.command_line.recipe import decisions
from diggs_analytics.domain import columns as c
from diggs_analytics.domain.file_names import SUFFIXES_IN_WORDS
from diggs_analytics.domain.schema import Column
from diggs_analytics.intake.values import Unreadable, read

FORMATS = ("text", "json")
DAY = replace(c.EINGANGSDATUM, label="Tag")  # for messages: read like a date in a file


def format(text: str) -> str:
    if text not in FORMATS:
        raise typer.BadParameter(f"»{text}« gibt es nicht; bekannt sind {' und '.join(FORMATS)}.")
    return text


def day(text: str) -> date:
    return _value(text, DAY)


def past_day(text: str) -> date:
    if (received := day(text)) > date.today():
        raise typer.BadParameter(f"Der {received:%d.%m.%Y} liegt in der Zukunft.")
    return received


def known_format(path: Path) -> Path:
    from diggs_analytics.output.exports import WRITERS

    if path.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"»{path.name}« endet nicht auf {', '.join(WRITERS)}.")
    return path


def form(path: Path) -> Path:
    if path.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"»{path.name}« endet nicht auf .xlsx.")
    return path


def existing(paths: list[Path]) -> list[Path]:
    for path in paths:
        if not path.exists():
            raise typer.BadParameter(f"Die Datei »{path}« gibt es nicht.")
        if not files_named([path]):
            raise typer.BadParameter(f"Im Ordner »{path}« liegt keine Liste ({SUFFIXES_IN_WORDS}).")
    return paths


def accepted(text: str) -> tuple[str, str]:
    key, sign, reason = text.partition("=")
    if not (key.strip() and sign and reason.strip()):
        raise typer.BadParameter(f"»{text}« ist kein SCHLÜSSEL=GRUND.")
    return key.strip(), reason.strip()


def schuljahr(text: str) -> str:
    return _value(text, c.SCHULJAHR)


def bezirksregierung(text: str) -> str:
    return _value(text, c.BEZIRKSREGIERUNG)


def _value(text: str, column: Column) -> str:
    try:
        return read(text, column)
    except Unreadable as problem:
        near = f" Gemeint ist wohl: {problem.suggestion}." if problem.suggestion else ""
        raise typer.BadParameter(problem.message + near) from None


Files = Annotated[
    list[Path],
    typer.Argument(
        callback=existing,
        metavar="FILE",
        help=f"Dateien oder Ordner. Aus einem Ordner alle Listen ({SUFFIXES_IN_WORDS}).",
    ),
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
    str, typer.Option("--format", metavar="text|json", parser=format, help="Form der Ausgabe.")
]
SettledBezirksregierung = Annotated[
    str | None,
    typer.Option(
        "--bezirksregierung",
        metavar="NAME",
        parser=bezirksregierung,
        help="Gilt, wo die Datei keine Bezirksregierung nennt.",
    ),
]
SettledSchuljahr = Annotated[
    str | None,
    typer.Option(
        "--schuljahr",
        metavar="JJJJ/JJ",
        parser=schuljahr,
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
Recipe = Annotated[
    list[str] | None,
    typer.Option(
        "--recipe",
        metavar="WORT=BEDEUTUNG",
        parser=decisions,
        help="Was ein unbekanntes Wort bedeutet: »Tag der Anzeige=eingangsdatum«, »Vermerk=« "
        "(gehört nicht dazu), »status:erl.=zur Kenntnis genommen«; welche Tabelle in einem Blatt "
        "steht, der Kopf in Zeile 7: »Blatt:Tabelle1=anzeigen@7«, »Blatt:Archiv=« (keine von "
        "uns); wie 3/4/2026 gemeint ist: »Datum:eingangsdatum=Tag/Monat/Jahr«. Mehrfach möglich; "
        "wird für die Bezirksregierung der Liste gemerkt.",
    ),
]
Accepted = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="SCHLÜSSEL=GRUND",
        parser=accepted,
        help="Hakt einen Hinweis der Prüfliste ab; der Grund bleibt im Ordner. Mehrfach möglich.",
    ),
]
Schuljahre = Annotated[
    list[str] | None,
    typer.Option("--schuljahr", metavar="JJJJ/JJ", parser=schuljahr, help="Mehrfach möglich."),
]
Bezirksregierungen = Annotated[
    list[str] | None,
    typer.Option(
        "--bezirksregierung", metavar="NAME", parser=bezirksregierung, help="Mehrfach möglich."
    ),
]


def _day(name: str, parser: Callable[[str], date], help: str) -> type[date | None]:
    return Annotated[date | None, typer.Option(name, parser=parser, metavar="DATUM", help=help)]


Received = _day("--received", past_day, "Tag des Eingangs; sonst heute.")
Stand = _day("--stand", day, "Wie der Bestand es am Ende dieses Tages wusste.")
PastStand = _day(
    "--stand", past_day, "Wie der Bestand es am Ende dieses Tages wusste; sonst heute."
)
Stichtag = _day(
    "--stichtag",
    day,
    "Gezählt wird, was bis dahin einging; sonst der 15. Oktober oder, was DIGGS_EVALUATION_DAY "
    "sagt.",
)
