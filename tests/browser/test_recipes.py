"""A list of which nothing is known becomes readable by answers, and next year's without any."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import serve
from tests.workbooks import workbook

LIST = """
Bezirksregierung Detmold, Schuljahr 2026/27

Kennung | Zugang     | Kürzel | Lehre
{}  | 03/04/2027 | A 1    | Koch/Köchin
"""
MEANINGS = {
    "Kennung": "Schulnummer",
    "Zugang": "Eingangsdatum",
    "Kürzel": "Anlage",
    "Lehre": "Bildungsgang",
}


def upload(page: Page, name: str, school: int) -> None:
    content = workbook({"Tabelle1": LIST.format(school), "Archiv": "alte | Liste"})
    page.locator("input[type=file]").first.set_input_files(
        [{"name": name, "mimeType": "", "buffer": content}]
    )


def answer(page: Page, label: str, meaning: str) -> None:
    field = page.get_by_role("dialog").get_by_label(label)
    field.click()
    field.fill(meaning)
    page.get_by_role("option", name=meaning, exact=True).first.click()


def remember(page: Page) -> None:
    page.get_by_role("dialog").get_by_role("button", name="Merken und neu lesen").click()


def test_a_list_of_which_nothing_is_known_is_read_by_answers(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/lieferungen")
        upload(page, "erste.xlsx", 204201)
        page.get_by_role("button", name="2 offene Fragen klären").click()
        answer(page, "Tabelle im Blatt »Tabelle1«", "Anzeigen")
        answer(page, "Tabelle im Blatt »Archiv«", "gehört nicht dazu")
        header = page.get_by_role("dialog").get_by_label("Zeile des Tabellenkopfes")
        expect(header).to_have_value("3: Kennung · Zugang · Kürzel · Lehre")
        remember(page)
        for heading, meaning in MEANINGS.items():  # the dialog goes on with them
            answer(page, f"Überschrift »{heading}«", meaning)
        remember(page)
        answer(page, "Datum wie »03/04/2027« in der Spalte Eingangsdatum", "Tag/Monat/Jahr")
        remember(page)
        expect(page.get_by_text("1 Zeile gelesen: 1 übernommen")).to_be_visible()
        expect(page.get_by_text("offene Frage")).to_have_count(0)

        upload(page, "zweite.xlsx", 204202)
        expect(page.get_by_text("1 Zeile gelesen: 1 übernommen")).to_have_count(2)

        page.get_by_role("link", name="Zuordnungen").click()
        listed = page.get_by_test_id("stDataFrame")
        expect(listed).to_have_count(1)
        expect(listed).to_contain_text("Anzeigen, Kopf in Zeile 3")
        listed.click(position={"x": 20, "y": 56})
        page.get_by_role("button", name="Zuordnung entfernen").click()
        expect(page.get_by_role("button", name="Zuordnung entfernen")).to_have_count(0)
