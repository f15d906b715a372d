"""A bloc ended in February 2025 and its organisations went to three others: 105 = 22 + 52 + 31."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from analysis import organisations_moved, organisations_on
from analysis.pipeline.cleaning import clean_folder
from analysis.plan import Plan

Row = list[object]
DESTINATIONS = {
    "Đảng bộ các cơ quan Đảng tỉnh": (22, 567),
    "Đảng bộ Ủy ban nhân dân tỉnh": (52, 3413),
    "Đảng bộ xã, phường": (31, 578),
}
WHOLE = (105, 4558)
TYPES = ("Hành chính", "Sự nghiệp", "Doanh nghiệp")


def bloc() -> list[tuple[str, str, int]]:
    """Name, destination and members of each organisation: even parts, the rest with the first."""
    listed: list[tuple[str, str, int]] = []
    for destination, (organisations, members) in DESTINATIONS.items():
        part, rest = divmod(members, organisations)
        for place in range(organisations):
            name = f"Chi bộ Cơ quan số {len(listed) + 1}"
            listed.append((name, destination, part + (rest if place == 0 else 0)))
    return listed


def write(path: Path, rows: list[Row]) -> None:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.save(path)


def register(organisations: list[tuple[str, str, int]]) -> list[Row]:
    """The bloc's register at the end of 2024, with its printed total."""
    rows: list[Row] = [
        [place, name, TYPES[place % 3], members] for place, (name, _, members) in enumerate(organisations, 1)
    ]
    total = f"{sum(members for *_, members in organisations):,}".replace(",", ".")
    head: list[Row] = [["DANH SÁCH TỔ CHỨC CƠ SỞ ĐẢNG"], ["Thời điểm: 31/12/2024"]]
    return [
        *head,
        ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"],
        *rows,
        [None, "Tổng cộng: 105", None, total],
    ]


def events(organisations: list[tuple[str, str, int]]) -> list[Row]:
    """Who was handed over to whom, a section and a printed subtotal for each destination."""
    rows: list[Row] = [
        ["BIẾN ĐỘNG TỔ CHỨC CƠ SỞ ĐẢNG"],
        ["TT", "Tổ chức cơ sở đảng", "Biến động", "Ngày hiệu lực", "Quyết định", "Nơi đến", "Số đảng viên"],
    ]
    for number, (destination, (count, members)) in enumerate(DESTINATIONS.items(), 1):
        rows += [
            [place, name, "Chuyển giao", "10/02/2025", f"{number}-QĐ/TU", went, moved]
            for place, (name, went, moved) in enumerate(organisations, 1)
            if went == destination
        ]
        rows.append([None, f"Cộng: {count}", None, None, None, None, members])
    return [*rows, [None, "Tổng cộng: 105", None, None, None, None, WHOLE[1]]]


def cleaned(folder: Path, plan: Plan, moved: list[tuple[str, str, int]]) -> dict[str, pd.DataFrame]:
    write(folder / "danh sach.xlsx", register(bloc()))
    write(folder / "bien dong.xlsx", events(moved))
    write(
        folder / "tien do.xlsx",
        [
            ["TIẾN ĐỘ ĐẠI HỘI"],
            ["Tính đến ngày 15/01/2025"],
            ["TT", "Tên TCCSĐ", "Quy hoạch cấp ủy"],
            *([place, name, "x"] for place, (name, *_) in enumerate(bloc(), 1)),
        ],
    )
    return clean_folder(folder, plan)


def test_the_parts_of_an_ended_bloc_add_up_to_it(tmp_path: Path, plan: Plan) -> None:
    tables = cleaned(tmp_path, plan, bloc())
    before = organisations_on(tables["organisations"], date(2025, 2, 9))
    assert (len(before), int(before["members"].sum())) == WHOLE
    assert organisations_on(tables["organisations"], date(2025, 2, 10)).empty
    moved = organisations_moved(tables["events"], tables["organisations"], as_of="2025-02-28")
    told = {
        row.destination: (row.organisations, row.members, row.uncounted, row.event)
        for row in moved.itertuples()
    }
    assert told == {name: (*counts, 0, "transfer") for name, counts in DESTINATIONS.items()}
    assert (moved["organisations"].sum(), moved["members"].sum()) == WHOLE
    assert set(tables["findings"]["severity"]) <= {"info"}


@pytest.mark.parametrize("place", [0, 40, 104])
@pytest.mark.parametrize("off", [-1, 1])
def test_one_member_lost_or_won_on_the_way_is_told(tmp_path: Path, plan: Plan, place: int, off: int) -> None:
    moved = bloc()
    name, destination, members = moved[place]
    moved[place] = (name, destination, members + off)
    tables = cleaned(tmp_path, plan, moved)
    findings = tables["findings"].set_index("rule")
    lost = findings.loc[["members_not_conserved"]]
    assert lost[["organisation", "raw_value", "used_value"]].to_numpy().tolist() == [
        [name, str(members + off), str(members)]
    ]
    assert f"danh sach.xlsx, 'Sheet', D{place + 4}" in str(lost["message"].iloc[0])
    # the printed subtotal of its destination and the printed total differ too
    assert list(findings.loc[["printed_total_differs"], "source_file"]) == ["bien dong.xlsx"] * 2
