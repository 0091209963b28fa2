"""The marked workbook that goes back to the sender.

The sender's own file with marked cells, a comment at each, and the sheet »Rückmeldung«; nothing
else in it changes. A file that is no .xlsx or .xlsm comes back as an .xlsx that holds its values.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from diggs_analytics.domain.errors import ProtectedFile
from diggs_analytics.domain.feedback import SHEET
from diggs_analytics.domain.findings import Finding
from diggs_analytics.intake.feedback.marking import mark
from diggs_analytics.intake.feedback.package import has_macros
from diggs_analytics.intake.feedback.values import values_workbook
from diggs_analytics.intake.feedback.xml_part import NotEditable
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.protection import locked_workbook, opened_workbook
from diggs_analytics.intake.reader import start_reading

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

__all__ = ["feedback", "feedback_name", "suffix"]

_NOT_BUILT_AS_WORKBOOKS_ARE = (
    NotEditable, zipfile.BadZipFile, ExpatError, LookupError, ValueError,
)  # fmt: skip


def feedback(content: bytes, findings: Sequence[Finding], password: str = "") -> bytes:
    """A workbook with the ``findings`` of this file, under the same ``password`` if it is under
    one. Raises RejectedFile for a file that cannot be read."""
    limits = Limits.from_environment()
    marked = _marked(_opened(content, password), findings, limits, password)
    return locked_workbook(marked, password) if _is_protected(content, limits) else marked


def suffix(content: bytes, password: str = "") -> str:
    """What the marked workbook must end in for Excel to open it."""
    return ".xlsm" if has_macros(_opened(content, password)) else ".xlsx"


def feedback_name(file_name: str, content: bytes, password: str = "") -> str:
    """The name of the file stays in front: it may say Bezirksregierung and Schuljahr."""
    return f"{PurePath(file_name).stem}_{SHEET}{suffix(content, password)}"


def _marked(content: bytes, findings: Sequence[Finding], limits: Limits, password: str) -> bytes:
    try:
        return mark(content, findings, limits)
    except _NOT_BUILT_AS_WORKBOOKS_ARE:
        values, remark, names = values_workbook(content, limits, password)
        moved = [replace(f, sheet=names.get(f.sheet, f.sheet)) for f in findings]
        return mark(values, [remark, *moved], limits)


def _is_protected(content: bytes, limits: Limits) -> bool:
    """What Excel protects lies in its old container, an OpenDocument in an archive."""
    if not (content.startswith(_COMPOUND) or b"META-INF/manifest.xml" in content):
        return False
    try:
        start_reading(content, limits)()
    except ProtectedFile:
        return True
    return False


def _opened(content: bytes, password: str) -> bytes:
    """The .xlsx inside a protected one; other files as they are."""
    is_protected = content.startswith(_COMPOUND) and _ENCRYPTED in content
    return opened_workbook(content, password) if is_protected else content
