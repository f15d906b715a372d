"""The layouts of the weekly progress reports: the same facts in the hands of seven clerks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from analysis.sample.hand import Hand, old_spelling, short_name
from analysis.sample.workbook import Letters

BLOC = "ĐẢNG BỘ KHỐI CƠ QUAN VÀ DOANH NGHIỆP TỈNH"
MADE_UP = "DỮ LIỆU MINH HỌA"


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds, and its headings from the top row to the bottom one."""

    field: str
    headings: tuple[str, ...]
    since: date = date.min


@dataclass(frozen=True, slots=True)
class Layout:
    """How one clerk lays out the report. The placeholders are d, m, y (numbers) and week."""

    file: str
    sheet: str
    banner: tuple[str, ...]
    columns: tuple[Column, ...]
    hand: Hand
    rows: Literal["flat", "groups", "sheets", "by_plan"] = "flat"
    merged: bool = True
    numbered_columns: bool = False
    page_length: int = 0
    total: str = ""
    notes: tuple[str, ...] = ()
    signature: bool = False
    letters: Letters = "composed"

    def columns_on(self, on: date) -> list[Column]:
        """The columns of that week: results are asked for from May on."""
        return [column for column in self.columns if column.since <= on]


_MAY = date(2025, 5, 1)


def _columns(*columns: tuple[str, ...]) -> tuple[Column, ...]:
    late = ("results_approved", "results_decision", "results_day")
    return tuple(Column(name, headings, _MAY if name in late else date.min) for name, *headings in columns)  # type: ignore[arg-type]


FLAT = Layout(
    file="Tien do DH tuan {week}.xls",
    sheet="Tuan {week}",
    banner=("ĐẢNG ỦY KHỐI CQ&DN ({made_up})", "", "TỔNG HỢP TIẾN ĐỘ CHUẨN BỊ ĐẠI HỘI",
            "(tính đến {d}/{m}/{y})", ""),
    columns=_columns(
        ("ordinal", "Số TT"),
        ("organisation", "Đơn vị"),
        ("type", "Loại hình"),
        ("personnel_planning", "Rà soát quy hoạch"),
        ("political_standards", "Kết luận TCCT"),
        ("documents_drafted", "Văn kiện"),
        ("dossier_approved", "Duyệt hồ sơ"),
        ("subcells_fraction", "ĐH chi bộ trực thuộc (đã/tổng)"),
        ("congress_planned", "Dự kiến ĐH"),
        ("congress_held", "Đã ĐH ngày"),
        ("results_approved", "Chuẩn y kết quả"),
    ),
    hand=Hand(("x", "x", "x", "X"), ("đang làm",), ("đang làm", "đang duyệt"), (None,),
              days=("padded", "padded", "plain", "short", "no_year")),
    page_length=45,
    notes=("Ghi chú: đơn vị có dấu (*) là đơn vị đại hội điểm.", "", "Người tổng hợp"),
)  # fmt: skip

MERGED = Layout(
    file="TIẾN ĐỘ ĐẠI HỘI {d}-{m}-{y}.xlsx",
    sheet="Tổng hợp",
    banner=("BIỂU TỔNG HỢP TIẾN ĐỘ ĐẠI HỘI CÁC TCCSĐ ({made_up})", ""),
    columns=_columns(
        ("ordinal", "STT", ""),
        ("organisation", "TCCSĐ", ""),
        ("personnel_planning", "Chuẩn bị đại hội", "Quy hoạch cấp ủy"),
        ("political_standards", "Chuẩn bị đại hội", "Tiêu chuẩn chính trị"),
        ("documents_drafted", "Chuẩn bị đại hội", "Dự thảo văn kiện"),
        ("dossier_approved", "Chuẩn bị đại hội", "Duyệt văn kiện, nhân sự"),
        ("subcells_required", "Chi bộ trực thuộc", "Phải ĐH"),
        ("subcells_held", "Chi bộ trực thuộc", "Đã ĐH"),
        ("congress_planned", "Đại hội", "Kế hoạch"),
        ("congress_held", "Đại hội", "Thực hiện"),
        ("results_decision", "Chuẩn y kết quả bầu cử", "Số QĐ"),
        ("results_day", "Chuẩn y kết quả bầu cử", "Ngày"),
    ),
    hand=Hand(("Xong",), ("Đang thực hiện",), ("Đang thực hiện",), ("Chưa",), days=("real",), dated=0.5),
    rows="groups",
    total="Tổng cộng",
)  # fmt: skip

