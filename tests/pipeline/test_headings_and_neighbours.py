"""What the columns beside a heading, the row and the notes settle: each claim is one habit of a clerk."""

from __future__ import annotations

import pytest
from tests.conftest import REGISTER, Grid
from tests.pipeline.conftest import Clean, Tables

from analysis.cells import Sheet
from analysis.clean.values import Mark, read_mark
from analysis.pipeline.legends import legend_of
from analysis.recognise.fields import field_of


def _counts(tables: Tables) -> dict[str, int]:
    """The counts of the first organisation of the register."""
    rows = tables["membership"].query("organisation == 'Đảng bộ Sở Y tế'")
    return dict(zip(rows["measure"], rows["count"], strict=True))


def test_names_of_persons_are_no_second_column_of_organisations(clean: Clean) -> None:
    persons = ["Tên bí thư", *(f"Trần Văn Mẫu {n}" for n in range(1, 5))]
    register = [*REGISTER[:2], *([*row[:5], name] for row, name in zip(REGISTER[2:], persons, strict=True))]
    done: Grid = [["Tính đến 5/5/2025"], ["TT", "Tên TCCSĐ", "Duyệt hồ sơ"], [1, "Đảng bộ Sở Y tế", "x"]]
    tables = clean(done, register)
    assert tables["organisations"]["organisation"].tolist() == [row[1] for row in REGISTER[3:]]
    assert "heading_twice" not in set(tables["findings"]["rule"])


@pytest.mark.parametrize(
    ("leaf", "measure"),
    [
        ("ĐH", "education_university"),
        ("Sau ĐH", "education_postgraduate"),
        ("Trên đại học", "education_postgraduate"),
        ("ĐH, sau ĐH", None),
        ("Đại học và trên đại học", None),
    ],
)
@pytest.mark.parametrize("above", ["Trình độ chuyên môn", "Học vấn"])
def test_postgraduates_are_no_graduates_however_short_the_heading(
    above: str, leaf: str, measure: str | None
) -> None:
    assert field_of("membership", (above, leaf)) == measure


def test_the_women_beside_the_opening_count_are_those_at_the_beginning(clean: Clean) -> None:
    headings = ["TT", "Tên TCCSĐ", "Số có đầu kỳ", "Trong đó nữ", "Kết nạp", "Chuyển đi", "Số có cuối kỳ"]
    row = [1, "Đảng bộ Sở Y tế", 86, 40, 3, 1, 88]
    told = clean([["ĐẢNG VIÊN ĐẾN 30/6/2025"], headings, row])
    assert "women" not in _counts(told)
    assert "Trong đó nữ" in told["findings"].query("rule == 'heading_unused'")["message"].str.cat()
    again = clean([["ĐẢNG VIÊN ĐẾN 30/6/2025"], [*headings, "Trong đó nữ"], [*row, 42]])
    assert _counts(again)["women"] == 42


def _congresses(tables: Tables) -> list[tuple[str, str]]:
    """The state and the last planned day of each congress."""
    rows = tables["progress"].query("milestone == 'congress_held'")
    days = rows["planned_to"].dt.strftime("%d/%m").fillna("")
    return sorted(zip(rows["status"], days, strict=True))


BOTH_FORMS: Grid = [
    ["TIẾN ĐỘ ĐẠI HỘI ĐẾN 5/5/2025"],
    ["TT", "Tên TCCSĐ", "Đại hội đại biểu/đảng viên", None, "Chuẩn y"],
    [None, None, "Dự kiến", "Đã ĐH ngày", None],
    [1, "Đảng bộ Sở Y tế", "24/4/2025", "25/4/2025", "chưa"],
    [2, "Chi bộ Sở Xây dựng", "20/6/2025", None, None],
]


def test_a_heading_that_says_whose_congress_it_is_means_the_congress(clean: Clean) -> None:
    assert _congresses(clean(BOTH_FORMS)) == [("done", "24/04"), ("not_started", "20/06")]


