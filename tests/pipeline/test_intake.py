"""What is no workbook, or none that can be believed, costs one finding with its cause."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from tests.read.packages import packed, parts_of

from analysis import read_cells
from analysis.findings import Finding
from analysis.pipeline.intake import take_in, take_in_all


def _findings(folder: Path, name: str) -> list[Finding]:
    return [found for intake in take_in(folder, name, None) for found in intake.findings]


def test_a_pipe_and_a_device_are_never_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong.xlsx")
    (tmp_path / "khong.xlsx").symlink_to("/dev/zero")
    for name in ("ong.xlsx", "khong.xlsx"):
        assert [found.rule for found in _findings(tmp_path, name)] == ["file_foreign"]


@pytest.mark.parametrize("name", ["../x.csv", "/tmp/x.csv", "C:\\x.csv", "a/../../x.csv"])
def test_an_archive_that_writes_outside_of_its_folder_is_refused(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo(name), "TT;Ten\n1;a\n")
    found = _findings(tmp_path, "a.zip")
    assert [one.rule for one in found] == ["file_hostile"]
    assert "x.csv" in found[0].message


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert [one.rule for one in _findings(tmp_path, "a.zip")] == ["file_hostile"]


def test_damage_is_told_with_its_place(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A0"><v>1</v></c></row>'
    (tmp_path / "a.xlsx").write_bytes(packed(parts_of(rows)))
    (found,) = _findings(tmp_path, "a.xlsx")
    assert "(Biểu: A0)" in found.message
    assert "(Biểu: A0)" in found.message_en


def test_cells_far_from_the_table_stay_in_the_account(tmp_path: Path) -> None:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}"><v>{r}</v></c></row>' for r in (*range(1, 9), 1_048_576)
    ).replace('"A1048576"', '"XFD1048576"')
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed(parts_of(rows)))
    (intake,) = take_in(tmp_path, "a.xlsx", None)
    assert sum(intake.sheets[0].roles.values()) == 9
    assert [str(one.origin) for one in intake.findings if one.rule == "stray_cells"] == [
        "a.xlsx, 'Biểu', XFD1048576"
    ]
    cells = read_cells(path)
    assert cells.loc[cells["cell"] == "XFD1048576", ["value", "role", "table"]].values.tolist() == [
        [1_048_576, "note", 0]
    ]


def test_one_file_that_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("TT;Ten\n1;a\n", encoding="utf-8")
    (tmp_path / "b.xlsx").symlink_to("/dev/urandom")
    (tmp_path / "c.csv").write_text("TT;Ten\n1;c\n", encoding="utf-8")
    intakes = take_in_all(tmp_path, ["a.csv", "b.xlsx", "c.csv"], None)
    assert [bool(intake.sheets[0].roles) for intake in intakes] == [True, False, True]
