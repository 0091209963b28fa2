"""From the start of the dashboard to its first chart, and what that time is made of."""

import subprocess
import sys
import time
from dataclasses import dataclass, fields

from playwright.sync_api import Browser, Page, WebSocket
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.browser import FIRST_CHART, new_page
from benchmarks.pairs import ROOT, environment, middle
from benchmarks.server import serving

RUNS = 5
# What the server does before it answers, done once more by itself.
BEFORE_ANSWERING = """
import time
start = time.perf_counter()
import streamlit.web.bootstrap, dashboard
imported = time.perf_counter()
from diggs_analytics.ui import session
session.warm_up()
print(imported - start, time.perf_counter() - imported)
"""


@dataclass(frozen=True)
class Start:
    """Seconds. All but the total follow one another and add up to it."""

    imports: float
    load: float
    server: float
    page: float
    script: float
    drawing: float
    total: float


PARTS = {
    "imports": "Python and imports of the server",
    "load": "loading the store",
    "server": "rest of the start until the server answers",
    "page": "browser: page, its scripts, connection",
    "script": "script run until the first chart is sent",
    "drawing": "browser: drawing it",
    "total": "**all**",
}


def measure_start(chromium: Browser, url: str) -> Start:
    """The medians of several starts; so they need not add up to the last digit."""
    runs = [_start(chromium, url) for _ in range(RUNS)]
    return Start(*(middle([getattr(run, f.name) for run in runs]) for f in fields(Start)))


def _start(chromium: Browser, url: str) -> Start:
    imports, load = _before_answering(url)
    with serving(ROOT / "dashboard.py", DIGGS_DATABASE_URL=url) as (address, answers):
        page = new_page(chromium)
        arrived = _arrivals(page)
        opened = time.perf_counter()
        page.goto(address, wait_until="commit")
        page.wait_for_selector(FIRST_CHART)
        drawn = time.perf_counter()
        page.context.close()
    return Start(
        imports=imports,
        load=load,
        server=answers - imports - load,
        page=arrived["new_session"] - opened,
        script=arrived["plotly_chart"] - arrived["new_session"],
        drawing=drawn - arrived["plotly_chart"],
        total=answers + drawn - opened,
    )


def _before_answering(url: str) -> tuple[float, float]:
    told = subprocess.run(
        [sys.executable, "-c", BEFORE_ANSWERING],
        cwd=ROOT,
        env=environment({"DIGGS_DATABASE_URL": url}),
        capture_output=True,
        text=True,
        check=True,
    )
    imports, load = told.stdout.split()
    return float(imports), float(load)


def _arrivals(page: Page) -> dict[str, float]:
    """When the first message of each kind reached the browser: filled while the page is open."""
    arrived: dict[str, float] = {}

    def note(payload: bytes | str) -> None:
        message = ForwardMsg.FromString(payload)
        kind = message.WhichOneof("type")
        if kind == "delta":
            kind = message.delta.new_element.WhichOneof("type")
        arrived.setdefault(kind, time.perf_counter())

    def listen(socket: WebSocket) -> None:
        socket.on("framereceived", note)

    page.on("websocket", listen)
    return arrived
