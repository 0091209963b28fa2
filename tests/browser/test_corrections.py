"""A value corrected in a real browser, kept over the next delivery, and decided about."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import serve
from tests.workbooks import workbook

LIST = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen
2026/27   | Detmold          | 204201      | 01.09.2026    | A 1    | Koch/Köchin  | {}
"""


def receive(page: Page, klassen: int) -> None:
    """Through the page, as anybody would."""
    page.get_by_role("link", name="Lieferungen").click()
    content = workbook({"Anzeigen": LIST.format(klassen)})
    page.locator("input[type=file]").first.set_input_files(
        [{"name": f"detmold_{klassen}.xlsx", "mimeType": "", "buffer": content}]
    )
    page.get_by_role("button", name=re.compile("^Aufnehmen")).click()
    expect(page.get_by_text("1 Zeile aufgenommen")).to_be_visible()


def fill(page: Page, label: str, text: str) -> None:
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Enter")


def test_a_correction_outlives_the_delivery_until_the_sender_says_something_else(page, own_store):
    with serve(own_store) as url:
        page.goto(url)
        receive(page, 2)
        page.get_by_role("link", name="Korrekturen").click()
        fill(page, "Kürzel *", "AB")
        page.get_by_role("searchbox", name="Suchen").fill("204201")
        page.get_by_role("searchbox", name="Suchen").press("Enter")
        expect(page.get_by_text("1 Zeile. Links ankreuzen")).to_be_visible()
        rows = page.get_by_test_id("stDataFrame").last
        rows.scroll_into_view_if_needed()
        rows.click(position={"x": 20, "y": 56})
        fill(page, "Klassen", "5")
        expect(page.get_by_text("Klassen: 2 → 5")).to_be_visible()
        fill(page, "Grund *", "Anruf")
        page.get_by_role("button", name="Korrektur speichern").click()
        expect(page.get_by_text("Die Korrektur gilt.")).to_be_visible()
        expect(rows).to_contain_text("Klassen: 2 → 5")

        receive(page, 4)
        page.get_by_role("link", name="Korrekturen").click()
        expect(page.get_by_text("1 Korrektur steht im Widerspruch")).to_be_visible()
        expect(page.get_by_test_id("stTable")).to_contain_text("jetzt geliefert")
        expect(page.get_by_role("textbox", name="Kürzel *")).to_have_value("AB")
        fill(page, "Grund der Entscheidung *", "nachgefragt")
        page.get_by_role("button", name="Unsere Korrektur behalten").click()
        expect(page.get_by_text("Unsere Korrektur gilt weiter")).to_be_visible()
        expect(page.get_by_text("im Widerspruch")).to_have_count(0)

        page.goto(f"{url}/tabelle?bezirksregierung=Detmold")
        expect(page.get_by_text("1 Zeile ist berichtigt")).to_be_visible()
        expect(page.get_by_test_id("stDataFrame").first).to_contain_text("Klassen: 4 → 5")
