"""A sheet's cells become tables: titles, headings, groups, data, totals and notes told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise

from analysis.as_of import find_as_of, is_day_label
from analysis.cells import Sheet, Value
from analysis.personal import names_person
from analysis.recognise.body import BodyReader
from analysis.recognise.fields import KINDS, field_of, heading_hits
from analysis.recognise.headers import Header, HeaderFinder
from analysis.recognise.heading_looks import Row, is_unit_line
from analysis.recognise.lone_heading import lone_heading
from analysis.recognise.looks import is_number, is_outline, is_words
from analysis.recognise.side_by_side import shares_of_titles, side_by_side
from analysis.recognise.table import Roles, SheetReading, Table
from analysis.recognise.words import plays
from analysis.recognise.wrapped_rows import joined_rows
from analysis.text import fold


def names_organisations(paths: dict[int, tuple[str, ...]], name: int) -> bool:
    """Whether the names in a column are the office's organisations, by its heading and one other."""
    if not any(name in paths and field_of(kind, paths[name]) == "organisation" for kind in KINDS):
        return False
    return heading_hits(tuple(path[-1] for path in paths.values())) >= 2


def recognise_sheet(sheet: Sheet) -> SheetReading:
    """The tables of a sheet and the role of each of its cells.

    Every cell that is not empty gets exactly one role.
    """
    reading = SheetReading(sheet, [], Roles())
    joined, pieces = joined_rows(sheet)
    finder = HeaderFinder(joined, heading_hits)
    header, pending = finder.next_header(0), 0
    while header is not None:
        following = _next_table(finder, header)
        limit = len(finder.rows) if following is None else _titles_start(finder, header, following)
        parts = side_by_side(finder.rows, header, limit)
        parts = finder.alone(parts, limit) if len(parts) > 1 else parts
        ends = [_read_table(reading, finder, part, limit) for part in parts]
        _place_notes(reading, finder, range(min(ends), limit), len(parts))
        _place_titles(reading, finder, pending, len(parts))
        header, pending = following, limit
    if not reading.tables and (lone := lone_heading(finder.rows)) is not None:
        end = _read_table(reading, finder, lone, len(finder.rows))
        _place_notes(reading, finder, range(end, len(finder.rows)), 1)
        _place_titles(reading, finder, 0, 1)
    _place_rest(reading, finder)
    reading.roles.update({piece: reading.roles[line] for piece, line in pieces.items()})
    _find_as_of(reading)
    return reading


def _next_table(finder: HeaderFinder, header: Header) -> Header | None:
    """The next heading block that is not the same one, printed again on the next page."""
    above, following = header, finder.next_header(header.last + 1)
    while following is not None and _same_heading(finder, above, following):
        above, following = following, finder.next_header(following.last + 1)
    return following


def _titles_start(finder: HeaderFinder, header: Header, following: Header) -> int:
    """The row after this table's own: where the next table's titles begin."""
    first = header.last + 1
    start = _above_titles(finder.rows, following.first, first)
    r = _above_blanks(finder.rows, start, first)
    # Blank rows may part the title from its table; a single one more is looked across.
    titles = _above_titles(finder.rows, r, first)
    if titles == first:
        return start
    near = start == following.first or (start - r == 1 and _is_banner(finder.rows, titles, r, first))
    return titles if near else start


def _above_blanks(rows: list[Row], r: int, first: int) -> int:
    while r > first and not rows[r - 1]:
        r -= 1
    return r


def _is_banner(rows: list[Row], start: int, stop: int, first: int) -> bool:
    """Titles further from what stands above them than from the titles below: not who signed the table."""
    above = start - _above_blanks(rows, start, first)
    texts = [str(value) for row in rows[start:stop] for _, value in row]
    return above > 1 and not any(map(names_person, texts))


def _above_titles(rows: list[Row], r: int, first: int) -> int:
    """The first of the rows right above row `r` that can all be titles; the nearest may be numbered."""
    stop = r
    if r > first and rows[r - 1] and (_is_title(rows[r - 1]) or _is_numbered_title(rows[r - 1], rows[r - 2])):
        r -= 1
        while r > first and rows[r - 1] and _is_title(rows[r - 1]):
            r -= 1
    attached = r > first and bool(rows[r - 1])
    while attached and r < stop and len(rows[r]) == 2 and not any(_names_table(v) for _, v in rows[r]):
        r += 1  # two words right below the rows of a table are its last row
    return r


def _names_table(value: Value) -> bool:
    return plays("title", str(value)) or is_unit_line(str(value)) or not is_words(value)


def _is_numbered_title(row: Row, above: Row) -> bool:
    """II | Các tổ chức đảng chưa đại hội: the number of a table, and what it lists."""
    if len(row) != 2 or is_words(row[0][1]) or not _is_title(row[1:]):
        return False
    return is_outline(row[0][1]) or (is_number(row[0][1]) and not above)


def _is_title(row: Row) -> bool:
    return (
        len(row) <= 2
        and all(is_words(v) for _, v in row)
        and not any(plays(role, str(v)) for role in ("note", "total", "page") for _, v in row)
    )


