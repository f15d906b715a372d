"""`make bench`: reading and cleaning beside merely reading the same cells with other tools.

Two loads: many small workbooks, and one long sheet. Every tool runs in the same process, in turn;
the ratio of the medians is what counts, the machine is noisy.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import xlsxwriter
from python_calamine import CalamineWorkbook

from analysis import clean_folder, load_plan
from analysis.pipeline.intake import take_in

HEADING = [
    "TT",
    "Tên TCCSĐ",
    "Loại hình",
    "Quy hoạch",
    "Kết luận TCCT",
    "Văn kiện",
    "Duyệt hồ sơ",
    "ĐH chi bộ trực thuộc (đã/tổng)",
    "Dự kiến ĐH",
    "Đã ĐH ngày",
    "Ghi chú",
]
SMALL_FILES, SMALL_ROWS, WEEKS, LONG_ROWS, RUNS = 1_000, 44, 25, 200_000, 3


def main() -> None:
    """Prints a line per load and tool."""
    with tempfile.TemporaryDirectory() as folder:
        small, long_sheet = Path(folder) / "small", Path(folder) / "long"
        write_reports(small, SMALL_FILES, SMALL_ROWS)
        write_reports(long_sheet, 1, LONG_ROWS)
        for title, raw in (
            (f"{SMALL_FILES} workbooks of {SMALL_ROWS} rows", small),
            (f"one sheet of {LONG_ROWS} rows", long_sheet),
        ):
            reports = sorted(raw.glob("bc*.xlsx"))
            compare(
                title,
                {
                    "python-calamine, cells only": lambda paths=reports: [cells(path) for path in paths],
                    "pandas with openpyxl, cells only": lambda paths=reports: [
                        pd.read_excel(path, header=None, engine="openpyxl") for path in paths
                    ],
                    "read and recognised": lambda paths=reports, folder=raw: [
                        take_in(folder, path.name, None) for path in paths
                    ],
                    "the whole cleaning": lambda folder=raw: clean_folder(folder, load_plan("plan.toml")),
                },
            )


def compare(title: str, tools: dict[str, Callable[[], object]]) -> None:
    """Medians of several runs, and each tool's ratio to the first one's."""
    seconds = {name: statistics.median(timed(tool) for _ in range(RUNS)) for name, tool in tools.items()}
    first = next(iter(seconds.values()))
    print(title)
    for name, taken in seconds.items():
        print(f"  {name:36} {taken:8.3f} s  {taken / first:6.2f} ×")


def timed(tool: Callable[[], object]) -> float:
    """Seconds that one call takes."""
    start = time.perf_counter()
    tool()
    return time.perf_counter() - start


def cells(path: Path) -> list[list[object]]:
    """All cells of the first sheet as calamine gives them."""
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]


def write_reports(folder: Path, files: int, rows: int) -> None:
    """A register, and reports of its organisations: so many of them in a file, and each of them weekly."""
    folder.mkdir()
    groups = -(-files // WEEKS)
    names = [f"Chi bộ Đơn vị {number}" for number in range(groups * rows)]
    register = [["Thời điểm: 31/12/2024"], ["TT", "Tên TCCSĐ", "Loại hình", "Đảng viên"]]
    register += [[n, name, "Doanh nghiệp", 12] for n, name in enumerate(names, start=1)]
    write(folder / "ds.xlsx", register)
    for file in range(files):
        day = date(2025, 1, 8) + timedelta(weeks=file % WEEKS)
        group = file // WEEKS
        report: list[list[object]] = [[f"Tính đến ngày {day.day}/{day.month}/{day.year}"], HEADING]  # type: ignore[list-item]
        report += [
            [n, name, "Doanh nghiệp", "x", "x", "đang làm", None, None, "20/6/2025", None, None]
            for n, name in enumerate(names[group * rows : (group + 1) * rows], start=1)
        ]
        write(folder / f"bc {file:04}.xlsx", report)


def write(path: Path, rows: list[list[object]]) -> None:
    """One sheet of rows."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for r, row in enumerate(rows):
            sheet.write_row(r, 0, row)


if __name__ == "__main__":
    main()
