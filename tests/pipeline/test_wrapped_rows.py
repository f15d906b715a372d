"""Tables pasted from Word: a paragraph became a row, the other cells are merged over all of them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.conftest import Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Tables = dict[str, pd.DataFrame]
REGISTER: Grid = [
    ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
    ["TT", "Tên TCCSĐ", "Loại hình", "Chi bộ trực thuộc", "Đảng viên"],
    ["1.", "Đảng bộ Sở Văn hóa,", "Hành chính", 3, 86],
    [None, "Thể thao và"],
    [None, "Du lịch"],
    ["2.", "Chi bộ Ban Quản lý", "Hành chính", None, 9],
    [None, "các khu công nghiệp"],
    ["3.", "Đảng bộ Bệnh viện tỉnh", "Sự nghiệp", 8, 47],
    ["4.", "Chi bộ Văn phòng", "Hành chính", None, 12],
    [None, "Ủy ban"],
    ["5.", "Chi bộ Hội Làm vườn", "Hành chính", None, 4],
]
REGISTER_MERGES = (
    "A3:A5",
    "C3:C5",
    "D3:D5",
    "E3:E5",
    "A6:A7",
    "C6:C7",
    "D6:D7",
    "E6:E7",
    "A9:A10",
    "C9:C10",
    "E9:E10",
)
NAMES = [
    "Đảng bộ Sở Văn hóa, Thể thao và Du lịch",
    "Chi bộ Ban Quản lý các khu công nghiệp",
    "Đảng bộ Bệnh viện tỉnh",
    "Chi bộ Văn phòng Ủy ban",
]
PROGRESS: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI tính đến 25/3/2025"],
    ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Duyệt hồ sơ", "Ngày đại hội"],
    [1, "Đảng bộ Sở Văn hóa,", "Xong", "Chưa", "15/5/2025"],
    [None, "Thể thao và Du lịch"],
    [2, "Chi bộ Ban Quản lý các khu công nghiệp", "Xong", "Hồ sơ đang", "Ngày"],
    [None, None, None, "thẩm định", "25/4/2025"],
    [3, "Đảng bộ Bệnh viện tỉnh", "Chưa", "Chưa", "12-"],
    [None, None, None, None, "13/6/2025"],
    [4, "Chi bộ Văn phòng Ủy ban", "Chưa", "Chưa", "20/6/2025"],
]
PROGRESS_MERGES = ("A3:A4", "C3:C4", "D3:D4", "E3:E4", "A5:A6", "B5:B6", "C5:C6", "A7:A8", "B7:B8", "C7:C8")


def _write(write_workbook: WriteWorkbook, name: str, grid: Grid, merges: tuple[str, ...]) -> None:
    path = write_workbook(name, A=grid)
    book = openpyxl.load_workbook(path)
    for cells in merges:
        book.active.merge_cells(cells)
    book.save(path)


@pytest.fixture(params=["merged", "not merged"])
def tables(
    request: pytest.FixtureRequest, write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> Tables:
    """A register and a report, both pasted from Word, with the merged cells that it makes and without."""
    merged = request.param == "merged"
    _write(write_workbook, "raw/danh sach.xlsx", REGISTER, REGISTER_MERGES if merged else ())
    _write(write_workbook, "raw/tien do.xlsx", PROGRESS, PROGRESS_MERGES if merged else ())
    return clean_folder(tmp_path / "raw", plan)


def test_a_name_over_several_rows_is_one_organisation(tables: Tables) -> None:
    assert tables["organisations"]["organisation"].tolist() == [*NAMES, "Chi bộ Hội Làm vườn"]
    assert tables["organisations"]["members"].astype(int).tolist() == [86, 9, 47, 12, 4]


def test_states_and_days_over_two_rows_are_read_whole(tables: Tables) -> None:
    rows = tables["progress"].set_index(["milestone", "organisation"])
    dossier = rows.loc["dossier_approved"]["status"]
    assert dossier.reindex(NAMES).tolist() == ["not_started", "in_progress", "not_started", "not_started"]
    planned = rows.loc["congress_held"][["planned_from", "planned_to"]].reindex(NAMES)
    assert [[f"{day:%d/%m}" for day in days] for days in planned.itertuples(index=False)] == [
        ["15/05", "15/05"],
        ["25/04", "25/04"],
        ["12/06", "13/06"],
        ["20/06", "20/06"],
    ]


def test_the_pieces_are_accounted_for_as_the_line_they_belong_to(tables: Tables) -> None:
    source = tables["sources"].set_index("source_file").loc["danh sach.xlsx"]
    parts = [f"cells_{role}" for role in ("title", "header", "group", "data", "total", "note", "refused")]
    assert source["cells"] == sum(source[parts]) == 1 + 5 + 26
    assert source["cells_data"] == 26


def test_sub_cells_below_a_merged_number_stay_rows_of_their_own(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"],
        [1, "Đảng bộ Sở Y tế", "Hành chính", 86],
        [None, "Chi bộ Văn phòng", None, None],
        [2, "Chi bộ Sở Xây dựng", "Hành chính", 9],
    ]
    _write(write_workbook, "raw/danh sach.xlsx", grid, ("A3:A4", "C3:C4", "D3:D4"))
    names = clean_folder(tmp_path / "raw", plan)["organisations"]["organisation"].tolist()
    assert not any("Sở Y tế Chi bộ" in name for name in names)


def test_sections_between_the_numbers_are_no_rest_of_a_name(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    grid: Grid = [
        ["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc", "Đảng viên"],
        [None, "Khối hành chính"],
        [1, "Đảng bộ Sở Văn hóa,", 3, 86],
        [None, "Thể thao"],
        [2, "Chi bộ Sở Xây dựng", None, 9],
        [None, "Đơn vị sự nghiệp"],
        [3, "Đảng bộ Bệnh viện tỉnh", 8, 47],
    ]
    _write(write_workbook, "raw/danh sach.xlsx", grid, ())
    rows = clean_folder(tmp_path / "raw", plan)["organisations"][["organisation", "organisation_type"]]
    assert [tuple(row) for row in rows.itertuples(index=False)] == [
        ("Đảng bộ Sở Văn hóa, Thể thao", "administrative"),
        ("Chi bộ Sở Xây dựng", "administrative"),
        ("Đảng bộ Bệnh viện tỉnh", "public_service"),
    ]
