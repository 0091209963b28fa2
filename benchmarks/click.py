"""A click on a filter of the page Distanzunterricht against one on a bare page with four charts."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.browser import FIRST_CHART, choose, new_page, seconds_until, settled
from benchmarks.pairs import ROOT, Pairs, in_turn
from benchmarks.server import serving

PAIRS = 15
YEARS = ("2024/25", "2023/24")
BARE_PAGE = Path(__file__).with_name("bare_page.py")


@dataclass(frozen=True)
class Filter:
    """``clicks`` are done again and again, in this order; ``back`` makes one undone."""

    label: str
    clicks: tuple[str, ...]
    back: Callable[[Page], None] = lambda page: None


def _remove_last(page: Page) -> None:
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")


SCHULJAHR = Filter("Schuljahr", YEARS)
# The only one of the two that changes all four charts: the trend shows every Schuljahr anyway.
BEZIRKSREGIERUNG = Filter("Bezirksregierung", ("Köln", "Münster"), _remove_last)


def measure_clicks(chromium: Browser, large_url: str) -> dict[str, Pairs]:
    """By the label of the filter. Both servers run, and both pages are open, all the time."""
    with (
        serving(ROOT / "dashboard.py", DIGGS_DATABASE_URL=large_url) as (dashboard, _),
        serving(BARE_PAGE) as (bare, _),
    ):
        ours = _opened(chromium, f"{dashboard}/distanzunterricht")
        other = _opened(chromium, bare)
        return {
            one.label: in_turn(_clicks(ours, one), _clicks(other, SCHULJAHR), PAIRS)
            for one in (BEZIRKSREGIERUNG, SCHULJAHR)
        }


def _opened(chromium: Browser, address: str) -> Page:
    page = new_page(chromium)
    page.goto(address)
    page.wait_for_selector(FIRST_CHART)
    settled(page)
    return page


def _clicks(page: Page, one: Filter) -> Callable[[], float]:
    """Learns what the charts show after each click; then gives the seconds of one after another."""
    expected = {}
    for option in one.clicks:
        choose(page, one.label, option)
        expected[option] = settled(page)
        one.back(page)
        settled(page)
    assert len(set(expected.values())) == len(one.clicks), "charts do not follow the filter"
    options = cycle(one.clicks)

    def seconds() -> float:
        option = next(options)
        taken = seconds_until(page, expected[option], one.label, option)
        one.back(page)
        settled(page)
        return taken

    return seconds
