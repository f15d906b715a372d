from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan
from analysis.recognise.fields import field_of


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Any:
    def run(heading: list[Value], *rows: list[Value]) -> dict[str, pd.DataFrame]:
        write_workbook("danh sach.xlsx", DS=REGISTER)
        write_workbook("thong ke.xlsx", B3=[["ĐỘI NGŨ ĐẢNG VIÊN CÓ ĐẾN 31/12/2024"], heading, *rows])
        return clean_folder(tmp_path, plan)

    return run


def counts(tables: dict[str, pd.DataFrame]) -> dict[str, int]:
    return dict(zip(tables["membership"]["measure"], tables["membership"]["count"], strict=True))


def test_a_dash_is_nought_and_a_blank_is_not_given(clean: Any) -> None:
    tables = clean(
        ["TT", "Tên TCCSĐ", "Tổng số", "Dự bị", "Nữ", "DTTS"], [1, "Đảng bộ Sở Y tế", 86, "-", None, "12 đ/c"]
    )
    assert counts(tables) == {"total": 86, "probationary": 0, "ethnic_minority": 12}


@pytest.mark.parametrize(
    ("cell", "count"), [("3.445", 3445), (12.0, 12), ("12 đ/c", 12), ("không", 0), ("86*", 86)]
)
def test_a_count_is_read_as_it_is_meant(clean: Any, cell: Value, count: int) -> None:
    tables = clean(["TT", "Tên TCCSĐ", "Tổng số", "Nữ"], [1, "Đảng bộ Sở Y tế", cell, 0])
    assert counts(tables)["total"] == count


@pytest.mark.parametrize("cell", ["3,445", "85,5", 12.5, -3, "nhiều", True])
def test_what_is_no_count_is_refused(clean: Any, cell: Value) -> None:
    tables = clean(["TT", "Tên TCCSĐ", "Tổng số", "Nữ"], [1, "Đảng bộ Sở Y tế", cell, 0])
    assert "total" not in counts(tables)
    assert set(tables["findings"].query("severity == 'error'")["rule"]) == {"count_unreadable"}


@pytest.mark.parametrize(
    ("path", "measure"),
    [
        (("Chia theo độ tuổi", "18-30"), "age_18_30"),
        (("Chia theo độ tuổi", "Trên 60"), "age_61_"),
        (("Độ tuổi", "Từ 31 đến 40 tuổi"), "age_31_40"),
        (("Độ tuổi", "61 trở lên"), "age_61_"),
        (("Từ 61 tuổi",), "age_61_"),
        (("Độ tuổi", "Dưới 30"), "age__29"),
        (("Độ tuổi", "≤ 30"), "age__30"),
        (("Độ tuổi", "<= 30"), "age__30"),
        (("Độ tuổi", "Đến 30 tuổi"), "age__30"),
        (("Độ tuổi", "> 60"), "age_61_"),
        (("Trình độ chuyên môn", "ĐH"), "education_university"),
        (("LLCT", "TC"), "theory_intermediate"),
        (("Trong tổng số", "Nữ"), "women"),
        (("Tình hình thực hiện", "Có đạo"), "religious"),
        (("Tổng số",), "total"),
        (("Tăng trong kỳ", "Kết nạp"), "admitted"),
        (("Tăng trong kỳ", "Tổng số"), "increase_total"),
        (("Giảm trong kỳ", "Chuyển đi"), "transferred_out"),
        (("Đảng viên có đến cuối kỳ",), "closing"),
    ],
)
def test_headings_name_the_measures(path: tuple[str, ...], measure: str) -> None:
    assert field_of("membership", path) == measure


def test_opening_plus_increases_minus_decreases_is_closing_or_a_finding(clean: Any) -> None:
    heading: list[Value] = ["TT", "Tên TCCSĐ", "Đầu kỳ", "Kết nạp", "Chuyển đi", "Cuối kỳ"]
    right = [1, "Đảng bộ Sở Y tế", 86, 3, 2, 87]
    wrong = [2, "Chi bộ Sở Xây dựng", 9, 1, 0, 9]
    findings = clean(heading, right, wrong)["findings"]
    assert list(findings.query("rule == 'movement_differs'")["organisation"]) == ["Chi bộ Sở Xây dựng"]


