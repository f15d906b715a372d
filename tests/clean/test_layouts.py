"""Layouts beyond the plain table: labels below one another, titles that name, lists of sub-cells."""

from __future__ import annotations

from collections.abc import Sequence
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


TURNED: Grid = [
    *BANNER,
    ["TT", "Nội dung", "Đảng bộ Sở Y tế", "Chi bộ Trường A", "Tổng cộng", "Ghi chú"],
    [1, "Quy hoạch cấp ủy", "x", None, 1],
    [2, "Dự thảo văn kiện", "đang làm", "x", 1, "nhắc lại"],
    [3, LABELS[2], "2/3", None, "2/3"],
    [4, "Ngày dự kiến đại hội", "20/6/2025", "22/6/2025"],
    [5, "Kinh phí (triệu đồng)", 12, 7, 19],
]


def test_a_table_on_its_side_is_read_as_if_it_stood(clean) -> None:  # type: ignore[no-untyped-def]
    tables = clean(TURNED)
    progress = tables["progress"]
    assert [row for row in _read(tables) if row[0] == HEALTH[0][0]] == HEALTH
    places = progress.set_index(["organisation", "milestone"])["source_cell"]
    assert places["Đảng bộ Sở Y tế", "subcell_congresses"] == "C7"
    source = tables["sources"].set_index("source_file").loc["x.xlsx"]
    assert source["kind"] == "progress"
    assert source["cells"] == sum(source[name] for name in source.index if name.startswith("cells_"))
    findings = tables["findings"]
    unused = findings[findings["rule"] == "heading_unused"]
    assert unused["raw_value"].tolist() == ["Kinh phí (triệu đồng)"]
    assert not (findings["severity"] == "error")[findings["source_cell"] == "C4"].any()


def test_a_wrong_total_beside_a_table_on_its_side_is_told(clean) -> None:  # type: ignore[no-untyped-def]
    grid = [list(row) for row in TURNED]
    grid[4][4] = 2
    findings = clean(grid)["findings"]
    assert findings[findings["rule"] == "printed_total_differs"]["source_cell"].tolist() == ["E5"]


def test_months_beside_one_another_are_no_organisations(clean) -> None:  # type: ignore[no-untyped-def]
    grid: Grid = [
        *BANNER,
        ["TT", "Chỉ tiêu", "Tháng 1", "Tháng 2", "Tháng 3"],
        [1, "Tổng số đảng viên", 10, 11, 12],
        [2, "Kết nạp", 1, 1, 1],
        [3, "Chuyển đến", 0, 0, 1],
        [4, "Xóa tên", 0, 0, 1],
    ]
    tables = clean(grid)
    assert tables["membership"].empty
    assert "sheet_unrecognised" in set(tables["findings"]["rule"])


def _by_cell(tables: dict[str, pd.DataFrame], milestone: str) -> list[tuple[str, ...]]:
    """Status, planned and actual day of each row of a milestone."""
    rows = tables["progress"][tables["progress"]["milestone"] == milestone]
    return [
        (str(status), *(f"{day:%d/%m}" if pd.notna(day) else "" for day in days))
        for status, *days in rows[["status", "planned_to", "actual_to"]].itertuples(index=False)
    ]


THREE = ["Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng", "Chi bộ Công ty Cao su"]


def _under(parent: str, leaves: list[str], *rows: Sequence[object]) -> Grid:
    """The same with the milestone's name over its columns."""
    above = ["TT", "Tên TCCSĐ", parent, *[None] * (len(leaves) - 1)]
    body = [[n, THREE[n - 1], *row] for n, row in enumerate(rows, start=1)]
    return [*BANNER, above, [None, None, *leaves], *body]  # type: ignore[list-item]


