"""The kinds of mess, and the workbooks that an office with some of them sends."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from benchmarks import mess_words as words
from benchmarks.mess_tables import Clerk, membership_columns, progress_columns, register_columns, table_of
from benchmarks.mess_values import Written
from benchmarks.mess_workbooks import Book, Column, Expected, Mess, Sheet, Writer, lay_out
from benchmarks.mess_world import Office, Organisation

LAYOUT = (
    "banners", "header looks merged", "three header rows", "header repeated", "column numbers", "sections",
    "groups in name column", "groups over the row", "two-level sections", "section sums", "totals below",
    "totals above", "subtotals", "tables stacked", "tables side by side", "several sheets", "one file each",
    "label and value forms", "sub-cells listed", "hidden rows", "hidden columns", "hidden sheet", "blank rows",
    "blank columns", "not at A1", "numbering restarts", "no numbering", "wide names", "long notes", "signatures",
    "own columns", "gap below header", "date in file name",
)  # fmt: skip
VALUES = (
    "date spellings", "rough dates", "years missing", "real dates", "serial dates", "1904 dates", "turned dates",
    "impossible dates", "count spellings", "own words", "open answers", "numbers as text", "footnotes",
    "stray spaces", "error cells", "uncomputed formulas",
)  # fmt: skip
TEXT = ("NFD", "lookalike letters", "invisible characters", "old tone placement", "TCVN3", "VNI", "capitals",
        "code pages mixed")  # fmt: skip
NAMES = (
    "abbreviated names",
    "unknown names",
    "near names",
    "organisations missing",
    "rows twice",
    "reports in conflict",
)
CONTAINERS = (
    "csv",
    "csv utf-16",
    "csv cp1258",
    "csv tabs",
    "html as xls",
    "SpreadsheetML",
    "zip",
    "real xls",
)
KINDS = ("wording", *LAYOUT, *VALUES, *TEXT, *NAMES, *CONTAINERS)
_EXCLUSIVE = (
    ("tables stacked", "tables side by side", "several sheets", "one file each", "label and value forms"),
    ("sections", "groups in name column", "groups over the row", "two-level sections"),
    ("totals below", "totals above"),
    TEXT[:1] + TEXT[4:6] + TEXT[7:], ("old tone placement", "TCVN3", "VNI", "code pages mixed"),
    ("turned dates", "real dates", "serial dates", "1904 dates", "date spellings", "rough dates", "years missing"),
    ("turned dates", "impossible dates"), ("turned dates", "own words"), ("turned dates", "error cells"),
    ("turned dates", "uncomputed formulas"), ("turned dates", "open answers"),
    ("no numbering", "section sums"), ("no numbering", "numbering restarts"), ("capitals", "TCVN3", "code pages mixed"),
    CONTAINERS, ("reports in conflict", "one file each"), ("reports in conflict", "label and value forms"),
    ("reports in conflict", "unknown names"), ("reports in conflict", "near names"),
    ("turned dates", "one file each"), ("turned dates", "label and value forms"),
    ("turned dates", *CONTAINERS[:5]), ("header repeated", "tables side by side"), ("csv cp1258", *TEXT[1:3], *TEXT[4:6], TEXT[7]),
)  # fmt: skip
_SECTIONED = {"sections", "groups in name column", "groups over the row", "two-level sections", "section sums",
              "subtotals", "numbering restarts", "tables stacked", "several sheets"}  # fmt: skip


def mixture(rng: random.Random) -> Mess:
    """Several kinds at once, none of which rules another out; code pages mixed cell by cell stay alone."""
    wanted = rng.sample([kind for kind in KINDS[1:] if kind != TEXT[-1]], rng.randint(3, 9))
    chosen: list[str] = []
    for kind in wanted:
        if not any(kind in group and other in group for group in _EXCLUSIVE for other in chosen):
            chosen.append(kind)
    if set(chosen) & set(CONTAINERS[:6]):
        chosen = [kind for kind in chosen if kind not in ("several sheets", "hidden sheet", "hidden rows", "hidden columns",
                                                          "1904 dates", "turned dates")]  # fmt: skip
    return frozenset(chosen)


def books_of(office: Office, mess: Mess, rng: random.Random) -> list[Book]:
    """All files of an office: the register, a progress report per day, membership statistics."""
    books = [_register(office, mess, rng)]
    for day in office.days:
        books += _progress(office, day, mess, rng)
    books += _membership(office, office.days[-1], mess, rng)
    for book in books:
        book.text = next((kind for kind in TEXT if kind in mess and kind != "capitals"), "plain")
        book.container = next((kind for kind in CONTAINERS if kind in mess), "xlsx")
        book.date_1904 = "1904 dates" in mess
    return books


def _register(office: Office, mess: Mess, rng: random.Random) -> Book:
    kept = mess - {"unknown names", "near names", "abbreviated names", "capitals", "footnotes", "header repeated",
                   "hidden columns", "own columns"}  # fmt: skip
    clerk = Clerk(office, kept, rng)
    sections = bool(kept & {"groups in name column", "groups over the row", "two-level sections", "sections"})
    columns = register_columns(clerk, sections=sections)
    sheet = Sheet("Danh sách")

    def name(organisation: Organisation) -> Written:
        return Written(organisation.name, {"organisation": organisation.name})

    top = _titles(sheet, clerk, "register", None, 0, len(columns))
    table = table_of(clerk, columns, office.organisations, sections=sections, name=name)
    lay_out(sheet, top, 0, table, kept, rng)
    return Book("Danh sach TCCSD", [sheet])


def _progress(office: Office, day: date, mess: Mess, rng: random.Random) -> list[Book]:
    clerk = Clerk(office, mess, rng)
    flat = "label and value forms" in mess
    columns = progress_columns(clerk, day, flat=flat)
    if "sub-cells listed" in mess:
        columns = [c for c in columns if not any(_is_subcells(c, o, day) for o in office.organisations)]
    everyone = _reporting(office, mess, rng)
    books = _reports(clerk, columns, everyone, "progress", day)
    if "sub-cells listed" in mess:
        books.append(_subcell_list(clerk, everyone, day))
    if "reports in conflict" in mess:
        books.append(_conflicting(clerk, columns, everyone, day, books))
    return books


def _is_subcells(column: Column, organisation: Organisation, day: date) -> bool:
    return column.path[0] != "" and column.key(organisation) == (
        "progress",
        day,
        organisation.name,
        "subcell_congresses",
    )


def _membership(office: Office, day: date, mess: Mess, rng: random.Random) -> list[Book]:
    kept = mess - {"open answers", "sub-cells listed", "reports in conflict"}
    clerk = Clerk(office, kept, rng)
    columns = membership_columns(clerk, day, flat="label and value forms" in mess)
    return _reports(clerk, columns, _reporting(office, kept, rng), "membership", day)


def _reporting(office: Office, mess: Mess, rng: random.Random) -> list[Organisation]:
    everyone = list(office.organisations)
    if "organisations missing" in mess:
        everyone = [o for o in everyone if rng.random() > 0.15] or everyone[:1]
    if "rows twice" in mess:
        again = rng.choice(everyone)
        everyone.insert(rng.randint(0, len(everyone)), again)
        everyone.sort(key=lambda o: list(words.SECTIONS).index(o.type))
    return everyone


def _reports(
    clerk: Clerk, columns: list[Column], everyone: list[Organisation], kind: str, day: date
) -> list[Book]:
    mess, rng = clerk.mess, clerk.rng
    stem = {"progress": "Tien do dai hoi", "membership": "Thong ke dang vien"}[kind]
    stem += f" lan {clerk.office.days.index(day) + 1}"
    if "three header rows" in mess:
        columns = _below_one_heading(columns, rng)
    if "label and value forms" in mess:
        some = everyone[: rng.randint(3, 8)]
        return [Book(f"{stem} - {i}", [_form(clerk, columns, o, kind, day)]) for i, o in enumerate(some)]
    if "one file each" in mess:
        some = everyone[: rng.randint(3, 8)]
        return [
            Book(f"{stem} don vi {i}", [_sheet(clerk, columns, [[o]], kind, day)]) for i, o in enumerate(some)
        ]
    if "date in file name" in mess:
        stem += rng.choice(
            (f" {day.day}-{day.month}-{day.year}", f"_{day:%Y%m%d}", f" den ngay {day:%d.%m.%Y}")
        )
    parts = [everyone]
    if mess & {"tables stacked", "tables side by side", "several sheets"} and len(everyone) > 7:
        third = -(-len(everyone) // rng.choice((2, 3)))
        parts = [everyone[i : i + third] for i in range(0, len(everyone), third)]
    if "several sheets" in mess:
        return [
            Book(
                stem,
                [_sheet(clerk, columns, [part], kind, day, f"Biểu {i}") for i, part in enumerate(parts, 1)],
            )
        ]
    sheet = _sheet(clerk, columns, parts, kind, day)
    if "hidden sheet" in mess:
        sheet.hidden = True
        front = Sheet("Bìa")
        front.put(0, 0, "BÁO CÁO CÔNG TÁC ĐẢNG")
        return [Book(stem, [front, sheet])]
    return [Book(stem, [sheet])]


def _below_one_heading(columns: list[Column], rng: random.Random) -> list[Column]:
    """One more row of headings over runs of columns."""
    parents = (
        "Nội dung thực hiện",
        "Kết quả",
        "Tiến độ thực hiện",
        "Tình hình thực hiện",
        "Số liệu",
        "Các nội dung",
    )
    first, last = rng.choice(parents[:3]), rng.choice(parents[3:])
    if any("Kết quả" in part for column in columns for part in column.path):
        first = parents[0]
    cut = rng.randint(2, len(columns) - 1)
    while cut < len(columns) and columns[cut].path[0] == columns[cut - 1].path[0]:
        cut += 1
    cut += cut == len(columns) - 1  # nobody spreads a heading over one column
    return [
        Column((first if i < cut else last, *c.path), c.write, c.table, c.key, c.total)
        for i, c in enumerate(columns)
    ]


def _sheet(
    clerk: Clerk,
    columns: list[Column],
    parts: Sequence[list[Organisation]],
    kind: str,
    day: date,
    name: str = "",
) -> Sheet:
    mess, rng = clerk.mess, clerk.rng
    sheet = Sheet(name or rng.choice(("Sheet1", "Tổng hợp", f"T{day.month}", "Biểu 1")))
    left = rng.randint(1, 3) if "not at A1" in mess else 0
    top = rng.randint(1, 5) if "not at A1" in mess else 0
    sections = (
        bool(mess & _SECTIONED - {"tables stacked", "several sheets"})
        and len(parts) == 1
        and len(parts[0]) > 3
    )
    named = None if "date in file name" in mess else day
    top = _titles(sheet, clerk, kind, named, top, len(columns), left)
    right = left
    for i, part in enumerate(parts):
        table = table_of(clerk, columns, part, sections=sections, name=clerk.write_name)
        if i and "tables side by side" in mess:
            right = max(c for _, c in sheet.cells if _ >= top) + 1 + rng.randint(0, 1)
            lay_out(sheet, top, right, table, mess, rng)
            continue
        bottom = lay_out(sheet, top, left, table, mess, rng)
        if "tables stacked" in mess and i + 1 < len(parts):
            top = bottom + rng.randint(1, 2)
            sheet.put(
                top,
                left,
                rng.choice(("BIỂU 2: CÁC ĐƠN VỊ CÒN LẠI", "Các tổ chức đảng khác", "Tiếp theo biểu 1")),
            )
            top += 1 + rng.randint(0, 1)
    _ending(sheet, clerk, day, left, len(columns))
    return sheet


def _titles(
    sheet: Sheet, clerk: Clerk, kind: str, day: date | None, top: int, width: int, left: int = 0
) -> int:
    """Banner, title and as-of line; returns the first row below them."""
    rng, r = clerk.rng, top
    if "banners" in clerk.mess:
        signed = (day or clerk.office.days[-1]) + timedelta(days=rng.randint(0, 3))
        for line in rng.choice(words.BANNERS):
            for i, text in enumerate(line):
                place = clerk.office.place
                sheet.put(
                    r,
                    left + i * max(width // 2, 2),
                    words.place_line(text, place.upper() if i else place, signed),
                )
            r += 1
        r += rng.randint(0, 1)
    sheet.put(r, left, rng.choice(words.TITLES[kind]))
    if rng.random() < 0.5:
        sheet.merge(r, left, r, left + width)
    r += 1
    if day is not None:
        sheet.put(r, left, words.as_of_line(day, rng))
        r += 1
    if "banners" in clerk.mess and kind == "membership":
        sheet.put(r, left + width, rng.choice(("Đơn vị tính: người", "ĐVT: đảng viên")))
        r += 1
    return r + rng.randint(0, 1)


def _ending(sheet: Sheet, clerk: Clerk, day: date, left: int, width: int) -> None:
    rng, mess = clerk.rng, clerk.mess
    r = sheet.bottom + rng.randint(0, 1)
    if "long notes" in mess:
        for text in rng.sample(words.REMARKS, rng.randint(1, 3)):
            sheet.put(r, left + rng.randint(0, 1), text)
            r += 1
    if "signatures" in mess:
        r += rng.randint(0, 1)
        for line in rng.choice(words.SIGNATURES):
            for i, text in enumerate(line):
                sheet.put(
                    r,
                    left + (1 if i == 0 else max(width - 2, 2)),
                    words.place_line(text, clerk.office.place, day),
                )
            r += 1


def _form(clerk: Clerk, columns: list[Column], organisation: Organisation, kind: str, day: date) -> Sheet:
    """One organisation's own return: labels below one another, values beside them."""
    rng, sheet = clerk.rng, Sheet("Báo cáo")
    name = clerk.write_name(organisation)
    r = _titles(sheet, clerk, kind, day, 0, 2)
    marker = rng.choice(("", "{}. ", "- ", "{}) "))
    sheet.put(
        r, 0, rng.choice(("Tên đơn vị", "Tên tổ chức cơ sở đảng:", "Tên đảng bộ, chi bộ", "Tổ chức đảng:"))
    )
    sheet.put(r, 1, name.raw)
    name_cell = (r, 1)
    if name.fields is None:
        sheet.due.add(name_cell)
    for i, column in enumerate(columns, 1):
        r += 1
        value = column.write(organisation)
        sheet.put(r, 0, marker.format(i) + column.path[-1] + rng.choice(("", ":")))
        sheet.put(r, 1, value.raw)
        key = column.key(organisation)
        if value.due or value.fields is None or name.fields is None:
            sheet.due.add((r, 1))
        if key is not None and value.fields != {} and (name.fields is not None or (r, 1) in sheet.cells):
            fields = value.fields if name.fields is not None else None
            sheet.expected.append(
                Expected(column.table, key, fields, (r, 1), name_cell, column.path[-1], value.raw)
            )
    _ending(sheet, clerk, day, 0, 2)
    return sheet


