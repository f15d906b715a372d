"""A sheet's cells become tables: titles, headings, groups, data, totals and notes told apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, pairwise

from analysis.as_of import find_as_of, is_day_label
from analysis.cells import Sheet, Value
from analysis.recognise.body import BodyReader
from analysis.recognise.fields import KINDS, field_of, heading_hits
from analysis.recognise.headers import Header, HeaderFinder
from analysis.recognise.heading_looks import Row
from analysis.recognise.lone_heading import lone_heading
from analysis.recognise.looks import is_words
from analysis.recognise.table import Roles, SheetReading, Table
from analysis.recognise.words import plays
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
    finder = HeaderFinder(sheet, heading_hits)
    position, pending = 0, 0
    while (header := finder.next_header(position)) is not None:
        following = finder.next_header(header.last + 1)
        limit = _titles_start(finder, header, following)
        for part in _side_by_side(header):
            _read_table(reading, finder, part, limit)
        _place_titles(reading, finder, pending, header)
        position = pending = limit
        if following is None:
            break
    if not reading.tables and (lone := lone_heading(finder.rows)) is not None:
        _read_table(reading, finder, lone, len(finder.rows))
        _place_titles(reading, finder, 0, lone)
    _place_rest(reading, finder)
    _find_as_of(reading)
    return reading


def _titles_start(finder: HeaderFinder, header: Header, following: Header | None) -> int:
    """The row after this table's own: where the next table's titles begin, or the sheet's end."""
    if following is None:
        return len(finder.rows)
    if _same_heading(finder, header, following):
        after = finder.next_header(following.last + 1)
        return _titles_start(finder, following, after)
    r = following.first
    while r > header.last + 1 and finder.rows[r - 1] and _is_title(finder.rows[r - 1]):
        r -= 1
    start = r
    while r > header.last + 1 and not finder.rows[r - 1]:
        r -= 1
    # Blank rows may part the title from its table; a single one more is looked across.
    titles = r
    while titles > header.last + 1 and finder.rows[titles - 1] and _is_title(finder.rows[titles - 1]):
        titles -= 1
    return titles if titles > header.last + 1 and start == following.first else start


def _is_title(row: Row) -> bool:
    return (
        len(row) <= 2
        and all(is_words(v) for _, v in row)
        and not any(plays("note", str(v)) or plays("total", str(v)) for _, v in row)
    )


def _same_heading(finder: HeaderFinder, a: Header, b: Header) -> bool:
    """The heading printed again on the next page, with no title of its own."""
    if {c: tuple(map(fold, p)) for c, p in a.paths.items()} != {
        c: tuple(map(fold, p)) for c, p in b.paths.items()
    }:
        return False
    above = [row for row in finder.rows[max(a.last + 1, b.first - 2) : b.first] if row]
    return not above or not _is_title(above[-1])


def _side_by_side(header: Header) -> list[Header]:
    """Tables beside one another: the headings start again from the first one, further right."""
    columns = header.columns
    leaves = [fold(" / ".join(header.paths[c])) for c in columns]
    starts = [i for i, leaf in enumerate(leaves) if leaf == leaves[0] and (i == 0 or leaves[i - 1] != leaf)]
    if len(starts) < 2 or any(leaves[s : s + 2] != leaves[:2] for s in starts):
        return [header]
    parts: list[Header] = []
    for start, stop in zip(starts, [*starts[1:], len(columns)], strict=True):
        own = columns[start:stop]
        ordinal = next((c for c in own if plays("ordinal", header.paths[c][-1])), None)
        paths = {c: header.paths[c] for c in own}
        parts.append(Header(header.first, header.last, own[0], own[-1], paths, ordinal, header.number_row))
    return parts


def _read_table(reading: SheetReading, finder: HeaderFinder, header: Header, limit: int) -> None:
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
    for r in range(end, limit):
        _notes_below(reading, finder, table, r)


def _notes_below(reading: SheetReading, finder: HeaderFinder, table: Table, r: int) -> None:
    for c, value in finder.rows[r]:
        if (r, c) not in reading.roles:
            reading.roles[r, c] = ("note", table.number if is_words(value) else 0)
            table.notes.append((r, c, str(value)))


def _place_titles(reading: SheetReading, finder: HeaderFinder, start: int, header: Header) -> None:
    """What stands above a heading block names its table: banners, dates, the unit of the figures."""
    table = next(t for t in reading.tables if t.first_row == header.first)
    for r in range(start, header.first):
        for c, value in finder.rows[r]:
            if (r, c) not in reading.roles:
                reading.roles[r, c] = ("title", table.number)
                table.titles.append((r, c, str(value)))


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
