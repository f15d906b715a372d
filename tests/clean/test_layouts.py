"""Layouts beyond the plain table: labels below one another, titles that name, lists of sub-cells."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

BANNER: Grid = [["BÁO CÁO TIẾN ĐỘ ĐẠI HỘI"], ["Tính đến ngày 15/5/2025"], []]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan):  # type: ignore[no-untyped-def]
    def run(grid: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/x.xlsx", Biểu=grid)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _read(tables: dict[str, pd.DataFrame]) -> list[tuple[str, str, str]]:
    rows = tables["progress"][["organisation", "milestone", "status"]]
    return [(str(a), str(b), str(c)) for a, b, c in rows.itertuples(index=False)]


HEALTH = [
    ("Đảng bộ Sở Y tế", "personnel_planning", "done"),
    ("Đảng bộ Sở Y tế", "documents_drafted", "in_progress"),
    ("Đảng bộ Sở Y tế", "subcell_congresses", "in_progress"),
    ("Đảng bộ Sở Y tế", "congress_held", "not_started"),
]
VALUES = ["x", "đang làm", "2/3", "20/6/2025"]
LABELS = [
    "Quy hoạch cấp ủy",
    "Dự thảo văn kiện",
    "Chi bộ trực thuộc đã đại hội/tổng số",
    "Ngày dự kiến đại hội",
]


@pytest.mark.parametrize(
    "grid",
    [
        [*BANNER, ["Tên TCCSĐ:", "Đảng bộ Sở Y tế"], *zip(LABELS, VALUES, strict=True), ["Ghi chú", "không"]],
        [["ĐẢNG BỘ SỞ Y TẾ"], *BANNER, *zip(LABELS, VALUES, strict=True)],
        [
            *BANNER,
            ["TT", "Nội dung", "Kết quả"],
            [1, "Tên tổ chức cơ sở đảng", "Đảng bộ Sở Y tế"],
            *[[n, *pair] for n, pair in enumerate(zip(LABELS, VALUES, strict=True), start=2)],
        ],
        [["ĐẢNG BỘ SỞ Y TẾ"], *BANNER, LABELS, VALUES],
    ],
)
def test_one_organisations_own_return_is_read(clean, grid: Grid) -> None:  # type: ignore[no-untyped-def]
    tables = clean(grid)
    assert _read(tables) == HEALTH
    source = tables["sources"].set_index("source_file").loc["x.xlsx"]
    assert (source["kind"], source["rows_kept"], source["cells_refused"]) == ("progress", 1, 0)
    parts = [c for c in tables["sources"] if str(c).startswith("cells_")]
    assert source["cells"] == source[parts].sum()


def test_sub_cells_under_a_merged_name_are_counted(clean, tmp_path: Path, plan: Plan) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Chi bộ trực thuộc", "Ngày tổ chức đại hội chi bộ"]
    grid = [
        *BANNER, head,
        [1, "Đảng bộ Sở Y tế", "Chi bộ 1", "12/3/2025"],
        [None, None, "Chi bộ 2", "15/3/2025"],
        [None, None, "Chi bộ 3", "chưa"],
        [2, "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Khoa Nội", "x"],
        [None, None, "Chi bộ Khoa Ngoại", None],
    ]  # fmt: skip
    clean(grid)
    path = tmp_path / "raw" / "x.xlsx"
    book = openpyxl.load_workbook(path)
    for merge in ("A5:A7", "B5:B7", "A8:A9", "B8:B9"):
        book.active.merge_cells(merge)
    book.save(path)
    tables = clean_folder(tmp_path / "raw", plan)
    rows = tables["progress"][["organisation", "milestone", "held", "required"]]
    assert rows.to_numpy().tolist() == [
        ["Đảng bộ Sở Y tế", "subcell_congresses", 2, 3],
        ["Đảng bộ Bệnh viện Đa khoa tỉnh", "subcell_congresses", 1, 2],
    ]


def test_a_committees_row_under_a_column_of_sub_cells_is_refused(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày đại hội chi bộ"]
    tables = clean(
        [*BANNER, head, [1, "Đảng bộ Sở Y tế", "x", "2/3/2025"], [2, "Chi bộ Sở Xây dựng", "x", "3/3/2025"]]
    )
    held = tables["progress"][tables["progress"]["milestone"] == "congress_held"]
    assert held["organisation"].tolist() == ["Chi bộ Sở Xây dựng"]
    assert "column_of_subcells" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("cell", "status", "planned", "actual"),
    [
        ("dự kiến 10/5/2025", "not_started", "2025-05-10", None),
        ("chưa, dự kiến 20/6/2025", "not_started", "2025-06-20", None),
        ("trước 10/5/2025", "not_started", "2025-05-10", None),
        ("sẽ tổ chức ngày 2/6/2025", "not_started", "2025-06-02", None),
        ("đã tổ chức ngày 2/5/2025", "done", None, "2025-05-02"),
    ],
)
def test_words_of_a_plan_are_never_read_as_done(  # type: ignore[no-untyped-def]
    clean, cell: str, status: str, planned: str | None, actual: str | None
) -> None:
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày tổ chức đại hội"]
    tables = clean([*BANNER, head, [1, "Đảng bộ Sở Y tế", "x", cell]])
    row = tables["progress"].set_index("milestone").loc["congress_held"]
    told = [None if pd.isna(row[c]) else str(row[c])[:10] for c in ("planned_to", "actual_to")]
    assert (row["status"], *told) == (status, planned, actual)


def test_a_table_of_an_unknown_kind_beside_a_known_one_is_told(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy"]
    other: Grid = [["TT", "Hội trường", "Số ghế"], [1, "Hội trường A", 300], [2, "Hội trường B", 200]]
    tables = clean([*BANNER, head, [1, "Đảng bộ Sở Y tế", "x"], [], ["DANH SÁCH HỘI TRƯỜNG"], *other])
    assert "table_unrecognised" in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    "cell",
    [
        "hoãn từ 12/5/2025", "sau 12/5/2025", "lùi từ 12/5/2025", "đã hủy ngày 12/5/2025", "12/5/2025?",
        "7/5 hoặc 12/5/2025", "chưa, 12/5/2025", "họp trước ngày 12/5/2025 theo chỉ đạo",
    ],
)  # fmt: skip
def test_a_day_that_was_called_off_is_no_plan(clean, cell: str) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày dự kiến đại hội"]
    tables = clean([*BANNER, head, [1, "Đảng bộ Sở Y tế", "x", cell]])
    row = tables["progress"].set_index("milestone").loc["congress_held"]
    assert pd.isna(row["planned_to"])
    assert "date_unreadable" in set(tables["findings"]["rule"])


def test_a_limit_is_on_or_before_its_day_however_it_is_worded(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Ngày dự kiến đại hội"]
    tables = clean([*BANNER, head, [1, "Đảng bộ Sở Y tế", "x", "không quá 12/6/2025"]])
    row = tables["progress"].set_index("milestone").loc["congress_held"]
    assert (pd.isna(row["planned_from"]), str(row["planned_to"])[:10]) == (True, "2025-06-12")


def test_sub_cells_in_a_column_headed_chi_bo_are_counted(clean) -> None:  # type: ignore[no-untyped-def]
    rows: Grid = [
        [1, "Đảng bộ Sở Y tế", "Chi bộ 1", "x"],
        [None, None, "Chi bộ 2", "15/3/2025"],
        [None, None, "Chi bộ 3", "chưa"],
    ]
    tables = clean([*BANNER, ["TT", "Đảng bộ cơ sở", "Chi bộ", "Ngày đại hội"], *rows])
    assert tables["progress"][["organisation", "held", "required"]].to_numpy().tolist() == [
        ["Đảng bộ Sở Y tế", 2, 3]
    ]


def test_a_first_row_all_of_words_is_data(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["Tên TCCSĐ", "Quy hoạch cấp ủy", "KL TCCT", "Văn kiện", "Duyệt hồ sơ", "Ngày đại hội"]
    row = ["Đảng bộ Sở Y tế", "Đã bổ sung", "Đã có KL", "Đã xong", "Đã phê duyệt", "Đã tổ chức đại hội"]
    tables = clean([*BANNER, head, row, ["Tổng cộng", 1, 1, 1, 1, 1]])
    assert set(tables["progress"]["status"]) == {"done"}
    assert len(tables["progress"]) == 5


def test_a_month_that_has_begun_counts_in_the_total_as_in_the_rows(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy"]
    rows: Grid = [[1, "Đảng bộ Sở Y tế", "tháng 5/2025"], [None, "Tổng cộng", 1]]
    tables = clean([*BANNER, head, *rows])
    assert list(tables["progress"]["status"]) == ["done"]
    assert "printed_total_differs" not in set(tables["findings"]["rule"])