def _subcell_list(clerk: Clerk, everyone: Sequence[Organisation], day: date) -> Book:
    """One row per sub-cell; the committee's name is merged down over its own."""
    rng, sheet = clerk.rng, Sheet("CBTT")
    r = _titles(sheet, clerk, "progress", day, 0, 4)
    headings = (rng.choice(("TT", "STT")), rng.choice(("Tên TCCSĐ", "Đảng bộ", "Đảng bộ cơ sở")),
                rng.choice(("Chi bộ trực thuộc", "Tên chi bộ trực thuộc", "Chi bộ")),
                rng.choice(("Ngày tổ chức ĐH", "Ngày đại hội", "Thời gian tổ chức đại hội", "Đã tổ chức ĐH")))  # fmt: skip
    for i, heading in enumerate(headings):
        sheet.put(r, i, heading)
    r += 1
    for count, organisation in enumerate((o for o in dict.fromkeys(everyone) if o.subcells), 1):
        held, first = organisation.subcells_held(day), r
        sheet.put(r, 0, count)
        sheet.put(r, 1, organisation.name)
        for i in range(organisation.subcells):
            sheet.put(r, 2, f"Chi bộ {rng.choice(('số', 'Phòng', 'Khoa', 'Tổ'))} {i + 1}")
            if i < held:
                sheet.put(r, 3, rng.choice(("x", f"{rng.randint(1, 28)}/12/2024")))
            r += 1
        if rng.random() < 0.7:
            sheet.merge(first, 0, r - 1, 0)
            sheet.merge(first, 1, r - 1, 1)
        status = "done" if held == organisation.subcells else "in_progress" if held else "not_started"
        fields = {"held": held, "required": organisation.subcells, "status": status}
        key = ("progress", day, organisation.name, "subcell_congresses")
        sheet.expected.append(Expected("progress", key, fields, (first, 2), (first, 1), headings[3]))
    return Book(f"Dai hoi chi bo truc thuoc lan {clerk.office.days.index(day) + 1}", [sheet])


