"""The marked workbook that goes back to the sender.

The sender's own file with marked cells, a comment at each, and the sheet »Rückmeldung«; nothing
else in it changes. A file that is no .xlsx or .xlsm comes back as an .xlsx that holds its values.
"""

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from xml.parsers.expat import ExpatError

from diggs_analytics.domain.feedback import SHEET
from diggs_analytics.domain.findings import Finding
from diggs_analytics.intake.feedback.marking import mark
from diggs_analytics.intake.feedback.package import has_macros
from diggs_analytics.intake.feedback.values import values_workbook
from diggs_analytics.intake.feedback.xml_part import NotEditable
from diggs_analytics.intake.limits import Limits

__all__ = ["feedback", "feedback_name", "suffix"]

_NOT_BUILT_AS_WORKBOOKS_ARE = (
    NotEditable, zipfile.BadZipFile, ExpatError, LookupError, ValueError,
)  # fmt: skip


def feedback(content: bytes, findings: Sequence[Finding], limits: Limits | None = None) -> bytes:
    """A workbook with the ``findings`` of this file. Raises RejectedFile for one that cannot be
    read."""
    limits = limits or Limits.from_environment()
    try:
        return mark(content, findings, limits)
    except _NOT_BUILT_AS_WORKBOOKS_ARE:
        values, remark, names = values_workbook(content, limits)
        moved = [replace(f, sheet=names.get(f.sheet, f.sheet)) for f in findings]
        return mark(values, [remark, *moved], limits)


def suffix(content: bytes) -> str:
    """What the marked workbook must end in for Excel to open it."""
    return ".xlsm" if has_macros(content) else ".xlsx"


def feedback_name(file_name: str, content: bytes) -> str:
    """The name of the file stays in front: it may say Bezirksregierung and Schuljahr."""
    return f"{PurePath(file_name).stem}_{SHEET}{suffix(content)}"
