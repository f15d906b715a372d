"""Progress reports, from the workbook's cells to the rows of the table."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.cells import Value
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

HEADING = [
    "TT", "Tên TCCSĐ", "Quy hoạch", "Kết luận TCCT", "Văn kiện", "Duyệt hồ sơ",
    "ĐH chi bộ trực thuộc (đã/tổng)", "Dự kiến ĐH", "Đã ĐH ngày", "Ghi chú",
]  # fmt: skip
FIELDS = [
    "personnel_planning", "political_standards", "documents_drafted", "dossier_approved",
    "subcell_congresses", "congress_held",
]  # fmt: skip


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Any:
    """Cleans a report with the given rows beside the register."""

    def run(*rows: list[Value], banner: str = "Tính đến ngày 15/5/2025") -> dict[str, pd.DataFrame]:
        write_workbook("danh sach.xlsx", DS=REGISTER)
        write_workbook("bao cao.xlsx", BC=[["BÁO CÁO TIẾN ĐỘ"], [banner], HEADING, *rows])
        return clean_folder(tmp_path, plan)

    return run


def only(tables: dict[str, pd.DataFrame], milestone: str) -> dict[str, Any]:
    progress = tables["progress"]
    rows = progress[progress["milestone"] == milestone]
    assert len(rows) == 1
    return {str(k): v for k, v in rows.iloc[0].to_dict().items()}


def rules(tables: dict[str, pd.DataFrame]) -> list[str]:
    return sorted(set(tables["findings"]["rule"]) - {"organisation_missing"})


@pytest.mark.parametrize(
    ("cell", "status", "actual"),
    [
        (None, "not_started", None),
        ("x", "done", None),
        ("X", "done", None),
        ("✓", "done", None),
        ("Xong", "done", None),
        ("Đã hoàn thành", "done", None),
        ("rồi", "done", None),
        ("có", "done", None),
        ("15/4/2025", "done", date(2025, 4, 15)),
        (date(2025, 4, 15), "done", date(2025, 4, 15)),
        ("Xong 20/12/2024", "done", date(2024, 12, 20)),
        ("đã duyệt ngày 3/4/2025", "done", date(2025, 4, 3)),
        ("đang làm", "in_progress", None),
        ("Đang duyệt", "in_progress", None),
        ("Đang hoàn thiện, chưa trình", "in_progress", None),
        ("Đã HT", "done", None),
        ("HT 3/4/2025", "done", date(2025, 4, 3)),
        ("1%", "in_progress", None),
        ("X¹", "done", None),
        ("Chưa TH", "not_started", None),
        ("Đã có KL số 15 ngày 25/3/2025", "done", date(2025, 3, 25)),
        ("20÷21/3/2025", "done", date(2025, 3, 21)),
        ("chưa", "not_started", None),
        ("-", "not_started", None),
        ("không", "not_started", None),
        ("chưa xong", "not_started", None),
        ("không hoàn thành", "not_started", None),
        ("Chưa duyệt", "not_started", None),
        ("không áp dụng", "not_applicable", None),
    ],
)
def test_a_milestone_cell_says_what_a_careful_person_reads(
    clean: Any, cell: Value, status: str, actual: date | None
) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", cell])
    row = only(tables, "dossier_approved")
    assert row["status"] == status
    assert row["actual_to"] is pd.NaT if actual is None else row["actual_to"].date() == actual
    assert rules(tables) == []


@pytest.mark.parametrize(
    "cell",
    [
        "???", "120%", "xem kèm", "12", 7, "hoàn thành?", "31/4/2025", "5/13/2025", "chưa rõ", "chưa biết",
        "31/3 hoặc 2/4/2025",
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_refused_and_the_rest_counts(clean: Any, cell: Value) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", cell])
    assert "dossier_approved" not in set(tables["progress"]["milestone"])
    assert only(tables, "documents_drafted")["status"] == "done"
    finding = tables["findings"].query("severity == 'error'").iloc[0]
    assert (finding["source_file"], finding["source_sheet"], finding["source_cell"]) == (
        "bao cao.xlsx",
        "BC",
        "F4",
    )
    assert finding["raw_value"] == str(cell)


def test_a_date_after_the_reports_own_is_a_plan(clean: Any) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", "x", None, "1/6/2025", "20/6/2025"])
    row = only(tables, "congress_held")
    assert (row["status"], row["planned_to"].date(), row["actual_to"]) == (
        "not_started",
        date(2025, 6, 20),
        pd.NaT,
    )
    assert rules(tables) == ["date_after_as_of"]


def test_a_planned_date_alone_is_not_started(clean: Any) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", "x", None, "tháng 6/2025"])
    row = only(tables, "congress_held")
    assert row["status"] == "not_started"
    assert (row["planned_from"].date(), row["planned_to"].date()) == (date(2025, 6, 1), date(2025, 6, 30))


@pytest.mark.parametrize(
    ("cell", "status", "held", "required"),
    [
        ("3/3", "done", 3, 3),
        ("1/3", "in_progress", 1, 3),
        ("0/3", "not_started", 0, 3),
        (None, "not_started", None, None),
    ],
)
def test_sub_cells_are_done_when_all_have_held(
    clean: Any, cell: Value, status: str, held: int | None, required: int | None
) -> None:
    row = only(clean([1, "Đảng bộ Sở Y tế", "x", "x", "x", "x", cell]), "subcell_congresses")
    assert row["status"] == status
    assert [None if pd.isna(row[name]) else row[name] for name in ("held", "required")] == [held, required]


def test_a_cell_has_no_sub_cells(clean: Any) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", "x", "2/3"])
    assert "subcell_congresses" not in set(tables["progress"]["milestone"])
    assert rules(tables) == ["subcells_of_a_cell"]


def test_a_fraction_that_excel_turned_into_a_date_is_refused_with_the_likely_reading(clean: Any) -> None:
    tables = clean([1, "Đảng bộ Sở Y tế", "x", "x", "x", "x", date(2025, 3, 2)])
    finding = tables["findings"].query("rule == 'count_is_date'").iloc[0]
    assert "«2/3»" in finding["message"]
    assert "subcell_congresses" not in set(tables["progress"]["milestone"])


def test_more_held_than_required_is_refused(clean: Any) -> None:
    tables = clean([1, "Đảng bộ Sở Y tế", "x", "x", "x", "x", "4/3"])
    assert rules(tables) == ["more_held_than_required"]


def test_another_number_of_sub_cells_than_the_registers_is_told(clean: Any) -> None:
    tables = clean([1, "Đảng bộ Sở Y tế", "x", "x", "x", "x", "2/5"])
    assert rules(tables) == ["subcells_differ"]
    assert only(tables, "subcell_congresses")["required"] == 5


@pytest.mark.parametrize(
    ("note", "refused"),
    [
        ("Đã tổ chức đại hội điểm", True),
        ("đã ĐH ngày 3/2", True),
        ("Chưa đại hội", False),
        ("Đã đại hội các chi bộ trực thuộc", False),
        ("Bí thư đi học", False),
    ],
)
def test_a_note_that_says_held_beside_a_blank_is_refused(clean: Any, note: str, refused: bool) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", "x", None, "2/1/2025", None, note])
    assert (rules(tables) == ["note_says_held"]) is refused
    assert ("congress_held" in set(tables["progress"]["milestone"])) is not refused


def test_held_while_the_dossier_is_still_being_approved_is_told(clean: Any) -> None:
    tables = clean([1, "Chi bộ Sở Xây dựng", "x", "x", "x", "đang duyệt", None, None, "2/5/2025"])
    assert rules(tables) == ["before_prerequisite"]
    assert only(tables, "congress_held")["status"] == "done"


@pytest.mark.parametrize(
    "name",
    [
        "Đảng bộ Sở Y tế",
        "ĐB Sở Y tế",
        "Đảng uỷ Sở Y tế",
        "Sở Y Tế",
        "  đảng bộ  sở y tế ",
        "Đảng bộ Sở Y tế (*)",
        "Ðảng bộ Sở Y tế",
    ],
)
def test_a_name_is_matched_exactly_after_normalising(clean: Any, name: str) -> None:
    tables = clean([1, name, "x"])
    assert set(tables["progress"]["organisation"]) == {"Đảng bộ Sở Y tế"}
    assert rules(tables) == []


@pytest.mark.parametrize(
    ("name", "suggested"), [("Đảng bộ Sở Y tê", "Đảng bộ Sở Y tế"), ("Chi bộ Sở Y tế", "Đảng bộ Sở Y tế")]
)
def test_a_near_name_is_suggested_and_refused(clean: Any, name: str, suggested: str) -> None:
    tables = clean([1, name, "x", "x"], [2, "Chi bộ Sở Xây dựng", "x"])
    assert set(tables["progress"]["organisation"]) == {"Chi bộ Sở Xây dựng"}
    finding = tables["findings"].query("rule == 'name_unknown'").iloc[0]
    assert suggested in finding["message"]
    source = tables["sources"].set_index("source_file").loc["bao cao.xlsx"]
    assert (source["rows_kept"], source["rows_refused"], source["cells_refused"]) == (1, 1, 4)


def test_the_same_report_twice_counts_once(clean: Any, write_workbook: WriteWorkbook) -> None:
    rows: Grid = [["Tính đến ngày 15/5/2025"], HEADING, [1, "Chi bộ Sở Xây dựng", "x"]]
    write_workbook("lan 2.xlsx", BC=rows)
    tables = clean([1, "Chi bộ Sở Xây dựng", "x"])
    assert len(tables["progress"].query("milestone == 'personnel_planning'")) == 1
    assert "reported_twice" in rules(tables)


def test_two_reports_of_one_day_that_differ_are_refused_on_both_sides(
    clean: Any, write_workbook: WriteWorkbook
) -> None:
    write_workbook("lan 2.xlsx", BC=[["Tính đến ngày 15/5/2025"], HEADING, [1, "Chi bộ Sở Xây dựng", "chưa"]])
    tables = clean([1, "Chi bộ Sở Xây dựng", "x"])
    assert "personnel_planning" not in set(tables["progress"]["milestone"])
    conflict = tables["findings"].query("rule == 'reports_conflict'")
    assert sorted(conflict["source_cell"]) == ["C3", "C4"]


def test_a_printed_total_that_differs_is_told_and_the_rows_win(clean: Any) -> None:
    tables = clean(
        [1, "Đảng bộ Sở Y tế", "x", "x"], [2, "Chi bộ Sở Xây dựng", "x", "chưa"], [None, "Tổng cộng", 2, 2]
    )
    wrong = tables["findings"].query("rule == 'printed_total_differs'")
    assert list(wrong["source_cell"]) == ["D6"]
    assert list(wrong["used_value"]) == ["1"]


def test_who_is_left_out_of_a_report_is_told(clean: Any) -> None:
    tables = clean([1, "Đảng bộ Sở Y tế", "x"], [2, "Chi bộ Sở Xây dựng", "x"])
    missing = tables["findings"].query("rule == 'organisation_missing'")
    assert set(missing["organisation"]) == {"Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"}
