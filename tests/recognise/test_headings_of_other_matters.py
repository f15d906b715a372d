"""What is no step of the congress or measure of members is left out, however much it sounds like one."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of

from analysis.recognise.fields import Kind, field_of
from analysis.recognise.kinds import recognise_columns
from analysis.recognise.sheet import recognise_sheet


@pytest.mark.parametrize(
    "path",
    [
        ("Thành lập tiểu ban", "Số QĐ"),
        ("Thành lập tiểu ban", "Ngày QĐ"),
        ("Quyết định thành lập tổ giúp việc", "Ngày"),
        ("Số QĐ thành lập BCĐ",),
        ("Khen thưởng", "Số QĐ"),
        ("Chỉ định cấp ủy", "Số QĐ"),
        ("Tờ trình đề nghị chuẩn y", "Số"),
        ("Chuẩn y", "Số lượng"),
        ("Chuẩn y", "Số UV"),
        ("Quyết định nghỉ hưu", "Ngày"),
        ("Ngày dự kiến trình hồ sơ",),
        ("Thời gian dự kiến làm việc với BTV",),
        ("Ngày dự kiến họp chi bộ",),
        ("Duyệt kế hoạch ĐH",),
        ("Ngày tổ chức hội nghị lấy ý kiến",),
        ("Sinh hoạt chuyên đề", "Thời gian tổ chức"),
        ("Tập huấn", "Ngày tổ chức"),
        ("Đại hội", "Kết quả bầu BCH"),
        ("Kết quả ĐH", "Bí thư tái cử"),
        ("Kết quả ĐH", "Biên bản"),
        ("Đại hội", "Ngày báo cáo"),
        ("Đại hội", "Ngày gia hạn"),
        ("ĐH trước ngày",),
        ("Đại hội lần trước",),
        ("ĐH đoàn", "Ngày"),
        ("Đại hội cổ đông", "Ngày"),
        ("Đại hội Đảng bộ Khối", "Ngày"),
        ("ĐH cấp trên",),
        ("Thảo luận văn kiện ĐH XIV",),
        ("Văn kiện", "Số lần dự thảo"),
        ("Kinh phí in văn kiện",),
        ("Dự thảo quy chế",),
        ("Quy hoạch đất đai",),
        ("Phê duyệt kinh phí",),
        ("Duyệt danh sách đại biểu",),
        ("Không duyệt",),
        ("Số chi bộ hoàn thành tốt nhiệm vụ",),
        ("Số chi bộ đã kết nạp ĐV",),
        ("Số chi bộ đã tổ chức sinh hoạt chuyên đề",),
        ("Chi bộ trực thuộc", "Số đảng viên"),
        ("Chi bộ trực thuộc", "Dự kiến"),
        ("Tiêu chuẩn chính trị", "Số người"),
    ],
)
def test_other_deeds_are_no_step(path: tuple[str, ...]) -> None:
    assert field_of("progress", path) is None


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("Số QĐ",), "results_decision"),
        (("Sau đại hội", "Số QĐ"), "results_decision"),
        (("Kết quả", "Số QĐ"), "results_decision"),
        (("Chuẩn y", "Số"), "results_decision"),
        (("Ngày QĐ",), "results_approved"),
        (("Ngày họp đại hội",), "congress_held"),
        (("Đại hội lần thứ XX", "Ngày"), "congress_held"),
        (("Tiến độ ĐH các TCCSĐ", "Ngày tổ chức"), "congress_held"),
        (("Chi bộ trực thuộc", "Đã ĐH"), "subcells_held"),
        (("Chi bộ trực thuộc",), "subcells_fraction"),
        (("Duyệt", "Kế hoạch"), "dossier_approved/planned"),
    ],
)
def test_the_steps_are_still_known(path: tuple[str, ...], field: str) -> None:
    assert field_of("progress", path) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tổng số đảng viên (cả dự bị)", "total"),
        ("Số ĐV (kể cả ĐV dự bị)", "total"),
        ("Tổng số đảng viên (chính thức + dự bị)", "total"),
        ("Tổng số ĐV (không kể dự bị)", "full"),
        ("Đảng viên dự bị", "probationary"),
        ("Dự bị quá hạn", None),
        ("ĐV dự bị được công nhận chính thức", None),
        ("Nữ từ 18-30", None),
        ("Đảng viên nữ dự ĐH", None),
        ("Kết nạp cùng kỳ", None),
        ("ĐV cùng kỳ năm trước", None),
        ("Dự kiến cuối năm", None),
    ],
)
def test_counts_of_members_are_what_they_say(heading: str, field: str | None) -> None:
    assert field_of("membership", (heading,)) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Tổng số đảng viên (cả dự bị)", "members"),
        ("Số ĐV dự ĐH", None),
        ("ĐV mới kết nạp", None),
        ("Đảng viên phụ trách", None),
        ("Tỷ lệ đảng viên", None),
        ("Tên cũ", None),
        ("Tên bí thư", None),
        ("Đơn vị phụ trách", None),
        ("Mã số thuế", None),
        ("Tên đầy đủ", "organisation"),
    ],
)
def test_a_register_s_columns_are_what_they_say(heading: str, field: str | None) -> None:
    assert field_of("register", (heading,)) == field


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("roster", "Người giới thiệu", None),
        ("roster", "Họ tên vợ", None),
        ("roster", "Ngày sinh của con", None),
        ("roster", "Chi bộ nơi cư trú", None),
        ("roster", "Giới tính", "women"),
        ("roster", "Chi bộ", "organisation"),
        ("events", "Đơn vị giao", "organisation"),
        ("events", "Đơn vị nhận", "target"),
        ("events", "Ngày báo cáo", None),
        ("events", "Ngày", "event_date"),
        ("tasks", "Hoàn thành thực tế", "done"),
        ("tasks", "Tỷ lệ hoàn thành thực tế", None),
    ],
)
def test_columns_about_somebody_or_something_else(kind: Kind, heading: str, field: str | None) -> None:
    assert field_of(kind, (heading,)) == field


def test_the_decision_on_a_subcommittee_approves_no_results() -> None:
    grid: Grid = [
        ["TT", "Đơn vị", "Thành lập tiểu ban", None, "Đại hội"],
        [None, None, "Số QĐ", "Ngày QĐ", "Ngày"],
        [1, "Đảng bộ Sở Mẫu Một", "12-QĐ/ĐU", "05/3/2025", "20/5/2025"],
        [2, "Chi bộ Trường Mẫu Hai", "15-QĐ/CB", "10/3/2025", None],
    ]
    table = recognise_sheet(sheet_of(grid)).tables[0]
    assert recognise_columns(table).fields == {1: "organisation", 4: "congress_held"}
