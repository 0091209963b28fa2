"""What an analyst does in a day, in a real browser."""

import io
import re
from datetime import datetime

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve
from tests.workbooks import workbook

PAGES = (
    "", "distanzunterricht", "pok", "tabelle", "lieferungen", "zuordnungen", "begriffe", "handbuch",
)  # fmt: skip

STICHTAG = datetime(2026, 10, 9)  # up to here all have delivered who did

# What Detmold has not sent yet; the second row has a Schulnummer of five digits.
DETMOLD = workbook(
    {
        "Anzeigen": """
Bezirksregierung Detmold, Schuljahr 2026/27

Schulnummer | Schule             | Eingang    | Anlage | Bildungsgang | Klassen | Std. Distanz | Std. gesamt
204201      | Berufskolleg Probe | 01.09.2026 | A 1    | Koch/Köchin  | 2       | 120          | 480
20420       | Berufskolleg Probe | 02.09.2026 | A 1    | Bäcker/-in   | 1       | 120          | 480
"""
    }
)

UNKNOWN = workbook(
    {
        "Anzeigen": """
Schuljahr | Bezirksregierung | Schulnummer | Tag der Anzeige | Anlage | Bildungsgang
2026/27   | Detmold          | 204201      | 01.09.2026      | A 1    | Koch/Köchin
2026/27   | Detmold          | 20420       | 02.09.2026      | A 1    | Bäcker/-in
"""
    }
)


def charts(page: Page) -> str:
    """The text of all charts, once they stand still: old ones go while new ones are drawn."""
    before: list[str] = []
    for _ in range(30):
        page.wait_for_timeout(1000)
        seen = page.locator(".js-plotly-plot").all_inner_texts()
        if seen == before and len(seen) == 4:
            return " ".join(seen)
        before = seen
    raise TimeoutError("the charts do not stand still")


def test_from_upload_to_the_same_numbers_in_excel(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/distanzunterricht")
        expect(page.locator(".js-plotly-plot").first).to_contain_text("nicht geliefert")

        page.get_by_role("link", name="Lieferungen").click()
        page.locator("input[type=file]").set_input_files(
            [
                {"name": "detmold.xlsx", "mimeType": "", "buffer": DETMOLD},
                {"name": "kaputt.xlsx", "mimeType": "", "buffer": DETMOLD[:900]},
            ]
        )
        page.get_by_text("detmold.xlsx – 2 Zeilen gelesen").click()
        expect(page.get_by_text("1 Fehler (was da steht, zählt so nicht)")).to_be_visible()
        expect(page.get_by_text("1 neu", exact=False).first).to_be_visible()
        expect(page.get_by_test_id("stTable").first).to_contain_text("A5")
        expect(page.get_by_text("kaputt.xlsx – abgelehnt")).to_be_visible()

        page.get_by_role("button", name="Aufnehmen (1 von 2)").click()
        expect(page.get_by_text("detmold.xlsx: 1 Zeile aufgenommen.")).to_be_visible()

        page.get_by_role("link", name="Distanzunterricht").click()
        expect(page.locator(".js-plotly-plot").first).not_to_contain_text("nicht geliefert")
        expect(page.locator(".js-plotly-plot").first).to_contain_text("Detmold")


def test_filters_change_the_charts_and_the_file_holds_what_is_seen(page, dashboard):
    page.goto(f"{dashboard}/distanzunterricht")
    expect(page.locator(".js-plotly-plot")).to_have_count(4)
    before = charts(page)

    choose(page, "Bezirksregierung", "Köln")
    expect(page.locator(".js-plotly-plot").first).not_to_contain_text("Münster")
    assert charts(page) != before

    page.get_by_role("link", name="Tabelle").click()
    shown = page.get_by_text(re.compile(r"^[\d\u202f]+ Zeilen\. Eine Zeile für jede"))
    rows = int(re.sub(r"\D", "", shown.inner_text().split(" Zeilen")[0]))
    page.get_by_text("Mitnehmen:").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile(r"^\.xlsx")).click()
    book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
    header, *records = book["Anzeigen"].iter_rows(values_only=True)

    assert rows == len(records) > 100
    assert {record[header.index("Bezirksregierung")] for record in records} == {"Köln"}
    assert max(record[header.index("Eingangsdatum")] for record in records) <= STICHTAG