def test_crosses_under_done_doing_and_not_yet_are_told_apart(clean) -> None:  # type: ignore[no-untyped-def]
    leaves = ["Đã xong", "Đang làm", "Chưa"]
    tables = clean(_under("Dự thảo văn kiện", leaves, ["x"], [None, "x"], ["-", None, "x"]))
    read = [status for status, *_ in _by_cell(tables, "documents_drafted")]
    assert read == ["done", "in_progress", "not_started"]
    assert tables["progress"]["source_cell"].tolist() == ["C6", "D7", "C8"]


def test_two_crosses_for_one_milestone_are_refused(clean) -> None:  # type: ignore[no-untyped-def]
    tables = clean(_under("Quy hoạch cấp ủy", ["Đã", "Chưa"], ["x", "x"], ["x"], [None, "x"]))
    assert [status for status, *_ in _by_cell(tables, "personnel_planning")] == ["done", "not_started"]
    told = tables["findings"][tables["findings"]["rule"] == "marked_twice"]
    assert told["source_cell"].tolist() == ["D6"]


def test_a_lone_column_of_those_not_yet_done_is_never_read_as_done(clean) -> None:  # type: ignore[no-untyped-def]
    grid: Grid = [
        *BANNER,
        ["TT", "Tên TCCSĐ", "Chưa hoàn thành quy hoạch cấp ủy", "Dự kiến duyệt hồ sơ"],
        [1, THREE[0], "x", "1/4/2025"],
        [2, THREE[1], None, "5/5/2025"],
    ]
    tables = clean(grid)
    assert _by_cell(tables, "personnel_planning") == [("not_started", "", "")]
    assert _by_cell(tables, "dossier_approved") == [
        ("not_started", "01/04", ""),
        ("not_started", "05/05", ""),
    ]


def test_plan_and_deed_of_a_milestone_stand_side_by_side(clean) -> None:  # type: ignore[no-untyped-def]
    rows: list[list[object]] = [["1/3/2025", "5/3/2025"], ["1/4/2025", None], [None, "x"]]
    tables = clean(_under("Duyệt hồ sơ đại hội", ["Kế hoạch", "Thực hiện"], *rows))
    assert _by_cell(tables, "dossier_approved") == [
        ("done", "01/03", "05/03"), ("not_started", "01/04", ""), ("done", "", ""),
    ]  # fmt: skip


def test_one_column_of_plans_and_deeds_is_told_apart_by_the_days_alone(clean) -> None:  # type: ignore[no-untyped-def]
    heading = "Ngày ĐH (dự kiến hoặc đã tổ chức)"
    rows: Grid = [[1, THREE[0], "12/4/2025"], [2, THREE[1], "20/6/2025"], [3, THREE[2], "Tháng 5/2025"]]
    tables = clean([*BANNER, ["TT", "Tên TCCSĐ", heading], *rows])
    assert _by_cell(tables, "congress_held") == [
        ("done", "", "12/04"), ("not_started", "20/06", ""), ("not_started", "31/05", ""),
    ]  # fmt: skip
    assert "date_after_as_of" not in set(tables["findings"]["rule"])


