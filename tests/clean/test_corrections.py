"""A correction replaces one cell, says why, and fails where it matches nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.clean.corrections import CorrectionError, load_corrections
from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.faults import Fault
from analysis.plan import Plan

HEAD = "source_file,source_sheet,source_cell,found,used,reason"
REPORT: Grid = [
    ["Tính đến ngày 15/5/2025"],
    ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày tổ chức đại hội"],
    [1, "Đảng bộ Sở Y tế", "x", "31/4/2025"],
]


def _written(folder: Path, *lines: str) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return path


def test_a_correction_is_used_and_told(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> None:
    write_workbook("raw/ds.xlsx", A=REGISTER)
    write_workbook("raw/x.xlsx", Biểu=REPORT)
    line = "x.xlsx,Biểu,D3,31/4/2025,30/4/2025,hỏi lại đơn vị"
    tables = clean_folder(tmp_path / "raw", plan, corrections=load_corrections(_written(tmp_path, line)))
    held = tables["progress"].set_index("milestone").loc["congress_held"]
    assert str(held["actual_to"])[:10] == "2025-04-30"
    told = tables["findings"].set_index("rule").loc["corrected"]
    assert (told["source_cell"], told["raw_value"]) == ("D3", "31/4/2025")
    assert "hỏi lại đơn vị" in str(told["message"])


@pytest.mark.parametrize(
    "line",
    ["x.xlsx,Biểu,D3,30/4/2025,1/5/2025,lý do", "x.xlsx,Biểu,Z9,a,b,lý do", "y.xlsx,Biểu,D3,a,b,lý do"],
)
def test_a_correction_that_matches_nothing_fails(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan, line: str
) -> None:
    write_workbook("raw/ds.xlsx", A=REGISTER)
    write_workbook("raw/x.xlsx", Biểu=REPORT)
    with pytest.raises(Fault, match="corrections"):
        clean_folder(tmp_path / "raw", plan, corrections=load_corrections(_written(tmp_path, line)))


@pytest.mark.parametrize("lines", [["x.xlsx,Biểu,D3,a,b,"], ["x.xlsx,Biểu,D3,a,b,c", "x.xlsx,Biểu,d3,a,b,c"]])
def test_a_correction_without_reason_or_twice_is_refused(tmp_path: Path, lines: list[str]) -> None:
    with pytest.raises(CorrectionError):
        load_corrections(_written(tmp_path, *lines))


def test_no_file_means_no_corrections(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "corrections.csv") == []
