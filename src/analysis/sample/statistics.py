"""The register and the membership statistics, with what they say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any

from analysis.sample.layouts import BLOC, MADE_UP
from analysis.sample.organisations import TYPE_NAMES, Organisation
from analysis.sample.workbook import Cell, Sheet, Workbook

Row = dict[str, Any]
Counts = dict[str, int]
OPENING_DAY, CLOSING_DAY = date(2024, 12, 31), date(2025, 3, 31)
AGES = ("age_18_30", "age_31_40", "age_41_50", "age_51_60", "age_61_")
_STRUCTURE = ("full", "probationary", "women", "ethnic_minority", "religious", "exempt")
_INCREASES = ("admitted", "transferred_in", "restored")
_DECREASES = ("died", "expelled", "removed", "resigned", "transferred_out")


def register_workbook(organisations: Sequence[Organisation]) -> tuple[Workbook, list[Row]]:
    """The register of 31/12/2024 and its rows."""
    file = "Danh sach TCCSD.xlsx"
    sheet = Sheet("TCCSĐ", widths={0: 5, 1: 48, 2: 14, 3: 14, 4: 12, 5: 10, 6: 10, 7: 34})
    for line in (BLOC, MADE_UP, "DANH SÁCH CÁC TỔ CHỨC CƠ SỞ ĐẢNG TRỰC THUỘC", "Thời điểm: 31/12/2024"):
        row = sheet.add([line], "title")
        sheet.merges.append((row, 0, row, 7))
    sheet.rows += 1
    headings = (
        "TT", "Tên TCCSĐ", "Đảng bộ/chi bộ cơ sở", "Loại hình", "Chi bộ trực thuộc", "Đảng viên",
        "Đại hội điểm", "Ghi chú",
    )  # fmt: skip
    sheet.add(list(headings), "header")
    truth = []
    for number, organisation in enumerate(organisations, 1):
        pilot = "x" if organisation.pilot else None
        note = "01 chi bộ trực thuộc đại hội điểm" if organisation.story == "pilot_subcell" else None
        row = sheet.add(
            [number, organisation.name, organisation.name.split(" bộ")[0] + " bộ",
             TYPE_NAMES[organisation.type], organisation.subcells, organisation.members, pilot, note]
        )  # fmt: skip
        truth.append(
            {
                "organisation": organisation.name,
                "organisation_kind": organisation.kind,
                "organisation_type": organisation.type,
                "subcells": organisation.subcells,
                "members": organisation.members,
                "pilot": organisation.pilot,
                "source_file": file,
                "source_sheet": sheet.name,
                "source_cell": f"B{row + 1}",
            }
        )
    committees = sum(organisation.kind == "party_committee" for organisation in organisations)
    cells = len(organisations) - committees
    members = f"{sum(organisation.members for organisation in organisations):,}".replace(",", ".")
    label = f"Tổng số: {len(organisations)} ({committees} đảng bộ, {cells} chi bộ)"
    subcells = sum(organisation.subcells or 0 for organisation in organisations)
    sheet.add([None, label, None, None, subcells, members, None, None], "total")
    return Workbook(file, [sheet]), truth


def structure_workbook(
    organisations: Sequence[Organisation], rng: Random
) -> tuple[Workbook, list[Row], list[Row]]:
    """Structure and ages of 31/12/2024; in one row the ages do not add up."""
    sheet = Sheet("Biểu 3", widths={0: 5, 1: 48})
    sheet.add(["BIỂU 3. ĐỘI NGŨ ĐẢNG VIÊN CÓ ĐẾN 31/12/2024"], "title")
    sheet.add([f"{MADE_UP} - Đơn vị tính: người"], "title")
    sheet.add([None])
    top = sheet.add(
        ["STT", "Tên TCCSĐ", "Tổng số", "Trong tổng số", *[None] * 5, "Chia theo độ tuổi", *[None] * 4],
        "header",
    )
    leaves: list[Cell] = [None, None, None, "Chính thức", "Dự bị", "Nữ", "DTTS", "Tôn giáo", "Miễn SH"]
    leaves[-1] = "Miễn sinh hoạt"
    sheet.add([*leaves, "18-30", "31-40", "41-50", "51-60", "Trên 60"], "header")
    sheet.add(["A", "B", *[str(number) for number in range(1, 13)]], "header")
    sheet.merges += [(top, column, top + 1, column) for column in range(3)]
    sheet.merges += [(top, 3, top, 8), (top, 9, top, 13)]
    measures = ("total", *_STRUCTURE, *AGES)
    wrong = rng.randrange(len(organisations))
    counted = []
    for number, organisation in enumerate(organisations):
        counts = _structure(organisation, rng)
        counted.append(counts | ({"age_31_40": counts["age_31_40"] + 1} if number == wrong else {}))
    file = "Bieu thong ke dang vien 2024.xlsx"
    truth = _statistics(sheet, file, OPENING_DAY, organisations, measures, counted)
    column = "JKLMN"[AGES.index(AGES[0])]
    owed = _owed("ages_differ_from_total", file, sheet, f"{column}{top + 4 + wrong}", organisations[wrong])
    return Workbook(file, [sheet]), truth, [owed]


def movement_workbook(
    organisations: Sequence[Organisation], rng: Random
) -> tuple[Workbook, list[Row], list[Row]]:
    """A + B - C = D for the first quarter; in one row it does not hold."""
    sheet = Sheet("Biểu 1", widths={0: 5, 1: 48})
    sheet.add(["BIỂU 1. TĂNG, GIẢM ĐẢNG VIÊN QUÝ I NĂM 2025"], "title")
    sheet.add(["Kỳ báo cáo: từ 01/01/2025 đến 31/3/2025"], "title")
    sheet.add([f"({MADE_UP})"], "title")
    sheet.add([None])
    top = sheet.add(
        ["TT", "Tên đơn vị", "Đảng viên đầu kỳ (A)", "Tăng trong kỳ (B)", None, None,
         "Giảm trong kỳ (C)", *[None] * 4, "Đảng viên cuối kỳ (D)"],
        "header",
    )  # fmt: skip
    sheet.add(
        [None, None, None, "Kết nạp", "Chuyển đến", "Phục hồi", "Từ trần", "Khai trừ", "Xóa tên", "Xin ra",
         "Chuyển đi", None],
        "header",
    )  # fmt: skip
    sheet.add(["(1)", "(2)", *[f"({number})" for number in range(3, 13)]], "header")
    sheet.merges += [(top, column, top + 1, column) for column in (0, 1, 2, 11)]
    sheet.merges += [(top, 3, top, 5), (top, 6, top, 10)]
    measures = ("opening", *_INCREASES, *_DECREASES, "closing")
    wrong = rng.randrange(len(organisations))
    counted = []
    for number, organisation in enumerate(organisations):
        counts = _movement(organisation, rng)
        counted.append(counts | ({"closing": counts["closing"] + 1} if number == wrong else {}))
    file = "Tang giam dang vien quy I-2025.xlsx"
    truth = _statistics(sheet, file, CLOSING_DAY, organisations, measures, counted)
    owed = _owed("movement_differs", file, sheet, f"L{top + 4 + wrong}", organisations[wrong])
    return Workbook(file, [sheet]), truth, [owed]


def _statistics(
    sheet: Sheet,
    file: str,
    as_of: date,
    organisations: Sequence[Organisation],
    measures: Sequence[str],
    counted: Sequence[Counts],
) -> list[Row]:
    """Rows with a dash for nought, a total below them, and their truth."""
    truth = []
    for number, (organisation, counts) in enumerate(zip(organisations, counted, strict=True), 1):
        row = sheet.add([number, organisation.name, *[counts[name] or "-" for name in measures]])
        truth += [
            {
                "as_of": as_of,
                "organisation": organisation.name,
                "measure": name,
                "count": counts[name],
                "source_file": file,
                "source_sheet": sheet.name,
                "source_cell": f"B{row + 1}",
            }
            for name in measures
        ]
    sheet.add([None, "Cộng", *[sum(counts[name] for counts in counted) for name in measures]], "total")
    return truth


def _owed(rule: str, file: str, sheet: Sheet, cell: str, organisation: Organisation) -> Row:
    where = {"source_file": file, "source_sheet": sheet.name, "source_cell": cell}
    return {"rule": rule, "organisation": organisation.name} | where


def _structure(organisation: Organisation, rng: Random) -> Counts:
    total = organisation.members
    probationary = _share(total, 0.03, rng)
    shares = {"women": 0.36, "ethnic_minority": 0.14, "religious": 0.03, "exempt": 0.01}
    counts = {"total": total, "full": total - probationary, "probationary": probationary}
    counts |= {name: _share(total, share, rng) for name, share in shares.items()}
    drawn = rng.choices(AGES, (18, 34, 28, 17, 3), k=total)
    return counts | {age: drawn.count(age) for age in AGES}


def _share(total: int, share: float, rng: Random) -> int:
    return sum(rng.random() < share for _ in range(total))


def _movement(organisation: Organisation, rng: Random) -> Counts:
    total = organisation.members
    rates = {"admitted": 0.008, "transferred_in": 0.012, "restored": 0.0003, "died": 0.0006}
    rates |= {"expelled": 0.0005, "removed": 0.001, "resigned": 0.0006, "transferred_out": 0.014}
    counts = {name: _share(total, rate, rng) for name, rate in rates.items()}
    added = sum(counts[name] for name in _INCREASES) - sum(counts[name] for name in _DECREASES)
    return counts | {"opening": total, "closing": total + added}
