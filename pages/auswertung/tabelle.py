"""The filtered records themselves, to look at and to take along."""

from diggs_analytics.ui.records_table import choose_table, show_records, take_along

table, rows = choose_table()
show_records(table, rows)
take_along(table, rows)
