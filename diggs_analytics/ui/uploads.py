"""Files on their way in: read, shown with their findings and their plan, accepted or discarded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.feedback import Progress, placed, progress
from diggs_analytics.domain.plan import Action, Plan, all_alike, superseded
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from diggs_analytics.output.formats import count, day, enumeration, number
from diggs_analytics.output.plan import superseded_sentences
from diggs_analytics.store import deliveries, recipes, registers
from diggs_analytics.store.earlier import findings_before
from diggs_analytics.ui import session
from diggs_analytics.ui.arrival import CHOICES
from diggs_analytics.ui.decisions import offer_to_decide
from diggs_analytics.ui.feedback import Feedback, marked, offer_feedback
from diggs_analytics.ui.findings import of_delivery, show_findings
from diggs_analytics.ui.markdown import literal
from diggs_analytics.ui.plan import show_plan

# Files read and kept in memory: of a folder with more, each click would read some again.
MOST_KEPT = 100


@dataclass(frozen=True)
class Upload:
    """A file that was read but not kept. ``known_since`` says that the same bytes are there;
    ``password_field`` is the key of the field for the password that the file wants, "" if none."""

    delivery: Delivery
    plan: Plan | None
    known_since: date | None
    feedback: Feedback | None = None
    progress: Progress | None = None
    password_field: str = ""

    @property
    def is_usable(self) -> bool:
        return not self.delivery.rejected and not self.known_since


def read_uploads(files: Sequence, settled: Settled, received: date) -> list[Upload]:
    """Every file, with progress. A bad one is a rejected Delivery and stops none of the others."""
    bar = st.progress(0.0)
    uploads = []
    for done, file in enumerate(files, start=1):
        bar.progress((done - 1) / len(files), f"{file.name} wird gelesen ({done} von {len(files)})")
        state = (session.version(), recipes.version(session.store()))
        uploads.append(_opened(file, settled, received, state))
    bar.empty()
    return uploads


def _opened(file: UploadedFile, settled: Settled, received: date, state: tuple) -> Upload:
    """With the password of its field, where the file wants one. It is kept nowhere."""
    name = PurePath(file.name).name
    upload = _read(name, file.getvalue(), settled, received, state)
    if not upload.delivery.protected:
        return upload
    field = f"password_{file.file_id}"
    if password := st.session_state.get(field, ""):
        upload = _read(name, file.getvalue(), settled, received, state, password)
    return replace(upload, password_field=field)


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT)
def _read(
    name: str,
    content: bytes,
    settled: Settled,
    received: date,
    state: tuple,
    password: str = "",
) -> Upload:
    """Kept in memory until the store changes: each click on the page runs the page again."""
    engine = session.store()
    known = Known(received, **registers.on_file(engine))
    reading = start_reading(content, Limits.from_environment(), password)
    delivery = read_delivery(name, content, known, settled, reading=reading)
    if delivery.rejected:
        if not delivery.findings:
            return Upload(delivery, None, None)
        return Upload(delivery, None, None, marked(name, content, delivery.all_findings, password))
    before = deliveries.known(engine, delivery.sha256)
    return Upload(
        delivery,
        all_alike(delivery, Action.UNCHANGED)
        if before
        else deliveries.plan(engine, delivery, received),
        before.known_since if before else None,
        marked(name, content, delivery.findings, password),
        progress(findings_before(engine, delivery, received), placed(delivery)),
    )


def accept(usable: Sequence[Upload], received: date, brought_by: str) -> Iterator[str]:
    """Keep each, with progress, and say what became of it."""
    bar = st.progress(0.0)
    for done, upload in enumerate(usable):
        name = upload.delivery.file_name
        bar.progress(done / len(usable), f"{name} wird aufgenommen ({done + 1} von {len(usable)})")
        deliveries.keep(session.store(), upload.delivery, received, brought_by)
        rows = count(sum(len(s.rows) for s in upload.delivery.sheets), "Zeile", "Zeilen")
        yield f"{literal(name)}: {rows} aufgenommen."
    bar.empty()


def headline(upload: Upload) -> str:
    """``koeln.xlsx: 409 übernommen, 3 zurückgestellt, 2 übersprungen``."""
    delivery = upload.delivery
    name = literal(delivery.file_name)
    if delivery.rejected:
        return f"**{name}** – abgelehnt"
    sheets = delivery.sheets
    parts = (
        (sum(len(s.rows) for s in sheets), "übernommen"),
        (sum(len(s.set_aside) for s in sheets), "zurückgestellt"),
        (sum(len(s.skipped) for s in sheets), "übersprungen"),
    )
    read = sum(sheet.rows_read for sheet in sheets)
    what = ", ".join(f"{number(how_many)} {word}" for how_many, word in parts)
    return f"**{name}** – {count(read, 'Zeile', 'Zeilen')} gelesen: {what}"


def show_upload(upload: Upload, received: date, place: int) -> None:
    """Findings by sheet and cell, then the plan. ``place`` is that among the uploads."""
    delivery = upload.delivery
    if delivery.rejected:
        st.error(literal(delivery.rejected))
    if upload.password_field:
        st.text_input("Passwort der Datei", type="password", key=upload.password_field)
    if upload.known_since:
        st.info(f"Dieselbe Datei liegt seit {day(upload.known_since)} vor; nichts ändert sich.")
    elif upload.progress:
        st.info(upload.progress.sentence, icon=":material/task_alt:")
    _say_how_to_settle(delivery)
    offer_to_decide(delivery)
    if delivery.findings or not delivery.rejected:
        show_findings(of_delivery(delivery))
    offer_feedback(upload.feedback, f"feedback_{place}")
    if upload.plan:
        show_plan(upload.plan, delivery, received, place)


def warn_of_overlaps(uploads: Sequence[Upload]) -> None:
    """Where two of the files hold the same: accepted one after the other, the last one counts."""
    files = [(u.delivery.file_name, u.plan) for u in uploads if u.is_usable]
    for scopes in superseded(files):
        for sentence in superseded_sentences(scopes):
            st.warning(literal(sentence))


def _say_how_to_settle(delivery: Delivery) -> None:
    """What a column of the file does not say, a choice above can."""
    missing = {f.column for f in delivery.findings if f.check == "column_missing"}
    if fields := [f"»{field}«" for name, field in CHOICES.items() if name in missing]:
        st.info(
            f"Wenn es für die ganze Datei gilt, genügt oben die Auswahl {enumeration(fields)}; "
            "die Spalte ist dann nicht nötig.",
            icon=":material/arrow_upward:",
        )