def test_a_copied_link_shows_the_same_view_on_a_fresh_server(page, dashboard, own_store, browser):
    page.goto(f"{dashboard}/distanzunterricht")
    choose(page, "Schuljahr", "2025/26")
    choose(page, "Anlage", "C – Berufsfachschule und Fachoberschule")
    page.get_by_role("radio", name="Fachbereich").click()
    expect(page.get_by_text("im Schuljahr 2025/26").first).to_be_visible()
    expect(page).to_have_url(re.compile("schuljahr=2025%2F26.*anlage=C|anlage=C.*schuljahr=2025"))
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Informatik")
    seen, link = charts(page), page.url.removeprefix(dashboard)

    with serve(own_store) as fresh:
        other = browser.new_page(locale="de-DE")
        other.goto(fresh + link)
        expect(other.locator(".js-plotly-plot")).to_have_count(4)
        expect(other.locator(".js-plotly-plot").first).to_contain_text("Informatik")
        assert charts(other) == seen
        assert other.get_by_test_id("stAlertContentError").count() == 0
        other.close()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_german_and_asks_nobody_else(page, dashboard, name):
    asked, told = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))

    page.goto(f"{dashboard}/{name}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
    page.wait_for_load_state("networkidle")

    elsewhere = [u for u in asked if not u.startswith((dashboard, "data:", "blob:"))]
    assert elsewhere == []
    assert [text for text in told if "Content Security Policy" in text] == []
    assert page.locator("html").get_attribute("lang") == "de"
    assert page.get_by_test_id("stAlertContentError").count() == 0
    assert page.get_by_test_id("stException").count() == 0


def test_an_empty_store_explains_itself_and_loads_the_sample(page, tmp_path):
    with serve(tmp_path / "empty.sqlite") as url:
        page.goto(url)
        expect(page.get_by_text("Noch ist keine Liste aufgenommen.")).to_be_visible()
        page.get_by_role("button", name="Beispieldaten laden").click()
        expect(page.locator(".js-plotly-plot").first).to_be_visible(timeout=120_000)


def test_a_delivery_is_taken_back_with_a_reason(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/lieferungen")
        history = page.get_by_test_id("stDataFrame").last
        history.scroll_into_view_if_needed()
        history.click(position={"x": 20, "y": 56})  # the box before the newest one, from Köln
        expect(page.get_by_role("button", name=re.compile("Datei, wie sie kam"))).to_be_visible()
        page.get_by_role("button", name="Zurücknehmen").click()
        page.get_by_label("Kürzel", exact=True).fill("AB")
        page.get_by_label("Grund").fill("falsche Datei")
        page.get_by_label("Grund").press("Enter")
        page.get_by_role("button", name="Lieferung zurücknehmen").click()
        expect(page.get_by_text("von AB: falsche Datei")).to_be_visible()

        page.get_by_role("link", name="Überblick").click()
        expect(page.get_by_text("Anzeigen: Detmold und Köln")).to_be_visible()


def test_an_unknown_heading_is_decided_once_and_met_again(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/lieferungen")
        upload = page.locator("input[type=file]")
        upload.set_input_files([{"name": "detmold.xlsx", "mimeType": "", "buffer": UNKNOWN}])
        page.get_by_role("button", name="1 offene Frage klären").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Überschrift »Tag der Anzeige«").click()
        page.get_by_role("option", name="Eingangsdatum").click()
        dialog.get_by_role("button", name="Merken und neu lesen").click()
        expect(page.get_by_text("2 Zeilen gelesen: 1 übernommen, 1 zurückgestellt")).to_be_visible()

        page.get_by_role("link", name="Zuordnungen").click()
        decided = page.get_by_test_id("stDataFrame")
        expect(decided).to_have_count(1)  # those of the page before are gone
        expect(decided).to_contain_text("Tag der Anzeige")


def test_a_marked_workbook_goes_to_the_sender_and_comes_back_mended(page, own_store):
    with serve(own_store) as url:
        page.goto(f"{url}/lieferungen")
        upload = page.locator("input[type=file]")
        upload.set_input_files([{"name": "detmold.xlsx", "mimeType": "", "buffer": DETMOLD}])
        with page.expect_download() as download:
            page.get_by_role("button", name="Rückmeldung an den Absender (4 Befunde").click()
        assert download.value.suggested_filename == "detmold_Rückmeldung.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(download.value.path().read_bytes()))
        assert "Fehler" in book["Anzeigen"]["A5"].comment.text
        page.get_by_role("button", name="Aufnehmen (1 von 1)").click()
        expect(page.get_by_text("detmold.xlsx: 1 Zeile aufgenommen.")).to_be_visible()

        book["Anzeigen"]["A5"] = "204201"
        mended = io.BytesIO()
        book.save(mended)
        upload.set_input_files(
            [{"name": "detmold_neu.xlsx", "mimeType": "", "buffer": mended.getvalue()}]
        )
        expect(
            page.get_by_text("1 von 4 Befunden der letzten Lieferung ist erledigt, 3 offen, 1 neu.")
        ).to_be_visible()
        expect(page.get_by_text("2 Zeilen gelesen: 2 übernommen")).to_be_visible()

        page.get_by_role("button", name="Verwerfen").click()
        expect(page.get_by_text("letzten Lieferung")).to_have_count(0)
        history = page.get_by_test_id("stDataFrame").last
        history.scroll_into_view_if_needed()
        history.click(position={"x": 20, "y": 56})
        with page.expect_download() as again:
            page.get_by_role("button", name="Rückmeldung an den Absender (4 Befunde").click()
        assert again.value.path().read_bytes() == download.value.path().read_bytes()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_test_id("stSidebar").get_by_label(label).click()
    page.get_by_role("option", name=option).click()
    page.keyboard.press("Escape")


def test_a_broken_store_is_one_sentence(page, tmp_path):
    (tmp_path / "broken.sqlite").write_text("no database, but long enough to be taken for one")
    with serve(tmp_path / "broken.sqlite") as url:
        page.goto(url)
        expect(
            page.get_by_text("ist nicht verfügbar: die Datei ist keine Datenbank.")
        ).to_be_visible()
        expect(page.get_by_text("Traceback")).to_have_count(0)
