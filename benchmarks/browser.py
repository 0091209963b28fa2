"""A real browser, and how long it takes from a click until the new charts stand."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FIRST_CHART = ".js-plotly-plot .main-svg .trace"
SETTLED_SECONDS = 1.0

# What the charts show: their words, and the outline of every bar and line.
CHARTS = """() => [...document.querySelectorAll(".js-plotly-plot")].map(
  (chart) => chart.textContent
    + [...chart.querySelectorAll(".trace path")].map((path) => path.getAttribute("d"))
).join("\\n")"""

# From the moment the mouse is released on an option until the expected charts are painted.
TIMER = f"""(expected) => {{
  const charts = {CHARTS};
  let released;
  addEventListener("pointerup", (event) => released = event.timeStamp,
    {{capture: true, once: true}});
  window.stands = new Promise((resolve) => {{
    const look = () => released && charts() === expected
      ? requestAnimationFrame((painted) => resolve((painted - released) / 1000))
      : requestAnimationFrame(look);
    look();
  }});
}}"""


def executable() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=executable(), args=["--no-sandbox", "--disable-gpu"]
        )
        yield chromium
        chromium.close()


def new_page(chromium: Browser) -> Page:
    """With nothing in its cache."""
    return chromium.new_context(viewport={"width": 1280, "height": 1600}).new_page()


def choose(page: Page, label: str, option: str) -> None:
    """In a select box, or among many."""
    page.bring_to_front()
    page.locator(f'input[aria-label="{label}"]').click()
    page.get_by_role("option", name=option, exact=True).click()


def settled(page: Page) -> str:
    """The charts, once nothing about them has changed for a while."""
    shown, since = page.evaluate(CHARTS), time.perf_counter()
    while time.perf_counter() - since < SETTLED_SECONDS:
        page.wait_for_timeout(50)
        if (now := page.evaluate(CHARTS)) != shown:
            shown, since = now, time.perf_counter()
    return shown


def seconds_until(page: Page, expected: str, label: str, option: str) -> float:
    """From the click on the option until the charts are the ``expected`` ones."""
    page.evaluate(TIMER, expected)
    choose(page, label, option)
    return page.evaluate("window.stands")
