"""`load-sample`: the sample data with a progress bar."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from diggs_analytics import sample
from diggs_analytics.store import open_store, state


def load_with_progress(database: str | None) -> None:
    """Into an empty store only: what somebody imported is not mixed with invented data."""
    engine = open_store(database)
    console = Console()
    if state.version(engine):
        console.print("Der Bestand enthält schon Daten; es wird nichts geladen.")
        return
    if not sample.is_there():
        console.print("Beispieldaten liegen dieser Installation nicht bei.")
        return
    columns = (
        TextColumn("Beispieldaten laden"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[file]}"),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task("", total=None, file="")
        for step in sample.load(engine):
            bar.update(task, total=step.total, completed=step.done, file=step.file_name)
