"""Choices that belong to one page; like the filters they stand in the address."""

from collections.abc import Sequence

import streamlit as st

from diggs_analytics.analysis.measures import Measure, measure_named
from diggs_analytics.output import labels


def choose_measure(names: Sequence[str]) -> Measure:
    name = st.selectbox(
        "Kennzahl",
        names,
        format_func=lambda name: measure_named(name).label,
        key="kennzahl",
        bind="query-params",
    )
    return measure_named(name)


def choose_breakdown(columns: Sequence[str]) -> str:
    return st.segmented_control(
        "gegliedert nach",
        columns,
        format_func=labels.heading,
        default=columns[0],
        required=True,
        key="nach",
        bind="query-params",
    )