QUICK = Layout(
    file="bao cao nhanh {d:02d}{m:02d}.xlsx",
    sheet="Biểu 1",
    banner=("Báo cáo nhanh tiến độ đại hội (dữ liệu minh họa)", "Số liệu đến ngày {d} tháng {m} năm {y}", ""),
    columns=_columns(
        ("ordinal", "TT"),
        ("organisation", "Tổ chức cơ sở đảng"),
        ("type", "Loại hình"),
        ("dossier_approved", "Hồ sơ đại hội đã duyệt"),
        ("subcells_required", "ĐH chi bộ trực thuộc - tổng số"),
        ("subcells_held", "ĐH chi bộ trực thuộc - đã tổ chức"),
        ("congress_planned", "Ngày dự kiến ĐH"),
        ("congress_held", "Ngày tổ chức ĐH"),
        ("results_approved", "Chuẩn y kết quả bầu cử"),
        ("personnel_planning", "Quy hoạch cấp uỷ"),
        ("political_standards", "Kết luận tiêu chuẩn chính trị"),
        ("documents_drafted", "Dự thảo văn kiện"),
        ("note", "Ghi chú"),
    ),
    hand=Hand(("Hoàn thành",), ("Đang thực hiện", "Đang hoàn thiện"), ("Đang duyệt",), ("Chưa",),
              name=short_name),
    rows="by_plan",
    numbered_columns=True,
)  # fmt: skip

BY_TYPE = Layout(
    file="Bieu theo loai hinh {d:02d}.{m:02d}.{y}.xlsx",
    sheet="{type}",
    banner=(
        BLOC,
        "VĂN PHÒNG ({made_up})",
        "",
        "BÁO CÁO TIẾN ĐỘ ĐẠI HỘI ĐẢNG CÁC CẤP - KHỐI {TYPE}",
        "Thời điểm: {d}/{m}/{y}",
    ),
    columns=_columns(
        ("ordinal", "TT", "", ""),
        ("organisation", "Tên tổ chức", "cơ sở đảng", ""),
        ("personnel_planning", "Công tác chuẩn bị", "Nhân sự", "Rà soát, bổ sung quy hoạch"),
        ("political_standards", "Công tác chuẩn bị", "Nhân sự", "Kết luận tiêu chuẩn chính trị"),
        ("documents_drafted", "Công tác chuẩn bị", "Văn kiện", "Dự thảo báo cáo chính trị"),
        ("dossier_approved", "Công tác chuẩn bị", "Duyệt hồ sơ", "Ban Thường vụ duyệt"),
        ("subcells_held", "Đại hội chi bộ trực thuộc", "Số chi bộ", "Đã tổ chức"),
        ("subcells_required", "Đại hội chi bộ trực thuộc", "Số chi bộ", "Phải tổ chức"),
        ("congress_planned", "Đại hội TCCSĐ", "Thời gian", "Dự kiến"),
        ("congress_held", "Đại hội TCCSĐ", "Thời gian", "Đã tổ chức"),
        ("results_approved", "Chuẩn y kết quả", "Quyết định", "Ngày"),
    ),
    hand=Hand(("đã xong", "Rồi", "đã xong"), ("đang làm",), ("đang duyệt",), ("chưa", "chưa", None),
              days=("plain", "words"), dated=0.3, before_date=("", "Xong "), no_figure="-"),
    rows="sheets",
    merged=False,
    total="Cộng",
    signature=True,
)  # fmt: skip

