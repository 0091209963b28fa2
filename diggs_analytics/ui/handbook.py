"""docs/handbuch.md as a page: Streamlit shows Markdown, but not the pictures beside the file."""

import re
from pathlib import Path

import streamlit as st

DOCS = Path(__file__).parents[2] / "docs"
PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)$", re.MULTILINE)


def show_handbook() -> None:
    text = (DOCS / "handbuch.md").read_text(encoding="utf-8").partition("\n")[2]
    end = 0
    for picture in PICTURE.finditer(text):
        st.markdown(text[end : picture.start()])
        st.image(DOCS / picture["path"], alt=picture["alt"])
        end = picture.end()
    st.markdown(text[end:])