def test_a_note_that_the_results_are_on_their_way_leaves_a_blank_cell_open(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Ngày đại hội", "Ngày QĐ chuẩn y", "Ghi chú"]
    rows: Grid = [
        [1, THREE[0], "10/4/2025", "22/4/2025", "Đang gửi quyết định chuẩn y"],
        [2, THREE[1], None, None, "Chờ sắp xếp"],
        [3, THREE[2], "12/4/2025", None, "Đang thẩm định chuẩn y"],
    ]
    tables = clean([*BANNER, head, *rows])
    assert _by_cell(tables, "results_approved") == [("done", "", "22/04"), ("not_started", "", "")]
    told = tables["findings"][tables["findings"]["rule"] == "status_unreadable"]
    assert told["source_cell"].tolist() == ["E7"]


def test_how_much_of_the_documents_is_done_is_a_state(clean) -> None:  # type: ignore[no-untyped-def]
    rows: Grid = [[1, THREE[0], 1.0], [2, THREE[1], 0.9], [3, THREE[2], 0.0]]
    tables = clean([*BANNER, ["TT", "Tên TCCSĐ", "Mức độ hoàn thành dự thảo văn kiện"], *rows])
    assert [row[0] for row in _by_cell(tables, "documents_drafted")] == ["done", "in_progress", "not_started"]


def test_the_day_of_a_congress_follows_its_result(clean) -> None:  # type: ignore[no-untyped-def]
    rows: list[list[object]] = [
        ["12/4/2025", "Đã tổ chức"],
        ["20/5/2025", "Chưa tổ chức"],
        ["22/5/2025", None],
    ]
    tables = clean(_under("Đại hội", ["Thời gian", "Kết quả"], *rows))
    assert _by_cell(tables, "congress_held") == [
        ("done", "", "12/04"), ("not_started", "20/05", ""), ("not_started", "22/05", ""),
    ]  # fmt: skip


def test_a_number_of_a_decision_is_a_deed(clean) -> None:  # type: ignore[no-untyped-def]
    rows: list[list[object]] = [["12-KL/ĐUK", "5/3/2025"], ["13", None], [None, None]]
    tables = clean(_under("Kết luận tiêu chuẩn chính trị", ["Số KL", "Ngày"], *rows))
    assert _by_cell(tables, "political_standards") == [
        ("done", "", "05/03"), ("done", "", ""), ("not_started", "", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("DANH SÁCH TCCSĐ ĐÃ TỔ CHỨC ĐẠI HỘI", "done"),
        ("DANH SÁCH TCCSĐ CHƯA TỔ CHỨC ĐẠI HỘI", "not_started"),
        ("LỊCH TỔ CHỨC ĐẠI HỘI CÁC TCCSĐ", "not_started"),
    ],
)
@pytest.mark.parametrize("heading", ["Thời gian", "Ngày tổ chức"])
def test_a_title_says_what_its_days_mean(clean, title: str, status: str, heading: str) -> None:  # type: ignore[no-untyped-def]
    grid: Grid = [
        [title], ["Tính đến ngày 15/5/2025"], [], ["TT", "Tên TCCSĐ", heading, "Địa điểm"],
        [1, THREE[0], "12/4/2025", "hội trường"], [2, THREE[1], "10/4/2025", "hội trường"],
    ]  # fmt: skip
    read = _by_cell(clean(grid), "congress_held")
    assert [row[0] for row in read] == [status] * 2
    assert [row[2 if status == "done" else 1] for row in read] == ["12/04", "10/04"]


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


def test_rows_of_figures_below_the_notes_are_told(clean) -> None:  # type: ignore[no-untyped-def]
    head = ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy"]
    below: Grid = [
        [None, "Ghi chú: còn các đơn vị sau"], [], [None, "Chi bộ Sở Xây dựng", "x", "5/5/2025", 3],
        [None, "Chi bộ Công ty Cao su", "x", "6/5/2025", 4],
    ]  # fmt: skip
    tables = clean([*BANNER, head, [1, "Đảng bộ Sở Y tế", "x"], [], *below])
    rows = len(tables["progress"]) + tables["findings"]["rule"].isin(["table_unrecognised"]).sum()
    assert rows > 1


def test_a_second_table_whose_headings_only_look_merged_is_found(clean) -> None:  # type: ignore[no-untyped-def]
    head: Grid = [["Tổ chức đảng", "Tiến độ thực hiện", None], [None, "Quy hoạch cấp ủy", "Văn kiện"]]
    second: Grid = [[], ["BIỂU 2: CÁC ĐƠN VỊ CÒN LẠI"], *head, ["Chi bộ Sở Xây dựng", "x", "5/5/2025"]]
    tables = clean([*BANNER, *head, ["Đảng bộ Sở Y tế", "x", "chưa"], *second])
    assert set(tables["progress"]["organisation"]) == {"Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"}
