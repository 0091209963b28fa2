"""`template`: an empty Excel form for senders."""

from pathlib import Path

from diggs_analytics.command_line.saving import save
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output.formats import count, file_size
from diggs_analytics.output.template import template_workbook


def save_template(name: str, output: Path) -> str:
    """Write the form and say in one sentence what was written."""
    table = table_named(name)
    content = template_workbook(table)
    save(output, content)
    columns = count(len(table.columns), "Spalte", "Spalten")
    return f"{output}: Formular »{table.label}«, {columns}, {file_size(len(content))}."
