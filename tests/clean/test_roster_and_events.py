"""Rosters are counted without storing anybody; events give organisations their periods of validity."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from tests.conftest import REGISTER, Grid, WriteWorkbook

from analysis.clean.events import event_of
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Clean = Callable[..., dict[str, pd.DataFrame]]
HEADINGS = [
    "TT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số CCCD",
]
PEOPLE: Grid = [
    [1, "Người Mẫu Một", date(1995, 6, 30), "Nữ", "Kinh", date(2019, 5, 1), date(2020, 5, 1), "000000000001"],
    [2, "Người Mẫu Hai", "01/07/1964", "Nam", "Ba Na", "3/2/1990", "3/2/1991", "000000000002"],
    [3, "Người Mẫu Ba", 1980, "Nữ", "Kinh", "19/5/2024", None, "000000000003"],
    [4, "Người Mẫu Bốn", "15/8/2000", "nam", "Kinh", "1/6/2024", "1/8/2025", "000000000004"],
]


@pytest.fixture
def clean(write_workbook: WriteWorkbook, tmp_path: Path, plan: Plan) -> Clean:
    def run(**sheets: Grid) -> dict[str, pd.DataFrame]:
        write_workbook("raw/danh sach.xlsx", A=REGISTER)
        write_workbook("raw/khac.xlsx", **sheets)
        return clean_folder(tmp_path / "raw", plan)

    return run


def _counts(tables: dict[str, pd.DataFrame], organisation: str) -> dict[str, int]:
    rows = tables["membership"][tables["membership"]["organisation"] == organisation]
    return {str(m): int(c) for m, c in zip(rows["measure"], rows["count"], strict=True)}


def test_a_roster_is_counted_for_the_organisation_in_its_title(clean: Clean) -> None:
    banner: Grid = [["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], ["Tính đến ngày 30/6/2025"]]
    tables = clean(DV=[*banner, HEADINGS, *PEOPLE])
    assert _counts(tables, "Đảng bộ Sở Y tế") == {
        "total": 4, "full": 2, "probationary": 2, "women": 2, "ethnic_minority": 1,
        "age_18_30": 2, "age_31_40": 0, "age_41_50": 1, "age_51_60": 1, "age_61_": 0,
    }  # fmt: skip
    source = tables["sources"].set_index("source_file").loc["khac.xlsx"]
    assert (source["kind"], source["rows_kept"]) == ("roster", 4)


def test_nobody_of_a_roster_is_stored_or_named(clean: Clean) -> None:
    bad = [5, "Người Mẫu Năm", "31/2/1980", "?", "Kinh", "x y z", None, "000000000005"]
    banner: Grid = [["DANH SÁCH ĐẢNG VIÊN ĐẢNG BỘ SỞ Y TẾ"], ["Tính đến ngày 30/6/2025"]]
    tables = clean(DV=[*banner, HEADINGS, *PEOPLE, PEOPLE[0], bad])
    rules = set(tables["findings"]["rule"])
    assert {"person_twice", "personal_date_unreadable", "personal_status_unreadable"} <= rules
    assert _counts(tables, "Đảng bộ Sở Y tế")["total"] == 5
    told = [frame.drop(columns="sha256", errors="ignore") for frame in tables.values()]
    everything = "\n".join(frame.to_csv() for frame in told)
    for personal in ("Người Mẫu", "1995", "1964", "31/2/1980", "0000000000"):
        assert personal not in everything


def test_rosters_follow_their_sections_and_their_own_column(clean: Clean) -> None:
    banner: Grid = [["DANH SÁCH ĐẢNG VIÊN"], ["Tính đến ngày 30/6/2025"]]
    sections: Grid = [["I", "Chi bộ Sở Xây dựng"], *PEOPLE[:1], ["II", "Chi bộ Công ty Cao su"], *PEOPLE[1:]]
    tables = clean(DV=[*banner, HEADINGS, *sections])
    assert _counts(tables, "Chi bộ Sở Xây dựng")["total"] == 1
    assert _counts(tables, "Chi bộ Công ty Cao su")["women"] == 1


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Sáp nhập vào Đảng bộ Sở Nội vụ", "merge"),
        ("hợp nhất", "merge"),
        ("Chia tách", "split"),
        ("Chuyển về Đảng bộ UBND tỉnh", "transfer"),
        ("Đổi tên", "rename"),
        ("Chuyển loại hình", "retype"),
        ("Giải thể", "dissolve"),
        ("Tạm dừng đại hội", "pause"),
        ("Hoạt động trở lại", "resume"),
        ("chưa sáp nhập", None),
        ("khen thưởng", None),
    ],
)
def test_events_have_eight_verbs_and_negation_is_none(text: str, event: str | None) -> None:
    assert event_of(text) == event


def test_events_give_organisations_their_periods(clean: Clean) -> None:
    grid: Grid = [
        ["BIẾN ĐỘNG TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tổ chức cơ sở đảng", "Biến động", "Ngày hiệu lực", "Quyết định số", "Tổ chức mới"],
        [1, "Chi bộ Sở Xây dựng", "Giải thể", "01/3/2025", "12-QĐ/ĐUK"],
        [2, "Chi bộ Công ty Cao su", "Tạm dừng", "1/2/2025", "13-QĐ/ĐUK"],
        [3, "Chi bộ Công ty Cao su", "Hoạt động trở lại", "1/4/2025", "14-QĐ/ĐUK"],
        [4, "Đảng bộ Sở Y tế", "Chuyển loại hình", "1/5/2025", "15-QĐ/ĐUK", "Đơn vị sự nghiệp"],
        [5, "Đảng bộ Bệnh viện Đa khoa tỉnh", "gì đó", "1/5/2025"],
    ]
    tables = clean(BD=grid)
    assert tables["events"]["event"].tolist() == ["dissolve", "pause", "resume", "retype"]
    periods = tables["organisations"].set_index("organisation")
    told = [
        (row.organisation_type, str(row.valid_from)[:10], str(row.valid_to)[:10])
        for row in periods.loc[["Đảng bộ Sở Y tế"]].itertuples()
    ]
    assert told == [("administrative", "NaT", "2025-04-30"), ("public_service", "2025-05-01", "NaT")]
    assert str(periods.loc["Chi bộ Sở Xây dựng", "valid_to"])[:10] == "2025-02-28"
    assert len(periods.loc[["Chi bộ Công ty Cao su"]]) == 2
    assert "event_unknown" in set(tables["findings"]["rule"])
