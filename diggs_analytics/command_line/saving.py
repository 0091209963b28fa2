"""Writing the file that a command was asked for."""

from pathlib import Path

from diggs_analytics.domain.errors import DiggsError


def save(output: Path, content: bytes) -> None:
    """Beside the target and renamed: nobody finds half a file there."""
    part = output.with_name(f".{output.name}.teil")
    try:
        part.write_bytes(content)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise DiggsError(f"Die Datei »{output}« lässt sich nicht schreiben.") from error