DELIMITED = Layout(
    file="tien_do_dai_hoi_{d:02d}.{m:02d}.{y}.csv",
    sheet="",
    banner=("Tiến độ đại hội các tổ chức cơ sở đảng (dữ liệu minh họa)", "Tính đến ngày {d}/{m}/{y}"),
    columns=_columns(
        ("ordinal", "STT"),
        ("organisation", "Tên TCCSĐ"),
        ("type", "Loại hình"),
        ("personnel_planning", "Rà soát, bổ sung quy hoạch cấp ủy"),
        ("political_standards", "Kết luận tiêu chuẩn chính trị nhân sự"),
        ("documents_drafted", "Dự thảo văn kiện"),
        ("subcells_required", "Số chi bộ trực thuộc phải đại hội"),
        ("subcells_held", "Số chi bộ trực thuộc đã đại hội"),
        ("dossier_approved", "Duyệt hồ sơ đại hội"),
        ("congress_planned", "Đại hội: ngày dự kiến"),
        ("congress_held", "Đại hội: ngày tổ chức"),
        ("results_approved", "Chuẩn y kết quả bầu cử"),
    ),
    hand=Hand(("✓",), ("đang làm", "đang thực hiện"), ("đang duyệt", "đang thẩm định"), (None, "-"),
              days=("padded", "plain", "short"), dated=0.2, decisions=True),
)  # fmt: skip

DECOMPOSED = Layout(
    file="Tong hop tu may Mac {y}-{m:02d}-{d:02d}.xlsx",
    sheet="Tiến độ",
    banner=(f"{BLOC} ({MADE_UP})", "TIẾN ĐỘ ĐẠI HỘI ĐẢNG BỘ, CHI BỘ CƠ SỞ", "Cập nhật đến {d}/{m}/{y}", ""),
    columns=_columns(
        ("ordinal", "TT", ""),
        ("organisation", "Tên đảng bộ, chi bộ", ""),
        ("congress_planned", "Đại hội nhiệm kỳ 2025-2030", "Dự kiến"),
        ("congress_held", "Đại hội nhiệm kỳ 2025-2030", "Đã tổ chức"),
        ("subcells_fraction", "Chi bộ trực thuộc đã đại hội / tổng số", ""),
        ("personnel_planning", "Nhân sự", "Quy hoạch"),
        ("political_standards", "Nhân sự", "Tiêu chuẩn chính trị"),
        ("documents_drafted", "Văn kiện", "Dự thảo"),
        ("dossier_approved", "Hồ sơ đại hội", "Duyệt"),
        ("results_approved", "Kết quả bầu cử", "Chuẩn y"),
    ),
    hand=Hand(("đã hoàn thành", "hoàn thành"), ("đang làm",), ("đang chờ duyệt",), ("chưa",),
              days=("real", "plain"), dated=0.3, name=old_spelling),
    rows="groups",
    letters="decomposed",
)  # fmt: skip

OLD_LETTERS = Layout(
    file="TH tien do DH {d}-{m}-{y}.xls",
    sheet="TH",
    banner=("Đảng ủy khối cơ quan và doanh nghiệp (dữ liệu minh họa)", "Tổng hợp tiến độ đại hội",
            "Tính đến ngày {d}/{m}/{y}", ""),
    columns=_columns(
        ("ordinal", "TT"),
        ("organisation", "Tên tổ chức đảng"),
        ("type", "Loại hình"),
        ("personnel_planning", "Rà soát quy hoạch"),
        ("political_standards", "Kết luận tiêu chuẩn chính trị"),
        ("documents_drafted", "Dự thảo văn kiện"),
        ("subcells_fraction", "Chi bộ trực thuộc (đã đại hội/tổng số)"),
        ("dossier_approved", "Duyệt hồ sơ, nhân sự"),
        ("congress_planned", "Dự kiến đại hội"),
        ("congress_held", "Đã đại hội ngày"),
        ("results_approved", "Chuẩn y kết quả"),
    ),
    hand=Hand(("Hoàn thành",), ("Đang làm",), ("Đang duyệt",), ("Chưa",), days=("padded", "plain")),
    notes=("", "Người lập biểu"),
    letters="tcvn3",
)  # fmt: skip

ROTATION = (FLAT, MERGED, QUICK, BY_TYPE, DELIMITED, DECOMPOSED, OLD_LETTERS)
