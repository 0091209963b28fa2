"""Figures: which marks and words they are made of, in the light and in the dark."""

import json
from datetime import timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output.course import course, spread
from diggs_analytics.output.figures import bars, months
from diggs_analytics.output.theme import CONFIG, DARK, LIGHT
from diggs_analytics.output.trend import trend

ANZEIGEN = measure_named("anzeigen")
QUOTE = measure_named("beteiligungsquote")
POK = measure_named("pok")


def values(by: str, *groups: tuple) -> pd.DataFrame:
    """A values frame of (group, value) or (group, Nothing, note)."""
    rows = [
        {
            by: group,
            "value": None if isinstance(value, Nothing) else value,
            "nothing": value if isinstance(value, Nothing) else None,
            "note": "".join(note),
        }
        for group, value, *note in groups
    ]
    return pd.DataFrame(rows).astype({"value": "float64", "nothing": "object", "note": "str"})


BEZIRKSREGIERUNGEN = values(
    "bezirksregierung",
    ("Arnsberg", 312),
    ("Detmold", Nothing.NOT_DELIVERED, "Anzeigen 2026/27 nicht geliefert"),
    ("Düsseldorf", 1204),
    ("Köln", 612),
    ("Münster", 0),
)


def words(figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def shown(figure) -> dict:
    """What the browser gets."""
    return json.loads(figure.to_json())


def test_bars_stand_from_the_highest_down_and_nothing_is_no_bar():
    figure = bars(BEZIRKSREGIERUNGEN, ANZEIGEN, "bezirksregierung")

    [bar] = shown(figure)["data"]
    ticks = figure.layout.yaxis.ticktext
    assert ticks == ("Düsseldorf", "Köln", "Arnsberg", "Münster", "Detmold")
    assert bar["x"] == [1204, 612, 312, 0, None]
    assert bar["text"] == ["1\u202f204", "612", "312", "–", "…"]
    assert words(figure) == ["… nicht geliefert"]
    assert bar["hovertext"][0] == "<b>Düsseldorf</b><br>Anzeigen: 1\u202f204"
    assert "Anzeigen 2026/27 nicht geliefert" in bar["hovertext"][4]


def test_a_dimension_with_an_order_keeps_it():
    figure = bars(values("anlage", ("A", 1), ("B", 30), ("C", 2)), ANZEIGEN, "anlage")

    assert figure.layout.yaxis.ticktext == ("Anlage A", "Anlage B", "Anlage C")


@pytest.mark.parametrize(
    "groups, bars_drawn, last, reach",
    [
        (13, 13, "Bildungsgang 12", []),  # one more than the limit: itself, not "und 1 weiterer"
        (14, 12, "und 2 weitere", ["je höchstens 88"]),
        (1020, 12, "und 1\u202f008 weitere", ["je höchstens 88"]),
    ],
)
def test_the_rest_is_named(groups, bars_drawn, last, reach):
    many = values("bildungsgang", *((f"Bildungsgang {n}", max(100 - n, 1)) for n in range(groups)))

    figure = bars(many, ANZEIGEN, "bildungsgang")

    assert len(figure.data[0].x) == bars_drawn
    assert figure.layout.yaxis.ticktext[-1] == last
    assert words(figure) == reach


@pytest.mark.parametrize(
    "name, label",
    [
        ("Erzieherin/Erzieher", "Erzieherin/Erzieher"),
        ("Fachinformatiker/Fachinformatikerin", "Fachinformatiker/<br>Fachinformatikerin"),
        ("Ernährungs- und Versorgungsmanagement", "Ernährungs- und<br>Versorgungsmanagement"),
        (
            "Staatlich geprüfte Assistentin für Informations- und Kommunikationstechnik",
            "Staatlich geprüfte<br>Assistentin für …",
        ),
        ("Büro <i>& Co", "Büro &lt;i&gt;&amp; Co"),
    ],
)
def test_long_names_are_folded(name, label):
    figure = bars(values("bildungsgang", (name, 1)), ANZEIGEN, "bildungsgang")

    assert figure.layout.yaxis.ticktext == (label,)


def test_percent_labels():
    figure = bars(values("bezirksregierung", ("Köln", 0.2575)), QUOTE, "bezirksregierung")

    assert figure.data[0].text == ("25,8\u00a0%",)


TREND = values(
    "schuljahr",
    ("2022/23", 602),
    ("2023/24", 1103),
    ("2024/25", 1704),
    ("2025/26", Nothing.NOT_DELIVERED),
    ("2026/27", 612),
).assign(whole=True)


def test_trend_breaks_where_the_law_changed():
    figure = trend(TREND.assign(whole=TREND["schuljahr"] != "2026/27"), ANZEIGEN)

    before, after = shown(figure)["data"]
    assert (before["x"], before["y"]) == ([0, 1], [602, 1103])
    assert (after["x"], after["y"]) == ([2, 3, 4], [1704, None, 612])
    assert [shape.x0 for shape in figure.layout.shapes] == [1.5]
    assert figure.layout.xaxis.ticktext[-2:] == ("2025/26", "2026/27<br>unvollständig")
    assert words(figure) == ["602", "1\u202f103", "1\u202f704", "…", "612", "neue Rechtsgrundlage"]
    hollow = after["marker"]["color"]
    assert hollow[-1] == LIGHT.surface != hollow[0]


def test_trend_of_groups_has_a_panel_for_each_on_one_scale():
    groups = pd.concat([TREND.assign(bezirksregierung=name) for name in ("Köln", "Münster")])

    figure = trend(groups, ANZEIGEN, group="bezirksregierung")

    assert [trace.yaxis for trace in figure.data] == ["y", "y", "y2", "y2"]
    assert figure.layout.yaxis.range == figure.layout.yaxis2.range
    assert {"<b>Köln</b>", "<b>Münster</b>"} <= set(words(figure))


def test_no_break_is_drawn_within_one_legal_basis():
    figure = trend(TREND[TREND["schuljahr"] >= "2024/25"], ANZEIGEN)

    assert "neue Rechtsgrundlage" not in words(figure)
    assert not figure.layout.shapes


def days(schuljahr: str, *counts: int) -> pd.DataFrame:
    first = pd.Timestamp(int(schuljahr[:4]), 8, 1)
    return pd.DataFrame(
        {
            "schuljahr": schuljahr,
            "day": range(len(counts)),
            "date": [first + timedelta(day) for day in range(len(counts))],
            "value": [float(count) for count in counts],
        }
    )


COURSE = pd.concat(
    [days("2023/24", *[7] * 366), days("2024/25", *[900] * 365), days("2025/26", 3, 3, 3, 5, 8, 8)]
)


def test_course_sets_this_year_against_earlier_ones():
    figure = course(COURSE, ANZEIGEN, "2025/26")

    oldest, before, now = shown(figure)["data"]
    assert (now["x"], now["y"]) == ([0, 3, 4, 5], [3, 5, 8, 8])  # only days that changed it
    assert now["customdata"] == ["01.08.2025", "04.08.2025", "05.08.2025", "06.08.2025"]
    assert (
        now["line"]["color"] == LIGHT.colours[0] and now["line"]["width"] > before["line"]["width"]
    )
    assert [line["line"]["dash"] for line in (oldest, before, now)] == ["dot", "solid", "solid"]
    assert "Stichtag 06.08.2025" in words(figure)
    assert {"2023/24: 7", "2024/25: 900", "<b>2025/26: 8</b>"} <= set(words(figure))
    assert "gepunktet: vor der neuen Rechtsgrundlage" in words(figure)
    assert figure.layout.xaxis.ticktext == ("Aug", "Okt", "Dez", "Feb", "Apr", "Jun")
    assert figure.layout.xaxis.tickvals[1] == 61


@given(st.lists(st.floats(0, 100), max_size=6))
def test_labels_are_moved_apart_and_keep_their_order(heights):
    places = spread(heights, gap=10, top=100)

    order = sorted(range(len(heights)), key=heights.__getitem__)
    ascending = [places[place] for place in order]
    assert all(b - a >= 10 - 1e-9 for a, b in zip(ascending, ascending[1:], strict=False))
    assert all(place <= 100 for place in places)


def test_labels_far_from_each_other_stay():
    assert spread([10, 50, 52], gap=5, top=100) == [10, 50, 55]


def test_months_have_a_row_for_each_group_and_no_bar_for_no_value():
    rows = pd.concat(
        [
            values("monat", ("2025-11", 3), ("2026-01", 155)).assign(ebene="schulübergreifend"),
            values("monat", ("2025-12", 1)).assign(ebene="bildungsgangspezifisch"),
        ]
    )

    figure = months(rows, POK, group="ebene")

    crossing, specific = shown(figure)["data"]
    assert (crossing["x"], crossing["y"]) == ([0, 2], [3, 155])
    assert (specific["x"], specific["y"]) == ([1], [1])
    assert figure.layout.xaxis.ticktext == ("Nov", "Dez", "Jan")
    assert crossing["hovertext"][0] == "<b>November 2025</b><br>PoK: 3"
    assert words(figure) == ["<b>schulübergreifend</b>", "<b>bildungsgangspezifisch</b>"]


EVERY_FIGURE = {
    "bars": lambda theme: bars(BEZIRKSREGIERUNGEN, ANZEIGEN, "bezirksregierung", theme),
    "trend": lambda theme: trend(TREND, ANZEIGEN, theme),
    "course": lambda theme: course(COURSE, ANZEIGEN, "2025/26", theme),
    "months": lambda theme: months(values("monat", ("2025-11", 3)), POK, theme),
    "nothing": lambda theme: bars(BEZIRKSREGIERUNGEN.head(0), ANZEIGEN, "bezirksregierung", theme),
    "no months": lambda theme: months(values("monat", ("2025-11", 3)).head(0), POK, theme),
    "no trend": lambda theme: trend(TREND.head(0), ANZEIGEN, theme),
    "no course": lambda theme: course(COURSE.head(0), ANZEIGEN, "2025/26", theme),
}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("draw", EVERY_FIGURE.values(), ids=EVERY_FIGURE)
def test_every_figure_is_german_small_and_drawn_in_its_theme(draw, theme):
    figure = draw(theme)

    layout = shown(figure)["layout"]
    assert layout["template"]["layout"]["separators"] == ",\u202f"
    assert layout["template"]["layout"]["font"]["color"] == theme.text
    other = DARK if theme is LIGHT else LIGHT
    assert other.colours[0] not in figure.to_json()
    assert len(figure.to_json()) < 10_000


def contrast(one: str, other: str) -> float:
    """WCAG 2.1, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stand_out_from_the_page(theme):
    assert [colour for colour in theme.colours if contrast(colour, theme.surface) < 3] == []
    assert contrast(theme.text, theme.surface) >= 7
    assert contrast(theme.quiet, theme.surface) >= 4.5


def test_no_words_of_plotly_are_shown():
    assert CONFIG["displayModeBar"] is False and CONFIG["showTips"] is False
