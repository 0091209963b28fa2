"""Files on their way in: read, shown with their findings and their plan, accepted or discarded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.feedback import Progress, placed, progress
from diggs_analytics.domain.plan import Plan
from diggs_analytics.domain.schuljahr import schuljahr
from diggs_analytics.intake.checks import Known
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from diggs_analytics.output.formats import count, day, number
from diggs_analytics.store import deliveries, recipes, registers
from diggs_analytics.store.earlier import findings_before
from diggs_analytics.ui import session
from diggs_analytics.ui.decisions import offer_to_decide
from diggs_analytics.ui.feedback import Feedback, marked, offer_feedback
from diggs_analytics.ui.findings import of_delivery, show_findings
from diggs_analytics.ui.markdown import literal

NOBODY = "ohne Angabe"
FROM_FILE = "steht in der Datei"
FROM_EINGANG = "folgt aus dem Eingangsdatum"


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


def ask_circumstances() -> tuple[Settled, date, str]:
    """What a file may not say: Bezirksregierung, Schuljahr, when it came, who brings it."""
    first, second, third, fourth = st.columns(4)
    with first:
        region = st.selectbox(
            "Bezirksregierung der Liste", [FROM_FILE, *BEZIRKSREGIERUNGEN], key="upload_br"
        )
    with second:
        years = [schuljahr(year) for year in range(date.today().year, 2020, -1)]
        year = st.selectbox(
            "Schuljahr der Liste", [FROM_FILE, FROM_EINGANG, *years], key="upload_schuljahr"
        )
    with third:
        received = st.date_input(
            "eingegangen am", "today", max_value="today", format="DD.MM.YYYY", key="upload_received"
        )
    with fourth:
        brought_by = st.text_input(
            "aufgenommen von (Kürzel)",
            placeholder=NOBODY,
            key="upload_by",
            persist_state="session",
        )
    settled = Settled(
        bezirksregierung="" if region == FROM_FILE else region,
        schuljahr="" if year in (FROM_FILE, FROM_EINGANG) else year,
        schuljahr_from_eingang=year == FROM_EINGANG,
    )
    return settled, received or date.today(), brought_by.strip() or NOBODY


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
    upload = _read(file.name, file.getvalue(), settled, received, state)
    if not upload.delivery.protected:
        return upload
    field = f"password_{file.file_id}"
    if password := st.session_state.get(field, ""):
        upload = _read(file.name, file.getvalue(), settled, received, state, password)
    return replace(upload, password_field=field)


@st.cache_resource(show_spinner=False, max_entries=20)
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
    known = Known(received, registers.schools(engine), recipes.recipes(engine))
    reading = start_reading(content, Limits.from_environment(), password)
    delivery = read_delivery(name, content, known, settled, reading=reading)
    if delivery.rejected:
        if not delivery.findings:
            return Upload(delivery, None, None)
        return Upload(delivery, None, None, marked(name, content, delivery.all_findings, password))
    before = deliveries.known(engine, delivery.sha256)
    return Upload(
        delivery,
        deliveries.plan(engine, delivery, received),
        before.known_since if before else None,
        marked(name, content, delivery.findings, password),
        progress(findings_before(engine, delivery, received), placed(delivery)),
    )


def accept(uploads: Sequence[Upload], received: date, brought_by: str) -> Iterator[str]:
    """Keep what can be kept, and say of each file what became of it."""
    for upload in uploads:
        if upload.delivery.rejected or upload.known_since:
            continue
        deliveries.keep(session.store(), upload.delivery, received, brought_by)
        rows = count(sum(len(s.rows) for s in upload.delivery.sheets), "Zeile", "Zeilen")
        yield f"{literal(upload.delivery.file_name)}: {rows} aufgenommen."


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


def show_upload(upload: Upload, place: int) -> None:
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
    offer_to_decide(delivery)
    if delivery.findings or not delivery.rejected:
        show_findings(of_delivery(delivery))
    offer_feedback(upload.feedback, f"feedback_{place}")
    if upload.plan:
        show_plan(upload.plan)


def show_plan(plan: Plan) -> None:
    """What accepting changes; unchanged rows are counted, not listed."""
    counts = plan.counts
    st.markdown(
        f"Gegenüber dem Bestand: **{number(counts['new'])} neu**, "
        f"**{number(counts['changed'])} geändert**, {number(counts['unchanged'])} unverändert, "
        f"**{number(counts['missing'])} entfallen**"
    )
    rows = plan.rows[plan.rows["action"] != "unverändert"]
    if len(rows):
        with st.expander("Zeile für Zeile"):
            st.dataframe(_plan_table(rows), hide_index=True, alt="Geplante Änderungen")


def _plan_table(rows: pd.DataFrame) -> pd.DataFrame:
    headings = {
        "action": "Änderung",
        "table": "Tabelle",
        "schuljahr": "Schuljahr",
        "bezirksregierung": "Bezirksregierung",
        "schluessel": "Schlüssel",
        "unterschied": "Unterschied",
    }
    return rows[list(headings)].rename(columns=headings)
