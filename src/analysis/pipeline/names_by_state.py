"""Names of organisations below, beside or behind the words that say the state of each of them.

A. Đã được duyệt hồ sơ | B. Chưa được duyệt      Tình trạng    | Số đơn vị | Tên đơn vị
Đảng bộ Sở Nội vụ      | Chi bộ Nhà hát          Đã hoàn thành | 2         | Đảng bộ Sở Nội vụ; Chi bộ Nhà hát

II. Các đơn vị chưa có dự thảo văn kiện (01 đơn vị)
1. Chi bộ Nhà hát
"""

from __future__ import annotations

from collections import Counter

from analysis.cells import Value
from analysis.pipeline.listed_names import Listed, Miscount, NamesByState, listed_as, names_in
from analysis.pipeline.lists_by_state import stated_by
from analysis.pipeline.names_in_lines import read_columns, read_lines
from analysis.recognise.columns import Stated
from analysis.recognise.fields import field_of
from analysis.recognise.looks import is_words, look
from analysis.recognise.table import Line, SheetReading, Table

_FEWEST, _MOST_ROWS = 2, 2000


def names_by_state(reading: SheetReading) -> NamesByState | None:
    """The names of a sheet of which something says the state; None where there is no list of them."""
    found = NamesByState()
    rows = reading.sheet.rows
    for table in reading.tables:
        if not _read_table(found, table):
            found.lonely += [(line.row, *next(iter(line.cells.items()))) for line in table.data if line.cells]
    if len(rows) <= _MOST_ROWS and not found.listed:
        found.lonely.clear()
        (read_columns if reading.tables else read_lines)(found, rows)
    return found if len(found.listed) >= _FEWEST else None


def _read_table(found: NamesByState, table: Table) -> bool:
    """Takes all names of a table, or none of them where the state of one stays open; whether it did."""
    headings = {c: _heading(table, c) for line in table.data for c in line.cells}
    if any(names_in(path[-1]) for path in headings.values()):
        return False  # what looked like headings are the first names
    headed = {c for c, path in headings.items() if field_of("progress", path) == "organisation"}
    listed: list[Listed] = []
    named: set[int] = set()
    for line in table.data:
        names = {c: some for c, v in line.cells.items() if (some := names_in(v, c in headed))}
        if headed:
            names = {c: some for c, some in names.items() if c in headed}
        for column, some in names.items():
            stated = _stated(table, line, column, headings, set(names))
            if stated is None:
                return False
            listed += [listed_as(name, line.row, column, stated) for name in some]
        named |= set(names)
    if not listed:
        return False
    found.listed += listed
    if len({(one.row, one.column) for one in listed}) < len(listed):
        _check_counts(found, table, Counter(one.row for one in listed))
    top = table.header_rows[-1] if table.header_rows else table.first_row
    found.unused += [
        (top, c, headings[c][-1])
        for c in headings
        if c not in named and headings[c] and _is_unused(table, c, headings[c])
    ]
    return True


def _heading(table: Table, column: int) -> tuple[str, ...]:
    """The headings of a column, else of the nearest left: a title merged over numbers and names."""
    return next((table.paths[c] for c in range(column, table.left - 1, -1) if c in table.paths), ("",))


def _stated(
    table: Table,
    line: Line,
    column: int,
    headings: dict[int, tuple[str, ...]],
    named: set[int],
) -> Stated | None:
    """What the row or the heading of a name says, else its section or title; None where two disagree."""
    beside = tuple(
        str(value)
        for c, value in line.cells.items()
        if c not in named and is_words(value) and field_of("progress", headings[c]) != "note"
    )
    around = (*beside, *reversed(headings[column]))
    titles = [text for _, _, text in reversed(table.titles)]
    further = (*around, *reversed(line.groups), *titles)
    said = {told for text in around if (told := stated_by(text, further))}
    if said:
        return said.pop() if len(said) == 1 else None
    said = {told for text in line.groups[-1:] if (told := stated_by(text, further))}
    rows = sorted({r for r, _, _ in table.titles}, reverse=True)
    for r in rows if not said else ():
        said = {told for row, _, text in table.titles if row == r and (told := stated_by(text, further))}
        if said:
            break  # titles side by side are each of their own column
    return said.pop() if len(said) == 1 else None


def _check_counts(found: NamesByState, table: Table, names: Counter[int]) -> None:
    """Where cells list several names, a row's own count is one of its names, a total's of them all."""
    for line in (*table.data, *table.totals):
        of_row = names.total() if line.role == "total" else names[line.row]
        counts = _counts(table, line)
        if len(counts) == 1 and of_row:
            _compare(found, table, line, counts, of_row)


def _counts(table: Table, line: Line) -> dict[int, int]:
    """The counts of a row by column: what numbers the rows is none."""
    return {
        c: v
        for c, v in line.cells.items()
        if isinstance(v, int) and c in table.paths and c != table.ordinal and not _numbers(table.filled[c])
    }


def _numbers(values: list[Value]) -> bool:
    return len(values) > 1 and values == list(range(1, len(values) + 1))


def _compare(found: NamesByState, table: Table, line: Line, counts: dict[int, int], names: int) -> None:
    for column, count in counts.items():
        if count != names:
            found.miscounts.append(Miscount(line.row, column, table.paths[column][-1], count, names))


def _is_count(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_unused(table: Table, column: int, heading: tuple[str, ...]) -> bool:
    """Whether a column holds what was neither a name nor a number nor the words of a state."""
    if column == table.ordinal or field_of("progress", heading) == "note":
        return False
    return any(
        not is_words(value) and look(value) not in ("ordinal", "outline") for value in table.filled[column]
    ) and not all(map(_is_count, table.filled[column]))
