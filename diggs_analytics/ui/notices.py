"""What a page says beside its figures: what is missing, where the series breaks."""

from collections.abc import Sequence

import streamlit as st

from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK


def show_missing(lines: Sequence[str], schuljahr: str) -> None:
    """What has not come is not zero: it is left out of every base, and named."""
    if not lines:
        return
    st.warning(
        f"Für {schuljahr} fehlen noch Lieferungen: {'; '.join(lines)}. Was fehlt, zählt nicht als "
        "null: Anteile und Vergleiche lassen es aus.",
        icon=":material/pending:",
    )


def explain_trend(selection: Selection) -> None:
    st.caption(
        f"Alle Schuljahre sind bis zum selben Tag gezählt, dem {selection.stichtag:%d.%m.} "
        f"**Bruch ab {FIRST_UNDER_APO_BK}:** Davor wurde auf Grund von Einzelerlassen angezeigt, "
        "seither nach § 5 Abs. 6 APO-BK. Die Zahlen davor und danach messen Verschiedenes; die "
        "Linie ist dort unterbrochen."
    )
