"""What is to be reached in numbers, and how far is it?"""

import streamlit as st

from diggs_analytics.analysis.goals import years
from diggs_analytics.analysis.targets import RULE, targets
from diggs_analytics.domain.goals import ZIELWERTE
from diggs_analytics.output.targets import (
    STAND,
    against_target,
    alternative,
    as_rows,
    sentence,
    sources,
    together,
)
from diggs_analytics.ui import session
from diggs_analytics.ui.goals import choose_jahr, choose_stand, rows_or_explanation
from diggs_analytics.ui.markdown import literal
from diggs_analytics.ui.pictured import pictured, take_along

rows = rows_or_explanation(ZIELWERTE)
known = years(rows)
with st.container(horizontal=True, vertical_alignment="bottom"):
    jahr = choose_jahr(known, known[-1])
    stand = choose_stand()
measured = targets(rows[rows["jahr"] == jahr], session.records(), stand)
for number, part in enumerate(together(measured)):
    with st.container(border=True):
        pictured(
            literal(sentence(part)),
            lambda theme, part=part: against_target(part, theme),
            as_rows(part),
            STAND,
            key=f"target_{number}",
            alt=alternative(part),
            rule=literal(sources(part)),
        )
st.caption(RULE)
take_along(as_rows(measured), STAND, (("Jahr", str(jahr)),), stand)