def _conflicting(
    clerk: Clerk, columns: list[Column], everyone: Sequence[Organisation], day: date, books: list[Book]
) -> Book:
    """A second report of the same day by some organisations; some cells say something else."""
    some = clerk.rng.sample(list(everyone), max(1, len(everyone) // 4))
    changed: set[object] = set()
    again = [Column(c.path, _otherwise(c, clerk, changed), c.table, c.key, c.total) for c in columns]
    sheet = _sheet(clerk, again, [some], "progress", day, "Gửi lần 2")
    for book in (*books, Book("", [sheet])):
        for one in book.sheets:
            for expected in one.expected:
                if expected.key in changed:
                    expected.fields = None
                    one.due |= {expected.cell, expected.name_cell or expected.cell}
    return Book(f"Bao cao bo sung lan {clerk.office.days.index(day) + 1}", [sheet])


def _otherwise(column: Column, clerk: Clerk, changed: set[object]) -> Writer:
    def write(organisation: Organisation) -> Written:
        first, key = column.write(organisation), column.key(organisation)
        if key is None or not first.fields or "status" not in first.fields or "held" in first.fields:
            return first
        if clerk.rng.random() < 0.2 and first.fields["status"] in ("done", "not_started") and not first.due:
            changed.add(key)
            done = first.fields["status"] == "done"
            return Written("chưa" if done else "x", {"status": "not_started" if done else "done"})
        return first

    return write
