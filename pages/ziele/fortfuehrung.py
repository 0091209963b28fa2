"""What became of the goals of a year in the year after?"""

import streamlit as st

from diggs_analytics.analysis.goal_continuation import continuation, pairs
from diggs_analytics.analysis.goals import goals, years
from diggs_analytics.output.goal_flows import FORTFUEHRUNG, alternative, flows, sentence
from diggs_analytics.ui.goals import choose_jahr, choose_stand, identified_goals
from diggs_analytics.ui.pictured import pictured, take_along

RULE = (
    "Jeder Fluss ist ein Weg, so breit wie die Ziele darin. Zusammengelegt heißt: mit einem Ziel "
    "desselben Jahres oder mit mehreren in einem des nächsten. Maßgeblich sind die Spalten "
    "Vorgänger und Nachfolger. Ein Vorgänger ist ein Ziel des Jahres davor; ein Nachfolger steht "
    "im selben Jahr oder, wenn es die Nummer dort nicht gibt oder jenes Ziel ihn als Vorgänger "
    "nennt, im nächsten."
)

rows = identified_goals()
known = pairs(years(rows))
if not known:
    there = ", ".join(map(str, years(rows)))
    st.info(
        f"Für eine Fortführung braucht es die Ziele zweier Jahre nacheinander; da sind: {there}.",
        icon=":material/info:",
    )
    st.stop()
with st.container(horizontal=True, vertical_alignment="bottom"):
    jahr = choose_jahr(known, known[-1])
    stand = choose_stand()
ways = continuation(goals(rows, stand), jahr)
with st.container(border=True):
    pictured(
        sentence(ways, jahr),
        lambda theme: flows(ways, jahr, theme),
        ways,
        FORTFUEHRUNG,
        key="flows",
        alt=alternative(ways),
        rule=RULE,
    )
take_along(ways, FORTFUEHRUNG, (("Jahr", str(jahr)),), stand)