def test_crosses_under_the_two_forms_of_a_congress_do_not_say_that_it_was_held(clean: Clean) -> None:
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI ĐẾN 5/5/2025"],
            ["TT", "Tên TCCSĐ", "Duyệt hồ sơ", "Đại hội đại biểu", "Đại hội đảng viên"],
            [1, "Đảng bộ Sở Y tế", "x", "x", None],
            [2, "Chi bộ Sở Xây dựng", "x", None, "x"],
        ]
    )
    assert set(tables["progress"]["milestone"]) == {"dossier_approved"}
    assert "heading_unused" in set(tables["findings"]["rule"])


@pytest.mark.parametrize("heading", ["Báo cáo trình ĐH", "Các văn bản trình đại hội"])
def test_what_is_laid_before_the_congress_are_its_documents(heading: str) -> None:
    assert field_of("progress", (heading,)) == "documents_drafted"


MOVES: Grid = [
    ["BIẾN ĐỘNG ĐẢNG VIÊN ĐẾN 30/4/2025"],
    ["TT", "Đơn vị", "Đầu kỳ", "Kết nạp", "Tiếp nhận SHĐ", "Chuyển SHĐ", "Đưa ra khỏi Đảng", None, "Cuối kỳ"],
    [None, None, None, None, None, None, "Khai trừ", "Xóa tên", None],
    [1, "Đảng bộ Sở Y tế", 86, 3, 2, 1, 1, 4, 85],
]  # fmt: skip


def test_who_is_taken_in_who_moves_and_who_is_put_out_are_told_apart(clean: Clean) -> None:
    assert _counts(clean(MOVES)) == {
        "opening": 86, "admitted": 3, "transferred_in": 2, "transferred_out": 1, "expelled": 1, "removed": 4,
        "closing": 85,
    }  # fmt: skip


def test_who_was_put_out_of_the_party_did_not_resign_and_who_moves_alone_may_come_or_go(clean: Clean) -> None:
    heading = ["TT", "Tên TCCSĐ", "Đầu tháng", "Kết nạp", "Chuyển SHĐ", "Đưa ra khỏi Đảng", "Cuối tháng"]
    tables = clean([MOVES[0], heading, [1, "Đảng bộ Sở Y tế", 86, 3, 1, 1, 87]])
    assert _counts(tables) == {"opening": 86, "admitted": 3, "closing": 87}


def test_a_share_of_sub_cells_is_no_state_of_a_cell_that_has_none(clean: Clean) -> None:
    tables = clean(
        [
            ["TIẾN ĐỘ ĐẠI HỘI ĐẾN 5/5/2025"],
            ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy", "Dự thảo văn kiện"],
            [1, "Đảng bộ Sở Y tế", "x", "Xong 02/3 chi bộ"],
            [2, "Chi bộ Sở Xây dựng", "x", "Xong 02/3 chi bộ"],
        ]
    )
    said = tables["progress"].query("milestone == 'documents_drafted'")
    assert dict(zip(said["organisation"], said["status"], strict=True)) == {"Đảng bộ Sở Y tế": "in_progress"}
    told = tables["findings"].query("rule == 'subcells_of_a_cell'")
    assert told["source_cell"].tolist() == ["D4"]


@pytest.mark.parametrize(
    "note",
    [
        "Chú giải: + đã xong; +/- đang thực hiện; - chưa thực hiện",
        "+ đã xong, +/- đang làm, - chưa",
        "Ký hiệu: x rồi; o đang làm; - chưa làm",
    ],
)
def test_a_list_of_signs_explains_them_with_nothing_between(note: str) -> None:
    states = legend_of(Sheet("A", [[note]])).states
    assert {sign: read_mark(said, None) for sign, said in states.items()} == {
        sign: Mark(status)
        for sign, status in zip(states, ("done", "in_progress", "not_started"), strict=True)
    }


@pytest.mark.parametrize("note", ["- Đã xong; - Chưa xong", "- Đã xong", "Sở Y tế; + đã xong; - chưa"])
def test_what_opens_every_line_of_a_list_is_no_sign(note: str) -> None:
    assert legend_of(Sheet("A", [[note]])).states == {}
