"""Goals edited on the page: checked like a file, saved with who and when, the value before kept."""

import re

from docx import Document
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve

TITLE = "Kurzhandreichung Videokonferenzsysteme"


def type_into(page: Page, row: int, across: float, text: str) -> None:
    """Into the cell of that row (counted from 1) at a fraction of the table's width."""
    canvas = page.get_by_test_id("data-grid-canvas").first
    lines = canvas.locator("tr")
    expect(lines.nth(row)).to_be_attached()
    box = canvas.bounding_box()
    height = box["height"] / (lines.count() + 1)  # the last line, for a new row, is none of them
    field = page.locator("textarea.gdg-input")
    for _ in range(20):  # the table is there before it listens
        page.mouse.click(box["x"] + across * box["width"], box["y"] + (row + 0.5) * height)
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
        if field.is_visible():
            break
    field.fill(text)
    field.press("Enter")


def test_an_edited_goal_is_checked_saved_and_its_value_before_kept(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/bearbeiten?jahr=2024")
        expect(page.get_by_text("Noch ist nichts geändert.")).to_be_visible()

        type_into(page, 2, 0.5, TITLE)
        expect(page.get_by_text("Dasselbe Ziel steht schon unter der Nummer 2")).to_be_visible()
        expect(page.get_by_role("button", name="Speichern")).to_be_disabled()

        page.get_by_label("bearbeitet von").fill("AB")
        page.get_by_label("bearbeitet von").press("Enter")
        page.get_by_role("button", name="Speichern").click()
        saved = page.get_by_text(re.compile(r"Uhr, AB: 1 geändert$"))
        expect(saved).to_be_visible()
        expect(page.get_by_text("Noch ist nichts geändert.")).to_be_visible()

        saved.click()
        changed = page.get_by_test_id("data-grid-canvas").nth(1)
        expect(changed).to_contain_text("Glossar fortlaufend aktualisieren")
        expect(changed).to_contain_text(TITLE)

        page.get_by_role("link", name="Zielerreichung").click()
        page.get_by_text("Bogen für den Bericht").click()
        with page.expect_download() as download:
            page.get_by_role("button", name=re.compile(r"^\.docx")).click()
        blocks = [p.text for p in Document(download.value.path()).paragraphs]

        assert f"11 (auch 2) {TITLE}" in blocks or f"2 (auch 11) {TITLE}" in blocks
