"""Answers that stand where something else was expected: below a banner, among plans, without their total."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Tables = dict[str, pd.DataFrame]
Clean = Callable[..., Tables]
BANNER: Grid = [["TÌNH HÌNH CHUẨN BỊ ĐẠI HỘI"], ["Tính đến ngày 2/4/2025"], []]
HEALTH, BUILDING = "Đảng bộ Sở Y tế", "Chi bộ Sở Xây dựng"
HOSPITAL, RUBBER = "Đảng bộ Bệnh viện Đa khoa tỉnh", "Chi bộ Công ty Cao su"


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    """Cleans sheets beside the usual register."""

    def run(*rows: Grid, register: Grid = REGISTER) -> Tables:
        write_workbook("raw/danh sach.xlsx", A=register)
        write_workbook("raw/bieu.xlsx", Biểu=[row for part in rows for row in part])
        return clean_folder(tmp_path / "raw", plan)

    return run


def _said(tables: Tables, milestone: str, *columns: str) -> dict[str, tuple[str, ...]]:
    rows = tables["progress"][tables["progress"]["milestone"] == milestone]
    return {
        row["organisation"]: tuple(
            "" if pd.isna(row[column]) else str(row[column]).removesuffix(" 00:00:00") for column in columns
        )
        for row in rows.to_dict("records")
    }


HEAD = ["Tổ chức cơ sở đảng", "Quy hoạch cấp ủy", "Tiêu chuẩn chính trị", "Thẩm định hồ sơ", "Lịch đại hội"]


def test_the_first_row_below_the_banner_of_a_section_is_no_heading(clean: Clean) -> None:
    tables = clean(
        BANNER,
        [
            HEAD,
            ["CƠ QUAN HÀNH CHÍNH"],
            [HEALTH, "Đã phê duyệt", "Đã có kết luận", "Đã thẩm định, phê duyệt", "Đã ĐH 04/3/2025"],
            [BUILDING, "Đã phê duyệt", "Đã có kết luận", "Chưa gửi hồ sơ", "25/6/2025"],
            ["DOANH NGHIỆP"],
            [HOSPITAL, "Đã phê duyệt", "Đã có kết luận", "Chưa", "Trong tháng 5/2025"],
            [RUBBER, "Đang làm", "Chưa", "Chưa", "Đầu tháng 5/2025"],
        ],
    )
    assert _said(tables, "dossier_approved", "status") == {
        HEALTH: ("done",), BUILDING: ("not_started",), HOSPITAL: ("not_started",), RUBBER: ("not_started",)
    }  # fmt: skip
    assert _said(tables, "congress_held", "status", "planned_from")[BUILDING] == ("not_started", "2025-06-25")
    assert not set(tables["findings"]["rule"]) & {"heading_twice", "heading_unused"}


def test_tables_of_the_same_headings_one_below_the_other_stay_two(clean: Clean) -> None:
    head = ["Tổ chức cơ sở đảng", "Quy hoạch cấp ủy", "Tiêu chuẩn chính trị"]
    tables = clean(
        BANNER,
        [
            ["Các đảng bộ"],
            [*head, "Văn kiện"],
            [HEALTH, "Đã phê duyệt", "Đã có kết luận", "Xong"],
            [HOSPITAL, "Đã phê duyệt", "Đã có kết luận", "Chưa"],
            ["Các chi bộ"],
            [*head, "Duyệt đại hội"],
            [BUILDING, "Đã phê duyệt", "Đã có kết luận", "Chưa"],
            [RUBBER, "Đã phê duyệt", "Đã có kết luận", "Xong"],
        ],
    )
    assert _said(tables, "documents_drafted", "status") == {HEALTH: ("done",), HOSPITAL: ("not_started",)}
    assert _said(tables, "dossier_approved", "status") == {BUILDING: ("not_started",), RUBBER: ("done",)}


def test_a_congress_told_as_held_among_plans_is_held(clean: Clean) -> None:
    days = {HEALTH: "Đã ĐH 04/3/2025", BUILDING: "25/4/2025", HOSPITAL: "Đã có lịch 16/3/2025"}
    tables = clean(BANNER, [["Tổ chức cơ sở đảng", "Lịch đại hội"], *([*row] for row in days.items())])
    assert _said(tables, "congress_held", "status", "planned_to", "actual_to") == {
        HEALTH: ("done", "", "2025-03-04"),
        BUILDING: ("not_started", "2025-04-25", ""),
        HOSPITAL: ("not_started", "2025-03-16", ""),
    }


def test_sub_cells_that_are_left_of_an_unknown_number_are_refused(clean: Clean) -> None:
    rows = [["Tổ chức cơ sở đảng", "Đại hội chi bộ trực thuộc"], [HEALTH, "Còn 2 chi bộ"], [HOSPITAL, "8/8"]]
    tables = clean(BANNER, rows)
    assert _said(tables, "subcell_congresses", "held", "required") == {HOSPITAL: ("8", "8")}
    assert "count_unreadable" in set(tables["findings"]["rule"])


def test_the_structure_below_the_closing_count_is_that_of_all(clean: Clean) -> None:
    tables = clean(
        [["CƠ CẤU ĐẢNG VIÊN"], ["Tính đến ngày 30/6/2025"], []],
        [
            ["TT", "Tổ chức cơ sở đảng", "Đầu kỳ", None, "Cơ cấu đảng viên cuối kỳ", None],
            [None, None, "Tổng số", "Nữ", "Chính thức", "Nữ"],
            [1, HEALTH, 86, 30, 84, 31],
            [2, BUILDING, 9, 2, 9, 3],
        ],
    )
    counts = tables["membership"].query(f"organisation == '{HEALTH}'")
    found = dict(zip(counts["measure"], counts["count"], strict=True))
    assert found == {"opening": 86, "full": 84, "women": 31}


@pytest.mark.parametrize(("dossier", "expected"), [("không áp dụng", ("not_applicable",)), ("chưa", None)])
def test_no_congress_among_plans_is_not_applicable_where_the_row_says_so(
    clean: Clean, dossier: str, expected: tuple[str] | None
) -> None:
    rows = [["TT", "Đơn vị", "Duyệt đại hội", "Lịch đại hội"], [1, HEALTH, dossier, "Không tổ chức"]]
    tables = clean(BANNER, rows)
    assert _said(tables, "congress_held", "status").get(HEALTH) == expected
    assert ("status_unreadable" in set(tables["findings"]["rule"])) == (expected is None)


def test_who_typed_each_row_makes_no_examples_of_them_all(clean: Clean) -> None:
    names = [HEALTH, BUILDING, HOSPITAL, RUBBER]
    head = ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Văn kiện", "Người nhập"]
    tables = clean(BANNER, [head, *([i, name, "rồi", "rồi", "Mẫu 02"] for i, name in enumerate(names, 1))])
    assert set(_said(tables, "personnel_planning", "status")) == set(names)


def test_examples_that_say_so_stay_examples_however_many(clean: Clean) -> None:
    head = ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Văn kiện"]
    rows = [[f"Ví dụ {i}", name, "x", "x"] for i, name in enumerate([HEALTH, BUILDING, HOSPITAL, RUBBER], 1)]
    tables = clean(BANNER, [head, *rows, [1, HEALTH, "x", "chưa"], [2, BUILDING, "x", "chưa"]])
    assert list(tables["findings"]["rule"]).count("example_left") == 4


def test_a_remark_between_the_rows_is_a_note_and_opens_no_section(clean: Clean) -> None:
    tables = clean(
        BANNER,
        [
            ["TT", "Đơn vị", "Quy hoạch cấp ủy", "Văn kiện"],
            [1, HEALTH, "rồi", "rồi"],
            [None, "Ghi chú: Sở Y tế chờ phương án sắp xếp các doanh nghiệp."],
            [2, BUILDING, "rồi", "rồi"],
            [None, "(Sở Xây dựng: số liệu do đơn vị tự báo)"],
            [3, RUBBER, "rồi", "chưa"],
        ],
    )
    account = tables["sources"].query("source_file == 'bieu.xlsx'").iloc[0]
    assert (account["cells_note"], account["cells_group"], account["cells_data"]) == (2, 0, 12)


def test_the_opening_day_is_the_day_of_the_congress_and_a_review_meeting_approves(clean: Clean) -> None:
    tables = clean(
        BANNER,
        [["1. Đảng bộ cơ sở"]],
        [["TT", "Đảng bộ", "Ngày họp duyệt", "Ngày khai mạc (dự kiến)", "Ngày khai mạc (thực tế)"]],
        [[1, HEALTH.removeprefix("Đảng bộ "), "12/2/2025", "20/3/2025", "21/3/2025"]],
        [[], ["2. Chi bộ cơ sở"], ["TT", "Chi bộ", "Ngày họp duyệt", "Đại hội", None]],
        [
            [None, None, None, "Dự kiến", "Đã họp"],
            [1, BUILDING.removeprefix("Chi bộ "), "đang xem", "5/4/2025"],
        ],
        register=[
            [*REGISTER[2], "ĐB/CB"],
            [1, "Sở Y tế", "Hành chính", 3, 86, None, "ĐB"],
            [2, "Sở Xây dựng", "Hành chính", None, 9, None, "CB"],
        ],
    )
    assert _said(tables, "dossier_approved", "status", "actual_to") == {
        "Sở Y tế": ("done", "2025-02-12"), "Sở Xây dựng": ("in_progress", "")
    }  # fmt: skip
    assert _said(tables, "congress_held", "status", "planned_to", "actual_to") == {
        "Sở Y tế": ("done", "2025-03-20", "2025-03-21"), "Sở Xây dựng": ("not_started", "2025-04-05", "")
    }  # fmt: skip


def test_rows_named_by_a_type_carry_the_sums_of_those_below(clean: Clean) -> None:
    tables = clean(
        [["Biến động đảng viên đến ngày 30/6/2025"], []],
        [
            ["Đơn vị", "Đầu kỳ", "Kết nạp", "Chuyển đi", "Cuối kỳ"],
            ["Hành chính", 95, 2, 1, 96],
            [HEALTH, 86, 2, 1, 87],
            [BUILDING, 9, 0, 0, 9],
            ["Doanh nghiệp", 10, 1, 0, 11],
            [RUBBER, 10, 1, 0, 11],
        ],
    )
    assert list(tables["membership"].query("measure == 'closing'")["count"]) == [87, 9, 11]
    assert not set(tables["findings"]["rule"]) & {"name_unknown", "printed_total_differs"}


def test_counts_before_the_names_are_no_numbering(clean: Clean) -> None:
    register: Grid = [
        ["Danh sách TCCSĐ"],
        [],
        ["Chi bộ trực thuộc", "Đảng viên", "Tên cơ sở đảng"],
        [8, 96, "KHU VỰC HÀNH CHÍNH"],
        [8, 86, HEALTH],
        [None, 10, BUILDING],
        [5, 120, "KHU VỰC SỰ NGHIỆP"],
        [5, 120, HOSPITAL],
        [3, 11, "KHU VỰC DOANH NGHIỆP"],
        [3, 11, RUBBER.replace("Chi", "Đảng")],
        [16, 227, "TẤT CẢ"],
    ]
    organisations = clean(register=register)["organisations"]
    assert dict(zip(organisations["organisation"], organisations["organisation_type"], strict=True)) == {
        HEALTH: "administrative",
        BUILDING: "administrative",
        HOSPITAL: "public_service",
        RUBBER.replace("Chi", "Đảng"): "enterprise",
    }


def test_kh_and_th_are_the_plan_and_the_deed(clean: Clean) -> None:
    tables = clean(
        BANNER,
        [
            ["Tổ chức cơ sở đảng", "Đại hội các chi bộ trực thuộc", None, "Đại hội cơ sở", None],
            [None, "Tổng", "TH", "KH", "TH"],
            [HEALTH, 8, 8, "20/3/2025", "25/3/2025"],
            [HOSPITAL, 5, 2, "14/5/2025", None],
        ],
    )
    assert _said(tables, "congress_held", "status", "planned_from", "actual_from") == {
        HEALTH: ("done", "2025-03-20", "2025-03-25"),
        HOSPITAL: ("not_started", "2025-05-14", ""),
    }
    assert _said(tables, "subcell_congresses", "held", "required") == {
        HEALTH: ("8", "8"),
        HOSPITAL: ("2", "5"),
    }


def test_two_days_side_by_side_are_two_reports(clean: Clean) -> None:
    tables = clean(
        [["ĐỐI CHIẾU TÌNH HÌNH CHUẨN BỊ ĐẠI HỘI GIỮA HAI KỲ"], []],
        [
            ["Tổ chức đảng", "Đến ngày 31/3/2025", None, None, "Đến ngày 15/4/2025", None, None],
            [
                None,
                "Văn kiện",
                "Chi bộ trực thuộc đã ĐH / tổng số",
                "Ngày đại hội",
                "Văn kiện",
                "Chi bộ trực thuộc đã ĐH / tổng số",
                "Ngày đại hội",
            ],
            [HEALTH, "Đã xong", "6/8", "10/4/2025", "Đã xong", "8/8", "10/4/2025"],
            [BUILDING, "Chưa", None, "20/5/2025", "Đang viết", None, "22/5/2025"],
        ],
    )
    congress = tables["progress"].query("milestone == 'congress_held'")
    said = [(str(row.as_of)[:10], row.organisation, row.status) for row in congress.itertuples()]
    assert sorted(said) == [
        ("2025-03-31", BUILDING, "not_started"),
        ("2025-03-31", HEALTH, "not_started"),
        ("2025-04-15", BUILDING, "not_started"),
        ("2025-04-15", HEALTH, "done"),
    ]
    cells = tables["progress"].query("milestone == 'subcell_congresses'")
    assert sorted(zip(cells["as_of"].astype(str).str[:10], cells["held"], strict=True)) == [
        ("2025-03-31", 6),
        ("2025-04-15", 8),
    ]


GROUPED = [
    "Tên tổ chức đảng",
    "Nhân sự (quy hoạch cấp ủy, tiêu chuẩn chính trị)",
    "Tổ chức đại hội (ĐH chi bộ trực thuộc, duyệt ĐH, ĐH cơ sở)",
]


def test_a_column_for_a_group_of_milestones_tells_of_each_by_its_name(clean: Clean) -> None:
    planned = "Đã rà soát, bổ sung quy hoạch (QĐ phê duyệt số 11-QĐ/ĐUK ngày 20/12/2024)."
    tables = clean(
        BANNER,
        [
            GROUPED,
            [
                HEALTH,
                f"{planned} Đã có kết luận tiêu chuẩn chính trị (TB số 3-TB/ĐUK ngày 14/02/2025).",
                "- ĐH chi bộ trực thuộc: 2/3.\n"
                "- Duyệt ĐH: đã trình hồ sơ (TTr số 4-TTr/ĐU ngày 28/3/2025), chờ duyệt.\n"
                "- ĐH đảng bộ: dự kiến ngày 08-09/5/2025.",
            ],
            [
                BUILDING,
                f"{planned} Chưa đề nghị kết luận tiêu chuẩn chính trị.",
                "- Duyệt ĐH: đã duyệt ngày 10/3/2025.\n"
                "- ĐH chi bộ: đã tổ chức ngày 20/3/2025 (BC số 09-BC/CB ngày 24/3/2025).",
            ],
            [HOSPITAL, f"{planned} Tiêu chuẩn chính trị: đang thẩm định.", "- Duyệt ĐH: chưa."],
            [RUBBER, "Chưa", "Không tổ chức đại hội."],
        ],
    )
    columns = ("status", "planned_from", "actual_from")
    day = "2024-12-20"
    assert _said(tables, "personnel_planning", *columns) == {
        HEALTH: ("done", "", day), BUILDING: ("done", "", day), HOSPITAL: ("done", "", day),
        RUBBER: ("not_started", "", ""),
    }  # fmt: skip
    assert [one[0] for one in _said(tables, "political_standards", *columns).values()] == [
        "done", "not_started", "in_progress", "not_started"
    ]  # fmt: skip
    assert _said(tables, "subcell_congresses", "held", "required") == {HEALTH: ("2", "3")}
    assert _said(tables, "dossier_approved", *columns) == {
        HEALTH: ("in_progress", "", ""), BUILDING: ("done", "", "2025-03-10"),
        HOSPITAL: ("not_started", "", ""), RUBBER: ("not_applicable", "", ""),
    }  # fmt: skip
    assert _said(tables, "congress_held", *columns) == {
        HEALTH: ("not_started", "2025-05-08", ""), BUILDING: ("done", "", "2025-03-20"),
        RUBBER: ("not_applicable", "", ""),
    }  # fmt: skip
    refused = tables["findings"].query("severity == 'error'")
    assert set(refused["organisation"]) == {HOSPITAL}  # its congress and those of its cells are left out


def test_a_committees_congress_of_a_cell_in_a_group_is_not_its_own(clean: Clean) -> None:
    rows = [
        [*GROUPED[:1], "Đại hội (chi bộ trực thuộc, duyệt ĐH, ĐH cơ sở)"],
        [HEALTH, "- ĐH chi bộ trực thuộc: 3/3. - Duyệt ĐH: chưa. - ĐH: dự kiến 20/5/2025."],
        [HOSPITAL, "- Duyệt ĐH: đã duyệt ngày 10/3/2025. - ĐH chi bộ: đã tổ chức ngày 20/3/2025."],
    ]
    tables = clean(BANNER, rows)
    assert _said(tables, "congress_held", "status", "planned_to") == {HEALTH: ("not_started", "2025-05-20")}
    assert _said(tables, "subcell_congresses", "held", "required") == {HEALTH: ("3", "3")}


def test_a_statement_that_names_no_milestone_of_the_group_is_not_taken_for_both(clean: Clean) -> None:
    rows = [
        [*GROUPED[:1], "Đại hội (duyệt ĐH, ĐH cơ sở)"],
        [HEALTH, "- Duyệt ĐH: đã duyệt ngày 10/3/2025. - ĐH đảng bộ: đã tổ chức ngày 20/3/2025."],
        [HOSPITAL, "- Duyệt ĐH: chưa. - ĐH đảng bộ: dự kiến 20/5/2025."],
        [BUILDING, "Đã tổ chức ngày 21/3/2025"],
    ]
    tables = clean(BANNER, rows)
    assert _said(tables, "congress_held", "actual_to")[BUILDING] == ("2025-03-21",)
    assert BUILDING not in _said(tables, "dossier_approved", "status")


@pytest.mark.parametrize(
    ("said", "milestone", "expected"),
    [
        (
            "Đang dự thảo Báo cáo kiểm điểm; Báo cáo chính trị chưa có.",
            "documents_drafted",
            ("in_progress", ""),
        ),
        ("Đã tổ chức ngày 20/3/2025 (BC số 9-BC/ĐU ngày 24/3/2025)", "congress_held", ("done", "2025-03-20")),
        ("Đã tổ chức (QĐ chuẩn y số 9-QĐ/ĐU ngày 24/3/2025)", "congress_held", ("done", "")),
        ("Đã phê duyệt (QĐ số 9-QĐ/ĐU ngày 24/3/2025)", "personnel_planning", ("done", "2025-03-24")),
    ],
)
def test_the_day_of_a_paper_is_the_milestones_only_where_the_paper_is_the_deed(
    clean: Clean, said: str, milestone: str, expected: tuple[str, ...]
) -> None:
    heads = {"documents_drafted": "Văn kiện", "congress_held": "Đại hội", "personnel_planning": "Quy hoạch"}
    tables = clean(BANNER, [["TT", "Đơn vị", heads[milestone]], [1, HEALTH, said]])
    assert _said(tables, milestone, "status", "actual_to") == {HEALTH: expected}


@pytest.mark.parametrize("said", ["Công ty CP", "Công ty TNHH MTV", "Tổng công ty"])
def test_a_legal_form_of_companies_is_the_type_of_enterprises(clean: Clean, said: str) -> None:
    tables = clean([], register=[*REGISTER[:-1], [4, RUBBER, said, None, 10]])
    types = tables["organisations"].set_index("organisation")["organisation_type"]
    assert types[RUBBER] == "enterprise"


def test_a_task_that_ended_in_papers_is_done_on_the_day_of_their_issue(clean: Clean) -> None:
    head = ["TT", "Nhiệm vụ", "Đơn vị thực hiện", "Thời hạn", "Kết quả thực hiện"]
    said = "Đã ban hành ngày 10/3/2025 (các QĐ số 101, 102, 103-QĐ/ĐUK)"
    rows = [head, [1, "Thành lập các tiểu ban", "Ban Tổ chức", "15/3/2025", said]]
    tables = clean([["NHIỆM VỤ CHUẨN BỊ ĐẠI HỘI ĐẢNG BỘ KHỐI (đến 2/4/2025)"], []], rows)
    found = tables["tasks"].iloc[0]
    assert (found["status"], str(found["done_to"])[:10]) == ("done", "2025-03-10")
