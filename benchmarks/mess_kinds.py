"""The kinds of mess, and the workbooks that an office with some of them sends."""
# ruff: noqa: E501 - lists of words and spellings read better in long lines

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from benchmarks import mess_words as words
from benchmarks.mess_clerk import Clerk
from benchmarks.mess_progress import progress_columns
from benchmarks.mess_sheets import below_one_heading, lay_form, lay_sheet, lay_subcell_list, lay_titles
from benchmarks.mess_tables import membership_columns, register_columns, table_of
from benchmarks.mess_values import Written
from benchmarks.mess_workbooks import Book, Column, Mess, Sheet, Writer, lay_out
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
    ("blank columns", "three header rows"), ("reports in conflict", "unknown names"), ("reports in conflict", "near names"),
    ("turned dates", "one file each"), ("turned dates", "label and value forms"),
    ("turned dates", *CONTAINERS[:5]), ("header repeated", "tables side by side"), ("csv cp1258", *TEXT[1:3], *TEXT[4:6], TEXT[7]),
)  # fmt: skip


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

    top = lay_titles(sheet, clerk, "register", None, 0, len(columns))
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
        books.append(lay_subcell_list(clerk, everyone, day))
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
        columns = below_one_heading(columns, rng)
    if "date in file name" in mess:
        stem += rng.choice(
            (f" {day.day}-{day.month}-{day.year}", f"_{day:%Y%m%d}", f" den ngay {day:%d.%m.%Y}")
        )
    if "label and value forms" in mess:
        some = everyone[: rng.randint(3, 8)]
        return [Book(f"{stem} - {i}", [lay_form(clerk, columns, o, kind, day)]) for i, o in enumerate(some)]
    if "one file each" in mess:
        some = everyone[: rng.randint(3, 8)]
        return [
            Book(f"{stem} don vi {i}", [lay_sheet(clerk, columns, [[o]], kind, day)])
            for i, o in enumerate(some)
        ]
    parts = [everyone]
    if mess & {"tables stacked", "tables side by side", "several sheets"} and len(everyone) > 7:
        third = -(-len(everyone) // rng.choice((2, 3)))
        parts = [everyone[i : i + third] for i in range(0, len(everyone), third)]
    if "several sheets" in mess:
        return [
            Book(
                stem,
                [
                    lay_sheet(clerk, columns, [part], kind, day, f"Biểu {i}")
                    for i, part in enumerate(parts, 1)
                ],
            )
        ]
    sheet = lay_sheet(clerk, columns, parts, kind, day)
    if "hidden sheet" in mess:
        sheet.hidden = True
        front = Sheet("Bìa")
        front.put(0, 0, "BÁO CÁO CÔNG TÁC ĐẢNG")
        return [Book(stem, [front, sheet])]
    return [Book(stem, [sheet])]


def _conflicting(
    clerk: Clerk, columns: list[Column], everyone: Sequence[Organisation], day: date, books: list[Book]
) -> Book:
    """A second report of the same day by some organisations; some cells say something else."""
    some = clerk.rng.sample(list(everyone), max(1, len(everyone) // 4))
    changed: set[object] = set()
    again = [Column(c.path, _otherwise(c, clerk, changed), c.table, c.key, c.total) for c in columns]
    sheet = lay_sheet(clerk, again, [some], "progress", day, "Gửi lần 2")
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
