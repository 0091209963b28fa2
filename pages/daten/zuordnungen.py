"""What was decided about headings and values that only one Bezirksregierung uses."""

from diggs_analytics.ui.decisions import show_decisions

show_decisions()