def _same_heading(finder: HeaderFinder, a: Header, b: Header) -> bool:
    """The heading printed again on the next page, with no title of its own."""
    if {c: tuple(map(fold, p)) for c, p in a.paths.items()} != {
        c: tuple(map(fold, p)) for c, p in b.paths.items()
    }:
        return False
    above = [row for row in finder.rows[max(a.last + 1, b.first - 2) : b.first] if row]
    return not above or not _is_title(above[-1])


def _read_table(reading: SheetReading, finder: HeaderFinder, header: Header, limit: int) -> int:
    """Reads the table below a heading block; the first row that is no longer part of it."""
    lines, end = BodyReader(finder.rows, header, limit, names_organisations).lines()
    table = Table(
        number=len(reading.tables) + 1,
        first_row=header.first,
        last_row=max(end - 1, header.last),
        left=header.left,
        right=header.right,
        header_rows=tuple(range(header.first, header.last + 1)),
        paths=header.paths,
        ordinal=header.ordinal,
        lines=lines,
    )
    for r in table.header_rows:
        columns = [c for c, _ in finder.rows[r] if table.left <= c <= table.right]
        reading.roles.give(r, columns, ("header", table.number))
    for line in lines:
        reading.roles.give(line.row, line.cells, (line.role, table.number))
    reading.tables.append(table)
    return end


def _place_notes(reading: SheetReading, finder: HeaderFinder, below: range, count: int) -> None:
    """What stands below the last tables and is part of none of them; of tables side by side below its own."""
    tables = reading.tables[-count:]
    for r in below:
        for c, value in finder.rows[r]:
            if (r, c) not in reading.roles:
                table = max((t for t in tables if t.left <= c), key=lambda t: t.left, default=tables[0])
                reading.roles[r, c] = ("note", table.number if is_words(value) else 0)
                table.notes.append((r, c, str(value)))


def _place_titles(reading: SheetReading, finder: HeaderFinder, start: int, count: int) -> None:
    """What stands above a heading block names its tables: banners, dates, the unit of the figures.

    Of tables side by side each has its own title right above it; what stands higher names them all.
    """
    tables = reading.tables[-count:]
    parts = [(table.left, table.right) for table in tables]
    own = count > 1
    for r in range(tables[0].first_row - 1, start - 1, -1):
        row = [(c, value) for c, value in finder.rows[r] if (r, c) not in reading.roles]
        shares = shares_of_titles(row, parts) if own and row else None
        own = own and (shares is not None or not row)
        for i, (c, value) in enumerate(row):
            named = [tables[shares[i]]] if shares is not None else tables
            reading.roles[r, c] = ("title", named[0].number)
            for table in named:
                table.titles.append((r, c, str(value)))
    for table in tables:
        table.titles.sort()


def _place_rest(reading: SheetReading, finder: HeaderFinder) -> None:
    """Cells beside every table are somebody's remarks; a sheet without a table is all remarks."""
    if len(reading.roles) == sum(map(len, finder.rows)):
        return
    for r, row in enumerate(finder.rows):
        for c, _ in row:
            reading.roles.setdefault((r, c), ("note", 0))


def _find_as_of(reading: SheetReading) -> None:
    texts = [text for table in reading.tables for _, _, text in (*table.titles, *table.notes)]
    if not reading.tables:
        texts = [value for _, _, value in reading.sheet.cells() if isinstance(value, str)]
    reading.as_of = next(
        (found for text in chain(texts, _label_and_day(reading)) if (found := find_as_of(text))), None
    )
    headings = dict.fromkeys(
        text for table in reading.tables for path in table.paths.values() for text in path
    )
    reading.as_of = reading.as_of or _last_heading_day(headings)


def _last_heading_day(headings: Iterable[str]) -> date | None:
    """A column "Có đến cuối kỳ (31/3/2025)" says of when the figures are; "đầu kỳ" says it too, of before."""
    days = [found for text in headings if (found := find_as_of(text))]
    return max(days) if days else None


def _label_and_day(reading: SheetReading) -> Iterator[str]:
    """A banner over two cells: "Thời điểm báo cáo:" and, right of it, the day.

    Where the figures and the report have each their own day, the figures' comes first.
    """
    found: list[tuple[str, str]] = []
    for row in reading.sheet.rows:
        filled = [value for value in row if value is not None]
        for label, day in pairwise(filled):
            if isinstance(label, str) and _may_be_day(day) and is_day_label(label):
                shown = f"{day:%d/%m/%Y}" if isinstance(day, date) else str(day)
                found.append((fold(label), f"tính đến ngày {shown}"))
    yield from (text for label, text in found if "đến" in label or "liệu" in label)
    yield from (text for _, text in found)


def _may_be_day(value: Value) -> bool:
    text = isinstance(value, str) and len(value) <= _LONGEST_DAY and any(map(str.isdecimal, value))
    return text or isinstance(value, date)


_LONGEST_DAY = 40
