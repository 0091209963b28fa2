"""The page that ours is held against: one select box and four static charts, two lines each."""

import plotly.graph_objects as go
import streamlit as st

NAMES = ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
YEARS = ("2021/22", "2022/23", "2023/24", "2024/25", "2025/26")

st.set_page_config(layout="wide")
chosen = YEARS.index(st.selectbox("Schuljahr", YEARS[::-1]))

for row in range(2):
    for number, column in enumerate(st.columns(2)):
        heights = [100 + 37 * chosen * (place + 1) + row + number for place in range(5)]
        bars = go.Bar(x=heights, y=NAMES, orientation="h", text=heights)
        line = go.Scatter(x=YEARS, y=heights, mode="lines+markers+text", text=heights)
        column.plotly_chart(go.Figure(line if row else bars), key=f"{row}{number}")
