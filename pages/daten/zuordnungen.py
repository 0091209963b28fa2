"""What was decided about sheets, headings, values and dates as one Bezirksregierung writes them."""

from diggs_analytics.ui.recipes import show_recipes

show_recipes()
