"""Headings that only contain a known word don't mean it."""

from __future__ import annotations

import pytest
from tests.conftest import Grid, sheet_of

from analysis.recognise.fields import field_of
from analysis.recognise.kinds import recognise_columns
from analysis.recognise.sheet import recognise_sheet


@pytest.mark.parametrize(
    ("kind", "heading", "field"),
    [
        ("progress", "Số chi bộ đã đại hội", "subcells_held"),
        ("progress", "Số chi bộ phải đại hội", "subcells_required"),
        ("progress", "Đại hội trù bị", None),
        ("progress", "Địa điểm tổ chức đại hội", None),
        ("progress", "Tỷ lệ đã đại hội", "rate"),
        ("progress", "Chưa đại hội", None),
        ("progress", "Số đại biểu dự đại hội", None),
        ("progress", "Đại hội điểm", "pilot"),
        ("membership", "Đảng viên được tặng huy hiệu", None),
        ("membership", "Đảng viên là nữ dân tộc thiểu số", None),
        ("membership", "Chuyển sinh hoạt đến", "transferred_in"),
        ("membership", "Tổng số đảng viên có đến 31/12/2024", "total"),
        ("membership", "Trên đại học", "education_postgraduate"),
        ("progress", "KL tiêu chuẩn CT", "political_standards"),
        ("progress", "Kết luận BVCTNB", "political_standards"),
        ("progress", "BC chính trị, BC kiểm điểm", "documents_drafted"),
        ("progress", "Đảng ủy Khối duyệt", "dossier_approved"),
        ("progress", "Thông qua VK & nhân sự", "dossier_approved"),
        ("events", "Cơ sở đảng", "organisation"),
        ("progress", "Các TCCSĐ trực thuộc Đảng ủy Khối", "organisation"),
        ("progress", "Đảng bộ", "organisation"),
        ("progress", "Đăng ký thời gian ĐH", "congress_planned"),
        ("progress", "QĐ công nhận cấp ủy", "results_approved"),
        ("progress", "Đại hội chi bộ (đã/tổng số)", "subcells_fraction"),
        ("register", "Đơn vị điểm", "pilot"),
        ("membership", "Miễn SH", "exempt"),
        ("membership", "ĐVCT", "full"),
    ],
)
def test_a_heading_means_what_it_says_as_a_whole(kind: str, heading: str, field: str | None) -> None:
    assert field_of(kind, (heading,)) == field


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (("ĐH cấp cơ sở", "Lịch"), "congress_planned"),
        (("Đại hội", "Theo lịch"), "congress_planned"),
        (("Lịch đại hội", "Đã tổ chức"), "congress_held"),
        (("Đại hội", "Đã đăng ký"), "congress_planned"),
        (("Ngày ĐH (dự kiến hoặc đã tổ chức)",), "congress_held"),
        (("Ngày ĐH dự kiến/thực tế",), "congress_held"),
        (("Ngày đại hội đã tổ chức hoặc dự kiến",), "congress_held"),
        (("Ngày ĐH dự kiến đã điều chỉnh",), "congress_planned"),
        (("Lịch họp chuẩn bị đại hội",), None),
    ],
)
def test_a_column_of_plans_is_told_from_one_that_has_deeds_too(path: tuple[str, ...], field: str) -> None:
    assert field_of("progress", path) == field


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("progress", "Ngày nộp hồ sơ duyệt đại hội"), ("progress", "Đã ban hành kế hoạch ĐH"),
        ("progress", "Đã thành lập Tổ giúp việc đại hội"), ("progress", "Đại hội công đoàn"),
        ("progress", "Ngày ĐH nhiệm kỳ 2020-2025"), ("progress", "Ngày đề nghị chuẩn y"),
        ("progress", "Gửi hồ sơ thẩm định TCCT"), ("progress", "Số chi bộ đã duyệt"),
        ("membership", "Đảng viên mới kết nạp là nữ"), ("membership", "ĐV chuyển chính thức"),
        ("membership", "Dự bị chuyển chính thức"), ("membership", "Tổng số lao động"),
        ("progress", "ĐH trực tiếp bầu bí thư"),
        ("membership", "Cấp ủy viên nữ"), ("membership", "Dân tộc Kinh"), ("membership", "Cao đẳng trở lên"),
        ("membership", "Tôn giáo (Công giáo)"), ("membership", "Tổng số chi bộ"),
    ],
)  # fmt: skip
def test_what_only_sounds_like_a_field_is_none(kind: str, heading: str) -> None:
    assert field_of(kind, (heading,)) in (None, "members", "note")


def test_a_column_of_sub_cells_congresses_is_told_by_its_counts() -> None:
    counts = ["7/7", "5/9", "0/4", "12/12", "-"]
    days = ["7/5", "15/5", "20/4", "9/6", "-"]
    for values, name in ((counts, "subcells_fraction"), (days, "congress_held")):
        rows: Grid = [[n, f"Đảng bộ Sở {n}", "x", value] for n, value in enumerate(values, start=1)]
        grid: Grid = [["TT", "Tên TCCSĐ", "Quy hoạch", "ĐH CB"], *rows]
        (table,) = recognise_sheet(sheet_of(grid)).tables
        assert recognise_columns(table).fields[3] == name


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Thời điểm tổ chức đại hội", "congress_held"), ("Lịch ĐH", "congress_planned"),
        ("RSQH", "personnel_planning"), ("Phê chuẩn kết quả bầu cử", "results_approved"),
        ("CB phải ĐH", "subcells_required"),
    ],
)  # fmt: skip
def test_short_headings_of_offices_are_known(heading: str, name: str) -> None:
    assert field_of("progress", (heading,)) == name