def test_the_members_of_an_earlier_day_beside_todays_are_of_that_day(clean: Any) -> None:
    heading = ["TT", "Tên TCCSĐ", "Đảng viên đến 31/12/2023", "Đảng viên đến 31/12/2024", "Tăng, giảm", "Nữ"]
    tables = clean([*heading], [1, "Đảng bộ Sở Y tế", 84, 86, 2, 31])
    read = tables["membership"].sort_values(["as_of", "measure"])
    assert [(f"{day:%d/%m/%Y}", measure, count) for day, measure, count in zip(
        read["as_of"], read["measure"], read["count"], strict=True
    )] == [("31/12/2023", "total", 84), ("31/12/2024", "total", 86), ("31/12/2024", "women", 31)]  # fmt: skip
    assert "heading_twice" not in set(tables["findings"]["rule"])


def test_two_counts_of_one_day_are_still_refused(clean: Any) -> None:
    heading = [
        "TT",
        "Tên TCCSĐ",
        "Đảng viên đến 31/12/2024",
        "Tổng số đảng viên đến 31/12/2024",
        "Nữ",
        "Dự bị",
    ]
    tables = clean([*heading], [1, "Đảng bộ Sở Y tế", 84, 86, 31, 2])
    assert "total" not in counts(tables)
    assert "heading_twice" in set(tables["findings"]["rule"])


def test_age_bands_that_do_not_add_up_are_told(clean: Any) -> None:
    heading: list[Value] = ["TT", "Tên TCCSĐ", "Tổng số", "18-30", "31-40", "Trên 40"]
    findings = clean(heading, [1, "Đảng bộ Sở Y tế", 86, 20, 30, 30], [2, "Chi bộ Sở Xây dựng", 9, 3, 3, 3])[
        "findings"
    ]
    assert list(findings.query("rule == 'ages_differ_from_total'")["organisation"]) == ["Đảng bộ Sở Y tế"]


def test_the_women_among_those_admitted_are_neither_all_of_them_nor_all_women(
    write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan
) -> None:
    write_workbook("raw/ds.xlsx", A=REGISTER)
    grid: Grid = [
        ["THỐNG KÊ ĐẢNG VIÊN"],
        ["Có đến ngày 31/12/2024"],
        ["TT", "Đơn vị", "Đảng viên", None, "Kết nạp", None],
        [None, None, "Tổng số", "Nữ", "Tổng số", "Nữ"],
        [1, "Đảng bộ Sở Y tế", 86, 40, 4, 2],
        [2, "Chi bộ Sở Xây dựng", 9, 3, 1, 0],
    ]
    write_workbook("raw/tk.xlsx", A=grid)
    membership = clean_folder(tmp_path / "raw", plan)["membership"]
    counts = membership[membership["organisation"] == "Đảng bộ Sở Y tế"].set_index("measure")["count"]
    assert counts.to_dict() == {"total": 86, "women": 40, "admitted": 4}


def test_a_total_that_was_never_computed_is_told_and_the_rows_are_read(clean: Any) -> None:
    tables = clean(
        ["TT", "Đơn vị", "Tổng số đảng viên", "Nữ"],
        [1, "Đảng bộ Sở Y tế", 86, 40],
        [2, "Chi bộ Sở Xây dựng", 9, 3],
        [None, "Tổng cộng", "=SUM(C3:C4)", 43],
    )
    assert tables["membership"]["count"].tolist() == [86, 40, 9, 3]
    told = tables["findings"][tables["findings"]["rule"] == "total_broken"]
    assert told["source_cell"].tolist() == ["C5"]
    assert told["raw_value"].tolist() == ["=SUM(C3:C4)"]


def test_a_sum_of_which_one_figure_is_unreadable_is_not_compared(clean: Any) -> None:
    heading: list[Value] = ["TT", "Tên TCCSĐ", "Tổng số", "18-30", "Trên 30", "Đầu kỳ", "Kết nạp", "Cuối kỳ"]
    findings = clean(heading, [1, "Đảng bộ Sở Y tế", 86, "#REF!", 50, 80, "#N/A", 86])["findings"]
    assert set(findings.query("severity != 'info'")["rule"]) == {"cell_error"}


def test_age_bands_written_with_signs_alone_are_headings(clean: Any) -> None:
    above: list[Value] = ["TT", "Tên TCCSĐ", "Tổng số", "Độ tuổi", None, None]
    bands: list[Value] = [None, None, None, "≤ 30", "31-60", "> 60"]
    tables = clean(above, bands, [1, "Đảng bộ Sở Y tế", 86, 20, 50, 16])
    assert counts(tables) == {"total": 86, "age__30": 20, "age_31_60": 50, "age_61_": 16}


def test_one_heading_over_a_name_merged_over_two_columns_is_one_column(clean: Any) -> None:
    tables = clean(["TT", "Tên TCCSĐ", "Tên TCCSĐ", "Tổng số", "Nữ"], [1, "Đảng bộ Sở Y tế", None, 86, 40])
    assert counts(tables) == {"total": 86, "women": 40}
