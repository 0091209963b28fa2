"""German numbers and dates: what is shown, to the character."""

from datetime import date, datetime
from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output import formats


@pytest.mark.parametrize(
    "value, decimals, text",
    [
        (0, 0, "0"),
        (999, 0, "999"),
        (1000, 0, "1\u202f000"),
        (1234567, 0, "1\u202f234\u202f567"),
        (12.5, 0, "13"),  # half away from zero, as Excel rounds, not to the even neighbour
        (-12.5, 0, "\u221213"),
        (2.675, 2, "2,68"),  # stored as 2.67499999999999982
        (0.1 + 0.2, 1, "0,3"),
        (1234.5, 1, "1\u202f234,5"),
        (-0.4, 0, "0"),  # never minus zero
    ],
)
def test_number(value, decimals, text):
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    "share, text",
    [
        (0.2575, "25,8\u00a0%"),
        (0.25749999, "25,7\u00a0%"),
        (0.0125, "1,3\u00a0%"),
        (1.0, "100,0\u00a0%"),
        (0.00004, "0,0\u00a0%"),
    ],
)
def test_percent(share, text):
    assert formats.percent(share) == text


@pytest.mark.parametrize(
    "value, unit, nothing, text",
    [
        (612, "Anzeigen", None, "612"),
        (0.258, "%", None, "25,8\u00a0%"),
        (12.0, "Tage", None, "12"),
        (12.5, "Tage", None, "12,5"),
        (12.04, "Tage", None, "12"),
        (0, "Anzeigen", None, "–"),
        (0.0, "%", None, "–"),
        (None, "Anzeigen", Nothing.NOT_DELIVERED, "…"),
        (nan, "%", Nothing.UNKNOWN, "."),
        (nan, "%", Nothing.MEANINGLESS, "x"),
        (nan, "Anzeigen", None, "."),  # nobody said why: unknown, never zero
    ],
)
def test_amount_or_sign(value, unit, nothing, text):
    assert formats.amount(value, unit, nothing) == text


@pytest.mark.parametrize(
    "sign, words",
    [
        ("…", "… nicht geliefert"),
        ("–", "– genau null"),
        ("612", "612"),
        ("0,0\u00a0%", "0,0\u00a0%"),
    ],
)
def test_signs_in_words(sign, words):
    assert formats.sign_in_words(sign) == words


@pytest.mark.parametrize(
    "difference, unit, text",
    [
        (212, "Anzeigen", "+212"),
        (-1234, "Anzeigen", "\u22121\u202f234"),
        (0, "Anzeigen", "±0"),
        (-2.5, "Tage", "\u22122,5"),
        (0.0125, "%", "+1,3\u00a0Prozentpunkte"),
        (-0.0001, "%", "±0,0\u00a0Prozentpunkte"),
    ],
)
def test_signed(difference, unit, text):
    assert formats.signed(difference, unit) == text


@pytest.mark.parametrize(
    "ratio, text", [(-0.034, "\u22123,4\u00a0%"), (0.1333, "+13,3\u00a0%"), (0.0, "±0,0\u00a0%")]
)
def test_signed_percent(ratio, text):
    assert formats.signed_percent(ratio) == text


@pytest.mark.parametrize(
    "shown, text",
    [
        (formats.day(date(2024, 8, 1)), "01.08.2024"),
        (formats.moment(datetime(2026, 10, 16, 9, 5)), "16.10.2026, 09:05 Uhr"),
        (formats.month(date(2025, 3, 1)), "März 2025"),
        (formats.month(date(2025, 3, 1), formats.SHORT_MONTHS), "Mär 2025"),
        (formats.count(0, "Zeile", "Zeilen"), "keine Zeilen"),
        (formats.count(1, "Zeile", "Zeilen"), "1 Zeile"),
        (formats.count(2345, "Zeile", "Zeilen"), "2\u202f345 Zeilen"),
        (formats.enumeration(["Köln"]), "Köln"),
        (formats.enumeration(["Köln", "Münster", "Arnsberg"]), "Köln, Münster und Arnsberg"),
        (formats.file_size(1), "1 Byte"),
        (formats.file_size(999), "999 Bytes"),
        (formats.file_size(12_345), "12,3 kB"),
        (formats.file_size(1_250_000), "1,3 MB"),
        (formats.yes_no(True), "ja"),
        (formats.yes_no(False), "nein"),
    ],
)
def test_dates_and_counts(shown, text):
    assert shown == text


@given(st.floats(-1e9, 1e9), st.integers(0, 3))
def test_a_number_can_be_read_back(value, decimals):
    text = formats.number(value, decimals)
    plain = text.replace("\u202f", "").replace("\u2212", "-").replace(",", ".")

    assert float(plain) == pytest.approx(value, rel=1e-14, abs=0.501 * 10**-decimals)
