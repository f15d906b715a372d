"""Codes and abbreviations that the office explains in a table of its own, or in its register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import Grid, WriteWorkbook, sheet_of
from tests.pipeline.conftest import Tables, said_of

from analysis.cells import Value
from analysis.measure.trace import TRACE_COLUMNS
from analysis.pipeline.cleaning import clean_folder
from analysis.pipeline.code_keys import keys_of
from analysis.pipeline.raw_values import with_raw_values
from analysis.plan import Plan

NAMES = ["Đảng bộ Sở Mây", "Chi bộ Sở Gió", "Đảng bộ Trường Sao", "Chi bộ Công ty Mưa"]
REGISTER: Grid = [
    ["MA_TC", "TEN_TC", "MA_LH", "SO_CBTT", "SO_DV"],
    ["TC01", NAMES[0], 1, 4, 60],
    ["TC02", NAMES[1], 1, None, 20],
    ["TC03", NAMES[2], 2, 5, 90],
    ["TC04", NAMES[3], 3, None, 15],
]
KEY: Grid = [
    ["NHOM_MA", "MA", "DIEN_GIAI"],
    ["LOAI_HINH", 1, "Cơ quan hành chính"],
    ["LOAI_HINH", 2, "Đơn vị sự nghiệp"],
    ["LOAI_HINH", 3, "Doanh nghiệp"],
    ["CHI_TIEU", "TS", "Tổng số đảng viên"],
    ["CHI_TIEU", "NU", "Đảng viên nữ"],
    ["CHI_TIEU", "DB", "Đảng viên dự bị"],
]
OF_PROGRESS: Grid = [
    ["Trường", "Mã", "Ý nghĩa"],
    ["MA_ND", "N1", "Rà soát, bổ sung quy hoạch cấp ủy"],
    ["MA_ND", "N2", "Dự thảo văn kiện đại hội"],
    ["MA_ND", "N3", "Đại hội chi bộ trực thuộc"],
    ["MA_ND", "N4", "Tổ chức đại hội"],
    ["TRANG_THAI", 0, "Chưa thực hiện"],
    ["TRANG_THAI", 1, "Đang thực hiện"],
    ["TRANG_THAI", 2, "Đã hoàn thành"],
    ["NGAY_KH", None, "Ngày theo kế hoạch"],
    ["NGAY_TH", None, "Ngày thực hiện"],
    ["DA_DH", None, "Số chi bộ trực thuộc đã đại hội"],
    ["PHAI_DH", None, "Số chi bộ trực thuộc phải đại hội"],
]
LONG: Grid = [
    ["MA_TC", "MA_ND", "TRANG_THAI", "NGAY_KH", "NGAY_TH", "DA_DH", "PHAI_DH", "NGAY_CAP_NHAT"],
    ["TC01", "N1", 2, None, "12/12/2024", None, None, "15/4/2025"],
    ["TC01", "N2", 1, None, None, None, None, "15/4/2025"],
    ["TC01", "N3", 1, None, None, 2, 4, "15/4/2025"],
    ["TC01", "N4", 0, "21/5/2025", None, None, None, "15/4/2025"],
    ["TC02", "N1", 0, None, None, None, None, "15/4/2025"],
    ["TC02", "N2", 7, None, None, None, None, "15/4/2025"],
    ["TC99", "N1", 2, None, None, None, None, "15/4/2025"],
]


@pytest.fixture
def cleaned(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Tables:
    """A list in codes whose organisations and measures another file names."""
    write_workbook("raw/danh muc.xlsx", DM=REGISTER, MA=KEY)
    write_workbook("raw/tien do.xlsx", TD=LONG, BANG_MA=OF_PROGRESS)
    counts: list[list[Value]] = [
        [f"TC0{n}", name, code, count, "31/3/2025"]
        for n, name in enumerate(NAMES, start=1)
        for code, count in (("TS", 10 * n), ("NU", n), ("DB", 0))
    ]
    heading: list[Value] = ["MA_TC", "TEN_TC", "CHI_TIEU", "SO_LUONG", "THOI_DIEM"]
    write_workbook("raw/dang vien.xlsx", DV=[heading, *counts])
    return clean_folder(tmp_path / "raw", plan)


def test_codes_are_read_as_the_keys_of_the_office_explain_them(cleaned: Tables) -> None:
    assert said_of(cleaned, "personnel_planning", "as_of", "status", "actual_from") == [
        (NAMES[0], "2025-04-15", "done", "2024-12-12"),
        (NAMES[1], "2025-04-15", "not_started", ""),
    ]
    assert said_of(cleaned, "documents_drafted", "status") == [(NAMES[0], "in_progress")]
    assert said_of(cleaned, "congress_held", "status", "planned_from") == [
        (NAMES[0], "not_started", "2025-05-21")
    ]
    assert list(cleaned["organisations"]["organisation_type"]) == [
        "administrative", "administrative", "public_service", "enterprise",
    ]  # fmt: skip


def test_counts_of_subcells_may_stand_beside_the_states_of_a_list_of_milestones(cleaned: Tables) -> None:
    assert said_of(cleaned, "subcell_congresses", "held", "required") == [(NAMES[0], "2", "4")]


def test_measures_in_codes_are_read_by_the_key_of_another_file(cleaned: Tables) -> None:
    rows = cleaned["membership"].query("measure == 'women'")
    assert [*rows["organisation"]] == NAMES
    assert [*rows["count"]] == [1, 2, 3, 4]
    assert {str(day.date()) for day in pd.to_datetime(rows["as_of"])} == {"2025-03-31"}


def test_a_code_that_no_key_explains_is_refused_and_named(cleaned: Tables) -> None:
    refused = cleaned["findings"].query("severity == 'error'")
    assert set(zip(refused["rule"], refused["raw_value"], strict=True)) == {
        ("status_unreadable", "7"), ("name_unknown", "TC99"),
    }  # fmt: skip


def test_a_key_is_no_sheet_that_nobody_understood(cleaned: Tables) -> None:
    assert "sheet_unrecognised" not in set(cleaned["findings"]["rule"])
    assert list(cleaned["findings"].query("rule == 'codes_read'")["source_file"]) == [
        "dang vien.xlsx", "danh muc.xlsx", "tien do.xlsx",
    ]  # fmt: skip


def test_a_traced_cell_is_quoted_with_the_code_that_it_holds(cleaned: Tables, tmp_path: Path) -> None:
    cells = cleaned["progress"].query("milestone == 'documents_drafted'")
    cells = cells.reindex(columns=TRACE_COLUMNS)
    cells = cells.assign(about="documents_drafted", fields="documents_drafted", counted=1, raw_value="")
    told = with_raw_values(cells.reset_index(drop=True), tmp_path / "raw", cleaned["sources"])
    assert list(told["raw_value"]) == ["1"]


def test_abbreviations_of_a_workbook_stand_for_names_headings_and_states(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/danh sach.xlsx", DS=[["Tên TCCSĐ", "Loại hình", "Số chi bộ", "Số đảng viên"], *(
        [name, "Hành chính", 4 if name.startswith("Đảng") else None, 30] for name in NAMES
    )])  # fmt: skip
    report: Grid = [
        ["BC TIẾN ĐỘ (đến 20/5/2025)"],
        ["TT", "ĐV", "QHXX", "DKXX", "CYXX"],
        [1, "ĐB SM", "HT", "T6/25", "HT 06/5/25"],
        [2, "CB SG", "ĐTH", "đầu T6/25", "CTH"],
        [3, "CB KHAC", "HT", None, "CTH"],
    ]
    key: Grid = [
        ["BẢNG CHỮ VIẾT TẮT"],
        ["Viết tắt", "Nghĩa đầy đủ"],
        ["I. Đơn vị"],
        ["ĐB SM", NAMES[0]],
        ["CB SG", NAMES[1]],
        ["II. Cột"],
        ["ĐV", "Đơn vị"],
        ["QHXX", "Rà soát, bổ sung quy hoạch cấp ủy"],
        ["DKXX", "Ngày dự kiến đại hội"],
        ["CYXX", "Chuẩn y kết quả bầu cử"],
        ["HT", "Hoàn thành"],
        ["ĐTH", "Đang thực hiện"],
        ["CTH", "Chưa thực hiện"],
    ]
    write_workbook("raw/bieu.xlsx", TĐ=report, Tắt=key)
    tables = clean_folder(tmp_path / "raw", plan)
    assert said_of(tables, "personnel_planning", "status") == [(NAMES[0], "done"), (NAMES[1], "in_progress")]
    assert said_of(tables, "congress_held", "planned_from", "planned_to") == [
        (NAMES[0], "2025-06-01", "2025-06-30"),
        (NAMES[1], "2025-06-01", "2025-06-10"),
    ]
    assert said_of(tables, "results_approved", "status", "actual_from") == [
        (NAMES[0], "done", "2025-05-06"),
        (NAMES[1], "not_started", ""),
    ]
    assert list(tables["findings"].query("rule == 'name_unknown'")["raw_value"]) == ["CB KHAC"]


def test_a_code_explained_twice_means_nothing() -> None:
    explained: Grid = [["Viết tắt", "Nghĩa"], ["HT", "Hoàn thành"], ["HT", "Hội thảo"], ["KH", "Kế hoạch"]]
    assert keys_of(sheet_of(explained)).keys.groups == {"": {"KH": "Kế hoạch"}}


def test_abbreviated_persons_stay_abbreviated() -> None:
    explained: Grid = [["Viết tắt", "Nghĩa"], ["NVX", "Nguyễn Văn Xuân"], ["KH", "Kế hoạch"]]
    assert keys_of(sheet_of(explained)).keys.groups == {"": {"KH": "Kế hoạch"}}


def test_numbers_of_rows_are_no_codes() -> None:
    rows: Grid = [[number, name] for number, name in enumerate(NAMES, start=1)]
    assert keys_of(sheet_of([["STT", "Tên đơn vị"], *rows])).keys.groups == {}


def test_figures_that_happen_to_be_codes_stay_figures(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    """Sub-cells of which there are 1, 2 or 3 are none of the types 1, 2, 3."""
    register: Grid = [
        ["Tên TCCSĐ", "Mã loại hình", "Số chi bộ", "Số đảng viên"],
        [NAMES[0], 1, 2, 60],
        [NAMES[2], 2, 3, 90],
        ["Đảng bộ Công ty Nắng", 3, 1, 50],
    ]
    write_workbook("raw/danh muc.xlsx", DM=register, MA=KEY)
    write_workbook("raw/bieu.xlsx", T=[["Đến 15/4/2025"], ["Đơn vị", "Quy hoạch cấp ủy"], [NAMES[0], "x"]])
    organisations = clean_folder(tmp_path / "raw", plan)["organisations"]
    assert list(organisations["subcells"]) == [2, 3, 1]
    assert list(organisations["organisation_type"]) == ["administrative", "public_service", "enterprise"]
