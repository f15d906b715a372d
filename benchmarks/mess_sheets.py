"""Lays the tables of an office out on sheets: banners, titles, notes, signatures, forms of labels."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from benchmarks import mess_words as words
from benchmarks.mess_clerk import Clerk
from benchmarks.mess_tables import table_of
from benchmarks.mess_workbooks import Book, Column, Expected, Sheet, lay_out
from benchmarks.mess_world import Organisation

_SECTIONED = {"sections", "groups in name column", "groups over the row", "two-level sections", "section sums",
              "subtotals", "numbering restarts", "tables stacked", "several sheets"}  # fmt: skip


def below_one_heading(columns: list[Column], rng: random.Random) -> list[Column]:
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


def lay_sheet(
    clerk: Clerk,
    columns: list[Column],
    parts: Sequence[list[Organisation]],
    kind: str,
    day: date,
    name: str = "",
) -> Sheet:
    """One sheet with a table for each part of the organisations, and what stands around it."""
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
    top = lay_titles(sheet, clerk, kind, named, top, len(columns), left)
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


def lay_titles(
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


def lay_form(clerk: Clerk, columns: list[Column], organisation: Organisation, kind: str, day: date) -> Sheet:
    """One organisation's own return: labels below one another, values beside them."""
    rng, sheet = clerk.rng, Sheet("Báo cáo")
    name = clerk.write_name(organisation)
    r = lay_titles(sheet, clerk, kind, day, 0, 2)
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


def lay_subcell_list(clerk: Clerk, everyone: Sequence[Organisation], day: date) -> Book:
    """One row per sub-cell; the committee's name is merged down over its own."""
    rng, sheet = clerk.rng, Sheet("CBTT")
    r = lay_titles(sheet, clerk, "progress", day, 0, 4)
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
