"""The handbook, the same file that lies in docs/."""

from diggs_analytics.ui.handbook import show_handbook

show_handbook()
