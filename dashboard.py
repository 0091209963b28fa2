"""The server: `streamlit run dashboard.py` finds `app` here; what it shows is ui/frame.py."""

import streamlit as st
from starlette.middleware import Middleware

from diggs_analytics.ui.server import GermanPage, lifespan, on_script_error

app = st.App(
    "diggs_analytics/ui/frame.py",
    lifespan=lifespan,
    middleware=[Middleware(GermanPage)],
    on_script_error=on_script_error,
)
