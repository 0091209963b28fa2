"""Files named in the shell are read one ahead of those who check them."""

import pytest

from diggs_analytics.command_line.reading import begin_early, read_ahead
from diggs_analytics.domain.errors import RejectedFile
from tests.workbooks import workbook


def files(folder, *names):
    for name in names:
        (folder / name).write_bytes(workbook({name: "Kopf"}))
    return [folder / name for name in names]


def sheet_names(found):
    return [[sheet.name for sheet in file.reading()] for file in found]


def test_files_and_folders_in_the_order_in_which_they_are_named(tmp_path):
    (tmp_path / "folder").mkdir()
    in_folder = files(tmp_path / "folder", "b.xlsx", "a.xlsx", ".hidden", "~$a.xlsx")
    named = files(tmp_path, "z.xlsx")

    found = list(read_ahead([*named, in_folder[0].parent]))

    assert [file.name for file in found] == ["z.xlsx", "a.xlsx", "b.xlsx"]
    assert sheet_names(found) == [["z.xlsx"], ["a.xlsx"], ["b.xlsx"]]


@pytest.mark.parametrize("command", ["check", "import"])
def test_what_was_begun_early_is_not_begun_again(tmp_path, command):
    first, second = files(tmp_path, "a.xlsx", "b.xlsx")
    begin_early([command, "--format", "json", str(first), str(second)])
    first.write_bytes(b"")  # too late to matter: it was read before

    assert sheet_names(read_ahead([first, second])) == [["a.xlsx"], ["b.xlsx"]]


def test_other_commands_begin_nothing(tmp_path):
    (file,) = files(tmp_path, "a.xlsx")
    begin_early(["export", "anzeigen", "-o", str(file)])
    file.write_bytes(b"")

    with pytest.raises(RejectedFile, match="leer"):
        sheet_names(read_ahead([file]))


def test_a_file_that_cannot_be_opened_stops_none_of_the_others(tmp_path):
    (there,) = files(tmp_path, "a.xlsx")

    gone, other = read_ahead([tmp_path / "gone.xlsx", there])

    assert sheet_names([other]) == [["a.xlsx"]]
    with pytest.raises(RejectedFile, match="öffnen"):
        gone.reading()
