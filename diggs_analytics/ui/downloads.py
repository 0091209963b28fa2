"""The button that gives a file: what format, what is in it, how large."""

import streamlit as st

from diggs_analytics.output.formats import file_size


def offer_file(
    suffix: str, content: bytes, holds: str, name: str, key: str, icon: str | None = None
) -> None:
    """``.xlsx (23 Zeilen, 14 kB)``; a click does not run the page again."""
    st.download_button(
        f"{suffix} ({holds}, {file_size(len(content))})",
        content,
        name,
        on_click="ignore",
        icon=icon,
        key=key,
    )
