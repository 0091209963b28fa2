"""Around the pages: the start, what every answer carries, and what an error says."""

import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.ui import session

# Nothing of a page comes from elsewhere; blob: and data: are charts and downloads, and the
# program runs its own scripts from strings (eval) in places.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "frame-ancestors 'self'",
    )
)
BARE_MODE = "streamlit.runtime.scriptrunner_utils.script_run_context"
HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Load the data before the first reader comes, and keep it out of every garbage collection:
    it stays as long as the server does."""
    # Streamlit wonders about a cache that is filled while nobody looks at a page.
    logging.getLogger(BARE_MODE).setLevel(logging.ERROR)
    try:
        session.warm_up()
    except DiggsError as error:  # each page says so; the server still starts
        logging.getLogger(__name__).warning("%s", error)
    gc.freeze()
    yield


def on_script_error(error: Exception) -> bool:
    """A situation is its sentence; anything else is ours to mend, and the log has the traceback.
    Returns whether it was shown."""
    if isinstance(error, DiggsError):
        st.error(str(error))
        return True
    logging.getLogger(__name__).error("Fehler auf einer Seite", exc_info=error)
    st.error(
        "Hier ist ein Fehler im Programm aufgetreten. An den Daten wurde nichts geändert; "
        "das Protokoll des Servers nennt die Einzelheiten."
    )
    return True


class GermanPage(BaseHTTPMiddleware):
    """Streamlit says that its page is English; screen readers would read German as English, and
    browsers would offer to translate it. And every answer carries the security headers."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        is_page = "text/html" in request.headers.get("accept", "")
        if is_page:  # only what is not compressed can be changed
            headers = [pair for pair in request.scope["headers"] if pair[0] != b"accept-encoding"]
            request.scope["headers"] = headers
        response = await call_next(request)
        if is_page and "text/html" in response.headers.get("content-type", ""):
            response = await _in_german(response)
        response.headers.update(HEADERS)
        return response


async def _in_german(response: Response) -> Response:
    page = b"".join([chunk async for chunk in response.body_iterator])
    german = page.replace(b'<html lang="en">', b'<html lang="de">', 1)
    headers = {k: v for k, v in response.headers.items() if k != "content-length"}
    return Response(german, response.status_code, headers)
