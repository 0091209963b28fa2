"""The handbook names what there is, and shows pictures that are there."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.command_line.app import app
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output.exports import WRITERS
from diggs_analytics.ui.handbook import PICTURE

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
TEXT = (DOCS / "handbuch.md").read_text(encoding="utf-8")
PICTURES = [(match["path"], match["alt"]) for match in PICTURE.finditer(TEXT)]
LARGEST = 200_000  # bytes


def rows(first_heading: str) -> list[list[str]]:
    """The cells of the table whose first column has this heading, below its head."""
    table = TEXT[TEXT.index(f"| {first_heading} |") :].split("\n\n")[0]
    return [
        [cell.strip(" `") for cell in line.strip("| ").split(" | ")]
        for line in table.split("\n")[2:]
    ]


def test_every_page_of_the_menu_is_named():
    frame = (ROOT / "diggs_analytics/ui/frame.py").read_text(encoding="utf-8")
    pages = re.findall(r'_page\("[^"]+", "([^"]+)"', frame)

    assert len(pages) >= 7
    assert [page for _, named in rows("Menü") for page in named.split(", ")] == pages


def test_every_measure_has_its_line():
    assert [label for label, _ in rows("Kennzahl")] == [measure.label for measure in MEASURES]


def test_every_sign_is_explained():
    assert [(sign, words) for sign, words, _ in rows("Zeichen")] == [
        (sign.value, sign.words) for sign in Nothing
    ]


@pytest.mark.parametrize(
    "command", [command.name or command.callback.__name__ for command in app.registered_commands]
)
def test_every_command_is_named(command):
    assert f"`{command}`" in TEXT


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_to_take_along_is_named(suffix):
    assert f"**{suffix}**" in TEXT


@pytest.mark.parametrize(("path", "alt"), PICTURES)
def test_every_picture_is_there_and_described(path, alt):
    with Image.open(DOCS / path) as picture:
        assert picture.width == 1280
    assert (DOCS / path).stat().st_size < LARGEST
    assert len(alt.split()) >= 8


def test_every_picture_stands_alone_and_can_be_taken_anew():
    taken = re.findall(r'save\(page, "(\w+)"', (DOCS / "take_pictures.py").read_text("utf-8"))
    shown = [path for path, _ in PICTURES]

    assert TEXT.count("![") == len(PICTURES) >= 6
    assert sorted(shown) == sorted(f"pictures/{name}.png" for name in taken)
    assert sorted(shown) == sorted(
        f"pictures/{file.name}" for file in (DOCS / "pictures").iterdir()
    )


def test_headings_go_down_one_level_at_a_time():
    plain = re.sub(r"^```.*?^```", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    levels = [len(marks) for marks in re.findall(r"^(#+) ", plain, re.MULTILINE)]

    assert levels[0] == 1
    assert 1 not in levels[1:]
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_date_became_a_list():
    """A line that begins with "1. August" is a list to Markdown."""
    assert re.findall(r"^\s*\d+\.\s.*", TEXT, re.MULTILINE) == []
