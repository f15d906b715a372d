"""Reading any office table, whatever it is about: cells with their roles, tables as frames."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.as_of import find_as_of
from analysis.cells import Sheet, Value, cell_address
from analysis.read.apart import read_apart
from analysis.recognise.sheet import recognise_sheet
from analysis.recognise.table import Line, SheetReading, Table


@dataclass(slots=True)
class OfficeTable:
    """One table of a workbook.

    `frame` has one row per data row; a column's name is its headings from the widest down, joined
    by " / "; the sections that a row stands in are the columns `group`, `group_2`, …
    `totals` has the same columns for the printed totals and subtotals.
    """

    frame: pd.DataFrame
    title: str
    as_of: date | None
    totals: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    sheet: str = ""
    range: str = ""


def read_cells(path: Path | str) -> pd.DataFrame:
    """One row per cell that is not empty, of every sheet of the workbook.

    Columns: sheet, cell (A1), row and column (from 1), value, role (title, header, group, data,
    total, note) and table (0 where the cell belongs to none).
    Raises UnreadableWorkbook for a file that can't be opened.

    >>> from tempfile import TemporaryDirectory
    >>> lines = ["Biểu 1;;", "TT;Đơn vị;Số dự án", "1;Hà Nội;51", "2;Huế;5", ";Tổng số;56"]
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "bieu.csv")
    ...     _ = path.write_text(chr(10).join(lines), encoding="utf-8")
    ...     cells = read_cells(path)
    >>> cells.groupby("role", sort=False)["cell"].agg(list).to_dict()["total"]
    ['B5', 'C5']
    """
    rows: list[tuple[str, str, int, int, Value, str, int]] = []
    for reading in _readings(path):
        sheet = reading.sheet
        for r, c, value in sheet.cells():
            role, table = reading.roles[r, c]
            place = sheet.address(r, c)
            rows.append((sheet.name, place, sheet.top + r + 1, sheet.left + c + 1, value, role, table))
        for (r, c), value in sorted(sheet.strays.items()):
            rows.append((sheet.name, cell_address(r, c), r + 1, c + 1, value, "note", 0))
    return pd.DataFrame(rows, columns=["sheet", "cell", "row", "column", "value", "role", "table"])


def read_tables(path: Path | str) -> list[OfficeTable]:
    """All tables of a workbook, in the order of its sheets and from top to bottom.

    Raises UnreadableWorkbook for a file that can't be opened.

    >>> from tempfile import TemporaryDirectory
    >>> lines = ["Biểu 1;;", "TT;Đơn vị;Số dự án", "1;Hà Nội;51", "2;Huế;5", ";Tổng số;56"]
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "bieu.csv")
    ...     _ = path.write_text(chr(10).join(lines), encoding="utf-8")
    ...     table = read_tables(path)[0]
    >>> table.title, table.range, table.frame["Đơn vị"].tolist(), table.totals["Số dự án"].tolist()
    ('Biểu 1', 'A2:C5', ['Hà Nội', 'Huế'], ['56'])
    """
    return [_office_table(reading, table) for reading in _readings(path) for table in reading.tables]


def _readings(path: Path | str) -> list[SheetReading]:
    return [recognise_sheet(sheet) for sheet in read_apart(Path(path)).sheets]


def _office_table(reading: SheetReading, table: Table) -> OfficeTable:
    titles = [text for _, _, text in table.titles]
    names = _column_names(table)
    return OfficeTable(
        _frame(table.data, names),
        "\n".join(titles),
        next((found for text in titles if (found := find_as_of(text))), reading.as_of),
        _frame(table.totals, names),
        [text for _, _, text in table.notes],
        reading.sheet.name,
        _range(reading.sheet, table),
    )


def _column_names(table: Table) -> dict[int, str]:
    """A name for every column that has a heading or a value; the second of one name gets "(2)".

    A heading merged over several columns of which only some are filled names only those.
    """
    filled = {c for line in table.lines for c in line.cells}
    names: dict[int, str] = {}
    seen: dict[str, int] = {}
    for c in range(table.left, table.right + 1):
        path = " / ".join(table.paths.get(c, ()))
        if c not in filled and (not path or path in seen):
            continue
        name = path or cell_address(0, c)[:-1]
        seen[name] = seen.get(name, 0) + 1
        names[c] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def _frame(lines: list[Line], names: dict[int, str]) -> pd.DataFrame:
    depth = max((len(line.groups) for line in lines), default=0)
    groups = ["group" if level == 0 else f"group_{level + 1}" for level in range(depth)]
    columns: dict[str, list[Value]] = {
        name: [line.groups[level] if level < len(line.groups) else None for line in lines]
        for level, name in enumerate(groups)
    }
    columns |= {name: [line.cells.get(c) for line in lines] for c, name in names.items()}
    return pd.DataFrame(columns, dtype=object).infer_objects()


def _range(sheet: Sheet, table: Table) -> str:
    first, last = sheet.address(table.first_row, table.left), sheet.address(table.last_row, table.right)
    return f"{first}:{last}"
