"""Comments at cells of an .xlsx file: read beside the cells, and never in their way."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from analysis.read.faults import UnreadableWorkbook
from analysis.read.workbook import read_workbook


def _commented(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Biểu")
        sheet.write("B2", "22/5/2025")
        sheet.write_comment("B2", "xin lùi")
    return path


def _with_part(path: Path, name: str, content: bytes) -> Path:
    """The workbook with another content in a part."""
    changed = path.with_name(f"khac {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if re.fullmatch(name, part) else old.read(part))
    return changed


def test_a_comment_is_read_at_its_cell(tmp_path: Path) -> None:
    (sheet,) = read_workbook(_commented(tmp_path / "a.xlsx")).sheets
    ((place, text),) = sheet.comments.items()
    assert (place, "xin lùi" in text) == ((1, 1), True)


@pytest.mark.parametrize("part", [r"xl/comments1\.xml", r"xl/worksheets/_rels/sheet1\.xml\.rels"])
def test_a_damaged_comment_costs_no_cell(tmp_path: Path, part: str) -> None:
    path = _with_part(_commented(tmp_path / "a.xlsx"), part, b"<comments><comment")
    (sheet,) = read_workbook(path).sheets
    assert sheet.comments == {}
    assert [value for _, _, value in sheet.cells()] == ["22/5/2025"]


def test_a_comment_that_means_harm_is_refused_with_its_file(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><comments>&b;</comments>'
    path = _with_part(_commented(tmp_path / "a.xlsx"), r"xl/comments1\.xml", bomb)
    with pytest.raises(UnreadableWorkbook) as fault:
        read_workbook(path)
    assert fault.value.rule == "file_hostile"
