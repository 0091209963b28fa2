"""Findings about a sheet as a whole: what its headings, its hidden parts and its title say."""

from collections.abc import Iterator
from difflib import get_close_matches

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.schema import Column
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.intake.cells import CellSheet, letter
from diggs_analytics.intake.context import Found
from diggs_analytics.intake.layout import Layout


def unknown_sheet(sheet: CellSheet) -> Finding:
    message = (
        f"Das Blatt »{sheet.name}« ist keine Tabelle, die wir kennen, und wurde nicht gelesen."
    )
    return Finding(Severity.WARNING, "unknown_sheet", message, sheet.name)


def sheet_left_out(sheet: CellSheet, rows: int) -> Finding:
    message = (
        f"Das Blatt »{sheet.name}« sieht aus wie eine Tabelle von uns und enthält {rows} "
        "Datenzeilen; es wurde nicht gelesen, weil es laut Zuordnung nicht dazugehört."
    )
    return Finding(Severity.WARNING, "sheet_left_out", message, sheet.name)


def hidden_sheet(sheet: CellSheet, rows: int) -> Finding:
    message = (
        f"Das ausgeblendete Blatt »{sheet.name}« sieht aus wie eine Tabelle von uns und enthält "
        f"{rows} Datenzeilen; es wurde nicht gelesen."
    )
    return Finding(Severity.WARNING, "hidden_sheet", message, sheet.name)


def empty_table(sheet: CellSheet) -> Finding:
    message = "Unter dem Tabellenkopf steht keine Datenzeile."
    return Finding(Severity.WARNING, "empty_table", message, sheet.name)


def about_headings(sheet: CellSheet, layout: Layout, missing: list[Column]) -> Iterator[Finding]:
    """Errors that make the sheet unreadable: a column twice, a required column not found."""
    for name in layout.twice:
        label = layout.table[name].label
        message = f"Zwei Spalten heißen »{label}«; das Blatt wird nicht gelesen."
        yield Finding(Severity.ERROR, "column_twice", message, sheet.name, column=name)
    for column in missing:
        near = _nearest_headings(column, layout)
        message = f"Die Pflichtspalte »{column.label}« fehlt; das Blatt wird nicht gelesen."
        if near:
            message += f" Am nächsten kommen: {', '.join(f'»{heading}«' for heading in near)}."
        yield Finding(
            severity=Severity.ERROR,
            check="column_missing",
            message=message,
            sheet=sheet.name,
            suggestion=column.label,
            column=column.name,
        )


def _nearest_headings(column: Column, layout: Layout) -> list[str]:
    headings = {comparable(heading): heading for heading in layout.unknown.values()}
    known = [comparable(heading) for heading in column.headings]
    near = {
        match: None
        for word in known
        for match in get_close_matches(word, headings, n=3, cutoff=0.5)
    }
    return [" ".join(headings[match].split()) for match in near][:3]


def about_hidden_parts(sheet: CellSheet) -> Iterator[Finding]:
    """How many rows and groups of columns are hidden; all are read."""
    parts = [
        f"{how_many} {what}"
        for how_many, what in (
            (sheet.hidden_rows, "ausgeblendete Zeile(n)"),
            (sheet.hidden_columns, "ausgeblendete Spaltengruppe(n)"),
        )
        if how_many
    ]
    if parts:
        message = f"Mitgelesen: {' und '.join(parts)}."
        yield Finding(Severity.WARNING, "hidden_cells", message, sheet.name)


def about_unknown_columns(sheet: CellSheet, layout: Layout) -> Iterator[Finding]:
    """Unknown columns may hold personal data: named, never stored."""
    if layout.unknown:
        named = ", ".join(
            f"{letter(column)} »{' '.join(heading.split())}«"
            for column, heading in layout.unknown.items()
        )
        message = f"Nicht übernommen, weil unbekannt: Spalte {named}."
        yield Finding(Severity.WARNING, "unknown_columns", message, sheet.name)


def taken_from(sheet: CellSheet, column: Column, found: Found) -> Finding:
    message = f"{column.label} »{found.value}« ist {found.source} entnommen."
    return Finding(
        severity=Severity.WARNING,
        check="taken_from_context",
        message=message,
        sheet=sheet.name,
        cell=found.cell,
        value=found.value,
        column=column.name,
    )


def subheading_differs(
    sheet: CellSheet, column: Column, found: Found, cell: str, text: str
) -> Finding:
    """An error of the whole sheet: nobody can tell which rows are whose."""
    message = (
        f"Zwischen den Zeilen steht »{' '.join(text.split())}«, {found.source} nach gilt das Blatt "
        f"aber für {found.value}. Welche Zeile wohin gehört, sagt nur eine Spalte "
        f"»{column.label}«."
    )
    return Finding(
        severity=Severity.ERROR,
        check="subheading_differs",
        message=message,
        sheet=sheet.name,
        cell=cell,
        value=text,
        column=column.name,
    )


def follows_from_eingang(sheet: CellSheet) -> Finding:
    message = "Das Schuljahr folgt aus dem Eingangsdatum, wie angegeben."
    return Finding(Severity.WARNING, "taken_from_context", message, sheet.name)
