"""The pictures of docs/handbuch.md, taken anew: `python -m docs.take_pictures` in the project."""

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Locator, Page, expect, sync_playwright

from diggs_analytics import sample
from diggs_analytics.store import open_store
from tests.browser.conftest import ARGUMENTS, BROWSERS, serve
from tests.workbooks import workbook

PICTURES = Path(__file__).parent / "pictures"
WIDTH, TALLEST = 1280, 4000  # pixels
BELOW = 32  # pixels between the last thing shown and the edge
COLOURS = 256  # of a palette: a fourth of the size, and nobody sees it

# What Detmold has not delivered in the sample data. A Schulnummer has five digits, a row more hours
# at a distance than hours; one column is not ours, and the last row is a sum.
DETMOLD = workbook(
    {
        "Anzeigen": """
Bezirksregierung Detmold: Anzeigen von Distanzunterricht im Schuljahr 2026/27

SNR    | Eingang    | Anl. | Bildungsgang            | Kl. | Distanzstd. | Gesamtstd. | Bemerkung
210644 | 02.06.2026 | A 1  | Elektroniker/-in        | 2   | 120         | 480        | siehe Akte
211729 | 15.06.2026 | A 1  | Industriekaufmann/-frau | 3   | 130         | 480        |
21183  | 31.08.2026 | C 3  | Fachoberschule Technik  | 1   | 136         | 1360       |
213276 | 01.09.2026 | A 1  | Koch/Köchin             | 2   | 520         | 480        |
215173 | 05.10.2026 | E 3  | FS Elektrotechnik       | 1   | 210         | 560        |
Summe  |            |      |                         | 9   |             |            |
"""
    }
)
RECEIVED = "19.10.2026"


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, browser_page() as page:
        with serve(Path(folder) / "empty.sqlite") as url:
            open_page(page, url)
            save(page, "start", main_part(page).get_by_role("button"))
        with serve(loaded(Path(folder) / "sample.sqlite")) as url:
            take_evaluation(page, url)
            take_table(page, url)
            take_delivery(page, url)
            open_page(page, f"{url}/begriffe")
            save(page, "begriffe", page.get_by_test_id("stTable"))


def loaded(store: Path) -> Path:
    for _ in sample.load(open_store(f"sqlite:///{store}")):
        pass
    return store


@contextmanager
def browser_page() -> Iterator[Page]:
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.exit("Kein Chromium, Chrome oder Edge auf diesem Rechner.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser.new_page(
            locale="de-DE",
            timezone_id="Europe/Berlin",
            color_scheme="light",
            viewport={"width": WIDTH, "height": TALLEST},
        )


def take_evaluation(page: Page, url: str) -> None:
    open_page(page, url)
    save(page, "ueberblick", cards(page))
    open_page(page, f"{url}/distanzunterricht")
    save(page, "distanzunterricht", page.get_by_test_id("stCaptionContainer"))
    open_page(page, f"{url}/pok")
    save(page, "pok", cards(page))


def take_table(page: Page, url: str) -> None:
    open_page(page, f"{url}/tabelle")
    page.get_by_text("Mitnehmen:").click()
    expect(page.get_by_test_id("stDownloadButton")).to_have_count(3)
    save(page, "tabelle", page.get_by_test_id("stExpander"))


def take_delivery(page: Page, url: str) -> None:
    """The upload with its findings; then, accepted and chosen, the delivery in the list."""
    open_page(page, f"{url}/lieferungen")
    main_part(page).get_by_role("spinbutton").first.click()
    page.keyboard.type(RECEIVED.replace(".", ""))
    page.get_by_label("aufgenommen von").fill("ab")
    page.locator("input[type=file]").set_input_files(
        {"name": "Detmold_DU_2026-27.xlsx", "mimeType": "", "buffer": DETMOLD}
    )
    page.get_by_text("Zeile für Zeile").click()
    expect(page.get_by_test_id("stDataFrame")).to_have_count(2)  # the plan, and the list
    discard = page.get_by_role("button", name="Verwerfen")
    save(page, "befunde", discard)
    page.get_by_role("button", name="Aufnehmen").click()
    expect(discard).to_have_count(0)
    settle(page)
    page.get_by_test_id("stDataFrame").first.click(position={"x": 16, "y": 52})
    expect(page.get_by_test_id("stDataFrame")).to_have_count(2)  # the list, and its skipped rows
    save(page, "lieferungen", page.get_by_test_id("stDataFrame"))


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    settle(page)


def settle(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60_000)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60_000)
    expect(page.locator("[data-stale=true]")).to_have_count(0)
    page.wait_for_timeout(1500)  # charts are drawn and expanders unfold after that


def main_part(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def cards(page: Page) -> Locator:
    return main_part(page).locator("[data-testid=stVerticalBlock]:has(> div .js-plotly-plot)")


def save(page: Page, name: str, until: Locator) -> None:
    """From the top of the page to the lowest edge of ``until``."""
    page.mouse.move(WIDTH - 1, 0)  # what the mouse is over shows buttons of its own
    expect(until.first).to_be_visible(timeout=60_000)
    settle(page)
    boxes = [part.bounding_box() for part in until.all()]
    height = max(box["y"] + box["height"] for box in boxes) + BELOW
    png = page.screenshot(clip={"x": 0, "y": 0, "width": WIDTH, "height": height})
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    # Its colours are rare ones on much white: the usual method would make grey of them.
    small = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
